"""The case file of each debt: opening a case, the contact log, reminders."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.negotiation import (
    CallRules,
    Case,
    ConductFlag,
    Contact,
    conduct_flags,
)
from jiebei_desktop.domain.reminders import Reminder, contact_ref
from jiebei_desktop.services.cases.evidence import NewPaper
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import cases as stored
from jiebei_desktop.storage.cases import CONTACTS, REMINDERS, case_in
from jiebei_desktop.storage.unit_of_work import UnitOfWork


def cases(session: Session) -> tuple[Case, ...]:
    """Return every case, oldest first."""
    return stored.read(session.ledger)


def case_of(session: Session, debt: DebtId) -> Case | None:
    """Return the open case of a debt."""
    return stored.open_of(session.ledger, debt)


def contacts(session: Session, case_id: int) -> tuple[Contact, ...]:
    """Return a case's contacts, oldest first, each with the day of its open reminder."""
    found = CONTACTS.read(session.ledger, "day, time, id", case_id=case_id)
    waiting = {each.ref: each.on for each in reminders(session)}
    return tuple(replace(one, remind_on=waiting.get(contact_ref(one.id))) for one in found)


def note_contact(
    session: Session, debt: DebtId, contact: Contact, on: date, record: NewPaper | None = None
) -> Changes:
    """Write a contact with the file that shows it, opening the debt's case: one step.

    Raises:
        KeyError: there is no such debt.
    """

    def write(work: UnitOfWork) -> int:
        case = case_in(work, debt, on)
        return add_contact(work, _recorded(work, replace(contact, case_id=case), record))

    return session.history.run("contact-log", write)


def add_contact(work: UnitOfWork, contact: Contact) -> int:
    """Write a contact as a part of a step and return its id."""
    row_id = CONTACTS.insert(work, contact)
    _remind(work, contact, row_id)
    return row_id


def edit_contact(session: Session, contact: Contact, record: NewPaper | None = None) -> Changes:
    """Change a contact; the chain keeps the fact that it was changed.

    ``contact.remind_on`` takes the place of its open reminder; None ends it. A new record takes
    the place of the one it had.
    """

    def write(work: UnitOfWork) -> None:
        CONTACTS.update(work, contact.id, _recorded(work, contact, record))
        REMINDERS.remove(work, ref=contact_ref(contact.id), done=0)
        _remind(work, contact, contact.id)

    return session.history.run("contact-edit", write)


def delete_contact(session: Session, contact_id: int) -> Changes:
    """Take a contact out of the log; undo brings it back, the chain remembers both."""

    def write(work: UnitOfWork) -> None:
        REMINDERS.remove(work, ref=contact_ref(contact_id))
        CONTACTS.drop(work, [contact_id])

    return session.history.run("contact-delete", write)


def flags(session: Session, case_id: int) -> tuple[ConductFlag, ...]:
    """Return what the collection standard says about a case's contacts."""
    return conduct_flags(contacts(session, case_id), call_rules(session))


def call_rules(session: Session) -> CallRules:
    """Return the figures of the collection standard from the rule book."""
    rules = session.rules
    return CallRules(
        quiet_from=int(rules.number("collect_hours", "quiet_from")),
        quiet_until=int(rules.number("collect_hours", "quiet_until")),
        calls_per_day=int(rules.number("collect_freq", "calls_per_day")),
    )


def reminders(session: Session, until: date | None = None) -> tuple[Reminder, ...]:
    """Return the open reminders by day, or those up to a day."""
    found = stored.open_reminders(session.ledger)
    return tuple(each for each in found if until is None or each.on <= until)


def finish_reminder(session: Session, reminder_id: int) -> Changes:
    """Tick a reminder off."""
    return session.history.run(
        "reminder-done", lambda work: REMINDERS.set(work, reminder_id, done=1)
    )


def _recorded(work: UnitOfWork, contact: Contact, record: NewPaper | None) -> Contact:
    """Return a contact with the file that shows it, added now."""
    if record is None:
        return contact
    return replace(contact, attachment_id=record.add(work, contact.case_id).attachment_id)


def add_paper(
    session: Session, debt: DebtId, paper: NewPaper, on: date, *, for_all: bool
) -> Changes:
    """Add a document to a debt's case, opened if there was none, or for every case: one step.

    Raises:
        KeyError: there is no such debt.
    """
    return session.history.run(
        "evidence-add", lambda work: paper.add(work, None if for_all else case_in(work, debt, on))
    )


def _remind(work: UnitOfWork, contact: Contact, row_id: int) -> None:
    if contact.remind_on is not None:
        ref = contact_ref(row_id)
        reminder = Reminder(on=contact.remind_on, kind="promise", ref=ref, note=contact.promised)
        REMINDERS.insert(work, reminder)
