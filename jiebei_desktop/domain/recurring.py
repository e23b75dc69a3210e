"""When recurring items fall, and what they come to in an average month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import takewhile

from jiebei_desktop.domain.household import EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.months import Month

QUICK = frozenset({Every.WEEK, Every.MONTH})
"""Rhythms that come in every month."""
MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
"""Months from one time to the next; a week is none."""
WEEKS_A_YEAR = 52


def monthly_share(item: Recurring) -> Fen:
    """Return what an item comes to in an average month."""
    if item.every is Every.WEEK:
        return half_up(Fraction(item.amount * WEEKS_A_YEAR, 12))
    return half_up(Fraction(item.amount, MONTHS[item.every]))


def in_usual_month(item: Recurring) -> bool:
    """Tell whether an item is part of every usual month: a cost of a quarter or year is a bill."""
    return item.kind is EntryKind.INCOME or item.every in QUICK


def occurrences(item: Recurring, after: date, until: date) -> Iterator[date]:
    """Return the days an item falls on, later than ``after`` and no later than ``until``."""
    last = until if item.until is None else min(until, item.until)
    days = _weekly(item, after) if item.every is Every.WEEK else _by_month(item, after)
    return takewhile(lambda day: day <= last, days)


def is_active(item: Recurring, on: date) -> bool:
    """Return whether an item still comes on or after a day and has started by then."""
    return item.start <= on and (item.until is None or item.until >= on)


def _weekly(item: Recurring, after: date) -> Iterator[date]:
    earliest = max(item.start, after + timedelta(days=1))
    day = earliest + timedelta(days=(item.day - earliest.isoweekday()) % 7)
    while True:
        yield day
        day += timedelta(days=7)


def _by_month(item: Recurring, after: date) -> Iterator[date]:
    step = MONTHS[item.every]
    month = Month.of(item.start)
    month = month.plus(max(0, Month.of(after).minus(month)) // step * step)
    while True:
        day = month.day(item.day)
        if day > after and day >= item.start:
            yield day
        month = month.plus(step)
