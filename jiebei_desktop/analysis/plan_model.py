"""The repayment problem as a mixed-integer program, with the rules of ``domain.strategies``.

Per debt and month: what is paid, what is left, whether anything is left, and where arrears bear a
penalty rate, what is in arrears. Housing and secured debts always get what they require. After
Rios-Solis, Saucedo-Espinosa and Caballero-Robledo, PLOS ONE 12(4), 2017.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from jiebei_desktop.analysis.linear import LinearModel
from jiebei_desktop.domain.strategies import PlanDebt

_IN_A_ROW = 3
"""Instalments missed in a row at which lenders usually call the whole debt due."""


class Setting(Struct, frozen=True, kw_only=True):
    """What kind of plan the model allows."""

    months: int
    may_miss: bool
    """Required payments may be left unpaid and become arrears."""
    guard: bool = False
    """Never miss one debt three months in a row."""
    protect: bool = True
    """Housing and secured debts get what they require even where others may be missed."""
    left_over: Fraction = Fraction(1)
    """Cost of a fen still owed after the last month."""


class _Columns(Struct, frozen=True):
    """Column numbers of one debt by month, month 0 standing for the constants of today."""

    paid: list[int]
    left: list[int]
    alive: list[int]
    late: list[int]
    charges: list[int]
    """What is left of interest that bears none itself."""


class PlanModel:
    """Builds the program; ``paid`` are the columns of payments by debt and month."""

    def __init__(self, debts: Sequence[PlanDebt], budgets: Sequence[int], how: Setting) -> None:
        self.model = LinearModel()
        self.how = how
        self.budgets = [budgets[min(t, len(budgets) - 1)] for t in range(how.months)]
        self.columns = [self._debt(debt) for debt in debts]
        self._budget()
        self._family_last(debts)

    def payments(self, values: Sequence[float]) -> list[list[int]]:
        """Return the payments of a solution rounded to the fen, by month and debt."""
        return [
            [round(values[one.paid[t]]) for one in self.columns] for t in range(self.how.months)
        ]

    def _budget(self) -> None:
        carried: int | None = None
        for t, budget in enumerate(self.budgets):
            weights: dict[int, Fraction | int] = {one.paid[t]: 1 for one in self.columns}
            kept = self.model.money(sum(self.budgets[: t + 1]))
            weights[kept] = 1
            if carried is not None:
                weights[carried] = -1
            self.model.row(weights, high=budget)
            carried = kept

    def _family_last(self, debts: Sequence[PlanDebt]) -> None:
        """State that family is not paid ahead: on its due days, or when nothing else is left."""
        others = [one for debt, one in zip(debts, self.columns, strict=True) if not debt.is_family]
        for debt, family in zip(debts, self.columns, strict=True):
            if not debt.is_family or self.how.may_miss:
                continue
            for t, paid in enumerate(family.paid):
                if debt.dues:
                    on_its_day = _asked(debt, t)
                    if on_its_day is not None:
                        self.model.row({paid: 1}, high=on_its_day)
                    continue
                most = self.model.highs[paid]
                for other in others:
                    self.model.row({paid: 1, other.alive[t]: most}, high=most)

    def _debt(self, debt: PlanDebt) -> _Columns:
        one = _Columns([], [], [], [], [])
        strict = not self.how.may_miss or (self.how.protect and debt.is_guarded)
        ceiling = int(debt.balance)
        for t in range(self.how.months):
            owed = _most(debt, t, ceiling)
            ceiling = 0 if strict and _is_last(debt, t) else owed
            last = t == self.how.months - 1
            one.paid.append(self.model.money(owed, 1))
            one.left.append(self.model.money(ceiling, self.how.left_over if last else 0))
            one.alive.append(self.model.switch(may=bool(ceiling)))
            if debt.charges is None:
                self._balance(debt, one, t)
            else:
                self._simple_balance(debt, one, t)
            self.model.row({one.left[t]: 1, one.alive[t]: -ceiling}, high=0)
            if t:
                self.model.row({one.alive[t]: 1, one.alive[t - 1]: -1}, high=0)
            if strict:
                self._required(debt, one, t, owed)
            else:
                self._arrears(debt, one, t, owed)
        if self.how.guard and not strict:
            self._never_three(one)
        return one

    def _balance(self, debt: PlanDebt, one: _Columns, t: int) -> None:
        """State that what is left is what was left, plus its cost, less what is paid."""
        growth = 1 + month_rate(debt, t)
        weights: dict[int, Fraction | int] = {one.left[t]: 1, one.paid[t]: 1}
        if t == 0:
            start = debt.balance + _first_cost(debt) + debt.monthly_fee
            self.model.row(weights, low=start, high=start)
            return
        weights[one.left[t - 1]] = -growth
        if one.late:
            weights[one.late[t - 1]] = -_extra(debt, t)
        if debt.monthly_fee:
            weights[one.alive[t - 1]] = -debt.monthly_fee
        self.model.row(weights, low=0, high=0)

    def _simple_balance(self, debt: PlanDebt, one: _Columns, t: int) -> None:
        """State the same where unpaid interest bears none: charges are paid before principal."""
        most = self.model.highs[one.paid[t]]
        open_, to_charges = self.model.money(most), self.model.money(most)
        cleared = self.model.switch()
        weights: dict[int, Fraction | int] = {one.left[t]: 1, one.paid[t]: 1}
        charges: dict[int, Fraction | int] = {open_: 1, to_charges: 1}
        start = before = Fraction(0)
        if t:
            rate = month_rate(debt, t)
            weights |= {one.left[t - 1]: -1 - rate, one.charges[t - 1]: rate}
            charges |= {one.left[t - 1]: -rate, one.charges[t - 1]: rate - 1}
            if one.late:
                weights[one.late[t - 1]] = charges[one.late[t - 1]] = -_extra(debt, t)
        else:
            cost = Fraction(_first_cost(debt))
            start, before = debt.balance + cost, (debt.charges or 0) + cost
        self.model.row(weights, low=start, high=start)
        self.model.row(charges, low=before, high=before)
        self.model.row({open_: 1, cleared: most}, high=most)
        self.model.row({one.paid[t]: 1, to_charges: -1, cleared: -most}, high=0)
        self.model.row({to_charges: 1, one.paid[t]: -1}, high=0)
        one.charges.append(open_)

    def _required(self, debt: PlanDebt, one: _Columns, t: int, owed: int) -> None:
        """State that a debt which stays open gets what it requires."""
        for share, fixed in _dues(debt, t):
            due = Fraction(fixed + (debt.arrears if t == 0 else 0))
            weights: dict[int, Fraction | int] = {one.paid[t]: 1}
            if share:
                weights[one.left[t - 1]] = -share
            most = owed if share else due
            weights[one.alive[t]] = -most
            self.model.row(weights, low=due - most)

    def _arrears(self, debt: PlanDebt, one: _Columns, t: int, owed: int) -> None:
        """State that what was required and not paid is in arrears, never more than is left."""
        late = self.model.money(owed)
        one.late.append(late)
        self.model.row({late: 1, one.left[t]: -1}, high=0)
        if _is_last(debt, t):
            self.model.row({late: 1, one.left[t]: -1}, low=0)
            return
        all_late = self.model.switch()
        self.model.row({late: 1, one.left[t]: -1, all_late: -owed}, low=-owed)
        for share, fixed in _dues(debt, t):
            before = owed if t else debt.arrears
            most = before + fixed + int(share * owed) + 1
            weights: dict[int, Fraction | int] = {late: 1, one.paid[t]: 1, all_late: most}
            if t:
                weights[one.late[t - 1]] = -1
                if share:
                    weights[one.left[t - 1]] = -share
            self.model.row(weights, low=fixed + (0 if t else debt.arrears))

    def _never_three(self, one: _Columns) -> None:
        missed = []
        for late in one.late:
            switch = self.model.switch()
            self.model.row({late: 1, switch: -self.model.highs[late]}, high=0)
            missed.append(switch)
        for running in zip(*(missed[t:] for t in range(_IN_A_ROW)), strict=False):
            self.model.row(dict.fromkeys(running, 1), high=_IN_A_ROW - 1)


def month_rate(debt: PlanDebt, t: int) -> Fraction:
    """Return what a fen costs in month ``t``, the first being 0."""
    promo_over = debt.later_rate is not None and t + 1 >= debt.later_from
    rate = debt.later_rate if promo_over and debt.later_rate is not None else debt.rate
    return rate * debt.units_in(t + 1)


def dearest_rate(debt: PlanDebt, t: int) -> Fraction:
    """Return what an overdue fen costs in month ``t``."""
    penalty = (debt.penalty_rate or Fraction(0)) * debt.units_in(t + 1)
    return max(month_rate(debt, t), penalty)


def _first_cost(debt: PlanDebt) -> Fraction | int:
    """Return the interest and penalty of the first month."""
    if debt.first_cost is not None:
        return debt.first_cost
    bearing = debt.balance - (debt.charges or 0)
    return bearing * month_rate(debt, 0) + debt.overdue * _extra(debt, 0)


def _extra(debt: PlanDebt, t: int) -> Fraction:
    """Return what arrears cost a month beyond the ordinary rate."""
    if debt.penalty_rate is None:
        return Fraction(0)
    return debt.penalty_rate * debt.units_in(t + 1) - month_rate(debt, t)


def _most(debt: PlanDebt, t: int, before: int) -> int:
    """Return the most that can be owed in month ``t`` before it is paid."""
    first = [] if t else [debt.balance + _first_cost(debt)]
    return int(max([before * (1 + dearest_rate(debt, t)), *first])) + debt.monthly_fee + 1


def _is_last(debt: PlanDebt, t: int) -> bool:
    """Tell whether the contract asks for all that is left in this month."""
    return bool(debt.dues) and t >= len(debt.dues) - 1


def _asked(debt: PlanDebt, t: int) -> int | None:
    """Return what a contract asks for in a month; None where that is all that is left."""
    if _is_last(debt, t):
        return None
    return debt.dues[t] + (debt.arrears if t == 0 else 0)


def _dues(debt: PlanDebt, t: int) -> list[tuple[Fraction, int]]:
    """Return what is required as (share of the balance before the month, fixed part).

    What is late is required beside it, also where nothing else is. A revolving minimum carries the
    month's fee with its interest. Both post in whole fen: one fen is allowed for it, so the model
    never forbids a plan that the rules permit.
    """
    if debt.dues:
        return [(Fraction(0), int(debt.dues[t]))] if t < len(debt.dues) - 1 else []
    if t == 0 and debt.first_due is not None:
        return [(Fraction(0), int(debt.first_due))]
    fixed = [(Fraction(0), int(debt.minimum))]
    if debt.fraction and t:
        fixed.append((debt.fraction + month_rate(debt, t), debt.monthly_fee - 1))
    elif debt.fraction:
        cost = _first_cost(debt) + debt.monthly_fee
        fixed.append((Fraction(0), int(debt.balance * debt.fraction + cost) - 1))
    return fixed
