"""What the window may not import before it is needed: each of these takes 0.1 to 0.9 s."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "numpy", "matplotlib", "highspy", "scipy", "pandas", "pypdfium2", "python_calamine", "typst",
    "sqlite_utils", "pyzipper", "keyring", "PIL", "lxml", "openpyxl", "asyncio", "multiprocessing", "http", "ssl",
}  # fmt: skip
RECKONED = ("jiebei_desktop.analysis", "jiebei_desktop.services.picture", "jiebei_desktop.storage")
"""What an empty window has no need of."""
PAGES = {
    "ledger", "debts", "cashflow", "affordability", "plan", "negotiation", "offer_check",
    "life_events", "credit_report", "call", "settings", "welcome",
}  # fmt: skip
"""Every page but the first: a page is imported when it is shown."""
LATER = {
    f"jiebei_desktop.ui.{name}"
    for name in (
        "check_in_dialog", "lock_screen", "models.table", "pictures", "printing", "widgets.typed",
    )
} | {"_hashlib", "logging.handlers"}  # fmt: skip
"""What a first page at rest has no need of."""
START = """
import json, sys, time
from datetime import date
from pathlib import Path
from PySide6.QtCore import QObject, QEvent
from jiebei_desktop import app as head
from jiebei_desktop.ui.pause import Pause

seen = {}
Pause.by_clock = False  # the test says when the page is at rest

class First(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and "paint" not in seen:
            seen["paint"] = sorted(sys.modules)
        return False

head.today = lambda: date.fromisoformat(sys.argv[3])
app, folder, ledger = head.application(), Path(sys.argv[1]), Path(sys.argv[2])
window = head.build(app, head.LaunchOptions(data_dir=folder, language="zh_CN", theme="light"), folder)
seen["built"] = sorted(sys.modules)  # before the ledger is opened beside it
first = First()
app.installEventFilter(first)
head.show(window, ledger)
window.resize(1000, 700)  # the same place for the picture at every start
lanes = window.parts.lanes

def until(done):
    calm = 0
    while calm < 30:  # wrapped texts find their height over several turns
        app.processEvents()
        time.sleep(0.005)
        calm = calm + 1 if lanes.idle() and done() else 0

until(lambda: window.page() is not None and window.page()._ahead is not None)
chart = window.page().chart
chart.calm.finish()
seen["drawn"] = chart._asked is not None
until(lambda: True)
seen["quiet"] = sorted(sys.modules)
window.close()
until(lambda: True)
print(json.dumps(seen))
"""


def opened(ledger: Path, folder: Path, day: date) -> dict:
    """Start the window on a ledger; return the modules once built, at first paint, once quiet."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = (sys.executable, "-c", START, str(folder), str(ledger), day.isoformat())
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=True, timeout=240)
    return json.loads(done.stdout.splitlines()[-1])


def heavy(modules: list[str]) -> set[str]:
    return HEAVY & {name.partition(".")[0] for name in modules}


def pages(modules: list[str]) -> set[str]:
    return {name for name in PAGES if f"jiebei_desktop.ui.pages.{name}" in modules}


def test_the_window_comes_up_without_heavy_modules_and_opens_today_without_them(tmp_path):
    day, ledger = date(2026, 11, 22), tmp_path / "a.jiebei"
    with Session.create(ledger) as session:
        session.ledger.add_book(demo.employee(day))
    first = opened(ledger, tmp_path, day)
    assert heavy(first["paint"]) == set()
    assert [name for name in first["built"] if name.startswith(RECKONED)] == []
    assert [name for name in first["quiet"] if name.startswith(RECKONED)] != []
    assert pages(first["quiet"]) == set()
    assert first["drawn"]
    assert heavy(first["quiet"]) == {"numpy"}  # reckoned, so the test can see; and drawn
    again = opened(ledger, tmp_path, day)
    assert again["drawn"]
    assert heavy(again["quiet"]) == set()
    assert LATER.intersection(again["quiet"]) == set()
