"""Which flows leave on which days: what guards the home, under a plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from loans import loan
from msgspec.structs import replace
from prospects import DAY, home

from jiebei_desktop.analysis.dues import (
    FlowKind,
    PayDay,
    coming_pay,
    debt_flows,
    due_day_to_ask,
    first_days,
    plan_days,
    plan_flows,
    protected_flows,
    recurring_flows,
    still_coming,
)
from jiebei_desktop.analysis.prospect.value import Dated
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.standing import obligations

TOMORROW = DAY + timedelta(days=1)


def due(day: date, amount: int, *, debt: str | None = "flat") -> Dated:
    owner = None if debt is None else DebtId(debt)
    return Dated(day=day, amount=Fen(-amount), name="x", kind="due", debt=owner)


def test_what_guards_the_home_leaves_on_its_day_and_tomorrow_where_that_is_past():
    last = DAY + timedelta(days=9)
    dated = (
        due(DAY - timedelta(days=3), 1), due(TOMORROW, 2), due(last, 3),
        due(last + timedelta(days=1), 4), due(last, 5, debt=None),
    )  # fmt: skip
    found = protected_flows(home(dated=dated), last)
    assert [(one.day, one.amount) for one in found] == [(TOMORROW, -1), (TOMORROW, -2), (last, -3)]
    assert [one.day for one in protected_flows(home(dated=dated), TOMORROW)] == [TOMORROW] * 2


def test_a_plan_pays_once_a_day_from_tomorrow_to_the_last_day_and_never_nothing():
    last = DAY + timedelta(days=9)
    after = last + timedelta(days=1)
    pays = [
        (DAY, 1),
        (TOMORROW, 2),
        (last, 4),
        (after, 8),
        (last - timedelta(days=1), 0),
        (DAY, 16),
        (last - timedelta(days=2), 1),
    ]
    found = plan_flows(home(), last, [(day, Fen(amount)) for day, amount in pays])
    paid = [(one.day, one.amount) for one in found]
    assert paid == [(TOMORROW, -19), (last - timedelta(days=2), -1), (last, -4)]


def test_what_is_late_of_a_home_is_told_from_what_falls_due():
    late = Dated(day=TOMORROW, amount=Fen(-1), name="x", kind="arrears", debt=DebtId("flat"))
    found = protected_flows(home(dated=(late, due(TOMORROW, 2))), TOMORROW)
    assert [one.kind for one in found] == [FlowKind.ARREARS, FlowKind.DEBT]


def test_income_of_every_week_has_no_day_and_counts_among_what_the_pay_day_is_a_part_of():
    weekly = Recurring(
        name="w", kind=EntryKind.INCOME, amount=Fen(200_000), category="A1", every=Every.WEEK,
        day=1, start=date(2026, 1, 5),
    )  # fmt: skip
    assert coming_pay(Book(recurring=(wage(10, 3_000), weekly)), DAY) is None
    assert coming_pay(Book(recurring=(wage(10, 6_000), weekly)), DAY).number == 10


def wage(day: int, yuan: int) -> Recurring:
    return Recurring(
        name=f"w{day}", kind=EntryKind.INCOME, amount=Fen(100 * yuan), category="A1",
        every=Every.MONTH, day=day, start=date(2026, 1, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wages", "named", "number"),
    [
        ([wage(10, 3_000), wage(20, 3_000)], None, 10),  # of two as great the earlier
        ([wage(10, 3_000), wage(20, 3_001)], None, 20),
        ([wage(day, 2_000) for day in (10, 15, 20)], None, 10),  # a third is enough
        ([wage(day, 1_500) for day in (10, 15, 20, 25)], None, None),
        ([wage(day, 1_500) for day in (10, 15, 20, 25)], 8, 8),
        ([wage(day, 2_000) for day in (10, 15, 20)], 8, 10),
        ([], None, None),
        ([], 8, 8),
    ],
)
def test_the_pay_day_is_the_one_that_brings_most_or_the_one_that_was_named(wages, named, number):
    found = coming_pay(Book(recurring=tuple(wages), payday=named), DAY)
    assert (None if found is None else found.number) == number
    if found is not None:
        assert found.next == min(day for day in found.ahead(1))
        assert found.next > DAY


def test_a_plan_begins_at_most_two_months_later_by_pay_days_or_by_weeks():
    by_pay = list(first_days(Book(recurring=(wage(10, 3_000),)), DAY))
    assert by_pay == [date(2026, 12, 12), date(2027, 1, 12), date(2027, 2, 12)]
    by_week = list(first_days(Book(), DAY))
    first, last = by_week[0], by_week[-1]
    assert first >= DAY + timedelta(days=7)
    assert all(day.day <= 28 and not (day - first).days % 7 for day in by_week)
    assert timedelta(days=50) < last - first <= timedelta(days=62)


def test_of_two_incomes_on_one_day_the_greater_says_when_it_comes_next():
    bonus = replace(wage(10, 600), every=Every.QUARTER, start=date(2026, 1, 10))
    found = coming_pay(Book(recurring=(bonus, wage(10, 3_000))), DAY)
    assert (found.every, found.next) == (1, date(2026, 12, 10))


# -- items and their days ----------------------------------------------------------------------


def item(category, every=Every.MONTH):
    kind = EntryKind.INCOME if category.startswith("A") else EntryKind.EXPENSE
    return Recurring(
        name="x", kind=kind, amount=Fen(900), category=category, every=every, day=3,
        start=date(2026, 1, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (item("A1"), [(FlowKind.INCOME, 900, "A1")]),
        (item("A11"), []),  # help of relatives is not counted on
        (item("C1"), [(FlowKind.EXPENSE, -900, "C1")]),
        (item("C1", Every.YEAR), []),
        (item("A1", Every.YEAR), []),
    ],
)
def test_items_of_a_month_leave_or_come_on_their_day(one, found):
    flows = recurring_flows([one], DAY, date(2026, 12, 22))
    assert [(flow.kind, flow.amount, flow.category) for flow in flows] == found


def test_a_cost_of_a_year_is_part_of_no_usual_month_and_an_income_is():
    flows = recurring_flows([item("C1", Every.YEAR), item("A1", Every.YEAR)], DAY, date(2027, 1, 3))
    assert [(flow.day, flow.amount, flow.category) for flow in flows] == [
        (date(2027, 1, 3), -900, ""), (date(2027, 1, 3), 900, "A1"),
    ]  # fmt: skip


def test_what_is_late_of_a_contract_leaves_tomorrow_and_its_dues_on_their_days():
    debt = loan(start=date(2026, 10, 15))  # its first instalment was due on 15 November
    flows = debt_flows(Book(debts=(debt,)), DAY, date(2027, 1, 15))
    assert [(flow.day, flow.kind) for flow in flows] == [
        (TOMORROW, FlowKind.ARREARS), (date(2026, 12, 15), FlowKind.DEBT),
        (date(2027, 1, 15), FlowKind.DEBT),
    ]  # fmt: skip
    due = obligations(debt, DAY, date(2027, 1, 15))
    assert [-flow.amount for flow in flows] == [each.amount for each in due]
    assert all(flow.debt == debt.id for flow in flows)


# -- income that was booked --------------------------------------------------------------------


def came(month, day, fen=900, category="A3", kind=EntryKind.INCOME):
    return Entry(date=date(2026, month, day), kind=kind, amount=Fen(fen), category=category)


def booked(*entries, **more):
    return coming_pay(Book(entries=entries, **more), DAY)


def test_booked_income_comes_on_the_day_it_came_on_most():
    monthly = [came(8, 10), came(9, 10), came(10, 10)]
    assert booked(*monthly) == PayDay(number=10, next=date(2026, 12, 10))
    assert booked(*monthly, came(10, 25, 2_700)).number == 10  # of two as great the earlier
    assert booked(*monthly, came(10, 25, 2_703)) == PayDay(number=25, next=date(2026, 11, 25))
    # What came today is in the cash, what is booked for tomorrow has not come.
    assert booked(*monthly, came(11, 22, 2_900)).next == date(2026, 12, 22)
    assert booked(*monthly, came(11, 23, 2_900)).number == 10
    assert booked(*[came(month, 10, category="A2") for month in (8, 9, 10)]) is None  # no pay
    assert booked(*[came(month, 10, kind=EntryKind.EXPENSE) for month in (8, 9, 10)]) is None


@pytest.mark.parametrize(
    ("months", "every", "following"),
    [
        ((6, 8, 10), 2, date(2026, 12, 10)),
        ((4, 7, 10), 3, date(2027, 1, 10)),
        ((3, 6, 9), 3, date(2026, 12, 10)),
        ((5, 8, 11), 3, date(2027, 2, 10)),
        ((8, 10), 1, date(2026, 12, 10)),  # twice is no rhythm
    ],
)
def test_booked_income_of_a_rhythm_comes_when_that_is_over(months, every, following):
    found = booked(*[came(month, 10) for month in months])
    assert (found.number, found.every, found.next) == (10, every, following)
    later = Month.of(following).plus(every).day(10)
    assert list(found.ahead(2)) == [following, later]


def test_what_comes_in_a_rhythm_weighs_by_the_months_it_reaches_over():
    """Three times 7,000 over seven months are 3,000 a month, over two 10,500 in July are 5,250."""
    quarters = [came(month, 10, 7_000) for month in (4, 7, 10)]
    for fen, number in ((2_999, 10), (3_000, 10), (3_001, 20)):
        wage = [came(month, 20, fen, category="A1") for month in (8, 9, 10)]
        assert booked(*quarters, *wage).number == number
    today = booked(*[came(month, 22) for month in (2, 5, 8)])
    assert today.next == date(2027, 2, 22)  # what comes today is in the cash
    late = [came(4, 5, 100), came(4, 20, 10_500), came(7, 5, 100), came(10, 5, 100)]
    assert booked(*late).next == date(2027, 1, 20)  # never again in a month that brought its own


def test_an_item_speaks_for_its_category():
    entries = [came(month, 20, 90_000_000, category="A1") for month in (8, 9, 10)]
    assert booked(*entries, recurring=(wage(10, 3_000),)).number == 10
    cost = replace(wage(10, 3_000), kind=EntryKind.EXPENSE)
    assert booked(*entries, recurring=(cost,)).number == 20


def test_a_named_day_stands_where_no_item_brings_a_third():
    named = PayDay(number=8, next=date(2026, 12, 8))
    spread = [wage(day, 2_000) for day in (3, 7, 11)]
    for yuan, number in ((9_000, 20), (8_999, 8)):  # 3,000 of 9,000 a month, and a little less
        quarter = replace(wage(20, yuan), every=Every.QUARTER)
        assert coming_pay(Book(recurring=(quarter, *spread), payday=8), DAY).number == number
    assert booked(came(9, 10), came(10, 10), payday=8) == named  # what is booked names no day


@pytest.mark.parametrize(
    ("last", "coming"),
    [(10, True), (9, True), (8, False)],
)
def test_a_category_has_ended_that_brought_nothing_for_two_months_in_which_others_did(last, coming):
    wages = [came(month, 10, category="A1") for month in range(5, 11)]
    own = [came(month, 5) for month in range(5, last + 1)]
    found = list(still_coming(Book(entries=(*own, *wages)), DAY, {"A1", "A3"}))
    assert [entry for entry in found if entry.category == "A3"] == (own if coming else [])
    assert [entry for entry in found if entry.category == "A1"] == wages
    assert list(still_coming(Book(entries=(*own, *wages)), DAY, {"A3"})) == own  # no other came


def test_what_is_booked_for_a_later_day_is_not_seen_and_todays_is():
    today, tomorrow = came(11, 22), came(11, 23)
    cost, other = came(11, 1, kind=EntryKind.EXPENSE), came(11, 1, category="A2")
    book = Book(entries=(today, tomorrow, cost, other))
    assert list(still_coming(book, DAY, {"A3"})) == [today]


@pytest.mark.parametrize(("last", "coming"), [(9, True), (8, True), (7, False)])
def test_a_category_of_a_rhythm_ends_after_it(last, coming):
    wages = [came(month, 10, category="A1") for month in range(1, 11)]
    own = [came(month, 5) for month in (last - 6, last - 3, last)]
    found = list(still_coming(Book(entries=(*own, *wages)), DAY, {"A1", "A3"}))
    assert ([entry for entry in found if entry.category == "A3"] == own) is coming


def test_what_came_before_an_end_shows_no_day_and_what_came_since_does():
    own = (came(8, 9), came(8, 10), came(10, 11))
    end = LifeEvent(kind=EventKind.INCOME_ENDS, start=date(2026, 8, 10), category="A3")
    assert list(still_coming(Book(entries=own, events=(end,)), DAY, {"A3"})) == list(own[1:])
    before = replace(wage(10, 9), start=date(2026, 8, 9))
    since = replace(wage(20, 9), start=date(2026, 8, 10))
    ended = replace(end, category="A1")
    assert coming_pay(Book(recurring=(before,), events=(ended,)), DAY) is None
    assert coming_pay(Book(recurring=(since,), events=(ended,)), DAY).number == 20


# -- the days of a plan ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payday", "asked"), [(1, 3), (25, 27), (26, 28), (27, 1), (28, 2), (31, 5)]
)
def test_the_day_to_ask_for_follows_pay_day_and_is_in_every_month(payday, asked):
    assert due_day_to_ask(payday) == asked


def test_the_days_of_a_plan_are_one_in_each_month():
    assert plan_days(date(2026, 12, 31), 3) == [
        date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "first"),
    [
        (date(2026, 11, 8), date(2026, 11, 15)),  # a week from today
        (date(2026, 11, 9), date(2026, 12, 15)),
    ],
)
def test_where_no_pay_day_is_known_a_plan_begins_in_the_middle_of_a_month(as_of, first):
    assert next(first_days(Book(), as_of)) == first


def test_it_may_begin_in_any_week_of_two_months_and_on_no_day_that_a_month_lacks():
    december, january, february = (15, 22), (5, 12, 19, 26), (2, 9)
    assert list(first_days(Book(), DAY)) == [
        *(date(2026, 12, day) for day in december),
        *(date(2027, 1, day) for day in january),
        *(date(2027, 2, day) for day in february),
    ]
    assert date(2028, 3, 28) in list(first_days(Book(), date(2028, 2, 5)))
