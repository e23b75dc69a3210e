"""What helps during a call: a script of half a minute, rules, signs of fraud, telephone lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from jiebei_desktop.services.negotiation.negotiation_view import CaseView, Desk
from jiebei_desktop.services.reference.guide import load as load_guide
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.text.guide import correction_text, hotline_name, sign_name
from jiebei_desktop.text.rules import rule_title
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.basics import Button, Label, rule

RULES = (
    "collect_guide_2026",
    "collect_hours",
    "collect_freq",
    "collect_target",
    "collect_civil",
    "collect_police",
)


def script(view: CaseView) -> list[str]:
    """Return what to say in half a minute, with the figures of this case."""
    stand, name, request = view.line.stand, view.line.debt.name, view.latest
    said = [
        _("My name is (name). It is about {debt}, contract (number).").format(debt=name),
        _("By my figures {amount} is owed today.").format(amount=formats.money(stand.parts.total)),
    ]
    if stand.overdue_days:
        days = ngettext("{count} day", "{count} days", stand.overdue_days)
        said.append(
            _("I am {days} late because (one sentence).").format(
                days=days.format(count=stand.overdue_days)
            )
        )
    if request is None:
        said.append(_("I want to repay and will send a plan in writing. Where shall I send it?"))
    else:
        said.append(
            _("I can keep up {amount} a month from {day}, {count} times.").format(
                amount=formats.money(request.payment),
                day=formats.day(request.first_due, texts()),
                count=request.periods,
            )
        )
        if request.waived:
            said.append(
                _("I ask that {amount} of charges be waived; I can send proof.").format(
                    amount=formats.money(request.waived)
                )
            )
    said.append(_("Please tell me your staff number and the ticket, and answer in writing."))
    return said


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


class TalkDialog(QDialog):
    """Large letters, read while speaking."""

    def __init__(self, context: PageContext, desk: Desk, view: CaseView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("For the call"))
        px = context.theme.px
        self.resize(px(620), px(640))
        self.said: list[str] = []
        sheet = QWidget()
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(px(20), px(16), px(20), px(16))
        self._column.setSpacing(px(8))
        self._fill(desk, view)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(sheet)
        close = Button(context.theme, "primary")
        close.setText(_("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        outer = QVBoxLayout(self)
        outer.addWidget(scroll, 1)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _fill(self, desk: Desk, view: CaseView) -> None:
        self._head(_("Half a minute"))
        for line in script(view):
            self._line(line, "lead")
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
