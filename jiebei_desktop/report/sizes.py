"""How large a table can be set: as large as its columns allow, never so large that they touch.

Widths are estimated from characters: a Han character is one em wide, a digit or Latin letter a
little more than half of one, a stop or a thin letter a third. A column of words may go on in a
second line, one of amounts never.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

ROOM = 484.0
"""Points between the margins of a page of the request."""
TEXT_WIDE = 476.0
"""The same of a letter."""
LARGEST, SMALLEST = 9.8, 7.2
"""Points the letters of a table have."""
GUTTER = 7.0
"""Points left and right of a cell together."""
TIGHTEST = 2.0
"""Points that at least keep two amounts apart which stand side by side."""
_HAN, _OTHER, _THIN, _BOLD = 1.0, 0.575, 0.33, 1.04
_THIN_ONES = frozenset(".,:;-()Ifijlrt ")
_PAIR = 2.0
"""Ems of a head that is not broken: two Han characters one above the other read as none."""
_WRAPS = 9.0
"""Ems a column of words needs at least, if it is that long, before it goes on in a second line."""
_PADS = ((9.0, 4.6), (8.0, 4.0), (0.0, 3.2))
"""From which size on, how many points stand above and below a line."""
_RUN = re.compile(r"[^\s⺀-￯]+")


def sized(table: dict[str, Any], room: float = ROOM, largest: float = LARGEST) -> dict[str, Any]:
    """Return a table with the size of its letters, the room around its lines, and its widths."""
    columns = list(zip(table["head"], *table["rows"], strict=True))
    whole = [max(map(ems, cells)) for cells in columns]
    least = [_least(*one) for one in zip(columns, table["align"], whole, strict=True)]
    free = (room - GUTTER * len(columns)) / _BOLD
    size = round(max(SMALLEST, min(largest, free / sum(least))), 2)
    widths = table["widths"]
    if size * sum(whole) > free:
        widths = _shared(whole, least, size, max(0.0, free - size * sum(least)))
    pad = next(pad for limit, pad in _PADS if size >= limit)
    return {**table, "size": size, "pad": pad, "widths": widths}


def _shared(whole: Sequence[float], least: Sequence[float], size: float, spare: float) -> list[str]:
    """Return how columns that are not whole share a room: each what it needs, and of what is over.

    Points, by which the room is divided among them; the others are as wide as they are.
    """
    pairs = list(zip(whole, least, strict=True))
    lacking = sum(wanted - need for wanted, need in pairs)
    return [
        f"{GUTTER + _BOLD * (size * need + spare * (wanted - need) / lacking):.1f}"
        if wanted > need
        else "auto"
        for wanted, need in pairs
    ]


def fits(table: dict[str, Any], room: float) -> bool:
    """Return whether a table of amounts fits a room at the smallest size and no two touch."""
    columns = list(zip(table["head"], *table["rows"], strict=True))
    need = sum(map(amounts_need, columns))
    return SMALLEST * need + TIGHTEST * len(columns) <= room


def _least(cells: Sequence[str], side: str, whole: float) -> float:
    """Return how many ems a column needs: amounts whole, words as far as they do not break."""
    if side == "r":
        return amounts_need(cells)
    return min(whole, max(*map(unbroken, cells), _WRAPS))


def amounts_need(cells: Sequence[str]) -> float:
    """Return how many ems a column of amounts needs: those whole, its head in two lines."""
    head = min(ems(cells[0]), max(_PAIR, math.ceil(ems(cells[0]) / 2)))
    return max(unbroken(cells[0]), head, *map(ems, cells[1:]))


def unbroken(text: str) -> float:
    """Return the width in ems of the longest part of a text that goes on no second line."""
    return max(map(ems, _RUN.findall(text)), default=0.0)


def ems(text: str) -> float:
    """Return the width of a text in ems, of its longest line."""
    return max(sum(map(_width, line)) for line in text.split("\n"))


def _width(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return _HAN
    return _THIN if char in _THIN_ONES else _OTHER
