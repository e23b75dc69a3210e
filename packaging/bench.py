"""Speed as ratios to plain yardsticks, all measured in one run: ``python3 dev.py bench``.

A ratio to something simple measured a moment ago says more than milliseconds of one machine. CPU
time is what counts; every figure is the median of several turns, ours and the yardstick taking
turns. ``bench.py quick`` leaves out the ledger of a million entries.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

import sqlcipher3

from jiebei_desktop.domain.debts import DebtId, Method, Terms
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import owed, schedule
from jiebei_desktop.domain.strategies import Order, PlanDebt, simulate
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session

ROOT = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 11, 22)
SIZES = (10_000, 100_000, 1_000_000)
TURNS = 5
SQL_SUMS = (
    "SELECT substr(day, 1, 7), kind, category, count(*), sum(amount_fen) "
    "FROM entries GROUP BY 1, 2, 3"
)


class Result(NamedTuple):
    """One line: what took how long, beside what, and where the goal is."""

    what: str
    seconds: float
    beside: str = ""
    ratio: float | None = None
    goal: str = ""

    def line(self) -> str:
        """Return the line as it is printed."""
        shown = f"{self.what:<52}{self.seconds * 1000:>12,.3f} ms"
        if self.ratio is not None:
            shown += f"  {self.ratio:>8.2f} × {self.beside}"
        return f"{shown}  [{self.goal}]" if self.goal else shown


def cpu(work: Callable[[], object], times: int = 1) -> float:
    """Return the CPU seconds of one call, the median over several turns."""
    taken = []
    for _ in range(TURNS):
        begin = time.process_time()
        for _ in range(times):
            work()
        taken.append((time.process_time() - begin) / times)
    return median(taken)


BARE = """
import resource, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(QLabel("0"))
"""
OURS = """
import resource, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from jiebei_desktop import app as head
app = head.application()
folder = Path(sys.argv[1])
window = head.build(app, head.LaunchOptions(data_dir=folder), folder)
ledger = Path(sys.argv[2])
"""
PAINTED = """
class First(QObject):
    seen = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.seen:
            self.seen = True
            QTimer.singleShot(0, done)
        return False
def done():
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, flush=True)
    window.close()
first = First()
"""
AT_PAINT = PAINTED + "app.installEventFilter(first)\nwindow.show()\napp.exec()\n"
AT_LEDGER = PAINTED + (
    "window.ledgers.opened.connect(lambda session: app.installEventFilter(first))\n"
    "window.show()\nwindow.ledgers.open(ledger)\napp.exec()\n"
)


def process_cpu(code: str, *arguments: str) -> float:
    """Run a program that prints the CPU seconds it has used, and return them."""
    compiled = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}  # as when installed
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **compiled}
    run = subprocess.run(
        (sys.executable, "-c", code, *arguments),
        capture_output=True,
        text=True,
        env=env,
        check=True,
        timeout=120,
    )
    return float(run.stdout.split()[0])


def turns(*programs: tuple[str, ...]) -> list[float]:
    """Run programs in turn and return the median of each."""
    taken = [[process_cpu(*program) for program in programs] for _ in range(TURNS)]
    return [median(column) for column in zip(*taken, strict=True)]


def start_up(folder: Path) -> Iterator[Result]:
    """Measure the way to the first paint, and to the first paint of an open ledger."""
    small = filled(folder, SIZES[0])
    ours, bare = (OURS + AT_PAINT, str(folder), str(small)), (BARE + AT_PAINT,)
    first, plain = turns(ours, bare)
    yield Result("start to first paint, CPU", first, "a bare QMainWindow", first / plain, "≤ 1.6")
    empty = folder / "empty.jiebei"
    Session.create(empty).close()
    sizes = [empty, small, *(filled(folder, size) for size in sizes_wanted()[1:])]
    opened = turns(*((OURS + AT_LEDGER, str(folder), str(path)) for path in sizes))
    for size, seconds in zip((0, *sizes_wanted()), opened, strict=True):
        name = f"start to an open ledger of {size:,} entries, CPU"
        yield Result(name, seconds, "the empty ledger", seconds / opened[0], "≤ 1.25")


def window(folder: Path) -> Iterator[Result]:
    """Measure what the window holds; see bench_window.py."""
    small = filled(folder, SIZES[0])
    larger = [] if "quick" in sys.argv else [filled(folder, SIZES[1])]
    for what, seconds, goal in import_module("bench_window").run((small, *larger), folder):
        yield Result(what, seconds, goal=goal)


def sizes_wanted() -> tuple[int, ...]:
    """Return the sizes of ledgers to measure."""
    return SIZES[:2] if "quick" in sys.argv else SIZES


def filled(folder: Path, size: int) -> Path:
    """Return a ledger of so many entries over ten years, made once."""
    path = folder / f"entries-{size}.jiebei"
    if path.exists():
        return path
    columns = ("day", "kind", "amount_fen", "category", "counterparty", "source")
    first = AS_OF - timedelta(days=3650)
    days = [(first + timedelta(days=n)).isoformat() for n in range(3650)]
    with Session.create(path) as session:
        session.ledger.add_book(demo.employee(AS_OF))
        for start in range(0, size, 100_000):
            stop = min(size, start + 100_000)
            values = (
                (
                    days[n * 3650 // size],
                    "income" if n % 11 == 0 else "expense",
                    100 + n * 7919 % 50_000,
                    f"A{n % 12 + 1}" if n % 11 == 0 else f"{'BC'[n % 2]}{n % 9 + 1}",
                    f"商户{n % 400}",
                    "import",
                )
                for n in range(start, stop)
            )
            with session.ledger.write("import") as work:
                work.insert_many("entries", columns, values)
    return path


def open_and_close(path: Path) -> None:
    """Open a ledger and close it again."""
    Session.open(path).close()


def _fetched(db: sqlcipher3.Connection, sql: str) -> list[tuple[object, ...]]:
    return db.execute(sql).fetchall()  # type: ignore[no-any-return]


def ledgers(folder: Path) -> Iterator[Result]:
    """Measure opening a ledger, and its month sums beside bare SQL over the entries."""
    for size in sizes_wanted():
        path = filled(folder, size)
        yield Result(f"open a ledger of {size:,} entries", cpu(partial(open_and_close, path)))
        db = sqlcipher3.connect(str(path))
        bare = cpu(partial(_fetched, db, SQL_SUMS))
        db.close()
        with Session.open(path) as session:
            sums = cpu(session.ledger.month_sums)
        name = f"month sums over {size:,} entries"
        yield Result(name, sums, "bare SQL over the entries", sums / bare, "≤ 1.5")


def kernel() -> Iterator[Result]:
    """Measure schedules, accrual and plans beside the same sums done with plain floats."""
    terms = Terms(
        rate=Rate(value=Decimal("0.045"), per=RatePeriod.YEAR),
        day_basis=DayBasis.MONTHLY,
        method=Method.EQUAL_PAYMENT,
        periods=360,
    )
    ours = cpu(lambda: schedule(Fen(100_000_000), terms, AS_OF), 50)
    bare = cpu(lambda: floats(1_000_000.0, 0.045 / 12, 360), 50)
    yield Result(
        "schedule of 360 periods, to the fen", ours, "plain floats", ours / bare, "≤ 0.12 ms"
    )
    book = demo.employee(AS_OF)
    each = cpu(lambda: [owed(debt, AS_OF) for debt in book.debts], 20) / len(book.debts)
    yield Result("what one debt owes on a day", each)
    debts = six_debts()
    months = len(simulate(debts, 250_000, Order.AVALANCHE).rows)
    taken = cpu(lambda: simulate(debts, 250_000, Order.AVALANCHE), 50)
    yield Result(f"plan of 6 debts over {months} months, all kept", taken, goal="≤ 0.25 ms")


def floats(principal: float, rate: float, periods: int) -> list[tuple[float, float, float]]:
    """Work out a level schedule the way a spreadsheet does."""
    payment = principal * rate / (1 - (1 + rate) ** -periods)
    rows, balance = [], principal
    for _ in range(periods):
        interest = balance * rate
        balance -= payment - interest
        rows.append((interest, payment - interest, balance))
    return rows


def six_debts() -> tuple[PlanDebt, ...]:
    """Return six debts that take about sixty months."""
    rates = ("0.2400", "0.1825", "0.1800", "0.1460", "0.0720", "0.0000")
    return tuple(
        PlanDebt(
            id=DebtId(f"d{n}"),
            balance=Fen(1_300_000 + n * 250_000),
            rate=Fraction(rate) / 12,
            minimum=Fen(25_000),
        )
        for n, rate in enumerate(rates)
    )


def imports(folder: Path) -> Iterator[Result]:
    """Measure importing a statement beside reading and storing the same rows without a thought."""
    sys.path.insert(0, str(ROOT / "tests" / "importers"))
    bench_import = import_module("bench_import")
    statement_builders = import_module("statement_builders")
    count, path = 20_000, folder / "statement.csv"
    data = statement_builders.many(count)
    path.write_bytes(data)
    ours, bare, kept = [], [], []
    for turn in range(3):
        place = folder / f"import-{turn}"
        place.mkdir()
        ours.append(bench_import.ours(path, place))
        bare.append(bench_import.floor(data, place))
        kept.append(bench_import.ledger_floor(data, place / bench_import.LEDGER, place))
    mine = median(ours)
    name = f"import of {count:,} rows ({count / mine:,.0f} rows/CPU s)"
    yield Result(name, mine, "csv reader and INSERT", mine / median(bare))
    beside = "csv reader and INSERT into the ledger's tables"
    yield Result(name, mine, beside, mine / median(kept), goal="≤ 2.5")


RENDER = """
import sys, time
from datetime import date
from pathlib import Path
from jiebei_desktop.report.render import render_document
from jiebei_desktop.services.papers import statement
from jiebei_desktop.services.keeping.session import Session
with Session.open(Path(sys.argv[1])) as session:
    facts = statement.for_session(session, date.fromisoformat(sys.argv[2]))
document = statement.document(facts)
begin = time.process_time()
render_document(document, "zh_CN")
print(time.process_time() - begin)
"""
COMMAND = """
import io, resource, sys
from jiebei_desktop.cli.group import main
sys.stdout = io.StringIO()
main(sys.argv[1:], standalone_mode=False)
used = resource.getrusage(resource.RUSAGE_SELF)
sys.__stdout__.write(str(used.ru_utime + used.ru_stime))
"""
LIBRARIES = "import sys, time\n[__import__(n) for n in sys.argv[1:]]\nprint(time.process_time())"
"""What a command cannot do without: below it no work of ours can go."""


def document(folder: Path) -> Iterator[Result]:
    """Measure the PDF of the example's plan: its drawing alone, cold, and the whole command."""
    ledger, out = folder / "plan.jiebei", folder / "plan.pdf"
    with Session.create(ledger) as session:
        session.ledger.add_book(demo.employee(AS_OF))
    day = ("--as-of", AS_OF.isoformat())
    drawn, whole, short, floor = turns(
        (RENDER, str(ledger), AS_OF.isoformat()),
        (COMMAND, "plan", str(ledger), "--pdf", str(out), *day),
        (COMMAND, "owed", str(ledger), *day),
        (LIBRARIES, "numpy.random", "typst"),
    )
    yield Result("drawing the plan as PDF, cold", drawn, goal="≤ 0.4 s")
    name = f"the command `plan`, whole process ({out.stat().st_size // 1024} KiB)"
    yield Result(name, whole, "the command `owed`", whole / short)
    yield Result("  its floor: its libraries and `owed`", floor, "`owed`", 1 + floor / short)


def pictures(folder: Path) -> Iterator[Result]:
    """Measure the picture of ten debts and a year of entries beside ``owed`` of nothing."""
    full, empty = folder / "ten.jiebei", folder / "none.jiebei"
    book = import_module("bench_picture").ten_debts(AS_OF)
    for path, what in ((full, book), (empty, Book())):
        with Session.create(path) as session:
            session.ledger.add_book(what)
    day = ("--as-of", AS_OF.isoformat())
    ours, bare = (COMMAND, "picture", str(full), *day), (COMMAND, "owed", str(empty), *day)
    whole, short, floor = turns(ours, bare, (LIBRARIES, "numpy.random"))
    name = "the command `picture`, ten debts and a year, whole process"
    yield Result(name, whole, "`owed` of nothing", whole / short)
    alone, plain = whole - short, 1_000
    fixed = plain * cpu(lambda: floats(1_000_000.0, 0.045 / 12, 360), plain)
    beside = f"{plain:,} schedules in plain floats"
    yield Result("  the picture alone, without `owed`", alone, beside, alone / fixed, "≤ 7.5")
    yield Result("  its floor: its libraries and `owed`", floor, "`owed`", 1 + floor / short)


def calls(folder: Path) -> Iterator[Result]:
    """Measure a lender's call of ten debts; see bench_picture.py."""
    for what, seconds, goal in import_module("bench_picture").calls(folder, AS_OF):
        yield Result(what, seconds, goal=goal)


def peer(folder: Path) -> Iterator[Result]:
    """Measure the way to a usable window beside HomeBank; see bench_peer.py."""
    small = filled(folder, SIZES[0])
    for what, seconds, ratio in import_module("bench_peer").run(small, folder, SIZES[0], AS_OF):
        yield Result(what, seconds, "HomeBank", ratio)


def analysis(_folder: Path) -> Iterator[Result]:
    """Pass on what the benchmark of the analysis measures."""
    if find_spec("bench_analysis") is None:
        print("bench_analysis.py is not in this checkout", flush=True)
        return
    for name, ours, yardstick in import_module("bench_analysis").run():
        yield Result(name, ours, "its yardstick", ours / yardstick)


def main() -> int:
    """Run every part; one that fails is named and does not stop the others."""
    parts: dict[str, Callable[[Path], Iterator[Result]]] = {
        "start": start_up,
        "window": window,
        "peer": peer,
        "ledgers": ledgers,
        "kernel": lambda _: kernel(),
        "import": imports,
        "document": document,
        "picture": pictures,
        "call": calls,
        "analysis": analysis,
    }
    chosen = [name for name in sys.argv[1:] if name in parts] or list(parts)
    failed = []
    with tempfile.TemporaryDirectory() as name:
        for part in chosen:
            print(f"-- {part}", flush=True)
            try:
                for result in parts[part](Path(name)):
                    print(result.line(), flush=True)
            except Exception as error:  # noqa: BLE001 - the other parts are still worth measuring
                failed.append(part)
                detail = getattr(error, "stderr", None) or repr(error)
                print(f"   not measured: {json.dumps(str(detail)[-300:])}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
