"""Does it match what the app shows? The figures of an entry beside those of the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.debts.phone_page import Found, PageCheck
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.figures import WORKING, note
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.debts import phone_words, words
from jiebei_desktop.ui.pages.debts.parts_grid import Swatch
from jiebei_desktop.ui.widgets.bar import PART_COLOURS, Bar
from jiebei_desktop.ui.widgets.basics import Button, Label, rule
from jiebei_desktop.ui.widgets.boxes import REST, across, down
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.notice import NoticeStrip

_ROWS = ("total", "due", "following")


class CheckPane(QWidget):
    """Three rows to compare, what the sum is made of, and a hint; ``answered`` when one differs."""

    answered = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        theme = context.theme
        self.title = Label("emphasis", wrap=True)
        self.hint = Label("caption", "text3")
        self.names = {row: Label("body", wrap=True) for row in _ROWS}
        self.values = {row: Label("body_strong") for row in _ROWS}
        self.chips = {row: Chip(theme) for row in _ROWS[:2]}
        self.same = Button(theme, "pick", small=True)
        self.other = Button(theme, "pick", small=True)
        self.shown = Field(theme, MoneyEdit(theme))
        self.made_of = Label("caption", "text2", wrap=True)
        self.bar = Bar(theme, 10)
        self.parts = [Label("body") for _part in PART_COLOURS]
        self.workings = [Label("caption", "text2", wrap=True) for _part in PART_COLOURS]
        self.amounts = [Label("body_strong") for _part in PART_COLOURS]
        self.swatches = [Swatch(theme, colour) for colour in PART_COLOURS]
        self.notice = NoticeStrip(theme)
        self._figures = QWidget()
        self.waiting = Label("body", "text2", wrap=True)
        self._assemble()
        for label in (*self.values.values(), *self.amounts, *self.workings, self.made_of):
            note(label, WORKING)
        note(self.notice.label, WORKING)

    def following(self) -> Fen | None:
        """Return the next instalment as the app shows it, where it is another one."""
        value = self.shown.edit.value()
        return value if self.other.isChecked() and isinstance(value, int) else None

    def forget(self) -> None:
        """Ask again: another debt is being typed."""
        self._group.setExclusive(False)
        for button in (self.same, self.other):
            button.setChecked(False)
        self._group.setExclusive(True)
        self.shown.edit.set_value(None)
        self.shown.hide()

    def show_found(self, found: Found) -> None:
        """Show what follows from the page, or what it waits for."""
        check = found.check
        self._figures.setVisible(check is not None)
        self.waiting.setVisible(check is None)
        if check is None:
            return
        masking = self._context.masking
        for row, own, shown in (
            ("total", check.total, check.total_shown),
            ("due", check.due, check.due_shown),
        ):
            self.values[row].setText(masking.amount(own))
            self._compare(self.chips[row], Fen(own - shown))
        self._show_following(check)
        self._show_parts(found, check)

    def retranslate(self) -> None:
        """Word the fixed parts."""
        self.title.setText(_("Does the phone say the same?"))
        self.hint.setText(_("reckoned as you type"))
        self.names["total"].setText(_("To settle all"))
        self.names["due"].setText(_("This time"))
        self.same.setText(_("Same"))
        self.other.setText(_("Different"))
        self.shown.show_words(_("What the phone shows"), _("It counts; what was reckoned is noted"))
        self.waiting.setText(
            _("Fill in the four figures from the page; what follows from them appears here.")
        )

    def _compare(self, chip: Chip, gap: Fen) -> None:
        if not gap:
            chip.show_text(_("Same"), "positive")
        else:
            amount = self._context.masking.amount(Fen(abs(gap)))
            chip.show_text(_("{amount} off").format(amount=amount), "caution")

    def _show_following(self, check: PageCheck) -> None:
        found = check.following
        for widget in (self.names["following"], self.values["following"], self._answers):
            widget.setVisible(found is not None)
        self.notice.setVisible(found is not None)
        self.shown.setVisible(found is not None and self.other.isChecked())
        if found is None:
            return
        day = formats.short_day(found[0], texts())
        self.names["following"].setText(_("Next, {day}").format(day=day))
        self.values["following"].setText(self._context.masking.amount(found[1]))
        self.notice.show_words(
            _("Open the instalment of {day} on the phone.").format(day=day),
            _("If it differs, type what it shows; the entry follows the phone."),
            severity="info",
        )

    def _show_parts(self, found: Found, check: PageCheck) -> None:
        masking, parts = self._context.masking, check.parts
        values = (parts.principal, parts.interest, parts.penalty, parts.fees)
        self.made_of.setText(
            _("In the {amount} owed today").format(amount=masking.amount(check.total))
        )
        self.bar.show_parts(values, words.parts_spoken(parts, masking))
        working = (
            "",
            phone_words.interest_working(found, masking),
            phone_words.penalty_working(found, masking),
            "",
        )
        for place, name in enumerate(words.part_names()):
            columns: tuple[Sequence[QWidget], ...] = (
                self.swatches, self.parts, self.workings, self.amounts,
            )  # fmt: skip
            for column in columns:
                column[place].setVisible(bool(values[place]) or place == 0)
            self.parts[place].setText(name)
            self.workings[place].setText(working[place])
            self.amounts[place].setText(masking.amount(values[place]))

    def _assemble(self) -> None:
        px = self._context.theme.px
        down(
            across((self.title, 1), self.hint),
            self.waiting,
            self._figures,
            REST,
            on=self,
            gap=px(8),
            around=(px(18), px(16), px(18), px(12)),
        )
        down(
            self._rows(),
            self.shown,
            rule(),
            self.made_of,
            self.bar,
            self._legend(),
            self.notice,
            on=self._figures,
            gap=px(8),
        )
        self.shown.hide()
        self.shown.edit.valueChanged.connect(self.answered)
        self.other.toggled.connect(self._asked)
        self.retranslate()

    def _rows(self) -> QGridLayout:
        px = self._context.theme.px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(10))
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._answers = QWidget()
        answers = across(on=self._answers, gap=px(4))
        self._group = QButtonGroup(self)
        for button in (self.same, self.other):
            button.setCheckable(True)
            self._group.addButton(button)
            answers.addWidget(button)
        ends: dict[str, QWidget] = {**self.chips, "following": self._answers}
        for place, row in enumerate(_ROWS):
            grid.addWidget(self.names[row], place, 0)
            grid.addWidget(self.values[row], place, 1, right)
            grid.addWidget(ends[row], place, 2, right)
        return grid

    def _legend(self) -> QGridLayout:
        px = self._context.theme.px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(2, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        columns: tuple[Sequence[QWidget], ...] = (
            self.swatches, self.parts, self.workings, self.amounts,
        )  # fmt: skip
        for place in range(len(PART_COLOURS)):
            for column, widgets in enumerate(columns):
                side = right if widgets is self.amounts else Qt.AlignmentFlag.AlignVCenter
                grid.addWidget(widgets[place], place, column, side)
        return grid

    def _asked(self, different: bool) -> None:
        self.shown.setVisible(different)
        if different:
            self.shown.edit.setFocus()
        self.answered.emit()
