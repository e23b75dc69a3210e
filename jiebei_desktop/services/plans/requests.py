"""Every open debt with what is asked of its creditor: the values behind papers, letters and calls.

What a lender is asked for is `proposals`' answer and nobody else's; here it is put beside the
position of the debt, and debts for home, work or with a pledge get their relief.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from msgspec import Struct

from jiebei_desktop.analysis.asked import REVIEW_MONTHS
from jiebei_desktop.analysis.carried import Money
from jiebei_desktop.analysis.claim import LeverKind
from jiebei_desktop.analysis.concession import Concession
from jiebei_desktop.analysis.relief_asked import ReliefAsked
from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing import Owed, in_force, owed
from jiebei_desktop.domain.true_rate import TrueRate, true_rate
from jiebei_desktop.services.picture.plan_pays import PlanWay
from jiebei_desktop.services.plans.proposals import KeptTerms, Offered, Plan, Proposals, kept_terms

ASKING = frozenset({"instalments", "lump_sum", "pause", "relief"})
"""Kinds in which something is asked of a lender."""
_BASIS = {
    "instalments": "share", "lump_sum": "share", "pause": "nothing", "family": "family",
    "contract": "contract", "aside": "aside", "open": "nothing",
}  # fmt: skip


class DebtFacts(Struct, frozen=True, kw_only=True):
    """One debt with its position on the day, its place in the whole, and what it is asked for."""

    debt: Debt
    owed: Owed
    rate: TrueRate
    offered: Offered | None = None
    """Its place in the monthly amount; None for a protected debt, which is paid outside it."""
    kept: Fen = ZERO
    """What a protected debt takes a month by its contract, arrears in parts."""
    relief: ReliefAsked | None = None
    """What a protected debt is asked for that is late or asks for more than is left."""
    cured: tuple[Money, ...] = ()
    """What is late of a protected debt and this week makes good."""
    put_off: KeptTerms | None = None
    """How a protected debt is kept whose next due the week's money does not carry, or of which it
    makes good what is late."""
    untold: bool = False
    """A protected debt that is late, while nothing is known of income and living: no sum is
    named."""
    aside: bool = False
    """Its claim may be out of time: it gets nothing and is asked for nothing."""

    @property
    def kind(self) -> str:
        """What the lender is asked for.

        instalments; lump_sum (settled at once from what is sold); pause (nothing now); relief (a
        protected debt in arrears, or beyond what is left, as far as something is left for it);
        otherwise nothing: contract, family, aside, open (nothing is known of income and living).
        """
        if self.untold or self.relief is not None:
            return "relief" if self.relief is not None and self.relief.monthly else "pause"
        if self.offered is None:
            return "aside" if self.aside else "contract"
        if self.debt.is_family:
            return "family"
        if self.offered.concession is None:
            return "open" if self.offered.basis == "none" else "contract"
        if self.offered.plan is not None:
            return "instalments"
        return "lump_sum" if self.offered.concession.total_paid else "pause"

    @property
    def concession(self) -> Concession | None:
        """What it is asked to agree to within the amount; None where its contract is kept."""
        return None if self.offered is None else self.offered.concession

    @property
    def next(self) -> tuple[date | None, Fen]:
        """The day and amount of its next payment within the amount; no day where there is none."""
        known = None if self.offered is None else self.offered.next
        return (None, ZERO) if known is None else known

    @property
    def held_to(self) -> KeptTerms | None:
        """How its contract is kept within the amount, or put off; None in every other case."""
        return self.put_off if self.offered is None else self.offered.kept

    @property
    def before(self) -> tuple[Money, ...]:
        """What the week's money pays of it before its instalments begin."""
        return self.cured if self.offered is None else self.offered.before_plan

    @property
    def given(self) -> Fen:
        """What of that idle cash pays, today."""
        return ZERO if self.offered is None else self.offered.given

    @property
    def before_parts(self) -> Parts:
        """The parts of the debt that pays, where instalments repay the rest."""
        return Parts() if self.offered is None else self.offered.before_parts

    @property
    def runs_before(self) -> Parts:
        """What runs on of it by the contract until the last of that is paid."""
        return Parts() if self.offered is None else self.offered.runs_before

    @property
    def basis(self) -> str:
        """Why it gets what it gets: protected, family, contract, share or nothing."""
        return _BASIS[self.kind] if self.within or self.aside else "protected"

    @property
    def within(self) -> bool:
        """Whether what it gets is part of the shared amount."""
        return self.offered is not None

    @property
    def terms(self) -> Plan | None:
        """The new terms asked for; None where none are."""
        return None if self.offered is None or self.kind == "family" else self.offered.plan

    @property
    def others(self) -> tuple[Plan, ...]:
        """The next steps of the ladder, if the lender refuses the first."""
        return () if self.terms is None or self.offered is None else self.offered.alternatives

    @property
    def share(self) -> Fraction:
        """Its part of what is owed to all lenders within the amount; 0 outside them."""
        return Fraction(0) if self.offered is None else self.offered.share

    @property
    def fair(self) -> Fen:
        """Its exact part of the amount by what is owed, to hold what it gets against."""
        return ZERO if self.offered is None else self.offered.fair

    @property
    def hold_months(self) -> int:
        """How long nothing is paid in a pause; else until when figures are looked at anew."""
        return REVIEW_MONTHS if self.offered is None else self.offered.hold_months

    @property
    def hold_until(self) -> date | None:
        """The day that ends; None where nothing is known of income and living, and no day named."""
        asked = self.concession
        unnamed = self.untold or (self.kind == "pause" and asked and not asked.is_pause)
        if self.kind == "open" or unnamed:
            return None
        return add_months(self.owed.as_of, self.hold_months)

    @property
    def asked_to_wait(self) -> bool:
        """Whether a relative is asked for other terms than its own day."""
        return self.kind == "family" and self.concession is not None

    @property
    def is_asked(self) -> bool:
        """Whether this lender is asked for anything."""
        return self.kind in ASKING

    @property
    def once(self) -> Fen:
        """What it gets beside ``monthly`` one time only: late, single or last, or all at once."""
        return ZERO if self.offered is None else self.offered.once

    @property
    def frozen(self) -> bool:
        """Whether no further interest or penalty is asked for."""
        if self.relief is not None:
            bears = self.rate.nominal > 0 or self.owed.parts.penalty > 0
            return self.kind == "pause" and self.owed.overdue_days > 0 and bears
        levers = () if self.concession is None else self.concession.levers
        return any(lever.kind is LeverKind.FREEZE for lever in levers)

    @property
    def monthly(self) -> Fen:
        """What it gets a month: under relief no more than is left."""
        if self.offered is not None:
            return self.offered.monthly
        return self.kept if self.relief is None else self.relief.monthly

    @property
    def at_once(self) -> Fen:
        """What is paid at once from what is sold; 0 where nothing is."""
        if self.kind == "lump_sum" and self.concession is not None:
            return self.concession.total_paid
        return ZERO if self.terms is None else self.terms.lump_sum


def facts_of(book: Book, found: Proposals, as_of: date) -> tuple[DebtFacts, ...]:
    """Return every open debt with its part of a monthly amount and the terms it is asked for.

    Args:
        book: the ledger's values.
        found: what each creditor is asked for within the amount, and beside it.
        as_of: the day of the figures.
    """
    stands = ((debt, owed(debt, as_of)) for debt in book.debts)
    return tuple(facts_for(debt, stand, found) for debt, stand in stands if stand.parts.total)


def facts_for(debt: Debt, stand: Owed, found: Proposals) -> DebtFacts:
    """Return one debt with its part of a monthly amount and the terms it is asked for."""
    rate = true_rate(in_force(debt, stand.as_of))
    way = found.guarded.get(debt.id)
    if way is not None and way.relief is not None:
        if found.asks.told or not stand.is_late:
            return _guarded(way, way.relief, stand, rate)
        return DebtFacts(debt=debt, owed=stand, rate=rate, untold=True)
    mine = found.ways.get(debt.id)
    return DebtFacts(
        debt=debt,
        owed=stand,
        rate=rate,
        offered=found.of(debt.id),
        aside=mine is not None and mine.aside,
    )


def _guarded(way: PlanWay, relief: ReliefAsked, stand: Owed, rate: TrueRate) -> DebtFacts:
    asked = relief if relief.needed else None
    put_off = kept_terms(way) if (way.late or way.before) and not asked else None
    return DebtFacts(
        debt=way.stand.debt, owed=stand, rate=rate, kept=relief.kept, relief=asked,
        put_off=put_off, cured=way.before,
    )  # fmt: skip
