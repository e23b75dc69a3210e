"""The question about a fallen income stands on every page it matters to and is answered there."""

from __future__ import annotations

from datetime import date

import pytest
from screens import on_screen

from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import Book, Cash, Entry, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.picture import picture
from jiebei_desktop.text import current
from jiebei_desktop.ui.pages.affordability import AffordabilityPage
from jiebei_desktop.ui.pages.cashflow import CashflowPage
from jiebei_desktop.ui.pages.life_events import LifeEventsPage
from jiebei_desktop.ui.pages.overview import OverviewPage

DAY = date(2026, 11, 22)
PAGES = (OverviewPage, CashflowPage, AffordabilityPage, LifeEventsPage)


def fallen(side=(2_500,) * 7 + (1_900,) * 3) -> Book:
    """Return ten months of a wage, of a second income, and of living."""
    rows = []
    for place, second in enumerate(side):
        month = Month.of(DAY).plus(place - len(side))
        for day, code, yuan in ((10, "A1", 8_600), (12, "A5", second), (5, "B1", 2_800),
                                (18, "C1", 4_200)):  # fmt: skip
            kind = EntryKind.INCOME if code < "B" else EntryKind.EXPENSE
            rows.append(
                Entry(date=month.day(day), kind=kind, amount=Fen(yuan * 100), category=code,
                      counterparty="单位")
            )  # fmt: skip
    return Book(
        entries=tuple(rows), cash=(Cash(name="余额", amount=Fen(320_000), as_of=DAY),)
    )  # fmt: skip


@pytest.fixture
def make(qtbot, desk, empty_ledger):
    empty_ledger.ledger.add_book(fallen())

    def make_page(page_class):
        return desk.shown(qtbot, page_class, empty_ledger, height=742)

    return make_page


@pytest.mark.parametrize("page_class", PAGES)
def test_a_page_asks_and_one_press_of_either_button_answers_it(make, page_class, empty_ledger):
    page = make(page_class)
    asked = page.questions
    assert asked.isVisible()
    assert "24%" in asked.question.text()
    assert "lower 1,900 counts" in asked.reading.text()
    kinds = {button.property("kind") for button in (asked.lasting_button, asked.other_button)}
    assert kinds == {"default"}
    asked.lasting_button.click()
    assert not asked.isVisible()
    (event,) = empty_ledger.ledger.events()
    assert (event.kind, event.amount) == (EventKind.INCOME_CHANGES, 190_000)
    empty_ledger.history.undo()
    page.reload()
    assert asked.isVisible()
    assert asked.other_button.isEnabled()
    asked.other_button.click()
    assert not asked.isVisible()
    assert empty_ledger.ledger.events() == ()
    assert picture(empty_ledger, DAY).money("income.usual") == 1_092_000


def test_a_page_without_a_question_shows_none(qtbot, desk, employee):
    page = on_screen(qtbot, OverviewPage(desk.context(employee)))
    assert not page.questions.isVisible()
    page.questions.lasting_button.click()
    assert employee.history.undo_label != "answer-question"


def test_several_questions_are_asked_one_after_another(make, empty_ledger, desk):
    wages = [8_600] * 5 + [4_000] * 5
    for entry, wage in zip(
        [e for e in empty_ledger.book().entries if e.category == "A1"], wages, strict=True
    ):
        empty_ledger.ledger.add_book(
            Book(entries=(Entry(date=entry.date, kind=EntryKind.INCOME, amount=Fen(wage * 100),
                                category="A3"),))
        )  # fmt: skip
    page = make(CashflowPage)
    assert len(page.questions.open) == 2
    assert "1 more question" in page.questions.reading.text()
    page.questions.lasting_button.click()
    assert len(page.questions.open) == 1
    assert "more question" not in page.questions.reading.text()


def test_amounts_of_a_question_are_hidden_and_its_buttons_stand_below_on_a_narrow_page(make, desk):
    page = make(CashflowPage)
    desk.masking.use(on=True)
    shown = (page.questions.question.text(), page.questions.lasting_button.text())
    assert not any("1,900" in text for text in shown)
    page.resize(520, 742)
    page.questions.resize(480, 120)
    page.questions.layout().activate()
    assert page.questions.lasting_button.parentWidget().y() > page.questions.reading.y()


def test_the_list_of_changes_holds_what_waits_for_an_answer(make, empty_ledger):
    empty_ledger.ledger.add_book(
        Book(events=(LifeEvent(kind=EventKind.INCOME_ENDS, start=date(2027, 4, 1), category="A5"),))
    )
    current.use("zh_CN")
    page = make(LifeEventsPage)
    rows = [[page.list.model.index(row, column).data() for column in range(5)] for row in range(2)]
    assert rows[0] == ["1", "2026-08-01", "家人分担变少", "2,500 → 1,900\n账本看出来的", "等你回答"]
    assert rows[1][-1] == "还没到"
    page.list.open(page.list.model.index(0, 0))
    assert not page.editor.is_open
    page._remove_line(page.list.model.rows()[0])
    assert len(empty_ledger.ledger.events()) == 1
