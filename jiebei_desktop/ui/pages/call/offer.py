"""What the other side offers, typed while they speak; the answer follows every key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QScrollArea, QSpinBox, QWidget

from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.services.papers.call_desk import (
    CallDesk,
    CounterAnswer,
    CounterOffer,
    CounterVerdict,
    answer,
    instalment_at,
)
from jiebei_desktop.text import call_offer
from jiebei_desktop.text.current import _, pgettext, texts
from jiebei_desktop.ui.figures import WORKING, note
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.call.cards import quoted, voice_of
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Label, frame
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.rate_edit import PercentEdit
from jiebei_desktop.ui.widgets.suffix import suffix_label

_PLACED = frozenset({QEvent.Type.Resize, QEvent.Type.Move})
_MOST_MONTHS = 360
_MONTHS = 24
"""Months an offer is reckoned with where neither they nor the request name any."""


class ComingDay(DateEdit):
    """A day without its year: the next one there is."""

    @property
    def said(self) -> bool:
        """Return whether a day is written; a field left empty means the one it stands for."""
        return bool(self.text().strip())

    def stand_for(self, day: date) -> None:
        """Mean a day that nobody named: the field is empty."""
        self.set_value(day)
        self.clear()

    def problem(self) -> str:
        """Return what is wrong with a day that is written."""
        return super().problem() if self.said else ""

    def tidy(self) -> None:
        """Show the day that is meant, where one was written."""
        if self.said:
            super().tidy()

    def value(self) -> date:
        """Return the next such day, today counted."""
        month, day = self._day.month, self._day.day
        years = (self._from.year, self._from.year + 1)
        days = [QDate(year, month, 1).daysInMonth() for year in years]
        found = [QDate(y, month, min(day, last)) for y, last in zip(years, days, strict=True)]
        today = QDate(self._from.year, self._from.month, self._from.day)
        coming = found[0] if found[0] >= today else found[1]
        return date(coming.year(), coming.month(), coming.day())

    def _word(self) -> None:
        said = self.said
        super()._word()
        if not said:
            self.clear()

    def _format(self) -> str:
        return "M-d" if texts().locale.startswith("zh") else "d MMM"


class OfferCard(Card):
    """Amount, months, sum at once and first day; a chip, a headline, five lines, a sentence."""

    changed = Signal()

    def __init__(self, theme: Theme, masking: Masking, today: Callable[[], date]) -> None:
        super().__init__(theme)
        self._masking, self._today = masking, today
        self._desk: CallDesk | None = None
        self.answered: CounterAnswer | None = None
        self.amount, self.lump = Field(theme, MoneyEdit(theme)), Field(theme, MoneyEdit(theme))
        self.periods, self.first = Field(theme, QSpinBox()), Field(theme, ComingDay(today()))
        self.rate, self.rate_name = PercentEdit(), Label("caption", "text2", wrap=True)
        self.by_rate = QWidget()
        """Only where no amount is named: then the rate tells it."""
        self.rate_wrong = Label("caption", "severe", wrap=True)
        self.chip, self.headline = Chip(theme), Label("emphasis", wrap=True)
        self.names = [Label("body", "text2", wrap=True) for _row in range(5)]
        self.values = [Label("body", wrap=True) for _row in range(5)]
        self.panel = frame("tint")
        self.say_head, self.say = Label("caption", "accent"), Label("body", wrap=True)
        self.below, self.hint = QWidget(), Label("body", "text3", wrap=True)
        self._filling = False
        self._assemble()
        self._connect()

    def retranslate(self) -> None:
        """Word the fixed parts; what was typed stays."""
        self.show_header(_("What they offer"), _("answered as you type"))
        self.amount.show_words(_("A month"))
        self.periods.show_words(pgettext("call", "Months"))
        self.lump.show_words(pgettext("call", "Up front"))
        self.first.show_words(pgettext("call", "From"))
        self.rate_name.setText(_("If they name only a yearly rate"))
        self.rate.setAccessibleName(self.rate_name.text())
        self.say_head.setText(_("You can say"))
        self.hint.setText(_("Type the amount they name. Agree to nothing on the telephone."))
        self.amount.edit.retranslate()
        self.lump.edit.retranslate()

    def show_desk(self, desk: CallDesk) -> None:
        """Hold what is typed against another lender, or against new figures."""
        if self._desk is None or (self._desk.debt.id != desk.debt.id and self.offer() is None):
            self._filling = True
            self.periods.edit.setValue(0)
            self.first.edit.clear()
            self._filling = False
        self._desk = desk
        self._ask_first(desk)
        self.work_out()

    def offer(self) -> CounterOffer | None:
        """Return the offer typed, None without an amount."""
        amount = self.amount.edit.value()
        if not amount:
            return None
        said = {"periods": self.periods.edit.value() > 0, "first": self.first.edit.said}
        return CounterOffer(
            amount=amount,
            periods=self._months(),
            first=self.first.edit.value(),
            lump_sum=self.lump.edit.value() or ZERO,
            unsaid=frozenset(name for name, named in said.items() if not named),
        )

    def fill(self, offer: CounterOffer | None) -> None:
        """Show an offer that was typed before."""
        self._filling = True
        self.rate.clear()
        self.amount.edit.set_value(None if offer is None else offer.amount)
        self.lump.edit.set_value(None if offer is None else offer.lump_sum or None)
        if offer is not None:
            self.periods.edit.setValue(0 if "periods" in offer.unsaid else offer.periods)
            first = self.first.edit
            (first.stand_for if "first" in offer.unsaid else first.set_value)(offer.first)
        self._filling = False
        self.work_out()

    def work_out(self) -> None:
        """Answer what is typed; nothing is simulated, so it costs less than a key takes."""
        offer, desk = self.offer(), self._desk
        self.answered = None if offer is None or desk is None else answer(desk.footing, offer)
        self.below.setVisible(self.answered is not None)
        self.hint.setVisible(self.answered is None)
        self.by_rate.setVisible(offer is None or bool(self.rate.text()))
        if self.answered is not None and offer is not None and desk is not None:
            self._show(desk, offer, self.answered)

    def _show(self, desk: CallDesk, offer: CounterOffer, found: CounterAnswer) -> None:
        t, voice = texts(), voice_of(self._masking)
        fits = found.verdict is CounterVerdict.FITS and not found.once_covered
        self.chip.show_severity("positive" if fits else "caution")
        self.headline.setText(call_offer.verdict_words(found, t))
        for place, (name, value) in enumerate(call_offer.counter_rows(desk, found, voice)):
            self.names[place].setText(name)
            self.values[place].setText(value)
            note(self.names[place], WORKING)
            note(self.values[place], WORKING)
        self.say.setText(quoted(call_offer.counter_say(desk, offer, found, voice)))
        note(self.say, WORKING)

    def _ask_first(self, desk: CallDesk) -> None:
        """Begin on the day that is asked for, where they name none."""
        if not self.first.edit.said:
            self._filling = True
            self.first.edit.stand_for(max(desk.ask.first, self._today()))
            self._filling = False

    def _months(self) -> int:
        """Return the months named, else those that are asked for."""
        asked = None if self._desk is None else self._desk.ask.periods
        return self.periods.edit.value() or asked or _MONTHS

    def _level(self) -> None:
        """Reckon the amount from the rate, where one is typed."""
        rate, desk = self.rate.value(), self._desk
        if rate is None or desk is None:
            return
        lump = self.lump.edit.value() or ZERO
        made = instalment_at(desk, rate, self._months(), lump)
        self._filling = True
        self.amount.edit.set_value(Fen(made))
        self._filling = False

    def _tell(self) -> None:
        if self._filling:
            return
        self._level()
        self.work_out()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the words to say into sight when they come up or grow while one types."""
        if event.type() in _PLACED:
            QTimer.singleShot(0, self, self.bring_answer)
        return super().eventFilter(watched, event)

    def bring_answer(self) -> None:
        """Scroll so far that the words to say are seen, and the field that is typed in."""
        at, typing = self.parentWidget(), QApplication.focusWidget()
        while at is not None and not isinstance(at, QScrollArea):
            at = at.parentWidget()
        if at is None or typing is None or not self.isAncestorOf(typing):
            return
        for part in (self.panel, typing):
            at.ensureWidgetVisible(part, 0, self._theme.px(8))

    def _assemble(self) -> None:
        px = self._theme.px
        self.periods.edit.setRange(0, _MOST_MONTHS)
        self.periods.edit.setSpecialValueText("—")
        self.periods.edit.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.first.edit.pick.hide()
        suffix_label(self.rate, self._theme).setText("%")
        self.rate.setFixedWidth(px(84))
        fields = across(gap=px(8))
        parts: tuple[tuple[QWidget, int], ...] = (
            (self.amount, 5), (self.periods, 3), (self.lump, 4), (self.first, 4),
        )  # fmt: skip
        for part, stretch in parts:
            fields.addWidget(part, stretch, Qt.AlignmentFlag.AlignTop)
        for field in (self.amount, self.lump, self.periods, self.first):
            field.edit.setFixedHeight(px(34))
        across((self.rate_name, 1), self.rate, on=self.by_rate)
        lay(self.body, fields, self.by_rate, self.rate_wrong)
        self.rate_wrong.hide()
        self.body.addWidget(self.hint)
        self._assemble_answer()
        lay(self.body, self.below, REST)

    def _assemble_answer(self) -> None:
        px = self._theme.px
        column = down(
            across(self.chip, (self.headline, 1)), on=self.below, gap=px(8), around=(0, px(4), 0, 0)
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 6)
        for row in range(5):
            grid.addWidget(self.names[row], row, 0)
            grid.addWidget(self.values[row], row, 1)
        down(self.say_head, self.say, on=self.panel, gap=px(2), around=(px(12), px(8)))
        column.addWidget(self.panel)
        self.panel.installEventFilter(self)
        column.addLayout(grid)

    def _connect(self) -> None:
        self.amount.edit.textEdited.connect(lambda _text: self.rate.clear())
        for edit in (self.amount.edit, self.lump.edit):
            edit.valueChanged.connect(self._tell)
        self.periods.edit.valueChanged.connect(lambda _n: self._tell())
        for signal in (self.first.edit.dateChanged, self.first.edit.textChanged):
            signal.connect(lambda _day: self._tell())
        self.rate.textEdited.connect(lambda _text: self._tell())
        self.rate.judged.connect(self._say_rate)

    def _say_rate(self) -> None:
        """Say below the rate what cannot be read in it."""
        self.rate_wrong.setText(self.rate.unread)
        self.rate_wrong.setVisible(bool(self.rate.unread))
        self.rate.setAccessibleDescription(self.rate.unread)
