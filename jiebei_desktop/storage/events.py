"""Life events: the one owner of their table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.storage import household, rows
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.rows import Row
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_TABLE = "events"


def read(db: Connection) -> tuple[LifeEvent, ...]:
    """Return all events, oldest first; those of one day as they were entered."""
    return tuple(_event(row) for row in rows.fetch(db, rows.select(_TABLE, order="start, id")))


def add_missing(work: UnitOfWork, events: Iterable[LifeEvent]) -> int:
    """Add the events that are not there yet, and return how many were added."""
    return household.add_missing(work, _TABLE, events, _row)


def add(work: UnitOfWork, event: LifeEvent) -> None:
    """Add an event."""
    work.insert(_TABLE, _row(event))


def change(work: UnitOfWork, old: LifeEvent, new: LifeEvent) -> None:
    """Replace an event.

    Raises:
        KeyError: there is no event equal to ``old``.
    """
    work.update(_TABLE, _row_id(work, old), _row(new))


def remove(work: UnitOfWork, event: LifeEvent) -> None:
    """Delete an event.

    Raises:
        KeyError: there is no such event.
    """
    work.delete(_TABLE, _row_id(work, event))


def _row_id(work: UnitOfWork, event: LifeEvent) -> int:
    for row in work.rows(_TABLE, **_row(event)):
        return int(row["id"])
    raise KeyError(event)


def _event(row: Row) -> LifeEvent:
    return LifeEvent(
        kind=EventKind(row["kind"]),
        start=date.fromisoformat(row["start"]),
        until=rows.day(row["until"]),
        category=row["category"],
        name=row["name"],
        amount=rows.fen(row["amount_fen"]),
        confirmed=bool(row["confirmed"]),
    )


def _row(event: LifeEvent) -> Row:
    return {
        "kind": event.kind.value,
        "start": event.start.isoformat(),
        "until": rows.iso(event.until),
        "category": event.category,
        "name": event.name,
        "amount_fen": event.amount,
        "confirmed": int(event.confirmed),
    }
