"""Cash at hand from its readings, and what left between two readings without an entry."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

from jiebei_desktop.domain.household import Book, Entry, EntryKind, newest_readings
from jiebei_desktop.domain.money import ZERO, Fen, half_up

_APART = 28
"""Days between two readings of all accounts that say something of a month."""


def cash_on(book: Book, as_of: date) -> Fen:
    """Return the money at hand on a day: the latest readings, moved by what was booked since."""
    latest = newest_readings(book.cash, as_of)
    if not latest:
        return ZERO
    since = max(item.as_of for item in latest)
    total: int = sum(item.amount for item in latest)
    total += sum(signed(entry) for entry in book.entries if since < entry.date <= as_of)
    total -= sum(
        payment.amount
        for debt in book.debts
        for payment in debt.payments
        if since < payment.date <= as_of
    )
    return Fen(max(0, total))


def unexplained_outflow(book: Book, as_of: date) -> Fen:
    """Return the money a month that left the accounts without an entry, 0 when unknown.

    Income + borrowing - spending - repayments - change of balances between the first and the last
    day on which every account was read.
    """
    readings: dict[date, dict[str, Fen]] = defaultdict(dict)
    for item in book.cash:
        if item.as_of <= as_of:
            readings[item.as_of][item.name] = item.amount
    names = {name for read in readings.values() for name in read}
    days = sorted(day for day, read in readings.items() if set(read) == names)
    if len(days) < 2 or (days[-1] - days[0]).days < _APART:  # noqa: PLR2004 - two readings
        return ZERO
    first, last = days[0], days[-1]
    flow = sum(signed(entry) for entry in book.entries if first < entry.date <= last)
    for debt in book.debts:
        if first < debt.contract_date <= last:
            flow += debt.principal - (debt.terms.upfront_fee or 0)
        flow -= sum(paid.amount for paid in debt.payments if first < paid.date <= last)
    gap = flow - sum(readings[last].values()) + sum(readings[first].values())
    return half_up(Fraction(max(0, gap) * 365, 12 * (last - first).days))


def signed(entry: Entry) -> int:
    """Return an entry's effect on cash in fen."""
    return entry.amount if entry.kind is EntryKind.INCOME else -entry.amount
