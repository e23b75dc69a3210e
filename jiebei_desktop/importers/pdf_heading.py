"""The names over a table of a PDF: on one line or spread over a few, close or far apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from jiebei_desktop.importers.header import Header, find, names_of
from jiebei_desktop.importers.pdf_lines import PrintedLine, Run, runs, words_of
from jiebei_desktop.importers.pdf_spanning import spanning
from jiebei_desktop.importers.words import Words

_LATIN = re.compile(r"[A-Za-z .()/&]+")
_STACKED = 3
"""Lines over which the names of a header may be spread."""


class Heading(NamedTuple):
    """The names over a table: their runs, the lines they take, what they prove."""

    names: list[Run]
    first: int
    last: int
    header: Header


def headings_of(lines: Sequence[PrintedLine], words: Words) -> list[Heading]:
    """Return the headers of a page; names are spread over a few lines only where none fit one."""
    cells = [_parted(line, words.column_names) for line in lines]
    for count in range(1, _STACKED + 1):
        found: list[Heading] = []
        for index in range(len(lines) - count + 1):
            heading = _heading(cells[index : index + count], index, words)
            if heading is not None and (not found or index > found[-1].last):
                found.append(_grown(cells, heading, words))
        if found:
            return found
    return []


def _heading(lines: Sequence[list[Run]], first: int, words: Words) -> Heading | None:
    """Return the heading that lines make, by names one under the other or over several columns."""
    names: list[Run]
    header: Header | None
    two = spanning(lines, words) if len(lines) > 1 else None
    if two is not None:
        names, header = two
    else:
        names = _stacked(lines)
        header = find([[run.text for run in names]], words)
    return None if header is None else Heading(names, first, first + len(lines) - 1, header)


def headings_named(lines: Sequence[PrintedLine], names: Sequence[str], day: str) -> list[Heading]:
    """Return the lines that hold just the names a person showed; ``day`` is the one over dates."""
    header = Header(
        format="bank",
        source="bank",
        row=0,
        names=tuple(names),
        columns={"at": (list(names).index(day),)},
    )
    cells = [runs(line) for line in lines]
    return [
        Heading(row, place, place, header)
        for place, row in enumerate(cells)
        if names_of([run.text for run in row]) == tuple(names)
    ]


def _parted(line: PrintedLine, known: frozenset[str]) -> list[Run]:
    """Return the cells of a line that may be a header: known names are cells, however close."""
    words = [name for word in words_of(line) for name in _names_in(word, known)]
    wide = {run.left for run in runs(line)}
    cells: list[Run] = []
    for word in words:
        close = cells and word.left not in wide
        if close and not known & {word.text, cells[-1].text}:
            cells[-1] = Run(f"{cells[-1].text} {word.text}", cells[-1].left, word.right)
        else:
            cells.append(word)
    return cells


def _names_in(word: Run, known: frozenset[str]) -> list[Run]:
    """Part a word that is several known names without a blank between them."""
    names = [] if word.text in known else _split(word.text, known)
    if not names:
        return [word]
    width = (word.right - word.left) / len(word.text)
    ends = list(accumulate(len(name) for name in names))
    return [
        Run(name, word.left + width * (end - len(name)), word.left + width * end)
        for name, end in zip(names, ends, strict=True)
    ]


def _split(text: str, known: frozenset[str]) -> list[str]:
    """Return the known names that make up ``text``, or none."""
    if not text:
        return []
    for length in range(len(text), 1, -1):
        if text[:length] in known:
            rest = _split(text[length:], known)
            if rest or length == len(text):
                return [text[:length], *rest]
    return []


def _stacked(cells: Sequence[list[Run]]) -> list[Run]:
    """Join runs that stand under each other."""
    joined: list[Run] = []
    for run in (run for line in cells for run in line):
        for place, other in enumerate(joined):
            if run.left < other.right and other.left < run.right:
                joined[place] = Run(
                    other.text + run.text, min(other.left, run.left), max(other.right, run.right)
                )
                break
        else:
            joined.append(run)
    return sorted(joined, key=lambda run: run.left)


def _grown(cells: Sequence[list[Run]], found: Heading, words: Words) -> Heading:
    """Take in lines around it when more columns are known with them; skip Latin names below."""
    found = max(_wider(cells, found, words), key=lambda one: len(one.header.columns))
    last = found.last
    while last + 1 < len(cells) and all(_LATIN.fullmatch(run.text) for run in cells[last + 1]):
        last += 1
    return found._replace(last=last)


def _wider(cells: Sequence[list[Run]], found: Heading, words: Words) -> Iterator[Heading]:
    """Yield a heading, the one with the line below it, and those of two rows that hold its line."""
    yield found
    spans = {(found.first, found.last + 1)} if found.first == found.last else set()
    begins = range(found.first, max(found.last - _STACKED, -1), -1)
    spans |= {
        (one, end) for one in begins for end in range(max(found.last, one + 1), one + _STACKED)
    }
    for first, last in sorted(spans, key=lambda span: (span[1] - span[0], -span[0])):
        if last < len(cells):
            heading = _heading(cells[first : last + 1], first, words)
            if heading is not None:
                yield heading
