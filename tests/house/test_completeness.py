"""Everything that must have a counterpart has one: pages, services, warnings, preferences."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from sources import tree

from jiebei_desktop.services.keeping.preferences import Preferences

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "jiebei_desktop"
DOCS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md")))
WARNING = re.compile(r"W-[A-Z0-9]+(?:-[A-Z0-9]+)*")


def warning_ids() -> list[str]:
    """Return every warning id that stands in the source as a string of its own."""
    found = {
        node.value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and WARNING.fullmatch(node.value)
    }
    return sorted(found)


def pages() -> list[str]:
    """Return the pages: modules of the folder, and packages where a page is larger."""
    folder = PACKAGE / "ui" / "pages"
    found = [path.parent if path.name == "__init__.py" else path for path in folder.rglob("*.py")]
    return sorted({path.stem for path in found if path.parent == folder} - {"registry"})


def has_test(name: str) -> bool:
    return any((ROOT / "tests" / "ui").rglob(f"test_{name}*.py"))


@pytest.mark.parametrize("code", warning_ids())
def test_every_warning_is_described_in_the_docs(code):
    assert code in DOCS


@pytest.mark.parametrize("name", Preferences.__struct_fields__)
def test_every_preference_is_described_in_the_docs(name):
    assert f"`{name}`" in DOCS


@pytest.mark.parametrize("page", pages())
def test_every_page_has_a_test_file(page):
    assert has_test(page), f"tests/ui/test_{page}.py is missing"


def test_every_script_of_the_chores_is_named_in_the_docs():
    everything = DOCS + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    scripts = [path.name for path in (ROOT / "packaging").glob("*.py")]
    assert [name for name in scripts if f"packaging/{name}" not in everything] == []


def test_every_decision_is_numbered_once_and_without_a_gap():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


def test_every_dependency_is_explained_and_its_licence_named():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    reasons = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")
    notices = (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
    names = [re.split(r"[<>=\[]", each)[0] for each in project["dependencies"]]
    for name in [*names, "keyring"]:
        assert f"`{name}`" in reasons
        assert f"| {name} " in notices
