"""What living takes until the next income, and which income is waited for, by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from prospects import DAY, home, stream

from jiebei_desktop.analysis.until_income import (
    Comes,
    LivingNeed,
    _undated,
    living_need,
    next_income,
)
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import Month

UNTIL = date(2026, 12, 2)
"""Nine days of November, of thirty, and one of December, of thirty-one."""
FOOD = stream(300_000, 620_000, category="C1")
RENT = stream(150_000, category="B1")
FREE = stream(99_999, category="C4")
"""No part of necessary living."""


def living(*streams, **more):
    known = {"ordered_ahead": (ZERO,), "unexplained": ZERO}
    return home(*streams, **(known | more))


def item(amount, category, day=25, every=Every.MONTH, *, start=date(2026, 1, 1), name="x"):
    return Recurring(
        name=name, kind=EntryKind.INCOME if category < "B" else EntryKind.EXPENSE,
        amount=Fen(amount), category=category, day=day, start=start, every=every,
    )  # fmt: skip


def needs(found, need, food, floor=None):
    told = None if floor is None else Fen(floor)
    assert found == LivingNeed(need=Fen(need), food=Fen(food), floor=told)


@pytest.mark.parametrize(
    ("one", "need", "food", "floor"),
    [
        (living(FOOD, FREE), 110_000, 110_000, None),  # 90,000 and 20,000
        # The floor of 600,000 counts in November; its own share is 180,000 and 19,355.
        (living(FOOD, living_floor=Fen(600_000)), 200_000, 110_000, 199_400),
        (living(FOOD, living_floor=Fen(1)), 110_000, 110_000, 0),
        (living(FOOD, ordered_ahead=(Fen(30_000), Fen(31_000))), 120_000, 110_000, None),
        (living(FOOD, unexplained=Fen(9_300)), 113_100, 110_000, None),  # 2,790 and 300
        # Nothing says what food takes: half of what there is.
        (living(ordered_ahead=(Fen(300_000), Fen(620_000))), 110_000, 55_000, None),
        # Hardly recorded: 600,000 stand in for all of it, food for half.
        (living(FOOD, assumed_living=Fen(620_000)), 206_000, 103_000, None),
        (living(), 0, 0, None),
    ],
)
def test_living_takes_its_share_of_the_days_of_each_month(one, need, food, floor):
    needs(living_need(Book(), one, UNTIL), need, food, floor)


def test_shares_of_a_month_are_told_in_whole_yuan_half_up():
    one_day = DAY + timedelta(days=1)
    for fen, yuan in ((149, 100), (150, 200)):  # of one day of thirty
        one = living(stream(30 * fen, category="C1"), living_floor=Fen(30 * fen))
        needs(living_need(Book(), one, one_day), yuan, yuan, yuan)


@pytest.mark.parametrize(
    ("until", "need"),
    [
        (date(2026, 11, 25), 21_000),  # three days of 210,000; the 25th is not before itself
        (date(2026, 11, 26), 28_000 + 90_000),
        (UNTIL, 63_000 + 90_000 + 20_000),  # and a day of December's 620,000
        (DAY, 0),
    ],
)
def test_what_has_a_day_is_needed_on_it_and_the_rest_of_the_month_by_its_share(until, need):
    food = stream(300_000, 710_000, category="C1")
    found = living_need(Book(recurring=(item(90_000, "C1"),)), living(food), until)
    assert found.need == need


def test_rent_on_a_day_is_a_claim_of_its_own():
    book, one = Book(recurring=(item(150_000, "B1"),)), living(FOOD, RENT)
    needs(living_need(book, one, UNTIL), 110_000, 110_000)
    assert living_need(Book(), one, UNTIL).need == 159_800  # and 45,000 and 4,839


def test_only_what_recurs_soon_and_is_necessary_has_a_day_in_the_month():
    kept = (
        item(50_000, "A1"), item(99_999, "C4"),
        item(30_000, "C1", 22, Every.QUARTER, start=date(2026, 2, 22)),
    )  # fmt: skip
    assert _undated(Book(recurring=kept), living(FOOD, FREE), 0) == 300_000


@pytest.mark.parametrize(
    ("streams", "undated"),
    [
        ((stream(60_000, category="C1"), RENT), 150_000),  # the item takes what its category does
        ((stream(60_000, category="C1"),), 0),
        ((stream(90_001, category="C1"),), 1),
        ((RENT,), 60_000),  # no month says less of it than the item
    ],
)
def test_an_item_takes_no_more_than_its_category_and_never_more_than_there_is(streams, undated):
    assert _undated(Book(recurring=(item(90_000, "C1"),)), living(*streams), 0) == undated


def came(category, *days, amount=100):
    """Return incomes on days of the three months behind."""
    return tuple(
        Entry(
            date=Month(2026, 11).plus(-ago).day(day), kind=EntryKind.INCOME, amount=Fen(amount),
            category=category,
        )
        for ago in (3, 2, 1) for day in days
    )  # fmt: skip


@pytest.mark.parametrize(
    ("level", "comes", "day"),
    [(300, Comes.PAYDAY, date(2026, 11, 25)), (301, Comes.UNKNOWN, DAY + timedelta(days=30))],
)
def test_an_item_is_waited_for_where_it_brings_a_third(level, comes, day):
    book = Book(recurring=(item(100, "A1", name="w"),))
    found = next_income(book, home(stream(level)))
    assert (found.comes, found.day, found.name) == (comes, day, "w" if level == 300 else "")


@pytest.mark.parametrize(
    ("beside", "day"),
    [((100,), 24), ((99,), 25), ((100, 0), 24), ((0, 0, 99), 25)],
)
def test_what_comes_beside_the_items_is_waited_for_where_one_of_three_months_brings_a_third(
    beside, day
):
    one = home(stream(*[300 - each for each in beside]), stream(*beside, category="A3"))
    book = Book(recurring=(item(200, "A1"),), entries=came("A3", 24))
    assert next_income(book, one).day == date(2026, 11, day)


def test_an_income_that_begins_in_two_months_is_an_income_ahead():
    known = home(stream(0, 0, 5))
    assert next_income(Book(), known).comes is Comes.UNKNOWN
    assert next_income(Book(), home(stream(0, 0, 0, 5))).comes is Comes.NONE


def test_money_that_comes_on_many_days_is_looked_at_for_a_week_and_spending_is_no_income():
    spread = came("A4", 3, 9, 15, 27)
    found = next_income(Book(entries=spread), home(stream(400, category="A4")))
    assert (found.comes, found.day) == (Comes.SPREAD, DAY + timedelta(days=7))
    spent = Entry(date=DAY, kind=EntryKind.EXPENSE, amount=Fen(5), category="C1")
    found = next_income(Book(entries=(spent,)), home(stream(400)))
    assert (found.comes, found.day) == (Comes.UNKNOWN, DAY + timedelta(days=30))
