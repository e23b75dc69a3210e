"""The rows of a file before they are booked: filtered, counted, changed and answered about."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jiebei_desktop.importers.verdicts import BOOKED, IGNORED, NEUTRAL, Kind
from jiebei_desktop.services.statements.imports_preview import Previewed
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.ledger.import_job import ImportJob, Item
from jiebei_desktop.ui.pages.ledger.rows_model import BALANCE, RowsModel
from jiebei_desktop.ui.pages.ledger.rows_paint import QUESTION
from jiebei_desktop.ui.pages.ledger.rows_table import RowsTable
from jiebei_desktop.ui.pause import Pause
from jiebei_desktop.ui.widgets.boxes import lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.flow import Ends
from jiebei_desktop.ui.widgets.line_sign import SearchLine
from jiebei_desktop.ui.widgets.segments import Segments

ALL, ASKED, INCOME, SPENDING, REPAID = range(5)
_SHOWN: dict[int, frozenset[Kind]] = {
    ASKED: frozenset({Kind.REVIEW}),
    INCOME: frozenset({Kind.INCOME, Kind.INCOME_INTEREST}),
    SPENDING: frozenset({Kind.EXPENSE, Kind.REFUND}),
    REPAID: frozenset({Kind.DEBT_REPAY, Kind.DEBT_DRAW}),
}
_MOST_ROWS = 12
_PATIENCE_MS = 150


class RowsCard(Card):
    """Every row that is new, with a filter; the counts above are those of the rows below."""

    changed = Signal()

    def __init__(self, context: PageContext, job: ImportJob) -> None:
        super().__init__(context.theme, padded=False)
        self._context, self._job = context, job
        self._asked: tuple[Previewed, ...] = ()
        self._all: tuple[Previewed, ...] = ()
        self._known = 0
        self._by_line: dict[int, Previewed] = {}
        self._groups: Counter[str] = Counter()
        self.model = RowsModel(context, lambda: job.lenders)
        self.table = RowsTable(context, self.model)
        self.search = SearchLine()
        self.views = Segments(context.theme, 5)
        self.typing = Pause(self, _PATIENCE_MS, self._filter)
        self._lay_out()

    def show_item(self, item: Item) -> None:
        """Show the rows of a file."""
        checked = item.checked
        self.model.item = item
        self._all = checked.rows if checked else ()
        self._known = len(checked.seen.duplicates) if checked else 0
        self._asked = tuple(row for row in self._all if row.asked)
        self._by_line = {row.line: row for row in self._all}
        kinds = Counter(row.kind for row in self._all)
        self._groups = Counter(booked=0, neutral=0, ignored=0, waiting=0)
        for kind, count in kinds.items():
            self._groups[_group(kind)] += count
        self.setVisible(bool(self._all))
        self.table.setColumnHidden(BALANCE, all(row.balance is None for row in self._all))
        self._filter()
        self._count()
        self.table.next_question()

    def look_at(self, line: int) -> None:
        """Show the row of a line, whatever the filter was."""
        self.search.clear()
        self.views.choose(ALL)
        self._filter()
        self.table.go_to(line)
        self.table.setFocus()

    def retranslate(self) -> None:
        """Word everything again."""
        self.search.setPlaceholderText(_("Search counterparty or amount"))
        self.search.setAccessibleName(_("Search counterparty or amount"))
        self.views.show_words(
            [_("All rows"), _("To answer"), _("Income"), _("Spending"), _("Borrowed and repaid")]
        )
        self.table.setAccessibleName(_("Rows of the file"))
        self.model.retranslate()
        self.table.question.retranslate()
        self._count()

    def counts(self) -> dict[str, int]:
        """Return how many rows are booked, neutral, ignored and waiting, as they stand now."""
        found = Counter(self._groups)
        item = self.model.item
        answered = {row.line for row in self._asked if self._job.lenders.get(row.asked)}
        for line in item.left_out | set(item.kinds) | answered if item else ():
            row = self._by_line[line]
            found[_group(row.kind)] -= 1
            left_out = self.model.left_out(row)
            found["waiting" if left_out else _group(self.model.kind(row))] += 1
        return dict(found)

    def _count(self) -> None:
        counts = {name: formats.count(count) for name, count in self.counts().items()}
        if not counts:
            return
        words = _(
            "{booked} booked, {neutral} between own accounts, {ignored} not booked, "
            "{waiting} waiting, {known} known: {total} rows"
        )
        total = formats.count(len(self._all) + self._known)
        known = formats.count(self._known)
        self.show_header(_("Rows of the file"), words.format(**counts, known=known, total=total))

    def _filter(self) -> None:
        wanted = self.search.text().strip().replace(",", "").casefold()
        kinds = _SHOWN.get(self.views.current())
        found = [
            row
            for row in self._all
            if (kinds is None or self.model.kind(row) in kinds) and _has(row, wanted)
        ]
        self.model.show(found)
        px = self._context.theme.px
        height = px(36) * (min(max(len(found), 1), _MOST_ROWS) + 1)
        self.table.setFixedHeight(height + (px(QUESTION) if self._asked else 0))

    def _answer(self, row: Previewed, answer: int) -> None:
        """Take an answer and go on to the next name that waits for one."""
        self.model.answer(row, answer, self._job.lenders)
        self.table.next_question()

    def _turned(self) -> None:
        self._count()
        self.changed.emit()

    def _lay_out(self) -> None:
        px = self._context.theme.px
        line = QWidget()
        around, row = QVBoxLayout(line), Ends(gap=px(8))
        around.setContentsMargins(px(12), px(8), px(12), px(8))
        around.addLayout(row)
        row.addWidget(self.search)
        row.addWidget(self.views)
        lay(self.body, line, self.table)
        self.search.textEdited.connect(lambda _text: self.typing.begin())
        self.views.chosen.connect(lambda _place: self._filter())
        self.model.turned.connect(self._turned)
        self.table.answered.connect(self._answer)


def _group(kind: Kind) -> str:
    if kind in BOOKED:
        return "booked"
    if kind in NEUTRAL:
        return "neutral"
    return "ignored" if kind in IGNORED else "waiting"


def _has(row: Previewed, wanted: str) -> bool:
    if not wanted:
        return True
    amount = f"{abs(row.fen) // 100}.{abs(row.fen) % 100:02d}"
    return wanted in f"{row.peer} {row.item}".casefold() or amount.startswith(wanted)
