"""The statement: one snapshot, two editions, added up anew, frozen in the ledger."""

from __future__ import annotations

import copy
import json
from datetime import date

import pytest
from case_steps import keep_paper, log_contact
from msgspec.structs import replace
from open_cases import open_case

from jiebei_desktop.domain.debts import DebtId, ReportedBalance
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Contact, Evidence
from jiebei_desktop.report.compose import compose
from jiebei_desktop.services.cases import casefile, evidence
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.negotiation.negotiation_view import desk
from jiebei_desktop.services.papers import letters, statement
from jiebei_desktop.services.papers.letters import LetterKind
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)
JIEBEI = DebtId("jiebei")


@pytest.fixture(scope="module")
def facts():
    return statement.build(demo.employee(DAY), DAY, rulebook.load())


@pytest.fixture
def session(employee):
    return employee


@pytest.mark.parametrize("edition", statement.EDITIONS)
def test_a_document_adds_up_and_carries_its_own_checksum(facts, edition):
    doc = statement.document(facts, edition)
    assert doc["format"] == statement.FORMAT
    assert all(doc["checks"].values())
    assert doc["checksum"] == statement.checksum(json.loads(statement.canonical(doc)))
    changed = {**doc, "valid_until": "2030-01-01"}
    assert statement.checksum(changed) != doc["checksum"]


@pytest.mark.parametrize(
    ("path", "check"),
    [
        (("debts", 0, "penalty"), "parts"),
        (("totals", "principal"), "debts"),
        (("means", "income", 0, "amount"), "means"),
        (("means", "left"), "left"),
        (("plan", "request", "total_paid"), "schedule"),
        (("plan", "request", "principal"), "schedule"),
        (("plan", "request", "charges"), "terms"),
        (("plan", "old", "total"), "contract"),
        (("totals", "offer"), "offers"),
    ],
)
def test_a_changed_figure_fails_its_check(facts, path, check):
    doc = copy.deepcopy(statement.document(facts))
    *way, last = path
    place = doc
    for step in way:
        place = place[step]
    place[last] = "1.23"
    assert statement.recheck(doc)[check] is False


def test_both_editions_of_a_number_carry_one_checksum_and_so_does_a_copy_with_less(facts):
    lender, own = (statement.document(facts, edition) for edition in statement.EDITIONS)
    assert lender["checksum"] == own["checksum"] == statement.checksum(own)
    other = statement.document(replace(facts, case=replace(facts.case, number=2)))
    assert other["checksum"] != lender["checksum"]


def test_the_addressee_is_the_longest_overdue_debt_unless_named(facts):
    assert statement.document(facts)["addressee"] == "jiebei"
    assert statement.document(facts, "lender", DebtId("card"))["addressee"] == "card"
    with pytest.raises(KeyError):
        statement.document(facts, "lender", DebtId("nobody"))
    with pytest.raises(ValueError, match="both"):
        statement.document(facts, "both")


@pytest.fixture(scope="module")
def nothing_owed():
    return statement.build(replace(demo.shop(DAY), debts=()), DAY, rulebook.load())


def test_without_debts_there_is_no_plan(nothing_owed):
    doc = statement.document(nothing_owed)
    assert nothing_owed.first_addressee is None
    assert doc["addressee"] is None
    assert doc["plan"] is None
    assert doc["totals"]["total"] == "0.00"


def test_a_rearranged_debt_is_shown_at_the_rate_that_runs():
    facts = statement.build(demo.shop(DAY), DAY, rulebook.load())
    assert statement.document(facts, lender=DebtId("shop-loan"))["plan"]["nominal"] == "0.048000"


def test_the_plan_keeps_within_the_amount(facts):
    doc = statement.document(facts)
    assert float(doc["totals"]["offer"]) <= float(doc["means"]["payment"])


def test_a_session_gathers_its_case_and_freezes_what_was_sent(session):
    case = open_case(session, JIEBEI, DAY)
    log_contact(session, Contact(case_id=case.id, on=DAY, said="问何时还款"))
    evidence.attach(session, Evidence(case_id=case.id, kind="income_proof", name="工资流水"))
    first = statement.for_session(session, DAY, Fen(250_000), JIEBEI)
    assert first.number == "JB-20261122-01"
    assert [contact.said for contact in first.case.contacts] == ["问何时还款"]
    doc = statement.document(first, "lender", JIEBEI)
    assert doc["evidence"] == []  # there is no file behind it
    own = statement.document(first, "private", JIEBEI)["evidence"]
    assert [paper["number"] for paper in own] == [""]
    row_id = keep_paper(session, doc, sent_on=DAY)
    (row,) = session.ledger.rows("statements", id=row_id)
    assert json.loads(row["body"]) == json.loads(statement.canonical(doc))
    assert row["checksum"] == doc["checksum"]
    assert doc["version"] == 1
    second = statement.for_session(session, DAY, Fen(250_000))
    assert second.number == "JB-20261122-02"
    assert statement.document(second, "lender", JIEBEI)["version"] == 2
    other = statement.for_session(session, DAY, None, DebtId("card"))
    assert statement.document(other, "lender", DebtId("card"))["version"] == 1
    assert second.case.contacts == first.case.contacts
    with pytest.raises(KeyError):
        statement.for_session(session, DAY, None, DebtId("nobody"))


def test_a_lender_without_a_case_is_not_shown_the_papers_of_another(session, tmp_path):
    card, slip = DebtId("card"), tmp_path / "slip.pdf"
    slip.write_bytes(b"proof")
    talk = evidence.new_paper(Evidence(kind="contract", name="借呗沟通记录", covers="A"), slip)
    casefile.add_paper(session, JIEBEI, talk, DAY, for_all=False)
    own = evidence.new_paper(Evidence(kind="identity", name="身份证"), slip)
    casefile.add_paper(session, JIEBEI, own, DAY, for_all=True)
    assert casefile.case_of(session, card) is None
    for debt, names in ((card, ["身份证"]), (JIEBEI, ["借呗沟通记录", "身份证"])):
        (found,) = statement.for_lenders(session, DAY, None, [debt])
        for edition in statement.EDITIONS:
            listed = statement.document(found, edition, debt)["evidence"]
            assert [paper["name"] for paper in listed] == names
        view = desk(session, DAY, debt).view
        assert sum(len(paper.items) for paper in view.papers) == len(names)


def test_a_document_for_nobody_is_kept_too(session, nothing_owed):
    assert keep_paper(session, statement.document(nothing_owed)) > 0


def test_with_nothing_to_pay_a_pause_is_asked_and_only_who_is_late_stops_interest():
    facts = statement.build(demo.employee(DAY), DAY, rulebook.load(), Fen(0))
    doc = statement.document(facts, "private")
    assert all(doc["checks"].values())
    assert (doc["plan"]["kind"], doc["plan"]["request"]) == ("pause", None)
    assert (doc["plan"]["frozen"], doc["own"]["next_action"]) == (True, "ask_pause")
    assert doc["totals"]["offer"] == "0.00"
    kept = statement.document(facts, "private", DebtId("weilidai"))
    assert (kept["plan"]["kind"], kept["plan"]["frozen"]) == ("pause", False)
    said = {lender: str(compose(each, Texts("en"), chart=False))
            for lender, each in (("jiebei", doc), ("weilidai", kept))}  # fmt: skip
    assert "Please stop interest and penalty from today" in said["jiebei"]
    asked = "Please let me pay nothing until 22 December 2026 without counting it as late"
    assert asked in said["weilidai"]
    assert "the contract's interest runs on" in said["weilidai"]
    assert "left standing, runs on by contract" in said["weilidai"]
    assert "runs on by contract" not in said["jiebei"]


def test_where_no_term_is_long_enough_the_cut_is_named_by_part_and_a_hold_is_the_fallback():
    facts = statement.build(demo.employee(DAY), DAY, rulebook.load(), Fen(30_000))
    doc = statement.document(facts, "private")
    assert all(doc["checks"].values())
    request = doc["plan"]["request"]
    gone = {one["part"]: one["amount"] for one in request["waived"]}
    assert doc["plan"]["kind"] == "instalments"
    assert request["months"] * float(request["payment"]) == float(request["total_paid"])
    assert float(request["principal"]) == pytest.approx(38_000 - float(gone["principal"]))
    assert float(doc["totals"]["offer"]) <= 300
    said = str(compose(doc, Texts("en"), chart=False))
    assert "of the principal" in said
    assert "Or, until that is agreed: interest and penalty stop for 6 months" in said


def test_a_wealthy_month_cures_what_is_overdue():
    facts = statement.build(demo.employee(DAY), DAY, rulebook.load(), Fen(5_000_000))
    doc = statement.document(facts, "private", JIEBEI)
    assert facts.first_addressee is None
    assert doc["plan"]["request"] is None
    assert doc["own"]["next_action"] == "cure"


def test_an_announced_acceleration_stands_in_the_course_of_events():
    book = demo.employee(DAY)
    called = replace(book.debts[0], accelerated_on=date(2026, 11, 15))
    made = replace(book, debts=(called, *book.debts[1:]), cash=())
    doc = statement.document(statement.build(made, DAY, rulebook.load(), Fen(200_000)))
    assert "accelerated" in [event["kind"] for event in doc["timeline"]]


def test_a_day_of_borrowing_that_nobody_told_is_a_line_to_fill_in():
    book = demo.employee(DAY)
    shown = ReportedBalance(as_of=date(2026, 10, 31), principal=Fen(3_800_000))
    told = replace(book.debts[0], balance=shown, payments=())
    for debt, known in ((told, True), (replace(told, contract_date=shown.as_of), False)):
        made = replace(book, debts=(debt, *book.debts[1:]))
        doc = statement.document(statement.build(made, DAY, rulebook.load()), "lender", debt.id)
        assert (doc["plan"]["contract_date"] is not None) is known
        assert (doc["plan"]["contract_principal"] is not None) is known
        said = str(compose(doc, Texts("en"), chart=False))
        assert ("['Drawn on', '_" in said) is not known
        assert ("['Amount drawn', '_" in said) is not known


def test_a_paper_has_one_number_alone_and_among_the_others_and_no_other_has_it(session):
    asked = [one.debt.id for one in statement.gather(session, DAY).to_write_to]
    assert len(asked) > 1
    every = statement.for_lenders(session, DAY, None, asked)
    numbers = [one.number for one in every]
    assert [statement.for_session(session, DAY, None, debt).number for debt in asked] == numbers
    assert numbers == sorted(set(numbers))
    keep_paper(session, statement.document(every[1], "lender", asked[1]), sent_on=DAY)
    later = {one.number for one in statement.for_lenders(session, DAY, None, asked)}
    letter = letters.document(session, asked[0], LetterKind.FREEZE, DAY)["number"]
    assert not {*later, letter} & {every[1].number}
