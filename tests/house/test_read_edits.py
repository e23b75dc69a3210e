"""A text that is read as a value stands in a `ReadEdit`: no page reads a plain line by itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "jiebei_desktop" / "ui"
READERS = frozenset({
    "Decimal", "amount_of", "annual", "born_from", "float", "int", "parse_yuan", "percent_of",
    "typed_day",
})  # fmt: skip
"""What makes a number or a day of a text."""


def bypassed(source: str) -> list[int]:
    """Return the lines on which the text of another widget than ``self`` is read."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in READERS
        and any(_is_text_of_another(argument) for argument in node.args)
    ]


def _is_text_of_another(node: ast.expr) -> bool:
    return any(
        isinstance(each, ast.Call)
        and isinstance(each.func, ast.Attribute)
        and each.func.attr in {"text", "currentText"}
        and not (isinstance(each.func.value, ast.Name) and each.func.value.id == "self")
        for each in ast.walk(node)
    )


def test_no_page_reads_a_number_or_a_day_from_a_plain_line():
    found = {
        path.relative_to(UI).as_posix(): lines
        for path in UI.rglob("*.py")
        if (lines := bypassed(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("percent_of(self.rate.text())", [1]),
        ("rules.annual(self.one.edit.text().strip())", [1]),
        ("percent_of(self.text())", []),
        ("note_of(self.rate.text())", []),
    ],
)
def test_the_check_tells_a_plain_line_from_a_field_that_reads_itself(source, lines):
    assert bypassed(source) == lines
