"""Rows read from paper, held against their own balances: the proof that none was read wrong."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.checks import balance_breaks, chains
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


class ProofLink(NamedTuple):
    """One row of a balance chain: what it was before, what the row moved, what it is after."""

    before: Fen | None
    """None for the first row, which nothing proves."""
    moved: Fen
    after: Fen

    @property
    def holds(self) -> bool:
        """Whether the balance follows; the first row's is taken as it stands."""
        return self.before is None or self.before + self.moved == self.after


def links(rows: Sequence[Row]) -> dict[int, ProofLink]:
    """Return the chain of every account of a file by line; rows without a balance have no link."""
    found: dict[int, ProofLink] = {}
    for own in chains([row for row in rows if not row.currency]):
        known = [row for row in own if row.balance is not None]
        for row in known[:1]:
            found[row.line] = ProofLink(None, row.fen, row.balance or Fen(0))
        for before, row in pairwise(known):
            found[row.line] = ProofLink(before.balance, row.fen, row.balance or Fen(0))
    return found
