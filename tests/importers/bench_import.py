"""Rows per CPU second of an import beside two floors of the same run.

The bare floor reads the file with the csv reader and inserts its cells into one table without an
index. The ledger's floor inserts the rows that the import stores (statement rows and entries) into
the ledger's own two tables with their checks and indexes: what any program must pay that keeps them
so, without a thought about a single row. Both use ``executemany``.

python tests/importers/bench_import.py [rows]
"""

from __future__ import annotations

import csv
import io
import multiprocessing
import resource
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

import sqlcipher3
from statement_builders import many

from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import imports
from jiebei_desktop.storage.rows import insert, select

STORED = ("import_batches", "raw_rows", "entries")
LEDGER = "bench.jiebei"


def floor(data: bytes, folder: Path) -> float:
    """Return the CPU seconds of reading the same rows with csv and inserting them."""
    begin = time.process_time()
    db = sqlite3.connect(folder / "floor.db", isolation_level=None)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE rows (" + ", ".join(f"c{n} TEXT" for n in range(13)) + ")")
    reader = csv.reader(io.StringIO(data.decode("gb18030")))
    rows = (row for row in reader if len(row) == 13)
    db.execute("BEGIN")
    db.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    db.execute("COMMIT")
    db.close()
    return time.process_time() - begin


def ledger_floor(data: bytes, source: Path, folder: Path) -> float:
    """Return the CPU seconds of reading the cells and storing what ``source`` holds, row by row."""
    db = sqlcipher3.connect(source)
    kept = {table: db.execute(select(table)).fetchall() for table in STORED}
    columns = {t: [c[1] for c in db.execute(f"PRAGMA table_info({t})")] for t in STORED}
    db.close()
    target = folder / "ledger-floor.jiebei"
    Session.create(target).close()
    db = sqlcipher3.connect(target, isolation_level=None)
    db.execute("PRAGMA foreign_keys = ON")
    begin = time.process_time()
    for _ in csv.reader(io.StringIO(data.decode("gb18030"))):
        pass
    db.execute("BEGIN")
    for table, rows in kept.items():
        db.executemany(insert(table, columns[table]), rows)
    db.execute("COMMIT")
    taken = time.process_time() - begin
    db.close()
    return taken


def ours(path: Path, folder: Path) -> float:
    """Return the CPU seconds of reading, judging, matching and storing."""
    with Session.create(folder / LEDGER) as session:
        begin = time.process_time()
        imports.book(session, imports.preview(session, path))
        return time.process_time() - begin


def write(path: Path, count: int) -> None:
    """Write the statement in a process of its own: its making must not count as our memory."""
    maker = multiprocessing.get_context("spawn").Process(target=_write, args=(path, count))
    maker.start()
    maker.join()


def _write(path: Path, count: int) -> None:
    path.write_bytes(many(count))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "statement.csv"
        write(path, count)
        mine = ours(path, folder)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        data = path.read_bytes()
        bare = floor(data, folder)
        kept = ledger_floor(data, folder / LEDGER, folder)
    report = (
        f"{count} rows: {mine:.2f} CPU s, {count / mine:,.0f} rows/CPU s, peak {peak:.0f} MiB\n"
    )
    for name, took in (("bare floor", bare), ("ledger's floor", kept)):
        report += f"{name}: {took:.2f} CPU s, {count / took:,.0f} rows/CPU s; "
        report += f"ratio {took / mine:.2f}\n"
    sys.stdout.write(report)


if __name__ == "__main__":
    main()
