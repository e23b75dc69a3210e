"""Cash beside the reserve: to the fen on both sides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from households import DAY, cash, entries, item, loan
from msgspec.structs import replace

from jiebei_desktop.analysis.carried import Low
from jiebei_desktop.domain.debts import Method, Priority
from jiebei_desktop.domain.household import Book, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import stands
from jiebei_desktop.services.picture import WeekState, home_of, picture_of, reading_of
from jiebei_desktop.services.picture.idle import idle_of
from jiebei_desktop.services.picture.lanes import LaneName
from jiebei_desktop.services.picture.spare import UNKNOWN_INCOME, Spare, spare_of
from jiebei_desktop.services.picture.week import WeekFacts, until_income
from jiebei_desktop.services.reference.rulebook import load

NEXT = date(2026, 11, 23)
LINE = ((DAY, Fen(900_000)), (NEXT, Fen(500_000)))


@pytest.mark.parametrize(
    ("reserve", "known", "low"),
    [(500_000, True, Low(day=NEXT, amount=Fen(500_000))), (500_001, True, None), (0, False, None)],
)
def test_cash_is_spare_where_it_touches_no_fen_of_the_reserve(reserve, known, low):
    assert Spare(reserve=Fen(reserve), known=known).above(LINE) == low


@pytest.mark.parametrize(
    ("at_hand", "income", "days", "known"),
    [(100, 5_000, 0, True), (None, 5_000, 0, False), (100, 0, 0, False), (100, 5_000, 200, False)],
)
def test_what_it_is_held_against_is_known_with_cash_and_income(at_hand, income, days, known):
    book = Book(entries=entries(income, 4_000), cash=() if at_hand is None else cash(at_hand))
    reading = reading_of(book, DAY + timedelta(days=days), load())
    seen = picture_of(reading)
    assert seen.spare == spare_of(reading, home_of(reading))
    assert (seen.spare.known, seen.spare.reserve) == (known, seen.money("reserve"))
    unknown = seen.figures["afford.recommended"].reason in UNKNOWN_INCOME
    assert known is (at_hand is not None and not unknown)


def test_a_lenders_debt_without_a_plan_is_due_today_and_a_relatives_waits():
    open_ = loan("a", 1000, DAY, method=Method.FREE, periods=None)
    family = loan("b", 1000, DAY, method=Method.FREE, periods=None, priority=Priority.FAMILY)
    dated = loan("c", 1000, DAY)
    spare = Spare(reserve=Fen(400_000), known=True)
    asked = stands([open_, family, dated], DAY)
    assert spare.carries(LINE, asked) == Low(day=NEXT, amount=Fen(400_000))
    dearer = stands([loan("a", 1001, DAY, method=Method.FREE, periods=None)], DAY)
    assert spare.carries(LINE, dearer) is None
    # What is due today is gone today, and not from tomorrow on only.
    rises = ((DAY, Fen(500_000)), (NEXT, Fen(900_000)))
    assert spare.carries(rises, asked) == Low(day=DAY, amount=Fen(400_000))


@pytest.mark.parametrize(("yuan", "some"), [(9_000, False), (14_000, True), (60_000, True)])
def test_idle_is_what_of_todays_cash_the_plan_and_the_reserve_leave_in_a_year(yuan, some):
    income = item("工资", EntryKind.INCOME, 6_000, "A1", day=10)
    living = (  # a rent alone would not be all of it
        item("房租", EntryKind.EXPENSE, 2_000, "B1", day=1),
        item("吃饭", EntryKind.EXPENSE, 1_000, "C1", day=1),
    )
    book = Book(
        cash=cash(yuan), recurring=(income, *living), debts=(loan("a", 9_000, date(2026, 6, 15)),)
    )
    seen = picture_of(reading_of(book, DAY, load()))
    low = seen.lanes[LaneName.PLAN].low
    assert (seen.idle > 0) is some
    if some:
        assert seen.idle == low.amount - seen.spare.reserve
        assert low.amount < seen.amount("cash")
    else:
        assert seen.idle == 0
        assert low.amount < seen.spare.reserve
        assert picture_of(reading_of(replace(book, cash=()), DAY, load())).idle == 0


def test_cash_in_hand_below_the_reserve_is_not_idle_whatever_comes_in_later():
    income = item("工资", EntryKind.INCOME, 6_000, "A1", day=10)
    reading = reading_of(Book(cash=cash(9_000), recurring=(income,)), DAY, load())
    later = ((DAY, Fen(10**9)),)
    facts = WeekFacts(book=reading.book, home=home_of(reading), known=(), contract=later)
    until = until_income(facts)
    assert until.shares.beyond(until.purse) > 1
    for reserve, idle in ((900_001, 0), (900_000, 0), (899_999, 1)):
        assert idle_of(later, until, Spare(reserve=Fen(reserve), known=True)) == idle
    assert idle_of(later, None, Spare(reserve=Fen(0), known=True)) == 0


@pytest.mark.parametrize(("days", "some"), [(45, True), (46, False)])
def test_old_figures_of_cash_that_does_not_reach_say_of_nothing_that_it_is_idle(days, some):
    income = item("工资", EntryKind.INCOME, 6_000, "A1", day=10)
    rent = item("房租", EntryKind.EXPENSE, 3_000, "B1", day=1)
    called = loan("a", 60_000, date(2025, 6, 15), accelerated_on=date(2026, 10, 1))
    book = Book(cash=cash(30_000), recurring=(income, rent), debts=(called,))
    seen = picture_of(reading_of(book, DAY + timedelta(days=days), load()))
    assert seen.week.state is (WeekState.SHORT if some else WeekState.STALE)
    assert (seen.idle > 0) is some


@pytest.mark.parametrize(("days", "some"), [(45, True), (46, False)])
def test_old_figures_of_cash_that_reaches_lay_nothing_out_either(days, some):
    income = item("工资", EntryKind.INCOME, 6_000, "A1", day=10)
    rent = item("房租", EntryKind.EXPENSE, 3_000, "B1", day=1)
    book = Book(cash=cash(60_000), recurring=(income, rent), debts=(loan("a", 9_000, DAY),))
    seen = picture_of(reading_of(book, DAY + timedelta(days=days), load()))
    assert seen.week.state is WeekState.REACHES
    assert (seen.idle > 0) is some
