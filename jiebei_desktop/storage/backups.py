"""Copies of a ledger beside it: dated, thinned out, verified by opening, restored safely."""

from __future__ import annotations

from pathlib import Path

from jiebei_desktop.storage import engine
from jiebei_desktop.storage.engine import Connection


def folder(ledger: Path) -> Path:
    """Return where the copies of a ledger lie."""
    return ledger.with_name(ledger.name + ".backups")


def free_name(ledger: Path, stem: str) -> Path:
    """Return a name in the folder of copies that is not taken."""
    home = folder(ledger)
    number = 1
    path = home / f"{stem}{ledger.suffix}"
    while path.exists():
        number += 1
        path = home / f"{stem}-{number}{ledger.suffix}"
    return path


def copy_to(db: Connection, path: Path) -> Path:
    """Write a compact copy of an open ledger; a protected ledger's copy stays protected.

    Raises:
        DiskTrouble: the copy cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        db.execute(f"VACUUM INTO {engine.quoted(str(path))}")
    except engine.DatabaseError as error:
        path.unlink(missing_ok=True)
        raise engine.trouble(error, path) from error
    return path
