"""Garbage collection on the window's thread only.

Python collects wherever an allocation happens to trigger it. In a lane's thread that would
destroy widgets off the window's thread, which Qt does not survive.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 10_000


class Collector(QObject):
    """Turns the automatic collector off and collects from the event loop instead."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the young generations; they hold what closed pages and dialogs left behind."""
        gc.collect(1)
