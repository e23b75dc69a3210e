"""What a file really is, by its first bytes: text, workbook, zip, or something to explain."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.half_width import half_width
from jiebei_desktop.importers.amounts import Cell, amount, moment, text_of
from jiebei_desktop.importers.apart import Tick, pages_of, sheets_of
from jiebei_desktop.importers.decode import Decoded, decode
from jiebei_desktop.importers.header import SEARCH, find
from jiebei_desktop.importers.html_grid import html_grid, is_html
from jiebei_desktop.importers.mail import BLANK, is_mail, parts_of
from jiebei_desktop.importers.pdf_pages import PdfPage
from jiebei_desktop.importers.pdf_table import Grid, grid_of, plain_grid
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.words import words
from jiebei_desktop.importers.workbook import Sheet

MAX_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_ENTRIES = 1000
_SMALL = 1024 * 1024
"""Below this a high ratio is only a repetitive little file."""
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_DEEPEST = 2
"""A zip in a zip is what a mail program or a cloud drive makes of one that has a password."""
_TABLES = (
    ".csv", ".xlsx", ".xls", ".ods", ".et", ".txt", ".pdf", ".html", ".htm", ".eml", ".zip",
)  # fmt: skip
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_CERTIFICATES = ("证明", "回单", "凭证")
_LISTED = 2
"""Numbers and days of a line that may be a row."""
_OTHERS = {
    "picture": (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*"),
    "archive": (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"),
    "document": (b"{\\rtf",),
    "binary": (b"SQLite", b"PK\x05\x06"),
}
"""First bytes of files that hold no table, by the code that refuses them."""
_INSIDE = {
    "outlook": "__substg1.0_",
    "document": "WordDocument",
    "workbook_locked": "EncryptedPackage",
}
"""Streams of files in the old Office container that hold no table, or a locked one."""
_BUNDLES = {
    "document": re.compile("(?:word|ppt)/"),
    "ofd": re.compile("OFD[.]xml"),
    "numbers": re.compile("Index(?:/.*[.]iwa|[.]zip)$"),
}
"""Names inside the zips that other programs save, by the code that refuses them."""
_NO_TABLE = frozenset({"html", "picture", "document", "empty"})
"""Refusals of a mail's parts that say nothing of the mail."""
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


class Content(Struct, frozen=True, kw_only=True):
    """What a file holds: decoded text or the sheets of a workbook."""

    text: Decoded | None = None
    sheets: tuple[Sheet, ...] = ()
    others: tuple[str, ...] = ()
    """Other tables of the zip, other files of the mail, which were not read."""
    stacked: tuple[str, ...] = ()
    """Names of the sheets whose rows the one sheet holds, one below the other."""
    pages: Sequence[PdfPage] = ()
    """Pages of a PDF, whose table is the one sheet."""
    encoding: str = "workbook"
    """What the sheets were read from: ``workbook``, ``pdf`` or ``html``."""


def open_content(data: bytes, password: str | None = None, tick: Tick | None = None) -> Content:
    """Return what ``data`` holds; zips and PDFs are opened, with ``password`` when they ask.

    Blanks copied along with the password and full-width digits are taken for what was meant.
    ``tick`` is called while a long reading goes on; what it raises ends the reading.

    Raises:
        StatementRefused: it is nothing that can be read as a table; the code says what it is.
    """
    if len(data) > MAX_BYTES:
        raise StatementRefused(code="too_big", facts={"bytes": len(data)})
    if not data.strip(b"\x00" + BLANK):
        raise StatementRefused(code="empty")
    password = _meant(password) if password else None
    others: tuple[str, ...] = ()
    for _ in range(_DEEPEST):
        if data.startswith(_ZIP) and not _is_workbook(data):
            data, more = _unzip(data, password)
            others += more
    found = _of_file(data, password, tick)
    return replace(found, others=(*others, *found.others))


def _meant(password: str) -> str:
    plain = half_width(password)
    return plain if plain.isascii() else password.strip()


def _of_file(data: bytes, password: str | None, tick: Tick | None) -> Content:
    """Return what a file that is no zip holds."""
    _refuse_documents(data)
    if data.startswith((_ZIP, _OLE)):
        return Content(sheets=_sheets(data, tick))
    if is_pdf(data):
        return _of_pdf(data, password, tick)
    if is_mail(data):
        return _of_mail(data, password, tick)
    if is_html(data):
        return _of_html(data)
    if data.lstrip(BLANK).startswith(b"<?xml"):
        raise StatementRefused(code="xml")
    return Content(text=decode(data))


def is_pdf(data: bytes) -> bool:
    """Say whether a file is a PDF; some begin with a few bytes of the mail that brought them."""
    return _PDF in data[:_HEAD]


def _of_html(data: bytes) -> Content:
    rows = html_grid(data)
    if rows is None:
        raise StatementRefused(code="html")
    return Content(sheets=(Sheet(name="HTML", rows=_shortened(rows)),), encoding="html")


def _shortened(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Join what stands far above the header, for a mail says much before it comes to its table."""
    place = next((at for at in range(len(rows)) if _begins_header(rows[at : at + 2])), 0)
    far = max(place - SEARCH + 3, 0)
    above: list[Cell] = [" ".join(text_of(cell) for row in rows[:far] for cell in row if cell)]
    return [above, *rows[far:]] if far else rows


def _of_mail(data: bytes, password: str | None, tick: Tick | None) -> Content:
    """Return the statement of a mail: the first part that has a table with known names.

    Without known names it is the first part that has a table at all.
    """
    refusals: list[StatementRefused] = []
    tables: list[Content] = []
    parts = parts_of(data)
    for part in parts:
        try:
            content = (
                _of_html(part.data) if not part.name else open_content(part.data, password, tick)
            )
        except StatementRefused as refused:
            refusals.append(refused)
            continue
        if content.pages or content.text or _has_header(content):
            beside = (one.name for one in parts if one.name and one is not part)
            return replace(content, others=(*content.others, *beside))
        tables.append(content)
    if tables:
        return tables[0]
    told = [refused for refused in refusals if refused.code not in _NO_TABLE]
    raise told[0] if told else StatementRefused(code="mail")


def _has_header(content: Content) -> bool:
    return any(
        _begins_header(sheet.rows[at : at + 2])
        for sheet in content.sheets
        for at in range(len(sheet.rows))
    )


def _begins_header(rows: Sequence[Sequence[Cell]]) -> bool:
    return find([[text_of(cell) for cell in row] for row in rows], words()) is not None


def _of_pdf(data: bytes, password: str | None, tick: Tick | None) -> Content:
    pages = pages_of(data, password, tick)
    grid = grid_of(pages, words()) or plain_grid(pages)
    _refuse_certificate(grid)
    sheet = Sheet(name="PDF", rows=grid.rows, places=grid.places)
    return Content(sheets=(sheet,), pages=pages, encoding="pdf")


def _refuse_certificate(grid: Grid) -> None:
    """Refuse a sealed paper that lists nothing: no line has more than words."""
    text = "".join(str(cell) for row in grid.rows for cell in row)
    listed = any(sum(_has_number(cell) for cell in row) >= _LISTED for row in grid.rows)
    if not listed and any(word in text for word in _CERTIFICATES):
        raise StatementRefused(code="pdf_certificate")


def _has_number(cell: Cell) -> bool:
    return moment(cell) is not None or amount(cell) is not None


def _refuse_documents(data: bytes) -> None:
    """Refuse what is no table, by its first bytes or by the names inside."""
    for code, starts in _OTHERS.items():
        if data.startswith(starts):
            raise StatementRefused(code=code)
    if data[4:8] == b"ftyp":
        raise StatementRefused(code="picture")
    if data.startswith(_OLE):
        for code, name in _INSIDE.items():
            if name.encode("utf-16-le") in data:
                raise StatementRefused(code=code)


def _is_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except _DAMAGE as error:
        raise StatementRefused(code="zip_damaged") from error
    for code, name in _BUNDLES.items():
        if any(map(name.match, names)):
            raise StatementRefused(code=code)
    return "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= {*names}


def _sheets(data: bytes, tick: Tick | None) -> tuple[Sheet, ...]:
    _refuse_bomb(data)
    return tuple(sheets_of(data, tick))


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
