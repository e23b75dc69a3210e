"""The script of chores, as far as it can be tried without a bare machine."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scripts import printed

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "dev.py"


def run(*arguments, cwd=ROOT, **env):
    return subprocess.run(
        (sys.executable, str(DEV), *arguments),
        cwd=cwd,
        capture_output=True,
        text=True,
        env={**os.environ, **env},
        check=False,
    )


def chores():
    lines = run().stdout.splitlines()
    return {
        line.split()[0]: line
        for line in lines
        if line.startswith("    ") and "dev.py r" not in line and "dev.py t" not in line
    }


def test_without_a_chore_it_lists_them_and_ends_with_code_two():
    done = run()
    assert done.returncode == 2
    wanted = (
        "run",
        "test",
        "lock",
        "lint",
        "pictures",
        "bench",
        "backtest",
        "faults",
        "app",
        "mutate",
    )
    wanted += ("installers", "smoke", "winverify", "messages")
    assert set(wanted) <= set(chores())
    assert run("nonsense").returncode == 2


def test_a_chore_says_what_it_takes_and_does_nothing_else():
    done = run("backtest", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Test the affordability model on made-up households")


def test_it_needs_nothing_but_the_standard_library():
    tree = ast.parse(DEV.read_text(encoding="utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_every_chore_has_its_script_and_one_without_says_so(tmp_path):
    lines = DEV.read_text(encoding="utf-8")
    for name in (
        "faults",
        "app",
        "installers",
        "smoke",
        "winverify",
        "bench",
        "backtest",
        "gates",
        "mutate",
    ):
        assert f'script="{name}"' in lines
        assert (ROOT / "packaging" / f"{name}.py").is_file()
    alone = tmp_path / "dev.py"
    alone.write_text(lines, encoding="utf-8")
    done = subprocess.run(
        (sys.executable, alone, "faults"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "packaging/faults.py is not part of this checkout" in done.stderr


def test_the_readme_names_the_two_commands_and_ci_runs_the_second():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "\npython3 dev.py run\npython3 dev.py test\n" in readme
    assert "python3 dev.py test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert os.access(DEV, os.X_OK)


@pytest.mark.skipif(sys.platform != "linux", reason="the table is of Debian's packages")
def test_a_library_that_is_missing_is_found_missing():
    code = (
        "import dev; print(dev.is_missing('libz.so.1'), dev.is_missing('libno-such.so.9'));"
        "print(sorted(dev.LIBRARIES) == list(dev.LIBRARIES))"
    )
    assert printed(code).split() == ["False", "True", "True"]


def test_gates_know_every_layer_and_its_floor():
    code = (
        "import gates;"
        "file = lambda ran, all: gates.Reached(all - 2, 2, [*range(all - ran)][1:],"
        " ['1->2'][:all - ran]);"
        "shares = gates.by_layer({'jiebei_desktop/domain/a.py': file(9, 10),"
        " 'jiebei_desktop/domain/warnings/b.py': file(10, 10), 'jiebei_desktop/app.py': file(9, 10)});"
        "print({name: (share.percent, gates.floor(name)) for name, share in shares.items()})"
    )
    assert ast.literal_eval(printed(code)) == {"domain": (95.0, 100.0), "top": (90.0, 90.0)}


def test_the_pieces_of_the_suite_are_every_test_file_once():
    told = printed(
        "import gates; print([path for piece in gates.pieces() for path in piece.paths])"
    )
    run = [ROOT / path for path in ast.literal_eval(told)]
    files = [
        file for path in run for file in ([path] if path.is_file() else path.rglob("test_*.py"))
    ]
    assert sorted(files) == sorted((ROOT / "tests").rglob("test_*.py"))


def test_the_gates_do_every_job_and_one_failure_is_a_failure():
    code = (
        "import gates; done = [];"
        "job = lambda name, good: lambda: (done.append(name), good)[1];"
        "found = gates.work_off([job(1, True), job(2, False), job(3, True)]);"
        "print(found, sorted(done), gates.work_off([job(4, True)]),"
        " gates.job('x', sys.executable, '-c', 'print(1 / 0)')())"
    )
    told = printed(code)
    assert told.splitlines()[-1] == "False [1, 2, 3] True False"
    assert "== x: FAILED" in told
    assert "ZeroDivisionError" in told
