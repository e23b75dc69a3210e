"""The documents name files that are there: a map with a wrong street is worse than none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
NAMED = re.compile(r"`([\w./-]+\.(?:py|toml|md|po|json|spec|svg|ttf))`")
ROOMS = ("", "jiebei_desktop", "jiebei_desktop/services", "docs", "packaging", "tests")
NOT_OURS = {"preferences.json"}
"""A file that the program writes on the user's machine."""


def is_there(name: str) -> bool:
    if "/" in name:
        return any((ROOT / room / name).exists() for room in ROOMS)
    folders = (ROOT / folder for folder in ("jiebei_desktop", "tests", "packaging", "docs"))
    resources = (ROOT / folder for folder in ("resources", "i18n"))
    return (ROOT / name).exists() or any(
        any(folder.rglob(name)) for folder in (*folders, *resources)
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_document_names_exists(page):
    named = set(NAMED.findall(page.read_text(encoding="utf-8"))) - NOT_OURS
    assert sorted(name for name in named if not is_there(name)) == []


def test_the_map_of_changes_names_files_in_each_of_its_rows():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = text.split("## I want to change", 1)[1].splitlines()
    rows = [row for row in rows if row.startswith("| ")][1:]
    assert len(rows) >= 15
    assert [row for row in rows if not NAMED.search(row) and "`text`" not in row] == []


def test_a_name_of_no_file_would_be_noticed():
    assert not is_there("services/nowhere.py")
    assert not is_there("nowhere.py")
