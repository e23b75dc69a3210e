"""Every page and dialog by keyboard and screen reader: names, Tab as one reads, Esc, first field."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from test_fits import each_dialog
from waits import settle

from jiebei_desktop.ui.pages.registry import PAGES
from jiebei_desktop.ui.tab_order import in_sight
from jiebei_desktop.ui.widgets.form_dialog import FormDialog


@pytest.fixture
def window(window):
    window.resize(1366, 768)
    return window


def focusable(root: QWidget) -> set[QWidget]:
    return {
        each
        for each in root.findChildren(QWidget)
        if each.isVisibleTo(root)
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
    }


def nameless(root: QWidget) -> list[str]:
    found = []
    for each in focusable(root):
        spoken = QAccessible.queryAccessibleInterface(each)
        if not spoken.text(QAccessible.Text.Name).strip():
            found.append(f"{type(each.parentWidget()).__name__}/{type(each).__name__}")
    return found


def backwards(root: QWidget, order: list[QWidget]) -> list[str]:
    """Return the steps of Tab that go up again without going to the right."""
    found = []
    for one, other in pairwise(order):
        above, below = other.mapTo(root, QPoint(0, 0)), one.mapTo(root, QPoint(0, 0))
        up = above.y() + other.height() <= below.y()
        if up and above.x() <= below.x() + one.width() // 2:
            found.append(f"{one.accessibleName()} to {other.accessibleName()}")
    return found


def by_tab(root: QWidget) -> list[QWidget]:
    """Press Tab from the first control to the last and return what had the focus."""
    order = in_sight(root)
    for wanted in order[:1]:
        wanted.setFocus()
    found = [QApplication.focusWidget()]
    for _step in order[1:]:
        QTest.keyClick(found[-1], Qt.Key.Key_Tab)
        found.append(QApplication.focusWidget())
    return found


def test_every_control_of_every_page_has_a_name_and_tab_goes_as_one_reads(window, qtbot):
    for entry in PAGES:
        window.go(entry.name)
        settle(window, qtbot)
        page = window.page()
        page.show_sample()
        settle(window, qtbot)
        order = in_sight(page)
        assert set(order) - {page} == focusable(page), entry.name
        assert nameless(page) == [], entry.name
        assert backwards(page, order) == [], entry.name


@pytest.mark.parametrize("name", ["plan", "ledger", "negotiation"])
def test_every_control_behind_a_tab_has_a_name(window, qtbot, name):
    window.go(name)
    settle(window, qtbot)
    page = window.page()
    for button in page.tabs.findChildren(QAbstractButton):
        button.click()
        settle(window, qtbot)
        assert nameless(page) == [], button.text()


@pytest.mark.parametrize("name", ["overview", "negotiation", "debts"])
def test_tab_visits_what_was_made_late_at_its_place(window, qtbot, name):
    window.go(name)
    settle(window, qtbot)
    page = window.page()
    visited = [each for each in by_tab(page) if each.isEnabled()]
    wanted = [each for each in in_sight(page) if each.isEnabled()]
    assert visited[: len(wanted)] == wanted


def test_every_dialog_begins_in_its_first_field_is_named_and_closes_by_esc(window, qtbot):
    for name, dialog in each_dialog(window, qtbot):
        order = in_sight(dialog)
        assert set(order) == focusable(dialog), name
        assert nameless(dialog) == [], name
        assert backwards(dialog, order) == [], name
        if isinstance(dialog, FormDialog):
            assert dialog.body.isAncestorOf(dialog.focusWidget()), name
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible(), name
