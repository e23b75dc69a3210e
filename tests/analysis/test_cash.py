"""Cash at hand from readings of several places, and what left between two of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from loans import loan, terms
from msgspec.structs import replace

from jiebei_desktop.analysis.cash import cash_on, past_cash, unexplained_outflow
from jiebei_desktop.analysis.prospect.history import history
from jiebei_desktop.analysis.prospect.income import is_counted
from jiebei_desktop.domain.household import Book, Cash, Entry, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

FIRST = date(2026, 11, 1)


def reading(day, fen, name="卡"):
    return Cash(name=name, amount=Fen(fen), as_of=FIRST + timedelta(days=day))


def entry(day, fen, kind=EntryKind.EXPENSE, code="C1"):
    return Entry(date=FIRST + timedelta(days=day), kind=kind, amount=Fen(fen), category=code)


@pytest.mark.parametrize(
    ("booked", "cash"),
    [
        ([], 900),
        ([entry(9, 50)], 900),  # the day of the newest reading is in it
        ([entry(10, 50)], 850),
        ([entry(20, 50)], 850),
        ([entry(21, 50)], 900),  # tomorrow
        ([entry(5, 50)], 900),  # before the newest reading, after the other's
        ([entry(10, 50, EntryKind.INCOME)], 950),
        ([entry(10, 901)], 0),  # never less than nothing
    ],
)
def test_of_two_places_what_was_booked_since_the_newer_reading_counts(booked, cash):
    book = Book(cash=(reading(0, 700), reading(9, 200, "现金")), entries=tuple(booked))
    assert cash_on(book, FIRST + timedelta(days=20)) == cash


@pytest.mark.parametrize(("days", "known"), [(27, False), (28, True)])
def test_two_readings_say_something_of_a_month_when_four_weeks_lie_between_them(days, known):
    book = Book(cash=(reading(0, 12_000), reading(days, 0)))
    gap = 12_000 * 365 / (12 * days)
    assert unexplained_outflow(book, FIRST + timedelta(days=60)) == (round(gap) if known else 0)


@pytest.mark.parametrize(
    ("booked", "gap"),
    [
        ([], 10_000),
        ([entry(0, 999)], 10_000),  # of the day of the first reading: in it
        ([entry(1, 1_200)], 9_900),
        ([entry(365, 1_200)], 9_900),
        ([entry(366, 1_200)], 10_000),
        ([entry(9, 120_001)], 0),  # more was booked than is missing
        ([entry(9, 1_200, EntryKind.INCOME)], 10_100),
    ],
)
def test_what_left_is_what_no_entry_between_the_readings_explains(booked, gap):
    book = Book(cash=(reading(0, 120_000), reading(365, 0)), entries=tuple(booked))
    assert unexplained_outflow(book, FIRST + timedelta(days=400)) == gap


def test_a_day_counts_as_read_only_where_every_place_was():
    cash = (reading(0, 500), reading(0, 700, "现金"), reading(365, 0), reading(364, 0, "现金"))
    assert unexplained_outflow(Book(cash=cash), FIRST + timedelta(days=400)) == 0
    whole = Book(cash=(*cash, reading(365, 0, "现金")))
    assert unexplained_outflow(whole, FIRST + timedelta(days=400)) == 100


def test_past_balances_are_read_backwards_while_they_can_be_true():
    spent = (entry(1, 10), entry(3, 40), entry(4, 400, EntryKind.INCOME))
    book = Book(cash=(reading(5, 380),), entries=spent)
    known = [(day - FIRST).days for day, _ in past_cash(book, FIRST + timedelta(days=5))]
    assert known == [4, 5]  # before the income there were 20 less than nothing
    enough = Book(cash=(reading(5, 400),), entries=spent)
    found = [((day - FIRST).days, fen) for day, fen in past_cash(enough, FIRST + timedelta(days=5))]
    assert found == [(1, 40), (2, 40), (3, 0), (4, 400), (5, 400)]


def test_past_balances_begin_anew_with_the_reading_before_what_cannot_be_true():
    booked = (entry(0, 1), entry(4, 400, EntryKind.INCOME))
    book = Book(cash=(reading(2, 500), reading(6, 100)), entries=booked)
    found = [((day - FIRST).days, fen) for day, fen in past_cash(book, FIRST + timedelta(days=6))]
    assert found == [(0, 500), (1, 500), (2, 500), (4, 100), (5, 100), (6, 100)]


def test_a_single_entry_of_today_shows_todays_balance_and_one_of_tomorrow_nothing():
    book = Book(cash=(reading(0, 500),), entries=(entry(3, 20),))
    assert past_cash(book, FIRST + timedelta(days=3)) == ((FIRST + timedelta(days=3), 480),)
    assert past_cash(book, FIRST + timedelta(days=2)) == ()
    assert past_cash(replace(book, cash=()), FIRST + timedelta(days=3)) == ()


def test_past_balances_reach_a_year_and_no_further():
    book = Book(cash=(reading(500, 100),), entries=(entry(0, 1),))
    days = [day for day, _ in past_cash(book, FIRST + timedelta(days=500))]
    assert (days[0], len(days)) == (FIRST + timedelta(days=135), 366)


@pytest.mark.parametrize(("fee", "before"), [(None, 100), (Fen(30), 130)])
def test_a_loan_brought_its_principal_less_what_was_kept_back(fee, before):
    """A loan of 1,000 on day 2, of which 50 were repaid on day 4, and 1,050 are there."""
    debt = loan(
        terms(upfront_fee=fee), principal=1_000, start=FIRST + timedelta(days=2),
        paid=[(FIRST + timedelta(days=4), 50)],
    )  # fmt: skip
    book = Book(cash=(reading(5, 1_050),), entries=(entry(0, 1),), debts=(debt,))
    found = [fen for _, fen in past_cash(book, FIRST + timedelta(days=5))]
    drawn = before + 1_000 - (fee or 0)
    assert found == [before, before, drawn, drawn, drawn - 50, drawn - 50]


@pytest.mark.parametrize(
    ("months", "counted"),
    [((), False), ((0,), False), ((1,), True), ((1, 1, 1, 0), True), ((1, 1, 0, 0), False)],
)
def test_a_bonus_is_counted_on_where_it_came_in_three_months_of_four(months, counted):
    now = Month(2026, 11)
    entries = [
        Entry(
            date=now.plus(k - len(months)).day(28), kind=kind, amount=Fen(100_000), category=code,
            counterparty="某单位",
        )
        for k, came in enumerate(months)
        for kind, code in (
            (EntryKind.INCOME, "A1"), (EntryKind.EXPENSE, "B1"),
            *([(EntryKind.INCOME, "A2")] if came else []),
        )
    ]  # fmt: skip
    book = Book(entries=tuple(entries))
    past = history(book, date(2026, 11, 5))
    assert len(past.months) == len(months)
    assert is_counted(past, book, "A2") is counted
    assert is_counted(past, book, "A1")
    assert not is_counted(past, book, "A11")
