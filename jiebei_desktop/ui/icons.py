"""Line icons, tinted with the colours of the theme and cached by name, size and colour."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from jiebei_desktop import bundle
from jiebei_desktop.ui.theme import Theme


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (bundle.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, pixels: int) -> QImage:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return image


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """Return one icon as a picture of ``size`` device-independent pixels."""
    picture = QPixmap.fromImage(_drawn(name, colour.name(), max(1, round(size * ratio))))
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(theme: Theme, name: str, colour: str = "text2", size: int = 16) -> QIcon:
    """Return an icon in a colour of the theme, with its greyed twin for disabled controls."""
    return _icon(name, theme.hex(colour), theme.hex("text_disabled"), theme.px(size))


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, disabled: str, pixels: int) -> QIcon:
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, QColor(colour), pixels, ratio))
        made.addPixmap(pixmap(name, QColor(disabled), pixels, ratio), QIcon.Mode.Disabled)
    return made
