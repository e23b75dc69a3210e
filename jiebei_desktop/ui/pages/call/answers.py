"""Eight demands with an answer each; a digit marks what was said. And the same as a rehearsal."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QRandomGenerator, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from jiebei_desktop.services.papers.call_desk import CallDesk, Demand
from jiebei_desktop.text import calls as words
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.figures import WORKING, note
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.call.cards import quoted, voice_of
from jiebei_desktop.ui.pause import Pause
from jiebei_desktop.ui.theme import Theme, set_property
from jiebei_desktop.ui.widgets.basics import Button, Label, rule
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.click_frame import ClickFrame

TICK_MS = 1000


def minutes(milliseconds: int) -> str:
    """Write a length of time as a clock shows it: 03:12."""
    whole, rest = divmod(milliseconds // 1000, 60)
    return f"{whole:02d}:{rest:02d}"


class AnswerRow(ClickFrame):
    """One demand and its answer; a click, Enter or Space marks it as said."""

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__("row")
        self.number = Label("body", "text3", text=str(number))
        self.title, self.said = Label("body_strong", wrap=True), Label("caption", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(16), theme.px(4), theme.px(12), theme.px(4))
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(0)
        grid.addWidget(self.number, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(self.said, 1, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(2, 1)


class AnswersCard(Card):
    """The eight demands, those that were made marked."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padded=False)
        self.heard: tuple[Demand, ...] = ()
        self.rows: dict[Demand, AnswerRow] = {}
        for number, demand in enumerate(Demand, 1):
            if number > 1:
                self.body.addWidget(rule())
            row = AnswerRow(theme, number)
            row.clicked.connect(lambda demand=demand: self.toggle(demand))
            self.rows[demand] = row
            self.body.addWidget(row, 1)

    def show_desk(self, desk: CallDesk, masking: Masking) -> None:
        """Word every answer with the figures of this lender."""
        self.show_header(_("They say, you can answer"), _("digits mark them"))
        voice = voice_of(masking)
        for demand, row in self.rows.items():
            title = words.demand_title(demand, texts())
            said = quoted(words.demand_answer(demand, desk, voice))
            row.title.setText(title)
            row.said.setText(said)
            note(row.said, WORKING)
            row.setAccessibleName(f"{row.number.text()} {title}: {said}")

    def press(self, digit: int) -> bool:
        """Mark the demand of a digit and say whether there is one."""
        every = list(Demand)
        if not 1 <= digit <= len(every):
            return False
        self.toggle(every[digit - 1])
        return True

    def toggle(self, demand: Demand) -> None:
        """Mark a demand as made, or take the mark back."""
        without = tuple(each for each in self.heard if each is not demand)
        self.fill((*self.heard, demand) if without == self.heard else without)
        self.changed.emit()

    def fill(self, heard: tuple[Demand, ...]) -> None:
        """Show which demands were made."""
        self.heard = heard
        for demand, row in self.rows.items():
            set_property(row, "current", "true" if demand in heard else "")


def shuffled() -> list[Demand]:
    """Return the demands in an order nobody knows before."""
    left, found, chance = list(Demand), [], QRandomGenerator.global_()
    while left:
        found.append(left.pop(chance.bounded(len(left))))
    return found


class RehearsalCard(Card):
    """One demand at a time, in random order, with a clock; the answer shows when asked for."""

    ended = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._desk: CallDesk | None = None
        self._masking: Masking | None = None
        self.order: list[Demand] = []
        self.at = 0
        self.chip, self.place = Chip(theme), Label("caption", "text2")
        self.demand, self.answer = Label("dialog_title", wrap=True), Label("lead", wrap=True)
        self.clock, self._since = Label("figure", "text2"), QElapsedTimer()
        self.show_button, self.next_button = Button(theme, "primary"), Button(theme, "default")
        self.end_button = Button(theme, "text")
        self._pause = Pause(self, TICK_MS, self._tick)
        self._assemble()
        self.show_button.clicked.connect(self.reveal)
        self.next_button.clicked.connect(self.step)
        self.end_button.clicked.connect(self.ended)

    def begin(self, desk: CallDesk, masking: Masking) -> None:
        """Start anew with this lender's figures."""
        self._desk, self._masking = desk, masking
        self.order, self.at = shuffled(), 0
        self._show()

    def reveal(self) -> None:
        """Show the answer and stop the clock."""
        self._pause.cancel()
        self.clock.setText(minutes(self._since.elapsed()))
        self.answer.show()
        self.show_button.setEnabled(False)
        self.next_button.setFocus()

    def step(self) -> None:
        """Go on to the next demand; after the last the rehearsal ends."""
        self.at += 1
        if self.at >= len(self.order):
            self.stop()
            self.ended.emit()
        else:
            self._show()

    def stop(self) -> None:
        """Let the clock rest."""
        self._pause.cancel()

    def retranslate(self) -> None:
        """Word everything."""
        self.show_header(_("They say"))
        self.chip.show_text(_("Rehearsal"), "info")
        self.show_button.setText(_("Show the answer"))
        last = self.at + 1 >= len(self.order)
        self.next_button.setText(_("Done") if last else _("Next"))
        self.end_button.setText(_("End the rehearsal"))
        count = ngettext("{at} of {count}", "{at} of {count}", len(self.order))
        self.place.setText(count.format(at=self.at + 1, count=len(self.order)))
        if self._desk is not None and self._masking is not None and self.order:
            demand, voice = self.order[self.at], voice_of(self._masking)
            self.demand.setText(quoted(words.demand_title(demand, texts())))
            self.answer.setText(quoted(words.demand_answer(demand, self._desk, voice)))
            note(self.answer, WORKING)

    def _show(self) -> None:
        self.retranslate()
        self.answer.hide()
        self.show_button.setEnabled(True)
        self.clock.setText(minutes(0))
        self._since.start()
        self._pause.begin()
        self.show_button.setFocus()

    def _tick(self) -> None:
        self.clock.setText(minutes(self._since.elapsed()))
        self._pause.begin()

    def _assemble(self) -> None:
        px = self._theme.px
        self.add_to_header(self.place)
        self.add_to_header(self.chip)
        for part in (self.demand, self.clock, self.answer):
            self.body.addWidget(part)
        self.body.addSpacing(px(8))
        lay(
            self.body,
            down(
                across(self.show_button, self.next_button, REST),
                (self.end_button, 0, Qt.AlignmentFlag.AlignLeft),
            ),
            REST,
        )


class CallClock(QWidget):
    """How long the call has lasted; it runs from the first key on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.chip, self._since = Chip(theme), QElapsedTimer()
        self._pause = Pause(self, TICK_MS, self._tick)
        across(self.chip, on=self)
        self.hide()

    @property
    def running(self) -> bool:
        """Return whether a call goes on."""
        return self._pause.waiting

    def begin(self) -> None:
        """Start with the call; one that runs goes on."""
        if not self.running:
            self._since.start()
            self._tick()
            self.show()

    def end(self) -> None:
        """Stop and keep the length on screen."""
        self._pause.cancel()

    def clear(self) -> None:
        """Forget the call."""
        self._pause.cancel()
        self.hide()

    def _tick(self) -> None:
        words = _("On the line {time}").format(time=minutes(self._since.elapsed()))
        self.chip.show_text(words, "neutral", "clock")
        self._pause.begin()
