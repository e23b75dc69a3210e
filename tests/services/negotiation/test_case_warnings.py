from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from case_steps import REQUEST, draft, log_contact, note_fact
from msgspec.structs import replace
from open_cases import open_case

from jiebei_desktop.domain.debts import Stage
from jiebei_desktop.domain.findings import Severity
from jiebei_desktop.domain.household import Cash
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Agreement, CaseFact, Contact, FactKind
from jiebei_desktop.domain.warnings import Carried
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.cases import agreements, case_facts, casefile
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation import negotiation_view
from jiebei_desktop.services.negotiation.case_warnings import (
    Yardstick,
    all_warnings,
    case_findings,
    shortfall,
)

DAY = date(2026, 11, 22)
LIVING = Fen(700_000)


@pytest.fixture
def session(employee):
    return employee


@pytest.fixture
def debt(session):
    return session.ledger.debts()[0].id


@pytest.fixture
def case(session, debt):
    return open_case(session, debt, DAY)


def of(session, name, on=DAY):
    outlook = Yardstick(session.book(), on, LIVING)
    return [found for found in case_findings(session, outlook) if found.id == name]


def test_a_term_of_a_court_is_spoken_of_until_its_last_day(session, case, debt):
    note_fact(session, CaseFact(case_id=case.id, kind=FactKind.COURT_PAPERS, on=DAY))
    (found,) = of(session, "W-DEADLINE")
    assert (found.debt, found.facts["days"], found.facts["due"]) == (debt, 15, date(2026, 12, 7))
    assert of(session, "W-DEADLINE", date(2026, 12, 7))[0].facts["days"] == 0
    assert of(session, "W-DEADLINE", date(2026, 12, 8)) == []
    assert all_warnings(session, DAY)[0].severity is Severity.SEVERE


def test_facts_without_a_term_set_none_and_a_hearing_is_its_own_day(session, case, debt):
    note = lambda kind, on: note_fact(session, CaseFact(case_id=case.id, kind=kind, on=on))  # noqa: E731
    note(FactKind.ASSIGNED, DAY)
    note(FactKind.HEARING, date(2026, 12, 20))
    note(FactKind.JUDGMENT, date(2026, 12, 1))
    note(FactKind.ENFORCEMENT, date(2026, 12, 30))
    found = case_facts.facts_of(session, case.id)
    assert [(fact.kind, fact.due) for fact in found] == [
        (FactKind.ASSIGNED, None),
        (FactKind.JUDGMENT, date(2026, 12, 16)),
        (FactKind.HEARING, date(2026, 12, 20)),
        (FactKind.ENFORCEMENT, None),
    ]
    assert session.ledger.debt(debt).stage is Stage.ENFORCEMENT
    with pytest.raises(KeyError):
        note_fact(session, CaseFact(case_id=99, kind=FactKind.ASSIGNED, on=DAY))


def test_a_fact_that_is_taken_back_takes_its_reminder_along(session, case):
    for kind in (FactKind.PAYMENT_ORDER, FactKind.ASSIGNED):
        note_fact(session, CaseFact(case_id=case.id, kind=kind, on=DAY))
    for fact in case_facts.facts_of(session, case.id):
        case_facts.drop(session, fact)
    assert case_facts.facts_of(session, case.id) == ()
    assert casefile.reminders(session) == ()
    session.history.undo()
    assert len(case_facts.facts_of(session, case.id)) == 1


def test_a_promise_and_a_reminder_of_another_case_are_no_deadlines(session, case):
    log_contact(
        session, Contact(case_id=case.id, on=DAY, said="x", remind_on=DAY + timedelta(days=3))
    )
    assert of(session, "W-DEADLINE") == []


def test_contacts_the_standard_speaks_of_are_counted(session, case, debt):
    log_contact(session, Contact(case_id=case.id, on=DAY, at=time(23, 0), said="x"))
    old = DAY - timedelta(days=100)
    log_contact(session, Contact(case_id=case.id, on=old, at=time(23, 0), said="x"))
    (found,) = of(session, "W-COLLECT")
    assert (found.facts["count"], found.severity) == (1, Severity.CAUTION)


def agreed(session, case, debt) -> Agreement:
    made = Agreement(case_id=case.id, agreed_on=DAY, request=REQUEST)
    return agreements.agree(session, debt, made)


def test_an_instalment_at_risk_is_told_before_and_a_missed_one_after(session, case, debt):
    agreement = agreed(session, case, debt)
    (found,) = of(session, "W-AGREE-RISK")
    short, reserve = shortfall(Yardstick(session.book(), DAY, LIVING), agreement.marks[0], 7)
    assert (found.facts["short_fen"], found.facts["reserve_fen"]) == (short, reserve)
    assert short > 0
    assert of(session, "W-AGREE-RISK", date(2026, 10, 1)) == []
    (missed,) = of(session, "W-AGREE-MISSED", date(2026, 12, 16))
    carried = Carried(lowest=Fen(2), reserve=Fen(1))
    outlook = Yardstick(session.book(), date(2026, 12, 16), LIVING, None, carried)
    (paid,) = (one for one in case_findings(session, outlook) if one.id == "W-AGREE-MISSED")
    assert (missed.action, paid.action) == ("negotiation", "debts")
    assert paid.facts == {**missed.facts, "lowest_fen": 2, "reserve_fen": 1}
    assert (missed.facts["count"], missed.facts["amount_fen"]) == (1, 141_234)


def test_with_money_enough_or_unknown_nothing_is_at_risk(session, case, debt):
    agreed(session, case, debt)
    possessions, (cash, *others) = Possessions(session), session.book().cash
    for other in others:
        possessions.change_cash(other, None)
    possessions.change_cash(cash, replace(cash, amount=Fen(50_000_000)))
    assert of(session, "W-AGREE-RISK") == []
    possessions.change_cash(Cash(**{**as_dict(cash), "amount": Fen(50_000_000)}), None)
    assert of(session, "W-AGREE-RISK") == []


def as_dict(value) -> dict:
    return {name: getattr(value, name) for name in value.__slots__}


def test_an_agreement_that_was_ended_or_kept_to_the_end_is_not_warned_of(session, case, debt):
    agreement = agreed(session, case, debt)
    agreements.broken(session, debt, agreement, DAY)
    assert of(session, "W-AGREE-RISK") == []
    agreements.reinstated(session, debt, agreements.agreements(session, agreement.case_id)[0], DAY)
    for mark in agreement.marks:
        agreements.pay(session, debt, agreement, replace(mark, paid_on=DAY))
    assert of(session, "W-AGREE-RISK") == []
    assert of(session, "W-AGREE-MISSED", date(2031, 1, 1)) == []


def test_the_desk_lists_lenders_by_urgency_and_one_case_in_full(session, debt):
    found = negotiation_view.desk(session, DAY)
    assert found.lines[0].stand.overdue_days == 20
    assert found.view.line.debt.id == debt
    assert found.view.latest is None
    assert [rung.on for rung in found.view.rungs][1] == date(2026, 11, 3)
    assert found.hotlines
    assert negotiation_view.desk(session, DAY, "nobody").view.line.debt.id == debt


def test_the_request_is_the_engine_s_or_the_contract_s(session, debt):
    asked = negotiation_view.request_for(session, debt, DAY)
    assert asked.payment > 0
    assert asked.principal <= session.owed(DAY)[0].parts.total
    with pytest.raises(KeyError):
        negotiation_view.request_for(session, "nobody", DAY)


def test_an_empty_ledger_has_an_empty_desk_and_a_kept_case_stays_on_it(tmp_path, session, debt):
    with Session.create(tmp_path / "b.jiebei") as empty:
        assert negotiation_view.desk(empty, DAY).view is None
    open_case(session, debt, DAY)
    agreements.settle(session, debt, DAY)
    found = negotiation_view.desk(session, DAY, debt)
    assert found.lines[-1].debt.id == debt


def test_the_latest_terms_are_those_agreed(session, case, debt):
    agreed(session, case, debt)
    assert negotiation_view.desk(session, DAY, debt).view.latest == REQUEST


def test_when_all_was_called_in_all_is_due_until_the_fact_is_taken_back(session, case, debt):
    called = CaseFact(case_id=case.id, kind=FactKind.CALLED_IN, on=DAY)
    note_fact(session, called)
    assert session.ledger.debt(debt).accelerated_on == DAY
    case_facts.drop(session, case_facts.facts_of(session, case.id)[0])
    assert session.ledger.debt(debt).accelerated_on is None


def test_documents_are_listed_for_what_the_newest_version_asks(session, case, debt):
    view = lambda: negotiation_view.desk(session, DAY, debt).view  # noqa: E731
    assert {each.lever for each in view().coverage} == {"penalty", "term"}
    asked = replace(REQUEST, waived_interest=Fen(100), waived_principal=Fen(100))
    draft(session, case.id, asked, DAY)
    levers = ["penalty", "interest", "term", "principal"]
    assert [each.lever for each in view().coverage] == levers
    fees_alone = replace(REQUEST, waived_penalty=Fen(0), waived_fees=Fen(1))
    assert negotiation_view.levers_in(fees_alone) == {"penalty", "term"}


def test_the_court_is_passed_only_when_the_case_says_so(session, case, debt):
    court = lambda: negotiation_view.desk(session, DAY, debt).view.rungs[6].state  # noqa: E731
    assert court() == "ahead"
    agreements.settle(session, debt, DAY)
    assert court() == "skipped"
    note_fact(session, CaseFact(case_id=case.id, kind=FactKind.COURT_PAPERS, on=DAY))
    assert court() == "current"
    agreements.settle(session, debt, DAY)
    assert court() == "done"


def test_a_lawsuit_on_day_twenty_does_not_claim_that_day_ninety_was_reached(session, case, debt):
    note_fact(session, CaseFact(case_id=case.id, kind=FactKind.COURT_PAPERS, on=DAY))
    rungs = negotiation_view.desk(session, DAY, debt).view.rungs
    assert [rung.state for rung in rungs] == [
        "done", "done", "done", "skipped", "skipped", "skipped", "current", "ahead", "ahead",
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "speaks"), [(30, True), (31, False), (0, True), (-1, False)])
def test_a_day_in_court_is_spoken_of_a_month_ahead_and_to_its_end(session, case, days, speaks):
    hearing = CaseFact(case_id=case.id, kind=FactKind.HEARING, on=date(2026, 12, 20))
    note_fact(session, hearing)
    assert bool(of(session, "W-DEADLINE", date(2026, 12, 20) - timedelta(days=days))) == speaks


@pytest.mark.parametrize(("days", "speaks"), [(90, True), (91, False)])
def test_contacts_of_three_months_are_spoken_of(session, case, days, speaks):
    on = DAY - timedelta(days=days)
    log_contact(session, Contact(case_id=case.id, on=on, at=time(23, 0), said="x"))
    assert bool(of(session, "W-COLLECT")) == speaks


def test_an_agreed_instalment_is_missed_from_the_day_after_its_own(session, case, debt):
    agreed(session, case, debt)
    assert of(session, "W-AGREE-MISSED", REQUEST.first_due) == []
    assert len(of(session, "W-AGREE-MISSED", REQUEST.first_due + timedelta(days=1))) == 1


def test_an_agreed_instalment_is_at_risk_by_a_fen(session, case, debt):
    agreement = agreed(session, case, debt)
    short, _reserve = shortfall(Yardstick(session.book(), DAY, LIVING), agreement.marks[0], 7)
    cash = session.book().cash[0]
    Possessions(session).change_cash(cash, replace(cash, amount=Fen(cash.amount + short - 1)))
    (found,) = of(session, "W-AGREE-RISK")
    assert found.facts["short_fen"] == 1
    cash = session.book().cash[0]
    Possessions(session).change_cash(cash, replace(cash, amount=Fen(cash.amount + 1)))
    assert of(session, "W-AGREE-RISK") == []
