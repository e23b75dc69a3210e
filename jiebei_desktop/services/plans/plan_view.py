"""What the plan page shows: the ways of repaying side by side, and what each lender is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiebei_desktop.analysis.afford_value import Affordability, Odds, odds_of
from jiebei_desktop.analysis.optimal import NAME, Bound
from jiebei_desktop.analysis.prospect import Answers
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.planning import negotiable, plan_debts, protected
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.strategies import PlanResult
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.picture import affording
from jiebei_desktop.services.plans.proposals import Proposals, proposals
from jiebei_desktop.services.plans.scenarios import (
    Scenario,
    WhatIf,
    after_lump_sum,
    budgets,
    said_order,
    scenarios,
    with_less_income,
)
from jiebei_desktop.services.plans.ways import Ways, ways_of

YEAR = 12
"""Months that odds look ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInputs:
    """Everything the comparison is computed from, read from the ledger once."""

    as_of: date
    book: Book
    rules: RuleBook
    chosen: Fen | None
    """The monthly amount the user chose, if any."""
    order: tuple[DebtId, ...] = ()
    """Debts the user put into an order of their own; empty where nothing was said."""
    scenarios: tuple[Scenario, ...] = ()
    """What-ifs kept in the ledger."""
    told: Answers | None = None
    """What the household answered while its ledger is short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """The comparison for one monthly amount."""

    as_of: date
    budget: Fen
    """Fen a month for the negotiable debts."""
    is_chosen: bool
    """Whether the user chose the amount; otherwise it is the recommended one."""
    owed: Fen
    """Owed today on the negotiable debts."""
    ways: Ways
    """The ways of repaying, and what is paid beside them."""
    proposals: Proposals
    names: Mapping[DebtId, str]
    order: tuple[DebtId, ...]
    """Debts in the user's own order."""
    means: Affordability
    """What can be kept up under the same what-if."""
    odds: Odds | None
    """Both odds of the amount within a year; None where nothing is known of the household."""
    what_if: WhatIf

    @property
    def plans(self) -> tuple[PlanResult, ...]:
        """The optimum first, then the strategies; none where nothing is owed."""
        if not self.owed:
            return ()
        return tuple(sorted(self.ways.plans, key=lambda plan: plan.name != NAME))

    @property
    def bound(self) -> Bound | None:
        """What no plan can cost less than; None when no plan ends."""
        return self.ways.bound

    @property
    def cheapest(self) -> PlanResult | None:
        """The cheapest plan that repays everything; None when none does."""
        done = [plan for plan in self.plans if plan.months is not None]
        return min(done, key=lambda plan: plan.total_paid, default=None)

    def odds_of(self, plan: PlanResult) -> Odds | None:
        """Return both odds of a plan: of the largest sum it asks for within a year."""
        paid = [sum(row.paid) for row in plan.rows[:YEAR]]
        return odds_of(self.means.curve, Fen(max(paid, default=0)))

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
        chosen=affording.chosen_payment(session),
        told=affording.answers(session),
        order=said_order(session, [debt.id for debt in book.debts]),
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
    means = affording.study(book, facts.as_of, facts.told)
    chosen = facts.chosen if budget is None else budget
    usual = chosen if chosen is not None else _recommended(facts, means, changed)
    amount = Fen(max(0, usual + changed.extra))
    plain = plan_debts(negotiable(book.debts), facts.as_of)
    debts = after_lump_sum(plain, changed.lump_sum)
    kept, monthly = protected(book.debts, facts.as_of), budgets(usual, changed)
    found = ways_of(debts, monthly, facts.as_of, facts.order, kept=kept, exact=exact)
    return PlanView(
        as_of=facts.as_of,
        budget=amount,
        is_chosen=chosen is not None,
        owed=Fen(sum(debt.balance for debt in debts)),
        ways=found,
        proposals=proposals(book, amount, facts.as_of, facts.rules),
        names={debt.id: debt.name for debt in facts.book.debts},
        order=_in_order(facts.order, [debt.id for debt in debts]),
        means=means,
        odds=odds_of(means.curve, amount),
        what_if=changed,
    )


def _in_order(said: Sequence[DebtId], debts: Sequence[DebtId]) -> tuple[DebtId, ...]:
    """Return the debts of a plan in the order said; those not named follow in their own."""
    first = [debt for debt in said if debt in debts]
    return (*first, *(debt for debt in debts if debt not in first))


def _recommended(facts: PlanInputs, means: Affordability, changed: WhatIf) -> Fen:
    """Return the amount recommended as things are; less income does not lower what is tried."""
    found = means
    if changed.income_cut:
        found = affording.study(facts.book, facts.as_of, facts.told)
    return found.offer or ZERO
