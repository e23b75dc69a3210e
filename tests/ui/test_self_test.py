from __future__ import annotations

import sys
import threading

from jiebei_desktop.ui import self_test


def test_a_check_that_breaks_is_told_and_the_others_still_run():
    def broken(_bench):
        self_test.need(good=False, why="no font")

    def surprising(_bench):
        raise KeyError("x")

    checks = {"a": broken, "b": surprising, "c": lambda _bench: {"n": 1}}
    report = self_test.examine(None, checks)
    assert report["ok"] is False
    assert [report["checks"][name]["ok"] for name in "abc"] == [False, False, True]
    assert "no font" in report["checks"]["a"]["why"]
    assert report["checks"]["b"]["trace"]
    assert report["checks"]["c"]["facts"] == {"n": 1}


def test_the_guard_watches_for_what_is_uncaught_and_for_hanging(monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    watchdog = self_test.guard(600.0)
    assert sys.excepthook is self_test._uncaught
    assert watchdog.daemon
    assert isinstance(watchdog, threading.Timer)
    watchdog.cancel()
