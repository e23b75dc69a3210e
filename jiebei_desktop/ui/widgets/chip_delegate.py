"""A table cell that shows a chip."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from jiebei_desktop.ui.models.table import ROW_ROLE
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.cell_ground import paint_ground
from jiebei_desktop.ui.widgets.chip import chip_size, paint_chip

_Index = QModelIndex | QPersistentModelIndex


_PADDING, _DENSE = 12, 5
"""Px at 100 % beside the chip, as the style sheet gives to text; and in a dense table."""


class ChipDelegate(QStyledItemDelegate):
    """Paints ``words(row)`` as a chip, or as plain text when its kind is empty."""

    def __init__(
        self,
        theme: Theme,
        words: Callable[[Any], tuple[str, str, str]],
        *,
        dense: bool = False,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._beside = _DENSE if dense else _PADDING
        self._words = words

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Leave room for the chip and the cell's padding."""
        text, _kind, icon = self._words(index.data(ROW_ROLE))
        size = chip_size(self._theme, text, icon=bool(icon))
        height = super().sizeHint(option, index).height()
        return QSize(size.width() + 2 * self._theme.px(self._beside), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the cell's ground, then the chip."""
        chip = self._words(index.data(ROW_ROLE))
        if not chip[1]:
            super().paint(painter, option, index)
            return
        plain = paint_ground(self, painter, option, index)
        area = plain.rect  # type: ignore[attr-defined]
        size = chip_size(self._theme, chip[0], icon=bool(chip[2]))
        top = area.top() + (area.height() - size.height()) / 2
        left = area.left() + self._theme.px(self._beside)
        paint_chip(painter, self._theme, QRectF(left, top, size.width(), size.height()), chip)
