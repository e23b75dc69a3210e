"""Whoever goes by keyboard sees where he is: the focus is measured in pixels, in every look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from waits import settle

from jiebei_desktop.ui.pages.registry import PAGES
from jiebei_desktop.ui.tab_order import in_sight

LEAST = 24
"""Pixels that differ at least between a control with and without the focus."""


@pytest.fixture
def window(window):
    window.resize(1280, 800)
    return window


def kind(widget: QWidget) -> tuple:
    return type(widget).__name__, widget.property("class"), widget.property("variant")


def differing(one, other) -> int:
    return sum(
        one.pixel(x, y) != other.pixel(x, y)
        for x in range(min(one.width(), other.width()))
        for y in range(min(one.height(), other.height()))
    )


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_focus_can_be_seen_on_every_kind_of_control(window, qtbot, look):
    window.parts.theme.use(choice=look)
    known, blind = set(), []
    for entry in PAGES:
        window.go(entry.name)
        settle(window, qtbot)
        page = window.page()
        page.show_sample()
        settle(window, qtbot)
        for each in in_sight(page):
            if each is page or not each.isEnabled() or not each.isVisible() or kind(each) in known:
                continue
            known.add(kind(each))
            window.rail.main.setFocus(Qt.FocusReason.TabFocusReason)
            before = each.grab().toImage()
            each.setFocus(Qt.FocusReason.TabFocusReason)
            count = differing(before, each.grab().toImage())
            if count < LEAST:
                blind.append((entry.name, kind(each), count))
    window.parts.theme.use(choice="light")
    assert blind == []
