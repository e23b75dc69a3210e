"""Rows read from paper, held against their own balances: the proof that none was read wrong."""

from __future__ import annotations

from collections.abc import Sequence

from jiebei_desktop.importers.checks import balance_breaks
from jiebei_desktop.importers.rows import Row


def held_to_balance(rows: Sequence[Row]) -> list[Row]:
    """Return the rows, those marked ``balance`` whose balance does not follow from the one before.

    Rows without balances and rows in another currency stay as they are.
    """
    broken = frozenset(balance_breaks([row for row in rows if not row.currency]))
    return [
        row._replace(problem=row.problem or "balance") if row.line in broken else row
        for row in rows
    ]
