"""Text to records: lines joined only where an open quote proves that they belong together."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

_BLOCK = 1 << 20
_DATE = re.compile(
    r"[\s\"'`\ufeff]*(?:(?:19|20)[0-9]{2}[-/.年]?[0-9]{1,2}[-/.月]?[0-9]{1,2}"
    r"|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2})"
)
_FORMULA = re.compile(r'(?:(?<=[,\t;])|^)="(?=[^"]*"(?:[,\t;]|$))')
"""How a spreadsheet is told to keep a cell as text: ="6222…"."""
_MAX_JOIN = 40
"""No cell of a statement holds more lines than this; a longer one is an unclosed quote."""


class Record(NamedTuple):
    """One record: where it stands and what its cells say."""

    line: int
    """Number of its first line in the file, from 1."""
    cells: list[str]
    broken: bool = False
    """A quote was opened and never closed."""


def lines(text: str) -> Iterator[str]:
    """Yield the lines of ``text`` whatever ends them, without holding all of them."""
    start, size = 0, len(text)
    while start < size:
        end = text.find("\n", min(start + _BLOCK, size))
        end = size if end < 0 else end
        block = text[start:end]
        if "\r" in block:
            block = block.removesuffix("\r").replace("\r\n", "\n").replace("\r", "\n")
        yield from block.split("\n")
        start = end + 1


def separator(line: str) -> str:
    """Return what separates the cells of a header line: comma, tab, semicolon, bar, full comma."""
    return max(",\t;|，", key=line.count)


def split(line: str, mark: str) -> list[str]:
    """Split one record into cells; a tab after a closing quote stays harmless."""
    if '"' not in line:
        return line.split(mark)
    if '="' in line:
        line = _FORMULA.sub('"', line)
    try:
        return next(csv.reader([line.replace("\0", "")], delimiter=mark), [])
    except csv.Error:
        return line.split(mark)


def records(source: Iterator[tuple[int, str]], mark: str, at: int) -> Iterator[Record]:
    """Yield records of numbered lines; ``at`` is the column that holds the date.

    A record begins at a line whose date column looks like a date. Another line joins the record
    before it only while that one has an open quote, so one stray quote costs one row, not all
    that follow.
    """
    begins = _starts(mark, at)
    waiting: list[tuple[int, str]] = []
    for position, line in source:
        if not waiting:
            if '"' not in line:
                yield Record(position, line.split(mark))
            elif line.count('"') % 2:
                waiting = [(position, line)]
            else:
                yield Record(position, split(line, mark))
            continue
        if begins(line) or len(waiting) >= _MAX_JOIN:
            yield from _give_up(waiting, mark)
            waiting = [(position, line)] if line.count('"') % 2 else []
            if not waiting:
                yield Record(position, split(line, mark))
            continue
        waiting.append((position, line))
        if line.count('"') % 2:
            yield Record(waiting[0][0], split_many([part for _, part in waiting], mark))
            waiting = []
    yield from _give_up(waiting, mark)


def split_many(parts: list[str], mark: str) -> list[str]:
    """Split a record of several lines into cells."""
    text = "\n".join(parts).replace("\0", "")
    try:
        return next(csv.reader([f"{part}\n" for part in text.split("\n")], delimiter=mark), [])
    except csv.Error:
        return text.split(mark)


def _give_up(waiting: list[tuple[int, str]], mark: str) -> Iterator[Record]:
    """Yield an open record line by line: its first line is a row, the rest stands alone."""
    for index, (position, line) in enumerate(waiting):
        bare = line.split(mark)
        yield Record(position, [cell.strip('"') for cell in bare], broken=index == 0)


def _starts(mark: str, at: int) -> Callable[[str], bool]:
    if at == 0:
        return lambda line: _DATE.match(line) is not None

    def begins(line: str) -> bool:
        cells = line.split(mark)
        return len(cells) > at and _DATE.match(cells[at]) is not None

    return begins


def numbered(head: list[str], rest: Iterator[str], first: int) -> Iterator[tuple[int, str]]:
    """Number lines from ``first``: those already read, then the rest."""
    return enumerate(chain(head, rest), start=first)
