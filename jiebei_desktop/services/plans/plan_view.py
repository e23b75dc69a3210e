"""What the plan page shows: the ways of repaying side by side, and what each lender is asked.

What is owed, kept and led to comes from the picture; only the plans are worked out here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from jiebei_desktop.analysis.afford_value import Affordability, Odds, odds_of
from jiebei_desktop.analysis.ask import Extra, extras
from jiebei_desktop.analysis.course import MonthlyAmount
from jiebei_desktop.analysis.optimal import NAME, Bound
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.planning import negotiable, plan_debts, protected
from jiebei_desktop.domain.scenarios import Scenario, WhatIf
from jiebei_desktop.domain.strategies import PlanResult
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.picture import (
    Picture,
    at_payment,
    home_of,
    picture_of,
    read,
)
from jiebei_desktop.services.picture.affording import assessed, offered
from jiebei_desktop.services.picture.reading import OfReading
from jiebei_desktop.services.picture.spare import UNKNOWN_INCOME
from jiebei_desktop.services.plans.month_by_month import AskedMonth, Paid, asked_by_month, payments
from jiebei_desktop.services.plans.proposals import Proposals, proposals
from jiebei_desktop.services.plans.scenarios import (
    after_lump_sum,
    budgets,
    said_order,
    scenarios,
)
from jiebei_desktop.services.plans.ways import Ways, ways_of

YEAR = 12
"""Months that odds look ahead."""


class PlanInputs(OfReading, frozen=True, kw_only=True):
    """Everything the comparison is computed from, read from the ledger once."""

    order: tuple[DebtId, ...] = ()
    """Debts the user put into an order of their own; empty where nothing was said."""
    scenarios: tuple[Scenario, ...] = ()
    """What-ifs kept in the ledger."""


class PlanView(Struct, frozen=True, kw_only=True):
    """The comparison for one monthly amount."""

    as_of: date
    seen: Picture
    """The picture with its three lanes at the amount of the field, without any what-if."""
    budget: Fen
    """Fen a month for the negotiable debts."""
    recommended: Fen | None
    """What is recommended as things are; None where nothing can be kept."""
    first_payment: date
    """The day of the plan's first payment."""
    is_chosen: bool
    """Whether the user chose the amount, now or before; otherwise it is the recommended one."""
    owed: Fen
    """Owed today on the negotiable debts, without those that stand aside."""
    ways: Ways
    """The ways of repaying, and what is paid beside them."""
    proposals: Proposals
    extras: tuple[Extra, ...]
    """What else each lender that is asked could grant."""
    asked: tuple[AskedMonth, ...]
    """What the contracts ask for in the coming months, and what the amount lacks of it."""
    payments: tuple[Paid, ...]
    """What is paid to whom in the coming year, in order; protected debts first."""
    names: Mapping[DebtId, str]
    order: tuple[DebtId, ...]
    """Debts in the user's own order."""
    means: Affordability
    """What can be kept up under the same what-if."""
    what_if: WhatIf

    @property
    def shown(self) -> tuple[PlanResult, ...]:
        """The plans that differ: of several that pay the same sums the first stands for all."""
        found = dict[tuple[tuple[int, ...], ...], PlanResult]()
        for plan in self.plans:
            found.setdefault(tuple(row.paid for row in plan.rows), plan)
        return tuple(found.values())

    @property
    def plans(self) -> tuple[PlanResult, ...]:
        """The optimum first, then the strategies; none where nothing is owed."""
        if not self.owed:
            return ()
        return tuple(sorted(self.ways.plans, key=lambda plan: plan.name != NAME))

    @property
    def odds(self) -> Odds | None:
        """Both odds of the amount within a year; None where nothing is known of the household."""
        return odds_of(self.means.curve, self.budget)

    @property
    def odds_seen(self) -> Odds | None:
        """Both odds of what the plan really pays, without any what-if."""
        return self.seen.odds_paid

    @property
    def too_much(self) -> Fen:
        """By how much the user's own amount lies above the ceiling of what can be kept.

        Where nothing is known of income, or only long ago, there is no ceiling to hold it against.
        """
        if not self.is_chosen or self.means.reason in UNKNOWN_INCOME:
            return ZERO
        return Fen(max(0, self.budget - (self.means.ceiling or ZERO)))

    @property
    def agree(self) -> int:
        """How many lenders would have to agree to something."""
        return len(self.proposals.asks.asks)

    @property
    def missing(self) -> Fen:
        """What no concession short of principal closes, a month; 0 where some plan holds."""
        return self.proposals.asks.shortfall

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
        """What the amount lacks in the first month that is short; 0 where some way holds.

        Where contracts alone would fit it, what the longest-lasting way lacks in its first one.
        """
        if self.ways.feasible or not self.owed:
            return ZERO
        asked = next((each.short for each in self.asked if each.short), None)
        if asked is not None:
            return asked
        return max((plan.shortfall for plan in self.plans), default=ZERO)


def inputs(session: Session, as_of: date) -> PlanInputs:
    """Read what the comparison needs."""
    reading = read(session, as_of)
    return PlanInputs(
        reading=reading,
        order=said_order(session, [debt.id for debt in reading.book.debts]),
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
    a sum paid at once, a month without payment. ``exact`` also searches for the optimum.
    """
    changed = what_if or WhatIf()
    known, debts_of = picture_of(facts.reading), facts.book.debts
    chosen = facts.reading.chosen if budget is None else budget
    usual, kept = _usual(known, chosen), protected(debts_of, facts.as_of)
    each = usual.less(-changed.extra)
    shared = plan_debts(negotiable(debts_of, known.aside), facts.as_of)
    debts, monthly = after_lump_sum(shared, changed.lump_sum), budgets(usual, changed)
    found = ways_of(debts, monthly, facts.as_of, facts.order, kept=kept, exact=exact)
    seen = known if chosen is None else at_payment(facts.reading, chosen)
    asks = _asks(facts, each, seen)
    return PlanView(
        as_of=facts.as_of,
        seen=seen,
        budget=Fen(max(0, each.first)),
        recommended=known.afford.offer,
        first_payment=asks.asks.first,
        is_chosen=chosen is not None,
        owed=Fen(sum(debt.balance for debt in debts)),
        ways=found,
        proposals=asks,
        extras=extras(asks.asks, facts.book, (way.stand for way in asks.ways.values())),
        asked=asked_by_month(debts_of, each, facts.as_of, aside=known.aside),
        payments=payments(asks, facts.as_of),
        names={debt.id: debt.name for debt in debts_of},
        order=_in_order(facts.order, [debt.id for debt in debts]),
        means=_means(facts, known, changed.income_cut),
        what_if=changed,
    )


def _usual(known: Picture, chosen: Fen | None) -> MonthlyAmount:
    """Return the amount without any what-if: an own one, or the plan's, in its two terms."""
    if chosen is not None:
        return MonthlyAmount(chosen)
    amount, own = offered(known.afford), known.money("plan.payment")
    if own is None:
        return amount if amount.sure else MonthlyAmount(0)
    return amount._replace(first=own)


def _asks(facts: PlanInputs, amount: MonthlyAmount, seen: Picture) -> Proposals:
    """Return the requests; the picture's own answer serves where it was to the same question."""
    mine = seen if amount.first == seen.money("plan.payment") else None
    if mine is None and not amount.months:
        mine = at_payment(facts.reading, Fen(max(0, amount.first)))
    rules, aside = facts.reading.rules, seen.aside
    return proposals(facts.book, amount, facts.as_of, rules, seen=mine, aside=aside)


def _in_order(said: Sequence[DebtId], debts: Sequence[DebtId]) -> tuple[DebtId, ...]:
    """Return the debts of a plan in the order said; those not named follow in their own."""
    first = [debt for debt in said if debt in debts]
    return (*first, *(debt for debt in debts if debt not in first))


def _means(facts: PlanInputs, known: Picture, percent: int) -> Affordability:
    """Return what can be kept when so many percent of every income are missing."""
    from jiebei_desktop.analysis.stress import with_less_income

    if not percent:
        return known.afford
    poorer = with_less_income(home_of(facts.reading), Decimal(100 - percent) / 100)
    return assessed(poorer, facts.reading.key.seed)
