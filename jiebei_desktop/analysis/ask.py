"""What to ask the creditors for, so that a budget holds: the least, and what stands beside it.

Housing and secured debts are not asked: the budget is what is left for the others. A budget that
cannot carry any plan still gets an answer: relief of principal pro rata, token payments, or the
months of pause after which the household's own figures carry a payment again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jiebei_desktop.analysis.affordability import pause_months
from jiebei_desktop.analysis.concession import (
    HORIZON,
    Claim,
    Concession,
    Grace,
    LeverKind,
    concessions,
    frontier,
    grace,
    lowest_first,
    mildest,
    smallest_waiver,
)
from jiebei_desktop.analysis.dues import moved_due_day
from jiebei_desktop.analysis.joint import JointPlan, Kept, joint
from jiebei_desktop.domain.accrual import Owed, Status, current_terms, owed
from jiebei_desktop.domain.debts import Debt, DebtId, LenderType, Method
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.obligations import obligations
from jiebei_desktop.domain.offers import capped_shares
from jiebei_desktop.domain.planning import negotiable
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.true_rate import true_rate

_HALF_YEAR = 6
CARD_TERM = "cc_art70"
"""Row of the rule data that allows card holders a personal instalment plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """For one debt: the highest annual rate its payment bears at each term."""

    debt: DebtId
    payment: Fen
    points: tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What else one creditor could be asked for at its payment; None where it does not apply."""

    debt: DebtId
    lump_sum: Fen
    """Own money that would let the payment clear the rest in the months the contract has left."""
    grace: Grace | None
    first_half_year: Fen | None
    """The lowest payment of the first six months if the payment is made up to the longest term."""
    due_day: int | None
    """Due day to ask for where the contract's falls before the money arrives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What to ask for, and what stands beside it."""

    budget: Fen
    feasible_without: bool
    """The contracts hold as they are within the budget."""
    asks: tuple[Concession, ...]
    """The least set; empty when nothing has to be asked, or nothing can be offered."""
    frontier: tuple[Frontier, ...]
    pro_rata: tuple[Concession, ...]
    """The mildest concession each creditor would have to make at its fair share."""
    alternatives: tuple[Concession, ...]
    """For every debt asked, all proposals its payment makes possible."""
    extras: tuple[Extra, ...]
    """For every debt asked: lump sum, grace, lower first payments, a moved due day."""
    tokens: tuple[tuple[DebtId, Fen], ...]
    """The budget shared by what is owed: a sign of good will when no plan holds."""
    shortfall: Fen
    """Missing each month even without interest over the longest term; 0 when a plan exists."""
    explanation: str
    """Code: nothing_owed, contract_holds, longer_term, waiver, lower_rate, principal, pause."""
    pause: int | None
    """Months of pause to ask for when nothing is affordable; None when not needed or unknown."""
    exact: bool
    """The set asked for is proved the least over the options offered."""


def ask(book: Book, budget: Fen, as_of: date, rules: RuleBook) -> Asks:
    """Return the smallest concessions that make a plan hold within a monthly budget.

    Args:
        book: the ledger's values.
        budget: fen a month for all debts that can be negotiated.
        as_of: today.
        rules: where the longest term a card holder may ask for comes from.
    """
    pairs = [(debt, owed(debt, as_of)) for debt in negotiable(book.debts)]
    pairs = [(debt, state) for debt, state in pairs if state.parts.total > 0]
    claims = [claim_of(debt, state, as_of, rules) for debt, state in pairs]
    holds = contracts_hold(pairs, budget, as_of)
    plan = None
    if claims and not holds and budget > 0:
        kept = [_kept(debt, state, as_of) for debt, state in pairs]
        plan = joint(claims, kept, budget)
    shares = _shares(claims, budget)
    asks = () if holds else _asks(claims, plan, shares)
    payments = plan.payments if plan else shares
    asked = {one.debt for one in asks}
    code = _explain(claims, plan, holds=holds, budget=budget)
    return Asks(
        budget=budget,
        feasible_without=holds,
        asks=asks,
        frontier=_frontiers(claims, payments),
        pro_rata=_mildest(claims, shares),
        alternatives=_alternatives(claims, payments, asked),
        extras=tuple(
            _extra(book, claim, state.next_due, payment)
            for claim, (_, state), payment in zip(claims, pairs, payments, strict=True)
            if claim.debt in asked
        ),
        tokens=tuple((c.debt, part) for c, part in zip(claims, shares, strict=True)),
        shortfall=Fen(0 if holds or plan else max(0, _least(claims) - budget)),
        explanation=code,
        pause=pause_months(book, as_of) if code == "pause" else None,
        exact=plan.exact if plan else True,
    )


def _least(claims: Sequence[Claim]) -> int:
    """Return the fen a month that repay the claims over their longest terms without interest."""
    return sum(-(-claim.total // claim.cap) for claim in claims)


def _frontiers(claims: Sequence[Claim], payments: Sequence[Fen]) -> tuple[Frontier, ...]:
    return tuple(
        Frontier(debt=claim.debt, payment=payment, points=frontier(claim, payment))
        for claim, payment in zip(claims, payments, strict=True)
    )


def _alternatives(
    claims: Sequence[Claim], payments: Sequence[Fen], asked: Collection[DebtId]
) -> tuple[Concession, ...]:
    return tuple(
        one
        for claim, payment in zip(claims, payments, strict=True)
        if claim.debt in asked
        for one in concessions(claim, payment)
    )


def claim_of(debt: Debt, state: Owed, as_of: date, rules: RuleBook) -> Claim:
    """Return what a creditor claims on a day, with the terms a concession starts from."""
    terms = current_terms(debt, as_of)
    rate = terms.rate.monthly(terms.day_basis)
    if terms.method is Method.FEE_INSTALMENT:
        rate = Fraction(true_rate(debt).nominal) / 12
    cap = term_cap(debt.lender_type, rules, as_of)
    left = sum(
        one.status in {Status.DUE, Status.PARTLY, Status.FUTURE} for one in state.instalments
    )
    if terms.method is Method.FREE:
        left = cap
    return Claim(
        debt=debt.id,
        principal=state.parts.principal,
        interest=state.parts.interest,
        penalty=state.parts.penalty,
        fees=state.parts.fees,
        rate=rate,
        months_left=max(1, left),
        cap=max(cap, left),
    )


def term_cap(lender: LenderType, rules: RuleBook, on: date) -> int:
    """Return the longest term that may be asked of a lender.

    Card issuers: the periods of Art. 70 while it is in force. Others: no rule sets a term, so the
    house limit of five years stands.
    """
    row = rules.rows.get(CARD_TERM)
    if row is not None and row.in_force(on) and lender in row.lenders:
        return int(row.numbers["periods"])
    return HORIZON


def contracts_hold(pairs: Sequence[tuple[Debt, Owed]], budget: int, as_of: date) -> bool:
    """Tell whether a monthly budget meets every contract as it stands, arrears at once.

    Money not needed in a month is kept for the next ones.
    """
    due: dict[int, int] = defaultdict(int)
    for debt, _state in pairs:
        for each in obligations(debt, as_of):
            due[max(0, Month.of(each.day).minus(Month.of(as_of)))] += each.amount
    spent = 0
    for month in sorted(due):
        spent += due[month]
        if spent > budget * (month + 1):
            return False
    return True


def _extra(book: Book, claim: Claim, due: date | None, payment: Fen) -> Extra:
    return Extra(
        debt=claim.debt,
        lump_sum=smallest_waiver(claim, payment, claim.months_left, claim.rate),
        grace=grace(claim, payment),
        first_half_year=lowest_first(claim, payment, _HALF_YEAR),
        due_day=None if due is None else moved_due_day(book, due),
    )


def _kept(debt: Debt, state: Owed, as_of: date) -> Kept | None:
    coming = obligations(debt, as_of)
    if state.arrears or not coming:
        return None
    return Kept(
        payment=Fen(max(each.amount for each in coming)),
        total=Fen(sum(each.amount for each in coming)),
    )


def _shares(claims: Sequence[Claim], budget: int) -> tuple[Fen, ...]:
    """Share the budget by what is owed, never more than a balance."""
    limits = [int(claim.total) for claim in claims]
    amount = max(0, min(budget, sum(limits)))
    return tuple(Fen(part) for part in capped_shares(amount, limits, limits))


def _mildest(claims: Sequence[Claim], payments: Sequence[Fen]) -> tuple[Concession, ...]:
    found = [mildest(claim, pay) for claim, pay in zip(claims, payments, strict=True)]
    return tuple(one for one in found if one is not None)


def _asks(
    claims: Sequence[Claim], plan: JointPlan | None, shares: Sequence[Fen]
) -> tuple[Concession, ...]:
    if plan is None:
        return _mildest(claims, shares)
    return tuple(one for one in plan.concessions if one is not None)


def _explain(claims: Sequence[Claim], plan: JointPlan | None, *, holds: bool, budget: int) -> str:
    """Name the strongest lever that was needed."""
    if not claims:
        return "nothing_owed"
    if holds:
        return "contract_holds"
    if budget <= 0:
        return "pause"
    if plan is None:
        return LeverKind.WAIVE_PRINCIPAL.value.removeprefix("waive_")
    lost, waived, *_ = plan.cost
    if lost:
        return LeverKind.LOWER_RATE.value
    return "waiver" if waived else LeverKind.LONGER_TERM.value
