from __future__ import annotations

import hashlib
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from case_steps import REQUEST, draft, log_contact, mark_sent
from msgspec.structs import replace
from open_cases import open_case

from jiebei_desktop.domain.debts import Payment, Stage
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import (
    Agreement,
    CaseFact,
    Channel,
    Conduct,
    Contact,
    Direction,
    Evidence,
    FactKind,
    ProposalState,
)
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.services.cases import agreements, case_facts, casefile, evidence
from jiebei_desktop.services.debts import estimates
from jiebei_desktop.services.debts.debt_actions import keep_receipt
from jiebei_desktop.services.debts.debt_book import Debts
from jiebei_desktop.services.negotiation import calendar_view, case_proposals
from jiebei_desktop.services.negotiation.case_warnings import all_warnings
from jiebei_desktop.services.papers import letters, performance
from jiebei_desktop.services.papers.letters import LetterKind
from jiebei_desktop.storage.cases import FACTS, close

TODAY = date(2026, 11, 22)
ITEMS = ("balance_split", "amounts_and_dates", "credit_reporting")


@pytest.fixture
def session(employee):
    return employee


@pytest.fixture
def debt(session):
    return session.ledger.debts()[0].id


def undo_all(session) -> None:
    while session.history.undo().tables:
        pass


def test_a_case_is_opened_once_per_debt_and_can_be_closed(session, debt):
    case = open_case(session, debt, TODAY)
    assert open_case(session, debt, date(2027, 1, 1)) == case
    assert casefile.case_of(session, debt) == case
    session.history.run("case-close", lambda work: close(work, case.id, TODAY))
    assert casefile.case_of(session, debt) is None
    assert casefile.cases(session)[0].closed_on == TODAY


def test_a_case_of_an_unknown_debt_is_refused(session):
    with pytest.raises(KeyError):
        open_case(session, "nobody", TODAY)


def test_a_contact_is_logged_with_its_reminder_edited_and_taken_back(session, debt):
    case = open_case(session, debt, TODAY)
    call = Contact(
        case_id=case.id,
        on=date(2026, 11, 9),
        at=time(22, 40),
        who="催收",
        said="要求当天还清",
        promised="三天内书面答复",
        conduct=frozenset({Conduct.THREAT}),
        answered=False,
        remind_on=date(2026, 11, 12),
    )
    number = log_contact(session, call)
    logged = casefile.contacts(session, case.id)
    assert logged == (replace(call, id=number),)
    assert [(each.on, each.note) for each in casefile.reminders(session)] == [
        (date(2026, 11, 12), "三天内书面答复")
    ]
    assert casefile.reminders(session, date(2026, 11, 11)) == ()
    rules = [flag.rule for flag in casefile.flags(session, case.id)]
    assert rules == ["collect_hours", "collect_police"]

    moved = replace(call, id=number, channel=Channel.APP, at=None, direction=Direction.OUT)
    casefile.edit_contact(session, replace(moved, remind_on=date(2026, 11, 20)))
    reminder = casefile.reminders(session)[0]
    assert reminder.on == date(2026, 11, 20)
    casefile.finish_reminder(session, reminder.id)
    assert casefile.reminders(session) == ()

    casefile.delete_contact(session, number)
    assert casefile.contacts(session, case.id) == ()
    session.history.undo()
    assert len(casefile.contacts(session, case.id)) == 1
    assert session.ledger.check() == ()


def test_deleting_a_contact_takes_its_open_reminder_along(session, debt):
    case = open_case(session, debt, TODAY)
    number = log_contact(session, Contact(case_id=case.id, on=TODAY, remind_on=TODAY))
    casefile.delete_contact(session, number)
    assert casefile.reminders(session) == ()


def test_evidence_keeps_a_copy_with_its_fingerprint_and_the_original_untouched(
    session, debt, tmp_path
):
    case = open_case(session, debt, TODAY)
    original = tmp_path / "停工证明.pdf"
    original.write_bytes(b"%PDF-1.7 proof")
    item = Evidence(case_id=case.id, kind="income_loss_proof", name="停工证明", on=TODAY)
    added = evidence.attach(session, item, original)
    again = evidence.attach(session, Evidence(kind="income_proof", name="同一份"), original)
    assert added.sha256 == again.sha256
    assert added.attachment_id == again.attachment_id
    assert evidence.content(session, added.attachment_id) == ("停工证明.pdf", b"%PDF-1.7 proof")
    assert original.read_bytes() == b"%PDF-1.7 proof"
    assert evidence.held(session, case.id) == (added, again)

    note = evidence.attach(session, Evidence(kind="debt_list", name="清单"))
    covered = {each.lever: each for each in evidence.coverage(evidence.held(session, case.id))}
    assert covered["penalty"].have == ("income_loss_proof",)
    assert covered["term"].have == ("income_proof",)
    assert "debt_list" in covered["term"].missing

    evidence.remove(session, note.id)
    assert len(evidence.evidence(session)) == 2


def test_a_file_that_is_too_large_or_gone_changes_nothing(session, tmp_path, monkeypatch):
    item = Evidence(kind="contract", name="合同")
    with pytest.raises(evidence.FileUnreadable):
        evidence.attach(session, item, tmp_path / "gone.pdf")
    monkeypatch.setattr(evidence, "MAX_BYTES", 3)
    large = tmp_path / "large.pdf"
    large.write_bytes(b"1234")
    with pytest.raises(evidence.FileTooLarge):
        evidence.attach(session, item, large)
    assert evidence.evidence(session) == ()


def test_an_unknown_or_altered_file_is_told(session, tmp_path):
    with pytest.raises(KeyError):
        evidence.content(session, 99)
    path = tmp_path / "a.txt"
    path.write_bytes(b"before")
    added = evidence.attach(session, Evidence(kind="contract", name="a"), path)
    session.history.run(
        "tamper",
        lambda work: work.update("attachments", added.attachment_id, {"content": b"after"}),
    )
    with pytest.raises(evidence.FileUnreadable):
        evidence.content(session, added.attachment_id)


def test_proposals_come_in_versions_and_a_sent_one_stays_as_sent(session, debt):
    case = open_case(session, debt, TODAY)
    first = draft(session, case.id, replace(REQUEST, periods=60), TODAY)
    case_proposals.change_draft(session, first, replace(REQUEST, periods=48))
    changed = case_proposals.proposals(session, case.id)[0]
    assert changed.request.periods == 48
    mark_sent(session, changed, TODAY)
    sent = case_proposals.proposals(session, case.id)[0]
    assert (sent.state, sent.sent_on) == (ProposalState.SENT, TODAY)
    with pytest.raises(ValueError, match="sent"):
        case_proposals.change_draft(session, sent, REQUEST)
    case_proposals.record_reply(session, sent, ProposalState.COUNTERED, "最多 36 期", TODAY)
    second = draft(session, case.id, REQUEST, TODAY)
    newest, older = case_proposals.proposals(session, case.id)
    assert newest == second
    assert (older.reply, older.replied_on) == ("最多 36 期", TODAY)


def test_a_version_that_was_never_sent_was_accepted_by_nobody(session, debt):
    case = open_case(session, debt, TODAY)
    proposal = draft(session, case.id, replace(REQUEST, periods=60), TODAY)
    made = Agreement(
        case_id=case.id, agreed_on=TODAY, request=REQUEST, proposal_id=proposal.id
    )  # fmt: skip
    agreements.agree(session, debt, made)
    assert case_proposals.proposals(session, case.id) == (proposal,)
    assert len(agreements.agreements(session, case.id)) == 1


def test_an_agreement_becomes_new_terms_and_is_tracked_to_the_end(session, debt, tmp_path):
    case = open_case(session, debt, TODAY)
    proposal = draft(session, case.id, REQUEST, TODAY)
    mark_sent(session, proposal, TODAY)
    agreed = agreements.agree(
        session,
        debt,
        Agreement(
            case_id=case.id,
            agreed_on=TODAY,
            request=REQUEST,
            proposal_id=proposal.id,
            settled_items=frozenset(ITEMS[:2]),
        ),
    )
    stored = session.ledger.debt(debt)
    assert stored.stage is Stage.RESTRUCTURED
    assert stored.versions[-1].principal == REQUEST.principal
    assert case_proposals.proposals(session, case.id)[0].state is ProposalState.ACCEPTED
    assert agreements.agreements(session, case.id) == (agreed,)
    assert len(agreed.marks) == 36

    first = replace(agreed.marks[0], paid_on=date(2026, 12, 15))
    voucher = tmp_path / "receipt.png"
    voucher.write_bytes(b"png")
    item = evidence.attach(session, Evidence(kind="payment_receipts", name="回执"), voucher)
    agreements.pay(session, debt, agreed, first, item.attachment_id)
    now = agreements.agreements(session, case.id)[0]
    assert (now.paid, now.paid_in_time()) == (1, 1)
    assert now.marks[0].attachment_id == item.attachment_id
    assert session.ledger.debt(debt).payments[-1].amount == first.amount
    with pytest.raises(ValueError, match="InstalmentMark"):
        agreements.pay(session, debt, agreed, agreed.marks[1])

    agreements.broken(session, debt, now, date(2027, 2, 1))
    assert agreements.agreements(session, case.id)[0].broken_on == date(2027, 2, 1)
    assert session.ledger.debt(debt).stage is Stage.NEGOTIATING
    agreements.reinstated(
        session, debt, agreements.agreements(session, case.id)[0], date(2027, 3, 1)
    )
    assert session.ledger.debt(debt).stage is Stage.RESTRUCTURED

    agreements.settle(session, debt, date(2029, 11, 15))
    assert session.ledger.debt(debt).stage is Stage.SETTLED
    assert casefile.case_of(session, debt) is None
    kinds = [each.kind for each in casefile.reminders(session)]
    assert kinds == ["settlement_letter", "credit_report_check"]
    assert agreements.credit_record_until(session, date(2029, 11, 15)) == date(2034, 11, 15)
    assert session.ledger.check() == ()
    undo_all(session)
    assert session.ledger.debts() == ()


def test_an_agreement_without_a_proposal_can_be_entered(session, debt):
    case = open_case(session, debt, TODAY)
    agreements.agree(session, debt, Agreement(case_id=case.id, agreed_on=TODAY, request=REQUEST))
    assert agreements.agreements(session, case.id)[0].proposal_id is None


def test_a_check_shows_open_items_hidden_cost_and_what_was_capitalised():
    agreed = Agreement(
        case_id=1,
        agreed_on=date(2026, 11, 15),
        request=replace(REQUEST, payment=Fen(150_000)),
        settled_items=frozenset(ITEMS[:2]),
        extra_cost=Fen(60_000),
    )
    found = agreements.check(agreed, Parts(principal=Fen(3_800_000)), ITEMS)
    assert found.open_items == ("credit_reporting",)
    assert found.capitalised == 93_100
    assert found.cost == found.total_paid - REQUEST.principal
    assert found.effective is not None
    assert found.effective > Decimal("0.1985")


def test_a_plan_without_cost_has_no_rate_to_show():
    free = replace(REQUEST, principal=Fen(0), payment=Fen(0), annual_rate=Decimal(0))
    found = agreements.check(Agreement(case_id=1, agreed_on=TODAY, request=free), Parts())
    assert found.effective is None


def test_a_contact_without_a_promise_makes_no_reminder(session, debt):
    case = open_case(session, debt, TODAY)
    log_contact(session, Contact(case_id=case.id, on=TODAY, channel=Channel.LETTER))
    assert casefile.reminders(session) == ()


def test_files_that_are_gone_or_altered_are_named(session, debt, tmp_path):
    case = open_case(session, debt, TODAY)
    added = []
    for name in ("合同", "收入证明", "流水"):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(name.encode())
        item = Evidence(case_id=case.id, kind="contract", name=name)
        added.append(evidence.attach(session, item, path))
    evidence.attach(session, Evidence(kind="debt_list", name="没有文件"))
    assert evidence.altered(session) == ()
    db = session.ledger._db
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("UPDATE attachments SET content = x'00' WHERE id = ?", (added[1].attachment_id,))
    db.execute("DELETE FROM attachments WHERE id = ?", (added[2].attachment_id,))
    assert [item.name for item in evidence.altered(session)] == ["收入证明", "流水"]


def test_a_file_left_where_it_lies_is_held_to_its_fingerprint(session, debt, tmp_path):
    slip = tmp_path / "工资条.pdf"
    slip.write_bytes(b"wage 8600")
    paper = evidence.new_paper(
        Evidence(kind="income_proof", name="工资条", covers="A1"), slip, in_place=True
    )
    casefile.add_paper(session, debt, paper, TODAY, for_all=True)
    (item,) = evidence.evidence(session)
    assert (item.path, item.size, item.attachment_id, item.covers) == (str(slip), 9, None, "A1")
    assert item.sha256 == hashlib.sha256(b"wage 8600").hexdigest()
    assert session.ledger.rows("attachments") == []
    assert slip.read_bytes() == b"wage 8600"
    state = evidence.FileState
    assert evidence.states(session, [item]) == {item.id: state.SOUND}
    assert evidence.at_hand(session, [item]) == (item,)
    slip.write_bytes(b"wage 9600, more")
    assert evidence.states(session, [item]) == {item.id: state.CHANGED}
    slip.rename(tmp_path / "moved.pdf")
    assert evidence.states(session, [item]) == {item.id: state.GONE}
    assert evidence.altered(session) == (item,)
    assert evidence.at_hand(session, [item])[0].sha256 == ""
    with pytest.raises(evidence.FileUnreadable):
        evidence.new_paper(item, slip, in_place=True)
    session.history.undo()
    assert evidence.evidence(session) == ()


def test_a_document_without_a_file_has_no_state_to_tell(session):
    none = evidence.attach(session, Evidence(kind="contract", name="合同"))
    assert evidence.states(session, [none], deep=True) == {none.id: evidence.FileState.NONE}
    assert evidence.at_hand(session, [none])[0].sha256 == ""


def test_without_a_case_only_what_serves_every_case_counts(session, debt, tmp_path):
    case = open_case(session, debt, TODAY)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"proof")
    evidence.attach(session, Evidence(case_id=case.id, kind="income_proof", name="a"), path)
    evidence.attach(session, Evidence(kind="expense_proof", name="b"), path)
    term = {each.lever: each for each in evidence.coverage(evidence.held(session, None))}["term"]
    assert term.have == ("expense_proof",)


def test_a_contact_knows_its_open_reminder_and_a_done_one_stays_done(session, debt):
    case = open_case(session, debt, TODAY)
    day = date(2026, 11, 30)
    number = log_contact(session, Contact(case_id=case.id, on=TODAY, remind_on=day))
    (noted,) = casefile.contacts(session, case.id)
    assert noted.remind_on == day
    casefile.edit_contact(session, replace(noted, said="x"))
    assert [each.on for each in casefile.reminders(session)] == [day]
    casefile.finish_reminder(session, casefile.reminders(session)[0].id)
    (done,) = casefile.contacts(session, case.id)
    assert (done.id, done.remind_on) == (number, None)
    casefile.edit_contact(session, replace(done, said="y"))
    assert len(session.ledger.rows("reminders", done=1)) == 1


def test_a_deleted_debt_takes_its_facts_papers_and_reminders_along_and_undo_brings_them_back(
    session, debt, tmp_path
):
    other = session.ledger.debts()[1].id
    slip = tmp_path / "通话.txt"
    slip.write_bytes(b"notes")
    for one in (debt, other):
        fact = CaseFact(case_id=0, kind=FactKind.COURT_PAPERS, on=TODAY)
        case_facts.note_for(session, one, fact, TODAY)
        case = casefile.case_of(session, one)
        said = Contact(case_id=case.id, on=TODAY, said="x", remind_on=TODAY)
        log_contact(session, said)
        own = evidence.new_paper(Evidence(kind="contract", name=one), slip)
        casefile.add_paper(session, one, own, TODAY, for_all=False)
    shared = evidence.attach(session, Evidence(kind="income_proof", name="流水"), slip)
    agreement = Agreement(case_id=1, agreed_on=TODAY, request=REQUEST, settled_items=frozenset())
    agreements.agree(session, debt, agreement)

    def held():
        return (
            FACTS.read(session.ledger),
            evidence.evidence(session),
            casefile.reminders(session),
            casefile.cases(session),
            estimates.all_estimated(session),
        )

    with session.ledger.write("estimate") as work:
        estimates.note(work, debt, ("rate",))
    before, stays = held(), casefile.case_of(session, other)
    Debts(session).delete(debt)
    facts, papers, reminders, cases, estimated = held()
    assert [fact.case_id for fact in facts] == [stays.id]
    assert [paper.name for paper in papers] == [other, shared.name]
    assert {each.ref for each in reminders} == {f"case:{stays.id}", "contact:2"}
    assert (cases, estimated) == ((stays,), {})
    assert session.ledger.check() == ()
    session.history.undo()
    assert held() == before


def test_what_is_paid_through_another_door_is_kept_in_the_record_and_no_warning(
    session, debt, tmp_path
):
    """The first of two 1,000 is paid on its day, and 400 of the second; nobody marked either.

    The receipt was kept beside the payment.
    """
    request = replace(
        REQUEST, principal=Fen(3_600_000), annual_rate=Decimal(0), payment=Fen(100_000)
    )
    made = agreements.agree(session, debt, Agreement(case_id=0, agreed_on=TODAY, request=request))
    first, second = (mark.due for mark in made.marks[:2])
    for day, fen in ((first, 100_000), (second, 40_000)):
        payment = Payment(date=day, amount=Fen(fen))
        Debts(session).pay(debt, payment)
    proof = tmp_path / "回单.png"
    proof.write_bytes(b"paid")
    keep_receipt(session, debt, Payment(date=first, amount=Fen(100_000)), proof)
    now = agreements.agreements(session, made.case_id)[0]
    assert [mark.paid_on for mark in now.marks[:2]] == [first, None]
    assert [mark.left for mark in now.marks[1:3]] == [60_000, 100_000]
    late = all_warnings(session, second + timedelta(days=1))
    (told,) = (one for one in late if one.id == "W-AGREE-MISSED")
    assert told.facts["amount_fen"] == 60_000
    dates = calendar_view.calendar_days(session, second)
    assert next(one.amount for one in dates if one.kind == "instalment") == 60_000
    assert now.missed(second + timedelta(days=1)) == now.marks[1:2]
    found = performance.record(session, debt, second + timedelta(days=1))
    kept, open_one = found.instalments[:2]
    assert (kept.state, kept.is_booked) == (performance.InstalmentKept.IN_TIME, True)
    assert kept.voucher == "回单.png"
    assert (open_one.state, open_one.open) == (performance.InstalmentKept.MISSED, 60_000)
    assert (found.paid_total, found.vouched) == (140_000, 1)
    letter = letters.document(session, debt, LetterKind.RECORD, second + timedelta(days=1))
    assert letter["ask"]["missed"] == [
        {"due": second.isoformat(), "amount": "600.00", "past": True}
    ]
    assert letter["owed"]["arrears"] == "600.00"


def test_what_was_paid_after_newer_terms_keeps_no_instalment_of_the_older(session, debt):
    request = replace(
        REQUEST, principal=Fen(3_600_000), annual_rate=Decimal(0), payment=Fen(100_000)
    )
    made = agreements.agree(session, debt, Agreement(case_id=0, agreed_on=TODAY, request=request))
    first = made.marks[0].due
    again = Agreement(case_id=made.case_id, agreed_on=first, request=request)
    agreements.agree(session, debt, again)
    payment = Payment(date=first, amount=Fen(100_000))
    Debts(session).pay(debt, payment)
    newer, older = agreements.agreements(session, made.case_id)
    assert [one.paid for one in (newer, older)] == [1, 0]
