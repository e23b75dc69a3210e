from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QToolTip, QWidget

from jiebei_desktop.ui.dialogs import QtAsk
from jiebei_desktop.ui.plain import as_typed, no_shortcut

PICTURE = '<img src="/etc/hostname">小店'


def test_a_tooltip_with_markup_shows_the_signs_as_typed(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setToolTip(as_typed(PICTURE))
    widget.show()
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), widget.mapToGlobal(QPoint(1, 1)))
    QApplication.sendEvent(widget, event)
    assert "&lt;img" in QToolTip.text()
    assert "<img" not in QToolTip.text()
    QToolTip.hideText()


def test_plain_text_stays_as_it_is():
    for text in ("小店", "a & b", "1 < 2", "", "two\nlines"):
        assert as_typed(text) == text
    assert as_typed("<b>x</b>\ny") == "<qt>&lt;b&gt;x&lt;/b&gt;<br>y</qt>"
    assert no_shortcut("A&B") == "A&&B"


def test_message_boxes_show_names_as_plain_text(theme):
    box = QtAsk(theme)._box(PICTURE, PICTURE)
    labels = [label for label in box.findChildren(QLabel) if label.text() == PICTURE]
    assert len(labels) == 2
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def asked(window) -> QWidget:
    """Return the question over a window, its words shown as typed."""
    (dialog,) = (each for each in window.findChildren(QDialog) if each.isVisible())
    (label,) = (each for each in dialog.findChildren(QLabel) if each.text() == PICTURE)
    assert label.textFormat() == Qt.TextFormat.PlainText
    return dialog


def test_a_choice_shows_every_item_and_tells_equal_ones_apart(theme, qtbot):
    window, answers = QWidget(), []
    qtbot.addWidget(window)
    window.show()
    for row, agree in ((None, True), (0, True), (2, True), (1, False)):
        items = ["same", "other", "same"]
        QtAsk(theme, window).choose("title", PICTURE, items, answers.append, again=None)
        dialog = asked(window)
        if row is not None:
            dialog.choices.setCurrentRow(row)
        (dialog.save_button if agree else dialog.cancel_button).click()
    assert answers == [0, 0, 2, None]


def test_a_line_is_typed_over_answered_by_enter_and_by_escape_with_nothing(theme, qtbot):
    window, answers = QWidget(), []
    qtbot.addWidget(window)
    window.show()
    ask = QtAsk(theme, window)
    ask.text("title", PICTURE, answers.append, again=lambda page: page, value="before")
    assert asked(window).line.edit.text() == "before"
    QTest.keyClicks(asked(window).line.edit, "new")
    QTest.keyClick(asked(window).line.edit, Qt.Key.Key_Return)
    ask.password("title", PICTURE, answers.append)
    assert asked(window).line.edit.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClick(asked(window), Qt.Key.Key_Escape)
    assert answers == ["new", None]
