"""What the user said of the future: recurring items by month, and life events laid over a level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from jiebei_desktop.analysis.prospect.stream import AHEAD
from jiebei_desktop.domain.events import OF_INCOME, EventKind, LifeEvent
from jiebei_desktop.domain.household import EntryKind, Every, Recurring
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.recurring import QUICK, monthly_share, occurrences

_ENDS = frozenset({EventKind.INCOME_ENDS, EventKind.SPENDING_ENDS, EventKind.BUSINESS_CLOSED})
_ADDS = frozenset({EventKind.INCOME_STARTS, EventKind.SPENDING_STARTS})
_BUSINESS = frozenset({"A3", "A4"})
_LIVELIHOOD = _BUSINESS | {"A1"}
_OF_INCOME = OF_INCOME | {EventKind.BUSINESS_CLOSED}


def amount_in(item: Recurring, month: Month) -> Fen:
    """Return what an item brings in a month: nothing outside its days.

    A weekly, quarterly or yearly amount is spread over its months; ``dated_in`` has its days.
    """
    if item.every is Every.MONTH:
        day = month.day(item.day)
        comes = day >= item.start and (item.until is None or day <= item.until)
        return item.amount if comes else ZERO
    first = max(item.start, month.first)
    last = month.last if item.until is None else min(item.until, month.last)
    days = max(0, (last - first).days + 1)
    return half_up(Fraction(monthly_share(item) * days, month.days))


def dated_in(item: Recurring, month: Month) -> Fen:
    """Return what an item brings on its days in a month: what that month's entries can show."""
    return Fen(item.amount * sum(1 for _ in occurrences(item, month.plus(-1).last, month.last)))


def comes(
    items: Sequence[Recurring], ahead: Sequence[Fen], rhythm: int, place: int, as_of: date
) -> tuple[Fen, ...]:
    """Return what the days of each coming month bring of income that comes not every month.

    Args:
        items: those of its category; without any the rhythm tells.
        ahead: its level month by month, the running one first.
        rhythm: it came every so many months.
        place: in how many months it comes next by that rhythm.
        as_of: today; what came by then is in the cash.

    Returns:
        Nothing where every month brings its level.
    """
    running = Month.of(as_of)
    if not items:
        if rhythm == 1:
            return ()
        months = range(len(ahead))
        return tuple(
            Fen(ahead[k] * rhythm) if (k - place) % rhythm == 0 and k >= place else ZERO
            for k in months
        )
    if all(item.every in QUICK for item in items):
        return ()
    found = []
    for k, level in enumerate(ahead):
        month = running.plus(k)
        said = sum(amount_in(item, month) for item in items)
        after = max(as_of, month.plus(-1).last)
        days = sum(
            item.amount * sum(1 for _ in occurrences(item, after, month.last)) for item in items
        )
        found.append(half_up(Fraction(days * min(level, said), said)) if said else ZERO)
    return tuple(found)


def events_of(events: Iterable[LifeEvent], kind: EntryKind, category: str) -> tuple[LifeEvent, ...]:
    """Return the events that govern a category, in the order of their days."""
    found = [
        event
        for event in events
        if event.kind is not EventKind.MONTHS_NOT_RECORDED
        and (event.kind in _OF_INCOME) == (kind is EntryKind.INCOME)
        and (
            event.category == category
            or (event.kind is EventKind.BUSINESS_CLOSED and category in _BUSINESS)
        )
    ]
    return tuple(sorted(found, key=lambda event: event.start))


def told_events(events: Iterable[LifeEvent]) -> tuple[LifeEvent, ...]:
    """Return the events that govern an income told as one sum, in the order of their days.

    Work or a business that ends or changes is that sum; any income that begins comes on top. Of
    anything else that ends or changes, nobody said how much of the sum it was.
    """
    found = [
        event
        for event in events
        if event.kind in _OF_INCOME
        and (
            event.kind is EventKind.INCOME_STARTS
            or event.kind is EventKind.BUSINESS_CLOSED
            or event.category in _LIVELIHOOD
        )
    ]
    return tuple(sorted(found, key=lambda event: event.start))


def ended(events: Iterable[LifeEvent], category: str, as_of: date) -> date | None:
    """Return the day from which a category of income has ended by a day, None where it comes."""
    days = (
        event.start
        for event in events_of(events, EntryKind.INCOME, category)
        if event.kind in _ENDS and event.confirmed and event.start <= as_of
        and (event.until is None or event.until >= as_of)
    )  # fmt: skip
    return max(days, default=None)


def overlaid(
    levels: Sequence[Fen],
    events: Iterable[LifeEvent],
    running: Month,
    observed: Fen | None,
    *,
    since: Fen | None = None,
) -> tuple[Fen, ...]:
    """Return a category's months with what the user said will change.

    Args:
        levels: the months without the events, the running one first.
        events: those of the category, in the order of their days.
        running: the month of the first level.
        observed: what the months since the newest change behind really brought: no event of
            that time makes more of it, so what began and is booked counts once; None leaves the
            words alone, and they stand alone for a change to come.
        since: of spending, what the months since the newest start behind took: what began by
            then is no less than that.
    """
    found, known = list(levels), list(events)
    begun = [each for each in known if each.kind is EventKind.SPENDING_STARTS]
    newest = next((each for each in reversed(begun) if Month.of(each.start) < running), None)
    for event in known:
        for place in range(AHEAD):
            share = _share(event, running.plus(place))
            if share:
                brought = observed if Month.of(event.start) < running else None
                new = _new(event, found[place], brought)
                if since is not None and event is newest:
                    new = max(new, since)
                found[place] = half_up(found[place] * (1 - share) + new * share)
    return tuple(found)


def _share(event: LifeEvent, month: Month) -> Fraction:
    """Return the share of a month's days on which an event is in force."""
    first = max(event.start, month.first)
    last = month.last if event.until is None else min(event.until, month.last)
    return Fraction(max(0, (last - first).days + 1), month.days)


def _new(event: LifeEvent, level: Fen, observed: Fen | None) -> int:
    if event.kind in _ENDS:
        return 0
    amount = event.amount or ZERO
    if event.kind in _ADDS:
        amount = Fen(level + amount)
    return amount if observed is None else min(amount, observed)
