"""What stands in the window's place while the ledger is locked: its name and one field."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from jiebei_desktop.text.current import _
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label, frame
from jiebei_desktop.ui.widgets.boxes import down
from jiebei_desktop.ui.widgets.empty_state import IconCircle
from jiebei_desktop.ui.widgets.field import Field


class LockScreen(QWidget):
    """Shows no figure; asks for the password."""

    tried = Signal(str)
    """A password was typed."""
    left = Signal()
    """The user wants another ledger instead."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._path = Path()
        self._wrong = False
        self.title = Label("pane_title")
        self.text = Label("body", "text2", wrap=True)
        self.password = Field(theme, QLineEdit())
        self.password.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.unlock_button = Button(theme, "primary", "lock")
        self.leave_button = Button(theme, "text")
        self._build()
        self.password.edit.returnPressed.connect(self._try)
        self.unlock_button.clicked.connect(self._try)
        self.leave_button.clicked.connect(self.left)

    def show_locked(self, path: Path) -> None:
        """Say which ledger is locked, and wait."""
        self._path, self._wrong = path, False
        self.password.edit.clear()
        self.retranslate()
        self.password.edit.setFocus()

    def forget(self) -> None:
        """Empty the field: the password was the right one."""
        self.password.edit.clear()

    def show_wrong(self) -> None:
        """Say calmly that the password was another one."""
        self._wrong = True
        self.password.edit.selectAll()
        self.retranslate()
        self.password.edit.setFocus()

    def retranslate(self) -> None:
        """Word the sheet."""
        self.title.setText(_("The ledger is locked"))
        self.text.setText(
            _("{name} is closed; its password opens it where you were. All is saved.").format(
                name=self._path.name
            )
        )
        self.password.show_words(_("Password"))
        self.password.show_problem(
            _("That was not it. Check capital letters and the input method.") if self._wrong else ""
        )
        self.unlock_button.setText(_("Unlock"))
        self.leave_button.setText(_("Open another ledger"))

    def _try(self) -> None:
        if self.password.edit.text():
            self.tried.emit(self.password.edit.text())

    def _build(self) -> None:
        px = self._theme.px
        card = frame("card")
        card.setFixedWidth(px(420))
        middle = Qt.AlignmentFlag.AlignHCenter
        self.text.setAlignment(middle)
        down(
            (IconCircle(self._theme, "lock"), 0, middle),
            (self.title, 0, middle),
            self.text,
            self.password,
            self.unlock_button,
            (self.leave_button, 0, middle),
            on=card,
            gap=px(12),
            around=(px(28), px(28), px(28), px(22)),
        )
        down((card, 0, Qt.AlignmentFlag.AlignCenter), on=self, around=None)
