"""Import statements: preview a file against the ledger, and book it.

A file that was imported before is known by its hash, without a thought of how files are read.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.importers.options import Options
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import imports_known
from jiebei_desktop.services.statements.imports_file import bytes_of
from jiebei_desktop.services.statements.imports_values import (
    Choices,
    ImportPreview,
    ImportSummary,
)
from jiebei_desktop.storage.imported import BATCHES

NO_CHOICES = Choices()


def preview(session: Session, path: Path, options: Options | None = None) -> ImportPreview:
    """Read a statement and hold it against the ledger; nothing is written.

    A file of unknown columns is read with those that a person assigned to its like before.

    Raises:
        StatementRefused: the file is not one that can be booked, or cannot be read at all.
    """
    chosen = options or Options()
    digest = hashlib.sha256(bytes_of(path)).hexdigest()
    known = _known(session, path.name, digest)
    if known is not None:
        return known
    # Only a new file needs what reads and judges it.
    from jiebei_desktop.services.statements import imports_booking, imports_mapping, imports_reading

    reading = imports_reading.FileReading(
        path=path,
        password=chosen.password,
        partial=chosen.partial,
        mapping=chosen.mapping,
        maps=imports_mapping.saved(session),
    )
    # Of a big file only the rows stay: not its text.
    statement = imports_reading.judged(reading, chosen.progress).statement
    return imports_booking.match(session, statement, path.name, digest)


def again(session: Session, seen: ImportPreview) -> ImportPreview:
    """Hold a previewed file against a ledger that has grown since; it is not read again."""
    known = _known(session, seen.file, seen.sha256)
    if known is not None or seen.as_read is None:
        return known or seen
    from jiebei_desktop.services.statements import imports_booking

    return imports_booking.match(session, seen.as_read, seen.file, seen.sha256)


def _known(session: Session, name: str, digest: str) -> ImportPreview | None:
    """Return the preview of a file that was imported before, known by its hash."""
    before = BATCHES.read(session.ledger, sha256=digest)
    found = (imports_known.preview(row, name, digest) for row in before)
    return next((one for one in found if one is not None), None)


def book(
    session: Session, seen: ImportPreview, choices: Choices = NO_CHOICES
) -> tuple[ImportSummary, Changes]:
    """Write a previewed statement in one step that can be undone; see ``imports_booking.booked``.

    Raises:
        DiskTrouble: the disk did not take the copy or the statement; the ledger is as before.
    """
    if seen.stored is not None:
        return seen.stored, Changes(frozenset())
    from jiebei_desktop.services.statements import imports_booking

    return imports_booking.booked(session, seen, choices)


__all__ = [
    "Choices",
    "ImportPreview",
    "ImportSummary",
    "Options",
    "StatementRefused",
    "again",
    "book",
    "preview",
]
