"""A change of look visits what can be seen, once; a hidden page follows when it is shown."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QCheckBox, QLineEdit, QStackedWidget, QWidget

from jiebei_desktop.ui.page import Page
from jiebei_desktop.ui.widgets.basics import Button, Label, frame
from jiebei_desktop.ui.widgets.card import Card


class Several(Page):
    """A page with cards in cards, so that every widget has ancestors."""

    def __init__(self, context) -> None:
        super().__init__(context)
        card = Card(context.theme)
        self.body.addWidget(card)
        self.label, self.box, self.edit = Label("figure", "severe"), QCheckBox("b"), QLineEdit("e")
        self.button = Button(context.theme, "primary", "plus")
        self.own = frame("card")
        self.own.setStyleSheet("QFrame[class='card'] { border: 3px solid #ff0000; }")
        for widget in (self.label, self.box, self.edit, self.button, self.own):
            card.body.addWidget(widget)
        self.label.setText("12.34")

    def title(self) -> str:
        return "Several"


class Counting(QObject):
    """Counts how often each widget is told of another style."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: Counter[QObject] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.StyleChange:
            self.seen[watched] += 1
        return False


@pytest.fixture
def pages(qapp, qtbot, desk, empty_ledger):
    """Two pages of one stack: the first is seen."""
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    made = [Several(desk.context(empty_ledger)) for _ in range(2)]
    for page in made:
        stack.addWidget(page)
    stack.resize(600, 400)
    stack.show()
    for at in (1, 0):
        stack.setCurrentIndex(at)
        qapp.processEvents()
    return stack, *made


def whole(page: QWidget) -> list[QWidget]:
    return [page, *page.findChildren(QWidget)]


def test_a_switch_tells_each_widget_on_screen_once_and_none_of_a_hidden_page(qapp, theme, pages):
    _, seen, hidden = pages
    counting = Counting()
    qapp.installEventFilter(counting)
    theme.use(choice="dark")
    qapp.removeEventFilter(counting)
    told = [counting.seen[each] for each in whole(seen) if each is not seen.own]
    assert len(told) > 15
    assert set(told) == {1}
    assert not any(counting.seen[each] for each in whole(hidden))


def test_a_hidden_page_is_told_when_it_is_shown_and_only_then(qapp, theme, pages):
    stack, _, hidden = pages
    theme.use(choice="dark")
    theme.use(zoom=125)
    counting = Counting()
    qapp.installEventFilter(counting)
    stack.setCurrentWidget(hidden)
    first = [counting.seen[each] for each in whole(hidden)]
    stack.setCurrentIndex(0)
    stack.setCurrentWidget(hidden)
    qapp.removeEventFilter(counting)
    assert set(first) == {1}
    assert [counting.seen[each] for each in whole(hidden)] == first


def test_a_button_of_a_hidden_page_draws_its_icon_when_it_is_seen(qapp, theme, pages):
    stack, seen, hidden = pages
    before = hidden.button.icon().cacheKey()
    theme.use(choice="dark")
    assert hidden.button.icon().cacheKey() == before
    stack.setCurrentWidget(hidden)
    assert hidden.button.icon().cacheKey() == seen.button.icon().cacheKey() != before


@pytest.mark.parametrize(("choice", "zoom"), [("dark", 100), ("light", 150)])
def test_a_page_looks_the_same_whether_it_was_seen_at_the_switch_or_not(
    qapp, theme, pages, choice, zoom
):
    stack, seen, hidden = pages
    theme.use(choice=choice, zoom=zoom)
    looks = []
    for page in (seen, hidden):
        stack.setCurrentWidget(page)
        stack.setFocus()  # no frame of the focus, no cursor
        for _ in range(5):
            qapp.processEvents()
        looks.append(page.grab().toImage())
    assert looks[0] == looks[1]


def test_a_style_of_its_own_stays_with_a_widget_through_switches(qapp, theme, pages):
    _, seen, _ = pages
    for choice in ("dark", "light"):
        theme.use(choice=choice)
        qapp.processEvents()
        assert seen.own.grab().toImage().pixelColor(1, seen.own.height() // 2).name() == "#ff0000"


def test_a_switch_leaves_the_marks_of_the_toolkit_as_they_were(theme, pages):
    from PySide6.QtCore import Qt

    _, seen, _ = pages
    marks = (Qt.WidgetAttribute.WA_WState_Polished, Qt.WidgetAttribute.WA_SetStyle)
    before = [[each.testAttribute(mark) for mark in marks] for each in whole(seen)]
    theme.use(choice="dark")
    assert [[each.testAttribute(mark) for mark in marks] for each in whole(seen)] == before


def test_pages_of_a_closed_ledger_are_passed_over_before_they_are_collected(
    qapp, theme, desk, empty_ledger
):
    page = Several(desk.context(empty_ledger))
    page.itself = page  # the cycle keeps the wrapper until the next collection
    page.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.use(choice="dark")
    assert theme.scheme == "dark"


def test_the_toolkit_forgets_pages_that_went_after_a_switch(qapp, theme, desk, empty_ledger):
    made = [Several(desk.context(empty_ledger)) for _ in range(3)]
    for page in made:
        page.show()
        qapp.processEvents()
        page.hide()
    for choice in ("dark", "light"):
        theme.use(choice=choice)
        [each.sizeHint() for page in made for each in whole(page)]
    for page in made:
        page.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet(theme.sheet() + " ")  # visits every widget the toolkit knows
    theme.use(choice="dark")
