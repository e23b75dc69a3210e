"""Waiting for the window's lanes: as long as a busy machine takes, and no longer than they work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from jiebei_desktop.ui.window import MainWindow

WAIT_MS = 300_000
LOOK_MS = 2
TURNS = 100
"""What a turn starts comes up in the next: a deep layout takes a dozen of them."""


def settle(window: MainWindow, _qtbot: QtBot | None = None) -> None:
    """Wait until nothing is under way."""
    if not window.parts.lanes.idle():
        _wait(window, turns=1)


def rest(window: MainWindow) -> None:
    """Wait until nothing is under way and many turns of the window have brought nothing new.

    The clock is held (`Pause`), so what the window still does it does in its next turns.
    """
    _wait(window, turns=TURNS)


def _wait(window: MainWindow, turns: int) -> None:
    loop, timer, late, left = QEventLoop(), QTimer(), QTimer(), [turns]

    def turn() -> None:
        calm = window.parts.lanes.idle()
        left[0] = left[0] - 1 if calm else turns
        timer.setInterval(0 if calm else LOOK_MS)
        if left[0] == 0:
            loop.quit()

    timer.timeout.connect(turn)
    timer.start(0)
    late.timeout.connect(loop.quit)
    late.start(WAIT_MS)
    loop.exec()
    timer.stop()
    late.stop()
    assert left[0] == 0, "something is still under way"
