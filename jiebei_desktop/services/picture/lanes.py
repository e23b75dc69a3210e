"""Three ways from today on: nothing paid, contracts paid, the plan paid. Only the payments differ.

Every lane is the same household: the same income, the same living, the same contracts, followed
day by day with the payments of the lane. Debts that guard a home or a livelihood are paid in all
of them; an agreement is never assumed, so the plan lane is what paying it does by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate, chain

from jiebei_desktop.analysis.dues import due_day_to_ask, pay_day
from jiebei_desktop.domain.debts import PROTECTED
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen, share
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.strategies import MAX_MONTHS
from jiebei_desktop.services.picture.debts import Stand
from jiebei_desktop.services.picture.trails import Money, StageReached, Trail, along, shared

HORIZONS = (30, 60, 90, 365)
"""Days ahead that every lane is looked at."""
CURE_MONTHS, CURE_DAY = 12, 28
"""Arrears of protected debts are cured in so many equal parts, on this day of the month, outside
the contract lane."""
PAY_DAY = 15
"""Day of the month of a plan's payment where no pay-day is known."""


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
    """All payments to the lane's end; None where they go on and the debts do not end."""
    debt_free: date | None
    stages: tuple[StageReached, ...]
    days: tuple[Money, ...]
    """Likely cash at the end of each day of the year ahead."""


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
    as_of = before[0][0]
    looks = [as_of + timedelta(days=days) for days in HORIZONS]
    guarded = [stand for stand in known if stand.debt.priority in PROTECTED]
    others = [stand for stand in known if stand.debt.priority not in PROTECTED]
    kept = [along(stand, as_of, cured(stand, as_of), looks) for stand in guarded]
    whole = [along(stand, as_of, _required(stand, as_of), looks) for stand in others]
    late = [along(stand, as_of, _required(stand, as_of), looks) for stand in guarded]
    asked = sum(stand.arrears + sum(due.amount for due in stand.soon(as_of)) for stand in others)
    return (
        _lane(LaneName.NOTHING, ZERO, before, [*kept, *_unpaid(others, as_of, looks)]),
        _lane(LaneName.CONTRACT, Fen(asked), before, [*late, *whole]),
        _lane(LaneName.PLAN, plan, before, [*kept, *_planned(book, others, plan, looks, as_of)]),
    )


def plan_days(book: Book, after: date, count: int) -> list[date]:
    """Return the days of a plan's payments: two days after pay-day, once a month."""
    payday = pay_day(book)
    number = PAY_DAY if payday is None else due_day_to_ask(payday)
    month = Month.of(after)
    first = month if month.day(number) > after else month.plus(1)
    return [first.plus(k).day(number) for k in range(count)]


def _required(stand: Stand, as_of: date) -> list[Money]:
    """Return all that contract and agreements require: arrears today, every due on its day."""
    arrears = [(as_of, stand.arrears)] if stand.arrears else []
    return [*arrears, *((max(due.day, as_of), due.amount) for due in stand.dues)]


def cured(stand: Stand, as_of: date) -> list[Money]:
    """Return what a protected debt is paid: every due on its day, arrears in equal parts."""
    start = Month.of(as_of).plus(1)
    parts = share(stand.arrears, (1,) * CURE_MONTHS) if stand.arrears else ()
    cure = [(start.plus(k).day(CURE_DAY), part) for k, part in enumerate(parts)]
    return sorted([*cure, *((max(due.day, as_of), due.amount) for due in stand.dues)])


def _unpaid(others: Sequence[Stand], as_of: date, looks: Sequence[date]) -> list[Trail]:
    return [along(stand, as_of, (), looks) for stand in others]


def _planned(
    book: Book, others: Sequence[Stand], plan: Fen | None, looks: Sequence[date], as_of: date
) -> Sequence[Trail]:
    if not plan:
        return _unpaid(others, as_of, looks)
    return shared(others, as_of, plan, plan_days(book, as_of, MAX_MONTHS), looks)


def _lane(
    name: LaneName, payment: Fen | None, before: Sequence[Money], trails: Sequence[Trail]
) -> Lane:
    as_of = before[0][0]
    every = list(chain.from_iterable(trail.paid for trail in trails))
    days = _cash(before, every)
    low = min(days, key=lambda each: each[1])
    looks = {n: as_of + timedelta(days=n) for n in HORIZONS}
    by_day = dict(days)
    ends = all(trail.ends for trail in trails)
    stages = sorted(
        (stage for trail in trails for stage in trail.stages if stage.day <= looks[HORIZONS[-1]]),
        key=lambda each: (each.day, each.debt),
    )
    return Lane(
        name=name,
        payment=payment,
        low=Low(day=low[0], amount=low[1]),
        owed={n: Fen(sum(trail.owed[day] for trail in trails)) for n, day in looks.items()},
        cash={n: by_day[day] for n, day in looks.items()},
        paid=Fen(sum(amount for _, amount in every)) if ends or name is not LaneName.PLAN else None,
        debt_free=max((day for day, _ in every), default=as_of) if ends else None,
        stages=tuple(stages),
        days=days,
    )


def _cash(before: Sequence[Money], paid: Sequence[Money]) -> tuple[Money, ...]:
    """Return the likely cash of each day with the payments taken off."""
    out = dict.fromkeys((day for day, _ in before), 0)
    for day, amount in paid:
        if day in out:
            out[day] += amount
    gone = accumulate(out.values())
    return tuple((day, Fen(cash - spent)) for (day, cash), spent in zip(before, gone, strict=True))
