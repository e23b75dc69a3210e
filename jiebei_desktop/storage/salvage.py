"""What can be saved of a damaged ledger: its whole tables, the others from a copy, side by side."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path

from msgspec import Struct

from jiebei_desktop.domain.problems import ForeignSchema, LedgerDamaged
from jiebei_desktop.storage import backups, digests, files, known, ledger_file, rows
from jiebei_desktop.storage.engine import FAULTS, Connection
from jiebei_desktop.storage.schema import TABLES
from jiebei_desktop.storage.sums import Touched

_ONES = ("household",)
"""Tables that a new ledger has a row in already."""


class Salvaged(Struct, frozen=True, kw_only=True):
    """Where the tables of a salvaged ledger came from, by name."""

    kept: tuple[str, ...]
    """Whole in the damaged ledger."""
    from_copy: tuple[str, ...]
    lost: tuple[str, ...]
    """In neither, though the damaged ledger has the table."""


def lost(path: Path, password: str | None) -> tuple[str, ...]:
    """Return the tables of a ledger that are not whole; all of them when it does not open.

    Raises:
        Trouble: it cannot be looked at: no such file, in use, no or another password.
    """
    db = _opened(path, password)
    if db is None:
        return tuple(sorted(TABLES))
    with closing(db):
        return tuple(sorted(TABLES - _whole(db)))


def salvage(path: Path, copy: Path | None, out: Path, password: str | None) -> Salvaged:
    """Make a new ledger of the whole tables of a damaged one and the others from a copy.

    Where a table from one refers to rows that the other does not have, both come from the
    copy. The history of steps starts anew.

    Raises:
        Trouble: the copy cannot be read, or the new ledger not written; nothing is left of it.
    """
    with ExitStack() as stack:
        damaged = _opened(path, password)
        if damaged is not None:
            stack.enter_context(closing(damaged))
        spare: Connection | None = None
        if copy is not None:
            backups.verify(copy, password)
            spare = stack.enter_context(backups.at_present_format(copy, password))
        db = stack.enter_context(closing(ledger_file.create(out, password)))
        try:
            kept = _settled(db, damaged, spare)
        except BaseException:
            db.close()
            files.remove(out)
            raise
    others = tuple(sorted(TABLES - kept))
    return Salvaged(
        kept=tuple(sorted(kept)),
        from_copy=() if copy is None else others,
        lost=others if copy is None else (),
    )


def _opened(path: Path, password: str | None) -> Connection | None:
    try:
        return known.connect(path, password)
    except (LedgerDamaged, ForeignSchema):
        return None


def _settled(db: Connection, damaged: Connection | None, spare: Connection | None) -> set[str]:
    """Fill the new ledger until no row refers to one that is missing; return what was kept."""
    db.execute("PRAGMA foreign_keys = OFF")
    kept = set() if damaged is None else _whole(damaged)
    while True:
        db.execute("BEGIN")
        for table in sorted(TABLES):
            _fill(db, table, damaged if table in kept else spare)
        torn = {name for child, _, parent, _ in _dangling(db) for name in (child, parent)} & kept
        if not torn:
            break
        db.execute("ROLLBACK")
        kept -= torn
    touched = Touched(db)
    for table in TABLES:
        touched.note(table, [(1, digests.BLOCK * (digests.last_block(db, table) + 1))])
    touched.refresh()
    db.execute("COMMIT")
    return kept


def _dangling(db: Connection) -> list[tuple[str, int, str, int]]:
    found: list[tuple[str, int, str, int]] = db.execute("PRAGMA foreign_key_check").fetchall()
    return found


def _fill(db: Connection, table: str, source: Connection | None) -> None:
    if source is None:
        return
    if table in _ONES:
        db.execute(f'DELETE FROM "{table}"')  # noqa: S608 - names are ours
    found = source.execute(rows.select(table))
    names = [column[0] for column in found.description]
    db.executemany(rows.insert(table, names), found)


def _whole(db: Connection) -> set[str]:
    """Return the tables whose every row is the one that was written."""
    return {table for table in TABLES if _is_whole(db, table)}


def _is_whole(db: Connection, table: str) -> bool:
    try:
        for _ in db.execute(rows.select(table)):
            pass
        covered = digests.kept(db) and table in digests.COVERED
        return not covered or next(digests.altered(db, [table]), None) is None
    except FAULTS:
        return False
