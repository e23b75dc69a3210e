"""Which tables refer to which, read from the schema itself."""

from __future__ import annotations

from collections.abc import Iterator

from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.schema import TABLES


def to(db: Connection, table: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the table and column of each reference to ``table``, and whether it is required."""
    for child in sorted(TABLES):
        required = {
            name: bool(not_null)
            for _, name, _, not_null, _, _ in db.execute(f'PRAGMA table_info("{child}")')
        }
        for _, _, parent, column, *_ in db.execute(f'PRAGMA foreign_key_list("{child}")'):
            if parent == table:
                yield child, column, required[column]
