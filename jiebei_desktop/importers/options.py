"""How a file shall be read: what a person chose before its bytes are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

T = TypeVar("T")
Progress = Callable[[int], None]
EVERY = 1000
"""Rows after which progress is told."""


def ticking(rows: Iterable[T], progress: Progress | None, read: int = 0) -> Iterator[T]:
    """Yield rows and tell every thousand how many were read; what tells may raise to cancel.

    ``read`` are those that were read before, of rows that are only judged now.
    """
    for n, row in enumerate(rows, start=1):
        yield row
        if progress is not None and not n % EVERY:
            progress(read or n)


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
