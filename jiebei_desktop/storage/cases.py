"""Cases of debts, their contacts with lenders, and the days to be reminded of."""

from __future__ import annotations

import json
from datetime import date, time

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.negotiation import Case, CaseFact, Channel, Conduct, Contact
from jiebei_desktop.domain.reminders import Reminder, case_ref, contact_ref, debt_ref
from jiebei_desktop.storage import debt_names
from jiebei_desktop.storage.records import StoredColumn, StoredTable, text
from jiebei_desktop.storage.rows import Row, RowSource
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_UNANSWERED = "unanswered"
"""Stands among the codes of conduct of a call that was not taken."""


class _Contacts(StoredTable[Contact]):
    """The log; how the other side behaved and whether anybody answered share a column."""

    def value(self, row: Row, **beside: object) -> Contact:
        noted = json.loads(row["flags"])
        conduct = frozenset(Conduct(code) for code in noted if code != _UNANSWERED)
        return super().value(row, conduct=conduct, answered=_UNANSWERED not in noted, **beside)

    def row(self, value: Contact) -> Row:
        noted = sorted(value.conduct) + ([] if value.answered else [_UNANSWERED])
        return {**super().row(value), "flags": text(noted)}


_CASES = StoredTable("cases", Case, beside=("debt",))
CONTACTS = _Contacts(
    "contacts",
    Contact,
    beside=("conduct", "answered", "remind_on"),
    columns={
        "on": "day",
        "channel": StoredColumn("channel", lambda code: Channel(code or Channel.CALL), str),
        "at": StoredColumn(
            "time",
            lambda at: time.fromisoformat(at) if at else None,
            lambda at: "" if at is None else f"{at:%H:%M}",
        ),
    },
)
FACTS = StoredTable("case_facts", CaseFact, columns={"on": "day"})
REMINDERS = StoredTable("reminders", Reminder, columns={"on": "day"})


def read(source: RowSource, debt: DebtId | None = None) -> tuple[Case, ...]:
    """Return every case, or those of a debt, oldest first."""
    codes = debt_names.codes(source)
    found = (_CASES.value(row, debt=codes[row["debt_id"]]) for row in _CASES.rows(source))
    return tuple(case for case in found if debt is None or case.debt == debt)


def open_of(source: RowSource, debt: DebtId) -> Case | None:
    """Return the open case of a debt, the newest of several."""
    found = [case for case in read(source, debt) if case.closed_on is None]
    return found[-1] if found else None


def case_in(work: UnitOfWork, debt: DebtId, on: date) -> int:
    """Return the open case of a debt within a step that writes to it, opened if there was none.

    Raises:
        KeyError: there is no such debt.
    """
    known = open_of(work, debt)
    if known is not None:
        return known.id
    case = Case(id=0, debt=debt, opened_on=on)
    return _CASES.insert(work, case, debt_id=debt_names.row_id(work, debt))


def debt_of(source: RowSource, case_id: int) -> int:
    """Return the row of the debt that a case is about.

    Raises:
        KeyError: there is no such case.
    """
    for row in _CASES.rows(source, id=case_id):
        return int(row["debt_id"])
    raise KeyError(case_id)


def close(work: UnitOfWork, case_id: int, on: date) -> None:
    """Close a case."""
    _CASES.set(work, case_id, closed_on=on)


def open_reminders(source: RowSource) -> tuple[Reminder, ...]:
    """Return what is not ticked off, by day."""
    return REMINDERS.read(source, "day, id", done=0)


def forget_reminders(work: UnitOfWork, debt: DebtId) -> None:
    """Delete the reminders of a debt, its cases and their contacts, those ticked off as well."""
    mine = [case.id for case in read(work, debt)]
    spoken = [row["id"] for case in mine for row in CONTACTS.rows(work, case_id=case)]
    refs = {debt_ref(debt), *map(case_ref, mine), *map(contact_ref, spoken)}
    REMINDERS.drop(work, [each.id for each in REMINDERS.read(work) if each.ref in refs])
