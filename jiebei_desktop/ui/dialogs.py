"""Asking the user: the only place that opens message boxes and file dialogs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,  # noqa: TID251 - this is the module that asks
    QWidget,
)

from jiebei_desktop.domain.problems import Trouble
from jiebei_desktop.text.current import _
from jiebei_desktop.ui import errors
from jiebei_desktop.ui.fitting import Reopen
from jiebei_desktop.ui.plain import plain_labels
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.troubles import trouble_words

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from jiebei_desktop.ui.question_dialogs import LineDialog


TakeText = Callable[[str | None], object]
TakePlace = Callable[[int | None], object]


class Ask(Protocol):
    """Questions a page may ask; tests answer them without a window."""

    def confirm(self, question: str, detail: str = "", *, action: str = "") -> bool:
        """Return whether the user agrees; ``action`` is the word on the agreeing button."""

    def tell(self, what: str, detail: str = "") -> None:
        """Say something that needs no answer."""

    def open_file(self, title: str, kinds: str) -> Path | None:
        """Return a file to read, or None; ``kinds`` is a Qt filter such as ``CSV (*.csv)``."""

    def open_files(self, title: str, kinds: str) -> tuple[Path, ...]:
        """Return files to read, none when the user changes his mind."""

    def open_folder(self, title: str) -> Path | None:
        """Return a folder that exists, or None."""

    def save_file(self, title: str, suggested: str, kinds: str) -> Path | None:
        """Return a file to write, or None."""

    def text(
        self, title: str, label: str, then: TakeText, *, again: Reopen, value: str = ""
    ) -> None:
        """Hand over a line of text, or None; ``again`` asks anew on its page after a lock."""

    def password(self, title: str, label: str, then: TakeText) -> None:
        """Hand over the password typed, or None; it does not outlive a lock."""

    def choose(
        self, title: str, label: str, items: Sequence[str], then: TakePlace, *, again: Reopen | None
    ) -> None:
        """Hand over the position of the chosen item, or None.

        ``again`` asks anew on its page after a lock; None where no ledger is open.
        """

    def printer(self, title: str) -> QPrinter | None:
        """Return where to print, or None."""

    def new_password(self, title: str, without: str) -> str | None:
        """Return a new password, an empty text for going without one, or None for neither."""


def tell_trouble(ask: Ask, error: Exception) -> None:
    """Note work that went wrong, and say by its name why it was not done."""
    errors.note(error)
    ask.tell(*trouble_words(error))


class QtAsk:
    """Asks with the system's dialogs, over the window given."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._theme = theme
        self.parent = parent
        """Window the dialogs belong to."""
        self.folder = ""
        """Folder offered first; follows the user."""

    def confirm(self, question: str, detail: str = "", *, action: str = "") -> bool:
        """Ask with Cancel as the safe default."""
        box = self._box(question, detail)
        agree = box.addButton(action or _("Continue"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.exec()
        return box.clickedButton() is agree

    def tell(self, what: str, detail: str = "") -> None:
        """Say it, with one button to go on."""
        box = self._box(what, detail)
        box.addButton(QMessageBox.StandardButton.Ok)
        box.exec()

    def open_file(self, title: str, kinds: str) -> Path | None:
        """Ask for a file that exists."""
        name, _kind = QFileDialog.getOpenFileName(self.parent, title, self.folder, kinds)
        return self._picked(name)

    def open_files(self, title: str, kinds: str) -> tuple[Path, ...]:
        """Ask for any number of files that exist."""
        names, _kind = QFileDialog.getOpenFileNames(self.parent, title, self.folder, kinds)
        return tuple(path for path in map(self._picked, names) if path is not None)

    def open_folder(self, title: str) -> Path | None:
        """Ask for a folder that exists."""
        name = QFileDialog.getExistingDirectory(self.parent, title, self.folder)
        return Path(name) if name else None

    def save_file(self, title: str, suggested: str, kinds: str) -> Path | None:
        """Ask for a file name to write to; the system asks before replacing a file.

        A ledger is never replaced, whatever the user answered there.
        """
        from jiebei_desktop.services.formats import outputs

        start = str(Path(self.folder) / suggested) if self.folder else suggested
        name, _kind = QFileDialog.getSaveFileName(self.parent, title, start, kinds)
        path = self._picked(name)
        try:
            outputs.refuse([path], agreed=True)
        except Trouble as trouble:
            tell_trouble(self, trouble)
            return None
        return path

    def text(
        self, title: str, label: str, then: TakeText, *, again: Reopen, value: str = ""
    ) -> None:
        """Ask for one line."""
        dialog = self._line(title, label, then)
        dialog.line.edit.setText(value)
        dialog.open_for(again, label)

    def password(self, title: str, label: str, then: TakeText) -> None:
        """Ask for a line that nobody can read over the shoulder."""
        dialog = self._line(title, label, then)
        dialog.line.edit.setEchoMode(QLineEdit.EchoMode.Password)
        dialog.open()

    def choose(
        self, title: str, label: str, items: Sequence[str], then: TakePlace, *, again: Reopen | None
    ) -> None:
        """Ask for one of the items, all of them in sight."""
        from jiebei_desktop.ui.question_dialogs import ChoiceDialog

        dialog = ChoiceDialog(self._theme, title, items, self.parent)
        dialog.ask(label)
        dialog.finished.connect(
            lambda agreed: then(dialog.choices.currentRow() if agreed else None)
        )
        dialog.open_for(again, label)

    def _line(self, title: str, label: str, then: TakeText) -> LineDialog:
        from jiebei_desktop.ui.question_dialogs import LineDialog

        dialog = LineDialog(self._theme, title, label, self.parent)
        dialog.finished.connect(lambda agreed: then(dialog.line.edit.text() if agreed else None))
        return dialog

    def printer(self, title: str) -> QPrinter | None:
        """Ask with the system's print dialog; a PDF file is one of its printers."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self.parent)
        dialog.setWindowTitle(title)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return printer if agreed else None

    def new_password(self, title: str, without: str) -> str | None:
        """Ask twice for a new password and say what it protects."""
        from jiebei_desktop.ui.password_dialog import PasswordDialog

        dialog = PasswordDialog(self._theme, title, without, self.parent)
        chosen: list[str] = []
        dialog.saved.connect(lambda: chosen.append(dialog.password()))
        dialog.exec()
        return chosen[0] if chosen else None

    def _picked(self, name: str) -> Path | None:
        if not name:
            return None
        self.folder = str(Path(name).parent)
        return Path(name)

    def _box(self, what: str, detail: str) -> QMessageBox:
        box = QMessageBox(self.parent)
        box.setWindowTitle(_("Jiebei Planner"))
        box.setText(what)
        box.setInformativeText(detail)
        plain_labels(box)
        return box
