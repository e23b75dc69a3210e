"""A stacked bar: what a sum is made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.painted import Painted

PART_COLOURS = ("c1", "c3", "c6", "c5")
"""Chart colours of principal, interest, penalty and fees, in this order."""
_SMALLEST = 3
_GAP = 2


def segment_widths(parts: Sequence[int], width: float) -> tuple[float, ...]:
    """Return a width in pixels for every part; a part above zero never gets under 3 px.

    Small parts are set to 3 px from the smallest up, because each one leaves the others less.
    """
    seen = sorted(part for part in parts if part > 0)
    room, rest = width - _GAP * (len(seen) - 1), sum(seen)
    least = 0
    for part in seen:
        if part * room >= _SMALLEST * rest:
            break
        room, rest, least = room - _SMALLEST, rest - part, part
    return tuple(
        0.0 if part <= 0 else float(_SMALLEST) if part <= least else part * room / rest
        for part in parts
    )


class Bar(Painted):
    """Paints segments side by side with a small gap."""

    def __init__(self, theme: Theme, height: int = 8) -> None:
        super().__init__(theme)
        self._height = height
        self._parts: tuple[int, ...] = ()
        self._colours: tuple[str, ...] = PART_COLOURS
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(
        self, parts: Sequence[int], spoken: str = "", colours: Sequence[str] = PART_COLOURS
    ) -> None:
        """Show the parts; ``spoken`` says the same in words for a screen reader."""
        self._parts = tuple(parts)
        self._colours = tuple(colours)
        self.setAccessibleName(spoken)
        self.setToolTip(as_typed(spoken))
        self.update()

    def sizeHint(self) -> QSize:
        """Fill the width at a fixed height."""
        return QSize(self._theme.px(80), self._theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the segments."""
        painter = QPainter(self)
        colours = [self._theme.chart(name) for name in self._colours]
        paint_bar(painter, QRectF(self.rect()), self._parts, colours)
        painter.end()
        event.accept()


def paint_bar(
    painter: QPainter, area: QRectF, parts: Sequence[int], colours: Sequence[QColor]
) -> None:
    """Paint a stacked bar into ``area``: also used by list delegates."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    left = area.left()
    for width, colour in zip(segment_widths(parts, area.width()), colours, strict=False):
        if width > 0:
            painter.setBrush(colour)
            radius = min(area.height() / 2, width / 2, 3)
            painter.drawRoundedRect(QRectF(left, area.top(), width, area.height()), radius, radius)
            left += width + _GAP
    painter.restore()
