"""Which lines and jumps of the program run, at next to no cost: a mark in every block of it.

A tracer is called for every line and makes the tests nearly twice as slow. Here the program is
imported with one item to set where a block begins (a body, a branch, a loop's body), around each
statement with a body, before the last one, and where a condition, a loop or a `match` is passed by.
Which of them are set afterwards is what was reached: lines and both ways of each jump. Where an
exception ends a block, lines count up to the last mark: less than a tracer sees, never more.
No source changes; the marked code is kept in `build/marks`.
"""

from __future__ import annotations

import ast
import hashlib
import marshal
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from itertools import pairwise
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

STORE = Path(__file__).resolve().parent.parent / "build" / "marks"
MARKS = "__blocks__"
"""The name under which a module finds its marks: a list, 1 where one is set."""
LEFT_OUT = re.compile(r"#\s*pragma: no cover|if TYPE_CHECKING:|assert_never\(|def __repr__")
"""A statement with this on its lines, or on those before its body, need not be reached."""


class Mark(NamedTuple):
    """What one mark tells when it is set."""

    block: frozenset[int] = frozenset()
    """The lines of the block that begins here, without those of the blocks inside it."""
    ran: frozenset[int] = frozenset()
    """The first lines of the statements that have begun for certain."""


class Way(NamedTuple):
    """One of the ways a condition, a loop or a `match` goes on, and the marks that show it."""

    name: str
    shown_by: frozenset[int]


class Marked(ast.NodeTransformer):
    """Puts the marks into the tree of a source."""

    def __init__(self, source: str) -> None:
        self.marks: list[Mark] = []
        self.ways: list[Way] = []
        self._lines = source.splitlines()
        self._counts = True

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Mark each list of statements of a node, the innermost first."""
        outer, self._counts = self._counts, self._counts and not self._left_out(node)
        super().generic_visit(node)
        for name, block in ast.iter_fields(node):
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                setattr(node, name, self._block(node, block))
        if isinstance(node, ast.If | ast.For | ast.While):
            self._two_ways(node)
        elif isinstance(node, ast.Match):
            self._cases(node)
        self._counts = outer
        return node

    def _block(self, node: ast.AST, block: list[ast.stmt]) -> list[ast.stmt]:
        """Mark the begin of a block and its last statement."""
        first = next((k for k, each in enumerate(block) if not is_heading(each)), len(block))
        if first == len(block):
            return block
        head, rest = block[:first], block[first:]
        lines = frozenset(line for each in block for line in own_lines(each))
        ran = [each.lineno for each in rest if runs(each) and not self._left_out(each)]
        begun = [*ran[:1], *self._line_of(node, ran)]
        made = [self._mark(Mark(lines, frozenset(begun)), rest[0]), rest[0]]
        for before, each in pairwise(rest):
            if hasattr(before, "body") or hasattr(each, "body") or each is rest[-1]:
                begun = [line for line in ran if line <= each.lineno]
                made.append(self._mark(Mark(ran=frozenset(begun)), each))
            made.append(each)
        return [*head, *made]

    def _two_ways(self, node: ast.If | ast.For | ast.While) -> None:
        if isinstance(node, ast.While) and isinstance(node.test, ast.Constant):
            return
        self._way(node, node.body[0].lineno, mark_of(node.body[0]))
        if not node.orelse:
            node.orelse = [self._mark(Mark(), node)]
            self._way(node, 0, mark_of(node.orelse[0]))
        else:
            self._way(node, node.orelse[0].lineno, mark_of(node.orelse[0]))

    def _cases(self, node: ast.Match) -> None:
        last = node.cases[-1]
        if last.guard is not None or not takes_all(last.pattern):
            mark = self._mark(Mark(), node)
            node.cases.append(ast.match_case(pattern=ast.MatchAs(), body=[mark]))
            ast.copy_location(node.cases[-1].pattern, node)
        begins = [mark_of(case.body[0]) for case in node.cases]
        for number, case in enumerate(node.cases[:-1]):
            self._way(case.pattern, case.body[0].lineno, begins[number])
            self._way(case.pattern, 0, *begins[number + 1 :])

    def _way(self, node: ast.stmt | ast.pattern, line: int, *marks: int) -> None:
        if self._counts:
            name = f"{node.lineno}->{line or 'past'}"
            self.ways.append(Way(name, frozenset(marks)))

    def _mark(self, mark: Mark, at: ast.stmt) -> ast.stmt:
        """Return the statement that sets a new mark."""
        made = ast.parse(f"{MARKS}[{len(self.marks)}] = 1").body[0]
        self.marks.append(mark if self._counts else Mark(mark.block))
        line, column = at.lineno, at.col_offset
        for part in ast.walk(made):  # no more than a point: a condition keeps its other lines
            vars(part).update(
                lineno=line, end_lineno=line, col_offset=column, end_col_offset=column
            )
        return made

    def _left_out(self, node: ast.AST) -> bool:
        if not isinstance(node, ast.stmt | ast.ExceptHandler):
            return False
        body = getattr(node, "body", None)
        last = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
        return any(map(LEFT_OUT.search, self._lines[node.lineno - 1 : last]))

    @staticmethod
    def _line_of(node: ast.AST, ran: Sequence[int]) -> list[int]:
        """Return the line of an `except` or a `case` with something to run."""
        at = node.pattern if isinstance(node, ast.match_case) else node
        return [at.lineno] if ran and isinstance(at, ast.ExceptHandler | ast.pattern) else []


def is_heading(statement: ast.stmt) -> bool:
    """Return whether a statement must stay the first of its block: a docstring, a future."""
    future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
    return future or not runs(statement)


def runs(statement: ast.stmt) -> bool:
    """Return whether a statement does anything: a text or dots that stand alone do not."""
    return not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))


def takes_all(pattern: ast.pattern) -> bool:
    """Return whether a pattern takes whatever comes."""
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def mark_of(statement: ast.stmt) -> int:
    """Return which mark a statement sets that was put in."""
    number = statement.targets[0].slice.value  # type: ignore[attr-defined]
    assert isinstance(number, int)  # noqa: S101 - as `_mark` made it
    return number


def own_lines(statement: ast.stmt) -> set[int]:
    """Return the lines of a statement without those of the statements inside it."""
    found = set(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1))
    for part in ast.walk(statement):
        if isinstance(part, ast.stmt) and part is not statement:
            found -= set(range(part.lineno, (part.end_lineno or part.lineno) + 1))
    return found | {statement.lineno}


class Compiled(NamedTuple):
    """A module's code with its marks, and what they tell."""

    code: CodeType
    marks: Sequence[Mark]
    ways: Sequence[Way]


def compiled(path: Path) -> Compiled:
    """Return a module with its marks, as kept or made anew where it or this tool has changed."""
    source = path.read_bytes()
    digest = hashlib.blake2b(source + Path(__file__).read_bytes() + sys.version.encode()).digest()
    kept = STORE / hashlib.blake2b(str(path).encode(), digest_size=12).hexdigest()
    try:
        known, code, marks, ways = marshal.loads(kept.read_bytes())  # noqa: S302 - our own file
        if known == digest:
            return Compiled(code, [Mark(*each) for each in marks], [Way(*each) for each in ways])
    except (OSError, EOFError, ValueError, TypeError):
        pass
    marked = Marked(source.decode())
    tree = marked.visit(ast.parse(source))
    made = Compiled(compile(tree, path, "exec", dont_inherit=True), marked.marks, marked.ways)
    STORE.mkdir(parents=True, exist_ok=True)
    mine = kept.with_name(f"{kept.name}.{os.getpid()}")
    plain = (digest, made.code, [tuple(m) for m in made.marks], [tuple(w) for w in made.ways])
    mine.write_bytes(marshal.dumps(plain))
    mine.replace(kept)
    return made


class Loader(SourceFileLoader):
    """Loads a module with its marks."""

    def __init__(self, blocks: Blocks, name: str, path: str) -> None:
        super().__init__(name, path)
        self._blocks = blocks

    def get_code(self, fullname: str) -> CodeType:
        """Return the module's code with its marks."""
        return compiled(Path(self.get_filename(fullname))).code

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, with its marks at hand."""
        path = Path(self.get_filename(module.__name__))
        made = compiled(path)
        marks = [0] * len(made.marks)
        self._blocks.add(path, marks, made.marks)
        setattr(module, MARKS, marks)
        exec(made.code, module.__dict__)  # noqa: S102 - the program itself


class Blocks(MetaPathFinder):
    """Finds the program's modules and knows which of their marks were set."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._modules: list[tuple[Path, list[int], Sequence[Mark]]] = []

    def watch(self) -> None:
        """Import the program with marks from now on.

        Raises:
            RuntimeError: a part of it was imported before.
        """
        if any(name.partition(".")[0] == self._package for name in sys.modules):
            message = f"{self._package} is imported already"
            raise RuntimeError(message)
        sys.meta_path.insert(0, self)

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Find a module of the program; leave every other one to Python."""
        if fullname.partition(".")[0] != self._package:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Loader(self, spec.loader.name, spec.loader.path)
        return spec

    def add(self, path: Path, marks: list[int], told: Sequence[Mark]) -> None:
        """Take up a module that was loaded."""
        self._modules.append((path, marks, told))

    def forget(self) -> None:
        """Begin anew: no mark is set."""
        for _, marks, _ in self._modules:
            marks[:] = [0] * len(marks)

    def blocks(self) -> Mapping[Path, frozenset[int]]:
        """Return the lines of the blocks that were entered, by file."""
        return {
            path: lines
            for path, marks, told in self._modules
            if (lines := frozenset[int]().union(*(each.block for each in told_by(marks, told))))
        }

    def numbers(self) -> dict[str, set[int]]:
        """Return the numbers of the marks that are set, by file; one may be loaded twice."""
        found: dict[str, set[int]] = {}
        for path, marks, _ in self._modules:
            found.setdefault(str(path), set()).update(k for k, mark in enumerate(marks) if mark)
        return found


def told_by(marks: Iterable[int], told: Iterable[Mark]) -> Iterator[Mark]:
    """Return what those marks tell that are set."""
    return (each for mark, each in zip(marks, told, strict=True) if mark)
