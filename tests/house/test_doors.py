"""What is public has a caller outside the tests: a feature has a door, everything else goes."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from sources import tree

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "jiebei_desktop"
SCRIPTS = [*(ROOT / "packaging").glob("*.py"), ROOT / "dev.py"]
CALLED_BY_LIBRARIES = {
    "handle_data", "handle_endtag", "handle_starttag", "invalidate", "invoke", "make_context",
    "read1",
}  # fmt: skip
"""Methods that click, the readers of HTML and text and layouts of Qt call by their names."""

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def definitions(module: ast.Module) -> Iterator[Definition]:
    """Yield the public functions, classes and methods; those a decorator registers have a door.

    Names with a capital inside are Qt's own, which calls them.
    """
    waiting: list[ast.AST] = list(module.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.ClassDef):
            waiting += node.body
        if not isinstance(node, Definition) or node.name.startswith("_"):
            continue
        own = isinstance(node, ast.ClassDef) or node.name.islower()
        if own and not any(isinstance(one, ast.Call) for one in node.decorator_list):
            yield node


def used(node: ast.AST) -> Iterator[str]:
    """Yield every name that code uses; being imported under its own name is no use."""
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            yield one.id
        elif isinstance(one, ast.Attribute):
            yield one.attr
        elif isinstance(one, ast.alias) and one.asname:
            yield one.name.rpartition(".")[2]
        elif isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield from (part for part in one.value.split(".") if part.isidentifier())


def listed(module: ast.Module) -> Counter[str]:
    """Return the names in ``__all__``: a list is no caller."""
    return Counter(
        one.value
        for node in module.body
        if isinstance(node, ast.Assign)
        and any(isinstance(name, ast.Name) and name.id == "__all__" for name in node.targets)
        for one in ast.walk(node.value)
        if isinstance(one, ast.Constant)
    )


def without_caller(modules: Iterable[ast.Module], scripts: Iterable[ast.Module]) -> list[str]:
    """Return the public names of modules that nothing uses but their own definition."""
    known = list(modules)
    uses = Counter(name for module in (*known, *scripts) for name in used(module))
    for module in known:
        uses -= listed(module)
    return sorted(
        {
            node.name
            for module in known
            for node in definitions(module)
            if uses[node.name] <= sum(name == node.name for name in used(node))
        }
    )


def test_every_public_name_has_a_caller_outside_the_tests():
    package, scripts = (
        [tree(path) for path in paths] for paths in (PACKAGE.rglob("*.py"), SCRIPTS)
    )
    assert set(without_caller(package, scripts)) == CALLED_BY_LIBRARIES


def test_a_name_without_a_caller_would_be_noticed():
    planted = ast.parse(
        '__all__ = ["listed"]\n'
        "def listed(): ...\n"
        "def recursive(): return recursive()\n"
        "def called(): ...\n"
        "@app.command()\n"
        "def registered(): ...\n"
        "class Kept:\n"
        "    def method(self): ...\n"
        "    def eventFilter(self): called()\n"
        "kept = Kept()\n"
    )
    assert without_caller([planted], []) == ["listed", "method", "recursive"]
