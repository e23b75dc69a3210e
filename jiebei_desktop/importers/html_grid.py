"""Tables of a web page or a mail to one grid; nothing is fetched, nothing is run."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

from jiebei_desktop.importers.amounts import Cell, amount, foreign, moment
from jiebei_desktop.importers.decode import decode
from jiebei_desktop.importers.han import plain_han

MAX_CELLS = 2_000_000
_WIDEST = 40
"""Columns that a cell may span: layouts of mails span more than tables do."""
_BLANKS = re.compile(r"\s+")
_HEAD = 4096
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_COMMENT = re.compile(rb"^(?:<!--.*?-->\s*|<\?xml.*?\?>\s*)+", re.DOTALL)
_STARTS = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body", b"<div", b"<style")
_SILENT = frozenset({"script", "style", "title", "noscript", "template"})
_BREAKS = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4"})
_VOID = frozenset({"br"})


class _Table:
    """A table being read: the row so far and the pieces of its open cell."""

    def __init__(self) -> None:
        self.row: list[str] = []
        self.pieces: list[str] | None = None
        self.span = 1
        self.deep = 1
        self.held: dict[int, tuple[int, str]] = {}
        """Columns that a cell above still fills: for how many rows, with this one, and with what.

        A day and words hold for all their rows; an amount repeated would be counted twice.
        """

    def fill(self) -> None:
        """Fill the columns that a cell above fills."""
        while len(self.row) in self.held:
            self.row.append(self.held[len(self.row)][1])

    def put(self, text: str) -> None:
        """End the open cell."""
        self.fill()
        place = len(self.row)
        self.row += [text, *[""] * (self.span - 1)]
        if self.deep > 1:  # counted down once at the end of this row
            money = amount(text) is not None or foreign(text) is not None
            again = "" if money and not moment(text) else text
            self.held |= dict.fromkeys(range(place, len(self.row)), (self.deep, again))
        self.pieces = None

    def end_row(self) -> list[str]:
        """Return the row and begin the next one; a tag may end a row that another has ended."""
        if not self.row:
            return []
        self.fill()
        row, self.row = self.row, []
        left = {place: (deep - 1, text) for place, (deep, text) in self.held.items()}
        self.held = {place: held for place, held in left.items() if held[0]}
        return row


class _Tables(HTMLParser):
    """Collects rows of innermost tables in the page's order; other text is a row of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Cell]] = []
        self.tables = 0
        self._open: list[_Table] = []
        self._loose: list[str] = []
        self._silent = ""
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent = tag
        elif tag == "table":
            self._end_loose()
            self.tables += 1
            self._open.append(_Table())
        elif tag == "tr":
            self._end_row()
        elif tag in {"td", "th"} and self._open:
            self._end_cell()
            self._open[-1].pieces = []
            self._open[-1].span = _span(dict(attrs).get("colspan"))
            self._open[-1].deep = _span(dict(attrs).get("rowspan"))
        elif tag in _BREAKS:
            self._put(" ")
            if not self._open:
                self._end_loose()

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif tag == "table" and self._open:
            self._end_row()
            self._open.pop()
        elif tag == "tr":
            self._end_row()
        elif tag in {"td", "th"}:
            self._end_cell()
        elif tag in _BREAKS - _VOID and not self._open:
            self._end_loose()

    def handle_data(self, data: str) -> None:
        self._put(data)

    def close(self) -> None:
        """Finish what the page left open."""
        super().close()
        while self._open:
            self._end_row()
            self._open.pop()
        self._end_loose()

    def _put(self, data: str) -> None:
        if self._silent:
            return
        pieces = self._open[-1].pieces if self._open else self._loose
        if pieces is not None:
            pieces.append(data)

    def _end_cell(self) -> None:
        if self._open and self._open[-1].pieces is not None:
            table = self._open[-1]
            table.put(_text(table.pieces or []))

    def _end_row(self) -> None:
        if not self._open:
            return
        self._end_cell()
        self._add(self._open[-1].end_row())

    def _end_loose(self) -> None:
        self._add([_text(self._loose)])
        self._loose = []

    def _add(self, cells: list[str]) -> None:
        if any(cells) and self._cells < MAX_CELLS:
            self._cells += len(cells)
            self.rows.append(list(cells))


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _WIDEST) if text and text.isdecimal() else 1


def _text(pieces: list[str]) -> str:
    return plain_han(_BLANKS.sub(" ", "".join(pieces)).strip())


def is_html(data: bytes) -> bool:
    """Say whether ``data`` begins as a web page does, in whatever encoding."""
    head = decode(data[:_HEAD]).text.encode() if data.startswith(_WIDE) else data[:_HEAD]
    head = _COMMENT.sub(b"", head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()).lstrip()
    return head.startswith(_STARTS)


def html_grid(data: bytes) -> list[list[Cell]] | None:
    """Return the rows of a page's tables with the text between them, or None without a table."""
    reader = _Tables()
    reader.feed(decode(data).text)
    reader.close()
    return reader.rows if reader.tables else None
