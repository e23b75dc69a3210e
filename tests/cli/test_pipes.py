from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from jiebei_desktop.cli import __main__ as door
from jiebei_desktop.cli.group import main


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_whoever_reads_the_pipe_may_go_without_a_word(answer, tmp_path):
    ledger = tmp_path / "a.jiebei"
    answer("new", ledger, "--demo", "employee")
    reader, writer = os.pipe()
    os.close(reader)
    env = {**os.environ, "PYTHONPATH": str(Path.cwd()), "PYTHONUTF8": "1"}
    command = (sys.executable, "-m", "jiebei_desktop.cli", "rules", str(ledger))
    with os.fdopen(writer, "wb") as gone:
        done = subprocess.run(command, stdout=gone, stderr=subprocess.PIPE, env=env, check=False)
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="a device of Linux")
def test_an_answer_that_nothing_takes_is_told_as_such(answer, tmp_path):
    """The line was ": No space left on device": of nothing, in English."""
    ledger = tmp_path / "a.jiebei"
    answer("new", ledger)
    env = {**os.environ, "PYTHONPATH": str(Path.cwd()), "PYTHONUTF8": "1"}
    command = (sys.executable, "-m", "jiebei_desktop.cli", "owed", str(ledger))
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=env, check=False)
    assert (done.returncode, done.stderr.decode()) == (1, "结果写不出去（磁盘已满）\n")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("read_in", ["click.exceptions", "click"])
def test_ctrl_c_ends_the_command_without_a_traceback_while_it_is_read_in(answer, tmp_path, read_in):
    ledger = tmp_path / "a.jiebei"
    answer("new", ledger)
    env = {**os.environ, "PYTHONPATH": str(Path.cwd()), "PYTHONUTF8": "1"}
    command = (sys.executable, "-X", "importtime", "-m", "jiebei_desktop.cli", "owed", ledger)
    # it goes no further than a page of what it says of its imports until that is read
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "pipesize": 4096, "bufsize": 0}
    with subprocess.Popen(command, env=env, **pipes) as one:
        for line in one.stderr:
            if line.decode().split("|")[-1].strip() == read_in:
                one.send_signal(signal.SIGINT)
                break
        words = one.communicate()[1].decode()
    assert "Traceback" not in words
    assert one.returncode in {-signal.SIGINT, 130}


def test_once_the_command_is_read_in_ctrl_c_is_its_own_and_afterwards_ends_the_process(monkeypatch):
    inside = []
    monkeypatch.setattr(
        "jiebei_desktop.cli.group.main", lambda **_: inside.append(signal.getsignal(signal.SIGINT))
    )
    before = signal.getsignal(signal.SIGINT)
    try:
        door.main()
        assert (inside, signal.getsignal(signal.SIGINT)) == ([before], signal.SIG_DFL)
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_a_terminal_sees_how_many_papers_are_done_and_a_pipe_does_not(answer, run, tmp_path):
    ledger = tmp_path / "a.jiebei"
    answer("new", ledger, "--demo", "employee", "--as-of", "2026-11-22")
    words = ("plan", ledger, "--for", "all", "--pdf", tmp_path / "p.pdf", "--as-of", "2026-11-22")
    env = {**os.environ, "PYTHONPATH": str(Path.cwd()), "PYTHONUTF8": "1"}
    command = (sys.executable, "-m", "jiebei_desktop.cli", *map(str, words))
    own, its = os.openpty()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=its, env=env, check=False)
    os.close(its)
    shown = os.read(own, 10_000).decode()
    os.close(own)
    assert (done.returncode, "100%" in shown) == (0, True)
    assert "%" in done.stdout.decode()
    assert "[#" not in done.stdout.decode()
    assert run(*words).stderr == ""


def test_what_one_command_writes_another_reads_from_the_pipe(answer, run, tmp_path):
    ledger, other = tmp_path / "a.jiebei", tmp_path / "b.jiebei"
    answer("new", ledger, "--demo", "employee")
    answer("new", other)
    household = run("dump", ledger).stdout
    read = CliRunner().invoke(main, ["load", str(other), "-"], input=household)
    assert read.exit_code == 0, read.output
    assert run("dump", other).stdout == household
    broken = CliRunner().invoke(main, ["apr", "-"], input="[")
    assert (broken.exit_code, broken.stderr.startswith("- 第 1 行：")) == (1, True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion(run, shell):
    done = run("completion", shell)
    assert done.exit_code == 0
    assert f"_JIEBEI_COMPLETE={shell}_complete" in done.stdout
    assert run("completion", "tcsh").exit_code == 2


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_a_command_with_what_it_was_given(run, tmp_path):
    program = tmp_path / "jiebei"
    code = "from jiebei_desktop.cli.group import main; main(prog_name='jiebei')"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{code}" "$@"\n')
    program.chmod(0o755)
    (tmp_path / "done.bash").write_text(run("completion", "bash").stdout)
    asked = (
        "source done.bash; COMP_WORDS=(jiebei sched); COMP_CWORD=1; _jiebei_completion jiebei;"
        ' echo "${COMPREPLY[@]}"'
    )
    env = {**os.environ, "PYTHONPATH": str(Path.cwd()), "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(
        ("bash", "--norc", "-c", asked),
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["schedule"]
