"""What the file of a statement holds, or why it cannot be read."""

from __future__ import annotations

from pathlib import Path

from jiebei_desktop.importers.refusals import StatementRefused


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
