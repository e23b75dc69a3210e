"""Streams of income: what an item or event says beats the past, but never newer facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from statistics import fmean

from jiebei_desktop.analysis import priors
from jiebei_desktop.analysis.prospect.category import MOST, IncomeCategory
from jiebei_desktop.analysis.prospect.history import MonthlyHistory
from jiebei_desktop.analysis.prospect.levels import (
    YEAR,
    came_once,
    evened,
    fall_of,
    rhythm_of,
    usual,
)
from jiebei_desktop.analysis.prospect.stated import amount_in, comes, events_of, overlaid
from jiebei_desktop.analysis.prospect.stream import AHEAD, Stream, StreamOrigin
from jiebei_desktop.analysis.prospect.value import LevelShift
from jiebei_desktop.domain.events import EventKind, LifeEvent, SaidKind
from jiebei_desktop.domain.household import (
    Book,
    Certainty,
    EntryKind,
    Mark,
    Recurring,
)
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.recurring import QUICK

ALWAYS_INCOME = frozenset({"A1", "A3", "A4", "A5", "A6", "A7", "A9", "A10"})
REGULAR_INCOME = frozenset({"A2", "A8", "A12"})
"""Bonus, housing fund and other money: income only when it comes in most months."""
_YOUNG = 6
"""Months in which a job, or a level that fell, keeps the caution of a short history."""
PASSING = 3
"""Months after which a fall that was said to pass, and has not, counts and is asked about again."""


def is_counted(past: MonthlyHistory, book: Book, code: str) -> bool:
    """Tell whether a category of income recurs; what does not is listed apart."""
    if code in ALWAYS_INCOME:
        return not _is_over(past, book, code)
    if code not in REGULAR_INCOME:
        return False
    months = past.of(EntryKind.INCOME, code)
    comes = bool(months) and sum(value != 0 for value in months) >= MOST * len(months)
    return comes or any(item.category == code and item.every in QUICK for item in _items(book))


def _is_over(past: MonthlyHistory, book: Book, code: str) -> bool:
    """Tell whether a category came once, and no item, event or running month speaks of it."""
    if code in past.running or any(item.category == code for item in _items(book)):
        return False
    if any(events_of(book.events, EntryKind.INCOME, code)):
        return False
    came = {each: sum(map(bool, past.of(EntryKind.INCOME, each))) for each in ALWAYS_INCOME}
    return code in came_once(came)


def income_streams(
    book: Book, past: MonthlyHistory, as_of: date
) -> tuple[tuple[Stream, ...], tuple[Stream, ...], tuple[LevelShift, ...]]:
    """Return the streams of income as promised and as expected, and the falls of their levels."""
    codes = {item.category for item in _items(book)} | set(past.categories(EntryKind.INCOME))
    codes |= {event.category for event in book.events if event.category.startswith("A")}
    counted = sorted(code for code in codes if is_counted(past, book, code))
    streams, likely, shifts = [], [], []
    for code in counted:
        told = events_of(book.events, EntryKind.INCOME, code)
        values = past.of(EntryKind.INCOME, code)
        prior = priors.prior_of(priors.kind_of(code, book.household.income_kind, counted))
        one = IncomeCategory(
            code=code,
            months=past.months,
            values=values if told else evened(values),
            items=tuple(item for item in _items(book) if item.category == code),
            running=Month.of(as_of),
            cv=prior.income_cv,
            festival=prior.festival_income,
            persistence=prior.persistence,
            passing=passing(book, code, as_of),
            begins=tuple(
                Month.of(each.start) for each in told if each.kind is EventKind.INCOME_STARTS
            ),
        )
        one, free = one.readings()
        likely.append(_stream(free, book, past, as_of))
        streams.append(stream := _stream(one, book, past, as_of))
        shifts += [
            each
            for each in _shift(one)
            if (each.counted or each.after < stream.at(1))  # less than counts already: no question
            and not _is_told(each, one, book.events)
        ]
    return tuple(streams), tuple(likely), tuple(shifts)


def passing(book: Book, code: str, as_of: date) -> tuple[Month, ...]:
    """Return the first months of a category's falls that were lately said to pass."""
    running = Month.of(as_of)
    return tuple(
        Month.of(each.start)
        for each in book.said
        if each.kind is SaidKind.PASSING
        and each.category == code
        and running.minus(Month.of(each.on)) < PASSING
    )


def _is_told(shift: LevelShift, one: IncomeCategory, events: tuple[LifeEvent, ...]) -> bool:
    """Tell whether a fall needs no question: an event or an item's end says it, or it passes."""
    said = {Month.of(each.start) for each in events_of(events, EntryKind.INCOME, one.code)}
    said |= {Month.of(item.until) for item in one.items if item.until is not None}
    spoken = any(one.last_high(shift) <= month <= one.running for month in said)
    return spoken or one.passes(one.months.index(shift.start))


def _items(book: Book) -> tuple[Recurring, ...]:
    return tuple(item for item in book.recurring if item.kind is EntryKind.INCOME)


def _stream(one: IncomeCategory, book: Book, past: MonthlyHistory, as_of: date) -> Stream:
    last = one.counted[one.starts[-1] :]
    rhythm = rhythm_of(one.values)
    seen = one.level(one.in_force, rhythm)
    events = events_of(book.events, EntryKind.INCOME, one.code)
    begun = [each.start for each in events if Month.of(each.start) < one.running]
    since = [
        value
        for month, value in zip(one.months, one.values, strict=True)
        if begun and month > Month.of(begun[-1])
    ]
    observed = one.level_of(since) if since else None
    ahead = overlaid(_levels(one, rhythm), events, one.running, observed)
    entries = past.by_category.get((EntryKind.INCOME, one.code), ())
    return Stream(
        kind=EntryKind.INCOME,
        category=one.code,
        ahead=ahead,
        low=Fen(min(last, default=seen)),
        usual=seen or ahead[1],
        high=Fen(max(last, default=seen)),
        ratios=_ratios(one, rhythm),
        comes=comes(one.items, ahead, rhythm, _next_place(one, past, rhythm), as_of),
        start=min((item.start for item in one.items), default=None),
        until=_until(one.items),
        certainty=_certainty(one.items),
        origin=origin_of({entry.mark for entry in entries}, one.items),
        rows=len(entries),
        unsure=one.unsure,
        young=_is_young(one, events[-1].start if events else None, as_of),
    )


def _levels(one: IncomeCategory, rhythm: int) -> tuple[Fen, ...]:
    """Return the level of each coming month before any event."""
    seen = one.level(one.in_force, rhythm)
    if not one.items:
        return (seen,) * AHEAD
    share = _share_that_comes(one)
    first = min(item.start for item in one.items)
    after = _after_all(one)
    parts = [(item, share if _was_there(one, item) else 1) for item in one.items]
    found = []
    for place in range(AHEAD):
        month = one.running.plus(place)
        said = sum(amount_in(item, month) * part for item, part in parts)
        if not said:
            said = seen if month.last < first else after
        found.append(half_up(said))
    return tuple(found)


def _share_that_comes(one: IncomeCategory) -> Fraction:
    """Return how much of what the items say the governed months really brought, at most all.

    A category without any entry is not contradicted by the ledger. What comes by the quarter or the
    year has no usual month: the middle of months with a wage would hide it, so sums are compared.
    """
    governed = [k for k in one.in_force if one.stated[k]]
    if not governed or not any(one.values):
        return Fraction(1)
    told = [one.told[k] for k in governed]
    quick = all(item.every in QUICK for item in one.items)
    if quick or not one.cautious:
        said = one.level_of(told)
        brought = one.level(governed, rhythm_of(one.values) if quick else 1)
    else:
        came = [one.seen[k] for k in governed]
        said, brought = (Fen(sum(values[-YEAR:])) for values in (told, came))
    return min(Fraction(1), Fraction(brought, said)) if said else Fraction(1)


def _was_there(one: IncomeCategory, item: Recurring) -> bool:
    return any(amount_in(item, month) for month in one.months[one.in_force.start :])


def _after_all(one: IncomeCategory) -> Fen:
    """Return what still comes after every item has ended: only what months since then show."""
    ends = [item.until for item in one.items if item.until is not None]
    if len(ends) < len(one.items):
        return ZERO
    since = [v for m, v in zip(one.months, one.values, strict=True) if m.first > max(ends)]
    return one.level_of(since)


def _ratios(one: IncomeCategory, rhythm: int) -> tuple[float, ...]:
    """Return each month behind over the level of its time.

    In the level in force a month counts for no more than an item says; what was before only
    supplies ups and downs, so it is taken as it was. Months before the income came repeat its own,
    wholly or by their mean, so that the sampling expects neither more nor less for them.
    """
    if rhythm > 1:
        return _spread_ratios(one.counted, rhythm)
    starts = one.starts
    found: list[float] = []
    for start, end in zip(starts, [*starts[1:], len(one.values)], strict=True):
        capped = one.cautious and start == starts[-1]
        values = (one.counted if capped else one.values)[start:end]
        level = one.level_of(values if one.cautious else one.seen[start:end], rhythm)
        found += [value / level if level else 1.0 for value in values]
    if one.first not in starts or not found:
        return tuple(found)
    own = found[one.first :]
    whole, rest = divmod(one.first, len(own))
    return (*[fmean(own)] * rest, *own * (whole + 1))


def _spread_ratios(values: Sequence[int], rhythm: int) -> tuple[float, ...]:
    """Return the same of what comes every so many months: each time lasts until the next.

    What comes as steadily every third month as another's wage every month is as certain.
    """
    level = usual(values, rhythm)
    found, last = list[float](), 1.0
    for value in values:
        last = value / (rhythm * level) if value and level else last
        found.append(last)
    return tuple(found)


def _next_place(one: IncomeCategory, past: MonthlyHistory, rhythm: int) -> int:
    """Return in how many months from the running one a rhythm comes next."""
    hits = [month for month, value in zip(one.months, one.values, strict=True) if value]
    if one.code in past.running:
        hits.append(one.running)
    since = one.running.minus(hits[-1]) if hits else rhythm
    return -since % rhythm if since else rhythm


def _shift(one: IncomeCategory) -> list[LevelShift]:
    """Return the fall of a stream's level that the last six months show.

    Where it counts, ``after`` is the level that counts.
    """
    if rhythm_of(one.values) > 1:
        return []
    found = fall_of(one.freed, one.cv)
    if found is None:
        return []
    return [
        LevelShift(
            category=one.code,
            start=one.months[-found.months],
            before=half_up(Fraction(found.before)),
            after=usual(one.counted[one.starts[-1] :])
            if found.counts
            else half_up(Fraction(found.after)),
            counted=found.counts,
        )
    ]


def _is_young(one: IncomeCategory, event: date | None, as_of: date) -> bool:
    """Tell whether the level in force began no more than six months ago.

    By an item, an event or its own months: what fell is known by the months since then only.
    """
    begun = [item.start for item in one.items if item.until is None or item.until >= as_of]
    came = [one.months[one.starts[-1]].first] if one.starts[-1] else []
    newest = max([*begun, *came, *([event] if event else [])], default=None)
    return newest is not None and add_months(newest, _YOUNG) > as_of


def _until(items: Sequence[Recurring]) -> date | None:
    ends = [item.until for item in items]
    return None if None in ends else max((day for day in ends if day), default=None)


def _certainty(items: Sequence[Recurring]) -> str:
    order = list(Certainty)
    return max((item.certainty for item in items), key=order.index, default=Certainty.EXPECTED)


def origin_of(marks: set[Mark], items: Sequence[Recurring]) -> StreamOrigin:
    """Return the weakest origin of a stream's entries, or what stands in for them."""
    if Mark.ESTIMATE in marks or (not marks and items):
        is_guess = not marks and all(item.certainty is Certainty.ESTIMATE for item in items)
        return StreamOrigin.ESTIMATED if is_guess else StreamOrigin.STATED
    if Mark.STATEMENT in marks:
        return StreamOrigin.FROM_THE_FILE
    return StreamOrigin.DOCUMENTED if marks else StreamOrigin.STATED
