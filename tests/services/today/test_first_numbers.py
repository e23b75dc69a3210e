"""The first numbers in the ledger: estimates that nothing forgets and better facts replace."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.domain.household import Entry, EntryKind, Mark
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.standing import ObligationKind, obligations, owed
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.debts.debt_book import Debts, estimates
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers import statement
from jiebei_desktop.services.papers.call_desk import call_desk
from jiebei_desktop.services.picture import at_payment, picture, read
from jiebei_desktop.services.plans import plan_view
from jiebei_desktop.services.today import first_numbers
from jiebei_desktop.services.today.first_numbers import FirstNumbers, Names
from jiebei_desktop.services.today.overview import standing

DAY = date(2026, 11, 22)
NAMES = Names(jiebei="借呗", others="其他债务", cash="手头的钱")
ALL = FirstNumbers(
    take_home=Fen(1_050_000),
    necessary=Fen(700_000),
    jiebei_owed=Fen(3_898_800),
    jiebei_due=Fen(444_600),
    others_monthly=Fen(120_000),
    cash=Fen(320_000),
    due_on=date(2026, 11, 2),
)


def test_all_of_them_stand_in_the_ledger_as_one_step(session):
    first_numbers.keep(session, ALL, NAMES, DAY)
    seen = picture(session, DAY)
    assert seen.money("income.usual") == ALL.take_home
    assert seen.money("living.usual") == ALL.necessary
    assert seen.money("cash") == ALL.cash
    jiebei = session.ledger.debt("jiebei1")
    assert owed(jiebei, DAY).parts.total == ALL.jiebei_owed
    assert owed(jiebei, DAY).arrears == ALL.jiebei_due
    assert owed(jiebei, DAY).overdue_days == 20
    assert seen["next.other1"].value.amount == ALL.others_monthly
    assert first_numbers.told(session).amounts == ALL.amounts
    session.history.undo()
    assert session.ledger.debts() == ()
    assert session.book().cash == ()
    assert first_numbers.told(session) is None


AMOUNTS = st.integers(0, 15_000).map(lambda yuan: Fen(yuan * 100))


@settings(max_examples=15)
@given(
    st.tuples(AMOUNTS, AMOUNTS),
    st.tuples(*[st.none() | AMOUNTS] * 4),
    st.none() | st.integers(-40, 40),
)
def test_the_range_of_the_first_minute_is_the_one_of_the_ledger(month, debts, days):
    """Another formula told 7,535 at the least where the ledger then recommended 7,437."""
    owed_in_all, due, others, cash = debts
    numbers = FirstNumbers(
        take_home=month[0], necessary=month[1], jiebei_owed=owed_in_all, jiebei_due=due,
        others_monthly=others, cash=cash,
        due_on=None if days is None else DAY + timedelta(days),
    )  # fmt: skip
    with TemporaryDirectory() as folder, Session.create(Path(folder) / "a.jiebei") as ledger:
        first_numbers.keep(ledger, numbers, NAMES, DAY)
        seen = picture(ledger, DAY)
    first = first_numbers.first_range(numbers, DAY)
    told = (seen.money("afford.floor") or 0, seen.money("afford.ceiling") or 0)
    assert (first.low, first.high) == told
    assert first.low <= first.high


def test_the_first_range_is_held_against_what_the_debts_ask_for():
    first = first_numbers.first_range(ALL, DAY)
    assert (first.required, first.complete, first.cash_days) == (564_600, True, 13)
    assert first.short == 564_600 - first.high > 0
    known = replace(ALL, jiebei_due=None)
    assert not first_numbers.first_range(known, DAY).complete
    assert not first_numbers.first_range(replace(ALL, others_monthly=None), DAY).complete
    none = replace(known, others_monthly=None, cash=None)
    alone = first_numbers.first_range(none, DAY)
    assert (alone.required, alone.short, alone.cash_days) == (None, 0, None)
    poor = first_numbers.first_range(replace(ALL, take_home=Fen(100_000)), DAY)
    assert (poor.low, poor.high) == (0, 0)
    assert first_numbers.first_range(replace(ALL, necessary=None), DAY) is None


def test_the_plan_begins_with_half_where_only_five_numbers_were_told(session):
    first_numbers.keep(session, ALL, NAMES, DAY)
    seen = picture(session, DAY)
    view = plan_view.compare(plan_view.inputs(session, DAY), exact=False)
    recommended = seen.money("afford.recommended")
    assert seen.afford.first_term is not None
    half = seen.afford.first_term.payment
    assert seen.money("plan.payment") == view.budget == view.recommended == half
    assert 0 < half < recommended < 2 * half + 200


def test_lenders_are_asked_for_the_half_first_and_for_the_whole_afterwards(session):
    """They were asked as if the half went on for ever, and no plan held."""
    first_numbers.keep(session, ALL, NAMES, DAY)
    seen = picture(session, DAY)
    half, whole = seen.money("plan.payment"), seen.money("afford.recommended")
    ((months, at_first), (_, later)) = seen.asks.of("jiebei1").steps
    assert (months, at_first < later) == (3, True)
    days = sorted({day for way in seen.ways.values() for day, _ in way.pays})
    sums = [sum(fen for on, fen in seen.plan_pays if on == day) for day in days]
    assert all(fen <= half for fen in sums[:3])
    assert half < sums[3] == max(sums) <= whole
    view = plan_view.compare(plan_view.inputs(session, DAY), exact=False)
    assert view.missing == 0
    assert view.proposals.asks == seen.asks
    alone = at_payment(read(session, DAY), Fen(half - 100)).asks
    assert all(len(one.steps) == 1 for one in alone.asks)
    own = plan_view.compare(plan_view.inputs(session, DAY), whole, exact=False)
    assert all(len(one.steps) == 1 for one in own.proposals.asks.asks)


def test_what_was_guessed_is_named_until_the_debt_is_edited(session):
    first_numbers.keep(session, ALL, NAMES, DAY)
    assert "amount" in estimates.estimated(session, "other1")
    assert "amount" not in estimates.estimated(session, "jiebei1")
    assert standing(session, DAY).guessed == ("其他债务",)
    assert {"rate", "periods"} <= set(estimates.estimated(session, "jiebei1"))
    Debts(session).edit("other1", session.ledger.debt("other1"))
    assert estimates.estimated(session, "other1") == ()
    assert standing(session, DAY).guessed == ()
    assert set(estimates.all_estimated(session)) == {"jiebei1"}


def test_months_of_the_ledger_replace_what_was_told(session):
    first_numbers.keep(session, ALL, NAMES, DAY)
    assert standing(session, DAY).told
    entries = [
        Entry(date=Month.of(DAY).plus(-back).day(day), kind=kind, amount=Fen(fen), category=code,
              mark=Mark.STATEMENT)
        for back in range(1, 7)
        for day, kind, fen, code in (
            (10, EntryKind.INCOME, 900_000, "A1"),
            (28, EntryKind.EXPENSE, 300_000, "B1"),
            (27, EntryKind.EXPENSE, 250_000, "C1"),
        )
    ]  # fmt: skip
    for entry in entries:
        Entries(session).add(entry)
    assert not standing(session, DAY).told
    seen = picture(session, DAY)
    assert seen.money("income.usual") == 900_000
    assert seen.money("living.usual") == 550_000


@pytest.mark.parametrize("name", first_numbers.AMOUNTS)
def test_what_was_not_told_is_not_taken_for_nothing(session, name):
    values = {each: getattr(ALL, each) for each in first_numbers.AMOUNTS if each == name}
    told = FirstNumbers(**values)
    first_numbers.keep(session, told, NAMES, DAY)
    assert set(told.missing) == set(first_numbers.AMOUNTS) - {name}
    seen = picture(session, DAY)
    if name != "cash":
        assert seen["cash"].value is None
        assert seen["runway.days"].value is None
    assert bool(session.ledger.debts()) == (name in {"jiebei_owed", "jiebei_due", "others_monthly"})
    if name == "jiebei_owed":
        assert seen["next.jiebei1"].value is None


def test_what_was_fitted_to_the_numbers_is_no_contract_on_paper(session):
    """The request printed a day of borrowing and an amount that nobody had typed."""
    first_numbers.keep(session, ALL, NAMES, DAY)
    jiebei = session.ledger.debt("jiebei1")
    assert jiebei.drawn is not None
    facts = statement.gather(session, DAY)
    plan = statement.document(facts, "lender", jiebei.id)["plan"]
    assert (plan["contract_date"], plan["contract_principal"]) == (None, None)
    assert call_desk(session, DAY, jiebei.id).drawn is None
    Debts(session).edit(jiebei.id, jiebei)
    assert call_desk(session, DAY, jiebei.id).drawn == jiebei.drawn


@pytest.mark.parametrize(
    ("first", "late", "to_come"),
    [
        (date(2026, 11, 30), 2400, date(2026, 12, 30)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
        (date(2026, 10, 22), 4800, date(2026, 12, 22)),
        (date(2026, 10, 31), 4800, date(2026, 12, 31)),
        (date(2026, 3, 5), 9 * 2400, date(2026, 12, 5)),
        (date(2023, 1, 5), 26000, None),
    ],
)
def test_whoever_missed_the_first_missed_all_since(tmp_path, first, late, to_come):
    """Forty days late, the second one missed was in no row and in no sum."""
    today = date(2026, 12, 1)
    told = FirstNumbers(jiebei_owed=Fen(2600000), jiebei_due=Fen(240000), due_on=first)
    with Session.create(tmp_path / "a.jiebei") as session:
        first_numbers.keep(session, told, NAMES, today)
        (debt,) = session.book(today).debts
        listed = obligations(debt, today, today + timedelta(days=31))
    arrears = [each.amount for each in listed if each.kind is ObligationKind.ARREARS]
    assert sum(arrears) == late * 100
    ahead = [each for each in listed if each.kind is ObligationKind.INSTALMENT]
    assert [each.day for each in ahead[:1]] == ([] if to_come is None else [to_come])


def test_what_all_others_want_next_month_is_due_within_thirty_days(tmp_path):
    """Told on the first of a month with 31 days, it fell on the day after the thirtieth."""
    told = FirstNumbers(others_monthly=Fen(90000))
    for today in (date(2026, 12, 1), date(2026, 11, 1), date(2027, 1, 30), date(2027, 2, 28)):
        with Session.create(tmp_path / f"{today}.jiebei") as session:
            first_numbers.keep(session, told, NAMES, today)
            assert picture(session, today).figures["due30.total"].value == 90000
