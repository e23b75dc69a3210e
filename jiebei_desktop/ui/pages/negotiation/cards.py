"""The cards that describe: lenders, documents, and the stage of the case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.negotiation import FactKind
from jiebei_desktop.services.cases.evidence import FileState
from jiebei_desktop.services.negotiation.negotiation_view import CaseLine, CaseView, ListedPaper
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.guide import document_name
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.negotiation import words
from jiebei_desktop.ui.pages.negotiation.ladder import Ladder, Step
from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.theme import Theme, set_property
from jiebei_desktop.ui.widgets.basics import Button, IconLabel, Label, clear, rule
from jiebei_desktop.ui.widgets.boxes import across, down, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.click_frame import ClickFrame

_A_YEAR = 365
"""From so many days on, a day is named with its year."""
_LOST = frozenset({FileState.GONE, FileState.CHANGED})


class LenderRow(ClickFrame):
    """One lender in the list; a click or Enter chooses it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("row")
        self.name, self.amount = Label("body_strong", wrap=True), Label("caption", "text2")
        self.progress, self.chip = Label("caption", "text2"), Chip(theme)
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(14), theme.px(9), theme.px(14), theme.px(9))
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self.chip, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.progress, 1, 0)
        grid.addWidget(self.amount, 1, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)

    def show_line(self, line: CaseLine, as_of: date, masking: Masking, *, chosen: bool) -> None:
        """Show one lender."""
        kind, word = words.standing(line, as_of)
        self.name.setText(line.debt.name)
        self.chip.show_text(word, kind)
        self.progress.setText(words.progress(line))
        self.amount.setText(masking.money(line.stand.parts.total))
        set_property(self, "current", "true" if chosen else "")
        self.setAccessibleName(f"{line.debt.name}, {word}, {words.progress(line)}")


class Lenders(Card):
    """Whom to talk to, most urgent first."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padded=False)
        self.holder = QWidget()
        self._column = down(on=self.holder, gap=0)
        self.rows: dict[DebtId, LenderRow] = {}
        self.calendar_button = Button(theme, "text", "calendar")
        self.add_to_header(self.calendar_button)
        self.sub.hide()
        self.body.addWidget(self.holder)

    def show_lines(
        self, lines: Sequence[CaseLine], chosen: DebtId | None, as_of: date, masking: Masking
    ) -> None:
        """List the lenders."""
        self.show_header(_("Whom to talk to"))
        self.calendar_button.setText(_("Calendar…"))
        self.calendar_button.setToolTip(_("Reminders for the time in which this is closed"))
        clear(self.holder)
        self.rows = {}
        for line in lines:
            row = LenderRow(self._theme)
            row.show_line(line, as_of, masking, chosen=line.debt.id == chosen)
            row.clicked.connect(self._choosing(line.debt.id))
            self.rows[line.debt.id] = row
            lay(self._column, row, rule())

    def _choosing(self, debt: DebtId) -> Callable[[], None]:
        return lambda: self.chosen.emit(debt)


class Papers(Card):
    """The documents: which are there, with fingerprints, and which are still to be got."""

    wanted = Signal(str)
    """Kind of a document to add."""
    shown = Signal(int)
    """Stored file to save a copy of."""
    lying = Signal(str)
    """Place of a file that was left where it lies."""
    lost = Signal(object)
    """The `Evidence` whose file is gone or was changed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.add_button = Button(theme, "text", "plus")
        self.add_to_header(self.add_button)
        self.holder = QWidget()
        self._column = down(on=self.holder)
        self.note = Label("caption", "text3", wrap=True)
        self.check_button = Button(theme, "text", "check_circle", small=True)
        for part in (self.holder, self.note, self.check_button):
            self.body.addWidget(part)
        self.add_button.clicked.connect(lambda: self.wanted.emit(""))

    def show_view(self, view: CaseView) -> None:
        """List the documents."""
        needed = [paper for paper in view.papers if not paper.optional]
        have = sum(bool(paper.items) and paper.state not in _LOST for paper in needed)
        self.show_header(_("Documents"), _("{have} / {all}").format(have=have, all=len(needed)))
        self.add_button.setText(_("Add"))
        self.note.setText(
            _("At the right: first and last of the fingerprint (SHA-256); it goes into the PDF.")
        )
        self.check_button.setText(_("Check the files"))
        self.check_button.setVisible(any(item.sha256 for p in view.papers for item in p.items))
        clear(self.holder)
        for paper in view.papers:
            self._column.addWidget(self._row(paper))

    def _row(self, paper: ListedPaper) -> QWidget:
        line = QWidget()
        item = paper.items[0] if paper.items else None
        good = item is not None and paper.state not in _LOST
        icon = IconLabel(self._theme, "check_circle" if good else "minus_circle",
                         "positive" if good else "text3", 16)  # fmt: skip
        name = document_name(paper.kind, texts()) if item is None else item.name
        row = across(icon, (Label("body", wrap=True, text=name), 1), on=line)
        button = Button(self._theme, "text", small=True)
        if item is None:
            button.setText(_("optional") if paper.optional else _("to get"))
            button.clicked.connect(lambda: self.wanted.emit(paper.kind))
        elif paper.state in _LOST:
            button.setText(_("not found") if paper.state is FileState.GONE else _("changed since"))
            button.setToolTip(as_typed(item.path))
            button.clicked.connect(lambda: self.lost.emit(item))
        elif item.sha256:
            button.setText(f"{item.sha256[:4]}…{item.sha256[-4:]}")
            if item.path:
                button.setToolTip(as_typed(item.path))
                button.clicked.connect(lambda: self.lying.emit(item.path))
            else:
                button.clicked.connect(lambda: self.shown.emit(item.attachment_id or 0))
        else:
            button.setText(_("no file"))
            button.clicked.connect(lambda: self.wanted.emit(paper.kind))
        button.setAccessibleName(f"{name}: {button.text()}")
        row.addWidget(button)
        return line


class StageCard(Card):
    """The ladder, what usually happens there, and the facts of this case apart from it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, header=False)
        self.ladder = Ladder(theme)
        self.usual = Label("caption", "text2", wrap=True)
        self.facts = Label("caption", wrap=True)
        self.fact_button = Button(theme, "text", "plus")
        self.drop_button = Button(theme, "text")
        lay(
            self.body,
            self.ladder,
            rule(),
            self.usual,
            across((self.facts, 1), self.drop_button, self.fact_button),
        )

    def show_view(self, view: CaseView, as_of: date) -> None:
        """Show where the case stands."""
        self.ladder.show_steps([self._step(view, at, as_of) for at in range(len(view.rungs))])
        lines = words.stage_lines(view.stage)
        self.usual.setText("\n".join(f"{name}：{text}" if formats.chinese(texts()) else
                                     f"{name}: {text}" for name, text in lines))  # fmt: skip
        facts = [words.fact_line(fact) for fact in view.facts]
        accelerated = view.line.debt.accelerated_on
        told = {fact.kind for fact in view.facts}
        if accelerated is not None and FactKind.CALLED_IN not in told:
            day = formats.day(accelerated, texts())
            facts.insert(0, _("{day}: all was called in").format(day=day))
        self.facts.setText("\n".join(facts) if facts else _("No facts of this case noted yet."))
        self.fact_button.setText(_("Note a fact…"))
        self.drop_button.setText(_("Take one back…"))
        self.drop_button.setVisible(bool(view.facts))

    def _step(self, view: CaseView, at: int, as_of: date) -> Step:
        rung = view.rungs[at]
        below = "" if rung.on is None else formats.short_day(rung.on, texts())
        if rung.state == "current":
            days = view.line.stand.days_known
            below = _("now day {count}").format(count=days) if days else _("now")
        elif rung.on is not None and abs((rung.on - as_of).days) >= _A_YEAR:
            below = formats.dense_day(rung.on)
        return Step(label=words.rung_label(rung), below=below, state=rung.state)
