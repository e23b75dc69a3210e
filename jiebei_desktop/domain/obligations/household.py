"""What all debts of a household require together, so that nobody sums by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.obligations.calendar import Kind, Obligation, obligations

WINDOW_DAYS = 30
"""Days ahead of "due soon": the card of the first page, the warnings, the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSoon:
    """What falls due within a window of days, arrears apart."""

    items: tuple[Obligation, ...]
    """By day; ``day`` may lie before the window where days of grace run."""
    arrears: tuple[Obligation, ...]

    @property
    def total(self) -> Fen:
        """What falls due, without arrears."""
        return Fen(sum(each.amount for each in self.items))

    @property
    def arrears_total(self) -> Fen:
        """What has fallen due and is late."""
        return Fen(sum(each.amount for each in self.arrears))

    def first(self, debt: DebtId) -> Obligation | None:
        """Return the first amount of one debt in the window, arrears apart."""
        return next((each for each in self.items if each.debt == debt), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """What one debt requires in one month of a plan."""

    arrears: Fen = ZERO
    """Late on the first day; in the first month only."""
    due: Fen = ZERO
    """What falls due in the month, arrears apart."""


def due_within(debts: Iterable[Debt], as_of: date, days: int = WINDOW_DAYS) -> DueSoon:
    """Return what all debts require from ``as_of`` to ``days`` later, both days included."""
    until = as_of + timedelta(days=days)
    found = [each for debt in debts for each in obligations(debt, as_of, until)]
    found.sort(key=lambda each: each.day)
    return DueSoon(
        items=tuple(each for each in found if each.kind is not Kind.ARREARS),
        arrears=tuple(each for each in found if each.kind is Kind.ARREARS),
    )


def arrears_total(debts: Iterable[Debt], as_of: date) -> Fen:
    """Return what has fallen due and is late of all debts."""
    return due_within(debts, as_of, 0).arrears_total


def required_by_month(debt: Debt, as_of: date, months: int) -> tuple[Required, ...]:
    """Return what a debt requires in each of ``months`` months that follow ``as_of``.

    The first month runs from ``as_of`` to the same day of the next month, that day included, and
    holds what is due today; every later one begins the day after the one before it ends.
    """
    dues = [0] * months
    late = 0
    ends = [add_months(as_of, n + 1) for n in range(months)]
    month = 0
    for each in obligations(debt, as_of, ends[-1]):
        while each.day > ends[month]:
            month += 1
        if each.kind is Kind.ARREARS:
            late += each.amount
        else:
            dues[month] += each.amount
    return tuple(
        Required(arrears=Fen(late if n == 0 else 0), due=Fen(due)) for n, due in enumerate(dues)
    )
