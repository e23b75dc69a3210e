"""Sending a version of a proposal: the statement as it is now goes with it, as one step."""

from __future__ import annotations

from datetime import date

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.negotiation import Proposal
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation import case_proposals
from jiebei_desktop.services.papers import statement
from jiebei_desktop.storage.unit_of_work import UnitOfWork


def send(session: Session, debt: DebtId, proposal: Proposal, on: date) -> Changes:
    """Mark a version as sent on a day, with the statement of that day frozen beside it.

    Raises:
        KeyError: there is no such debt.
    """
    facts = statement.for_session(session, on, None, debt)
    document = statement.document(facts, statement.LENDER, debt)

    def write(work: UnitOfWork) -> None:
        case_proposals.send_in(work, proposal, on, statement.keep_in(work, document, on))

    return session.history.run("proposal-sent", write)
