"""The check-in: three questions, one press, one thing to do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from screens import on_screen

from jiebei_desktop.domain.events import EventKind
from jiebei_desktop.domain.household import Book, Cash
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.today.check_in import CheckInQuestions, questions
from jiebei_desktop.services.today.one_thing import Thing
from jiebei_desktop.services.today.overview import standing
from jiebei_desktop.text import current
from jiebei_desktop.ui import check_in_words as words
from jiebei_desktop.ui.check_in_dialog import QUESTIONS, THING, CheckInDialog
from jiebei_desktop.ui.check_in_form import CHANGES
from jiebei_desktop.ui.pages.overview import OverviewPage

DAY = date(2026, 11, 22)


@pytest.fixture
def page(qtbot, desk, employee):
    return on_screen(qtbot, OverviewPage(desk.context(employee)))


@pytest.fixture
def dialog(page):
    page.check_button.click()
    (found,) = page.findChildren(CheckInDialog)
    return found


def press(widget, key):
    QApplication.sendEvent(
        widget, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    )


def choose(form, code):
    form.what.edit.set_value(next(one for one in CHANGES if one.code == code))


def test_what_is_known_stands_beside_each_question(dialog):
    form = dialog.form
    assert [one.label.text() for one in form.cash] == ["支付宝余额", "工资卡"]
    assert form.cash[0].help.text() == "1,200.00 on 22 Nov; leave empty if you do not know"
    assert form.paid[0].amount.label.text() == "借呗"
    assert form.paid[0].amount.help.text() == "Past due 4,446.00"
    assert form.paid[1].amount.help.text() == "1,405.06 due 28 Nov"
    assert not form.is_touched


def test_one_press_writes_all_three_answers_as_one_step(dialog, employee, desk):
    form, before = dialog.form, employee.book()
    form.cash[1].edit.setText("1500")
    form.paid[0].amount.edit.setText("300+200")
    form.paid[0].day.edit.set_value(DAY - timedelta(days=1))
    choose(form, "rent_changes")
    form.amount.edit.setText("1800")
    dialog.finish_button.click()
    after = employee.book()
    assert {(one.name, one.amount) for one in after.cash} == {
        ("支付宝余额", 120_000), ("工资卡", 150_000),
    }  # fmt: skip
    paid = next(one for one in after.debts if one.id == "jiebei").payments[-1]
    assert (paid.date, paid.amount) == (DAY - timedelta(days=1), 50_000)
    (event,) = after.events
    assert (event.kind, event.category, event.amount, event.start) == (
        EventKind.SPENDING_CHANGES, "B1", 180_000, DAY,
    )  # fmt: skip
    assert desk.told
    assert desk.told[-1].tables >= {"cash", "payments", "events", "settings"}
    employee.history.undo()
    assert employee.book() == before


def test_then_one_thing_is_named_and_its_button_leads_there(page, dialog, employee, desk):
    rent = next(one for one in employee.book().recurring if one.name == "房租")
    Possessions(employee).change_recurring(rent, None)
    dialog.finish()
    assert dialog.panes.currentIndex() == THING
    assert dialog.thing_title.text() == "Tell 借呗 on which day you can pay what"
    assert "¥4,446.00" in dialog.thing_text.text()
    dialog.go_button.click()
    assert desk.went == [("negotiation", {"debt": "jiebei"})]


def test_a_thing_that_is_a_call_has_no_button(dialog):
    dialog.finish()
    assert dialog.thing_title.text() == "Ask whether 房租 can wait until 11 Dec"
    assert dialog.go_button.isHidden()
    assert not dialog.finish_button.isVisibleTo(dialog)
    assert dialog.cancel_button.text() == "Close"


def test_escape_asks_only_where_something_would_be_lost(dialog, ask):
    dialog.form.paid[0].amount.edit.setText("5")
    ask.answers.append(False)
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert ask.asked[-1][0] == "Leave without keeping what is filled in?"
    ask.answers.append(True)
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_escape_leaves_at_once_where_nothing_is_filled_in(dialog, ask, employee):
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert ask.asked == []
    assert employee.history.undo_label == "load"


def test_what_cannot_be_stays_open_at_its_field_and_writes_nothing(dialog, employee):
    form = dialog.form
    form.cash[0].edit.setText("a lot")
    form.paid[0].amount.edit.setText("100")
    form.paid[0].day.edit.set_value(DAY + timedelta(days=1))
    form.paid[1].amount.edit.setText("100")
    form.paid[1].day.edit.set_value(date(2001, 1, 1))
    choose(form, "wage_changes")
    dialog.finish()
    assert dialog.panes.currentIndex() == QUESTIONS
    assert form.cash[0].help.text() == "Not an amount. Write 1200 or 800+400"
    assert form.paid[0].day.help.text() == "That day is still ahead"
    assert form.paid[1].day.help.text() == "That is before the contract"
    assert form.amount.help.text() == "An amount is needed"
    assert employee.history.undo_label == "load"
    form.cash[0].edit.setText("")
    form.check()
    assert form.cash[0].help.text().startswith("1,200.00 on")


def test_a_change_asks_for_what_its_kind_needs(dialog):
    form = dialog.form
    assert form.amount.isHidden()
    assert form.start.isHidden()
    choose(form, "work_ends")
    assert form.amount.isHidden()
    assert not form.start.isHidden()
    event = form.answers().event
    assert (event.kind, event.category, event.amount) == (EventKind.INCOME_ENDS, "A1", None)
    choose(form, "income_starts")
    assert not form.amount.isHidden()
    form.what.edit.setCurrentIndex(0)
    assert form.what.edit.currentText() == "Nothing"
    assert form.answers().event is None
    assert not form.is_touched
    assert form.amount.isHidden()


def test_more_than_is_owed_is_asked_back_then_kept(dialog, ask, employee):
    dialog.form.paid[0].amount.edit.setText("90000")
    ask.answers.append(False)
    dialog.finish()
    assert ask.asked[-1][0] == "More was paid to 借呗 than is owed. Is that right?"
    assert employee.history.undo_label == "load"
    ask.answers.append(True)
    dialog.finish()
    assert employee.history.undo_label == "check-in"


def test_a_payment_of_the_day_of_a_reported_balance_was_made_after_it(qtbot, desk, employee):
    from jiebei_desktop.ui.check_in_form import CheckInForm

    asked = questions(employee.book(), DAY)
    form = CheckInForm(desk.context(employee), asked)
    qtbot.addWidget(form)
    row = next(one for one in form.paid if one.asked.debt.id == "card")
    row.amount.edit.setText("100")
    assert form.answers().payments[0][1].after_balance is False
    row.day.edit.set_value(row.asked.debt.balance.as_of)
    assert form.answers().payments[0][1].after_balance is True


def test_a_ledger_without_cash_or_debts_is_asked_all_the_same(qtbot, desk, empty_ledger):
    from jiebei_desktop.ui.check_in_form import CheckInForm

    form = CheckInForm(desk.context(empty_ledger), CheckInQuestions(places=(), debts=()))
    qtbot.addWidget(form)
    form.cash[0].edit.setText("12")
    (reading,) = form.answers().cash
    assert (reading.name, reading.amount, reading.as_of) == ("Cash at hand", 1_200, DAY)


def test_a_fault_after_the_press_is_told_and_can_be_closed(dialog):
    dialog._failed(ValueError("x"))
    assert dialog.thing_title.text() == "This could not be worked out"
    assert dialog.cancel_button.isEnabled()
    dialog.reject()
    assert not dialog.isVisible()


def test_it_is_offered_after_a_week_and_not_before(qtbot, desk, employee):
    page = on_screen(qtbot, OverviewPage(desk.context(employee)))
    assert page.offer.isHidden()
    cash = employee.book().cash
    for one in cash:
        old = Cash(name=one.name, amount=one.amount, as_of=DAY - timedelta(days=7))
        Possessions(employee).change_cash(one, old)
    page.reload()
    assert page.offer.isVisible()
    assert "The last look was on 15 Nov." in page.offer.label.text()
    page.offer.acted.emit()
    (dialog,) = page.findChildren(CheckInDialog)
    dialog.finish()
    page.reload()
    assert page.offer.isHidden()
    dialog.reject()


def test_nothing_is_asked_before_anything_is_known(qtbot, desk, employee):
    page = OverviewPage(desk.context(employee))
    qtbot.addWidget(page)
    page.check_in()
    assert page.findChildren(CheckInDialog) == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_thing_has_words_in_both_languages(language, desk, employee):
    current.use(language)
    facts = standing(employee, DAY)
    things = [
        Thing(code=code, name="借呗", day=DAY, amount=Fen(123_400), finding=facts.findings[0])
        for code in ("court", "relief", "home", "tell", "warning", "due", "rest")
    ]
    titles = set()
    for thing in things:
        said = words.thing_words(thing, facts, desk.masking)
        assert said.title
        assert said.text
        assert "{" not in said.title + said.text
        titles.add(said.title)
    assert len(titles) == len(things)


def test_the_dialog_fits_a_small_screen(dialog):
    screen = dialog.screen().availableGeometry()
    assert dialog.width() <= min(784, screen.width())
    assert dialog.height() <= min(548, screen.height())


def test_amounts_are_hidden_in_the_questions(qtbot, desk, employee):
    from jiebei_desktop.ui.check_in_form import CheckInForm

    desk.masking.use(on=True)
    form = CheckInForm(desk.context(employee), questions(employee.book(), DAY))
    qtbot.addWidget(form)
    assert "1,200" not in form.cash[0].help.text()
    assert "4,446" not in form.paid[0].amount.help.text()


def test_an_empty_ledger_has_no_thing_but_rest(desk, empty_ledger, qtbot):
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = CheckInDialog(desk.context(empty_ledger), questions(Book(), DAY), parent)
    dialog.finish()
    assert dialog.thing_title.text() == "Nothing to do today"
    dialog.reject()


def test_in_the_window_a_check_in_moves_the_week_and_one_undo_brings_it_back(
    open_window, qtbot, tmp_path, monkeypatch
):
    from jiebei_desktop import app
    from jiebei_desktop.services.files import demo
    from jiebei_desktop.services.keeping.session import Session

    monkeypatch.setattr(app, "today", lambda: DAY)
    path = tmp_path / "a.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(demo.employee(DAY))
    window = open_window(path)
    page = window.page()

    def shows(text):
        return lambda: page.week.isVisible() and page.week.hero.amount.text() == text

    qtbot.waitUntil(shows("¥1,000"), timeout=300_000)
    page.check_button.click()
    (dialog,) = page.findChildren(CheckInDialog)
    dialog.form.cash[1].edit.setText("1600")
    dialog.finish_button.click()
    qtbot.waitUntil(lambda: dialog.lead.text() == "One thing to do", timeout=300_000)
    assert dialog.thing_title.text() == "Ask whether 房租 can wait until 11 Dec"
    dialog.reject()
    qtbot.waitUntil(shows("¥600"), timeout=300_000)
    window.commands.undo()
    qtbot.waitUntil(shows("¥1,000"), timeout=300_000)
