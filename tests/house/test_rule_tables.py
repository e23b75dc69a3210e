"""The tables of docs/rules.md are the rule data: eight sources had come to be worded otherwise."""

from __future__ import annotations

import importlib.util
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from jiebei_desktop.services.reference import rulebook

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("rule_tables", ROOT / "packaging" / "rule_tables.py")
rule_tables = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(rule_tables)
RULES = rulebook.load()


def test_the_page_says_what_the_rule_data_say():
    page = rule_tables.PAGE.read_text(encoding="utf-8")
    assert rule_tables.written(page, RULES) == page, "python3 dev.py schemas"


def test_a_new_line_of_law_and_another_threshold_stand_in_their_own_tables():
    page = rule_tables.PAGE.read_text(encoding="utf-8")
    row = replace(next(iter(RULES.rows.values())), id="new_row", value="", end=None)
    line = replace(RULES.thresholds["spiral"], amber=Decimal("1.3"))
    rules = replace(
        RULES,
        rows={**RULES.rows, row.id: row},
        thresholds={**RULES.thresholds, line.id: line},
    )
    now = rule_tables.written(page, rules).splitlines()
    added = [one for one in now if one not in page.splitlines()]
    assert [one.split(" | ")[0] for one in added] == ["| `spiral`", "| `new_row`"]
    assert added[0].startswith("| `spiral` | 1.3 | 1.0 |")
    assert added[1].split(" | ")[2:5] == ["—", str(row.start), "—"]
    assert len(now) == len(page.splitlines()) + 1


def test_the_warnings_of_the_page_stand_in_the_order_in_which_they_are_told():
    page = rule_tables.PAGE.read_text(encoding="utf-8")
    told = [line.split(" | ")[0] for line in page.splitlines() if line.startswith("| W-")]
    assert told == [f"| {name}" for name in RULES.warnings]
