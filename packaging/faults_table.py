"""The table of packaging/faults.py, on the screen and in docs/reliability.md."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- table: python3 dev.py faults --write -->", "<!-- end of table -->"


class Line(Struct, frozen=True, kw_only=True):
    """One line of the table."""

    what: str
    times: int
    outcomes: Mapping[str, int]
    """What happened → how often."""
    faults: tuple[str, ...] = ()
    """Everything that should not have happened."""

    def row(self) -> str:
        """Return the line in Markdown."""
        told = ", ".join(f"{count} × {name}" for name, count in sorted(self.outcomes.items()))
        return f"| {self.what} | {self.times} | {told} | {len(self.faults)} |"


def table(lines: Iterable[Line], on: date) -> str:
    """Return the whole table in Markdown, with what it was made on."""
    rows = list(lines)
    kills = sum(line.times for line in rows if line.what.startswith("killed"))
    head = f"Made for the day {on.isoformat()} on {platform.system()} {platform.machine()}, "
    head += f"Python {platform.python_version()}; {kills} kills."
    names = "| what was done to it | times | what came of it | losses |"
    return "\n".join([head, "", names, "|---|---|---|---|", *(line.row() for line in rows)])


def write_page(lines: Iterable[Line], on: date) -> None:
    """Put the table between its marks in docs/reliability.md."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    made = f"{before}{BEGIN}\n\n{table(lines, on)}\n\n{END}{after}"
    PAGE.write_text(made, encoding="utf-8")
