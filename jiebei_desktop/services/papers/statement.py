"""The statement of income, outgoings and debts: one immutable snapshot behind every document.

`build` gathers the facts once, from the picture; `document` writes them as JSON for one edition,
masked where the edition asks for it, with the outcome of an addition done anew from the JSON
itself. Both editions of one number carry one checksum.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from jiebei_desktop.analysis.claims import CARD_TERM
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.rules import RuleBook, RuleRow
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.cases import copies
from jiebei_desktop.services.keeping.memo import Memo
from jiebei_desktop.services.papers.statement_check import added_up, canonical, checksum
from jiebei_desktop.services.papers.statement_facts import (
    EDITIONS,
    FORMAT,
    LENDER,
    PRIVATE,
    VALID_DAYS,
    CaseFacts,
    IncomeStatement,
)
from jiebei_desktop.services.papers.statement_json import write
from jiebei_desktop.services.picture import (
    Reading,
    at_payment,
    home_of,
    picture_of,
    read,
    reading_of,
)
from jiebei_desktop.services.picture.usual_month import usual_month
from jiebei_desktop.services.plans.proposals import proposals
from jiebei_desktop.services.plans.requests import DebtFacts, facts_of
from jiebei_desktop.storage import statements
from jiebei_desktop.storage.statements import KeptPaper

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.storage.unit_of_work import UnitOfWork

__all__ = [
    "EDITIONS", "FORMAT", "LENDER", "PRIVATE", "VALID_DAYS", "CaseFacts", "DebtFacts",
    "IncomeStatement", "build", "canonical", "checksum", "document", "for_each", "for_lenders",
    "for_session", "gather", "keep_in", "recheck",
]  # fmt: skip

MONTHS_AHEAD = 12


def build(
    book: Book,
    as_of: date,
    rules: RuleBook,
    payment: Fen | None = None,
    case: CaseFacts | None = None,
) -> IncomeStatement:
    """Gather the facts of a statement of values that stand in no ledger.

    Args:
        book: the household.
        as_of: the day of the figures.
        rules: the rule book.
        payment: what can be paid each month to all; None takes the recommended amount.
        case: contacts, evidence and version of the lender's case.
    """
    found = of_reading(reading_of(book, as_of, rules, payment=payment), rules)
    return found if case is None else replace(found, case=case)


def of_reading(reading: Reading, rules: RuleBook, *, capitalise: bool = False) -> IncomeStatement:
    """Gather the facts of a statement from a reading of the ledger."""
    from jiebei_desktop.analysis.forecast import forecast
    from jiebei_desktop.analysis.stress import stress

    seen, book, as_of = picture_of(reading), reading.book, reading.as_of
    home, budget = seen.as_paid(home_of(reading)), seen.money("plan.payment") or ZERO
    paid = seen.most_paid
    known = at_payment(reading, budget, capitalise=True) if capitalise else seen
    asked = proposals(book, budget, as_of, rules, seen=known)
    return IncomeStatement(
        as_of=as_of,
        picture=seen,
        book=book,
        month=usual_month(reading),
        debts=facts_of(book, asked, as_of),
        forecast=forecast(book, as_of, MONTHS_AHEAD, seen.plan_pays, home=home),
        stress=stress(book, as_of, paid, home=home, pays=seen.plan_pays) if paid else (),
        capitalised=capitalise,
        case=CaseFacts(),
        rules_as_of=rules.as_of,
        card_rule=_card_rule(rules, as_of),
    )


def _card_rule(rules: RuleBook, as_of: date) -> RuleRow | None:
    row = rules.rows.get(CARD_TERM)
    return row if row is not None and row.is_law and row.in_force(as_of) else None


def for_session(
    session: Session, as_of: date, payment: Fen | None = None, debt: DebtId | None = None
) -> IncomeStatement:
    """Gather the facts of an open ledger, with the case file of one debt, else the one in need.

    Raises:
        KeyError: the ledger has no such debt.
    """
    return for_lenders(session, as_of, payment, [debt])[0]


def for_lenders(
    session: Session, as_of: date, payment: Fen | None, debts: Sequence[DebtId | None]
) -> tuple[IncomeStatement, ...]:
    """Gather the facts once for several documents made in one go, each with a number of its own.

    Raises:
        KeyError: the ledger has no such debt.
    """
    return for_each(session, gather(session, as_of, payment), debts)


def gather(
    session: Session, as_of: date, payment: Fen | None = None, *, capitalise: bool = False
) -> IncomeStatement:
    """Gather the facts of an open ledger that are the same for every lender.

    Args:
        session: the open ledger.
        as_of: the day of the figures.
        payment: what can be paid each month to all; None takes what was decided or recommended.
        capitalise: charges become principal because the lender demands it.
    """
    from jiebei_desktop.services.cases.limitation import perhaps_barred
    from jiebei_desktop.services.debts.estimates import guessed, untold

    reading = read(session, as_of)
    if payment is not None:
        means = msgspec.structs.replace(reading.means, chosen=payment)
        reading = msgspec.structs.replace(reading, means=means, memo=Memo())
    found = of_reading(reading, session.rules, capitalise=capitalise)
    states = ((debt, owed(debt, as_of)) for debt in found.book.debts)
    barred = frozenset(perhaps_barred(session, states))
    return replace(found, barred=barred, untold=untold(session), guessed=guessed(session))


def for_each(
    session: Session, found: IncomeStatement, debts: Sequence[DebtId | None]
) -> tuple[IncomeStatement, ...]:
    """Return the facts for several lenders, each with its case file and a number of its own.

    Raises:
        KeyError: the ledger has no such debt.
    """
    for debt in debts:
        if debt is not None and debt not in {one.id for one in found.book.debts}:
            raise KeyError(debt)
    kept = last_number(session, found.as_of)
    return tuple(
        replace(found, case=_case_facts(session, found, debt, kept + _place(found, debt)))
        for debt in debts
    )


def last_number(session: Session, day: date) -> int:
    """Return the greatest number of the papers kept of a day; 0 without any."""
    mark = day.strftime("JB-%Y%m%d-")
    kept = (one.number for one in statements.read(session.ledger))
    places = (one.removeprefix(mark) for one in kept if one.startswith(mark))
    return max((int(one) for one in places if one.isdecimal()), default=0)


def _place(found: IncomeStatement, debt: DebtId | None) -> int:
    """Return a debt's place among the day's papers, alone and with others: who is asked first."""
    asked = [one.debt.id for one in found.to_write_to]
    others = [one.id for one in found.book.debts if one.id not in asked]
    named = found.first_addressee if debt is None else debt
    return 1 if named is None else [*asked, *others].index(named) + 1


def _case_facts(
    session: Session, found: IncomeStatement, named: DebtId | None, number: int
) -> CaseFacts:
    from jiebei_desktop.services.cases.casefile import case_of, contacts
    from jiebei_desktop.services.cases.evidence import at_hand, held
    from jiebei_desktop.services.papers.signature_checks import as_json, checks

    debt = found.first_addressee if named is None else named
    if debt is None:
        return CaseFacts(number=number)
    case = case_of(session, debt)
    return CaseFacts(
        number=number,
        version=copies.requests_kept(session, debt) + 1,
        contacts=() if case is None else contacts(session, case.id),
        evidence=at_hand(session, held(session, None if case is None else case.id)),
        checks=tuple(
            as_json(one)
            for one in checks(session, session.ledger.debt(debt), found.as_of, found.picture)
        ),
    )


def keep_in(
    work: UnitOfWork,
    document: dict[str, Any],
    sent_on: date | None = None,
    debt: DebtId | None = None,
) -> int:
    """Freeze a document as part of a larger step and return its row id.

    Without a ``debt`` it belongs to the debt of its addressee.
    """
    paper = KeptPaper(
        number=document["number"],
        edition=document["edition"],
        debt=debt or document["addressee"] or None,
        made_on=date.fromisoformat(document["as_of"]),
        sent_on=sent_on,
        checksum=document["checksum"],
    )
    return statements.keep(work, paper, canonical(document))


def document(
    statement: IncomeStatement, edition: str = LENDER, lender: DebtId | None = None
) -> dict[str, Any]:
    """Write one edition as JSON values: yuan and rates as strings, days as ISO dates.

    Raises:
        KeyError: the statement has no such debt.
        ValueError: there is no such edition.
    """
    if edition not in EDITIONS:
        raise ValueError(edition)
    addressee = statement.first_addressee if lender is None else lender
    if addressee is not None and addressee not in {one.id for one in statement.book.debts}:
        raise KeyError(addressee)
    found = write(statement, edition, addressee)
    found["checks"] = recheck(found)
    found["checksum"] = checksum(found)
    return found


def recheck(values: dict[str, Any]) -> dict[str, bool]:
    """Add everything up anew from the written figures; every answer should be true."""
    return added_up(values)
