"""What is public has a caller outside the tests: a feature has a door, everything else goes."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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

FOR_TESTS = {"jiebei_desktop.services.papers.statement.build"}
"""Statements of values that stand in no ledger: so many tests start from one."""

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


def module_of(path: Path) -> str:
    """Return the name under which a file is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


Name = tuple[str, str]
"""A module and what it calls a thing."""


def imported(modules: Mapping[str, ast.Module]) -> dict[Name, Name]:
    """Return what modules have from others, by their own names for it."""
    return {
        (name, each.asname or each.name): (one.module or "", each.name)
        for name, module in modules.items()
        for one in ast.walk(module)
        if isinstance(one, ast.ImportFrom)
        for each in one.names
    }


def reached(modules: Mapping[str, ast.Module]) -> Iterator[Name]:
    """Yield what code uses, by the module where it is defined."""
    known = imported(modules)

    def origin(module: str, name: str) -> Name:
        here, passed = (module, name), set[Name]()
        while here in known and here not in passed:
            passed.add(here)
            here = known[here]
        return here

    for name, module in modules.items():
        for one in ast.walk(module):
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load):
                yield origin(name, one.id)
            elif isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
                yield origin(".".join(origin(name, one.value.id)), one.attr)
            elif isinstance(one, ast.Constant) and str(one.value)[:1].isupper():
                yield "", str(one.value)  # a page names its class


def never_reached(modules: Mapping[str, ast.Module], package: str) -> list[str]:
    """Return the public functions and classes of a package's modules that no code reaches.

    Unlike below, another thing of the same name is no caller: names are followed through imports.
    """
    used = set(reached(modules))
    return sorted(
        f"{name}.{node.name}"
        for name, module in modules.items()
        if name.partition(".")[0] == package
        for node in definitions(module)
        if node in module.body and not used & {(name, node.name), ("", node.name)}
    )


def test_every_public_name_of_a_module_is_reached_as_that_modules_name():
    paths = [*PACKAGE.rglob("*.py"), *SCRIPTS]
    found = never_reached({module_of(path): tree(path) for path in paths}, PACKAGE.name)
    assert set(found) == FOR_TESTS


def test_a_name_that_only_another_module_has_a_caller_of_would_be_noticed():
    modules = {
        "p.a": ast.parse("def build(): ...\ndef read(): ...\nclass Shown: ...\ndef last(): ..."),
        "p.b": ast.parse("def build(): ...\ndef read(): ...\nbuild()"),
        "p.face": ast.parse("from p.a import read, last"),
        "c": ast.parse("from p import face as f\nf.last()\nname = 'Shown'\nfrom p.b import read\nread()"),
    }  # fmt: skip
    assert never_reached(modules, "p") == ["p.a.build", "p.a.read"]


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
