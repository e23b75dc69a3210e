"""Who calls about which contract, the sentence to open with, the three figures, the recap."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import PARTS
from jiebei_desktop.services.papers.call_desk import CallDesk
from jiebei_desktop.text import call_barred, formats
from jiebei_desktop.text import calls as words
from jiebei_desktop.text.call_voice import Voice, spoken
from jiebei_desktop.text.current import _, pgettext, texts
from jiebei_desktop.ui.figures import WORKING, note
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label, rule
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.notice import NoticeStrip


def voice_of(masking: Masking) -> Voice:
    """Return the language in force with amounts as the screen shows them."""

    def money(fen: Fen) -> str:
        return masking.plain(fen) if masking.on else spoken(fen)

    return Voice(t=texts(), money=money)


def quoted(said: str) -> str:
    """Return words as they are spoken."""
    return _("“{words}”").format(words=said)


class WhoCard(Card):
    """My name, the contract, and what is owed today by parts."""

    chosen = Signal(str)
    """Another lender is on the telephone."""
    wanted = Signal()
    """The place where name, ID and contract number are filled in."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.lender = QComboBox()
        self._names = [Label("caption", "text2") for _row in range(5)]
        self.name, self.tail = Label("body_strong", wrap=True), Label("body", wrap=True)
        self.contract, self.drawn = Label("body", wrap=True), Label("body", wrap=True)
        self.owed, self.parts = Label("amount"), Label("caption", "text2", wrap=True)
        self.fill = Button(theme, "text", "edit", small=True)
        self.sub.hide()
        self.add_to_header(self.lender)
        self._assemble()
        self.lender.activated.connect(lambda at: self.chosen.emit(self.lender.itemData(at)))
        self.fill.clicked.connect(self.wanted)

    def show_desk(self, desk: CallDesk, masking: Masking) -> None:
        """Show whom the call is about."""
        debt, parts, blank = desk.debt, desk.stand.parts, "—"
        self.show_header(_("Who I am, which contract"))
        self._show_lenders(desk)
        labels = (
            pgettext("person", "Name"),
            _("ID, last four"),
            _("Contract number"),
            _("Drawn"),
            _("Owed today"),
        )
        for label, text in zip(self._names, labels, strict=True):
            label.setText(text)
        self.name.setText(desk.household.name or blank)
        self.tail.setText(desk.household.id_tail or blank)
        self.contract.setText(_spaced(debt.contract_no) or blank)
        home = desk.household
        self.fill.setText(_("Fill in what is missing…"))
        self.fill.setVisible(not (home.name and home.id_tail and debt.contract_no))
        self.drawn.setText(_drawn(desk, masking) or blank)
        self.owed.setText(masking.money(parts.total))
        split = (
            _("principal {principal}\ninterest {interest}, penalty {penalty}, fees {fees}")
            if parts.fees
            else _("principal {principal}\ninterest {interest}, penalty {penalty}")
        )
        amounts = {name: masking.amount(getattr(parts, name)) for name in PARTS}
        self.parts.setText(split.format(**amounts))
        note(self.drawn, WORKING)
        note(self.owed, f"owed.{debt.id}.total")
        note(self.parts, *(f"owed.{debt.id}.{name}" for name in PARTS))

    def _show_lenders(self, desk: CallDesk) -> None:
        self.lender.clear()
        self.lender.setAccessibleName(_("Who is calling"))
        for caller in desk.callers:
            self.lender.addItem(caller.name, caller.debt)
        self.lender.setCurrentIndex(self.lender.findData(desk.debt.id))
        self.lender.setVisible(len(desk.callers) > 1)

    def _assemble(self) -> None:
        self.lender.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.lender.setMinimumContentsLength(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px(10))
        grid.setVerticalSpacing(self._theme.px(4))
        grid.setColumnStretch(1, 1)
        values = (self.name, self.tail, self.contract, self.drawn)
        for row, value in enumerate(values):
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(self._names[row], row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        grid.addWidget(rule(), 4, 0, 1, 2)
        grid.addWidget(self._names[4], 5, 0)
        grid.addWidget(self.owed, 5, 1)
        grid.addWidget(self.parts, 6, 1)
        lay(self.body, grid, (self.fill, 0, Qt.AlignmentFlag.AlignLeft), REST)


def _drawn(desk: CallDesk, masking: Masking) -> str:
    """Return day and amount of the contract; empty where nobody told them."""
    if desk.drawn is None:
        return ""
    day, fen = desk.drawn
    return _("{day}, {amount}").format(day=formats.dense_day(day), amount=masking.amount(fen))


def _spaced(number: str) -> str:
    """Return a contract number in groups of four, as one reads it out."""
    if not number.isdigit():
        return number
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


class OpeningCard(Card):
    """The sentence to open with, in letters that can be read while speaking."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, header=False)
        self.set_accent("true")
        self.caution = NoticeStrip(theme)
        self.head, self.words = Label("caption", "accent"), Label("lead", wrap=True)
        lay(self.body, self.caution, self.head, self.words)

    def show_desk(self, desk: CallDesk, masking: Masking) -> None:
        """Word it for this lender."""
        caution = call_barred.caution(desk, texts())
        self.caution.setVisible(bool(caution))
        self.caution.show_words(caution, severity="caution")
        self.head.setText(_("First sentence"))
        self.words.setText(quoted(words.opening(desk, voice_of(masking))))
        note(self.words, WORKING)


class LimitsCard(Card):
    """What to offer first, what not to exceed, what not to go below; or the way to know it."""

    wanted = Signal()
    """The page that reckons what can be kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, header=False)
        self.names = [Label("caption", "text2", wrap=True) for _part in range(3)]
        self.values = [Label("pane_title") for _part in range(3)]
        self.captions = [Label("caption", "text2", wrap=True) for _part in range(3)]
        self.unknown, self.link = Label("body", "text2", wrap=True), Button(theme, "text")
        self.three = QWidget()
        self._assemble()
        self.link.clicked.connect(self.wanted)

    def show_desk(self, desk: CallDesk, masking: Masking) -> None:
        """Show the three figures, or where to reckon them first."""
        ask, voice = desk.ask, voice_of(masking)
        known = ask.at_most is not None
        self.three.setVisible(known)
        self.unknown.setVisible(not known)
        self.link.setVisible(not known)
        self.setVisible(desk.barred is None)
        for one in self._bounds:
            one.setVisible(ask.has_bounds)
        said = _("What you can keep up each month is not known yet.")
        leads = _("Work out what you can keep up first")
        if ask.hold_until is not None:  # a pause with its day: nothing is left, an answer, too
            said = _("Nothing can be promised now: ask for a pause and name no amount.")
            leads = _("See what is left each month")
        self.unknown.setText(said)
        self.link.setText(leads)
        first = _("Offer first") if ask.has_bounds else pgettext("sheet", "Next payment")
        names = (first, _("Not above"), _("Not below"))
        values = (ask.amount, ask.at_most, ask.floor or None)
        captions = (
            words.first_caption(desk, voice) if ask.amount is not None else _("no amount"),
            _("you could not keep up more"),
            words.least_caption(desk, texts()),
        )
        for place in range(3):
            self.names[place].setText(names[place])
            value = values[place]
            self.values[place].setText("—" if value is None else voice.yuan(value))
            self.captions[place].setText(captions[place])
            note(self.values[place], WORKING)

    def _assemble(self) -> None:
        px = self._theme.px
        row = across(on=self.three, gap=px(12))
        rules = [rule(vertical=True) for _bound in range(2)]
        labels = (self.names, self.values, self.captions)
        self._bounds = [*rules, *(part for parts in labels for part in parts[1:])]
        for place in range(3):
            if place:
                row.addWidget(rules[place - 1])
            row.addLayout(
                down(self.names[place], self.values[place], self.captions[place], REST, gap=px(2)),
                1,
            )
        lay(self.body, self.three, self.unknown, (self.link, 0, Qt.AlignmentFlag.AlignLeft))


class RecapCard(Card):
    """What was said, in words that write themselves; kept or copied by one press."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, header=False)
        self.head, self.sub_head = Label("emphasis"), Label("caption", "text3", wrap=True)
        self.words = Label("body", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.save_button, self.copy_button = (
            Button(theme, "default", "save"),
            Button(theme, "default", "copy"),
        )
        row, said, head, buttons = QHBoxLayout(), QVBoxLayout(), QHBoxLayout(), QVBoxLayout()
        row.setSpacing(theme.px(16))
        head.addWidget(self.head)
        head.addWidget(self.sub_head, 1)
        said.addLayout(head)
        said.addWidget(self.words)
        said.addStretch(1)
        row.addLayout(said, 1)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.copy_button)
        row.addLayout(buttons)
        self.body.addLayout(row)
        said.setSpacing(theme.px(4))
        self.body.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))

    def retranslate(self) -> None:
        """Word the fixed parts."""
        self.head.setText(_("Recap"))
        self.sub_head.setText(_("read it out before hanging up; save it once confirmed"))
        self.save_button.setText(_("Save as a contact"))
        self.copy_button.setText(_("Copy as a message"))

    def show_words(self, said: str, *, practice: bool, noted: bool) -> None:
        """Show the recap; it can be kept once something was noted, and never in a rehearsal."""
        self.words.setText(quoted(said))
        note(self.words, WORKING)
        self.save_button.setEnabled(noted and not practice)
        self.copy_button.setEnabled(not practice)
