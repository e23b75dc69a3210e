"""The status bar: which ledger, that it is saved, and how old the rate table is."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import QStatusBar

from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.troubles import place_words
from jiebei_desktop.ui.widgets.basics import IconLabel, Label

FRESH_DAYS = 92


class StatusLine(QStatusBar):
    """Three facts, worded again when the language changes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._path: Path | None = None
        self._saved: datetime | None = None
        self._rules: date | None = None
        self._old = False
        self.file_label = Label("caption", "text2")
        self.saved_label = Label("caption", "text2")
        self.rules_label = Label("caption", "text2")
        self.place_label = Label("caption", "caution")
        """Warns when the ledger lies where something else may replace it."""
        self.addWidget(self.file_label)
        self.addWidget(self.place_label)
        self.addWidget(IconLabel(theme, "check_circle", "text2", 14))
        self.addWidget(self.saved_label)
        self.addPermanentWidget(self.rules_label)
        self.retranslate()

    def show_ledger(self, path: Path | None) -> None:
        """Show which ledger is open."""
        self._path = path
        self._saved = None
        self.retranslate()

    def show_saved(self, moment: datetime) -> None:
        """Show when the ledger was last written."""
        self._saved = moment
        self.retranslate()

    def show_rules(self, as_of: date, *, old: bool) -> None:
        """Show how recent the rate table is."""
        self._rules, self._old = as_of, old
        self.retranslate()

    def retranslate(self) -> None:
        """Word the three facts."""
        self.file_label.setText(_("No ledger open") if self._path is None else self._path.name)
        risk = None if self._path is None else place_words(self._path)
        self.place_label.setVisible(risk is not None)
        self.place_label.setText(risk[0] if risk else "")
        self.place_label.setToolTip(risk[1] if risk else "")
        if self._path is None:
            saved = _("Works offline")
        elif self._saved is None:
            saved = _("All changes saved")
        else:
            saved = _("Saved {time}").format(time=f"{self._saved:%H:%M}")
        self.saved_label.setText(saved)
        self.rules_label.setText(self._rules_words())

    def _rules_words(self) -> str:
        if self._rules is None:
            return ""
        day = formats.day(self._rules, texts())
        if self._old:
            return _("Rate table as of {day} (old, can be updated)").format(day=day)
        return _("Rate table as of {day}").format(day=day)
