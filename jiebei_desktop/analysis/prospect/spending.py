"""Streams of spending: routine by category, large bills apart, what stands in for no records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from jiebei_desktop.analysis import priors
from jiebei_desktop.analysis.prospect.history import MonthlyHistory, by_category
from jiebei_desktop.analysis.prospect.income import origin_of
from jiebei_desktop.analysis.prospect.levels import YEAR, rhythm_of
from jiebei_desktop.analysis.prospect.stated import amount_in, events_of, overlaid
from jiebei_desktop.analysis.prospect.stopped import stopped
from jiebei_desktop.analysis.prospect.stream import AHEAD, Stream
from jiebei_desktop.analysis.prospect.value import Answers, Dated, LevelShift, MonthRow
from jiebei_desktop.domain.affordability import FOOD
from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Recurring
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.recurring import QUICK, occurrences
from jiebei_desktop.domain.seen_bills import LARGE

ORDERED = "B10"
"""Payments ordered by law."""
LUMPY = frozenset({"B5", "B11", "B12", "C2", "C5", "C8", "C9"})
"""Categories in which a large bill of a short ledger is taken as irregular."""
_BEGINS = frozenset({EventKind.SPENDING_STARTS})
_COVERED = Fraction(1, 2)
"""Share of the told living costs, or of what is free, from which the records speak instead."""
_SHORT = 3
_NEWEST = 3
"""Months a cost has come in without a break to go on as it came, however young it is."""
_BILLS_AHEAD = 60


class Spending(Struct, frozen=True, kw_only=True):
    """What living costs, taken apart."""

    rows: tuple[MonthRow, ...]
    """Months behind without income."""
    streams: tuple[Stream, ...]
    ordered: tuple[Fen, ...]
    """What the law orders in each coming month, the running one first."""
    bills: tuple[Dated, ...]
    """Quarterly and yearly items on their days ahead."""
    bills_usual: Fen
    entries: tuple[Entry, ...]
    """Routine entries of the full months."""
    bill_entries: tuple[Entry, ...]
    kinds: int
    """Categories in which anything was spent or is said to be."""
    stopped: tuple[LevelShift, ...] = ()
    """Costs of every month that no longer come: asked about."""


def spending(book: Book, past: MonthlyHistory, as_of: date, answers: Answers | None) -> Spending:
    """Take apart what a household spends, behind and ahead."""
    items = [item for item in book.recurring if item.kind is EntryKind.EXPENSE]
    slow = [item for item in items if item.every not in QUICK]
    quick = [item for item in items if item.every in QUICK]
    found = [entry for entry in past.entries if entry.kind is EntryKind.EXPENSE]
    ordered = past.by_category.get((EntryKind.EXPENSE, ORDERED), ())
    living = [entry for entry in found if entry.category != ORDERED and not _is_slow(entry, slow)]
    begun = {each.category: each.start for each in book.events if each.kind in _BEGINS}
    bills, routine = _split_bills(living, past.months, begun)
    sums = _sums(past.months, routine)
    streams = _streams(book, (past.months, sums), quick, routine, Month.of(as_of))
    by_law = _ordered(book, ordered, past.months, Month.of(as_of))
    said = answers.obligations if answers else ZERO
    return Spending(
        rows=_rows(past.months, sums, bills, ordered),
        streams=streams,
        ordered=tuple(Fen(level + said) for level in by_law),
        bills=_known(slow, as_of),
        bills_usual=_bills_usual(bills, past.months, answers),
        entries=tuple(routine),
        bill_entries=tuple(bills),
        kinds=len({entry.category for entry in living} | {item.category for item in items}),
        stopped=stopped(book, past.months, sums | _sums(past.months, ordered), as_of),
    )


def stand_in(
    spent: Spending, floor: Fen, free: Fen, answers: Answers | None, *, has_history: bool
) -> Fen:
    """Return what stands in for spending that is hardly recorded, 0 where the records suffice.

    Hardly recorded is what lies below the living floor, below half of what was told (one wallet
    of several) or in one category only. The floor or the
    stated amount stands in; where nothing but one category is known, at least the usual share of
    income that is not bound, so that entering the floor never makes the household look richer.
    Without any month items are all of living where they name food, or take more than half of what
    is free: rent alone is not.

    Args:
        spent: what the ledger shows.
        floor: the local living standard for all members, 0 when unknown.
        free: income of a usual month that protected debts leave.
        answers: the questionnaire; a confirmed answer ends the assumption.
        has_history: whether any month was observed.
    """
    if answers is not None and answers.spending_is_all:
        return ZERO
    stated = answers.spending if answers is not None else ZERO
    seen = sum(one.at(1) for one in spent.streams)
    if not has_history:
        fed = any(one.category == FOOD and one.at(1) for one in spent.streams)
        return stated or (ZERO if fed or seen > _COVERED * free else _thin(free))
    least = ZERO if spent.kinds > 1 or stated else _thin(free)
    if spent.kinds > 1 and seen >= floor and _COVERED * stated <= seen:
        return ZERO
    return Fen(max(seen, floor, stated, least))


def _thin(free: Fen) -> Fen:
    return half_up(Fraction(max(0, free)) * Fraction(str(priors.THIN_SURPLUS)))


def _is_slow(entry: Entry, slow: Iterable[Recurring]) -> bool:
    """Tell whether an expense is an occurrence of a quarterly or yearly item."""
    return any(
        item.category == entry.category and abs(entry.amount - item.amount) * 5 <= item.amount
        for item in slow
    )


def _split_bills(
    living: Sequence[Entry], months: Sequence[Month], begun: Mapping[str, date]
) -> tuple[list[Entry], list[Entry]]:
    """Split living expenses into large bills that do not recur and the routine rest.

    What is booked since it was said to have begun (``begun``, by category) is routine, and so is
    what came in each of the last three months.
    """
    seen: dict[str, set[Month]] = defaultdict(set)
    for entry in living:
        seen[entry.category].add(Month.of(entry.date))
    large = LARGE * sum(entry.amount for entry in living) / max(1, len(months))
    short, newest = len(months) < _SHORT, set(months[-_NEWEST:])

    def is_rare(code: str) -> bool:
        if short:
            return code in LUMPY
        return 2 * len(seen[code]) < len(months) and not newest <= seen[code]

    rare = {code for code in seen if is_rare(code)}

    def is_bill(entry: Entry) -> bool:
        said = entry.category in begun and entry.date >= begun[entry.category]
        return entry.category in rare and entry.amount > large and not said

    bills: list[Entry] = []
    routine: list[Entry] = []
    for entry in living:
        (bills if is_bill(entry) else routine).append(entry)
    return bills, routine


def _sums(months: Sequence[Month], entries: Iterable[Entry]) -> dict[str, list[int]]:
    place = {month: k for k, month in enumerate(months)}
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * len(months))
    for entry in entries:
        sums[entry.category][place[Month.of(entry.date)]] += entry.amount
    return dict(sums)


def _streams(
    book: Book,
    seen: tuple[Sequence[Month], dict[str, list[int]]],
    items: Sequence[Recurring],
    entries: Sequence[Entry],
    running: Month,
) -> tuple[Stream, ...]:
    months, sums = seen
    codes = set(sums) | {item.category for item in items}
    codes |= {e.category for e in book.events if e.category and not e.category.startswith("A")}
    codes -= {ORDERED}
    found = by_category(entries)
    return tuple(
        _stream(
            book,
            code,
            _still_taken(dict(zip(months, sums.get(code, []), strict=False)), own, running),
            own,
            (found.get((EntryKind.EXPENSE, code), ()), running),
        )
        for code in sorted(codes)
        for own in ([item for item in items if item.category == code],)
    )


def _still_taken(
    by_month: Mapping[Month, int], items: Iterable[Recurring], running: Month
) -> dict[Month, int]:
    """Return the months behind without what an item took that has ended by the last of them."""
    gone = [item for item in items if item.until is not None and item.until < running.first]
    gone = [item for item in gone if not amount_in(item, running.plus(-1))]
    return {
        month: max(0, value - sum(amount_in(item, month) for item in gone)) if gone else value
        for month, value in by_month.items()
    }


def _stream(
    book: Book,
    code: str,
    by_month: Mapping[Month, int],
    items: Sequence[Recurring],
    context: tuple[Sequence[Entry], Month],
) -> Stream:
    entries, running = context
    events = events_of(book.events, EntryKind.EXPENSE, code)
    values = tuple(by_month.values())
    seen = _mean(values)
    level, since = _around(by_month, events, running)
    ahead = overlaid(_levels(level, items, running), events, running, None, since=since)
    last = values[-YEAR:]
    return Stream(
        kind=EntryKind.EXPENSE,
        category=code,
        ahead=ahead,
        low=Fen(min(last, default=seen)),
        usual=seen or ahead[1],
        high=Fen(max(last, default=seen)),
        start=min((item.start for item in items), default=None),
        origin=origin_of({entry.mark for entry in entries}, items),
        rows=len(entries),
    )


def _around(
    by_month: Mapping[Month, int], events: Sequence[LifeEvent], running: Month
) -> tuple[Fen, Fen | None]:
    """Return the usual month before costs that have begun since, and what is booked since they did.

    What was said to have begun and is booked since counts once: it stands on the level before it.
    Without such an event the level is that of all months.
    """
    begun = [
        Month.of(each.start)
        for each in events
        if each.kind is EventKind.SPENDING_STARTS
        and Month.of(each.start) < running
        and (each.until is None or each.until >= running.first)
    ]
    if not begun:
        return _mean(tuple(by_month.values())), None
    before = [value for month, value in by_month.items() if month < begun[0]]
    since = [value for month, value in by_month.items() if month > begun[-1]]
    return _mean(before), _mean(since)


def _mean(values: Sequence[int]) -> Fen:
    """Return the mean month of the last year; what comes in a rhythm over whole turns.

    It is never less than the least of the last three months: what began within the year and has
    come in each of them goes on.
    """
    seen = values[-YEAR:]
    hits = [value for value in seen if value]
    if not hits:
        return ZERO
    rhythm = rhythm_of(values)
    months = rhythm * len(hits) if rhythm > 1 else len(seen)
    newest = min(seen[-_NEWEST:])
    return Fen(max(half_up(Fraction(max(0, sum(seen)), months)), newest))


def _levels(seen: Fen, items: Sequence[Recurring], running: Month) -> tuple[Fen, ...]:
    """Return each coming month: what items say, and the rest of the category beside them."""
    now = sum(amount_in(item, running.plus(-1)) for item in items)
    later = [sum(amount_in(item, running.plus(place)) for item in items) for place in range(AHEAD)]
    if not now:
        return tuple(Fen(max(seen, said)) for said in later)
    rest = max(0, seen - now)
    return tuple(Fen(rest + said) for said in later)


def _ordered(
    book: Book, entries: Sequence[Entry], months: Sequence[Month], running: Month
) -> tuple[Fen, ...]:
    """Return payments ordered by law of each coming month, reckoned as any other living cost."""
    items = [item for item in book.recurring if item.category == ORDERED and item.every in QUICK]
    values = _sums(months, entries).get(ORDERED, [])
    by_month = dict(zip(months, values, strict=False))
    return _stream(
        book, ORDERED, _still_taken(by_month, items, running), items, (entries, running)
    ).ahead


def _rows(
    months: Sequence[Month],
    sums: dict[str, list[int]],
    bills: Iterable[Entry],
    ordered: Iterable[Entry],
) -> tuple[MonthRow, ...]:
    large: dict[Month, list[Fen]] = defaultdict(list)
    for entry in bills:
        large[Month.of(entry.date)].append(entry.amount)
    by_law: dict[Month, int] = defaultdict(int)
    for entry in ordered:
        by_law[Month.of(entry.date)] += entry.amount
    return tuple(
        MonthRow(
            month=month,
            income=ZERO,
            routine=Fen(max(0, sum(values[place] for values in sums.values()))),
            bills=tuple(large[month]),
            obligations=Fen(by_law[month]),
        )
        for place, month in enumerate(months)
    )


def _bills_usual(bills: Sequence[Entry], months: Sequence[Month], answers: Answers | None) -> Fen:
    """Return irregular bills a month: as observed, or as answered item by item."""
    if months:
        return half_up(Fraction(sum(entry.amount for entry in bills), len(months)))
    items = answers.irregular if answers is not None else ()
    return half_up(Fraction(sum(amount * times for _, amount, times in items), 12))


def _known(slow: Iterable[Recurring], as_of: date) -> tuple[Dated, ...]:
    """Return quarterly and yearly expenses of the next five years on their days."""
    until = Month.of(as_of).plus(_BILLS_AHEAD).last
    return tuple(
        Dated(day=day, amount=Fen(-item.amount), name=item.name, kind="bill")
        for item in slow
        for day in occurrences(item, as_of, until)
    )
