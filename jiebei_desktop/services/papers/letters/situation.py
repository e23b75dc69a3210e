"""Everything known of one debt on one day that a letter may rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from jiebei_desktop.analysis.prospect import LaterMonth
from jiebei_desktop.analysis.relief import for_sale
from jiebei_desktop.analysis.relief_asked import ReliefAsked
from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    Hardship,
    LenderType,
    hardship_of,
)
from jiebei_desktop.domain.household import Asset, Book, Household
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.negotiation import CaseFact, ConductFlag, Contact, FactKind
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing import Owed, settling
from jiebei_desktop.services.cases.case_facts import facts_of
from jiebei_desktop.services.cases.casefile import case_of, contacts, flags
from jiebei_desktop.services.debts.estimates import guessed
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers.performance import (
    AgreementKept,
    InstalmentKept,
    KeptInstalment,
    kept,
)
from jiebei_desktop.services.papers.signature_checks import SignatureCheck, checks
from jiebei_desktop.services.papers.statement import last_number
from jiebei_desktop.services.picture import Picture, picture_of, read
from jiebei_desktop.services.picture.idle import ROUND
from jiebei_desktop.services.picture.means import home_of
from jiebei_desktop.services.plans.proposals import Plan, Proposals, proposals_for
from jiebei_desktop.services.plans.requests import DebtFacts, facts_for
from jiebei_desktop.services.reference.lenders import of_same_lender
from jiebei_desktop.storage import statements


class Situation(Struct, frozen=True, kw_only=True):
    """One debt among the household's others, with its case; money in fen a month unless said."""

    as_of: date
    mine: DebtFacts
    """The debt as the request and the plan page have it: what is owed, its place in the whole."""
    guessed: tuple[str, ...]
    """Its terms that nobody read in a contract: the usual ones of its product stand in."""
    household: Household
    income: Fen
    later: LaterMonth | None
    """Where that is not yet the coming month's."""
    living: Fen
    irregular: Fen
    """A month's part of what comes once in a while."""
    protected: Fen
    left: Fen
    recommended: Fen | None
    """What can be kept for all negotiable debts together; None where there is no number."""
    no_amount: str | None
    """Why there is none, as the request has it."""
    relief: ReliefAsked | None
    """What a debt that guards home or work can be asked for, needed or not; None for any other."""
    to_sell: tuple[Asset, ...]
    """What can be sold, is not needed, and has nothing owed on it."""
    idle: Fen
    """What of the cash may be offered for it, see `_idle`: no more than settles it."""
    hardship: Hardship | None
    """What made paying difficult, told for this debt or for another of the household."""
    lenders: int
    """How many the amount is shared by, as in the request: relatives come after them."""
    beside: tuple[tuple[Debt, Fen], ...]
    """What else its lender has lent, and what is owed on it."""
    institutions: int
    """How many debts something is owed on that no person lent."""
    short_from: date | None
    """First day on which paying by contract leaves no cash; None where it does not."""
    late_too: bool
    """Whether that counts what is late today as paid at once."""
    short: Fen
    """What is missing at the lowest point, in fen; 0 where nothing is."""
    case_facts: tuple[CaseFact, ...] = ()
    contacts: tuple[Contact, ...] = ()
    flags: tuple[ConductFlag, ...] = ()
    performance: AgreementKept | None
    checks: tuple[SignatureCheck, ...]
    last_paper: date | None
    """The day of the newest paper kept for this debt."""
    papers: int
    """The greatest number of the papers kept of this day: the next one follows it."""

    @property
    def share(self) -> Fen:
        """What this debt is offered each month of the amount shared; 0 for nothing."""
        return ZERO if self.mine.offered is None else self.mine.offered.monthly

    @property
    def plan(self) -> Plan | None:
        """The terms this lender, or a relative, is asked for; None where none are."""
        return None if self.mine.offered is None else self.mine.offered.plan

    def fact(self, kind: FactKind) -> CaseFact | None:
        """Return the newest fact of a kind."""
        found = [fact for fact in self.case_facts if fact.kind is kind]
        return found[-1] if found else None

    @property
    def disputes(self) -> tuple[SignatureCheck, ...]:
        """The checks that speak of charges."""
        return tuple(check for check in self.checks if check.of_charges)

    @property
    def paid_instalments(self) -> int:
        """How many instalments of the agreement are paid."""
        return 0 if self.performance is None else self.performance.paid

    @property
    def missed(self) -> tuple[KeptInstalment, ...]:
        """The instalments of the agreement that are past their day and not paid."""
        return tuple(one for one in self._unpaid if one.state is InstalmentKept.MISSED)

    @property
    def not_kept(self) -> tuple[KeptInstalment, ...]:
        """The instalments that are open and those the terms asked for replace, else the next."""
        if self.plan is None:
            return self.missed or self._unpaid[:1]
        first = self.plan.rows[0].due
        before = tuple(one for one in self._unpaid if one.due <= first)
        return before or self._unpaid[:1]

    @property
    def keeps(self) -> bool:
        """Whether the agreement's next instalment is paid in full by its day, and none is open."""
        first = next(iter(self.not_kept), None)
        on, amount = self.mine.next
        if self.plan is not None or self.missed or first is None or on is None:
            return False
        return on <= first.due and amount >= first.open

    @property
    def bought(self) -> bool:
        """Whether the lender on record is who bought the debt."""
        return self.mine.debt.lender_type is LenderType.ASSIGNEE

    @property
    def lump_sum(self) -> Fen:
        """Value of what can be sold, no more than is owed."""
        return Fen(min(sum(one.value for one in self.to_sell), self.settling.total))

    @property
    def lump_on(self) -> date | None:
        """The first day all of that can be there, where it was told that it is not yet."""
        days = (one.sale_from for one in self.to_sell if one.waits(self.as_of))
        return max(filter(None, days), default=None)

    @property
    def settles(self) -> bool:
        """Whether what is there pays the debt whole."""
        return max(self.lump_sum, self.idle) >= self.settling.total

    @property
    def settling(self) -> Parts:
        """What settles it today, by parts: of a fresh bill without the interest so far."""
        return settling(self.mine.debt, self.mine.owed)

    @property
    def _unpaid(self) -> tuple[KeptInstalment, ...]:
        known = () if self.performance is None else self.performance.instalments
        return tuple(one for one in known if one.paid_on is None)


def situation(session: Session, debt_id: DebtId, as_of: date) -> Situation:
    """Gather what a letter for a debt may rest on.

    Raises:
        KeyError: there is no such debt.
    """
    debt, reading = session.ledger.debt(debt_id), read(session, as_of)
    book, found, case = reading.book, picture_of(reading), case_of(session, debt_id)
    standing = {one.debt: one for one in session.owed(as_of)}
    asked = proposals_for(session, book, found)
    return Situation(
        as_of=as_of,
        mine=facts_for(debt, standing[debt_id], asked),
        guessed=guessed(session).get(debt_id, ()),
        household=book.household,
        income=found.money("income.usual") or ZERO,
        later=home_of(reading).later_month,
        living=found.money("living.usual") or ZERO,
        irregular=found.money("irregular") or ZERO,
        protected=found.money("protected") or ZERO,
        left=found.money("left") or ZERO,
        recommended=(amount := found.money("plan.payment")),
        no_amount=None if amount else found["afford.recommended"].reason,
        relief=found.guarded[debt_id].relief if debt_id in found.guarded else None,
        to_sell=_sellable(book, standing),
        idle=_idle(found, debt_id, settling(debt, standing[debt_id]).total),
        hardship=hardship_of(debt, book.debts),
        lenders=asked.lenders,
        beside=_beside(debt, book.debts, standing, asked),
        institutions=_institutions(book.debts, standing),
        short_from=found.short_from,
        late_too=any(one.is_late for one in standing.values()),
        short=found.short_by_contract,
        **({} if case is None else _of_case(session, case.id)),
        performance=kept(session, debt_id, as_of),
        checks=checks(session, debt, as_of),
        last_paper=_last_paper(session, debt_id),
        papers=last_number(session, as_of),
    )


def _of_case(session: Session, case: int) -> dict[str, Any]:
    """Return what the debt's case holds."""
    return {
        "case_facts": facts_of(session, case),
        "contacts": contacts(session, case),
        "flags": flags(session, case),
    }


def _last_paper(session: Session, debt: DebtId) -> date | None:
    kept = statements.read(session.ledger)
    return max((paper.made_on for paper in kept if paper.debt == debt), default=None)


def _beside(
    mine: Debt, debts: Iterable[Debt], standing: Mapping[DebtId, Owed], asked: Proposals
) -> tuple[tuple[Debt, Fen], ...]:
    """Return the lender's other debts; a claim that may be out of time is not spoken of."""
    others = of_same_lender(mine, debts)
    aside = {debt for debt, way in asked.ways.items() if way.aside}
    found = [(one, standing[one.id].parts.total) for one in others if one.id in standing]
    return tuple((one, total) for one, total in found if total and one.id not in aside)


def _idle(found: Picture, mine: DebtId, whole: Fen) -> Fen:
    """Return the cash that may be offered: what the plan pays of the debt today, and idle cash.

    What the request names of it for another debt is left to that one; the rest is offered in whole
    hundreds, or as far as it settles the debt.
    """
    if not found.idle:
        return ZERO
    given = {} if found.asks is None else found.asks.given
    way, as_of = found.ways.get(mine), found.key.as_of
    today = () if way is None else (fen for day, fen in way.all if day == as_of)
    paid, rest = sum(today), max(0, found.idle - sum(given.values()))
    return Fen(whole if paid + rest >= whole else paid + rest // ROUND * ROUND)


def _institutions(debts: Iterable[Debt], standing: Mapping[DebtId, Owed]) -> int:
    return sum(
        bool(standing[one.id].parts.total) and not one.lent_by_person
        for one in debts
        if one.id in standing
    )


def _sellable(book: Book, standing: Mapping[DebtId, Owed]) -> tuple[Asset, ...]:
    """Return the things that can be sold and that nothing is owed on."""
    offered = for_sale(book.assets, ((debt, standing[debt.id]) for debt in book.debts))
    return tuple(asset for asset, pledged in offered if not pledged)
