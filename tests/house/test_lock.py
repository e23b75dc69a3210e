"""The lock: exact, hashed, complete, and without the name of any host."""

from __future__ import annotations

import hashlib
import json
import plistlib
import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.specifiers import SpecifierSet
from scripts import printed

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(
    r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[^\s;]+) ?(?:; (?P<marker>[^\\]+))?", re.MULTILINE
)
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def holds(marker: str | None, python: str) -> bool:
    """Whether a marker takes what it stands at, on this system under one Python."""
    where = {"python_version": python, "python_full_version": f"{python}.0"}
    return not marker or Marker(marker.strip()).evaluate(where)


def pins(python: str) -> dict[str, str]:
    """What the lock installs here under a Python: the version by its name."""
    return {
        match["name"]: match["version"]
        for match in PIN.finditer(LOCK)
        if holds(match["marker"], python)
    }


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
    named, _, marker = requirement.partition(";")
    match = re.match(r"(?P<name>[A-Za-z0-9.-]+)(?:\[[^\]]*\])?(?P<bounds>.*)", named)
    assert match is not None
    pythons = [python for python in PYTHONS if holds(marker, python)]
    assert pythons or "sys_platform" in marker
    for python in pythons:
        version = pins(python)[match["name"].lower().replace("_", "-")]
        assert SpecifierSet(match["bounds"].strip()).contains(version), (requirement, python)


def test_qt_stays_at_the_versions_that_keep_their_references():
    """Two versions must not meet, and what is frozen keeps the bindings it was tried with."""
    for python in PYTHONS:
        version = "6.11.3" if python == "3.14" else "6.9.3"
        assert pins(python)["pyside6-essentials"] == pins(python)["shiboken6"] == version


def test_one_set_of_pythons_is_promised_everywhere():
    dev = (ROOT / "dev.py").read_text(encoding="utf-8")
    assert PROJECT["project"]["requires-python"] == ">=3.11,<3.15"
    assert "OLDEST, TOO_NEW = (3, 11), (3, 15)" in dev
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "Python 3.11 至 3.14" in readme
    assert "Python 3.11 to 3.14" in readme
    check = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    listed = ", ".join(f'"{each}"' for each in PYTHONS)
    assert f"python: [{listed}]" in check


@pytest.mark.parametrize("python", PYTHONS)
def test_every_pin_admits_every_python_that_is_promised(python):
    """Each locked version that is installed here, where its marker takes it on that Python."""
    looked, refused = 0, []
    for name, version in pins(python).items():
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        if found.version == version:
            looked += 1
            wanted = found.metadata.get("Requires-Python") or ""
            if not SpecifierSet(wanted).contains(f"{python}.0", prereleases=True):
                refused.append((name, wanted))
    assert looked > 30
    assert refused == []


WHEELS = json.loads((ROOT / "packaging" / "wheels.json").read_text(encoding="utf-8"))
"""What pip would take on a Mac, written by `dev.py lock`."""
MACS = ("arm64", "x86_64")


def as_numbers(version):
    return tuple(map(int, version.split(".")))


def test_the_table_of_wheels_is_that_of_this_lock_for_every_promised_mac():
    assert WHEELS["lock"] == hashlib.sha256((ROOT / "requirements.lock").read_bytes()).hexdigest()
    with (ROOT / "packaging" / "mac" / "Info.plist").open("rb") as stream:
        oldest = plistlib.load(stream)["LSMinimumSystemVersion"]
    wanted = {f"{python} on macOS {oldest} {machine}" for python in PYTHONS for machine in MACS}
    assert set(WHEELS["floors"]) == wanted | {f"3.11 on macOS 15.0 {machine}" for machine in MACS}


def test_what_is_frozen_runs_on_the_oldest_macos_that_is_promised_and_no_older_one():
    """The bundle cannot promise less than its neediest library, and need not promise more."""
    shipped = printed("import licences; print(*licences.needed())").split()
    with (ROOT / "packaging" / "mac" / "Info.plist").open("rb") as stream:
        oldest = plistlib.load(stream)["LSMinimumSystemVersion"]
    for machine in MACS:
        floors = WHEELS["floors"][f"3.11 on macOS 15.0 {machine}"]
        found = {name: floors[name] for name in shipped if name in floors}
        assert {"numpy", "pyside6-essentials", "sqlcipher3", "typst"} <= set(found)
        assert max(map(as_numbers, found.values())) == as_numbers(oldest), found
