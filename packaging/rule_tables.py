"""The tables of warnings, house rules and rule rows in docs/rules.md, written from the data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jiebei_desktop.domain.rules import RuleBook, RuleRow, Threshold

_ROOT = Path(__file__).resolve().parent.parent
PAGE = _ROOT / "docs" / "rules.md"
HOUSE = _ROOT / "resources" / "rules" / "thresholds.toml"
_NONE = "—"


def written(page: str, rules: RuleBook) -> str:
    """Return the page with the lines of its tables as the rule data are."""
    kinds = tomllib.loads(HOUSE.read_text(encoding="utf-8"))["warning"]
    page = _filled(page, "## Warnings\n", map(_warning, kinds))
    page = _filled(page, "## House rules\n", map(_house_rule, rules.thresholds.values()))
    return _filled(page, "## Rows\n", map(_row, rules.rows.values()))


def _filled(page: str, heading: str, lines: Iterable[str]) -> str:
    """Put lines below the head of the first table after a heading."""
    before, after = page.split(heading)
    head, _lines, rest = re.split(r"(?<=\|\n)((?:\| [`W].*\n)+)", after, maxsplit=1)
    return f"{before}{heading}{head}{''.join(lines)}{rest}"


def _warning(raw: dict[str, Any]) -> str:
    told = (raw["id"], raw["speaks"], raw["severity"], raw.get("rule", _NONE))
    return f"| {' | '.join(told)} |\n"


def _house_rule(one: Threshold) -> str:
    return f"| `{one.id}` | {one.amber} | {one.red} | {one.unit} | {one.basis} |\n"


def _row(one: RuleRow) -> str:
    start, end = one.start or _NONE, one.end or _NONE
    told = (f"`{one.id}`", one.title, one.value or _NONE, start, end, one.grade, one.source)
    return f"| {' | '.join(map(str, told))} |\n"
