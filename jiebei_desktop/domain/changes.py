"""Which parts of a ledger a piece of work has changed, and how much of it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Changes:
    """Names of the tables whose rows changed; pages redraw when they read one of them."""

    tables: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far back undo reaches."""

    steps: int
    since: date | None
    """The day of the oldest step, at the latest; None while it has no day yet, or none is kept."""
