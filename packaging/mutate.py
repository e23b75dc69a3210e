"""Break the program one place at a time and see whether a test notices.

    python3 dev.py mutate                   60 places of each part, seed 20261122
    python3 dev.py mutate --places 12       fewer; --seed N other ones; --part domain one part only
    python3 dev.py mutate --module domain/walk.py      from one module only
    python3 dev.py mutate --gate            what the gates run: few places, exit 1 below the floor

A place is a comparison, a sum, a number, a truth value, an ``and``/``or``, a ``not`` or a
``min``/``max``. Each is changed alone, in a copy of the package, and the tests nearest to it run:
first the files that name the function and import its module, then those that import it through one
other module. A change that no test notices has survived; it is printed with its place.
Places are drawn with the seed, so the same source and seed give the same list. A survivor counts
against the floor even where the change makes no difference (an equal program): the floor leaves
room for those, the list shows them.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple, cast

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "jiebei_desktop"
PARTS = {
    "domain": "domain",
    "analysis": "analysis",
    "picture": "services/picture",
    "storage": "storage",
}
FLOOR = 90
"""Percent of the drawn places that a test must notice, in the whole run."""
GATE_FLOOR = 75
"""The same for the gates' few places, where one survivor is many percent."""
GATE_PLACES = 2
SEED = 20261122
NEAREST = 14
"""So many test files are tried for one place at most."""
SECONDS = 60
"""Processor time after which tests have noticed: the change made them loop."""

OTHER: dict[type[ast.AST], Any] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Place(NamedTuple):
    """One change: where it is, the function around it, and the line before and after."""

    path: Path
    function: str
    line: int
    start: int
    end: int
    new: str

    def told(self, source: str) -> str:
        """Return the place and its change as one line."""
        old = source.encode()[self.start : self.end].decode()
        where = self.path.relative_to(ROOT / PACKAGE)
        return f"{where}:{self.line} {self.function}: {one_line(old)} → {one_line(self.new)}"


class Outcome(NamedTuple):
    """What became of one place: whether a test noticed, and how many test files were near."""

    place: Place
    noticed: bool
    files: int


def one_line(text: str) -> str:
    """Return a piece of source on one line, cut to a readable length."""
    return re.sub(r"\s+", " ", text)[:90]


def changed(node: ast.AST) -> ast.expr | None:
    """Return the node with one thing turned round, or None where there is nothing to turn."""
    new: Any = copy.deepcopy(node)
    match new:
        case ast.Compare(ops=[op]) if type(op) in OTHER:
            new.ops = [OTHER[type(op)]()]
        case ast.BinOp(op=op, left=left) if type(op) in OTHER and not is_text(left):
            new.op = OTHER[type(op)]()
        case ast.BoolOp(op=op):
            new.op = OTHER[type(op)]()
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return operand
        case ast.Constant(value=bool(value)):
            new.value = not value
        case ast.Constant(value=int(value)):
            new.value = value + 1
        case ast.Call(func=ast.Name() as called) if called.id in SWAPPED:
            called.id = SWAPPED[called.id]
        case _:
            return None
    return cast("ast.expr", new)


def is_text(node: ast.AST) -> bool:
    """Return whether an operand is text, whose sum is no figure."""
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def places(path: Path) -> Iterator[Place]:
    """Return every place of one module that can be changed, inside functions only."""
    source = path.read_text(encoding="utf-8")
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef) or "overload" in ast.dump(function.args):
            continue
        for node in inside(function):
            new = changed(node)
            if new is None or not isinstance(node, ast.expr):
                continue
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
            yield Place(path, function.name, node.lineno, start, end, f"({ast.unparse(new)})")


def inside(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Return the expressions of a function's body, without its annotations and inner functions."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.Lambda | ast.Raise):
            continue
        if isinstance(node, ast.JoinedStr | ast.Assert):
            continue
        yield node
        skipped = node.annotation if isinstance(node, ast.AnnAssign) else None
        waiting += [child for child in ast.iter_child_nodes(node) if child is not skipped]


def modules_of(path: Path) -> set[str]:
    """Return the modules of the package that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE):
            found |= {node.module or "", *(f"{node.module}.{name.name}" for name in node.names)}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names if name.name.startswith(PACKAGE)}
    return found


def dotted(path: Path) -> str:
    """Return the module name of a file of the package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


class Tests:
    """The test files and what they import, to find those nearest to a place."""

    def __init__(self) -> None:
        skipped = {"ui", "journeys", "house", "report", "charts", "security"}
        self._files = {
            path: (modules_of(path), path.read_text(encoding="utf-8"))
            for path in sorted((ROOT / "tests").rglob("test_*.py"))
            if path.relative_to(ROOT / "tests").parts[0] not in skipped
        }
        self._package = {
            dotted(path): modules_of(path) for path in sorted((ROOT / PACKAGE).rglob("*.py"))
        }

    def near(self, place: Place) -> list[Path]:
        """Return the test files that most likely notice a change, the likeliest first."""
        module = dotted(place.path)
        users = {name for name, used in self._package.items() if module in used} - {module}
        further = {name for name, used in self._package.items() if used & users} - users
        ranked = []
        for path, (used, text) in self._files.items():
            steps = 0 if module in used else 1 if used & users else 2 if used & further else 3
            named = 0 if re.search(rf"\b{re.escape(place.function)}\b", text) else 1
            same = 0 if place.path.stem.strip("_") in path.stem else 1
            if steps < 3:  # noqa: PLR2004 - further away than two modules
                ranked.append((same + named + steps, same, len(text), path))
        return [path for *_, path in sorted(ranked)][:NEAREST]


class Copy:
    """A copy of the package in which one place at a time is changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sound: set[Path] = set()
        shutil.copytree(
            ROOT / PACKAGE, folder / PACKAGE, ignore=shutil.ignore_patterns("__pycache__")
        )
        for path in ROOT.iterdir():
            if path.name not in {PACKAGE, ".git", "build", ".venv"}:
                (folder / path.name).symlink_to(path)

    def tried(self, place: Place, files: Sequence[Path]) -> bool:
        """Return whether a test fails with this one change, and passes without it."""
        return any(self._tells(place, some) for some in batches(files))

    def _tells(self, place: Place, files: Sequence[Path]) -> bool:
        """Return whether these tests tell the changed program from the unchanged one."""
        if not self._fails_changed(place, files):
            return False
        if self._sound.issuperset(files):
            return True
        if self._fails(files):
            print(f"   unsound: {', '.join(path.name for path in files)}", flush=True)
            return False
        self._sound.update(files)
        return True

    def _fails_changed(self, place: Place, files: Sequence[Path]) -> bool:
        target = self.folder / place.path.relative_to(ROOT)
        whole = place.path.read_bytes()
        target.write_bytes(whole[: place.start] + place.new.encode() + whole[place.end :])
        try:
            return self._fails(files)
        finally:
            target.write_bytes(whole)

    def _fails(self, files: Sequence[Path]) -> bool:
        env = {
            **os.environ,
            "PYTHONPATH": str(self.folder),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HYPOTHESIS_STORAGE_DIRECTORY": str(self.folder / "hypothesis"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        names = [str(self.folder / path.relative_to(ROOT)) for path in files]
        command = (sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *names)
        run = subprocess.run(
            command,
            cwd=self.folder,
            env=env,
            capture_output=True,
            check=False,
            preexec_fn=bounded,
        )
        return run.returncode != 0


def bounded() -> None:
    """Let the process have so much processor time and no more, however busy the machine is."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def batches(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """Return the nearest file alone, then the others a few at a time."""
    yield files[:1]
    for at in range(1, len(files), 4):
        yield files[at : at + 4]


def drawn(where: str, count: int, seed: int) -> list[Place]:
    """Return places of a folder or module of the package, drawn with the seed."""
    root = ROOT / PACKAGE / where
    files = [root] if root.is_file() else sorted(root.rglob("*.py"))
    every = [place for path in files for place in places(path)]
    chance = random.Random(f"{seed}-{where}")  # noqa: S311 - a sample, no secret
    return chance.sample(every, min(count, len(every)))


def outcomes(chosen: Sequence[Place], folder: Path) -> list[Outcome]:
    """Try every place, as many at once as there are processors."""
    tests = Tests()
    workers = max(1, os.cpu_count() or 1)
    free: SimpleQueue[Copy] = SimpleQueue()
    for number in range(workers):
        free.put(Copy(folder / str(number)))

    def attempt(place: Place) -> Outcome:
        mine = free.get()
        try:
            files = tests.near(place)
            return Outcome(place, bool(files) and mine.tried(place, files), len(files))
        finally:
            free.put(mine)

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(attempt, chosen))


def report(part: str, results: Sequence[Outcome], seed: int) -> float:
    """Print what became of one part's places, and return the percentage that was noticed."""
    noticed = sum(result.noticed for result in results)
    percent = 100 * noticed / len(results) if results else 100.0
    print(f"== {part}: {noticed} of {len(results)} noticed, {percent:.0f} % (seed {seed})")
    for place, seen, files in results:
        if not seen:
            source = place.path.read_text(encoding="utf-8")
            print(f"   survived ({files} test files near): {place.told(source)}", flush=True)
    return percent


def main(arguments: Sequence[str]) -> int:
    """Run what is asked; return 1 where a part stays below its floor."""
    parser = argparse.ArgumentParser(prog="dev.py mutate", description=__doc__.splitlines()[0])
    parser.add_argument("--places", type=int, default=60)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--part", choices=sorted(PARTS), action="append")
    parser.add_argument("--module")
    parser.add_argument("--gate", action="store_true")
    wanted = parser.parse_args(arguments)
    count = GATE_PLACES if wanted.gate else wanted.places
    started, low = time.monotonic(), False
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        where = {wanted.module: wanted.module} if wanted.module else PARTS
        parts = wanted.part or where
        chosen = {part: drawn(where[part], count, wanted.seed) for part in parts}
        flat = [place for some in chosen.values() for place in some]
        found = {result.place: result for result in outcomes(flat, Path(folder))}
    total = 0.0
    for part, some in chosen.items():
        percent = report(part, [found[place] for place in some], wanted.seed)
        total += percent
        low = low or (percent < FLOOR and not wanted.gate)
    low = low or (wanted.gate and total / len(chosen) < GATE_FLOOR)
    print(f"== mutate: {len(flat)} places after {time.monotonic() - started:.0f} s", flush=True)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
