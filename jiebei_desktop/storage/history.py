"""The table of steps: record, undo, redo, and forget what is too old or too big."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from jiebei_desktop.domain.changes import Changes, Reach
from jiebei_desktop.storage import rows, steps
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.steps import Op
from jiebei_desktop.storage.sums import Touched


def record(db: Connection, label: str, ops: Sequence[Op]) -> None:
    """Add a done step; undone steps can no longer be redone."""
    db.execute("DELETE FROM history WHERE state = 'undone'")
    db.execute(
        "INSERT INTO history (label, state, tables, body) VALUES (?, 'done', ?, ?)",
        (label, _tables(ops), steps.pack(ops)),
    )
    _forget(db)


def label(db: Connection, state: str) -> str | None:
    """Return the label of the step that undo (``done``) or redo (``undone``) would take."""
    row = _next(db, state)
    return None if row is None else str(row[1])


def turn(db: Connection, state: str) -> Changes:
    """Undo the last done step, or redo the first undone one, and keep the way back.

    The caller holds the transaction. Nothing to turn gives empty changes.

    Raises:
        StepError: what stands there is no step.
        IntegrityError: it does not fit the rows.
    """
    row = _next(db, state)
    if row is None:
        return Changes(frozenset())
    touched = Touched(db)
    back = steps.reverse(db, steps.unpack(row[2]), touched)
    touched.refresh()
    other = "undone" if state == "done" else "done"
    db.execute(
        "UPDATE history SET state = ?, body = ? WHERE id = ?", (other, steps.pack(back), row[0])
    )
    return Changes(frozenset(op.table for op in back))


def age(db: Connection, on: date) -> None:
    """Date the steps since the last time, and forget those that have become too old.

    The caller holds the transaction. Undone steps and the newest ones stay, whatever their age,
    and what goes are always the oldest steps, each of them whole. Age is counted to the last
    earlier day that steps were dated: a clock that is ahead for a day makes nothing old.
    """
    today = on.isoformat()
    db.execute("UPDATE history SET day = ? WHERE day IS NULL OR day > ?", (today, today))
    latest = db.execute("SELECT max(day) FROM history WHERE day < ?", (today,)).fetchone()[0]
    if latest is None:
        return
    oldest = date.fromisoformat(latest) - timedelta(days=steps.DAYS_KEPT)
    db.execute(
        """DELETE FROM history WHERE state = 'done' AND id < (SELECT min(id) FROM (
          SELECT id FROM history WHERE day >= ?
          UNION ALL SELECT * FROM (SELECT id FROM history ORDER BY id DESC LIMIT ?)))""",
        (oldest.isoformat(), steps.NEWEST_KEPT),
    )


def reach(db: Connection) -> Reach:
    """Return how far back undo reaches."""
    found = db.execute("SELECT day FROM history WHERE state = 'done' ORDER BY id").fetchall()
    return Reach(steps=len(found), since=rows.day(found[0][0]) if found else None)


def unreadable(db: Connection) -> Iterator[int]:
    """Yield the number of every step that cannot be turned."""
    for number, body in db.execute("SELECT id, body FROM history ORDER BY id"):
        try:
            steps.unpack(body)
        except steps.StepError:
            yield number


def _next(db: Connection, state: str) -> tuple[int, str, bytes] | None:
    order = "DESC" if state == "done" else "ASC"
    row: tuple[int, str, bytes] | None = db.execute(
        f"SELECT id, label, body FROM history WHERE state = ? ORDER BY id {order} LIMIT 1",  # noqa: S608 - one of two words
        (state,),
    ).fetchone()
    return row


def _forget(db: Connection) -> None:
    db.execute(
        """DELETE FROM history WHERE id IN (
          SELECT id FROM (
            SELECT id, row_number() OVER newest AS place, sum(length(body)) OVER newest AS size
            FROM history WINDOW newest AS (ORDER BY id DESC))
          WHERE place > 1 AND (place > ? OR size > ?))""",
        (steps.STEPS_KEPT, steps.BYTES_KEPT),
    )


def _tables(ops: Sequence[Op]) -> str:
    return ",".join(sorted({op.table for op in ops}))
