"""Which parts of a ledger a piece of work has changed, and how much of it can be taken back."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Changes(Struct, frozen=True):
    """Names of the tables whose rows changed; pages redraw when they read one of them."""

    tables: frozenset[str]


class Reach(Struct, frozen=True, kw_only=True):
    """How far back undo reaches."""

    steps: int
    since: date | None
    """The day of the oldest step, at the latest; None while it has no day yet, or none is kept."""
