"""A time axis of months: plain day numbers with few, short labels."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from jiebei_desktop.domain.months import Month
from jiebei_desktop.text.formats import month_tick
from jiebei_desktop.text.texts import Texts

if TYPE_CHECKING:
    from jiebei_desktop.charts.style import AnyAxes

_MOST = 9
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
_YEAR = 12


def numbers(days: Iterable[date]) -> list[int]:
    """Return days as the numbers they are drawn at."""
    return [day.toordinal() for day in days]


def month_ticks(axes: AnyAxes, first: date, last: date, t: Texts) -> None:
    """Mark the beginnings of months between two days, at most nine; new years carry the year."""
    begin, end = Month.of(first), Month.of(last)
    if first.day > 1:
        begin = begin.plus(1)
    span = end.minus(begin) + 1
    step = next((step for step in _STEPS if span <= step * _MOST), _STEPS[-1])
    shown = [month for k in range(max(0, span)) if _fits(month := begin.plus(k), step)]
    axes.set_xticks([month.first.toordinal() for month in shown])
    labels, before = [], 0
    for month in shown:
        labels.append(month_tick(month, t, year=month.year != before))
        before = month.year
    axes.set_xticklabels(labels)


def _fits(month: Month, step: int) -> bool:
    return (month.year * _YEAR + month.number - 1) % step == 0
