"""Rows per CPU second of an import beside the bare floor: csv reader and executemany, same run.

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

from statement_builders import many

from jiebei_desktop.services import imports
from jiebei_desktop.services.session import Session


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


def ours(path: Path, folder: Path) -> float:
    """Return the CPU seconds of reading, judging, matching and storing."""
    with Session.create(folder / "bench.jiebei") as session:
        begin = time.process_time()
        imports.commit(session, imports.preview(session, path))
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
        bare = floor(path.read_bytes(), folder)
    report = (
        f"{count} rows: {mine:.2f} CPU s, {count / mine:,.0f} rows/CPU s, peak {peak:.0f} MiB\n"
    )
    report += f"floor: {bare:.2f} CPU s, {count / bare:,.0f} rows/CPU s; ratio {bare / mine:.2f}\n"
    sys.stdout.write(report)


if __name__ == "__main__":
    main()
