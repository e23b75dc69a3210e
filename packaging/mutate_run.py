"""Tests against changed functions: one pytest process that collects once and forks for each change.

`packaging/mutate.py` draws the places; this is the plugin that tries them. After collection the
plugin takes the place of pytest's own loop. For each place a child is forked, the code of the one
function is replaced in it, and the tests that reach the line run there until one fails; nothing on
disk changes. A test that fails also without a change says nothing and is left aside.

Which tests reach a line is measured here and kept by `packaging/mutate_reach.py`.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple

import pytest
from blocks import Blocks
from hypothesis import Phase, settings
from mutate_reach import STORE, Reach, Seen

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "jiebei_desktop"
LONG = 10
"""Seconds of processor time one test may take where it is not known what it took before."""
SHORT, TIMES = 10, 5
"""The same where it is known: so many seconds (others may have made its fixtures), and so many
times what it took."""
PATIENCE = 180
"""Seconds by the clock after which a test that waits for nothing has noticed."""
ROOM = 6 * 1024**3
"""Bytes of address space: a change that fills the memory is noticed, too."""
TRIED = 400
"""So many tests are tried for one place at most, those that reach least first."""
TRIED_NEAR = 120
"""The same where it is not known what they reach."""
SPENT_NEAR = 25
"""Seconds of processor time for one place where it is not known what its tests reach."""
SPENT = 60
"""The same where it is known; a place that nothing noticed until then has survived."""


class Change(NamedTuple):
    """One change of one module: the file, the line, and the whole source with the change."""

    path: Path
    line: int
    source: str
    function: str = ""


class Told(NamedTuple):
    """What the tests said to one change: which noticed ("" for none), how many ran of how many."""

    by: str
    tried: int
    chosen: int


def codes(code: CodeType) -> Iterator[CodeType]:
    """Return a code object and all those inside it."""
    yield code
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from codes(part)


def by_place(code: CodeType) -> dict[tuple[str, int], CodeType]:
    """Return the code objects by name and first line, without those that share both."""
    found: dict[tuple[str, int], list[CodeType]] = {}
    for part in codes(code):
        found.setdefault((part.co_qualname, part.co_firstlineno), []).append(part)
    return {key: parts[0] for key, parts in found.items() if len(parts) == 1}


def replace_code(change: Change, functions: Iterable[FunctionType]) -> int:
    """Give the functions of a module their changed code; return how many differ now."""
    new = by_place(compile(change.source, str(change.path), "exec", dont_inherit=True))
    count = 0
    for function in functions:
        old = function.__code__
        code = new.get((old.co_qualname, old.co_firstlineno))
        if code is not None and code != old and code.co_freevars == old.co_freevars:
            function.__code__ = code
            count += 1
    return count


def functions_by_file() -> dict[str, list[FunctionType]]:
    """Return every living function of the program, by the file it was written in."""
    found: dict[str, list[FunctionType]] = {}
    for thing in gc.get_objects():
        if type(thing) is FunctionType:
            found.setdefault(thing.__code__.co_filename, []).append(thing)
    return found


class Children:
    """Forked children, a few at a time, each with a folder of its own and an answer in a file."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder, self._workers, self._number = folder, workers, 0
        self._running: dict[int, tuple[Path, Callable[[int, bytes], None]]] = {}

    def start(self, work: Callable[[Path], bytes], done: Callable[[int, bytes], None]) -> None:
        """Run work in a child; `done` gets its wait status and what it returned."""
        while len(self._running) >= self._workers:
            self._wait()
        self._number += 1
        mine = self._folder / str(self._number)
        mine.mkdir(parents=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            child = os.fork()
        if child == 0:
            code = 70
            with suppress(BaseException):
                (mine / "answer").write_bytes(work(mine))
                code = 0
            os._exit(code)
        self._running[child] = (mine, done)

    def finish(self) -> None:
        """Wait for all that run."""
        while self._running:
            self._wait()

    def _wait(self) -> None:
        child, status = os.wait()
        mine, done = self._running.pop(child)
        answer = mine / "answer"
        done(status, answer.read_bytes() if answer.exists() else b"")


class Loop:
    """The plugin: measures what tests reach, then tries each change."""

    def __init__(self, changes: Sequence[Change], folder: Path, *, workers: int) -> None:
        self.changes, self.told = changes, dict[int, Told]()
        self._children = Children(folder, workers)
        self._items: dict[str, pytest.Item] = {}
        self._unsound: set[str] = set()
        self._sound: set[str] = set()
        self._failed = False
        self.reach: Reach | None = None
        self._blocks = Blocks(PACKAGE)
        self.nearest: Callable[[int], Sequence[Path]] | None = None
        self.known: Callable[[int], str] = lambda _: ""

    def trust(self, tests: Iterable[str]) -> None:
        """Take tests for sound: they passed without a change when they were recorded."""
        self._sound.update(tests)

    def watch(self) -> None:
        """Import the program so that it tells what each test reaches."""
        self._blocks.watch()

    def pytest_configure(self) -> None:
        """Let properties draw the same examples in every run, and not shrink a failure."""
        phases = (Phase.explicit, Phase.generate)
        few = settings(phases=phases, database=None, derandomize=True)
        settings.register_profile("mutate", few)
        settings.load_profile("mutate")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Do the work in place of running the tests once."""
        self._items = {item.nodeid: item for item in session.items}
        started = time.monotonic()
        if self.reach is not None:
            self._measure(self.reach)
        for change in self.changes:  # what the tests import late is changed before they do
            name = ".".join(change.path.relative_to(ROOT).with_suffix("").parts)
            import_module(name.removesuffix(".__init__"))
        gc.unfreeze()  # what an earlier loop of this process froze is found again
        self._functions = functions_by_file()
        gc.freeze()  # children neither search nor copy what lives here already
        for number in range(len(self.changes)):
            self._attempt(number)
        self._children.finish()
        print(f"== tried in {time.monotonic() - started:.0f} s", flush=True)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a failure; an expected one is none."""
        self._failed = self._failed or report.failed

    def _by_file(self) -> dict[Path, list[str]]:
        found: dict[Path, list[str]] = {}
        for test, item in self._items.items():
            found.setdefault(item.path, []).append(test)
        return found

    def _measure(self, reach: Reach) -> None:
        """Run the test files whose reach is not known, each in a child of its own."""
        files = self._by_file()
        stale = reach.stale(files)
        print(f"== measuring {len(stale)} of {len(files)} test files", flush=True)
        for path in stale:

            def done(status: int, answer: bytes, path: Path = path) -> None:
                if status == 0:
                    reach.learn(path, pickle.loads(answer))  # noqa: S301 - from our own child
                else:
                    print(f"   not measured: {path.name} ({status})", flush=True)

            tests = files[path]
            self._children.start(partial(self._measured, tests=tests), done)
        self._children.finish()

    def _measured(self, mine: Path, tests: Sequence[str]) -> bytes:
        """Run tests (in a child); return what each one that passes reached."""
        self._alone(mine)
        seen = {}
        for test, following in pairs(tests):
            self._blocks.forget()
            before = time.process_time()
            if self._runs(test, following):
                seconds = time.process_time() - before
                reached = self._blocks.blocks().items()
                seen[test] = Seen(seconds, {str(k.relative_to(ROOT)): v for k, v in reached})
        return pickle.dumps(seen)

    def _tests(self, number: int) -> list[str]:
        """Return the tests to try for a change, the likeliest first."""
        change = self.changes[number]
        if self.reach is not None:
            likely = self.reach.tests(change.path, change.line, change.function)
            return [test for test in likely if test in self._items]
        assert self.nearest is not None  # noqa: S101 - one of both is set
        files = self._by_file()
        near = [test for path in self.nearest(number) for test in files.get(path, ())]
        known = [self.known(number)] if self.known(number) in self._items else []
        return [*known, *near[:TRIED_NEAR]]

    def _attempt(self, number: int) -> None:
        """Try a change in a child, again without a test that failed for another reason."""
        tests = [test for test in self._tests(number) if test not in self._unsound][:TRIED]

        def done(status: int, answer: bytes) -> None:
            if status != 0 and not answer:
                print(f"   no answer for {self.changes[number][:2]}: {status}", flush=True)
            by, _, ran = answer.decode().partition("\n")
            tried = int(ran or 0)
            measured = self.reach is not None and status == 0
            if not by or by in self._sound or measured:
                self._tell(number, Told(by, tried, len(tests)))
            elif by in self._unsound:
                self._attempt(number)
            else:
                self._check(number, Told(by, tried, len(tests)))

        self._children.start(lambda mine: self._tried(mine, number, tests), done)

    def _tell(self, number: int, told: Told) -> None:
        """Keep what became of a change, and say at once where nothing noticed."""
        self.told[number] = told
        change = self.changes[number]
        if told.by and self.reach is not None:
            self.reach.noticed(told.by, change.path, change.function)
        if not told.by:
            print(f"   unnoticed: {change.path.name}:{change.line}", flush=True)

    def _tried(self, mine: Path, number: int, tests: Sequence[str]) -> bytes:
        """Change the function (in a child); return the first test that fails and how many ran."""
        self._alone(mine)
        change = self.changes[number]
        replace_code(change, self._functions.get(str(change.path), ()))
        spent = SPENT if self.reach else SPENT_NEAR
        started = time.process_time()
        ran = 0
        for ran, (test, following) in enumerate(pairs(tests), 1):
            (mine / "answer").write_text(f"{test}\n{ran}", encoding="utf-8")
            self._bound(test)
            if not self._runs(test, following):
                return f"{test}\n{ran}".encode()
            if time.process_time() - started > spent:
                break
        return f"\n{ran}".encode()

    def _check(self, number: int, told: Told) -> None:
        """Count a change as noticed if the test passes without it; else try without the test."""

        def work(mine: Path) -> bytes:
            self._alone(mine)
            self._bound(told.by)
            return b"good" if self._runs(told.by, None) else b"bad"

        def done(_status: int, answer: bytes) -> None:
            if answer == b"good":
                self._sound.add(told.by)
                self._tell(number, told)
            else:
                print(f"   fails without a change: {told.by}", flush=True)
                self._unsound.add(told.by)
                self._attempt(number)

        self._children.start(work, done)

    def _alone(self, mine: Path) -> None:
        """Give a child its own folder and silence, and bound what it may take."""
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(mine)
        self._failed = False

    def _bound(self, test: str) -> None:
        """Let a test take so long and no longer, with a change and without."""
        limit = SHORT + TIMES * self.reach.seconds(test) if self.reach else LONG
        signal.setitimer(signal.ITIMER_PROF, limit)
        signal.alarm(PATIENCE)

    def _runs(self, test: str, following: str | None) -> bool:
        """Run one test and return whether it went well."""
        self._failed = False
        item = self._items[test]
        after = self._items[following] if following else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        return not self._failed


def pairs(tests: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Return each test with the one after it."""
    return zip(tests, [*tests, None][1:], strict=True)


def run(loop: Loop, files: Sequence[Path], folder: Path) -> None:
    """Collect the files once and let the loop do its work.

    Raises:
        SystemExit: the tests cannot be collected.
    """
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(folder / "hypothesis")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(ROOT))
    if loop.reach is not None:
        loop.watch()
    STORE.mkdir(parents=True, exist_ok=True)
    options = (
        "-q",
        "-s",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
        "--rootdir",
        str(ROOT),
    )
    names = [str(path) for path in files]
    code = pytest.main([*options, *names], plugins=[loop])
    if code not in {0, pytest.ExitCode.NO_TESTS_COLLECTED}:
        message = f"the tests cannot be collected ({code})"
        raise SystemExit(message)
