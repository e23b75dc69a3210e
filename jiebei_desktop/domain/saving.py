"""Saving up for months the money would not reach: hold cash for them, pay extra with the rest.

A balloon, a school fee or a month without pay breaks a plan that gives every spare fen to the
dearest debt. Here the cash needed later is kept before anything is paid beyond what is required.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.strategies import Order, PlanDebt, PlanResult, replay, simulate

NAME = "reserve"


def spendable(required: Sequence[int], budgets: Sequence[int]) -> tuple[Fen, ...]:
    """Return what may be spent month by month so that later months still reach.

    ``required`` are fen per month, ``budgets`` too, the last repeats. Before month ``t`` is over,
    ``max(0, max over u of the sum of (required - budget) from t + 1 to u)`` is held back. What is
    held bears no interest.
    """
    months = len(required)
    money = _each_month(budgets, months)
    hold = [0] * (months + 1)
    for month in reversed(range(months - 1)):
        hold[month] = max(0, required[month + 1] - money[month + 1] + hold[month + 1])
    kept, found = 0, []
    for month in range(months):
        has = money[month] + kept
        spent = min(has, max(required[month], has - hold[month]))
        kept = has - spent
        found.append(Fen(spent))
    return tuple(found)


def reserve_aware(
    debts: Sequence[PlanDebt], budgets: Sequence[int], *, start: date | None = None
) -> PlanResult | None:
    """Return the dearest-first plan that saves up, or None where nothing has to be held.

    What the contracts require is taken from the plan that pays exactly that; extra payments only
    lower it, so enough is held.
    """
    if not budgets:
        return None
    bare = replay(debts, lambda _month, _owed, required: required, NAME)
    required = [sum(row.paid) for row in bare.rows]
    wanted = spendable(required, budgets)
    if list(wanted) == _each_month(budgets, len(required)):
        return None
    after = budgets[len(wanted) :] or budgets[-1:]
    plan = simulate(debts, [*wanted, *after], Order.AVALANCHE, start=start)
    return replace(plan, name=NAME)


def _each_month(budgets: Sequence[int], months: int) -> list[int]:
    return [budgets[min(month, len(budgets) - 1)] for month in range(months)]
