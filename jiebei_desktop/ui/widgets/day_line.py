"""A day typed as text: ``11-8``, ``+3`` or ``t``; one stop for Tab, empty is not known yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal

from jiebei_desktop.domain.typed_day import meant_day, typed_day
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.widgets.date_edit import no_day
from jiebei_desktop.ui.widgets.read_edit import ReadEdit


class DayLine(ReadEdit):
    """Holds a day or nothing; ``valueChanged`` when what is typed means another day."""

    valueChanged = Signal()  # noqa: N815 - named like Qt's own

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._day: date | None = None
        self.textChanged.connect(self._notice)
        self.editingFinished.connect(self._tidy)
        self.retranslate()

    def value(self) -> date | None:
        """Return the day, None where nothing is typed or it means no day."""
        return self._day

    def set_value(self, day: date | None) -> None:
        """Show a day; None empties the field."""
        self._day = day
        self._show(clear=True)

    def problem(self) -> str:
        """Return what is wrong with the text, or an empty string."""
        if not self.text().strip() or self._day is not None:
            return ""
        return no_day(meant_day(self.text(), self._today()))

    def retranslate(self) -> None:
        """Write the day as the language does."""
        self.setPlaceholderText(_("such as 11-8"))
        self._show()

    def _show(self, *, clear: bool = False) -> None:
        if self._day is None and not clear:
            return
        self.blockSignals(True)
        self.setText("" if self._day is None else _written(self._day))
        self.blockSignals(False)

    def _notice(self) -> None:
        before = self._day
        self._day = typed_day(self.text(), self._today())
        if self._day != before:
            self.valueChanged.emit()

    def _tidy(self) -> None:
        if self._day is not None:
            self._show()


def _written(day: date) -> str:
    """Return a day as the field reads it back: in Chinese as in a sentence, else as in a table."""
    t = texts()
    return formats.day(day, t) if formats.chinese(t) else formats.dense_day(day)
