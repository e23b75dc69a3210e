from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from waits import WAIT_MS

from jiebei_desktop.ui.pause import Pause


@pytest.fixture
def told():
    return []


@pytest.fixture
def holder(qapp):
    return QObject()


def test_a_wait_ends_once_and_only_when_it_is_on(holder, told):
    pause = Pause(holder, 10, lambda: told.append(1))
    pause.finish()
    assert told == []
    pause.begin()
    pause.begin()
    assert pause.waiting
    pause.finish()
    pause.finish()
    assert told == [1]
    assert not pause.waiting


def test_what_was_cancelled_never_comes(holder, told):
    pause = Pause(holder, 10, lambda: told.append(1))
    pause.begin()
    pause.cancel()
    pause.finish()
    assert told == []


def test_by_the_clock_it_ends_by_itself(qtbot, holder, told, monkeypatch):
    monkeypatch.setattr(Pause, "by_clock", True)
    pause = Pause(holder, 1, lambda: told.append(1))
    pause.begin()
    qtbot.waitUntil(lambda: told == [1], timeout=WAIT_MS)
    assert not pause.waiting
