"""A digest for every block of rows that no other seal covers: what damage changed shows itself.

A file without a password has no checksums: a bit that turns in a figure leaves a sound file with
another figure. So the rows of every table but the sealed ones (``chain``) are digested in blocks
by id, in the transaction that writes them, and compared again at open, by the check and before
every copy. One seal lies over all these digests and the newest link of the chain: a block that
went with its digest, or the last links that went with their rows, shows itself, too, and a seal
noted elsewhere proves that a copy holds just what it held. Whoever edits the file on purpose can
make a new seal; one that was noted elsewhere and a password stand against that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec

from jiebei_desktop.domain.checksums import blake2b, sha256
from jiebei_desktop.storage.chain import SEALED, newest_hash
from jiebei_desktop.storage.engine import FAULTS, Connection
from jiebei_desktop.storage.rows import RowSource
from jiebei_desktop.storage.schema import TABLES

BLOCK = 64
"""Rows whose ids share a block; a change of one row reads so many again."""

BULK = ("entries", "raw_rows", "debt_events", "links")
"""Tables that imports fill: they are compared by the check, in the background and before a copy."""

COVERED = tuple(sorted(TABLES - SEALED - {"chain"} | {"picture"}))
"""Every table whose rows are digested."""

SMALL = tuple(table for table in COVERED if table not in BULK)
"""Tables that are compared whenever a ledger is opened."""

_PLAIN = frozenset({int, str, type(None)})
"""Types of values that are read back as they were bound."""

DIGESTS = """
CREATE TABLE row_digests (
  kind TEXT NOT NULL,
  block INTEGER NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (kind, block)
) STRICT, WITHOUT ROWID;
"""

SEAL = """
CREATE TABLE seal (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  digest TEXT NOT NULL
) STRICT;
"""

_UNSEALED = "picture"
"""The table that is digested and says nothing which the others do not: it is kept anew any day."""

Block = tuple[str, int]
"""A table and the number of a block in it: ids from ``BLOCK`` times that number on."""


def blocks(table: str, runs: Iterable[tuple[int, int]]) -> Iterator[Block]:
    """Yield the blocks in which runs of ids lie; none for a table that is not covered."""
    if table in COVERED:
        for first, last in runs:
            for block in range(first // BLOCK, last // BLOCK + 1):
                yield table, block


class Filled:
    """Digests of the blocks that one insertion fills whole, made of the values that were bound.

    They are those that reading the rows back would give: every value is text, a whole number or
    NULL, which a strict table keeps as it is. Nothing is known of other values, of columns with a
    default, and of blocks that hold other rows, too: those are read back.
    """

    def __init__(
        self,
        db: Connection,
        table: str,
        columns: Sequence[str],
        first: int,
        shared: tuple[Any, ...] = (),
    ) -> None:
        info = db.execute(f'PRAGMA table_info("{table}")').fetchall()
        names = [column[1] for column in info if column[1] != "id"]
        given = {name: place for place, name in enumerate(columns)}
        defaults = [column[1] for column in info if column[4] is not None]
        self._known = table in COVERED and given.keys() >= set(defaults)
        places = (given.get(name, len(columns)) for name in names)
        self._pick = itemgetter(0, 0, *(place + 1 for place in places))  # the id stands twice
        self._shared = shared
        self._held: list[tuple[Any, ...]] = []
        self._next = first
        self.found: dict[Block, str] = {}
        self._table = table

    def add(self, rows: Iterable[Sequence[Any]], types: set[type]) -> None:
        """Take the next rows; ``types`` are those of all their values, the shared ones, too."""
        if not self._known or not types <= _PLAIN:
            self._known = False
            self.found.clear()
            return
        pick, shared = self._pick, self._shared
        numbered = enumerate(rows, start=self._next + len(self._held))
        self._held += [pick((row_id, *shared, *row, None)) for row_id, row in numbered]
        skipped = -self._next % BLOCK
        whole = (len(self._held) - skipped) // BLOCK
        done = max(0, skipped + whole * BLOCK)
        for start in range(skipped, done, BLOCK):
            block = self._table, (self._next + start) // BLOCK
            self.found[block] = _hash(_plain(self._held[start : start + BLOCK]))
        del self._held[:done]
        self._next += done


def refresh(db: Connection, stale: Iterable[Block], known: Mapping[Block, str]) -> None:
    """Digest blocks anew, in the transaction that has changed their rows; some are known."""
    for table, block in stale:
        made = known.get((table, block))
        found = {block: made} if made else _present(db, table, block, block)
        if found:
            db.execute(
                "INSERT OR REPLACE INTO row_digests (kind, block, digest) VALUES (?, ?, ?)",
                (table, block, found[block]),
            )
        else:
            db.execute("DELETE FROM row_digests WHERE kind = ? AND block = ?", (table, block))
    _seal(db)


def rebuild(db: Connection) -> None:
    """Digest everything anew, after a step of the file format has changed the columns."""
    db.execute("DELETE FROM row_digests")
    for table in _present_tables(db, COVERED):
        db.executemany(
            "INSERT INTO row_digests (kind, block, digest) VALUES (?, ?, ?)",
            (
                (table, block, digest)
                for block, digest in _digests(db, table, 0, last_block(db, table))
            ),
        )
    if _has(db, "seal"):
        _seal(db)


def _seal(db: Connection) -> None:
    db.execute("INSERT OR REPLACE INTO seal (id, digest) VALUES (1, ?)", (_sealed(db),))


def _sealed(db: Connection) -> str:
    sql = "SELECT kind, block, digest FROM row_digests WHERE kind <> ? ORDER BY kind, block"
    lines = [f"{kind} {block} {digest}" for kind, block, digest in db.execute(sql, (_UNSEALED,))]
    text = "\n".join([*lines, newest_hash(RowSource(db))])
    return sha256(text.encode()).hexdigest()


def seal(db: Connection) -> str:
    """Return the seal as it was written; empty when there is none."""
    found = db.execute("SELECT digest FROM seal").fetchone()
    return "" if found is None else str(found[0])


def broken(db: Connection) -> bool:
    """Return whether digests and chain are not those that were sealed.

    A file of a format that had no seal yet has none to break.
    """
    return _has(db, "seal") and seal(db) != _sealed(db)


def altered(db: Connection, tables: Iterable[str] = COVERED) -> Iterator[Block]:
    """Yield every block whose rows are not those that were written."""
    for table in _present_tables(db, tables):
        yield from altered_between(db, table, 0, last_block(db, table))


def altered_between(db: Connection, table: str, first: int, last: int) -> Iterator[Block]:
    """Yield the altered blocks of one table between two block numbers, both included."""
    known: dict[int, str] = dict(
        db.execute(
            "SELECT block, digest FROM row_digests WHERE kind = ? AND block BETWEEN ? AND ?",
            (table, first, last),
        )
    )
    try:
        present = _present(db, table, first, last)
    except FAULTS:  # a row that cannot even be read: its neighbours are looked at by block
        if first == last:
            yield table, first
            return
        middle = (first + last) // 2
        yield from altered_between(db, table, first, middle)
        yield from altered_between(db, table, middle + 1, last)
        return
    for block in sorted({**known, **present}):
        if known.get(block) != present.get(block):
            yield table, block


def kept(db: Connection) -> bool:
    """Return whether a ledger is of a format that keeps digests."""
    return _has(db, "row_digests")


def _has(db: Connection, table: str) -> bool:
    return db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)).fetchone() is not None


def _present_tables(db: Connection, tables: Iterable[str]) -> list[str]:
    """Return those of some tables that the format of a file has."""
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return [table for table in tables if table in there]


def last_block(db: Connection, table: str) -> int:
    """Return the number of a table's last block, the digested or the present one."""
    rows = db.execute(f'SELECT ifnull(max(id), 0) FROM "{table}"').fetchone()[0]  # noqa: S608 - names are ours
    known = db.execute(
        "SELECT ifnull(max(block), 0) FROM row_digests WHERE kind = ?", (table,)
    ).fetchone()[0]
    return max(int(rows) // BLOCK, int(known))


def _present(db: Connection, table: str, first: int, last: int) -> dict[int, str]:
    return dict(_digests(db, table, first, last))


def _digests(db: Connection, table: str, first: int, last: int) -> Iterator[tuple[int, str]]:
    sql = f'SELECT id, * FROM "{table}" WHERE id BETWEEN ? AND ? ORDER BY id'  # noqa: S608 - names are ours
    rows = db.execute(sql, (first * BLOCK, last * BLOCK + BLOCK - 1))
    for block, members in groupby(rows, _block_of):
        yield block, _digest(list(members))


def _block_of(row: tuple[Any, ...]) -> int:
    return int(row[0]) // BLOCK


_TEXT = json.JSONEncoder(separators=(",", ":"), default=repr, check_circular=False)


_ODD = [b"\x7f", b"\xc2", b"\xc3", b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4"]
"""Bytes of the characters that the two encoders write in their own ways."""


def _plain(rows: list[tuple[Any, ...]]) -> bytes:
    """Return the text of rows of plain values, the same in a fifth of the time."""
    text = msgspec.json.encode(rows)
    if any(byte in text for byte in _ODD):
        return _TEXT.encode(rows).encode()
    return text.decode().encode("ascii", "backslashreplace")


def _digest(rows: list[tuple[Any, ...]]) -> str:
    return _hash(_TEXT.encode(rows).encode())


def _hash(text: bytes) -> str:
    return blake2b(text, digest_size=16).hexdigest()
