from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QObject
from waits import WAIT_MS

from jiebei_desktop import app
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.ui.day_watch import DayWatch

DAY = date(2026, 11, 22)


@pytest.fixture
def clock():
    return [DAY]


def test_a_new_day_is_told_once_also_when_the_clock_was_set_back(qapp, clock):
    owner, told = QObject(), []
    watch = DayWatch(lambda: clock[0], owner)
    watch.turned.connect(lambda: told.append(clock[0]))
    watch.look()
    assert told == []
    for day in (DAY + timedelta(days=1), DAY - timedelta(days=3)):
        clock[0] = day
        watch.look()
        watch.look()
    assert told == [DAY + timedelta(days=1), DAY - timedelta(days=3)]


def test_a_window_left_open_overnight_shows_the_new_day(
    open_window, qtbot, tmp_path, clock, monkeypatch
):
    monkeypatch.setattr(app, "today", lambda: clock[0])
    path = tmp_path / "a.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(demo.employee(DAY))
    window = open_window(path)
    page = window.page()
    assert page is not None
    assert "20 days overdue" in page.banner.label.text()
    clock[0] = DAY + timedelta(days=1)
    window.days.look()
    qtbot.waitUntil(lambda: "21 days overdue" in page.banner.label.text(), timeout=WAIT_MS)
