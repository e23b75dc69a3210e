"""Rows of widgets that go on in the next line when the width runs out."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from jiebei_desktop.ui.fitting import room_inside


class FlowLayout(QLayout):
    """Lays widgets out like words of a text, each line centred on its tallest."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}
        """The height at each width asked for since anything in it changed."""
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's own name
        """Take one more item."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's own name
        """Return one item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # noqa: N802 - Qt's own name
        """Take one item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's own name
        """Ask for no more room than is given."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Reckon anew: something in it changed."""
        self._heights.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:
        """Prefer one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's own name
        """Need the widest item only."""
        sizes = [item.minimumSize() for item in self._shown()]
        width = max((size.width() for size in sizes), default=0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's own name
        """Put the items into a rectangle."""
        super().setGeometry(rect)
        spare = max(0, rect.height() - self.heightForWidth(rect.width()))
        self._arrange(rect.adjusted(0, spare // 2, 0, 0), move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, area: QRect, *, move: bool) -> int:
        top = area.top()
        for line in self._lines(area.width()):
            height = max(item.sizeHint().height() for item in line)
            left = area.left()
            for item in line:
                size = item.sizeHint()
                width = min(size.width(), area.width())
                if move:
                    corner = QPoint(left, top + (height - size.height()) // 2)
                    item.setGeometry(QRect(corner, QSize(width, size.height())))
                left += width + self._gap
            top += height + self._gap // 2
        return max(0, top - area.top() - self._gap // 2)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            need = item.sizeHint().width()
            if lines and used + self._gap + need <= width:
                lines[-1].append(item)
                used += self._gap + need
            else:
                lines.append([item])
                used = need
        return lines


class _FromTop(FlowLayout):
    """Lines of items in widths of their own, the first at the top."""

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's own name
        """Put the items into a rectangle, from its top."""
        QLayout.setGeometry(self, rect)
        self._arrange(rect, move=True)

    def _put(self, line: list[tuple[QLayoutItem, int]], corner: QPoint, *, move: bool) -> int:
        """Put items in their widths side by side from a corner on; return the tallest's height."""
        height, left = max(_height(item, width) for item, width in line), corner.x()
        for item, width in line:
            if move:
                item.setGeometry(QRect(left, corner.y(), width, height))
            left += width + self._gap
        return height


class Ends(_FromTop):
    """Lays what comes first at the left, the rest at the right end, or below it without room."""

    def _arrange(self, area: QRect, *, move: bool) -> int:
        top = area.top()
        for line in self._lines(area.width()):
            rest = [item.sizeHint().width() for item in line[1:]]
            first = area.width() - sum(rest) - self._gap * len(rest)
            sizes = list(zip(line, [first, *rest], strict=True))
            top += self._put(sizes, QPoint(area.left(), top), move=move) + self._gap // 2
        return max(0, top - area.top() - self._gap // 2)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        items = self._shown()
        rest = sum(item.sizeHint().width() + self._gap for item in items[1:])
        if items and items[0].minimumSize().width() + rest > width:
            return [[item] for item in items]
        return [items] if items else []


class Columns(_FromTop):
    """Lays fields side by side in columns, in fewer of them where the screen is too narrow.

    It needs as many as the room has, so that a dialog comes up as wide as all of them.
    """

    def __init__(self, most: int, gap: int, down: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap)
        self._most = most
        self._down = down
        """The gap between two lines."""

    def sizeHint(self) -> QSize:
        """Prefer what the fields prefer."""
        return self._size([item.sizeHint() for item in self._shown()])

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's own name
        """Need the columns that the room has."""
        return self._size([item.minimumSize() for item in self._shown()])

    def _arrange(self, area: QRect, *, move: bool) -> int:
        items, widths, top = self._shown(), self._widths(area.width()), area.top()
        for at in range(0, len(items), max(1, len(widths))):
            line = list(zip(items[at : at + len(widths)], widths, strict=False))
            top += self._put(line, QPoint(area.left(), top), move=move) + self._down
        return max(0, top - area.top() - self._down)

    def _size(self, sizes: list[QSize]) -> QSize:
        """Return what fields of some sizes take in the columns that the room has."""
        count = len(self._needs(room_inside(self.parentWidget())))
        widths = [max(size.width() for size in sizes[at::count]) for at in range(count)]
        starts = range(0, len(sizes), max(1, count))
        heights = [max(size.height() for size in sizes[at : at + count]) for at in starts]
        high = sum(heights) + self._down * max(0, len(heights) - 1)
        return QSize(self._with_gaps(widths), high)

    def _widths(self, width: int) -> list[int]:
        """Return the widths of the columns: alike where each has what it needs."""
        needs = self._needs(width)
        rest, made = width - self._with_gaps([0] * len(needs)), needs.copy()
        widest_first = sorted(range(len(needs)), key=lambda at: -needs[at])
        for left, at in zip(range(len(needs), 0, -1), widest_first, strict=True):
            made[at] = max(needs[at], rest // left) if left > 1 else rest
            rest -= made[at]
        return made

    def _needs(self, width: int) -> list[int]:
        """Return what each column needs, for as many of them as a width holds, at least one."""
        least = [item.minimumSize().width() for item in self._shown()]
        for count in range(min(self._most, len(least)), 0, -1):
            needs = [max(least[at::count]) for at in range(count)]
            if count == 1 or self._with_gaps(needs) <= width:
                return needs
        return []

    def _with_gaps(self, widths: list[int]) -> int:
        return sum(widths) + self._gap * max(0, len(widths) - 1)


def _height(item: QLayoutItem, width: int) -> int:
    if not item.hasHeightForWidth():
        return item.sizeHint().height()
    return max(item.heightForWidth(width), item.minimumSize().height())
