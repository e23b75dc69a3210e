"""One window per data folder: a lock, and a request file for whoever comes second."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal


class SingleInstance(QObject):
    """Holds the lock of a data folder; ``asked`` carries a ledger that another start wants open.

    Files only, no socket: nothing that a firewall or a network rule could see.
    """

    asked = Signal(str)
    """Path of a ledger; empty when the other start only wants the window to come forward."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        folder.mkdir(parents=True, exist_ok=True)
        self._request = folder / "request"
        self._lock = QLockFile(str(folder / "lock"))
        self._lock.setStaleLockTime(0)
        self._watcher = QFileSystemWatcher()

    def first(self) -> bool:
        """Take the lock and say whether this is the only window."""
        if not self._lock.tryLock(100):
            return False
        self._request.write_text("", encoding="utf-8")
        self._watcher.addPath(str(self._request))
        self._watcher.fileChanged.connect(self._read)
        return True

    def ask(self, ledger: Path | None) -> None:
        """Ask the window that holds the lock to come forward, and to open a ledger."""
        path = "" if ledger is None else str(ledger.resolve())
        self._request.write_text(path + "\n", encoding="utf-8")

    def release(self) -> None:
        """Let another window take the lock."""
        self._lock.unlock()

    def _read(self) -> None:
        text = self._request.read_text(encoding="utf-8")
        if text.endswith("\n"):
            self._request.write_text("", encoding="utf-8")
            self.asked.emit(text.strip())
