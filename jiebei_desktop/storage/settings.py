"""Facts about money that belong to one ledger, each under its key, as JSON values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jiebei_desktop.storage.records import text
from jiebei_desktop.storage.rows import RowSource
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_TABLE = "settings"


def read(source: RowSource, key: str, default: object = None) -> Any:
    """Return what is kept under a key, or the default."""
    found = source.rows(_TABLE, key=key)
    return json.loads(found[0]["value"]) if found else default


def put(work: UnitOfWork, key: str, value: object) -> None:
    """Keep JSON values under a key; None removes it."""
    found = work.rows(_TABLE, key=key)
    if value is None:
        work.delete_many(_TABLE, [row["id"] for row in found])
    elif found:
        work.update(_TABLE, found[0]["id"], {"value": text(value)})
    else:
        work.insert(_TABLE, {"key": key, "value": text(value)})


def add(work: UnitOfWork, key: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Add answers to a table that is kept under a key, and return all of it."""
    table: dict[str, Any] = read(work, key, {})
    merged = {**table, **answers}
    if merged != table:
        put(work, key, merged)
    return merged
