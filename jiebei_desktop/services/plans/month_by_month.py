"""Month by month: what contracts ask for against an amount, and what is paid to whom in order.

Both read the obligations behind the picture; neither reckons a due of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from jiebei_desktop.analysis.course import MonthlyAmount, monthly
from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.planning import negotiable
from jiebei_desktop.domain.standing import stands
from jiebei_desktop.services.picture.plan_pays import PlanWay
from jiebei_desktop.services.plans.proposals import Proposals

YEAR = 12
"""Months looked at."""


class AskedMonth(Struct, frozen=True, kw_only=True):
    """What the negotiable contracts ask for in one month of a plan, all before it paid."""

    month: int
    """1 is the month that begins tomorrow."""
    until: date
    """Its last day."""
    required: Fen
    """With what is late today in the first."""
    short: Fen
    """What the amount lacks of it; 0 where it reaches."""


def asked_by_month(
    debts: Sequence[Debt],
    budget: Fen | MonthlyAmount,
    as_of: date,
    aside: Collection[DebtId] = (),
) -> tuple[AskedMonth, ...]:
    """Return what contracts ask for in the coming twelve months, and what an amount lacks of it.

    Args:
        debts: all of the household; those kept outside the budget are left out.
        budget: fen a month, which may rise.
        as_of: today.
        aside: debts whose claim may be out of time, which are left out.
    """
    known = stands(negotiable(debts, aside), as_of)
    found, since, amount = [], as_of, monthly(budget)
    for month in range(1, YEAR + 1):
        until = add_months(as_of, month)
        dues = (due for stand in known for due in stand.dues)
        first = month == 1
        required: int = sum(
            due.amount for due in dues if due.day <= until and (first or due.day > since)
        )
        if first:
            required += sum(stand.arrears for stand in known)
        found.append(
            AskedMonth(
                month=month,
                until=until,
                required=Fen(required),
                short=Fen(max(0, required - amount.of_month(month - 1))),
            )
        )
        since = until
    return tuple(found)


class Turn(StrEnum):
    """Why a payment comes when it comes."""

    HOME = "home"
    """It guards the home, a livelihood or a pledge: by contract, before all others."""
    ASKED = "asked"
    """The instalment the lender is asked to agree to."""
    CONTRACT = "contract"
    """As the contract says."""
    FAMILY = "family"
    """People who lent: last, and on their own day."""


class Paid(Struct, frozen=True, kw_only=True):
    """One payment of the plan."""

    day: date
    debt: DebtId
    amount: Fen
    turn: Turn


def payments(proposals: Proposals, as_of: date, months: int = YEAR) -> tuple[Paid, ...]:
    """Return the payments of the coming months in the order in which they are made.

    The plan's lane pays the same. On one day what guards the home comes first and what people lent
    comes last; arrears of the former are paid today or in equal parts.
    """
    last = add_months(as_of, months)
    ways = (*proposals.guarded.values(), *proposals.ways.values())
    made = [
        Paid(day=day, debt=way.stand.debt.id, amount=amount, turn=_turn(way))
        for way in ways
        for day, amount in way.all
    ]
    rank = list(Turn)
    inside = (each for each in made if each.amount > 0 and each.day <= last)
    return tuple(sorted(inside, key=lambda each: (each.day, rank.index(each.turn), each.debt)))


def _turn(way: PlanWay) -> Turn:
    if way.guarded:
        return Turn.HOME
    if way.stand.debt.is_family:
        return Turn.FAMILY
    return Turn.ASKED if way.rows else Turn.CONTRACT
