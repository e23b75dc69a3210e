"""How a file shall be read: what a person chose before its bytes are looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

Progress = Callable[[int], None]


class ColumnMap(Struct, frozen=True, kw_only=True):
    """Columns a person chose for a file no header set fits."""

    row: int
    """Index of the header row, from 0."""
    columns: Mapping[str, str]
    """Field to the name of its column."""
    inverted: bool | None = False
    """Plus means money out, as on credit-card statements; None lets the balances decide."""


class Options(Struct, frozen=True, kw_only=True):
    """How to read one file."""

    password: str | None = None
    partial: bool = False
    """Take what is there: counts and sums that differ become notices, a cut end is dropped."""
    mapping: ColumnMap | None = None
    progress: Progress | None = None
    """Called with the number of rows read, every thousand; may raise to cancel."""
