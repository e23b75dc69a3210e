"""Rules of the house that no linter knows, read from the source itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sources import tree

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "jiebei_desktop"
SOURCES = sorted(PACKAGE.rglob("*.py"))
SCRIPTS = [ROOT / "dev.py", *sorted((ROOT / "packaging").glob("*.py"))]

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40

NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib",
    "socket", "socketserver", "ssl", "telnetlib", "urllib3", "webbrowser", "websockets", "xmlrpc",
}  # fmt: skip
NETWORK_PARTS = {"urllib.request", "PySide6.QtNetwork", "PySide6.QtWebEngineCore"}
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
LOG_LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
LEGAL = re.compile(r"0\.(24|36)0*")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(module: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without those of its docstring."""
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def imported(module: ast.AST) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(node: ast.AST) -> str:
    """Return the last part of the name that is called, empty for anything else."""
    if not isinstance(node, ast.Call):
        return ""
    target = node.func
    if isinstance(target, ast.Attribute):
        return target.attr
    return target.id if isinstance(target, ast.Name) else ""


def at_import(module: ast.Module) -> Iterator[ast.AST]:
    """Yield what runs when a module is imported: everything outside function bodies."""
    waiting: list[ast.AST] = list(module.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, *node.args.defaults]
            waiting += [each for each in node.args.kw_defaults if each is not None]
            continue
        yield node
        waiting += ast.iter_child_nodes(node)


def literals(module: ast.Module) -> Iterator[ast.Constant]:
    docs = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and id(node) not in docs:
            yield node


@pytest.fixture(scope="module")
def trees() -> dict[Path, ast.Module]:
    return {path: tree(path) for path in SOURCES}


def test_no_module_is_longer_than_400_lines():
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    lengths |= {name_of(path): len(path.read_text("utf-8").splitlines()) for path in SCRIPTS}
    assert {name: long for name, long in lengths.items() if long > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_40_lines(trees):
    modules = trees | {path: tree(path) for path in SCRIPTS}
    long = {
        f"{name_of(path)}:{function.lineno} {function.name}": length
        for path, module in modules.items()
        for function in functions(module)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_the_domain_knows_no_float(trees):
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path, module in trees.items()
        if path.is_relative_to(PACKAGE / "domain") and path.name != "irr.py"
        for node in ast.walk(module)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]
    assert found == []


def test_nothing_in_the_package_can_reach_a_network(trees):
    found = {
        f"{name_of(path)}: {name}"
        for path, module in trees.items()
        for name in imported(module)
        if name.split(".")[0] in NETWORK or any(name.startswith(part) for part in NETWORK_PARTS)
    }
    assert found == set()


def test_nothing_is_translated_when_a_module_is_imported(trees):
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path, module in trees.items()
        for node in at_import(module)
        if called(node) in GETTEXT
    ]
    assert found == []


def test_messages_are_whole_strings_and_not_put_together(trees):
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path, module in trees.items()
        for node in ast.walk(module)
        if called(node) in GETTEXT
        for argument in node.args
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
    ]
    assert found == []


def test_no_number_of_the_law_is_written_in_code(trees):
    found = [
        f"{name_of(path)}:{node.lineno} {node.value!r}"
        for path, module in trees.items()
        for node in literals(module)
        if isinstance(node.value, float | str) and LEGAL.fullmatch(str(node.value))
    ]
    assert found == []


def test_log_lines_are_templates_without_values_in_them(trees):
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path, module in trees.items()
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in LOG_LEVELS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"log", "logger", "logging", "_log"}
        and any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args)
    ]
    assert found == []


def asks_the_class(module: ast.Module) -> Iterator[int]:
    """Yield where a debt's class is compared to tell whether it is guarded, or family."""
    for node in ast.walk(module):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute):
            other = node.comparators[0]
            named = other.id if isinstance(other, ast.Name) else getattr(other, "attr", "")
            if node.left.attr == "priority" and named in {"PROTECTED", "FAMILY"}:
                yield node.lineno


def test_what_the_class_of_a_debt_means_is_asked_of_the_debt(trees):
    found = {name_of(path) for path, module in trees.items() if any(asks_the_class(module))}
    assert found == {"jiebei_desktop/domain/debts.py", "jiebei_desktop/domain/plan_debt.py"}


def test_only_the_heads_read_the_calendar(trees):
    found = {
        name_of(path)
        for path, module in trees.items()
        for node in ast.walk(module)
        if called(node) in {"today", "now", "utcnow"}
        and isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"date", "datetime"}
    }
    heads = {"jiebei_desktop/app.py", "jiebei_desktop/cli/call.py"}
    assert found <= heads


def priorities(node: ast.AST) -> int:
    """Return how many classes of debts a literal collection names."""
    if not isinstance(node, ast.Set | ast.Tuple | ast.List):
        return 0
    return sum(
        isinstance(one, ast.Attribute)
        and isinstance(one.value, ast.Name)
        and one.value.id == "Priority"
        for one in node.elts
    )


def test_which_debts_are_protected_is_said_in_one_place(trees):
    """``domain.debts.PROTECTED``; the others are ``domain.planning.negotiable``."""
    owner = PACKAGE / "domain" / "debts.py"
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path, module in trees.items()
        for node in ast.walk(module)
        if path != owner and priorities(node) > 1
    ]
    assert found == []


def test_the_folder_of_scripts_does_not_hide_the_library_of_its_name():
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_these_rules_see_what_they_forbid():
    pair = ast.parse("frozenset({Priority.LIVELIHOOD, Priority.SECURED})")
    assert [priorities(node) for node in ast.walk(pair) if priorities(node)] == [2]
    planted = ast.parse(
        "import socket\n"
        "from PySide6 import QtNetwork\n"
        'TITLE = _("early")\n'
        "def late(name):\n"
        '    log.info(f"{name}")\n'
        '    return _(f"hello {name}")\n'
        'LINE = Decimal("0.24")\n'
    )
    assert "socket" in set(imported(planted))
    assert "PySide6.QtNetwork" in set(imported(planted))
    assert [called(node) for node in at_import(planted) if called(node) in GETTEXT] == ["_"]
    assert [n.value for n in literals(planted) if LEGAL.fullmatch(str(n.value))] == ["0.24"]
    joined = [n for n in ast.walk(planted) if called(n) == "_" and n.args]
    assert any(isinstance(n.args[0], ast.JoinedStr) for n in joined)


def test_only_a_pause_waits_by_the_clock_in_a_page():
    """A page with a timer of its own makes a test that a slow machine turns red."""
    watchers = {"ui/pause.py", "ui/idle.py", "ui/collector.py", "ui/day_watch.py"}
    found = {
        name_of(path): node.lineno
        for path in SOURCES
        if str(path.relative_to(PACKAGE)) not in watchers | {"ui/pictures.py"}
        for node in ast.walk(tree(path))
        if called(node) in {"QTimer", "startTimer"}
    }
    assert found == {}


def shown_as_markup(module: ast.Module) -> Iterator[int]:
    """Yield the lines at which Qt may take text from data for markup."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in {
            "AutoText",
            "RichText",
            "MarkdownText",
        }:
            yield node.lineno
        if called(node) in {"setHtml", "setMarkdown", "setWhatsThis", "QTextBrowser"}:
            yield node.lineno
        if called(node) == "QLabel" and node.args:
            yield node.lineno
        if called(node) == "setToolTip" and not all(map(_certain, node.args)):
            yield node.lineno


def _certain(words: ast.expr) -> bool:
    """Whether words are ours, or shown as they were typed."""
    if isinstance(words, ast.IfExp):
        return _certain(words.body) and _certain(words.orelse)
    ours = isinstance(words, ast.Constant) or called(words) in {"_", "pgettext"}
    return ours or called(words) == "as_typed"


def test_names_from_files_are_shown_as_typed_and_never_as_markup(trees):
    escaped = {"jiebei_desktop/ui/widgets/notice.py", "jiebei_desktop/ui/printing.py"}
    found = [
        f"{name_of(path)}:{line}"
        for path, module in trees.items()
        if name_of(path) not in escaped
        for line in shown_as_markup(module)
    ]
    assert found == []
    planted = (
        "a.setToolTip(name)\nb.setTextFormat(Qt.TextFormat.RichText)\nQLabel(name)\nc.setHtml(x)"
    )
    assert sorted(shown_as_markup(ast.parse(planted))) == [1, 2, 3, 4]


def test_every_dialog_comes_up_inside_its_screen():
    """A dialog of ours is a `FittedDialog`, or its buttons may lie below the edge."""
    bare = [
        f"{path.name}: {node.name}"
        for path in sorted((ROOT / "jiebei_desktop").rglob("*.py"))
        if path.name != "fitting.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "QDialog" for base in node.bases)
    ]
    assert bare == []
