"""Every step of the file format, oldest first; a released step is never edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from jiebei_desktop.storage import digests, schema, schema_cases, schema_life
from jiebei_desktop.storage.engine import APPLICATION_ID, Connection, is_complete

if TYPE_CHECKING:
    from sqlite_utils import Database

SET = "ledger"

STEPS: tuple[tuple[str, str], ...] = (
    (
        "0001_ledger",
        schema.HOUSEHOLD
        + schema.FIRST_ROWS
        + schema.ENTRIES
        + schema.DEBTS
        + schema_cases.NEGOTIATION,
    ),
    (
        "0002_agreed_terms",
        """
ALTER TABLE terms ADD COLUMN payment_fen INTEGER CHECK (payment_fen > 0);
ALTER TABLE terms ADD COLUMN interest_only INTEGER NOT NULL DEFAULT 0 CHECK (interest_only >= 0);
""",
    ),
    ("0003_life_events", schema_life.LIFE + schema_life.READINGS),
    ("0004_picture", schema.PICTURE + schema.FIRST_REVISION),
    ("0005_row_digests", digests.DIGESTS),
    ("0006_proposed_debts", schema.PROPOSED_DEBTS),
    (
        "0007_payment_after_balance",
        """
ALTER TABLE payments ADD COLUMN after_balance INTEGER NOT NULL DEFAULT 0
  CHECK (after_balance IN (0, 1));
""",
    ),
    (
        "0008_hoped_events",
        """
ALTER TABLE events ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 1 CHECK (confirmed IN (0, 1));
""",
    ),
    ("0009_papers", schema_life.PAPERS),
    ("0010_case_facts", schema_life.CASE_FACTS),
    (
        "0011_seal",
        f"ALTER TABLE history ADD COLUMN day TEXT CHECK (day {schema.DAY});\n" + digests.SEAL,
    ),
    (
        "0012_bill_day",
        """
ALTER TABLE terms ADD COLUMN bill_day INTEGER CHECK (bill_day BETWEEN 1 AND 31);
""",
    ),
    (
        "0013_co_debtors",
        """
ALTER TABLE debts ADD COLUMN co_debtors TEXT NOT NULL DEFAULT '';
""",
    ),
    (
        "0014_lent",
        """
ALTER TABLE proposed_debts ADD COLUMN lent TEXT NOT NULL DEFAULT '';
""",
    ),
    ("0015_splits", schema_life.SPLITS),
    (
        "0016_prepaid",
        """
ALTER TABLE payments ADD COLUMN kept TEXT CHECK (kept IN ('term', 'payment'));
""",
    ),
    ("0017_agreed_steps", schema_cases.AGREED_STEPS + schema_cases.AGREED_BEFORE),
)
"""Name and SQL of each step."""


def applied(db: Connection) -> tuple[str, ...]:
    """Return the steps of a ledger, oldest first, without loading the migration library."""
    rows = db.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id", (SET,)
    )
    return tuple(name for (name,) in rows)


def unknown(db: Connection) -> tuple[str, ...]:
    """Return the steps of a file that this version does not know."""
    known = {name for name, _ in STEPS}
    return tuple(name for name in applied(db) if name not in known)


def pending(db: Connection) -> tuple[str, ...]:
    """Return the steps a file still lacks, oldest first."""
    done = set(applied(db))
    return tuple(name for name, _ in STEPS if name not in done)


def apply(db: Connection) -> None:
    """Bring a file to the present format; each step is one transaction, all or nothing.

    Rows are digested anew with every step, because it may give them other columns.
    """
    from sqlite_utils import Database, Migrations

    steps = Migrations(SET)
    for name, sql in STEPS:
        steps(name=name)(_step(sql))
    steps.apply(Database(db, execute_plugins=False))
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {len(STEPS)}")


def statements(sql: str) -> Iterator[str]:
    """Cut a script into its statements; what follows the last semicolon is one, too.

    The library's own cutting asks the engine after every character, for all before it again: most
    of the time that making a ledger took.
    """
    *whole, rest = sql.split(";")
    statement = ""
    for piece in whole:
        statement += f"{piece};"
        if is_complete(statement):
            yield statement
            statement = ""
    if (statement + rest).strip():
        yield statement + rest


def _step(sql: str) -> Callable[[Database], None]:
    def run(db: Database) -> None:
        for statement in statements(sql):
            db.conn.execute(statement)
        if digests.kept(db.conn):
            digests.rebuild(db.conn)

    return run
