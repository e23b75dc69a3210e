"""Entries on their way into the ledger: put aside in the engine's memory, then added once.

So a file of a million entries needs no memory of ours, and nothing is added before all of it was
read. Equal entries of one file all count: a second file with the same content adds only what
exceeds the number already there. An entry loaded before and edited since is known by its identity
and not added again. The parts of one payment are one thing: all are there, or all are added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby
from typing import Any

from jiebei_desktop.domain.checksums import sha256
from jiebei_desktop.domain.household import Entry
from jiebei_desktop.storage import entries
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_AT_ONCE = 1000
_NAMES = ", ".join(entries.COLUMNS)
_Marked = tuple[int, str]
"""A number of a row, and the mark of its entry."""


class StagedEntries:
    """The entries of one file; made inside the transaction that adds them."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._waiting: list[tuple[Any, ...]] = []
        self._split = False
        self.read_already = 0
        """Entries that were added though a statement's row tells them, too."""
        db.execute(
            "CREATE TEMP TABLE staged"
            f" (seq INTEGER PRIMARY KEY, key BLOB, number INTEGER, {_NAMES})"
        )

    def add(self, entry: Entry) -> None:
        """Put one entry aside."""
        content = entries.values(entry)
        self._split = self._split or entry.split is not None
        self._waiting.append((_key(content), *content))
        if len(self._waiting) == _AT_ONCE:
            self._flush()

    def book(self, work: UnitOfWork, above: int = 0) -> int:
        """Add what is not there yet, by day and in the order of the file; return how many.

        ``above`` is what the numbers of splits grow by, so that they are free.
        """
        self._flush()
        if self._split:
            self._gather("staged", "seq")
        self._db.execute("CREATE INDEX temp.staged_key ON staged (key, seq)")
        self._db.execute("CREATE INDEX temp.staged_day ON staged (day, seq)")
        self._choose()
        self.read_already = self._count_read()
        names = (*entries.COLUMNS, "source", "identity")
        added = work.insert_many("entries", names, self._chosen(above))
        self._db.execute("DROP TABLE temp.staged")
        return len(added)

    def _count_read(self) -> int:
        """Count what is to be added and stands in a statement: same money, within a day."""
        (found,) = self._db.execute(
            """SELECT count(*) FROM temp.staged WHERE number IS NOT NULL AND split IS NULL
            AND EXISTS (SELECT 1 FROM entries WHERE raw_row_id IS NOT NULL
              AND entries.day BETWEEN date(staged.day, '-1 day') AND date(staged.day, '+1 day')
              AND entries.kind = staged.kind AND entries.amount_fen = staged.amount_fen)"""
        ).fetchone()
        return int(found)

    def _chosen(self, above: int) -> Iterator[tuple[Any, ...]]:
        """Yield what is to be added; not asked for before the first is wanted."""
        found = self._db.execute(
            f"SELECT key, number, {_NAMES} FROM temp.staged INDEXED BY staged_day"  # noqa: S608 - names are ours
            " WHERE number IS NOT NULL ORDER BY day, seq"
        )
        for key, number, *content, split in found:
            moved = None if split is None else split + above
            yield (*content, moved, "file", None if key is None else _identity(key, number))

    def _flush(self) -> None:
        marks = ", ".join("?" * (len(entries.COLUMNS) + 1))
        self._db.executemany(
            f"INSERT INTO temp.staged (key, {_NAMES}) VALUES ({marks})",  # noqa: S608 - names are ours
            self._waiting,
        )
        self._waiting = []

    def _choose(self) -> None:
        """Number the entries that are to be added, key by key."""
        known = self._hold_present()
        numbered: list[tuple[int, int]] = []
        staged = self._db.execute(
            "SELECT key, seq, mark FROM temp.staged WHERE key IS NOT NULL ORDER BY key, seq"
        )
        for key, rows in groupby(staged, _first):
            wanted = [(seq, mark) for _, seq, mark in rows]
            present = self._present(key) if known else []
            taken = self._identities(key) if known else {}
            numbered += _missing(key, wanted, present, taken)
            if len(numbered) >= _AT_ONCE:
                self._number(numbered)
                numbered = []
        self._number(numbered)
        if self._split:
            self._db.execute(
                """UPDATE temp.staged SET number = 0 WHERE key IS NULL AND split IN (
                SELECT split FROM temp.staged WHERE number IS NOT NULL)"""
            )
        if known:
            self._db.execute("DROP TABLE temp.held")

    def _number(self, numbered: Iterable[tuple[int, int]]) -> None:
        self._db.executemany("UPDATE temp.staged SET number = ?2 WHERE seq = ?1", list(numbered))

    def _hold_present(self) -> bool:
        """Note the keys of the entries that are there; False when there are none."""
        if self._db.execute("SELECT 1 FROM entries LIMIT 1").fetchone() is None:
            return False
        self._db.execute("CREATE TEMP TABLE held (key BLOB, id INTEGER, mark TEXT, split INTEGER)")
        there = self._db.execute(f"SELECT id, {_NAMES} FROM entries")  # noqa: S608 - names are ours
        self._db.executemany(
            "INSERT INTO temp.held VALUES (?, ?, ?, ?)",
            ((_key(content), row_id, *content[-2:]) for row_id, *content in there),
        )
        self._gather("held", "id")
        self._db.execute("CREATE INDEX temp.held_key ON held (key)")
        return True

    def _gather(self, table: str, number: str) -> None:
        """Give the first part of each payment the key of all its parts, and the others none."""
        found = self._db.execute(
            f"""SELECT split, {number}, key FROM temp.{table} WHERE split IS NOT NULL
            ORDER BY split, {number}"""  # noqa: S608 - names are ours
        ).fetchall()
        keys: list[tuple[bytes | None, int]] = []
        for _, rows in groupby(found, _first):
            (_, first, key), *others = rows
            if others:
                key = _key_of(sorted([key, *(other for _, _, other in others)]))
            keys += [(key, first), *((None, place) for _, place, _ in others)]
        sql = f"UPDATE temp.{table} SET key = ? WHERE {number} = ?"  # noqa: S608 - names are ours
        self._db.executemany(sql, keys)

    def _present(self, key: bytes) -> list[_Marked]:
        found: list[_Marked] = self._db.execute(
            "SELECT id, mark FROM temp.held WHERE key = ?", (key,)
        ).fetchall()
        return found

    def _identities(self, key: bytes) -> dict[str, int]:
        bounds = (_identity(key, ""), _identity(key, ":"))  # a colon follows the digits
        return dict(
            self._db.execute(
                "SELECT identity, id FROM entries WHERE identity >= ? AND identity < ?", bounds
            )
        )


def _missing(
    key: bytes, wanted: Sequence[_Marked], present: Sequence[_Marked], taken: dict[str, int]
) -> Iterator[tuple[int, int]]:
    """Yield which of the entries of one key are to be added, with a number that is free."""
    copies = Counter(mark for _, mark in wanted)
    short = copies - Counter(mark for _, mark in present)
    there = {*taken.values(), *(row_id for row_id, mark in present if mark in copies)}
    missing = len(wanted) - len(there)
    free = (number for number in count() if _identity(key, number) not in taken)
    for seq, mark in wanted:
        if missing > 0 and short[mark] > 0:
            missing -= 1
            short[mark] -= 1
            yield seq, next(free)


def _first(row: Sequence[Any]) -> Any:
    return row[0]


def _identity(key: bytes, number: object) -> str:
    return f"file:{key.hex()}#{number}"


def _key(content: Sequence[object]) -> bytes:
    """Return what tells the content of an entry, but for its mark and its split, from any other."""
    return _key_of(content[:-2])


def _key_of(content: Sequence[object]) -> bytes:
    text = "\x1f".join(str(part) for part in content)
    return sha256(text.encode()).digest()[:16]
