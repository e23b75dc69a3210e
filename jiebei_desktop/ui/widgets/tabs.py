"""Tabs of a page that scrolls as a whole."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from jiebei_desktop.ui.table_out import attach


def put(stack: QStackedWidget, at: int, pane: QWidget) -> None:
    """Put a pane that is made only now into its place, where an empty one stood."""
    attach(pane)
    empty = stack.widget(at)
    stack.insertWidget(at, pane)
    stack.removeWidget(empty)
    empty.deleteLater()


def show_only(stack: QStackedWidget, at: int) -> None:
    """Show a tab; only the one on screen decides how tall the page is."""
    stack.setCurrentIndex(at)
    policy = QSizePolicy.Policy
    for place in range(stack.count()):
        vertical = policy.Preferred if place == at else policy.Ignored
        stack.widget(place).setSizePolicy(policy.Preferred, vertical)
    if stack.isVisible():  # unseen, it gets its size when it is shown
        stack.adjustSize()
