"""Where examples lie: made with the first one, gone with the program, however it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jiebei_desktop.ui import scratch

PROGRAM = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from jiebei_desktop import app

folder, example, end = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
build = app.build

def built(*args):
    window = build(*args)
    ends = {"close": window.close, "kill": lambda: os._exit(9)}[end]
    if example:
        window.ledgers.opened.connect(lambda _session: QTimer.singleShot(0, ends))
        QTimer.singleShot(0, lambda: window.ledgers.open_demo(example))
    else:
        QTimer.singleShot(500, ends)
    return window

app.build = built
sys.exit(app.run(app.LaunchOptions(language="en", data_dir=folder / "data")))
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    found = tmp_path / "tmp"
    found.mkdir()
    return found


def run(place: Path, example: str, end: str) -> int:
    """Run the whole program in a process of its own, with a temporary folder of its own."""
    own = {**os.environ, "TMPDIR": str(place), "TEMP": str(place), "TMP": str(place)}
    command = [sys.executable, "-c", PROGRAM, str(place.parent), example, end]
    return subprocess.run(command, env=own, check=False).returncode


def left(place: Path) -> list[Path]:
    return sorted(place.glob("Jiebei*"))


@pytest.mark.parametrize("example", ["", "employee"])
def test_a_program_that_ends_leaves_nothing(place, example):
    assert run(place, example, "close") == 0
    assert left(place) == []


def test_what_a_killed_program_left_goes_at_the_next_start(place, monkeypatch):
    assert run(place, "employee", "kill") == 9
    folder, lock = left(place)
    assert (folder / "employee.jiebei").is_file()
    assert lock.name == f"{folder.name}.lock"
    monkeypatch.setattr(scratch, "gettempdir", lambda: str(place))
    living = scratch.Scratch()
    mine = living.folder()
    assert run(place, "", "close") == 0
    assert left(place) == [mine, mine.with_name(f"{mine.name}.lock")]
    del living
    assert left(place) == []


def test_nothing_is_made_before_an_example_is_opened(place, monkeypatch):
    monkeypatch.setattr(scratch, "gettempdir", lambda: str(place))
    empty = scratch.Scratch()
    assert not empty.holds(place / "a.jiebei")
    assert left(place) == []
    assert empty.folder() == empty.folder()
    assert empty.holds(empty.folder() / "a.jiebei")
