"""Recurring items as the life events that name them leave them; others rule a category."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from msgspec.structs import replace

from jiebei_desktop.domain.events import OF_INCOME, EventKind, LifeEvent
from jiebei_desktop.domain.household import Book, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.recurring import MONTHS, WEEKS_A_YEAR

_ENDS = frozenset({EventKind.INCOME_ENDS, EventKind.SPENDING_ENDS})
ABOUT_ONE = _ENDS | {EventKind.INCOME_CHANGES, EventKind.SPENDING_CHANGES}
"""Kinds that end or change something that is there, and so may name one item of it."""
_RULES = frozenset({EventKind.SPENDING_ENDS, EventKind.SPENDING_CHANGES})


def items_of(book: Book) -> tuple[Recurring, ...]:
    """Return the recurring items to reckon with: an event that names one ends or changes it.

    What only entries show (``book.seen``) stands beside them, until an event rules its category.
    """
    found = book.recurring
    for event in sorted(book.events, key=lambda one: one.start):
        if event.confirmed and is_named(book, event):
            found = tuple(_told(found, event))
    return (*found, *(_until_ruled(book, item) for item in book.seen))


def changes_of(book: Book) -> tuple[LifeEvent, ...]:
    """Return the events that rule a whole category: those that name no item."""
    return tuple(event for event in book.events if not is_named(book, event))


def is_named(book: Book, event: LifeEvent) -> bool:
    """Tell whether an event is about one recurring item of its category, which it names."""
    return event.kind in ABOUT_ONE and any(_is_about(event, item) for item in book.recurring)


def names_to_choose(book: Book, event: LifeEvent) -> tuple[str, ...]:
    """Return the items of a category of which an event's name is none, where they are several.

    The event then counts for the whole category, and whoever wrote it is asked which it means.
    """
    kind = EntryKind.INCOME if event.kind in OF_INCOME else EntryKind.EXPENSE
    beside = [one for one in book.recurring if (one.kind, one.category) == (kind, event.category)]
    about = event.kind in ABOUT_ONE and bool(event.name.strip())
    several = about and len(beside) > 1 and not is_named(book, event)
    return tuple(one.name for one in beside) if several else ()


def _is_about(event: LifeEvent, item: Recurring) -> bool:
    kind = EntryKind.INCOME if event.kind in OF_INCOME else EntryKind.EXPENSE
    return (item.kind, item.category, item.name.strip()) == (
        kind, event.category, event.name.strip(),
    )  # fmt: skip


def _told(items: tuple[Recurring, ...], event: LifeEvent) -> Iterator[Recurring]:
    """Yield items with an event in force: until its day, its own amount, and as before after it."""
    amount = None if event.kind in _ENDS else event.amount or ZERO
    for item in items:
        over = item.until is not None and item.until < event.start
        if not _is_about(event, item) or over or item.start >= event.start:
            yield item
            continue
        yield replace(item, until=event.start - timedelta(days=1))
        last = min((day for day in (item.until, event.until) if day is not None), default=None)
        if amount is not None:
            yield replace(item, start=event.start, until=last, amount=_each_time(item, amount))
            amount = ZERO
        if event.until is not None and last == event.until:
            yield replace(item, start=event.until + timedelta(days=1))


def _until_ruled(book: Book, item: Recurring) -> Recurring:
    """Return an item that entries show, up to the day before its category ends or changes."""
    newest = min(one.start for one in book.seen if one.category == item.category)
    days = [
        event.start
        for event in book.events
        if event.kind in _RULES
        and event.confirmed
        and event.category == item.category
        and event.start > newest
    ]
    return replace(item, until=min(days) - timedelta(days=1)) if days else item


def _each_time(item: Recurring, monthly: Fen) -> Fen:
    """Return what an item brings each time at an amount a month."""
    if item.every is Every.WEEK:
        return half_up(Fraction(monthly * 12, WEEKS_A_YEAR))
    return Fen(monthly * MONTHS[item.every])
