"""Something done once after a quiet moment: a search when the hand rests, a bar when it takes long.

Every such wait of the window is a `Pause`, so that a test can hold the clock and end the wait when
it wants to; no test then depends on how fast a machine is.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Pause(QObject):
    """Waits ``milliseconds`` after the last ``begin`` and then calls ``then`` once."""

    by_clock = True
    """False while a test holds the clock: then only ``finish`` ends a wait."""

    def __init__(self, parent: QObject, milliseconds: int, then: Callable[[], object]) -> None:
        super().__init__(parent)
        self._then = then
        self._waiting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(self.finish)

    @property
    def waiting(self) -> bool:
        """Return whether the wait is on."""
        return self._waiting

    def begin(self) -> None:
        """Wait from now on, also where a wait was on already."""
        self._waiting = True
        if self.by_clock:
            self._timer.start()

    def cancel(self) -> None:
        """Forget what was waited for."""
        self._waiting = False
        self._timer.stop()

    def finish(self) -> None:
        """End the wait and do what was waited for; nothing where no wait is on."""
        if self._waiting:
            self.cancel()
            self._then()
