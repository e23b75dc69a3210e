"""The small cards at the left: what the case waits for, and what holds when they call."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from jiebei_desktop.domain.negotiation import CallRules
from jiebei_desktop.domain.reminders import Reminder
from jiebei_desktop.services.negotiation.negotiation_view import CaseView
from jiebei_desktop.text import formats
from jiebei_desktop.text.calendar_words import reminder_words
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.pages.negotiation import words
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label, clear
from jiebei_desktop.ui.widgets.boxes import across, down, lay
from jiebei_desktop.ui.widgets.card import Card


class Waiting(Card):
    """Open promises, terms and last steps of the case, each with a tick."""

    finished = Signal(int)
    """Id of a reminder that is done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.holder = QWidget()
        self._column = down(on=self.holder)
        self.body.addWidget(self.holder)
        self.buttons: dict[int, Button] = {}

    def show_view(self, view: CaseView, as_of: date) -> None:
        """List the reminders; without any the card is not there."""
        self.show_header(_("Reminders of this case"))
        self.setVisible(bool(view.reminders))
        clear(self.holder)
        self.buttons = {}
        for each in view.reminders:
            self._column.addWidget(self._row(each, late=each.on < as_of))

    def _row(self, reminder: Reminder, *, late: bool) -> QWidget:
        line = QWidget()
        row = across(on=line)
        text = _("{day}: {what}").format(
            day=formats.short_day(reminder.on, texts()),
            what=reminder_words(reminder.kind, reminder.note, texts()),
        )
        if late:
            text = _("{what} (past its day)").format(what=text)
        row.addWidget(Label("body", "severe" if late else "text", wrap=True, text=text), 1)
        button = Button(self._theme, "text", "check", small=True)
        button.setText(_("Done"))
        button.setAccessibleName(f"{text}: {button.text()}")
        button.clicked.connect(lambda: self.finished.emit(reminder.id))
        self.buttons[reminder.id] = button
        row.addWidget(button)
        return line


class Support(Card):
    """Which documents support what is asked for, and how much of the figures is proved."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.text = Label("body", "text2", wrap=True)
        self.body.addWidget(self.text)

    def show_view(self, view: CaseView) -> None:
        """Show one line for each thing that is asked for."""
        self.show_header(_("What supports your request"), _("Usual practice, no right"))
        lines = [words.lever_line(each) for each in view.coverage]
        proved = words.proved_line(view.proved)
        self.text.setText("\n".join([*lines, proved] if proved else lines))


class WhenTheyCall(Card):
    """What the recommended standard says about calls, in three lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.lines = Label("body", "text2", wrap=True)
        self.basis = Label("caption", "text3", wrap=True)
        self.more_button = Button(theme, "text", small=True)
        lay(self.body, self.lines, self.basis, (self.more_button, 0, Qt.AlignmentFlag.AlignLeft))

    def show_rules(self, rules: CallRules) -> None:
        """Show the figures of the rule rows."""
        self.show_header(_("Good to know on the phone"))
        calls = ngettext(
            "At most {count} answered call a day", "At most {count} answered calls a day",
            rules.calls_per_day,
        )  # fmt: skip
        self.lines.setText(
            "\n".join(
                (
                    _("No calls from {start}:00 to {end}:00 of the next day").format(
                        start=rules.quiet_from, end=rules.quiet_until
                    ),
                    calls.format(count=rules.calls_per_day),
                    _("Nothing about the debt to relatives and friends"),
                )
            )
        )
        self.basis.setText(_("Recommended national standard GB/T 45251-2025"))
        self.more_button.setText(_("Signs of fraud, and whom to call…"))
