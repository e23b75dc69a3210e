"""A field for a day: typed as people write it, stepped with arrow keys, or picked in a calendar."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QToolButton

from jiebei_desktop import bundle
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.typed_day import FIRST, LAST, typed_day
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.language import qt_locale
from jiebei_desktop.ui.widgets.read_edit import ReadEdit

_KEYS = Qt.Key
_LONGEST = date(2026, 12, 28)
_SIGN, _QT_SIGN = 0.8, 16
"""The calendar's sign as a part of a line's height, and the px at which Qt draws one."""
_MIDDLE = 128
"""Lightness below which a ground is dark."""


class DateEdit(ReadEdit):
    """Always means a day: ``11-8``, ``+3`` or ``t`` is one; beside another text, the day before it.

    One stop for Tab. A click or Tab selects all of it, so that typing replaces the day; the arrow
    keys step by days, PgUp and PgDn by months, Alt+Down opens the calendar.
    """

    dateChanged = Signal(object)  # noqa: N815 - named like Qt's own
    """Another day, by typing, stepping or the calendar."""

    def __init__(self, value: date, today: date | None = None) -> None:
        super().__init__()
        self._day = self._settled = value
        """The day meant by what is typed so far, and the one before typing began."""
        self._is_unread = False
        self._from = today or value
        """The day that ``t`` and ``+3`` count from."""
        self._clicked = False
        self._calendar: QCalendarWidget | None = None
        self.pick = self.addAction(_picture(self), QLineEdit.ActionPosition.TrailingPosition)
        self.pick.triggered.connect(self.open_calendar)
        self.textEdited.connect(self._typed)
        self._word()

    def value(self) -> date:
        """Return the day meant; beside a text that means none, the one before it."""
        return self._day

    def problem(self) -> str:
        """Return what is wrong with the text, or an empty string."""
        return _("Not a day. Write 11-8, +3 or t for today") if self._is_unread else ""

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

    def open_calendar(self) -> None:
        """Show a calendar under the field."""
        calendar = QCalendarWidget()
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setLocale(qt_locale(texts().locale))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setSelectedDate(QDate(self._day.year, self._day.month, self._day.day))
        calendar.activated.connect(self._picked)
        calendar.clicked.connect(self._picked)
        calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        self._calendar = calendar
        calendar.show()

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
        elif event.type() is QEvent.Type.PaletteChange:
            self.pick.setIcon(_picture(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the calendar's sign as large as the words; Qt's own stays at 16 px."""
        super().resizeEvent(event)
        button = self.findChild(QToolButton)
        side = round(self.fontMetrics().height() * _SIGN)
        if button is not None and side > _QT_SIGN:
            spare, at = side - _QT_SIGN, button.geometry()
            button.setIconSize(QSize(side, side))
            button.setGeometry(
                at.right() + 1 - at.width() - spare, (self.height() - side) // 2,
                at.width() + spare, side,
            )  # fmt: skip
            self.setTextMargins(0, 0, spare if self.pick.isVisible() else 0, 0)

    def minimumSizeHint(self) -> QSize:
        """Be wide enough for the longest day."""
        hint = super().minimumSizeHint()
        words = self.fontMetrics().horizontalAdvance(self._written(_LONGEST))
        icon = 2 * hint.height() if self.pick.isVisible() else hint.height()
        return QSize(max(hint.width(), words + icon), hint.height())

    def tidy(self) -> None:
        """Show the day that is meant in place of what was typed; a text that means none stays."""
        steps = self.text().strip()
        if steps and not steps.strip("+"):
            self._step(timedelta(days=len(steps)))
        elif steps and not steps.strip("-−"):
            self._step(timedelta(days=-len(steps)))
        elif not self._is_unread:
            self.set_value(self._day)

    def _typed(self, text: str) -> None:
        found = self._read(text)
        self._is_unread = found is None and bool(text.strip("+-− "))
        day = self._settled if found is None else found
        if day != self._day:
            self._day = day
            self.dateChanged.emit(day)

    def _read(self, text: str) -> date | None:
        day = typed_day(text, self._from)
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
        if not self.toolTip():
            self.setToolTip(_("11-8, +3 or t for today; arrow keys step"))


def _picture(field: QLineEdit) -> QIcon:
    """Return the calendar in the colours of the scheme in force."""
    dark = field.palette().base().color().lightness() < _MIDDLE
    name = f"qss-calendar-{'dark' if dark else 'light'}.svg"
    return QIcon(str(bundle.resources() / "icons" / name))
