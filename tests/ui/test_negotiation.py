from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from case_steps import REQUEST, draft, log_contact, mark_sent, note_fact
from msgspec.structs import replace
from open_cases import open_case
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from screens import on_screen

from jiebei_desktop.domain.debts import DebtId, Stage
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import (
    Agreement,
    CaseFact,
    Conduct,
    Contact,
    Evidence,
    FactKind,
    ProposalState,
)
from jiebei_desktop.domain.rates import DayBasis
from jiebei_desktop.services.cases import agreements, case_facts, casefile, evidence
from jiebei_desktop.services.negotiation import case_proposals
from jiebei_desktop.storage.household import set_household
from jiebei_desktop.text import current
from jiebei_desktop.ui.pages.negotiation import NegotiationPage
from jiebei_desktop.ui.pages.negotiation.calendar_dialog import CalendarDialog
from jiebei_desktop.ui.pages.negotiation.dialogs import ContactDialog, EvidenceDialog, FactDialog
from jiebei_desktop.ui.pages.negotiation.ending_dialog import EndingDialog
from jiebei_desktop.ui.pages.negotiation.instalment_dialog import InstalmentDialog
from jiebei_desktop.ui.pages.negotiation.ladder import Ladder, Step
from jiebei_desktop.ui.pages.negotiation.talk import TalkDialog
from jiebei_desktop.ui.pages.negotiation.terms_dialogs import (
    AgreementDialog,
    ProposalDialog,
)
from jiebei_desktop.ui.pages.negotiation.timeline_table import timeline_table
from jiebei_desktop.ui.widgets.basics import Button

DAY = date(2026, 11, 22)


def shown(qtbot, context) -> NegotiationPage:
    return on_screen(qtbot, NegotiationPage(context), 1096, 740)


@pytest.fixture
def page(qtbot, desk, employee):
    return shown(qtbot, desk.context(employee))


@pytest.fixture
def jiebei(employee) -> DebtId:
    return next(debt.id for debt in employee.ledger.debts() if debt.name == "借呗")


@pytest.fixture
def case(employee, jiebei):
    return open_case(employee, jiebei, DAY)


def dialog(page, kind):
    return page.window().findChildren(kind)[-1]


def test_the_first_sentence_says_where_the_most_urgent_talk_stands(page):
    assert "借呗 is 20 days overdue" in page.banner.label.text()
    assert "¥4,446.00" in page.banner.label.text()
    assert next(iter(page.lenders.rows)) == page.view.line.debt.id
    assert [step.state for step in page.stage.ladder._steps].count("current") == 1
    assert page.versions.empty.isVisible()
    assert page.contacts.empty.isVisible()


def test_another_lender_is_chosen_by_a_click(page):
    other = next(debt for debt in page.lenders.rows if debt != page.view.line.debt.id)
    page.lenders.rows[other].clicked.emit()
    assert page.view.line.debt.id == other


def test_a_call_is_noted_with_three_fields_and_opens_the_case(page, employee, jiebei):
    page.arrive(do="log", debt=jiebei)
    note = dialog(page, ContactDialog)
    note.save()
    assert note.said.help.text() == "A few words are enough"
    note.who.edit.setText("客服 07")
    note.said.edit.setText("最多 36 期")
    note.promised.edit.setText("三天内回电")
    note.remind_box.setChecked(True)
    note.conduct[Conduct.THREAT].setChecked(True)
    note.save()
    (logged,) = casefile.contacts(employee, page.view.line.case.id)
    assert (logged.who, logged.promised) == ("客服 07", "三天内回电")
    assert logged.conduct == {Conduct.THREAT}
    assert [each.note for each in page.view.reminders] == ["三天内回电"]
    assert page.contacts.table.model().index(0, 3).data() == "see note"


def test_a_contact_is_changed_and_taken_out(page, employee, case):
    log_contact(employee, Contact(case_id=case.id, on=DAY, at=time(21, 40), said="要求当天还清"))
    page.refresh()
    page.contacts.opened.emit(page.view.contacts[0])
    note = dialog(page, ContactDialog)
    note.said.edit.setText("要求三天内还清")
    note.save()
    assert page.view.contacts[0].said == "要求三天内还清"
    page.contacts.opened.emit(page.view.contacts[0])
    dialog(page, ContactDialog).remove_button.click()
    assert page.view.contacts == ()


def test_a_document_is_copied_in_with_its_fingerprint_and_written_out_again(
    page, desk, employee, case, tmp_path
):
    source, target = tmp_path / "收入证明.pdf", tmp_path / "copy.pdf"
    source.write_bytes(b"%PDF proof")
    page.papers.wanted.emit("income_proof")
    form = dialog(page, EvidenceDialog)
    desk.ask.answers = [source, target]
    form.choose()
    assert form.name.edit.text() == "收入证明"
    form.save()
    (item,) = evidence.held(employee, case.id)
    assert item.size == 10
    assert page.papers.sub.text() == "1 / 5"
    page.papers.shown.emit(item.attachment_id)
    assert target.read_bytes() == b"%PDF proof"


def test_a_fact_of_the_case_stands_apart_and_sets_its_term(page, employee, case, jiebei):
    page.acts.note_fact()
    form = dialog(page, FactDialog)
    form.kind.edit.setCurrentIndex(form.kind.edit.findData(FactKind.COURT_PAPERS))
    form.note.edit.setText("(2026) 0101")
    form.save()
    (fact,) = case_facts.facts_of(employee, case.id)
    assert fact.due == date(2026, 12, 7)
    assert "answer by 7 December 2026" in page.stage.facts.text()
    assert employee.ledger.debt(jiebei).stage is Stage.LITIGATION


def test_a_version_is_drafted_from_what_can_be_kept_changed_and_sent(page, desk, employee, case):
    page.acts.draft()
    form = dialog(page, ProposalDialog)
    assert form.request().payment > 0
    form.form.fill(REQUEST)
    form.save()
    assert page.view.proposals[0].request == REQUEST
    page.versions.opened.emit(page.view.proposals[0])
    again = dialog(page, ProposalDialog)
    again.form.periods.edit.setValue(60)
    again.form.level()
    again.save()
    assert page.view.proposals[0].request.periods == 60
    desk.ask.answers = [False, True]
    page.acts.send()
    page.acts.send()
    assert page.view.proposals[0].state is ProposalState.SENT
    assert len(employee.ledger.rows("statements")) == 1
    page.versions.opened.emit(page.view.proposals[0])
    assert not dialog(page, ProposalDialog).form.isEnabled()


def test_the_next_version_lists_what_differs(page, employee, case):
    draft(employee, case.id, REQUEST, DAY)
    page.refresh()
    page.acts.draft()
    form = dialog(page, ProposalDialog)
    assert form.changes.text() == "The same as before."
    form.form.periods.edit.setValue(48)
    assert "Number of instalments: 36 → 48" in form.changes.text()
    form.form.money["payment"].edit.setText("")
    form.save()
    assert form.form.money["payment"].help.text() == "Not filled in yet"
    form.form.money["payment"].edit.setText("200")
    assert "too small" in form.sum.text()
    form.reject()


PART_BY_PART = replace(
    REQUEST,
    charges=Fen(23_700),
    start_periods=2,
    start_payment=Fen(11_000),
    lump_sum=Fen(185_000),
    lump_on=date(2026, 12, 1),
    interest_from=date(2026, 11, 22),
    day_basis=DayBasis.ACT_365,
)
"""All that a plan can ask for; the form dropped the charges without a word."""


def test_what_the_engine_asks_for_is_in_the_form_whole_and_listed_where_it_differs(
    page, employee, case
):
    draft(employee, case.id, PART_BY_PART, DAY)
    page.refresh()
    page.acts.draft()
    form = dialog(page, ProposalDialog)
    form.form.fill(PART_BY_PART)
    assert form.form.request() == PART_BY_PART
    assert form.changes.text() == "The same as before."
    form.form.fill(REQUEST)
    assert form.form.request() == REQUEST
    listed = form.changes.text().splitlines()[1:]
    assert "Charges in parts, without interest: ¥237.00 → ¥0.00" in listed
    assert "Instalments that begin smaller: 2 → 0" in listed
    assert "At once, by: 1 December 2026 → before the first instalment" in listed
    whole = "interest by its days from 22 November 2026 on → interest of a whole month"
    assert f"First period: {whole}" in listed
    form.form.money["charges"].edit.set_value(Fen(36_000))
    form.form.level()
    level = form.form.request()
    assert (level.start_periods, level.payment) == (0, even(REQUEST) + 1_000)
    form.reject()


def even(request) -> int:
    return case_proposals.even_payment(request.principal, request.annual_rate, request.periods)


def test_the_answer_of_the_other_side_is_noted(page, desk, employee, case):
    made = draft(employee, case.id, REQUEST, DAY)
    mark_sent(employee, made, DAY)
    page.refresh()
    desk.ask.answers = [None, 0, None, 0, "最多 24 期"]
    page.acts.answer()
    page.acts.answer()
    page.acts.answer()
    assert page.view.proposals[0].reply == "最多 24 期"
    assert "最多 24 期" in page.versions.table.model().index(0, 4).data()


def agreed(page, employee) -> None:
    page.acts.agree()
    form = dialog(page, AgreementDialog)
    form.form.fill(REQUEST)
    for code in ("balance_split", "amounts_and_dates"):
        form.items[code].setChecked(True)
    form.save()


def test_an_agreement_is_held_against_six_items_and_becomes_the_terms(page, employee, jiebei, case):
    draft(employee, case.id, REQUEST, DAY)
    page.refresh()
    page.acts.agree()
    form = dialog(page, AgreementDialog)
    assert "Not settled in writing yet" in form.cost.text()
    form.extra.edit.setText("500")
    assert "Total paid" in form.cost.text()
    assert "Under the old terms: 10 instalments until" in form.cost.text()
    assert "more than that" in form.cost.text()
    form.form.money["payment"].edit.set_value(Fen(4_000_000))
    form.extra.edit.set_value(Fen(0))
    assert "less than that" in form.cost.text()
    form.form.fill(replace(REQUEST, principal=Fen(REQUEST.principal - 500_000)))
    assert "¥5,000.00 of what is owed is neither repaid here nor waived" in form.cost.text()
    form.form.money["lump_sum"].edit.set_value(Fen(500_000))
    assert "neither repaid here" not in form.cost.text()
    assert "It is owed until you note it as paid." in form.cost.text()
    form.form.fill(REQUEST)
    form.form.first.edit.set_value(DAY)
    form.save()
    assert form.form.first.help.text() == "After the day of the agreement"
    form.reject()
    agreed(page, employee)
    assert page.checklist.sub.text() == "2 / 6 written down"
    assert employee.ledger.debt(jiebei).stage is Stage.RESTRUCTURED
    assert "0 of 36" in page.banner.label.text()


def test_instalments_are_ticked_off_the_agreement_is_ended_and_taken_up_again(
    page, desk, employee, jiebei, case
):
    agreed(page, employee)
    desk.ask.answers = [True, True]
    page.acts.pay()
    dialog(page, InstalmentDialog).save()
    assert page.view.agreement.paid == 1
    page.acts.pay()
    dialog(page, InstalmentDialog).reject()
    assert page.view.agreement.paid == 1
    page.acts.end_or_resume()
    form = dialog(page, EndingDialog)
    form.day.edit.set_value(DAY + timedelta(days=1))
    form.save()
    assert form.day.help.text() == "That day is still ahead"
    form.day.edit.set_value(DAY - timedelta(days=900))
    form.save()
    assert form.day.help.text() == "That is before the agreement, or before it was ended"
    form.day.edit.set_value(DAY)
    form.called_in.setChecked(True)
    form.save()
    assert page.view.agreement.broken_on == DAY
    assert employee.ledger.debt(page.view.line.debt.id).accelerated_on == DAY
    assert "ended it on" in page.tracker.text.text()
    page.acts.end_or_resume()
    form = dialog(page, EndingDialog)
    assert not form.called_in.isVisible()
    form.save()
    assert page.view.agreement.broken_on is None
    assert employee.ledger.debt(page.view.line.debt.id).accelerated_on is None


def test_an_instalment_is_paid_on_a_day_with_the_file_that_proves_it(
    page, desk, employee, jiebei, case, tmp_path
):
    agreed(page, employee)
    receipt = tmp_path / "receipt.png"
    receipt.write_bytes(b"png")
    desk.ask.answers = [receipt]
    page.acts.pay()
    form = dialog(page, InstalmentDialog)
    form.choose()
    assert form.file_label.text() == "receipt.png"
    form.day.edit.set_value(date(2026, 11, 23))
    form.save()
    assert form.day.help.text() == "That day is still ahead"
    form.day.edit.set_value(date(2026, 11, 21))
    form.save()
    assert form.day.help.text() == "That is before the agreement"
    form.day.edit.set_value(DAY)
    form.amount.edit.set_value(Fen(100))
    form.save()
    assert form.amount.help.text().startswith("Less than the instalment")
    form.amount.edit.set_value(Fen(142_000))
    form.save()
    mark = page.view.agreement.marks[0]
    assert mark.paid_on == DAY
    assert evidence.content(employee, mark.attachment_id) == ("receipt.png", b"png")
    assert employee.ledger.debt(jiebei).payments[-1].amount == 142_000


def test_a_missed_instalment_and_the_last_one_are_told(page, desk, employee, jiebei, case):
    agreed(page, employee)
    found = agreements.agreements(employee, case.id)[0]
    assert found.missed(date(2027, 1, 3))
    page.tracker.show_view(page.view, date(2027, 1, 3), desk.masking)
    assert "past its day" in page.tracker.text.text()


def test_a_settled_debt_is_closed_with_its_last_steps(page, desk, employee, jiebei, case):
    desk.ask.answers = [False, True]
    page.acts.settle()
    page.acts.settle()
    assert employee.ledger.debt(jiebei).stage is Stage.SETTLED
    page.arrive(debt=jiebei)
    assert "is settled" in page.banner.label.text()
    assert {each.kind for each in page.view.reminders} == {
        "settlement_letter",
        "credit_report_check",
    }


def test_what_is_good_to_know_stands_apart_from_the_call(page, desk):
    page.calls.more_button.click()
    sheet = dialog(page, TalkDialog)
    assert any("95188" in line for line in sheet.said)
    assert sheet.said[0] == "You may know"
    page.call_button.click()
    assert desk.went[-1] == ("call", {"debt": page.view.line.debt.id})


def test_the_contact_log_goes_into_a_table_that_runs_no_formula(
    page, desk, employee, case, tmp_path
):
    log_contact(employee, Contact(case_id=case.id, on=DAY, said="=1+1", at=time(23, 5)))
    log_contact(employee, Contact(case_id=case.id, on=DAY, said="第二次"))
    page.refresh()
    desk.ask.answers = [tmp_path / "log.csv", tmp_path / "none" / "log.csv"]
    page.acts.save_contacts()
    text = (tmp_path / "log.csv").read_bytes().decode("utf-8-sig")
    assert "'=1+1" in text
    assert "within 22:00" in text
    assert text == timeline_table(page.view).decode("utf-8-sig")
    page.acts.save_contacts()
    assert desk.ask.asked[-1][0] == "The file was not written"


def test_without_debts_there_is_nobody_to_talk_to(qtbot, desk, empty_ledger):
    page = shown(qtbot, desk.context(empty_ledger))
    assert page.empty.isVisible()
    page.empty.primary.click()
    assert desk.went == [("debts", {"do": "add"})]
    for act in (page.acts.log, page.acts.send, page.acts.answer, page.acts.pay,
                page.acts.end_or_resume, page.acts.settle, page.acts.save_contacts, page.acts.talk):  # fmt: skip
        act()
    assert desk.ask.asked == []


def test_words_follow_the_language_and_amounts_are_hidden(page, desk):
    desk.masking.use(on=True)
    page.refresh()
    assert "4,446" not in page.banner.label.text()
    desk.masking.use(on=False)
    current.use("zh_CN")
    page.retranslate()
    page.refresh()
    assert page.heading.text() == "协商"
    assert "借呗逾期 20 天" in page.banner.label.text()
    page.grab()


def test_a_shop_that_keeps_its_agreement_stands_at_agreed(qtbot, desk, shop):
    page = shown(qtbot, desk.context(shop))
    states = {step.label: step.state for step in page.stage.ladder._steps}
    assert states["Agreed"] == "current"


def test_the_record_and_the_wish_for_a_change_are_written_as_pdf(
    page, desk, employee, case, tmp_path
):
    page.acts.record(change=False)
    agreed(page, employee)
    kept, change = tmp_path / "record.pdf", tmp_path / "change.pdf"
    desk.ask.answers = [kept, None, change]
    page.tracker.record_button.click()
    page.tracker.record_button.click()
    page.tracker.change_button.click()
    assert kept.read_bytes().startswith(b"%PDF-")
    assert change.stat().st_size > kept.stat().st_size / 2
    assert [one.kind.value for one in page.view.agreement.events] == ["change_asked"]


def test_a_record_asks_before_a_name_is_printed_with_a_box(page, desk, employee, case, tmp_path):
    agreed(page, employee)
    home = replace(employee.book().household, name="\U00030edd")
    employee.history.run("name", lambda work: set_household(work, home))
    page.refresh()
    kept = tmp_path / "record"
    desk.ask.answers, desk.ask.asked = [False, True, kept], []
    page.tracker.record_button.click()
    assert "U+30EDD" in desk.ask.asked[-1][1]
    assert desk.ask.answers == [True, kept]
    page.tracker.record_button.click()
    assert kept.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")


def test_a_calendar_file_is_seen_before_it_is_written_and_tells_no_name(page, desk, tmp_path):
    target = tmp_path / "a.ics"
    desk.ask.answers = [target]
    page.lenders.calendar_button.click()
    form = dialog(page, CalendarDialog)
    assert {row.summary for row in form.model.rows()} == {"Look into the notebook"}
    assert form.count.text().endswith("days in the file")
    form.discreet.setChecked(False)
    assert any("借呗: payment due" in row.summary for row in form.model.rows())
    form.discreet.setChecked(True)
    form.save()
    text = target.read_text(encoding="utf-8")
    assert text.startswith("BEGIN:VCALENDAR")
    assert text.count("BEGIN:VALARM") == len(form.model.rows())
    assert "借呗" not in text


def test_the_documents_say_what_helps_what_is_proved_and_whether_files_are_sound(
    page, desk, employee, case, tmp_path
):
    assert "For a waiver of penalty or fees, one of these usually helps" in page.support.text.text()
    assert "On papers or statements: income " in page.support.text.text()
    assert page.papers.check_button.isHidden()
    path = tmp_path / "a.pdf"
    path.write_bytes(b"proof")
    for kind in ("income_loss_proof", "income_proof", "expense_proof", "debt_list"):
        evidence.attach(employee, Evidence(case_id=case.id, kind=kind, name=kind), path)
    page.reload()
    assert "fees: here is Proof of lower income or lost work" in page.support.text.text()
    assert "For more time: all is here" in page.support.text.text()
    page.papers.check_button.click()
    assert desk.ask.asked[-1][0] == "Every file is as it was added"
    employee.ledger._db.execute("UPDATE attachments SET content = x'00'")
    page.papers.check_button.click()
    assert "gone or were altered" in desk.ask.asked[-1][0]


def test_a_fact_noted_by_mistake_is_taken_back(page, desk, employee, case, jiebei):
    assert page.stage.drop_button.isHidden()
    note_fact(employee, CaseFact(case_id=case.id, kind=FactKind.CALLED_IN, on=DAY))
    page.reload()
    assert page.stage.facts.text() == "22 November 2026: The whole debt was called in"
    desk.ask.answers = [None, 0]
    page.stage.drop_button.click()
    assert page.view.facts
    page.stage.drop_button.click()
    assert page.view.facts == ()
    assert employee.ledger.debt(jiebei).accelerated_on is None
    page.acts.drop_fact()
    assert page.view.facts == ()


def test_what_the_case_waits_for_stands_at_the_left_and_is_ticked_off(page, employee, case):
    assert page.waiting.isHidden()
    late = date(2026, 11, 20)
    promise = Contact(case_id=case.id, on=DAY, promised="三天内回电", remind_on=late)
    log_contact(employee, promise)
    page.reload()
    (button,) = page.waiting.buttons.values()
    assert button.accessibleName().startswith("20 Nov: a promise falls due (三天内回电) (past")
    button.click()
    assert page.view.reminders == ()
    assert page.waiting.isHidden()
    assert "At most 3 answered calls a day" in page.calls.lines.text()
    assert "22:00 to 8:00" in page.calls.lines.text()


def test_the_timeline_holds_all_that_happened(page, employee, case, jiebei):
    log_contact(employee, Contact(case_id=case.id, on=DAY, at=time(9, 5), said="hello"))
    note_fact(employee, CaseFact(case_id=case.id, kind=FactKind.ASSIGNED, on=DAY))
    paper = Evidence(case_id=case.id, kind="contract", name="合同", on=DAY)
    evidence.attach(employee, paper)
    made = draft(employee, case.id, REQUEST, DAY)
    sent = mark_sent(employee, made, DAY)
    assert sent.tables
    newest = case_proposals.proposals(employee, case.id)[0]
    case_proposals.record_reply(employee, newest, ProposalState.ACCEPTED, "yes", DAY)
    agreed = Agreement(case_id=case.id, agreed_on=DAY, request=REQUEST)
    kept = agreements.agree(employee, jiebei, agreed)
    agreements.pay(employee, jiebei, kept, replace(kept.marks[0], paid_on=DAY))
    for change in (agreements.broken, agreements.reinstated, agreements.change_asked):
        now = agreements.agreements(employee, case.id)[0]
        change(employee, jiebei, now, DAY)
    page.reload()
    text = timeline_table(page.view).decode("utf-8-sig")
    for words in (
        "2026-11-22 09:05,contact",
        "fact,,22 November 2026: The debt was passed on",
        "document,,Contract or loan note · 合同",
        'version sent,,version 1: "36 instalments',
        "answer,,accepted: yes",
        'agreement,,"36 instalments of ¥1,412.34',
        'instalment paid,,"agreed instalment 1: ¥1,412.34',
        "The lender ended the agreement",
        "The lender took the agreement up again",
        "A change was asked for",
    ):
        assert words.replace('"', "") in text.replace('"', ""), text


def test_marked_contacts_are_explained_and_complaints_have_an_order(page, employee, case):
    assert page.contacts.flagged.isHidden()
    log_contact(employee, Contact(case_id=case.id, on=DAY, at=time(23, 5), said="x"))
    page.reload()
    assert "22 Nov 23:05: at 23:05, within 22:00" in page.contacts.flagged.text()
    assert page.contacts.flagged.text().endswith("and 12378 after that.")
    page.acts.talk()
    said = dialog(page, TalkDialog).said
    places = [
        next(n for n, line in enumerate(said) if line.startswith(f"{k}. ")) for k in (1, 2, 3, 4)
    ]
    assert places == list(range(places[0], places[0] + 4))
    assert "12378" in said[places[1]]


def test_a_contact_keeps_its_reminder_and_its_recording_when_a_word_is_mended(
    page, desk, employee, case, tmp_path
):
    record = tmp_path / "call.m4a"
    record.write_bytes(b"sound")
    page.arrive(do="log")
    note = dialog(page, ContactDialog)
    note.said.edit.setText("三天内回电")
    note.remind_box.setChecked(True)
    note.remind.edit.set_value(date(2026, 11, 25))
    desk.ask.answers = [None, record]
    note.file_button.click()
    note.file_button.click()
    assert note.file_button.text() == "call.m4a"
    note.save()
    page.contacts.opened.emit(page.view.contacts[0])
    again = dialog(page, ContactDialog)
    again.said.edit.setText("三天内会回电")
    again.save()
    (logged,) = casefile.contacts(employee, case.id)
    assert (logged.said, logged.remind_on) == ("三天内会回电", date(2026, 11, 25))
    assert evidence.content(employee, logged.attachment_id)[1] == b"sound"
    (kept,) = evidence.held(employee, case.id)
    assert (kept.kind, kept.on) == ("contact_record", DAY)
    assert [each.on for each in page.view.reminders] == [date(2026, 11, 25)]
    page.contacts.opened.emit(page.view.contacts[0])
    ended = dialog(page, ContactDialog)
    ended.remind_box.setChecked(False)
    ended.save()
    assert page.view.reminders == ()


def test_a_call_is_noted_and_a_lender_chosen_by_keyboard_alone(qtbot, page, employee, case):
    page.arrive(do="log")
    note = dialog(page, ContactDialog)
    qtbot.keyClicks(note.who.edit, "07")
    qtbot.keyClick(note.who.edit, Qt.Key.Key_Tab)
    qtbot.keyClicks(note.said.edit, "36")
    qtbot.keyClick(note.said.edit, Qt.Key.Key_Return)
    (logged,) = casefile.contacts(employee, case.id)
    assert (logged.who, logged.said, logged.at is None) == ("07", "36", False)
    other = next(debt for debt in page.lenders.rows if debt != page.view.line.debt.id)
    qtbot.keyClick(page.lenders.rows[other], Qt.Key.Key_A)
    assert page.view.line.debt.id != other
    qtbot.keyClick(page.lenders.rows[other], Qt.Key.Key_Return)
    assert page.view.line.debt.id == other


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        ("log", ContactDialog),
        ("draft", ProposalDialog),
        ("note_fact", FactDialog),
        ("agree", AgreementDialog),
    ],
)
def test_who_cancels_leaves_no_case_and_no_step_behind(page, employee, act, kind):
    getattr(page.acts, act)()
    dialog(page, kind).reject()
    page.acts.add_paper("contract")
    dialog(page, EvidenceDialog).reject()
    assert employee.history.undo_label == "load"
    assert employee.ledger.rows("cases") == []


def test_a_contact_with_its_file_and_its_case_is_one_step(page, desk, employee, tmp_path):
    record = tmp_path / "call.m4a"
    record.write_bytes(b"sound")
    page.acts.log()
    note = dialog(page, ContactDialog)
    note.said.edit.setText("三天内回电")
    desk.ask.answers = [record]
    note.file_button.click()
    note.save()
    (logged,) = page.view.contacts
    assert logged.case_id == page.view.line.case.id
    assert evidence.evidence(employee)[0].case_id == logged.case_id
    assert desk.told[-1].tables >= {"cases", "contacts", "evidence", "attachments"}
    assert employee.history.undo_label == "contact-log"
    employee.history.undo()
    assert employee.history.undo_label == "load"
    for table in ("cases", "contacts", "evidence"):
        assert employee.ledger.rows(table) == [], table


def test_a_version_is_sent_with_its_statement_in_one_step(page, desk, employee, case):
    draft(employee, case.id, REQUEST, DAY)
    page.refresh()
    desk.ask.answers = [True]
    page.acts.send()
    (kept,) = employee.ledger.rows("statements")
    assert page.view.proposals[0].statement_id == kept["id"]
    employee.history.undo()
    assert employee.ledger.rows("statements") == []
    assert case_proposals.proposals(employee, case.id)[0].state is ProposalState.DRAFT


def test_an_instalment_and_its_voucher_are_undone_together(page, desk, employee, case, tmp_path):
    agreed(page, employee)
    receipt = tmp_path / "receipt.png"
    receipt.write_bytes(b"png")
    desk.ask.answers = [receipt]
    page.acts.pay()
    form = dialog(page, InstalmentDialog)
    form.choose()
    form.save()
    assert page.view.agreement.paid == 1
    employee.history.undo()
    assert employee.history.undo_label == "agreement"
    assert employee.ledger.rows("evidence") == []
    assert agreements.agreements(employee, case.id)[0].paid == 0


def test_documents_facts_and_agreements_open_the_case_themselves(page, desk, employee, jiebei):
    page.acts.add_paper("contract")
    form = dialog(page, EvidenceDialog)
    form.name.edit.setText("合同")
    form.save()
    (paper,) = evidence.evidence(employee)
    assert paper.case_id == casefile.case_of(employee, jiebei).id
    employee.history.undo()
    page.reload()
    page.acts.note_fact()
    dialog(page, FactDialog).save()
    assert case_facts.facts_of(employee, page.view.line.case.id)[0].kind is FactKind.CALLED_IN
    employee.history.undo()
    assert casefile.case_of(employee, jiebei) is None
    page.reload()
    agreed(page, employee)
    assert page.view.agreement.case_id == casefile.case_of(employee, jiebei).id
    employee.history.undo()
    assert employee.history.undo_label == "load"


def test_a_document_left_where_it_lies_is_shown_and_its_loss_is_told(
    page, desk, employee, tmp_path
):
    slip = tmp_path / "工资条.pdf"
    slip.write_bytes(b"wage")
    desk.ask.answers = [slip]
    page.papers.wanted.emit("income_proof")
    form = dialog(page, EvidenceDialog)
    assert form.covers.edit.currentData() == "A"
    form.in_place_box.setChecked(True)
    assert "Only its place" in form.file_label.text()
    form.file_button.click()
    form.covers.edit.setCurrentIndex(form.covers.edit.findData("A1"))
    form.save_button.click()
    page.changed(desk.told[-1])
    (item,) = evidence.evidence(employee)
    assert (item.path, item.covers, item.attachment_id) == (str(slip), "A1", None)
    assert page.papers.sub.text() == "1 / 5"
    button = next(b for b in page.papers.findChildren(Button) if item.sha256[:4] in b.text())
    button.click()
    assert desk.ask.asked[-1] == ("The file was left where it lies", str(slip))
    slip.unlink()
    page.reload()
    assert page.papers.sub.text() == "0 / 5"
    desk.ask.answers = [1]
    next(b for b in page.papers.findChildren(Button) if b.text() == "not found").click()
    assert evidence.evidence(employee) == ()
    employee.history.undo()
    assert len(evidence.evidence(employee)) == 1


def test_in_a_narrow_page_the_case_comes_before_its_papers(page):
    def above(one, other):
        return (
            one.mapTo(page, one.rect().topLeft()).y()
            < other.mapTo(page, other.rect().topLeft()).y()
        )

    for width, comes_first in ((1096, False), (640, True), (1096, False)):
        page.resize(width, 740)
        QApplication.processEvents()
        assert above(page.lenders, page.papers)
        assert above(page.contacts, page.papers) is comes_first


def lines_of(ladder, place):
    """Return in how many lines something is written below the dot of a stage."""
    image, cell = ladder.grab().toImage(), ladder.width() // 9
    ground = image.pixel(1, image.height() - 1)
    inked = [
        any(image.pixel(x, y) != ground for x in range(place * cell, (place + 1) * cell))
        for y in range(24, image.height())
    ]
    return sum(now and not before for before, now in pairwise([False, *inked]))


def test_the_days_of_a_stage_are_never_cut(theme, qtbot):
    """ "now day 206" stood as "now day 2…" at 1280 pixels."""
    ladder = Ladder(theme)
    qtbot.addWidget(ladder)
    ahead = [Step(label="Agreed", below="", state="ahead")] * 8
    ladder.show_steps([Step(label="day 91", below="now day 206", state="current"), *ahead])
    for cell, lines in ((120, 2), (70, 3)):
        ladder.resize(9 * cell, ladder.heightForWidth(9 * cell))
        assert lines_of(ladder, 0) == lines
