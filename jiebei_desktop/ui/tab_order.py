"""Tab goes through a page or a dialog as one reads it, also what was made later."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QGridLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QWidget,
)

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def follow_sight(root: QWidget) -> None:
    """Give what takes the focus below a widget the order of its layouts.

    Asked when Tab is pressed or a dialog comes up: rows come and go, and a new one would be last.
    """
    for before, after in pairwise(in_sight(root)):
        QWidget.setTabOrder(before, after)


def in_sight(root: QWidget) -> list[QWidget]:
    """Return what takes the focus by Tab, in the order in which it is read.

    Qt's own chain is not asked: the binding would count each widget of it as held by the one
    before, and a menu of the window as gone with a label (docs/decisions/0010).
    """
    return list(_read(root))


def _read(widget: QWidget) -> Iterator[QWidget]:
    if _takes(widget):
        yield widget
    layout = widget.layout()
    if isinstance(widget, QScrollArea):
        yield from _read(widget.widget())
    elif layout is not None:
        yield from _laid_out(layout)
    elif isinstance(widget, QAbstractScrollArea):
        cells = widget.viewport().findChildren(QWidget, "", _DIRECT)
        for each in sorted(cells, key=lambda cell: (cell.y(), cell.x())):
            yield from _shown(each)
    else:
        for each in widget.findChildren(QWidget, "", _DIRECT):
            yield from _shown(each)


def _shown(widget: QWidget) -> Iterator[QWidget]:
    """Read a widget unless it is hidden, or a window of its own such as the list of a box."""
    if not (widget.isHidden() or widget.isWindow()):
        yield from _read(widget)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for item in _items(layout):
        inner, widget = cast("QLayout | None", item.layout()), item.widget()
        if inner is not None:
            yield from _laid_out(inner)
        elif widget is not None:
            yield from _shown(widget)


def _items(layout: QLayout) -> list[QLayoutItem]:
    """Return the items of a layout, line by line."""
    places = list(range(layout.count()))
    if layout.inherits("QGridLayout"):
        grid = cast("QGridLayout", layout)
        places.sort(key=lambda at: _line(grid, at))
    return [item for at in places if (item := layout.itemAt(at)) is not None]


def _line(grid: QGridLayout, at: int) -> tuple[int, int]:
    row, column, _rows, _columns = cast("tuple[int, int, int, int]", grid.getItemPosition(at))
    return row, column


def _takes(widget: QWidget) -> bool:
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and widget.focusProxy() is None
