"""The window's part of the benchmark: how long it takes to be usable, and how long it holds.

A hold is the CPU time of the window's thread between two turns of its event loop: what a click has
to wait for. The machine may be busy with other things; that time does not count.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QTimer

from jiebei_desktop import app as head
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.ui.lanes import QtLanes
from jiebei_desktop.ui.pages.registry import PAGES
from jiebei_desktop.ui.pictures import settle

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("numpy", "matplotlib", "highspy", "pypdfium2", "python_calamine", "typst", "sqlite_utils")
TURN_MS = 2
PATIENCE_MS = 60_000
Row = tuple[str, float, str]
"""What, CPU seconds, and the goal."""


def run(ledgers: tuple[Path, ...], folder: Path) -> Iterator[Row]:
    """Measure starts on each ledger, computed and fresh, then everything one does in the window."""
    fresh = []
    empty = folder / "window-empty.jiebei"
    Session.create(empty).close()
    _child("start", empty, folder)  # so that nothing measured below is compiled
    for ledger in ledgers:
        place = folder / f"window-{ledger.stem}"
        place.mkdir()
        first, again = (_child("start", ledger, place) for _ in range(2))
        yield f"{ledger.stem}: start to quiet, picture reckoned, CPU", first["cpu"], ""
        yield f"{ledger.stem}: start to quiet, picture fresh, CPU", again["cpu"], ""
        yield f"{ledger.stem}: longest hold of a fresh start", again["hold"], "≤ 0.06 s"
        print(f"   peak memory {again['rss']} MB, heavy modules {again['heavy']}", flush=True)
        fresh.append(again["cpu"])
    if len(fresh) > 1:
        print(f"   fresh start, largest to smallest ledger: {fresh[-1] / fresh[0]:.2f} [≤ 1.1]")
    whole = _child("tour", ledgers[0], folder / f"window-{ledgers[0].stem}")
    for name, goal in (
        ("theme", "≤ 0.15 s"), ("zoom", "≤ 0.15 s"), ("language", "≤ 0.06 s"),
        ("first page", "≤ 0.06 s"), ("page", "≤ 0.06 s"), ("debt", "≤ 0.06 s"),
    ):  # fmt: skip
        yield f"longest hold: {name}, every page open", whole[name], goal


def _child(what: str, ledger: Path, folder: Path) -> dict[str, Any]:
    env = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "",  # as an installed program, which is compiled
    }
    command = (sys.executable, __file__, what, str(ledger), str(folder))
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=True, timeout=300)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


class Bench:
    """One window under measurement."""

    def __init__(self, folder: Path) -> None:
        sys.setswitchinterval(0.001)
        self.app = head.application()
        options = head.LaunchOptions(data_dir=folder, language="zh_CN", theme="light")
        self.window = head.build(self.app, options, folder)
        self.holds: list[float] = []
        self._last = time.thread_time()
        self._turns = QTimer()
        self._turns.setInterval(TURN_MS)
        self._turns.timeout.connect(self._turn)
        self._turns.start()

    def _turn(self) -> None:
        now = time.thread_time()
        self.holds.append(now - self._last)
        self._last = now

    def hold(self, work: Callable[[], object]) -> float:
        """Do something, wait until all is quiet, and return the longest hold meanwhile."""
        self._turn()
        self.holds.clear()
        work()
        self.quiet()
        self._turn()
        return max(self.holds)

    def quiet(self) -> None:
        """Let the window work until nothing has been under way for a while."""
        settle(cast("QtLanes", self.window.parts.lanes).idle, PATIENCE_MS)


def start(ledger: Path, folder: Path) -> dict[str, Any]:
    """Open a ledger and wait until the window is quiet."""
    bench = Bench(folder)
    bench.window.show()
    bench.window.resize(1280, 800)
    hold = bench.hold(lambda: bench.window.ledgers.open(ledger))
    used = time.process_time()
    bench.quiet()
    heavy = [name for name in HEAVY if name in sys.modules]
    _finish(bench)
    return {"cpu": used, "hold": hold, "rss": _peak(), "heavy": heavy}


def tour(ledger: Path, folder: Path) -> dict[str, Any]:
    """Open every page, then switch theme, text size, language, pages and debts."""
    bench = Bench(folder)
    window = bench.window
    window.show()
    bench.hold(lambda: window.ledgers.open(ledger))
    pages = [entry.name for entry in PAGES]
    found = {"first page": max(bench.hold(partial(window.go, name)) for name in pages)}
    found["page"] = max(bench.hold(partial(window.go, name)) for name in pages)
    bench.hold(lambda: window.go("overview"))
    found["theme"] = max(bench.hold(partial(window.use_theme, c)) for c in ("dark", "light"))
    found["zoom"] = max(bench.hold(partial(window.use_zoom, z)) for z in (110, 125, 100))
    found["language"] = max(
        bench.hold(partial(window.use_language, name)) for name in ("en", "zh_CN")
    )
    bench.hold(lambda: window.go("debts"))
    session = window.session
    debts = [] if session is None else [debt.id for debt in session.ledger.debts()]
    found["debt"] = max(bench.hold(partial(window.go, "debts", debt=d)) for d in debts)
    _finish(bench)
    return found


def _finish(bench: Bench) -> None:
    bench.window.close()
    bench.quiet()


def _peak() -> int:
    """Return the most memory the process has held, in MB; 0 where the system does not say."""
    if find_spec("resource") is None:
        return 0
    resource = import_module("resource")
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // 1024


def main() -> int:
    """Be the child: measure one thing and print it as JSON."""
    what, ledger, folder = sys.argv[1:]
    found = {"start": start, "tour": tour}[what](Path(ledger), Path(folder))
    print(json.dumps(found), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
