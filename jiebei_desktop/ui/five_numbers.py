"""The second sheet of the welcome page: a handful of numbers and, beside them, what they mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from shiboken6 import isValid

from jiebei_desktop.services.today.first_numbers import (
    AMOUNTS,
    FirstNumbers,
    FirstRange,
    first_range,
)
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext
from jiebei_desktop.ui.lanes import Send
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import ENTER, Button, Label, rule
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.day_line import DayLine
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.notice import NoticeStrip
from jiebei_desktop.ui.widgets.read_edit import first_unread

ORDER = (
    "take_home", "necessary", "jiebei_owed", "jiebei_due", "due_on", "others_monthly", "cash",
)  # fmt: skip
"""Fields as Tab goes through them."""


class FiveNumbers(QWidget):
    """What is typed becomes a range at once and, on the way on, a ledger of estimates."""

    def __init__(self, theme: Theme, today: Callable[[], date], send: Send) -> None:
        super().__init__()
        self._today, self._send = today, send
        self._known: tuple[FirstNumbers, FirstRange | None] | None = None
        self.title = Label("pane_title")
        self.text = Label("body", "text2", wrap=True)
        self.fields: dict[str, Field[Any]] = {
            name: Field(theme, DayLine(today) if name == "due_on" else MoneyEdit(theme))
            for name in ORDER
        }
        self.form = Card(theme, header=False)
        self.answer = Card(theme, header=False)
        self.answer_label = Label("body", "text2")
        self.range = Label("welcome")
        self.lines = Label("body", "text2", wrap=True)
        self.caution = Label("caption", "text3", wrap=True)
        self.notice = NoticeStrip(theme)
        self.back_button = Button(theme, "default", "back")
        self.next_button = Button(theme, "primary", "next")
        self._build(theme)
        for field in self.fields.values():
            field.edit.valueChanged.connect(self.work_out)

    def told(self) -> FirstNumbers:
        """Return what is typed; an empty field is not known yet."""
        given = {name: self.fields[name].edit.value() for name in AMOUNTS}
        return FirstNumbers(**given, due_on=self.fields["due_on"].edit.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next field with Enter; from the last one on to the ledger."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif self.fields[ORDER[-1]].edit.hasFocus():
            self.next_button.click()
        else:
            self.focusNextChild()

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.fields[ORDER[0]].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> bool:
        """Say at each field what cannot be read, go to the first, and return whether all can."""
        wrong = first_unread(self)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong is None

    def work_out(self) -> None:
        """Show the range of what is typed so far."""
        told = self.told()
        self.next_button.setEnabled(not told.empty)
        self._say_day(told.due_on)
        self._say_due(told)
        if not told.gives_range:
            self._known = told, None
        if self._known is not None and self._known[0] == told:
            self._show(*self._known)
            return
        today = self._today()

        def show(found: FirstRange | None) -> None:
            # the numbers may have gone into a ledger meanwhile, and this page with them
            if isValid(self) and told == self.told():
                self._known = told, found
                self._show(told, found)

        self._send(lambda: first_range(told, today), show, latest="first-range")

    def _show(self, told: FirstNumbers, found: FirstRange | None) -> None:
        late = bool(told.jiebei_due) and self._is_late(told.due_on)
        if found is None:
            self.range.setText("—")
            self.lines.setText(_("Fill in income and living costs to see a first range."))
            self.notice.hide()
            return
        if found.high == 0:
            self.range.setText(formats.whole(found.high))
        else:
            self.range.setText(
                _("{low} to {high}").format(
                    low=formats.whole(found.low), high=formats.whole(found.high)
                )
            )
        self.lines.setText(formats.sentences(_required(found, late=late), _cash(found)))
        self._say(found, late=late)

    def retranslate(self) -> None:
        """Word the sheet."""
        self.title.setText(_("A handful of numbers"))
        self.text.setText(
            _("Roughly is fine; leave empty what you do not know. They go into your ledger.")
        )
        names = {
            "take_home": (_("Take-home income"), _("A month, what usually arrives after tax")),
            "necessary": (_("Living costs you cannot cut"), _("Rent, food, school, medicine")),
            "jiebei_owed": (_("Owed to Jiebei in all"), _("Shown in the app as payoff today")),
            "jiebei_due": (
                _("One instalment of Jiebei"),
                _("The next one; when it is late, the first one missed"),
            ),
            "due_on": (_("On which day"), ""),
            "others_monthly": (_("Due to all others next month"), _("Cards, loans, all together")),
            "cash": (_("Cash at hand"), _("Balances you can use today")),
        }
        for name, field in self.fields.items():
            field.edit.retranslate()
            field.show_words(*names[name])
        self.answer_label.setText(_("You can probably pay each month"))
        self.caution.setText(
            _(
                "A provisional range with a lean month kept in mind. Statements and the lender's"
                " page replace these numbers one by one."
            )
        )
        self.back_button.setText(_("Back"))
        self.next_button.setText(_("Keep these in my own ledger"))
        self.work_out()

    def _is_late(self, day: date | None) -> bool:
        return day is not None and day < self._today()

    def _say_day(self, day: date | None) -> None:
        late = self._is_late(day)
        days = (self._today() - day).days if day is not None else 0
        help_text = _("Also 11-8 or +3; the first missed day when it is late")
        if late:
            help_text = ngettext("{count} day late by now", "{count} days late by now", days)
        self.fields["due_on"].show_words(_("On which day"), help_text.format(count=days))

    def _say_due(self, told: FirstNumbers) -> None:
        """Ask about an instalment above all that is owed; it is not refused."""
        asks = told.due_within != told.jiebei_due
        words = _("More than is owed in all. The total counts; please look at both again.")
        self.fields["jiebei_due"].show_problem(words if asks else "")

    def _say(self, found: FirstRange, *, late: bool) -> None:
        if found.short:
            self.notice.show_words(
                _("Next month at least {amount} is missing.").format(
                    amount=formats.whole(found.short)
                ),
                _("The contracts ask for more than the range; that gap has to be negotiated."),
                severity="caution",
            )
        elif found.required is None or not found.complete:
            self.notice.show_words(
                _("Whether that is enough is not known yet."),
                _("It needs what Jiebei and the others ask for next month."),
                severity="info",
            )
        elif late:  # the next instalment comes beside it, and nobody has told how much that is
            self.notice.show_words(
                _("One instalment is late, and the next one comes on top."),
                _("Tell the lender now; your ledger works out whether the range is enough."),
                severity="caution",
            )
        elif found.required <= found.low:
            self.notice.show_words(
                _("The range covers what falls due."),
                _("Pay on time and keep living costs first."),
                severity="positive",
            )
        else:
            self.notice.show_words(
                _("It covers what falls due only in a good month."),
                _("In a lean month something is missing; ask before it is late."),
                severity="caution",
            )
        self.notice.show()

    def _build(self, theme: Theme) -> None:
        lay(self.form.body, self.title, self.text)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(10))
        for place, field in enumerate(self.fields.values()):
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        lay(self.form.body, grid, REST)
        for part in (self.answer_label, self.range, rule(), self.lines, self.caution):
            self.answer.body.addWidget(part)
        side = down(self.answer, self.notice, REST, gap=theme.px(12))
        down(
            across((self.form, 2), (side, 1), gap=theme.px(20)),
            across(self.back_button, REST, self.next_button),
            on=self,
            gap=theme.px(16),
            around=None,
        )


def _required(found: FirstRange, *, late: bool) -> str:
    """Say what is asked for; where an instalment is late, the next one comes beside it."""
    if found.required is None:
        return _("What the debts ask for is not known yet.")
    amount = formats.whole(found.required)
    if late or not found.complete:
        return _("Debts ask for at least {required} next month.").format(required=amount)
    return _("Debts ask for {required} next month.").format(required=amount)


def _cash(found: FirstRange) -> str:
    if found.cash_days is None:
        return _("How long the cash lasts is not known yet.")
    days = ngettext("{count} day", "{count} days", found.cash_days).format(count=found.cash_days)
    return _("Cash at hand covers {days} of living.").format(days=days)
