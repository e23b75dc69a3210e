"""The SQLite engine: the only module that imports it, plain and protected files alike."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import sqlcipher3
from msgspec import Struct
from sqlcipher3 import dbapi2

# sqlite-utils prefers a module of this name; so its except clauses name our error classes.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

from jiebei_desktop.domain.problems import (  # noqa: E402 - after the alias
    DiskTrouble,
    LedgerDamaged,
    LedgerGone,
    LedgerInUse,
    NotALedger,
    PasswordNeeded,
    Trouble,
    WrongPassword,
)
from jiebei_desktop.storage import files  # noqa: E402

Connection = Any
"""An open connection of the engine; its package has no types."""

DatabaseError: type[Exception] = dbapi2.DatabaseError
OperationalError: type[Exception] = dbapi2.OperationalError
FAULTS: tuple[type[Exception], ...] = (dbapi2.DatabaseError, UnicodeDecodeError)
"""What the engine raises at a file that is not as it was written: its own message about damage
may quote bytes that are no text."""
NOT_TAKEN: tuple[type[Exception], ...] = (OSError, *FAULTS)
"""What the engine and the system raise when a disk does not take a file."""
IntegrityError: type[Exception] = dbapi2.IntegrityError

is_complete = dbapi2.complete_statement
"""Whether a text ends with a whole statement: not within a string or the body of a trigger."""

APPLICATION_ID = 0x4A42444C
"""``JBDL`` in the file header: what tells a ledger from any other SQLite file."""

_PLAIN = b"SQLite format 3\x00"
_APPLICATION_ID_AT = 68
_HEADER = 100
_LOOK_INTO = 256 * 1024
_OUR_TABLE = b"CREATE TABLE import_batches"
_SMALLEST_PAGE = 512
_SALT = 16
_KEY = 32
_ROUNDS = 256_000
"""PBKDF2 with HMAC-SHA-512, as SQLCipher 4 itself derives a key from a password."""
_PATIENCE_MS = 300
_DAMAGE_SIGNS = ("malformed", "corrupt", "unsupported", "no such", "decode", "interrupt")
"""In the engine's messages about a file that is not as it was written."""


class _Guarded(dbapi2.Connection):  # type: ignore[misc]
    """A connection that is known by the place of its file as long as it is open."""

    place = ""
    file: os.stat_result
    """What the system said of the file when it was opened."""

    def close(self) -> None:
        """Close the file and let it be opened again."""
        super().close()
        if _OPEN.get(self.place) is self:
            del _OPEN[self.place]


_OPEN: WeakValueDictionary[str, _Guarded] = WeakValueDictionary()
"""Open files of this process. On POSIX systems a process loses its lock on a file as soon as it
closes any descriptor of it, so an open ledger is never read past its connection."""


class FileHeader(Struct, frozen=True):
    """What the first bytes of a file say of it."""

    size: int
    """Bytes of the whole file."""
    start: bytes

    @property
    def plain(self) -> bool:
        """Whether it is an unprotected database."""
        return self.start.startswith(_PLAIN)

    @property
    def ours(self) -> bool:
        """Whether it is an unprotected ledger."""
        at = self.start[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4]
        return self.plain and at == APPLICATION_ID.to_bytes(4)

    @property
    def keyed(self) -> bool:
        """Whether it may be a protected database: any content of a size that one has."""
        return bool(self.size) and not self.plain and self.size % _SMALLEST_PAGE == 0


def header(path: Path) -> FileHeader:
    """Read the first bytes of a file; nothing is read of one that is not there.

    Never call it for a file that this process has open: that would end its lock.

    Raises:
        DiskTrouble: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return FileHeader(path.stat().st_size, file.read(_HEADER))
    except FileNotFoundError:
        return FileHeader(0, b"")
    except OSError as error:
        raise DiskTrouble(str(path), str(error)) from error


def was_plain_ledger(path: Path) -> bool:
    """Return whether the text of our tables lies open in a file, whatever its header says."""
    with path.open("rb") as file:
        return _OUR_TABLE in file.read(_LOOK_INTO)


@contextmanager
def in_memory() -> Iterator[Connection]:
    """Give a database that lies in no file."""
    db = dbapi2.connect(":memory:", isolation_level=None)
    try:
        yield db
    finally:
        db.close()


def is_open(path: Path) -> bool:
    """Return whether this process has the file open, under whatever name."""
    return os.path.realpath(path) in _OPEN or any(
        files.same(path, Path(place)) for place in [*_OPEN]
    )


def commit(db: Connection) -> None:
    """Commit, but nothing to a file that does not lie where it was opened.

    The engine would go on, and what it writes into a file without a name is gone when that closes.

    Raises:
        LedgerGone: the file was moved, deleted or replaced.
    """
    if isinstance(db, _Guarded) and not _at_its_place(db):
        raise LedgerGone(db.place)
    db.execute("COMMIT")


def _at_its_place(db: _Guarded) -> bool:
    try:
        return os.path.samestat(os.stat(db.place), db.file)  # noqa: PTH116
    except OSError:
        return False


def key(password: str, salt: bytes | None = None) -> str:
    """Return the key of a protected file as the engine takes it; a new salt for a new file.

    The password itself never reaches the engine's memory or the text of a statement.
    """
    import hashlib

    grain = os.urandom(_SALT) if salt is None else salt
    made = hashlib.pbkdf2_hmac("sha512", password.encode(), grain, _ROUNDS, _KEY)
    return f"x'{made.hex()}{grain.hex()}'"


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
    if is_open(path):
        raise LedgerInUse(str(path))
    first = header(path)
    if first.size and not (first.plain or first.keyed):
        raise NotALedger(str(path))
    if first.keyed and not password:
        raise PasswordNeeded(str(path))
    try:
        db = dbapi2.connect(
            str(path), isolation_level=None, check_same_thread=False, factory=_Guarded
        )
    except DatabaseError as error:
        raise DiskTrouble(str(path), str(error)) from error
    db.place = os.path.realpath(path)
    _OPEN[db.place] = db
    try:
        db.execute("PRAGMA cipher_log_level = none")
        if password and not first.plain:
            db.set_key(key(password, first.start[:_SALT] if first.size else None))
        _prepare(db)
        db.file = os.stat(db.place)  # noqa: PTH116 - as it is compared
    except NOT_TAKEN as error:
        db.close()
        raise trouble(error, path, keyed=first.keyed) from error
    return db


def _prepare(db: Connection) -> None:
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
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


@contextmanager
def closed_if_refused(db: Connection, path: Path) -> Iterator[None]:
    """Close a connection that is of no use after all; a fault of the engine is a `Trouble`."""
    try:
        yield
    except BaseException as error:
        db.close()
        if isinstance(error, FAULTS):
            raise trouble(error, path) from error
        raise


def trouble(error: Exception, path: Path, *, keyed: bool = False) -> Trouble:
    """Return the trouble that an engine error stands for."""
    name = getattr(error, "sqlite_errorname", "") or str(error)
    text = f"{name} {error}".lower()
    if "locked" in text or "busy" in text:
        return LedgerInUse(str(path))
    if "not a database" in text or "notadb" in text:
        return WrongPassword(str(path)) if keyed else LedgerDamaged(str(path), str(error))
    if isinstance(error, UnicodeDecodeError) or any(sign in text for sign in _DAMAGE_SIGNS):
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
