"""Waiting for the window's lanes: as long as a busy machine takes, and no longer than they work."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from jiebei_desktop.ui.window import MainWindow

WAIT_MS = 300_000


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(window.parts.lanes.idle, timeout=WAIT_MS)
