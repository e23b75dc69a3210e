"""The page of changes in life: list, editor, trial, questions, keys, empty state."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import Book, Entry, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.book.life_events import LifeEvents
from jiebei_desktop.services.reference.life_presets import PRESETS, preset_of
from jiebei_desktop.text import current
from jiebei_desktop.ui.pages.affordability import AffordabilityPage
from jiebei_desktop.ui.pages.cashflow import CashflowPage
from jiebei_desktop.ui.pages.ledger import LedgerPage
from jiebei_desktop.ui.pages.life_events import LifeEventsPage

ENDS = LifeEvent(kind=EventKind.INCOME_ENDS, start=date(2027, 4, 1), category="A1", name="兼职")
RENT = LifeEvent(
    kind=EventKind.SPENDING_CHANGES, start=date(2026, 12, 1), category="B1", amount=Fen(180_000)
)
PRESET = {preset.code: preset for preset in PRESETS}


@pytest.fixture
def make(qtbot, desk):
    def make_page(session):
        context = desk.context(session)
        page = LifeEventsPage(context)
        object.__setattr__(
            context, "notify", lambda changes: (desk.told.append(changes), page.changed(changes))
        )
        qtbot.addWidget(page)
        page.resize(1096, 740)
        page.show()
        return page

    return make_page


def shown(page):
    model = page.list.model
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_an_empty_page_says_what_belongs_here_and_begins_with_one_button(make, employee):
    page = make(employee)
    assert page.empty.isVisible()
    assert not page.add_button.isVisible()
    page.empty.primary.click()
    assert page.editor.form.isVisible()
    page.editor.cancel_button.click()
    assert page.empty.isVisible()


def test_a_change_is_written_and_saved(make, employee, desk):
    page = make(employee)
    page.arrive(do="add")
    form = page.editor.form
    form.what.edit.set_value(PRESET["wage_changes"])
    assert form.category.edit.code() == "A1"
    page.editor.save_button.click()
    assert form.amount.help.text() == "An amount is needed"
    assert LifeEvents(employee).all() == ()
    form.amount.edit.setText("6000")
    form.start.edit.set_value(date(2027, 1, 1))
    page.editor.save_button.click()
    (event,) = LifeEvents(employee).all()
    assert (event.kind, event.amount, event.start) == (
        EventKind.INCOME_CHANGES,
        600_000,
        date(2027, 1, 1),
    )
    assert desk.told[-1].tables == {"events"}
    assert not page.editor.is_open
    assert [row[:3] for row in shown(page)] == [("1", "2027-01-01", "Wage changes")]
    assert shown(page)[0][3] == "6,000"


def test_a_change_is_mended_and_taken_away_and_undo_brings_it_back(make, employee):
    LifeEvents(employee).add(ENDS)
    LifeEvents(employee).add(RENT)
    page = make(employee)
    assert [row[2] for row in shown(page)] == ["Rent changes", "兼职 ends"]
    page.list.open(page.list.model.index(1, 0))
    form = page.editor.form
    assert form.name.edit.text() == "兼职"
    assert not form.amount.isVisible()
    assert not form.ends.isVisible()
    form.start.edit.set_value(date(2027, 5, 1))
    page.editor.save_button.click()
    assert [event.start for event in LifeEvents(employee).all()] == [
        date(2026, 12, 1),
        date(2027, 5, 1),
    ]
    page.list.open(page.list.model.index(0, 0))
    page.editor.remove_button.click()
    assert [row[2] for row in shown(page)] == ["兼职 ends"]
    employee.history.undo()
    assert RENT in LifeEvents(employee).all()


def test_saving_without_a_change_writes_nothing(make, employee):
    LifeEvents(employee).add(ENDS)
    page = make(employee)
    page.list.open(page.list.model.index(0, 0))
    page.editor.save_button.click()
    assert employee.history.undo_label == "add-events"
    assert not page.editor.is_open


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.code)
def test_every_kind_of_change_can_be_told_and_comes_back_as_it_was(make, employee, preset):
    page = make(employee)
    page.begin()
    form = page.editor.form
    form.what.edit.set_value(preset)
    if form.amount.isVisible():
        form.amount.edit.setText("100")
    if form.until.isVisible():
        form.until.edit.set_value(date(2027, 3, 5))
    page.editor.save_button.click()
    (event,) = LifeEvents(employee).all()
    assert (event.kind, event.category) == (preset.kind, preset.category)
    assert preset_of(event) == preset
    page.list.open(page.list.model.index(0, 0))
    assert form.life_event() == event


def test_months_not_written_down_are_whole_months(make, employee):
    page = make(employee)
    page.begin()
    form = page.editor.form
    form.what.edit.set_value(PRESET["not_recorded"])
    form.start.edit.set_value(date(2026, 3, 9))
    form.until.edit.set_value(date(2026, 2, 1))
    page.editor.save_button.click()
    assert form.until.help.text() == "The end is before the start"
    form.until.edit.set_value(date(2026, 4, 2))
    page.editor.save_button.click()
    (event,) = LifeEvents(employee).all()
    assert (event.start, event.until) == (date(2026, 3, 1), date(2026, 4, 30))


def test_what_begins_may_have_a_last_day_and_a_cost_is_no_income(make, employee):
    page = make(employee)
    page.begin()
    form = page.editor.form
    form.what.edit.set_value(PRESET["benefit_starts"])
    form.amount.edit.setText("400")
    assert not form.until.isVisible()
    form.ends.setChecked(True)
    form.until.edit.set_value(date(2027, 12, 31))
    form.category.edit.setText("")
    page.editor.save_button.click()
    assert form.category.help.text() == "A category is needed"
    form.category.edit.setText("bz")
    page.editor.save_button.click()
    (event,) = LifeEvents(employee).all()
    assert (event.category, event.until) == ("A7", date(2027, 12, 31))
    assert shown(page)[0][4] == "until 2027-12-31"


def test_the_keys_begin_step_open_and_remove(make, employee):
    LifeEvents(employee).add(ENDS)
    LifeEvents(employee).add(RENT)
    page = make(employee)
    view = page.list.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_N)
    assert page.editor.is_open
    assert page.editor.opened is None
    view.selectRow(0)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert page.editor.opened == ENDS
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert LifeEvents(employee).all() == (ENDS,)


def test_amounts_are_hidden_with_the_others(make, employee, desk):
    LifeEvents(employee).add(RENT)
    page = make(employee)
    desk.masking.use(on=True)
    assert "1,800" not in shown(page)[0][3]


def test_the_page_speaks_chinese(make, employee):
    LifeEvents(employee).add(RENT)
    current.use("zh_CN")
    page = make(employee)
    assert page.heading.text() == "生活里的变化"
    assert shown(page)[0][2] == "房租变了"


@pytest.mark.parametrize("page_class", [CashflowPage, AffordabilityPage])
def test_the_pages_it_matters_to_lead_here(qtbot, desk, employee, page_class):
    page = page_class(desk.context(employee))
    qtbot.addWidget(page)
    page.show()
    page.life_button.click()
    assert desk.went[-1] == ("life_events", {})


def test_recurring_items_lead_here(qtbot, desk, employee):
    page = LedgerPage(desk.context(employee))
    qtbot.addWidget(page)
    page.recurring.life_button.click()
    assert desk.went[-1] == ("life_events", {})


def test_the_rail_marks_the_page_that_leads_here(open_window, tmp_path):
    from jiebei_desktop.services.keeping.session import Session

    path = tmp_path / "a.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(
            Book(entries=(Entry(date=date(2026, 10, 1), kind=EntryKind.INCOME, amount=Fen(1),
                                category="A1"),))
        )  # fmt: skip
    window = open_window(path)
    window.go("life_events")
    index = window.rail.main.currentIndex()
    assert window.rail.main.pages.entries[index.row()].name == "cashflow"
