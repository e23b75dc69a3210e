"""The fields of a proposal or an agreement, and what they come to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.negotiation import Request, instalments_of
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.services.negotiation.case_proposals import even_payment
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.negotiation import words
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.flow import Columns
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.rate_edit import RateEdit

MONEY = (
    "principal",
    "payment",
    "waived_penalty",
    "waived_interest",
    "waived_fees",
    "waived_principal",
    "lump_sum",
)
LONGEST = 360


class RequestForm(QWidget):
    """Emits ``changed``; ``request()`` is None while something is missing."""

    changed = Signal()

    def __init__(self, theme: Theme, on: date) -> None:
        super().__init__()
        self.money = {name: Field(theme, MoneyEdit(theme)) for name in MONEY}
        self.rate = Field(theme, RateEdit(theme))
        self.periods, self.grace = Field(theme, QSpinBox()), Field(theme, QSpinBox())
        self.first = Field(theme, DateEdit(on))
        self.level_button = Button(theme, "text", "calc")
        self.periods.edit.setRange(1, LONGEST)
        self.grace.edit.setRange(0, 36)
        self._build(theme)
        self._connect()

    def request(self) -> Request | None:
        """Return what is typed."""
        values = {name: field.edit.value() for name, field in self.money.items()}
        principal, payment = values.pop("principal"), values.pop("payment")
        if not principal or not payment:
            return None
        rate = self.rate.edit.value()
        return Request(
            principal=principal,
            annual_rate=Decimal(0) if rate is None else _yearly(rate),
            periods=self.periods.edit.value(),
            payment=payment,
            first_due=self.first.edit.value(),
            grace_months=self.grace.edit.value(),
            **{name: value or ZERO for name, value in values.items()},
        )

    def fill(self, request: Request) -> None:
        """Show a request."""
        for name, field in self.money.items():
            amount: Fen = getattr(request, name)
            field.edit.set_value(amount or None)
        self.rate.edit.set_value(Rate(value=request.annual_rate, per=RatePeriod.YEAR))
        self.periods.edit.setValue(request.periods)
        self.grace.edit.setValue(request.grace_months)
        self.first.edit.set_value(request.first_due)
        self.changed.emit()

    def level(self) -> None:
        """Put in the instalment that repays the principal evenly over the periods."""
        principal, rate = self.money["principal"].edit.value(), self.rate.edit.value()
        if principal:
            yearly = Decimal(0) if rate is None else _yearly(rate)
            self.money["payment"].edit.set_value(
                even_payment(principal, yearly, self.periods.edit.value())
            )
            self.changed.emit()

    def missing(self) -> Field[QWidget] | None:
        """Show and return the first field that must be filled."""
        for name in ("principal", "payment"):
            field = self.money[name]
            empty = not field.edit.value()
            field.show_problem(_("Not filled in yet") if empty else "")
            if empty:
                return field  # type: ignore[return-value]
        return None

    def sum_words(self, masking: Masking) -> str:
        """Return what the plan comes to: last day, total, last instalment."""
        request = self.request()
        if request is None:
            return _("Fill in what is repaid and the instalment.")
        marks = instalments_of(request)
        total = Fen(sum(mark.amount for mark in marks) + request.lump_sum)
        last = marks[-1]
        text = ngettext(
            "{count} instalment until {day}, {total} in all.",
            "{count} instalments until {day}, {total} in all.",
            len(marks),
        ).format(count=len(marks), day=formats.day(last.due, texts()), total=masking.money(total))
        if last.amount > 2 * request.payment:
            warning = _("The last one would be {amount}: the instalment is too small.").format(
                amount=masking.money(last.amount)
            )
            return formats.sentences(text, warning)
        return text

    def _build(self, theme: Theme) -> None:
        grid = Columns(3, theme.px(12), theme.px(8), self)
        money = self.money
        cells = (
            *(money["principal"], self.periods, self.first),
            *(self.rate, money["payment"], self.level_button),
            *(money["waived_penalty"], money["waived_interest"], money["waived_fees"]),
            *(money["waived_principal"], money["lump_sum"], self.grace),
        )
        for cell in cells:
            grid.addWidget(cell)
        for name, field in self.money.items():
            field.show_words(words.field_name(name))
        self.rate.show_words(words.field_name("annual_rate"))
        self.periods.show_words(words.field_name("periods"))
        self.grace.show_words(words.field_name("grace_months"))
        self.first.show_words(words.field_name("first_due"))
        self.level_button.setText(_("Work out the instalment"))

    def _connect(self) -> None:
        for field in self.money.values():
            field.edit.valueChanged.connect(self.changed)
        self.rate.edit.valueChanged.connect(self.changed)
        self.periods.edit.valueChanged.connect(lambda _n: self.changed.emit())
        self.grace.edit.valueChanged.connect(lambda _n: self.changed.emit())
        self.first.edit.dateChanged.connect(lambda _d: self.changed.emit())
        self.level_button.clicked.connect(self.level)


def _yearly(rate: Rate) -> Decimal:
    yearly = rate.annual(DayBasis.ACT_365)
    return Decimal(yearly.numerator) / Decimal(yearly.denominator)
