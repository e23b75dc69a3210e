"""Whether cash carries payments: the likely cash by day with them taken off, and its lowest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate

from msgspec import Struct

from jiebei_desktop.domain.money import ZERO, Fen

Money = tuple[date, Fen]
"""One dated amount."""


class Low(Struct, frozen=True, kw_only=True):
    """The lowest likely cash of some days."""

    day: date
    amount: Fen

    @property
    def short(self) -> Fen:
        """What is missing on that day; 0 where the cash carries everything."""
        return Fen(max(ZERO, -self.amount))


NOTHING_MISSING = Low(day=date.max, amount=ZERO)
"""Where no cash was looked at."""


def after(before: Sequence[Money], paid: Iterable[Money]) -> tuple[Money, ...]:
    """Return the likely cash of each day with payments taken off; those before it are in it.

    Args:
        before: likely cash by day, in order.
        paid: payments in any order; what lies outside the days is not counted.
    """
    out = dict.fromkeys((day for day, _ in before), 0)
    for day, amount in paid:
        if day in out:
            out[day] += amount
    gone = accumulate(out.values())
    return tuple((day, Fen(cash - spent)) for (day, cash), spent in zip(before, gone, strict=True))


def missing(days: Sequence[Money], first: date) -> Low:
    """Return where cash is lowest if payments from a first day on take it below nothing.

    What was missing before that day already is not their doing, unless they make it more.
    """
    low = lowest(days)
    return low if low.short and low.day >= first else NOTHING_MISSING


def lowest_from(days: Sequence[Money], first: date) -> Low:
    """Return the lowest cash from a day on, as far as it is known."""
    return lowest([each for each in days if each[0] >= first] or days[-1:])


def missing_before(days: Sequence[Money], first: date) -> Low:
    """Return where cash is lowest before a day, if that is below nothing."""
    low = lowest([each for each in days if each[0] < first] or [(date.max, ZERO)])
    return low if low.short else NOTHING_MISSING


def lowest(days: Iterable[Money]) -> Low:
    """Return the day on which the cash is lowest, the first of several; there must be one."""
    day, amount = min(days, key=lambda each: each[1])
    return Low(day=day, amount=amount)
