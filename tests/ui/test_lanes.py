from __future__ import annotations

import threading

import pytest
from inline_lanes import InlineLanes
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QLabel
from waits import WAIT_MS

from jiebei_desktop.ui.lanes import Lease, QtLanes


@pytest.fixture
def lanes(qapp):
    made = QtLanes()
    yield made
    assert made.close()


def test_ledger_jobs_run_one_after_another_off_the_window_thread(lanes, qtbot):
    seen, answers = [], []

    def job(number):
        seen.append((number, threading.get_ident()))
        return number

    for number in range(20):
        lanes.ledger(lambda number=number: job(number), answers.append)
    qtbot.waitUntil(lambda: len(answers) == 20, timeout=WAIT_MS)
    assert answers == list(range(20))
    assert [number for number, _ in seen] == answers
    assert {thread for _, thread in seen} != {threading.get_ident()}
    assert lanes.idle()


def test_only_the_newest_request_of_a_name_is_answered(lanes, qtbot):
    gate, answers, ran = threading.Event(), [], []
    lanes.ledger(gate.wait, lambda _: None)
    for number in range(5):
        lanes.ledger(lambda number=number: ran.append(number), answers.append, latest="page")
    gate.set()
    qtbot.waitUntil(lanes.idle, timeout=WAIT_MS)
    assert ran == [4]
    assert answers == [None]


def test_a_failure_goes_to_its_asker_or_to_everyone(lanes, qtbot):
    told = []

    def broken():
        raise ValueError("no")

    lanes.side(broken, told.append, failed=told.append)
    qtbot.waitUntil(lambda: len(told) == 1, timeout=WAIT_MS)
    assert isinstance(told[0], ValueError)
    with qtbot.waitSignal(lanes.failure, timeout=300_000) as caught:
        lanes.side(broken, told.append)
    assert isinstance(caught.args[0], ValueError)


def test_being_busy_is_announced_once_for_many_jobs(lanes, qtbot):
    told = []
    lanes.busy.connect(told.append)
    for _ in range(3):
        lanes.side(lambda: None, lambda _: None)
    qtbot.waitUntil(lanes.idle, timeout=WAIT_MS)
    assert told == [True, False]


def test_between_two_answers_that_come_at_once_the_window_does_what_waits(lanes, qtbot):
    """A click comes between them; shown in one turn they hold it for as long as all together."""
    order, click = [], QTimer()
    click.setSingleShot(True)
    click.timeout.connect(lambda: order.append("click"))

    def first():
        order.append("first")
        click.start(0)

    lanes.next_turn(first)
    lanes.next_turn(lambda: order.append("second"))
    qtbot.waitUntil(lambda: len(order) == 3, timeout=WAIT_MS)
    assert order[1] == "click"


def test_an_answer_comes_while_the_one_before_waits_for_the_user(lanes, qtbot):
    order, dialog = [], QEventLoop()
    QTimer.singleShot(WAIT_MS, dialog.quit)

    def first():
        order.append("asked")
        dialog.exec()
        order.append("told")

    lanes.next_turn(first)
    lanes.next_turn(lambda: order.append("second"))
    lanes.next_turn(dialog.quit)
    qtbot.waitUntil(lanes.idle, timeout=WAIT_MS)
    assert order == ["asked", "second", "told"]


def test_inline_lanes_answer_at_once_and_let_errors_through():
    answers = []
    lanes = InlineLanes()
    lanes.ledger(lambda: 1, answers.append, latest="x")
    lanes.side(lambda: 2, answers.append)
    assert answers == [1, 2]
    with pytest.raises(ZeroDivisionError):
        lanes.ledger(lambda: 1 // 0, answers.append)
    lanes.ledger(lambda: 1 // 0, answers.append, failed=answers.append)
    assert isinstance(answers[-1], ZeroDivisionError)


def test_an_answer_for_a_ledger_that_was_closed_goes_nowhere(lanes, qtbot):
    lease, told = Lease(lanes), []
    gate = threading.Event()

    def broken():
        gate.wait()
        raise ValueError("no")

    lease.ledger(lambda: "early", told.append)
    qtbot.waitUntil(lambda: told == ["early"], timeout=WAIT_MS)
    lease.side(gate.wait, told.append)
    lease.side(broken, told.append, failed=told.append)
    lease.end()
    gate.set()
    qtbot.waitUntil(lanes.idle, timeout=WAIT_MS)
    assert told == ["early"]


def test_an_answer_for_a_dialog_that_was_closed_goes_nowhere(lanes, qtbot):
    class Asking(QDialog):
        def __init__(self):
            super().__init__()
            self.said = QLabel(self)

        def show_answer(self, text):
            self.said.setText(text)

    lease, gate = Lease(lanes), threading.Event()
    dialog = Asking()
    lease.side(gate.wait, dialog.show_answer)
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gate.set()
    qtbot.waitUntil(lanes.idle, timeout=WAIT_MS)
