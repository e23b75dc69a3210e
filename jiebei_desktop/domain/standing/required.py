"""What all debts of a household require together, so that nobody sums by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing.obligation_list import Obligation, ObligationKind, obligations

WINDOW_DAYS = 30
"""Days ahead of "due soon": the card of the first page, the warnings, the picture."""


class DueSoon(Struct, frozen=True, kw_only=True):
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


def due_within(debts: Iterable[Debt], as_of: date, days: int = WINDOW_DAYS) -> DueSoon:
    """Return what all debts require from ``as_of`` to ``days`` later, both days included."""
    until = as_of + timedelta(days=days)
    found = [each for debt in debts for each in obligations(debt, as_of, until)]
    found.sort(key=lambda each: each.day)
    return DueSoon(
        items=tuple(each for each in found if each.kind is not ObligationKind.ARREARS),
        arrears=tuple(each for each in found if each.kind is ObligationKind.ARREARS),
    )


def arrears_total(debts: Iterable[Debt], as_of: date) -> Fen:
    """Return what has fallen due and is late of all debts."""
    return due_within(debts, as_of, 0).arrears_total
