"""Copies of a ledger beside it: dated, verified by opening, thinned out, restored safely."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import date
from pathlib import Path

from msgspec import Struct

from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.problems import (
    CopyIsTheLedger,
    DiskTrouble,
    FolderMissing,
    LedgerDamaged,
    LedgerInUse,
    LedgerMissing,
    Trouble,
)
from jiebei_desktop.storage import checks, debts, engine, files, known, migrations, rows
from jiebei_desktop.storage.engine import Connection

_Dated = tuple[date, Path]

KEEP: tuple[tuple[int, Callable[[date], tuple[int, ...]]], ...] = (
    (14, lambda day: (day.toordinal(),)),
    (8, lambda day: day.isocalendar()[:2]),
    (12, lambda day: (day.year, day.month)),
)
"""The newest copy of each of so many days, weeks and months that have one is kept."""

LONGEST_STEM = 100
"""Bytes of the ledger's name that the name of a copy repeats: the engine takes paths of 512."""

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-\d+)?", re.ASCII)


def folders(ledger: Path) -> tuple[Path, Path]:
    """Return where the copies of a ledger lie: beside it, or beside that if it is blocked."""
    first = ledger.with_name(ledger.name + ".backups")
    return first, first.with_name(first.name + "-2")


def folder(ledger: Path) -> Path:
    """Return where the copies of a ledger usually lie."""
    return folders(ledger)[0]


def writable_folder(ledger: Path) -> Path:
    """Return the folder that takes the next copy, made when it is missing.

    Raises:
        DiskTrouble: neither can be written.
    """
    trouble = ""
    for home in folders(ledger):
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            trouble = str(error)
            continue
        if os.access(home, os.W_OK):
            return home
    raise DiskTrouble(str(folder(ledger)), trouble)


def free_name(ledger: Path, stem: str, home: Path | None = None) -> Path:
    """Return a name in a folder of copies that is not taken."""
    place = writable_folder(ledger) if home is None else home
    number = 1
    path = place / f"{stem}{ledger.suffix}"
    while path.exists():
        number += 1
        path = place / f"{stem}-{number}{ledger.suffix}"
    return path


def stem(ledger: Path) -> str:
    """Return how the names of a ledger's copies begin."""
    return ledger.stem.encode()[:LONGEST_STEM].decode(errors="ignore")


def dated(ledger: Path, *more: Path) -> tuple[_Dated, ...]:
    """Return the dated copies of a ledger, newest first; ``more`` are other folders to look in.

    A file whose name is no copy's, whatever it is, is none of ours.
    """
    found = [
        (day, path)
        for home in (*folders(ledger), *more)
        for path in files.listed(home)
        if (day := _day_of(path, ledger)) is not None
    ]
    return tuple(sorted(found, key=lambda item: (item[0], _age(item[1])), reverse=True))


def _day_of(path: Path, ledger: Path) -> date | None:
    names = (f"{ledger.stem}-", f"{stem(ledger)}-")
    begin = next((name for name in names if path.stem.startswith(name)), None)
    match = None if begin is None else _DAY.fullmatch(path.stem.removeprefix(begin))
    if path.suffix != ledger.suffix or match is None:
        return None
    try:
        return date.fromisoformat(match[1])
    except ValueError:
        return None


def _age(path: Path) -> tuple[int, str]:
    return len(path.stem), path.stem


def copy_to(db: Connection, path: Path, password: str | None = None) -> Path:
    """Write a compact copy of an open ledger and read it back; a protected one stays protected.

    It gets its name when it is whole: a copy that was cut off is never taken for one.

    Raises:
        DiskTrouble: the copy cannot be written.
        LedgerDamaged: the copy does not hold what the ledger holds.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with files.beside(path) as part:
            db.execute(f"VACUUM INTO {engine.quoted(str(part))}")
            verify(part, password, engine.counts(db))
            files.sync(part)
            part.replace(path)
        files.sync(path.parent)
    except engine.NOT_TAKEN as error:
        raise files.not_taken(path, error) from error
    return path


def verify(path: Path, password: str | None, counts: dict[str, int] | None = None) -> None:
    """Open a copy, read it through and compare the number of rows of each table.

    Raises:
        LedgerDamaged: it is not whole.
        LedgerMissing: there is no file.
        NotALedger: it is something else.
        DiskTrouble: its place cannot be looked at.
        Trouble: it cannot be opened.
    """
    try:
        if not files.there(path):
            raise LedgerMissing(str(path))
    except OSError as error:
        raise DiskTrouble(str(path), str(error)) from error
    db = known.connect(path, password)
    try:
        checks.refuse_damage(db, path)
        if counts is not None and engine.counts(db) != counts:
            raise LedgerDamaged(str(path), "row counts differ")
    finally:
        db.close()


class Held(Struct, frozen=True, kw_only=True):
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
    try:
        with at_present_format(path, password) as db:
            count, newest = db.execute("SELECT count(*), max(day) FROM entries").fetchone()
            return Held(entries=count, newest=rows.day(newest), debts=debts.read(db))
    except OSError as error:
        raise DiskTrouble(str(path), str(error)) from error
    except checks.UNREADABLE as error:
        raise LedgerDamaged(str(path), str(error)) from error


@contextmanager
def at_present_format(path: Path, password: str | None) -> Iterator[Connection]:
    """Give a copy to read; one of an older format as an unfinished copy of it, brought up to date.

    Raises:
        OSError: there is no room beside it.
    """
    with ExitStack() as stack:
        db = stack.enter_context(closing(known.connect(path, password)))
        if migrations.pending(db):
            db.close()
            part = stack.enter_context(files.beside(path))
            shutil.copyfile(path, part)
            db = stack.enter_context(closing(known.connect(part, password)))
            migrations.apply(db)
        yield db


def make(
    db: Connection, ledger: Path, on: date, password: str | None = None, second: Path | None = None
) -> Path:
    """Make a dated copy beside the ledger, and forget the copies that are no longer needed.

    The caller has read the ledger through: a damaged copy would push a good one out. With
    ``second``, a folder elsewhere, the copy lies there too.

    Raises:
        DiskTrouble: one of the two copies could not be written.
    """
    sweep(ledger)
    name = f"{stem(ledger)}-{on.isoformat()}"
    path = copy_to(db, free_name(ledger, name), password)
    thin(dated(ledger), on)
    if second is not None:
        if not second.is_dir():  # a stick that is not there must not become a folder here
            raise FolderMissing(str(second))
        repeat(path, free_name(ledger, name, second))
        thin([each for each in dated(ledger, second) if each[1].parent == second], on)
    return path


def sweep(ledger: Path) -> None:
    """Delete the unfinished files that killed programs left of a ledger and of its copies."""
    parts = [each for each in files.listed(ledger.parent) if files.is_part(each, ledger)]
    for home in folders(ledger):
        parts += [each for each in files.listed(home) if files.is_part(each)]
    for each in parts:
        with suppress(OSError):
            each.unlink()


def repeat(path: Path, other: Path) -> None:
    """Copy a file that is not open, and read the copy back.

    Raises:
        DiskTrouble: the disk did not take it whole; nothing is left of it.
    """
    try:
        other.parent.mkdir(parents=True, exist_ok=True)
        with files.beside(other) as part:
            _same(path, part)
            part.replace(other)
        files.sync(other.parent)
    except OSError as error:
        raise DiskTrouble(str(other), str(error)) from error


def _same(path: Path, part: Path) -> None:
    shutil.copyfile(path, part)
    files.sync(part)
    if files.digest(part) != files.digest(path):
        raise DiskTrouble(str(part), "read back otherwise")


def thin(copies: Iterable[_Dated], on: date) -> tuple[Path, ...]:
    """Delete the copies, newest first in ``copies``, that the calendar no longer asks for.

    Those of the day itself stay, and so do those of later days, which come from a clock that
    was once ahead; neither does such a clock make the others too old.
    """
    past = [(day, path) for day, path in copies if day < on]
    wanted = set(_wanted(past))
    gone = tuple(path for _, path in past if path not in wanted)
    for path in gone:
        with suppress(OSError):  # the copy that was made counts, not the one that stays too long
            files.remove(path)
    return gone


def _wanted(past: Iterable[_Dated]) -> Iterator[Path]:
    """Yield the newest copy of each of the days, weeks and months that are kept."""
    for count, span in KEEP:
        newest: dict[tuple[int, ...], Path] = {}
        for day, path in past:
            if len(newest) < count or span(day) in newest:
                newest.setdefault(span(day), path)
        yield from newest.values()


def restore(copy: Path, ledger: Path, on: date, password: str | None = None) -> Path | None:
    """Put a copy in the place of a ledger and return where the replaced file was kept.

    What an interrupted program left beside the replaced file is kept with that file, so that it
    cannot roll into the new one. The ledger is read through in its place before this returns.

    Raises:
        CopyIsTheLedger: both are one file, by path or by a link; nothing was touched.
        LedgerInUse: the ledger is open somewhere.
        LedgerDamaged: the copy is not whole; or the disk did not keep what it was given.
        Trouble: the copy cannot be opened, or the disk does not take it.
    """
    place = files.meant(ledger)
    if files.same(copy, place):
        raise CopyIsTheLedger(str(ledger))
    verify(copy, password)
    try:
        files.settle(place)
        _refuse_if_open(place, password)
        with files.beside(place) as fresh:
            _same(copy, fresh)
            kept = _set_aside(place, on)
            wanted = files.digest(fresh)
            files.take_place(fresh, place)
        if files.digest(place) != wanted:
            raise LedgerDamaged(str(place), "read back otherwise")
    except OSError as error:
        raise files.not_taken(place, error) from error
    verify(place, password)
    return kept


def _set_aside(ledger: Path, on: date) -> Path | None:
    """Copy the file that is replaced, with its journals, and return where; None without one."""
    there = [each for each in (ledger, *files.journals(ledger)) if files.there(each)]
    if not there:
        return None
    kept = free_name(ledger, f"replaced-{on.isoformat()}")
    for each in there:
        files.make_private(target := kept.with_name(kept.name + each.name[len(ledger.name) :]))
        shutil.copyfile(each, target)
        files.sync(target)
    return kept if files.there(ledger) else None


def _refuse_if_open(ledger: Path, password: str | None) -> None:
    if not files.there(ledger):
        return
    try:
        engine.connect(ledger, password).close()
    except LedgerInUse:
        raise
    except Trouble:
        return  # a damaged file, or one with a forgotten password, is what restoring is for
