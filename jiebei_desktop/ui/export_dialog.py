"""Exporting the plan: choose edition, lender and language, see every page, then save."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.report import render
from jiebei_desktop.services import statement as statements
from jiebei_desktop.services.redaction import redact
from jiebei_desktop.services.statement import Statement
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.basics import Button, Label, clear
from jiebei_desktop.ui.widgets.busy_bar import BusyBar
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.flow import FlowLayout

EDITIONS = ("lender", "private")
HIDE_WORDS: dict[str, Callable[[], str]] = {
    "identity": lambda: _("name and ID"),
    "reason": lambda: _("reason"),
    "spending": lambda: _("spending by kind"),
    "assets": lambda: _("assets one by one"),
    "contacts": lambda: _("what was said"),
    "evidence": lambda: _("names of documents"),
}
"""What can be left out, in the words of the switches; the codes are redaction's."""
LOCALES = ("zh_CN", "en")


class ExportDialog(QDialog):
    """Shows the pages as they will be printed; nothing is written before Save is pressed."""

    exported = Signal(str)
    """The path that was written."""

    def __init__(
        self,
        context: PageContext,
        lenders: Sequence[tuple[DebtId, str]],
        payment: Fen | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._payment = payment
        self._statement: Statement | None = None
        self._ids = [debt for debt, _name in lenders]
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Export PDF plan"))
        self.lender = _combo([name for _debt, name in lenders])
        self.edition = _combo([_("For the lender (others masked)"), _("For myself (complete)")])
        self.language = _combo(["简体中文", "English"])
        self.language.setCurrentIndex(0 if texts().locale == "zh_CN" else 1)
        self.letter_box = QCheckBox(_("With a cover letter"))
        self.hide_boxes = {code: QCheckBox(word()) for code, word in HIDE_WORDS.items()}
        self.note = Label("small", "text2", wrap=True)
        self.busy = BusyBar()
        self.sheet = QWidget()
        self.pages = QVBoxLayout(self.sheet)
        self.cancel_button = Button(context.theme)
        self.cancel_button.setText(_("Cancel"))
        self.save_button = Button(context.theme, "primary", "pdf")
        self.save_button.setText(_("Save PDF…"))
        self.save_button.setEnabled(False)
        self._assemble()
        self._connect()
        self.reload()

    def choices(self) -> tuple[str, str, DebtId | None]:
        """Return locale, edition and lender as chosen."""
        at = self.lender.currentIndex()
        lender = self._ids[at] if 0 <= at < len(self._ids) else None
        return LOCALES[self.language.currentIndex()], EDITIONS[self.edition.currentIndex()], lender

    def hidden(self) -> tuple[str, ...]:
        """Return what is left out of the copy."""
        return tuple(code for code, box in self.hide_boxes.items() if box.isChecked())

    def reload(self) -> None:
        """Gather the facts again and show the pages."""
        session, today, payment = self.context.session, self.context.today(), self._payment
        lender = self.choices()[2]
        self.save_button.setEnabled(False)
        self.busy.start()
        self.context.lanes.ledger(
            lambda: statements.for_session(session, today, payment, lender),
            self._gathered,
            latest="export",
            failed=self._failed,
        )

    def save(self) -> None:
        """Ask where and write the file in one go."""
        found = self._statement
        if found is None:
            return
        locale, edition, lender = self.choices()
        suggested = _("Repayment plan {day}.pdf").format(day=self.context.today().isoformat())
        path = self.context.ask.save_file(_("Save PDF…"), suggested, "PDF (*.pdf)")
        if path is None:
            return
        target = path if path.suffix.lower() == ".pdf" else Path(f"{path}.pdf")

        hidden, letter = self.hidden(), self.letter_box.isChecked()

        def write() -> None:
            document = redact(statements.document(found, edition, lender), hidden)
            render.write(target, render.render_document(document, locale, letter=letter))

        self.busy.start()
        self.context.lanes.side(write, lambda _done: self._saved(target), failed=self._failed)

    def _gathered(self, found: Statement) -> None:
        self._statement = found
        self._preview()

    def _preview(self) -> None:
        """Draw the pages exactly as they would be written."""
        found = self._statement
        if found is None:
            return
        locale, edition, lender = self.choices()
        hidden, letter = self.hidden(), self.letter_box.isChecked()
        self.save_button.setEnabled(False)
        self.busy.start()

        def draw() -> list[bytes]:
            document = redact(statements.document(found, edition, lender), hidden)
            return render.preview_document(document, locale, letter=letter)

        self.context.lanes.side(draw, self._show, latest="export-preview", failed=self._failed)

    def _show(self, pages: list[bytes]) -> None:
        self.busy.stop()
        clear(self.sheet)
        for number, png in enumerate(pages, 1):
            sheet = Label("body")
            picture = QPixmap()
            picture.loadFromData(png)
            width = self.context.theme.px(640)
            smooth = Qt.TransformationMode.SmoothTransformation
            sheet.setPixmap(picture.scaledToWidth(width, smooth))
            sheet.setAccessibleName(_("Page {number}").format(number=number))
            self.pages.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self.save_button.setEnabled(True)

    def _saved(self, path: Path) -> None:
        self.busy.stop()
        self.exported.emit(str(path))
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.busy.stop()
        self.context.ask.tell(
            _("The plan was not written"),
            _("Nothing was changed. Choose another place or try again. {error}").format(
                error=type(error).__name__
            ),
        )

    def _connect(self) -> None:
        for combo in (self.lender, self.edition, self.language):
            combo.currentIndexChanged.connect(lambda _at: self.reload())
        for box in (self.letter_box, *self.hide_boxes.values()):
            box.toggled.connect(lambda _on: self._preview())
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)

    def _assemble(self) -> None:
        theme = self.context.theme
        self.resize(theme.px(760), theme.px(680))
        self.note.setText(
            _("This is what the reader will see. The file holds no passwords and no full ID.")
        )
        top = QHBoxLayout()
        titles = (_("Lender"), _("Edition"), _("Language of the plan"))
        combos = (self.lender, self.edition, self.language)
        for title, combo in zip(titles, combos, strict=True):
            field = Field(theme, combo)
            field.show_words(title)
            top.addWidget(field, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.sheet)
        buttons = QHBoxLayout()
        buttons.addWidget(self.note, 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.addWidget(self.busy)
        column.addLayout(top)
        switches = QWidget()
        flow = FlowLayout(switches)
        flow.addWidget(self.letter_box)
        flow.addWidget(Label("caption", "text2", text=_("Leave out:")))
        for box in self.hide_boxes.values():
            flow.addWidget(box)
        column.addWidget(switches)
        column.addWidget(scroll, 1)
        column.addLayout(buttons)


def _combo(items: Sequence[str]) -> QComboBox:
    combo = QComboBox()
    combo.addItems(list(items))
    return combo
