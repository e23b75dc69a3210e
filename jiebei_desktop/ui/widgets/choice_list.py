"""A few ways one under another, each with all its words; one is always chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget


class ChoiceList(QListWidget):
    """As high as its rows: what stands around it scrolls."""

    def __init__(self, items: Sequence[str]) -> None:
        super().__init__()
        self.addItems(items)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setCurrentRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the rows anew, and be as high as they are then."""
        super().resizeEvent(event)
        self.doItemsLayout()
        self.setFixedHeight(self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Let the rows break."""
        return QSize(1, self._rows() + 2 * self.frameWidth())

    def sizeHint(self) -> QSize:
        """Be no higher than the rows."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def _rows(self) -> int:
        """Return the height of all rows, px."""
        return max(self.visualItemRect(self.item(row)).bottom() + 1 for row in range(self.count()))
