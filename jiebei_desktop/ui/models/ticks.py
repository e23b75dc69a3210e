"""A list whose rows can be ticked: the tick stands in the first column, Space turns it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from jiebei_desktop.ui.models.table import Column, TableModel
from jiebei_desktop.ui.theme import Theme

Row = TypeVar("Row")
_Index = QModelIndex | QPersistentModelIndex


class TickModel(TableModel[Row]):
    """Rows with a tick each; ``ticked`` says and ``tick`` keeps whether a row is taken."""

    turned = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        theme: Theme,
        ticked: Callable[[Row], bool],
        tick: Callable[[Row, bool], None],
    ) -> None:
        super().__init__(columns, theme)
        self._ticked = ticked
        self._tick = tick

    def turn(self, index: _Index) -> None:
        """Take a row out, or in again."""
        row = self.row(index)
        self._tick(row, not self._ticked(row))
        self.row_changed(index)

    def row_changed(self, index: _Index) -> None:
        """Let the view read one row again, and tell that it is another."""
        last = len(self.columns) - 1
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), last))
        self.turned.emit()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Add the tick to what a list shows."""
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            states = Qt.CheckState
            return states.Checked if self._ticked(self.row(index)) else states.Unchecked
        return super().data(index, role)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let the tick be turned."""
        plain = super().flags(index)
        return plain | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else plain

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Keep a tick."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        if (Qt.CheckState(value) == Qt.CheckState.Checked) != self._ticked(self.row(index)):
            self.turn(index)
        return True
