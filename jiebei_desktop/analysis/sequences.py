"""A tiny household's plans, all of them tried: in every month, every order of who gets the rest.

A solver reckons in fractions and its plan is posted in fen; where only a handful of orders exist
they are all run under the rules of posting, so that not a fen is left to rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import permutations, product

from jiebei_desktop.domain.strategies import PlanDebt, PlanResult, replay

MOST = 6**4
"""So many runs are worth a fen: three debts over four months."""
Given = Callable[[int, Sequence[int], Sequence[int]], Sequence[int]]


def cheapest_sequence(
    debts: Sequence[PlanDebt], monthly: Sequence[int], months: int, start: date | None = None
) -> PlanResult | None:
    """Return the cheapest plan that keeps every contract and gives the rest in some order.

    Args:
        debts: as the strategies see them.
        monthly: fen a month, the last repeats.
        months: how long a plan takes; the orders of the months are chosen apart.
        start: the day before the first month.

    None where there are too many orders to try, one debt comes before or after the others
    whatever it costs (home, pledge, family), or no order keeps every contract.
    """
    orders = list(permutations(range(len(debts))))
    if len(orders) ** months > MOST or any(debt.is_guarded or debt.is_family for debt in debts):
        return None
    plans = (
        replay(debts, _giving(monthly, chosen), "sequence", start=start)
        for chosen in product(orders, repeat=months)
    )
    kept = (
        plan
        for plan in plans
        if plan.feasible and all(sum(row.paid) <= monthly[: row.month][-1] for row in plan.rows)
    )
    return min(kept, key=lambda plan: plan.total_paid, default=None)


def _giving(monthly: Sequence[int], chosen: Sequence[Sequence[int]]) -> Given:
    """Return a rule that pays what is required, and the rest in the order chosen for the month."""

    def give(month: int, owed: Sequence[int], required: Sequence[int]) -> list[int]:
        paid = [min(pair) for pair in zip(owed, required, strict=True)]
        left = max(0, monthly[:month][-1] - sum(paid))
        for place in chosen[:month][-1]:
            more = min(left, owed[place] - paid[place])
            paid[place] += more
            left -= more
        return paid

    return give
