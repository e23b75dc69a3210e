"""The check of a whole ledger: file, references, sums, payments, chain, orphans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from jiebei_desktop.domain.problems import Discrepancy, LedgerDamaged
from jiebei_desktop.storage import chain, digests, rows
from jiebei_desktop.storage.engine import Connection, DatabaseError

UNREADABLE: tuple[type[Exception], ...] = (
    DatabaseError, ValueError, ArithmeticError, KeyError, TypeError,
)  # fmt: skip
"""What reading rows raises when they hold what no version has written."""

_QUERIES: tuple[tuple[str, str], ...] = (
    (
        "month-sums",
        """WITH fresh AS (SELECT substr(day, 1, 7) AS month, kind, category, count(*) AS entries,
          sum(amount_fen) AS sum_fen FROM entries GROUP BY 1, 2, 3)
        SELECT DISTINCT month FROM (
          SELECT * FROM (SELECT month, kind, category, entries, sum_fen FROM fresh
            EXCEPT SELECT month, kind, category, entries, sum_fen FROM month_sums)
          UNION ALL SELECT * FROM (SELECT month, kind, category, entries, sum_fen FROM month_sums
            EXCEPT SELECT month, kind, category, entries, sum_fen FROM fresh))
        ORDER BY month""",
    ),
    (
        "payment-parts",
        """SELECT code AS debt, day, amount_fen,
          payments.principal_fen + interest_fen + penalty_fen + fees_fen AS parts_fen
        FROM payments JOIN debts ON debts.id = payments.debt_id
        WHERE parts_fen <> amount_fen ORDER BY payments.id""",
    ),
    (
        "debt-without-terms",
        """SELECT code AS debt FROM debts WHERE NOT EXISTS
          (SELECT 1 FROM terms WHERE debt_id = debts.id AND version = 0)""",
    ),
    (
        "import-counts",
        """SELECT id AS batch, rows, booked + neutral + ignored + review AS classified
        FROM import_batches WHERE classified <> rows""",
    ),
    (
        "orphan-file",
        """SELECT name FROM attachments AS a WHERE
          NOT EXISTS (SELECT 1 FROM contacts WHERE attachment_id = a.id)
          AND NOT EXISTS (SELECT 1 FROM evidence WHERE attachment_id = a.id)
          AND NOT EXISTS (SELECT 1 FROM agreements WHERE attachment_id = a.id)
          AND NOT EXISTS (SELECT 1 FROM instalment_marks WHERE attachment_id = a.id)""",
    ),
    (
        "orphan-lender",
        """SELECT name FROM lenders WHERE
          NOT EXISTS (SELECT 1 FROM debts WHERE lender_id = lenders.id)""",
    ),
)


def check(db: Connection) -> tuple[Discrepancy, ...]:
    """Return everything that does not fit; an empty answer means a sound ledger."""
    damage = tuple(_damage(db))
    return damage or tuple(_contents(db))


def refuse_damage(db: Connection, path: Path) -> None:
    """Read the pages of a file through and compare every row with what was written.

    Raises:
        LedgerDamaged: something in it is not what was written.
    """
    try:
        message = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
    except DatabaseError as error:
        message = str(error)
    if message != "ok":
        raise LedgerDamaged(str(path), message)
    if digests.kept(db):
        refuse_altered(db, path, digests.COVERED)


def refuse_altered(db: Connection, path: Path, tables: Iterable[str] = digests.SMALL) -> None:
    """Compare the rows of some tables with what was written; a few milliseconds.

    Raises:
        LedgerDamaged: a row is another one, or cannot be read.
    """
    for table, block in digests.altered(db, tables):
        raise LedgerDamaged(str(path), f"{table} {_ids(block)}")


def _ids(block: int) -> str:
    return f"{max(1, block * digests.BLOCK)}-{block * digests.BLOCK + digests.BLOCK - 1}"


def _damage(db: Connection) -> Iterator[Discrepancy]:
    try:
        for (message,) in db.execute("PRAGMA integrity_check"):
            if message != "ok":
                yield Discrepancy(code="integrity", facts={"message": message})
    except DatabaseError as error:
        yield Discrepancy(code="integrity", facts={"message": str(error)})


def _contents(db: Connection) -> Iterator[Discrepancy]:
    for table, row_id, parent, _ in db.execute("PRAGMA foreign_key_check"):
        facts = {"table": table, "row": row_id, "parent": parent}
        yield Discrepancy(code="reference", facts=facts)
    for code, sql in _QUERIES:
        for row in rows.fetch(db, sql):
            yield Discrepancy(code=code, facts=row)
    for table, block in digests.altered(db):
        yield Discrepancy(code="row-altered", facts={"table": table, "rows": _ids(block)})
    for code, facts in chain.broken(db):
        yield Discrepancy(code=code, facts=facts)
