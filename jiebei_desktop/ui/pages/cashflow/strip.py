"""Thirty days as a row of cells: pay-days, due days, and a cursor for the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy

from jiebei_desktop.services.plans.cashflow_view import StripDay
from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.painted import Painted

TONES = {"income": "positive", "debt": "caution", "arrears": "severe", "expense": "neutral"}
"""Colour of a day by its most pressing kind; the words under the strip say the same."""
_WEEKEND = 5


class DayStrip(Painted):
    """Paints the days; arrows, Home and End move the cursor, which is read aloud."""

    moved = Signal(int)
    """The cursor stands on another day."""

    def __init__(self, theme: Theme, spoken: Callable[[StripDay], str]) -> None:
        super().__init__(theme)
        self._spoken = spoken
        self.days: tuple[StripDay, ...] = ()
        self.cursor_at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, days: Sequence[StripDay], name: str) -> None:
        """Show the days; ``name`` is what the strip is called."""
        self.days = tuple(days)
        self.cursor_at = min(self.cursor_at, max(0, len(self.days) - 1))
        self.setAccessibleName(name)
        self._say()
        self.update()

    def value_text(self) -> str:
        """Return what the cursor's day brings, in words."""
        return self._spoken(self.days[self.cursor_at]) if self.days else ""

    def move_to(self, place: int) -> None:
        """Put the cursor on a day; beyond the ends it stays."""
        if self.days and 0 <= place < len(self.days) and place != self.cursor_at:
            self.cursor_at = place
            self._say()
            self.moved.emit(place)
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for one row of cells."""
        return QSize(self._theme.px(620), self._theme.px(36))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by a day, a week with Page keys, or to the ends."""
        place = {
            Qt.Key.Key_Left: self.cursor_at - 1,
            Qt.Key.Key_Right: self.cursor_at + 1,
            Qt.Key.Key_PageUp: max(0, self.cursor_at - 7),
            Qt.Key.Key_PageDown: min(len(self.days) - 1, self.cursor_at + 7),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.days) - 1,
        }.get(Qt.Key(event.key()))
        if place is None:
            super().keyPressEvent(event)
        else:
            self.move_to(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cursor where the user points."""
        if self.days:
            self.move_to(int(event.position().x() * len(self.days) / max(1, self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / max(1, len(self.days))
        gap = self._theme.px(1.5)
        for place, day in enumerate(self.days):
            area = QRectF(place * width + gap, 2, width - 2 * gap, self.height() - 4)
            self._paint_day(painter, area, day, place)
        painter.end()
        event.accept()

    def _paint_day(self, painter: QPainter, area: QRectF, day: StripDay, place: int) -> None:
        theme, kind = self._theme, day.kind
        tone = TONES.get(kind)
        if tone is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(f"{tone}_bg"))
            painter.drawRoundedRect(area, 4, 4)
        if place == 0 or (place == self.cursor_at and self.hasFocus()):
            name = "focus" if place == self.cursor_at and self.hasFocus() else "accent"
            painter.setPen(QPen(theme.colour(name), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 4, 4)
        quiet = not kind and day.day.weekday() >= _WEEKEND
        painter.setPen(theme.colour("text3" if quiet else "text"))
        painter.setFont(theme.font("caption", bold=bool(kind)))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(day.day.day))

    def _say(self) -> None:
        text = self.value_text()
        self.setAccessibleDescription(text)
        self.setToolTip(as_typed(text))
        event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)
