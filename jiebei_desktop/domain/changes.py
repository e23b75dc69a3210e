"""Which parts of a ledger a piece of work has changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Names of the tables whose rows changed; pages redraw when they read one of them."""

    tables: frozenset[str]

    def touch(self, reads: frozenset[str]) -> bool:
        """Return whether something that reads ``reads`` must look again."""
        return not self.tables.isdisjoint(reads)
