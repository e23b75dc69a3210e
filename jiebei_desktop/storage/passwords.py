"""Protecting a ledger file with a password, changing it, taking it away."""

from __future__ import annotations

from pathlib import Path

from jiebei_desktop.domain.problems import DiskTrouble, Trouble
from jiebei_desktop.storage import backups, engine
from jiebei_desktop.storage.engine import Connection


def rewrite(db: Connection, path: Path, password: str | None) -> None:
    """Write an open ledger anew under another password (None for none) and close it.

    The new file is written beside the old one, read back and compared before it takes its
    place; if anything fails, the old file is untouched. What a failure leaves of the new one is
    deleted by the next attempt.

    Raises:
        Trouble: the disk did not take it; the ledger is as before and still open.
    """
    fresh = path.with_name(path.name + ".new")
    try:
        fresh.unlink(missing_ok=True)
        _export(db, fresh, password)
        backups.verify(fresh, password, engine.counts(db))
    except (OSError, engine.DatabaseError) as error:
        raise DiskTrouble(str(path), str(error)) from error
    db.close()
    fresh.replace(path)


def _export(db: Connection, fresh: Path, password: str | None) -> None:
    db.execute(f"ATTACH DATABASE ? AS fresh KEY {engine.quoted(password or '')}", (str(fresh),))
    try:
        db.execute("SELECT sqlcipher_export('fresh')")
        for name in ("application_id", "user_version"):
            value = db.execute(f"PRAGMA main.{name}").fetchone()[0]
            db.execute(f"PRAGMA fresh.{name} = {value}")
    finally:
        db.execute("DETACH DATABASE fresh")


def rewrite_copies(ledger: Path, old: str | None, new: str | None) -> tuple[Path, ...]:
    """Give the backup copies the ledger's new password; return those that could not be opened.

    So no unprotected copy is left beside a ledger that has just been protected.
    """
    left = []
    for path in sorted(backups.folder(ledger).glob(f"*{ledger.suffix}")):
        try:
            rewrite(engine.connect(path, old), path, new)
        except Trouble:
            left.append(path)
    return tuple(left)
