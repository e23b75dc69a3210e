"""The scripts of packaging, asked from a program of their own: they are no package to import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def printed(code: str) -> str:
    """Run code that finds `sys` and the scripts, and return what it prints.

    Raises:
        CalledProcessError: it did not end well.
    """
    line = f"import sys; sys.path.insert(0, 'packaging'); {code}"
    command = (sys.executable, "-c", line)
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
