"""A calendar file for the time in which the program is closed, seen before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QTableView, QWidget

from jiebei_desktop.domain.reminders import CalendarEvent, icalendar
from jiebei_desktop.services.negotiation.calendar_view import CalendarDay
from jiebei_desktop.text import formats
from jiebei_desktop.text.calendar_words import events
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.form_dialog import FormDialog


class CalendarDialog(FormDialog):
    """Every event of the file as the calendar will show it; without names unless wanted."""

    def __init__(self, theme: Theme, days: Sequence[CalendarDay], parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._days = tuple(days)
        self.discreet = QCheckBox()
        self.discreet.setChecked(True)
        self.count = Label("caption", "text2", wrap=True)
        self.table = QTableView()
        self.model: TableModel[CalendarEvent] = TableModel(self._columns())
        dress(self.table, self.model, theme)
        self._build()
        self.discreet.toggled.connect(self._show)
        self._show()

    def content(self, made_on: date) -> bytes:
        """Return the file (iCalendar, UTF-8)."""
        return icalendar(self.events(), made_on).encode()

    def events(self) -> list[CalendarEvent]:
        """Return what the file will hold."""
        return events(self._days, texts(), discreet=self.discreet.isChecked())

    def _build(self) -> None:
        self.setWindowTitle(_("Reminders in your calendar"))
        self.save_button.setText(_("Save…"))
        self.discreet.setText(_("Without names and amounts"))
        hint = _(
            "Telephone and computer calendars can open the file and ring even when this program is"
            " closed. A calendar may copy itself to its maker's servers or to a shared account."
        )
        self.table.setAccessibleName(self.windowTitle())
        self.table.setMinimumHeight(self.theme.px(260))
        self.add(Label("dialog_title", text=self.windowTitle()))
        self.add(Label("caption", "text2", text=hint, wrap=True))
        self.add(self.discreet)
        self.add(self.table)
        self.add(self.count)
        self.setMinimumWidth(self.theme.px(560))

    def _show(self) -> None:
        made = self.events()
        self.model.show(made)
        self.save_button.setEnabled(bool(made))
        message = ngettext("{count} day in the file", "{count} days in the file", len(made))
        self.count.setText(message.format(count=len(made)))

    @staticmethod
    def _columns() -> tuple[Column[CalendarEvent], ...]:
        return (
            Column(
                title=lambda: _("Day"),
                text=lambda one: formats.day(one.on, texts()),
            ),
            Column(title=lambda: _("What"), text=lambda one: one.summary, stretch=True),
            Column(
                title=lambda: _("Alert"),
                text=lambda one: ngettext(
                    "{count} day before, 09:00", "{count} days before, 09:00", one.alarm_days
                ).format(count=one.alarm_days),
            ),
        )
