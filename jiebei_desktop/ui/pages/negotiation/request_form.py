"""The fields of a proposal or an agreement, and what they come to."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from jiebei_desktop.domain.agreed_terms import instalments_of
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.negotiation import Request
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.services.negotiation.case_proposals import even_payment
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.negotiation import words
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.boxes import down
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
    "charges",
    "start_payment",
)
LONGEST = 360
_SOON = timedelta(days=7)


class RequestForm(QWidget):
    """Emits ``changed``; ``request()`` is None while something is missing."""

    changed = Signal()

    def __init__(self, theme: Theme, on: date) -> None:
        super().__init__()
        self.money = {name: Field(theme, MoneyEdit(theme)) for name in MONEY}
        self.rate = Field(theme, RateEdit(theme))
        self.periods, self.grace = Field(theme, QSpinBox()), Field(theme, QSpinBox())
        self.start = Field(theme, QSpinBox())
        self.by_days, self._since, self._basis = QCheckBox(), on, DayBasis.MONTHLY
        self.first, self.lump_on = Field(theme, DateEdit(on)), Field(theme, DateEdit(on + _SOON))
        self.level_button = Button(theme, "text", "calc")
        self.periods.edit.setRange(1, LONGEST)
        self.grace.edit.setRange(0, 36)
        self.start.edit.setRange(0, LONGEST)
        self._build(theme)
        self._connect()

    def request(self) -> Request | None:
        """Return what is typed."""
        values = {name: field.edit.value() for name, field in self.money.items()}
        principal, payment = values.pop("principal"), values.pop("payment")
        if not principal or not payment:
            return None
        rate, start = self.rate.edit.value(), values.pop("start_payment") or ZERO
        asked = Request(
            principal=principal,
            annual_rate=Decimal(0) if rate is None else _yearly(rate),
            periods=self.periods.edit.value(),
            payment=payment,
            first_due=self.first.edit.value(),
            grace_months=self.grace.edit.value(),
            lump_on=self.lump_on.edit.value() if values["lump_sum"] else None,
            start_periods=self.start.edit.value() if start else 0,
            start_payment=start if self.start.edit.value() else ZERO,
            interest_from=self._since if self.by_days.isChecked() else None,
            day_basis=self._basis if self.by_days.isChecked() else DayBasis.MONTHLY,
        )
        return replace(asked, **{name: value or ZERO for name, value in values.items()})

    def fill(self, request: Request) -> None:
        """Show a request."""
        for name, field in self.money.items():
            amount: Fen = getattr(request, name)
            field.edit.set_value(amount or None)
        self.rate.edit.set_value(Rate(value=request.annual_rate, per=RatePeriod.YEAR))
        self.periods.edit.setValue(request.periods)
        self.grace.edit.setValue(request.grace_months)
        self.start.edit.setValue(request.start_periods)
        self._since, self._basis = request.interest_from or self._since, request.day_basis
        self.by_days.setText(_("First period: {how}").format(how=words.first_period(self._since)))
        self.by_days.setChecked(request.interest_from is not None)
        self.first.edit.set_value(request.first_due)
        if request.lump_on is not None:
            self.lump_on.edit.set_value(request.lump_on)
        self.changed.emit()

    def level(self) -> None:
        """Put in the instalment that repays the principal evenly over the periods."""
        principal, rate = self.money["principal"].edit.value(), self.rate.edit.value()
        if principal:
            yearly, count = Decimal(0) if rate is None else _yearly(rate), self.periods.edit.value()
            beside = -(-(self.money["charges"].edit.value() or ZERO) // count)
            even = even_payment(principal, yearly, count)
            self.start.edit.setValue(0)
            self.money["payment"].edit.set_value(Fen(even + beside))
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
        grid = Columns(3, theme.px(12), theme.px(8))
        money = self.money
        cells = (
            *(money["principal"], self.periods, self.first),
            *(self.rate, money["payment"], self.level_button),
            *(money["waived_penalty"], money["waived_interest"], money["waived_fees"]),
            *(money["waived_principal"], money["lump_sum"], self.lump_on),
            *(money["charges"], self.start, money["start_payment"]),
            self.grace,
        )
        for cell in cells:
            grid.addWidget(cell)
        down(grid, self.by_days, on=self, gap=theme.px(8))
        for name, field in self.money.items():
            field.show_words(words.field_name(name))
        self.rate.show_words(words.field_name("annual_rate"))
        self.periods.show_words(words.field_name("periods"))
        self.grace.show_words(words.field_name("grace_months"))
        self.start.show_words(words.field_name("start_periods"))
        self.by_days.setText(_("First period: {how}").format(how=words.first_period(self._since)))
        self.first.show_words(words.field_name("first_due"))
        self.lump_on.show_words(words.field_name("lump_on"))
        self.level_button.setText(_("Work out the instalment"))

    def _connect(self) -> None:
        for field in self.money.values():
            field.edit.valueChanged.connect(self.changed)
        self.rate.edit.valueChanged.connect(self.changed)
        self.periods.edit.valueChanged.connect(lambda _n: self.changed.emit())
        self.grace.edit.valueChanged.connect(lambda _n: self.changed.emit())
        self.start.edit.valueChanged.connect(lambda _n: self.changed.emit())
        self.by_days.toggled.connect(lambda _on: self.changed.emit())
        self.first.edit.dateChanged.connect(lambda _d: self.changed.emit())
        self.lump_on.edit.dateChanged.connect(lambda _d: self.changed.emit())
        self.level_button.clicked.connect(self.level)


def _yearly(rate: Rate) -> Decimal:
    yearly = rate.annual(DayBasis.ACT_365)
    return Decimal(yearly.numerator) / Decimal(yearly.denominator)
