"""A ledger as a file: made, recognised, migrated after a backup, refused when it is too new."""

from __future__ import annotations

from pathlib import Path

from jiebei_desktop.domain.problems import (
    DiskTrouble,
    LedgerExists,
    LedgerMissing,
)
from jiebei_desktop.storage import backups, checks, engine, files, known, migrations
from jiebei_desktop.storage.engine import Connection


def create(path: Path, password: str | None = None) -> Connection:
    """Make a new ledger file that only its owner may read; a failure leaves nothing behind.

    Raises:
        LedgerExists: there is a file already.
        FolderMissing: there is no folder of that name.
        DiskTrouble: it cannot be written.
    """
    try:
        files.settle(path)
        files.make_private(path)
    except FileExistsError as error:
        raise LedgerExists(str(path)) from error
    except OSError as error:
        raise files.not_taken(path, error) from error
    try:
        return _filled(path, password)
    except BaseException:
        files.remove(path)
        raise


def _filled(path: Path, password: str | None) -> Connection:
    db = engine.connect(path, password)
    with engine.closed_if_refused(db, path):
        migrations.apply(db)
    return db


def open_file(path: Path, password: str | None = None) -> Connection:
    """Open a ledger file and bring its format up to date, after a backup.

    A file that is refused stays as it is to the byte.

    Raises:
        LedgerMissing: there is no file.
        NotALedger: it is something else.
        LedgerFromTheFuture: a newer version wrote it.
        ForeignSchema: another program changed the tables, or it would run something of its own.
        LedgerDamaged: it cannot be read.
        LedgerInUse: another window or command has it open.
        PasswordNeeded: it is protected and no password was given.
        WrongPassword: the password does not fit.
        DiskTrouble: the file or its folder may not be read or written.
    """
    try:
        files.settle(path)
        if not files.there(path):
            raise LedgerMissing(str(path))
    except OSError as error:
        raise DiskTrouble(str(path), str(error)) from error
    interrupted = files.interrupted(path)
    db = known.connect(path, password)
    with engine.closed_if_refused(db, path):
        if interrupted:
            checks.refuse_damage(db, path)
        _bring_up_to_date(db, path, password)
        checks.refuse_altered(db, path)
    return db


def open_damaged(path: Path, password: str | None = None) -> Connection:
    """Open a ledger as it is, damaged or of an older format, to look at it and write nothing.

    Raises:
        Trouble: it cannot be opened at all; see `open_file`.
    """
    db = known.connect(path, password)
    db.execute("PRAGMA query_only = ON")
    return db


def _bring_up_to_date(db: Connection, path: Path, password: str | None) -> None:
    if migrations.pending(db):
        checks.refuse_damage(db, path)
        done = migrations.applied(db)
        backups.copy_to(db, backups.free_name(path, f"before-{done[-1]}"), password)
        migrations.apply(db)
