"""Days whose year stands last: read as day and month only where their column proves the order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, islice

from jiebei_desktop.domain.half_width import half_width
from jiebei_desktop.importers.amounts import Cell, moment
from jiebei_desktop.importers.refusals import StatementRefused

_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])(.*)")
_HIDDEN = re.compile("#{3,}")
_LOOKED_AT = 60
"""Rows in which such a day shows that the column has them; a file spells its days one way."""

Record = tuple[int, Sequence[Cell], bool]


def year_first(records: Iterator[Record], places: Sequence[int]) -> Iterator[Record]:
    """Return records whose days in the columns ``places`` begin with the year.

    Raises:
        StatementRefused: ``day_or_month``, where no day is above 12 and no other spelling is there;
            ``days_hidden``, where a spreadsheet saved ``####`` of a column too narrow for them.
    """
    head = list(islice(records, _LOOKED_AT))
    if any(_HIDDEN.fullmatch(_at(cells, place)) for _, cells, _ in head for place in places[:1]):
        raise StatementRefused(code="days_hidden")
    columns = [place for place in places if any(_odd(cells, place) for _, cells, _ in head)]
    if not columns:
        return chain(head, records)
    every = [(line, list(cells), broken) for line, cells, broken in chain(head, records)]
    for place in columns:
        _turn([cells for _, cells, _ in every], place)
    return iter(every)


def _at(cells: Sequence[Cell], place: int) -> str:
    cell = cells[place] if place < len(cells) else ""
    return half_width(cell) if isinstance(cell, str) else ""


def _odd(cells: Sequence[Cell], place: int) -> bool:
    """Say whether a cell is a day that cannot begin with its year."""
    text = _at(cells, place)
    return _YEAR_LAST.fullmatch(text) is not None and moment(text) is None


def _turn(rows: Sequence[list[Cell]], place: int) -> None:
    """Put the year of a column's days first, in the one order in which all of them are days."""
    found = [(cells, match) for cells in rows if (match := _YEAR_LAST.fullmatch(_at(cells, place)))]
    ways = [way for way in ((3, 1), (1, 3)) if all(_day(match, *way) for _, match in found)]
    if len(ways) > 1 and not any(moment(_at(cells, place)) for cells in rows):
        raise StatementRefused(code="day_or_month", facts={"day": found[0][1][0]})
    for cells, match in found if len(ways) == 1 else ():
        cells[place] = f"{_day(match, *ways[0])}{match[5]}"


def _day(match: re.Match[str], month: int, day: int) -> str:
    year = int(match[4]) if len(match[4]) > 2 else 2000 + int(match[4])  # noqa: PLR2004
    try:
        return date(year, int(match[month]), int(match[day])).isoformat()
    except ValueError:
        return ""
