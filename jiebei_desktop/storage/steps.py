"""The history inside the file: each write as a named step that can be reversed, and back again.

A step keeps only what its reversal needs: for inserted rows their ids, for changed or deleted
rows their former images. Reversing it yields the images for the way back, which replace it; so
a bulk import of any size costs the history a few bytes until it is undone.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct, field

from jiebei_desktop.storage import rows
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.schema import TABLES
from jiebei_desktop.storage.sums import Span, Touched

BYTES_KEPT = 32 * 1024 * 1024
"""Older steps are forgotten beyond this size; the newest is always kept."""
STEPS_KEPT = 1000
DAYS_KEPT = 90
"""Steps older than this are forgotten with the day's copy, but for the newest ones."""
NEWEST_KEPT = 100
"""Steps that stay at any age: some 18 kB, for an edit costs 180 bytes."""


_DOES = frozenset({"insert", "update", "delete"})


class StepError(ValueError):
    """What stands in the history is no step that any version wrote."""


class Op(Struct):
    """One reversible change of one table: ``insert`` by ids, ``update``/``delete`` by images."""

    do: str
    table: str
    runs: list[Span]
    """The ids of the rows, as runs."""
    columns: list[str] = field(default_factory=list)
    images: list[list[Any]] = field(default_factory=list)
    """Former values of changed or deleted rows, by id, in the order of ``columns``."""


def pack(ops: Sequence[Op]) -> bytes:
    """Write the changes of a step compactly."""
    document = [[op.do, op.table, op.runs, op.columns, op.images] for op in ops]
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=_blob)
    return zlib.compress(text.encode(), 1)


def unpack(body: bytes) -> list[Op]:
    """Read the changes of a step; their names are ours, so that they can stand in a statement.

    Raises:
        StepError: it is not what any version wrote.
    """
    try:
        document = json.loads(zlib.decompress(body), object_hook=_unblob)
        return [_op(*parts) for parts in document]
    except (zlib.error, ValueError, TypeError, LookupError, RecursionError) as error:
        raise StepError(str(error)) from error


def _op(
    do: str, table: str, runs: list[list[int]], columns: list[str], images: list[list[Any]]
) -> Op:
    if do not in _DOES or table not in TABLES or not all(map(str.isidentifier, columns)):
        raise StepError(table)
    return Op(do, table, [(int(first), int(last)) for first, last in runs], columns, images)


def _blob(value: bytes) -> dict[str, str]:
    return {"base64": base64.b64encode(value).decode()}


def _unblob(value: dict[str, str]) -> bytes:
    return base64.b64decode(value["base64"])


def current(db: Connection, do: str, table: str, runs: list[Span]) -> Op:
    """Return a change that carries the present images of some rows."""
    op = Op(do, table, runs)
    sql = f'SELECT * FROM "{table}" WHERE id BETWEEN ? AND ? ORDER BY id'  # noqa: S608 - names are ours
    for run in runs:
        cursor = db.execute(sql, run)
        op.columns = [column[0] for column in cursor.description]
        op.images.extend(list(row) for row in cursor)
    return op


def remove(db: Connection, table: str, runs: list[Span]) -> None:
    """Delete rows by id."""
    sql = f'DELETE FROM "{table}" WHERE id BETWEEN ? AND ?'  # noqa: S608 - names are ours
    db.executemany(sql, runs)


def reverse(db: Connection, ops: Iterable[Op], touched: Touched) -> list[Op]:
    """Apply the reversal of a step's changes, last first, and return the way back."""
    db.execute("PRAGMA defer_foreign_keys = ON")
    return [_reverse(db, op, touched) for op in reversed(list(ops))]


def _reverse(db: Connection, op: Op, touched: Touched) -> Op:
    touched.note(op.table, op.runs)
    if op.do == "insert":
        back = current(db, "delete", op.table, op.runs)
        remove(db, op.table, op.runs)
        return back
    if op.do == "delete":
        db.executemany(rows.insert(op.table, op.columns), op.images)
        back = Op("insert", op.table, op.runs)
    else:
        back = current(db, "update", op.table, op.runs)
        at = op.columns.index("id")
        sql = rows.update(op.table, dict.fromkeys(op.columns))
        db.executemany(sql, [[*image, image[at]] for image in op.images])
    touched.note(op.table, op.runs)
    return back
