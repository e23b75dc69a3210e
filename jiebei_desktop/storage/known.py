"""Opening a file only when it is a ledger whose tables are exactly those of its version.

A ledger can come from anybody. A trigger, a view, a generated column or an index that is not
ours could run an expression of its own with every write, so nothing is read from tables before
the text of the whole schema is the one our own steps make.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jiebei_desktop.domain.checksums import blake2b
from jiebei_desktop.domain.problems import (
    ForeignSchema,
    LedgerDamaged,
    LedgerFromTheFuture,
    NotALedger,
)
from jiebei_desktop.storage import engine, migrations
from jiebei_desktop.storage.engine import Connection

OPENING_STEPS = 20_000_000
"""Steps of the engine's machine that looking at a schema may take; a thousand tables need fewer."""

TODAYS = "c7f90a1a42ca4c19d45e75fc0c2ba04adf868ce85cd970467beb4a88c3a1267a"
"""Mark of the schema that all steps make: a file of today's format is known without making it."""

_Object = tuple[str, str, str, str]
"""Kind, name, table and SQL of one thing of a schema."""

_STEPS_TABLE: frozenset[_Object] = frozenset({
    (
        "table", "_sqlite_migrations", "_sqlite_migrations",
        ('CREATE TABLE "_sqlite_migrations" ( "id" INTEGER PRIMARY KEY, "migration_set" TEXT,'
        ' "name" TEXT, "applied_at" TEXT )'),
    ),
    (
        "index", "idx__sqlite_migrations_migration_set_name", "_sqlite_migrations",
        ('CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"'
        ' ON "_sqlite_migrations" ("migration_set", "name")'),
    ),
})  # fmt: skip
"""What the library of migrations keeps its list in."""


def connect(path: Path, password: str | None = None) -> Connection:
    """Open a file that must be a ledger of a format this version knows; the format stays.

    Raises:
        NotALedger: it is something else; it was not touched.
        ForeignSchema: something in it is not ours.
        LedgerFromTheFuture: a newer version wrote it.
        LedgerDamaged: it cannot be read.
        Trouble: as `engine.connect`.
    """
    if not engine.is_open(path):
        _refuse_other_kinds(path)
    db = engine.connect(path, password)
    with engine.closed_if_refused(db, path):
        db.set_progress_handler(lambda: 1, OPENING_STEPS)
        _refuse_other_schemas(db, path)
        db.set_progress_handler(None, OPENING_STEPS)
    return db


def _refuse_other_kinds(path: Path) -> None:
    first = engine.header(path)
    if first.ours:
        return
    if engine.was_plain_ledger(path):
        raise LedgerDamaged(str(path), "header")
    if not first.keyed:
        raise NotALedger(str(path))


def _refuse_other_schemas(db: Connection, path: Path) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] != engine.APPLICATION_ID:
        raise NotALedger(str(path))
    found = shape(db)
    if not found >= _STEPS_TABLE:
        raise LedgerDamaged(str(path), "no format steps")
    unknown = migrations.unknown(db)
    if unknown:
        raise LedgerFromTheFuture(str(path), unknown[-1])
    steps = migrations.STEPS[: len(migrations.applied(db))]
    if not steps or migrations.applied(db) != tuple(name for name, _ in steps):
        raise LedgerDamaged(str(path), "no format steps")
    if len(steps) == len(migrations.STEPS) and mark(found) == TODAYS:
        return
    other = found ^ expected(steps)
    if other:
        kind, name, *_ = min(other)
        raise ForeignSchema(str(path), f"{kind} {name}")


def shape(db: Connection) -> frozenset[_Object]:
    """Return everything a schema holds but the indexes that follow from its tables."""
    found = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
    objects = [tuple(str(value or "") for value in row) for row in found]  # damage changes types
    return frozenset(
        (kind, name, table, " ".join(sql.split()))
        for kind, name, table, sql in objects
        if not name.startswith("sqlite_autoindex_")
    )


def mark(schema: frozenset[_Object]) -> str:
    """Return the mark of a schema, other for any other schema."""
    return blake2b(repr(sorted(schema)).encode(), digest_size=32).hexdigest()


@lru_cache(maxsize=8)
def expected(steps: tuple[tuple[str, str], ...]) -> frozenset[_Object]:
    """Return the schema that format steps make, by making it in memory: 14 ms."""
    with engine.in_memory() as db:
        for _, sql in steps:
            db.executescript(sql)
        return shape(db) | _STEPS_TABLE
