from __future__ import annotations

from datetime import date

import pytest
from case_steps import REQUEST, draft, mark_sent, note_fact
from msgspec.structs import replace
from open_cases import open_case

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Agreement, CaseFact, FactKind, ProposalState
from jiebei_desktop.services.cases import agreements, casefile, example
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation import case_proposals
from jiebei_desktop.services.papers.letters.desk import letter_desk, note_sent
from jiebei_desktop.services.today.overview import standing

DAY = date(2026, 11, 22)


@pytest.fixture
def session(employee):
    return employee


@pytest.fixture
def late(session):
    return standing(session, DAY).late[0].debt


def talk(session, on=DAY):
    state = standing(session, on).case
    return state.version, state.sent, state.replied, state.agreed


def test_the_state_of_the_talk_follows_the_newest_version(session, late):
    assert standing(session, DAY).case.debt == late
    assert talk(session) == (0, False, False, False)
    case = open_case(session, late, DAY)
    assert talk(session) == (0, False, False, False)
    mark_sent(session, draft(session, case.id, REQUEST, DAY), DAY)
    assert talk(session) == (1, True, False, False)
    newest = case_proposals.proposals(session, case.id)[0]
    case_proposals.record_reply(session, newest, ProposalState.ACCEPTED, "好", DAY)
    assert talk(session) == (1, True, True, True)


def test_an_agreement_without_a_version_counts_until_it_is_ended(session, late):
    case = open_case(session, late, DAY)
    made = agreements.agree(
        session, late, Agreement(case_id=case.id, agreed_on=DAY, request=REQUEST)
    )
    assert talk(session) == (0, True, True, True)
    agreements.broken(session, late, made, DAY)
    assert talk(session) == (0, False, False, False)


def test_the_nearest_day_to_answer_a_court_is_known_until_it_is_past(session, late):
    case = open_case(session, late, DAY)
    for kind, on in ((FactKind.HEARING, date(2027, 1, 10)), (FactKind.COURT_PAPERS, DAY)):
        note_fact(session, CaseFact(case_id=case.id, kind=kind, on=on))
    assert standing(session, DAY).case.answer_by == date(2026, 12, 7)
    assert standing(session, date(2026, 12, 8)).case.answer_by == date(2027, 1, 10)
    casefile.finish_reminder(session, casefile.reminders(session)[0].id)
    assert standing(session, DAY).case.answer_by == date(2027, 1, 10)


def test_without_anything_owed_there_is_no_talk(tmp_path):
    with Session.create(tmp_path / "b.jiebei") as empty:
        assert standing(empty, DAY).case is None


def test_of_two_equally_late_the_debt_named_is_the_one_whose_case_is_shown(tmp_path):
    late = next(one for one in demo.employee(DAY).debts if one.id == "jiebei")
    paid = tuple(replace(one, amount=Fen(2 * one.amount)) for one in late.payments)
    twice = replace(
        late, id=DebtId("b"), name="大的", principal=Fen(2 * late.principal), payments=paid
    )
    with Session.create(tmp_path / "two.jiebei") as opened:
        opened.ledger.add_book(replace(demo.employee(DAY), debts=(late, twice)))
        facts = standing(opened, DAY)
    assert [one.name for one in facts.late] == ["大的", "借呗"]
    assert {one.days for one in facts.late} == {20}
    assert facts.case.debt == facts.late[0].debt


def test_a_court_s_term_comes_first_whichever_debt_it_is_about(session, late):
    card = open_case(session, DebtId("card"), DAY)
    assert standing(session, DAY).case.debt == late
    note_fact(session, CaseFact(case_id=card.id, kind=FactKind.COURT_PAPERS, on=DAY))
    state = standing(session, DAY)
    assert (state.case.debt, state.case.answer_by) == ("card", date(2026, 12, 7))
    asked = next(one for one in state.book.debts if one.id == late)
    assert state.talk_about(asked) == state.case


def test_the_talk_about_a_debt_is_its_own_not_that_of_the_debt_that_comes_first(tmp_path):
    with Session.create(tmp_path / "shop.jiebei") as shop:
        example.fill(shop, "shop", DAY)
        state = standing(shop, DAY)
        uncle = next(one for one in state.book.debts if one.id == "uncle")
        loan = state.talk_about(None)
        assert (loan.debt, loan.version, loan.sent, loan.agreed) == ("shop-loan", 2, True, True)
        his = state.talk_about(uncle)
        assert (his.debt, his.version, his.sent, his.replied) == ("uncle", 0, False, False)
        found = letter_desk(shop, DebtId("uncle"), DAY)
        note_sent(shop, found.document, DAY)
        his = standing(shop, DAY).talk_about(uncle)
        assert (his.sent, his.replied, his.agreed) == (True, False, False)
