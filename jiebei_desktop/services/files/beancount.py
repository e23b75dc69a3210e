"""A ledger as a Beancount journal whose liabilities are what is owed, part by part, on a day.

Between two days on which something happens to a debt, what its parts grew by is charged; on a day
with a payment, what its parts fell by is what the payment paid. Both come from the replay that
answers what is owed, so the journal cannot tell another figure. A balance assertion for each part
of each debt, and for the money at hand, lets ``bean-check`` prove it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Debt, Stage
from jiebei_desktop.domain.household import Book, Cash, Entry, EntryKind
from jiebei_desktop.domain.money import Fen, yuan
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing import owed

_CASH = "Assets:Cash"
_OPENING = "Equity:Opening"
_UNEXPLAINED = "Equity:Unexplained"
_AGREED = "Equity:Agreed"
"""Principal that an agreement or the lender's own figure changed without a payment."""
_PARTS = {
    "principal": ("Principal", _AGREED),
    "interest": ("Interest", "Expenses:Interest"),
    "penalty": ("Penalty", "Expenses:Penalty"),
    "fees": ("Fees", "Expenses:Fees"),
}
"""Part of a debt → name of its liability account, and the account it is charged to."""
_DAY = timedelta(days=1)

Amounts = Mapping[str, int]


class Transaction(Struct, frozen=True, kw_only=True):
    """One balanced transaction; amounts in fen by account, those of zero left out."""

    day: date
    title: str
    amounts: Amounts


class Assertion(Struct, frozen=True, kw_only=True):
    """What an account holds at the end of a day, in fen."""

    day: date
    account: str
    amount: int


def journal(book: Book, as_of: date) -> tuple[str, int]:
    """Return the journal as text, asserted on ``as_of``, and the number of its transactions."""
    booked = [*_entries(book.entries)]
    asserted: list[Assertion] = []
    for number, debt in enumerate(book.debts, 1):
        name = f"Liabilities:D{number}-{_name(debt.id)}"
        booked += _debt(debt, name, as_of)
        asserted += _standing(debt, name, as_of)
    booked.sort(key=lambda item: item.day)
    found, checked = _readings(book.cash, booked, as_of)
    booked = sorted([*booked, *found], key=lambda item: item.day)
    return "\n".join(_lines(booked, [*asserted, *checked])) + "\n", len(booked)


def _lines(booked: list[Transaction], asserted: list[Assertion]) -> Iterator[str]:
    yield 'option "operating_currency" "CNY"'
    yield ""
    accounts = {account for item in booked for account in item.amounts}
    accounts |= {item.account for item in asserted}
    days = [item.day for item in booked] + [each.day for each in asserted]
    first = min(days, default=None)
    yield from (f"{first} open {account} CNY" for account in sorted(accounts))
    for item in booked:
        yield from ("", f"{item.day} * {item.title}")
        yield from (f"  {account}  {yuan(Fen(fen))} CNY" for account, fen in item.amounts.items())
    if asserted:
        yield ""
    # Beancount asserts at the beginning of a day, a ledger knows the end of one.
    for each in sorted(asserted, key=lambda one: (one.day, one.account)):
        yield f"{each.day + _DAY} balance {each.account}  {yuan(Fen(each.amount))} CNY"


def _entries(entries: Iterable[Entry]) -> Iterator[Transaction]:
    for entry in entries:
        inward = entry.kind is EntryKind.INCOME
        account = f"{'Income' if inward else 'Expenses'}:{_name(entry.category)}"
        cash = entry.amount if inward else -entry.amount
        title = f"{_quoted(entry.counterparty)} {_quoted(entry.note)}"
        yield Transaction(day=entry.date, title=title, amounts={_CASH: cash, account: -cash})


# -- debts ------------------------------------------------------------------------------------


def _debt(debt: Debt, name: str, as_of: date) -> Iterator[Transaction]:
    """Book a debt from its beginning to ``as_of``, or to its last payment when that is later."""
    start = debt.balance.as_of if debt.balance else debt.contract_date
    paid_on = {payment.date for payment in debt.payments if payment.date >= start}
    agreed_on = {version.effective_from for version in debt.versions}
    days = sorted(day for day in {*paid_on, *agreed_on, as_of} if day > start)
    title = f"{_quoted(debt.name)} {_quoted(debt.lender)}"
    before, opened = _parts(_without(debt, start), start, as_of), _parts(debt, start, as_of)
    yield from _moved(start, title, name, before, {_OPENING: int(before.total)})
    yield from _paid(_paid_at_once(debt, start), start, name, opened.minus(before))
    before = opened
    for day in days:
        charged, after = _parts(_without(debt, day), day, as_of), _parts(debt, day, as_of)
        yield from _charged(day, title, name, charged.minus(before))
        yield from _paid(debt, day, name, after.minus(charged))
        before = after


def _paid_at_once(debt: Debt, start: date) -> Debt:
    """Return the debt with those payments of its first day that its first figures do not hold."""
    inside = debt.balance is not None
    at_once = (one for one in debt.payments if one.date == start)
    return replace(debt, payments=tuple(one for one in at_once if one.after_balance or not inside))


def _without(debt: Debt, day: date) -> Debt:
    """Return the debt as if nothing had been paid on ``day``."""
    return replace(debt, payments=tuple(one for one in debt.payments if one.date != day))


def _charged(day: date, title: str, name: str, grown: Parts) -> Iterator[Transaction]:
    against: dict[str, int] = defaultdict(int)
    for part, (_account, expense) in _PARTS.items():
        against[expense] += getattr(grown, part)
    yield from _moved(day, title, name, grown, against)


def _paid(debt: Debt, day: date, name: str, fell: Parts) -> Iterator[Transaction]:
    """Book the payments of a day; what was paid beyond all that was owed stays a claim."""
    payments = [one for one in debt.payments if one.date == day]
    amount = sum(one.amount for one in payments)
    if amount:
        claim = name.replace("Liabilities", "Assets:Overpaid", 1)
        rest = {_CASH: -amount, claim: amount + fell.total}
        title = f"{_quoted(debt.name)} {_quoted(' '.join(one.note for one in payments).strip())}"
        yield from _moved(day, title, name, fell, rest)


def _moved(day: date, title: str, name: str, grown: Parts, rest: Amounts) -> Iterator[Transaction]:
    """Book what the parts of a debt grew by against the rest; nothing where nothing moved."""
    amounts = {f"{name}:{account}": -getattr(grown, part) for part, (account, _) in _PARTS.items()}
    moved = {account: fen for account, fen in {**amounts, **rest}.items() if fen}
    if moved:
        yield Transaction(day=day, title=title, amounts=moved)


def _standing(debt: Debt, name: str, as_of: date) -> Iterator[Assertion]:
    parts = _parts(debt, as_of, as_of)
    for part, (account, _) in _PARTS.items():
        yield Assertion(day=as_of, account=f"{name}:{account}", amount=-getattr(parts, part))


def _parts(debt: Debt, on: date, as_of: date) -> Parts:
    """Return what is owed at the end of a day; a settled debt owed something before today."""
    past = debt.stage is Stage.SETTLED and on < as_of
    return owed(replace(debt, stage=None) if past else debt, on).parts


# -- money at hand ----------------------------------------------------------------------------


def _readings(
    cash: Iterable[Cash], booked: list[Transaction], as_of: date
) -> tuple[list[Transaction], list[Assertion]]:
    """Book what readings of money at hand show beyond the journal, and assert each reading.

    An account that was not read on a day counts as it was read last.
    """
    found: list[Transaction] = []
    asserted: list[Assertion] = []
    held: dict[str, int] = {}
    known = sorted((one for one in cash if one.as_of <= as_of), key=lambda one: one.as_of)
    explained = 0
    for day, read in groupby(known, key=lambda one: one.as_of):
        held |= {one.name: int(one.amount) for one in read}
        moved = sum(item.amounts.get(_CASH, 0) for item in booked if item.day <= day)
        gap = sum(held.values()) - moved - explained
        explained += gap
        other = _UNEXPLAINED if asserted else _OPENING
        if gap:
            found.append(Transaction(day=day, title='"" ""', amounts={_CASH: gap, other: -gap}))
        asserted.append(Assertion(day=day, account=_CASH, amount=sum(held.values())))
    return found, asserted


def _name(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "-", text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
