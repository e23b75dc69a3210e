from __future__ import annotations

import gc
import os
import weakref
from datetime import date, timedelta
from threading import Event

import pytest
from sqlcipher3 import dbapi2
from waits import WAIT_MS, settle

from jiebei_desktop import app
from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping import backups, salvage
from jiebei_desktop.services.keeping.backups import CopyState
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import imports
from jiebei_desktop.ui import damage_dialog
from jiebei_desktop.ui.damage_dialog import Way
from jiebei_desktop.ui.patience import Patience
from jiebei_desktop.ui.self_test import statement_text
from jiebei_desktop.ui.status import StatusLine

DAY = date(2026, 11, 22)


def read_through(window, qtbot):
    """Let the reading in the background go on until it is over."""
    care = window.ledgers.care
    care.rest.finish()
    settle(window, qtbot)
    while care.pause.waiting:
        care.pause.finish()
        settle(window, qtbot)


def changed(path, sql):
    db = dbapi2.connect(str(path), isolation_level=None)
    db.execute(sql)
    db.close()


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "账本.jiebei"
    with Session.create(made) as session:
        session.ledger.add_book(demo.employee(app.today()))
    return made


def answering(window, monkeypatch, way):
    """Let the user choose one of the ways on; returns what was asked."""
    asked = []

    def choose(title, label, items, then, *, again):
        asked.append((title, label, list(items)))
        then(way)

    monkeypatch.setattr(window.parts.ask, "choose", choose)
    return asked


def test_the_status_bar_says_when_the_last_copy_was_made(open_window, path, qtbot):
    window = open_window(path)
    read_through(window, qtbot)
    assert "Last copy" in window.status.copy_label.text()
    assert window.status.copy_label.property("tone") == "text2"
    assert len(backups.listed(path)) == 1
    assert window.session.ledger.damage == ""


def test_the_first_page_comes_before_the_days_copy(open_window, path, qtbot):
    window = open_window(path)
    settle(window, qtbot)
    assert window.pages["overview"]._facts is not None
    assert backups.listed(path) == ()
    care, lanes = window.ledgers.care, window.parts.lanes
    going = Event()
    lanes.side(going.wait, lambda _done: None)
    care.rest.finish()  # nothing: the lanes are at work again
    assert not care.rest.waiting
    going.set()
    settle(window, qtbot)
    assert backups.listed(path) == ()
    care.rest.finish()
    settle(window, qtbot)
    assert len(backups.listed(path)) == 1
    lanes.side(lambda: None, lambda _done: None)
    settle(window, qtbot)
    assert not care.rest.waiting  # one copy a day


def test_a_ledger_that_is_closed_before_its_copy_is_left_alone(open_window, path, qtbot):
    window = open_window(path)
    settle(window, qtbot)
    window.close_ledger()
    settle(window, qtbot)
    assert not window.ledgers.care.rest.waiting
    window.ledgers.care.rest.finish()
    settle(window, qtbot)
    assert backups.listed(path) == ()


def test_copies_that_cannot_be_made_are_told_in_the_status_bar(open_window, path, qtbot):
    for home in (path.with_name(path.name + ".backups"), path.with_name(path.name + ".backups-2")):
        home.write_text("no folder")
    window = open_window(path)
    read_through(window, qtbot)
    assert window.status.copy_label.text() == "No copy could be made"
    assert window.status.copy_label.property("tone") == "severe"


@pytest.mark.parametrize(
    ("state", "words", "tone"),
    [
        (CopyState(newest=None, behind=False, failed=False), "No copy yet", "text2"),
        (CopyState(newest=DAY, behind=True, failed=False), "older than the changes", "severe"),
        (CopyState(newest=DAY, behind=False, failed=True), "one place", "caution"),
    ],
)
def test_every_state_of_the_copies_has_its_words(theme, qtbot, state, words, tone):
    line = StatusLine(theme)
    qtbot.addWidget(line)
    line.show_copies(state)
    assert words in line.copy_label.text()
    assert line.copy_label.property("tone") == tone


def test_copies_are_behind_when_changes_of_an_earlier_day_are_in_none(path):
    with Session.open(path) as session:
        copy = backups.make(session, DAY)
    moment = copy.stat().st_mtime
    os.utime(path, (moment - 60, moment - 60))
    later = DAY + timedelta(days=3)
    assert backups.state(path, later) == CopyState(newest=DAY, behind=False, failed=False)
    os.utime(path, (moment + 60, moment + 60))
    assert backups.state(path, later).behind
    assert not backups.state(path, DAY).behind
    assert backups.state(path, DAY - timedelta(days=1), failed=True).newest is None


def test_damage_that_is_found_in_the_background_is_told_with_the_best_copy(
    open_window, path, qtbot, monkeypatch
):
    window = open_window(path)
    read_through(window, qtbot)
    window.close_ledger()
    settle(window, qtbot)
    changed(path, "UPDATE entries SET note = 'x' WHERE id = 2")
    window = open_window(path)
    asked = answering(window, monkeypatch, 1)
    read_through(window, qtbot)
    qtbot.waitUntil(lambda: bool(asked), timeout=WAIT_MS)
    settle(window, qtbot)
    ((title, label, items),) = asked
    assert title == "This ledger is damaged"
    assert "entries" in label
    assert "Go back to the copy of" in items[0]
    assert window.session.path == path.with_name("账本-salvaged.jiebei")
    assert window.session.ledger.check() == ()


def test_a_ledger_that_is_damaged_when_it_opens_can_be_looked_at_only(
    open_window, path, qtbot, monkeypatch
):
    window = open_window(path)
    read_through(window, qtbot)
    window.close_ledger()
    settle(window, qtbot)
    changed(path, "UPDATE debts SET note = 'x'")
    before = path.read_bytes()
    answering(window, monkeypatch, 2)
    window.ledgers.open(path)
    qtbot.waitUntil(lambda: window.session is not None, timeout=WAIT_MS)
    settle(window, qtbot)
    assert window.status.saved_label.text() == "Damaged: nothing is written"
    assert window.session.ledger.damage == "debts"
    window.close_ledger()
    settle(window, qtbot)
    assert path.read_bytes() == before


def test_whoever_goes_no_way_is_back_at_the_doors(open_window, path, qtbot, monkeypatch):
    window = open_window(path)
    window.close_ledger()
    settle(window, qtbot)
    changed(path, "UPDATE debts SET note = 'x'")
    asked = answering(window, monkeypatch, None)
    window.ledgers.open(path)
    qtbot.waitUntil(lambda: bool(asked), timeout=WAIT_MS)
    assert window.session is None


def test_a_damaged_ledger_goes_back_to_its_copy(path):
    with Session.open(path) as session:
        book = session.book()
        backups.make(session, DAY)
    changed(path, "UPDATE debts SET note = 'x'")
    damage = salvage.look(path)
    with damage_dialog.carry_out(Way.RESTORE, damage, None, DAY) as session:
        assert session.book() == book


def test_without_a_copy_two_ways_are_left(path):
    changed(path, "UPDATE debts SET note = 'x'")

    class Asker:
        def choose(self, _title, _label, items, then, *, again):
            assert items == ["Make a new ledger of what is whole", "Only look at it"]
            then(0)

    damage, ways = salvage.look(path), []
    damage_dialog.ask(Asker(), damage, ways.append)
    assert ways == [Way.SALVAGE]
    with damage_dialog.carry_out(Way.SALVAGE, damage, None, DAY) as session:
        assert session.book().entries != ()


def test_wrong_passwords_take_longer_and_longer(qtbot, tmp_path):
    patience = Patience(None)
    seconds = []
    for _ in range(10):
        seconds.append(patience.seconds(tmp_path))
        patience.wrong(tmp_path)
    assert seconds == [0, 0, 1, 2, 4, 8, 16, 30, 30, 30]
    acted = []
    patience.then(tmp_path, lambda: acted.append("older"))
    patience.then(tmp_path, lambda: acted.append("newer"))
    assert acted == []
    patience.pause.finish()
    assert acted == ["newer"]
    patience.right(tmp_path)
    patience.then(tmp_path, lambda: acted.append("at once"))
    assert acted == ["newer", "at once"]


def test_a_lock_drops_the_session_and_its_password(open_window, tmp_path, qtbot):
    path = tmp_path / "a.jiebei"
    Session.create(path, "ZebraQuartz").close()
    window = open_window(path, "ZebraQuartz")
    session = weakref.ref(window.session)
    ledger = window.session.ledger
    assert window.locker.lock()
    settle(window, qtbot)
    assert ledger.password is None
    del ledger
    qtbot.waitUntil(lambda: (gc.collect(), session())[1] is None, timeout=WAIT_MS)


def test_after_the_first_import_a_second_place_is_named(open_window, path, qtbot, tmp_path):
    window = open_window(path)
    read_through(window, qtbot)
    bill = tmp_path / "bill.csv"
    bill.write_bytes(statement_text().encode("gb18030"))

    def bring(session):
        imports.book(session, imports.preview(session, bill))
        return Changes(frozenset({"import_batches"}))

    session = window.session
    window.parts.lanes.ledger(lambda: bring(session), window.notify)
    qtbot.waitUntil(lambda: "second place" in window.status.copy_label.text(), timeout=WAIT_MS)
    settle(window, qtbot)
    window.use_second_folder(str(tmp_path))
    window.status.show_ledger(path)
    window.notify(Changes(frozenset({"import_batches"})))
    settle(window, qtbot)
    assert not window.status._alone
