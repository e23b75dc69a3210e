"""Break writes on purpose: ``python3 dev.py faults [KILLS] [--small] [--write]``.

A child process works on a ledger, step after step that is known beforehand; it is killed at a
random moment; then the ledger must open, be sound, and hold exactly the steps that were reported
as done, or one more. After that come full disks, vanished folders and damaged files
(packaging/faults_world.py), and two faults at once (packaging/faults_pairs.py). ``--small`` does a
few of each, as every change is checked; ``--write`` puts the table into docs/reliability.md.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import faults_pairs
import faults_steps
import faults_world
from faults_steps import KINDS, Kind
from faults_table import Line, write_page
from msgspec import Struct, field

from jiebei_desktop.domain.problems import Trouble
from jiebei_desktop.services.files import demo
from jiebei_desktop.storage import backups
from jiebei_desktop.storage.ledger import Ledger

KILLS = 200
PAIRS = 3
"""How often each pair of faults is tried around each kind of write."""
FEW = 2
"""How often each other fault is tried in the small run of every change."""
SEED = 20261122
DAY = date(2026, 11, 22)
MARGIN = 1.2
"""A kill comes within this many times the usual duration of a step after it began."""


class Tally(Struct, kw_only=True):
    """What became of the ledgers of one kind."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class Reference(Struct, frozen=True, kw_only=True):
    """An undisturbed run: what the ledger holds after each step, and how long steps take."""

    states: tuple[str, ...]
    seconds: tuple[float, ...]


def reference(kind: Kind, start: Path, folder: Path) -> Reference:
    """Run all steps of a kind once, undisturbed."""
    path = folder / f"{kind.name}-reference" / "reference.jiebei"
    path.parent.mkdir()
    shutil.copy(start, path)
    stage = kind.stage(path)
    states, seconds = [faults_steps.state(stage.session)], []
    for step in kind.steps(stage):
        began = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - began)
        states.append(faults_steps.state(stage.session))
    stage.session.close()
    return Reference(states=tuple(states), seconds=tuple(seconds))


def work_until_killed(kind: Kind, path: Path, report: int) -> NoReturn:
    """In the child: do every step, saying before and after each that it is so."""
    code = 1
    try:
        stage = kind.stage(path)
        for number, step in enumerate(kind.steps(stage)):
            os.write(report, f"b{number}\n".encode())
            step()
            os.write(report, f"d{number}\n".encode())
        code = 0
    finally:
        os._exit(code)


def killed_run(kind: Kind, path: Path, known: Reference, chance: random.Random) -> tuple[int, int]:
    """Start the child, kill it somewhere inside a step; returns how many steps began and ended."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        work_until_killed(kind, path, write)
    os.close(write)
    target = chance.randrange(len(known.seconds))
    with os.fdopen(read) as lines:
        said = []
        for line in lines:
            said.append(line.strip())
            if line.strip() == f"b{target}":
                time.sleep(chance.random() * MARGIN * known.seconds[target])
                os.kill(child, signal.SIGKILL)
                break
        said += [line.strip() for line in lines]
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        msg = f"{kind.name}: the child failed by itself"
        raise RuntimeError(msg)
    return sum(one[0] == "b" for one in said), sum(one[0] == "d" for one in said)


def verdict(kind: Kind, path: Path, known: Reference, done: tuple[int, int]) -> Iterator[str]:
    """Yield what is wrong with the ledger that the killed child left behind."""
    began, ended = done
    try:
        session = kind.reopen(path)
    except Trouble as trouble:
        yield f"does not open: {trouble.kind} {trouble.detail}"
        return
    try:
        found = faults_steps.state(session)
        if found not in known.states[ended : began + 1]:
            yield f"holds neither step {ended} nor {began}"
        yield from (f"not sound: {one.code}" for one in session.ledger.check())
    finally:
        session.close()
    yield from unsound_copies(kind, path)


def unsound_copies(kind: Kind, path: Path) -> Iterator[str]:
    """Yield the copies that are offered for restoring and cannot be restored."""
    for _, copy in backups.dated(path):
        try:
            kind.verify(copy)
        except Trouble as trouble:
            yield f"a listed copy is no copy: {trouble.kind}"


def kill_many(kind: Kind, times: int, start: Path, folder: Path) -> Line:
    """Kill children of one kind so many times and count."""
    chance = random.Random(f"{SEED} {kind.name}")  # noqa: S311 - the same moments every time
    known = reference(kind, start, folder)
    tally = Tally()
    for number in range(times):
        home = folder / f"{kind.name}-{number}"
        home.mkdir()
        path = home / "账本.jiebei"
        shutil.copy(start, path)
        done = killed_run(kind, path, known, chance)
        wrong = list(verdict(kind, path, known, done))
        inside = "between" if done[0] == done[1] else "inside a step"
        tally.outcomes["FAULT" if wrong else inside] += 1
        tally.faults += wrong
        shutil.rmtree(home)
    return Line(
        what=kind.title, times=times, outcomes=dict(tally.outcomes), faults=tuple(tally.faults)
    )


def start_ledger(folder: Path) -> Path:
    """Make the ledger every run starts from: the example household."""
    path = folder / "start.jiebei"
    ledger = Ledger.create(path)
    ledger.add_book(demo.employee(DAY))
    ledger.close()
    return path


def all_lines(times: int, tell: Callable[[Line], None], *, small: bool = False) -> list[Line]:
    """Run every fault, or with ``small`` a few of each, and return the lines of the table."""
    with TemporaryDirectory(prefix="faults-") as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)  # some scenes give up root's rights and must still get here
        start = start_ledger(folder)
        lines = []
        share = max(1, times // len(KINDS))
        for place, kind in enumerate(KINDS):
            extra = times - share * len(KINDS) if place == 0 and times > share * len(KINDS) else 0
            lines.append(kill_many(kind, share + extra, start, folder))
            tell(lines[-1])
        for scene in faults_world.SCENES:
            lines.append(faults_world.play(scene, start, folder, FEW if small else scene.times))
            tell(lines[-1])
        for line in faults_pairs.lines(PAIRS, start, folder, small=small):
            lines.append(line)
            tell(line)
    return lines


def main(arguments: list[str]) -> int:
    """Run everything, print the table, and say with the exit code whether anything was lost."""
    if not hasattr(os, "fork"):
        print("[faults] needs a system with fork: Linux or macOS", file=sys.stderr)
        return 2
    numbers = [int(one) for one in arguments if one.isdigit()]
    times = numbers[0] if numbers else KILLS
    began = time.monotonic()
    small = "--small" in arguments
    times = len(KINDS) if small else times
    lines = all_lines(times, lambda line: print(line.row(), flush=True), small=small)
    print(f"[faults] {time.monotonic() - began:.0f} s", flush=True)
    if "--write" in arguments:
        write_page(lines, DAY)
    faults = [fault for line in lines for fault in line.faults]
    for fault, count in Counter(faults).most_common(20):
        print(f"FAULT {count} x {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
