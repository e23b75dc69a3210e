"""What imports left: their files, the rows they held, which rows are one event."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from jiebei_desktop.storage import entries
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.records import StoredColumn, StoredTable
from jiebei_desktop.storage.rows import RowSource
from jiebei_desktop.storage.unit_of_work import UnitOfWork


class ImportBatch(Struct, frozen=True, kw_only=True):
    """One imported file: its period, what its rows came to, and what more it told."""

    id: int = 0
    file: str
    sha256: str
    format: str
    account: str
    first: str
    """First and last day in the file, and when it was imported: ISO days, empty if not told."""
    last: str
    imported_on: str
    declared_rows: int | None
    rows: int
    booked: int
    neutral: int
    ignored: int
    review: int
    duplicates: int
    warnings: Sequence[Sequence[Any]]
    """Code, line and facts of each notice."""
    facts: Mapping[str, Any]
    """``source``, ``tail``, ``complete`` and more, as the service that wrote it knows them."""

    def touches(self, first: str, last: str) -> bool:
        """Say whether its period and another share a day; a file without a day may be anywhere."""
        return (self.last or "9") >= first and self.first <= last


class RawRow(NamedTuple):
    """One row of an imported file, in the storage classes of its columns."""

    row: int
    """Line of its file."""
    identity: str
    kind: str
    status: str
    day: str
    moment: str
    amount_fen: int
    counterparty: str
    body: str
    """The cells without a column of their own (`services.statements.imports_rows`)."""
    reason: str
    batch_id: int = 0
    """What the ledger gives it: the import it came with, and its own number."""
    id: int = 0


NewRow = tuple[int, str, str, str, str, str, int, str, str, str]
"""An imported row before the ledger has it: the fields of ``RawRow`` but the last two."""


class Pairing(Struct, frozen=True, kw_only=True):
    """Two rows that show one event: what happened, and the leg that moved its money."""

    id: int = 0
    left_row_id: int
    right_row_id: int
    reason: str
    facts: Mapping[str, Any]


UNDONE = "undone"
"""Reason of a link that the user took apart: the pair is not joined again."""


def of_event(link: Pairing) -> bool:
    """Say whether two rows still count as one event."""
    return link.reason != UNDONE


def _day(name: str) -> StoredColumn:
    return StoredColumn(name, lambda day: day or "", lambda day: day or None)


BATCHES = StoredTable(
    "import_batches",
    ImportBatch,
    columns={
        "first": _day("first_day"),
        "last": _day("last_day"),
        "imported_on": _day("imported_on"),
    },
)
LINKS = StoredTable("links", Pairing)
_RAW = "raw_rows"


def raw_rows(source: RowSource, order: str = "id", /, **where: object) -> list[RawRow]:
    """Return imported rows, those whose columns equal the given values."""
    found = source.rows(_RAW, order, ", ".join(RawRow._fields), **where)
    return [RawRow(*row.values()) for row in found]


def rows_of_sizes(source: RowSource, sizes: Iterable[int], first: str, last: str) -> list[RawRow]:
    """Return the imported rows of some amounts, in or out, between two days or without a day."""
    wanted = [signed for size in set(sizes) for signed in (size, -size)]
    found = source.among(_RAW, "amount_fen", wanted, ", ".join(RawRow._fields))
    rows = (RawRow(*row.values()) for row in found)
    return [row for row in rows if first <= row.day <= last or not row.moment]


def raw_row(source: RowSource, row_id: int) -> RawRow:
    """Return one imported row.

    Raises:
        KeyError: there is no such row.
    """
    for row in raw_rows(source, id=row_id):
        return row
    raise KeyError(row_id)


def row_ids(source: RowSource, batch: int) -> set[int]:
    """Return the ids of the rows of one file."""
    return {row["id"] for row in source.rows(_RAW, "id", "id", batch_id=batch)}


def add_rows(work: UnitOfWork, batch: int, found: Iterable[NewRow]) -> range:
    """Add rows of a file and return their ids."""
    return work.insert_many(_RAW, RawRow._fields[:-2], found, {"batch_id": batch})


def change_row(work: UnitOfWork, row_id: int, **columns: str) -> None:
    """Give an imported row another status, kind or reason (KeyError where there is none)."""
    work.update(_RAW, row_id, columns)


def unbook(work: UnitOfWork, raw_ids: Iterable[int]) -> None:
    """Take back what stored rows booked: entries, debt events and their payments."""
    for raw_id in raw_ids:
        events = [row["id"] for row in work.rows("debt_events", raw_row_id=raw_id)]
        paid = [row["id"] for event in events for row in work.rows("payments", event_id=event)]
        work.delete_many("payments", paid)
        work.delete_many("debt_events", events)
        entries.delete(work, [row["id"] for row in work.rows("entries", raw_row_id=raw_id)])


def drop(work: UnitOfWork, batch: int) -> None:
    """Delete an imported file with its rows, their links and all they booked.

    Raises:
        KeyError: there is no such import.
    """
    own = row_ids(work, batch)
    links = [one.id for one in LINKS.read(work) if {one.left_row_id, one.right_row_id} & own]
    LINKS.drop(work, links)
    events = {row["id"] for row in work.rows("debt_events") if row["raw_row_id"] in own}
    paid = [row["id"] for row in work.rows("payments") if row["event_id"] in events]
    work.delete_many("payments", paid)
    work.delete_many("debt_events", events)
    entries.delete(work, [row["id"] for row in work.rows("entries", batch_id=batch)])
    work.delete_many(_RAW, own)
    BATCHES.drop(work, [batch])


class KnownRow(Struct, frozen=True, kw_only=True):
    """An imported row that is in the ledger."""

    id: int
    status: str
    body: str


def known(db: Connection, identities: Iterable[str]) -> dict[str, KnownRow]:
    """Return the rows whose identities are among the given ones."""
    cursor = db.execute(
        """SELECT identity, id, status, body FROM raw_rows
        WHERE identity IN (SELECT value FROM json_each(?))""",
        (json.dumps(list(identities)),),
    )
    return {
        identity: KnownRow(id=row_id, status=status, body=body)
        for identity, row_id, status, body in cursor
    }


def multiplicity(db: Connection, fingerprints: Iterable[str]) -> dict[str, int]:
    """Return how many rows have an identity ``fingerprint#n``, for the fingerprints seen."""
    cursor = db.execute(
        """SELECT value, (SELECT count(*) FROM raw_rows
          WHERE identity > value || '#' AND identity < value || '$')
        FROM json_each(?)""",
        (json.dumps(sorted(set(fingerprints))),),
    )
    return {value: count for value, count in cursor if count}


def lines(db: Connection, raw_rows: Iterable[int]) -> dict[int, int]:
    """Return the line of each row in the file it came from."""
    cursor = db.execute(
        "SELECT id, row FROM raw_rows WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(raw_rows))),),
    )
    return dict(cursor.fetchall())
