"""The first card when cash does not reach the next income: to spend, to pay first, to hold back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QSpinBox, QVBoxLayout, QWidget

from jiebei_desktop.domain.months import LAST_DAY
from jiebei_desktop.services.picture import Picture, Week, WeekState
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.figures import note, tell
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.week_words import RowWords, WeekWords
from jiebei_desktop.ui.widgets.bar import Bar
from jiebei_desktop.ui.widgets.basics import Button, Label, clear, rule
from jiebei_desktop.ui.widgets.boxes import REST, across, down, held, lay, stand
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.explain import ExplainDialog
from jiebei_desktop.ui.widgets.focus_ring import ShowsFocus

FIRST_SHOWN, HELD_SHOWN = 4, 6
"""Rows that stand on the card; all of them stand behind the reckoning."""
BESIDE_FROM = 760
"""Width in px at 100 % from which the columns stand side by side."""
BAR_COLOURS = ("c1", "c3", "c5")


class Hero(ShowsFocus, QWidget):
    """The amount that is safe to spend; F1, Enter or Space asks how it was worked out."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.amount = Label("hero")
        self.per_day = Label("body", "text2")
        across(self.amount, (self.per_day, 1, Qt.AlignmentFlag.AlignBottom), on=self, gap=8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act like a button."""
        if event.key() in {Qt.Key.Key_F1, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.asked.emit()
        else:
            super().keyPressEvent(event)


class WeekCard(Card):
    """Three columns of a picture's week; hidden where cash reaches."""

    payday_named = Signal(int)
    """The day of the month on which the next income comes."""
    check_in = Signal()
    """The figures are too old: the user wants to bring them up to date."""

    def __init__(self, theme: Theme, masking: Masking) -> None:
        super().__init__(theme, padded=False)
        self._masking = masking
        self._told: WeekWords | None = None
        self._shown: tuple[Picture, bool, str, int] | None = None
        """The picture on the card, and in which manner its words and rows were made."""
        self.set_accent("true")
        self.how_button = Button(theme, "text")
        self.safe_title = Label("caption", "accent")
        self.hero = Hero()
        self.bar = Bar(theme, 10)
        self.can_spend = Label("caption", "accent")
        self.at_hand = Label("caption", "text2", wrap=True)
        self.sentence = Label("caption", "text2", wrap=True)
        self.known = Chip(theme)
        self.fresh_button = Button(theme)
        self.payday = QSpinBox()
        self.payday_button = Button(theme)
        self.first_title = Label("caption", "text2", wrap=True)
        self.held_title = Label("caption", "text2", wrap=True)
        self.held_total = Label("caption", "text2")
        self.first_rows, self.held_rows = QWidget(), QWidget()
        self.closing = Label("caption", "text2", wrap=True)
        self._assemble_week()
        self.how_button.clicked.connect(self.explain)
        self.hero.asked.connect(self.explain)
        self.fresh_button.clicked.connect(self.check_in)
        self.payday_button.clicked.connect(lambda: self.payday_named.emit(self.payday.value()))
        self.hide()

    @property
    def is_told(self) -> bool:
        """Whether the card says what can be spent, not only what it would have to know."""
        return not self._single

    def show_picture(self, seen: Picture, *, is_old: bool = False) -> None:
        """Show the week of a picture; ``is_old`` greys figures that are being worked out anew."""
        week = seen.week
        self.setVisible(week is not None and week.shown)
        if week is None or not week.shown:
            self._told = self._shown = None
            return
        manner = (self._masking.on, texts().locale, self._theme.zoom)
        if self._shown is None or self._shown[0] is not seen or self._shown[1:] != manner:
            self._shown = (seen, *manner)
            self._tell(week, WeekWords(week=week, seen=seen, masking=self._masking))
        self._tint(is_old=is_old)

    def _tell(self, week: Week, words: WeekWords) -> None:
        self._told = words
        self.show_header(_("This week"), words.header())
        self._show_state(week)
        if week.state is WeekState.SHORT:
            self._show_safe(words)
            self._fill_first(words.first_rows())
            self._fill_held(words)
        self.setAccessibleName(f"{_('This week')} {words.header()}")

    def grey(self) -> None:
        """Grey what is shown while it is being worked out anew."""
        self._tint(is_old=True)

    def _tint(self, *, is_old: bool) -> None:
        self.hero.amount.set_tone("text3" if is_old else "text")
        self.hero.per_day.set_tone("text3" if is_old else "text2")

    def explain(self) -> ExplainDialog | None:
        """Open the reckoning; None where there is no figure to reckon."""
        if self._told is None or self._told.week.state is not WeekState.SHORT:
            return None
        dialog = ExplainDialog(self._theme, _("How this is worked out"), self)
        dialog.show_terms(self._told.terms(), self._told.how())
        dialog.open()
        return dialog

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns one under another on a narrow page."""
        super().resizeEvent(event)
        beside = self.width() * 100 / self._theme.zoom >= BESIDE_FROM
        stand(self._columns, beside=beside)
        for line in self._rules:
            line.setVisible(beside and not self._single)

    # -- words -------------------------------------------------------------------------------

    def _show_state(self, week: Week) -> None:
        told, stale = week.state is WeekState.SHORT, week.state is WeekState.STALE
        asked = week.state is WeekState.NO_PAYDAY
        self._single = not told
        parts: Sequence[tuple[bool, tuple[QWidget, ...]]] = (
            (told, (self.hero, self.bar, self.can_spend, self.at_hand, self.how_button)),
            (told, (self._middle, self._right, *self._rules)),
            (stale, (self.known, self.fresh_button)),
            (asked, (self.payday, self.payday_button)),
        )
        for shown, widgets in parts:
            for widget in widgets:
                widget.setVisible(shown)
        if stale:
            day = formats.day(week.known, texts())
            self.known.show_text(_("Last entry {day}").format(day=day), "caution")
            self.safe_title.setText(_("Safe to spend"))
            self.fresh_button.setText(_("Five-minute check-in"))
            self.sentence.setText(
                _("That is too long ago to say what is safe to spend. Enter what is at hand now.")
            )
        elif asked:
            self.safe_title.setText(_("The pay-day is missing"))
            self.payday.setAccessibleName(_("Day of the month on which income comes"))
            self.payday.setSuffix(_(" of the month"))
            self.payday_button.setText(_("Save"))
            self.sentence.setText(
                _("On which day of the month does the next income come? Then this says what is"
                  " safe to spend until it does.")
            )  # fmt: skip
        note(self.sentence)

    def _show_safe(self, words: WeekWords) -> None:
        self.how_button.setText(_("How we got this"))
        self.safe_title.setText(words.safe_title())
        tell(self.hero.amount, words.safe(), "week.safe")
        tell(self.hero.per_day, words.per_day(), "week.per_day")
        self.hero.setAccessibleName(f"{words.safe_title()} {words.safe()} {words.per_day()}")
        self.bar.show_parts(words.parts(), f"{words.can_spend()}; {words.at_hand()}", BAR_COLOURS)
        tell(self.can_spend, words.can_spend(), "week.safe")
        tell(self.at_hand, words.at_hand(), "cash", "week.aside", "week.spare")
        tell(self.sentence, words.sentence(), "week.need", "week.missing", "week.floor")

    def _fill_first(self, rows: Sequence[RowWords]) -> None:
        self.first_title.setText(_("Pay first, in this order"))
        clear(self.first_rows)
        column = self._column_of(self.first_rows)
        for place, row in enumerate(rows[:FIRST_SHOWN]):
            figure = f"week.first.{place}" if place else "week.safe"
            column.addWidget(_first_row(self._theme, place + 1, row, figure))
        _more(column, len(rows) - FIRST_SHOWN)

    def _fill_held(self, words: WeekWords) -> None:
        self.held_title.setText(_("Hold back, and tell them first"))
        tell(self.held_total, words.held_total(), "week.held")
        clear(self.held_rows)
        column = self._column_of(self.held_rows)
        rows = words.held_rows()
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(self._theme.px(2))
        grid.setHorizontalSpacing(self._theme.px(12))
        grid.setColumnStretch(0, 1)
        for place, row in enumerate(rows[:HELD_SHOWN]):
            amount = Label("caption")
            tell(amount, row.amount, f"week.hold.{place + 1}")
            grid.addWidget(Label("caption", wrap=True, text=row.title), place, 0)
            grid.addWidget(Label("caption", "text2", text=row.when), place, 1)
            grid.addWidget(amount, place, 2, Qt.AlignmentFlag.AlignRight)
        column.addWidget(table)
        _more(column, len(rows) - HELD_SHOWN)
        self.closing.setText(words.closing())

    # -- assembly ----------------------------------------------------------------------------

    def _column_of(self, holder: QWidget) -> QVBoxLayout:
        found = holder.layout()
        if isinstance(found, QVBoxLayout):
            return found
        return down(on=holder, gap=self._theme.px(4))

    def _assemble_week(self) -> None:
        self._single = False
        self.add_to_header(self.how_button)
        self.payday.setRange(1, LAST_DAY)
        self.payday.setValue(10)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(0)
        self._left = self._pane([self.safe_title, self.hero, self.bar, self._ends(),
                                 self._asking(), self.sentence])  # fmt: skip
        self._middle = self._pane([self.first_title, self.first_rows])
        self._right = self._pane([self._held_head(), self.held_rows, self.closing])
        self._rules = (rule(vertical=True), rule(vertical=True))
        lay(
            self._columns,
            (self._left, 31),
            self._rules[0],
            (self._middle, 34),
            self._rules[1],
            (self._right, 40),
        )
        self.body.addLayout(self._columns)

    def _pane(self, widgets: Sequence[QWidget]) -> QFrame:
        px = self._theme.px
        pane = QFrame()
        down(*widgets, REST, on=pane, gap=px(4), around=(px(16), px(10)))
        return pane

    def _ends(self) -> QWidget:
        self.at_hand.setAlignment(Qt.AlignmentFlag.AlignRight)
        return held(
            across(
                (self.can_spend, 0, Qt.AlignmentFlag.AlignTop),
                (self.at_hand, 1),
                gap=self._theme.px(12),
            )
        )

    def _asking(self) -> QWidget:
        return held(
            across(
                self.known,
                self.fresh_button,
                self.payday,
                self.payday_button,
                REST,
                gap=self._theme.px(8),
            )
        )

    def _held_head(self) -> QWidget:
        return held(across((self.held_title, 1), self.held_total))


def _first_row(theme: Theme, place: int, row: RowWords, figure: str) -> QWidget:
    """Return a numbered row: title and day, the reason below."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(10))
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(1, 1)
    number = Chip(theme)
    number.show_text(str(place), "accent", "")
    title, reason = Label("emphasis", wrap=True), Label("caption", "text2", wrap=True)
    tell(title, row.title, figure)
    tell(reason, row.reason, figure)
    grid.addWidget(number, 0, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(title, 0, 1)
    grid.addWidget(Label("caption", "text2", text=row.when), 0, 2, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(reason, 1, 1, 1, 2)
    holder.setAccessibleName(f"{place} {row.title} {row.when} {row.reason}")
    return holder


def _more(column: QVBoxLayout, count: int) -> None:
    if count > 0:
        message = ngettext("{count} more row behind How we got this",
                           "{count} more rows behind How we got this", count)  # fmt: skip
        column.addWidget(Label("caption", "text3", wrap=True, text=message.format(count=count)))
