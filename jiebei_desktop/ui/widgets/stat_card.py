"""One figure with its name above and two lines below that say what is in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent

from jiebei_desktop.ui.theme import Theme, set_property
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.boxes import REST, down
from jiebei_desktop.ui.widgets.click_frame import ClickFrame

_LONG = 14
"""Figures with more characters are written smaller: an amount is never cut."""


class StatCard(ClickFrame):
    """A figure; clicking it, Enter, Space or F1 asks how it was worked out."""

    keys = ClickFrame.keys | {Qt.Key.Key_F1}

    def __init__(self, theme: Theme, *, accent: bool = False) -> None:
        super().__init__("card")
        self._theme = theme
        self.label = Label("caption", "text2")
        self.value = Label("figure")
        self.caption = Label("caption", "text3", wrap=True)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._column = down(self.label, self.value, self.caption, REST, on=self, gap=1, around=None)
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
            super().mouseReleaseEvent(event)

    def _rescale(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(14), px(11), px(12), px(10))
        self.setMinimumWidth(px(150))
        self.caption.setMinimumHeight(px(34))
