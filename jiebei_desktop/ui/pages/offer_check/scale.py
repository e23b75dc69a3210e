"""The ruler of yearly rates: bands, the advertised rate and the true one."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.painted import Painted

TONES = {"le4lpr": "positive", "le24": "info", "b24_36": "caution", "gt36": "severe"}
"""Band → colour of its frame; its background is the same name with ``_bg``."""
OPEN_SHARE = 0.4
"""Width of the open last band, of all others together."""
HEIGHT = 98


class Stretch(Struct, frozen=True, kw_only=True):
    """One band as drawn: its word, its end as a fraction (None: open) and the end's label."""

    code: str
    word: str
    end: float | None
    label: str


class Pointer(Struct, frozen=True, kw_only=True):
    """A rate pointed at from above."""

    rate: float
    label: str
    tone: str


class RateScale(Painted):
    """Paints the bands and up to two pointers; read aloud as one sentence."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._bands: tuple[Stretch, ...] = ()
        self._pointers: tuple[Pointer, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rates(self, bands: Sequence[Stretch], pointers: Sequence[Pointer], words: str) -> None:
        """Show bands and rates."""
        self._bands, self._pointers = tuple(bands), tuple(pointers)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Fill the width at a fixed height."""
        return QSize(self._theme.px(320), self._theme.px(HEIGHT))

    def place(self, rate: float) -> float:
        """Return where a rate lies, in px from the left; beyond the scale it is the nearer end."""
        left, width = self._frame()
        end = self._last_end()
        if not end:
            return left
        rate = max(0.0, rate)
        share = rate / end if rate <= end else 1 + OPEN_SHARE * min(1.0, (rate - end) / end)
        return left + width * share / (1 + OPEN_SHARE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ruler."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bands(painter)
        taken: list[QRectF] = []
        for pointer in self._pointers:
            self._paint_pointer(painter, pointer, taken)
        painter.end()
        event.accept()

    def _frame(self) -> tuple[float, float]:
        margin = self._theme.px(10)
        return float(margin), float(max(1, self.width() - 2 * margin))

    def _last_end(self) -> float:
        return max((band.end for band in self._bands if band.end is not None), default=0.0)

    def _paint_bands(self, painter: QPainter) -> None:
        px, colour = self._theme.px, self._theme.colour
        top, tall = px(54), px(22)
        left, width = self._frame()
        start = left
        for band in self._bands:
            end = left + width if band.end is None else self.place(band.end)
            area = QRectF(start, top, end - start - 1, tall)
            painter.setPen(QPen(colour(TONES[band.code]), 1))
            painter.setBrush(colour(f"{TONES[band.code]}_bg"))
            painter.drawRect(area)
            painter.setPen(colour("text"))
            words = QFontMetricsF(painter.font()).elidedText(
                band.word, Qt.TextElideMode.ElideRight, area.width() - 4
            )
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
            painter.setPen(colour("text2"))
            if band.label:
                below = QRectF(end - px(30), top + tall + px(2), px(60), px(18))
                painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, band.label)
            start = end
        painter.drawText(QRectF(0, top + tall + px(2), px(40), px(18)), 0, "0%")

    def _paint_pointer(self, painter: QPainter, pointer: Pointer, taken: list[QRectF]) -> None:
        """Draw a label over a triangle; a label that would cover another one goes a line up."""
        px, colour = self._theme.px, self._theme.colour
        painter.setPen(colour(pointer.tone))
        painter.setBrush(colour(pointer.tone))
        at, foot = self.place(pointer.rate), px(50)
        half, top = px(6), foot - px(9)
        corners = [QPointF(at - half, top), QPointF(at + half, top), QPointF(at, foot)]
        painter.drawPolygon(QPolygonF(corners))
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        wide = QFontMetricsF(font).horizontalAdvance(pointer.label)
        x = min(max(0.0, at - wide / 2), max(0.0, self.width() - wide))
        area = QRectF(x, px(20), wide + 1, px(18))
        if any(area.intersects(other) for other in taken):
            area.moveTop(0.0)
        taken.append(area)
        painter.drawText(area, Qt.AlignmentFlag.AlignHCenter, pointer.label)
        font.setBold(False)
        painter.setFont(font)
