"""The card of the days until the next income: what it says, in every state, and where it leads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from households import MADE, cash
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from screens import on_screen

from jiebei_desktop.domain.debts import Priority
from jiebei_desktop.domain.household import Book
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.picture import picture_of, reading_of
from jiebei_desktop.services.picture.affording import ANSWERS
from jiebei_desktop.services.reference.rulebook import load
from jiebei_desktop.text import current
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.overview import OverviewPage
from jiebei_desktop.ui.week_card import WeekCard
from jiebei_desktop.ui.widgets.basics import Label

DAY = date(2026, 11, 22)
RULES = load()


def seen(book, day=DAY):
    return picture_of(reading_of(book, day, RULES))


@pytest.fixture
def card(qtbot, theme):
    made = WeekCard(theme, Masking())
    qtbot.addWidget(made)
    made.resize(1056, 206)
    return made


@pytest.fixture
def open_page(qtbot, desk, tmp_path):
    def run(book):
        session = Session.create(tmp_path / "a.jiebei")
        session.ledger.add_book(book)
        page = on_screen(qtbot, OverviewPage(desk.context(session)))
        return page, session

    return run


def labels(widget):
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    return [one.text() for one in widget.findChildren(Label) if one.isVisibleTo(widget)]


def test_the_example_reads_as_it_should(card):
    card.show_picture(seen(MADE["employee"]()))
    texts = labels(card)
    for text in (
        "Cash must last until 工资 on 10 Dec, 18 days from now",
        "¥1,000", "about 55 yuan a day", "At hand 3,200, set aside 2,200",
        "房租 2,200", "5 Dec", "In all 14,785.56", "借呗, next one", "Past due", "4,446.00",
        "Not unpaid for good: tell each of them first on which day you can pay what.",
    ):  # fmt: skip
        assert text in texts
    assert "whether 房租 can wait until 11 Dec" in card.sentence.text()
    assert "1,780: call 12345 today" in card.sentence.text()


def test_it_reads_in_chinese_too_and_hides_amounts(card):
    current.use("zh_CN")
    card.show_picture(seen(MADE["employee"]()))
    assert "手头的钱要撑到 12月10日的工资，还有 18 天" in labels(card)
    card._masking.on = True
    card.show_picture(seen(MADE["employee"]()))
    assert not [text for text in labels(card) if "1,000" in text or "14,785" in text]


def test_a_picture_that_is_shown_again_is_not_made_again_but_its_greys_are(card):
    first = seen(MADE["employee"]())

    def rows():
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return card.held_rows.findChildren(Label)

    card.show_picture(first, is_old=True)
    before = rows()
    card.show_picture(first)
    assert rows() == before
    assert card.hero.amount.property("tone") == "text"
    card._masking.on = True
    card.show_picture(first)
    assert not [text for text in labels(card) if "14,785" in text]
    card._masking.on = False
    card.show_picture(first)
    current.use("zh_CN")
    card.show_picture(first)
    assert "手头的钱要撑到 12月10日的工资，还有 18 天" in labels(card)
    again = rows()
    card.show_picture(seen(MADE["employee"]()))  # another picture, of the same figures
    assert rows() != again


def test_nothing_is_shown_where_cash_reaches_or_was_never_read(card):
    for book in (MADE["shop"](), Book(), replace(MADE["employee"](), cash=())):
        card.show_picture(seen(book))
        assert card.isHidden()
        assert card.explain() is None


def test_old_figures_say_so_and_lead_to_the_check_in(card, qtbot):
    card.show_picture(seen(MADE["employee"](), DAY + timedelta(days=46)))
    assert card.known.text == "Last entry 22 November 2026"
    assert not card.hero.isVisibleTo(card)
    assert card.explain() is None
    with qtbot.waitSignal(card.check_in, timeout=300_000):
        card.fresh_button.click()


def test_a_household_with_nothing_to_hold_back_hears_that_all_can_be_paid(card):
    book = MADE["employee"]()
    rich = replace(book, cash=cash(5_600), debts=())
    card.show_picture(seen(rich))
    if card.isHidden():
        lower = replace(rich, cash=cash(4_900))
        card.show_picture(seen(lower))
    assert "Everything that falls due can be paid." in labels(card)
    assert card.held_total.text() == ""


def test_f1_on_the_amount_opens_the_reckoning(card):
    card.show_picture(seen(MADE["employee"]()))
    card.show()
    for key in (Qt.Key.Key_F1, Qt.Key.Key_A):
        QApplication.sendEvent(
            card.hero, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        )
    (dialog,) = [one for one in card.children() if type(one).__name__ == "ExplainDialog"]
    texts = labels(dialog)
    assert "3,200.00" in texts
    assert "−2,200.00" in texts
    assert "1,000.00" in texts
    assert "14,785.56" in texts
    dialog.accept()


def test_the_week_stands_first_and_the_old_page_is_there_without_it(open_page):
    page, session = open_page(MADE["employee"]())
    assert page.body.itemAt(0).widget() is page.week
    assert page.week.isVisible()
    assert page.banner.isHidden()
    assert page.export_button.isHidden()
    assert page.cards[2].property("accent") == ""
    card = page.context.session.book().cash[0]
    Possessions(session).change_cash(card, replace(card, amount=9_000_000))
    page.reload()
    assert page.week.isHidden()
    assert page.banner.isVisible()
    assert page.export_button.isVisible()
    assert page.cards[2].property("accent") == "true"


def test_the_week_last_known_is_greyed_until_todays_is_there(open_page, desk, qtbot):
    page, session = open_page(MADE["employee"]())
    again = OverviewPage(desk.context(session))
    qtbot.addWidget(again)
    from jiebei_desktop.services.today import last_shown

    again.show_kept(last_shown.last(session, desk.context(session).today() + timedelta(days=1)))
    assert not again.week.isHidden()
    assert again.week.hero.amount.property("tone") == "text3"
    again.show()
    assert again.week.hero.amount.property("tone") == "text"
    assert page.week.hero.amount.property("tone") == "text"


def test_a_missing_pay_day_is_asked_for_on_the_card_and_one_press_gives_it(open_page):
    debts = tuple(one for one in MADE["employee"]().debts if one.priority is Priority.UNSECURED)
    page, session = open_page(Book(cash=cash(400), debts=debts))
    told = {"income_low": 500_000, "income_typical": 600_000, "spending": 300_000}
    Possessions(session).set_setting(ANSWERS, told)
    item = MADE["employee"]().entries[0]
    assert item.amount
    page._facts = None
    page.reload()
    if page.week.isHidden():  # a ledger without entries and items has no outlook yet
        page.week.show_picture(_picture(session))
    assert page.week.payday.isVisibleTo(page)
    assert not page.week.hero.isVisibleTo(page)
    page.week.payday.setValue(8)
    page.week.payday_button.click()
    assert session.history.undo_label == "change-setting"
    page.week.show_picture(_picture(session))
    assert page.week.hero.isVisibleTo(page)
    assert "8 Dec" in page.week.sub.text()


def _picture(session):
    from jiebei_desktop.services.picture import picture

    return picture(session, DAY)


def test_more_rows_than_fit_are_counted(card):
    book = MADE["employee"]()
    many = tuple(replace(book.debts[0], id=f"x{n}", name=f"债{n}") for n in range(6))
    card.show_picture(seen(replace(book, debts=(*book.debts, *many))))
    assert any("more rows behind" in text for text in labels(card))


def test_the_columns_stand_below_each_other_on_a_narrow_page(card):
    card.show_picture(seen(MADE["employee"]()))
    card.show()
    card.resize(600, 500)
    assert card._columns.direction() == card._columns.Direction.TopToBottom
    card.resize(1056, 300)
    assert card._columns.direction() == card._columns.Direction.LeftToRight


def test_a_narrow_header_leaves_exporting_to_the_menu(open_page):
    page, _session = open_page(MADE["shop"]())
    assert page.export_button.isVisible()
    page.resize(800, 742)
    assert not page.export_button.isVisible()
    page.resize(1096, 742)
    assert page.export_button.isVisible()
