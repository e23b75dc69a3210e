"""Copies of a ledger beside it: dated, verified by opening, thinned out, restored safely."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.problems import (
    DiskTrouble,
    LedgerDamaged,
    LedgerInUse,
    LedgerMissing,
    NotALedger,
    Trouble,
)
from jiebei_desktop.storage import debts, engine
from jiebei_desktop.storage.engine import Connection

KEEP_NEWEST = 10
KEEP_MONTHS = 12
"""Beyond the newest copies, the last one of each of so many months is kept."""

_PART = ".part"
_DATED = re.compile(r".*-(\d{4}-\d{2}-\d{2})(?:-\d+)?")


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


def dated(ledger: Path) -> tuple[tuple[date, Path], ...]:
    """Return the dated copies of a ledger, newest first."""
    found = []
    for path in folder(ledger).glob(f"*{ledger.suffix}"):
        match = _DATED.fullmatch(path.stem)
        if match and path.stem.startswith(f"{ledger.stem}-"):
            found.append((date.fromisoformat(match[1]), path))
    return tuple(sorted(found, key=lambda item: (item[0], _age(item[1])), reverse=True))


def _age(path: Path) -> tuple[int, str]:
    return len(path.stem), path.stem


def copy_to(db: Connection, path: Path, password: str | None = None) -> Path:
    """Write a compact copy of an open ledger and read it back; a protected one stays protected.

    It gets its name when it is whole: a copy that was cut off is never taken for one.

    Raises:
        DiskTrouble: the copy cannot be written.
        LedgerDamaged: the copy does not hold what the ledger holds.
    """
    part = path.with_name(path.name + _PART)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        db.execute(f"VACUUM INTO {engine.quoted(str(part))}")
        verify(part, password, engine.counts(db))
        part.replace(path)
    except (OSError, engine.DatabaseError) as error:
        raise DiskTrouble(str(path), str(error)) from error
    return path


def verify(path: Path, password: str | None, counts: dict[str, int] | None = None) -> None:
    """Open a copy, read it through and compare the number of rows of each table.

    Raises:
        LedgerDamaged: it is not whole.
        NotALedger: it is something else.
        Trouble: it cannot be opened.
    """
    if not path.is_file():
        raise LedgerMissing(str(path))
    db = engine.connect(path, password)
    try:
        if db.execute("PRAGMA application_id").fetchone()[0] != engine.APPLICATION_ID:
            raise NotALedger(str(path))
        message = db.execute("PRAGMA quick_check").fetchone()[0]
        if message != "ok":
            raise LedgerDamaged(str(path), message)
        if counts is not None and engine.counts(db) != counts:
            raise LedgerDamaged(str(path), "row counts differ")
    except engine.DatabaseError as error:
        raise LedgerDamaged(str(path), str(error)) from error
    finally:
        db.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a copy holds, read without changing it."""

    entries: int
    newest: date | None
    """Day of its newest entry."""
    debts: tuple[Debt, ...]


def look_into(path: Path, password: str | None) -> Held:
    """Read what a copy holds; a copy of an older format stays of that format.

    Raises:
        LedgerDamaged: it is not whole.
        Trouble: it cannot be opened.
    """
    verify(path, password)
    db = engine.connect(path, password)
    try:
        count, newest = db.execute("SELECT count(*), max(day) FROM entries").fetchone()
        day = None if newest is None else date.fromisoformat(newest)
        return Held(entries=count, newest=day, debts=debts.read(db))
    except engine.DatabaseError as error:
        raise LedgerDamaged(str(path), str(error)) from error
    finally:
        db.close()


def make(db: Connection, ledger: Path, on: date, password: str | None = None) -> Path:
    """Make a dated copy beside the ledger and forget the copies that are no longer needed."""
    path = copy_to(db, free_name(ledger, f"{ledger.stem}-{on.isoformat()}"), password)
    thin(ledger, on)
    return path


def thin(ledger: Path, on: date) -> tuple[Path, ...]:
    """Delete dated copies beyond the newest ten and the last of each of twelve months."""
    oldest = on - timedelta(days=31 * KEEP_MONTHS)
    months: set[tuple[int, int]] = set()
    gone = []
    for place, (day, path) in enumerate(dated(ledger)):
        month = (day.year, day.month)
        if place >= KEEP_NEWEST and (month in months or day < oldest):
            path.unlink()
            gone.append(path)
        months.add(month)
    return tuple(gone)


def restore(copy: Path, ledger: Path, on: date, password: str | None = None) -> Path | None:
    """Put a copy in the place of a ledger and return where the replaced file was kept.

    Raises:
        LedgerInUse: the ledger is open somewhere.
        Trouble: the copy cannot be opened, or the disk does not take it.
    """
    verify(copy, password)
    _refuse_if_open(ledger, password)
    fresh = ledger.with_name(ledger.name + ".new")
    fresh.unlink(missing_ok=True)
    db = engine.connect(copy, password)
    try:
        copy_to(db, fresh, password)
    finally:
        db.close()
    kept = free_name(ledger, f"replaced-{on.isoformat()}") if ledger.exists() else None
    try:
        if kept is not None:
            # Copied, not moved: there is a ledger in its place at every moment.
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ledger, kept)
        fresh.replace(ledger)
    except OSError as error:
        raise DiskTrouble(str(ledger), str(error)) from error
    return kept


def _refuse_if_open(ledger: Path, password: str | None) -> None:
    if not ledger.exists():
        return
    try:
        engine.connect(ledger, password).close()
    except LedgerInUse:
        raise
    except Trouble:
        return  # a damaged file, or one with a forgotten password, is what restoring is for
