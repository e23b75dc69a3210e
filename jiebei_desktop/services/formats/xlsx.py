"""A workbook of typed cells (Office Open XML, ECMA-376): days are days, amounts are numbers.

No text of a cell can become a formula, for text is written as text. The same sheets give the same
bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import IntEnum
from html import escape

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.services.formats.outputs import MARK

_ZERO = date(1899, 12, 30)
"""Day 0 of a spreadsheet; right from 1 March 1900 on, before which a sheet gets text."""
_FIRST = date(1900, 3, 1)
_MOMENT = (2026, 11, 22, 0, 0, 0)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MOST_ROWS = 1_048_575
"""Rows a sheet may hold below its heads."""
_LONGEST_TEXT = 32_767
"""Characters a cell may hold."""


class CellLook(IntEnum):
    """How a cell is shown: its place in the table of styles."""

    PLAIN = 0
    HEAD = 1
    DAY = 2
    MONEY = 3


Cell = str | int | Decimal | date | bool | None
"""Text, a count, a number, a day, yes or no, or nothing."""


class Worksheet(Struct, frozen=True, kw_only=True):
    """One sheet: its name, the heads of its columns and how each column is shown."""

    name: str
    heads: Sequence[str]
    looks: Sequence[CellLook]
    rows: Sequence[Sequence[Cell]]


def workbook(given: Sequence[Worksheet]) -> bytes:
    """Return the file of some sheets, the first of which is open; a long one goes on in another."""
    sheets = [part for sheet in given for part in _fitting(sheet)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _parts(sheets):
            # What marks the file as ours stands at its end, in the clear; see outputs.
            ours = name.startswith("docProps")
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_STORED if ours else zipfile.ZIP_DEFLATED
            archive.writestr(info, _XML + text)
    return out.getvalue()


def _fitting(sheet: Worksheet) -> Iterator[Worksheet]:
    """Yield a sheet in as many as its rows need."""
    for number, start in enumerate(range(0, max(len(sheet.rows), 1), MOST_ROWS), 1):
        name = sheet.name if number == 1 else f"{sheet.name} {number}"
        yield replace(sheet, name=name, rows=sheet.rows[start : start + MOST_ROWS])


def _parts(sheets: Sequence[Worksheet]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    kinds = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{base}.{kind}+xml"/>'
        for part, kind in (
            ("workbook", "sheet.main"),
            ("styles", "styles"),
            *((f"worksheets/sheet{n}", "worksheet") for n in numbers),
        )
    )
    yield (
        "[Content_Types].xml",
        (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>'
        ),
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    listed = "".join(
        f'<sheet name="{escape(_clean(sheet.name))}" sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in zip(numbers, sheets, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>{listed}</sheets></workbook>',
    )
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES
    for number, sheet in zip(numbers, sheets, strict=True):
        yield f"xl/worksheets/sheet{number}.xml", "".join(_sheet(sheet))
    extended = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    yield (
        "docProps/app.xml",
        f'<Properties xmlns="{extended}"><Application>{MARK.decode()}</Application></Properties>',
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


_FILLS = (
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    + _FILLS
    + '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4">'
    + "".join(
        f'<xf numFmtId="{kind}" fontId="{font}" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1" applyFont="1"/>'
        for kind, font in ((0, 0), (0, 1), (164, 0), (4, 0))
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)


def _sheet(sheet: Worksheet) -> Iterator[str]:
    last = f"{_column(len(sheet.heads))}{len(sheet.rows) + 1}"
    yield f'<worksheet xmlns="{_MAIN}"><dimension ref="A1:{last}"/><sheetViews>'
    yield '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
    yield ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>'
    for number, (head, look) in enumerate(zip(sheet.heads, sheet.looks, strict=True), 1):
        width = max(2 * len(head), 24 if look is CellLook.PLAIN else 14)
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    yield from _row(1, sheet.heads, [CellLook.HEAD] * len(sheet.heads))
    for number, row in enumerate(sheet.rows, 2):
        yield from _row(number, row, sheet.looks)
    yield f'</sheetData><autoFilter ref="A1:{last}"/></worksheet>'


def _row(number: int, cells: Sequence[Cell], looks: Sequence[CellLook]) -> Iterator[str]:
    yield f'<row r="{number}">'
    for at, (value, look) in enumerate(zip(cells, looks, strict=True), 1):
        if value is not None:
            yield _cell(f"{_column(at)}{number}", value, look)
    yield "</row>"


def _cell(place: str, value: Cell, look: CellLook) -> str:
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, Decimal)):
        return f'<c r="{place}" s="{look}"><v>{Decimal(value):f}</v></c>'
    if isinstance(value, date):
        if value >= _FIRST:
            return f'<c r="{place}" s="{look}"><v>{(value - _ZERO).days}</v></c>'
        value = value.isoformat()
    style = CellLook.HEAD if look is CellLook.HEAD else CellLook.PLAIN
    text = escape(_clean(str(value))[:_LONGEST_TEXT], quote=False)
    return (
        f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    )


def _clean(text: str) -> str:
    """Return text without the characters XML cannot hold."""
    return _CONTROL.sub("", text)


def _column(number: int) -> str:
    """Return the letters of a column, counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
