"""Start to usable beside HomeBank, on a private X screen: ``python3 dev.py bench peer``.

Usable is the last moment at which a program took more than 15 % of a processor over a fifth of a
second, before a whole second of quiet. Both start in turns, each from a home of its own, and beside
them two floors: a bare window of PySide6, and one with the libraries of the first page. It needs
HomeBank, Xvfb and xdotool (Debian's packages of these names) and says so where one is missing.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("homebank", "Xvfb", "xdotool")
TURNS = 5
STEP = 0.02
SPAN = 0.2
BUSY = 0.15
QUIET = 1.0
PATIENCE = 120.0
CLIENT_MESSAGE = 33
TICKS = os.sysconf("SC_CLK_TCK")
BARE = """
import sys
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(QLabel("0"))
QShortcut("Ctrl+Q", window, app.quit)
window.resize(1280, 800)
window.show()
app.exec()
"""
LIBRARIES = """
import argparse, decimal, fractions, gettext, json, logging, shutil, tempfile, tomllib, traceback
import msgspec, sqlcipher3
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QIcon, QKeySequence, QPainter, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QListView, QMenu, QMessageBox, QStyle
"""
"""What the first page cannot do without: no work of ours is in it."""


class Started(NamedTuple):
    """One start: seconds by the clock and of processor time until usable, and MB at most."""

    wall: float
    cpu: float
    memory: float


def run(
    ledger: Path, folder: Path, entries: int, as_of: date
) -> Iterator[tuple[str, float, float]]:
    """Yield what was measured, its figure and its ratio to HomeBank's.

    Args:
        ledger: a ledger of so many entries that no window has opened: it holds no picture yet.
        folder: where homes and HomeBank's file are made.
        entries: how many entries HomeBank's file gets.
        as_of: its last day.
    """
    if lacking := [name for name in NEEDED if shutil.which(name) is None]:
        print(f"   not on this machine: {', '.join(lacking)}", flush=True)
        return
    book = folder / "homebank.xhb"
    book.write_text(homebank_file(entries, as_of), encoding="utf-8")
    ours = (sys.executable, "-m", "jiebei_desktop", "--data-dir", str(folder / "data"))
    (folder / "data").mkdir()
    with screen() as display:
        env = {**os.environ, "DISPLAY": display, "HOME": str(folder), "NO_AT_BRIDGE": "1",
               "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT),
               "PYTHONDONTWRITEBYTECODE": ""}  # fmt: skip
        warm = shutil.copy(ledger, folder / "warm.jiebei")  # itself it stays without a picture
        started((*ours, str(warm)), env)
        peers, fresh, reckoned, bare, floor = [], [], [], [], []
        for turn in range(TURNS):
            bare.append(started((sys.executable, "-c", BARE), env))
            floor.append(started((sys.executable, "-c", LIBRARIES + BARE), env))
            peers.append(started(("homebank", str(book)), env))
            unknown = Path(shutil.copy(ledger, folder / f"turn-{turn}.jiebei"))
            reckoned.append(started((*ours, str(unknown)), env))
            fresh.append(started((*ours, str(unknown)), env))
    for what, found in (
        ("usable, picture fresh", fresh), ("usable, picture reckoned", reckoned),
        ("a bare window of PySide6", bare), ("  and the first page's libraries", floor),
    ):  # fmt: skip
        mine, peer = (Started(*map(median, zip(*each, strict=True))) for each in (found, peers))
        yield f"{what}, by the clock", mine.wall, mine.wall / peer.wall
        yield f"{what}, CPU", mine.cpu, mine.cpu / peer.cpu
        print(f"   {what}: {mine.memory:.0f} MB, {mine.memory / peer.memory:.2f} × HomeBank")


def started(command: tuple[str, ...], env: dict[str, str]) -> Started:
    """Start a program, wait until it is usable, and close it as a person would."""
    begun = time.monotonic()
    process = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    last, used = begun, 0.0
    seen: deque[tuple[float, float]] = deque([(begun, 0.0)])
    while (now := time.monotonic()) - last < QUIET and now - begun < PATIENCE:
        time.sleep(STEP)
        seen.append((time.monotonic(), spent(process.pid)))
        while seen[-1][0] - seen[0][0] > SPAN:
            seen.popleft()
        if seen[-1][1] - seen[0][1] > BUSY * SPAN:
            last, used = seen[-1]
    peak = memory(process.pid)
    close(process.pid, env)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return Started(last - begun, used, peak)


def close(pid: int, env: dict[str, str]) -> None:
    """Press the close button of a program's windows: the message its frame would send."""
    search = ("xdotool", "search", "--onlyvisible", "--pid", str(pid))
    shown = subprocess.run(search, env=env, check=False, capture_output=True, text=True).stdout
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = x11.XInternAtom.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(env["DISPLAY"].encode()))
    protocols, delete = (
        x11.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")
    )
    for window in map(int, shown.split()):
        message = (ctypes.c_long * 24)(CLIENT_MESSAGE, 0, 0, 0, window, protocols, 32, delete)
        x11.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), message)
    x11.XCloseDisplay(display)


def spent(pid: int) -> float:
    """Return the processor seconds a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid: int) -> float:
    """Return the most memory a process has held, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


@contextmanager
def screen() -> Iterator[str]:
    """Run a private X screen and yield its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ("Xvfb", "-screen", "0", "1280x800x24", "-displayfd", str(writing)),
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as name:
            yield f":{name.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def homebank_file(entries: int, as_of: date) -> str:
    """Return a HomeBank file of so many entries over the ten years before a day."""
    first = as_of - timedelta(days=3650)
    lines = [
        '<?xml version="1.0"?>',
        '<homebank v="1.4" d="050602">',
        '<properties title="bench" curr="1" auto_smode="1" auto_weekday="1"/>',
        (
            '<cur key="1" flags="0" iso="CNY" name="Yuan" symb="¥" syprf="1" dchar="." gchar=","'
            ' frac="2" rate="0" mdate="0"/>'
        ),
        '<account key="1" pos="1" type="1" curr="1" name="cash" initial="0" minimum="0"/>',
        *(f'<pay key="{key}" name="商户{key}"/>' for key in range(1, 401)),
        *(f'<cat key="{key}" name="C{key}"/>' for key in range(1, 21)),
    ]
    for n in range(entries):
        day = (first + timedelta(days=n * 3650 // entries)).toordinal()
        amount = (100 + n * 7919 % 50_000) / 100 * (1 if n % 11 == 0 else -1)
        lines.append(
            f'<ope date="{day}" amount="{amount}" account="1" payee="{n % 400 + 1}"'
            f' category="{n % 20 + 1}"/>'
        )
    return "\n".join([*lines, "</homebank>"])
