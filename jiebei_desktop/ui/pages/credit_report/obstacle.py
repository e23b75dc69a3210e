"""What stands in place of the accounts: a password to type, a file that cannot be read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.text import importing
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.basics import Button, IconLabel, Label, fit_lines
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay
from jiebei_desktop.ui.widgets.field import Field

LOCKED = frozenset({"pdf_password_needed", "pdf_password_wrong"})


class ObstacleNotice(QWidget):
    """Says why there is no report, and offers the way on."""

    unlock = Signal(str)
    """The password as typed."""
    other = Signal()
    """Another report is wanted."""
    statement = Signal()
    """The file is a statement: import it."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        theme = context.theme
        self._context = context
        self._code: str | None = None
        self.icon = IconLabel(theme, "lock", "caution", 24)
        self.title = Label("emphasis")
        self.text = Label("body", "text2", wrap=True)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.field = Field(theme, self.password)
        self.open_button = Button(theme, "primary", "lock")
        self.other_button = Button(theme, "default", "file")
        self.import_button = Button(theme, "primary", "import")
        self._assemble()
        self.password.returnPressed.connect(self._unlock)
        self.open_button.clicked.connect(self._unlock)
        self.other_button.clicked.connect(self.other)
        self.import_button.clicked.connect(self.statement)

    def show_reading(self, name: str) -> None:
        """Say that a file is being read."""
        self._buttons(locked=False, statement=False)
        self.icon.show_icon("file", "text3")
        self.title.setText(_("Reading {file}").format(file=name))
        self._say(_("The file is read on this computer only. Esc stops it."))

    def show_refusal(self, error: Exception | None, name: str) -> None:
        """Say why a file gave no report."""
        code = error.code if isinstance(error, StatementRefused) else ""
        locked = code in LOCKED
        self._buttons(locked=locked, statement=error is None)
        self.icon.show_icon("lock" if locked else "alert_circle", "caution")
        if error is None:
            self.title.setText(_("{file} is a statement, not a credit report").format(file=name))
            self._say(_("Its rows are looked through before they are booked."))
        elif isinstance(error, StatementRefused):
            self.title.setText(_("{file} was not read").format(file=name))
            self._say(_scan() if code == "pdf_scanned" else self._why(error))
        else:
            self.title.setText(_("{file} was not read").format(file=name))
            words = _("The ledger is as it was before. Reason: {kind}")
            self._say(words.format(kind=type(error).__name__))
        if locked:
            self.field.show_words(_("Password of the PDF"))
            wrong = _("The password does not open this PDF")
            self.field.show_problem(wrong if code.endswith("wrong") else "")
            self.password.selectAll()
            self.password.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the text to the style that holds now."""
        super().showEvent(event)
        self._say(self.text.text())

    def _say(self, text: str) -> None:
        self.text.setText(text)
        fit_lines(self.text, self._context.theme.px(460))

    def retranslate(self) -> None:
        """Word the buttons."""
        self.open_button.setText(_("Open"))
        self.other_button.setText(_("Another report"))
        self.import_button.setText(_("Import statement"))

    def _why(self, error: StatementRefused) -> str:
        return self._context.masking.sentence(importing.refusal(error, texts()))

    def _unlock(self) -> None:
        if self.password.text():
            self.unlock.emit(self.password.text())

    def _buttons(self, *, locked: bool, statement: bool) -> None:
        self.field.setVisible(locked)
        self.open_button.setVisible(locked)
        self.import_button.setVisible(statement)

    def _assemble(self) -> None:
        px = self._context.theme.px
        middle = Qt.AlignmentFlag.AlignHCenter
        self.text.setAlignment(middle)
        self.field.setFixedWidth(px(260))
        lay(
            down(
                REST,
                (self.icon, 0, middle),
                (self.title, 0, middle),
                (self.text, 0, middle),
                (self.field, 0, middle),
                on=self,
                gap=px(12),
                around=px(24),
            ),
            across(REST, self.open_button, self.import_button, self.other_button, REST),
            REST,
        )


def _scan() -> str:
    return _(
        "This is a picture, it cannot be read. Download the PDF again at 云闪付 or in your bank's "
        "app."
    )
