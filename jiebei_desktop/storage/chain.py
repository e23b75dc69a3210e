"""The hash chain over contacts, evidence and sent statements: later changes show themselves.

Every unit of work that touches such a row adds a link with the digest of the row's content; a
link holds the hash of the one before it. Editing the file behind the program's back, or taking a
link out of the middle, is found by ``broken``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from jiebei_desktop.domain.checksums import sha256
from jiebei_desktop.storage import rows
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.rows import Row, RowSource

SEALED = frozenset({
    "attachments", "contacts", "evidence", "proposals", "agreements", "instalment_marks",
    "statements",
})  # fmt: skip
"""Tables whose rows are linked into the chain."""

_GONE = ""
"""The digest of a row that was deleted."""


def digest(row: Row) -> str:
    """Return the SHA-256 of a row's content in canonical form, files by their own digest."""
    content = {
        name: sha256(value).hexdigest() if isinstance(value, bytes) else value
        for name, value in row.items()
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def links(db: Connection, touched: Iterator[tuple[str, int]]) -> Iterator[Row]:
    """Yield the links to add for rows of sealed tables that a transaction touched."""
    previous = newest_hash(RowSource(db))
    for table, row_id in touched:
        now = _digest_of(db, table, row_id)
        if now == _known(db, table, row_id):
            continue
        link = {"kind": table, "ref": row_id, "sha256": now, "previous": previous}
        previous = _hash(link)
        yield {**link, "hash": previous}


def newest_hash(source: RowSource) -> str:
    """Return the hash of the newest link, empty before the first."""
    found = source.rows("chain", "id DESC LIMIT 1")
    return str(found[0]["hash"]) if found else ""


def _known(db: Connection, table: str, row_id: int) -> str:
    found = db.execute(
        "SELECT sha256 FROM chain WHERE kind = ? AND ref = ? ORDER BY id DESC LIMIT 1",
        (table, row_id),
    ).fetchone()
    return _GONE if found is None else str(found[0])


def _digest_of(db: Connection, table: str, row_id: int) -> str:
    found = rows.fetch(db, rows.select(table, ["id"]), (row_id,))
    return digest(found[0]) if found else _GONE


def _hash(link: Row) -> str:
    text = "|".join(str(link[name]) for name in ("previous", "kind", "ref", "sha256"))
    return sha256(text.encode()).hexdigest()


def broken(db: Connection) -> Iterator[tuple[str, Row]]:
    """Yield a code and facts for every link that does not fit and every row that was altered.

    In the order of the links, so that the first fault named is the earliest; rows that were
    never linked come last and have no ``link``.
    """
    faults: list[tuple[int, str, Row]] = []
    previous = ""
    newest: dict[tuple[str, int], Row] = {}
    for link in rows.fetch(db, rows.select("chain")):
        if link["previous"] != previous or link["hash"] != _hash(link):
            faults.append((link["id"], "chain-broken", {"link": link["id"]}))
        previous = link["hash"]
        newest[link["kind"], link["ref"]] = link
    for (table, row_id), link in newest.items():
        if _digest_of(db, table, row_id) != link["sha256"]:
            facts = {"link": link["id"], "table": table, "row": row_id}
            faults.append((link["id"], "chain-altered", facts))
    yield from ((code, facts) for _, code, facts in sorted(faults, key=lambda one: one[0]))
    for table in sorted(SEALED):
        for row_id in _ids(db, table):
            if (table, row_id) not in newest:
                yield "chain-altered", {"table": table, "row": row_id}


def _ids(db: Connection, table: str) -> Iterator[int]:
    return (row_id for (row_id,) in db.execute(f'SELECT id FROM "{table}"'))  # noqa: S608 - names are ours
