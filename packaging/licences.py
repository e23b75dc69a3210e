"""Collect the licence texts that must lie inside the frozen app, into build/licences."""

from __future__ import annotations

import re
import shutil
import sysconfig
import tomllib
from importlib import metadata
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "packaging" / "licences"
OUT = ROOT / "build" / "licences"

TEXT = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
NAME = re.compile(r"[A-Za-z0-9._-]+")
NOT_SHIPPED = {"pip", "setuptools", "colorama", "typing-extensions", "importlib-metadata"}
KEPT_BY_HAND = {
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
}
"""Distributions whose wheels hold no text, or only that of another choice of licence."""


class LicenceMissing(Exception):  # noqa: N818 - said to whoever builds
    """A library would be shipped without its licence."""


def plain(name: str) -> str:
    """Return the normal form of a distribution's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed() -> tuple[str, ...]:
    """Return the distributions the program runs with, and what those need, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = list(project["dependencies"])
    found: set[str] = set()
    while waiting:
        wanted, _, marker = waiting.pop().partition(";")
        match = NAME.match(wanted)
        if match is None or "extra" in marker:
            continue
        name = plain(match[0])
        if name in found or name in NOT_SHIPPED:
            continue
        try:
            waiting += metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # needed on another system only
        found.add(name)
    return tuple(sorted(found))


def texts(name: str) -> dict[str, Path]:
    """Return the licence files of an installed distribution, and those kept by hand for it.

    Files by the name they get. A wheel's own folder of licences (PEP 639) is taken whole, with its
    folders: what is in there is a licence whatever it is called.
    """
    found: dict[str, Path] = {}
    for file in metadata.files(name) or []:
        first, *rest = PurePosixPath(file).parts
        if not first.endswith(".dist-info") or not rest:
            continue
        if rest[0] == "licenses" or TEXT.search(rest[-1]):
            kept = rest[1:] if rest[0] == "licenses" else rest[-1:]
            found["/".join(kept)] = Path(str(file.locate()))
    return found | {file: KEPT / file for file in KEPT_BY_HAND.get(name, ())}


def collect() -> tuple[str, ...]:
    """Write every text into build/licences and return the names of the distributions.

    Raises:
        LicenceMissing: a distribution has no text and none is kept by hand.
    """
    shutil.rmtree(OUT, ignore_errors=True)
    names = (*needed(), "pyinstaller")
    for name in names:
        found = texts(name)
        if not found:
            raise LicenceMissing(name)
        folder = OUT / f"{name}-{metadata.version(name)}"
        for place, file in found.items():
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, folder / place)
    for file in ("LICENSE", "THIRD-PARTY.md"):
        shutil.copy(ROOT / file, OUT / file)
    shutil.copy(ROOT / "resources" / "fonts" / "OFL.txt", OUT / "OFL.txt")
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if python.is_file():
        shutil.copy(python, OUT / "PYTHON.txt")
    return names
