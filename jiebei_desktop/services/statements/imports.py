"""Import statements: preview a file against the ledger, and commit it.

A file that was imported before is known by its hash, without a thought of how files are read.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec.structs import replace

from jiebei_desktop.importers.options import Options
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import imports_known
from jiebei_desktop.services.statements.imports_values import (
    Choices,
    ImportPreview,
    ImportSummary,
)
from jiebei_desktop.storage.imported import BATCHES

NO_CHOICES = Choices()


def preview(
    session: Session, path: Path, zip_password: str | None = None, options: Options | None = None
) -> ImportPreview:
    """Read a statement and hold it against the ledger; nothing is written.

    Raises:
        StatementRefused: the file is not one that can be booked, or cannot be read at all.
    """
    chosen = options or Options()
    if zip_password is not None:
        chosen = replace(chosen, password=zip_password)
    data = bytes_of(path)
    digest = hashlib.sha256(data).hexdigest()
    for row in BATCHES.read(session.ledger, sha256=digest):
        known = imports_known.preview(row, path.name, digest)
        if known is not None:
            return known
    # Only a new file needs what reads and judges it.
    from jiebei_desktop.importers import container, reading
    from jiebei_desktop.services.statements import imports_booking

    # Handed over, not kept: the text of a big file would stay in memory until the end.
    opened = [container.open_content(data, chosen.password)]
    del data
    statement = reading.read_content(opened.pop(), chosen)
    return imports_booking.match(session, statement, path.name, digest)


def bytes_of(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        StatementRefused: there is no such file, or it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise StatementRefused(code="missing", facts={"file": path.name}) from error
    except OSError as error:
        raise StatementRefused(code="unreadable_file", facts={"file": path.name}) from error


def commit(session: Session, seen: ImportPreview, choices: Choices = NO_CHOICES) -> ImportSummary:
    """Write a previewed statement in one step that can be undone; see ``imports_booking.booked``.

    Raises:
        DiskTrouble: the disk did not take the copy or the statement; the ledger is as before.
    """
    if seen.stored is not None:
        return seen.stored
    from jiebei_desktop.services.statements import imports_booking

    return imports_booking.booked(session, seen, choices)[0]


__all__ = [
    "Choices",
    "ImportPreview",
    "ImportSummary",
    "Options",
    "StatementRefused",
    "bytes_of",
    "commit",
    "preview",
]
