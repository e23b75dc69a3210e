"""The cheapest plan that can be found, and a proof of how far it can be from the best possible.

Where avalanche is provably optimal (constant rates, no fees, nothing in arrears, one budget that
meets every minimum) it is the answer. Elsewhere a mixed-integer program is solved within a time
limit, executed to the fen under the same rules as every other strategy, and kept only if it beats
the best of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.plan_model import PlanModel, Setting, dearest_rate, month_rate
from jiebei_desktop.analysis.sequences import cheapest_sequence
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.saving import reserve_aware
from jiebei_desktop.domain.strategies import (
    Order,
    PlanDebt,
    PlanResult,
    replay,
    required_first,
    simulate,
)

NAME = "optimal"
_EXTRA_MONTHS = 2
_SMALL_CELLS = 144
"""Debts times months up to which the search goes on until nothing better is possible."""
_NEAR = 0.001
"""Relative gap at which the search for a larger household may stop."""
_ROUGH = 0.01
"""The same where no way meets the contracts: such a plan is an estimate, not a choice."""
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


class Effort(Struct, frozen=True, kw_only=True):
    """How long and how closely the solver searches."""

    seconds: float = 10.0
    gap: float | None = None
    """Relative gap at which it may stop; None closes it for a small household, else ``_NEAR``."""
    guard: bool = False
    """Never leave one debt unpaid three months in a row."""
    solve_anyway: bool = False
    """Run it even where avalanche is proved optimal."""


QUICK = Effort()


class Bound(Struct, frozen=True, kw_only=True):
    """No plan keeping the same rules can cost less than this."""

    total_paid: Fen
    gap: Fen
    """What the plan shown costs beyond the bound: at most this far from the best possible.

    What the rounding of interest can explain, half a fen a posting, is no distance.
    """
    proof: str
    """theorem (avalanche is optimal here), program (solved to its end), certificate (exact dual
    bound) or principal."""


class Optimal(Struct, frozen=True, kw_only=True):
    """The best plan found and the bound beside it."""

    plan: PlanResult
    source: str
    """Where the plan came from: theorem, program, sequence, or the greedy that was not beaten."""
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
    if not greedy.feasible:
        greedy = holding_plan(debts, monthly, start, effort) or greedy
    if greedy.months is None or not debts:
        return Optimal(plan=replace(greedy, name=NAME), source=greedy.name, bound=None)
    proved = avalanche_is_optimal(debts, monthly, greedy)
    plan, source = greedy, "theorem" if proved else greedy.name
    least: Fraction | None = None
    if effort.solve_anyway or not proved:
        solved, least = _solved(debts, monthly, greedy, effort, start)
        if solved is not None and better(solved, plan):
            plan, source = solved, "program"
    tried = cheapest_sequence(debts, monthly, plan.months or 0, start) if plan.feasible else None
    if tried is not None and better(tried, plan):
        plan, source = tried, "sequence"
    if proved:
        bound = _bound(debts, plan, Fraction(plan.total_paid), "theorem")
    else:
        bound = lower_bound(debts, monthly, plan, seconds=effort.seconds, solved=least)
    return Optimal(plan=replace(plan, name=NAME), source=source, bound=bound)


def holding_plan(
    debts: Sequence[PlanDebt],
    budgets: int | Sequence[int],
    start: date | None = None,
    effort: Effort = QUICK,
) -> PlanResult | None:
    """Return a plan that meets every required payment, None where there is none.

    The cheapest simple one where one holds; else the program decides, money saved up included.
    """
    monthly = [int(budgets)] if isinstance(budgets, int) else [int(b) for b in budgets]
    if not debts or not monthly or required_first(debts) > monthly[0]:
        return None
    greedy = best_greedy(debts, monthly, start)
    months = (greedy.months or 0) + _EXTRA_MONTHS
    if greedy.feasible:
        return greedy
    if greedy.months is None or len(debts) * months > _MILP_CELLS:
        return None
    how = Setting(months=months, may_miss=False, left_over=_TERMINAL)
    if PlanModel(debts, monthly, how).model.certified(effort.seconds) is None:
        return None
    found, _ = _searched(debts, monthly, replace(greedy, feasible=True), how, effort, start)
    return found if found is not None and found.feasible else None


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
    if not any(debt.is_guarded for debt in debts):
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
        and (debt.charges is None or not debt.rate)
        for debt in debts
    )
    ranked = plain and _keep_their_rank(debts, greedy.months or 0)
    return ranked and level and len(set(monthly)) == 1 and greedy.feasible


def _keep_their_rank(debts: Sequence[PlanDebt], months: int) -> bool:
    """Tell whether the dearer of two debts is the dearer one in every month to come.

    Contracts count days between their own due days, so a month can be longer for one than for
    another.
    """
    order = sorted(debts, key=lambda debt: debt.rate * debt.units[-1], reverse=True)
    return all(
        month_rate(dear, t) >= month_rate(cheap, t)
        for dear, cheap in pairwise(order)
        for t in range(1, months)
    )


def lower_bound(
    debts: Sequence[PlanDebt],
    monthly: Sequence[int],
    plan: PlanResult,
    *,
    seconds: float = 10.0,
    solved: Fraction | None = None,
) -> Bound:
    """Return what no plan under the same rules can cost less than, proved in exact arithmetic.

    ``solved`` is the least cost of the program where it was solved to its end: no certificate is
    needed then.
    """
    months = plan.months or 0
    if solved is not None:
        return _bound(debts, plan, solved, "program")
    proof, least = "principal", Fraction(sum(debt.balance for debt in debts))
    for protect in _PROTECT if len(debts) * months <= _BOUND_CELLS else ():
        how = Setting(months=months, may_miss=not plan.feasible, protect=protect)
        certified = PlanModel(debts, monthly, how).model.certified(seconds)
        # A bound above the plan speaks of other plans: housing cannot be, or is not, paid in full.
        slack = _rounding(debts, months)
        if certified is not None and least < certified - slack <= plan.total_paid:
            least, proof = certified, "certificate"
            break
    return _bound(debts, plan, least, proof)


def _bound(debts: Sequence[PlanDebt], plan: PlanResult, least: Fraction, proof: str) -> Bound:
    """Return the bound of a least cost reckoned without rounding.

    Rounding may favour another plan and disfavour this one, half a fen at every posting each.
    """
    slack = _rounding(debts, plan.months or 0)
    floor = Fraction(sum(debt.balance for debt in debts))
    exact = max(floor, least - slack)
    total = Fen(min(plan.total_paid, -(-exact.numerator // exact.denominator)))
    distance = plan.total_paid - total
    return Bound(total_paid=total, gap=Fen(distance if distance > 2 * slack else 0), proof=proof)


def _rounding(debts: Sequence[PlanDebt], months: int) -> int:
    """Return the most that half-up interest can take off a plan's total.

    Half a fen at every posting, grown at the debt's dearest rate to the end of the plan.
    """
    slack = 0.0
    for debt in debts:
        dearest = max(float(dearest_rate(debt, t)) for t in range(1, max(2, months)))
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
) -> tuple[PlanResult | None, Fraction | None]:
    """Solve the program and execute its plan to the fen; also its least cost where that is known.

    Interest posts in whole fen: where a closing payment turns out a fen short, the program is
    solved once more with a few fen a month to spare.
    """
    months = (greedy.months or 0) + _EXTRA_MONTHS
    if len(debts) * months > _MILP_CELLS:
        return None, None
    gap = effort.gap
    if gap is None:
        small = greedy.feasible and len(debts) * months <= _SMALL_CELLS
        gap = 0.0 if small else _NEAR if greedy.feasible else _ROUGH
    for protect in _PROTECT[: 1 if greedy.feasible else 2]:
        how = Setting(
            months=months,
            may_miss=not greedy.feasible,
            guard=effort.guard,
            protect=protect,
            left_over=_TERMINAL,
        )
        best, least = _searched(debts, monthly, greedy, how, replace(effort, gap=gap), start)
        if best is not None:
            return best, least
    return None, None


def _searched(
    debts: Sequence[PlanDebt],
    monthly: list[int],
    greedy: PlanResult,
    how: Setting,
    effort: Effort,
    start: date | None,
) -> tuple[PlanResult | None, Fraction | None]:
    best, least = None, None
    for spare in (0, _SPARE * len(debts)):
        # The first month posts no fen of its own, and often has none beyond what is required.
        later = (max(0, budget - spare) for budget in monthly[1:] or monthly)
        program = PlanModel(debts, [monthly[0], *later], how)
        found = program.model.solve(seconds=effort.seconds, gap=effort.gap or 0.0)
        if found.values is None:
            break
        if found.is_optimal and not spare:
            least = Fraction(found.bound)
        plan = _executed(debts, program.payments(found.values), monthly, greedy, start)
        best = plan if best is None or better(plan, best) else best
        holds = best.feasible or not greedy.feasible  # a fen short is no plan, however cheap
        if holds and least is not None and best.total_paid <= least + _rounding(debts, how.months):
            break
    return best, least


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
        wanted = payments[month - 1] if is_planned else _open_to_prepayment(debts, owed, required)
        first = [
            due if strict or not is_planned or debt.is_guarded else 0
            for due, debt in zip(required, debts, strict=True)
        ]
        goals = [first, wanted, [_swept(w, o) for w, o in zip(wanted, owed, strict=True)]]
        paid = [0] * len(owed)
        for goal in goals:
            money -= _pay_up(paid, goal, owed, money, ranking)
        if money <= _SPARE * len(debts) * month:  # only the slack is left: nothing is being saved
            goal = _open_to_prepayment(debts, owed, required)
            money -= _pay_up(paid, goal, owed, money, ranking)
        carried[0] = money
        return paid

    return give


def _open_to_prepayment(
    debts: Sequence[PlanDebt], owed: Sequence[int], required: Sequence[int]
) -> list[int]:
    """Return how far each debt may be paid: family with due days only what is due."""
    return [
        due if debt.is_family and debt.dues else left
        for debt, left, due in zip(debts, owed, required, strict=True)
    ]


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
    return owed if owed - wanted <= _SWEEP else wanted
