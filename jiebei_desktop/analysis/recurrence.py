"""When recurring items fall and what they come to a month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from jiebei_desktop.domain.household import Every, Recurring
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.months import Month

_STEP = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
_PER_YEAR = {Every.WEEK: 52, Every.MONTH: 12, Every.QUARTER: 4, Every.YEAR: 1}


def monthly_share(item: Recurring) -> Fen:
    """Return what an item comes to in an average month."""
    return half_up(Fraction(item.amount * _PER_YEAR[item.every], 12))


def occurrences(item: Recurring, after: date, until: date) -> Iterator[date]:
    """Yield the days an item falls on, after one day and up to another inclusive."""
    end = until if item.until is None else min(until, item.until)
    if item.every is Every.WEEK:
        first = max(item.start, after + timedelta(days=1))
        day = first + timedelta(days=(item.day - first.isoweekday()) % 7)
        while day <= end:
            yield day
            day += timedelta(days=7)
        return
    step = _STEP[item.every]
    month = Month.of(item.start)
    behind = max(0, Month.of(after).minus(month))
    month = month.plus(behind // step * step)
    while month.first <= end:
        day = month.day(item.day)
        if day >= item.start and after < day <= end:
            yield day
        month = month.plus(step)
