"""Characters to lines, and lines to runs: pieces of text with blank paper between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from jiebei_desktop.importers.pdf_pages import Glyph, PdfPage

_ONE_LINE = 0.25
"""Part of its height by which a character may stand off its line."""
_BLANK = 0.18
"""Part of the height that is a blank between words."""
_GAP = 0.45
_PRINTED_GAP = 0.6
"""Parts of the height that part two runs: paper left blank, and blanks that are printed."""


class Run(NamedTuple):
    """A piece of text without a gap."""

    text: str
    left: float
    right: float


class PrintedLine(NamedTuple):
    """Characters side by side, from left to right."""

    top: float
    bottom: float
    glyphs: list[Glyph]

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Height of its characters."""
        return self.bottom - self.top


def lines_of(page: PdfPage) -> list[PrintedLine]:
    """Return the lines of a page from top to bottom."""
    found: list[list[Glyph]] = []
    middle = 0.0
    for glyph in sorted(page.glyphs, key=lambda one: one.top + one.bottom):
        centre = (glyph.top + glyph.bottom) / 2
        if found and centre - middle <= _ONE_LINE * (glyph.bottom - glyph.top):
            found[-1].append(glyph)
        else:
            found.append([glyph])
            middle = centre
    return [_line(glyphs) for glyphs in found if any(not g.text.isspace() for g in glyphs)]


def _line(glyphs: list[Glyph]) -> PrintedLine:
    seen = [glyph for glyph in glyphs if not glyph.text.isspace()]
    tallest = max(seen, key=lambda one: one.bottom - one.top)
    glyphs.sort(key=lambda one: one.left)
    return PrintedLine(tallest.top, tallest.bottom, glyphs)


def text_of_glyphs(glyphs: Iterable[Glyph]) -> str:
    """Return the text of characters side by side, with a blank where paper is left."""
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        blank = last is not None and not last.text.isspace() and not glyph.text.isspace()
        if blank and last and glyph.left - last.right > _BLANK * (glyph.bottom - glyph.top):
            parts.append(" ")
        parts.append(glyph.text)
        last = glyph
    return "".join(parts).strip()


def runs(line: PrintedLine) -> list[Run]:
    """Return the runs of a line; a blank wider than usual parts them, printed or not."""
    groups: list[list[Glyph]] = []
    blanks: list[Glyph] = []
    for glyph in line.glyphs:
        if glyph.text.isspace():
            blanks.append(glyph)
            continue
        gap = (_PRINTED_GAP if blanks else _GAP) * line.height
        if groups and glyph.left - groups[-1][-1].right <= gap:
            groups[-1] += [*blanks, glyph]
        else:
            groups.append([glyph])
        blanks = []
    return [_run(group) for group in groups]


def words_of(line: PrintedLine) -> list[Run]:
    """Return the words of a line: parted by every blank."""
    groups: list[list[Glyph]] = []
    blank = True
    for glyph in line.glyphs:
        if glyph.text.isspace():
            blank = True
            continue
        wide = groups and glyph.left - groups[-1][-1].right > _BLANK * line.height
        if blank or wide:
            groups.append([glyph])
        else:
            groups[-1].append(glyph)
        blank = False
    return [_run(group) for group in groups]


def _run(glyphs: list[Glyph]) -> Run:
    return Run(text_of_glyphs(glyphs), glyphs[0].left, glyphs[-1].right)


def text_of_line(line: PrintedLine) -> str:
    """Return a line as text, its runs parted by a blank."""
    return " ".join(run.text for run in runs(line))
