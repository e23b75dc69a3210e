"""Protecting a ledger file with a password, changing it, taking it away."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jiebei_desktop.domain.problems import DiskTrouble, Trouble
from jiebei_desktop.storage import backups, engine, files, known
from jiebei_desktop.storage.engine import Connection


def rewrite(db: Connection, path: Path, password: str | None) -> None:
    """Write an open ledger anew under another password (None for none) and close it.

    The new file is written beside the old one, read back and compared before it takes its
    place; if anything fails, the old file is untouched and nothing is left of the new one.

    Raises:
        Trouble: the disk did not take it; the ledger is as before and still open.
    """
    try:
        with files.beside(path) as fresh:
            _export(db, fresh, None if password is None else engine.key(password))
            backups.verify(fresh, password, engine.counts(db))
            db.close()
            files.take_place(fresh, path)
    except engine.NOT_TAKEN as error:
        raise DiskTrouble(str(path), str(error)) from error


def _export(db: Connection, fresh: Path, key: str | None) -> None:
    """Write everything into an empty file; it is synced once, when it is whole."""
    db.execute(f"ATTACH DATABASE ? AS fresh KEY {engine.quoted(key or '')}", (str(fresh),))
    try:
        db.execute("PRAGMA fresh.journal_mode = OFF")
        db.execute("PRAGMA fresh.synchronous = OFF")
        db.execute("SELECT sqlcipher_export('fresh')")
        for name in ("application_id", "user_version"):
            value = db.execute(f"PRAGMA main.{name}").fetchone()[0]
            db.execute(f"PRAGMA fresh.{name} = {value}")
    finally:
        db.execute("DETACH DATABASE fresh")


def rewrite_copies(
    ledger: Path, old: str | None, new: str | None, second: Path | None = None
) -> tuple[Path, ...]:
    """Give the copies of a ledger its new password, and delete what killed programs left.

    ``second`` is another folder with dated copies of it; whatever else lies there stays.

    Returns every file that was not rewritten, because it has yet another password, is no copy,
    or cannot be written, and the second folder when it is not there. Nothing else of these is
    readable without the new password.
    """
    found = _swept(ledger)
    if second is not None:
        found += [path for _, path in backups.dated(ledger, second) if path.parent == second]
    left = [path for path in found if not _rewritten(path, old, new)]
    missing = () if second is None or second.is_dir() else (second,)
    return (*left, *missing)


def finish(ledger: Path, password: str) -> None:
    """Protect the copies beside a protected ledger that an interrupted change left readable.

    What killed programs left of it goes, too; a copy that cannot be rewritten stays as it is.
    """
    for path in _swept(ledger):
        with suppress(Trouble, OSError):
            if files.there(path) and engine.header(path).ours:
                _rewritten(path, None, password)


def _swept(ledger: Path) -> list[Path]:
    """Return what lies where a ledger's copies do, after what killed programs left is gone."""
    backups.sweep(ledger)
    return [path for home in backups.folders(ledger) for path in files.listed(home)]


def _rewritten(path: Path, old: str | None, new: str | None) -> bool:
    try:
        if not files.there(path):
            return True  # a folder, or gone meanwhile: nothing in it to read
        db = known.connect(path, old)
    except (OSError, Trouble):
        return False
    try:
        rewrite(db, path, new)
    except Trouble:
        return False
    finally:
        db.close()
    return True
