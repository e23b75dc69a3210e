"""Which flows leave on which days: what guards the home, under a plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from prospects import DAY, home

from jiebei_desktop.analysis.dues import (
    FlowKind,
    coming_pay,
    first_days,
    plan_flows,
    protected_flows,
)
from jiebei_desktop.analysis.prospect.value import Dated
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Book, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen

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
