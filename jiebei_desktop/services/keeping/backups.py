"""Copies of the ledger: made when due, listed, restored; and its password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec import Struct

from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.problems import Trouble
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import backups as files


class Copy(Struct, frozen=True, kw_only=True):
    """One dated copy."""

    made_on: date
    path: Path
    size: int
    """Bytes."""


class CopyFacts(Struct, frozen=True, kw_only=True):
    """A copy and what it holds, to choose one by."""

    copy: Copy
    trouble: str = ""
    """Kind of the trouble when it cannot be read: ``wrong-password``, ``ledger-damaged`` …"""
    entries: int = 0
    newest: date | None = None
    """Day of its newest entry."""
    debts: int = 0
    owed: Fen = ZERO
    """What all its debts came to on the day it was made."""


class CopyState(Struct, frozen=True, kw_only=True):
    """How the copies of a ledger stand."""

    newest: date | None
    """Day of the newest copy, those of days to come left out."""
    behind: bool
    """Whether changes of an earlier day are in no copy."""
    failed: bool
    """Whether a copy, or the one in the second folder, could not be made just now."""


def state(ledger: Path, today: date, *, failed: bool = False) -> CopyState:
    """Return how the copies of a ledger stand; only the times of files are looked at."""
    found = [copy for copy in listed(ledger) if copy.made_on <= today]
    if not found:
        return CopyState(newest=None, behind=failed, failed=failed)
    newest = found[0]
    changed = ledger.stat().st_mtime > newest.path.stat().st_mtime
    behind = newest.made_on < today and changed
    return CopyState(newest=newest.made_on, behind=behind, failed=failed)


def make(session: Session, on: date, second: Path | None = None) -> Path:
    """Make a dated, verified copy beside the ledger, and in a second folder if one is named.

    Raises:
        Trouble: one of the copies cannot be written.
    """
    return session.ledger.backup(on, second)


def make_if_due(session: Session, on: date, second: Path | None = None) -> Path | None:
    """Make a copy unless there is one of this day already.

    Copies of later days do not count: they come from a clock that was once ahead.
    """
    if any(copy.made_on == on for copy in listed(session.path)):
        return None
    return make(session, on, second)


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


def look_into(copy: Copy, password: str | None) -> CopyFacts:
    """Return what a copy holds; it is read, never changed, and need not be the open ledger's."""
    try:
        held = files.look_into(copy.path, password)
    except Trouble as error:
        return CopyFacts(copy=copy, trouble=error.kind)
    from jiebei_desktop.domain.standing import owed

    total = sum(owed(debt, copy.made_on).parts.total for debt in held.debts)
    return CopyFacts(
        copy=copy,
        entries=held.entries,
        newest=held.newest,
        debts=len(held.debts),
        owed=Fen(total),
    )


def password(session: Session) -> str | None:
    """Return the password the open ledger and its copies have, None when they have none."""
    return session.ledger.password if session.ledger.protected else None


def restorer(session: Session, copy: Path, on: date) -> Callable[[], Path | None]:
    """Return what restores a copy once the session is closed, with the password it has now."""
    ledger, known = session.path, password(session)
    return lambda: restore(copy, ledger, on, known)


def restore(copy: Path, ledger: Path, on: date, password: str | None = None) -> Path | None:
    """Put a copy in the ledger's place and return where the replaced file is kept.

    The ledger must be closed. The copy itself stays.

    Raises:
        LedgerInUse: the ledger is open.
        Trouble: the copy cannot be opened, or the disk does not take it.
    """
    return files.restore(copy, ledger, on, password)


def set_password(
    session: Session, password: str | None, second: Path | None = None
) -> tuple[Path, ...]:
    """Protect the ledger and its copies, change the password, or take it away with None.

    Returns the files beside it, and the copies in a second folder, that stay as they are because
    they have yet another password or are no copies; a second folder that is not there, too.

    Raises:
        Trouble: the disk did not take it; the ledger is as before.
    """
    return session.ledger.set_password(password, second)
