"""A month's dated items as the prospect sees them, and what the month brings beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

import msgspec
from msgspec import Struct

from jiebei_desktop.analysis.dues import Flow, recurring_flows, still_coming
from jiebei_desktop.analysis.prospect import Prospect
from jiebei_desktop.analysis.prospect.income import ALWAYS_INCOME
from jiebei_desktop.analysis.prospect.stated import amount_in
from jiebei_desktop.domain.household import Book, EntryKind, Recurring
from jiebei_desktop.domain.money import half_up
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.named_items import items_of
from jiebei_desktop.domain.recurring import in_usual_month

_DAYS = range(1, 32)


class Usual(Struct, frozen=True, kw_only=True):
    """What the months bring beside dated items, in fen, and how their days share it.

    One number for each month of the forecast, the running one first.
    """

    income: tuple[float, ...]
    spending: tuple[float, ...]
    shares: tuple[float, ...]
    """Share of the undated income by day of the month, 31 values that sum to 1."""


def within(home: Prospect, items: Iterable[Recurring], until: date) -> list[Flow]:
    """Return recurring items on their days after today as the prospect sees them.

    An item that brings less than it says, or that a life event ends, is cut by its category's
    share of what the items say of the month, spread as the prospect spreads it: over a year the
    days bring what the months do. Income that is not counted on brings nothing.

    Args:
        home: the household's prospect.
        items: all items of the kinds asked for.
        until: the last day.
    """
    running = Month.of(home.as_of)
    known = [item for item in items if not _is_apart(home, item)]
    ahead = {one.category: one for one in home.streams}
    flows = recurring_flows(known, home.as_of, until)
    said = {month: _said(known, month) for month in {Month.of(flow.day) for flow in flows}}
    found = []
    for flow in flows:
        stream, month = ahead.get(flow.category), Month.of(flow.day)
        share = Fraction(1)
        if stream is not None and (level := said[month].get((stream.kind, stream.category))):
            share = min(share, Fraction(stream.at(month.minus(running)), level))
        if amount := half_up(flow.amount * share):
            found.append(msgspec.structs.replace(flow, amount=amount))
    return found


def _is_apart(home: Prospect, item: Recurring) -> bool:
    return item.kind is EntryKind.INCOME and item.category in home.apart


def _said(items: Iterable[Recurring], month: Month) -> dict[tuple[EntryKind, str], int]:
    """Return what items of usual months say of a month, by category."""
    said: dict[tuple[EntryKind, str], int] = defaultdict(int)
    for item in items:
        if in_usual_month(item):
            said[item.kind, item.category] += amount_in(item, month)
    return said


def usual_of(book: Book, home: Prospect, months: int, bills: float) -> Usual:
    """Return the part of each month that no dated item accounts for.

    Args:
        book: the ledger's values.
        home: the household's prospect.
        months: how far ahead.
        bills: irregular bills expected a month, in fen.
    """
    income, spending = [], []
    for place in range(months + 2):
        dated = _dated(book, home, place)
        coming = home.income_at(place) + _lag(book, home, place)
        income.append(max(0.0, coming - dated[EntryKind.INCOME]))
        living = home.living_at(place) - dated[EntryKind.EXPENSE]
        spending.append(max(0.0, living) + bills)
    return Usual(
        income=tuple(income), spending=tuple(spending), shares=_income_shares(book, home.as_of)
    )


def _lag(book: Book, home: Prospect, place: int) -> int:
    """Return how much more a month brings of what was booked in a rhythm than its spread level."""
    said = {item.category for item in items_of(book) if item.kind is EntryKind.INCOME}
    return sum(
        one.comes[place] - one.at(place)
        for one in home.streams
        if one.comes and one.category not in said
    )


def _dated(book: Book, home: Prospect, place: int) -> dict[EntryKind, int]:
    """Return what the items of a month bring and take on their days, as the prospect sees it."""
    known = [item for item in items_of(book) if not _is_apart(home, item)]
    said = _said(known, Month.of(home.as_of).plus(place))
    ahead = {(one.kind, one.category): one.at(place) for one in home.streams}
    found = dict.fromkeys(EntryKind, 0)
    for key, amount in said.items():
        found[key[0]] += min(amount, ahead.get(key, amount))
    return found


def _income_shares(book: Book, as_of: date) -> tuple[float, ...]:
    """Return by which days of the month undated income usually arrives."""
    dated = {item.category for item in items_of(book) if item.kind is EntryKind.INCOME}
    weights: dict[int, float] = defaultdict(float)
    for entry in still_coming(book, as_of, ALWAYS_INCOME - dated):
        weights[entry.date.day] += max(0, entry.amount)
    if not any(weights.values()):
        weights |= dict.fromkeys(_DAYS, 1.0)
    total = sum(weights.values())
    return tuple(weights[day] / total for day in _DAYS)


def day_shares(days: tuple[date, ...], usual: Usual) -> tuple[list[float], list[float]]:
    """Return each day's share of its month's undated income and spending; today has none."""
    inward, outward = [0.0], [0.0]
    for day in days[1:]:
        month = Month.of(day)
        share = usual.shares[day.day - 1]
        if day == month.last:
            share += sum(usual.shares[day.day :])
        inward.append(share)
        outward.append(1 / month.days)
    return inward, outward
