"""The right half of the page: verdict, figures, reasons, and the offer beside the debts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.services.plans.offer_view import Assessment, Comparison
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.findings import describe
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.offer_check import words
from jiebei_desktop.ui.pages.offer_check.scale import RateScale
from jiebei_desktop.ui.plain import no_shortcut
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import IconLabel, Label, clear, rule
from jiebei_desktop.ui.widgets.boxes import across, down, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.elided import ElidedCheck
from jiebei_desktop.ui.widgets.notice import NoticeStrip
from jiebei_desktop.ui.widgets.stat_card import StatCard

ICONS = {"W-KANTOU": "scissors", "W-SCAM-FEE": "alert", "W-FEE-HIDDEN": "eye"}


class VerdictPanel(Card):
    """One chip, one sentence, and the ruler."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, header=False)
        self.chip = Chip(theme)
        self.sentence = Label("body", wrap=True)
        self.scale = RateScale(theme)
        lay(self.body, across(self.chip, (self.sentence, 1), gap=theme.px(12)), self.scale)

    def show_found(self, found: Assessment) -> None:
        """Show the answer in one glance."""
        kind, word, sentence = words.verdict(found)
        self.chip.show_text(word, kind)
        self.sentence.setText(sentence)
        pointers = words.pointers(found)
        spoken = " ".join(pointer.label for pointer in pointers)
        self.scale.show_rates(words.bands(found), pointers, spoken)


class Figures(QWidget):
    """Four figures side by side, or two by two; a click asks how they were worked out."""

    asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.cards = [StatCard(theme, accent=at == 0) for at in range(4)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(8))
        for card in self.cards:
            card.clicked.connect(self.asked)
        self.stack(wide=True)

    def stack(self, *, wide: bool) -> None:
        """Put all four in one row, or two in each of two."""
        columns = len(self.cards) if wide else len(self.cards) // 2
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
            self._grid.setColumnStretch(place, 1 if place < columns else 0)

    def show_found(self, found: Assessment, masking: Masking) -> None:
        """Show the figures."""
        for card, (name, value, caption) in zip(
            self.cards, words.figures(found, masking), strict=True
        ):
            card.show_figure(name, value, caption)


class Reasons(Card):
    """Why: every finding with its source, the hidden fee, and the line it is held against."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padded=False)
        self.rows = QWidget()
        self.said: list[str] = []
        """Every title and detail on show, in order."""
        self._column = down(on=self.rows, gap=0)
        self.body.addWidget(self.rows)

    def show_found(self, found: Assessment, rules: RuleBook, hide: Callable[[str], str]) -> None:
        """List the reasons, most serious first."""
        self.show_header(_("Why"))
        clear(self.rows)
        self.said = []
        for finding in found.report.findings:
            said = describe(finding, texts(), rules)
            detail = "\n".join(part for part in (said.detail, *said.signs, said.source) if part)
            icon = ICONS.get(finding.id, "calc")
            self._add(icon, finding.severity.value, hide(said.title), hide(detail))
        for icon, said_line in (("calc", words.flat_fee(found)), ("lender", words.line(found))):
            if said_line is not None:
                self._add(icon, "info", *said_line)

    def _add(self, icon: str, tone: str, title: str, detail: str) -> None:
        px = self._theme.px
        self.said += [title, detail]
        if self._column.count():
            self._column.addWidget(rule())
        line = QWidget()
        grid = QGridLayout(line)
        grid.setContentsMargins(px(16), px(9), px(16), px(9))
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(2))
        grid.addWidget(IconLabel(self._theme, icon, tone, 20), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label("body_strong", wrap=True, text=title), 0, 1)
        grid.addWidget(Label("caption", "text2", wrap=True, text=detail), 1, 1)
        grid.setColumnStretch(1, 1)
        self._column.addWidget(line)


class BesideDebts(Card):
    """The household's debts, dearest first, and what settling the ticked ones would change."""

    chosen = Signal(object)
    """The set of debts that are ticked now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padded=False)
        self.notice = NoticeStrip(theme)
        self.rows = QWidget()
        self._grid = QGridLayout(self.rows)
        self._grid.setColumnStretch(0, 1)
        self.checks: dict[DebtId, QCheckBox] = {}
        lay(self.body, self.notice, self.rows)

    def show_found(self, found: Comparison, masking: Masking) -> None:
        """List the debts and say what would change."""
        self.show_header(
            _("Would it help?"), _("The ticked debts would be settled with what arrives")
        )
        clear(self.rows)
        px = self._theme.px
        self._grid.setContentsMargins(px(16), px(8), px(16), px(12))
        self._grid.setHorizontalSpacing(px(20))
        self.checks = {}
        for column, head in enumerate((_("Debt"), _("True yearly rate"), _("To settle"))):
            self._put(Label("caption", "text3", text=head), 0, column)
        for at, rival in enumerate(found.rivals, 1):
            check = ElidedCheck(self._theme, no_shortcut(rival.name))
            check.setChecked(rival.chosen)
            check.toggled.connect(lambda _on: self._tell())
            self.checks[rival.debt] = check
            self._grid.addWidget(check, at, 0)
            self._put(Label("body", text=formats.percent(rival.nominal)), at, 1)
            self._put(Label("body", text=masking.money(rival.total)), at, 2)
        self._say(found, masking)

    def _put(self, label: Label, row: int, column: int) -> None:
        side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
        self._grid.addWidget(label, row, column, side)

    def _say(self, found: Comparison, masking: Masking) -> None:
        if not found.dearer and found.consolidation is None:
            self.notice.show_words(
                _("None of your debts costs as much as this."),
                _("Paying them with it would only make them dearer."),
                severity="severe",
            )
            return
        if found.consolidation is None:
            self.notice.show_words(
                _("None of your debts is ticked."),
                _("Tick the ones the new loan is meant to settle."),
                severity="info",
            )
            return
        severity, strong, rest = words.help_sentence(found.consolidation, masking)
        self.notice.show_words(strong, rest, severity=severity)

    def _tell(self) -> None:
        ticked = frozenset(debt for debt, check in self.checks.items() if check.isChecked())
        self.chosen.emit(ticked)
