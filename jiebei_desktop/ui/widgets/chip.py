"""A small rounded label: severity by colour, icon and word at once."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from jiebei_desktop.text.current import _, pgettext
from jiebei_desktop.ui import icons
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.painted import Painted

SEVERITY_ICON = {
    "severe": "alert",
    "caution": "clock",
    "info": "info",
    "positive": "check_circle",
    "neutral": "minus_circle",
}
BAND_ICON = {
    "le4lpr": "check_circle",
    "le24": "info",
    "b24_36": "alert_circle",
    "gt36": "alert",
    "unknown": "minus_circle",
}


def severity_word(severity: str) -> str:
    """Return the word of a severity: 要紧, 留意, 说明, 正常, 未开始."""
    words = {
        "severe": pgettext("severity", "Serious"),
        "caution": pgettext("severity", "Attention"),
        "info": pgettext("severity", "Note"),
        "positive": pgettext("severity", "OK"),
        "neutral": _("Not started"),
    }
    return words[severity]


class Chip(Painted):
    """Paints a pill 22 px high; a plain category passes an empty icon."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.text = ""
        self._kind = "neutral"
        self._icon = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, kind: str = "neutral", icon: str | None = None) -> None:
        """Show a word; ``kind`` is a severity, a rate band, or ``accent``."""
        self.text = text
        self._kind = kind
        default = SEVERITY_ICON.get(kind) or BAND_ICON.get(kind, "")
        self._icon = default if icon is None else icon
        self.setAccessibleName(text)
        self._restyle()

    def show_severity(self, severity: str) -> None:
        """Show a severity's own word and icon."""
        self.show_text(severity_word(severity), severity)

    def colours(self) -> tuple[QColor, QColor]:
        """Return the colour of text and of background."""
        return chip_colours(self._theme, self._kind)

    def sizeHint(self) -> QSize:
        """Fit the text and the icon."""
        return chip_size(self._theme, self.text, icon=bool(self._icon))

    def minimumSizeHint(self) -> QSize:
        """Never shrink below the text."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill."""
        painter = QPainter(self)
        paint_chip(painter, self._theme, QRectF(self.rect()), (self.text, self._kind, self._icon))
        painter.end()
        event.accept()


def chip_colours(theme: Theme, kind: str) -> tuple[QColor, QColor]:
    """Return text and background colour of a severity, a rate band or ``accent``."""
    if kind == "accent":
        return theme.colour("accent"), theme.colour("accent_soft")
    if kind in BAND_ICON:
        return theme.band(kind)
    return theme.colour(kind), theme.colour(f"{kind}_bg")


def chip_size(theme: Theme, text: str, *, icon: bool) -> QSize:
    """Return the size of a chip with this text, for delegates that lay chips out."""
    from PySide6.QtGui import QFontMetrics

    metrics = QFontMetrics(theme.font("caption", bold=True))
    width = metrics.horizontalAdvance(text) + 2 * theme.px(8)
    return QSize(width + (theme.px(18) if icon else 0), theme.px(22))


def paint_chip(painter: QPainter, theme: Theme, area: QRectF, chip: tuple[str, str, str]) -> None:
    """Paint a chip ``(text, kind, icon)`` into ``area``: also used by list delegates."""
    text, kind, icon = chip
    fore, back = chip_colours(theme, kind)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(back)
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
    inner = area.adjusted(theme.px(8), 0, -theme.px(8), 0)
    if icon:
        side = theme.px(14)
        ratio = painter.device().devicePixelRatio()
        top = area.top() + (area.height() - side) / 2
        picture = icons.pixmap(icon, fore, side, ratio)
        painter.drawPixmap(round(inner.left()), round(top), picture)
        inner.setLeft(inner.left() + theme.px(18))
    painter.setPen(fore)
    painter.setFont(theme.font("caption", bold=True))
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()
