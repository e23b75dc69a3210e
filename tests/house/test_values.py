"""Values are frozen Structs; what is changed of one with ``replace`` is a field of some."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sources import tree

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "jiebei_desktop"
STATEFUL = frozenset({
    "DraftReader", "Item", "LinearModel", "Lot", "Op", "Replay", "_Sheet", "_Way",
})  # fmt: skip
"""Structs that change while something is walked or made; they never stand for what is known."""


@cache
def trees() -> dict[str, ast.Module]:
    """Return every module of the package by its path."""
    return {path.relative_to(ROOT).as_posix(): tree(path) for path in sorted(PACKAGE.rglob("*.py"))}


def structs(tree: ast.Module, known: frozenset[str]) -> Iterator[ast.ClassDef]:
    """Yield the classes made on Struct, or on one of those known to be."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and known & {
            getattr(base, "id", "") for base in node.bases
        }:
            yield node


@cache
def all_structs() -> dict[str, ast.ClassDef]:
    """Return every Struct of the package by name, those made on another Struct, too."""
    known, found = frozenset({"Struct"}), dict[str, ast.ClassDef]()
    while not found or not found.keys() <= known:
        known |= found.keys()
        found = {one.name: one for tree in trees().values() for one in structs(tree, known)}
    return found


def fields_of(node: ast.ClassDef) -> set[str]:
    return {
        each.target.id
        for each in node.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    }


def replaced(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and name of whatever ``replace(value, name=…)`` changes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "replace":
            yield from ((node.lineno, each.arg) for each in node.keywords if each.arg)


def test_what_is_replaced_is_a_field_of_some_value():
    """``replace`` takes any name, so a type checker passes what a run would refuse."""
    names = set[str]().union(*(fields_of(one) for one in all_structs().values()))
    wrong = [
        f"{path}:{line} {name}"
        for path, tree in trees().items()
        for line, name in replaced(tree)
        if name not in names
    ]
    assert len(all_structs()) > 400
    assert not wrong


def test_every_value_is_frozen():
    loose = {
        name
        for name, one in all_structs().items()
        if not any(each.arg == "frozen" for each in one.keywords)
    }
    assert loose == STATEFUL


def test_the_check_sees_a_wrong_name():
    tree = ast.parse("replace(debt, nmae=1)")
    assert list(replaced(tree)) == [(1, "nmae")]
