"""Dated flows that are known: dues of contracts, recurring items, what was booked before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from jiebei_desktop.analysis.cash import cash_on, signed
from jiebei_desktop.analysis.prospect.levels import NOTHING
from jiebei_desktop.analysis.prospect.stated import ended
from jiebei_desktop.domain.affordability import NOT_LASTING
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.recurring import in_usual_month, occurrences
from jiebei_desktop.domain.standing import Kind, obligations

if TYPE_CHECKING:
    from jiebei_desktop.analysis.prospect import Prospect

_PAY_CODES = frozenset({"A1", "A3", "A4", "A6"})
"""Income a household waits for: wages, platform work, business, pension."""
_LAST_DUE_DAY = 28
USUAL_DAY = 15
"""Day of the month a plan pays on where no pay-day is known."""
_WEEK = 7


class FlowKind(StrEnum):
    """What a dated flow is."""

    INCOME = "income"
    EXPENSE = "expense"
    DEBT = "debt"
    ARREARS = "arrears"
    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One dated flow; money out is negative."""

    day: date
    amount: Fen
    kind: FlowKind
    name: str
    debt: DebtId | None = None
    category: str = ""
    """Of an income or a weekly or monthly cost; empty for what has no part in a usual month."""


def recurring_flows(items: Iterable[Recurring], after: date, until: date) -> list[Flow]:
    """Return the occurrences of recurring items as flows."""
    flows = []
    for item in items:
        inward = item.kind is EntryKind.INCOME
        if inward and item.category in NOT_LASTING:
            continue
        kind = FlowKind.INCOME if inward else FlowKind.EXPENSE
        amount = Fen(item.amount if inward else -item.amount)
        category = item.category if in_usual_month(item) else ""
        flows += [
            Flow(day=day, amount=amount, kind=kind, name=item.name, category=category)
            for day in occurrences(item, after, until)
        ]
    return flows


def debt_flows(book: Book, as_of: date, until: date) -> list[Flow]:
    """Return contract dues, arrears on the first day, if every contract is paid in full."""
    tomorrow, flows = as_of + timedelta(days=1), []
    for debt in book.debts:
        for each in obligations(debt, as_of, until):
            kind = FlowKind.ARREARS if each.kind is Kind.ARREARS else FlowKind.DEBT
            day, amount = max(each.day, tomorrow), Fen(-each.amount)
            flows.append(Flow(day=day, amount=amount, kind=kind, name=debt.name, debt=debt.id))
    return flows


def protected_flows(home: Prospect, until: date) -> list[Flow]:
    """Return what housing and secured debts are paid under a plan: arrears in equal parts."""
    tomorrow = home.as_of + timedelta(days=1)
    return [
        Flow(
            day=max(each.day, tomorrow),
            amount=each.amount,
            kind=FlowKind.ARREARS if each.kind == "arrears" else FlowKind.DEBT,
            name=each.name,
            debt=each.debt,
        )
        for each in home.dated
        if each.debt is not None and max(each.day, tomorrow) <= until
    ]


def plan_flows(home: Prospect, until: date, pays: Iterable[tuple[date, Fen]]) -> list[Flow]:
    """Return what a plan pays by day, beside housing and secured debts."""
    tomorrow, by_day = home.as_of + timedelta(days=1), defaultdict[date, int](int)
    for day, amount in pays:
        by_day[max(day, tomorrow)] += amount
    return protected_flows(home, until) + [
        Flow(day=day, amount=Fen(-amount), kind=FlowKind.PLAN, name="")
        for day, amount in sorted(by_day.items())
        if amount > 0 and day <= until
    ]


def pay_day(book: Book, as_of: date) -> int | None:
    """Return the day of the month on which most of the income arrives, None when unknown.

    What has ended by the day, by its item, by an event or by its months, has no say.
    """
    weights: dict[int, int] = defaultdict(int)
    for item in book.recurring:
        comes = item.until is None or item.until > as_of
        if item.kind is EntryKind.INCOME and item.every is Every.MONTH and comes:
            since = ended(book.events, item.category, as_of)
            if since is None or item.start >= since:
                weights[item.day] += item.amount
    if not weights:
        for entry in still_coming(book, as_of, _PAY_CODES):
            weights[entry.date.day] += entry.amount
    if not weights:
        return None
    day = max(weights, key=lambda d: (weights[d], -d))
    # Income spread over the month (a shop, daily platform work) has no pay-day to clash with.
    return day if 3 * weights[day] >= sum(weights.values()) else None


def still_coming(book: Book, as_of: date, codes: Collection[str]) -> Iterator[Entry]:
    """Yield the income booked by a day in those of some categories that still come.

    A category has ended by an event, or where it brought nothing for two months in which others
    brought something; what came before an end shows no day ahead.
    """
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in book.entries:
        if entry.kind is EntryKind.INCOME and entry.category in codes and entry.date <= as_of:
            found[entry.category].append(entry)
    last = {code: Month.of(max(one.date for one in own)) for code, own in found.items()}
    for code, own in found.items():
        if max(last.values()).minus(last[code]) < NOTHING:
            since = ended(book.events, code, as_of)
            yield from (entry for entry in own if since is None or entry.date >= since)


def due_day_to_ask(payday: int) -> int:
    """Return the due day to ask for: two days after pay-day, on a day every month has."""
    day = payday + 2
    return day if day <= _LAST_DUE_DAY else day - _LAST_DUE_DAY


def moved_due_day(book: Book, due: date, as_of: date) -> int | None:
    """Return the due day to ask for, None when a day already follows pay-day within a week."""
    return asked_day(pay_day(book, as_of), due)


def asked_day(payday: int | None, due: date) -> int | None:
    """Return the same from the pay-day itself."""
    if payday is None or (due.day - payday) % 31 <= _WEEK:
        return None
    return due_day_to_ask(payday)


def plan_days(book: Book, after: date, count: int) -> list[date]:
    """Return the days of a plan's payments after a day, once a month, two days after pay-day.

    The first is the day every lender is asked for: the page, the paper, the call and `ask` say it.
    It follows the next income: what came before is in the cash that living needs until then.
    """
    payday = pay_day(book, after)
    number = USUAL_DAY if payday is None else due_day_to_ask(payday)
    ready = _next_pay(payday, after)
    month = Month.of(ready)
    first = month if month.day(number) >= ready else month.plus(1)
    return [first.plus(k).day(number) for k in range(count)]


def _next_pay(payday: int | None, after: date) -> date:
    """Return the next pay-day after a day; a week on where the income has no day."""
    if payday is None:
        return after + timedelta(days=_WEEK)
    month = Month.of(after)
    return month.day(payday) if month.day(payday) > after else month.plus(1).day(payday)


def first_day(book: Book, as_of: date) -> date:
    """Return the first day to propose to a lender: the first of a plan's payments."""
    return plan_days(book, as_of, 1)[0]


def past_cash(book: Book, as_of: date) -> tuple[tuple[date, Fen], ...]:
    """Return the balance at the end of each past day, read backwards from today's cash.

    At most a year, no further than the first entry; loans drawn and payments made are counted.
    """
    known = [entry.date for entry in book.entries if entry.date <= as_of]
    if not known or not book.cash:
        return ()
    first = max(min(known), as_of - timedelta(days=365))
    change: dict[date, int] = defaultdict(int)
    for entry in book.entries:
        change[entry.date] += signed(entry)
    for debt in book.debts:
        change[debt.contract_date] += debt.principal - (debt.terms.upfront_fee or 0)
        for paid in debt.payments:
            change[paid.date] -= paid.amount
    balance, day, found = int(cash_on(book, as_of)), as_of, []
    while day >= first:
        found.append((day, Fen(balance)))
        balance -= change[day]
        day -= timedelta(days=1)
    return tuple(reversed(found))
