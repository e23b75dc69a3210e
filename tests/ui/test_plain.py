from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QListView, QToolTip, QWidget

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


def answer(row, *, agree):
    """Press a row and a button of the dialog that is open."""
    dialog = QApplication.activeModalWidget()
    assert [label.text() for label in dialog.findChildren(QLabel)][:1] == [as_typed(PICTURE)]
    view = dialog.findChild(QListView)
    if row is not None:
        view.setCurrentIndex(view.model().index(row, 0))
    dialog.accept() if agree else dialog.reject()


def test_a_choice_shows_every_item_and_tells_equal_ones_apart(theme, qapp):
    for row, agree, expected in ((None, True, 0), (0, True, 0), (2, True, 2), (1, False, None)):
        QTimer.singleShot(50, lambda row=row, agree=agree: answer(row, agree=agree))
        assert QtAsk(theme).choose("title", PICTURE, ["same", "other", "same"]) == expected
