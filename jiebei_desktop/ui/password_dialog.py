"""Choosing a password: twice, with what it protects and what it does not, before it is set."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from jiebei_desktop.text.current import _, ngettext
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog

SHORTEST = 8
"""Signs below which a password is called short; it is not refused."""


class PasswordDialog(FormDialog):
    """Accepted with a password, or with an empty one through the button "without"."""

    def __init__(self, theme: Theme, title: str, without: str, parent: QWidget | None) -> None:
        super().__init__(theme, parent)
        self.first = Field(theme, QLineEdit())
        self.again = Field(theme, QLineEdit())
        for field in (self.first, self.again):
            field.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.without_button = Button(theme, "text")
        self.without_button.setText(without)
        self.setWindowTitle(title)
        self.save_button.setText(_("Set the password"))
        self._build(title)
        self.first.edit.textChanged.connect(lambda _text: self._judge())
        self.without_button.clicked.connect(self._without)

    def password(self) -> str:
        """Return what was chosen; empty means none."""
        return self.first.edit.text()

    def check(self) -> Field[QWidget] | None:
        """Demand the same password twice."""
        if not self.password():
            self.first.show_problem(_("Type a password, or go on without one."))
            return self.first  # type: ignore[return-value]
        if self.again.edit.text() != self.password():
            self.again.show_problem(_("The two are not the same."))
            return self.again  # type: ignore[return-value]
        return None

    def _judge(self) -> None:
        length = len(self.password())
        short = 0 < length < SHORTEST
        message = ngettext("{count} sign: short passwords can be guessed.",
                           "{count} signs: short passwords can be guessed.", length)  # fmt: skip
        self.first.show_words(_("Password"), message.format(count=length) if short else "")
        self.again.show_problem("")

    def _without(self) -> None:
        self.first.edit.clear()
        self.saved.emit()
        self.accept()

    def _build(self, title: str) -> None:
        self.add(Label("dialog_title", text=title, wrap=True))
        protects = _(
            "Encrypts the ledger, the files inside it and its dated copies. Exported files, PDFs,"
            " the file's name and the screen are not protected."
        )
        warning = _("Nobody can recover a forgotten password, and nobody can reset it.")
        self.add(Label("body", "text2", text=protects, wrap=True))
        self.add(Label("body_strong", text=warning, wrap=True))
        self.first.show_words(_("Password"))
        self.again.show_words(_("The same again"))
        self.add(self.first)
        self.add(self.again)
        self.add(self.without_button)
        self.setMinimumWidth(self.theme.px(460))
