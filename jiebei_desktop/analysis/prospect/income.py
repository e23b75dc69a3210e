"""Streams of income: what an item or event says beats the past, but never newer facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from statistics import fmean

from jiebei_desktop.analysis import priors
from jiebei_desktop.analysis.festival import is_festival
from jiebei_desktop.analysis.prospect.history import MonthlyHistory
from jiebei_desktop.analysis.prospect.levels import LEAST_BEFORE, changes, fall_of, rhythm_of, usual
from jiebei_desktop.analysis.prospect.stated import amount_in, comes, dated_in, events_of, overlaid
from jiebei_desktop.analysis.prospect.value import AHEAD, LevelShift, Stream, StreamOrigin
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
_MOST = Fraction(3, 4)
_YOUNG = 6
"""Months in which a job, or a level that fell, keeps the caution of a short history."""
PASSING = 3
"""Months after which a fall that was said to pass, and has not, counts and is asked about again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Category:
    """One category of income with all that is known of it."""

    code: str
    months: tuple[Month, ...]
    values: tuple[int, ...]
    items: tuple[Recurring, ...]
    running: Month
    cv: float
    festival: float
    passing: tuple[Month, ...] = ()
    """First months of falls that were said to pass."""
    begins: tuple[Month, ...] = ()
    """Months in which an income of this category was said to start."""
    starts: tuple[int, ...] = (0,)
    """Places at which a level began: by the months, and by the first day of an item."""

    @property
    def stated(self) -> tuple[int, ...]:
        """What the items said of each month behind, spread over their months."""
        return tuple(sum(amount_in(item, month) for item in self.items) for month in self.months)

    @property
    def due(self) -> tuple[int, ...]:
        """What the items said of each month behind on their days."""
        return tuple(sum(dated_in(item, month) for item in self.items) for month in self.months)

    @property
    def counted(self) -> tuple[int, ...]:
        """Each month behind: where an item fell in it, no more than the item."""
        pairs = zip(self.values, self.due, strict=True)
        return tuple(min(value, said) if said else value for value, said in pairs)

    @property
    def freed(self) -> tuple[float, ...]:
        """The months without what Spring Festival usually takes."""
        return tuple(
            value / min(1.0, self.festival) if is_festival(month) else float(value)
            for month, value in zip(self.months, self.values, strict=True)
        )

    def begun(self) -> tuple[int, ...]:
        """Find the places at which a level began; dear, so it is kept in ``starts``."""
        said = self.stated
        first = next((place for place, amount in enumerate(said) if amount), 0)
        found = set(changes(self.freed, self.cv)) if rhythm_of(self.values) == 1 else {0}
        kept = {place for place in found if not self.passes(place)}
        told = {place for place, month in enumerate(self.months) if month in self.begins}
        return tuple(sorted({0, *kept, first, *told, self.first_came or 0}))

    @property
    def first_came(self) -> int | None:
        """The place from which an income that was not there before has come nearly every month.

        What comes now and then since, or has come for less than three months, has no such place:
        the months before it belong to its ups and downs.
        """
        begun = next((place for place, value in enumerate(self.values) if value), 0)
        since = self.values[begun:]
        comes = sum(value != 0 for value in since)
        return begun if begun and comes >= LEAST_BEFORE and comes >= _MOST * len(since) else None

    def last_high(self, shift: LevelShift) -> Month:
        """Return the last month before a fall, however long ago: what ends in it is paid in it."""
        place = self.months.index(shift.start)
        while place and 2 * self.values[place - 1] < shift.before + shift.after:
            place -= 1
        return self.months[place].plus(-1)

    def passes(self, place: int) -> bool:
        """Tell whether a level that begins at a place is one that was said to pass."""
        return any(month <= self.months[place] for month in self.passing)


def is_counted(past: MonthlyHistory, book: Book, code: str) -> bool:
    """Tell whether a category of income recurs; what does not is listed apart."""
    if code in ALWAYS_INCOME:
        return True
    if code not in REGULAR_INCOME:
        return False
    months = past.of(EntryKind.INCOME, code)
    comes = sum(value != 0 for value in months) >= _MOST * max(1, len(months))
    said = any(item.category == code and item.every in QUICK for item in _items(book))
    return said or (bool(months) and comes)


def income_streams(
    book: Book, past: MonthlyHistory, as_of: date
) -> tuple[tuple[Stream, ...], tuple[LevelShift, ...]]:
    """Return the streams of income and the falls of their levels."""
    codes = {item.category for item in _items(book)} | set(past.categories(EntryKind.INCOME))
    codes |= {event.category for event in book.events if event.category.startswith("A")}
    counted = sorted(code for code in codes if is_counted(past, book, code))
    streams, shifts = [], []
    for code in counted:
        prior = priors.prior_of(priors.kind_of(code, book.household.income_kind, counted))
        one = _Category(
            code=code,
            months=past.months,
            values=past.of(EntryKind.INCOME, code),
            items=tuple(item for item in _items(book) if item.category == code),
            running=Month.of(as_of),
            cv=prior.income_cv,
            festival=prior.festival_income,
            passing=passing(book, code, as_of),
            begins=tuple(
                Month.of(each.start)
                for each in events_of(book.events, EntryKind.INCOME, code)
                if each.kind is EventKind.INCOME_STARTS
            ),
        )
        one = replace(one, starts=one.begun())
        streams.append(stream := _stream(one, book, past, as_of))
        shifts += [
            each
            for each in _shift(one)
            if (each.counted or each.after < stream.at(1))  # less than counts already: no question
            and not _is_told(each, one, book.events)
        ]
    return tuple(streams), tuple(shifts)


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


def _is_told(shift: LevelShift, one: _Category, events: tuple[LifeEvent, ...]) -> bool:
    """Tell whether a fall needs no question: an event or an item's end says it, or it passes."""
    said = {Month.of(each.start) for each in events_of(events, EntryKind.INCOME, one.code)}
    said |= {Month.of(item.until) for item in one.items if item.until is not None}
    spoken = any(one.last_high(shift) <= month <= one.running for month in said)
    return spoken or one.passes(one.months.index(shift.start))


def _items(book: Book) -> tuple[Recurring, ...]:
    return tuple(item for item in book.recurring if item.kind is EntryKind.INCOME)


def _stream(one: _Category, book: Book, past: MonthlyHistory, as_of: date) -> Stream:
    last = one.counted[one.starts[-1] :]
    rhythm = rhythm_of(one.values)
    seen = usual(last, rhythm)
    events = events_of(book.events, EntryKind.INCOME, one.code)
    begun = [each.start for each in events if Month.of(each.start) < one.running]
    since = [
        value
        for month, value in zip(one.months, one.values, strict=True)
        if begun and month > Month.of(begun[-1])
    ]
    observed = usual(since) if since else None
    ahead = overlaid(_levels(one, rhythm), events, one.running, observed)
    entries = [e for e in past.entries if e.kind is EntryKind.INCOME and e.category == one.code]
    return Stream(
        kind=EntryKind.INCOME,
        category=one.code,
        ahead=ahead,
        low=Fen(min(last, default=seen)),
        usual=seen or ahead[1],
        high=Fen(max(last, default=seen)),
        ratios=_ratios(one, rhythm),
        rhythm=rhythm,
        comes=comes(one.items, ahead, rhythm, _next_place(one, book, rhythm), as_of),
        start=min((item.start for item in one.items), default=None),
        until=_until(one.items),
        certainty=_certainty(one.items),
        origin=origin_of({entry.mark for entry in entries}, one.items),
        rows=len(entries),
        young=_is_young(one, events[-1].start if events else None, as_of),
    )


def _levels(one: _Category, rhythm: int) -> tuple[Fen, ...]:
    """Return the level of each coming month before any event."""
    seen = usual(one.counted[one.starts[-1] :], rhythm)
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


def _share_that_comes(one: _Category) -> Fraction:
    """Return how much of what the items say the governed months really brought, at most all.

    A category without any entry is not contradicted by the ledger.
    """
    start = one.starts[-1]
    governed = [k for k in range(start, len(one.months)) if one.stated[k]]
    if not governed or not any(one.values):
        return Fraction(1)
    quick = all(item.every in QUICK for item in one.items)
    said = usual([one.due[k] for k in governed])
    brought = usual([one.counted[k] for k in governed], rhythm_of(one.values) if quick else 1)
    return min(Fraction(1), Fraction(brought, said)) if said else Fraction(1)


def _was_there(one: _Category, item: Recurring) -> bool:
    return any(amount_in(item, month) for month in one.months[one.starts[-1] :])


def _after_all(one: _Category) -> Fen:
    """Return what still comes after every item has ended: only what months since then show."""
    ends = [item.until for item in one.items if item.until is not None]
    if len(ends) < len(one.items):
        return ZERO
    since = [v for m, v in zip(one.months, one.values, strict=True) if m.first > max(ends)]
    return usual(since)


def _ratios(one: _Category, rhythm: int) -> tuple[float, ...]:
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
        values = (one.counted if start == starts[-1] else one.values)[start:end]
        level = usual(values, rhythm)
        found += [value / level if level else 1.0 for value in values]
    begun = next((place for place, value in enumerate(one.values) if value), 0)
    if begun not in starts:
        return tuple(found)
    own = found[begun:]
    whole, rest = divmod(begun, len(own)) if own else (0, 0)
    return (*[fmean(own)] * rest, *own * (whole + 1)) if own else ()


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


def _next_place(one: _Category, book: Book, rhythm: int) -> int:
    """Return in how many months from the running one a rhythm comes next."""
    hits = [month for month, value in zip(one.months, one.values, strict=True) if value]
    hits += [
        Month.of(entry.date)
        for entry in book.entries
        if entry.category == one.code and Month.of(entry.date) == one.running
    ]
    since = one.running.minus(hits[-1]) if hits else rhythm
    return -since % rhythm if since else rhythm


def _shift(one: _Category) -> list[LevelShift]:
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


def _is_young(one: _Category, event: date | None, as_of: date) -> bool:
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
