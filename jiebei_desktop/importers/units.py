"""Amounts in thousands or ten thousands of yuan, where the table says so itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from jiebei_desktop.domain.half_width import half_width
from jiebei_desktop.importers.amounts import Cell
from jiebei_desktop.importers.refusals import StatementRefused

_YUAN: Mapping[str, Decimal] = {
    "分": Decimal("0.01"),
    "角": Decimal("0.1"),
    "元": Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "十万元": Decimal(100_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
_UNIT = f"(?P<unit>{'|'.join(sorted(_YUAN, key=len, reverse=True))})"
BEHIND = re.compile(rf"[(/](?:单位:)?(?:(?:人民币)?{_UNIT}|人民币|RMB|CNY)[)]?$")
"""What a bank or a lender writes behind the name of a column of amounts."""
_SAID, _ALONE = (_UNIT.replace("unit", name) for name in ("said", "alone"))
_ABOVE = re.compile(
    rf"单位\s*[:：]\s*(?:人民币)?\s*{_UNIT}(?![\u4e00-\u9fff])"
    rf"|以(?:人民币)?{_SAID}为单位|^[(（]?(?:人民币)?{_ALONE}[)）]?$"
)
_FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+")
_MONEY = ("amount", "income", "expense", "balance", "principal", "interest", "penalty", "fees")


def scales(
    names: Sequence[str], columns: Mapping[str, Sequence[int]], above: Sequence[str]
) -> dict[int, Decimal]:
    """Return what one of a column's figures is in yuan, for the columns where it is not one.

    A column's own name goes before the lines above the table.

    Raises:
        StatementRefused: ``units_differ``, where those lines name several units.
    """
    places = {place for field in _MONEY for place in columns.get(field, ()) if place >= 0}
    own = {place: found["unit"] for place in places if (found := BEHIND.search(names[place]))}
    bare = [place for place in places if not own.get(place)]
    lines = (match for line in above for match in _ABOVE.finditer(line.strip()))
    said = {match["unit"] or match["said"] or match["alone"] for match in lines}
    if len(said) > 1 and bare:
        raise StatementRefused(code="units_differ", facts={"units": "、".join(sorted(said))})
    told = {place: own.get(place) or next(iter(said), "元") for place in places}
    return {place: _YUAN[unit] for place, unit in told.items() if unit != "元"}


def in_yuan(cells: Sequence[Cell], scale: Mapping[int, Decimal]) -> list[Cell]:
    """Return a row with its figures in yuan."""
    return [_times(c, scale[n]) if n in scale else c for n, c in enumerate(cells)]


def _times(cell: Cell, scale: Decimal) -> Cell:
    text = half_width(cell) if isinstance(cell, str) else repr(cell)
    return _FIGURE.sub(lambda match: f"{Decimal(match[0].replace(',', '')) * scale:f}", text)
