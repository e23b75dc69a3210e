"""A slider whose track is exactly as long as the axis of the chart above it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider

from jiebei_desktop.ui.theme import Theme

STEP, PAGE = 50, 100
"""Yuan that one arrow key, and one page key, moves the amount."""
_KNOB = 18


class Track(QSlider):
    """An amount in whole yuan; 0 lies at the left end of the axis."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._start, self._end = 0.0, 1.0
        self.setSingleStep(STEP)
        self.setPageStep(PAGE)
        theme.changed.connect(self._restyle)

    def align(self, start: float, end: float) -> None:
        """Lay the track between two places of the widget, in pixels from its left edge."""
        if (start, end) != (self._start, self._end):
            self._start, self._end = start, end
            self.update()

    def span(self) -> tuple[float, float]:
        """Return where the track begins and ends, in pixels from the widget's left edge."""
        return self._start, self._end

    def place_of(self, amount: float) -> float:
        """Return where an amount lies, in pixels from the widget's left edge."""
        share = (amount - self.minimum()) / max(1, self.maximum() - self.minimum())
        return self._start + share * (self._end - self._start)

    def amount_at(self, place: float) -> int:
        """Return the amount at a place, in whole steps."""
        share = (place - self._start) / max(1.0, self._end - self._start)
        amount = self.minimum() + share * (self.maximum() - self.minimum())
        return min(self.maximum(), max(self.minimum(), round(amount / STEP) * STEP))

    def sizeHint(self) -> QSize:
        """Ask for a comfortable height to hit."""
        return QSize(self._theme.px(200), self._theme.px(28))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to where the user points and go along."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setFocus()
            self.setSliderDown(True)
            self.setValue(self.amount_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along while the button is held."""
        if self.isSliderDown():
            self.setValue(self.amount_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track, what is chosen of it, and the knob."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, thick = self.height() / 2, theme.px(4)
        knob = self.place_of(self.value())
        for colour, end in (("border", self._end), ("accent", knob)):
            painter.setBrush(theme.colour(colour))
            area = QRectF(self._start, middle - thick / 2, end - self._start, thick)
            painter.drawRoundedRect(area, thick / 2, thick / 2)
        radius = theme.px(_KNOB) / 2
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("accent"), theme.px(4)))
        painter.drawEllipse(QPointF(knob, middle), radius - theme.px(2), radius - theme.px(2))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawEllipse(QPointF(knob, middle), radius + 2, radius + 2)
        painter.end()
        event.accept()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
