"""Values as the command's JSON writes them, and columns as a terminal shows them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from jiebei_desktop.domain.irr import WITHOUT_BOUND
from jiebei_desktop.domain.money import half_up
from jiebei_desktop.text.formats import amount

_DIGITS = 8
"""Decimals of a rate."""


def fraction(value: Decimal | Fraction | None) -> str | None:
    """Write a rate as a plain decimal fraction: ``0.1825``; without bound it is ``Infinity``."""
    if value is None:
        return None
    if value == WITHOUT_BOUND:
        return str(value)
    units = half_up(Fraction(value) * 10**_DIGITS)
    whole, part = divmod(abs(units), 10**_DIGITS)
    text = f"{whole}.{part:0{_DIGITS}}".rstrip("0").rstrip(".")
    return f"-{text}" if units < 0 else text


def amount_or_dash(fen: int | None) -> str:
    """Write an amount for a table, a dash where it is unknown."""
    return "–" if fen is None else amount(fen)


def plain(found: Mapping[str, object]) -> str:
    """Write facts behind a code on one line."""
    return ", ".join(f"{key}={value}" for key, value in found.items())


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table: the first column to the left, the others to the right."""
    cells = [list(heads), *map(list, rows)]
    widths = [max(_width(row[k]) for row in cells) for k in range(len(heads))]
    for row in cells:
        padded = [" " * (widths[k] - _width(cell)) for k, cell in enumerate(row)]
        first = row[0] + padded[0]
        rest = (padding + cell for padding, cell in zip(padded[1:], row[1:], strict=True))
        yield "  ".join((first, *rest)).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
