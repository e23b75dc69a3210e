"""The nine stages in a row, with the day each usually begins."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.painted import Painted

NAMES = 24
"""From the top to the names, in px at 100 %."""
_WORDS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


class Step(Struct, frozen=True, kw_only=True):
    """One stage as drawn: name above, day or "now" below."""

    label: str
    below: str
    state: str
    """done, current, ahead or skipped."""


class Ladder(Painted):
    """Paints dots on a line; read aloud as one sentence."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._steps: tuple[Step, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show the stages."""
        self._steps = tuple(steps)
        now = [f"{step.label} {step.below}" for step in steps if step.state == "current"]
        self.setAccessibleName(" ".join(now))
        self._restyle()

    def sizeHint(self) -> QSize:
        """Fill the width; what does not fit into a line of its stage breaks."""
        wide = max(self.width(), self._theme.px(320))
        return QSize(self._theme.px(320), self.heightForWidth(wide))

    def heightForWidth(self, width: int) -> int:
        """Return the height that all names and days take at a width."""
        names, days = self._rows(width)
        return self._theme.px(NAMES + 6) + names + days

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
        left, (names, days) = middle - cell / 2, self._rows(self.width())
        self._write(painter, QRectF(left, px(NAMES), cell, names), step.label, current)
        below = QRectF(left, px(NAMES) + names, cell, days)
        self._write(painter, below, step.below, current, "accent" if current else "text2")

    def _rows(self, width: int) -> tuple[int, int]:
        """Return how high the names and the days below them are."""
        cell = width // max(1, len(self._steps))
        return self._high([step.label for step in self._steps], cell), self._high(
            [step.below for step in self._steps], cell
        )

    def _high(self, texts: Sequence[str], cell: int) -> int:
        metrics = QFontMetrics(self._font(bold=True))
        room = QRect(0, 0, cell, 10 * metrics.height())
        return max(
            (metrics.boundingRect(room, int(_WORDS), text).height() for text in texts), default=0
        )

    def _font(self, *, bold: bool) -> QFont:
        font = self.font()
        font.setBold(bold)
        return font

    def _write(
        self, painter: QPainter, area: QRectF, text: str, bold: bool, tone: str = "text"
    ) -> None:
        painter.setFont(self._font(bold=bold))
        painter.setPen(self._theme.colour(tone))
        painter.drawText(area, int(_WORDS), text)
