"""Entries: read whole, a page at a time, and added once however often a file is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from jiebei_desktop.domain.household import Entry, EntryKind, Mark
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.rows import Row
from jiebei_desktop.storage.unit_of_work import UnitOfWork

COLUMNS = ("day", "kind", "amount_fen", "category", "counterparty", "note", "mark")
_NAMES = ", ".join(COLUMNS)


def read(db: Connection, since: date | None = None) -> tuple[Entry, ...]:
    """Return the entries on or after a day, oldest first."""
    return tuple(each(db, since))


def each(db: Connection, since: date | None = None) -> Iterator[Entry]:
    """Yield the entries on or after a day, oldest first, one by one."""
    cursor = db.execute(
        f"SELECT {_NAMES} FROM entries WHERE day >= ? ORDER BY day, id",  # noqa: S608 - names are ours
        ("" if since is None else since.isoformat(),),
    )
    return (entry(row) for row in cursor)


def amounts(db: Connection, first: str, last: str, least: Fen) -> set[tuple[str, str, int]]:
    """Return kind, day and amount of the entries between two days, the days beside them too."""
    cursor = db.execute(
        """SELECT kind, day, amount_fen FROM entries
        WHERE day BETWEEN date(?, '-1 day') AND date(?, '+1 day') AND amount_fen >= ?""",
        (first, last, least),
    )
    return set(cursor)


def add(work: UnitOfWork, entry: Entry) -> int:
    """Add an entry typed by the user and return its row."""
    return work.insert("entries", row(entry))


def edit(work: UnitOfWork, row_id: int, entry: Entry) -> None:
    """Give an entry other content (KeyError where there is none); its origin stays."""
    work.update("entries", row_id, row(entry))


def change(work: UnitOfWork, ids: Iterable[int], columns: Mapping[str, str]) -> None:
    """Give entries the same texts in some columns (KeyError where one does not exist)."""
    work.update_many("entries", ids, columns)


def delete(work: UnitOfWork, ids: Iterable[int]) -> None:
    """Delete entries (KeyError where one does not exist)."""
    work.delete_many("entries", ids)


class ImportedEntry(NamedTuple):
    """An entry that a statement's row made, in the storage classes of its columns."""

    day: str
    kind: str
    amount_fen: int
    category: str
    counterparty: str
    note: str
    raw_row_id: int
    paid_by: int | None
    """Row of the debt that paid it, such as a card."""


def add_imported(work: UnitOfWork, batch: int, found: Iterable[ImportedEntry]) -> int:
    """Add entries of a statement and return how many they were."""
    shared = {"batch_id": batch, "mark": Mark.STATEMENT.value, "source": "import"}
    return len(work.insert_many("entries", ImportedEntry._fields, found, shared))


def row(entry: Entry) -> Row:
    """Return the columns of an entry, as a unit of work takes them."""
    return dict(zip(COLUMNS, values(entry), strict=True))


def entry(row: Sequence[Any]) -> Entry:
    """Return the entry of a row in the order of ``COLUMNS``."""
    day, kind, amount, category, counterparty, note, mark = row
    return Entry(
        date=date.fromisoformat(day),
        kind=EntryKind(kind),
        amount=Fen(amount),
        category=category,
        counterparty=counterparty,
        note=note,
        mark=Mark(mark),
    )


def values(entry: Entry) -> tuple[str, str, int, str, str, str, str]:
    """Return an entry's columns in the order of ``COLUMNS``."""
    return (
        entry.date.isoformat(),
        entry.kind.value,
        entry.amount,
        entry.category,
        entry.counterparty,
        entry.note,
        entry.mark.value,
    )
