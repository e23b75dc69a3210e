"""The syntax of the program's files, read once for all tests that look at it."""

from __future__ import annotations

import ast
import gc
from functools import cache
from pathlib import Path


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax of a file, which nobody may change.

    The collector would go through all of it again and again, which takes twice as long as reading.
    """
    collects = gc.isenabled()
    gc.disable()
    found = ast.parse(path.read_text(encoding="utf-8"), str(path))
    gc.freeze()
    if collects:
        gc.enable()
    return found
