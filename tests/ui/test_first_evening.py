"""The first evening with mouse and keys alone: five numbers, a debt, a plan as PDF, the call."""

from __future__ import annotations

import pytest
from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from waits import WAIT_MS, settle

from jiebei_desktop import app

CLICKS, KEYS = 3, 4
"""What the way takes beside typing figures; it may get shorter, never longer (docs/qa.md)."""
CONTROL = Qt.KeyboardModifier.ControlModifier


class Hand(Struct):
    """Clicks what is seen and types where the focus is; counts both."""

    window: QWidget
    clicks: int = 0
    keys: int = 0

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible()
        assert widget.isEnabled()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.clicks += 1

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.keys += 1

    def fill(self, *figures: str) -> None:
        """Type figures one after another, Tab between; neither counts, they are the facts."""
        for place, figure in enumerate(figures):
            if place:
                QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            QTest.keyClicks(QApplication.focusWidget(), figure)


def in_front(window, qtbot) -> None:
    """Give the window the keys again, as a window manager does when a dialog has gone."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=WAIT_MS)


def plan_and_call(window, qtbot, hand, out) -> None:
    """Write the request to a file and go to the call, by their keys."""
    in_front(window, qtbot)
    hand.press(Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=WAIT_MS)
    dialog = QApplication.activeModalWidget()
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=WAIT_MS)
    hand.click(dialog.save_button)
    settle(window, qtbot)
    assert out.read_bytes().startswith(b"%PDF")
    in_front(window, qtbot)
    hand.press(Qt.Key.Key_L, CONTROL)
    settle(window, qtbot)
    assert window.current == "call"


@pytest.fixture
def window(qapp, qtbot, tmp_path, _pages_loaded):
    made = app.build(qapp, app.LaunchOptions(language="zh_CN"), tmp_path / "data")
    qtbot.addWidget(made)
    made.show()
    made.resize(1366, 768)
    made.show_welcome()
    in_front(made, qtbot)
    yield made
    made.close()
    settle(made, qtbot)


def test_from_nothing_to_a_plan_and_a_call(window, qtbot, tmp_path, monkeypatch):
    hand, ask, out = Hand(window), window.parts.ask, tmp_path / "方案.pdf"
    monkeypatch.setattr(ask, "save_file", lambda *_words: tmp_path / "我的账本.jiebei")
    monkeypatch.setattr(ask, "new_password", lambda *_words: "")
    welcome = window.stack.currentWidget()
    hand.click(welcome.doors.guide.button)
    hand.fill("10500", "7000", "38988", "4446", "+3", "2427", "3200")
    qtbot.waitUntil(lambda: "¥" in welcome.numbers.range.text(), timeout=WAIT_MS)
    hand.click(welcome.numbers.next_button)
    qtbot.waitUntil(lambda: window.session is not None, timeout=WAIT_MS)
    settle(window, qtbot)
    assert len(window.session.ledger.debts()) == 2

    hand.press(Qt.Key.Key_D, CONTROL)
    settle(window, qtbot)
    hand.fill("9000", "1021.50", "+8")
    hand.press(Qt.Key.Key_Return, CONTROL)
    settle(window, qtbot)
    assert QApplication.activeModalWidget() is None
    assert len(window.session.ledger.debts()) == 3

    monkeypatch.setattr(ask, "save_file", lambda *_words: out)
    plan_and_call(window, qtbot, hand, out)
    assert hand.clicks <= CLICKS
    assert hand.keys <= KEYS
