"""The page of changes in life: list, editor, trial, questions, keys, empty state."""

from __future__ import annotations

import re
from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from screens import on_screen

from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.book.life_events import LifeEvents
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.picture import read
from jiebei_desktop.services.plans import life_trial
from jiebei_desktop.services.reference.life_presets import PRESETS, preset_of
from jiebei_desktop.text import current, formats
from jiebei_desktop.ui.pages.affordability import AffordabilityPage
from jiebei_desktop.ui.pages.cashflow import CashflowPage
from jiebei_desktop.ui.pages.ledger import LedgerPage
from jiebei_desktop.ui.pages.life_events import LifeEventsPage, words
from jiebei_desktop.ui.pages.life_events import page as life_page

ENDS = LifeEvent(kind=EventKind.INCOME_ENDS, start=date(2027, 4, 1), category="A1", name="兼职")
RENT = LifeEvent(
    kind=EventKind.SPENDING_CHANGES, start=date(2026, 12, 1), category="B1", amount=Fen(180_000)
)
DAY = date(2026, 11, 22)
PRESET = {preset.code: preset for preset in PRESETS}


@pytest.fixture
def make(qtbot, desk):
    def make_page(session):
        return desk.shown(qtbot, LifeEventsPage, session)

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
    assert shown(page)[0][3] == "→ 6,000"


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
    assert shown(page)[0][1] == "2026-11-22\n– 2027-12-31"
    assert shown(page)[0][3:] == ("+400", "in force")


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
    page = on_screen(qtbot, page_class(desk.context(employee)))
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


def typed(page, code="A5", start=date(2027, 4, 1)):
    page.begin()
    form = page.editor.form
    form.what.edit.set_value(PRESET["work_ends"])
    form.category.edit.set_code(code)
    form.start.edit.set_value(start)
    page.settling.finish()
    return page.editor.trial


def test_a_change_is_tried_out_before_it_is_saved(make, employee):
    page = make(employee)
    panel = typed(page)
    tried = life_trial.trial(
        read(employee, DAY),
        None,
        LifeEvent(kind=EventKind.INCOME_ENDS, start=date(2027, 4, 1), category="A5"),
    )
    assert tried.before.recommended != tried.after.recommended
    assert panel.before.text() == formats.whole(tried.before.recommended)
    assert panel.after.text() == formats.whole(tried.after.recommended)
    income = [formats.whole(each.income)[1:] for each in (tried.before, tried.after)]
    assert f"Income {income[0]} → {income[1]}" in panel.months.text()
    assert "April 2027" in panel.months.text()
    assert panel.bar.isVisible()
    assert "tell the lenders in February 2027" in panel.hint.text()
    assert LifeEvents(employee).all() == ()
    assert shown(page) == [("1", "2027-04-01", "From the family ends", "→ 0", "being written")]


def test_the_timeline_shows_the_change_being_written_and_forgets_it_when_cancelled(make, employee):
    LifeEvents(employee).add(RENT)
    page = make(employee)
    chart = page.timeline.chart
    assert page.timeline.isVisible()
    chart.table_button.click()
    assert len(chart.table.model().columns) == 2
    typed(page)
    assert len(chart.table.model().columns) == 3
    assert "With the change" in chart.accessibleDescription()
    page.editor.cancel_button.click()
    assert len(chart.table.model().columns) == 2
    assert not page.settling.waiting
    assert len(shown(page)) == 1


def test_what_is_missing_is_said_and_an_older_trial_is_not_shown(make, employee):
    page = make(employee)
    page.begin()
    form = page.editor.form
    form.what.edit.set_value(PRESET["wage_changes"])
    page.settling.finish()
    panel = page.editor.trial
    assert "still missing" in panel.name.text()
    assert not panel.after.isVisible()
    form.amount.edit.setText("6000")
    assert page.settling.waiting
    old = life_trial.trial(read(employee, DAY), None, ENDS)
    page._show_trial(old)
    assert not panel.after.isVisible()
    page.settling.finish()
    assert panel.after.isVisible()
    form.amount.edit.setText("6100")
    assert panel.after.property("tone") == "text3"


def test_a_change_that_leaves_nothing_says_why(make, employee):
    page = make(employee)
    panel = typed(page, code="A1", start=date(2026, 12, 1))
    assert panel.after.text() == "—"
    assert panel.why.isVisible()
    assert "tell the lenders now" in panel.hint.text()
    assert "unchanged" not in panel.low.text()
    assert panel.end.text().endswith("not with this amount")


def test_a_change_for_the_better_asks_nobody_to_be_told(make, employee):
    page = make(employee)
    page.begin()
    form = page.editor.form
    form.what.edit.set_value(PRESET["benefit_starts"])
    form.amount.edit.setText("900")
    page.settling.finish()
    assert not page.editor.trial.hint.isVisible()
    assert not page.editor.trial.why.isVisible()


def test_a_trial_that_fails_can_still_be_saved(make, employee, monkeypatch):
    page = make(employee)

    def fails(*_args):
        raise ArithmeticError

    monkeypatch.setattr(life_page, "trial", fails)
    panel = typed(page)
    assert "could not be tried out" in panel.name.text()
    page.editor.save_button.click()
    assert len(LifeEvents(employee).all()) == 1


def test_a_trial_is_hidden_with_the_other_amounts_and_speaks_chinese(make, employee, desk):
    current.use("zh_CN")
    page = make(employee)
    desk.masking.use(on=True)
    panel = typed(page)
    said = f"{panel.before.text()}{panel.after.text()}{panel.months.text()}{panel.low.text()}"
    assert re.search(r"[1-9],\d{3}", said) is None
    desk.masking.use(on=False)
    page.settling.finish()
    assert panel.name.text() == "每月还得起"
    assert panel.months.text().startswith("2027年4月起每月\n收入 ")
    assert "2月就去和各家说" in panel.hint.text()


def test_a_hope_is_noted_without_being_counted_and_its_pin_is_dashed(make, employee):
    page = make(employee)
    page.begin()
    form = page.editor.form
    form.what.edit.set_value(PRESET["benefit_starts"])
    form.amount.edit.setText("900")
    assert not form.hoped.isChecked()
    form.hoped.setChecked(True)
    page.settling.finish()
    assert "not counted until" in page.editor.trial.hint.text()
    page.editor.save_button.click()
    (event,) = LifeEvents(employee).all()
    assert not event.confirmed
    assert shown(page)[0][4] == "not counted yet"
    assert shown(page)[0][3].endswith("\nonce it is certain")
    (line,) = page.list.model.rows()
    assert words.pin(line, DAY).kind == "hoped"
    page.list.open(page.list.model.index(0, 0))
    assert form.hoped.isChecked()
    assert form.life_event() == event
    form.what.edit.set_value(PRESET["not_recorded"])
    assert not form.hoped.isVisible()
    assert form.life_event() is None or form.life_event().confirmed


def test_a_name_that_fits_no_item_is_asked_about_and_the_right_name_settles_it(make, employee):
    """Two wages in one category: a change that names neither counts for both, and says so."""
    possessions = Possessions(employee)
    for name in ("妻子工资", "夜班"):
        possessions.change_recurring(None,
            Recurring(name=name, kind=EntryKind.INCOME, amount=Fen(420_000), category="A1",
                      start=date(2026, 1, 1))
        )  # fmt: skip
    ends = replace(ENDS, name="老婆工资")
    LifeEvents(employee).add(ends)
    page = make(employee)
    assert shown(page)[0][4] == "asked"
    page.list.open(page.list.model.index(0, 0))
    page.settling.finish()
    panel = page.editor.trial
    assert 'No recurring item is called "老婆工资"' in panel.why.text()
    assert panel.why.text().count("妻子工资") == 1
    page.editor.form.name.edit.setText("妻子工资")
    page.settling.finish()
    assert "No recurring item" not in panel.why.text()
    page.editor.save_button.click()
    assert shown(page)[0][4] == "ahead"
