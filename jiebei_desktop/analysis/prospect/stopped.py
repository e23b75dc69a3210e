"""Living costs that came every month and no longer do: asked about, as incomes that stopped are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from jiebei_desktop.analysis.prospect.income import passing
from jiebei_desktop.analysis.prospect.levels import YEAR, rhythm_of
from jiebei_desktop.analysis.prospect.stated import events_of
from jiebei_desktop.analysis.prospect.value import LevelShift
from jiebei_desktop.domain.household import Book, EntryKind
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import Month

_QUIET = 2
"""Full months without it, in which other living was booked, before it is asked about."""
_LEAST = 4
_MOST = Fraction(3, 4)
"""Months it came in at least, and in which part of them, to have been a cost of every month."""
_PART = 20
"""It is asked about where it was at least this part of all living."""


def stopped(
    book: Book, months: Sequence[Month], sums: Mapping[str, Sequence[int]], as_of: date
) -> tuple[LevelShift, ...]:
    """Return the costs of every month that have not come for two full months or more.

    Until it is answered the mean of the year counts, as it does for every cost.

    Args:
        book: the ledger's values.
        months: the full months behind, the oldest first.
        sums: what each category took in each of them, in fen.
        as_of: today.
    """
    whole = [sum(values[place] for values in sums.values()) for place in range(len(months))]
    found = []
    for code, values in sorted(sums.items()):
        over = max(
            (place + 1 for place, value in enumerate(values) if value > 0), default=len(values)
        )
        quiet = whole[over:]
        if len(quiet) < _QUIET or not all(value > 0 for value in quiet):
            continue
        before = _usual(values[:over], whole[:over])
        shift = LevelShift(
            category=code, start=months[over], before=before, after=ZERO, counted=False
        )
        if before and not _is_told(shift, book, as_of):
            found.append(shift)
    return tuple(found)


def _usual(values: Sequence[int], whole: Sequence[int]) -> Fen:
    """Return what a cost of every month took, 0 where it was none or hardly any of all living."""
    first = next(place for place, value in enumerate(values) if value > 0)
    own, all_living = values[first:][-YEAR:], whole[first:][-YEAR:]
    came = sum(value > 0 for value in own)
    steady = came >= _LEAST and came >= _MOST * len(own) and rhythm_of(own) == 1
    if not steady or sum(own) * _PART < sum(all_living):
        return ZERO
    return half_up(Fraction(sum(own), len(own)))


def _is_told(shift: LevelShift, book: Book, as_of: date) -> bool:
    """Tell whether an event or an item's end says it, or it was said to be for a while."""
    code = shift.category
    said = [each.start for each in events_of(book.events, EntryKind.EXPENSE, code)]
    items = [one for one in book.recurring if one.category == code and one.until is not None]
    said += [one.until for one in items if one.until is not None]
    spoken = any(Month.of(day).plus(1) >= shift.start for day in said)
    return spoken or any(month <= shift.start for month in passing(book, code, as_of))
