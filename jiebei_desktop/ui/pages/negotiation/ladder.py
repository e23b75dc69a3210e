"""The nine stages in a row, with the day each usually begins."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from jiebei_desktop.ui.theme import Theme

HEIGHT = 66


class Step(Struct, frozen=True, kw_only=True):
    """One stage as drawn: name above, day or "now" below."""

    label: str
    below: str
    state: str
    """done, current, ahead or skipped."""


class Ladder(QWidget):
    """Paints dots on a line; read aloud as one sentence."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._steps: tuple[Step, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show the stages."""
        self._steps = tuple(steps)
        now = [f"{step.label} {step.below}" for step in steps if step.state == "current"]
        self.setAccessibleName(" ".join(now))
        self.update()

    def sizeHint(self) -> QSize:
        """Fill the width at a fixed height."""
        return QSize(self._theme.px(320), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, the dots and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, step in enumerate(self._steps):
            self._paint_step(painter, place, step)
        painter.end()
        event.accept()

    def _paint_step(self, painter: QPainter, place: int, step: Step) -> None:
        px, colour = self._theme.px, self._theme.colour
        cell = self.width() / len(self._steps)
        middle, line = cell * (place + 0.5), px(12)
        reached = step.state != "ahead"
        if place:
            painter.setPen(QPen(colour("accent" if reached else "border"), px(2)))
            painter.drawLine(QPointF(middle - cell + px(7), line), QPointF(middle - px(7), line))
        tone = colour("accent" if step.state in {"done", "current"} else "border_strong")
        painter.setPen(QPen(tone, px(4) if step.state == "current" else px(2)))
        painter.setBrush(tone if step.state == "done" else colour("surface"))
        painter.drawEllipse(QPointF(middle, line), px(6), px(6))
        current = step.state == "current"
        self._write(painter, QRectF(middle - cell / 2, px(24), cell, px(18)), step.label, current)
        below = QRectF(middle - cell / 2, px(42), cell, px(18))
        self._write(painter, below, step.below, current, "accent" if current else "text2")

    def _write(
        self, painter: QPainter, area: QRectF, text: str, bold: bool, tone: str = "text"
    ) -> None:
        font = self.font()
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(self._theme.colour(tone))
        metrics = QFontMetricsF(font)
        words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() - 2)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
