"""The ledger page: list, quick row, filters, bulk edits, possessions, budgets."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from jiebei_desktop.domain.entries import EntryFilter
from jiebei_desktop.domain.household import Asset, Cash, Entry, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.statements import imports
from jiebei_desktop.storage import entries
from jiebei_desktop.text import current
from jiebei_desktop.ui.pages.ledger import LedgerPage
from jiebei_desktop.ui.pages.ledger.columns import AMOUNT, CATEGORY, DATE
from jiebei_desktop.ui.pages.ledger.entry_form import CategoryForm
from jiebei_desktop.ui.pages.ledger.page import ASSETS, BUDGETS, ENTRIES, IMPORTS, PANES, RECURRING
from jiebei_desktop.ui.table_out import RowsOut, copy_chosen

DAY = date(2026, 11, 22)


@pytest.fixture
def make(qtbot, desk):
    def make_page(session):
        return desk.shown(qtbot, LedgerPage, session)

    return make_page


def cells(page, row):
    model = page.entries.model
    return [model.index(row, column).data() for column in range(model.columnCount())]


def type_entry(page, amount, category="", peer=""):
    quick = page.entries.quick
    quick.amount.setText(amount)
    quick.category.setText(category)
    quick.counterparty.setText(peer)
    QTest.keyClick(quick.counterparty, Qt.Key.Key_Return)


def test_entries_are_listed_newest_first_with_totals(make, employee):
    page = make(employee)
    assert page.entries.model.rowCount() == 166
    assert cells(page, 0)[AMOUNT] == "−410.00"
    assert page.entries.totals["income_amount"].text() == "+137,200.00"
    assert page.purpose() == "Income, spending and repayments: 166 entries"


def test_income_is_green_and_has_a_plus(make, employee):
    page = make(employee)
    row = next(r for r in range(20) if cells(page, r)[AMOUNT].startswith("+"))
    colour = page.entries.model.index(row, AMOUNT).data(Qt.ItemDataRole.ForegroundRole)
    assert colour == page.context.theme.colour("positive")


def test_hidden_amounts_stay_hidden_everywhere(make, employee, desk):
    page = make(employee)
    desk.masking.use(on=True)
    assert cells(page, 0)[AMOUNT] == "••••"
    assert page.entries.totals["net_amount"].text() == "••••"
    page.tabs.choose(RECURRING)
    assert "8,600" not in page.recurring.card.sub.text()


def test_an_empty_ledger_says_what_to_do_first(make, empty_ledger, desk):
    page = make(empty_ledger)
    assert page.entries.empty.isVisible()
    assert page.entries.empty.title.text() == "No entries yet"
    page.entries.empty.link.click()
    assert "Alipay" in desk.ask.asked[-1][0]
    page.entries.empty.secondary.click()
    assert page.entries.quick.isVisible()


def test_an_entry_can_be_begun_in_an_empty_ledger_whatever_reloads(make, empty_ledger):
    page = make(empty_ledger)
    page.arrive(do="add")
    page.reload()
    assert page.entries.quick.isVisible()
    assert not page.entries.empty.isVisible()
    assert page.entries.nothing.text() == "No entries yet"


def test_enter_saves_stays_and_lists_the_entry(make, empty_ledger):
    page = make(empty_ledger)
    page.arrive(do="add")
    type_entry(page, "12.5*3", "B1", "房东")
    assert cells(page, 0) == ["22 Nov", "Housing", "房东", "", "−37.50", "Estimate"]
    assert page.entries.quick.amount.text() == ""
    assert page.entries.quick.day.value() == DAY


def test_an_entry_that_could_not_be_written_comes_back_and_is_not_called_saved(
    make, empty_ledger, desk
):
    page = make(empty_ledger)
    page.arrive(do="add")
    quick = page.entries.quick
    empty_ledger.ledger._db.execute("PRAGMA query_only = ON").fetchall()
    type_entry(page, "37.50", "B1", "房东")
    assert desk.ask.asked, "why it was not written"
    assert (quick.amount.text(), quick.counterparty.text()) == ("37.50", "房东")
    assert quick.category.code() == "B1"
    assert quick.hint.text() == "Enter saves"
    empty_ledger.ledger._db.execute("PRAGMA query_only = OFF").fetchall()
    QTest.keyClick(quick.counterparty, Qt.Key.Key_Return)
    assert cells(page, 0)[2:5:2] == ["房东", "−37.50"]
    assert (quick.amount.text(), quick.hint.text()) == ("", "Saved")


@pytest.mark.parametrize(
    ("typed", "code"), [("fz", "B1"), ("gz", "A1"), ("wages", "A1"), ("c5", "C5")]
)
def test_a_category_is_meant_by_initials_name_or_code(make, empty_ledger, typed, code):
    page = make(empty_ledger)
    page.arrive(do="add")
    type_entry(page, "100", typed)
    assert page.entries.model.rows()[0].entry.category == code


def test_a_category_of_income_makes_an_income(make, empty_ledger):
    page = make(empty_ledger)
    page.arrive(do="add")
    type_entry(page, "-8600", "工资" if current.texts().locale == "zh_CN" else "Wages")
    assert page.entries.model.rows()[0].entry.kind is EntryKind.INCOME
    assert cells(page, 0)[AMOUNT] == "+8,600.00"


def test_without_an_amount_or_with_an_unknown_category_nothing_is_saved(make, empty_ledger):
    page = make(empty_ledger)
    page.arrive(do="add")
    type_entry(page, "")
    type_entry(page, "12", "no such thing")
    assert Entries(empty_ledger).totals(EntryFilter()).count == 0
    assert page.entries.quick.category.property("problem") is True
    QTest.keyClick(page.entries.quick, Qt.Key.Key_Escape)
    assert page.entries.quick.category.text() == ""


def test_plus_minus_and_t_set_the_day(make, empty_ledger):
    day = make(empty_ledger).entries.quick.day
    day.selectAll()
    QTest.keyClicks(day, "-")
    day.tidy()
    assert day.value() == DAY - timedelta(days=1)
    day.selectAll()
    QTest.keyClicks(day, "++")
    day.tidy()
    assert day.value() == DAY + timedelta(days=1)
    day.selectAll()
    QTest.keyClick(day, Qt.Key.Key_T)
    assert day.value() == DAY
    QTest.keyClick(day, Qt.Key.Key_Up)
    assert day.value() != DAY


def test_a_known_counterparty_fills_what_is_still_empty(make, employee):
    quick = make(employee).entries.quick
    quick.counterparty.setFocus()
    quick.counterparty.setText("房")
    quick._ask()
    assert quick._names.stringList() == ["房东"]
    quick.counterparty.setText("房东")
    quick.counterparty.editingFinished.emit()
    assert (quick.category.text(), quick.amount.value()) == ("Housing", Fen(220000))


def test_a_counterparty_nobody_knows_fills_nothing(make, employee):
    quick = make(employee).entries.quick
    quick._ask()
    quick._fill("nobody")
    assert quick.category.text() == ""


def test_tab_visits_day_amount_category_counterparty_note(make, employee):
    page = make(employee)
    quick = page.entries.quick
    seen = [quick.day]
    while len(seen) < 5:
        seen.append(seen[-1].nextInFocusChain())
        while seen[-1] not in quick.fields():
            seen[-1] = seen[-1].nextInFocusChain()
    assert tuple(seen) == quick.fields()


def test_text_month_kind_and_category_filter_together(make, employee):
    page = make(employee)
    bar = page.entries.filters
    bar.use(EntryFilter(month=Month(2026, 10), kind=EntryKind.EXPENSE, category="C1"))
    bar.search.setText("市")
    bar.apply()
    rows = [row.entry for row in page.entries.model.rows()]
    assert rows
    assert {(row.category, row.date.month) for row in rows} == {("C1", 10)}
    bar.forget()
    assert page.entries.model.rowCount() == 166


def test_a_filter_that_finds_nothing_says_so(make, employee):
    page = make(employee)
    assert page.focus_search()
    page.entries.filters.search.setText("zzz")
    page.entries.filters.apply()
    assert page.entries.nothing.isVisible()
    page.entries.filters.forget_text()
    assert not page.entries.nothing.isVisible()


def test_another_page_can_ask_for_a_filter(make, employee):
    page = make(employee)
    page.arrive(filter=EntryFilter(month=Month(2026, 9)))
    assert {row.entry.date.month for row in page.entries.model.rows()} == {9}
    page.arrive(filter=EntryFilter(month=Month(2019, 1)))
    assert page.entries.model.rowCount() == 0


@pytest.mark.parametrize("tab", ["recurring", "assets"])
def test_another_page_can_lead_to_a_tab(make, employee, tab):
    page = make(employee)
    page.arrive(tab=tab)
    assert page.tabs.current() == PANES.index(tab)
    assert getattr(page, tab).isVisible()


def filled(session, spent, earned=0):
    """Add an entry a day of one yuan, every other a fen more."""
    with session.ledger.write("load") as work:
        for kind, code, count in (("expense", "C1", spent), ("income", "A1", earned)):
            for n in range(count):
                made = Entry(
                    date=DAY - timedelta(days=n),
                    kind=EntryKind(kind),
                    amount=Fen(100 + n % 2),
                    category=code,
                )
                work.insert("entries", entries.row(made))


def test_scrolling_brings_further_pages_and_only_those(make, empty_ledger):
    filled(empty_ledger, 450)
    page = make(empty_ledger)
    model = page.entries.model
    counts = [model.rowCount()]
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
        counts.append(model.rowCount())
    model.fetchMore(QModelIndex())
    assert counts == [200, 400, 450]
    assert cells(page, 449)[DATE] == "2025-08-30"
    assert page.entries.more.text() == ""


def test_a_page_of_another_filter_comes_too_late(make, employee):
    page = make(employee)
    page.entries.model.append(page.entries.model.rows()[:1], more=False)
    assert page.entries.model.rowCount() == 167
    page.entries.model.append((), more=False)
    assert not page.entries.model.canFetchMore(QModelIndex())


def category_form(page):
    page.entries.categorise()
    return page.findChildren(CategoryForm)[-1]


def test_several_entries_get_one_category_in_one_step(make, employee):
    page = make(employee)
    view = page.entries.view
    page.entries.categorise()
    assert page.findChildren(CategoryForm) == []
    view.selectRow(0)
    view.selectAll()
    assert page.entries.totals["count"].text() == "166 selected"
    view.clearSelection()
    view.selectRow(2)
    assert page.entries.totals["count"].text() == "1 selected"
    assert page.entries.totals["expense_amount"].text() == cells(page, 2)[AMOUNT]
    form = category_form(page)
    form.save()
    assert form.category.help.text() == "A category is needed"
    form.category.edit.setText("yiliao")
    form.save()
    assert cells(page, 2)[CATEGORY] == "Medical care"
    assert Entries(employee).learned() == ()
    page.context.notify(employee.history.undo())
    assert cells(page, 2)[CATEGORY] == "Food and daily needs"


def test_a_category_can_be_kept_for_the_statements_to_come(make, employee):
    page = make(employee)
    view = page.entries.view
    view.selectAll()
    assert category_form(page).always.isHidden()  # several names
    view.clearSelection()
    view.selectRow(2)
    name = page.entries.model.rows()[2].entry.counterparty
    form = category_form(page)
    assert name in form.always.text()
    form.category.edit.setText("yiliao")
    form.always.setChecked(True)
    form.save()
    (rule,) = Entries(employee).learned()
    assert (rule.pattern, rule.kind, rule.category) == (name, EntryKind.EXPENSE, "B5")
    page.context.notify(employee.history.undo())
    assert (Entries(employee).learned(), cells(page, 2)[CATEGORY]) == ((), "Food and daily needs")


def test_deleting_many_asks_first_and_undo_brings_them_back(make, employee, desk):
    page = make(employee)
    page.entries.view.selectAll()
    desk.ask.answers = [False, True]
    page.entries.delete_button.click()
    assert page.entries.model.rowCount() == 166
    QTest.keyClick(page.entries.view, Qt.Key.Key_Delete)
    assert page.entries.empty.isVisible()
    page.context.notify(employee.history.undo())
    assert page.entries.model.rowCount() == 166
    page.entries.view.clearSelection()
    page.entries.delete_button.click()


def choose_all(pane):
    QTest.keyClick(pane.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def test_ctrl_a_chooses_all_that_the_filter_finds(make, empty_ledger, desk):
    filled(empty_ledger, 450, 3)
    page = make(empty_ledger)
    pane = page.entries
    page.arrive(filter=EntryFilter(kind=EntryKind.EXPENSE))
    assert pane.model.rowCount() == 200
    choose_all(pane)
    assert pane.totals["count"].text() == "450 selected"
    assert pane.totals["expense_amount"].text() == "−452.25"
    pane.model.fetchMore(QModelIndex())
    assert len(pane.view.selectionModel().selectedRows()) == 400
    assert pane.totals["count"].text() == "450 selected"
    QTest.keyClick(pane.view, Qt.Key.Key_Down)
    assert pane.totals["count"].text() == "1 selected"
    choose_all(pane)
    desk.ask.answers = [False, True]
    pane.delete_button.click()
    pane.delete_button.click()
    assert [asked[0] for asked in desk.ask.asked] == ["Delete 450 entries?"] * 2
    assert Entries(empty_ledger).totals(EntryFilter()).count == 3
    page.context.notify(empty_ledger.history.undo())
    assert Entries(empty_ledger).totals(EntryFilter()).count == 453


def test_what_was_not_scrolled_to_is_copied_with_all_the_rest(make, empty_ledger):
    filled(empty_ledger, 250)
    page = make(empty_ledger)
    choose_all(page.entries)
    copy_chosen(page.entries.view)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 251


def test_enter_opens_an_entry_and_save_writes_it(make, employee):
    page = make(employee)
    page.entries.view.selectRow(0)
    page.entries.view.setCurrentIndex(page.entries.model.index(0, 0))
    QTest.keyClick(page.entries.view, Qt.Key.Key_Return)
    form = page.entries.acts.edit(page.entries.model.rows()[0])
    form.amount.edit.setText("")
    form.save()
    assert form.amount.help.text() == "An amount is needed"
    form.amount.edit.setText("-5")
    form.note.edit.setText("退款")
    form.save()
    entry = page.entries.model.rows()[0].entry
    assert (entry.amount, entry.note) == (Fen(-500), "退款")
    assert cells(page, 0)[AMOUNT] == "+5.00"


def test_changing_the_direction_asks_for_a_category_of_it(make, employee):
    page = make(employee)
    form = page.entries.acts.edit(page.entries.model.rows()[0])
    form.kind.edit.setCurrentIndex(0)
    form.save()
    assert form.category.help.text() == "A category is needed"
    form.category.edit.setText("B1")
    form.save()
    assert form.category.help.text() == "No category is called that"
    form.cancel_button.click()


def test_an_entry_can_be_deleted_from_its_form(make, employee):
    page = make(employee)
    page.entries.acts.edit(page.entries.model.rows()[0]).remove_button.click()
    assert page.entries.model.rowCount() == 165


def test_other_keys_in_the_list_do_what_they_did(make, employee):
    page = make(employee)
    page.entries.view.setCurrentIndex(page.entries.model.index(0, 0))
    QTest.keyClick(page.entries.view, Qt.Key.Key_Down)
    assert page.entries.view.currentIndex().row() == 1


def test_recurring_items_are_added_edited_and_deleted(make, employee):
    page = make(employee)
    page.tabs.choose(RECURRING)
    form = page.recurring.edit(None)
    form.save()
    assert form.name.help.text() == "A name is needed"
    form.name.edit.setText("健身")
    form.amount.edit.setText("99")
    form.category.edit.setText("C4")
    form.every.edit.setCurrentIndex(0)
    form.day.edit.setValue(9)
    form.ends.setChecked(True)
    form.until.edit.set_value(DAY - timedelta(days=1))
    form.save()
    assert form.day.help.text() == "1 is Monday, 7 is Sunday"
    assert form.until.help.text() == "The end is before the start"
    form.day.edit.setValue(3)
    form.until.edit.set_value(DAY)
    form.save()
    added = page.recurring.card.model.rows()[-1]
    assert (added.name, added.every, added.until) == ("健身", Every.WEEK, DAY)
    model = page.recurring.card.model
    assert model.index(model.rowCount() - 1, 2).data() == "Every Wednesday"
    again = page.recurring.edit(added)
    again.kind.edit.setCurrentIndex(0)
    again.cancel_button.click()
    page.recurring.edit(added).remove_button.click()
    assert added not in page.recurring.card.model.rows()


def test_rarer_items_say_when_they_come(make, empty_ledger):
    for every in (Every.QUARTER, Every.YEAR):
        item = Recurring(
            name=every.value, kind=EntryKind.EXPENSE, amount=Fen(100), category="B9",
            every=every, day=8, start=date(2026, 3, 1),
        )  # fmt: skip
        Possessions(empty_ledger).change_recurring(None, item)
    page = make(empty_ledger)
    page.tabs.choose(RECURRING)
    when = [page.recurring.card.model.index(row, 2).data() for row in (0, 1)]
    assert when == ["Every quarter, day 8", "Every year, month 3 day 8"]


def test_cash_and_assets_are_added_edited_and_deleted(make, empty_ledger):
    page = make(empty_ledger)
    page.tabs.choose(ASSETS)
    assert page.assets.cash.nothing.isVisible()
    form = page.assets.edit_cash(None)
    form.save()
    form.name.edit.setText("工资卡")
    form.amount.edit.setText("0")
    form.save()
    assert page.assets.cash.model.rows() == (Cash(name="工资卡", amount=Fen(0), as_of=DAY),)
    again = page.assets.edit_cash(page.assets.cash.model.rows()[0])
    again.amount.edit.setText("12")
    again.save()
    assert page.assets.cash.sub.text() == "¥12.00 in all"
    asset = page.assets.edit_asset(None)
    asset.save()
    asset.name.edit.setText("车")
    asset.value.edit.setText("1800")
    asset.can_sell.setChecked(True)
    asset.save()
    kept = page.assets.assets.model.rows()[0]
    assert (kept.value, kept.can_sell, kept.needed_for_living) == (Fen(180000), True, True)
    assert kept.sale_from is None
    later = page.assets.edit_asset(kept)
    assert not later.sale_from.isEnabled()
    later.later.setChecked(True)
    later.sale_from.edit.set_value(DAY + timedelta(days=40))
    later.save()
    kept = page.assets.assets.model.rows()[0]
    assert kept.sale_from == DAY + timedelta(days=40)
    column = page.assets.assets.model.index(0, 2)
    assert column.data() == f"from {kept.sale_from} on"
    gone = page.assets.edit_asset(kept)
    gone.can_sell.setChecked(False)
    assert gone.asset().sale_from is None
    gone.reject()
    page.assets.edit_asset(kept).remove_button.click()
    page.assets.edit_cash(page.assets.cash.model.rows()[0]).remove_button.click()
    assert not isinstance(page.assets.assets.model.rows(), Asset)
    assert page.assets.assets.model.rowCount() == page.assets.cash.model.rowCount() == 0


def test_a_place_counted_again_on_another_day_keeps_both_readings(make, empty_ledger):
    earlier = Cash(name="卡", amount=Fen(50_000), as_of=date(2026, 11, 1))
    Possessions(empty_ledger).change_cash(None, earlier)
    page = make(empty_ledger)
    page.tabs.choose(ASSETS)
    form = page.assets.edit_cash(earlier)
    assert form.day.edit.value() == DAY
    form.amount.edit.setText("300")
    form.save()
    now = Cash(name="卡", amount=Fen(30_000), as_of=DAY)
    assert page.assets.cash.model.rows() == (now, earlier)
    assert page.assets.cash.sub.text() == "¥300.00 in all"
    old = page.assets.cash.model.index(1, 2).data(Qt.ItemDataRole.ForegroundRole)
    new = page.assets.cash.model.index(0, 2).data(Qt.ItemDataRole.ForegroundRole)
    assert (old is None, new is None) == (False, True)
    correction = page.assets.edit_cash(earlier)
    assert correction.day.edit.value() == earlier.as_of
    correction.amount.edit.setText("501")
    correction.save()
    assert empty_ledger.book().cash == (replace(earlier, amount=Fen(50_100)), now)
    empty_ledger.history.undo()
    assert empty_ledger.book().cash == (earlier, now)


def test_what_left_between_two_readings_without_an_entry_is_shown(make, empty_ledger):
    possessions = Possessions(empty_ledger)
    possessions.change_cash(None, Cash(name="卡", amount=Fen(500_000), as_of=date(2026, 9, 1)))
    page = make(empty_ledger)
    page.tabs.choose(ASSETS)
    assert not page.assets.outflow.isVisible()
    possessions.change_cash(None, Cash(name="卡", amount=Fen(50_000), as_of=date(2026, 11, 1)))
    spent = Entry(
        date=date(2026, 10, 1), kind=EntryKind.EXPENSE, amount=Fen(200_000), category="C1"
    )
    page.changed(Entries(empty_ledger).add(spent)[1])
    assert page.assets.outflow.isVisible()
    assert "¥1,246.58 a month left" in page.assets.outflow.label.text()


def test_enter_opens_a_row_of_a_list(make, employee):
    page = make(employee)
    page.tabs.choose(ASSETS)
    opened = []
    page.assets.cash._edit = opened.append
    view = page.assets.cash.view
    view.setCurrentIndex(page.assets.cash.model.index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Down)
    page.assets.cash.open(QModelIndex())
    page.assets.cash.add_button.click()
    assert [cash and cash.name for cash in opened] == ["支付宝余额", None]


def test_a_month_by_category_with_a_budget(make, employee):
    page = make(employee)
    page.tabs.choose(BUDGETS)
    lines = {line.category: line for line in page.budgets.model.rows()}
    assert lines["B1"].total == Fen(220000)
    assert lines["B1"].left is None
    form = page.budgets.edit("B1")
    form.amount.edit.setText("x")
    form.save()
    form.amount.edit.setText("2000")
    form.save()
    row = [line.category for line in page.budgets.model.rows()].index("B1")
    assert page.budgets.model.index(row, 5).data() == "−200.00"
    colour = page.budgets.model.index(row, 5).data(Qt.ItemDataRole.ForegroundRole)
    assert colour == page.context.theme.colour("caution")


def test_a_budget_for_a_category_without_entries(make, employee):
    page = make(employee)
    page.tabs.choose(BUDGETS)
    opened = []
    page.budgets.edit = opened.append
    combo = page.budgets.add_budget
    combo.setCurrentIndex(combo.findData("C7"))
    combo.activated.emit(combo.currentIndex())
    page.budgets.view.selectRow(0)
    page.budgets.budget_button.click()
    assert opened == ["C7", "A1"]
    combo.activated.emit(0)
    assert len(opened) == 2


def test_a_budget_of_another_month_leads_to_its_entries(make, employee):
    page = make(employee)
    page.tabs.choose(BUDGETS)
    page.budgets.month.setCurrentIndex(1)
    page.budgets.month.activated.emit(1)
    assert page.budgets.chosen_month() == Month(2026, 10)
    page.budgets.view.selectRow(0)
    page.budgets.entries_button.click()
    assert page.tabs.current() == ENTRIES
    assert {row.entry.category for row in page.entries.model.rows()} == {"A1"}


def test_an_empty_month_says_so(make, empty_ledger):
    page = make(empty_ledger)
    page.tabs.choose(BUDGETS)
    assert page.budgets.nothing.isVisible()
    page.budgets.budget_button.click()
    page.budgets.entries_button.click()


def test_everything_is_worded_in_chinese_too(make, employee):
    page = make(employee)
    current.use("zh_CN")
    page.retranslate()
    page.reload()
    assert [button.text() for button in page.tabs.buttons] == [
        "流水", "固定收支", "预算与分类", "资产与现金", "导入记录",
    ]  # fmt: skip
    assert page.entries.totals["count"].text() == "166 笔"
    assert cells(page, 0)[CATEGORY] == "食品日用"
    for place in (RECURRING, BUDGETS, ASSETS):
        page.tabs.choose(place)
        page.retranslate()
    assert page.budgets.card.title.text() == "按类别"


def test_larger_text_puts_the_filter_below_the_tabs(make, employee, theme):
    page = make(employee)
    assert page._top.direction() == page._top.Direction.LeftToRight
    theme.use(zoom=200)
    page.resize(1100, 740)
    assert page._top.direction() == page._top.Direction.TopToBottom


def test_a_pane_is_made_and_worded_when_its_tab_is_first_opened(make, employee):
    page = make(employee)
    assert "history" not in vars(page)
    current.use("zh_CN")
    page.reload()
    page.tabs.choose(IMPORTS)
    assert page.panes.currentWidget() is page.history
    tables = [each for each in page.history.findChildren(QTableView) if each.model() is not None]
    assert all(each.findChild(RowsOut) is not None for each in tables)
    heads = {each.model().headerData(0, Qt.Orientation.Horizontal) for each in tables}
    assert heads
    assert not any(str(head).isascii() for head in heads)


def test_what_a_statement_tells_already_is_asked_about_before_it_is_written(
    make, empty_ledger, desk, tmp_path
):
    path = tmp_path / "x.csv"
    path.write_bytes(
        "招商银行交易记录\n交易日期,交易时间,收入,支出,余额,交易类型,交易备注\n"
        "2026-11-22,09:00:00,,45.00,955.00,消费,小店\n".encode()
    )
    imports.book(empty_ledger, imports.preview(empty_ledger, path))
    page = make(empty_ledger)
    desk.ask.answers = [False, True]
    type_entry(page, "45", "B1", "小店")
    assert page.entries.model.rowCount() == 1
    assert page.entries.quick.amount.value() == 4_500, "what was typed comes back"
    QTest.keyClick(page.entries.quick.counterparty, Qt.Key.Key_Return)
    assert page.entries.model.rowCount() == 2


def test_a_ledger_whose_file_is_gone_takes_nothing_and_says_so(make, employee, desk):
    """A stick was pulled: all is still shown, and what was typed comes back for another try."""
    page, path = make(employee), employee.path
    rows = page.entries.model.rowCount()
    path.rename(path.with_suffix(".aside"))
    type_entry(page, "12.50", "B1", "面馆")
    assert desk.ask.asked[-1][0] == "The file of this ledger is no longer where it was"
    assert page.entries.quick.counterparty.text() == "面馆"
    assert page.entries.model.rowCount() == rows
    path.with_suffix(".aside").rename(path)
    QTest.keyClick(page.entries.quick.counterparty, Qt.Key.Key_Return)
    assert page.entries.model.rowCount() == rows + 1
