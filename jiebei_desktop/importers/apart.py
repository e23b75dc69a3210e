"""Papers of strangers are taken apart in a process of their own, with little memory and time.

PDF and workbook readers are large libraries that a crafted file can make grow, hang or crash. They
run in a child that holds nothing: no ledger, no window. It is stopped when it takes too long, when
it asks for too much memory, and at once when the user cancels.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from jiebei_desktop.importers.amounts import Cell
from jiebei_desktop.importers.pdf_pages import Glyph, PdfPage, picture, read_pages
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.workbook import Sheet, read_sheets

FLAG = "--take-apart"
"""First argument of a frozen program that is to be the child."""
SECONDS = 120.0
MEMORY = 1536 * 1024 * 1024
_LOOK = 0.05
"""Seconds between two questions whether to go on."""
_BATCH = 500
"""Rows in one line of the answer: small enough never to hold up the window."""

Tick = Callable[[], None]
"""Called several times a second while the child works; what it raises stops the child."""


def pages_of(data: bytes, password: str | None = None, tick: Tick | None = None) -> list[PdfPage]:
    """Return the pages of a PDF.

    Raises:
        StatementRefused: as ``pdf_pages.read_pages``, and ``too_hard``.
    """
    lines = _asked({"task": "pages", "password": password}, data, tick)
    return [
        PdfPage(one["width"], one["height"], [Glyph(*g) for g in one["glyphs"]]) for one in lines
    ]


def picture_of(
    data: bytes, password: str | None, number: int, scale: float
) -> tuple[int, int, bytes]:
    """Return a page of a PDF as width, height and BGRA bytes.

    Raises:
        StatementRefused: as ``pages_of``.
    """
    asked = {"task": "picture", "password": password, "page": number, "scale": scale}
    (one,) = _asked(asked, data, None)
    return one["width"], one["height"], base64.b64decode(one["dots"])


def sheets_of(data: bytes, tick: Tick | None = None) -> list[Sheet]:
    """Return the sheets of a workbook.

    Raises:
        StatementRefused: as ``workbook.read_sheets``, and ``too_hard``.
    """
    found: list[Sheet] = []
    for one in _asked({"task": "sheets"}, data, tick):
        if "name" in one:
            found.append(Sheet(one["name"], []))
        else:
            found[-1].rows.extend([_cell(cell) for cell in row] for row in one["rows"])
    return found


# ---------------------------------------------------------------- the parent's side
def _command() -> list[str]:
    """Return what starts the child: this Python, or the frozen command beside this program."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", __name__]
    own = Path(sys.executable)
    beside = own.with_name(f"jiebei{own.suffix}")
    return [str(beside if beside.exists() else own), FLAG]


def _asked(asked: Mapping[str, Any], data: bytes, tick: Tick | None) -> list[dict[str, Any]]:
    """Hand ``data`` to a child and return the lines of its answer."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}
    child = subprocess.Popen(
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    lines: list[dict[str, Any]] = []
    writer = Thread(target=_write, args=(child, asked, data), daemon=True)
    reader = Thread(target=_read, args=(child, lines), daemon=True)
    try:
        writer.start()
        reader.start()
        _wait(reader, tick)
    finally:
        child.kill()
        child.wait()
        writer.join()
        reader.join()
    return _answer(lines)


def _write(child: subprocess.Popen[bytes], asked: Mapping[str, Any], data: bytes) -> None:
    with contextlib.suppress(OSError), child.stdin as stream:  # type: ignore[union-attr]
        stream.write(json.dumps(asked).encode() + b"\n" + data)


def _read(child: subprocess.Popen[bytes], lines: list[dict[str, Any]]) -> None:
    with contextlib.suppress(OSError, ValueError), child.stdout as stream:  # type: ignore[union-attr]
        lines.extend(json.loads(line) for line in stream)


def _wait(reader: Thread, tick: Tick | None) -> None:
    """Wait for the answer's end, or until the time is up."""
    waited = 0.0
    while reader.is_alive() and waited < SECONDS:
        reader.join(_LOOK)
        waited += _LOOK
        if tick is not None:
            tick()


def _answer(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the lines of a whole answer; one without an end came from a child that died."""
    if not lines or "end" not in lines[-1]:
        raise StatementRefused(code="too_hard")
    refused = lines[-1].get("refused")
    if refused is not None:
        facts = {
            name: tuple(fact) if isinstance(fact, list) else fact
            for name, fact in lines[-1]["facts"].items()
        }
        raise StatementRefused(refused, facts)
    return lines[:-1]


# ---------------------------------------------------------------- the child's side
def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Do what the first line of ``source`` asks with the bytes after it; answer in JSON lines."""
    asked = json.loads(source.readline())
    data = source.read()
    end: dict[str, Any] = {"end": True}
    try:
        for line in _TASKS[asked["task"]](data, asked):
            _say(sink, line)
    except StatementRefused as refused:
        end |= {"refused": refused.code, "facts": refused.facts}
    _say(sink, end)
    sink.flush()


def _say(sink: BinaryIO, line: Mapping[str, Any]) -> None:
    sink.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def _pages(data: bytes, asked: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for page in read_pages(data, asked["password"]):
        yield page._asdict()


def _picture(data: bytes, asked: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    width, height, dots = picture(data, asked["password"], asked["page"], asked["scale"])
    yield {"width": width, "height": height, "dots": base64.b64encode(dots).decode()}


def _sheets(data: bytes, _asked: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for sheet in read_sheets(data):
        yield {"name": sheet.name}
        for start in range(0, len(sheet.rows), _BATCH):
            yield {"rows": [[_sent(c) for c in row] for row in sheet.rows[start : start + _BATCH]]}


_TASKS: Mapping[str, Callable[[bytes, Mapping[str, Any]], Iterator[dict[str, Any]]]] = {
    "pages": _pages,
    "picture": _picture,
    "sheets": _sheets,
}


def _sent(cell: Cell) -> object:
    """Return a cell as JSON has it; days and times as a pair of kind and text."""
    if isinstance(cell, datetime | date | time):
        return [type(cell).__name__, cell.isoformat()]
    if isinstance(cell, timedelta):
        return ["timedelta", cell.total_seconds()]
    return cell


_KINDS: Mapping[str, Callable[[Any], Cell]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


def _cell(sent: Any) -> Cell:
    if isinstance(sent, list):
        kind, value = sent
        return _KINDS[kind](value)
    cell: Cell = sent
    return cell


def _limit() -> None:
    """Let this process have little memory and time, where the system knows such limits."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows: time is limited by the parent
        return
    seconds = int(SECONDS)
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def main() -> int:
    """Be the child: take one paper apart."""
    _limit()
    serve(sys.stdin.buffer, sys.stdout.buffer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
