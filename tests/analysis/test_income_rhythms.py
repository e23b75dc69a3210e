"""One income has one monthly level and one set of days, and they agree over a year."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prospects import affordable

from jiebei_desktop.analysis import dues
from jiebei_desktop.analysis import forecast as f
from jiebei_desktop.analysis.prospect import Answers, prospect
from jiebei_desktop.analysis.until_income import Comes, next_income
from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import Book, Cash, Entry, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.recurring import occurrences

ON = date(2026, 11, 30)
CATEGORIES = [f"A{number}" for number in range(1, 13)]
COUNTED = {"A1", "A3", "A4", "A5", "A6", "A7", "A9", "A10"}
BY_THE_MONTH = {"A2", "A8", "A12"}
"""Bonus, housing fund and other money: counted only where it comes every month."""


def income(category="A4", yuan=16_000, every=Every.QUARTER, day=25, **more):
    return Recurring(
        name=more.pop("name", "果园"),
        kind=EntryKind.INCOME,
        amount=Fen(yuan * 100),
        category=category,
        every=every,
        day=day,
        start=more.pop("start", date(2025, 2, 25)),
        **more,
    )


def came(category, day, yuan, kind=EntryKind.INCOME):
    return Entry(date=day, kind=kind, amount=Fen(yuan * 100), category=category)


def booked(item, as_of=ON):
    days = occurrences(item, date(2023, 1, 1), as_of)
    return tuple(came(item.category, day, item.amount // 100) for day in days)


def living(months=12):
    days = (Month.of(ON).plus(-k).day(6) for k in range(months))
    return tuple(came("C1", day, 3000, EntryKind.EXPENSE) for day in days)


def ledger(*items, entries=(), **more):
    cash = (Cash(name="卡", amount=Fen(1_350_000), as_of=ON),)
    return Book(recurring=items, entries=(*living(), *entries), cash=cash, **more)


def of_a_year(book, home):
    """Return what a year ahead brings on its days, and beside them."""
    made = f._setting(book, home, 12, 0)
    dated = sum(flow.amount for flow in made.flows if flow.kind is dues.FlowKind.INCOME)
    return dated, sum(f._rest(made).income[1:13])


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(CATEGORIES),
    st.sampled_from(list(Every)),
    st.integers(1, 7),
    st.integers(300, 60_000),
    st.integers(0, 23),
    st.booleans(),
)
def test_the_days_of_a_year_bring_twelve_usual_months(category, every, day, yuan, ago, written):
    start = Month.of(ON).plus(-ago).first
    item = income(category, yuan, every, day if every is Every.WEEK else 4 * day, start=start)
    book = ledger(item, entries=booked(item) if written else ())
    home = prospect(book, ON)
    level, (dated, beside) = home.income_usual, of_a_year(book, home)
    one_more = item.amount if every is Every.WEEK else 0
    assert abs(dated + beside - 12 * level) <= 12 + one_more
    coming = next_income(book, home)
    quick = every in {Every.WEEK, Every.MONTH}
    if category in COUNTED or (category in BY_THE_MONTH and quick):
        said = {Every.WEEK: 52, Every.MONTH: 12, Every.QUARTER: 4, Every.YEAR: 1}[every]
        assert abs(12 * level - said * item.amount) <= 12
        assert beside == 0
        first = next(occurrences(item, ON, add_months(ON, 13)))
        assert (coming.comes, coming.day, coming.name) == (Comes.PAYDAY, first, item.name)
    else:
        assert level == dated == 0
        assert coming.comes is Comes.NONE


def test_a_quarterly_income_with_months_behind_counts_once_in_the_cash():
    item = income()
    book = ledger(item, entries=booked(item))
    home = prospect(book, ON)
    assert home.income_usual == 533_333
    assert of_a_year(book, home) == (6_400_000, 0)
    assert next_income(book, home).day == date(2027, 2, 25)


def test_a_bad_harvest_lowers_the_level_and_the_days_alike():
    item = income()
    less = tuple(msgspec.structs.replace(each, amount=Fen(800_000)) for each in booked(item))
    book = ledger(item, entries=less)
    home = prospect(book, ON)
    assert home.income_usual == 266_667
    assert of_a_year(book, home)[0] == pytest.approx(3_200_000, abs=12)


def test_a_weekly_cost_takes_in_cash_what_a_usual_month_says():
    item = msgspec.structs.replace(income("C1", 250, Every.WEEK, 5), kind=EntryKind.EXPENSE)
    book = Book(recurring=(item,))
    made = f._setting(book, prospect(book, ON), 12, 0)
    assert {flow.amount for flow in made.flows} == {-25_000}
    assert len(made.flows) == 52


def test_a_wage_before_the_harvest_is_waited_for_where_it_is_a_third():
    wages = tuple(came("A1", Month.of(ON).plus(-k).day(5), 4000) for k in range(12))
    book = ledger(income(), entries=(*booked(income()), *wages))
    assert next_income(book, prospect(book, ON)).day == date(2026, 12, 5)
    same = tuple(msgspec.structs.replace(each, date=each.date.replace(day=25)) for each in wages)
    monthly = income(every=Every.MONTH, yuan=5000)
    book = ledger(monthly, entries=(*booked(monthly), *same))
    assert next_income(book, prospect(book, ON)).name == "果园"
    small = tuple(msgspec.structs.replace(each, amount=Fen(50_000)) for each in wages)
    book = ledger(income(), entries=(*booked(income()), *small))
    assert next_income(book, prospect(book, ON)).day == date(2027, 2, 25)


def test_a_wage_in_parts_is_waited_for_as_one_of_their_sum():
    """Four times 1,500 on one day are 6,000, as 6,000 are; on four days none is a third of it."""
    parts = [
        income("A1", yuan, Every.MONTH, 10, name=name, start=date(2026, 1, 10))
        for name, yuan in (("工资", 1500), ("岗位补贴", 1600), ("绩效", 1400), ("夜班费", 1500))
    ]
    book = ledger(*parts)
    coming = next_income(book, prospect(book, ON))
    assert (coming.comes, coming.day, coming.name) == (
        Comes.PAYDAY, date(2026, 12, 10), "岗位补贴"
    )  # fmt: skip
    apart = ledger(
        *(
            msgspec.structs.replace(one, day=day)
            for one, day in zip(parts, (5, 10, 15, 20), strict=True)
        )
    )
    assert next_income(apart, prospect(apart, ON)).comes is not Comes.PAYDAY


def closed_shop(*events):
    sales = tuple(came("A4", Month(2026, 9).plus(-k).day(27), 15_000) for k in range(12))
    wages = tuple(came("A1", Month(2026, month).day(15), 5300) for month in (10, 11))
    return ledger(entries=(*sales, *wages), events=events)


CLOSED = LifeEvent(kind=EventKind.BUSINESS_CLOSED, start=date(2026, 10, 1))


@pytest.mark.parametrize("events", [(CLOSED,), ()])
def test_the_day_of_a_closed_shop_is_waited_for_no_more(events):
    book = closed_shop(*events)
    home = prospect(book, ON)
    assert next_income(book, home).day == date(2026, 12, 15)
    assert dues.first_day(book, ON) == date(2026, 12, 17)
    usual = f._rest(f._setting(book, home, 12, 0))
    assert usual.shares[14] == 1


def test_a_shop_that_closes_later_still_has_its_day():
    later = msgspec.structs.replace(CLOSED, start=date(2027, 1, 1))
    sales = tuple(came("A4", Month(2026, 11).plus(-k).day(27), 15_000) for k in range(12))
    assert dues.pay_day(ledger(entries=sales, events=(later,)), ON) == 27
    shut = msgspec.structs.replace(CLOSED, start=ON)
    assert dues.pay_day(ledger(entries=sales, events=(shut,)), ON) is None
    over = msgspec.structs.replace(shut, start=date(2026, 11, 28), until=ON - timedelta(days=1))
    assert dues.pay_day(ledger(entries=sales, events=(over,)), ON) == 27


def test_an_item_that_has_ended_sets_no_pay_day():
    old = income("A1", 9000, Every.MONTH, 27, until=date(2026, 9, 30), name="旧工作")
    new = income("A1", 5000, Every.MONTH, 15, start=date(2026, 10, 1), name="新工作")
    assert dues.pay_day(ledger(old, new), ON) == 15
    shop = income("A4", 9000, Every.MONTH, 27)
    assert dues.pay_day(ledger(shop, new, events=(CLOSED,)), ON) == 15
    assert dues.pay_day(ledger(shop, events=(CLOSED,)), ON) is None
    for start, day in ((CLOSED.start - timedelta(days=1), None), (CLOSED.start, 8)):
        again = income("A4", 9000, Every.MONTH, 8, start=start)  # of before, or begun that day
        assert dues.pay_day(ledger(again, events=(CLOSED,)), ON) == day


def test_a_plan_without_a_known_pay_day_begins_on_the_15th_that_is_a_week_off():
    """On the very day a week off, too; a day nearer, and it is the next month's."""
    unknown = Book()
    assert dues.first_day(unknown, date(2026, 12, 8)) == date(2026, 12, 15)
    assert dues.first_day(unknown, date(2026, 12, 9)) == date(2027, 1, 15)


def quarters(**more):
    """Return a household that is paid by the quarter, and only its bookings say so."""
    return ledger(entries=booked(income(), date(2026, 11, 25)), **more)


@pytest.mark.parametrize("book", [quarters(), ledger(income(), entries=booked(income()))])
def test_week_and_plan_wait_for_the_same_day_of_a_quarter(book):
    home = prospect(book, ON)
    assert next_income(book, home).day == date(2027, 2, 25)
    assert dues.coming_pay(book, ON).next == date(2027, 2, 25)
    assert dues.plan_days(dues.first_day(book, ON), 2) == [date(2027, 2, 27), date(2027, 3, 27)]
    before = dict(f.before_debts(book, home))
    assert before[date(2027, 2, 25)] - before[date(2027, 2, 24)] > 1_000_000
    assert before[date(2027, 1, 25)] < before[date(2027, 1, 24)]


def test_a_quarter_that_comes_as_steadily_as_a_wage_is_as_certain():
    wage = tuple(came("A4", Month(2026, 11).plus(-k).day(25), 5_333) for k in range(12))
    at_hand = (Cash(name="卡", amount=Fen(1_350_000 - 2 * 533_300), as_of=ON),)
    monthly = msgspec.structs.replace(ledger(entries=wage), cash=at_hand)
    least, found = (affordable(book, ON, paths=2000).recommended for book in (quarters(), monthly))
    assert least == pytest.approx(found, rel=0.05)


def test_cash_that_must_last_until_the_quarter_pays_no_instalment():
    poor = (Cash(name="卡", amount=Fen(100_000), as_of=ON),)
    home = prospect(quarters(), ON)
    assert home.carried == 2 * home.income_usual
    assert prospect(ledger(entries=()), ON).carried == 0
    rich = affordable(quarters(), ON, paths=2000).recommended
    short = affordable(msgspec.structs.replace(quarters(), cash=poor), ON, paths=2000).recommended
    assert short is None or short < rich


def test_an_income_that_was_only_told_is_looked_for_within_a_month():
    told = Answers(income_low=Fen(400_000), income_typical=Fen(500_000), spending=Fen(300_000))
    coming = next_income(Book(), prospect(Book(), ON, told))
    assert (coming.comes, coming.day) == (Comes.UNKNOWN, ON + timedelta(days=30))
    coming = next_income(Book(), prospect(Book(), ON))
    assert (coming.comes, coming.day) == (Comes.NONE, ON + timedelta(days=30))


def test_the_day_that_was_named_counts_for_the_plan_too():
    told = Book(payday=8)
    assert dues.pay_day(told, ON) == 8
    assert dues.first_day(told, ON) == date(2026, 12, 10)
    wage = income("A1", 5000, Every.MONTH, 20)
    assert dues.pay_day(msgspec.structs.replace(told, recurring=(wage,)), ON) == 20
    second = income("A5", 500, Every.MONTH, 25)
    assert dues.pay_day(msgspec.structs.replace(told, recurring=(second, wage)), ON) == 20
    small = income("A1", 500, Every.MONTH, 20)
    sales = booked(income("A4", 9000, Every.MONTH, 27))
    beside = msgspec.structs.replace(told, recurring=(small,), entries=sales)
    assert dues.pay_day(beside, ON) == 8
    assert dues.pay_day(msgspec.structs.replace(beside, payday=None), ON) == 27


@pytest.mark.parametrize(("wage", "day"), [(3000, 27), (2999, 8)])
def test_a_named_day_counts_until_an_item_brings_a_third(wage, day):
    item = income("A1", wage, Every.MONTH, 20)
    sales = booked(income("A4", 6000, Every.MONTH, 27))
    book = Book(payday=8, recurring=(item,), entries=sales)
    assert dues.pay_day(book, ON) == day


@pytest.mark.parametrize(("weekly", "day"), [(0, 5), (1, None)])
def test_a_third_of_the_income_makes_a_pay_day_and_less_none(weekly, day):
    items = [income(code, 1000, Every.MONTH, n) for code, n in (("A1", 20), ("A5", 5), ("A7", 12))]
    items += [income("A3", weekly, Every.WEEK, 1)] if weekly else []
    assert dues.pay_day(Book(recurring=tuple(items)), ON) == day
