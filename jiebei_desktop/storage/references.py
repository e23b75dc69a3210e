"""Which tables refer to which, read from the schema itself."""

from __future__ import annotations

from collections.abc import Iterator

from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.schema import TABLES

_OWNED = {("evidence", "case_id")}
"""References that may be empty and still go with what they name: a document of no case would be
shown to every lender."""


def to(db: Connection, table: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the table and column of each reference to ``table``, and whether its row goes along."""
    for child in sorted(TABLES):
        required = {
            name: bool(not_null)
            for _, name, _, not_null, _, _ in db.execute(f'PRAGMA table_info("{child}")')
        }
        for _, _, parent, column, *_ in db.execute(f'PRAGMA foreign_key_list("{child}")'):
            if parent == table:
                yield child, column, required[column] or (child, column) in _OWNED
