"""Noticing that the day has turned: what was due tomorrow is due today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from jiebei_desktop.ui.widgets.date_edit import DateEdit

EVERY_SECONDS = 20


class DayWatch(QObject):
    """Announces ``turned`` when another day has begun, also after sleep or a changed clock.

    Fields for a day below its parent count from the new one; a day in a form half made stays.
    """

    turned = Signal()

    def __init__(self, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._today = today
        self._seen = today()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_SECONDS * 1000)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Compare the day with the one seen last."""
        day = self._today()
        if day != self._seen:
            self._seen = day
            self.turned.emit()
            for each in self.parent().findChildren(DateEdit):
                each.count_from(day)


def follow(form: QWidget, today: date) -> None:
    """Let every day in a form that stood for the today before stand for this one."""
    for each in form.findChildren(DateEdit):
        each.follow(today)
