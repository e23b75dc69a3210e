"""Cash at hand from its readings, and what left between two readings without an entry."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
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
    read = _read_whole(book, as_of)
    days = sorted(read)
    if not days or (days[-1] - days[0]).days < _APART:
        return ZERO
    first, last = days[0], days[-1]
    flow = sum(moved for day, moved in _changes(book).items() if first < day <= last)
    gap = flow - read[last] + read[first]
    return max(ZERO, half_up(Fraction(gap * 365, 12 * (last - first).days)))


def past_cash(book: Book, as_of: date) -> tuple[tuple[date, Fen], ...]:
    """Return the balances at the end of past days that can be true, today's last.

    They are read backwards from today's cash, and anew from each day on which every account was
    read; loans drawn and payments made are counted. Where that gives less than nothing, entries are
    missing before that day, and nothing is known until the reading before. At most a year, no
    further than the first entry.
    """
    known = [entry.date for entry in book.entries if entry.date <= as_of]
    if not known or not book.cash:
        return ()
    first = max(min(known), as_of - timedelta(days=365))
    change, read = _changes(book), _read_whole(book, as_of)
    balance, day = int(cash_on(book, as_of)), as_of
    found, holds = [], True
    while day >= first:
        if day in read and day < as_of:
            balance, holds = read[day], True
        holds = holds and balance >= 0
        if holds:
            found.append((day, Fen(balance)))
        balance -= change[day]
        day -= timedelta(days=1)
    return tuple(reversed(found))


def _changes(book: Book) -> defaultdict[date, int]:
    """Return what each day moved at hand, in fen."""
    change: defaultdict[date, int] = defaultdict(int)
    for entry in book.entries:
        change[entry.date] += signed(entry)
    for debt in book.debts:
        change[debt.contract_date] += debt.principal - (debt.terms.upfront_fee or 0)
        for paid in debt.payments:
            change[paid.date] -= paid.amount
    return change


def _read_whole(book: Book, as_of: date) -> dict[date, int]:
    """Return the sum of each day until ``as_of`` on which every account was read, in fen."""
    readings: dict[date, dict[str, Fen]] = defaultdict(dict)
    for item in book.cash:
        if item.as_of <= as_of:
            readings[item.as_of][item.name] = item.amount
    names = {name for read in readings.values() for name in read}
    return {day: sum(read.values()) for day, read in readings.items() if set(read) == names}


def signed(entry: Entry) -> int:
    """Return an entry's effect on cash in fen."""
    return entry.amount if entry.kind is EntryKind.INCOME else -entry.amount
