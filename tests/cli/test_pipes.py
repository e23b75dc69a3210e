from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


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
