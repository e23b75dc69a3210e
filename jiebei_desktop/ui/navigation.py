"""The rail at the left: pages in the order of the user's path, settings at the bottom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from jiebei_desktop.text.current import _
from jiebei_desktop.ui import icons
from jiebei_desktop.ui.pages.registry import PageEntry
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import IconLabel, Label
from jiebei_desktop.ui.widgets.boxes import across, down

if TYPE_CHECKING:
    from jiebei_desktop.ui.page import Page

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
BADGE_ROLE = Qt.ItemDataRole.UserRole + 2
WIDE, NARROW, ITEM = 184, 56, 42
_Index = QModelIndex | QPersistentModelIndex


class PagesModel(QAbstractListModel):
    """The entries of one part of the rail, with the count of alerts beside a page."""

    def __init__(self, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self.entries = tuple(entries)
        self._badges: dict[str, int] = {}

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many pages there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the rail shows of a page."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        roles = Qt.ItemDataRole
        if role in {roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole}:
            return entry.title()
        if role == ENTRY_ROLE:
            return entry
        if role == BADGE_ROLE:
            return self._badges.get(entry.name, 0)
        return None

    def set_badge(self, name: str, count: int) -> None:
        """Show a number beside a page; nought takes it away."""
        self._badges[name] = count
        self.retranslate()

    def retranslate(self) -> None:
        """Let the view read everything again."""
        if self.entries:
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))


class PagesDelegate(QStyledItemDelegate):
    """Paints a page in the rail: tint and accent bar when chosen, icon, title, badge."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.narrow = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give every page the same height, and the width there is beside a scroll bar."""
        return QSize(0, self._theme.px(ITEM))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one page."""
        theme, px = self._theme, self._theme.px
        entry: PageEntry = index.data(ENTRY_ROLE)
        area = QRectF(option.rect).adjusted(px(8), 1, -px(8), -1)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("selected" if chosen else "hover"))
            painter.drawRoundedRect(area, 8, 8)
        if chosen:
            painter.setBrush(theme.colour("accent"))
            bar = QRectF(area.left(), area.top() + px(10), 3, area.height() - 2 * px(10))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        if (
            state & QStyle.StateFlag.State_HasFocus
            and state & QStyle.StateFlag.State_KeyboardFocusChange
        ):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("focus"))
            painter.drawRoundedRect(area, 8, 8)
        self._paint_words(painter, area, entry, chosen=chosen, badge=int(index.data(BADGE_ROLE)))
        painter.restore()

    def _paint_words(
        self, painter: QPainter, area: QRectF, entry: PageEntry, *, chosen: bool, badge: int
    ) -> None:
        theme, px = self._theme, self._theme.px
        side = px(20)
        left = area.center().x() - side / 2 if self.narrow else area.left() + px(12)
        colour = theme.colour("accent" if chosen else "text2")
        ratio = painter.device().devicePixelRatio()
        picture = icons.pixmap(entry.icon, colour, side, ratio)
        top = area.top() + (area.height() - side) / 2
        painter.drawPixmap(round(left), round(top), picture)
        if self.narrow:
            return
        painter.setPen(theme.colour("text" if chosen else "text2"))
        painter.setFont(theme.font("emphasis", bold=chosen))
        words = area.adjusted(px(44), 0, -px(8), 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, flags, entry.title())
        if badge:
            self._paint_badge(painter, area, str(badge))

    def _paint_badge(self, painter: QPainter, area: QRectF, count: str) -> None:
        theme, px = self._theme, self._theme.px
        height = px(18)
        pill = QRectF(
            area.right() - px(34), area.top() + (area.height() - height) / 2, px(22), height
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("caution_bg"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(theme.colour("caution"))
        painter.setFont(theme.font("caption", bold=True))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, count)


class PagesList(QListView):
    """One part of the rail."""

    left = Signal(bool)
    """An arrow key went beyond the last page (true) or before the first."""

    def __init__(self, theme: Theme, name: str, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.pages = PagesModel(entries)
        self.setModel(self.pages)
        self.painting = PagesDelegate(theme, self)
        self.setItemDelegate(self.painting)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus without going anywhere: Qt would choose the first page by itself."""
        chosen = self.selectionModel()
        chosen.blockSignals(True)
        super().focusInEvent(event)
        chosen.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say when an arrow key leaves this part at its end."""
        last = self.pages.rowCount() - 1
        ends = {Qt.Key.Key_Up: 0, Qt.Key.Key_Down: last}
        if ends.get(Qt.Key(event.key())) == self.currentIndex().row():
            self.left.emit(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class Rail(QFrame):
    """The whole rail; ``chosen`` carries a page's name."""

    chosen = Signal(str)
    entered = Signal()
    """The mouse came in: somebody is about to choose a page."""

    def __init__(
        self, theme: Theme, entries: Sequence[PageEntry], page: Callable[[], Page | None]
    ) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._page = page
        self._theme = theme
        self._within = {entry.name: entry.within for entry in entries if entry.within}
        listed = [entry for entry in entries if not entry.within]
        self.main = PagesList(theme, "navRail", [e for e in listed if e.in_rail])
        self.foot = PagesList(theme, "navFoot", [e for e in listed if not e.in_rail])
        self._privacy = QWidget()
        self._words = Label("caption", "text2", wrap=True)
        self._build()
        for part in (self.main, self.foot):
            part.selectionModel().currentChanged.connect(self._picked)
            part.clicked.connect(self._picked)
        # One stop for Tab: arrow keys go on from one part to the other.
        self.foot.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.main.left.connect(lambda down: self._go_over(self.foot, 0) if down else None)
        self.foot.left.connect(
            lambda down: (
                None if down else self._go_over(self.main, len(self.main.pages.entries) - 1)
            )
        )
        theme.changed.connect(self._rescale)
        QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]
        self.retranslate()
        self._rescale()

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Give a focus that nobody moved here to the name of the page.

        Qt hands on what a control loses that is hidden or disabled, and the rail comes next.
        """
        page = self._page()
        if new is not self.main or old is None or page is None or not page.isAncestorOf(old):
            return
        if not (old.isVisibleTo(page) and old.isEnabled()):
            page.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tell that somebody is about to choose."""
        super().enterEvent(event)
        self.entered.emit()

    def _go_over(self, part: PagesList, row: int) -> None:
        if part.pages.entries:
            part.setFocus(Qt.FocusReason.OtherFocusReason)
            part.setCurrentIndex(part.pages.index(row))
            self.chosen.emit(part.pages.entries[row].name)

    def show_page(self, name: str) -> None:
        """Mark a page, or the one that leads to it, as on screen without announcing it."""
        name = self._within.get(name, name)
        for part in (self.main, self.foot):
            part.selectionModel().blockSignals(True)
            part.clearSelection()
            part.selectionModel().clearCurrentIndex()
            for row, entry in enumerate(part.pages.entries):
                if entry.name == name:
                    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
                    part.selectionModel().setCurrentIndex(part.pages.index(row), flag)
                    part.scrollTo(part.pages.index(row))
            part.selectionModel().blockSignals(False)
            part.viewport().update()

    def set_badge(self, name: str, count: int) -> None:
        """Show a number beside a page."""
        self.main.pages.set_badge(name, count)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show icons only, or icons with titles."""
        for part in (self.main, self.foot):
            part.painting.narrow = narrow
            part.viewport().update()
        self._words.setVisible(not narrow)
        self.setFixedWidth(self._theme.px(NARROW if narrow else WIDE))

    def is_narrow(self) -> bool:
        """Return whether only icons are shown."""
        return self.main.painting.narrow

    def retranslate(self) -> None:
        """Word everything."""
        self._words.setText(_("Your data stays on this computer"))
        self.main.setAccessibleName(_("Pages"))
        self.foot.setAccessibleName(_("Settings"))
        self.main.pages.retranslate()
        self.foot.pages.retranslate()

    def _picked(self, index: QModelIndex) -> None:
        if index.isValid():
            entry: PageEntry = index.data(ENTRY_ROLE)
            self.chosen.emit(entry.name)

    def _build(self) -> None:
        across(
            (IconLabel(self._theme, "lock", "text3", 16), 0, Qt.AlignmentFlag.AlignTop),
            (self._words, 1),
            on=self._privacy,
            around=(20, 0, 12, 0),
        )
        down((self.main, 1), self._privacy, self.foot, on=self, gap=6, around=(0, 8, 0, 6))

    def _rescale(self) -> None:
        px = self._theme.px
        self.foot.setFixedHeight(px(ITEM) * max(1, len(self.foot.pages.entries)) + 2)
        self.set_narrow(narrow=self.is_narrow())
        self.main.scheduleDelayedItemsLayout()
        self.foot.scheduleDelayedItemsLayout()
