"""The page for a call: live answers, notes that stay, one step when kept, a rehearsal."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from screens import on_screen
from waits import WAIT_MS, settle

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.cases import casefile
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers.call_desk import CounterVerdict, Demand
from jiebei_desktop.services.papers.letters import PaperFacts, keep_paper_facts
from jiebei_desktop.text import current
from jiebei_desktop.text.call_voice import spoken
from jiebei_desktop.ui.pages.call import CallPage
from jiebei_desktop.ui.pages.call.answers import minutes

DAY = date(2026, 11, 22)
JIEBEI = DebtId("jiebei")


def yuan(fen: int) -> str:
    return f"¥{spoken(Fen(fen))}"


def shown(qtbot, context) -> CallPage:
    return on_screen(qtbot, CallPage(context), 1096, 740)


@pytest.fixture
def page(qtbot, desk, employee):
    return shown(qtbot, desk.context(employee))


def test_it_opens_on_the_most_urgent_lender_with_everything_at_hand(page):
    assert page.purpose_label.text() == "借呗, 20 days overdue"
    assert page.who.owed.text() == "¥38,988.00"
    assert "interest 931.00, penalty 57.00" in page.who.parts.text()
    ask = page.desk.ask
    assert f"I can pay {yuan(ask.amount)} a month from 12 Jan on" in page.opening.words.text()
    figures = [yuan(fen) for fen in (ask.amount, ask.at_most, ask.at_least)]
    assert [label.text() for label in page.limits.values] == figures
    assert page.limits.captions[0].text() == f"on day 12 of the month, {ask.periods} times"
    assert page.limits.link.isHidden()
    assert len(page.answers.rows) == 8
    assert not page.recap.save_button.isEnabled()


def test_an_offer_is_answered_at_every_key(qtbot, page):
    assert page.offer.below.isHidden()
    ask, ground = page.desk.ask, page.desk.footing
    qtbot.keyClicks(page.offer.amount.edit, str(ask.amount // 100))
    assert page.offer.answered.verdict is CounterVerdict.FITS
    assert page.offer.chip.text == "OK"  # what is missing on 9 Dec is before it, and over by then
    page.offer.amount.edit.setText("5000")
    page.offer.periods.edit.setValue(8)
    assert page.offer.chip.text == "Attention"
    assert page.offer.headline.text() == "You could not keep this up; do not agree"
    values = [label.text() for label in page.offer.values]
    assert values[0] == f"{spoken(500_000 - ask.at_most)} higher"
    whole = spoken(500_000 + ground.others)
    assert values[1] == f"{whole} a month, more than {spoken(ground.kept)}"
    assert values[3].startswith("40,000, about ")
    assert f"I can pay {yuan(ask.amount)} on time" in page.offer.say.text()
    below = page.offer.below
    said, reasons = (each.mapTo(below, each.rect().topLeft()).y()
                     for each in (page.offer.say, page.offer.names[0]))  # fmt: skip
    assert said < reasons  # what to say is needed before why
    page.offer.amount.edit.setText("")
    assert page.offer.offer() is None
    assert page.offer.below.isHidden()


def test_a_rate_names_the_amount_until_one_is_typed(qtbot, page):
    page.offer.periods.edit.setValue(36)
    qtbot.keyClicks(page.offer.rate, "12")
    first = page.offer.amount.edit.value()
    page.offer.periods.edit.setValue(24)
    assert page.offer.amount.edit.value() > first
    page.offer.amount.edit.setFocus()
    page.offer.amount.edit.selectAll()
    qtbot.keyClicks(page.offer.amount.edit, "900")
    assert page.offer.rate.text() == ""
    assert page.offer.amount.edit.value() == 90_000


def test_a_day_without_a_year_is_the_next_one(page):
    field = page.offer.first.edit
    field.set_value(date(2026, 1, 15))
    assert field.value() == date(2027, 1, 15)
    field.set_value(date(2030, 11, 22))
    assert field.value() == DAY
    field.set_value(date(2028, 2, 29))
    assert field.value() == date(2027, 2, 28)


def test_digits_mark_what_was_said_but_stay_in_the_fields(qtbot, page):
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_2)
    qtbot.keyClick(page, Qt.Key.Key_3)
    qtbot.keyClick(page, Qt.Key.Key_9)
    assert page.answers.heard == (Demand.PART_TODAY, Demand.SUE)
    assert page.answers.rows[Demand.SUE].property("current") == "true"
    qtbot.keyClick(page, Qt.Key.Key_3)
    assert page.answers.heard == (Demand.PART_TODAY,)
    qtbot.keyClicks(page.listen.number, "4711")
    assert page.listen.number.text() == "4711"
    assert page.answers.heard == (Demand.PART_TODAY,)
    row = page.answers.rows[Demand.GUARANTOR]
    qtbot.keyClick(row, Qt.Key.Key_Return)
    qtbot.mouseClick(page.answers.rows[Demand.FAMILY], Qt.MouseButton.LeftButton)
    assert page.answers.heard == (Demand.PART_TODAY, Demand.GUARANTOR, Demand.FAMILY)


def noted(page) -> None:
    page.listen.who.setText("王女士")
    page.listen.number.setText("07")
    page.listen.told.setChecked(True)
    page.listen.when.setChecked(True)
    page.listen.answer_on.edit.set_value(date(2026, 11, 24))
    page.listen.written.setText("短信")
    page.offer.amount.edit.setText("1950")
    page.offer.periods.edit.setValue(24)
    page.offer.first.edit.set_value(date(2026, 12, 12))


def test_the_recap_writes_itself_and_is_copied_as_a_message(page):
    current.use("zh_CN")
    page.retranslate()
    page.reload()
    noted(page)
    ask = page.desk.ask
    page.recap.copy_button.click()
    said = QGuiApplication.clipboard().text()
    assert said == (
        "今天 11月22日，我和贵方通话（王女士、工号 07），说的是借呗。我说明了是主动协商。"
        f"我提出每月 {spoken(ask.amount)} 元，1月12日起，{ask.periods} 期。"
        f"请免去罚息 {spoken(ask.waived['penalty'])} 元：这部分超出适用的息费界线。"
        "贵方提出每月 1,950 元，12月12日起，24 期，我没有同意。"
        "贵方答应：11月24日前答复，写在短信里。"
    )
    assert said in page.recap.words.text()


def test_a_call_is_kept_as_a_contact_by_one_press_and_undone_by_one(page, desk, employee):
    noted(page)
    page.end_button.click()
    assert employee.history.undo_label == "load"
    page.recap.save_button.click()
    case = casefile.case_of(employee, JIEBEI)
    (contact,) = casefile.contacts(employee, case.id)
    assert (contact.who, contact.number) == ("王女士", "07")
    assert contact.remind_on == date(2026, 11, 24)
    assert contact.at is not None
    assert "You offered ¥1,950 a month from 12 Dec, 24 times; I did not agree." in contact.said
    assert desk.told[-1].tables >= {"cases", "contacts", "reminders"}
    assert page.notes().empty
    assert not page.recap.save_button.isEnabled()
    assert "Saved as a contact of 借呗." in page.kept.label.text()
    page.kept.action.click()
    assert desk.went[-1] == ("negotiation", {"debt": JIEBEI})
    employee.history.undo()
    assert employee.history.undo_label == "load"
    assert casefile.case_of(employee, JIEBEI) is None


def test_what_was_typed_stays_when_the_page_or_the_lender_changes(page, desk):
    noted(page)
    page.answers.press(4)
    before = page.notes()
    page.hide()
    page.reload()
    page.show()
    assert page.notes() == before
    page.arrive(debt="card", do="offer")
    assert page.desk.debt.id == "card"
    assert page.notes().empty
    page.listen.who.setText("李先生")
    page.arrive(debt="jiebei")
    assert page.notes() == before
    assert page.listen.answer_on.isVisible()
    at = page.who.lender.findData("card")
    page.who.lender.activated.emit(at)
    assert page.notes().who == "李先生"
    current.use("zh_CN")
    page.retranslate()
    page.reload()
    assert page.notes().who == "李先生"


def test_a_rehearsal_asks_all_eight_in_any_order_and_stores_nothing(page, employee):
    noted(page)
    before = page.notes()
    page.rehearse_button.click()
    card = page.rehearsal
    assert page.rehearsing
    assert card.chip.text == "Rehearsal"
    assert not page.recap.save_button.isEnabled()
    assert not page.recap.copy_button.isEnabled()
    page.save()
    asked = []
    for place in range(8):
        asked.append(card.demand.text())
        assert card.answer.isHidden()
        assert card.place.text() == f"{place + 1} of 8"
        card.show_button.click()
        assert card.answer.isVisible()
        card.next_button.click()
    assert len(set(asked)) == 8
    assert sorted(card.order) == sorted(Demand)
    assert not page.rehearsing
    assert page.notes() == before
    assert employee.history.undo_label == "load"


def test_a_rehearsal_has_a_clock_and_can_be_ended_before_the_last(page):
    page.rehearse_button.click()
    card = page.rehearsal
    assert card._pause.waiting
    card._pause.finish()
    assert card._pause.waiting
    card.show_button.click()
    assert not card._pause.waiting
    card.next_button.click()
    card.end_button.click()
    assert not page.rehearsing
    assert not card._pause.waiting
    assert page.listen.isEnabled()
    assert minutes(192_400) == "03:12"


def test_the_clock_runs_from_the_first_note_and_rests_at_the_end(page):
    assert page.clock.isHidden()
    page.listen.who.setText("王")
    assert page.clock.running
    page.clock._pause.finish()
    assert page.clock.chip.text == "On the line 00:00"
    page.end_button.click()
    assert not page.clock.running
    assert page.clock.isVisible()


def test_where_no_amount_is_known_it_leads_to_the_page_that_finds_one(qtbot, desk, tmp_path):
    with Session.create(tmp_path / "new.jiebei") as session:
        session.ledger.add_book(replace(demo.employee(DAY), entries=(), recurring=()))
        page = shown(qtbot, desk.context(session))
        assert page.limits.three.isHidden()
        assert page.limits.link.text() == "Work out what you can keep up first"
        page.limits.link.click()
        assert desk.went == [("affordability", {})]
        page.offer.amount.edit.setText("10")
        assert page.offer.answered.verdict is CounterVerdict.UNKNOWN
        assert [label.text() for label in page.offer.values][:2] == ["not known yet"] * 2
        assert "cannot name a monthly amount yet" in page.opening.words.text()


def test_that_nothing_is_left_is_an_answer_and_not_unknown(qtbot, desk, tmp_path):
    """It asked for a pause in the first sentence and called what can be kept unknown below it."""
    book = demo.employee(DAY)
    dearer = tuple(
        replace(one, amount=Fen(2 * one.amount)) if one.kind is EntryKind.EXPENSE else one
        for one in book.entries
    )
    with Session.create(tmp_path / "dear.jiebei") as session:
        session.ledger.add_book(replace(book, entries=dearer))
        page = shown(qtbot, desk.context(session))
        assert page.limits.three.isHidden()
        assert page.limits.unknown.text().startswith("Nothing can be promised now")
        assert page.limits.link.text() == "See what is left each month"


def test_without_a_lender_the_page_says_so(qtbot, desk, empty_ledger):
    page = shown(qtbot, desk.context(empty_ledger))
    assert page.desk is None
    assert page.recap.isHidden()
    for act in (page.save, page.copy, page.print_sheet, page.end):
        act()
    page.rehearse(on=True)
    assert not page.rehearsing
    page.empty.primary.click()
    assert desk.went == [("debts", {"do": "add"})]


def test_amounts_are_hidden_on_the_screen_and_kept_in_full(page, desk, employee):
    desk.masking.use(on=True)
    noted(page)
    assert "38,988" not in page.who.owed.text()
    assert spoken(page.desk.ask.amount) not in page.opening.words.text()
    assert "1,950" not in page.recap.words.text()
    assert "••" in page.limits.values[0].text()
    page.save()
    (contact,) = casefile.contacts(employee, casefile.case_of(employee, JIEBEI).id)
    assert "1,950" in contact.said


def test_the_sheet_is_written_as_pdf(page, desk, tmp_path):
    desk.ask.answers = [None, tmp_path / "通话单", tmp_path / "gone" / "a.pdf"]
    for _time in range(3):
        page.print_button.click()
    assert (tmp_path / "通话单.pdf").read_bytes().startswith(b"%PDF")
    assert ("The sheet was saved.", "通话单.pdf") in desk.ask.asked
    assert desk.ask.asked[-1][0] != "The sheet was saved."


@pytest.mark.parametrize(("width", "columns"), [(1096, 3), (968, 2), (600, 1)])
def test_the_cards_stand_in_as_many_columns_as_fit(page, width, columns):
    page.resize(968, 740)
    QApplication.processEvents()
    page.resize(width, 740)
    filled = [column for column in page._columns if column.count()]
    assert len(filled) == columns
    every = [column.itemAt(at).widget() for column in filled for at in range(column.count())]
    assert len(every) == len(set(every)) == 7


def test_a_failing_write_is_told_and_loses_nothing(page, desk, employee, monkeypatch):
    noted(page)
    before = page.notes()
    employee.ledger.damage = "torn"
    page.save()
    assert desk.ask.asked
    assert page.notes() == before
    employee.ledger.damage = ""


def test_what_they_did_not_name_is_not_put_into_their_mouth(page):
    current.use("zh_CN")
    page.retranslate()
    page.reload()
    page.offer.amount.edit.setText("300")
    assert (page.offer.periods.edit.text(), page.offer.first.edit.text()) == ("—", "")
    assert page.offer.offer().periods == page.desk.ask.periods
    assert "贵方提出每月 300 元，我" in page.recap.words.text()
    page.offer.first.edit.set_value(date(2026, 12, 15))
    assert "贵方提出每月 300 元，12月15日起，我" in page.recap.words.text()
    page.offer.periods.edit.setValue(24)
    before = page.notes()
    assert "贵方提出每月 300 元，12月15日起，24 期，我" in page.recap.words.text()
    page._restore(before)
    assert page.notes() == before


def test_the_lump_sum_and_the_rest_are_told(page):
    page.offer.lump.edit.setText("3000")
    page.offer.amount.edit.setText("500")
    page.offer.periods.edit.setValue(12)
    assert page.offer.offer().lump_sum == Fen(300_000)
    assert page.offer.headline.text() == "You do not have the sum up front"
    assert "I do not have ¥3,000 up front" in page.offer.say.text()
    assert "9,000; 29,988 of what is owed would stay open" in page.offer.values[3].text()


def test_what_is_missing_of_me_is_filled_in_once_where_papers_ask_for_it(page, desk, employee):
    assert page.who.fill.isVisible()
    page.who.fill.click()
    assert desk.went == [("negotiation", {"debt": JIEBEI, "do": "letters"})]
    facts = PaperFacts(name="林晓", id_tail="0426", contract_no="2608020048182607")
    page.changed(keep_paper_facts(employee, JIEBEI, facts))
    assert page.who.fill.isHidden()
    assert page.who.contract.text() == "2608 0200 4818 2607"
    assert "this is 林晓, contract ending 2607" in page.opening.words.text()


def test_a_claim_that_may_be_out_of_time_is_warned_of_and_no_figure_shown(qtbot, desk, tmp_path):
    book = demo.employee(DAY)
    first, *others = book.debts
    terms = replace(first.terms, periods=12, first_due=None, due_day=None)
    old = replace(first, contract_date=date(2017, 1, 12), terms=terms, payments=(), balance=None)
    with Session.create(tmp_path / "old.jiebei") as session:
        session.ledger.add_book(replace(book, debts=(old, *others)))
        page = shown(qtbot, desk.context(session))
        page.arrive(debt=JIEBEI)
        assert "12348" in page.opening.caution.label.text()
        assert page.limits.isHidden()
        assert "I want to repay" not in page.opening.words.text()
        page.offer.amount.edit.setText("10")
        assert page.offer.answered.verdict is CounterVerdict.BARRED
        page.arrive(debt="card")
        assert page.opening.caution.isHidden()
        assert page.limits.isVisible()


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
def test_what_can_be_said_to_an_offer_is_seen_whole_while_it_is_typed(window, qtbot, size):
    window.parts.language.use("en")
    window.resize(*size)
    window.go("call")
    settle(window, qtbot)
    page = window.page()
    page.offer.amount.edit.setFocus()
    QTest.keyClicks(page.offer.amount.edit, "1950")
    seen = page.scroller.viewport()

    def whole(part):
        return seen.rect().contains(QRect(part.mapTo(seen, QPoint()), part.size()))

    qtbot.waitUntil(lambda: whole(page.offer.panel), timeout=WAIT_MS)
    assert whole(page.offer.amount.edit)
