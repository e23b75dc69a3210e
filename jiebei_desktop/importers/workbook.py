"""The sheets of a workbook, read only when their used cells have a size that a statement has."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from jiebei_desktop.importers.amounts import Cell, moment
from jiebei_desktop.importers.refusals import StatementRefused

if TYPE_CHECKING:
    from jiebei_desktop.importers.pdf_table import Place

MAX_CELLS = 12_000_000
"""A million rows of a wallet have eleven million cells."""
MAX_COLUMNS = 2_000
MAX_SHEET_BYTES = 400 * 1024 * 1024
_CHUNK = 1024 * 1024
_OVERLAP = 4096
"""Longest start tag of a cell that is found across two chunks."""
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,9})([0-9]{1,9})"[^>]*(?<!/)>')
_ZIP = b"PK\x03\x04"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_LETTERS = 26


class Sheet(NamedTuple):
    """One sheet of a workbook, or what stands for it; absent rows kept as empty ones."""

    name: str
    rows: list[list[Cell]]
    places: Sequence[Place] = ()
    """Where each row stands on paper; empty for a workbook."""


def read_sheets(data: bytes) -> list[Sheet]:
    """Return the sheets of an XLSX, XLSB or XLS workbook.

    Raises:
        StatementRefused: ``workbook_vast`` with the far cell, ``workbook_locked``,
            ``workbook_damaged``.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    if data.startswith(_ZIP):
        _refuse_vast(data)
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(data))
        return [Sheet(name, _cells_of(book.get_sheet_by_name(name))) for name in book.sheet_names]
    except (CalamineError, ValueError, OSError, LookupError, OverflowError, RuntimeError) as error:
        code = "workbook_locked" if "assword" in str(error) else "workbook_damaged"
        raise StatementRefused(code) from error
    except BaseException as error:
        # calamine reports a Rust panic as an exception outside Exception's tree.
        if type(error).__name__ != "PanicException":
            raise
        raise StatementRefused(code="workbook_damaged") from error


def _cells_of(sheet: Any) -> list[list[Cell]]:
    """Return a sheet's rows; a day that stands over several rows is the day of each.

    An amount repeated would be counted twice.
    """
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        day = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        if moment(day) is not None:
            for row in rows[top + 1 : bottom + 1]:
                row[left] = day
    return rows


def _refuse_vast(data: bytes) -> None:
    """Refuse a workbook before it is laid out: one far cell takes all cells before it."""
    cells = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if _SHEET.fullmatch(entry.filename):
                    cells += _cells(archive, entry, MAX_CELLS - cells)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
    ) as e:
        raise StatementRefused(code="workbook_damaged") from e


def _cells(archive: zipfile.ZipFile, entry: Any, left: int) -> int:
    """Return rows times columns up to the last cell with a value; refuse more than ``left``."""
    columns = rows = read = 0
    rest = b""
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            for letters, digits in _CELL.findall(rest + chunk):
                columns, rows = max(columns, _number(letters)), max(rows, int(digits))
            if read > MAX_SHEET_BYTES or columns > MAX_COLUMNS or columns * rows > left:
                facts = {"rows": rows, "columns": columns}
                raise StatementRefused(code="workbook_vast", facts=facts)
            rest = chunk[-_OVERLAP:]
    return columns * rows


def _number(letters: bytes) -> int:
    """Return the number of a column, A being 1."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - ord("A") + 1
    return number
