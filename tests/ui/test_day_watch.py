from __future__ import annotations

from datetime import date, timedelta

import pytest
from clipping import told
from PySide6.QtCore import QObject
from screens import each_tab
from waits import WAIT_MS, rest

from jiebei_desktop import app
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.ui.day_watch import DayWatch
from jiebei_desktop.ui.pages.debts.payment_dialog import PaymentDialog

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


def tour(window):
    """Return what stands on every page and tab."""
    return {place: told(page) for place, page in each_tab(window)}


@pytest.mark.parametrize("household", [demo.employee, demo.shop])
def test_a_window_left_open_for_weeks_shows_on_every_page_what_a_new_one_shows(
    open_window, tmp_path, clock, monkeypatch, household
):
    """The row for a new entry would have been booked on a day of weeks ago."""
    monkeypatch.setattr(app, "today", lambda: clock[0])
    shown = []
    for folder in ("left", "fresh"):
        path = tmp_path / folder / "a.jiebei"
        path.parent.mkdir()
        with Session.create(path) as session:
            session.ledger.add_book(household(DAY))
    window = open_window(tmp_path / "left" / "a.jiebei")
    tour(window)
    clock[0] = DAY + timedelta(days=40)
    window.days.look()
    shown.append(tour(window))
    window.ledgers.open(tmp_path / "fresh" / "a.jiebei")
    rest(window)
    shown.append(tour(window))
    assert shown[0] == shown[1]


def test_a_form_half_made_keeps_the_day_it_shows_and_counts_from_the_new_one(
    open_window, qtbot, tmp_path, clock, monkeypatch
):
    monkeypatch.setattr(app, "today", lambda: clock[0])
    with Session.create(tmp_path / "a.jiebei") as session:
        session.ledger.add_book(demo.employee(DAY))
    window = open_window(tmp_path / "a.jiebei")
    window.go("ledger")
    rest(window)
    quick = window.page().entries.quick
    quick.amount.setText("12")
    window.go("debts")
    rest(window)
    window.page().acts.do("pay")
    (dialog,) = [each for each in window.findChildren(PaymentDialog) if each.isVisible()]
    clock[0] = DAY + timedelta(days=1)
    window.days.look()
    rest(window)
    assert (quick.day.value(), dialog.day.edit.value()) == (DAY, DAY)
    dialog.day.edit.retype("t")
    assert (dialog.day.edit.value(), dialog.day.edit.problem()) == (clock[0], "")
    quick.clear()
    quick.day.retype("t")
    clock[0] = DAY + timedelta(days=3)
    window.days.look()
    rest(window)
    assert quick.day.value() == clock[0]
