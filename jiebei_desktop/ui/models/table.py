"""One table model for every list: rows are values, columns are functions of a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPalette
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from jiebei_desktop.ui.models.column_fit import NARROWEST, ColumnFit
from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.theme import Theme

Row = TypeVar("Row")
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
MEASURED = 100
"""Rows whose cells decide how wide a column is; measuring a thousand takes half a second.

An amount further down is never cut: the longest of its column is measured with the title.
"""
_Index = QModelIndex | QPersistentModelIndex


class Column(Struct, Generic[Row], frozen=True, kw_only=True):
    """How one column reads a row; every function is called at show time, in the language then."""

    title: Callable[[], str]
    text: Callable[[Row], str]
    numeric: bool = False
    """Right-aligned."""
    size: Callable[[Row], Any] | None = None
    """The number that is written; the column has room for the longest of all rows."""
    colour: Callable[[Row], QColor | None] | None = None
    icon: Callable[[Row], QIcon | None] | None = None
    tip: Callable[[Row], str] | None = None
    stretch: bool = False
    """Takes the width that is left."""
    whole: bool = False
    """Words that are not cut while others can be; numbers never are."""
    spare: int = 0
    """Folded away where not even cut words have room: those of 1 first; 0 never."""
    bold: bool = False


class TableModel(QAbstractTableModel, Generic[Row]):
    """Read-only rows; replaced whole by `show`."""

    def __init__(self, columns: Sequence[Column[Row]], theme: Theme | None = None) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._theme = theme
        self._rows: list[Row] = []
        self._rooms: dict[tuple[int, int, int], QSize] = {}
        """What `_room` found, by column, number of rows and zoom."""
        self._reads = [self._readers(column) for column in self.columns]
        """By column: what to read in which role; a table is read thousands of times a page."""

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = list(rows)
        self._rooms.clear()
        self.endResetModel()

    def row(self, index: _Index) -> Row:
        """Return the value behind an index of this model."""
        return self._rows[index.row()]

    def rows(self) -> tuple[Row, ...]:
        """Return every row."""
        return tuple(self._rows)

    def retranslate(self) -> None:
        """Let the view read titles and texts again."""
        last = len(self.columns) - 1
        self._rooms.clear()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, last))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Title and alignment of a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(self.columns[section])
        return self._room(section) if role == Qt.ItemDataRole.SizeHintRole else None

    def _room(self, section: int) -> QSize | None:
        """Return the room for title and longest amount in a table too long to be measured whole."""
        column = self.columns[section]
        if self._theme is None or column.size is None:
            return None
        if len(self._rows) <= MEASURED:
            return None
        known = (section, len(self._rows), self._theme.zoom)
        if known not in self._rooms:
            self._rooms[known] = self._longest(column, column.size, self._theme)
        return self._rooms[known]

    def _longest(self, column: Column[Row], size: Callable[[Row], Any], theme: Theme) -> QSize:
        metrics = QFontMetrics(theme.font("body_strong"))
        ends = (min(self._rows, key=size), max(self._rows, key=size))
        texts = (column.title(), *(column.text(row) for row in ends))
        width = max(metrics.horizontalAdvance(text) for text in texts)
        return QSize(width + theme.px(24), metrics.height() + theme.px(8))

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows in a role."""
        at, row = index.column(), index.row()
        if at < 0 or row < 0:
            return None
        read = self._reads[at].get(role)
        return None if read is None else read(self._rows[row])

    def _readers(self, column: Column[Row]) -> dict[int, Callable[[Row], Any]]:
        roles, across = Qt.ItemDataRole, self._alignment(column)
        reads: dict[int, Callable[[Row], Any] | None] = {
            roles.DisplayRole: column.text,
            roles.ForegroundRole: column.colour,
            roles.DecorationRole: column.icon,
            roles.ToolTipRole: None if column.tip is None else _as_typed(column.tip),
            roles.TextAlignmentRole: lambda _row: across,
            roles.FontRole: self._font if column.bold else None,
            ROW_ROLE: lambda row: row,
        }
        return {int(role): read for role, read in reads.items() if read is not None}

    def _font(self, _row: Row) -> Any:
        return None if self._theme is None else self._theme.font("body_strong")

    @staticmethod
    def _alignment(column: Column[Row]) -> Qt.AlignmentFlag:
        across = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
        return across | Qt.AlignmentFlag.AlignVCenter


def dress(
    view: QTableView,
    model: TableModel[Any],
    theme: Theme,
    *,
    row: int = 36,
    fitted: bool = True,
) -> None:
    """Give a table view its model, its row height (px at 100 %) and its column widths.

    One that is not ``fitted`` sets the widths itself, beginning with those of its words.
    """
    view.setModel(model)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    if type(view.itemDelegate()) is QStyledItemDelegate:
        view.setItemDelegate(_Toned(view))
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setResizeContentsPrecision(MEASURED)
    for before in view.findChildren(ColumnFit):
        before.end()
    if fitted:
        ColumnFit(view, model.columns, theme)
    else:
        _by_words(header, model.columns)
    if view.findChild(_RowHeights) is None:
        _RowHeights(view, theme, row)


class _Toned(QStyledItemDelegate):
    """Writes a word in its own colour in a selected row, too: overdue stays what it is."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """Take the colour of the row for the selected one."""
        super().initStyleOption(option, index)
        own = index.data(Qt.ItemDataRole.ForegroundRole)
        if own is not None:
            palette = option.palette  # type: ignore[attr-defined]
            palette.setColor(QPalette.ColorRole.HighlightedText, own)
            option.palette = palette  # type: ignore[attr-defined]


def _by_words(header: QHeaderView, columns: Sequence[Column[Any]]) -> None:
    header.setStretchLastSection(not any(column.stretch for column in columns))
    mode = QHeaderView.ResizeMode
    header.setSectionResizeMode(mode.ResizeToContents)  # all at once: each call measures all
    for index, column in enumerate(columns):
        if column.stretch:
            header.setSectionResizeMode(index, mode.Stretch)


class _RowHeights(QObject):
    """Keeps the rows of a view at their height when the zoom changes; lives with the view."""

    def __init__(self, view: QTableView, theme: Theme, row: int) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._row = row
        self._is_due = False
        theme.changed.connect(self._follow)
        view.installEventFilter(self)
        self.apply()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch up when the view is shown."""
        if self._is_due and event.type() is QEvent.Type.Show:
            self.apply()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        """Follow the zoom now where the view is seen; measuring its columns takes a while."""
        if self._view.isVisible():
            self.apply()
        else:
            self._is_due = True

    def apply(self) -> None:
        """Set the heights for the zoom in force."""
        self._is_due = False
        self._view.verticalHeader().setDefaultSectionSize(self._theme.px(self._row))
        header = self._view.horizontalHeader()
        header.setMinimumHeight(self._theme.px(32))
        modes = (header.sectionResizeMode(place) for place in range(header.count()))
        if QHeaderView.ResizeMode.Stretch in modes:
            header.setMinimumSectionSize(self._theme.px(NARROWEST))


def _as_typed(tip: Callable[[Row], str]) -> Callable[[Row], str]:
    return lambda row: as_typed(tip(row))
