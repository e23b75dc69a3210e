"""The ledger's revision, and the picture last reckoned from it.

Both stand outside history, dump and hash chain: they say nothing that the other tables do not.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from jiebei_desktop.storage import rows
from jiebei_desktop.storage.engine import Connection


class KeptPicture(Struct, frozen=True, kw_only=True):
    """A picture as it was written down, with all that decided it."""

    revision: int
    as_of: date
    seed: int
    rules: str
    """Edition of the rule data."""
    content: str
    """The picture as a JSON document."""


def revision(db: Connection) -> int:
    """Return how many writes the ledger has seen; undo and redo count, too."""
    number: int = db.execute("SELECT number FROM revision").fetchone()[0]
    return number


def advance(db: Connection) -> None:
    """Count a write; inside its transaction."""
    db.execute("UPDATE revision SET number = number + 1")


def keep(db: Connection, picture: KeptPicture) -> None:
    """Write a picture down in place of the last one; the caller holds the transaction."""
    values = {
        "id": 1,
        "revision": picture.revision,
        "as_of": picture.as_of.isoformat(),
        "seed": picture.seed,
        "rules": picture.rules,
        "content": picture.content,
    }
    db.execute("DELETE FROM picture")
    db.execute(rows.insert("picture", values), tuple(values.values()))


def kept(db: Connection) -> KeptPicture | None:
    """Return the picture last written down, None before the first."""
    found = rows.fetch(db, rows.select("picture"))
    if not found:
        return None
    (row,) = found
    return KeptPicture(
        revision=row["revision"],
        as_of=date.fromisoformat(row["as_of"]),
        seed=row["seed"],
        rules=row["rules"],
        content=row["content"],
    )
