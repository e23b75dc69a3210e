"""What was noted during a call, and keeping it: a contact, and an answer to the version sent."""

from __future__ import annotations

from datetime import date, time

from msgspec import Struct

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.negotiation import Contact, Direction, ProposalState
from jiebei_desktop.services.cases.casefile import add_contact, case_of
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation.case_proposals import proposals, reply_in
from jiebei_desktop.services.papers.call_desk import CounterOffer, Demand
from jiebei_desktop.storage.cases import case_in
from jiebei_desktop.storage.unit_of_work import UnitOfWork


class CallNotes(Struct, frozen=True, kw_only=True):
    """What was heard; every field is empty until it is filled."""

    who: str = ""
    staff_number: str = ""
    unit: str = ""
    """Which company or agency the caller named."""
    written_in: str = ""
    """Where what was said will be written: message, app or letter."""
    other: str = ""
    """Anything else, in the user's words."""
    told: bool = False
    """I said that I ask for an arrangement of my own accord, and what I propose."""
    asked_freeze: bool = False
    answer_on: date | None = None
    """When they will answer what I propose."""
    heard: tuple[Demand, ...] = ()
    """Demands that were made, in their order."""
    offer: CounterOffer | None = None
    fits: bool = False
    """The offer can be kept; still nothing was agreed on the telephone."""

    @property
    def empty(self) -> bool:
        """Return whether nothing was noted."""
        return self == CallNotes()


class CallRecord(Struct, frozen=True, kw_only=True):
    """A call as it is kept: its words are made by the head, in the language of the user."""

    said: str
    offered: str
    """The other side's terms in one line, empty where they made no offer."""
    promised: str
    who: str
    at: time | None = None


def keep_call(
    session: Session, debt: DebtId, notes: CallNotes, record: CallRecord, on: date
) -> Changes:
    """Keep a call as one step: a contact, its reminder, and the answer to a version that was sent.

    The case is opened when there is none.

    Raises:
        KeyError: there is no such debt.
    """
    case = case_of(session, debt)
    made = () if case is None else proposals(session, case.id)
    sent = made[0] if made and made[0].state is ProposalState.SENT else None

    def write(work: UnitOfWork) -> None:
        contact = Contact(
            case_id=case_in(work, debt, on),
            on=on,
            at=record.at,
            direction=Direction.IN,
            who=record.who,
            number=notes.staff_number,
            said=record.said,
            promised=record.promised,
            remind_on=notes.answer_on,
        )
        add_contact(work, contact)
        if sent is not None and record.offered:
            reply_in(work, sent, ProposalState.COUNTERED, record.offered, on)

    return session.history.run("contact-log", write)
