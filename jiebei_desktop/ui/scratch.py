"""Where example households lie: a private folder of the system's, gone with the program."""

from __future__ import annotations

import os
import shutil
import weakref
from pathlib import Path
from tempfile import gettempdir

from PySide6.QtCore import QLockFile

_NAME = "JiebeiPlanner-example-"
_LOCK = ".lock"


class Scratch:
    """Folder of the examples of this window: made with the first one, deleted at the end.

    A lock beside it tells other starts that it is in use, from before it is made.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None

    def folder(self) -> Path:
        """Return the folder, made when it is not there yet.

        Raises:
            OSError: the system's folder for such things cannot be written.
        """
        if self._folder is None:
            made = Path(gettempdir()) / f"{_NAME}{os.urandom(6).hex()}"
            lock = _lock(made)
            lock.tryLock(0)
            made.mkdir(mode=0o700)
            weakref.finalize(self, _remove, made, lock)  # when the program ends at the latest
            self._folder = made
        return self._folder

    def holds(self, path: Path) -> bool:
        """Return whether a file is one of the examples."""
        return path.parent == self._folder


def tidy() -> None:
    """Delete what windows that were killed have left; what a living one holds stays."""
    place = Path(gettempdir())
    for lock_file in place.glob(f"{_NAME}*{_LOCK}"):
        made = lock_file.with_suffix("")
        lock = _lock(made)
        if lock.tryLock(0):
            _remove(made, lock)


def _lock(made: Path) -> QLockFile:
    lock = QLockFile(f"{made}{_LOCK}")
    lock.setStaleLockTime(0)  # however old: only that nobody holds it makes it stale
    return lock


def _remove(made: Path, lock: QLockFile) -> None:
    shutil.rmtree(made, ignore_errors=True)
    lock.unlock()
