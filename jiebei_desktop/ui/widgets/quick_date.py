"""A day that is set with single keys: + and - step, t is today, as bookkeepers expect."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from jiebei_desktop.ui.widgets.date_edit import DateEdit

_STEPS = {"+": 1, "=": 1, "-": -1, "_": -1}


class QuickDate(DateEdit):
    """A `DateEdit` with ``+ - t`` keys; ``entered`` when Enter is pressed."""

    entered = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(today())
        self._today = today

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by days, jump to today, or pass Enter on."""
        typed = event.text().lower()
        if typed in _STEPS:
            self.set_value(self.value() + timedelta(days=_STEPS[typed]))
        elif typed == "t":
            self.set_value(self._today())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
