from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from case_steps import draft, log_contact, mark_sent, note_fact
from msgspec.structs import replace
from open_cases import open_case

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import (
    Agreement,
    CaseFact,
    Contact,
    Evidence,
    FactKind,
    ProposalState,
    Request,
)
from jiebei_desktop.services.cases import agreements, evidence
from jiebei_desktop.services.negotiation import case_proposals, negotiation_view
from jiebei_desktop.services.negotiation.case_timeline import timeline

DAY, NEXT = date(2026, 11, 22), date(2026, 11, 23)
REQUEST = Request(
    principal=Fen(3_600_000),
    annual_rate=Decimal(0),
    periods=36,
    payment=Fen(100_000),
    first_due=date(2026, 12, 15),
)


@pytest.fixture
def session(employee):
    return employee


@pytest.fixture
def debt(session):
    return session.ledger.debts()[0].id


def moments(session, debt):
    view = negotiation_view.desk(session, NEXT, debt).view
    return [(moment.on, moment.kind) for moment in timeline(view)]


def test_a_case_in_which_nothing_happened_has_no_timeline(session, debt):
    assert moments(session, debt) == []


def test_drafts_undated_papers_and_open_instalments_are_not_in_it(session, debt):
    case = open_case(session, debt, DAY)
    draft(session, case.id, REQUEST, DAY)
    evidence.attach(session, Evidence(case_id=case.id, kind="contract", name="合同"))
    assert moments(session, debt) == []
    agreements.agree(session, debt, Agreement(case_id=case.id, agreed_on=DAY, request=REQUEST))
    assert moments(session, debt) == [(DAY, "agreed")]


def test_everything_stands_in_the_order_of_its_day_and_time(session, debt):
    case = open_case(session, debt, DAY)
    for at, said in ((time(20, 0), "late"), (time(9, 0), "early")):
        log_contact(session, Contact(case_id=case.id, on=DAY, at=at, said=said))
    note_fact(session, CaseFact(case_id=case.id, kind=FactKind.ASSIGNED, on=NEXT))
    paper = Evidence(case_id=case.id, kind="contract", name="合同", on=date(2026, 1, 5))
    evidence.attach(session, paper)
    made = draft(session, case.id, REQUEST, DAY)
    mark_sent(session, made, DAY)
    (newest,) = case_proposals.proposals(session, case.id)
    case_proposals.record_reply(session, newest, ProposalState.ACCEPTED, "好", NEXT)
    kept = agreements.agree(
        session, debt, Agreement(case_id=case.id, agreed_on=NEXT, request=REQUEST)
    )
    agreements.pay(session, debt, kept, replace(kept.marks[0], paid_on=NEXT))
    agreements.change_asked(session, debt, agreements.agreements(session, case.id)[0], NEXT)
    assert moments(session, debt) == [
        (date(2026, 1, 5), "document"),
        (DAY, "sent"),
        (DAY, "contact"),
        (DAY, "contact"),
        (NEXT, "fact"),
        (NEXT, "answered"),
        (NEXT, "agreed"),
        (NEXT, "event"),
        (NEXT, "paid"),
    ]
    view = negotiation_view.desk(session, NEXT, debt).view
    said = [each.matter.said for each in timeline(view) if each.kind == "contact"]
    assert said == ["early", "late"]
