"""One figure with its name above and two lines below that say what is in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from jiebei_desktop.ui.theme import Theme, set_property
from jiebei_desktop.ui.widgets.basics import Label

_LONG = 14
"""Figures with more characters are written smaller: an amount is never cut."""


class StatCard(QFrame):
    """A figure; clicking it, Enter, Space or F1 asks how it was worked out."""

    clicked = Signal()

    def __init__(self, theme: Theme, *, accent: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("class", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.label = Label("caption", "text2")
        self.value = Label("figure")
        self.caption = Label("caption", "text3", wrap=True)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(1)
        for part in (self.label, self.value, self.caption):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.set_accent(on=accent)
        theme.changed.connect(self._rescale)
        self._rescale()

    def show_figure(self, label: str, value: str, caption: str = "") -> None:
        """Show a figure; the caption wraps to two lines and is never cut."""
        self.label.setText(label)
        self.value.setText(value)
        set_property(self.value, "role", "amount" if len(value) > _LONG else "figure")
        self.caption.setText(caption)
        self.setAccessibleName(f"{label} {value}")
        self.setAccessibleDescription(caption)

    def set_accent(self, *, on: bool) -> None:
        """Mark this as the one figure of the row to look at."""
        set_property(self, "accent", "true" if on else "")
        self.label.set_tone("accent" if on else "text2")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Count as a click when released inside."""
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act like a button."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F1}:
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def _rescale(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(14), px(11), px(12), px(10))
        self.setMinimumWidth(px(150))
        self.caption.setMinimumHeight(px(34))
