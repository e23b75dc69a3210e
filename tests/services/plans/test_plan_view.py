from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.scenarios import WhatIf
from jiebei_desktop.domain.strategies import PlanDebt
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.picture import home_of, reading_of
from jiebei_desktop.services.plans import plan_view
from jiebei_desktop.services.plans.ways import ways_of
from jiebei_desktop.services.reference import rulebook

TODAY = date(2026, 11, 22)


@pytest.fixture
def session(employee):
    return employee


def test_the_recommended_amount_is_compared_when_none_was_chosen(session):
    found = plan_view.compare(plan_view.inputs(session, TODAY))
    assert not found.is_chosen
    assert found.budget > 0
    assert found.owed == 7_914_237
    assert [plan.name for plan in found.plans] == [
        "optimal", "avalanche", "snowball", "pro_rata", "custom",
    ]  # fmt: skip
    assert found.shortfall > 0
    assert set(found.names.values()) >= {"借呗", "花呗"}


def test_a_chosen_amount_comes_from_the_ledger_and_the_optimum_is_never_dearer(session):
    Possessions(session).set_setting("chosen_payment_fen", 1_600_000)
    found = plan_view.compare(plan_view.inputs(session, TODAY))
    assert (found.is_chosen, found.budget) == (True, 1_600_000)
    assert found.cheapest is found.plans[0]
    assert all(found.plans[0].total_paid <= plan.total_paid for plan in found.plans)
    assert found.bound is not None
    assert found.bound.total_paid <= found.plans[0].total_paid


def test_an_amount_that_never_repays_has_no_cheapest_plan(session):
    found = plan_view.compare(plan_view.inputs(session, TODAY), Fen(100))
    assert found.cheapest is None


def test_without_debts_and_income_there_is_nothing_to_compare():
    facts = plan_view.PlanInputs(reading=reading_of(Book(), TODAY, rulebook.load()))
    found = plan_view.compare(facts)
    assert (found.plans, found.budget, found.bound, found.shortfall) == ((), 0, None, 0)


def test_a_plan_that_saves_up_is_shown_where_no_simple_one_holds():
    debts = [
        PlanDebt(
            id=DebtId("dear"), balance=Fen(500_000), rate=Fraction(15, 1000), minimum=Fen(20_000)
        ),
        PlanDebt(
            id=DebtId("balloon"),
            balance=Fen(600_000),
            rate=Fraction(1, 1000),
            dues=(Fen(600), Fen(600), Fen(600), Fen(600_600)),
        ),
    ]
    plans = ways_of(debts, Fen(200_000), TODAY, exact=False).plans
    assert [plan.name for plan in plans if plan.feasible] == ["reserve"]
    found = ways_of(debts, Fen(200_000), TODAY)
    assert found.feasible
    assert (found.required_first, found.short_first) == (20_600, 0)
    best, saving = found.plans[-1], found.plans[-2]
    assert (best.name, saving.name) == ("optimal", "reserve")
    assert found.bound.total_paid <= best.total_paid <= saving.total_paid
    short = ways_of(debts, Fen(20_599), TODAY)
    assert (short.feasible, short.short_first, short.plans[-1].name) == (False, 1, "optimal")


TOLD = {"income_low": 900_000, "income_typical": 900_000, "spending": 550_000}
BEGINS = LifeEvent(
    kind=EventKind.INCOME_STARTS, start=date(2026, 12, 1), category="A1", name="新工作",
    amount=Fen(900_000),
)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "answers"), [("booked", {}), ("told", TOLD), ("event", {**TOLD, "income_low": 0})]
)
def test_less_income_reaches_every_source_of_it_and_nothing_else(session, source, answers):
    """The what-if cut entries and items only: a told income, or one to begin, stayed whole."""
    book = session.book()
    if source != "booked":
        book = replace(book, entries=(), recurring=())
    if source == "event":
        answers, book = {**answers, "income_typical": 0}, replace(book, events=(BEGINS,))
    base = reading_of(book, TODAY, rulebook.load())
    reading = replace(base, means=replace(base.means, answers=answers))
    facts = plan_view.PlanInputs(reading=reading)
    plain = plan_view.compare(facts, exact=False)
    less = plan_view.compare(facts, what_if=WhatIf(income_cut=20), exact=False)
    usual = home_of(reading).income_at(2)
    assert usual > 0
    assert plain.means.left - less.means.left == pytest.approx(usual / 5, rel=0.01)
    assert less.proposals.asks == plain.proposals.asks
    assert less.seen == plain.seen
    if plain.means.recommended is not None:
        assert (less.means.recommended or 0) < plain.means.recommended
