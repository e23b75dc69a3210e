"""Heads show; they never reckon: window, command, charts and papers call no reckoning themselves.

They may name the values (an amount owed, a schedule's row) in order to show them. A function that
makes such a value is for services to call, so that a figure has one owner.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from pathlib import Path

from sources import tree

ROOT = Path(__file__).resolve().parents[2]
HEADS = ("ui", "cli", "report", "charts", "text")
RECKONING = (
    "jiebei_desktop.analysis",
    *(
        f"jiebei_desktop.domain.{name}"
        for name in (
            "affordability",
            "fair_shares",
            "irr",
            "offer_check",
            "planning",
            "rollover",
            "standing",
            "strategies",
            "true_rate",
            "warnings",
        )
    ),
)

VALUES = ("jiebei_desktop.analysis.afford_value",)
"""A module of values, with the one way to read odds off a curve that is there already."""


def reckonings(path: Path) -> set[str]:
    """Return the functions and modules of the reckoning that a file imports."""
    found = set()
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        module = importlib.import_module(node.module) if _is_ours(node.module) else None
        for name in node.names:
            full = f"{node.module}.{name.name}"
            if not full.startswith(RECKONING) or full.startswith(VALUES):
                continue
            value = getattr(module, name.name, None)
            if value is None or inspect.isfunction(value) or inspect.ismodule(value):
                found.add(full)
    return found


def _is_ours(module: str) -> bool:
    return module.startswith("jiebei_desktop.")


def test_no_head_calls_a_reckoning():
    every = {
        str(path.relative_to(ROOT / "jiebei_desktop")): reckonings(path)
        for head in HEADS
        for path in sorted((ROOT / "jiebei_desktop" / head).rglob("*.py"))
    }
    assert {path: sorted(names) for path, names in every.items() if names} == {}


def test_a_reckoning_would_be_noticed(tmp_path):
    head = tmp_path / "head.py"
    head.write_text(
        "from jiebei_desktop.domain.standing import Owed, owed\n"
        "from jiebei_desktop.analysis import ask\n"
        "from jiebei_desktop.domain.money import yuan\n",
        encoding="utf-8",
    )
    assert reckonings(head) == {
        "jiebei_desktop.domain.standing.owed",
        "jiebei_desktop.analysis.ask",
    }
