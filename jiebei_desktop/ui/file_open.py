"""A ledger opened from the system: on macOS a double-click comes as an event, not an argument."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent


class FileOpens(QObject):
    """Watches an application for files it is asked to open; ``opened`` carries the path.

    What comes before somebody listens, while the program starts, waits for `listen`.
    """

    opened = Signal(str)

    def __init__(self, app: QObject, *, comes_as_event: bool = True) -> None:
        super().__init__(app)
        self._waiting: list[str] = []
        self._listening = False
        if comes_as_event:  # elsewhere every event of the window would pass through for nothing
            app.installEventFilter(self)

    def listen(self) -> None:
        """Tell of every file from now on, first of the one that came meanwhile."""
        self._listening = True
        for path in self._waiting[-1:]:
            self.opened.emit(path)
        self._waiting = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the event of the system; let everything else through."""
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return super().eventFilter(watched, event)
        if self._listening:
            self.opened.emit(event.file())
        else:
            self._waiting.append(event.file())
        return True
