"""A day typed as people write it, stepped, picked; one stop for Tab."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from jiebei_desktop.text import current
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.day_line import DayLine
from jiebei_desktop.ui.widgets.quick_date import QuickDate

DAY = date(2026, 11, 22)


@pytest.fixture
def row(qtbot, theme):
    """Three fields side by side in a window that is active."""
    made = QWidget()
    across = QHBoxLayout(made)
    made.before, made.day, made.after = QLineEdit(), DateEdit(DAY), QLineEdit()
    for each in (made.before, made.day, made.after):
        across.addWidget(each)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("11-8", date(2026, 11, 8)),
        ("1-3", date(2027, 1, 3)),
        ("+3", date(2026, 11, 25)),
        ("-2", date(2026, 11, 20)),
        ("t", DAY),
        ("5", date(2026, 11, 5)),
        ("2027-02-28", date(2027, 2, 28)),
        ("8 Nov 2026", date(2026, 11, 8)),
        ("+", date(2026, 11, 23)),
        ("--", date(2026, 11, 20)),
    ],
)
def test_what_is_typed_into_a_field_that_was_tabbed_to(row, typed, meant):
    row.before.setFocus()
    QTest.keyClick(row.before, Qt.Key.Key_Tab)
    assert row.day.hasFocus()
    QTest.keyClick(row.day, Qt.Key.Key_Delete)
    QTest.keyClicks(row.day, typed)
    QTest.keyClick(row.day, Qt.Key.Key_Tab)
    assert row.after.hasFocus()
    assert row.day.value() == meant
    assert row.day.text() == f"{meant.day} {meant:%b} {meant.year}"


def test_typing_in_a_clicked_field_replaces_the_day(row):
    QTest.mouseClick(row.day, Qt.MouseButton.LeftButton)
    QTest.keyClicks(row.day, "11-8")
    assert row.day.value() == date(2026, 11, 8)


def test_a_second_click_leaves_the_cursor_for_mending(row):
    QTest.mouseClick(row.day, Qt.MouseButton.LeftButton)
    assert row.day.hasSelectedText()
    QTest.mouseClick(row.day, Qt.MouseButton.LeftButton)
    assert not row.day.hasSelectedText()


def test_arrows_step_days_and_page_keys_months(row):
    told = []
    row.day.dateChanged.connect(told.append)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        QTest.keyClick(row.day, key)
    assert told == [date(2026, 11, 23), DAY, date(2026, 12, 22), DAY]


@pytest.mark.parametrize("typed", ["nonsense", "13-40", "2026-13-01", "0"])
def test_a_text_that_means_no_day_stays_and_is_marked_until_it_is_another(row, typed):
    QTest.mouseClick(row.day, Qt.MouseButton.LeftButton)
    QTest.keyClicks(row.day, typed)
    assert not row.day.property("problem"), "it is half-typed"
    QTest.keyClick(row.day, Qt.Key.Key_Tab)
    assert (row.day.text(), row.day.value()) == (typed, DAY)
    assert row.day.property("problem") is True
    assert "Not a day" in row.day.problem()
    current.use("zh_CN")
    QApplication.sendEvent(row.day, QEvent(QEvent.Type.LanguageChange))
    assert row.day.text() == typed
    QTest.mouseClick(row.day, Qt.MouseButton.LeftButton)
    row.day.selectAll()
    QTest.keyClicks(row.day, "11-8")
    assert row.day.property("problem") is False
    QTest.keyClick(row.day, Qt.Key.Key_Tab)
    assert (row.day.text(), row.day.problem()) == ("2026年11月8日", "")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        *(
            (partial(DateEdit, DAY), typed)
            for typed in ("1900-1-1", "1999年12月31日", "1 Jan 2999")
        ),
        *((partial(DayLine, lambda: DAY), typed) for typed in ("1900-1-1", "21000101")),
    ],
)
def test_a_day_that_no_ledger_holds_is_told_which_years_are(qtbot, kind, typed):
    """Written as the language writes it, it became the nearest one there is, without a word."""
    edit = kind()
    qtbot.addWidget(edit)
    edit.setText(typed)
    edit.textEdited.emit(typed)
    edit.editingFinished.emit()
    assert edit.judge() == "A ledger holds the years 2000 to 2099"
    assert edit.text() == typed


@pytest.mark.parametrize("typed", ["", "  ", "+-", "-+"])
def test_an_emptied_field_is_no_day_until_one_is_written(row, typed):
    """The day of before does not come back: nobody wrote it."""
    QTest.mouseClick(row.day, Qt.MouseButton.LeftButton)
    QTest.keyClick(row.day, Qt.Key.Key_Delete)
    QTest.keyClicks(row.day, typed)
    QTest.keyClick(row.day, Qt.Key.Key_Tab)
    assert row.day.text() == typed
    assert row.day.property("problem") is True
    row.day.retype(row.day.typed())
    assert row.day.problem()
    QTest.keyClick(row.day, Qt.Key.Key_Up)
    assert (row.day.problem(), row.day.value()) == ("", date(2026, 11, 23))


def test_a_day_outside_what_a_ledger_holds_becomes_the_nearest_it_does(row):
    row.day.set_value(date(2140, 1, 1))
    assert row.day.value() == date(2099, 12, 31)


def test_a_chinese_day_is_shown_and_typed(row):
    current.use("zh_CN")
    QApplication.sendEvent(row.day, QEvent(QEvent.Type.LanguageChange))
    assert row.day.text() == "2026年11月22日"
    row.day.selectAll()
    QTest.keyClicks(row.day, "11.8")
    row.day.tidy()
    assert row.day.text() == "2026年11月8日"


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_a_day_is_picked_in_the_calendar(row):
    QTest.keyClick(row.day, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    row.day._calendar.clicked.emit(QDate(2026, 12, 24))
    assert row.day.value() == date(2026, 12, 24)
    assert row.day._calendar is None


def test_days_count_from_today_and_not_from_the_day_shown(qtbot, theme):
    edit = DateEdit(date(2025, 1, 1), DAY)
    qtbot.addWidget(edit)
    edit.selectAll()
    QTest.keyClicks(edit, "+3")
    assert edit.value() == date(2026, 11, 25)


def test_enter_saves_what_was_typed_last(qtbot, theme):
    edit = QuickDate(lambda: DAY)
    qtbot.addWidget(edit)
    seen = []
    edit.entered.connect(lambda: seen.append(edit.value()))
    edit.selectAll()
    QTest.keyClicks(edit, "11-9")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert seen == [date(2026, 11, 9)]


def test_a_field_destroyed_with_half_a_day_in_it_ends_nothing(qtbot, theme):
    """It loses the focus on its way; before, the process ended there."""
    made = QWidget()
    across = QHBoxLayout(made)
    made.day = DateEdit(DAY)
    across.addWidget(made.day)
    made.show()
    made.activateWindow()
    made.day.setFocus()
    made.day.selectAll()
    QTest.keyClicks(made.day, "13-45")
    assert made.day.problem()
    made.deleteLater()
    del made
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert QApplication.focusWidget() is None
