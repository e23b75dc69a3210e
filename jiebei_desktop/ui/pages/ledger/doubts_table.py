"""The rows a person has to look at, each with a proposed treatment that can be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTextEdit,
    QWidget,
)

from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.services.statements.imports_reading import Mend
from jiebei_desktop.services.statements.imports_review import Doubt
from jiebei_desktop.text import importing
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui import icons
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.ledger.import_job import MEND, SKIP, TYPE, Choice, Item
from jiebei_desktop.ui.theme import Theme

LINE, DAY, PEER, AMOUNT, WHY, HOW = range(6)
_SHOWN_COMBOS = 40
"""Rows whose list of treatments stands open at once; further ones open when clicked."""
_MOST_ROWS = 5
_DAY = 10
_KINDS = (
    Kind.INCOME,
    Kind.EXPENSE,
    Kind.REFUND,
    Kind.TRANSFER,
    Kind.IGNORED_CLOSED,
)
_UNREADABLE = frozenset({"amount", "currency", "date", "ragged", "broken"})
_Index = QModelIndex | QPersistentModelIndex


def ways(doubt: Doubt, mend: Mend | None) -> tuple[Choice, ...]:
    """Return the treatments a row can get, the proposed one first.

    A row whose amount in yuan or day cannot be read has nothing to book, whatever its kind, until
    the cell is written anew.
    """
    if doubt.reason not in _UNREADABLE:
        return (*(kind.value for kind in _KINDS), SKIP)
    offered = (MEND,) if mend is not None else ()
    return (*offered, TYPE, SKIP) if doubt.bad else (SKIP,)


def way_text(doubt: Doubt, way: Choice, mend: Mend | None) -> str:
    """Word a treatment."""
    if way == SKIP:
        return _("Skip this row")
    if way == TYPE:
        return _("Write it myself…")
    if way == MEND:
        new = "" if mend is None else mend.new
        shown = new[:_DAY] if doubt.reason == "date" else new
        return _("Change to {text}").format(text=shown)
    return _("Take as: {kind}").format(kind=importing.kind(Kind(way), texts()))


class DoubtsModel(TableModel[Doubt]):
    """Doubtful rows of one file; the last column can be edited."""

    chosen = Signal()
    asked = Signal(object)
    """The user wants to write the unreadable cell of this `Doubt` himself."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(_columns(context, self.way_text), context.theme)
        self.item: Item | None = None

    def show_item(self, item: Item) -> None:
        """Show the rows of a file, those with the same question together."""
        self.item = item
        doubts = item.checked.doubts if item.checked else ()
        self.show(sorted(doubts, key=lambda doubt: (doubt.reason, doubt.line)))

    def choice(self, doubt: Doubt) -> Choice:
        """Return how a row is treated."""
        return SKIP if self.item is None else self.item.choice(doubt)

    def mend(self, doubt: Doubt) -> Mend | None:
        """Return the cell written anew, if it is."""
        return None if self.item is None else self.item.mend(doubt)

    def way_text(self, doubt: Doubt) -> str:
        """Word how a row is treated."""
        return way_text(doubt, self.choice(doubt), self.mend(doubt))

    def choose(self, rows: Sequence[Doubt], way: Choice) -> None:
        """Treat rows one way, where that way exists for them."""
        if self.item is None:
            return
        for doubt in rows:
            if way in ways(doubt, self.mend(doubt)):
                self.item.choices[doubt.line] = way
        self.retranslate()
        self.chosen.emit()

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let the last column be edited."""
        plain = super().flags(index)
        return plain | Qt.ItemFlag.ItemIsEditable if index.column() == HOW else plain

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Keep a treatment."""
        if role != Qt.ItemDataRole.EditRole or index.column() != HOW:
            return False
        if value == TYPE:
            self.asked.emit(self.row(index))
        else:
            self.choose([self.row(index)], str(value))
        return True


class WayDelegate(QStyledItemDelegate):
    """A list of treatments in the last column."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """Offer the treatments of the row."""
        del option
        combo = QComboBox(parent)
        doubt, mend = _doubt(index), _model(index).mend(_doubt(index))
        for way in ways(doubt, mend):
            combo.addItem(way_text(doubt, way, mend), way)
        combo.setAccessibleName(_("What to do with line {line}").format(line=doubt.line))
        combo.setEnabled(combo.count() > 1)
        combo.activated.connect(lambda _place: self.commitData.emit(combo))
        return combo

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Show the treatment in force."""
        if isinstance(editor, QComboBox):
            way = _model(index).choice(_doubt(index))
            editor.setCurrentIndex(max(0, editor.findData(way)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Keep the treatment chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())


class DoubtsTable(QTableView):
    """As tall as its rows, up to five of them."""

    picked = Signal(object)
    """The `Doubt` the user looks at."""

    def __init__(self, context: PageContext, model: DoubtsModel) -> None:
        super().__init__()
        self._model = model
        self._theme = context.theme
        dress(self, model, context.theme, row=40, fitted=False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setItemDelegateForColumn(HOW, WayDelegate(self))
        self.selectionModel().currentRowChanged.connect(self._pick)
        model.modelReset.connect(self._fit)
        model.chosen.connect(self.reopen)
        context.theme.changed.connect(self._fit)

    def chosen(self) -> list[Doubt]:
        """Return the selected rows."""
        return [self._model.row(index) for index in self.selectionModel().selectedRows()]

    def reopen(self) -> None:
        """Make the open lists anew: what they offer or show has changed."""
        for row in range(min(self._model.rowCount(), _SHOWN_COMBOS)):
            index = self._model.index(row, HOW)
            self.closePersistentEditor(index)
            self.openPersistentEditor(index)

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self._model.row(index))

    def _fit(self) -> None:
        count = self._model.rowCount()
        rows = min(max(count, 1), _MOST_ROWS)
        self.setFixedHeight(self._theme.px(40) * rows + self._theme.px(36))
        for row in range(min(count, _SHOWN_COMBOS)):
            self.openPersistentEditor(self._model.index(row, HOW))
        header = self.horizontalHeader()
        header.setSectionResizeMode(HOW, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(HOW, self._theme.px(200))
        if count:
            self.selectRow(0)


class RawLine(QPlainTextEdit):
    """One line of the file as it is, the part that cannot be read marked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setReadOnly(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setFixedHeight(theme.px(56))

    def show_doubt(self, doubt: Doubt, masking: Masking) -> None:
        """Show the line of a row; while amounts are hidden, so are those in the line."""
        line = masking.sentence(doubt.raw)
        self.setPlainText(line)
        at = line.find(doubt.bad) if doubt.bad else -1
        marks = []
        if at >= 0:
            cursor = QTextCursor(self.document())
            cursor.setPosition(at)
            cursor.setPosition(at + len(doubt.bad), QTextCursor.MoveMode.KeepAnchor)
            marked = QTextEdit.ExtraSelection()
            style = QTextCharFormat()
            style.setBackground(self._theme.colour("caution_bg"))
            style.setForeground(self._theme.colour("caution"))
            marked.cursor, marked.format = cursor, style  # type: ignore[attr-defined]
            marks.append(marked)
        self.setExtraSelections(marks)


def _model(index: _Index) -> DoubtsModel:
    model = index.model()
    if not isinstance(model, DoubtsModel):
        raise TypeError(model)
    return model


def _doubt(index: _Index) -> Doubt:
    return _model(index).row(index)


def _why(doubt: Doubt) -> str:
    reason = importing.reason(doubt.reason, texts())
    if not doubt.bad:
        return reason
    return _("“{part}” {reason}").format(reason=reason, part=doubt.bad)


def _columns(context: PageContext, way: Callable[[Doubt], str]) -> tuple[Column[Doubt], ...]:
    theme, masking = context.theme, context.masking

    def quiet(doubt: Doubt) -> QColor | None:
        return None if doubt.peer else theme.colour("text3")

    def amount(doubt: Doubt) -> str:
        return "—" if doubt.fen is None else masking.amount(doubt.fen)

    return (
        Column(title=lambda: _("Line"), text=lambda d: str(d.line), numeric=True, bold=True),
        Column(title=lambda: _("Date"), text=lambda d: d.day),
        Column(title=lambda: _("Counterparty"), text=lambda d: d.peer or _("empty"), colour=quiet),
        Column(title=lambda: _("Amount"), text=amount, numeric=True),
        Column(
            title=lambda: _("What is unclear"),
            text=_why,
            icon=lambda _d: icons.icon(theme, "alert_circle", "caution"),
            stretch=True,
        ),
        Column(title=lambda: _("What to do"), text=way),
    )
