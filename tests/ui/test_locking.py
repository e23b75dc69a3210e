from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog
from waits import WAIT_MS, settle

from jiebei_desktop import app
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping import backups, password_store
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import engine
from jiebei_desktop.ui import ledgers
from jiebei_desktop.ui.idle import Clocks, IdleWatch

PASSWORD = "一个密码 1"


class Hands:
    """The hands of the two clocks, moved by the test."""

    def __init__(self) -> None:
        self.running = self.wall = 1000.0

    def pass_by(self, seconds: float) -> None:
        self.running += seconds
        self.wall += seconds


@pytest.fixture
def hands():
    return Hands()


@pytest.fixture
def watch(hands):
    clocks = Clocks(running=lambda: hands.running, wall=lambda: hands.wall)
    return IdleWatch(clocks)


def key() -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)


def ticks(watch, hands, minutes, *, with_keys=False) -> int:
    """Let minutes pass, tick by tick, and count how often somebody was said to be away."""
    told = []
    watch.away.connect(lambda: told.append(1))
    for tick in range(minutes * 12):
        hands.pass_by(5)
        if with_keys and tick % 12 == 0:
            watch.eventFilter(watch, key())
        watch.tick()
    return len(told)


def test_nobody_there_for_the_minutes_given_is_told_once(qapp, watch, hands):
    watch.start(2)
    assert ticks(watch, hands, 10) == 1


def test_a_key_begins_the_minutes_anew(qapp, watch, hands):
    watch.start(2)
    assert ticks(watch, hands, 10, with_keys=True) == 0


def test_without_patience_only_sleep_counts(qapp, watch, hands):
    watch.start(0)
    assert ticks(watch, hands, 100) == 0
    hands.wall += 3600
    told = []
    watch.away.connect(lambda: told.append(1))
    watch.tick()
    assert told == [1]


@pytest.fixture
def window(open_window, tmp_path):
    path = tmp_path / "账本.jiebei"
    with Session.create(path, PASSWORD) as session:
        session.ledger.add_book(demo.employee(app.today()))
    return open_window(path, PASSWORD)


def test_a_locked_ledger_is_closed_shows_nothing_and_comes_back_to_its_page(window, qtbot):
    window.go("debts")
    settle(window, qtbot)
    path = window.session.path
    assert window.locker.watch._timer.isActive()
    window.locker.watch.away.emit()
    settle(window, qtbot)
    screen = window.stack.currentWidget()
    assert window.session is None
    assert window.pages == {}
    assert path.name in screen.text.text()
    assert "nobody" not in screen.text.text(), "it may have been locked by hand"
    Session.open(path, PASSWORD).close()

    screen.password.edit.setText("wrong")
    screen.unlock_button.click()
    settle(window, qtbot)
    assert window.session is None
    assert "not it" in screen.password.help.text()

    screen.password.edit.setText(PASSWORD)
    screen.unlock_button.click()
    settle(window, qtbot)
    qtbot.waitUntil(lambda: window.current == "debts", timeout=WAIT_MS)
    assert window.session is not None


def test_a_lock_gives_memory_back_when_the_file_is_closed(window, qtbot, monkeypatch):
    free = []
    path = window.session.path
    monkeypatch.setattr(ledgers, "give_back", lambda: free.append(engine.is_open(path)))
    window.locker.watch.away.emit()
    qtbot.waitUntil(lambda: bool(free) and window.parts.lanes.idle(), timeout=WAIT_MS)
    assert free == [False]


def test_a_dialog_that_is_open_is_closed_before_the_ledger(window, qtbot):
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible, timeout=WAIT_MS)
    assert window.locker.lock()
    qtbot.waitUntil(lambda: window.session is None, timeout=WAIT_MS)
    assert not dialog.isVisible()


def test_whoever_is_locked_out_can_open_another_ledger(window, qtbot):
    window.menus.actions["lock"].trigger()
    settle(window, qtbot)
    screen = window.stack.currentWidget()
    window.use_language("zh_CN")
    qtbot.waitUntil(lambda: screen.title.text() == "账本已锁定", timeout=WAIT_MS)
    window.use_language("en")
    screen.leave_button.click()
    assert window.locker.path is None
    assert window.stack.currentWidget() is not screen


def test_without_a_password_there_is_nothing_to_lock(window, monkeypatch):
    told = []
    monkeypatch.setattr(window.parts.ask, "tell", lambda *words: told.append(words))
    window.protection_changed(on=False)
    window.menus.actions["lock"].trigger()
    assert told[0][0] == "There is nothing to lock"
    assert window.session is not None
    assert not window.locker.watch._timer.isActive()
    window.lock_after(30)
    assert window.preferences.lock_minutes == 30
    assert not window.locker.watch._timer.isActive()


def test_a_remembered_password_opens_the_ledger_without_a_question(window, qtbot, monkeypatch):
    path = window.session.path
    kept = {str(path.resolve()): PASSWORD}

    class Store:
        def get_password(self, _service, username):
            return kept.get(username)

    monkeypatch.setattr(password_store, "system_store", Store)
    window.remember_passwords(on=True)
    window.close_ledger()
    window.ledgers.open(path)
    settle(window, qtbot)
    qtbot.waitUntil(lambda: window.session is not None, timeout=WAIT_MS)

    # Changed elsewhere in the meantime: the user is asked.
    session = window.session
    window.parts.lanes.ledger(lambda: backups.set_password(session, "new"), lambda _left: None)
    settle(window, qtbot)
    window.close_ledger()
    asked = []
    monkeypatch.setattr(window.parts.ask, "password", lambda *words: asked.append(words[:2]))
    window.ledgers.open(path)
    settle(window, qtbot)
    qtbot.waitUntil(lambda: bool(asked), timeout=WAIT_MS)
    assert asked == [(path.name, "Password")]


def test_a_machine_without_a_store_asks(window, qtbot, monkeypatch):
    def none():
        raise password_store.NoStore

    monkeypatch.setattr(password_store, "system_store", none)
    asked = []
    monkeypatch.setattr(window.parts.ask, "password", lambda *words: asked.append(words))
    window.remember_passwords(on=True)
    path = window.session.path
    window.close_ledger()
    window.ledgers.open(path)
    settle(window, qtbot)
    qtbot.waitUntil(lambda: bool(asked), timeout=WAIT_MS)
    assert window.session is None


def test_a_new_ledger_gets_its_password_and_a_cloud_folder_is_warned_of(
    window, qtbot, monkeypatch, tmp_path
):
    ask = window.parts.ask
    cloud = tmp_path / "OneDrive" / "新.jiebei"
    cloud.parent.mkdir()
    answers = {"place": cloud, "confirm": False, "password": None}
    monkeypatch.setattr(ask, "save_file", lambda *_words: answers["place"])
    monkeypatch.setattr(ask, "confirm", lambda *_words, **_kw: answers["confirm"])
    monkeypatch.setattr(ask, "new_password", lambda *_words: answers["password"])
    window.ledgers.choose_new()
    answers["confirm"] = True
    window.ledgers.choose_new()
    assert not cloud.exists()
    answers["password"] = "geheim"
    window.ledgers.choose_new()
    settle(window, qtbot)
    qtbot.waitUntil(lambda: window.session is not None, timeout=WAIT_MS)
    settle(window, qtbot)
    assert window.session.path == cloud
    assert window.session.ledger.protected
    assert "OneDrive" in window.status.place_label.text()
    answers["place"] = None
    window.ledgers.choose_new()
    assert window.session.path == cloud
