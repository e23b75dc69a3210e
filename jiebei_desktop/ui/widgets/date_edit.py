"""A field for a day: typed as people write it, stepped with arrow keys, or picked in a calendar."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent

from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.typed_day import FIRST, LAST, can_hold, meant_day
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.language import qt_locale
from jiebei_desktop.ui.widgets.day_calendar import DayCalendar
from jiebei_desktop.ui.widgets.line_sign import LineSign, place_signs
from jiebei_desktop.ui.widgets.read_edit import ReadEdit

_KEYS = Qt.Key
_LONGEST = date(2026, 12, 28)


class DateEdit(ReadEdit):
    """Always means a day: ``11-8``, ``+3`` or ``t`` is one; beside another text, the day before it.

    One stop for Tab. A click or Tab selects all of it, so that typing replaces the day; the arrow
    keys step by days, PgUp and PgDn by months, Alt+Down opens the calendar.
    """

    dateChanged = Signal(object)  # noqa: N815 - named like Qt's own
    """Another day, by typing, stepping or the calendar."""

    def __init__(self, value: date, today: date | None = None, *, past: bool = False) -> None:
        super().__init__()
        self._past = past
        """Whether what it is the day of has happened, so that it cannot be ahead."""
        self._day = self._settled = value
        """The day meant by what is typed so far, and the one before typing began."""
        self._is_unread = False
        self._from = today or value
        """The day that ``t`` and ``+3`` count from."""
        self._clicked = False
        self._calendar: DayCalendar | None = None
        self.pick = LineSign(self, "calendar")
        self.pick.clicked.connect(self.open_calendar)
        self.textEdited.connect(self._typed)
        self._word()

    def value(self) -> date:
        """Return the day meant; beside a text that means none, the one before it."""
        return self._day

    def problem(self) -> str:
        """Return what is wrong with the text, or an empty string."""
        if self._is_unread and not self.text().strip():
            return _("Not filled in yet")
        if self._is_unread:
            return no_day(self._meant(self.text()))
        is_ahead = self._past and self._day > self._from
        return _("That day is still ahead") if is_ahead else ""

    def typed(self) -> str:
        """Return what `retype` needs to show the same again: a day, or a text that means none."""
        return self.text() if self._is_unread else self._day.isoformat()

    def retype(self, text: str) -> None:
        """Take a text as if it was typed."""
        self.setText(text)
        self._typed(text)
        self.tidy()

    def set_value(self, value: date) -> None:
        """Show a day, the nearest a ledger can hold."""
        value = min(max(value, FIRST), LAST)
        changed = value != self._day
        self._day = self._settled = value
        self._is_unread = False
        self.setText(self._written(value))
        self.setCursorPosition(0)
        if changed:
            self.dateChanged.emit(value)

    def count_from(self, today: date) -> None:
        """Let ``t`` and ``+3`` count from another day; the day that is shown stays."""
        self._from = today

    def follow(self, today: date) -> None:
        """Stand for another today, where it stood for the one before."""
        if self.text() == self._written(self._from):
            self.set_value(today)
        self.count_from(today)

    def open_calendar(self) -> None:
        """Show a calendar under the field."""
        self._calendar = calendar = DayCalendar(self._day)
        calendar.activated.connect(self._picked)
        calendar.clicked.connect(self._picked)
        calendar.show_at(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by days and months, or open the calendar."""
        key = Qt.Key(event.key())
        if key == _KEYS.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif key in {_KEYS.Key_Up, _KEYS.Key_Down}:
            self._step(timedelta(days=1 if key == _KEYS.Key_Up else -1))
        elif key in {_KEYS.Key_PageUp, _KEYS.Key_PageDown}:
            self._step_month(1 if key == _KEYS.Key_PageUp else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember whether this click brings the focus."""
        self._clicked = not self.hasFocus() or self._clicked
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the whole day at the first click, so that typing replaces it."""
        super().mouseReleaseEvent(event)
        if self._clicked and not self.hasSelectedText():
            self.selectAll()
        self._clicked = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note that a click brought the focus."""
        super().focusInEvent(event)
        self._clicked = event.reason() is Qt.FocusReason.MouseFocusReason

    def judge(self) -> str:
        """Write the day out in full, or mark a text that means none."""
        self.tidy()
        return super().judge()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._word()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the calendar's sign follow the words."""
        super().resizeEvent(event)
        place_signs(self)

    def minimumSizeHint(self) -> QSize:
        """Be wide enough for the longest day."""
        hint = super().minimumSizeHint()
        words = self.fontMetrics().horizontalAdvance(self._written(_LONGEST))
        icon = 2 * hint.height() if not self.pick.isHidden() else hint.height()
        return QSize(max(hint.width(), words + icon), hint.height())

    def tidy(self) -> None:
        """Show the day that is meant in place of what was typed; a text that means none stays."""
        if not self._is_unread:
            self.set_value(self._day + timedelta(days=_steps(self.text())))

    def _typed(self, text: str) -> None:
        found = self._read(text)
        self._is_unread = found is None and not _steps(text)
        day = self._settled if found is None else found
        if day != self._day:
            self._day = day
            self.dateChanged.emit(day)

    def _read(self, text: str) -> date | None:
        day = self._meant(text)
        return day if day is not None and can_hold(day) else None

    def _meant(self, text: str) -> date | None:
        day = meant_day(text, self._from)
        if day is not None:
            return day
        told = qt_locale(texts().locale).toDate(text.strip(), self._format())
        return date(told.year(), told.month(), told.day()) if told.isValid() else None

    def _step(self, by: timedelta) -> None:
        self.set_value(self._day + by)
        self.selectAll()

    def _step_month(self, by: int) -> None:
        self.set_value(add_months(self._day, by))
        self.selectAll()

    def _picked(self, day: QDate) -> None:
        calendar, self._calendar = self._calendar, None
        self.set_value(date(day.year(), day.month(), day.day()))
        if calendar is not None:
            calendar.close()

    def _written(self, day: date) -> str:
        return qt_locale(texts().locale).toString(
            QDate(day.year, day.month, day.day), self._format()
        )

    def _format(self) -> str:
        return "yyyy年M月d日" if texts().locale.startswith("zh") else "d MMM yyyy"

    def _word(self) -> None:
        if not self._is_unread:
            self.setText(self._written(self._day))
            self.setCursorPosition(0)
        self.pick.setToolTip(_("Calendar"))
        self.pick.setAccessibleName(_("Calendar"))
        if not self.toolTip():
            self.setToolTip(_("11-8, +3 or t for today; arrow keys step"))


def _steps(text: str) -> int:
    """Return how many days a row of plus or of minus signs goes, 0 for another text."""
    signs = text.strip().replace("−", "-")
    return 0 if signs.strip("+") and signs.strip("-") else signs.count("+") - signs.count("-")


def no_day(meant: date | None) -> str:
    """Return why a text is not taken as a day: it means none, or one that no ledger holds."""
    if meant is None:
        return _("Not a day. Write 11-8, +3 or t for today")
    return _("A ledger holds the years {oldest} to {newest}").format(
        oldest=FIRST.year, newest=LAST.year
    )
