"""The statement of income, outgoings and debts: one immutable snapshot behind every document.

`build` gathers the facts once; `document` writes them as JSON for one edition, masked where the
edition asks for it, with a checksum and the outcome of an addition done anew from the JSON itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from jiebei_desktop.analysis.prospect import Answers
from jiebei_desktop.domain.accrual import owed
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.opening import in_force
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.true_rate import true_rate
from jiebei_desktop.domain.urgency import leading
from jiebei_desktop.services.book.means import lines
from jiebei_desktop.services.papers.statement_check import added_up
from jiebei_desktop.services.papers.statement_facts import (
    EDITIONS,
    FORMAT,
    LENDER,
    PRIVATE,
    VALID_DAYS,
    CaseFacts,
    DebtFacts,
    Statement,
)
from jiebei_desktop.services.papers.statement_json import write
from jiebei_desktop.services.picture import affording
from jiebei_desktop.services.plans.proposals import proposals
from jiebei_desktop.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session
__all__ = [
    "EDITIONS", "FORMAT", "LENDER", "PRIVATE", "VALID_DAYS", "CaseFacts", "DebtFacts", "Statement",
    "build", "canonical", "checksum", "document", "for_session", "keep", "keep_in", "recheck",
]  # fmt: skip


def build(
    book: Book,
    as_of: date,
    rules: RuleBook,
    payment: Fen | None = None,
    case: CaseFacts | None = None,
    told: Answers | None = None,
) -> Statement:
    """Gather the facts of a statement.

    Args:
        book: the ledger's values.
        as_of: the day of the figures.
        rules: the rule book.
        payment: what can be paid each month to all; None takes the recommended amount.
        case: contacts, evidence and version of the lender's case.
        told: what the household answered.
    """
    from jiebei_desktop.analysis.forecast import forecast
    from jiebei_desktop.analysis.stress import stress

    able = affording.study(book, as_of, told)
    budget = (able.offer or ZERO) if payment is None else payment
    return Statement(
        as_of=as_of,
        payment=budget,
        book=book,
        lines=lines(book, as_of),
        debts=tuple(
            DebtFacts(debt=debt, owed=owed(debt, as_of), rate=true_rate(in_force(debt, as_of)))
            for debt in book.debts
        ),
        proposals=proposals(book, budget, as_of, rules),
        affordability=able,
        forecast=forecast(book, as_of, 12, budget or None, answers=told),
        stress=stress(book, as_of, budget, answers=told) if budget else (),
        case=case or CaseFacts(),
        rules_as_of=rules.as_of,
    )


def for_session(
    session: Session, as_of: date, payment: Fen | None = None, debt: DebtId | None = None
) -> Statement:
    """Gather the facts of an open ledger, with the case file of one debt, else the most urgent.

    Raises:
        KeyError: the ledger has no such debt.
    """
    return for_lenders(session, as_of, payment, [debt])[0]


def for_lenders(
    session: Session, as_of: date, payment: Fen | None, debts: Sequence[DebtId | None]
) -> tuple[Statement, ...]:
    """Gather the facts once for several documents made in one go, each with a number of its own.

    Raises:
        KeyError: the ledger has no such debt.
    """
    if not debts:
        return ()
    book = session.book()
    for debt in debts:
        if debt is not None and debt not in {one.id for one in book.debts}:
            raise KeyError(debt)
    found = build(book, as_of, session.rules, payment, told=affording.answers(session))
    day = as_of.strftime("JB-%Y%m%d-")
    kept = sum(row["number"].startswith(day) for row in session.ledger.rows("statements"))
    return tuple(
        replace(found, case=_case_facts(session, as_of, debt, kept + place))
        for place, debt in enumerate(debts, 1)
    )


def _case_facts(session: Session, as_of: date, debt: DebtId | None, version: int) -> CaseFacts:
    from jiebei_desktop.services.cases.casefile import case_of, contacts
    from jiebei_desktop.services.cases.evidence import evidence

    chosen = debt
    if chosen is None:
        lead = leading((each, owed(each, as_of)) for each in session.ledger.debts())
        chosen = None if lead is None else lead.id
    case = None if chosen is None else case_of(session, chosen)
    return CaseFacts(
        version=version,
        contacts=() if case is None else contacts(session, case.id),
        evidence=evidence(session, None if case is None else case.id),
    )


def keep(session: Session, document: dict[str, Any], sent_on: date | None = None) -> int:
    """Freeze a document in the ledger and return its row id; the chain covers it from then on."""
    return session.history.run_for("statement-keep", lambda work: keep_in(work, document, sent_on))[
        0
    ]


def keep_in(work: UnitOfWork, document: dict[str, Any], sent_on: date | None = None) -> int:
    """Freeze a document within a step and return its row id."""
    debt = document["addressee"]
    known = work.rows("debts", code=debt) if debt else []
    values = {
        "number": document["number"],
        "edition": document["edition"],
        "debt_id": known[0]["id"] if known else None,
        "made_on": document["as_of"],
        "sent_on": None if sent_on is None else sent_on.isoformat(),
        "checksum": document["checksum"],
        "body": canonical(document),
    }
    return work.insert("statements", values)


def document(
    statement: Statement, edition: str = LENDER, lender: DebtId | None = None
) -> dict[str, Any]:
    """Write one edition as JSON values: yuan and rates as strings, days as ISO dates.

    Raises:
        KeyError: the statement has no such debt.
        ValueError: there is no such edition.
    """
    if edition not in EDITIONS:
        raise ValueError(edition)
    addressee = statement.first_addressee if lender is None else lender
    if addressee is not None:
        statement.facts(addressee)
    found = write(statement, edition, addressee)
    found["checks"] = recheck(found)
    found["checksum"] = checksum(found)
    return found


def canonical(values: dict[str, Any]) -> str:
    """Return the one way a document is written for its checksum: sorted keys, no spaces."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def checksum(values: dict[str, Any]) -> str:
    """Return the SHA-256 of a document without its own checksum."""
    rest = {key: value for key, value in values.items() if key != "checksum"}
    return hashlib.sha256(canonical(rest).encode()).hexdigest()


def recheck(values: dict[str, Any]) -> dict[str, bool]:
    """Add everything up anew from the written figures; every answer should be true."""
    return added_up(values)
