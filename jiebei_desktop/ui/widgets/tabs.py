"""Tabs of a page that scrolls as a whole."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QLayoutItem,
    QSizePolicy,
    QSpacerItem,
    QStackedLayout,
    QStackedWidget,
    QWidget,
)

from jiebei_desktop.ui.table_out import attach


def put(stack: QStackedWidget, at: int, pane: QWidget) -> None:
    """Put a pane that is made only now into its place, where an empty one stood."""
    attach(pane)
    empty = stack.widget(at)
    stack.insertWidget(at, pane)
    stack.removeWidget(empty)
    empty.deleteLater()


def show_only(stack: QStackedWidget, at: int) -> None:
    """Show a tab; only the one on screen decides how wide and how tall the page is."""
    stack.setCurrentIndex(at)
    for place in range(stack.count()):
        seen = place == at
        policy = QSizePolicy.Policy.Preferred if seen else QSizePolicy.Policy.Ignored
        stack.widget(place).setSizePolicy(policy, policy)
    if stack.isVisible():  # unseen, it gets its size when it is shown
        stack.adjustSize()


class PageStates(QStackedLayout):
    """Panes of which only the one on screen decides how wide and how tall what holds it is."""

    def sizeHint(self) -> QSize:
        """Prefer what the pane on screen prefers."""
        return self._item().sizeHint()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's own name
        """Need what the pane on screen needs."""
        return self._item().minimumSize()

    def hasHeightForWidth(self) -> bool:
        """Answer for the pane on screen."""
        return self._item().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Answer for the pane on screen."""
        return self._item().heightForWidth(width)

    def _item(self) -> QLayoutItem:
        return self.itemAt(self.currentIndex()) if self.count() else QSpacerItem(0, 0)
