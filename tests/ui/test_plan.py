from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import bill_ahead
import pytest
from households import MADE
from inline_lanes import InlineLanes
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from screens import on_screen

from jiebei_desktop.analysis.afford_value import odds_of
from jiebei_desktop.charts.lanes import LINES
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.debts.debt_book import Debts
from jiebei_desktop.services.files.household_file import read_asking
from jiebei_desktop.services.picture import HORIZONS, affording, picture
from jiebei_desktop.services.plans.month_by_month import Turn
from jiebei_desktop.services.today import first_numbers, overview
from jiebei_desktop.services.today.first_numbers import FirstNumbers, Names
from jiebei_desktop.text import current, formats
from jiebei_desktop.text.current import texts
from jiebei_desktop.text.odds import about
from jiebei_desktop.text.plans import strategy_name
from jiebei_desktop.ui import overview_words
from jiebei_desktop.ui.export_dialog import ExportDialog
from jiebei_desktop.ui.overview_cards import cards
from jiebei_desktop.ui.pages.affordability import AffordabilityPage
from jiebei_desktop.ui.pages.plan import PlanPage, ask_words
from jiebei_desktop.ui.pages.plan.asks import AsksPane, payments_of
from jiebei_desktop.ui.pages.plan.lanes_table import LanesTable, LinePiece
from jiebei_desktop.ui.pages.plan.order_dialog import OrderDialog
from jiebei_desktop.ui.pages.plan.page import ASKS
from jiebei_desktop.ui.pages.plan.tables import turn_words
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.chart_view import ChartView
from jiebei_desktop.ui.widgets.explain import ExplainDialog

DAY = date(2026, 11, 22)


def asks_of(page: PlanPage) -> AsksPane:
    """Open the tab of what lenders are asked for."""
    page.tabs.choose(ASKS)
    return page.asks


class Beside(InlineLanes):
    """Keeps what is asked of the side lane about a payment."""

    def __init__(self):
        self.waiting = []

    def side(self, job, then, *, latest=None, failed=None):
        if latest == "frontier":
            self.waiting.append((job, then))
        else:
            self.ledger(job, then, latest=latest, failed=failed)


@pytest.fixture
def opened(qtbot, desk, employee):
    return on_screen(qtbot, PlanPage(desk.context(employee)), 1000, 720)


def cells(model, row):
    return [model.data(model.index(row, column)) for column in range(model.columnCount())]


def test_an_amount_below_the_contracts_says_what_is_missing_and_still_plans(opened):
    opened.tabs.choose(1)
    assert "does not reach" in opened.banner.label.text()
    assert not opened.ways_table.isVisible()
    assert opened.short_table.isVisible()
    view = opened._view
    assert [cells(opened.short, k)[1:] for k in range(12)] == [
        [formats.amount(one.required), formats.amount(one.short) if one.short else "–"]
        for one in view.asked
    ]
    assert formats.money(view.asked[0].short) in opened.banner.label.text()
    opened.search()
    same = [tuple(row.paid for row in plan.rows) for plan in opened.ways.rows()]
    assert len(set(same)) == len(same) < len(opened._view.plans)
    assert cells(opened.ways, 0)[-1] == "No"
    assert asks_of(opened).model.rowCount() == len(opened._view.proposals.offers)
    opened.tabs.choose(3)
    assert opened.months.rowCount() == len(opened._view.plans[0].rows)


def test_a_new_language_reaches_the_unit_and_the_chart(qtbot, desk, employee):
    current.use("zh_CN")
    page = on_screen(qtbot, PlanPage(desk.context(employee)), 1000, 720)
    QApplication.processEvents()
    current.use("en")
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    QApplication.processEvents()
    page.lanes.chart.calm.finish()
    shown = [one.text() for one in page.bar.findChildren(QLabel)]
    shown += [one.get_text() for one in page.lanes.chart.figure.axes[0].texts]
    assert "yuan" in shown
    assert not [words for words in shown if "元" in words or "天" in words]


def test_a_settled_debt_is_not_among_those_the_chart_counts(qtbot, desk, shop):
    page = on_screen(qtbot, PlanPage(desk.context(shop)))
    assert len(page._view.names) == 3
    assert page.lanes.chart_card.sub.text().startswith("2 debts together")


def test_every_way_shows_both_odds_of_what_it_asks_for(opened):
    view = opened._view
    heads = [opened.ways.headerData(k, Qt.Orientation.Horizontal) for k in (5, 6)]
    assert heads == ["One late in a year", "Two running unpaid"]
    for row, plan in enumerate(opened.ways.rows()):
        most = max(sum(month.paid) for month in plan.rows[:12])
        odds = odds_of(view.means.curve, most)
        shown = [about(odds.late_once_12, texts()), about(odds.broken_12, texts())]
        assert cells(opened.ways, row)[5:7] == shown
    assert cells(opened.ways, 0)[5] == about(view.odds.late_once_12, texts())
    assert view.odds.late_once_12 > view.odds.broken_12


def test_a_chosen_amount_that_reaches_names_the_month_and_the_bound(opened, desk, employee):
    opened.amount.setText("16000")
    opened.settling.finish()
    assert desk.told[-1].tables == {"settings"}
    opened.changed(desk.told[-1])
    opened.search()
    text = opened.banner.label.text()
    assert "Repaid by" in text
    assert "at most" in text
    assert cells(opened.ways, 0)[0] == "Optimum"
    opened.amount.setText("")
    opened.settling.finish()
    opened.amount.setText("sixteen")
    opened.settling.finish()
    assert len(desk.told) == 1


def test_where_a_plan_waits_for_a_large_bill_the_page_says_which_and_what_comes_after_it(
    qtbot, desk, empty_ledger
):
    """110 and then 950 were asked for beside 120 a month, without a word why it rises."""
    household = bill_ahead.household(DAY, bill_ahead.insurance("7000.00"))
    empty_ledger.ledger.add_book(read_asking(household).book)
    page = on_screen(qtbot, PlanPage(desk.context(empty_ledger)))
    past = page._view.seen.waits_for
    page.tabs.choose(2)
    said = page.banner.label.text()
    assert "保险 of 5 February 2027 takes ¥7,000.00" in said
    assert f"{formats.money(past.payment)} a month can be kept, from March 2027 on." in said
    affordability = on_screen(qtbot, AffordabilityPage(desk.context(empty_ledger)))
    assert formats.money(past.payment) in affordability.banner.label.text()
    desk.masking.use(on=True)
    assert "7,000" not in page.banner.label.text()


def test_where_the_plan_begins_with_half_plan_and_overview_say_so(qtbot, desk, empty_ledger):
    told = FirstNumbers(
        take_home=Fen(1_050_000), necessary=Fen(700_000), jiebei_owed=Fen(3_898_800),
        jiebei_due=Fen(444_600), others_monthly=Fen(120_000), cash=Fen(320_000),
        due_on=date(2026, 12, 2),
    )  # fmt: skip
    names = Names(jiebei="借呗", others="其他", cash="现金")
    first_numbers.keep(empty_ledger, told, names, DAY)
    page = on_screen(qtbot, PlanPage(desk.context(empty_ledger)))
    means = page._view.means
    half, whole = means.first_term.payment, means.recommended
    assert page._view.budget == half < whole
    said = page.banner.label.text()
    assert f"half of the recommended {formats.whole(whole)}: {formats.whole(half)} a month" in said
    assert page.banner.isVisible()
    card = cards(picture(empty_ledger, DAY), desk.context(empty_ledger).masking, {})[2]
    assert f"The plan begins with half: {formats.amount(half).removesuffix('.00')}" in card[2]


def test_an_own_amount_above_the_ceiling_is_warned_of_on_every_tab(opened, desk, employee):
    ceiling = opened._view.means.ceiling
    for amount, warned in ((ceiling, False), (ceiling + 100, True), (1_600_000, True)):
        Possessions(employee).set_setting("chosen_payment_fen", amount)
        opened.reload()
        said = opened.banner.label.text()
        assert ("more than your household can keep" in said) is warned
        over = formats.whole(amount - ceiling)
        assert (f"your own amount, {over} more than" in said) is warned
        asked = ask_words.headline(opened._view, 2, opened.context.masking)
        holds = opened._view.proposals.asks.feasible_without
        assert ("At your own amount" in asked) is (warned and not holds)
        now = overview.standing(employee, DAY)
        first = overview_words.banner(now, overview.outlook(now), opened.context.masking)[1]
        assert (f"can keep no more than {formats.whole(ceiling)}" in first) is warned
        assert (f"the ceiling is {formats.whole(ceiling)}" in said) is warned
    assert opened.banner.isVisible()
    assert "Repaid by" in opened.banner.label.text()
    Possessions(employee).set_setting("chosen_payment_fen", None)
    opened.reload()
    assert "more than your household can keep" not in opened.banner.label.text()


def test_an_amount_that_never_repays_shows_no_totals(qtbot, desk, employee):
    Possessions(employee).set_setting("chosen_payment_fen", 100)
    page = on_screen(qtbot, PlanPage(desk.context(employee)))
    assert cells(page.ways, 1)[1:4] == ["–", "–", "never at this amount"]
    assert not page.chart_card.isVisible()


def words_of(page):
    QApplication.processEvents()
    table = page.lanes.table
    return [one.text() for one in table.findChildren(Label) if one.isVisibleTo(table)]


def test_the_first_tab_shows_the_three_ways_of_the_picture(opened, employee):
    seen = picture(employee, DAY)
    assert opened.stack.currentWidget() is opened.lanes
    said = opened.banner.label.text()
    ends = [formats.money(seen.lanes[name].owed[HORIZONS[-1]]) for name in ("plan", "nothing")]
    found = -seen.lanes["contract"].cash[HORIZONS[-1]]
    assert f"By the plan {ends[0]} is still owed in a year; doing nothing it is {ends[1]}." in said
    assert f"Paid by contract {formats.money(found)} would have to be found by then." in said
    shown = words_of(opened)
    for lane in seen.lanes.values():
        for days in HORIZONS:
            assert formats.amount(lane.owed[days]) in shown
            cash = lane.cash[days]
            plain = formats.amount(cash) if cash >= 0 else f"short {formats.amount(-cash)}"
            assert plain in shown
    said = " ".join(shown)
    assert f"as if all {opened._view.agree} lenders asked agree" in said
    assert about(seen["plan.late_once_12"].value, texts()) in said
    assert "Suit possible from: 1 February 2027 · Credit record: five years after" in said
    assert "until 22 November 2031" in said
    assert "借呗 overdue" in opened.lanes.chart_card.sub.text()
    opened.lanes.explain_button.click()
    dialog = next(one for one in opened.lanes.findChildren(ExplainDialog) if one.isVisible())
    assert "article 16" in dialog.accessibleDescription()
    dialog.accept()


def test_arrow_and_page_keys_move_the_amount_and_the_last_one_counts(opened, desk, employee, qtbot):
    usual = opened.amount.value()
    assert not opened.bar.back_button.isVisible()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_Down):
        qtbot.keyClick(opened.amount, key)
    assert opened.amount.value() == usual + 5_000 - 50_000
    assert opened.settling.waiting
    assert desk.told == []
    opened.settling.finish()
    opened.changed(desk.told[-1])
    assert affording.chosen_payment(employee) == usual - 45_000
    assert opened._view.seen.money("plan.payment") == usual - 45_000
    assert opened.bar.back_button.isVisible()
    opened.bar.back_button.click()
    opened.changed(desk.told[-1])
    assert affording.chosen_payment(employee) is None
    assert (opened.amount.value(), opened.bar.back_button.isVisible()) == (usual, False)
    for _press in range(9):
        qtbot.keyClick(opened.amount, Qt.Key.Key_PageDown)
    assert opened.amount.value() == 0


def test_nothing_a_month_is_said_to_be_the_same_as_doing_nothing(qtbot, desk, employee):
    Possessions(employee).set_setting("chosen_payment_fen", 0)
    page = on_screen(qtbot, PlanPage(desk.context(employee)))
    assert "the same as doing nothing" in page.banner.label.text()
    nothing, plan = page._view.seen.lanes["nothing"], page._view.seen.lanes["plan"]
    assert (plan.owed, plan.cash) == (nothing.owed, nothing.cash)


def test_an_amount_no_plan_holds_within_says_what_is_missing_and_what_to_do(qtbot, desk, employee):
    Possessions(employee).set_setting("chosen_payment_fen", 20_000)
    page = on_screen(qtbot, PlanPage(desk.context(employee)))
    assert page.banner.isVisible()
    said = page.banner.label.text()
    assert f"Within ¥200 a month no way holds; {formats.money(page._view.missing)} is" in said
    assert "Ask first for a pause" in said
    assert page._view.missing > 0
    current.use("zh_CN")
    page.retranslate()
    page.reload()
    assert "每月 ¥200 以内没有能守住的做法，差" in page.banner.label.text()


def test_without_an_amount_to_promise_the_page_says_why(qtbot, desk, empty_ledger):
    empty_ledger.ledger.add_book(MADE["nothing_left"]())
    page = on_screen(qtbot, PlanPage(desk.context(empty_ledger)))
    assert "no payment you could promise yet" in page.banner.label.text()
    assert "no amount can be named yet" in " ".join(words_of(page))
    assert not page.bar.back_button.isVisible()


def test_while_another_amount_is_worked_out_the_figures_stay_grey(opened):
    before = words_of(opened)
    opened.lanes.wait()
    assert not opened.lanes.table.isEnabled()
    assert words_of(opened) == before
    opened.refresh()
    assert opened.lanes.table.isEnabled()


@pytest.mark.parametrize(("width", "heads"), [(1040, 5), (840, 5), (440, 15)])
def test_on_a_narrow_page_each_day_has_a_line(opened, qtbot, width, heads):
    table = LanesTable(opened.context.theme, opened.context.masking)
    qtbot.addWidget(table)
    table.show_rows(opened.lanes.table._rows)
    table.resize(width, 600)
    table.spread(width)
    table.show()
    QApplication.processEvents()
    shown = [one for one in table.findChildren(Label) if one.isVisible()]
    assert sum(one.text().startswith("Day ") for one in shown) == heads
    for lane in opened._view.seen.lanes.values():
        for fen in lane.owed.values():
            assert formats.amount(fen) in {one.text() for one in shown}
    assert table.minimumSizeHint().width() <= width
    samples = [one for one in table.findChildren(LinePiece) if one.isVisible()]
    colours = [LINES[name][0] for name in opened._view.seen.lanes]
    drawn = [one.grab().toImage().pixelColor(1, one.height() // 2) for one in samples]
    assert drawn == [opened.context.theme.chart(colour) for colour in colours]


def test_hidden_amounts_are_hidden_on_the_three_ways(opened, desk, qtbot):
    desk.masking.use(on=True)
    assert not opened.amount.isEnabled()
    assert opened.amount.value() is None
    # new rows are shown when the event loop turns
    qtbot.waitUntil(lambda: words_of(opened) != [], timeout=300_000)
    said = " ".join(words_of(opened))
    assert "••••" in said
    assert formats.amount(opened._view.seen.lanes["plan"].owed[30]) not in said


def test_the_payments_of_the_year_stand_in_their_order(opened):
    opened.tabs.choose(3)
    view = opened._view
    assert opened.turns.rowCount() == len(view.payments) > 0
    first = view.payments[0]
    assert cells(opened.turns, 0) == [
        formats.day(first.day, texts()), view.names[first.debt], formats.amount(first.amount),
        turn_words(first.turn),
    ]  # fmt: skip
    assert len({turn_words(turn) for turn in Turn}) == len(Turn)


def test_a_household_that_has_repaid_all_is_told_so(qtbot, desk, employee):
    for debt in employee.ledger.debts():
        Debts(employee).settle(debt.id)
    page = on_screen(qtbot, PlanPage(desk.context(employee)))
    page.tabs.choose(1)
    assert "Nothing is owed" in page.banner.label.text()
    assert page.months.rowCount() == 0


def test_without_debts_the_page_leads_to_the_first_one(qtbot, desk, empty_ledger):
    page = on_screen(qtbot, PlanPage(desk.context(empty_ledger)))
    assert page.empty.isVisible()
    assert not page.export_button.isEnabled(), "there is no plan to be exported"
    page.export()
    page.empty.primary.click()
    page.banner.acted.emit()
    assert [name for name, _args in desk.went] == ["debts"]


def test_the_tabs_and_the_language_switch(opened):
    assert opened.stack.currentIndex() == 0
    opened.tabs.choose(2)
    assert opened.stack.currentIndex() == 2
    current.use("zh_CN")
    opened.retranslate()
    opened.reload()
    assert opened.tabs.buttons[2].text() == "需要对方同意什么"
    assert cells(opened.ways, 0)[0] == "先还最贵"
    opened.search()
    assert cells(opened.ways, 0)[0] == "最优"


def test_hidden_amounts_are_hidden_in_the_tables(opened, desk):
    desk.masking.use(on=True)
    assert "•" in cells(asks_of(opened).model, 0)[3]


def test_hidden_amounts_are_hidden_in_the_words_and_the_table_of_every_chart(opened, desk):
    opened.tabs.choose(2)
    desk.masking.use(on=True)
    charts = [each for each in opened.findChildren(ChartView) if each.accessibleDescription()]
    assert len(charts) >= 3
    said = [each.accessibleDescription() for each in charts]
    said += [cell for each in charts for row in each._words.rows for cell in row]
    assert any("••••" in one for one in said)
    assert [one for one in said if re.search(r"¥\d|\d\.\d\d(?!%)", one)] == []


def test_the_plan_is_seen_before_it_is_saved(opened, desk, employee, tmp_path):
    debt = employee.ledger.debts()[0].id
    opened.arrive(do="export", debt=debt)
    dialog = opened.dialog
    assert isinstance(dialog, ExportDialog)
    assert dialog.pages.count() == 5
    assert dialog.choices() == ("en", "lender")
    assert dialog.chosen() == ((debt, "借呗"),)
    dialog.edition.setCurrentIndex(1)
    assert dialog.pages.count() == 6

    desk.ask.answers.append(None)
    dialog.save()
    assert list(tmp_path.glob("*.pdf")) == []

    desk.ask.answers.append(tmp_path / "方案")
    dialog.save()
    assert (tmp_path / "方案.pdf").read_bytes().startswith(b"%PDF")
    assert "saved" in opened.banner.label.text()


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_lost(opened, desk, tmp_path):
    opened.export()
    desk.ask.answers.append(Path(tmp_path / "gone" / "plan.pdf"))
    opened.dialog.save()
    assert desk.ask.asked[-1][0] == "The plan was not written"
    opened.dialog.reject()


def test_saving_before_the_pages_are_there_does_nothing(opened, desk):
    opened.export()
    opened.dialog._found = ()
    opened.dialog.save()
    assert desk.ask.asked == []


def test_every_lender_is_shown_as_it_is_and_as_it_is_asked(opened):
    said = [cells(asks_of(opened).model, row) for row in range(asks_of(opened).model.rowCount())]
    jiebei = next(row for row in said if row[0] == "借呗")
    assert jiebei[1].startswith("9 left")
    assert jiebei[2].startswith("interest and penalty stop, ")
    assert "instalments" in jiebei[2]
    card = next(row for row in said if "信用卡" in row[0])
    assert card[4] == "card rules, Art. 70"
    assert "In the first month" in asks_of(opened).total.text()
    assert not asks_of(opened).chart_card.isHidden()
    assert not asks_of(opened).frontier_card.isHidden()


def test_what_a_payment_bears_is_reckoned_once_and_beside_the_window(qtbot, desk, employee):
    lanes = Beside()
    page = on_screen(qtbot, PlanPage(desk.context(employee, lanes)))
    pane = asks_of(page)
    ((job, then),) = lanes.waiting
    assert pane.frontier_card.isHidden()
    then(job())
    assert not pane.frontier_card.isHidden()


def test_the_chosen_lender_is_shown_before_and_after(opened):
    rows = {row.debt.name: (at, row) for at, row in enumerate(asks_of(opened)._rows)}
    at, jiebei = rows["借呗"]
    asks_of(opened).table.selectRow(at)
    lines = {line.name: line for line in asks_of(opened).terms.model.rows()}
    plan, before = jiebei.offered.plan, jiebei.offered.before
    assert lines["Instalments"].now == str(before.count) == "9"
    assert lines["Instalments"].then == str(plan.months)
    assert lines["Rate a year"].then == "0.00%"
    assert lines["Interest and penalty"].then.startswith("stop on ")
    assert lines["Principal"].now == lines["Principal"].then == "38,000.00"
    assert lines["Interest, penalty and fees so far"].now == "988.00"
    assert lines["Total paid"].now == formats.amount(before.total)
    assert before.total == before.to_come + before.principal + before.charges
    asks_of(opened).terms.show_row(None)
    assert asks_of(opened).terms.isHidden()


def test_how_lenders_are_treated_and_what_else_makes_room_is_said(opened, desk):
    assert "Asked, each for a term and a rate of its own: 借呗" in asks_of(opened).alike.text()
    assert "Family comes last: 姐姐." in asks_of(opened).alike.text()
    assert asks_of(opened).besides.isHidden()  # nothing to sell, no home


def test_no_month_of_the_chart_is_drawn_twice(opened):
    data = payments_of(opened._view, asks_of(opened)._rows)
    assert {curve.amounts[-1] for curve in data.curves} == {0}
    months = max(len(curve.amounts) for curve in data.curves)
    sums = [sum(c.amounts[k] for c in data.curves if k < len(c.amounts)) for k in range(months)]
    assert max(sums) <= opened._view.budget


def test_the_payments_of_all_lenders_stay_within_the_amount(opened):
    data = payments_of(opened._view, asks_of(opened)._rows)
    for month in range(data.months - 1):
        paid = sum(curve.amounts[month] for curve in data.curves if month < len(curve.amounts) - 1)
        assert paid <= opened._view.budget


def test_a_what_if_is_tried_kept_shown_renamed_and_dropped(opened, desk, employee):
    card = opened.what_if
    card.numbers["income_cut"].setValue(20)
    assert "Safe would then be" in card.notice.label.text()
    desk.ask.answers = ["少收入", "  ", "更少"]
    opened.keep()
    opened.keep()
    assert card.kept.itemText(1) == "少收入"
    card.reset_button.click()
    assert card.what_if().is_plain
    card.kept.setCurrentIndex(1)
    assert card.what_if().income_cut == 20
    opened.rename()
    assert card.kept.itemText(1) == "更少"
    opened.drop()
    assert card.kept.count() == 1


def test_a_name_that_is_taken_is_told(opened, desk):
    desk.ask.answers = ["a", "b", "a"]
    opened.what_if.numbers["extra"].setValue(50)
    opened.keep()
    opened.keep()
    opened.what_if.kept.setCurrentIndex(2)
    opened.rename()
    assert desk.ask.asked[-1][0] == "There is one of this name already"


def test_a_full_disk_is_told_as_a_full_disk(opened, desk):
    ledger = opened.context.session.ledger
    (pages,) = ledger._db.execute("PRAGMA page_count").fetchone()
    ledger._db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    desk.ask.answers = ["长" * 100_000]
    opened.what_if.numbers["extra"].setValue(50)
    opened.keep()
    assert desk.ask.asked[-1][0] == "The disk did not take it"
    assert opened.content.isVisible()  # what was on screen stays there
    assert opened.what_if.kept.count() == 1


def test_sliders_and_numbers_go_together(opened):
    card = opened.what_if
    card.sliders["lump_sum"].setValue(4)
    assert card.numbers["lump_sum"].value() == 2000
    card.numbers["missed_month"].setValue(3)
    assert card.sliders["missed_month"].value() == 3
    assert opened._view.what_if.missed_month == 3


def test_with_no_income_left_no_amount_is_named(opened):
    opened.what_if.numbers["income_cut"].setValue(60)
    assert "No lasting amount" in opened.what_if.notice.label.text()
    opened.what_if.numbers["income_cut"].setValue(0)
    opened.what_if.numbers["missed_month"].setValue(1)
    assert "Within the safe amount" in opened.what_if.notice.label.text()


def test_the_own_order_is_kept_and_changes_the_plan(opened, desk, employee):
    opened.choose_order()
    dialog = opened.window().findChild(OrderDialog)
    first = dialog.order()[0]
    dialog.shift(1)
    dialog.shift(-1)
    dialog.shift(-1)
    assert dialog.order()[0] == first
    dialog.list.setCurrentRow(dialog.list.count() - 1)
    for _step in range(dialog.list.count()):
        dialog.shift(-1)
    order = dialog.order()
    dialog.save()
    opened.refresh()
    assert list(opened._view.order) == order
    assert order[0] != first


def test_a_proposal_is_drafted_for_every_lender_that_is_asked(opened, desk, employee):
    desk.ask.answers = [False, True, True]
    opened.draft_all()
    assert desk.went == []
    opened.draft_all()
    assert desk.went == [("negotiation", {})]
    asked = [one for one in opened._view.proposals.offers if one.plan is not None]
    assert len(employee.ledger.rows("proposals")) == len(asked)
    opened.draft_all()
    assert len(employee.ledger.rows("proposals")) == len(asked)


def test_a_household_that_can_pay_nothing_is_told_to_ask_for_a_pause(qtbot, desk, employee):
    Possessions(employee).set_setting("chosen_payment_fen", 0)
    page = on_screen(qtbot, PlanPage(desk.context(employee)))
    said = asks_of(page).card.sub.text()
    assert "pause" in said or "missing" in said


def test_what_is_left_out_is_left_out_of_preview_and_file(opened, desk, tmp_path):
    opened.export()
    dialog = opened.dialog
    assert dialog.pages.count() >= 4
    dialog.hide_boxes["spending"].setChecked(True)
    assert dialog.hidden() == ("spending",)
    desk.ask.answers = [tmp_path / "plan.pdf"]
    dialog.save()
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF-")


def explained(page):
    dialog = next(one for one in page.findChildren(ExplainDialog) if one.isVisible())
    words = dialog.accessibleDescription()
    title = dialog.windowTitle()
    dialog.accept()
    return title, words


def test_how_a_way_adds_up_is_shown_with_its_own_figures(opened, desk):
    opened.explain_button.click()
    title, words = explained(opened)
    assert title == 'How "Dearest first" adds up'
    assert 'recommended under "Affordability"' in words
    assert "¥79,142.37" in words
    assert "Missing in month" in words
    opened.amount.setText("16000")
    opened.settling.finish()
    opened.changed(desk.told[-1])
    opened.search()
    opened.ways_table.selectRow(1)
    opened.ways_table.doubleClicked.emit(opened.ways_table.currentIndex())
    title, words = explained(opened)
    plan = opened._view.shown[1]
    assert title == f'How "{strategy_name(plan.name, texts())}" adds up'
    assert sum(sum(row.paid) for row in plan.rows) == plan.total_paid
    assert formats.money(plan.total_paid) in words
    assert "From the best possible at most" in words


def test_a_level_plan_is_written_as_a_sum(opened, desk, employee):
    for debt in employee.ledger.debts():  # money that waits for family makes a plan uneven
        if debt.is_family:
            opened.changed(Debts(employee).delete(debt.id))
    opened.amount.setText("20000")
    opened.settling.finish()
    opened.changed(desk.told[-1])
    opened.banner.acted.emit()
    _title, words = explained(opened)
    assert "your own amount" in words
    paid = [sum(row.paid) for row in opened._view.cheapest.rows]
    assert set(paid[:-1]) == {2_000_000}
    assert f"{len(paid) - 1} × 20,000.00 + {formats.amount(Fen(paid[-1]))}" in words


def test_what_never_ends_is_explained_without_a_total(qtbot, desk, employee):
    Possessions(employee).set_setting("chosen_payment_fen", 100)
    page = on_screen(qtbot, PlanPage(desk.context(employee)))
    page.explain_button.click()
    _title, words = explained(page)
    assert "there is no total" in words
    assert "Total paid" not in words


def test_several_lenders_are_seen_and_get_a_file_each(opened, desk, employee, tmp_path):
    opened.export()
    dialog = opened.dialog
    one = dialog.pages.count()
    assert not dialog.set.isVisible()
    dialog.lender.setCurrentIndex(dialog.lender.count() - 1)
    assert dialog.set.isVisible()
    for box in dialog.lender_boxes[2:]:
        box.setChecked(False)
    assert len(dialog.chosen()) == 2
    assert dialog.pages.count() == 2 * one
    names = sorted(name for _debt, name in dialog.chosen())
    wanted = sorted(f"plan {name}.pdf" for name in names)
    (tmp_path / wanted[0]).write_bytes(b"old")
    desk.ask.answers = [tmp_path / "plan.pdf", False]
    dialog.save()
    assert [path.name for path in tmp_path.glob("plan*")] == wanted[:1]
    assert desk.ask.asked[-1] == ("Replace 1 file?", wanted[0])
    desk.ask.answers = [tmp_path / "plan.pdf", True]
    dialog.save()
    assert sorted(path.name for path in tmp_path.glob("plan*")) == wanted
    assert all((tmp_path / name).read_bytes().startswith(b"%PDF-") for name in wanted)


def test_without_any_lender_chosen_nothing_can_be_saved(opened, desk):
    opened.export()
    dialog = opened.dialog
    dialog.lender.setCurrentIndex(dialog.lender.count() - 1)
    for box in dialog.lender_boxes:
        box.setChecked(False)
    assert dialog.pages.count() == 0
    assert not dialog.save_button.isEnabled()
    dialog.save()
    assert desk.ask.asked == []
