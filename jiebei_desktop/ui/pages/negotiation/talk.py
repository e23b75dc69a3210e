"""What is good to know before a call: rules, signs of fraud, corrections, telephone lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from jiebei_desktop.services.negotiation.negotiation_view import Desk
from jiebei_desktop.services.reference.guide import load as load_guide
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.guide import correction_text, hotline_name, sign_name
from jiebei_desktop.text.rules import rule_title
from jiebei_desktop.ui.fitting import FittedDialog
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.basics import Button, Label, rule
from jiebei_desktop.ui.widgets.boxes import down

RULES = (
    "collect_guide_2026",
    "collect_hours",
    "collect_freq",
    "collect_target",
    "collect_civil",
    "collect_police",
)


def complaints() -> list[str]:
    """Return where a complaint goes, one after the other; figures from the rule rows and guide."""
    numbers = {each.code: each.number for each in load_guide().hotlines}
    return [
        _("1. The lender itself, in writing or by its complaint line; keep the ticket number."),
        _("2. {number}, the financial regulator, for banks and consumer finance.").format(
            number=numbers["financial_regulator"]
        ),
        _("3. {number}, the central bank, for the credit record and payments.").format(
            number=numbers["central_bank"]
        ),
        _("4. {number}, the local government, for small-loan companies.").format(
            number=numbers["government"]
        ),
    ]


class TalkDialog(FittedDialog):
    """Large letters, read while speaking."""

    def __init__(self, context: PageContext, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Good to know"))
        px = context.theme.px
        self.resize(px(620), px(640))
        self.said: list[str] = []
        sheet = QWidget()
        self._column = down(on=sheet, gap=px(8), around=(px(20), px(16)))
        self._fill(desk)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(self.windowTitle())
        scroll.setWidget(sheet)
        close = Button(context.theme, "primary")
        close.setText(_("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        down((scroll, 1), (close, 0, Qt.AlignmentFlag.AlignRight), on=self, around=None)

    def _fill(self, desk: Desk) -> None:
        self._head(_("You may know"))
        for rule_id in RULES:
            self._line(rule_title(rule_id, texts()))
        note = _("The collection standard GB/T 45251-2025 is recommended, not compulsory.")
        self._line(note, "caption")
        self._head(_("Stop when you meet this"))
        for sign in load_guide().signs:
            if sign.is_stop:
                self._line(sign_name(sign.code, texts()))
        self._head(_("Often heard, and how it is"))
        for one in load_guide().corrections:
            said = correction_text(one.code, texts())
            self._line(f"{said.heard} {said.fact}")
        self._head(_("To complain, in this order"))
        for line in complaints():
            self._line(line)
        self._head(_("Whom to call"))
        for hotline in desk.hotlines:
            self._line(f"{hotline_name(hotline.code, texts())}  {hotline.number}")

    def _head(self, text: str) -> None:
        if self._column.count():
            self._column.addWidget(rule())
        self._line(text, "emphasis")

    def _line(self, text: str, role: str = "body") -> None:
        self.said.append(text)
        label = Label(role, wrap=True, text=text)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(label)
