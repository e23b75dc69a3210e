"""Noticing that nobody is there: no key and no mouse for a while, or the computer slept."""

from __future__ import annotations

import time
from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

TICK_SECONDS = 5
SLEPT_AFTER = 30.0
"""A tick that comes so many seconds late: the computer slept, or was suspended."""
SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.TouchBegin,
    }
)


class Clocks(Struct, frozen=True, kw_only=True):
    """The two clocks: one that stands still in sleep on some systems, one that never does."""

    running: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time


class IdleWatch(QObject):
    """Announces ``away`` once, until somebody is there again."""

    away = Signal()

    def __init__(self, clocks: Clocks | None = None) -> None:
        super().__init__()
        self._clocks = clocks or Clocks()
        self.minutes = 0
        """Patience; with 0 only sleep counts."""
        self._last_sign = self._clocks.running()
        self._last_tick = self._clocks.wall()
        self._told = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_SECONDS * 1000)
        self._timer.timeout.connect(self.tick)

    def start(self, minutes: int) -> None:
        """Begin to watch; only now every event passes through here."""
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self.minutes = minutes
        self._last_sign = self._clocks.running()
        self._last_tick = self._clocks.wall()
        self._told = False
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take note of every key and every move; nothing is held back."""
        if event.type() in SIGNS:
            self._last_sign = self._clocks.running()
            self._told = False
        return False

    def tick(self) -> None:
        """Compare the clocks."""
        now, wall = self._clocks.running(), self._clocks.wall()
        slept = wall - self._last_tick > TICK_SECONDS + SLEPT_AFTER
        idle = self.minutes > 0 and now - self._last_sign >= 60 * self.minutes
        self._last_tick = wall
        if (slept or idle) and not self._told:
            self._told = True
            self.away.emit()
