"""Cyclic garbage is collected on the window's thread and at no other time.

Left to itself, Python collects in whichever thread happens to allocate, and a lane's thread must
not destroy a widget (docs/decisions/0010).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

EVERY_SECONDS = 5
OFTEN_MS = 50
MANY = 10_000
"""New objects that are collected in a few milliseconds; a library read in a lane makes far more."""
WHOLE_EVERY = 12
"""So many ticks from one collection of everything to the next; the others take the young.

Everything takes about a tenth of a second, so it waits until the user is in another program, or
closes a ledger.
"""
_YOUNG, _ALL = 0, 2


class Collector(QObject):
    """Turns Python's own collections off for the life of the process and does them from a timer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_SECONDS * 1000)
        self._timer.timeout.connect(self.tick)
        self._often = QTimer(self)
        self._often.setInterval(OFTEN_MS)
        self._often.timeout.connect(self.glance)

    def start(self) -> None:
        """Begin; what exists by now stays, and is not looked at again."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def running(self) -> bool:
        """Return whether collections come from the timer."""
        return self._timer.isActive()

    def look_often(self, busy: bool) -> None:
        """Collect bit by bit while the lanes are at work, so that the next tick is short."""
        if busy:
            self._often.start()
        else:
            self._often.stop()

    def glance(self) -> None:
        """Collect the young if they are many."""
        if gc.get_count()[_YOUNG] >= MANY:
            gc.collect(_YOUNG)

    def soon(self) -> None:
        """Collect everything once what is going on now has ended: the pages of a closed ledger."""
        QTimer.singleShot(0, self, lambda: gc.collect(_ALL))

    def tick(self) -> int:
        """Collect and return how many objects went."""
        self._ticks += 1
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        return gc.collect(_YOUNG if active or self._ticks % WHOLE_EVERY else _ALL)
