"""Which test reaches which lines of the program, kept between runs of `dev.py mutate`.

Every test file runs once with marks in the program (`packaging/mutate_run.py` does it); what each
of its tests reached lies in `build/mutate` under the file's digest, so a test file is measured anew
only when it changes. A module that changed since is compared line by line with the source it was.
"""

from __future__ import annotations

import ast
import difflib
import hashlib
import json
import pickle
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
STORE = ROOT / "build" / "mutate"
KEPT = 12
"""So many tests are kept for a module, and for a function, that noticed a change of it."""


class Seen(NamedTuple):
    """What one test reached: its seconds, and per module (relative name) the lines."""

    seconds: float
    lines: Mapping[str, frozenset[int]]


class Reach:
    """Which test reaches which lines, kept between runs."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._sources: dict[str, dict[str, str]] = {}
        self._seen: dict[str, dict[str, Seen]] = {}
        self._noticed: dict[str, list[str]] = {}
        with suppress(OSError, ValueError):
            self._noticed = json.loads((store / "noticed.json").read_text(encoding="utf-8"))

    def noticed(self, test: str, path: Path, function: str) -> None:
        """Keep that a test noticed a change of a function, to ask it first the next time."""
        for name in (_module(path), f"{_module(path)}:{function}"):
            tests = [test, *(kept for kept in self._noticed.get(name, ()) if kept != test)]
            self._noticed[name] = tests[:KEPT]
        text = json.dumps(self._noticed, indent=0, sort_keys=True)
        (self._store / "noticed.json").write_text(text, encoding="utf-8")

    def stale(self, files: Iterable[Path]) -> list[Path]:
        """Read what is known of the test files; return those not measured as they are now."""
        found = []
        for path in files:
            try:
                kept = pickle.loads(self._file(path).read_bytes())  # noqa: S301 - our own file
                self._sources[str(path)], self._seen[str(path)] = kept
            except (OSError, EOFError, pickle.UnpicklingError):
                found.append(path)
        return found

    def learn(self, path: Path, seen: dict[str, Seen]) -> None:
        """Keep what the tests of one file reached, and the source the lines belong to."""
        modules = {name for one in seen.values() for name in one.lines}
        sources = {name: content(ROOT / name) for name in modules}
        self._sources[str(path)], self._seen[str(path)] = sources, seen
        for name, was in sources.items():
            copy = self._store / "sources" / was
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes((ROOT / name).read_bytes())
        self._file(path).write_bytes(pickle.dumps((sources, seen)))

    def _file(self, path: Path) -> Path:
        return self._store / f"{path.stem}.{content(path)}"

    def tests(self, path: Path, line: int, function: str = "") -> list[str]:
        """Return the tests that may notice a change of a line, the likeliest first.

        Those that noticed a change of its function before come first, then those of its module;
        then the tests of the module's name and those of its layer. What reaches and takes
        least comes before others, the second of a file as if it took twice as much, and so on:
        many alike do not keep another file waiting. The dearest of a file counts for each of its
        tests: the first one asked makes what they share. Last come the tests beside them, which
        may look at what a fixture or an answer of another test has reached.
        """
        home = home_of(path)
        name, ranked = _module(path), list[tuple[float, float, str]]()
        before = dict.fromkeys(self._noticed.get(name, ()), -1)
        before |= dict.fromkeys(self._noticed.get(f"{name}:{function}", ()), -2)
        lines: dict[str, int] = {}
        for file, tests in self._seen.items():
            was = self._sources[file].get(name, "")
            if was and was not in lines:
                lines[was] = self._line_then(path, line, was)
            reach = {
                test
                for test, one in tests.items()
                if lines.get(was) in one.lines.get(name, frozenset())
            }
            dear = max((one.seconds for one in tests.values()), default=0.0) + 0.01
            beside = tests.keys() - reach if reach else ()
            away = 0 if path.stem in Path(file).stem else 1 if home in Path(file).parts else 2
            for last, some in ((away, reach), (3, beside)):
                in_turn = sorted(
                    (_size(tests[test]) * (tests[test].seconds + dear), test) for test in some
                )
                ranked += [
                    (before.get(test, last), turn * cost, test)
                    for turn, (cost, test) in enumerate(in_turn, 1)
                ]
        return [test for *_, test in sorted(ranked)]

    def seconds(self, test: str) -> float:
        """Return how long a test took when it was measured."""
        return next((tests[test].seconds for tests in self._seen.values() if test in tests), 0.0)

    def _line_then(self, path: Path, line: int, was: str) -> int:
        """Return a line's number in the source as it was when the tests were measured."""
        if was == content(path):
            return line
        old = (self._store / "sources" / was).read_text(encoding="utf-8").splitlines()
        new = path.read_text(encoding="utf-8").splitlines()
        for block in difflib.SequenceMatcher(None, new, old, autojunk=False).get_matching_blocks():
            if block.a <= line - 1 < block.a + block.size:
                return block.b + line - block.a
        return self._line_then_of(path, line, old)

    @staticmethod
    def _line_then_of(path: Path, line: int, old: Sequence[str]) -> int:
        """Return the old line of the first statement of the function around a new line."""
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inner = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and node.lineno <= line <= (node.end_lineno or 0)
        ]
        name = max(inner, key=lambda node: node.lineno).name if inner else ""
        for node in ast.walk(ast.parse("\n".join(old))):
            if isinstance(node, ast.FunctionDef) and node.name == name:
                return node.body[-1].lineno
        return 0


def _module(path: Path) -> str:
    """Return a module's name within the checkout."""
    return str(path.relative_to(ROOT))


def _size(one: Seen) -> int:
    """Return how many lines a test reaches."""
    return sum(map(len, one.lines.values()))


def home_of(path: Path) -> str:
    """Return the folder of tests for a module's layer, or its room of services."""
    layer, *rooms = path.relative_to(ROOT).parts[1:-1]
    named = rooms[0] if layer == "services" and rooms else layer
    return "unit" if named == "domain" else named


def content(path: Path) -> str:
    """Return a short digest of a file."""
    return hashlib.blake2b(path.read_bytes(), digest_size=12).hexdigest()
