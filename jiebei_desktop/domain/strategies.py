"""Repayment strategies, simulated month by month in whole fen.

Each month interest posts on all that is owed, then the money is given out: what every debt
requires first, the rest by the strategy. When the money does not reach, triage decides
(docs/method.md) and the result says so; it is an answer, not an error.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import lcm
from operator import add, gt, sub
from typing import NamedTuple

from msgspec import Struct

from jiebei_desktop.domain.debts import DebtId, Priority, minimum_part
from jiebei_desktop.domain.fair_shares import capped_shares
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.plan_debt import PlanDebt

__all__ = [
    "MAX_MONTHS",
    "Order",
    "PlanDebt",
    "PlanResult",
    "PlanRow",
    "Reason",
    "replay",
    "required_first",
    "simulate",
]

MAX_MONTHS = 600
_SCALE = 10**12
_CLASSES = {priority: rank for rank, priority in enumerate(Priority)}


class Order(StrEnum):
    """Where money beyond the required payments goes."""

    AVALANCHE = "avalanche"
    SNOWBALL = "snowball"
    PRO_RATA = "pro_rata"
    CUSTOM = "custom"


class Reason(StrEnum):
    """Why a plan does not hold."""

    BELOW_REQUIRED = "below_required"
    """In some month the money is less than what the contracts require."""
    NEVER_REPAID = "never_repaid"
    """Interest eats the payments: the debts are not gone after fifty years."""


class PlanRow(NamedTuple):
    """One month: every tuple in the order of the debts given."""

    month: int
    balances: tuple[int, ...]
    """Owed at the end of the month."""
    paid: tuple[int, ...]
    interest: tuple[int, ...]


class PlanResult(Struct, frozen=True, kw_only=True):
    """A simulated strategy; ``feasible`` means every required payment was met and all ends."""

    name: str
    feasible: bool
    months: int | None
    """Months until everything is repaid; None when it never is."""
    debt_free: date | None
    total_paid: Fen
    total_interest: Fen
    rows: tuple[PlanRow, ...]
    reason: Reason | None = None
    shortfall: Fen = ZERO
    """What the first month that is short lacks of its required payments, arrears included."""
    short_month: int | None = None
    growing: tuple[DebtId, ...] = ()
    """Debts whose required payment does not even cover the first month's interest."""


class _State:
    """The moving figures of a simulation, one list entry per debt."""

    def __init__(self, debts: Sequence[PlanDebt]) -> None:
        self.debts = debts
        self.count = len(debts)
        self.balance = [int(debt.balance) for debt in debts]
        self.arrears = [int(debt.arrears) for debt in debts]
        self.overdue = [int(debt.overdue) for debt in debts]
        self.scale = lcm(*(rate.denominator for debt in debts for rate in _rates(debt)))
        self.rate = [_scaled(debt.rate, self.scale) for debt in debts]
        self.penalty = [
            _scaled(debt.rate if debt.penalty_rate is None else debt.penalty_rate, self.scale)
            for debt in debts
        ]
        self.minimum = [int(debt.minimum) for debt in debts]
        self.even = not any(debt.dues or debt.fraction for debt in debts)
        """Whether every debt requires the same every month."""
        self.behind = any(self.arrears) or any(self.overdue)
        self.interest: list[int] = []
        self.required: list[int] = []
        self.charges = [int(debt.charges or 0) for debt in debts]
        self.simple = any(debt.charges is not None for debt in debts)
        self.fixed = all(debt.later_rate is None and not debt.monthly_fee for debt in debts)
        self.units = [debt.units_in(1) for debt in debts]

    def accrue(self, month: int) -> int:
        """Post a month's interest and set what each debt requires; return the sum required."""
        twice, half = 2 * self.scale, self.scale
        self.units = [debt.units_in(month) for debt in self.debts]
        if self.fixed and not self.behind and not self.simple and month > 1:  # nearly always
            parts = zip(self.balance, self.rate, self.units, strict=True)
            self.interest = [(2 * owed * rate * time + half) // twice for owed, rate, time in parts]
        else:
            self._change_rates(month)
            self.interest = [self._cost(k, month, twice, half) for k in range(self.count)]
        self.balance = list(map(add, self.balance, self.interest))
        if self.simple:
            self.charges = [
                0 if debt.charges is None else self.charges[k] + self.interest[k]
                for k, debt in enumerate(self.debts)
            ]
        self.required = list(map(min, self._wanted(month), self.balance))
        return sum(self.required)

    def _cost(self, k: int, month: int, twice: int, half: int) -> int:
        """Return a month's interest, penalty and fee of one debt."""
        debt = self.debts[k]
        if not self.balance[k]:
            return 0
        if month == 1 and debt.first_cost is not None:
            return debt.first_cost + debt.monthly_fee
        cost = (self.balance[k] - self.charges[k]) * self.rate[k]
        cost += self.overdue[k] * (self.penalty[k] - self.rate[k])
        return (2 * cost * self.units[k] + half) // twice + debt.monthly_fee

    def _wanted(self, month: int) -> Sequence[int]:
        """Return what the contracts ask for this month, arrears included."""
        if self.even and not self.behind:
            return self.minimum
        asked = (
            _due(debt, month, self.balance[k], self.interest[k]) + self.arrears[k]
            for k, debt in enumerate(self.debts)
        )
        return list(asked)

    def _change_rates(self, month: int) -> None:
        for k, debt in enumerate(self.debts):
            if debt.later_rate is not None and debt.later_from == month:
                self.rate[k] = _scaled(debt.later_rate, self.scale)

    def settle(self, paid: Sequence[int]) -> None:
        """Apply the month's payments; what is required and unpaid is overdue from now on."""
        self.balance = list(map(sub, self.balance, paid))
        if self.simple:  # a payment meets interest before principal
            self.charges = [
                max(0, k - amount) for k, amount in zip(self.charges, paid, strict=True)
            ]
        if self.behind or any(map(gt, self.required, paid)):
            behind = [max(0, due - amount) for due, amount in zip(self.required, paid, strict=True)]
            self.arrears = self.overdue = behind
            self.behind = any(behind)

    def marginal(self, k: int) -> int:
        """Return what a fen paid beyond the required amount saves in a month, scaled."""
        debt = self.debts[k]
        fee = debt.monthly_fee * _SCALE // (self.balance[k] or 1)
        return self.rate[k] * debt.units[-1] * _SCALE // self.scale + fee


def simulate(
    debts: Sequence[PlanDebt],
    budgets: int | Sequence[int],
    order: Order,
    *,
    start: date | None = None,
    custom: Sequence[DebtId] = (),
) -> PlanResult:
    """Pay ``debts`` with ``budgets`` a month until they are gone, at most fifty years.

    ``budgets`` is one amount for every month or one per month (the last one repeats). ``custom``
    names debts first to be paid beyond the required amounts; others follow by marginal rate.
    Family comes last and is never paid ahead of its own due days, unless ``custom`` names it;
    money that waits for such a day is kept.
    ``start`` is the day before the first month; without it ``debt_free`` stays None.
    """
    monthly = [int(budgets)] if isinstance(budgets, int) else [int(amount) for amount in budgets]
    state = _State(debts)
    share_out = _giver(state, order, custom)
    kept = 0

    def given(month: int, required: int) -> Sequence[int]:
        nonlocal kept
        money = kept + (monthly[min(month, len(monthly)) - 1] if monthly else 0)
        paid = share_out(money, required)
        kept = money - sum(paid)
        return paid

    return _run(state, given, order, start)


def required_first(debts: Sequence[PlanDebt]) -> Fen:
    """Return what the contracts ask for in the first month, arrears included."""
    return Fen(_State(debts).accrue(1)) if debts else ZERO


def replay(
    debts: Sequence[PlanDebt],
    given: Callable[[int, Sequence[int], Sequence[int]], Sequence[int]],
    name: str,
    *,
    start: date | None = None,
) -> PlanResult:
    """Run a plan whose payments somebody else chose, under the same rules as ``simulate``.

    ``given(month, owed, required)`` returns what each debt is paid in a month; nothing is taken
    beyond a balance. Required money left unpaid counts as shortfall.
    """
    state = _State(debts)

    def chosen(month: int, _required: int) -> Sequence[int]:
        amounts = given(month, state.balance, state.required)
        return [min(amount, owed) for amount, owed in zip(amounts, state.balance, strict=True)]

    return _run(state, chosen, name, start)


def _run(
    state: _State, given: Callable[[int, int], Sequence[int]], name: str, start: date | None
) -> PlanResult:
    rows: list[PlanRow] = []
    lacking, short_month, growing = 0, None, list[DebtId]()
    while any(state.balance) and len(rows) < MAX_MONTHS:
        month = len(rows) + 1
        required = state.accrue(month)
        growing = growing if rows else _growing(state)
        paid = given(month, required)
        state.settle(paid)
        if state.behind and not lacking:
            lacking, short_month = sum(state.arrears), month
        rows.append(PlanRow(month, tuple(state.balance), tuple(paid), tuple(state.interest)))
    return _result(state, name, rows, _Trouble(lacking, short_month, growing), start)


class _Trouble(NamedTuple):
    lacking: int
    short_month: int | None
    growing: list[DebtId]


def _result(
    state: _State,
    name: str,
    rows: list[PlanRow],
    trouble: _Trouble,
    start: date | None,
) -> PlanResult:
    gone = not any(state.balance)
    interest = sum(sum(row.interest) for row in rows)
    borrowed = sum(debt.balance for debt in state.debts)
    reason = None
    if not gone:
        reason = Reason.NEVER_REPAID
    elif trouble.lacking > 0:
        reason = Reason.BELOW_REQUIRED
    return PlanResult(
        name=str(name),
        feasible=reason is None,
        months=len(rows) if gone else None,
        debt_free=add_months(start, len(rows)) if gone and start else None,
        total_paid=Fen(borrowed + interest - sum(state.balance)),
        total_interest=Fen(interest),
        rows=tuple(rows),
        reason=reason,
        shortfall=Fen(trouble.lacking),
        short_month=trouble.short_month,
        growing=tuple(trouble.growing),
    )


def _giver(
    state: _State, order: Order, custom: Sequence[DebtId]
) -> Callable[[int, int], list[int]]:
    """Return the function that gives out a month's money."""
    named = {debt: place for place, debt in enumerate(custom)} if order is Order.CUSTOM else {}
    prepaid = [k for k in range(state.count) if _is_prepaid(state.debts[k], named)]
    if order is Order.PRO_RATA:
        return lambda money, required: _pro_rata(state, money, required, prepaid)
    if order is Order.SNOWBALL:
        ranking = sorted(prepaid, key=lambda k: (_is_family(state, k), state.debts[k].balance, k))
        return lambda money, required: _ranked(state, money, required, ranking)

    def rank() -> list[int]:
        return sorted(
            prepaid,
            key=lambda k: (
                named.get(state.debts[k].id, len(named) + _is_family(state, k)),
                -state.marginal(k),
                k,
            ),
        )

    fixed = rank() if state.fixed else None
    return lambda money, required: _ranked(state, money, required, fixed or rank())


def _is_family(state: _State, k: int) -> bool:
    return state.debts[k].is_family


def _is_prepaid(debt: PlanDebt, named: Container[DebtId]) -> bool:
    """Return whether money beyond what is required may go to a debt: never before a family's day.

    A family debt without due days is paid when nothing else is left.
    """
    return not debt.is_family or not debt.dues or debt.id in named


def _ranked(state: _State, money: int, required: int, ranking: Sequence[int]) -> list[int]:
    if money < required:
        return _triage(state, money)
    paid = state.required.copy()
    left = money - required
    for k in ranking:
        if left <= 0:
            break
        extra = min(left, state.balance[k] - paid[k])
        paid[k] += extra
        left -= extra
    return paid


def _triage(state: _State, money: int) -> list[int]:
    """Give too little money out: by class, then where a small payment cures a debt whole.

    Source of the order: housing and livelihood before secured before unsecured before family;
    inside a class the smallest required amount first, equal ones by what they cost.
    """
    paid, left = [0] * state.count, money
    for k in sorted(
        range(state.count),
        key=lambda k: (_CLASSES[state.debts[k].priority], state.required[k], -state.penalty[k]),
    ):
        paid[k] = min(left, state.required[k])
        left -= paid[k]
    return paid


def _pro_rata(state: _State, money: int, required: int, prepaid: Sequence[int]) -> list[int]:
    """Pay what is required and share the rest by balance; share all by balance if too little."""
    if money < required:
        return capped_shares(money, state.balance, state.balance)
    paid = state.required
    room = [0] * state.count
    for k in prepaid:
        room[k] = state.balance[k] - paid[k]
    others = [0 if _is_family(state, k) else room[k] for k in range(state.count)]
    room = others if any(others) else room
    extra = capped_shares(min(money - required, sum(room)), state.balance, room)
    return [part + more for part, more in zip(paid, extra, strict=True)]


def _due(debt: PlanDebt, month: int, balance: int, interest: int) -> int:
    if debt.dues:
        return debt.dues[month - 1] if month < len(debt.dues) else balance
    if month == 1 and debt.first_due is not None:
        return debt.first_due
    if debt.fraction:
        return max(debt.minimum, minimum_part(balance - interest, debt.fraction) + interest)
    return debt.minimum


def _growing(state: _State) -> list[DebtId]:
    return [
        debt.id
        for debt, required, interest in zip(
            state.debts, state.required, state.interest, strict=True
        )
        if 0 < required < interest
    ]


def _rates(debt: PlanDebt) -> list[Fraction]:
    return [rate for rate in (debt.rate, debt.penalty_rate, debt.later_rate) if rate is not None]


def _scaled(rate: Fraction, scale: int) -> int:
    return rate.numerator * (scale // rate.denominator)
