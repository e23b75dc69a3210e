"""Copies of the ledger: made when due, listed, restored; and its password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jiebei_desktop.services.session import Session
from jiebei_desktop.storage import backups as files


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One dated copy."""

    made_on: date
    path: Path
    size: int
    """Bytes."""


def make(session: Session, on: date) -> Path:
    """Make a dated, verified copy beside the ledger.

    Raises:
        Trouble: the copy cannot be written; there is none then.
    """
    return session.ledger.backup(on)


def make_if_due(session: Session, on: date) -> Path | None:
    """Make a copy unless there is one of this day already.

    Copies of later days do not count: they come from a clock that was once ahead.
    """
    if any(copy.made_on == on for copy in listed(session.path)):
        return None
    return make(session, on)


def make_at(session: Session, path: Path) -> Path:
    """Make a verified copy at a place of one's choice.

    Raises:
        LedgerExists: there is a file already.
        Trouble: the copy cannot be written.
    """
    return session.ledger.backup_to(path)


def listed(ledger: Path) -> tuple[Copy, ...]:
    """Return the dated copies of a ledger, newest first."""
    return tuple(
        Copy(made_on=day, path=path, size=path.stat().st_size) for day, path in files.dated(ledger)
    )


def restore(copy: Path, ledger: Path, on: date, password: str | None = None) -> Path | None:
    """Put a copy in the ledger's place and return where the replaced file is kept.

    The ledger must be closed. The copy itself stays.

    Raises:
        LedgerInUse: the ledger is open.
        Trouble: the copy cannot be opened, or the disk does not take it.
    """
    return files.restore(copy, ledger, on, password)


def set_password(session: Session, password: str | None) -> tuple[Path, ...]:
    """Protect the ledger and its copies, change the password, or take it away with None.

    Returns the copies that have yet another password and stay as they are.

    Raises:
        Trouble: the disk did not take it; the ledger is as before.
    """
    return session.ledger.set_password(password)
