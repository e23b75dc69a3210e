"""What the change being written would do: before and after, nothing saved yet."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from jiebei_desktop.services.plans.life_trial import Trial
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.figures import WORKING, note
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.life_events import words
from jiebei_desktop.ui.theme import set_property
from jiebei_desktop.ui.widgets.bar import Bar
from jiebei_desktop.ui.widgets.basics import Label, frame
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay


class TrialPanel(QWidget):
    """Says what can be kept a month, what is left, the lowest day and the end of the debts."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._masking = context.masking
        self.box = frame("notice")
        set_property(self.box, "severity", "neutral")
        self.name = Label("body_strong")
        self.before, self.arrow, self.after = Label("figure", "text3"), Label(), Label("figure")
        self.months = Label("caption", "text2", wrap=True)
        self.months.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.bar = Bar(context.theme, 8)
        self.why = Label("caption", "caution", wrap=True)
        self.low_name, self.low = Label("caption", "text2"), Label("caption", wrap=True)
        self.end_name, self.end = Label("caption", "text2"), Label("caption", wrap=True)
        self.hint = Label("caption", "text2", wrap=True)
        self._rest = (self.low_name, self.low, self.end_name, self.end)
        self._assemble(context)
        for label in (self.before, self.after, self.months, self.why, self.low):
            note(label, WORKING)
        self.clear()

    def clear(self, said: str = "") -> None:
        """Show no figures, and what is missing for them."""
        self.box.setVisible(bool(said))
        self.name.setText(said)
        for label in (self.before, self.arrow, self.after, self.months, self.why, self.hint,
                      *self._rest):  # fmt: skip
            label.setText("")
            label.hide()
        self.bar.hide()

    def wait(self) -> None:
        """Grey the figures while they are worked out anew."""
        if not self.after.text():
            self.clear(_("Trying it out…"))
        self._tone("text3")

    def show_trial(self, tried: Trial, as_of: date) -> None:
        """Show what the change does."""
        self.box.show()
        self.name.setText(_("Can be paid a month"))
        self.before.setText(words.kept(tried.before, self._masking))
        self.arrow.setText("→")
        self.after.setText(words.kept(tried.after, self._masking))
        self._tone("text")
        self.months.setText(words.months(tried, self._masking))
        self.why.setText(words.why(tried, self._masking))
        self.low_name.setText(_("Day with the least cash"))
        self.low.setText(words.low(tried, self._masking))
        self.end_name.setText(_("All is paid"))
        self.end.setText(words.end(tried))
        self.hint.setText(words.hint(tried, as_of))
        for label in (self.before, self.arrow, self.after, self.months, *self._rest):
            label.show()
        for label in (self.why, self.hint):
            label.setVisible(bool(label.text()))
        self._show_bar(tried)

    def _show_bar(self, tried: Trial) -> None:
        before, after = tried.before.recommended or 0, tried.after.recommended or 0
        spoken = f"{self.before.text()} → {self.after.text()}"
        self.bar.setVisible(max(before, after) > 0)
        colours = ("c1", "c3" if after < before else "c2")
        self.bar.show_parts((min(before, after), abs(before - after)), spoken, colours)

    def _tone(self, tone: str) -> None:
        for label in (self.after, *self._rest):
            set_property(label, "tone", tone)

    def _assemble(self, context: PageContext) -> None:
        px = context.theme.px
        column = down(on=self, gap=px(8))
        left = down(self.name, across(self.before, self.arrow, self.after, REST, gap=px(10)), REST)
        lay(
            down(on=self.box, gap=px(6), around=(px(14), px(10))),
            across((left, 1), (self.months, 1)),
            self.bar,
            self.why,
        )
        column.addWidget(self.box)
        rows = QGridLayout()
        rows.setHorizontalSpacing(px(12))
        rows.setVerticalSpacing(px(4))
        rows.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(((self.low_name, self.low), (self.end_name, self.end))):
            rows.addWidget(name, row, 0)
            rows.addWidget(value, row, 1)
        lay(column, rows, self.hint)
