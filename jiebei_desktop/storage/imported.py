"""What earlier imports left: identities of rows and how often a fingerprint was seen."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from jiebei_desktop.storage.engine import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRow:
    """An imported row that is in the ledger."""

    id: int
    batch: int
    kind: str
    status: str


def known(db: Connection, identities: Iterable[str]) -> dict[str, KnownRow]:
    """Return the rows whose identities are among the given ones."""
    cursor = db.execute(
        """SELECT identity, id, batch_id, kind, status FROM raw_rows
        WHERE identity IN (SELECT value FROM json_each(?))""",
        (json.dumps(list(identities)),),
    )
    return {
        identity: KnownRow(id=row_id, batch=batch, kind=kind, status=status)
        for identity, row_id, batch, kind, status in cursor
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
