"""What the letters of one debt look like together: which fit, and one of them in full."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import Debt, DebtId, Hardship
from jiebei_desktop.domain.household import Household, Housing
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers.letters.document import LENDER, document_of
from jiebei_desktop.services.papers.letters.kinds import LetterFit, LetterKind, fitting
from jiebei_desktop.services.papers.letters.situation import situation
from jiebei_desktop.services.papers.statement import keep_in
from jiebei_desktop.storage import debts as debt_rows
from jiebei_desktop.storage import household as household_rows
from jiebei_desktop.storage.unit_of_work import UnitOfWork


class LetterDesk(Struct, frozen=True, kw_only=True):
    """All letters of a debt on a day, those that fit first, and the chosen one."""

    debt: Debt
    household: Household
    fits: tuple[LetterFit, ...]
    kind: LetterKind
    document: dict[str, Any]


class PaperFacts(Struct, frozen=True, kw_only=True):
    """What papers need to know of the person and the contract; empty where it is not known."""

    name: str = ""
    id_tail: str = ""
    phone: str = ""
    address: str = ""
    members: int | None = None
    """People in the household; None leaves it as it is."""
    children_born: tuple[int, ...] | None = None
    """Years; None where it was not told. Always fewer than the members."""
    housing: Housing | None = None
    work: str = ""
    contract_no: str = ""
    hardship: Hardship | None = None


def letter_desk(
    session: Session,
    debt: DebtId,
    as_of: date,
    kind: LetterKind | None = None,
    edition: str = LENDER,
) -> LetterDesk:
    """Return the letters of a debt; without a kind the one that fits best is chosen.

    Raises:
        KeyError: there is no such debt.
    """
    now = situation(session, debt, as_of)
    fits = fitting(now)
    chosen = fits[0].kind if kind is None else kind
    return LetterDesk(
        debt=now.mine.debt,
        household=now.household,
        fits=fits,
        kind=chosen,
        document=document_of(now, chosen, session.rules, edition),
    )


def note_sent(session: Session, document: dict[str, Any], on: date) -> Changes:
    """Keep a letter as it went out on a day, as one step; the chain covers it from then on."""
    debt = DebtId(document["to"]["debt"])
    return session.history.run("letter-sent", lambda work: keep_in(work, document, on, debt))


def paper_facts(found: LetterDesk) -> PaperFacts:
    """Return what is known for papers today."""
    home, debt = found.household, found.debt
    return PaperFacts(
        name=home.name,
        id_tail=home.id_tail,
        phone=home.phone,
        address=home.address,
        members=home.members,
        children_born=home.children_born,
        housing=home.housing,
        work=home.work,
        contract_no=debt.contract_no,
        hardship=debt.hardship,
    )


def keep_paper_facts(session: Session, debt: DebtId, facts: PaperFacts) -> Changes:
    """Keep what papers need, of the person and of one debt, as one step.

    Raises:
        KeyError: there is no such debt.
    """
    now = session.ledger.read_book().household
    home = replace(
        now,
        name=facts.name,
        id_tail=facts.id_tail,
        phone=facts.phone,
        address=facts.address,
        members=now.members if facts.members is None else facts.members,
        children_born=facts.children_born,
        housing=facts.housing,
        work=facts.work,
    )
    known = session.ledger.debt(debt)
    wanted = replace(known, contract_no=facts.contract_no, hardship=facts.hardship)

    def write(work: UnitOfWork) -> None:
        household_rows.set_household(work, home)
        debt_rows.replace(work, debt, wanted)

    return session.history.run("paper-facts", write)
