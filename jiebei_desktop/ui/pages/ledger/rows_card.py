"""The rows of a file before they are booked: looked through, changed, left out one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from jiebei_desktop.domain import categories
from jiebei_desktop.importers.verdicts import BOOKED, IGNORED, NEUTRAL, Kind
from jiebei_desktop.services.statements.imports_preview import ENTRY, Previewed
from jiebei_desktop.text import formats, importing
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.models.table import Column, dress
from jiebei_desktop.ui.models.ticks import TickModel
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.ledger.import_job import Item
from jiebei_desktop.ui.pause import Pause
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.segments import Segments

DAY, PEER, AMOUNT, CATEGORY, KIND, BALANCE = range(6)
ALL, ASKED, INCOME, SPENDING, REPAID = range(5)
_OFFERED = (Kind.INCOME, Kind.EXPENSE, Kind.REFUND, Kind.TRANSFER, Kind.IGNORED_CLOSED)
_SHOWN: dict[int, frozenset[Kind]] = {
    ASKED: frozenset({Kind.REVIEW}),
    INCOME: frozenset({Kind.INCOME, Kind.INCOME_INTEREST}),
    SPENDING: frozenset({Kind.EXPENSE, Kind.REFUND}),
    REPAID: frozenset({Kind.DEBT_REPAY, Kind.DEBT_DRAW}),
}
_MOST_ROWS = 10
_PATIENCE_MS = 150
_MEASURED = 20
"""Rows whose texts decide how wide a column is; measuring more would hold the window up."""
_Index = QModelIndex | QPersistentModelIndex


class RowsModel(TickModel[Previewed]):
    """Rows of one file with what was changed about them; category and kind can be edited."""

    def __init__(self, context: PageContext) -> None:
        columns = _columns(context, self.kind, self.category, self.taken)
        super().__init__(columns, context.theme, self.taken, self._take)
        self._plain = context.theme
        self.item: Item | None = None

    def kind(self, row: Previewed) -> Kind:
        """Return the kind a row will have."""
        return row.kind if self.item is None else self.item.kinds.get(row.line, row.kind)

    def category(self, row: Previewed) -> str:
        """Return the category a row will have; empty when it becomes no entry."""
        own = row.with_kind(self.kind(row))
        return own if self.item is None or not own else self.item.categories.get(row.line, own)

    def taken(self, row: Previewed) -> bool:
        """Say whether a row goes into the ledger: it neither waits nor moved nothing."""
        return self.kind(row) in BOOKED | NEUTRAL and not self.left_out(row)

    def left_out(self, row: Previewed) -> bool:
        """Say whether the user left a row out."""
        return self.item is not None and row.line in self.item.left_out

    def _take(self, row: Previewed, taken: bool) -> None:
        if self.item is not None and self.kind(row) in BOOKED | NEUTRAL:
            (self.item.left_out.discard if taken else self.item.left_out.add)(row.line)

    def change(self, index: _Index, value: str) -> None:
        """Give a row another kind or category; its own again is no change."""
        row = self.row(index)
        if self.item is None:
            return
        if index.column() == KIND:
            self.item.kinds[row.line] = Kind(value)
            if Kind(value) is row.kind:
                del self.item.kinds[row.line]
        else:
            self.item.categories[row.line] = value
        self.row_changed(index)

    def offered(self, row: Previewed, column: int) -> list[tuple[str, str]]:
        """Return words and values of what a cell can be changed to."""
        if row.kind is Kind.REVIEW:
            return []
        if column == KIND:
            kinds = dict.fromkeys((row.kind, *_OFFERED))
            return [(importing.kind(kind, texts()), kind.value) for kind in kinds]
        side = ENTRY.get(self.kind(row))
        codes = [code for code in categories.ALL if side and categories.fits(side, code)]
        return [(category_name(code, texts()), code) for code in codes]

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let category and kind be edited where there is something to choose."""
        plain = super().flags(index)
        column = index.column()
        editable = column in {CATEGORY, KIND} and self.offered(self.row(index), column)
        return plain | Qt.ItemFlag.ItemIsEditable if editable else plain

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Strike out what is left out."""
        if role == Qt.ItemDataRole.FontRole and index.isValid():
            font = QFont(self._plain.font("body"))
            font.setStrikeOut(self.left_out(self.row(index)))
            return font
        return super().data(index, role)

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Keep a change."""
        if role == Qt.ItemDataRole.EditRole and index.column() in {CATEGORY, KIND}:
            self.change(index, str(value))
            return True
        return super().setData(index, value, role)


class _Chooser(QStyledItemDelegate):
    """A list of what a cell can be changed to, opened when the cell is edited."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """Offer what the row can be."""
        del option
        combo = QComboBox(parent)
        model, row = _model(index), _model(index).row(index)
        for word, value in model.offered(row, index.column()):
            combo.addItem(word, value)
        combo.setAccessibleName(model.columns[index.column()].title())
        combo.activated.connect(lambda _place: self._done(combo))
        return combo

    def _done(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Show what is in force."""
        if isinstance(editor, QComboBox):
            model, row = _model(index), _model(index).row(index)
            column = index.column()
            value = model.kind(row).value if column == KIND else model.category(row)
            editor.setCurrentIndex(max(0, editor.findData(value)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Keep the choice."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())


class RowsTable(QTableView):
    """Space leaves a row out or takes it in, F2 changes its category."""

    def __init__(self, context: PageContext, model: RowsModel) -> None:
        super().__init__()
        self._rows = model
        dress(self, model, context.theme)
        self.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        triggers = QTableView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.SelectedClicked)
        for column in (CATEGORY, KIND):
            self.setItemDelegateForColumn(column, _Chooser(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the row in sight."""
        index = self.currentIndex()
        if index.isValid() and event.key() == Qt.Key.Key_Space:
            self._rows.turn(index)
        elif index.isValid() and event.key() == Qt.Key.Key_F2:
            self.edit(self._rows.index(index.row(), CATEGORY))
        else:
            super().keyPressEvent(event)


class RowsCard(Card):
    """Every row that is new, with a filter; the counts above are those of the rows below."""

    changed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme, padded=False)
        self._context = context
        self._all: tuple[Previewed, ...] = ()
        self._known = 0
        self._by_line: dict[int, Previewed] = {}
        self._groups: Counter[str] = Counter()
        self.model = RowsModel(context)
        self.table = RowsTable(context, self.model)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.views = Segments(context.theme, 5)
        self.typing = Pause(self, _PATIENCE_MS, self._filter)
        self._lay_out()

    def show_item(self, item: Item) -> None:
        """Show the rows of a file."""
        checked = item.checked
        self.model.item = item
        self._all = checked.rows if checked else ()
        self._known = len(checked.seen.duplicates) if checked else 0
        self._by_line = {row.line: row for row in self._all}
        kinds = Counter(row.kind for row in self._all)
        self._groups = Counter(booked=0, neutral=0, ignored=0, waiting=0)
        for kind, count in kinds.items():
            self._groups[_group(kind)] += count
        self.setVisible(bool(self._all))
        self._filter()
        self._count()

    def retranslate(self) -> None:
        """Word everything again."""
        self.search.setPlaceholderText(_("Search counterparty or amount"))
        self.search.setAccessibleName(_("Search counterparty or amount"))
        self.views.show_words(
            [_("All rows"), _("To answer"), _("Income"), _("Spending"), _("Borrowed and repaid")]
        )
        self.table.setAccessibleName(_("Rows of the file"))
        self.model.retranslate()
        self._count()

    def counts(self) -> dict[str, int]:
        """Return how many rows are booked, neutral, ignored and waiting, as they stand now."""
        found = Counter(self._groups)
        item = self.model.item
        for line in item.left_out | set(item.kinds) if item else ():
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
        height = self._context.theme.px(36)
        self.table.setFixedHeight(height * (min(max(len(found), 1), _MOST_ROWS) + 1))

    def _turned(self) -> None:
        self._count()
        self.changed.emit()

    def _lay_out(self) -> None:
        px = self._context.theme.px
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(px(12), px(8), px(12), px(8))
        row.addWidget(self.search, 1)
        row.addWidget(self.views)
        self.body.addWidget(line)
        self.body.addWidget(self.table)
        self.search.textEdited.connect(lambda _text: self.typing.begin())
        self.views.chosen.connect(lambda _place: self._filter())
        self.model.turned.connect(self._turned)


def _group(kind: Kind) -> str:
    if kind in BOOKED:
        return "booked"
    if kind in NEUTRAL:
        return "neutral"
    return "ignored" if kind in IGNORED else "waiting"


def _why(row: Previewed) -> str:
    return importing.reason(row.reason, texts())


def _has(row: Previewed, wanted: str) -> bool:
    if not wanted:
        return True
    amount = f"{abs(row.fen) // 100}.{abs(row.fen) % 100:02d}"
    return wanted in f"{row.peer} {row.item}".casefold() or amount.startswith(wanted)


def _model(index: _Index) -> RowsModel:
    model = index.model()
    if not isinstance(model, RowsModel):
        raise TypeError(model)
    return model


def _columns(
    context: PageContext,
    kind: Callable[[Previewed], Kind],
    category: Callable[[Previewed], str],
    taken: Callable[[Previewed], bool],
) -> Sequence[Column[Previewed]]:
    theme, masking = context.theme, context.masking

    def quiet(row: Previewed) -> QColor | None:
        ignored = kind(row) in IGNORED
        return theme.colour("text3") if ignored or not taken(row) else None

    def what(row: Previewed) -> str:
        if row.kind is Kind.REVIEW:
            return _("What is it?")
        code = category(row)
        return category_name(code, texts()) if code else ""

    def balance(row: Previewed) -> str:
        return "" if row.balance is None else masking.amount(row.balance)

    def amount(row: Previewed) -> str:
        return masking.amount(row.fen)

    shown = (
        (lambda: _("Date"), lambda row: row.day),
        (lambda: _("Counterparty"), lambda row: row.peer or row.item),
        (lambda: _("Amount (yuan)"), amount),
        (lambda: _("Category"), what),
        (lambda: _("Kind"), lambda row: importing.kind(kind(row), texts())),
        (lambda: _("Balance"), balance),
    )
    return [_column(n, title, text, quiet) for n, (title, text) in enumerate(shown)]


def _column(
    place: int,
    title: Callable[[], str],
    text: Callable[[Previewed], str],
    colour: Callable[[Previewed], QColor | None],
) -> Column[Previewed]:
    return Column(
        title=title,
        text=text,
        colour=colour,
        numeric=place in {AMOUNT, BALANCE},
        stretch=place == PEER,
        tip=_why if place == CATEGORY else None,
    )
