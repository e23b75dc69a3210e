"""The cheapest plan that can be found, and a proof of how far it can be from the best possible.

Where avalanche is provably optimal (constant rates, no fees, nothing in arrears, one budget that
meets every minimum) it is the answer. Elsewhere a mixed-integer program is solved within a time
limit, executed to the fen under the same rules as every other strategy, and kept only if it beats
the best of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from jiebei_desktop.analysis.plan_model import FIRST, PlanModel, Setting
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.saving import reserve_aware
from jiebei_desktop.domain.strategies import Order, PlanDebt, PlanResult, replay, simulate

NAME = "optimal"
_EXTRA_MONTHS = 2
_MILP_CELLS = 240
"""Debts times months up to which the program is solved; beyond, only its bound is."""
_BOUND_CELLS = 1500
_PROTECT = (True, False)
"""First with housing and secured debts paid whatever happens; without, where that cannot be."""
_SWEEP = 200
"""A balance this small (fen) after a planned payment is rounding: it is paid off at once."""
_SPARE = 2
"""Fen a month and debt the program may not plan with."""
_TERMINAL = Fraction(3, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long and how closely the solver searches."""

    seconds: float = 10.0
    gap: float = 0.01
    """Relative gap at which it may stop."""
    guard: bool = False
    """Never leave one debt unpaid three months in a row."""
    solve_anyway: bool = False
    """Run it even where avalanche is proved optimal."""


QUICK = Effort()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """No plan keeping the same rules can cost less than this."""

    total_paid: Fen
    gap: Fen
    """What the plan shown costs beyond the bound: at most this far from the best possible."""
    proof: str
    """theorem (avalanche is optimal here), certificate (exact dual bound) or principal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimal:
    """The best plan found and the bound beside it."""

    plan: PlanResult
    source: str
    """Where the plan came from: theorem, program, or the name of the greedy that was not beaten."""
    bound: Bound | None
    """None when no plan ever ends."""


def optimal(
    debts: Sequence[PlanDebt],
    budgets: int | Sequence[int],
    *,
    start: date | None = None,
    effort: Effort = QUICK,
    rivals: Sequence[PlanResult] = (),
) -> Optimal:
    """Return the cheapest plan found and a rigorous lower bound.

    Args:
        debts: as the strategies see them.
        budgets: fen a month, one number or one per month (the last repeats).
        start: the day before the first month.
        effort: how long and how closely the solver searches.
        rivals: other plans shown beside it, such as the user's own order: never dearer than these.
    """
    monthly = [int(budgets)] if isinstance(budgets, int) else [int(b) for b in budgets]
    greedy = min(_bearable(debts, [best_greedy(debts, monthly, start), *rivals]), key=_rank)
    if greedy.months is None or not debts:
        return Optimal(plan=replace(greedy, name=NAME), source=greedy.name, bound=None)
    proved = avalanche_is_optimal(debts, monthly, greedy)
    plan, source = greedy, "theorem" if proved else greedy.name
    if effort.solve_anyway or not proved:
        solved = _solved(debts, monthly, greedy, effort, start)
        if solved is not None and better(solved, plan):
            plan, source = solved, "program"
    bound = lower_bound(debts, monthly, plan, seconds=effort.seconds)
    if proved:
        # Rounding may favour another plan and disfavour avalanche, half a fen a posting each.
        slack = 2 * _rounding(debts, greedy.months)
        exact = Fen(max(bound.total_paid, plan.total_paid - slack))
        gap_left = Fen(plan.total_paid - exact)
        bound = Bound(total_paid=exact, gap=gap_left, proof="theorem")
    return Optimal(plan=replace(plan, name=NAME), source=source, bound=bound)


def best_greedy(
    debts: Sequence[PlanDebt], monthly: Sequence[int], start: date | None = None
) -> PlanResult:
    """Return the cheapest simple strategy, one that meets every required payment if any does."""
    plans = [
        simulate(debts, monthly, order, start=start)
        for order in (Order.AVALANCHE, Order.SNOWBALL, Order.PRO_RATA)
    ]
    saving = reserve_aware(debts, monthly, start=start)
    if saving is not None:
        plans.append(saving)
    return min(_bearable(debts, plans), key=_rank)


def _bearable(debts: Sequence[PlanDebt], plans: Sequence[PlanResult]) -> list[PlanResult]:
    """Leave out sharing by balance where the money does not reach and a home or pledge is at stake.

    It would save interest at the cost of the home.
    """
    if not any(debt.priority in FIRST for debt in debts):
        return list(plans)
    return [plan for plan in plans if plan.feasible or plan.name != Order.PRO_RATA]


def avalanche_is_optimal(
    debts: Sequence[PlanDebt], monthly: Sequence[int], greedy: PlanResult
) -> bool:
    """Tell whether the conditions hold under which avalanche is provably the cheapest plan."""
    level = all(not debt.dues or debt.dues[-1] <= max(debt.dues[:-1], default=0) for debt in debts)
    plain = all(
        debt.later_rate is None
        and not debt.monthly_fee
        and not debt.arrears
        and not debt.overdue
        and not debt.fraction
        for debt in debts
    )
    return plain and level and len(set(monthly)) == 1 and greedy.feasible


def lower_bound(
    debts: Sequence[PlanDebt], monthly: Sequence[int], plan: PlanResult, *, seconds: float = 10.0
) -> Bound:
    """Return what no plan under the same rules can cost less than, proved in exact arithmetic."""
    months = plan.months or 0
    proof, least = "principal", Fraction(sum(debt.balance for debt in debts))
    slack = _rounding(debts, months)
    for protect in _PROTECT if len(debts) * months <= _BOUND_CELLS else ():
        how = Setting(months=months, may_miss=not plan.feasible, protect=protect)
        certified = PlanModel(debts, monthly, how).model.certified(seconds)
        # A bound above the plan speaks of other plans: housing cannot be, or is not, paid in full.
        if certified is not None and least < certified - slack <= plan.total_paid:
            least, proof = certified - slack, "certificate"
            break
    total = Fen(min(plan.total_paid, -(-least.numerator // least.denominator)))
    return Bound(total_paid=total, gap=Fen(plan.total_paid - total), proof=proof)


def _rounding(debts: Sequence[PlanDebt], months: int) -> int:
    """Return the most that half-up interest can take off a plan's total.

    Half a fen at every posting, grown at the debt's dearest rate to the end of the plan.
    """
    slack = 0.0
    for debt in debts:
        rates = (debt.rate, debt.later_rate or 0, debt.penalty_rate or 0)
        dearest = max(float(rate) for rate in rates)
        slack += 0.5 * (((1 + dearest) ** months - 1) / dearest if dearest else months)
    return int(slack) + 1


def _rank(plan: PlanResult) -> tuple[bool, bool, int]:
    return (plan.months is None, not plan.feasible, plan.total_paid)


def better(one: PlanResult, other: PlanResult) -> bool:
    """Say whether a plan ends, holds, or costs less where the other does not."""
    return _rank(one) < _rank(other)


def _solved(
    debts: Sequence[PlanDebt],
    monthly: list[int],
    greedy: PlanResult,
    effort: Effort,
    start: date | None,
) -> PlanResult | None:
    """Solve the program and execute its plan to the fen; None when nothing was found."""
    months = (greedy.months or 0) + _EXTRA_MONTHS
    if len(debts) * months > _MILP_CELLS:
        return None
    # Interest posts in whole fen: without a little slack a closing payment can be a fen short.
    spare = _SPARE * len(debts)
    less = [max(0, budget - spare) for budget in monthly]
    for protect in _PROTECT:
        how = Setting(
            months=months,
            may_miss=not greedy.feasible,
            guard=effort.guard,
            protect=protect,
            left_over=_TERMINAL,
        )
        program = PlanModel(debts, less, how)
        found = program.model.solve(whole=True, seconds=effort.seconds, gap=effort.gap)
        if found.values is not None:
            return _executed(debts, program.payments(found.values), monthly, greedy, start)
        if greedy.feasible:
            break
    return None


def _executed(
    debts: Sequence[PlanDebt],
    payments: list[list[int]],
    monthly: list[int],
    greedy: PlanResult,
    start: date | None,
) -> PlanResult:
    giver = _executor(debts, payments, monthly, strict=greedy.feasible)
    return replay(debts, giver, NAME, start=start)


def _executor(
    debts: Sequence[PlanDebt], payments: list[list[int]], monthly: list[int], *, strict: bool
) -> Callable[[int, Sequence[int], Sequence[int]], Sequence[int]]:
    """Return a giver of the planned payments that never spends money it does not have."""
    ranking = sorted(range(len(debts)), key=lambda k: (-debts[k].monthly_fee, -debts[k].rate))
    carried = [0]

    def give(month: int, owed: Sequence[int], required: Sequence[int]) -> list[int]:
        money = carried[0] + monthly[min(month, len(monthly)) - 1]
        is_planned = month <= len(payments)
        wanted = payments[month - 1] if is_planned else list(owed)
        first = [
            due if strict or not is_planned or debt.priority in FIRST else 0
            for due, debt in zip(required, debts, strict=True)
        ]
        goals = [first, wanted, [_swept(w, o) for w, o in zip(wanted, owed, strict=True)]]
        paid = [0] * len(owed)
        for goal in goals:
            money -= _pay_up(paid, goal, owed, money, ranking)
        if money <= _SPARE * len(debts) * month:  # only the slack is left: nothing is being saved
            money -= _pay_up(paid, list(owed), owed, money, ranking)
        carried[0] = money
        return paid

    return give


def _pay_up(
    paid: list[int], goal: Sequence[int], owed: Sequence[int], money: int, ranking: Sequence[int]
) -> int:
    """Raise payments towards a goal while money lasts, in place; return what was spent."""
    left = money
    for k in ranking:
        more = min(max(0, min(goal[k], owed[k]) - paid[k]), left)
        paid[k] += more
        left -= more
    return money - left


def _swept(wanted: int, owed: int) -> int:
    return owed if 0 <= owed - wanted <= _SWEEP else wanted
