"""What a file really is, by its first bytes: text, workbook, zip, or something to explain."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jiebei_desktop.importers.amounts import Cell, amount, moment
from jiebei_desktop.importers.decode import Decoded, decode
from jiebei_desktop.importers.pdf_pages import Page, read_pages
from jiebei_desktop.importers.pdf_table import Grid, Place, grid_of, plain_grid
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.words import words

MAX_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_ENTRIES = 1000
_SMALL = 1024 * 1024
"""Below this a high ratio is only a repetitive little file."""
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_TABLES = (".csv", ".xlsx", ".xls", ".txt", ".pdf", ".html", ".htm", ".eml")
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_CERTIFICATES = ("证明", "回单", "凭证")
_LISTED = 2
"""Numbers and days of a line that may be a row."""
_MAIL = (b"Received:", b"Return-Path:", b"MIME-Version:", b"X-Mailer:", b"DKIM-Signature:")
_HEAD = 2048
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    OSError,
    EOFError,
    LookupError,
    NotImplementedError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of a workbook, absent rows kept as empty ones."""

    name: str
    rows: list[list[Cell]]
    places: Sequence[Place] = ()
    """Where each row stands on paper; empty for a workbook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a file holds: decoded text or the sheets of a workbook."""

    text: Decoded | None = None
    sheets: tuple[Sheet, ...] = ()
    others: tuple[str, ...] = ()
    """Other tables of the zip, which were not read."""
    pages: Sequence[Page] = ()
    """Pages of a PDF, whose table is the one sheet."""


def open_content(data: bytes, password: str | None = None) -> Content:
    """Return what ``data`` holds; zips are opened, with ``password`` when they ask for one.

    Raises:
        StatementRefused: it is nothing that can be read as a table; the code says what it is.
    """
    if len(data) > MAX_BYTES:
        raise StatementRefused(code="too_big", facts={"bytes": len(data)})
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise StatementRefused(code="empty")
    others: tuple[str, ...] = ()
    if data.startswith(_ZIP) and not _is_workbook(data):
        data, others = _unzip(data, password)
    if data.startswith((_ZIP, _OLE)):
        return Content(sheets=_sheets(data), others=others)
    if _PDF in data[:_HEAD]:
        return _of_pdf(data, password, others)
    _refuse_documents(data)
    return Content(text=decode(data), others=others)


def _of_pdf(data: bytes, password: str | None, others: tuple[str, ...]) -> Content:
    pages = read_pages(data, password)
    grid = grid_of(pages, words()) or plain_grid(pages)
    _refuse_certificate(grid)
    return Content(
        sheets=(Sheet(name="PDF", rows=grid.rows, places=grid.places),), others=others, pages=pages
    )


def _refuse_certificate(grid: Grid) -> None:
    """Refuse a sealed paper that lists nothing: no line has more than words."""
    text = "".join(str(cell) for row in grid.rows for cell in row)
    listed = any(sum(_has_number(cell) for cell in row) >= _LISTED for row in grid.rows)
    if not listed and any(word in text for word in _CERTIFICATES):
        raise StatementRefused(code="pdf_certificate")


def _has_number(cell: Cell) -> bool:
    return moment(cell) is not None or amount(cell) is not None


def _refuse_documents(data: bytes) -> None:
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \r\n\t")
    lower = head.lower()
    if any(mark in head for mark in _MAIL) and b"Subject:" in data[: 8 * _HEAD]:
        raise StatementRefused(code="mail")
    if lower.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta", b"<head")):
        raise StatementRefused(code="html")
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"SQLite")):
        raise StatementRefused(code="binary")


def _is_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except _DAMAGE as error:
        raise StatementRefused(code="zip_damaged") from error


def _sheets(data: bytes) -> tuple[Sheet, ...]:
    from python_calamine import CalamineError, CalamineWorkbook

    _refuse_bomb(data)
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(data))
        return tuple(
            Sheet(name=name, rows=book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        )
    except (CalamineError, ValueError, OSError, LookupError, OverflowError, RuntimeError) as error:
        code = "workbook_locked" if "assword" in str(error) else "workbook_damaged"
        raise StatementRefused(code) from error
    except BaseException as error:
        # calamine reports a Rust panic as an exception outside Exception's tree.
        if type(error).__name__ != "PanicException":
            raise
        raise StatementRefused(code="workbook_damaged") from error


def _refuse_bomb(data: bytes) -> None:
    if not data.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive.infolist())
    except _DAMAGE as error:
        raise StatementRefused(code="zip_damaged") from error


def _check_sizes(entries: list[Any]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise StatementRefused(code="zip_bomb", facts={"entries": len(entries)})
    for entry in entries:
        swollen = entry.file_size > max(entry.compress_size, 1) * MAX_RATIO
        if entry.file_size > MAX_BYTES or (entry.file_size > _SMALL and swollen):
            raise StatementRefused(code="zip_bomb", facts={"bytes": entry.file_size})


def entry_name(info: Any) -> str:
    """Return an entry's name; without the UTF-8 flag Chinese zips hold GBK."""
    name: str = info.filename
    if info.flag_bits & _UTF8_NAME:
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return name


def _unzip(data: bytes, password: str | None) -> tuple[bytes, tuple[str, ...]]:
    """Return the statement of a zip, and the names of other tables in it."""
    import pyzipper

    try:
        with pyzipper.AESZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_sizes(entries)
            chosen, others = _choose(entries)
            if chosen.flag_bits & _ENCRYPTED and not password:
                raise StatementRefused(code="password_needed")
            return _read(archive, chosen, password), others
    except (*_DAMAGE, pyzipper.BadZipFile, pyzipper.LargeZipFile) as error:
        raise StatementRefused(code="zip_damaged") from error


def _choose(entries: list[Any]) -> tuple[Any, tuple[str, ...]]:
    tables = [e for e in entries if entry_name(e).lower().endswith(_TABLES) and not e.is_dir()]
    if not tables:
        names = tuple(entry_name(e) for e in entries[:5])
        raise StatementRefused(code="zip_without_statement", facts={"names": names})
    chosen = max(tables, key=lambda entry: entry.file_size)
    # A text beside the statement is its instruction; a second table may be a second statement.
    others = [entry_name(e) for e in tables if e is not chosen]
    return chosen, tuple(name for name in others if not name.lower().endswith(".txt"))


def _read(archive: Any, entry: Any, password: str | None) -> bytes:
    """Read one entry; a wrong password shows as one of three errors, and one in 256 passes."""
    import pyzipper

    locked = bool(entry.flag_bits & _ENCRYPTED)
    try:
        with archive.open(entry, pwd=password.encode() if password and locked else None) as member:
            content: bytes = member.read()
    except (struct.error, KeyError) as error:  # the entry is shorter than its own head
        raise StatementRefused(code="zip_damaged") from error
    except (RuntimeError, zlib.error, zipfile.BadZipFile, pyzipper.BadZipFile, EOFError) as error:
        code = "password_wrong" if locked else "zip_damaged"
        raise StatementRefused(code) from error
    return content
