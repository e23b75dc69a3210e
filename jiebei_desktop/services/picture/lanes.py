"""Three ways from today on: nothing paid, contracts paid, the plan paid. Only the payments differ.

Every lane is the same household: the same income, the same living, the same contracts, replayed
day by day with the payments of the lane. Debts that guard a home or a livelihood are paid in all
of them; an agreement is never assumed, so the plan lane is what paying it does by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate

from jiebei_desktop.analysis.dues import due_day_to_ask, pay_day
from jiebei_desktop.domain.accrual import Owed, owed
from jiebei_desktop.domain.debts import Debt, DebtId, Payment, Priority
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen, share
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.planning import plan_debt
from jiebei_desktop.domain.strategies import Order, simulate
from jiebei_desktop.domain.timeline import FIRST_DAYS, TimelineStage
from jiebei_desktop.services.picture.debts import Stand, due_soon

HORIZONS = (30, 60, 90, 365)
"""Days ahead that every lane is looked at."""
CURE_MONTHS = 12
"""Arrears of protected debts are cured in so many equal parts outside the contract lane."""
PAY_DAY = 15
"""Day of the month of a plan's payment where no pay-day is known."""
PROTECTED = frozenset({Priority.LIVELIHOOD, Priority.SECURED})

Money = tuple[date, Fen]
"""One dated amount."""


class LaneName(StrEnum):
    """The three ways."""

    NOTHING = "nothing"
    CONTRACT = "contract"
    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Low:
    """The lowest likely cash of the year ahead."""

    day: date
    amount: Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReached:
    """A debt reaches a stage of the usual road, if only the lane's payments are made."""

    day: date
    debt: DebtId
    stage: TimelineStage


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """Where one way of paying leads; money in fen."""

    name: LaneName
    payment: Fen | None
    """What goes to negotiable debts a month: 0, what the first month asks, or the plan's amount."""
    low: Low
    owed: Mapping[int, Fen]
    """What is owed so many days ahead."""
    cash: Mapping[int, Fen]
    """Likely cash so many days ahead; below nothing it is missing."""
    paid: Fen | None
    """All payments to the lane's end; None where it has none."""
    debt_free: date | None
    stages: tuple[StageReached, ...]
    days: tuple[Money, ...]
    """Likely cash at the end of each day of the year ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The payments that make a lane."""

    name: LaneName
    payment: Fen | None
    paid: Mapping[DebtId, Sequence[Money]]
    ends: bool
    """Whether the payments end because nothing is owed any more."""


def lanes(
    book: Book, known: Sequence[Stand], before: Sequence[Money], plan: Fen | None
) -> tuple[Lane, ...]:
    """Follow the three ways.

    Args:
        book: the ledger's values.
        known: every debt as it stands.
        before: likely cash by day, today first, if no lender were paid.
        plan: the monthly amount for negotiable debts; None where there is none.
    """
    ways = (_nothing(book, known, before[0][0]), _contract(known, before[0][0]),
            _plan(book, known, before[0][0], plan))  # fmt: skip
    return tuple(_lane(known, before, way) for way in ways)


def plan_days(book: Book, after: date, count: int) -> list[date]:
    """Return the days of a plan's payments: two days after pay-day, once a month."""
    payday = pay_day(book)
    number = PAY_DAY if payday is None else due_day_to_ask(payday)
    month = Month.of(after)
    first = month if month.day(number) > after else month.plus(1)
    return [first.plus(k).day(number) for k in range(count)]


def _nothing(book: Book, known: Sequence[Stand], as_of: date) -> Way:
    guarded = _guarded(book, known, as_of)
    ends = all(stand.debt.id in guarded or not stand.owed.parts.total for stand in known)
    return Way(name=LaneName.NOTHING, payment=ZERO, paid=guarded, ends=ends)


def _contract(known: Sequence[Stand], as_of: date) -> Way:
    """Pay arrears tomorrow and every due on its day."""
    paid = {stand.debt.id: _all_due(stand, as_of) for stand in known}
    month = [
        stand.owed.arrears + sum(amount for _, amount in due_soon(stand, as_of))
        for stand in known
        if stand.debt.priority not in PROTECTED
    ]
    return Way(name=LaneName.CONTRACT, payment=Fen(sum(month)), paid=paid, ends=True)


def _plan(book: Book, known: Sequence[Stand], as_of: date, amount: Fen | None) -> Way:
    """Share the amount over negotiable debts, what contracts ask first, family last."""
    paid: dict[DebtId, Sequence[Money]] = dict(_guarded(book, known, as_of))
    open_ones = [s for s in known if s.debt.priority not in PROTECTED and s.owed.parts.total]
    debts = [plan_debt(stand.debt, stand.owed) for stand in open_ones]
    found = simulate(debts, amount or ZERO, Order.PRO_RATA, start=as_of)
    days = plan_days(book, as_of, len(found.rows))
    for k, debt in enumerate(found.debts):
        amounts = [Fen(row.paid[k]) for row in found.rows]
        paid[debt] = [(day, part) for day, part in zip(days, amounts, strict=True) if part]
    ends = found.months is not None
    return Way(name=LaneName.PLAN, payment=amount, paid=paid, ends=ends)


def _guarded(book: Book, known: Sequence[Stand], as_of: date) -> dict[DebtId, list[Money]]:
    """Return what protected debts are paid in every lane but the contract's: dues and a cure."""
    found = {}
    for stand in known:
        if stand.debt.priority in PROTECTED:
            parts = share(stand.owed.arrears, (1,) * CURE_MONTHS)
            cure = zip(plan_days(book, as_of, CURE_MONTHS), parts, strict=True)
            after = _after(stand.dues, as_of)
            found[stand.debt.id] = sorted([*after, *((day, part) for day, part in cure if part)])
    return found


def _all_due(stand: Stand, as_of: date) -> list[Money]:
    arrears = [(as_of + timedelta(days=1), stand.owed.arrears)] if stand.owed.arrears else []
    return [*arrears, *_after(stand.dues, as_of)]


def _after(dues: Iterable[Money], as_of: date) -> list[Money]:
    """Return the dues, those of today moved to tomorrow: today's cash is what it is."""
    tomorrow = as_of + timedelta(days=1)
    return [(max(day, tomorrow), amount) for day, amount in dues]


def _lane(known: Sequence[Stand], before: Sequence[Money], way: Way) -> Lane:
    as_of = before[0][0]
    debts = [_with(stand.debt, way.paid.get(stand.debt.id, ())) for stand in known]
    seen = {n: [owed(debt, as_of + timedelta(days=n)) for debt in debts] for n in HORIZONS}
    days = _cash(before, way)
    lowest = min(days, key=lambda each: each[1])
    by_day = dict(days)
    every = [each for paid in way.paid.values() for each in paid]
    end = max((day for day, _ in every), default=None)
    return Lane(
        name=way.name,
        payment=way.payment,
        low=Low(day=lowest[0], amount=lowest[1]),
        owed={n: Fen(sum(state.parts.total for state in seen[n])) for n in HORIZONS},
        cash={n: by_day[as_of + timedelta(days=n)] for n in HORIZONS},
        paid=Fen(sum(amount for _, amount in every)) if way.ends or not way.payment else None,
        debt_free=end if way.ends else None,
        stages=_stages(known, debts, seen, as_of),
        days=days,
    )


def _with(debt: Debt, paid: Sequence[Money]) -> Debt:
    more = tuple(Payment(date=day, amount=amount) for day, amount in paid)
    return replace(debt, payments=debt.payments + more)


def _cash(before: Sequence[Money], way: Way) -> tuple[Money, ...]:
    out = dict.fromkeys((day for day, _ in before), 0)
    for paid in way.paid.values():
        for day, amount in paid:
            if day in out:
                out[day] += amount
    gone = accumulate(out.values())
    return tuple((day, Fen(cash - spent)) for (day, cash), spent in zip(before, gone, strict=True))


def _stages(
    known: Sequence[Stand],
    debts: Sequence[Debt],
    seen: Mapping[int, Sequence[Owed]],
    as_of: date,
) -> tuple[StageReached, ...]:
    """Return the stages debts reach within the year, oldest first.

    The day a debt is overdue since is looked up at every horizon; a stage counts where the debt is
    still overdue since the same day when the stage begins.
    """
    found = set()
    last = as_of + timedelta(days=HORIZONS[-1])
    for k, (stand, debt) in enumerate(zip(known, debts, strict=True)):
        begun = {stand.owed.overdue_since, *(seen[n][k].overdue_since for n in HORIZONS)}
        for since in begun:
            for day, stage in _road(since):
                if as_of < day <= last and owed(debt, day).overdue_since == since:
                    found.add(StageReached(day=day, debt=debt.id, stage=stage))
    return tuple(sorted(found, key=lambda each: (each.day, each.debt)))


def _road(since: date | None) -> list[tuple[date, TimelineStage]]:
    """Return when each stage begins for a debt overdue since a day."""
    if since is None:
        return []
    return [(since + timedelta(days=days), stage) for days, stage in FIRST_DAYS]
