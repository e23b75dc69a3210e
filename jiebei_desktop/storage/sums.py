"""What follows from the rows a write touched: the sums of their months, their blocks' digests."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

from jiebei_desktop.storage import digests
from jiebei_desktop.storage.engine import Connection

Span = tuple[int, int]
"""First and last id of a run of rows."""


def spans(ids: Iterable[int]) -> list[Span]:
    """Return the runs of consecutive numbers in ``ids``."""
    runs: list[Span] = []
    for number in sorted(ids):
        if runs and runs[-1][1] + 1 == number:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


class Touched:
    """The months whose sums a transaction made stale, and the blocks whose digests it did."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._months: set[str] = set()
        self._blocks: set[digests.Block] = set()
        self._filled: dict[digests.Block, str] = {}

    def note(self, table: str, runs: Collection[Span]) -> None:
        """Remember the blocks of these rows of ``table``, and the months in which they lie now."""
        touched = set(digests.blocks(table, runs))
        self._blocks |= touched
        if self._filled:
            for block in touched & self._filled.keys():
                del self._filled[block]
        if table != "entries":
            return
        sql = "SELECT DISTINCT substr(day, 1, 7) FROM entries WHERE id BETWEEN ? AND ?"
        for run in runs:
            self._months.update(month for (month,) in self._db.execute(sql, run))

    def filled(self, found: Mapping[digests.Block, str]) -> None:
        """Take the digests of blocks that were just filled; a later change makes them stale."""
        self._filled |= found

    def refresh(self) -> None:
        """Digest the remembered blocks and sum the remembered months anew from their rows."""
        digests.refresh(self._db, sorted(self._blocks), self._filled)
        self._blocks.clear()
        self._filled.clear()
        if not self._months:
            return
        months = json.dumps(sorted(self._months))
        self._db.execute(
            "DELETE FROM month_sums WHERE month IN (SELECT value FROM json_each(?))", (months,)
        )
        self._db.execute(
            """INSERT INTO month_sums (month, kind, category, entries, sum_fen)
            SELECT substr(day, 1, 7), kind, category, count(*), sum(amount_fen) FROM entries
            WHERE substr(day, 1, 7) IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3""",
            (months,),
        )
        self._months.clear()
