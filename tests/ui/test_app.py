from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QDialog
from waits import WAIT_MS, settle

from jiebei_desktop import __main__ as program
from jiebei_desktop import app
from jiebei_desktop.services.files import demo
from jiebei_desktop.storage import engine, files
from jiebei_desktop.ui.pages import registry
from jiebei_desktop.ui.pages.registry import PAGES, PageEntry


def test_the_self_test_opens_an_example_and_ends_well(qapp, tmp_path):
    assert app.run(app.LaunchOptions(self_test=True, language="en", data_dir=tmp_path)) == 0


def test_under_fcitx_the_ways_to_type_are_its_own_then_that_of_ibus(qapp, monkeypatch):
    monkeypatch.delenv("QT_IM_MODULES", raising=False)
    for asked, tried in (("fcitx", "fcitx;ibus"), ("fcitx5", "fcitx5;ibus"), ("ibus", None)):
        monkeypatch.setenv("QT_IM_MODULE", asked)
        app.application()
        assert os.environ.get("QT_IM_MODULES") == tried
        monkeypatch.delenv("QT_IM_MODULES", raising=False)
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    monkeypatch.setenv("QT_IM_MODULES", "wayland")
    app.application()
    assert os.environ["QT_IM_MODULES"] == "wayland"


def test_the_arguments_reach_the_program(monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(app, "run", lambda options: seen.append(options) or 0)
    folder = str(tmp_path)
    ledger = tmp_path / "a.jiebei"
    assert program.main([str(ledger), "--lang", "en", "--theme", "dark", "--data-dir", folder]) == 0
    assert program.main(["--self-test"]) == 0
    assert seen[0] == app.LaunchOptions(
        ledger=ledger, language="en", theme="dark", data_dir=tmp_path
    )
    assert seen[1].self_test


def test_without_a_ledger_the_window_welcomes_and_tells_of_trouble(
    qapp, qtbot, tmp_path, monkeypatch
):
    window = app.build(qapp, app.LaunchOptions(language="en"), tmp_path)
    app.show(window, None)
    assert window.isVisible()
    told = []
    monkeypatch.setattr(window.parts.ask, "tell", lambda *words: told.append(words))
    window.parts.lanes.failure.emit(OSError("no"))
    assert len(told) == 1
    app._come_forward(window, "")
    window.close()
    settle(window, qtbot)


def test_a_second_program_hands_its_ledger_to_the_first_and_leaves(qapp, tmp_path):
    first = app.SingleInstance(tmp_path)
    assert first.first()
    assert app.run(app.LaunchOptions(ledger=tmp_path / "a.jiebei", data_dir=tmp_path)) == 0
    first.release()


def test_the_data_folder_is_the_users_own_unless_told(tmp_path):
    assert app.data_folder(app.LaunchOptions(data_dir=tmp_path)) == tmp_path
    assert "JiebeiPlanner" in str(app.data_folder(app.LaunchOptions()))
    assert isinstance(app.data_folder(app.LaunchOptions()), Path)


def test_the_program_ends_with_its_event_loop(qapp, qtbot, tmp_path, monkeypatch):
    windows = []
    monkeypatch.setattr(app.QApplication, "exec", staticmethod(lambda: 0))
    build = app.build
    monkeypatch.setattr(app, "build", lambda *args: windows.append(build(*args)) or windows[0])
    assert app.run(app.LaunchOptions(language="en", data_dir=tmp_path)) == 0
    assert (tmp_path / "logs").is_dir()
    windows[0].close()
    settle(windows[0], qtbot)


def test_the_end_of_the_program_closes_a_ledger_whose_lane_was_at_work(
    qapp, qtbot, tmp_path, empty_ledger
):
    """The closing waits behind the work; where it was forgotten, the next opening read it all."""
    empty_ledger.close()
    path = empty_ledger.path
    window = app.build(qapp, app.LaunchOptions(language="en"), tmp_path)
    qtbot.addWidget(window)
    window.ledgers.open(path)
    lanes = window.parts.lanes
    qtbot.waitUntil(lambda: window.session is not None and lanes.idle(), timeout=WAIT_MS)
    window.session.ledger.add_book(demo.employee(window.parts.today()))
    at_work, go_on = threading.Event(), threading.Event()
    lanes.ledger(lambda: at_work.set() or go_on.wait(), lambda _nothing: None)
    assert at_work.wait()
    window.close()
    threading.Timer(0.05, go_on.set).start()
    assert lanes.close()
    assert not engine.is_open(path)
    assert files.journals(path) == ()


@pytest.fixture
def loaded(monkeypatch) -> list[tuple[str, bool]]:
    """The pages that are imported, and whether the window's thread does it."""
    seen: list[tuple[str, bool]] = []
    plain = PageEntry.load

    def load(entry):
        seen.append((entry.name, threading.current_thread() is threading.main_thread()))
        return plain(entry)

    monkeypatch.setattr(PageEntry, "load", load)
    return seen


def test_the_first_page_is_imported_beside_the_opening_of_the_ledger(
    qapp, qtbot, tmp_path, loaded, empty_ledger
):
    empty_ledger.close()
    window = app.build(qapp, app.LaunchOptions(language="en"), tmp_path)
    qtbot.addWidget(window)
    app._begin(window, empty_ledger.path)
    lanes = window.parts.lanes
    qtbot.waitUntil(lambda: window.session is not None and lanes.idle(), timeout=WAIT_MS)
    assert ("overview", False) in loaded
    assert window.current == "overview"
    assert {name for name, _ in loaded} == {"overview"}
    window.close()
    settle(window, qtbot)


def test_a_mouse_that_comes_to_the_rail_lets_the_pages_be_imported_off_the_windows_thread(
    qapp, qtbot, tmp_path, loaded
):
    window = app.build(qapp, app.LaunchOptions(language="en"), tmp_path)
    qtbot.addWidget(window)
    at = QPointF(1, 1)
    qapp.sendEvent(window.rail, QEnterEvent(at, at, at))
    settle(window, qtbot)
    assert loaded == [(entry.name, False) for entry in PAGES]
    window.close()
    settle(window, qtbot)


def test_a_page_not_imported_yet_is_imported_beside_the_window_and_shown(
    qtbot, open_window, loaded, empty_ledger, monkeypatch
):
    empty_ledger.close()
    window = open_window(empty_ledger.path)
    monkeypatch.setattr(registry, "_LOADED", {"overview", "debts"})
    del loaded[:]
    window.go("plan", do="export")
    window.go("ledger")
    assert window.current == "overview"
    settle(window, qtbot)
    assert window.current == "ledger"
    assert loaded[0][1] is False
    window.go("plan")
    window.go("debts")
    settle(window, qtbot)
    assert window.current == "debts"
    assert "plan" not in window.pages


def test_a_page_is_made_in_one_turn_and_comes_up_in_the_next(window, qtbot):
    """Both in one would hold the window twice as long."""
    window.go("debts", do="add")
    assert window.page() is window.pages["debts"]
    assert window.stack.currentWidget() is window.pages["overview"]
    window.go("settings")
    settle(window, qtbot)
    assert window.stack.currentWidget() is window.pages["settings"]
    assert window.stack.indexOf(window.pages["debts"]) < 0
    window.go("debts")
    settle(window, qtbot)
    assert window.stack.currentWidget() is window.pages["debts"]
    assert window.findChildren(QDialog) == []


@pytest.mark.parametrize("zoom", [100, 125, 200])
def test_every_page_of_the_rail_is_as_wide_as_the_rail_shows(window, qtbot, zoom):
    """At 200 % a scroll bar stands beside them and covered 13 px of each."""
    try:
        window.parts.theme.use(zoom=zoom)
        window.resize(1024, 566)
        settle(window, qtbot)
        for part in (window.rail.main, window.rail.foot):
            for row in range(part.pages.rowCount()):
                shown = part.visualRect(part.pages.index(row))
                assert (shown.left(), shown.width()) == (0, part.viewport().width())
    finally:
        window.parts.theme.use(zoom=100)


def test_the_page_on_screen_is_seen_in_a_rail_that_scrolls(window, qtbot):
    try:
        window.parts.theme.use(zoom=200)
        window.resize(1280, 620)
        window.go("offer_check")
        settle(window, qtbot)
        rows = window.rail.main
        assert rows.verticalScrollBar().maximum() > 0
        shown = rows.visualRect(rows.currentIndex())
        assert shown.top() >= 0
        assert shown.bottom() < rows.viewport().height()
    finally:
        window.parts.theme.use(zoom=100)
