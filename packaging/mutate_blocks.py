"""Which lines a test reaches, at next to no cost: the program imported with a mark in every block.

A tracer is called for every line and makes the tests several times slower. Here each block of a
function (its body, a branch, a loop's body) sets one byte when it begins, and which bytes are set
after a test is what the test reached. Only `packaging/mutate_run.py` imports the program so;
nothing on disk changes. A block counts as a whole: a line after an early ``return`` in it is taken
for reached.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

MARKS = "__blocks__"
"""The name under which a module finds its bytes."""


class Marked(ast.NodeTransformer):
    """Sets one byte at the beginning of every block of every function."""

    def __init__(self) -> None:
        self.lines: list[frozenset[int]] = []
        """For each byte the lines of its block, without those of the blocks inside it."""
        self._inside = False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Mark the blocks of a function."""
        outer, self._inside = self._inside, True
        self.generic_visit(node)
        self._inside = outer
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Mark each list of statements of a node, the innermost first."""
        super().generic_visit(node)
        if self._inside and not isinstance(node, ast.ClassDef):
            for name, block in ast.iter_fields(node):
                if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                    setattr(node, name, self._marked(block))
        return node

    def _marked(self, block: Sequence[ast.stmt]) -> list[ast.stmt]:
        text = f"{MARKS}[{len(self.lines)}] = 1"
        self.lines.append(frozenset(line for each in block for line in own_lines(each)))
        mark = ast.parse(text).body[0]
        for part in ast.walk(mark):
            ast.copy_location(part, block[0])
        first = int(is_docstring(block[0]) or isinstance(block[0], ast.Global | ast.Nonlocal))
        return [*block[:first], mark, *block[first:]]


def is_docstring(statement: ast.stmt) -> bool:
    """Return whether a statement is a text that stands alone."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def own_lines(statement: ast.stmt) -> set[int]:
    """Return the lines of a statement without those of the statements inside it."""
    found = set(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1))
    for part in ast.walk(statement):
        if isinstance(part, ast.stmt) and part is not statement:
            found -= set(range(part.lineno, (part.end_lineno or part.lineno) + 1))
    return found | {statement.lineno}


class Loader(SourceFileLoader):
    """Compiles a module with its marks; writes no compiled file."""

    def __init__(self, blocks: Blocks, name: str, path: str) -> None:
        super().__init__(name, path)
        self._blocks = blocks
        self._marks = bytearray()

    def get_code(self, fullname: str) -> CodeType:
        """Return the module's code with its marks."""
        path = self.get_filename(fullname)
        marked = Marked()
        tree = marked.visit(ast.parse(self.get_data(path)))
        self._marks = bytearray(len(marked.lines))
        self._blocks.add(Path(path), self._marks, marked.lines)
        return compile(tree, path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, with its bytes at hand."""
        code = self.get_code(module.__name__)
        setattr(module, MARKS, self._marks)
        exec(code, module.__dict__)  # noqa: S102 - the program itself


class Blocks(MetaPathFinder):
    """Finds the program's modules and knows which of their blocks were entered."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._modules: list[tuple[Path, bytearray, Sequence[frozenset[int]]]] = []

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

    def add(self, path: Path, marks: bytearray, lines: Sequence[frozenset[int]]) -> None:
        """Take up a module that was loaded."""
        self._modules.append((path, marks, lines))

    def forget(self) -> None:
        """Begin anew: no block was entered."""
        for _, marks, _ in self._modules:
            marks[:] = bytes(len(marks))

    def reached(self) -> Mapping[Path, frozenset[int]]:
        """Return the lines of the blocks that were entered, by file."""
        return {
            path: frozenset[int]().union(*entered(marks, lines))
            for path, marks, lines in self._modules
            if any(marks)
        }


def entered(marks: bytearray, lines: Sequence[frozenset[int]]) -> Iterable[frozenset[int]]:
    """Return the lines of each block whose byte is set."""
    return (some for mark, some in zip(marks, lines, strict=True) if mark)
