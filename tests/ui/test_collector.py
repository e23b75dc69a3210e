from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from waits import WAIT_MS

from jiebei_desktop.ui.collector import MANY, WHOLE_EVERY, Collector
from jiebei_desktop.ui.lanes import QtLanes

STATES = Qt.ApplicationState


class Knot:
    """Something that holds itself and that only a collection frees."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp):
    made = Collector(qapp)
    made.start()
    yield made
    gc.unfreeze()
    made.deleteLater()


def knot() -> weakref.ref[Knot]:
    return weakref.ref(Knot())


def test_a_young_knot_goes_with_the_next_tick(collector):
    assert collector.running()
    assert not gc.isenabled()
    found = knot()
    assert found() is not None
    assert collector.tick() > 0
    assert found() is None


def test_what_a_lane_makes_by_the_thousand_does_not_wait_for_the_tick(collector, qtbot):
    """A library read in a lane left its objects to one tick, which then held the window 60 ms."""
    lanes = QtLanes()
    lanes.busy.connect(collector.look_often)
    gate, found, many = threading.Event(), knot(), []

    def read():
        many.extend([] for _ in range(MANY))
        gate.wait()

    lanes.side(read, lambda _nothing: None)
    assert collector._often.isActive()
    qtbot.waitUntil(lambda: found() is None, timeout=WAIT_MS)
    gate.set()
    qtbot.waitUntil(lanes.idle, timeout=WAIT_MS)
    assert not collector._often.isActive()  # nothing is under way
    assert lanes.close()


@pytest.mark.parametrize(
    ("state", "left"), [(STATES.ApplicationActive, True), (STATES.ApplicationInactive, False)]
)
def test_an_old_knot_waits_until_the_user_is_elsewhere(collector, monkeypatch, state, left):
    monkeypatch.setattr(QGuiApplication, "applicationState", staticmethod(lambda: state))
    held = Knot()
    gc.collect()
    found = weakref.ref(held)
    del held
    for _tick in range(WHOLE_EVERY):
        collector.tick()
    assert (found() is not None) is left


def test_closing_a_ledger_frees_everything_soon(collector, qtbot):
    held = Knot()
    gc.collect()
    found = weakref.ref(held)
    del held
    collector.soon()
    qtbot.waitUntil(lambda: found() is None, timeout=WAIT_MS)
