"""A field for a day, with a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent
from PySide6.QtWidgets import QDateEdit

from jiebei_desktop.text.current import texts
from jiebei_desktop.ui.language import qt_locale


class DateEdit(QDateEdit):
    """A day written as the language writes it; ``value`` is a plain date."""

    def __init__(self, value: date) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        self.setMinimumDate(QDate(2000, 1, 1))
        self.setMaximumDate(QDate(2099, 12, 31))
        self.set_value(value)
        self._word()

    def value(self) -> date:
        """Return the day shown."""
        day = self.date()
        return date(day.year(), day.month(), day.day())

    def set_value(self, value: date) -> None:
        """Show a day."""
        self.setDate(QDate(value.year, value.month, value.day))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        chinese = texts().locale.startswith("zh")
        self.setDisplayFormat("yyyy年M月d日" if chinese else "d MMM yyyy")
        self.setLocale(qt_locale(texts().locale))
