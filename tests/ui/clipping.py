"""Measures what a reader cannot read: text cut at an edge, and texts lying on each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractTableModel, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QWidget,
)

SLACK = 2
"""Pixels that hinting and rounding may take."""
_AMOUNT = re.compile(r"[¥−+]?\d[\d,]*\.\d\d")
_LEAST_WIDE = 4
"""Characters that a line of wrapped text holds at least …"""
_BREAKS = 3
"""… where it would break into more lines than this."""
_FRONT = 7
"""Characters that a box of names shows at least; the list of the box shows all of a name."""


def unreadable(root: QWidget) -> list[str]:
    """Return what is cut or covered below a widget, as lines that name place and text."""
    found = [*_cut(root), *_outside(root), *_overlaps(root), *_cells(root), *_squeezed(root)]
    return sorted(set(found))


def _texts(root: QWidget) -> Iterator[QWidget]:
    kinds = (QLabel, QAbstractButton, QComboBox)
    for each in root.findChildren(QWidget):
        if isinstance(each, kinds) and each.isVisible() and _text(each).strip():
            yield each


def _text(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""


def _say(widget: QWidget, what: str) -> str:
    chain, at = [], widget.parentWidget()
    while at is not None and len(chain) < 3:
        if type(at).__module__.startswith("jiebei"):
            chain.append(type(at).__name__)
        at = at.parentWidget()
    return f"{what}: {'/'.join(reversed(chain))}: {_text(widget)[:60]!r}"


def _cut(root: QWidget) -> Iterator[str]:
    for each in _texts(root):
        needs, has = _needs(each), each.contentsRect().size()
        if needs.width() > has.width() + SLACK or needs.height() > has.height() + SLACK:
            gap = (needs.width() - has.width(), needs.height() - has.height())
            yield _say(each, f"cut by {gap}")


def _squeezed(root: QWidget) -> Iterator[str]:
    """Yield texts that break after every character or two because nothing gave them room."""
    for each in _texts(root):
        if not isinstance(each, QLabel) or not each.wordWrap():
            continue
        metrics, has = QFontMetrics(each.font()), each.contentsRect().width()
        longest = max(metrics.horizontalAdvance(line) for line in each.text().split("\n"))
        if has < _LEAST_WIDE * metrics.horizontalAdvance("年") and longest > _BREAKS * has:
            yield _say(each, f"squeezed to {has}")


def _needs(widget: QWidget) -> QSize:
    """Return the room the text of a widget takes at the width it has."""
    metrics = QFontMetrics(widget.font())
    text = _text(widget).replace("&&", "\0").replace("&", "").replace("\0", "&")
    if isinstance(widget, QLabel):
        return _label_needs(widget, metrics)
    width = max(metrics.horizontalAdvance(line) for line in text.split("\n"))
    if isinstance(widget, QComboBox):
        return QSize(metrics.horizontalAdvance(text[:_FRONT]), metrics.height())
    if getattr(widget, "elided", False):
        return QSize(0, metrics.height())
    if isinstance(widget, QPushButton):
        icon = widget.iconSize().width() + 4 if not widget.icon().isNull() else 0
        return QSize(width + icon, metrics.height())
    if isinstance(widget, (QCheckBox, QRadioButton)):
        return QSize(width + widget.iconSize().width() + 4, metrics.height())
    return QSize(width, metrics.height())


def _label_needs(label: QLabel, metrics: QFontMetrics) -> QSize:
    has = label.contentsRect().width() - 2 * label.margin()
    if label.pixmap() is not None and not label.pixmap().isNull():
        return QSize(0, 0)
    if label.textFormat() is Qt.TextFormat.RichText:
        page = QTextDocument()
        page.setDefaultFont(label.font())
        page.setDocumentMargin(0)
        page.setHtml(label.text())
        page.setTextWidth(has if label.wordWrap() else -1)
        return QSize(0, round(page.size().height()))
    if label.wordWrap():
        flags = int(Qt.TextFlag.TextWordWrap)
        box = metrics.boundingRect(QRect(0, 0, max(has, 1), 100_000), flags, label.text())
        return box.size()
    if getattr(label, "elided", False):
        return QSize(0, metrics.height())
    width = max(metrics.horizontalAdvance(line) for line in label.text().split("\n"))
    return QSize(width, metrics.height())


def _outside(root: QWidget) -> Iterator[str]:
    """Yield texts that stick out of what holds them; what scrolls may lie below its edge."""
    for each in _texts(root):
        at, place = each, each.rect()
        while at is not root and at.parentWidget() is not None:
            place = QRect(at.mapToParent(place.topLeft()), place.size())
            at = at.parentWidget()
            if isinstance(at.parentWidget(), QAbstractScrollArea):
                if (
                    not at.rect()
                    .adjusted(-SLACK, 0, SLACK, 0)
                    .contains(QRect(place.left(), at.rect().top(), place.width(), 1))
                ):
                    yield _say(each, "beyond the side")
                break
            if not at.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(place):
                yield _say(each, f"outside {type(at).__name__}")
                break


def _overlaps(root: QWidget) -> Iterator[str]:
    """Yield texts of one parent that lie on each other."""
    by_parent: dict[QWidget, list[QWidget]] = {}
    for each in _texts(root):
        parent = each.parentWidget()
        if parent is not None and not isinstance(parent, (QLineEdit, QComboBox)):
            by_parent.setdefault(parent, []).append(each)
    for shown in by_parent.values():
        for place, one in enumerate(shown):
            for other in shown[place + 1 :]:
                common = one.geometry().intersected(other.geometry())
                if common.width() > SLACK and common.height() > SLACK:
                    yield _say(one, f"covered by {_text(other)[:30]!r}")


def _cells(root: QWidget) -> Iterator[str]:
    """Yield amounts that a table's column is too narrow for; other cells may end in an ellipsis."""
    for table in root.findChildren(QTableView):
        if not table.isVisible():
            continue
        model, metrics = table.model(), QFontMetrics(table.font())
        port, off = table.viewport().rect(), Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        scrolls = table.horizontalScrollBar().maximum() > 0
        scrolls = scrolls and table.horizontalScrollBarPolicy() != off
        yield from _headers(table)
        top = max(0, table.rowAt(0))
        for row in range(top, min(model.rowCount(), top + 30)):
            for column in range(model.columnCount()):
                text = model.index(row, column).data()
                if not isinstance(text, str) or not _AMOUNT.fullmatch(text.strip()):
                    continue
                wide = table.columnWidth(column)
                if metrics.horizontalAdvance(text) > wide - 4:
                    yield _say(table, f"cell {row},{column} {text!r} in {wide}")
                right = table.columnViewportPosition(column) + wide
                if right > port.width() + SLACK and not scrolls:
                    yield _say(table, f"cell {row},{column} {text!r} beyond the side")


def _headers(table: QTableView) -> Iterator[str]:
    """Yield titles of columns that are cut, and columns that show next to nothing."""
    header = table.horizontalHeader()
    metrics = QFontMetrics(header.font())
    for column in range(table.model().columnCount()):
        if header.isHidden() or table.isColumnHidden(column):
            continue
        title = table.model().headerData(column, Qt.Orientation.Horizontal)
        wide = table.columnWidth(column)
        if isinstance(title, str) and metrics.horizontalAdvance(title) > wide:
            yield _say(table, f"title {title!r} in {wide}")


def corner(widget: QWidget) -> QPoint:
    """Return where the lower right corner of a widget lies on the screen."""
    return widget.mapToGlobal(widget.rect().bottomRight())


def told(page):
    """Return everything a page says: words, what stands in fields, rows of its lists."""
    found = [
        (type(each).__name__, _words(each))
        for each in page.findChildren(QWidget)
        if each.isVisible()
    ]
    return [line for line in found if line[1]]


def _words(widget):
    if isinstance(widget, QAbstractItemView):
        model = widget.model()
        across = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
        return [
            model.index(row, at).data() for row in range(model.rowCount()) for at in range(across)
        ]
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.text() if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)) else ""
