"""A ledger as a file: made, recognised, migrated after a backup, refused when it is too new."""

from __future__ import annotations

from pathlib import Path

from jiebei_desktop.domain.problems import (
    DiskTrouble,
    LedgerDamaged,
    LedgerExists,
    LedgerFromTheFuture,
    LedgerMissing,
    NotALedger,
    Trouble,
)
from jiebei_desktop.storage import backups, engine, migrations
from jiebei_desktop.storage.engine import Connection


def create(path: Path, password: str | None = None) -> Connection:
    """Make a new ledger file.

    Raises:
        LedgerExists: there is a file already.
        DiskTrouble: it cannot be written.
    """
    if path.exists():
        raise LedgerExists(str(path))
    db = engine.connect(path, password)
    migrations.apply(db)
    return db


def open_file(path: Path, password: str | None = None) -> Connection:
    """Open a ledger file and bring its format up to date, after a backup.

    Raises:
        LedgerMissing: there is no file.
        NotALedger: it is something else.
        LedgerFromTheFuture: a newer version wrote it.
        LedgerDamaged: it cannot be read.
        LedgerInUse: another window or command has it open.
        PasswordNeeded: it is protected and no password was given.
        WrongPassword: the password does not fit.
        DiskTrouble: the file or its folder may not be read or written.
    """
    try:
        there = path.is_file()
    except OSError as error:
        raise DiskTrouble(str(path), str(error)) from error
    if not there:
        raise LedgerMissing(str(path))
    db = engine.connect(path, password)
    try:
        _bring_up_to_date(db, path, password)
    except engine.DatabaseError as error:
        db.close()
        raise engine.trouble(error, path) from error
    except Trouble:
        db.close()
        raise
    return db


def _bring_up_to_date(db: Connection, path: Path, password: str | None) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] != engine.APPLICATION_ID:
        raise NotALedger(str(path))
    unknown = migrations.unknown(db)
    if unknown:
        raise LedgerFromTheFuture(str(path), unknown[-1])
    if migrations.pending(db):
        done = migrations.applied(db)
        if not done:
            raise LedgerDamaged(str(path), "no format steps")
        backups.copy_to(db, backups.free_name(path, f"before-{done[-1]}"), password)
        migrations.apply(db)
