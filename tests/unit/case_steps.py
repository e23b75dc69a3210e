"""Steps of a case taken one by one; the window takes them as parts of larger ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import CaseFact, Contact, Proposal, Request
from jiebei_desktop.services.cases import case_facts, casefile
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation import case_proposals
from jiebei_desktop.services.papers import statement

REQUEST = Request(
    principal=Fen(3_893_100),
    annual_rate=Decimal("0.1825"),
    periods=36,
    payment=Fen(141_234),
    first_due=date(2026, 12, 15),
    waived_penalty=Fen(5_700),
)
"""What is asked for in the talk about the employee's late loan."""


def log_contact(session: Session, contact: Contact) -> int:
    """Write a contact into the log and return its id."""
    return session.history.run_for("contact-log", lambda work: casefile.add_contact(work, contact))[
        0
    ]


def note_fact(session: Session, fact: CaseFact) -> Changes:
    """Note a fact of a case."""
    due = case_facts._due(session, fact)
    return session.history.run("case-fact", lambda work: case_facts._note(work, fact, due))


def draft(session: Session, case_id: int, request: Request, on: date) -> Proposal:
    """Add the next version with this request and return it."""
    return session.history.run_for(
        "proposal-draft", lambda work: case_proposals._draft(work, case_id, request, on)
    )[0]


def mark_sent(
    session: Session, proposal: Proposal, on: date, statement_id: int | None = None
) -> Changes:
    """Record that a version was sent, with the frozen statement that went with it."""
    return session.history.run(
        "proposal-sent", lambda work: case_proposals.send_in(work, proposal, on, statement_id)
    )


def keep_paper(session: Session, document: dict[str, Any], sent_on: date | None = None) -> int:
    """Freeze a document in the ledger and return its row id."""
    return session.history.run_for(
        "statement-keep", lambda work: statement.keep_in(work, document, sent_on)
    )[0]
