"""What the tests reach of the program: runs pytest with marks in it, and adds such runs up.

``reached.py FILE ARGUMENTS…`` is pytest with these arguments; the marks that were set
(`packaging/blocks.py`) are kept in FILE.
"""

from __future__ import annotations

import marshal
import runpy
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from blocks import Blocks, compiled

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "jiebei_desktop"


class Reached(NamedTuple):
    """How many lines and ways of one file there are, and which did not run."""

    lines: int
    ways: int
    missing_lines: list[int]
    missing_ways: list[str]
    """As ``12->14``, or ``12->past`` where a condition does not hold or a loop is through."""


def added_up(files: Iterable[Path]) -> dict[str, Reached]:
    """Return what several runs reached together of every module, by its name below the project."""
    marks: dict[str, set[int]] = {}
    for file in files:
        for name, numbers in marshal.loads(file.read_bytes()).items():  # noqa: S302 - our own
            marks.setdefault(name, set()).update(numbers)
    return {
        path.relative_to(ROOT).as_posix(): of_module(path, marks.get(str(path), set()))
        for path in sorted((ROOT / PACKAGE).rglob("*.py"))
    }


def of_module(path: Path, numbers: set[int]) -> Reached:
    """Return what ran of one module, by the marks that were set."""
    _, marks, ways = compiled(path)
    lines = {line for mark in marks for line in mark.ran}
    ran = {line for number in numbers for line in marks[number].ran}
    missing = [way.name for way in ways if not way.shown_by & numbers]
    return Reached(len(lines), len(ways), sorted(lines - ran), missing)


def main(file: str, *arguments: str) -> None:
    """Run pytest and keep which marks were set."""
    sys.path[0], sys.argv = str(ROOT), ["pytest", *arguments]
    blocks = Blocks(PACKAGE)
    blocks.watch()
    try:
        runpy.run_module("pytest", run_name="__main__", alter_sys=True)
    finally:
        Path(file).write_bytes(marshal.dumps(blocks.numbers()))


if __name__ == "__main__":
    main(*sys.argv[1:])
