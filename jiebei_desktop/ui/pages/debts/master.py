"""The list of debts at the left: one card per debt, painted, with arrows to move."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from jiebei_desktop.domain.parts import PARTS
from jiebei_desktop.services.debts.debts_view import DebtLine
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.figures import FIGURES_ROLE
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.debts import words
from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.bar import PART_COLOURS, paint_bar
from jiebei_desktop.ui.widgets.chip import chip_size, paint_chip
from jiebei_desktop.ui.widgets.focus_ring import ShowsFocus

_ROW = 93
_Index = QModelIndex | QPersistentModelIndex
_Flag = Qt.AlignmentFlag


class DebtListModel(QAbstractListModel):
    """Debts in the order of the view; replaced whole."""

    def __init__(self, masking: Masking) -> None:
        super().__init__()
        self._masking = masking
        self.lines: tuple[DebtLine, ...] = ()

    def show(self, lines: Sequence[DebtLine]) -> None:
        """Show these debts instead."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many debts there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, all the card says for a screen reader, or the figures it shows."""
        line = self.lines[index.row()]
        if role == FIGURES_ROLE:
            return self.figures(line)
        if role == Qt.ItemDataRole.DisplayRole:
            return line.debt.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_typed(self.spoken(line))
        return None

    @staticmethod
    def figures(line: DebtLine) -> list[str]:
        """Return the figures of the picture that a card shows."""
        code = line.debt.id
        parts = ("total", *PARTS)
        return [*(f"owed.{code}.{part}" for part in parts), f"next.{code}", f"arrears.{code}"]

    def spoken(self, line: DebtLine) -> str:
        """Say a card in words."""
        said = (
            line.debt.name,
            words.status_chip(line)[0],
            self._masking.money(line.owed.parts.total),
            words.what_it_is(line),
            words.next_line(line, self._masking),
            words.rate_chip(line)[0],
            words.estimate_words(line),
            words.parts_spoken(line.owed.parts, self._masking),
        )
        return _("; ").join(part for part in said if part)


class DebtDelegate(QStyledItemDelegate):
    """Paints one debt: name and chip, payoff; what it is, what is due; rate and parts."""

    def __init__(self, theme: Theme, masking: Masking) -> None:
        super().__init__()
        self._theme = theme
        self._masking = masking

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Every card is equally high."""
        return QSize(self._theme.px(280), self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one card."""
        line: DebtLine = index.model().lines[index.row()]  # type: ignore[attr-defined]
        area, px = QRect(option.rect), self._theme.px  # type: ignore[attr-defined]
        painter.save()
        self._ground(painter, area, option)
        inner = area.adjusted(px(16), px(10), -px(16), -px(10))
        self._first(painter, QRect(inner.left(), inner.top(), inner.width(), px(24)), line)
        self._second(
            painter, QRect(inner.left(), inner.top() + px(26), inner.width(), px(20)), line
        )
        self._third(painter, QRect(inner.left(), inner.top() + px(49), inner.width(), px(22)), line)
        painter.restore()

    def _ground(self, painter: QPainter, area: QRect, option: QStyleOptionViewItem) -> None:
        theme = self._theme
        state = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("selected"))
            bar = QRect(area.left(), area.top(), theme.px(3), area.height())
            painter.fillRect(bar, theme.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        line = QRect(area.left(), area.bottom(), area.width(), 1)
        painter.fillRect(line, theme.colour("border"))

    def _first(self, painter: QPainter, area: QRect, line: DebtLine) -> None:
        text, kind, icon = words.status_chip(line)
        amount = self._masking.money(line.owed.parts.total)
        taken = self._text(painter, area, amount, ("amount", "text"), right=True)
        size = chip_size(self._theme, text, icon=True)
        room = area.width() - taken - size.width() - self._theme.px(20)
        name = QRect(area.left(), area.top(), max(room, self._theme.px(40)), area.height())
        used = self._text(painter, name, line.debt.name, ("amount", "text"))
        top = area.top() + (area.height() - size.height()) / 2
        chip = QRectF(area.left() + used + self._theme.px(8), top, size.width(), size.height())
        paint_chip(painter, self._theme, chip, (text, kind, icon))

    def _second(self, painter: QPainter, area: QRect, line: DebtLine) -> None:
        due = words.next_line(line, self._masking)
        taken = self._text(painter, area, due, ("caption", "text2"), right=True)
        left = area.adjusted(0, 0, -taken - self._theme.px(8), 0)
        self._text(painter, left, words.what_it_is(line), ("caption", "text2"))

    def _third(self, painter: QPainter, area: QRect, line: DebtLine) -> None:
        chip = words.rate_chip(line)
        size = chip_size(self._theme, chip[0], icon=True)
        place = QRectF(area.left(), area.top(), size.width(), size.height())
        paint_chip(painter, self._theme, place, chip)
        height = self._theme.px(8)
        left = place.right() + self._theme.px(10)
        guessed = words.estimate_chip(line)
        if guessed is not None:
            size = chip_size(self._theme, guessed[0], icon=False)
            place = QRectF(left - self._theme.px(4), area.top(), size.width(), size.height())
            paint_chip(painter, self._theme, place, guessed)
            left = place.right() + self._theme.px(10)
        top = area.top() + (area.height() - height) / 2
        parts = line.owed.parts
        paint_bar(
            painter,
            QRectF(left, top, area.right() - left, height),
            (parts.principal, parts.interest, parts.penalty, parts.fees),
            [self._theme.chart(name) for name in PART_COLOURS],
        )

    def _text(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        look: tuple[str, str],
        *,
        right: bool = False,
    ) -> int:
        """Write one line, cut with an ellipsis when too long, and return its width."""
        role, tone = look
        font = self._theme.font(role)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.setFont(font)
        painter.setPen(QColor(self._theme.colour(tone)))
        across = _Flag.AlignRight if right else _Flag.AlignLeft
        painter.drawText(area, across | _Flag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)


class DebtList(ShowsFocus, QListView):
    """The list itself; ``chosen`` with the line that became current, ``opened`` on Enter."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, theme: Theme, masking: Masking) -> None:
        super().__init__()
        self.lines = DebtListModel(masking)
        self._delegate = DebtDelegate(theme, masking)
        self.setModel(self.lines)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._moved)
        self.activated.connect(lambda _index: self.opened.emit())
        theme.changed.connect(self.doItemsLayout)

    def show_lines(self, lines: Sequence[DebtLine], wanted: str | None) -> DebtLine | None:
        """Show the debts, keep or choose the wanted one, and return the current one."""
        self.selectionModel().blockSignals(True)
        self.lines.show(lines)
        place = next((i for i, each in enumerate(lines) if each.debt.id == wanted), 0)
        if lines:
            self.setCurrentIndex(self.lines.index(place))
        self.selectionModel().blockSignals(False)
        self.viewport().update()
        return lines[place] if lines else None

    def step(self, by: int) -> None:
        """Move to the previous or next debt, stopping at the ends."""
        row = min(max(self.currentIndex().row() + by, 0), len(self.lines.lines) - 1)
        if row >= 0:
            self.setCurrentIndex(self.lines.index(row))

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.lines.lines[index.row()])
