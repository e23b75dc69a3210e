"""A plain figure painted into a picture: Qt's own drawing, so no other library is read for it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QPolygonF,
)

from jiebei_desktop.charts.plain import COVERS, HALO, Dot, Lettering, Mark, PlainFigure, Stroke
from jiebei_desktop.charts.style import FAMILY


def painted(figure: PlainFigure, width: int, height: int, ratio: float) -> QImage:
    """Return a figure as a picture of so many device-independent pixels; any thread may ask."""
    picture = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    picture.fill(QColor(figure.surface))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(picture.width() / figure.width, picture.height() / figure.height)
    for mark in figure.marks():
        _paint(painter, mark, HALO * figure.zoom)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _paint(painter: QPainter, mark: Mark, halo: float) -> None:
    match mark:
        case Stroke(points=points, fill=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(mark.colour))
            painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))
        case Stroke(points=points):
            painter.setPen(_pen(mark))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([QPointF(*point) for point in points]))
        case Dot(at=at, radius=radius):
            painter.setPen(QPen(QColor(mark.edge), 1))
            painter.setBrush(QColor(mark.colour))
            painter.drawEllipse(QPointF(*at), radius, radius)
        case Lettering():
            _write(painter, mark, halo)


def _pen(stroke: Stroke) -> QPen:
    pen = QPen(QColor(stroke.colour), stroke.width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if stroke.dashes:
        pen.setDashPattern([each / stroke.width for each in stroke.dashes])
    return pen


def _write(painter: QPainter, words: Lettering, halo: float) -> None:
    font = QFont(FAMILY)
    font.setPixelSize(round(words.size))
    font.setBold(words.bold)
    measured = QFontMetricsF(font)
    room = measured.horizontalAdvance(words.text)
    before = {"left": 0.0, "center": room / 2, "right": room}[words.side]
    at = QPointF(words.at[0] - before, words.at[1])
    if words.ground:
        ground = QColor(words.ground)
        ground.setAlphaF(COVERS)
        high = measured.capHeight()
        box = QRectF(at.x(), at.y() - high, room, high)
        painter.fillRect(box.adjusted(-halo, -2 * halo, halo, 2 * halo), ground)
    painter.setFont(font)
    painter.setPen(QColor(words.colour))
    painter.drawText(at, words.text)
