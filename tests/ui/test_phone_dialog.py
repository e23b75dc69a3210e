"""A debt from the lender's page: four fields, the check, and the save that says why it does not."""

from __future__ import annotations

import time
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from screens import on_screen

from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.debts import estimates
from jiebei_desktop.services.debts.debt_book import Debts
from jiebei_desktop.services.today import first_numbers
from jiebei_desktop.services.today.first_numbers import FirstNumbers, Names
from jiebei_desktop.ui.pages.debts.page import DebtsPage
from jiebei_desktop.ui.pages.debts.phone_dialog import PhoneDialog

DAY = date(2026, 11, 22)
LATE = {"total": "38988", "due": "4446", "due_on": "11-2"}


@pytest.fixture
def opened(desk, qtbot):
    def run(session) -> PhoneDialog:
        page = on_screen(qtbot, DebtsPage(desk.context(session)))
        page.arrive(do="add")
        return page.findChildren(PhoneDialog)[-1]

    return run


def fill(dialog, **texts):
    for name, text in texts.items():
        dialog.form.fields[name].edit.setText(text)


def test_four_fields_give_the_parts_and_the_next_instalment(opened, empty_ledger):
    dialog = opened(empty_ledger)
    assert dialog.check.waiting.isVisible()
    fill(dialog, **LATE)
    check = dialog.check
    assert [check.values[row].text() for row in ("total", "due", "following")] == [
        "38,988.00", "4,446.00", "4,313.00",
    ]  # fmt: skip
    assert [chip.text for chip in check.chips.values()] == ["Same", "Same"]
    assert [label.text() for label in check.amounts[:3]] == ["38,000.00", "931.00", "57.00"]
    assert check.workings[1].text() == "589.00 + 342.00"
    assert check.workings[2].text() == "3,800.00 × 0.075% × 20 days"
    assert dialog.form.late.current() == 1
    assert "10 left" in dialog.form.fold_text.text()


@pytest.mark.parametrize(
    ("typed", "late"), [("12-8", 0), ("1-5", 0), ("2-30", 0), ("11-8", 1), ("21", 1)]
)
def test_a_day_on_the_way_to_another_does_not_make_a_debt_late(opened, empty_ledger, typed, late):
    dialog = opened(empty_ledger)
    fill(dialog, total="12000", due="1021.50")
    since = dialog.form.fields["since"]
    QTest.keyClicks(dialog.form.fields["due_on"].edit, typed)
    assert dialog.form.late.current() == late
    assert since.isVisible() == bool(late)
    assert ("by today" in since.help.text()) == bool(late)


def test_a_lateness_that_was_answered_stays_whatever_day_is_typed(opened, empty_ledger):
    dialog = opened(empty_ledger)
    dialog.form.late.buttons[1].click()
    QTest.keyClicks(dialog.form.fields["due_on"].edit, "12-8")
    assert dialog.form.late.current() == 1


def test_the_rate_of_a_private_lender_runs_on_once_late(opened, empty_ledger):
    dialog = opened(empty_ledger)
    fill(dialog, **LATE)
    fields = dialog.form.fields
    usual = fields["penalty"].edit.placeholderText
    lender = fields["lender_type"].edit
    lender.set_value(LenderType.BANK)
    assert (usual(), dialog.check.amounts[2].text()) == ("1.5", "57.00")
    lender.set_value(LenderType.PRIVATE_PERSON)
    assert usual() == "1"
    assert float(dialog.check.amounts[2].text()) < 40


def test_saving_keeps_the_debt_and_what_was_only_usual(opened, empty_ledger):
    dialog = opened(empty_ledger)
    fill(dialog, **LATE, tail="2607")
    dialog.save_button.click()
    (debt,) = empty_ledger.ledger.debts()
    stand = owed(debt, DAY)
    assert (stand.parts.total, stand.arrears, stand.overdue_days) == (3_898_800, 444_600, 20)
    assert debt.contract_no == "2607"
    assert "rate" in estimates.estimated(empty_ledger, debt.id)
    assert not dialog.isVisible()
    assert empty_ledger.history.undo_label == "add-debt"
    empty_ledger.history.undo()
    assert estimates.all_estimated(empty_ledger) == {}


def test_save_says_why_it_does_not_and_goes_there(opened, empty_ledger, qtbot):
    dialog = opened(empty_ledger)
    fill(dialog, total="38988")
    assert dialog.form.fields["due"].help.property("tone") == "text3"
    dialog.save_button.click()
    due = dialog.form.fields["due"]
    assert due.help.text() == "Not filled in yet"
    assert dialog.focusWidget() is due.edit
    assert dialog.reason.text() == "Still missing: To repay this time, On which day"
    assert empty_ledger.ledger.debts() == ()
    due.edit.setText("4446")
    assert due.help.text() == "The amount of this bill"
    assert dialog.reason.text() == "Still missing: On which day"
    fill(dialog, due_on="11-2")
    assert dialog.reason.text() == ""
    dialog.form.late.choose(0)
    assert dialog.form.fields["due_on"].help.text().startswith("That day is over")
    assert dialog.reason.text() == "Please look at: On which day"


def test_an_instalment_above_the_total_is_asked_about_and_not_refused(opened, empty_ledger):
    dialog = opened(empty_ledger)
    fill(dialog, total="1000", due="1012.30", due_on="12-2")
    assert dialog.form.only.isVisible()
    assert "leave out interest" in dialog.form.fields["due"].help.text()
    dialog.form.only.setChecked(True)
    assert dialog.found.debt is not None
    dialog.save()
    assert len(empty_ledger.ledger.debts()) == 1


def test_the_phones_next_instalment_wins_and_both_are_kept(opened, empty_ledger):
    dialog = opened(empty_ledger)
    fill(dialog, **LATE)
    dialog.check.other.click()
    dialog.check.shown.edit.setText("4389")
    assert dialog.check.values["following"].text() == "4,389.00"
    dialog.save()
    (debt,) = empty_ledger.ledger.debts()
    assert "4389.00" in debt.note
    assert "4,313.00" in debt.note


def test_a_card_asks_for_its_bill_and_its_least_payment(opened, empty_ledger):
    dialog = opened(empty_ledger)
    assert not dialog.form.fields["bill_day"].isVisible()
    dialog.products.buttons["credit_card"].click()
    fields = dialog.form.fields
    assert fields["bill_day"].isVisible()
    assert fields["due"].label.text() == "Minimum payment"
    fill(dialog, total="12345.67", due="617.28", due_on="12-8", bill_day="20")
    dialog.save()
    (debt,) = empty_ledger.ledger.debts()
    assert owed(debt, DAY).next_amount == 61_728
    assert debt.terms.bill_day == 20


def test_a_relative_needs_no_day(opened, empty_ledger):
    dialog = opened(empty_ledger)
    dialog.products.buttons["family"].click()
    fill(dialog, total="20000")
    dialog.save()
    (debt,) = empty_ledger.ledger.debts()
    assert owed(debt, DAY).parts.total == 2_000_000
    assert owed(debt, DAY).next_due is None


def test_a_page_takes_the_place_of_what_was_only_told(opened, empty_ledger):
    told = FirstNumbers(jiebei_due=Fen(444_600), others_monthly=Fen(120_000))
    names = Names(jiebei="借呗", others="其他债务", cash="现金")
    first_numbers.keep(empty_ledger, told, names, DAY)
    dialog = opened(empty_ledger)
    assert dialog.instead.isVisible()
    assert dialog.instead.isChecked()
    fill(dialog, **LATE)
    dialog.again.setChecked(True)
    dialog.save()
    assert [debt.name for debt in empty_ledger.ledger.debts()] == ["其他债务", "Jiebei"]
    dialog.products.buttons["credit_card"].click()
    fill(dialog, total="9000", due="450", due_on="12-8")
    assert "¥750.00 a month" in dialog.instead.text()
    dialog.save()
    others = empty_ledger.ledger.debt("other1")
    assert owed(others, DAY).next_amount == 75_000
    assert "amount" in estimates.estimated(empty_ledger, "other1")
    dialog.products.buttons["weilidai"].click()
    fill(dialog, total="8000", due="800", due_on="12-8")
    dialog.save()
    assert "other1" not in [debt.id for debt in empty_ledger.ledger.debts()]


def test_what_is_half_typed_is_asked_about(opened, empty_ledger, desk, qtbot):
    dialog = opened(empty_ledger)
    fill(dialog, total="100")
    desk.ask.answers = [False, True]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_empty_one_closes_without_a_question(opened, empty_ledger, desk):
    dialog = opened(empty_ledger)
    dialog.reject()
    assert desk.ask.asked == []


def test_enter_goes_on_and_ctrl_enter_saves(opened, empty_ledger, qtbot):
    dialog = opened(empty_ledger)
    fields = dialog.form.fields
    fields["total"].edit.setFocus()
    qtbot.keyClick(fields["total"].edit, Qt.Key.Key_Return)
    assert dialog.focusWidget() is fields["due"].edit
    fill(dialog, **LATE)
    qtbot.keyClick(fields["due"].edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(empty_ledger.ledger.debts()) == 1


def test_a_very_high_rate_is_asked_back(opened, empty_ledger):
    dialog = opened(empty_ledger)
    fill(dialog, **LATE)
    dialog.form.fields["rate"].edit.percent.setText("5")
    assert dialog.found.debt is None
    assert dialog.form.confirm.isVisible()
    dialog.form.confirm.setChecked(True)
    assert dialog.found.debt is not None


def test_a_mortgage_of_thirty_years_follows_every_key(opened, empty_ledger):
    """Counted in processor time of the window's thread; the whole path of one key."""
    dialog = opened(empty_ledger)
    dialog.products.buttons["mortgage"].click()
    fill(dialog, due="3592.36", due_on="12-20", total="80000")
    took = []
    for text in ("800000", "800000.5", "800000.50"):
        start = time.thread_time()
        dialog.form.fields["total"].edit.setText(text)
        took.append(time.thread_time() - start)
    assert min(took[:2]) < 0.25
    assert dialog.check.values["due"].text() == "3,592.36"


def test_the_page_says_which_terms_are_estimates_until_they_are_edited(opened, empty_ledger):
    dialog = opened(empty_ledger)
    page = dialog.parent()
    fill(dialog, **LATE)
    dialog.save()
    page.refresh()
    assert page.detail.guessed.isVisible()
    assert "rate, way of repaying" in page.detail.guessed.text()
    spoken = page.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "not read" in spoken
    (debt,) = empty_ledger.ledger.debts()
    Debts(empty_ledger).edit(debt.id, debt)
    page.refresh()
    assert not page.detail.guessed.isVisible()


def test_a_rate_nobody_told_is_not_called_free_of_interest(opened, empty_ledger):
    names = Names(jiebei="借呗", others="其他债务", cash="现金")
    told = FirstNumbers(others_monthly=Fen(120_000))
    first_numbers.keep(empty_ledger, told, names, DAY)
    page = opened(empty_ledger).parent()
    assert page.detail.rate_chips[0].text == "Rate not known"
    assert "from the lender's page" in page.detail.guessed.text()
