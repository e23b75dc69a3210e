"""A table has one owner: outside storage nobody names a table, asks for raw rows or a column."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from sources import tree

from jiebei_desktop.storage.schema import TABLES

PACKAGE = Path(__file__).resolve().parents[2] / "jiebei_desktop"
RAW = frozenset({
    "rows", "insert", "insert_many", "update", "update_many", "delete", "delete_many",
    "delete_tree",
})  # fmt: skip
"""What a ledger and a unit of work offer to storage alone."""


def raw_calls(module: ast.AST) -> Iterator[int]:
    """Yield the lines that read or write rows of a table by its name."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = node.func.value
        name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
        table = node.args[0] if node.args else None
        if node.func.attr in RAW and (
            name in {"ledger", "_ledger", "work", "unit"}
            or (isinstance(table, ast.Constant) and table.value in TABLES)
        ):
            yield node.lineno


def test_only_storage_asks_for_rows_of_a_table():
    found = [
        f"{path.relative_to(PACKAGE)}:{line}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.parent != PACKAGE / "storage"
        for line in raw_calls(tree(path))
    ]
    assert found == []


def test_no_column_of_money_is_named_outside_storage():
    """``amount_fen`` is a column; a value has ``amount``. Documents keep their own keys."""
    columns = {"amount_fen", "value_fen", "principal_fen", "balance_fen", "credit_limit_fen"}
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted((PACKAGE / "services").rglob("*.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and node.slice.value in columns
    ]
    assert found == []


def test_a_raw_row_would_be_noticed():
    planted = ast.parse(
        'session.ledger.rows("debts")\n'
        'work.update(TABLE, 1, {"note": ""})\n'
        'unit_of_work.insert("cases", values)\n'
        "table.rows()\n"
    )
    assert list(raw_calls(planted)) == [1, 2, 3]
