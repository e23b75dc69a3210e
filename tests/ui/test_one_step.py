"""Every page has one filled button at most: one next step."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from waits import rest

from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.ui.pages.registry import PAGES
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, OneStep

DAY = date(2026, 11, 22)


@pytest.mark.parametrize("household", ["employee", "shop", "empty"])
def test_a_page_offers_one_filled_button_at_most(open_window, tmp_path, household):
    path = tmp_path / "a.jiebei"
    with Session.create(path) as session:
        if household != "empty":
            session.ledger.add_book(getattr(demo, household)(DAY))
    window = open_window(path)
    window.resize(1280, 800)
    filled = {}
    for entry in PAGES:
        window.go(entry.name)
        page = window.page()
        page.show_sample()
        rest(window)
        found = [
            each.text()
            for each in page.findChildren(Button)
            if each.property("kind") == "primary" and each.isVisible()
        ]
        filled[entry.name] = found
    assert {name: found for name, found in filled.items() if len(found) > 1} == {}
    assert any(filled.values())


def test_a_filled_button_steps_back_for_one_nearer_and_comes_forward_again(qtbot):
    theme = Theme(QApplication.instance())
    pane, near = OneStep(), QWidget()
    above, below, third = Button(theme, "primary"), Button(theme, "primary"), Button(theme)
    inner = QVBoxLayout(near)
    inner.addWidget(below)
    inner.addWidget(third)
    outer = QVBoxLayout(pane)
    outer.addWidget(above)
    outer.addWidget(near)
    qtbot.addWidget(pane)
    pane.show()
    buttons = (above, below, third)
    assert [each.property("kind") for each in buttons] == ["default", "primary", "default"]
    near.hide()
    assert [each.property("kind") for each in buttons] == ["primary", "primary", "default"]
    near.show()
    assert [each.property("kind") for each in buttons] == ["default", "primary", "default"]
