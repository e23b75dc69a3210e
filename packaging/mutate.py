"""Break the program one place at a time and see whether a test notices.

    python3 dev.py mutate                   60 places of each part, seed 20261122
    python3 dev.py mutate --places 12       fewer; --seed N other ones; --part domain one part only
    python3 dev.py mutate --module domain/money.py          from one module only (:88 one line)
    python3 dev.py mutate --gate            what the gates run: few places, exit 1 below the floor
    python3 dev.py mutate --gate --record   the same anew, and keep which test noticed each

A place is a comparison, a sum, a number, a truth value, an ``and``/``or``, a ``not`` or a
``min``/``max``. Each is changed alone, in a forked process, and the tests that reach its line run
(``packaging/mutate_run.py``; with ``--near`` those nearest by their imports, unmeasured). A change
that no test notices has survived; it is printed with its place.
Places are drawn with the seed, so the same source and seed give the same list. A survivor counts
against the floor even where the change makes no difference (an equal program): the floor leaves
room for those, the list shows them.
"""

from __future__ import annotations

import argparse
import ast
import copy
import hashlib
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import mutate_run
from mutate_reach import STORE, Reach

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
GATE_FLOOR = 90
"""The same for the gates' few places, where one survivor is many percent."""
GATE_PLACES = 6
SEED = 20261122
KNOWN = ROOT / "packaging" / "mutate_known.txt"
"""For the gates: the test that noticed each of their places, tried first."""
NEAREST = 14
"""So many test files are tried for one place at most."""

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
    key: str = ""
    """A digest of the module, the function and the text: the same after a change elsewhere."""

    def told(self, source: str) -> str:
        """Return the place and its change as one line."""
        old = source.encode()[self.start : self.end].decode()
        where = self.path.relative_to(ROOT / PACKAGE)
        return f"{where}:{self.line} {self.function}: {one_line(old)} → {one_line(self.new)}"

    def change(self) -> mutate_run.Change:
        """Return the change as the loop of tests takes it."""
        return mutate_run.Change(self.path, self.line, self.changed_source(), self.function)

    def changed_source(self) -> str:
        """Return the whole module with the change; every line keeps its number."""
        whole = self.path.read_bytes()
        lost = b"\n" * (whole[self.start : self.end].count(b"\n") - self.new.count("\n"))
        new = self.new.encode()[:-1] + lost + b")"
        return (whole[: self.start] + new + whole[self.end :]).decode()


class Outcome(NamedTuple):
    """What became of one place: the test that noticed ("" for none), how many ran of how many."""

    place: Place
    by: str
    tried: int
    chosen: int


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
        if isinstance(node, ast.keyword) and node.arg == "strict":
            continue  # of zip: both sides are as long as each other, and a linter asks for the word
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

    def __init__(self, among: Sequence[str] = ()) -> None:
        skipped = {"ui", "journeys", "house", "report", "charts", "security"}
        self._files = {
            path: (modules_of(path), path.read_text(encoding="utf-8"))
            for path in sorted((ROOT / "tests").rglob("test_*.py"))
            if path.relative_to(ROOT / "tests").parts[0] not in skipped
            and (not among or path.relative_to(ROOT / "tests").parts[0] in among)
        }
        self._package = {
            dotted(path): modules_of(path) for path in sorted((ROOT / PACKAGE).rglob("*.py"))
        }

    def files(self) -> list[Path]:
        """Return all test files that may be asked."""
        return list(self._files)

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


def drawn(where: str, count: int, seed: int) -> list[Place]:
    """Return places of a folder or module (or ``module:line``) of the package, drawn with the seed.

    A place's turn depends on the seed, its module, function and text, not on the other places: a
    change elsewhere leaves the list as it is.
    """
    where, _, line = where.partition(":")
    root = ROOT / PACKAGE / where
    files = [root] if root.is_file() else sorted(root.rglob("*.py"))
    every = [
        place
        for path in files
        for place in keyed(path, seed)
        if not line or place.line == int(line)
    ]
    return sorted(every, key=lambda place: place.key)[:count]


def keyed(path: Path, seed: int) -> Iterator[Place]:
    """Return the places of one module, each with its key for a seed."""
    source, again = path.read_bytes(), Counter[str]()
    for place in places(path):
        text = f"{seed} {dotted(path)} {place.function} {source[place.start : place.end]!r}"
        again[text] += 1
        digest = hashlib.blake2b(f"{text} {again[text]}".encode(), digest_size=8)
        yield place._replace(key=digest.hexdigest())


def known_tests() -> dict[str, str]:
    """Return the test that noticed each place of the gates when they were last recorded."""
    lines = KNOWN.read_text(encoding="utf-8").splitlines() if KNOWN.exists() else []
    return dict(line.split(" ", 1) for line in lines if not line.startswith("#"))


def record(results: Sequence[Outcome]) -> None:
    """Write down which test noticed each place, ``-`` where none did."""
    lines = [f"{each.place.key} {each.by or '-'}" for each in results]
    head = (
        "# place of the gates' sample and the test that notices it: dev.py mutate --gate --record"
    )
    KNOWN.write_text("\n".join([head, *sorted(lines), ""]), encoding="utf-8")


def outcomes(
    chosen: Sequence[Place],
    folder: Path,
    workers: int,
    tests: Tests,
    *,
    quick: bool = False,
    anew: bool = False,
) -> list[Outcome]:
    """Try every place, some at once.

    Args:
        chosen: the places.
        folder: an empty folder for what the tests write.
        workers: so many places are tried at once.
        tests: those that may be asked.
        quick: choose the tests by what they import, without measuring what they reach.
        anew: try again what no test noticed when the gates' places were recorded.
    """
    loop = mutate_run.Loop([place.change() for place in chosen], folder, workers=workers)
    files = tests.files()
    if quick:
        known = {key: test for key, test in known_tests().items() if not anew or test != "-"}
        loop.trust(known.values())
        near = [tests.near(place) for place in chosen]
        loop.known = lambda number: known.get(chosen[number].key, "")
        loop.nearest = lambda number: () if loop.known(number) == "-" else near[number]
        asked = {name.partition("::")[0] for name in known.values()}
        new = (some for some, place in zip(near, chosen, strict=True) if place.key not in known)
        files = sorted(
            {path for some in new for path in some}
            | {path for path in files if str(path.relative_to(ROOT)) in asked}
        )
    else:
        loop.reach = Reach(STORE)
    mutate_run.run(loop, files, folder)
    return [Outcome(place, *loop.told[number]) for number, place in enumerate(chosen)]


def report(part: str, results: Sequence[Outcome], seed: int, *, told: bool = False) -> float:
    """Print what became of one part's places, and return the percentage that was noticed."""
    noticed = sum(bool(result.by) for result in results)
    percent = 100 * noticed / len(results) if results else 100.0
    print(f"== {part}: {noticed} of {len(results)} noticed, {percent:.0f} % (seed {seed})")
    for place, by, tried, of in results:
        source = place.path.read_text(encoding="utf-8")
        if not by:
            print(f"   survived {tried} of {of} tests: {place.told(source)}", flush=True)
        elif told:
            print(f"   noticed by {by}: {place.told(source)}", flush=True)
    return percent


def main(arguments: Sequence[str]) -> int:
    """Run what is asked; return 1 where a part stays below its floor."""
    parser = argparse.ArgumentParser(prog="dev.py mutate", description=__doc__.splitlines()[0])
    parser.add_argument("--places", type=int, default=60)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--part", choices=sorted(PARTS), action="append")
    parser.add_argument("--module", action="append")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--record", action="store_true", help="find the gates' tests anew")
    parser.add_argument("--near", action="store_true", help="tests by their imports, unmeasured")
    parser.add_argument("--among", action="append", help="ask the tests of this folder only")
    parser.add_argument("--told", action="store_true", help="also the tests that noticed")
    wanted = parser.parse_args(arguments)
    count = GATE_PLACES if wanted.gate else wanted.places
    started, low = time.monotonic(), False
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        where = {name: name for name in wanted.module} if wanted.module else PARTS
        parts = wanted.part or where
        chosen = {part: drawn(where[part], count, wanted.seed) for part in parts}
        flat = [place for some in chosen.values() for place in some]
        tried = outcomes(
            flat,
            Path(folder),
            wanted.workers,
            Tests(wanted.among or ()),
            quick=wanted.gate or wanted.near,
            anew=wanted.record,
        )
        found = {result.place: result for result in tried}
    if wanted.record:
        record(tried)
    total = 0.0
    for part, some in chosen.items():
        percent = report(part, [found[place] for place in some], wanted.seed, told=wanted.told)
        total += percent
        low = low or (percent < FLOOR and not wanted.gate)
    low = low or (wanted.gate and total / len(chosen) < GATE_FLOOR)
    print(f"== mutate: {len(flat)} places after {time.monotonic() - started:.0f} s", flush=True)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
