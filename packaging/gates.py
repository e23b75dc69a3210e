"""All checks and tests: what `python3 dev.py test` runs inside the environment.

With arguments it is pytest with these arguments, for the quick loop; without, every gate runs and
the exit code says whether all of them hold.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, TypeAlias

from reached import Reached, added_up

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "coverage"

CHECKS = {
    "ruff check": ("ruff", "check", "--no-cache", "."),
    "ruff format": ("ruff", "format", "--no-cache", "--check", "."),
    "mypy": ("mypy",),
    "layers": ("lint-imports",),
}
PYTEST = ("-q", "-p", "no:cacheprovider")
STEADY = ("--hypothesis-profile=steady", "--randomly-seed=20261122")
"""The same inputs and order in each run: what the gates say is a fact of the commit."""
PIECES = (
    *(("picture", 1), ("ui", 4), ("services", 1), ("report", 1), ("cli", 1), ("house", 1)),
    *(("analysis", 1), ("storage", 1)),
)
"""Folders of tests dear enough for processes of their own and in how many parts, dearest first."""
REST = "the other tests"

Job: TypeAlias = Callable[[], bool]
"""Something to do that says at its end whether it went well."""

WHOLE = 100.0
MOST = 90.0
NEARLY = 98.0
COVER_WHOLE = ("domain", "storage")
COVER_NEARLY = ("importers", "services")
"""Meant to be whole; docs/decisions/0010 says what is still missing and why it may not fall."""


class Share(NamedTuple):
    """Lines and jumps of one part of the package, and how many of them ran."""

    ran: int
    all: int

    @property
    def percent(self) -> float:
        """Percent that ran; an empty part is whole."""
        return 100.0 * self.ran / self.all if self.all else WHOLE


def tool(name: str) -> str:
    """Return a program of this environment."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    return found or name


def start(command: Iterable[str], env: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start a command whose whole output is shown when it ends."""
    return subprocess.Popen(
        tuple(command),
        cwd=ROOT,
        env=env,
        text=True,
        encoding="utf-8",
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def finish(name: str, process: subprocess.Popen[str]) -> bool:
    """Wait, show what was said when it matters, and return whether it went well."""
    output, _ = process.communicate()
    good = process.returncode == 0
    last = output.strip().splitlines()[-1:] or [""]
    said = f"== {name}: {'good' if good else 'FAILED'}  {last[0] if good else ''}"
    print(said if good else f"{said}\n{output}", flush=True)
    return good


def cores() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def work_off(jobs: Iterable[Job]) -> bool:
    """Do every job, as many at once as there are processors; True where all went well.

    They start in their order, so the dearest come first; what one said is shown when it ends.
    """
    with ThreadPoolExecutor(max_workers=cores()) as pool:
        return all(list(pool.map(lambda job: job(), jobs)))


def job(name: str, *command: str, **env: str) -> Job:
    """Return a command as a job, with more in its environment."""
    return lambda: finish(name, start(command, {**os.environ, **env}))


def checks() -> list[Job]:
    """Return the checks that only read the source."""
    return [job(name, tool(command), *rest) for name, (command, *rest) in CHECKS.items()]


class Piece(NamedTuple):
    """Test files, or folders of them, that one process works off."""

    name: str
    paths: list[str]


def pieces() -> list[Piece]:
    """Return every test file once, in pieces that one process each works off, small ones last."""
    tests = ROOT / "tests"
    own = {folder for folder, _ in PIECES}
    others = (each for each in tests.iterdir() if each.is_dir() and each.name not in own)
    rest = [f"tests/{each.name}" for each in sorted(others) if any(each.rglob("test_*.py"))]
    found = [Piece(REST, rest)]
    for folder, parts in PIECES:
        files = sorted((tests / folder).rglob("test_*.py"), key=lambda file: file.stat().st_size)
        names = [file.relative_to(ROOT).as_posix() for file in files]
        for part in range(parts):
            name = f"tests/{folder}" + (f" {part + 1} of {parts}" if parts > 1 else "")
            found.append(Piece(name, names[part::parts]))
    return [piece for piece in found if piece.paths]


def tests() -> list[Job]:
    """Return all tests as jobs; each keeps what it reached of the program."""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    reached = str(ROOT / "packaging" / "reached.py")
    return [
        job(
            piece.name,
            *(sys.executable, reached, str(BUILD / f"{number}.marks")),
            *(*PYTEST, *STEADY, *piece.paths),
        )
        for number, piece in enumerate(pieces())
    ]


def covered() -> bool:
    """Compare what the tests reached with the floor of each layer."""
    files = added_up(BUILD.glob("*.marks"))
    plain = {name: file._asdict() for name, file in files.items()}
    (BUILD / "report.json").write_text(json.dumps(plain, indent=1), encoding="utf-8")
    shares = by_layer(files)
    low = {layer for layer, share in shares.items() if share.percent < floor(layer)}
    for layer, share in sorted(shares.items()):
        word = "BELOW" if layer in low else "reaches"
        print(f"== coverage of {layer}: {share.percent:.2f} % {word} {floor(layer):.0f} %")
    for name, file in files.items():
        if layer_of(name) in low and (file.missing_lines or file.missing_ways):
            print(f"   {name}: lines {file.missing_lines} jumps {file.missing_ways}")
    return not low


def layer_of(name: str) -> str:
    """Return the layer a file belongs to; the few modules at the top count as one."""
    parts = Path(name).parts
    return parts[1] if len(parts) > 2 else "top"  # noqa: PLR2004 - package, layer, module


def floor(layer: str) -> float:
    """Return the percentage a layer must reach."""
    if layer in COVER_WHOLE:
        return WHOLE
    return NEARLY if layer in COVER_NEARLY else MOST


def by_layer(files: Mapping[str, Reached]) -> dict[str, Share]:
    """Add up lines and jumps per layer."""
    shares: dict[str, Share] = {}
    for name, file in files.items():
        before, total = shares.get(layer_of(name), Share(0, 0)), file.lines + file.ways
        ran = total - len(file.missing_lines) - len(file.missing_ways)
        shares[layer_of(name)] = Share(before.ran + ran, before.all + total)
    return shares


def journey_on_a_screen() -> bool:
    """Run one journey on a real X server, where there is one to start."""
    journeys = sorted((ROOT / "tests" / "journeys").glob("test_*.py"))
    if not journeys or not shutil.which("xvfb-run"):
        print("== journey on a screen: left out (no xvfb-run, or no journey here)", flush=True)
        return True
    screen = ("xvfb-run", "-a", "-s", "-screen 0 1280x900x24")
    pytest = (sys.executable, "-m", "pytest", *PYTEST, *STEADY, str(journeys[0]))
    x11 = {"QT_QPA_PLATFORM": "xcb", "XDG_SESSION_TYPE": "x11"}
    return job("journey on a screen", *screen, *pytest, **x11)()


def mutants() -> bool:
    """Break a few places of the program, the same in every run, and see that tests notice."""
    if not hasattr(os, "fork"):
        print("== mutants: left out (no fork here)", flush=True)
        return True
    command = (sys.executable, str(ROOT / "packaging" / "mutate.py"), "--gate", "--workers", "1")
    return job("mutants", *command, PYTHONPATH=str(ROOT))()


def frozen_program() -> bool:
    """Freeze the program and let it examine itself, where that is quick: on Linux.

    The workflows do the same on Windows and macOS. ``JIEBEI_NO_FREEZE`` leaves it out.
    """
    if sys.platform != "linux" or os.environ.get("JIEBEI_NO_FREEZE"):
        print("== frozen program: left out here", flush=True)
        return True
    good = True
    for name, script in (("freezing", "app.py"), ("frozen program", "smoke.py")):
        command = (sys.executable, str(ROOT / "packaging" / script))
        good = good and job(name, *command, PYTHONPATH=str(ROOT))()
    return good


def pytest_only(arguments: list[str]) -> int:
    """Run pytest as asked, with its own output."""
    command = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments)
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main(arguments: list[str]) -> int:
    """Run the gates and return the exit code."""
    if arguments and arguments != ["--lint"]:
        return pytest_only(arguments)
    started = time.monotonic()
    lint = bool(arguments)
    more = [] if lint else [frozen_program, *tests(), mutants, journey_on_a_screen]
    good = work_off([*checks(), *more])
    good = (lint or covered()) and good
    spent = time.monotonic() - started
    print(f"== {'all good' if good else 'NOT good'} after {spent:.0f} s", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
