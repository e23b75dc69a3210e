"""Large costs that were booked every three, six or twelve months, and so will come again.

Rent is often paid for a quarter. Whoever booked it so has one large payment ahead, not a share
of it in every month: it is known as an item is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor

from msgspec.structs import replace

from jiebei_desktop.domain.household import Book, Entry, EntryKind, Every, Recurring
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.named_items import items_of

LARGE = Fraction(15, 100)
"""Share of a month's spending above which one cost stands apart from the usual month."""
_NEAR = Fraction(1, 5)
"""How far one time may lie from the newest."""
_ALIKE = Fraction(1, 50)
"""The same where two times are all there is; of a payee without a name they are equal."""
_SURE = 3
"""Times that show a rhythm by themselves."""
_EVERY = {3: (Every.QUARTER, 1), 6: (Every.YEAR, 2), 12: (Every.YEAR, 1)}
"""By months between two times: the item's rhythm, and how many such items make it."""
_ORDERED = "B10"


def with_bills_seen(book: Book, as_of: date) -> Book:
    """Return the values with an item for each large cost that was booked in a rhythm.

    A category that has an item of its own is governed by that; what should have come again in a
    full month and did not has ended. The item bears the code of its category for a name: a payee is
    nobody's business on a paper.

    Args:
        book: the ledger's values.
        as_of: today; later entries say nothing.
    """
    told = {item.category for item in items_of(book) if item.kind is EntryKind.EXPENSE}
    spent = [one for one in book.entries if one.kind is EntryKind.EXPENSE and one.date <= as_of]
    if not spent:
        return book
    months = {Month.of(one.date) for one in spent}
    behind = max(months).minus(min(months)) + 1
    large = floor(LARGE * sum(one.amount for one in spent) / behind)
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for one in spent:
        if one.amount > large and one.category not in told and one.category != _ORDERED:
            groups[one.category, one.counterparty].append(one)
    found = [item for own in groups.values() for item in _items(own, as_of)]
    return replace(book, seen=tuple(found))


def _items(own: list[Entry], as_of: date) -> Iterator[Recurring]:
    """Yield the items that one payee's costs of a category are; none where they have no rhythm."""
    own.sort(key=lambda one: one.date)
    newest, step = own[-1], _step(own)
    if step not in _EVERY or not _is_alike(own):
        return
    if Month.of(newest.date).plus(step) < Month.of(as_of):
        return
    every, times = _EVERY[step]
    for k in range(times):
        start = add_months(newest.date, k * step)
        yield Recurring(
            name=newest.category,
            kind=EntryKind.EXPENSE,
            amount=newest.amount,
            category=newest.category,
            every=every,
            day=newest.date.day,
            start=start,
        )


def _step(own: Sequence[Entry]) -> int:
    """Return the months from each time to the next where they are always as many, else 0."""
    months = [Month.of(one.date) for one in own]
    steps = {later.minus(earlier) for earlier, later in pairwise(months)}
    return steps.pop() if len(steps) == 1 else 0


def _is_alike(own: Sequence[Entry]) -> bool:
    newest = own[-1]
    few = _ALIKE if newest.counterparty else 0
    near = (_NEAR if len(own) >= _SURE else few) * newest.amount
    return all(abs(one.amount - newest.amount) <= near for one in own)
