"""The months behind: which are full, what each category brought, which have no entries.

The running month counts on its last day, or from day 25 when all its streams have come. Months
after the last entry are never zeros; months inside without entries are, unless the user said that
they were not recorded or a steady payer before and after shows it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby, pairwise
from statistics import fmean, pstdev

from msgspec import Struct

from jiebei_desktop.analysis.prospect.levels import joined, rhythm_of
from jiebei_desktop.analysis.prospect.value import Gap
from jiebei_desktop.domain.events import EventKind, LifeEvent, Said, SaidKind
from jiebei_desktop.domain.household import Book, Entry, EntryKind
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.splits import wholes

KEEP = 36
"""Months looked back on from the newest one."""
_COUNTS_FROM = 25
_COME = 0.75
_SMALL = 0.05
_STEADY = 0.15
_NEAR = 3
_RUNS = 6
"""One hole in so many months is a gap; more are how the money comes."""


_Dated = tuple[Month, Entry]
"""An entry with its month."""
_Table = dict[Month, Counter[tuple[EntryKind, str]]]
"""What each category brought or took in each month."""


class MonthlyHistory(Struct, frozen=True, kw_only=True):
    """Full months with what each category brought in each of them."""

    months: tuple[Month, ...]
    entries: tuple[Entry, ...]
    """Those of the full months."""
    by_category: dict[tuple[EntryKind, str], tuple[Entry, ...]]
    running: frozenset[str]
    """Categories that have an entry in the month of the day."""
    sums: dict[tuple[EntryKind, str], tuple[int, ...]]
    """For each category one amount per month."""
    gaps: tuple[Gap, ...]
    last_entry: date | None

    def of(self, kind: EntryKind, category: str) -> tuple[int, ...]:
        """Return a category's months, nothing where it has no entry."""
        return self.sums.get((kind, category), (0,) * len(self.months))

    def categories(self, kind: EntryKind) -> tuple[str, ...]:
        """Return the categories that have entries."""
        return tuple(sorted(code for side, code in self.sums if side is kind))


def history(book: Book, as_of: date) -> MonthlyHistory:
    """Read the full months of a ledger as of a day."""
    known = [(Month.of(each.date), each) for each in wholes(book.entries) if each.date <= as_of]
    last = max((entry.date for _, entry in known), default=None)
    full = _full(known, as_of, _not_recorded(book.events))
    inside = set(full)
    entries = [pair for pair in known if pair[0] in inside]
    empty = inside - {month for month, _ in entries}
    settled = _Settled(book.said)
    unrecorded = _unrecorded(full, entries, empty - {m for m in empty if settled.nothing(m)})
    months = tuple(month for month in full if month not in unrecorded)
    sums, holes = _sums(months, entries, settled)
    gaps = [
        Gap(month=month, category="", is_zero=month not in unrecorded)
        for month in empty
        if not settled.nothing(month)
    ]
    return MonthlyHistory(
        months=months,
        entries=tuple(entry for _, entry in entries),
        by_category=by_category(entry for _, entry in entries),
        running=_running(book, as_of),
        sums=sums,
        gaps=tuple(sorted([*gaps, *holes], key=lambda gap: (gap.month, gap.category))),
        last_entry=last,
    )


def by_category(entries: Iterable[Entry]) -> dict[tuple[EntryKind, str], tuple[Entry, ...]]:
    """Return entries by their category, in their order."""
    found: dict[tuple[EntryKind, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.kind, entry.category].append(entry)
    return {key: tuple(each) for key, each in found.items()}


def _running(book: Book, as_of: date) -> frozenset[str]:
    now = Month.of(as_of)
    first, last = now.first, now.last
    return frozenset(each.category for each in book.entries if first <= each.date <= last)


class _Settled(Struct, frozen=True):
    """What was answered about empty months, so that it is not asked again."""

    said: tuple[Said, ...]

    def nothing(self, month: Month, category: str = "") -> bool:
        """Tell whether a month really had nothing, of one category or of all."""
        return self._is(SaidKind.NOTHING, month, {category, ""})

    def missed(self, month: Month, category: str) -> bool:
        """Tell whether a category came in a month and was not written down."""
        return self._is(SaidKind.MISSED, month, {category})

    def _is(self, kind: SaidKind, month: Month, codes: set[str]) -> bool:
        return any(
            each.kind is kind and each.category in codes and each.covers(month.first)
            for each in self.said
        )


def _not_recorded(events: Iterable[LifeEvent]) -> set[Month]:
    """Return the months that the user said are gaps of the ledger."""
    found: set[Month] = set()
    for event in events:
        if event.kind is EventKind.MONTHS_NOT_RECORDED and event.until is not None:
            first, last = Month.of(event.start), Month.of(event.until)
            found |= {first.plus(k) for k in range(last.minus(first) + 1)}
    return found


def _full(known: Sequence[_Dated], as_of: date, unrecorded: set[Month]) -> tuple[Month, ...]:
    newest = max((month for month, _ in known), default=Month.of(as_of))
    oldest = newest.plus(-KEEP)
    recent = [pair for pair in known if pair[0] >= oldest]
    table, reach = _table(recent), _reach(recent)
    seen = sorted(table)
    if seen and not _is_full(table, reach, seen, as_of):
        seen.pop()
    if seen and _is_one_sided(table, seen):
        seen.pop(0)
    if not seen:
        return ()
    span = (seen[0].plus(k) for k in range(seen[-1].minus(seen[0]) + 1))
    return tuple(month for month in span if month not in unrecorded)


def _reach(entries: Iterable[_Dated]) -> dict[Month, int]:
    """Return the last day of each month that has an entry."""
    reach: dict[Month, int] = defaultdict(int)
    for month, entry in entries:
        reach[month] = max(reach[month], entry.date.day)
    return reach


def _table(entries: Iterable[_Dated]) -> _Table:
    table: _Table = defaultdict(Counter)
    for month, entry in entries:
        table[month][entry.kind, entry.category] += entry.amount
    return table


def _is_full(
    table: _Table,
    reach: dict[Month, int],
    seen: Sequence[Month],
    as_of: date,
) -> bool:
    """Tell whether the newest month with entries is full.

    A past month is when its entries reach as far as in the months before; the running one on its
    last day, or from day 25 when all that usually comes has come.
    """
    last = seen[-1]
    if last == Month.of(as_of):
        late = as_of.day >= _COUNTS_FROM and len(seen) > 1
        return as_of == last.last or (late and _have_come(table, seen))
    before = [reach[month] for month in seen[-3:-1]]
    return not before or reach[last] >= min(_COUNTS_FROM, min(before) - _NEAR)


def _have_come(table: _Table, seen: Sequence[Month]) -> bool:
    """Tell whether all that came in the two months before has come in the last one, too."""
    now, *before = [table[month] for month in reversed(seen[-3:])]
    sides: dict[EntryKind, int] = defaultdict(int)
    for (kind, _), amount in before[0].items():
        sides[kind] += amount
    for key in before[0]:
        least = min(month[key] for month in before)
        if least > _SMALL * sides[key[0]] and now[key] < _COME * least:
            return False
    return True


def _is_one_sided(table: _Table, seen: Sequence[Month]) -> bool:
    """Tell whether the first month shows one side only while the ledger has two."""
    first = {kind for kind, _ in table[seen[0]]}
    return len(first) == 1 and len({kind for month in seen for kind, _ in table[month]}) > 1


def _unrecorded(
    full: Sequence[Month], entries: Sequence[_Dated], empty: set[Month]
) -> frozenset[Month]:
    """Return the months without any entry that steady payers show to be gaps."""
    if not empty or _runs([month in empty for month in full]) > max(1, len(full) // _RUNS):
        return frozenset()
    sums, payers = _by_month(full, entries)
    steady = {
        code: _holes(values, payers[code], is_whole=True)
        for (kind, code), values in sums.items()
        if kind is EntryKind.INCOME
    }
    shown = {full[place] for places in steady.values() for place in places}
    return frozenset(empty & shown)


def _sums(
    months: tuple[Month, ...], entries: Sequence[_Dated], settled: _Settled
) -> tuple[dict[tuple[EntryKind, str], tuple[int, ...]], list[Gap]]:
    """Return each category's months, split wages joined and holes of steady wages filled."""
    sums, payers = _by_month(months, entries)
    gaps = []
    for (kind, code), values in sums.items():
        if kind is EntryKind.EXPENSE:
            continue
        found = list(joined(values))
        for place in _holes(found, payers[code]):
            if settled.nothing(months[place], code):
                continue
            found[place] = min(found[place - 1], found[place + 1])
            if not settled.missed(months[place], code):
                gaps.append(Gap(month=months[place], category=code, is_zero=False))
        sums[kind, code] = tuple(found)
    return sums, gaps


def _by_month(
    months: Sequence[Month], entries: Iterable[_Dated]
) -> tuple[dict[tuple[EntryKind, str], tuple[int, ...]], dict[str, list[set[str]]]]:
    place = {month: k for k, month in enumerate(months)}
    sums: dict[tuple[EntryKind, str], list[int]] = defaultdict(lambda: [0] * len(months))
    payers: dict[str, list[set[str]]] = defaultdict(lambda: [set() for _ in months])
    for month, entry in entries:
        k = place.get(month)
        if k is None:
            continue
        sums[entry.kind, entry.category][k] += entry.amount
        payers[entry.category][k].add(entry.counterparty)
    return {key: tuple(values) for key, values in sums.items()}, payers


def _runs(marks: Sequence[bool]) -> int:
    return sum(mark for mark, _ in groupby(marks))


def _holes(
    values: Sequence[int], payers: Sequence[set[str]], *, is_whole: bool = False
) -> tuple[int, ...]:
    """Return the empty months of a steady stream that has the same payer before and after.

    Single months, or (``is_whole``: nothing at all was recorded) of any number running.
    """
    hits = [place for place, value in enumerate(values) if value > 0]
    if len(hits) < 2 * _NEAR or rhythm_of(values) != 1:
        return ()
    pairs = [(a, b) for a, b in pairwise(hits) if b - a > 1]
    if len(pairs) > max(1, len(values) // _RUNS):
        return ()
    found: list[int] = []
    for before, after in pairs:
        around = [values[p] for p in hits if p <= before][-_NEAR:]
        around += [values[p] for p in hits if p >= after][:_NEAR]
        same = payers[before] & payers[after]
        if same and pstdev(around) < _STEADY * fmean(around) and (is_whole or after - before == 2):  # noqa: PLR2004 - one month between
            found += range(before + 1, after)
    return tuple(found)
