"""Dated flows that are known: dues of contracts, recurring items, what was booked before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.analysis.prospect.levels import NOTHING, came_once, rhythm_of
from jiebei_desktop.analysis.prospect.stated import ended
from jiebei_desktop.domain.affordability import NOT_LASTING
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.named_items import changes_of, items_of
from jiebei_desktop.domain.recurring import MONTHS, in_usual_month, monthly_share, occurrences
from jiebei_desktop.domain.standing import ObligationKind, obligations

if TYPE_CHECKING:
    from jiebei_desktop.analysis.prospect import Prospect

_PAY_CODES = frozenset({"A1", "A3", "A4", "A6"})
"""Income a household waits for: wages, platform work, business, pension."""
_LAST_DUE_DAY = 28
USUAL_DAY = 15
"""Day of the month a plan pays on where no pay-day is known."""
_WEEK = 7
_LATER_MONTHS = 2
"""A plan begins no more than so many months after its earliest day (house rule)."""
_REACH = 366
"""Days looked ahead for what comes by quarters or years."""


class FlowKind(StrEnum):
    """What a dated flow is."""

    INCOME = "income"
    EXPENSE = "expense"
    DEBT = "debt"
    ARREARS = "arrears"
    PLAN = "plan"


class Flow(Struct, frozen=True, kw_only=True):
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
            kind = FlowKind.ARREARS if each.kind is ObligationKind.ARREARS else FlowKind.DEBT
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


class PayDay(Struct, frozen=True, kw_only=True):
    """The day of the month on which most of the income arrives, and when it comes next."""

    number: int
    next: date
    every: int = 1
    """Months from one to the next."""

    def ahead(self, count: int) -> Iterator[date]:
        """Yield so many of the next days."""
        month = Month.of(self.next)
        yield from (month.plus(self.every * place).day(self.number) for place in range(count))


def pay_day(book: Book, as_of: date) -> int | None:
    """Return the day of the month on which most of the income arrives, None when unknown."""
    found = coming_pay(book, as_of)
    return None if found is None else found.number


def coming_pay(book: Book, as_of: date) -> PayDay | None:
    """Return the pay-day and its next day: of items, of booked income, or as the user named it.

    Income of a quarter or a year weighs by its share of a month and comes on its own next day.
    What has ended by the day, by its item, by an event or by its months, has no say.
    """
    known = [*_of_items(book, as_of), *_booked(book, as_of)]
    weekly = [one for one in items_of(book) if one.every is Every.WEEK]
    spread = sum(monthly_share(one) for one in weekly if one.kind is EntryKind.INCOME)
    total = sum(weight for weight, _, _ in known) + spread
    if book.payday is not None and not any(
        named and 3 * weight >= total for weight, _, named in known
    ):
        return _every_month(book.payday, as_of)
    weights: dict[int, int] = defaultdict(int)
    for weight, one, _ in known:
        weights[one.number] += weight
    if not weights:
        return None
    day = max(weights, key=lambda number: (weights[number], -number))
    # Income spread over the month (a shop, daily platform work) has no pay-day to clash with.
    if 3 * weights[day] < total:
        return None
    own = [(weight, one) for weight, one, _ in known if one.number == day]
    return max(own, key=lambda each: (each[0], -each[1].next.toordinal()))[1]


def _of_items(book: Book, as_of: date) -> Iterator[tuple[int, PayDay, bool]]:
    """Yield what each item of a month, quarter or year brings a month, and when it comes next."""
    for item in items_of(book):
        if item.kind is not EntryKind.INCOME or item.every is Every.WEEK:
            continue
        since = ended(changes_of(book), item.category, as_of)
        if since is None or item.start >= since:
            day = next(occurrences(item, as_of, as_of + timedelta(days=_REACH)), None)
            if day is not None:
                every = MONTHS[item.every]
                yield monthly_share(item), PayDay(number=item.day, next=day, every=every), True


def _booked(book: Book, as_of: date) -> Iterator[tuple[int, PayDay, bool]]:
    """Yield the same of income that was booked in categories no item speaks of."""
    said = {item.category for item in items_of(book) if item.kind is EntryKind.INCOME}
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in still_coming(book, as_of, _PAY_CODES - said):
        found[entry.category].append(entry)
    for own in found.values():
        every, last, months = _rhythm(own), Month.of(own[-1].date), _months(own)
        weights: dict[int, int] = defaultdict(int)
        for entry in own:
            weights[entry.date.day] += entry.amount
        for number, amount in weights.items():
            pay = _every_month(number, as_of)
            if every > 1:
                day = next(
                    d for k in range(1, _REACH) if (d := last.plus(k * every).day(number)) > as_of
                )
                pay = PayDay(number=number, next=day, every=every)
            yield amount // months, pay, False


def _every_month(number: int, as_of: date) -> PayDay:
    month = Month.of(as_of)
    day = month.day(number)
    return PayDay(number=number, next=day if day > as_of else month.plus(1).day(number))


def _rhythm(own: Sequence[Entry]) -> int:
    """Return every how many months income of one category comes."""
    first, sums = Month.of(own[0].date), [0] * _months(own)
    for entry in own:
        sums[Month.of(entry.date).minus(first)] += entry.amount
    return rhythm_of(sums)


def _months(own: Sequence[Entry]) -> int:
    """Return how many months entries reach over, in their order."""
    return Month.of(own[-1].date).minus(Month.of(own[0].date)) + 1


def still_coming(book: Book, as_of: date, codes: Collection[str]) -> Iterator[Entry]:
    """Yield the income booked by a day in those of some categories that still come.

    A category has ended by an event, or where it brought nothing for two months, or for its own
    rhythm, in which others brought something; what came before an end shows no day ahead. What
    came in one month only, beside income that comes again, shows none either.
    """
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in book.entries:
        if entry.kind is EntryKind.INCOME and entry.category in codes and entry.date <= as_of:
            found[entry.category].append(entry)
    for own in found.values():
        own.sort(key=lambda one: one.date)
    last = {code: Month.of(own[-1].date) for code, own in found.items()}
    coming = {
        code: own
        for code, own in found.items()
        if max(last.values()).minus(last[code]) < max(NOTHING, _rhythm(own))
    }
    over = came_once({code: _months(own) for code, own in coming.items()})
    for code, own in coming.items():
        if code not in over:
            since = ended(changes_of(book), code, as_of)
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


def plan_days(first: date, count: int) -> list[date]:
    """Return the days of a plan's payments, once a month from its first day on."""
    return [Month.of(first).plus(k).day(first.day) for k in range(count)]


def first_day(book: Book, as_of: date) -> date:
    """Return the earliest day a plan may begin on: two days after pay-day.

    It follows the next income: what came before is in the cash that living needs until then.
    """
    return next(first_days(book, as_of))


def first_days(book: Book, as_of: date) -> Iterator[date]:
    """Yield the days a plan may begin on, the earliest first, none more than two months later.

    A later one follows a later pay-day, or by a week where income comes on any day.
    """
    found = coming_pay(book, as_of)
    number = USUAL_DAY if found is None else due_day_to_ask(found.number)
    ready = as_of + timedelta(days=_WEEK) if found is None else found.next
    month = Month.of(ready)
    first = (month if month.day(number) >= ready else month.plus(1)).day(number)
    *months, last = plan_days(first, _LATER_MONTHS + 1)
    if found is not None:
        yield from (*months, last)
        return
    # Two months are never whole weeks: the last of these days lies before the last of those.
    weeks = (first + timedelta(days=n) for n in range(0, (last - first).days, _WEEK))
    yield from (day for day in weeks if day.day <= _LAST_DUE_DAY)
