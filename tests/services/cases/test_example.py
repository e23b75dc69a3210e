"""The example of a closed shop tells its whole story: asked, agreed in six items, kept, vouched for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.negotiation import ProposalState
from jiebei_desktop.domain.standing import owed, schedule
from jiebei_desktop.services.cases import evidence, example
from jiebei_desktop.services.cases.agreements import agreements
from jiebei_desktop.services.cases.casefile import case_of, cases, contacts
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation.case_proposals import proposals
from jiebei_desktop.services.reference import guide

LOAN = DebtId("shop-loan")
DAYS = st.dates(date(2025, 1, 1), date(2032, 12, 31))


@pytest.fixture
def filled(tmp_path):
    """Return a maker of ledgers with an example of a day."""
    opened = []

    def make(name, day):
        opened.append(Session.create(tmp_path / f"{len(opened)}.jiebei"))
        example.fill(opened[-1], name, day)
        return opened[-1]

    yield make
    for session in opened:
        session.close()


@settings(max_examples=12)
@given(DAYS)
def test_every_instalment_that_fell_due_is_paid_and_vouched_for(tmp_path_factory, day):
    with Session.create(tmp_path_factory.mktemp("shop") / "l.jiebei") as session:
        example.fill(session, "shop", day)
        case = case_of(session, LOAN)
        (agreed,) = agreements(session, case.id)
        due = [mark for mark in agreed.marks if mark.due <= day]
        assert len(due) in {12, 13}
        assert len(agreed.marks) == 36
        assert agreed.paid == agreed.paid_in_time() == len(due)
        assert all(mark.attachment_id and mark.payment_id for mark in due)
        assert not agreed.missed(day)
        assert agreed.next_mark().due == owed(session.ledger.debt(LOAN), day).next_due
        held = evidence.held(session, case.id)
        assert all(one.on <= day for one in held)
        assert evidence.altered(session) == ()


def test_the_agreement_asks_what_the_debt_s_own_terms_ask(filled):
    session = filled("shop", date(2026, 11, 30))
    debt, case = session.ledger.debt(LOAN), case_of(session, LOAN)
    (agreed,) = agreements(session, case.id)
    new = debt.versions[-1]
    rows = schedule(new.principal, new.terms, new.effective_from)
    assert [(mark.due, mark.amount) for mark in agreed.marks] == [
        (row.due, row.payment) for row in rows
    ]
    assert agreed.settled_items == set(guide.load().agreement)
    assert len(agreed.settled_items) == 6


def test_the_talk_leads_from_a_first_request_to_the_one_that_was_accepted(filled):
    session = filled("shop", date(2026, 11, 30))
    case = case_of(session, LOAN)
    second, first = proposals(session, case.id)
    assert (first.state, second.state) == (ProposalState.COUNTERED, ProposalState.ACCEPTED)
    assert (first.request.periods, second.request.periods) == (48, 36)
    assert first.request.payment < second.request.payment
    days = [one.on for one in contacts(session, case.id)]
    assert days == sorted(days)
    assert days[-1] == agreements(session, case.id)[0].agreed_on


def test_an_example_is_one_step_and_the_employee_has_no_case_yet(filled):
    session = filled("employee", date(2026, 11, 30))
    assert cases(session) == ()
    shop = filled("shop", date(2026, 11, 30))
    shop.history.undo()
    assert shop.history.undo_label is None
    assert cases(shop) == ()
    assert shop.ledger.debts() == ()
