"""A calendar that comes up at a field, whole on the screen, to pick a day from."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QHeaderView, QToolButton, QWidget

from jiebei_desktop.text.current import texts
from jiebei_desktop.ui import icons
from jiebei_desktop.ui.fitting import Room
from jiebei_desktop.ui.language import qt_locale

_AIRY = 1.25
"""Larger than its words need: a day is hit with a finger, too."""
_TURNS = {"qt_calendar_prevmonth": "back", "qt_calendar_nextmonth": "next"}


class DayCalendar(QCalendarWidget):
    """``clicked`` and ``activated`` say which day it is."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setLocale(qt_locale(texts().locale))
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calm()

    def show_at(self, field: QWidget) -> None:
        """Come up under a field, above it where there is more room, never off the screen."""
        self.ensurePolished()
        room = Room.of(field)
        size = (self.sizeHint() * _AIRY).boundedTo(room.size())
        at = field.mapToGlobal(QPoint(0, field.height()))
        if at.y() + size.height() > room.bottom():
            at.setY(at.y() - field.height() - size.height())
        at.setX(max(room.left(), min(at.x(), room.right() + 1 - size.width())))
        at.setY(max(room.top(), at.y()))
        self.setGeometry(QRect(at, size))
        self.show()

    def _calm(self) -> None:
        """Turn the months by signs of the house; a Sunday is a day like others."""
        colour = self.palette().color(QPalette.ColorRole.Text)
        side = self.fontMetrics().height()
        for button in self.findChildren(QToolButton):
            if button.objectName() in _TURNS:
                sign = _TURNS[button.objectName()]
                button.setIcon(QIcon(icons.pixmap(sign, colour, side, self.devicePixelRatioF())))
                button.setIconSize(QSize(side, side))
        for header in self.findChildren(QHeaderView):
            header.setMinimumSectionSize(1)  # seven of the usual ones are wider than the calendar
        plain = QTextCharFormat()
        plain.setForeground(colour)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, plain)
