"""Pages of a PDF to the grid of a statement: rows by their dates, columns by their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from jiebei_desktop.importers.amounts import Cell
from jiebei_desktop.importers.header import SEARCH
from jiebei_desktop.importers.pdf_heading import Heading, headings_named, headings_of
from jiebei_desktop.importers.pdf_lines import (
    PrintedLine,
    Run,
    lines_of,
    runs,
    text_of_glyphs,
)
from jiebei_desktop.importers.pdf_pages import Glyph, PdfPage
from jiebei_desktop.importers.words import Words

_DATE = re.compile(
    r"(?:19|20)[0-9]{2}(?:[-/.年][0-9]{1,2}(?:[-/.月]|$)|[01][0-9][0-3][0-9](?![0-9]))"
    r"|[0-9]{1,2}/[0-9]{1,2}(?![0-9/])"
    r"|[0-9]{1,2}(?:[-/.][0-9]{1,2}[-/.](?:[0-9]{2}){1,2}(?![0-9])|[- ]?[A-Z][A-Za-z]{2,8}[-, ])"
    r"|[A-Z][a-z]{2,8} [0-9]{1,2},"
)
_INSTALMENT = re.compile(r"第?[0-9]{1,3}(?:[/ ][0-9]{1,3})?期?$")
"""An instalment of a lender's list, which has no day before it is paid."""
_NO_TIME = re.compile(r"[^0-9:]")
_AROUND = 3
"""Heights of a line around dates in which their rows stand."""
_BODY = 0.6
"""Part of a line's height that its characters fill."""
_CLOSE = 0.8
"""A line belongs to a row when it is nearer than so much of the usual gap between rows."""

_LONE = 1.3
"""That gap in heights of a line, where a page has a single row."""


class Place(NamedTuple):
    """Where a row stands: page from 0, its top and bottom in points, and its columns' edges."""

    page: int
    top: float
    bottom: float
    edges: Sequence[float] = ()
    """Right edge of every column; the last one has none. Empty for a line outside the table."""


class Grid(NamedTuple):
    """A statement's rows as cells, and where each stands."""

    rows: list[list[Cell]]
    places: list[Place]


class _Strip(NamedTuple):
    """Lines that run into each other from top to bottom."""

    top: float
    bottom: float
    lines: list[PrintedLine]


def grid_of(pages: Sequence[PdfPage], words: Words) -> Grid | None:
    """Return the table of a statement with the lines around it, or None without known names.

    A line outside the table is a row of one cell.
    """
    return _grid(pages, lambda lines: headings_of(lines, words))


def grid_under(pages: Sequence[PdfPage], names: Sequence[str], day: str) -> Grid | None:
    """Return the table whose header a person showed; ``day`` is the name over its dates."""
    return _grid(pages, lambda lines: headings_named(lines, names, day))


def _grid(
    pages: Sequence[PdfPage], headings: Callable[[Sequence[PrintedLine]], list[Heading]]
) -> Grid | None:
    grid = Grid([], [])
    heading: Heading | None = None
    for number, page in enumerate(pages):
        lines = lines_of(page)
        start = 0
        for found in headings(lines):
            _table(grid, number, lines[start : found.first], heading)
            if heading is None:
                _keep_last(grid)
                _row(grid, number, lines[found.first : found.last + 1], _names(found))
            heading, start = found, found.last + 1
        _table(grid, number, lines[start:], heading)
    return grid if heading else None


def plain_grid(pages: Sequence[PdfPage]) -> Grid:
    """Return every line as a row of its runs, for a table whose names nobody knows."""
    grid = Grid([], [])
    for number, page in enumerate(pages):
        for line in lines_of(page):
            _row(grid, number, [line], [run.text for run in runs(line)])
    return grid


def _keep_last(grid: Grid) -> None:
    """Leave as many lines before the header as are searched for one."""
    del grid.rows[: -(SEARCH - 1)], grid.places[: -(SEARCH - 1)]


def _names(heading: Heading) -> list[Cell]:
    return [run.text for run in heading.names]


def _row(
    grid: Grid,
    page: int,
    lines: Sequence[PrintedLine],
    cells: Sequence[Cell],
    edges: Sequence[float] = (),
) -> None:
    grid.rows.append(list(cells))
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    grid.places.append(Place(page, top, bottom, edges))


# ---------------------------------------------------------------- rows and columns
def _table(grid: Grid, page: int, lines: Sequence[PrintedLine], heading: Heading | None) -> None:
    """Add the rows below a header; lines that belong to no row stay lines."""
    dated = [_is_dated(line, heading) for line in lines] if heading else [False] * len(lines)
    if heading is None or not any(dated):
        for line in lines:
            _row(grid, page, [line], [" ".join(run.text for run in runs(line))])
        return
    edges = _edges(heading.names, _body(lines, dated))
    strips = _strips(lines)
    anchors = {id(line) for line, one in zip(lines, dated, strict=True) if one}
    for group in _rows(strips, anchors, _first_column(heading, edges)):
        own = [line for strip in group for line in strip.lines]
        if any(id(line) in anchors for line in own):
            _row(grid, page, own, _cells(own, edges), edges[:-1])
        else:
            for line in own:
                _row(grid, page, [line], [" ".join(run.text for run in runs(line))])


def _body(lines: Sequence[PrintedLine], dated: Sequence[bool]) -> list[PrintedLine]:
    """Return the lines near dates: what stands far above and below them is no table."""
    days = [line for line, one in zip(lines, dated, strict=True) if one]
    top, bottom = days[0].top, days[-1].bottom
    near = _AROUND * days[0].height
    return [line for line in lines if top - near < line.middle < bottom + near]


def _is_dated(line: PrintedLine, heading: Heading) -> bool:
    """Say whether a line has a date under a name for dates, or the number of an instalment."""
    columns = heading.header.columns
    marks = [(spot, _DATE) for spot in columns["at"]]
    marks += [(spot, _INSTALMENT) for spot in columns.get("number", ())]
    rights = [run.left for run in heading.names[1:]] + [float("inf")]
    return any(
        mark.match(run.text)
        and heading.names[spot].left - line.height <= run.right
        and run.left < rights[spot]
        for run in runs(line)
        for spot, mark in marks
    )


def _edges(names: Sequence[Run], lines: Sequence[PrintedLine]) -> list[float]:
    """Return the right edge of every column: where the fewest characters are cut."""
    glyphs = [glyph for line in lines for glyph in line.glyphs if not glyph.text.isspace()]
    return [*(_edge(one, other, glyphs) for one, other in pairwise(names)), float("inf")]


def _edge(one: Run, other: Run, glyphs: Iterable[Glyph]) -> float:
    left, right = sorted((one.right, other.left))
    cuts = [0] * (int((right - left) * 2) + 1)
    for glyph in glyphs:
        if glyph.right > left and glyph.left < right:
            begin = max(0, int((glyph.left - left) * 2))
            end = min(len(cuts) - 1, int((glyph.right - left) * 2))
            for place in range(begin, end + 1):
                cuts[place] += 1
    least = min(cuts)
    best, run = (0, 0), 0
    for place, count in enumerate([*cuts, least + 1]):
        run = run + 1 if count == least else 0
        best = max(best, (run, place))
    length, last = best
    return left + (last - (length - 1) / 2) / 2


def _first_column(heading: Heading, edges: Sequence[float]) -> tuple[float, float]:
    """Return left and right edge of the leftmost column of dates."""
    spot = min(heading.header.columns["at"])
    return (edges[spot - 1] if spot else 0.0), edges[spot]


def _strips(lines: Sequence[PrintedLine]) -> list[_Strip]:
    """Join lines whose characters overlap in height: cells of one row that wrap differently."""
    strips: list[_Strip] = []
    for line in lines:
        half = line.height * _BODY / 2
        top, bottom = line.middle - half, line.middle + half
        if strips and top < strips[-1].bottom:
            last = strips[-1]
            strips[-1] = _Strip(last.top, max(last.bottom, bottom), [*last.lines, line])
        else:
            strips.append(_Strip(top, bottom, [line]))
    return strips


def _rows(
    strips: Sequence[_Strip], anchors: set[int], dates: tuple[float, float]
) -> list[list[_Strip]]:
    """Group strips to rows: each dated strip with the wrapped lines above and below it."""
    dated = [any(id(line) in anchors for line in strip.lines) for strip in strips]
    usual = _usual_gap(strips, dated)
    groups: list[list[_Strip]] = []
    between: list[_Strip] = []
    for strip, one in zip(strips, dated, strict=True):
        if not one:
            between.append(strip)
            continue
        above, alone, below = _shared(groups, between, strip, (usual, dates))
        if above:
            groups[-1] += above
        groups += [[each] for each in alone]
        groups.append([*below, strip])
        between = []
    above, alone, _ = _shared(groups, between, None, (usual, dates))
    if above:
        groups[-1] += above
    return [*groups, *([each] for each in alone)]


def _usual_gap(strips: Sequence[_Strip], dated: Sequence[bool]) -> float:
    """Return the usual gap between rows: the widest one between two dated strips."""
    spots = [place for place, one in enumerate(dated) if one]
    gaps = [
        max(low.top - up.bottom for up, low in pairwise(strips[first : last + 1]))
        for first, last in pairwise(spots)
    ]
    return median(gaps or [_LONE * line.height for strip in strips for line in strip.lines])


def _shared(
    groups: Sequence[Sequence[_Strip]],
    between: list[_Strip],
    strip: _Strip | None,
    usual: tuple[float, tuple[float, float]],
) -> tuple[list[_Strip], list[_Strip], list[_Strip]]:
    """Share lines between two dated strips: to the row above, to none, to the row below."""
    gap, dates = usual
    upper = groups[-1][-1] if groups else None
    above: list[_Strip] = []
    while between and upper and _near(upper, between[0], gap) and not _alone(between[0], dates):
        upper = between.pop(0)
        above.append(upper)
    below: list[_Strip] = []
    while between and strip and _near(between[-1], strip, gap) and not _alone(between[-1], dates):
        strip = between.pop()
        below.insert(0, strip)
    return above, between, below


def _near(upper: _Strip, lower: _Strip, gap: float) -> bool:
    return lower.top - upper.bottom < gap * _CLOSE


def _alone(strip: _Strip, dates: tuple[float, float]) -> bool:
    """Say whether a strip begins in the column of dates with words: a heading or a footer."""
    left, right = dates
    for line in strip.lines:
        inside = [g for g in line.glyphs if left <= (g.left + g.right) / 2 < right]
        if _NO_TIME.search(text_of_glyphs(inside)):
            return True
    return False


def _cells(lines: Sequence[PrintedLine], edges: Sequence[float]) -> list[Cell]:
    """Return the cells of a row, wrapped text joined from top to bottom."""
    cells = [""] * len(edges)
    for line in lines:
        parts: list[list[Glyph]] = [[] for _ in edges]
        for glyph in line.glyphs:
            middle = (glyph.left + glyph.right) / 2
            parts[next(n for n, edge in enumerate(edges) if middle < edge)].append(glyph)
        for place, glyphs in enumerate(parts):
            cells[place] = joined(cells[place], text_of_glyphs(glyphs))
    return list(cells)


def joined(upper: str, lower: str) -> str:
    """Join two lines of a cell: Latin words and a time keep their blank, all else runs on."""
    words = (
        upper[-1:].isascii()
        and upper[-1:].isalpha()
        and lower[:1].isascii()
        and lower[:1].isalpha()
    )
    time = bool(_DATE.match(upper)) and bool(re.match(r"[0-9]{1,2}:[0-9]{2}", lower))
    return f"{upper} {lower}" if words or time else upper + lower
