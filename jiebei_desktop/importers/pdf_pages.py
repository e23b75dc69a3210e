"""The characters of a PDF with their places, and a page as a picture: all that touches PDFium."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from math import pi
from typing import Any, NamedTuple

from jiebei_desktop.importers.han import plain_han
from jiebei_desktop.importers.refusals import StatementRefused

MAX_PAGES = 500
"""A year of a busy account has some 150."""
MAX_GLYPHS = 2_000_000
_UNREADABLE = 3
"""A PDF is no text when one character in so many has no meaning."""
_FOREIGN = re.compile(rb"/JavaScript\b|/EmbeddedFiles?\b|/Launch\b")
_PASSWORD = 4
"""FPDF_ERR_PASSWORD."""
_SLANT = 0.02
"""Part of a quarter turn beyond which a character belongs to a watermark."""
_LINE_ENDS = frozenset({10, 13})
_NO_CHARACTER = frozenset({0, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)})
"""What PDFium gives for a glyph whose meaning the file does not tell."""
_BGRA = 4
"""FPDFBitmap_BGRA."""
_SAME = 0.6
"""Points between two prints of one character that make it bold."""


class Glyph(NamedTuple):
    """One character and its box in points from the upper left corner of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


class PdfPage(NamedTuple):
    """One page; upright characters only, in the order of the file."""

    width: float
    height: float
    glyphs: list[Glyph]


def read_pages(data: bytes, password: str | None = None) -> list[PdfPage]:
    """Return the pages of a PDF.

    Raises:
        StatementRefused: ``pdf_password_needed``, ``pdf_password_wrong``, ``pdf_damaged``,
            ``pdf_foreign`` (a script or another file inside), ``pdf_long``, ``pdf_scanned``.
    """
    document = _opened(data, password)
    try:
        pages = _pages(document)
    finally:
        document.close()
    glyphs = [glyph for page in pages for glyph in page.glyphs]
    blind = sum(1 for glyph in glyphs if glyph.text == "\ufffd")
    if not glyphs or blind * _UNREADABLE > len(glyphs):
        raise StatementRefused(code="pdf_scanned", facts={"pages": len(pages)})
    return pages


def picture(data: bytes, password: str | None, number: int, scale: float) -> tuple[int, int, bytes]:
    """Return page ``number`` (from 0) as width, height and BGRA bytes, ``scale`` dots a point.

    Raises:
        StatementRefused: as ``read_pages``.
    """
    document = _opened(data, password)
    try:
        bitmap = document[number].render(scale=scale, force_bitmap_format=_BGRA)
        return bitmap.width, bitmap.height, bytes(bitmap.buffer)
    finally:
        document.close()


def _opened(data: bytes, password: str | None) -> Any:
    import pypdfium2

    if _FOREIGN.search(data):
        raise StatementRefused(code="pdf_foreign")
    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) != _PASSWORD:
            raise StatementRefused(code="pdf_damaged") from error
        code = "pdf_password_wrong" if password else "pdf_password_needed"
        raise StatementRefused(code) from error
    if len(document) > MAX_PAGES:
        raise StatementRefused(code="pdf_long", facts={"pages": len(document), "most": MAX_PAGES})
    if _foreign(document):
        raise StatementRefused(code="pdf_foreign")
    return document


def _foreign(document: Any) -> bool:
    """Say whether names inside compressed objects hold a script or a file."""
    import pypdfium2.raw as pdfium

    scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(document)
    return bool(scripts > 0 or pdfium.FPDFDoc_GetAttachmentCount(document) > 0)


def _pages(document: Any) -> list[PdfPage]:
    import pypdfium2

    pages: list[PdfPage] = []
    left = MAX_GLYPHS
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise StatementRefused(code="pdf_damaged") from error
        left -= text.count_chars()
        if left < 0:
            facts = {"pages": len(document), "most": MAX_PAGES}
            raise StatementRefused(code="pdf_long", facts=facts)
        pages.append(_page(page, text))
        text.close()
        page.close()
    return pages


def _page(page: Any, text: Any) -> PdfPage:
    """Return a page turned as most of its characters are read; others are a watermark."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    edges = _Box(box.left, box.right, box.bottom, box.top)
    found = list(_characters(text))
    counts = Counter(turn for turn, _, _ in found)
    usual = max(counts, key=counts.__getitem__, default=0)
    glyphs = [
        Glyph(sign, *_turned(place, edges, usual)) for turn, sign, place in found if turn == usual
    ]
    size = (box.right - box.left, box.top - box.bottom)
    width, height = size[::-1] if usual % 2 else size
    return PdfPage(width, height, _printed_once(glyphs))


class _Box(NamedTuple):
    left: float
    right: float
    bottom: float
    top: float


def _characters(text: Any) -> Iterator[tuple[int, str, _Box]]:
    """Yield characters with the quarters by which they are turned, and where they stand."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    where = ctypes.byref(box)
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if pdfium.FPDFText_IsGenerated(text, index) == 1 or code in _LINE_ENDS:
            continue
        quarters = -pdfium.FPDFText_GetCharAngle(text, index) / (pi / 2)
        turn = round(quarters)
        slanted = abs(quarters - turn) > _SLANT
        if not slanted and pdfium.FPDFText_GetLooseCharBox(text, index, where):
            sign = plain_han(chr(code)) if code not in _NO_CHARACTER else "\ufffd"
            yield turn % 4, sign, _Box(box.left, box.right, box.bottom, box.top)


def _turned(place: _Box, edges: _Box, turn: int) -> tuple[float, float, float, float]:
    """Return left, right, top, bottom as shown, for a page turned ``turn`` quarters clockwise."""
    left, right, bottom, top = place
    west, east, south, north = edges
    match turn:
        case 1:
            return bottom - south, top - south, left - west, right - west
        case 2:
            return east - right, east - left, bottom - south, top - south
        case 3:
            return north - top, north - bottom, east - right, east - left
        case _:
            return left - west, right - west, north - top, north - bottom


def _printed_once(glyphs: list[Glyph]) -> list[Glyph]:
    """Drop second prints of a character that only make it bold."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        last = next(
            (one for one in kept[-2:] if one.text == glyph.text and _near(one, glyph)), None
        )
        if last is None:
            kept.append(glyph)
    return kept


def _near(one: Glyph, other: Glyph) -> bool:
    return abs(one.left - other.left) < _SAME and abs(one.top - other.top) < _SAME
