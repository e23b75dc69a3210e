"""The lock: exact, hashed, complete, and without the name of any host."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[^\s;]+)", re.MULTILINE)


def pins() -> dict[str, list[tuple[int, ...]]]:
    found: dict[str, list[tuple[int, ...]]] = {}
    for match in PIN.finditer(LOCK):
        numbers = tuple(int(part) for part in re.findall(r"\d+", match["version"])[:3])
        found.setdefault(match["name"], []).append(numbers)
    return found


def wanted() -> list[str]:
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    extras = [each for extra in project["optional-dependencies"].values() for each in extra]
    grouped = [each for group in groups.values() for each in group if isinstance(each, str)]
    return [*project["dependencies"], *extras, *grouped]


def test_the_lock_names_no_host_and_no_address():
    assert "://" not in LOCK
    assert "--index" not in LOCK
    assert "--find-links" not in LOCK
    assert not re.search(r"\b\d{1,3}(\.\d{1,3}){3}\b", re.sub(r"==\S+", "", LOCK))


def test_every_pin_is_exact_and_carries_hashes():
    blocks = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
    assert len(blocks) > 30
    for block in blocks:
        assert PIN.match(block), block[:80]
        assert "--hash=sha256:" in block, block[:80]


def test_no_line_is_anything_but_a_pin_or_a_hash():
    for line in LOCK.splitlines():
        assert PIN.match(line) or re.fullmatch(r" {4}--hash=sha256:[0-9a-f]{64}( \\)?", line), line


@pytest.mark.parametrize("requirement", wanted())
def test_every_dependency_is_locked_within_its_bounds(requirement):
    match = re.match(r"(?P<name>[A-Za-z0-9.-]+)(?:\[[^\]]*\])?(?P<bounds>.*)", requirement)
    assert match is not None
    versions = pins()[match["name"].lower().replace("_", "-")]
    for operator, bound in re.findall(r"(>=|==|<)\s*([\d.]+)", match["bounds"]):
        edge = tuple(map(int, bound.split(".")))
        for version in versions:
            cut = version[: len(edge)]
            assert {">=": cut >= edge, "==": cut == edge, "<": cut < edge}[operator], requirement


def test_qt_stays_at_the_version_that_keeps_its_references():
    assert pins()["pyside6-essentials"] == pins()["shiboken6"] == [(6, 9, 3)]
