"""How cells of the rows of a file are drawn: in the upper part of an opened row, pending dashed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from jiebei_desktop.text.current import _
from jiebei_desktop.ui import icons
from jiebei_desktop.ui.pages.ledger.rows_model import CATEGORY, DAY, KIND, model_of
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.cell_ground import paint_ground
from jiebei_desktop.ui.widgets.chip import chip_size, paint_chip

HEIGHT, QUESTION = 36, 60
_Index = QModelIndex | QPersistentModelIndex


class RowPainter(QStyledItemDelegate):
    """Draws one cell; cells that can be changed look like the lists they open."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the ground, then what the cell holds."""
        upper = QStyleOptionViewItem(option)
        area: QRect = option.rect  # type: ignore[attr-defined]
        high = self._theme.px(HEIGHT)
        if area.height() > high:
            painter.fillRect(area, self._theme.colour("selected"))
            upper.rect = QRect(area.left(), area.top(), area.width(), high)  # type: ignore[attr-defined]
            state: QStyle.StateFlag = upper.state  # type: ignore[attr-defined]
            upper.state = state & ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]
        model, row, column = model_of(index), model_of(index).row(index), index.column()
        if column == CATEGORY and model.waits(row):
            paint_ground(self, painter, upper, index)
            self._chip(painter, upper)
        elif column in {CATEGORY, KIND} and model.offered(row, column):
            paint_ground(self, painter, upper, index)
            self._list(painter, upper, index)
        else:
            super().paint(painter, upper, index)
            if column == DAY and model.waits(row):
                self._dashed(painter, upper, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Leave the day its whole width: the style forgets the box before it."""
        hint = super().sizeHint(option, index)
        return hint + QSize(self._theme.px(14), 0) if index.column() == DAY else hint

    def _chip(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        text, area = _("What is it?"), option.rect  # type: ignore[attr-defined]
        size = chip_size(self._theme, text, icon=True)
        top = area.top() + (area.height() - size.height()) / 2
        place = QRectF(area.left() + self._theme.px(8), top, size.width(), size.height())
        paint_chip(painter, self._theme, place, (text, "caution", "alert_circle"))

    def _list(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        px, area = self._theme.px, QRectF(option.rect)  # type: ignore[attr-defined]
        box = area.adjusted(px(4), px(4), -px(4), -px(4))
        quiet = index.data(Qt.ItemDataRole.ForegroundRole)
        ink = quiet if isinstance(quiet, QColor) else self._theme.colour("text")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("border_strong"), 1))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRoundedRect(box, px(6), px(6))
        side = px(12)
        arrow = icons.pixmap("down", ink, side, painter.device().devicePixelRatio())
        top = round(box.top() + (box.height() - side) / 2)
        painter.drawPixmap(round(box.right()) - side - px(6), top, arrow)
        painter.setPen(ink)
        painter.setFont(index.data(Qt.ItemDataRole.FontRole) or self._theme.font("body"))
        words = box.adjusted(px(8), 0, -side - px(8), 0)
        text = painter.fontMetrics().elidedText(
            index.data() or "", Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _dashed(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a pending row's box with a dashed line over the plain one."""
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        element = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        style = plain.widget.style()  # type: ignore[attr-defined]
        box = QRectF(style.subElementRect(element, plain, plain.widget))  # type: ignore[attr-defined]
        state: QStyle.StateFlag = plain.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(
            box.adjusted(-1, -1, 1, 1), self._theme.colour("selected" if chosen else "surface")
        )
        pen = QPen(self._theme.colour("text3"), 1.2)
        pen.setDashPattern([2.5, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.restore()
