"""The next income, and what necessary living takes until it comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

import msgspec
from msgspec import Struct

from jiebei_desktop.analysis.dues import Flow, FlowKind, coming_pay
from jiebei_desktop.analysis.prospect import Prospect
from jiebei_desktop.analysis.prospect.stated import amount_in
from jiebei_desktop.analysis.undated import within
from jiebei_desktop.domain.affordability import FOOD, is_essential
from jiebei_desktop.domain.household import Book, EntryKind, Recurring
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.named_items import changes_of, items_of
from jiebei_desktop.domain.recurring import QUICK, monthly_share, occurrences
from jiebei_desktop.domain.this_week import rank_of

REACH, WEEK, MONTH = 366, 7, 30
"""Days looked ahead for an income; days that count where it comes on any day, or not at all."""
YUAN = 100
_MAIN = 3
"""The income waited for is at least one over this of a month's."""
_SOON = 3
"""Months whose income is looked at: this one and two more."""


class Comes(StrEnum):
    """How the next income comes."""

    PAYDAY = "payday"
    SPREAD = "spread"
    """On many days of the month: a week is looked at."""
    NONE = "none"
    """No income is known ahead: a month is looked at."""
    UNKNOWN = "unknown"
    """There is income, and nobody said on which day: a month is looked at."""


class NextIncome(Struct, frozen=True, kw_only=True):
    """The day cash must reach to."""

    comes: Comes
    day: date
    name: str = ""
    """Of the recurring income; empty where the day was told or is read from entries."""


class LivingNeed(Struct, frozen=True, kw_only=True):
    """What living takes from today to the day before the next income: fen, in whole yuan."""

    need: Fen
    """Necessary living: what comes on no day by its share of the month, the rest on its day."""
    food: Fen
    floor: Fen | None
    """The local minimum standard for those days; None where it is not known."""


def next_income(book: Book, home: Prospect) -> NextIncome:
    """Return the next day on which at least a third of a month's income comes.

    Args:
        book: the ledger's values.
        home: the household's prospect of the day.
    """
    as_of = home.as_of
    if not _whole(home):
        return NextIncome(comes=Comes.NONE, day=as_of + timedelta(days=MONTH))
    main = _main_day(book, home)
    found = [] if main is None else [main]
    dated = {item.category for item in items_of(book) if item.kind is EntryKind.INCOME}
    found += _loose_days(book, home, dated if found else ())
    if found:
        day, name = min(found, key=lambda one: (one[0], not one[1]))
        return NextIncome(comes=Comes.PAYDAY, day=day, name=name)
    if any(entry.kind is EntryKind.INCOME for entry in book.entries):
        return NextIncome(comes=Comes.SPREAD, day=as_of + timedelta(days=WEEK))
    return NextIncome(comes=Comes.UNKNOWN, day=as_of + timedelta(days=MONTH))


def _main_day(book: Book, home: Prospect) -> tuple[date, str] | None:
    """Return the first day on which recurring income, together, is large enough to wait for."""
    until = home.as_of + timedelta(days=REACH)
    items = [item for item in items_of(book) if item.kind is EntryKind.INCOME]
    paid = {(flow.name, flow.day) for flow in within(home, items, until)}
    by_day = defaultdict[date, list[tuple[Fen, str]]](list)
    for item in items:
        for day in occurrences(item, home.as_of, until):
            if (item.name, day) in paid:
                by_day[day].append((monthly_share(item), item.name))
    for day, shares in sorted(by_day.items()):
        if _MAIN * sum(share for share, _ in shares) >= _whole(home):
            return day, max(shares)[1]
    return None


def _loose_days(book: Book, home: Prospect, dated: Collection[str]) -> Iterator[tuple[date, str]]:
    """Yield the next day of what comes beside dated categories, where that is a third or more."""
    streams = [one for one in home.streams if one.kind is EntryKind.INCOME]
    loose = [one for one in streams if one.category not in dated]
    ahead = [sum(one.at(place) for one in loose) for place in range(_SOON)]
    entries = tuple(entry for entry in book.entries if entry.category not in dated)
    told = None if dated else book.payday
    beside = msgspec.structs.replace(
        book, entries=entries, recurring=(), events=changes_of(book), payday=told
    )
    pay = coming_pay(beside, home.as_of)
    if pay is not None and _MAIN * max(ahead) >= _whole(home):
        running = Month.of(home.as_of)
        places = ((day, Month.of(day).minus(running)) for day in pay.ahead(_SOON))
        yield from ((day, "") for day, place in places if any(one.at(place) for one in loose))


def _whole(home: Prospect) -> Fen:
    """Return the income of the largest of the coming months."""
    return max(home.income_at(place) for place in range(_SOON))


def outgoings(book: Book, home: Prospect, until: date) -> tuple[tuple[Flow, str], ...]:
    """Return recurring spending after today and before a day, each with its category."""
    items = [item for item in items_of(book) if item.kind is EntryKind.EXPENSE]
    codes = {item.name: item.category for item in items}
    flows = within(home, items, until - timedelta(days=1))
    return tuple((flow, codes[flow.name]) for flow in flows if flow.kind is FlowKind.EXPENSE)


def living_need(book: Book, home: Prospect, until: date) -> LivingNeed:
    """Return what necessary living takes from today to the day before ``until``.

    Rent, what work needs and what the law orders is left out where it recurs on a day: it is a
    claim of its own.
    """
    running, days = Month.of(home.as_of), _days_by_month(home.as_of, until)
    floor = home.living_floor
    dated = (flow.amount for flow, code in outgoings(book, home, until) if rank_of(code) is None)
    need, food, share = Fraction(-sum(dated)), Fraction(0), Fraction(0)
    for month, count in days.items():
        place, part = month.minus(running), Fraction(count, month.days)
        need += part * _undated(book, home, place)
        food += part * _food(book, home, place)
        share += part * floor
    return LivingNeed(need=_yuan(need), food=_yuan(food), floor=_yuan(share) if floor > 0 else None)


def _yuan(fen: Fraction) -> Fen:
    """Round to whole yuan: a share of a month is no amount to the fen."""
    return Fen(half_up(fen / YUAN) * YUAN)


def _days_by_month(first: date, until: date) -> dict[Month, int]:
    found: dict[Month, int] = {}
    for number in range((until - first).days):
        month = Month.of(first + timedelta(days=number))
        found[month] = found.get(month, 0) + 1
    return found


def _undated(book: Book, home: Prospect, place: int) -> Fen:
    """Return what a month of necessary living takes beside items that have a day."""
    month = Month.of(home.as_of).plus(place)
    streams = [one for one in home.streams if one.kind is EntryKind.EXPENSE]
    spent = sum(one.at(place) for one in streams if is_essential(one.category))
    whole = home.routine_at(place) if home.hardly_recorded else max(spent, home.living_floor)
    dated = sum(_at_most(home, item, month, place) for item in _dated(book))
    return Fen(max(0, whole + home.ordered_at(place) - dated) + home.unexplained)


def _food(book: Book, home: Prospect, place: int) -> Fen:
    """Return what a month's food takes; half of the rest of living where it is not recorded."""
    found = sum(one.at(place) for one in home.streams if one.category == FOOD)
    return Fen(0 if home.hardly_recorded else found) or Fen(_undated(book, home, place) // 2)


def _dated(book: Book) -> list[Recurring]:
    return [
        item
        for item in items_of(book)
        if item.kind is EntryKind.EXPENSE and item.every in QUICK and is_essential(item.category)
    ]


def _at_most(home: Prospect, item: Recurring, month: Month, place: int) -> int:
    ahead = [one.at(place) for one in home.streams if one.category == item.category]
    amount = amount_in(item, month)
    return min(amount, *ahead) if ahead else amount
