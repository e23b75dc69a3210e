from __future__ import annotations

from datetime import date, timedelta

import pytest
from case_steps import note_fact
from msgspec.structs import replace
from open_cases import open_case

from jiebei_desktop.domain.debts import Payment
from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import Cash
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import CaseFact, FactKind
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.picture import WeekState
from jiebei_desktop.services.today.check_in import (
    CheckInAnswers,
    finish,
    last_look,
    questions,
)
from jiebei_desktop.services.today.one_thing import one_thing
from jiebei_desktop.services.today.overview import outlook, standing

DAY = date(2026, 11, 22)


@pytest.fixture
def session(employee):
    return employee


def thing(session, day=DAY):
    facts = standing(session, day)
    return one_thing(facts, outlook(facts))


def test_every_place_and_the_most_urgent_debts_are_asked_about(session):
    asked = questions(session.book(), DAY)
    assert [one.name for one in asked.places] == ["支付宝余额", "工资卡"]
    assert asked.debts[0].debt.id == "jiebei"
    assert asked.debts[0].amount == asked.debts[0].arrears == 444_600
    assert [one.debt.id for one in asked.debts[1:]] == ["card", "weilidai", "huabei", "sister"]
    card = asked.debts[1]
    assert (card.due, card.amount) == (date(2026, 11, 28), 140_506)


def test_only_the_six_most_urgent_debts_are_asked_about(session):
    late = session.ledger.debts()[0]
    more = tuple(replace(late, id=f"x{n}", name=f"x{n}") for n in range(9))
    book = replace(session.book(), debts=more)
    assert len(questions(book, DAY).debts) == 6


def test_all_that_is_answered_is_one_step_and_one_undo(session):
    before = session.book()
    event = LifeEvent(
        kind=EventKind.SPENDING_CHANGES, start=DAY, category="B1", amount=Fen(180_000)
    )
    paid = Payment(date=DAY, amount=Fen(50_000))
    read = Cash(name="工资卡", amount=Fen(150_000), as_of=DAY)
    finish(session, CheckInAnswers(cash=(read,), payments=(("jiebei", paid),), event=event), DAY)
    after = session.book()
    assert read in after.cash
    assert len(after.cash) == len(before.cash)
    assert next(one for one in after.debts if one.id == "jiebei").payments[-1] == paid
    assert after.events == (event,)
    assert session.ledger.setting("checked_in_on") == "2026-11-22"
    assert session.history.undo_label == "check-in"
    session.history.undo()
    assert session.book() == before
    assert session.ledger.setting("checked_in_on") is None


def test_nothing_changed_is_an_answer_too(session):
    book = session.book()
    later = DAY + timedelta(days=9)
    assert last_look(session, book, later) == DAY
    finish(session, CheckInAnswers(), later)
    assert session.book() == book
    assert last_look(session, book, later) is None


@pytest.mark.parametrize(("days", "offered"), [(6, False), (7, True)])
def test_it_is_offered_after_a_week(session, days, offered):
    day = DAY + timedelta(days=days)
    assert (last_look(session, session.book(), day) == DAY) == offered
    assert (standing(session, day).looked == DAY) == offered


def test_a_ledger_being_set_up_is_not_asked(tmp_path):
    with Session.create(tmp_path / "b.jiebei") as empty:
        assert last_look(empty, empty.book(), DAY) is None


def test_a_day_ahead_is_no_look(session):
    ahead = Cash(name="别处", amount=Fen(1), as_of=DAY + timedelta(days=30))
    book = replace(session.book(), cash=(*session.book().cash, ahead))
    assert last_look(session, book, DAY + timedelta(days=8)) == DAY


def test_the_one_thing_is_relief_then_the_home_then_a_word_to_who_waits(session):
    poor = [Cash(name=one.name, amount=Fen(88_999), as_of=DAY) for one in session.book().cash]
    finish(session, CheckInAnswers(cash=tuple(poor)), DAY)
    found = thing(session)
    assert (found.code, found.amount) == ("relief", 178_000)
    session.history.undo()
    found = thing(session)
    assert (found.code, found.name, found.day) == ("home", "房租", date(2026, 12, 10))
    rent = next(one for one in session.book().recurring if one.name == "房租")
    Possessions(session).change_recurring(rent, None)
    found = thing(session)
    assert (found.code, found.page, found.debt, found.amount) == (
        "tell", "negotiation", "jiebei", 444_600,
    )  # fmt: skip


def test_a_court_comes_before_everything(session):
    case = open_case(session, session.ledger.debts()[0].id, DAY)
    note_fact(session, CaseFact(case_id=case.id, kind=FactKind.COURT_PAPERS, on=DAY))
    assert (thing(session).code, thing(session).debt) == ("court", "jiebei")


def test_where_cash_reaches_the_most_urgent_warning_is_the_thing(session):
    rich = Cash(name="工资卡", amount=Fen(9_000_000), as_of=DAY)
    finish(session, CheckInAnswers(cash=(rich,)), DAY)
    found = thing(session)
    facts = standing(session, DAY)
    assert (found.code, found.finding) == ("warning", facts.findings[0])
    assert found.page == facts.findings[0].action


def test_without_warnings_the_next_due_is_kept_in_mind_or_there_is_rest(session):
    facts = replace(standing(session, DAY), findings=())
    found = one_thing(facts, None)
    assert (found.code, found.debt, found.day) == ("due", "card", date(2026, 11, 28))
    free = replace(facts.reading.means.book, debts=())
    reading = replace(facts.reading, means=replace(facts.reading.means, book=free))
    assert one_thing(replace(facts, reading=reading), None).code == "rest"


def test_a_short_week_with_nobody_waiting_leads_to_the_most_urgent_warning(session):
    facts = standing(session, DAY)
    ahead = outlook(facts)
    week = replace(ahead.seen.week, first=(), held=())
    calm = replace(ahead, seen=replace(ahead.seen, week=week))
    assert one_thing(facts, calm).finding == facts.findings[0]
    reaches = replace(week, state=WeekState.REACHES)
    assert (
        one_thing(facts, replace(ahead, seen=replace(ahead.seen, week=reaches))).code == "warning"
    )
