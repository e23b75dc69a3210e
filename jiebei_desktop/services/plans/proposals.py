"""What each creditor is asked for within one monthly amount, with the instalments it means.

The one owner of that question: the plan page, `ask`, the request, the letters and the call read
these values (docs/decisions/0018-one-request.md).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from jiebei_desktop.analysis.ask import Asks, Treated, ask
from jiebei_desktop.analysis.asked import REVIEW_MONTHS, dated_rows, in_tens
from jiebei_desktop.analysis.carried import Money
from jiebei_desktop.analysis.claim import Claim, LeverKind
from jiebei_desktop.analysis.concession import Concession, concessions
from jiebei_desktop.analysis.course import MonthlyAmount, Steps, monthly
from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.fair_shares import By, CreditorShare, shares_of
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.standing import Instalment, Owed, stands
from jiebei_desktop.services.picture.guarded import guarded_ways
from jiebei_desktop.services.picture.plan_pays import (
    NOTHING_TOLD,
    PlanWay,
    aside_ways,
    plan_ways,
)
from jiebei_desktop.services.plans.before_after import Before, before
from jiebei_desktop.services.reference.lenders import lenders_of

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.services.picture import Picture

_OTHERS = 2
"""Further steps of the ladder that are told at the most."""


class Plan(Struct, frozen=True, kw_only=True):
    """One creditor's plan: what it repays, on which terms, instalment by instalment."""

    debt: DebtId
    asked_on: date
    principal: Fen
    """What the plan repays with interest: owed principal less what is asked to be waived."""
    charges: Fen
    """Interest, penalty and fees due so far that it repays beside, without interest."""
    annual_rate: Decimal
    months: int
    payment: Fen
    """Of the first months; ``rises_to`` where money freed elsewhere raises it later."""
    rises_to: Fen | None
    first_due: date
    last_due: date
    frozen: bool
    """No further interest or penalty is asked for."""
    waived: tuple[tuple[str, Fen], ...]
    """(above the line, withheld, penalty, fees, interest or principal; amount) to be let go."""
    lump_sum: Fen
    """Paid at once, from what is sold."""
    total_paid: Fen
    total_interest: Fen
    rows: tuple[Instalment, ...]
    """``fee`` holds the part of the charges."""
    concession: Concession
    """The levers behind it, from the mildest on."""
    parts: Parts
    """What it starts from: owed once what is paid before is paid, before anything is let go."""

    @property
    def steps(self) -> Steps:
        """(months, fen a month) of the instalments, without months of waiting."""
        return tuple(step for step in self.concession.steps if step[1])

    @property
    def let_go(self) -> dict[str, Fen]:
        """What is asked to be let go of each part: above the line the penalty goes first."""
        found = {name: fen for name, fen in self.waived if name not in _BEYOND}
        above, withheld = self.above, self.withheld
        for name, fen in (("penalty", self.parts.penalty), ("fees", self.parts.fees),
                          ("interest", self.parts.interest)):  # fmt: skip
            taken = min(above, fen - found.get(name, ZERO))
            above = Fen(above - taken)
            found[name] = Fen(found.get(name, ZERO) + taken)
        found["principal"] = Fen(found.get("principal", ZERO) + withheld)
        return {name: fen for name, fen in found.items() if fen}

    @property
    def above(self) -> Fen:
        """Charges above the line that are asked to be dropped."""
        return dict(self.waived).get("above", ZERO)

    @property
    def withheld(self) -> Fen:
        """Principal that was never paid out, and is not repaid."""
        return dict(self.waived).get("withheld", ZERO)

    @property
    def capitalised(self) -> Fen:
        """Charges that became principal because the lender demands it; 0 otherwise."""
        return Fen(max(0, self.principal - self.parts.principal))

    @property
    def cuts_principal(self) -> bool:
        """Whether a part of the principal is asked to be let go."""
        return any(name == "principal" for name, _ in self.waived)


class KeptTerms(Struct, frozen=True, kw_only=True):
    """How a contract or an agreement is kept within the amount: what is late first, then dues."""

    late: Fen
    """Made good one time."""
    late_on: date | None
    """The day of that; None where nothing is late."""
    put_off: date | None = None
    """When what is late then falls due, its money coming later; None where it is late today."""
    due: date
    """When the next payment comes, or the only one."""
    amount: Fen
    last: bool
    """Nothing is owed after it."""


class Offered(Struct, frozen=True, kw_only=True):
    """One creditor's place in the whole: its fair share, and what it gets each month."""

    debt: DebtId
    fair: Fen
    """Its part of the monthly amount in proportion to what is owed; relatives get the rest."""
    share: Fraction
    monthly: Fen
    """What it gets each month: at first under its plan, or what its contract asks for."""
    basis: str
    """plan, contract or none."""
    plan: Plan | None
    concession: Concession | None
    """What it is asked to agree to; None where its contract is kept."""
    before: Before
    """The contract as it stands."""
    stand: Owed
    once: Fen = ZERO
    """What it gets beside that one time in the first month: see ``PlanWay``."""
    kept: KeptTerms | None = None
    """How its contract is kept; None where something is asked, or nothing is required yet."""
    whole: bool = False
    """It is paid whole with the first payment, and asked for nothing."""
    next: Money | None = None
    """The day of its next payment and what it gets then; None where none comes."""
    before_plan: tuple[Money, ...] = ()
    """What falls due before the plan and the week's money pays, beside the rest."""
    before_parts: Parts = field(default_factory=Parts)
    """The parts of the debt it pays, where instalments repay the rest."""
    runs_before: Parts = field(default_factory=Parts)
    """What runs on by the contract until the last of it."""
    given: Fen = ZERO
    """What idle cash pays of it today, in the first of ``before_plan``."""
    alternatives: tuple[Plan, ...] = ()
    """The next steps of the ladder at the same payment, if it refuses the first."""

    @property
    def hold_months(self) -> int:
        """How long nothing is paid in a pause; else until when figures are looked at anew."""
        if self.concession is None or self.concession.total_paid:
            return REVIEW_MONTHS
        return self.concession.months or REVIEW_MONTHS

    @property
    def begins(self) -> date | None:
        """The day of the first of ``monthly``; None where nothing is paid."""
        if self.plan is not None:
            return self.plan.rows[0].due
        if not self.monthly:
            return None
        on, _ = self.next or (None, ZERO)
        return on if self.kept is None else self.kept.due

    @property
    def first_month(self) -> Fen:
        """All it gets in the first month."""
        return Fen(self.monthly + self.once)


class Proposals(Struct, frozen=True, kw_only=True):
    """All creditors under one monthly amount."""

    budget: Fen
    asks: Asks
    ways: Mapping[DebtId, PlanWay]
    """What each creditor is paid on which days, to the end."""
    guarded: Mapping[DebtId, PlanWay]
    """What debts for home, work or with a pledge are paid outside the amount."""
    offers: tuple[Offered, ...]

    @property
    def lenders(self) -> int:
        """How many creditors the amount is shared by: relatives come after them."""
        last = {debt for debt, how in self.asks.treated if how is Treated.FAMILY}
        shared = {one.debt for one in self.offers} - last
        return len(lenders_of(way.stand.debt for debt, way in self.ways.items() if debt in shared))

    def of(self, debt: DebtId) -> Offered | None:
        """Return one creditor's offer."""
        return next((one for one in self.offers if one.debt == debt), None)


def proposals(
    book: Book,
    budget: Fen | MonthlyAmount,
    as_of: date,
    rules: RuleBook,
    *,
    seen: Picture | None = None,
    aside: Collection[DebtId] = (),
) -> Proposals:
    """Say what each creditor gets of a monthly amount and what it is asked for.

    Args:
        book: the ledger's values.
        budget: fen a month for all debts that can be negotiated, which may rise.
        as_of: today.
        rules: the longest terms by kind of lender, the lines of what may be charged.
        seen: the picture of these very values, where it is known: it has asked already. Without
            it the week is not known, and every due is paid on its day.
        aside: without a picture, the debts whose claim may be out of time.
    """
    if seen is None or seen.asks is None:
        every = stands(book.debts, as_of)
        counted = [stand for stand in every if stand.debt.id not in aside]
        asking = replace(book, debts=tuple(stand.debt for stand in counted))
        found = ask(asking, budget, as_of, rules)
        ways = {**plan_ways(found, counted, as_of), **aside_ways(every, aside)}
        guarded = guarded_ways(every, found.first, NOTHING_TOLD)
    else:
        found, ways, guarded = seen.asks, dict(seen.ways), seen.guarded
    known = {debt.id: debt for debt in book.debts}
    owing = [ways[debt].stand.owed for debt, _ in found.tokens]
    first = Fen(monthly(budget).first)
    whole = Fen(max(0, min(first, sum(one.parts.total for one in owing))))
    fair = fair_by_debt(whole, owing, known)
    offers = tuple(_offered(ways[one.debt], fair[one.debt], found) for one in owing)
    return Proposals(budget=first, asks=found, ways=ways, guarded=guarded, offers=offers)


def proposals_for(session: Session, book: Book, seen: Picture) -> Proposals:
    """Return the same of an open ledger's book and its picture; the last answer is kept."""
    budget, as_of = seen.money("plan.payment") or ZERO, seen.key.as_of
    return session.asks.of(
        (seen.key, budget), lambda: proposals(book, budget, as_of, session.rules, seen=seen)
    )


def fair_by_debt(
    amount: Fen, stands: Sequence[Owed], known: Mapping[DebtId, Debt], by: By = By.TOTAL
) -> dict[DebtId, CreditorShare]:
    """Share an amount over debts as they stand; relatives get what lenders leave.

    Raises:
        MoreThanOwed: the amount is negative or larger than all balances together.
    """
    family = [one for one in stands if known[one.debt].is_family]
    lenders = [one for one in stands if one not in family]
    return {part.debt: part for part in shares_of(amount, lenders, family, by)}


def _offered(way: PlanWay, part: CreditorShare, found: Asks) -> Offered:
    debt, stand, as_of = way.stand.debt, way.stand.owed, way.stand.owed.as_of
    concession = found.of(debt.id)
    days = (as_of, found.first)
    plan = None if concession is None else plan_of(concession, found.claim(debt.id), days)
    as_left = way.stand.is_open and debt.id not in found.whole
    unpaid = found.waits(debt) if concession is None else plan is None
    return Offered(
        debt=debt.id,
        fair=part.amount,
        share=part.share,
        monthly=way.monthly,
        once=way.once,
        basis="none" if unpaid else "contract" if concession is None else "plan",
        plan=plan,
        concession=concession,
        before=before(debt, stand),
        stand=stand,
        kept=kept_terms(way) if concession is None and not as_left else None,
        whole=debt.id in found.whole,
        next=way.next,
        before_plan=way.before,
        before_parts=way.paid_before.parts,
        runs_before=way.paid_before.runs,
        given=found.given.get(debt.id, ZERO),
        alternatives=_others(found, plan),
    )


def kept_terms(way: PlanWay) -> KeptTerms | None:
    """Return how a contract is kept: what is late first, then the next payment, or the only one."""
    if not way.all:
        return None
    (first, _), dues = way.all[0], way.dues
    once = Fen(way.late + sum(fen for _, fen in way.before))
    if not dues:
        return KeptTerms(late=ZERO, late_on=None, due=first, amount=once, last=True)
    (due, amount), last = dues[0], len(dues) == 1
    waits = once and not way.stand.owed.arrears
    return KeptTerms(
        late=once,
        late_on=first if once else None,
        put_off=way.stand.owed.next_due if waits else None,
        due=due,
        amount=amount,
        last=last,
    )


def _others(found: Asks, plan: Plan | None) -> tuple[Plan, ...]:
    """Return what the same payment would also make possible, without a freeze.

    A payment that rises is no such payment: what it is at first would cut principal.
    """
    if plan is None or not plan.payment or plan.rises_to is not None:
        return ()
    claim, days = found.claim(plan.debt), (plan.asked_on, found.first)
    ways = (in_tens(claim, one, plan.payment) for one in concessions(claim, plan.payment))
    made = (plan_of(one, claim, days) for one in ways)
    return tuple(
        islice((one for one in made if one is not None and one.months != plan.months), _OTHERS)
    )


def plan_of(asked: Concession, claim: Claim, days: tuple[date, date]) -> Plan | None:
    """Return the instalments of a concession; None where it has none.

    They are due from the plan's first day on, as the paper asks for them on the day before it in
    ``days``; interest counts since the day of the claim.
    """
    values = {lever.kind: lever.value for lever in asked.levers}
    waived = tuple((name, Fen(int(str(values[k])))) for k, name in _WAIVERS.items() if k in values)
    lump = Fen(int(str(values.get(LeverKind.LUMP_SUM, 0))))
    as_of, first = days
    rows = dated_rows(asked.due, asked.steps, first, claim.since)
    if not rows:
        return None
    interest = sum(row.interest for row in rows)
    paying = [payment for _, payment in asked.steps if payment]
    return Plan(
        debt=asked.debt,
        asked_on=as_of,
        principal=Fen(asked.due.principal),
        charges=Fen(asked.due.charges),
        annual_rate=asked.annual_rate,
        months=len(rows),
        payment=asked.payment,
        rises_to=Fen(paying[-1]) if paying[-1] > asked.payment else None,
        first_due=rows[0].due,
        last_due=rows[-1].due,
        frozen=LeverKind.FREEZE in values,
        waived=waived,
        lump_sum=lump,
        total_paid=Fen(sum(row.payment for row in rows) + lump),
        total_interest=Fen(interest),
        rows=rows,
        concession=asked,
        parts=claim.parts,
    )


_BEYOND = ("above", "withheld")
_WAIVERS = {
    LeverKind.CAP: "above",
    LeverKind.WITHHELD: "withheld",
    LeverKind.WAIVE_PENALTY: "penalty",
    LeverKind.WAIVE_FEES: "fees",
    LeverKind.WAIVE_INTEREST: "interest",
    LeverKind.WAIVE_PRINCIPAL: "principal",
}
