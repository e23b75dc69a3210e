"""A day in a row of fields that Enter saves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent

from jiebei_desktop.ui.widgets.basics import ENTER
from jiebei_desktop.ui.widgets.date_edit import DateEdit


class QuickDate(DateEdit):
    """A `DateEdit` that begins today; ``entered`` when Enter is pressed."""

    entered = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(today(), today())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass Enter on, once the day is read."""
        if event.key() in ENTER:
            self.judge()
            self.entered.emit()
        else:
            super().keyPressEvent(event)
