from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication
from screens import on_screen

from jiebei_desktop.analysis.prospect import prospect
from jiebei_desktop.domain.household import Book, Cash
from jiebei_desktop.domain.money import Fen, parse_yuan
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.picture import picture, reading_of
from jiebei_desktop.services.plans import cashflow_view as view
from jiebei_desktop.text import current, formats
from jiebei_desktop.ui.figures import told
from jiebei_desktop.ui.pages.cashflow import CashflowPage, explain, words
from jiebei_desktop.ui.widgets.explain import ExplainDialog


@pytest.fixture
def make(desk, qtbot):
    def build(session) -> CashflowPage:
        return on_screen(qtbot, CashflowPage(desk.context(session)))

    return build


@pytest.fixture
def page(make, employee) -> CashflowPage:
    return make(employee)


@pytest.fixture
def coming(employee, as_of):
    return view.ahead(view.facts(employee, as_of))


def test_one_sentence_comes_first_with_day_amount_and_cause(page, coming):
    said = page.banner.label.text()
    low = coming.forecast.low_point
    assert formats.day(low.day, current.texts()) in said
    assert f"¥{-low.amount // 100:,}"[:5] in said
    assert low.name in said


def test_figures_of_the_past_and_of_the_runway_are_those_of_the_service(page, employee, as_of):
    known = view.facts(employee, as_of)
    assert page.living_total.text() == page.context.masking.whole(known.living)
    assert page.runway.text() == "13 days"
    assert "¥3,200" in page.runway_working.text()
    assert "42 days" in page.runway_target.text()
    page.months_chart.table_button.click()
    assert page.months_chart.table.model().rowCount() == len(known.months)


def test_living_is_that_of_the_picture_and_its_parts_add_up_to_it(page, employee, as_of):
    seen = picture(employee, as_of)
    assert page.living_total.text() == formats.whole(seen.money("living.usual"))
    assert told(page.living_total) == ("living.usual",)
    assert not page.outflow.isVisible()


def test_what_left_without_an_entry_is_shown_and_leads_to_the_readings(make, employee, as_of, desk):
    before = Cash(name="银行卡余额", amount=Fen(2_600_000), as_of=as_of.replace(month=9))
    now = Cash(name="银行卡余额", amount=Fen(100_000), as_of=as_of)
    book = replace(employee.book(), cash=(before, now))
    with Session.create(employee.path.with_name("counted.jiebei")) as session:
        session.ledger.add_book(book)
        page = make(session)
        lost = view.facts(session, as_of).unexplained
        assert lost > 0
        assert page.outflow.isVisible()
        assert formats.whole(lost) in page.outflow.label.text()
        page.outflow.acted.emit()
        assert desk.went[-1] == ("ledger", {"tab": "assets"})


def test_every_chart_has_a_table_and_a_sentence(page):
    for chart in (page.months_chart, page.fan_chart):
        assert chart.accessibleName()
        assert chart.accessibleDescription()
        chart.table_button.click()
        assert chart.table.isVisible()
        assert chart.table.model().rowCount() > 0


def test_the_strip_is_walked_with_the_keyboard_and_read_aloud(page, qtbot):
    strip = page.strip
    assert len(strip.days) == 30
    assert "nothing known" in strip.accessibleDescription()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert "overdue" in strip.accessibleDescription()
    assert page.day_words.text() == strip.value_text()
    qtbot.keyClick(strip, Qt.Key.Key_PageDown)
    assert strip.cursor_at == 8
    qtbot.keyClick(strip, Qt.Key.Key_PageUp)
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    qtbot.keyClick(strip, Qt.Key.Key_Home)
    assert strip.cursor_at == 0
    qtbot.keyClick(strip, Qt.Key.Key_End)
    assert strip.cursor_at == 29
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.cursor_at == 29
    qtbot.keyClick(strip, Qt.Key.Key_A)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() * 10 // 30 + 5, 10))
    assert strip.cursor_at == 10
    strip.setFocus()
    assert not strip.grab().isNull()


def test_due_days_before_pay_day_name_the_day_to_ask_for(page, coming):
    assert "day 12" in page.clash_words.text()
    assert all(clash.name in page.clashes.text() for clash in coming.clashes)


def test_another_span_shows_other_months(page):
    page.months_chart.table_button.click()
    page.span_box.setCurrentIndex(0)
    assert page.months_chart.table.model().rowCount() == 6


def test_the_language_can_change_while_the_page_is_open(page):
    current.use("zh_CN")
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert page.heading.text() == "现金流"
    assert page.span_box.count() == 3
    assert page.span_box.currentIndex() == 1
    assert "很可能差" in page.banner.label.text()
    page.strip.move_to(10)
    assert page.strip.value_text() == "12月2日 借呗 4,313.00 元 到期"


def test_hidden_amounts_are_nowhere_on_the_page(page):
    page.context.masking.use(on=True)
    assert "••••" in page.banner.label.text()
    assert "3,200" not in page.runway_working.text()
    page.strip.move_to(10)
    assert "4,313" not in page.strip.value_text()


def test_an_empty_ledger_offers_the_two_ways_to_begin(make, empty_ledger, desk):
    page = make(empty_ledger)
    assert page.empty.isVisible()
    page.empty.primary.click()
    page.empty.secondary.click()
    assert desk.went == [("ledger", {"do": "import"}), ("ledger", {"do": "add"})]


def test_cards_stand_under_each_other_on_a_narrow_page(page):
    page.resize(500, 700)
    QApplication.processEvents()
    assert page.fan_card.y() > page.months_card.y()
    assert page.living_card.y() > page.months_card.y()


def test_the_theme_can_change_while_the_page_is_open(page, theme):
    theme.use(choice="dark")
    assert not page.grab().isNull()


def test_money_that_does_is_said_calmly(coming, page, employee, as_of):
    masking = page.context.masking
    known = view.facts(employee, as_of)
    rich = replace(known.book, cash=(Cash(name="a", amount=Fen(9_000_000), as_of=as_of),))
    home = prospect(rich, as_of)
    reading = reading_of(rich, as_of, employee.rules, payment=Fen(50_000))
    calm = view.ahead(replace(known, reading=reading, home=home))
    assert words.headline(calm, masking)[0].startswith("The money does")
    assert words.runway_hope(calm) == "The reserve is there today."
    assert words.clash_summary(()) == "No due day comes before its money."
    assert "not full" in words.runway_hope(replace(coming, reached=None))
    assert "without payments" in words.fan_sub(replace(coming, payment=None), masking)
    assert words.living_note(replace(known, shares=())) == "No spending is entered yet."


@pytest.mark.parametrize("cause", ["debt", "arrears", "plan", "expense", "festival", "spending"])
def test_every_cause_of_a_low_day_has_words(coming, page, cause):
    low = replace(coming.forecast.low_point, cause=cause)
    other = replace(coming, forecast=replace(coming.forecast, low_point=low))
    assert words.cause(other, page.context.masking).endswith(".")


def test_a_ledger_with_debts_only_still_shows_the_page_as_empty(make, empty_ledger, employee):
    empty_ledger.ledger.add_book(Book(debts=employee.book().debts))
    assert make(empty_ledger).empty.isVisible()


def test_how_the_lowest_point_adds_up_is_shown_to_the_fen(page, coming):
    lines = explain.terms(coming, page.context.masking)
    fen = [
        parse_yuan(line.value.translate({0xA5: "", 0x2212: "-", 0x2C: "", 0x2B: ""}))
        for line in lines
    ]
    assert sum(fen[:5]) == fen[5] == coming.forecast.low_point.amount
    assert fen[0] == coming.forecast.expected[0]
    inside = [flow for flow in coming.forecast.flows if flow.day <= coming.forecast.low_point.day]
    assert fen[1] == sum(flow.amount for flow in inside if flow.amount > 0)
    page.banner.acted.emit()
    (dialog,) = [one for one in page.findChildren(ExplainDialog) if one.isVisible()]
    assert lines[5].value in dialog.accessibleDescription()
    dialog.accept()
