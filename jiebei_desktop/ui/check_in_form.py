"""The three questions of the check-in: money at hand, anything paid, anything changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from jiebei_desktop.domain.debts import Payment
from jiebei_desktop.domain.events import WITH_AMOUNT, EventKind, LifeEvent
from jiebei_desktop.domain.household import Cash
from jiebei_desktop.services.reference.life_presets import PRESETS, Preset
from jiebei_desktop.services.today.check_in import CheckInAnswers, CheckInQuestions, DebtAsked
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.life_events import preset_name
from jiebei_desktop.ui import check_in_words as words
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.boxes import REST, down, lay
from jiebei_desktop.ui.widgets.choice_edit import ChoiceEdit
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.read_edit import first_unread

CHANGES = tuple(one for one in PRESETS if one.kind is not EventKind.MONTHS_NOT_RECORDED)
"""Changes that are asked about; a gap of the ledger is no change in life."""
PER_ROW = 2


class PaidRow(Struct, frozen=True, kw_only=True):
    """The fields of one debt."""

    asked: DebtAsked
    amount: Field[MoneyEdit]
    day: Field[DateEdit]


class CheckInForm(QWidget):
    """Shows the questions and reads the answers; empty fields mean that nothing changed."""

    def __init__(self, context: PageContext, asked: CheckInQuestions) -> None:
        super().__init__()
        self._context = context
        theme = context.theme
        self._names = [one.name for one in asked.places] or [_("Cash at hand")]
        self.cash = tuple(Field(theme, MoneyEdit(theme)) for _name in self._names)
        self.paid = tuple(self._row(one) for one in asked.debts)
        self.what: Field[ChoiceEdit[Preset | None]] = Field(
            theme, ChoiceEdit((None, *CHANGES), _change_name)
        )
        self.what.edit.setCurrentIndex(0)
        self.amount = Field(theme, MoneyEdit(theme))
        self.start = Field(theme, DateEdit(context.today(), context.today()))
        self._assemble()
        self._word(asked)
        self._fit()
        self.what.edit.currentIndexChanged.connect(lambda _at: self._fit())

    def answers(self) -> CheckInAnswers:
        """Return what is filled in."""
        return CheckInAnswers(
            cash=tuple(self._readings()), payments=tuple(self._payments()), event=self._event()
        )

    @property
    def is_touched(self) -> bool:
        """Whether anything is filled in that would be lost."""
        fields = (*self.cash, *(row.amount for row in self.paid), self.amount)
        return any(field.edit.text() for field in fields) or self.what.edit.value() is not None

    def too_much(self) -> tuple[DebtAsked, ...]:
        """Return the debts of which more would be paid than is owed."""
        paid = dict(self._payments())
        return tuple(
            row.asked
            for row in self.paid
            if row.asked.debt.id in paid and paid[row.asked.debt.id].amount > row.asked.owed
        )

    def check(self) -> QWidget | None:
        """Show what is wrong at its field, go to the first, and return it."""
        wrong: list[QWidget] = []
        for field, problem in self._problems():
            field.show_problem(problem)
            wrong += [field.edit] if problem else []
        found = first_unread(self) or next(iter(wrong), None)
        if found is not None:
            found.setFocus()
        return found

    def _problems(self) -> Iterator[tuple[Field[Any], str]]:
        for row in self.paid:
            yield row.day, self._day_problem(row)
        lacks = self._wants_amount() and self.amount.edit.value() is None
        yield self.amount, _("An amount is needed") if lacks else ""

    def _day_problem(self, row: PaidRow) -> str:
        day = row.day.edit.value()
        if not row.amount.edit.value():
            return ""
        before = day < row.asked.debt.contract_date
        return _("That is before the contract") if before else ""

    def _readings(self) -> Iterator[Cash]:
        for name, field in zip(self._names, self.cash, strict=True):
            amount = field.edit.value()
            if amount is not None:
                yield Cash(name=name, amount=amount, as_of=self._context.today())

    def _payments(self) -> Iterator[tuple[Any, Payment]]:
        """Yield payments; one of the day of a reported balance was made after it: it is news."""
        for row in self.paid:
            amount, day = row.amount.edit.value(), row.day.edit.value()
            if amount:
                shown = row.asked.debt.balance
                after = shown is not None and shown.as_of == day
                yield row.asked.debt.id, Payment(date=day, amount=amount, after_balance=after)

    def _event(self) -> LifeEvent | None:
        preset = self.what.edit.value()
        if preset is None:
            return None
        amount = self.amount.edit.value() if self._wants_amount() else None
        return LifeEvent(
            kind=preset.kind,
            start=self.start.edit.value(),
            category=preset.category,
            amount=amount,
        )

    def _wants_amount(self) -> bool:
        preset = self.what.edit.value()
        return preset is not None and preset.kind in WITH_AMOUNT

    def _fit(self) -> None:
        self.amount.setVisible(self._wants_amount())
        self.start.setVisible(self.what.edit.value() is not None)

    # -- words and assembly ------------------------------------------------------------------

    def _row(self, asked: DebtAsked) -> PaidRow:
        theme = self._context.theme
        return PaidRow(
            asked=asked,
            amount=Field(theme, MoneyEdit(theme)),
            day=Field(theme, DateEdit(self._context.today(), past=True)),
        )

    def _word(self, asked: CheckInQuestions) -> None:
        masking = self._context.masking
        known = {one.name: one for one in asked.places}
        for name, field in zip(self._names, self.cash, strict=True):
            last = known.get(name)
            told = "" if last is None else words.place_help(masking.amount(last.amount), last.as_of)
            field.show_words(name, told)
        for row in self.paid:
            row.amount.show_words(row.asked.debt.name, words.debt_help(row.asked, masking))
            row.day.show_words(_("Day it was paid"))
        self.what.show_words(_("What changes"))
        self.amount.show_words(_("New amount a month"))
        self.start.show_words(_("From which day"))

    def _assemble(self) -> None:
        px = self._context.theme.px
        column = down(
            Label("emphasis", text=_("1  What is at hand now?"), wrap=True),
            self._grid(self.cash),
            on=self,
            gap=px(8),
            around=(px(20), px(12)),
        )
        column.addSpacing(px(8))
        column.addWidget(Label("emphasis", text=_("2  Was anything paid?"), wrap=True))
        if not self.paid:
            column.addWidget(Label("body", "text2", text=_("Nothing is owed."), wrap=True))
        for row in self.paid:
            column.addLayout(self._grid((row.amount, row.day)))
        column.addSpacing(px(8))
        lay(
            column,
            Label("emphasis", text=_("3  Has anything changed: work, pay, rent?"), wrap=True),
            self._grid((self.what, self.amount, self.start)),
            REST,
        )

    def _grid(self, fields: tuple[Field[Any], ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._context.theme.px(12))
        grid.setVerticalSpacing(self._context.theme.px(8))
        for place, field in enumerate(fields):
            at = divmod(place, PER_ROW)
            grid.addWidget(field, *at, Qt.AlignmentFlag.AlignTop)
        for number in range(PER_ROW):
            grid.setColumnStretch(number, 1)
        return grid


def _change_name(change: Preset | None) -> str:
    return _("Nothing") if change is None else preset_name(change.code, texts())
