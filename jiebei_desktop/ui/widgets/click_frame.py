"""A row or card that is pressed as a whole."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame

from jiebei_desktop.ui.widgets.focus_ring import ShowsFocus


class ClickFrame(ShowsFocus, QFrame):
    """A frame with the focus and the keys of a button: a click, Enter or Space presses it."""

    clicked = Signal()
    keys = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
    """Keys that press it."""

    def __init__(self, look: str) -> None:
        super().__init__()
        self.setProperty("class", look)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Count as a press."""
        del event
        self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act like a button."""
        if event.key() in self.keys:
            self.clicked.emit()
        else:
            super().keyPressEvent(event)
