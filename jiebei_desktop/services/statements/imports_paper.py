"""Where a row stands in its file: on the page of a PDF, or as the line of a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from jiebei_desktop.importers.amounts import text_of
from jiebei_desktop.importers.container import Content
from jiebei_desktop.importers.options import ColumnMap
from jiebei_desktop.importers.pdf_table import Place
from jiebei_desktop.importers.tables import tabulate
from jiebei_desktop.importers.words import words
from jiebei_desktop.importers.workbook import Sheet

_AMOUNTS = ("amount", "expense", "income")


class Spot(NamedTuple):
    """A row on its page, in points from the page's upper left corner."""

    page: int
    """From 0."""
    top: float
    bottom: float
    left: float | None = None
    """Left and right of the cell with the amount; None where that cannot be told."""
    right: float | None = None


def spots(content: Content, mapping: ColumnMap | None = None) -> dict[int, Spot]:
    """Return where the rows of a PDF stand, by their line; nothing for other files."""
    paper = next((sheet for sheet in content.sheets if sheet.places), None)
    if paper is None:
        return {}
    columns = tabulate(content, words(), mapping).header.columns
    return {
        line: _spot(paper, line - 1, place, columns)
        for line, place in enumerate(paper.places, start=1)
    }


def _spot(paper: Sheet, row: int, place: Place, columns: Mapping[str, tuple[int, ...]]) -> Spot:
    for name in _AMOUNTS:
        for column in columns.get(name, ()):
            cells = paper.rows[row]
            if 0 <= column < len(place.edges) and text_of(cells[column]).strip():
                left = place.edges[column - 1] if column else 0.0
                return Spot(place.page, place.top, place.bottom, left, place.edges[column])
    return Spot(place.page, place.top, place.bottom)
