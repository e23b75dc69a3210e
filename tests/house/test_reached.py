"""What the tests reach, told by marks in the program: each line, and each way a jump goes."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from scripts import printed

ROOT = Path(__file__).resolve().parents[2]
MONEY = ROOT / "jiebei_desktop" / "domain" / "money.py"


@pytest.fixture
def blocks(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    monkeypatch.delitem(sys.modules, "blocks", raising=False)
    made = importlib.import_module("blocks")
    monkeypatch.setattr(made, "STORE", tmp_path / "marks")
    yield made
    del sys.modules["blocks"]


PROGRAM = '''\
"""Say."""
from __future__ import annotations


def branches(a):
    """Say."""
    b = 1
    if a:
        return b
    c = 2
    if a is None:
        c = 3
    elif a == 0:
        c = (
            4)
    return c


def loops(these):
    for one in these:
        if one:
            break
    else:
        return 0
    while True:
        return 1


def cases(a):
    match a:
        case 1:
            return 1
        case 2 if a:
            a = 3
    return a


def fails(a):
    b = 1 / a
    c = b
    try:
        c = 1 / b
    except TypeError:
        c = 0
    except ArithmeticError:
        return 1
    return c


def left_out(a):
    if a:  # pragma: no cover - said why
        return 1
    try:
        return 2
    except ValueError:  # pragma: no cover
        b = 3
        return b


class Named:
    """Say."""

    def dots(self): ...

    def __repr__(self):
        return "Named"

    @property
    def name(self):
        """Say."""
        return self
'''
DEFINED = {5, 19, 29, 38, 50, 60, 63, 69}


def seen(blocks, path, *calls):
    """Run calls of the program; return which of its lines began and which ways were not gone."""
    path.write_text(PROGRAM, encoding="utf-8")
    code, marks, ways = blocks.compiled(path)
    space = {blocks.MARKS: [0] * len(marks), "__name__": "made"}
    exec(code, space)  # noqa: S102 - written above
    for call in calls:
        with suppress(ZeroDivisionError):
            eval(call, space)  # noqa: S307 - written below
    told = [number for number, mark in enumerate(space[blocks.MARKS]) if mark]
    ran = {line for number in told for line in marks[number].ran} - DEFINED
    return ran, {way.name for way in ways if not way.shown_by & {*told}}


EVERY_WAY = {
    *("8->9", "8->past", "11->12", "11->13", "13->14", "13->past"),
    *("20->21", "20->24", "21->22", "21->past"),
    *("31->32", "31->past", "33->34", "33->past"),
}


@pytest.mark.parametrize(
    ("call", "lines", "ways"),
    [
        ("branches(1)", {7, 8, 9}, {"8->9"}),
        ("branches(None)", {7, 8, 10, 11, 12, 16}, {"8->past", "11->12"}),
        ("branches(0)", {7, 8, 10, 11, 13, 14, 16}, {"8->past", "11->13", "13->14"}),
        ("branches('')", {7, 8, 10, 11, 13, 16}, {"8->past", "11->13", "13->past"}),
        ("loops([])", {20, 24}, {"20->24"}),
        ("loops([1])", {20, 21, 22, 25, 26}, {"20->21", "21->22"}),
        ("loops([0])", {20, 21, 24}, {"20->21", "21->past", "20->24"}),
        ("cases(1)", {30, 31, 32}, {"31->32"}),
        ("cases(2)", {30, 33, 34, 35}, {"31->past", "33->34"}),
        ("cases(4)", {30, 35}, {"31->past", "33->past"}),
        ("fails(0)", {39}, set()),
        ("fails(1)", {39, 40, 41, 42, 47}, set()),
        ("fails(1e400)", {39, 40, 41, 42, 45, 46}, set()),
        ("left_out(0)", {53, 54}, set()),
        ("Named().name", {71}, set()),
    ],
)
def test_a_call_reaches_its_lines_and_ways_and_no_more(blocks, tmp_path, call, lines, ways):
    assert seen(blocks, tmp_path / "made.py") == (set(), EVERY_WAY)
    assert seen(blocks, tmp_path / "made.py", call) == (lines, EVERY_WAY - ways)


def test_the_marked_program_is_the_same_but_for_its_marks(blocks):
    """Docstrings stay what they are, and every line its number."""
    tree = blocks.Marked(PROGRAM).visit(ast.parse(PROGRAM))
    plain = [each for each in ast.walk(tree) if isinstance(each, ast.stmt)]
    assert ast.get_docstring(tree) == ast.get_docstring(tree.body[-1]) == "Say."
    assert {each.lineno for each in plain} >= DEFINED


def test_a_module_is_marked_anew_when_it_changes(blocks, tmp_path):
    path = tmp_path / "made.py"
    path.write_text("a = 1\n", encoding="utf-8")
    first = blocks.compiled(path)
    assert blocks.compiled(path) == first
    path.write_text("a = 2\n", encoding="utf-8")
    assert blocks.compiled(path).code != first.code
    path.write_text("a = 1\n", encoding="utf-8")
    kept = next((tmp_path / "marks").iterdir())
    kept.write_bytes(kept.read_bytes()[:-9])
    assert blocks.compiled(path) == first


def test_without_a_test_its_lines_are_missing_and_what_is_never_loaded_is_missing_whole(tmp_path):
    for name, more in (("all", ()), ("fewer", ("-k", "not share and not weights"))):
        command = (sys.executable, "packaging/reached.py", str(tmp_path / name))
        tests = ("-q", "-p", "no:cacheprovider", "tests/unit/test_money.py", *more)
        subprocess.run((*command, *tests), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    told = printed(
        f"import reached; files = [reached.Path({str(tmp_path)!r}, name) for name in"
        " ('all', 'fewer')]; runs = [reached.added_up(some) for some in (files[:1], files[1:], files)];"
        " print([(run['jiebei_desktop/domain/money.py'].missing_lines,"
        " len(run['jiebei_desktop/app.py'].missing_lines) == run['jiebei_desktop/app.py'].lines > 50)"
        " for run in runs])"
    )
    whole, fewer, together = ast.literal_eval(told)
    lines = MONEY.read_text(encoding="utf-8").splitlines()
    first = next(at for at, line in enumerate(lines, 1) if line.startswith("def share("))
    assert whole == together == ([], True)
    assert fewer[0]
    assert all(line > first for line in fewer[0])
    assert fewer[1]


def test_a_block_is_told_with_its_own_lines(blocks, tmp_path):
    """What breaks the program asks so: its lines without those of the blocks inside it."""
    path = tmp_path / "made.py"
    path.write_text(PROGRAM, encoding="utf-8")
    told = {min(mark.block): mark.block for mark in blocks.compiled(path).marks if mark.block}
    assert told[6] == {6, 7, 8, 10, 11, 16}
    assert told[13] == {13}
    assert told[14] == {14, 15}


def test_a_condition_over_some_lines_is_told_with_all_of_them(blocks, tmp_path):
    path = tmp_path / "made.py"
    path.write_text("if (\n    a\n    or b\n):\n    c = 1\nd = 2\n", encoding="utf-8")
    told = {min(mark.block): mark.block for mark in blocks.compiled(path).marks if mark.block}
    assert told == {1: {1, 2, 3, 4, 6}, 5: {5}}
