"""The check of a whole ledger: file, references, sums, payments, chain, orphans."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from jiebei_desktop.domain.money import MOST
from jiebei_desktop.domain.problems import Discrepancy, LedgerDamaged
from jiebei_desktop.storage import chain, debts, digests, events, history, household, rows
from jiebei_desktop.storage.categories import BUDGETS, learned
from jiebei_desktop.storage.engine import FAULTS, Connection
from jiebei_desktop.storage.rows import RowSource
from jiebei_desktop.storage.schema import DAY, RATE, TABLES

UNREADABLE: tuple[type[Exception], ...] = (
    *FAULTS, ValueError, ArithmeticError, LookupError, TypeError, zlib.error,
)  # fmt: skip
"""What reading rows raises when they hold what no version has written."""

_DAYS = re.compile(rf"CHECK \((\w+) {re.escape(DAY)}\)")
_RATES = re.compile(rf"CHECK \((\w+) {re.escape(RATE)}\)")
_AMOUNTS = re.compile(r"\b(\w+_fen) INTEGER")
_SPAN = "'1900-01-01' AND '2199-12-31'"
"""Days outside are none of a household's; every door refuses them."""
_LONGEST_RATE = 40
"""Digits of a rate; agreed ones may have many."""
_BLOCKS_AT_ONCE = 256
"""Digests compared in one part: 16,384 rows, some 40 ms."""
_READERS: tuple[Callable[[RowSource], object], ...] = (
    household.read, household.CASH.read, household.RECURRING.read, household.ASSETS.read,
    events.read, BUDGETS.read, learned,
)  # fmt: skip

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
    refuse_pages(db, path)
    refuse_altered(db, path, digests.COVERED)


def refuse_pages(db: Connection, path: Path) -> None:
    """Read the pages of a file through.

    Raises:
        LedgerDamaged: one of them is not what was written.
    """
    try:
        message = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
    except FAULTS as error:
        message = str(error)
    if message != "ok":
        raise LedgerDamaged(str(path), message)


def verification(db: Connection, path: Path) -> Iterator[None]:
    """Do what `refuse_damage` does a part at a time, so that other work can go on between them.

    Raises:
        LedgerDamaged: something in the file is not what was written.
    """
    _refuse_broken(db, path)
    yield
    for table in digests.COVERED:
        for first in range(0, digests.last_block(db, table) + 1, _BLOCKS_AT_ONCE):
            last = first + _BLOCKS_AT_ONCE - 1
            _refuse(path, digests.altered_between(db, table, first, last))
            yield
    refuse_pages(db, path)  # in one piece, so not beside the first page


def refuse_altered(db: Connection, path: Path, tables: Iterable[str] = digests.SMALL) -> None:
    """Compare the rows of some tables with what was written; a few milliseconds for the small.

    A file of a format that kept no digests yet has none to compare.

    Raises:
        LedgerDamaged: a row is another one, or cannot be read.
    """
    if not digests.kept(db):
        return
    _refuse(path, digests.altered(db, tables))
    _refuse_broken(db, path)


def _refuse_broken(db: Connection, path: Path) -> None:
    try:
        broken = digests.broken(db)
    except FAULTS as error:
        raise LedgerDamaged(str(path), str(error)) from error
    if broken:
        raise LedgerDamaged(str(path), "seal")


def _refuse(path: Path, blocks: Iterator[digests.Block]) -> None:
    try:
        found = next(blocks, None)
    except FAULTS as error:
        raise LedgerDamaged(str(path), str(error)) from error
    if found is not None:
        table, block = found
        raise LedgerDamaged(str(path), f"{table} {_ids(block)}")


def _ids(block: int) -> str:
    return f"{max(1, block * digests.BLOCK)}-{block * digests.BLOCK + digests.BLOCK - 1}"


def _damage(db: Connection) -> Iterator[Discrepancy]:
    try:
        for (message,) in db.execute("PRAGMA integrity_check"):
            if message != "ok":
                yield Discrepancy(code="integrity", facts={"message": message})
    except FAULTS as error:
        yield Discrepancy(code="integrity", facts={"message": str(error)})


def _contents(db: Connection) -> Iterator[Discrepancy]:
    for part in (_references, _unfitting, _altered, _unlinked, _values, _steps):
        try:
            yield from part(db)
        except UNREADABLE as error:
            yield Discrepancy(code="unreadable", facts={"message": str(error)})


def _references(db: Connection) -> Iterator[Discrepancy]:
    for table, row_id, parent, _ in db.execute("PRAGMA foreign_key_check"):
        facts = {"table": table, "row": row_id, "parent": parent}
        yield Discrepancy(code="reference", facts=facts)


def _unfitting(db: Connection) -> Iterator[Discrepancy]:
    for code, sql in _QUERIES:
        for row in rows.fetch(db, sql):
            yield Discrepancy(code=code, facts=row)


def _altered(db: Connection) -> Iterator[Discrepancy]:
    for table, block in digests.altered(db):
        yield Discrepancy(code="row-altered", facts={"table": table, "rows": _ids(block)})


def _unlinked(db: Connection) -> Iterator[Discrepancy]:
    for code, facts in chain.broken(db):
        yield Discrepancy(code=code, facts=facts)
    if digests.broken(db):
        yield Discrepancy(code="seal-broken", facts={})


def _steps(db: Connection) -> Iterator[Discrepancy]:
    for number in history.unreadable(db):
        yield Discrepancy(code="step-unreadable", facts={"step": number})


def _values(db: Connection) -> Iterator[Discrepancy]:
    """Look for days that are none, amounts beyond reason, and rows that no reader takes."""
    for table, column, fits in _columns(db):
        sql = f'SELECT id FROM "{table}" WHERE "{column}" IS NOT NULL AND NOT ({fits})'  # noqa: S608 - names are ours
        for (row_id,) in db.execute(sql):
            facts = {"table": table, "row": row_id, "column": column}
            yield Discrepancy(code="out-of-range", facts=facts)
    debts.read(db)
    for read in _READERS:
        read(RowSource(db))


def _columns(db: Connection) -> Iterator[tuple[str, str, str]]:
    """Yield every column of days, rates and amounts, with the condition that its values meet."""
    for table in sorted(TABLES):
        (text,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        for column in _DAYS.findall(text):
            yield table, column, f'"{column}" BETWEEN {_SPAN} AND date("{column}") IS "{column}"'
        for column in _RATES.findall(text):
            digits = f'length("{column}") <= {_LONGEST_RATE} AND "{column}" NOT GLOB \'*[^0-9.]*\''
            yield table, column, f'{digits} AND CAST("{column}" AS REAL) <= 1000'
        for column in _AMOUNTS.findall(text):
            yield table, column, f'"{column}" BETWEEN {-MOST} AND {MOST}'
