"""Entries: read whole, a page at a time, and added once however often a file is loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from jiebei_desktop.domain.household import Entry, EntryKind, Mark
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.rows import Row, RowSource
from jiebei_desktop.storage.unit_of_work import UnitOfWork

COLUMNS = ("day", "kind", "amount_fen", "category", "counterparty", "note", "mark", "split")
SHARED = frozenset({"day", "kind", "counterparty", "mark"})
"""What all parts of one payment have alike."""
_NAMES = ", ".join(COLUMNS)
Payments = Counter[tuple[str, str, int]]
"""Kind, day and amount of payments, with how often each is there."""


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
    """Return kind, day and amount of what was paid between two days, the days beside them too."""
    cursor = db.execute(
        """SELECT kind, day, sum(amount_fen) + ifnull((SELECT sum(amount_fen) FROM payments
          WHERE payments.split = entries.split), 0) AS whole
        FROM entries WHERE day BETWEEN date(?, '-1 day') AND date(?, '+1 day')
        GROUP BY ifnull(-split, id) HAVING whole >= ?""",
        (first, last, least),
    )
    return set(cursor)


def typed(db: Connection, first: str, last: str, *, by_hand: bool = True) -> Payments:
    """Return what was typed by hand between two days, the days beside them too; else what was read.

    Kind, day and amount of each payment with how often it is there; of a split one the whole.
    """
    cursor = db.execute(
        """SELECT kind, day, sum(amount_fen) + ifnull((SELECT sum(amount_fen) FROM payments
          WHERE payments.split = entries.split), 0)
        FROM entries WHERE (raw_row_id IS NULL) = ?
          AND day BETWEEN date(?, '-1 day') AND date(?, '+1 day')
        GROUP BY ifnull(-split, id)""",
        (by_hand, first, last),
    )
    return Counter(cursor)


def add(work: UnitOfWork, entry: Entry) -> int:
    """Add an entry typed by the user and return its row."""
    return work.insert("entries", row(entry))


def edit(work: UnitOfWork, row_id: int, entry: Entry) -> None:
    """Give an entry that is no part other content (KeyError: there is none); its origin stays."""
    work.update("entries", row_id, row(entry))


def change(work: UnitOfWork, ids: Iterable[int], columns: Mapping[str, str]) -> None:
    """Give entries the same texts in some columns (KeyError where one does not exist).

    What all parts of a payment have alike, the others of each get, too.
    """
    wanted = list(ids)
    work.update_many("entries", wanted, columns)
    alike = {name: value for name, value in columns.items() if name in SHARED}
    if alike:
        work.update_many("entries", together(work, wanted), alike)


def delete(work: UnitOfWork, ids: Iterable[int]) -> None:
    """Delete entries with all parts of their payments (KeyError where one does not exist)."""
    wanted = list(ids)
    numbers = splits(work, wanted)
    work.delete_tree("payments", (row["id"] for row in work.among("payments", "split", numbers)))
    work.delete_many("entries", {*wanted, *together(work, wanted)})


def splits(source: RowSource, ids: Iterable[int]) -> set[int]:
    """Return the numbers of the payments that some entries are parts of."""
    if not source.largest("entries", "split"):
        return set()
    found = source.among("entries", "id", ids, "id, split")
    return {row["split"] for row in found if row["split"] is not None}


def together(source: RowSource, ids: Iterable[int]) -> set[int]:
    """Return the rows of all parts of the payments that some entries are parts of."""
    numbers = splits(source, ids)
    return {row["id"] for row in source.among("entries", "split", numbers, "id")}


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
    day, kind, amount, category, counterparty, note, mark, split = row
    return Entry(
        date=date.fromisoformat(day),
        kind=EntryKind(kind),
        amount=Fen(amount),
        category=category,
        counterparty=counterparty,
        note=note,
        mark=Mark(mark),
        split=split,
    )


def values(entry: Entry) -> tuple[str, str, int, str, str, str, str, int | None]:
    """Return an entry's columns in the order of ``COLUMNS``."""
    return (
        entry.date.isoformat(),
        entry.kind.value,
        entry.amount,
        entry.category,
        entry.counterparty,
        entry.note,
        entry.mark.value,
        entry.split,
    )
