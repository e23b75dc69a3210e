"""A text that cannot be read stays, says what is wrong, and nothing is written: every day field."""

from __future__ import annotations

from inline_lanes import InlineLanes
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget
from test_fits import each_dialog
from waits import WAIT_MS, settle

from jiebei_desktop import app
from jiebei_desktop.ui.five_numbers import FiveNumbers
from jiebei_desktop.ui.pages.debts.phone_dialog import PhoneDialog
from jiebei_desktop.ui.pages.negotiation.terms_dialogs import ProposalDialog
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.day_line import DayLine
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.quick_date import QuickDate

WRONG = "13-40"
WORDS = "Not a day. Write 11-8, +3 or t for today"
EMPTY = "Not filled in yet"


def asked(parent: QWidget) -> list[QLineEdit]:
    return [
        each
        for kind in (DateEdit, DayLine)
        for each in parent.findChildren(kind)
        if each.isVisible() and each.isEnabled()
    ]


def spoil(edit: QLineEdit, text: str = WRONG) -> None:
    """Type a text and go on, as Tab does."""
    edit.window().activateWindow()
    QTest.qWaitForWindowActive(edit.window(), WAIT_MS)
    edit.setFocus(Qt.FocusReason.TabFocusReason)
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Tab)


def said_beside(edit: QLineEdit) -> list[str]:
    """Return the words of labels that stand as near to a field as its own."""
    near = edit.parentWidget()
    return [each.text() for each in near.findChildren(QLabel) if each.isVisible()]


def check_each(parent: QWidget) -> int:
    """Spoil every day in sight, see that each is told, and return how many there are."""
    found = asked(parent)
    for edit in found:
        spoil(edit)
        assert edit.text() == WRONG
        assert edit.property("problem") is True
        assert WORDS in said_beside(edit)
        assert WORDS in edit.accessibleDescription()
    return len(found)


def empty_each(parent: QWidget) -> int:
    """Empty every day that must be one, see that each is told, and return how many there are."""
    found = [each for each in asked(parent) if type(each) in {DateEdit, QuickDate}]
    for edit in found:
        spoil(edit, "")
        assert edit.text() == "", "the day of before does not come back"
        assert EMPTY in said_beside(edit)
    return len(found)


def test_no_dialog_takes_a_day_that_is_none(window, qtbot):
    count = 0
    for name, dialog in each_dialog(window, qtbot):
        for box in dialog.findChildren(QCheckBox):
            box.setChecked(True)
        before = window.session.ledger.revision
        count += bool(check_each(dialog))
        for told in (check_each, empty_each):
            if told(dialog):
                (dialog.finish if name == "check_in" else dialog.save)()
                settle(window, qtbot)
                assert dialog.isVisible(), name
                assert window.session.ledger.revision == before, name
    assert count > 10


HAPPENED = {"pay", "cash", "contact", "evidence", "fact", "instalment", "ending", "check_in"}
"""Dialogs that ask for the day of what has happened."""


def test_what_has_happened_has_no_day_that_is_ahead(window, qtbot):
    """A reading of cash with next year's day left the cash unknown, and a term ran from 2099."""
    seen = set()
    for name, dialog in each_dialog(window, qtbot):
        if name not in HAPPENED:
            continue
        days = [each for each in dialog.findChildren(DateEdit) if each.isVisible()]
        before = window.session.ledger.revision
        spoil(days[0], "2099-1-1")
        assert "That day is still ahead" in said_beside(days[0]), name
        for edit in dialog.findChildren(QLineEdit):  # all else is in order
            if edit.isVisible() and not edit.text():
                edit.setText("1")
        (dialog.finish if name == "check_in" else dialog.save)()
        settle(window, qtbot)
        assert dialog.isVisible(), name
        assert window.session.ledger.revision == before, name
        assert dialog.focusWidget() is days[0], name
        seen.add(name)
    assert seen == HAPPENED


def test_the_quick_row_takes_no_day_that_is_none(window, qtbot):
    window.go("ledger")
    settle(window, qtbot)
    quick = window.page().entries.quick
    before, added = window.session.ledger.revision, []
    quick.added.connect(added.append)
    quick.amount.set_value(1200)
    assert empty_each(quick) == 1
    QTest.keyClick(quick.day, Qt.Key.Key_Return)
    settle(window, qtbot)
    assert (quick.day.text(), added) == ("", [])
    assert check_each(quick) == 1
    QTest.keyClick(quick.day, Qt.Key.Key_Return)
    settle(window, qtbot)
    assert (quick.day.text(), added) == (WRONG, [])
    spoil(quick.amount, "30")
    assert quick.amount.text() == "30.00"
    assert quick.wrong.text() == WORDS, "it is about the day"
    assert window.session.ledger.revision == before
    spoil(quick.day, "11-8")
    assert quick.wrong.isHidden()
    quick.save()
    settle(window, qtbot)
    assert added[0].date.day == 8


def test_a_call_is_not_kept_with_a_day_that_is_none(window, qtbot):
    window.go("call")
    settle(window, qtbot)
    page = window.page()
    page.listen.who.setText("Ms Wang")
    page.listen.when.setChecked(True)
    before = window.session.ledger.revision
    assert check_each(page) == 2
    page.recap.save_button.click()
    settle(window, qtbot)
    assert window.session.ledger.revision == before
    assert page.listen.who.text() == "Ms Wang"


def test_a_change_in_life_is_neither_tried_nor_kept_with_a_day_that_is_none(window, qtbot):
    window.go("life_events")
    settle(window, qtbot)
    page = window.page()
    page.begin()
    page.editor.form.what.edit.setCurrentIndex(1)
    page.editor.form.ends.setChecked(True)
    before = window.session.ledger.revision
    assert check_each(page) == 2
    assert page.editor.form.life_event() is None
    page.save()
    settle(window, qtbot)
    assert window.session.ledger.revision == before


def test_an_offer_is_answered_only_once_every_text_can_be_read(window, qtbot):
    window.go("offer_check")
    settle(window, qtbot)
    page = window.page()
    page.show_sample()
    settle(window, qtbot)
    assert page.keep_button.isEnabled()
    assert check_each(page) == 1
    settle(window, qtbot)
    assert page.answer.isHidden()
    assert not page.keep_button.isEnabled()
    spoil(page.form.day.edit, "11-8")
    spoil(page.form.fee.edit, "some")
    settle(window, qtbot)
    assert not page.keep_button.isEnabled(), "a fee that cannot be read is not nothing"
    spoil(page.form.fee.edit, "0")
    settle(window, qtbot)
    assert page.keep_button.isEnabled()


def test_what_settling_costs_is_said_for_no_day_that_is_none(window, qtbot):
    window.go("debts")
    settle(window, qtbot)
    strip = window.page().detail.payoff
    said = strip.result.text()
    assert said
    assert empty_each(strip) == check_each(strip) == 1
    settle(window, qtbot)
    assert strip.result.text() == ""
    strip.day.set_value(strip.day.value())
    settle(window, qtbot)
    assert (strip.result.text(), strip.day.problem()) == (said, "")


def test_the_first_numbers_go_on_with_no_day_that_is_none(qtbot, theme):
    sheet = FiveNumbers(theme, app.today, InlineLanes().side)
    qtbot.addWidget(sheet)
    sheet.show()
    assert check_each(sheet) == 1
    assert not sheet.check()


def test_an_amount_of_a_proposal_that_cannot_be_read_is_not_taken_for_nothing(window, qtbot):
    window.go("negotiation")
    settle(window, qtbot)
    window.page().acts.draft()
    settle(window, qtbot)
    (dialog,) = window.findChildren(ProposalDialog)
    field = dialog.form.money["waived_penalty"]
    spoil(field.edit, "1O0")
    before = window.session.ledger.revision
    dialog.save()
    settle(window, qtbot)
    assert dialog.isVisible()
    assert "Not an amount" in field.help.text()
    assert window.session.ledger.revision == before
    dialog.done(0)


def test_a_day_on_the_phones_page_that_is_none_is_not_called_missing(window, qtbot):
    window.go("debts")
    settle(window, qtbot)
    window.page().acts.add()
    settle(window, qtbot)
    (dialog,) = window.findChildren(PhoneDialog)
    days = [each for each in asked(dialog) if isinstance(each, DayLine)]
    spoil(days[0])
    dialog.save()
    assert WORDS in said_beside(days[0])
    assert dialog.isVisible()
    dialog.done(0)


def test_words_at_a_field_go_with_the_value_they_were_about(qtbot, theme):
    field = Field(theme, MoneyEdit(theme))
    qtbot.addWidget(field)
    field.show()
    field.show_words("Amount", "A month")
    field.show_problem("An amount is needed")
    spoil(field.edit, "12")
    assert field.help.text() == "A month"
    assert field.edit.property("problem") is False


def test_a_rate_of_a_call_that_cannot_be_read_is_told_and_the_call_is_not_kept(window, qtbot):
    window.go("call")
    settle(window, qtbot)
    page = window.page()
    page.listen.who.setText("Ms Wang")
    spoil(page.offer.rate, "1O")
    assert page.offer.rate.property("problem") is True
    assert page.offer.rate_wrong.text() == "Not a percentage. Write 0.05 or 18.25"
    before = window.session.ledger.revision
    page.recap.save_button.click()
    settle(window, qtbot)
    assert window.session.ledger.revision == before
    spoil(page.offer.rate, "12")
    assert page.offer.rate_wrong.isHidden()
    assert page.offer.offer() is not None
