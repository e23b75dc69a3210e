"""The SQLite engine: the only module that imports it, plain and protected files alike."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import sqlcipher3
from sqlcipher3 import dbapi2

# sqlite-utils prefers a module of this name; so its except clauses name our error classes.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

from jiebei_desktop.domain.problems import (  # noqa: E402 - after the alias
    DiskTrouble,
    LedgerDamaged,
    LedgerInUse,
    NotALedger,
    PasswordNeeded,
    Trouble,
    WrongPassword,
)

Connection = Any
"""An open connection of the engine; its package has no types."""

DatabaseError: type[Exception] = dbapi2.DatabaseError
OperationalError: type[Exception] = dbapi2.OperationalError
IntegrityError: type[Exception] = dbapi2.IntegrityError

APPLICATION_ID = 0x4A42444C
"""``JBDL`` in the file header: what tells a ledger from any other SQLite file."""

_PLAIN = b"SQLite format 3\x00"
_SMALLEST_PAGE = 512
_PATIENCE_MS = 300


class _Guarded(dbapi2.Connection):  # type: ignore[misc]
    """A connection that is known by the place of its file as long as it is open."""

    place = ""

    def close(self) -> None:
        """Close the file and let it be opened again."""
        super().close()
        if _OPEN.get(self.place) is self:
            del _OPEN[self.place]


_OPEN: WeakValueDictionary[str, _Guarded] = WeakValueDictionary()
"""Open files of this process. On POSIX systems a process loses its lock on a file as soon as it
closes any descriptor of it, so an open ledger is never read past its connection."""


def is_plain(path: Path) -> bool:
    """Return whether the file carries the header of an unprotected database.

    Never call it for a file that this process has open: that would end its lock.
    """
    with path.open("rb") as file:
        return file.read(len(_PLAIN)) == _PLAIN


def quoted(text: str) -> str:
    """Return ``text`` as an SQL string literal, for the few statements that take no parameter."""
    return "'" + text.replace("'", "''") + "'"


def connect(path: Path, password: str | None = None) -> Connection:
    """Open or create a database for this process alone.

    The file stays locked against other openers until the connection closes or the process ends,
    so a crash leaves no lock behind. A password given for an unprotected file is not needed and
    is ignored.

    Raises:
        LedgerInUse: another connection holds the file.
        PasswordNeeded: the file is protected.
        WrongPassword: the password does not open it.
        NotALedger: the file is no database at all.
        LedgerDamaged: the file is a database that cannot be read.
        DiskTrouble: the file cannot be opened or written.
    """
    place = os.path.realpath(path)
    if place in _OPEN:
        raise LedgerInUse(str(path))
    keyed, plain = _kind(path)
    if keyed and password is None:
        raise PasswordNeeded(str(path))
    try:
        db = dbapi2.connect(
            str(path), isolation_level=None, check_same_thread=False, factory=_Guarded
        )
    except DatabaseError as error:
        raise DiskTrouble(str(path), str(error)) from error
    db.place = place
    _OPEN[place] = db
    try:
        _prepare(db, None if plain else password)
    except DatabaseError as error:
        db.close()
        raise trouble(error, path, keyed=keyed) from error
    return db


def _kind(path: Path) -> tuple[bool, bool]:
    """Return whether a file is protected, and whether it is plain; neither when it is new.

    Raises:
        NotALedger: its size is none that a protected database has.
        DiskTrouble: it cannot be read.
    """
    try:
        size = path.stat().st_size if path.exists() else 0
        plain = size > 0 and is_plain(path)
    except OSError as error:
        raise DiskTrouble(str(path), str(error)) from error
    if size and not plain and size % _SMALLEST_PAGE:
        raise NotALedger(str(path))
    return size > 0 and not plain, plain


def _prepare(db: Connection, password: str | None) -> None:
    db.execute("PRAGMA cipher_log_level = none")
    if password is not None:
        db.execute(f"PRAGMA key = {quoted(password)}")
        db.execute("PRAGMA cipher_memory_security = OFF")
    db.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("BEGIN EXCLUSIVE")
    db.execute("SELECT count(*) FROM sqlite_schema")
    db.execute("COMMIT")


def protected(db: Connection) -> bool:
    """Return whether an open database is encrypted, without reading its file."""
    return bool(db.execute("PRAGMA cipher_status").fetchone()[0] == "1")


def trouble(error: Exception, path: Path, *, keyed: bool = False) -> Trouble:
    """Return the trouble that an engine error stands for."""
    name = getattr(error, "sqlite_errorname", "") or str(error)
    text = f"{name} {error}".lower()
    if "locked" in text or "busy" in text:
        return LedgerInUse(str(path))
    if "not a database" in text or "notadb" in text:
        return WrongPassword(str(path)) if keyed else LedgerDamaged(str(path), str(error))
    if "malformed" in text or "corrupt" in text:
        return LedgerDamaged(str(path), str(error))
    return DiskTrouble(str(path), str(error))


def counts(db: Connection) -> dict[str, int]:
    """Return the number of rows of every table."""
    names = [
        name
        for (name,) in db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    return {
        name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - names from the schema
        for name in names
    }
