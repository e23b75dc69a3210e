"""The ways of repaying within one monthly budget, side by side, with what they are held against.

The budget is for negotiable debts; those for home, work or with a pledge are paid by contract
outside it. Command and window show the same answer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.optimal import NAME, Bound, better, optimal
from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.planning import Protected, negotiable, plan_debts, protected
from jiebei_desktop.domain.saving import reserve_aware
from jiebei_desktop.domain.strategies import Order, PlanDebt, PlanResult, required_first, simulate


class Ways(Struct, frozen=True, kw_only=True):
    """Every way of repaying the negotiable debts, and what is paid beside them."""

    plans: tuple[PlanResult, ...]
    """The simple ways, saving up where only that holds, the optimum last when searched for."""
    bound: Bound | None
    """None when no way ever ends."""
    protected: tuple[Protected, ...]
    required_first: Fen
    """What negotiable contracts ask for in the first month, arrears included."""
    short_first: Fen
    """What the budget lacks of that; 0 when it reaches."""

    @property
    def feasible(self) -> bool:
        """Whether any way meets every required payment."""
        return any(plan.feasible for plan in self.plans)


def ways(
    debts: Sequence[Debt],
    budget: Fen,
    as_of: date,
    own: Sequence[DebtId] = (),
    aside: Collection[DebtId] = (),
) -> Ways:
    """Put every way side by side for debts and an amount a month.

    Args:
        debts: all of the household.
        budget: fen a month for the negotiable ones.
        as_of: today.
        own: debts the user put into an order; only these may be family paid ahead of its day.
        aside: debts whose claim may be out of time, which get nothing.
    """
    plan = plan_debts(negotiable(debts, aside), as_of)
    return ways_of(plan, budget, as_of, own, kept=protected(debts, as_of))


def ways_of(
    debts: Sequence[PlanDebt],
    monthly: Fen | tuple[Fen, ...],
    start: date,
    own: Sequence[DebtId] = (),
    *,
    kept: tuple[Protected, ...] = (),
    exact: bool = True,
) -> Ways:
    """Put every way side by side for debts as a plan sees them.

    ``exact`` also searches for the optimum and its proof, which can take a second or two.
    """
    plans = tuple(simulate(debts, monthly, order, start=start, custom=own) for order in Order)
    amounts = (monthly,) if isinstance(monthly, int) else monthly
    saving = reserve_aware(debts, amounts, start=start)
    if saving is not None and all(better(saving, plan) for plan in plans):
        plans = (*plans, saving)
    bound = None
    if exact:
        best = optimal(debts, monthly, start=start, rivals=plans)
        plans, bound = (*plans, replace(best.plan, name=NAME)), best.bound
    required = required_first(debts)
    return Ways(
        plans=plans,
        bound=bound,
        protected=kept,
        required_first=required,
        short_first=Fen(max(0, required - (amounts[0] if amounts else 0))),
    )
