"""What the plan page shows: the ways of repaying side by side, and what each lender is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jiebei_desktop.analysis.affordability import Affordability, affordable
from jiebei_desktop.analysis.optimal import Bound, better, optimal
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.planning import plan_debts
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.saving import reserve_aware
from jiebei_desktop.domain.strategies import Order, PlanDebt, PlanResult, simulate
from jiebei_desktop.services.cashflow_view import chosen_payment
from jiebei_desktop.services.proposals import Proposals, proposals
from jiebei_desktop.services.scenarios import (
    Scenario,
    WhatIf,
    after_lump_sum,
    budgets,
    odds_at,
    own_order,
    scenarios,
    with_less_income,
)
from jiebei_desktop.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInputs:
    """Everything the comparison is computed from, read from the ledger once."""

    as_of: date
    book: Book
    rules: RuleBook
    chosen: Fen | None
    """The monthly amount the user chose, if any."""
    order: tuple[DebtId, ...] = ()
    """Debts in the user's own order."""
    scenarios: tuple[Scenario, ...] = ()
    """What-ifs kept in the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """The comparison for one monthly amount."""

    as_of: date
    budget: Fen
    """Fen a month for all debts."""
    is_chosen: bool
    """Whether the user chose the amount; otherwise it is the recommended one."""
    owed: Fen
    """Owed today, all debts."""
    plans: tuple[PlanResult, ...]
    """The optimum first, then the strategies."""
    bound: Bound | None
    proposals: Proposals
    names: Mapping[DebtId, str]
    order: tuple[DebtId, ...]
    """Debts in the user's own order."""
    means: Affordability
    """What can be kept up under the same what-if."""
    odds: Decimal | None
    """Share of futures in which the amount is kept up for a year."""
    what_if: WhatIf

    @property
    def cheapest(self) -> PlanResult | None:
        """The cheapest plan that repays everything; None when none does."""
        done = [plan for plan in self.plans if plan.months is not None]
        return min(done, key=lambda plan: plan.total_paid, default=None)

    @property
    def shortfall(self) -> Fen:
        """Most that the first short month of a plan lacks of what contracts ask, with arrears."""
        return max((plan.shortfall for plan in self.plans), default=ZERO)


def inputs(session: Session, as_of: date) -> PlanInputs:
    """Read what the comparison needs."""
    book = session.book()
    return PlanInputs(
        as_of=as_of,
        book=book,
        rules=session.rules,
        chosen=chosen_payment(session),
        order=own_order(session, [debt.id for debt in book.debts]),
        scenarios=scenarios(session),
    )


def compare(
    facts: PlanInputs,
    budget: Fen | None = None,
    what_if: WhatIf | None = None,
    *,
    exact: bool = True,
) -> PlanView:
    """Put the ways of repaying side by side for an amount, else the chosen or recommended one.

    With a what-if everything is as it would be then: income and what can be kept up, the amount,
    a sum paid at once, a month without payment. What is asked of lenders follows. ``exact`` also
    searches for the optimum and its proof, which takes a second or two.
    """
    changed = what_if or WhatIf()
    book = with_less_income(facts.book, changed.income_cut)
    means = affordable(book, facts.as_of)
    chosen = facts.chosen if budget is None else budget
    usual = chosen if chosen is not None else _recommended(facts, means, changed)
    amount = Fen(max(0, usual + changed.extra))
    debts = after_lump_sum(plan_debts(book.debts, facts.as_of), changed.lump_sum)
    own = facts.order or tuple(debt.id for debt in debts)
    plans, bound = _plans(debts, budgets(usual, changed), own, facts.as_of, exact=exact)
    return PlanView(
        as_of=facts.as_of,
        budget=amount,
        is_chosen=chosen is not None,
        owed=Fen(sum(debt.balance for debt in debts)),
        plans=plans,
        bound=bound,
        proposals=proposals(book, amount, facts.as_of, facts.rules),
        names={debt.id: debt.name for debt in facts.book.debts},
        order=tuple(debt for debt in own if debt in {one.id for one in debts}),
        means=means,
        odds=odds_at(means.curve, amount),
        what_if=changed,
    )


def _plans(
    debts: Sequence[PlanDebt],
    monthly: Fen | tuple[Fen, ...],
    own: Sequence[DebtId],
    start: date,
    *,
    exact: bool,
) -> tuple[tuple[PlanResult, ...], Bound | None]:
    """Return every way of repaying, the optimum first when it is searched for, and its proof."""
    if not debts:
        return (), None
    greedy = tuple(simulate(debts, monthly, order, start=start, custom=own) for order in Order)
    amounts = (monthly,) if isinstance(monthly, int) else monthly
    saving = reserve_aware(debts, amounts, start=start)
    if saving is not None and all(better(saving, plan) for plan in greedy):
        greedy = (*greedy, saving)
    if not exact:
        return greedy, None
    best = optimal(debts, monthly, start=start, rivals=greedy)
    return (replace(best.plan, name="optimal"), *greedy), best.bound


def _recommended(facts: PlanInputs, means: Affordability, changed: WhatIf) -> Fen:
    """Return the amount recommended as things are; less income does not lower what is tried."""
    found = affordable(facts.book, facts.as_of) if changed.income_cut else means
    return found.recommended if found.recommended is not None else ZERO
