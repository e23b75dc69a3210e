"""A file read the way a person chose: with its password, columns and cells written anew."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.importers.amounts import text_of
from jiebei_desktop.importers.container import Content, open_content
from jiebei_desktop.importers.options import ColumnMap, Options, Progress
from jiebei_desktop.importers.preview import Notice, Statement
from jiebei_desktop.importers.reading import read_content
from jiebei_desktop.importers.records import lines
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.tables import laid_out
from jiebei_desktop.importers.words import words
from jiebei_desktop.services.statements.imports_file import bytes_of
from jiebei_desktop.services.statements.imports_mapping import SavedMap, with_saved


class Cancelled(Exception):  # noqa: N818 (the user's wish, not a failure)
    """The user stopped the reading."""


class Mend(Struct, frozen=True, kw_only=True):
    """One cell of one line, written anew."""

    line: int
    old: str
    new: str


class FileReading(Struct, frozen=True, kw_only=True):
    """What to read and how."""

    path: Path
    password: str | None = None
    partial: bool = False
    mends: tuple[Mend, ...] = ()
    mapping: ColumnMap | None = None
    """Columns a person assigned."""
    maps: tuple[SavedMap, ...] = ()
    """Assignments remembered from other files, tried when the columns are not known."""


class JudgedFile(Struct, frozen=True, kw_only=True):
    """A file read whole, with what it was read from."""

    reading: FileReading
    """With the remembered columns that fitted, if any were needed."""
    digest: str
    content: Content
    mapping: ColumnMap | None
    """Where the assigned columns stand once the content is laid out."""
    statement: Statement


def opened(
    reading: FileReading, data: bytes, tick: Callable[[], None] | None = None
) -> tuple[Content, ColumnMap | None]:
    """Return what a file's bytes hold, laid out and mended as chosen.

    Raises:
        StatementRefused: it cannot be opened.
    """
    content, mapping = laid_out(
        open_content(data, reading.password, tick), words(), reading.mapping
    )
    return _mended(content, reading.mends), mapping


def judged(reading: FileReading, progress: Progress | None = None) -> JudgedFile:
    """Read and judge a file; touches no ledger, so it runs beside everything else.

    Raises:
        StatementRefused: the file cannot be booked.
        Cancelled: ``progress`` raised it.
    """
    data = bytes_of(reading.path)
    digest = hashlib.sha256(data).hexdigest()
    content, mapping = opened(reading, data, None if progress is None else lambda: progress(0))
    del data
    options = Options(
        password=reading.password, partial=reading.partial, mapping=mapping, progress=progress
    )
    try:
        statement = read_content(content, options)
    except StatementRefused as refusal:
        found = with_saved(reading.path, reading.password, reading.maps, refusal)
        return judged(replace(reading, mapping=found, maps=()), progress)
    if reading.mapping is not None:
        said = (*statement.notices, Notice(code="own_columns"))
        statement = replace(statement, notices=said)
    return JudgedFile(
        reading=reading, digest=digest, content=content, mapping=mapping, statement=statement
    )


def _mended(content: Content, mends: Sequence[Mend]) -> Content:
    if not mends:
        return content
    if content.text is not None:
        found = list(lines(content.text.text))
        for mend in mends:
            found[mend.line - 1] = found[mend.line - 1].replace(mend.old, mend.new, 1)
        return replace(content, text=content.text._replace(text="\n".join(found)))
    for sheet in content.sheets:
        for mend in mends:
            cells = sheet.rows[mend.line - 1] if mend.line <= len(sheet.rows) else []
            for place, cell in enumerate(cells):
                if text_of(cell) == mend.old:
                    cells[place] = mend.new
    return content
