"""One name, one thing; and what is packed into a tuple is still so many things."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sources import tree

PACKAGE = Path(__file__).resolve().parents[2] / "jiebei_desktop"
MOST = 6
"""Parameters of a function (a command's options are its own: they are what a person types)."""


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, tree(path)


def parts(annotation: ast.expr | None) -> int:
    """Return how many things an annotation packs: the parts of an anonymous tuple, else one."""
    if isinstance(annotation, ast.BinOp):
        return max(parts(annotation.left), parts(annotation.right))
    if not isinstance(annotation, ast.Subscript) or getattr(annotation.value, "id", "") != "tuple":
        return 1
    inner = annotation.slice
    each = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    if any(isinstance(one, ast.Constant) and one.value is Ellipsis for one in each):
        return 1
    return sum(parts(one) for one in each)


def parameters(function: ast.FunctionDef) -> int:
    """Return how many things a function is given, those in anonymous tuples counted each."""
    told = function.args
    names = [*told.posonlyargs, *told.args, *told.kwonlyargs]
    return sum(parts(one.annotation) for one in names if one.arg not in {"self", "cls"})


def test_no_function_is_given_more_than_six_things():
    many = {
        f"{path.relative_to(PACKAGE)} {node.name}": parameters(node)
        for path, module in modules()
        if "cli" not in path.parts
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef) and parameters(node) > MOST
    }
    assert many == {}


def test_a_name_of_a_class_means_one_thing():
    found = defaultdict(list)
    for path, module in modules():
        for node in module.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(str(path.relative_to(PACKAGE)))
    several = {name: places for name, places in found.items() if len(places) > 1}
    assert several == {}


def test_packed_arguments_would_be_noticed():
    source = (
        "def f(self, a: int, b: tuple[int, tuple[str, str]] | None, *, c: tuple[int, ...]): ..."
    )
    (planted,) = ast.parse(source).body
    assert parameters(planted) == 1 + 3 + 1
