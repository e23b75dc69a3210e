"""The status bar: which ledger, that it is saved, how old the rate table is; and what was done."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStatusBar

from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.care import Care
from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.troubles import place_words
from jiebei_desktop.ui.widgets.basics import IconLabel, Label
from jiebei_desktop.ui.widgets.elided import ElidedLabel
from jiebei_desktop.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.backups import CopyState


class StatusLine(QStatusBar):
    """Three facts, worded again when the language changes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._path: Path | None = None
        self._saved: datetime | None = None
        self._rules: date | None = None
        self._old = False
        self._copies: CopyState | None = None
        self._damage = ""
        self._alone = False
        self.file_label = ElidedLabel(theme, "caption", "text2")
        self.saved_label = Label("caption", "text2")
        self.copy_label = ElidedLabel(theme, "caption", "text2")
        """When the last good copy was made; red when a day's changes are in none."""
        self.rules_label = ElidedLabel(theme, "caption", "text2")
        self.place_label = Label("caption", "caution")
        """Warns when the ledger lies where something else may replace it."""
        self.addWidget(self.file_label)
        self.addWidget(self.place_label)
        self.addWidget(IconLabel(theme, "check_circle", "text2", 14))
        self.addWidget(self.saved_label)
        self.toast = Toast(theme)
        """Stands in the place of copies and rate table, so that it covers nothing."""
        self.addWidget(self.copy_label)
        self.addWidget(self.toast)
        self.toast.hide()
        self.addPermanentWidget(self.rules_label)
        self.toast.seen.connect(self._make_room)
        self.retranslate()

    def _make_room(self, taken: bool) -> None:
        self.copy_label.setVisible(not taken and self._copies is not None)
        self.rules_label.setVisible(not taken)

    def follow(self, care: Care) -> None:
        """Show what the care for the ledger finds out."""
        care.copied.connect(self.show_copies)
        care.alone.connect(self.show_alone)

    def show_ledger(self, path: Path | None, damage: str = "") -> None:
        """Show which ledger is open, and that it is damaged and only looked at."""
        self._path = path
        self._copies, self._damage, self._alone = None, damage, False
        self.retranslate()

    def show_copies(self, copies: CopyState) -> None:
        """Show when the last good copy was made."""
        self._copies = copies
        self.retranslate()

    def show_alone(self) -> None:
        """Say that every copy lies beside the ledger, and where a second place is named."""
        self._alone = True
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
        self.place_label.setToolTip(as_typed(risk[1]) if risk else "")
        saved = _("Works offline") if self._path is None else _("All changes saved")
        self.saved_label.setText(_("Damaged: nothing is written") if self._damage else saved)
        self._word_copies()
        self.rules_label.setText(self._rules_words())

    def _word_copies(self) -> None:
        copies = self._copies
        self._make_room(not self.toast.isHidden())
        if copies is None:
            return
        newest = None if copies.newest is None else formats.day(copies.newest, texts())
        if newest is None:
            words = _("No copy could be made") if copies.failed else _("No copy yet")
        elif copies.behind:
            words = _("Last good copy {day}: older than the changes").format(day=newest)
        elif copies.failed:
            words = _("Last copy {day}; one place could not be written").format(day=newest)
        elif self._alone:
            words = _("Last copy {day}, on this disk only: Settings names a second place").format(
                day=newest
            )
        else:
            words = _("Last copy {day}").format(day=newest)
        self.copy_label.setText(words)
        alarming = "severe" if copies.behind else "caution" if copies.failed else "text2"
        self.copy_label.set_tone(alarming)

    def _rules_words(self) -> str:
        if self._rules is None:
            return ""
        day = formats.day(self._rules, texts())
        if self._old:
            return _("Rate table as of {day} (old, can be updated)").format(day=day)
        return _("Rate table as of {day}").format(day=day)
