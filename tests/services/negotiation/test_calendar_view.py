from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from case_steps import log_contact, note_fact
from open_cases import open_case

from jiebei_desktop.domain.debts import Payment
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Agreement, CaseFact, Contact, FactKind, Request
from jiebei_desktop.domain.reminders import icalendar
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.cases import agreements, receipts
from jiebei_desktop.services.debts.debt_book import Debts
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation.calendar_view import calendar_days
from jiebei_desktop.text.calendar_words import day_words, events
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)
PLAN = Request(
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
    return session.ledger.debts()[0]


def of(session, kind):
    return [day for day in calendar_days(session, DAY) if day.kind == kind]


def test_every_contract_is_in_with_its_next_amount_and_what_follows(session, debt):
    days = calendar_days(session, DAY)
    assert {day.debt for day in days} == {each.name for each in session.ledger.debts()}
    assert [day.on for day in days] == sorted(day.on for day in days)
    assert DAY <= days[0].on <= days[-1].on <= date(2027, 11, 22)
    assert all(day.amount > 0 and day.alarm_days == 2 for day in days)
    assert len({day.uid for day in days}) == len(days)


def test_the_files_that_prove_payments_are_read_once_for_all_agreements(session, monkeypatch):
    first, second = session.ledger.debts()[:2]
    for debt in (first, second):
        case = open_case(session, debt.id, DAY)
        agreed = Agreement(case_id=case.id, agreed_on=DAY, request=PLAN)
        agreements.agree(session, debt.id, agreed)
    read = []
    monkeypatch.setattr(receipts, "evidence", lambda of: read.append(of) or ())
    agreed_days = of(session, "instalment")
    assert {day.debt for day in agreed_days} == {first.name, second.name}
    assert read == [session]


def test_an_agreement_takes_the_place_of_the_contract_until_it_is_ended(session, debt):
    case = open_case(session, debt.id, DAY)
    made = agreements.agree(
        session, debt.id, Agreement(case_id=case.id, agreed_on=DAY, request=PLAN)
    )
    kept = of(session, "instalment")
    assert [day.number for day in kept[:2]] == [1, 2]
    assert kept[0].amount == 100_000
    assert debt.name not in {day.debt for day in of(session, "due")}
    agreements.broken(session, debt.id, made, DAY)
    assert of(session, "instalment") == []
    assert debt.name in {day.debt for day in of(session, "due")}


def test_a_settled_debt_leaves_only_its_last_steps(session, debt):
    agreements.settle(session, debt.id, DAY)
    mine = [day.kind for day in calendar_days(session, DAY) if day.debt == debt.name]
    assert mine == ["settlement_letter", "credit_report_check"]


def test_promises_and_terms_come_in_with_their_debt_and_ring_early_enough(session, debt):
    case = open_case(session, debt.id, DAY)
    told = Contact(
        case_id=case.id, on=DAY, promised="三天内回电", remind_on=date(2026, 11, 25), who="客服"
    )
    log_contact(session, told)
    note_fact(session, CaseFact(case_id=case.id, kind=FactKind.COURT_PAPERS, on=DAY))
    (promise,), (term,) = of(session, "promise"), of(session, "deadline")
    assert (promise.on, promise.debt, promise.alarm_days) == (told.remind_on, debt.name, 1)
    assert (term.on, term.debt, term.alarm_days) == (date(2026, 12, 7), debt.name, 3)


def test_a_day_is_told_in_full_or_so_that_nobody_else_learns_of_it(session, debt):
    case = open_case(session, debt.id, DAY)
    for kind in (FactKind.COURT_PAPERS, FactKind.HEARING):
        note_fact(session, CaseFact(case_id=case.id, kind=kind, on=DAY))
    days = calendar_days(session, DAY)
    full = icalendar(events(days, Texts("zh_CN"), discreet=False), DAY).replace("\r\n ", "")
    assert f"{debt.name}：答复最后一天" in full
    assert f"{debt.name}：开庭日" in full
    assert full.count("BEGIN:VALARM") == len(days)
    plain = icalendar(events(days, Texts("zh_CN"), discreet=True), DAY)
    for each in session.ledger.debts():
        assert each.name not in plain
    assert "¥" not in plain
    assert plain.count("BEGIN:VEVENT") == len({day.on for day in days})


def test_a_discreet_day_rings_as_early_as_its_most_urgent_matter(session, debt):
    case = open_case(session, debt.id, DAY)
    day = of(session, "due")[0].on
    fact = CaseFact(case_id=case.id, kind=FactKind.HEARING, on=day)
    note_fact(session, fact)
    (event,) = [
        each
        for each in events(calendar_days(session, DAY), Texts("en"), discreet=True)
        if each.on == day
    ]
    assert event.alarm_days == 3


def test_a_reminder_of_no_debt_and_a_promise_without_words_are_still_told(session):
    ledger, texts = session.ledger, Texts("en")
    with ledger.write("remind") as work:
        for kind, note in (("review", "look again"), ("review", ""), ("promise", "")):
            work.insert("reminders", {"day": "2026-11-30", "kind": kind, "ref": "", "note": note})
        work.insert("reminders", {"day": "2026-11-30", "kind": "promise", "ref": "", "note": "x"})
    noted = [*of(session, "promise"), *of(session, "review")]
    said = {day_words(each, texts, discreet=False) for each in noted}
    expected = {"a promise falls due", "a promise falls due (x)", "look again", "reminder"}
    assert said == expected
    assert {each.debt for each in noted} == {""}


def test_a_debt_that_was_paid_off_asks_for_nothing_more(session, debt):
    stand = owed(debt, DAY)
    Debts(session).pay(debt.id, Payment(date=DAY, amount=stand.parts.total))
    assert debt.name not in {day.debt for day in of(session, "due")}


def test_an_empty_ledger_has_no_days(tmp_path):
    with Session.create(tmp_path / "b.jiebei") as empty:
        assert calendar_days(empty, DAY) == ()
