"""The case file of each debt: opening a case, the contact log, reminders."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time
from typing import Any

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.negotiation import (
    CallRules,
    Case,
    Channel,
    Conduct,
    ConductFlag,
    Contact,
    Direction,
    conduct_flags,
)
from jiebei_desktop.domain.reminders import Reminder
from jiebei_desktop.services.cases.evidence import NewPaper
from jiebei_desktop.services.formats.request_json import text
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import debts
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_UNANSWERED = "unanswered"


def cases(session: Session) -> tuple[Case, ...]:
    """Return every case, oldest first."""
    codes = {row["id"]: row["code"] for row in session.ledger.rows("debts")}
    return tuple(_case(row, codes[row["debt_id"]]) for row in session.ledger.rows("cases"))


def case_of(session: Session, debt: DebtId) -> Case | None:
    """Return the open case of a debt."""
    found = [case for case in cases(session) if case.debt == debt and case.closed_on is None]
    return found[-1] if found else None


def open_case(session: Session, debt: DebtId, on: date) -> Case:
    """Return the open case of a debt, opened now if there was none.

    Raises:
        KeyError: there is no such debt.
    """
    known = case_of(session, debt)
    if known is not None:
        return known
    found = session.ledger.rows("debts", code=debt)
    if not found:
        raise KeyError(debt)
    values = {"debt_id": found[0]["id"], "opened_on": on.isoformat()}
    row_id, _ = session.history.run_for("case-open", lambda work: work.insert("cases", values))
    return Case(id=row_id, debt=debt, opened_on=on)


def case_in(work: UnitOfWork, debt: DebtId, on: date) -> int:
    """Return the open case of a debt within a step that writes to it, opened if there was none.

    Raises:
        KeyError: there is no such debt.
    """
    row = debts.row_id(work, debt)
    found = work.rows("cases", debt_id=row, closed_on=None)
    if found:
        return int(found[-1]["id"])
    return work.insert("cases", {"debt_id": row, "opened_on": on.isoformat()})


def set_stage(session: Session, case_id: int, stage: str, note: str = "") -> Changes:
    """Record the stage of this case as a fact of its own (a lawsuit, an assignment)."""
    values = {"stage": stage, "note": note}
    return session.history.run("case-stage", lambda work: work.update("cases", case_id, values))


def close_case(session: Session, case_id: int, on: date) -> Changes:
    """Close a case: the debt is settled or the matter has ended."""
    values = {"closed_on": on.isoformat()}
    return session.history.run("case-close", lambda work: work.update("cases", case_id, values))


def contacts(session: Session, case_id: int) -> tuple[Contact, ...]:
    """Return a case's contacts, oldest first, each with the day of its open reminder."""
    rows = session.ledger.rows("contacts", "day, time, id", case_id=case_id)
    waiting = {each.ref: each.on for each in reminders(session)}
    return tuple(
        replace(_contact(row), remind_on=waiting.get(f"contact:{row['id']}")) for row in rows
    )


def log_contact(session: Session, contact: Contact) -> int:
    """Write a contact into the log and return its id; a promise's date becomes a reminder."""
    return session.history.run_for("contact-log", lambda work: add_contact(work, contact))[0]


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
    row_id = work.insert("contacts", _contact_row(contact))
    _remind(work, contact, row_id)
    return row_id


def edit_contact(session: Session, contact: Contact, record: NewPaper | None = None) -> Changes:
    """Change a contact; the chain keeps the fact that it was changed.

    ``contact.remind_on`` takes the place of its open reminder; None ends it. A new record takes
    the place of the one it had.
    """

    def write(work: UnitOfWork) -> None:
        work.update("contacts", contact.id, _contact_row(_recorded(work, contact, record)))
        still_open = work.rows("reminders", ref=f"contact:{contact.id}", done=0)
        work.delete_many("reminders", [row["id"] for row in still_open])
        _remind(work, contact, contact.id)

    return session.history.run("contact-edit", write)


def delete_contact(session: Session, contact_id: int) -> Changes:
    """Take a contact out of the log; undo brings it back, the chain remembers both."""

    def write(work: UnitOfWork) -> None:
        ref = f"contact:{contact_id}"
        work.delete_many("reminders", [row["id"] for row in work.rows("reminders", ref=ref)])
        work.delete("contacts", contact_id)

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
    rows = session.ledger.rows("reminders", "day, id", done=0)
    found = (_reminder(row) for row in rows)
    return tuple(each for each in found if until is None or each.on <= until)


def finish_reminder(session: Session, reminder_id: int) -> Changes:
    """Tick a reminder off."""
    return session.history.run(
        "reminder-done", lambda work: work.update("reminders", reminder_id, {"done": 1})
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
    if contact.remind_on is None:
        return
    work.insert(
        "reminders",
        {
            "day": contact.remind_on.isoformat(),
            "kind": "promise",
            "ref": f"contact:{row_id}",
            "note": contact.promised,
        },
    )


def _case(row: dict[str, Any], code: str) -> Case:
    closed = row["closed_on"]
    return Case(
        id=row["id"],
        debt=DebtId(code),
        opened_on=date.fromisoformat(row["opened_on"]),
        closed_on=None if closed is None else date.fromisoformat(closed),
        stage=row["stage"],
        note=row["note"],
    )


def _contact(row: dict[str, Any]) -> Contact:
    noted = json.loads(row["flags"])
    return Contact(
        id=row["id"],
        case_id=row["case_id"],
        on=date.fromisoformat(row["day"]),
        at=time.fromisoformat(row["time"]) if row["time"] else None,
        channel=Channel(row["channel"]),
        direction=Direction(row["direction"]),
        who=row["who"],
        number=row["number"],
        said=row["said"],
        promised=row["promised"],
        conduct=frozenset(Conduct(code) for code in noted if code != _UNANSWERED),
        answered=_UNANSWERED not in noted,
        attachment_id=row["attachment_id"],
    )


def _contact_row(contact: Contact) -> dict[str, Any]:
    noted = sorted(contact.conduct) + ([] if contact.answered else [_UNANSWERED])
    return {
        "case_id": contact.case_id,
        "day": contact.on.isoformat(),
        "time": "" if contact.at is None else f"{contact.at:%H:%M}",
        "channel": contact.channel.value,
        "direction": contact.direction.value,
        "who": contact.who,
        "number": contact.number,
        "said": contact.said,
        "promised": contact.promised,
        "flags": text(noted),
        "attachment_id": contact.attachment_id,
    }


def _reminder(row: dict[str, Any]) -> Reminder:
    return Reminder(
        id=row["id"],
        on=date.fromisoformat(row["day"]),
        kind=row["kind"],
        ref=row["ref"],
        note=row["note"],
    )
