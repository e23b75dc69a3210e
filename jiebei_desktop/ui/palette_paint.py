"""How the command palette paints its rows: groups, marked words, keys as caps, figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from jiebei_desktop.text.current import pgettext
from jiebei_desktop.ui import icons, keys
from jiebei_desktop.ui.palette_rows import DO, FIGURES, HELP, Hit
from jiebei_desktop.ui.theme import Theme

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
ROW, HEAD = 38, 30
"""Heights in px at 100 %."""
_Index = QModelIndex | QPersistentModelIndex


def group_title(group: str) -> str:
    """Return what a group of rows is called."""
    return {
        DO: pgettext("palette", "Do"),
        FIGURES: pgettext("palette", "Look up a figure"),
        HELP: pgettext("palette", "Help"),
    }[group]


class Hits(QAbstractListModel):
    """Group headings and the rows under them; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Hit | str] = []

    def show(self, hits: Sequence[Hit]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.lines = list(_with_heads(hits))
        self.endResetModel()

    def count(self) -> int:
        """Return how many rows can be run."""
        return sum(isinstance(line, Hit) for line in self.lines)

    def next(self, place: int, step: int) -> int:
        """Return the next place that can be chosen, going round; -1 where there is none."""
        size = len(self.lines)
        for away in range(1, size + 1):
            at = (place + step * away) % size
            if isinstance(self.lines[at], Hit):
                return at
        return -1

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let only rows be chosen."""
        if isinstance(self.lines[index.row()], Hit):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line says, for the eye and for a screen reader."""
        line = self.lines[index.row()]
        if role == HIT_ROLE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return spoken(line)
        return None


def spoken(line: Hit | str) -> str:
    """Return a line as it is read aloud."""
    if isinstance(line, str):
        return group_title(line)
    row = line.row
    return ", ".join(part for part in (row.title, row.where, row.value, row.key) if part)


class HitDelegate(QStyledItemDelegate):
    """Paints a heading or a row."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Give rows one height and headings a lower one."""
        height = HEAD if isinstance(index.data(HIT_ROLE), str) else ROW
        return QSize(0, self._theme.px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one line."""
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        line: Hit | str = index.data(HIT_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, str):
            self._head(painter, area, line, first=index.row() == 0)
        else:
            self._row(painter, area, line, chosen=chosen)
        painter.restore()

    def _head(self, painter: QPainter, area: QRectF, group: str, *, first: bool) -> None:
        theme, px = self._theme, self._theme.px
        if not first:
            painter.setPen(theme.colour("border"))
            painter.drawLine(area.topLeft(), area.topRight())
        painter.setPen(theme.colour("text2"))
        painter.setFont(theme.font("caption"))
        words = area.adjusted(px(16), px(4), -px(16), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, group_title(group))

    def _row(self, painter: QPainter, area: QRectF, hit: Hit, *, chosen: bool) -> None:
        theme, px = self._theme, self._theme.px
        if chosen:
            painter.fillRect(area, theme.colour("accent_soft"))
        side = px(16)
        colour = theme.colour("accent" if chosen else "text2")
        picture = icons.pixmap(hit.row.icon, colour, side, painter.device().devicePixelRatio())
        top = area.top() + (area.height() - side) / 2
        painter.drawPixmap(round(area.left() + px(16)), round(top), picture)
        right = self._right(painter, area, hit, chosen=chosen)
        left = self._title(painter, area, hit, right, chosen=chosen)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("text2"))
        room = area.adjusted(left - area.left() + px(12), 0, right - area.right() - px(12), 0)
        where = painter.fontMetrics().elidedText(
            hit.row.where, Qt.TextElideMode.ElideMiddle, max(0, int(room.width()))
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, where)

    def _title(
        self, painter: QPainter, area: QRectF, hit: Hit, right: float, *, chosen: bool
    ) -> float:
        """Paint the title, what fits in it marked, and return where it ends."""
        theme, px = self._theme, self._theme.px
        left = area.left() + px(44)
        for text, marked in pieces(hit):
            painter.setFont(theme.font("body", bold=marked or chosen))
            painter.setPen(theme.colour("accent" if marked else "text"))
            room = right - px(12) - left
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, max(0, int(room))
            )
            painter.drawText(
                QRectF(left, area.top(), max(0.0, room), area.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip,
                shown,
            )
            left += painter.fontMetrics().horizontalAdvance(shown)
        return left

    def _right(self, painter: QPainter, area: QRectF, hit: Hit, *, chosen: bool) -> float:
        """Paint the figure or the keys at the right edge and return where they begin."""
        theme, px = self._theme, self._theme.px
        edge = area.right() - px(16)
        if hit.row.value:
            painter.setFont(theme.font("body_strong", bold=True))
            painter.setPen(theme.colour("text"))
            width = painter.fontMetrics().horizontalAdvance(hit.row.value)
            room = QRectF(edge - width, area.top(), width + 1, area.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, hit.row.value)
            return edge - width
        caps = keys.caps(hit.row.key)
        if chosen and not caps:
            caps = [pgettext("key", "Enter")]
        for cap in reversed(caps):
            edge = draw_cap(painter, theme, edge, area, cap) - px(4)
        return edge


def draw_cap(painter: QPainter, theme: Theme, edge: float, area: QRectF, text: str) -> float:
    """Paint a key as it looks on a keyboard, ending at ``edge``; returns where it begins."""
    font = theme.font("caption")
    width = max(theme.px(22), QFontMetrics(font).horizontalAdvance(text) + theme.px(14))
    height = theme.px(20)
    box = QRectF(edge - width, area.center().y() - height / 2, width, height)
    painter.setFont(font)
    painter.setPen(theme.colour("border_strong"))
    painter.setBrush(theme.colour("surface"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(theme.colour("text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return box.left()


def pieces(hit: Hit) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a title, each with whether it is marked."""
    title, at = hit.row.title, 0
    for begin, end in hit.spans:
        begins = max(begin, at)
        if begins > at:
            yield title[at:begins], False
        if end > begins:
            yield title[begins:end], True
        at = max(at, end)
    if at < len(title):
        yield title[at:], False


def _with_heads(hits: Sequence[Hit]) -> Iterator[Hit | str]:
    group = ""
    for hit in hits:
        if hit.row.group != group:
            group = hit.row.group
            yield group
        yield hit
