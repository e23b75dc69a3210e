"""The tables of rule rows and house rules in docs/rules.md, written from the rule data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from jiebei_desktop.domain.rules import RuleBook, RuleRow, Threshold

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
_NONE = "—"


def written(page: str, rules: RuleBook) -> str:
    """Return the page with the lines of both tables as the rule data are."""
    page = _filled(page, "## House rules\n", map(_house_rule, rules.thresholds.values()))
    return _filled(page, "## Rows\n", map(_row, rules.rows.values()))


def _filled(page: str, heading: str, lines: Iterable[str]) -> str:
    """Put lines below the head of the first table after a heading."""
    before, after = page.split(heading)
    head, _lines, rest = re.split(r"(?<=\|\n)((?:\| `.*\n)+)", after, maxsplit=1)
    return f"{before}{heading}{head}{''.join(lines)}{rest}"


def _house_rule(one: Threshold) -> str:
    return f"| `{one.id}` | {one.amber} | {one.red} | {one.unit} | {one.basis} |\n"


def _row(one: RuleRow) -> str:
    start, end = one.start or _NONE, one.end or _NONE
    told = (f"`{one.id}`", one.title, one.value or _NONE, start, end, one.grade, one.source)
    return f"| {' | '.join(map(str, told))} |\n"
