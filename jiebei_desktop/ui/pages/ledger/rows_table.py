"""The table of a file's rows: lists in its cells, the question about a name inside its row."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from jiebei_desktop.services.statements.imports_preview import Previewed
from jiebei_desktop.ui.models.table import dress
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.ledger import rows_question
from jiebei_desktop.ui.pages.ledger.rows_model import CATEGORY, KIND, RowsModel, model_of
from jiebei_desktop.ui.pages.ledger.rows_paint import HEIGHT, QUESTION, RowPainter
from jiebei_desktop.ui.pages.ledger.rows_question import RowQuestion

_MEASURED = 20
"""Rows whose texts decide how wide a column is; measuring more would hold the window up."""
_WIDTHS = {CATEGORY: 126, KIND: 112}
_ANSWERS = {
    Qt.Key.Key_1: rows_question.REPAID,
    Qt.Key.Key_2: rows_question.LENT,
    Qt.Key.Key_3: rows_question.ORDINARY,
}
_Index = QModelIndex | QPersistentModelIndex


class _Chooser(RowPainter):
    """A list of what a cell can be changed to, opened when the cell is edited."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """Offer what the row can be."""
        del option
        combo = QComboBox(parent)
        model, row = model_of(index), model_of(index).row(index)
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
            model, row = model_of(index), model_of(index).row(index)
            column = index.column()
            value = model.kind(row).value if column == KIND else model.category(row)
            editor.setCurrentIndex(max(0, editor.findData(value)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Keep the choice."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())


class RowsTable(QTableView):
    """Space leaves a row out or takes it in, F2 changes its category, 1 2 3 answer."""

    picked = Signal(object)
    """The row looked at, a `Previewed`."""
    answered = Signal(object, int)
    """A row and the answer about its counterparty."""

    def __init__(self, context: PageContext, model: RowsModel) -> None:
        super().__init__()
        self._rows = model
        self._theme = context.theme
        self._opened: int | None = None
        dress(self, model, context.theme, fitted=False)
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(_MEASURED)
        triggers = QTableView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.SelectedClicked)
        self.setItemDelegate(RowPainter(context.theme, self))
        for column in _WIDTHS:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setItemDelegateForColumn(column, _Chooser(context.theme, self))
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.question = RowQuestion(context.theme, self.viewport())
        self.question.answered.connect(self._answer)
        self.selectionModel().currentRowChanged.connect(self._pick)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._place())
        model.modelReset.connect(self._reset)
        model.dataChanged.connect(lambda *_cells: self._open())
        context.theme.changed.connect(self._restyle)
        self._restyle()

    def current(self) -> Previewed | None:
        """Return the row looked at."""
        index = self.currentIndex()
        return self._rows.row(index) if index.isValid() else None

    def go_to(self, line: int) -> None:
        """Look at the row of a line, if it is shown."""
        for place, row in enumerate(self._rows.rows()):
            if row.line == line:
                self.selectRow(place)
                self.scrollTo(self._rows.index(place, 0))
                return

    def next_question(self) -> None:
        """Look at the next row that waits for an answer about its counterparty."""
        rows = self._rows.rows()
        start = max(0, self.currentIndex().row())
        for place in (*range(start, len(rows)), *range(start)):
            if rows[place].asked and self._rows.waits(rows[place]):
                self.selectRow(place)
                self.scrollTo(self._rows.index(place, 0))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the row in sight."""
        index = self.currentIndex()
        answer = _ANSWERS.get(Qt.Key(event.key()))
        if answer is not None and self._opened is not None:
            self._answer(answer)
        elif index.isValid() and event.key() == Qt.Key.Key_Space:
            self._rows.turn(index)
        elif index.isValid() and event.key() == Qt.Key.Key_F2:
            self.edit(self._rows.index(index.row(), CATEGORY))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the question as wide as its row."""
        super().resizeEvent(event)
        self._place()

    def _answer(self, answer: int) -> None:
        row = self.current()
        if row is not None and self.question.can(answer):
            self.answered.emit(row, answer)
            self.setFocus()

    def _pick(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._open()
        if current.isValid():
            self.picked.emit(self._rows.row(current))

    def _open(self) -> None:
        """Open the question in the current row if it has one, and close another."""
        index = self.currentIndex()
        row = self.current()
        wanted = index.row() if row and row.asked and self._rows.waits(row) else None
        if wanted != self._opened:
            if self._opened is not None and self._opened < self._rows.rowCount():
                self.setRowHeight(self._opened, self._theme.px(HEIGHT))
            self._opened = wanted
        if wanted is not None and row is not None:
            self.setRowHeight(wanted, self._theme.px(HEIGHT + QUESTION))
            self.question.show_row(row)
        self.question.setVisible(wanted is not None)
        self._place()

    def _place(self) -> None:
        if self._opened is None:
            return
        top = self.rowViewportPosition(self._opened) + self._theme.px(HEIGHT)
        self.question.setGeometry(0, top, self.viewport().width(), self._theme.px(QUESTION))

    def _reset(self) -> None:
        self._opened = None
        self.question.hide()

    def _restyle(self) -> None:
        for column, width in _WIDTHS.items():
            self.horizontalHeader().resizeSection(column, self._theme.px(width))
        self._open()
