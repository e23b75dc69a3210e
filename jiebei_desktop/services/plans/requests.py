"""What each lender is asked for: its part of the amount, and terms that this part clears."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jiebei_desktop.analysis.ask import term_cap
from jiebei_desktop.analysis.claims import line_rate
from jiebei_desktop.analysis.dues import plan_days
from jiebei_desktop.domain.accrual import Owed, owed
from jiebei_desktop.domain.debts import PROTECTED, Debt, Method
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.obligations import Kind, obligations
from jiebei_desktop.domain.opening import current_terms, in_force
from jiebei_desktop.domain.planning import CURE_MONTHS, cure_part
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.schedule import MAX_PERIODS
from jiebei_desktop.domain.true_rate import TrueRate, true_rate
from jiebei_desktop.services.plans.request_shares import TEN_YUAN, Part, parts_of
from jiebei_desktop.services.plans.request_terms import (
    CHARGES,
    Claim,
    NewTerms,
    fitting_terms,
    terms_at,
)

REVIEW_MONTHS = 6
"""After so many months the figures are looked at anew; relief and a hold last until then."""
ASKING = frozenset({"instalments", "hold", "pause", "relief"})
"""Kinds in which something is asked of a lender."""
FIVE_YEARS = 60
"""The longest term asked for where the contract itself has none that is longer."""
_OTHERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """What a debt for home or work is asked for that cannot be paid; money in fen a month."""

    months: int
    """So long only interest is paid."""
    interest_only: Fen
    arrears: Fen
    arrears_months: int
    arrears_part: Fen
    able: Fen
    """What living leaves for it, in whole tens of yuan."""

    @property
    def need(self) -> Fen:
        """Interest and one part of the arrears."""
        return Fen(self.interest_only + self.arrears_part)

    @property
    def enough(self) -> bool:
        """Whether what is left carries even that."""
        return self.need <= self.able

    @property
    def monthly(self) -> Fen:
        """What can be promised: never more than is left."""
        return min(self.need, self.able)


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtFacts:
    """One debt with its position on the day, its place in the whole, and what it is asked for."""

    debt: Debt
    owed: Owed
    rate: TrueRate
    part: Part
    terms: NewTerms | None = None
    """New terms that its part clears; None where none are asked or none would clear."""
    others: tuple[NewTerms, ...] = ()
    """Other terms that the same part clears."""
    relief: Relief | None = None
    """What a protected debt is asked for that is in arrears or asks for more than is left."""

    @property
    def kind(self) -> str:
        """What the lender is asked for.

        instalments; hold (less than clears, for six months); pause (nothing now); relief (a
        protected debt in arrears, or beyond what is left); otherwise nothing: contract, small,
        family.
        """
        if self.part.is_asked:
            if self.terms is not None:
                return "instalments"
            return "hold" if self.part.amount else "pause"
        if self.debt.priority in PROTECTED:
            return "contract" if self.relief is None else "relief"
        return self.part.basis.value

    @property
    def is_asked(self) -> bool:
        """Whether this lender is asked for anything."""
        return self.kind in ASKING

    @property
    def monthly(self) -> Fen:
        """What it gets a month: under relief no more than is left."""
        return self.part.amount if self.relief is None else self.relief.monthly


def debt_facts(
    book: Book,
    amounts: tuple[Fen, Fen],
    as_of: date,
    rules: RuleBook,
    *,
    capitalise: bool = False,
) -> tuple[DebtFacts, ...]:
    """Return every open debt with its part of a monthly amount and the terms it is asked for.

    Args:
        book: the ledger's values.
        amounts: fen a month for all negotiable debts, and what living leaves for protected ones.
        as_of: the day of the figures.
        rules: where the longest term and the lines above which no rate is offered come from.
        capitalise: charges become principal because the lender demands it.
    """
    known = {debt.id: debt for debt in book.debts}
    amount, able = amounts
    parts = parts_of(book.debts, amount, as_of)
    kept = [part for part in parts if not part.within]
    found = []
    for part in parts:
        debt, stand = known[part.debt], owed(known[part.debt], as_of)
        if debt.priority in PROTECTED:
            others = sum(each.amount for each in kept if each is not part)
            relief = relief_of(debt, stand, Fen(able - others))
            needed = stand.arrears or part.amount > able - others
            found.append(_told(debt, stand, part, relief=relief if needed else None))
        else:
            found.append(_facts(book, (debt, stand, part), rules, capitalise=capitalise))
    return tuple(found)


def relief_of(debt: Debt, stand: Owed, able: Fen) -> Relief:
    """Return the relief for a debt for home or work: interest only, arrears in parts.

    Args:
        debt: the debt.
        stand: where it stands.
        able: fen a month that living leaves for it.
    """
    terms = current_terms(debt, stand.as_of)
    monthly = terms.rate.monthly(terms.day_basis)
    return Relief(
        months=REVIEW_MONTHS,
        interest_only=half_up(Fraction(stand.parts.principal) * monthly),
        arrears=stand.arrears,
        arrears_months=CURE_MONTHS if stand.arrears else 0,
        arrears_part=cure_part(stand.arrears),
        able=Fen(max(0, able) // TEN_YUAN * TEN_YUAN),
    )


def _facts(
    book: Book, one: tuple[Debt, Owed, Part], rules: RuleBook, *, capitalise: bool
) -> DebtFacts:
    debt, stand, part = one
    if not part.is_asked or not part.amount:
        return _told(debt, stand, part)
    claim = claim_of(book, debt, stand, rules)
    terms = fitting_terms(claim, part.amount, capitalise=capitalise)
    others = () if terms is None else tuple(_others(claim, terms))[:_OTHERS]
    return _told(debt, stand, part, terms=terms, others=others)


def _told(
    debt: Debt,
    stand: Owed,
    part: Part,
    *,
    terms: NewTerms | None = None,
    others: Sequence[NewTerms] = (),
    relief: Relief | None = None,
) -> DebtFacts:
    return DebtFacts(
        debt=debt,
        owed=stand,
        rate=true_rate(in_force(debt, stand.as_of)),
        part=part,
        terms=terms,
        others=tuple(others),
        relief=relief,
    )


def claim_of(book: Book, debt: Debt, stand: Owed, rules: RuleBook) -> Claim:
    """Return what a lender claims, at a rate never above the line for its kind.

    Its instalments fall two days after pay-day, as the picture's plan pays them.
    """
    terms = current_terms(debt, stand.as_of)
    rate = terms.rate.annual(terms.day_basis)
    if terms.method is Method.FEE_INSTALMENT:
        rate = Fraction(true_rate(in_force(debt, stand.as_of)).nominal)
    line = line_rate(debt, stand.as_of, rules)
    return Claim(
        as_of=stand.as_of,
        parts=stand.parts,
        annual_rate=rate if line is None else min(rate, line),
        basis=terms.day_basis,
        days=tuple(plan_days(book, stand.as_of, _longest(debt, stand.as_of, rules))),
    )


def _longest(debt: Debt, as_of: date, rules: RuleBook) -> int:
    """Return the most instalments asked for: five years, or as many as the contract still has."""
    left = sum(each.kind is not Kind.ARREARS for each in obligations(debt, as_of))
    return max(min(term_cap(debt.lender_type, rules, as_of), FIVE_YEARS), min(left, MAX_PERIODS))


def _others(claim: Claim, chosen: NewTerms) -> Iterator[NewTerms]:
    """Yield other terms of the same payment: no further interest, or nothing waived."""
    ways = (
        (CHARGES[:1], Fraction(0)), ((), chosen.annual_rate), (CHARGES, chosen.annual_rate),
    )  # fmt: skip
    for waived, rate in ways:
        found = terms_at(claim, chosen.payment, waived, rate)
        if found is not None and found.months != chosen.months:
            yield found
