from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from households import MADE, cash, entries, loan, mortgage
from msgspec.structs import replace

from jiebei_desktop.analysis.carried import Low
from jiebei_desktop.analysis.forecast import forecast
from jiebei_desktop.charts.cash import cash_of
from jiebei_desktop.domain.debts import Allocation, Payment, ReportedBalance
from jiebei_desktop.domain.household import Book, Cash
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.debts.debt_book import Debts
from jiebei_desktop.services.picture import (
    LaneName,
    NextDue,
    Origin,
    Picture,
    home_of,
    last_known,
    picture,
    picture_of,
    read,
    reading_of,
    remember,
)
from jiebei_desktop.services.picture.document import from_document, to_text
from jiebei_desktop.services.reference.rulebook import load
from jiebei_desktop.text.picture import HOW, TITLES, figure_title, how_words, value_words
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)


def test_the_whole_is_the_sum_of_its_debts(employee):
    seen = picture(employee, DAY)
    debts = [debt.id for debt in employee.ledger.debts()]
    for part in ("principal", "interest", "penalty", "fees", "total"):
        each = [seen.money(f"owed.{debt}.{part}") for debt in debts]
        assert seen.money(f"owed.{part}") == sum(each)
    parts = ("principal", "interest", "penalty", "fees")
    assert seen.money("owed.total") == sum(seen.money(f"owed.{part}") for part in parts)


@pytest.mark.parametrize(
    ("cash", "paid_on", "found", "short"),
    [
        ({3: -100}, [3], 3, 100),
        ({2: -100}, [3], None, 0),
        ({2: -900, 5: -100, 7: -300}, [3, 9], 5, 300),
        ({4: -100}, [], None, 0),
        ({}, [3], None, 0),
    ],
)
def test_cash_is_short_by_contract_from_the_first_day_that_is_paid(
    employee, cash, paid_on, found, short
):
    def day(ahead):
        return DAY + timedelta(days=ahead)

    seen = picture(employee, DAY)
    lane = replace(
        seen.lanes[LaneName.CONTRACT],
        days=tuple((day(n), Fen(cash.get(n, 0))) for n in range(10)),
        low=min(
            (Low(day=day(n), amount=Fen(left)) for n, left in cash.items()),
            key=lambda low: low.amount,
            default=Low(day=DAY, amount=Fen(0)),
        ),
        pays={"a": tuple((day(n), Fen(1)) for n in paid_on)},
    )
    seen = replace(seen, lanes={**seen.lanes, LaneName.CONTRACT: lane})
    assert seen.short_from == (None if found is None else day(found))
    assert seen.short_by_contract == short


def test_a_figure_made_of_others_is_their_sum(employee):
    seen = picture(employee, DAY)
    for code in ("left", "owed.total", "cost_per_day"):
        terms = seen[code].terms
        assert terms
        assert seen.money(code) == sum(term.sign * seen.money(term.id) for term in terms)


def test_what_a_day_costs_counts_the_debts_that_owe(employee):
    debt = employee.ledger.debts()[0]
    balance = ReportedBalance(as_of=DAY, principal=Fen(0))
    Debts(employee).edit(debt.id, replace(debt, balance=balance, payments=()))
    seen = picture(employee, DAY)
    assert seen.money(f"owed.{debt.id}.total") == 0
    for code in ("cost_per_day", "cost_per_day.interest", "cost_per_day.penalty"):
        assert seen[code].rows == len(employee.ledger.debts()) - 1


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_sum_is_no_surer_than_what_it_is_made_of(name):
    seen, order = picture_of(reading_of(MADE[name](), DAY, load())), list(Origin)
    origins = [
        seen[code].origin for code in ("income.usual", "living.usual", "irregular", "protected")
    ]
    assert seen["left"].origin == order[max(map(order.index, origins))]
    living = max(order.index(seen[code].origin) for code in ("cash", "living.usual"))
    assert seen["runway.days"].origin == order[living]


def test_one_debt_whose_order_of_payment_is_unknown_makes_the_sum_less_sure(employee):
    assert picture(employee, DAY)["owed.total"].grade == "good"
    debt = next(one for one in employee.ledger.debts() if one.id == "jiebei")
    unknown = replace(debt.terms, allocation=Allocation.UNKNOWN)
    paid = Payment(date=date(2026, 11, 20), amount=Fen(100_000))
    unsure = replace(debt, terms=unknown, payments=(*debt.payments, paid))
    Debts(employee).edit(debt.id, unsure)
    seen = picture(employee, DAY)
    grades = {one.id: seen[f"owed.{one.id}.total"].grade for one in employee.ledger.debts()}
    assert sorted(grades.values()) == ["fair", *["good"] * (len(grades) - 1)]
    assert grades[debt.id] == seen["owed.total"].grade == "fair"


def test_the_next_payment_lies_ahead_and_belongs_to_what_is_due_soon(employee):
    seen = picture(employee, DAY)
    found = [seen[f"next.{debt.id}"].value for debt in employee.ledger.debts()]
    ahead = [each for each in found if isinstance(each, NextDue)]
    assert ahead
    assert all(each.day >= DAY for each in ahead)
    soon = [each for each in ahead if each.day <= DAY + timedelta(days=30)]
    assert seen["due30.count"].value >= len(soon) > 0
    assert seen.money("due30.total") >= sum(each.amount for each in soon)


def test_the_same_ledger_day_and_seed_are_reckoned_once(employee, monkeypatch):
    first = picture(employee, DAY)
    monkeypatch.setattr("jiebei_desktop.services.picture.whole.picture_of", pytest.fail)
    assert picture(employee, DAY) is first


def test_a_write_an_undo_another_day_and_another_seed_are_other_pictures(employee):
    first = picture(employee, DAY)
    Possessions(employee).change_cash(None, Cash(name="B", amount=Fen(500_000), as_of=DAY))
    richer = picture(employee, DAY)
    assert richer.money("cash") == first.money("cash") + 500_000
    employee.history.undo()
    again = picture(employee, DAY)
    assert (again.figures, again.key == first.key) == (first.figures, False)
    assert picture(employee, DAY, 1).key.seed == 1
    assert picture(employee, DAY + timedelta(days=1)).key.as_of == DAY + timedelta(days=1)


def test_a_picture_written_into_the_ledger_comes_back_as_it_was(employee):
    assert last_known(employee) is None
    made = picture(employee, DAY)
    remember(employee, made)
    assert last_known(employee) == made
    assert made.week is not None
    kept = from_document(json.loads(to_text(made.figures, made.lanes, made.week)))
    assert kept == (made.figures, made.lanes, made.week)


def test_a_picture_of_another_edition_is_no_picture(employee):
    remember(employee, picture(employee, DAY))
    kept = employee.ledger.kept_picture()
    employee.ledger.keep_picture(replace(kept, content='{"figures": [{"id": "x"}]}'))
    assert last_known(employee) is None


def test_every_figure_has_a_name_a_value_in_words_and_a_reckoning(employee):
    seen = picture(employee, DAY)
    assert set(TITLES) == set(HOW)
    names = {debt.id: debt.name for debt in employee.ledger.debts()}
    for language in ("zh_CN", "en"):
        t = Texts(language)
        for figure in seen.figures.values():
            assert "{" not in figure_title(figure, t, names)
            assert value_words(figure, t)
            assert how_words(figure, t)
    aside = {"aside"}  # of a claim out of time, see test_aside
    assert {figure.how for figure in seen.figures.values()} == set(TITLES) - aside


def test_an_empty_ledger_has_a_picture_too(session):
    seen = picture(session, DAY)
    assert isinstance(seen, Picture)
    assert seen.money("owed.total") == 0
    assert seen["afford.recommended"].value is None
    assert seen["afford.recommended"].grade == "none"
    assert seen["runway.days"].value is None
    assert seen.lanes[LaneName.NOTHING].paid == 0
    assert picture_of(read(session, DAY)).figures == seen.figures


HOME = mortgage(300_000, date(2022, 11, 20))
OPEN = loan("a", 9_000, date(2026, 10, 15))
PAID_UP = replace(OPEN, balance=ReportedBalance(as_of=DAY, principal=Fen(0)))


@pytest.mark.parametrize(
    ("debts", "planned"),
    [((HOME, OPEN), True), ((HOME,), False), ((HOME, PAID_UP), False), ((PAID_UP,), False)],
)
def test_a_plan_has_an_amount_only_where_a_lender_that_can_be_asked_is_owed(debts, planned):
    book = Book(entries=entries(15_000, 4_000), cash=cash(20_000), debts=debts)
    seen = picture_of(reading_of(book, DAY, load()))
    assert (seen["plan.payment"].value is not None) is planned
    assert bool(seen.lanes[LaneName.PLAN].payment) is planned
    assert (seen["plan.payment"].reason == "no_amount") is not planned


NEXT_INCOME = date(2026, 12, 31)
"""Later than the days on which what is late is paid in one of the two."""


@pytest.mark.parametrize("name", MADE)
def test_the_likely_line_of_the_charts_is_that_of_lane_and_paper(name):
    """The window said 11,956 where the paper said 11,425: the middle of the draws is another."""
    reading = reading_of(MADE[name](), DAY, load())
    seen = picture_of(reading)
    ahead = forecast(
        reading.book, DAY, pays=seen.plan_pays or None, home=seen.as_paid(home_of(reading))
    )
    way = LaneName.PLAN if seen.plan_pays else LaneName.CONTRACT
    lane = dict(seen.lanes[way].days)
    chart = dict(zip(ahead.days, cash_of(ahead).middle, strict=True))
    shared = [day for day in chart if day in lane and day > NEXT_INCOME]
    assert len(shared) > 300
    assert all(abs(chart[day] - lane[day]) <= 1 for day in shared)  # a fen: drawn in floats
