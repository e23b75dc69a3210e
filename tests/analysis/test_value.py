"""A prospect made by hand: every figure read off it, each bound on both sides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from prospects import DAY, home, rows, stream

from jiebei_desktop.analysis.prospect.protected import paid_as
from jiebei_desktop.analysis.prospect.stream import AHEAD
from jiebei_desktop.analysis.prospect.value import Dated, Gap, NoIncome
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month


def paid(month, day, amount, kind, year=2026):
    return Dated(day=date(year, month, day), amount=Fen(-amount), name="x", kind=kind)


def test_living_is_the_largest_of_spent_assumed_and_floor_with_what_is_ordered_and_unexplained():
    one = home(stream(100), stream(40, 60, category="C1"), stream(5, category="B1"))
    assert [one.routine_at(place) for place in (0, 1, 99)] == [45, 65, 65]
    assert [one.living_at(place) for place in (0, 1, 99)] == [65, 89, 89]
    assert replace(one, assumed_living=Fen(70)).routine_at(1) == 70
    assert replace(one, living_floor=Fen(80)).routine_at(1) == 80
    assert [one.income_at(place) for place in (0, 61, 62)] == [100, 100, 100]


def test_the_last_month_of_a_stream_stands_for_all_later():
    falling = stream(*range(AHEAD, 0, -1))
    assert [falling.at(place) for place in (0, AHEAD - 2, AHEAD - 1, AHEAD, 999)] == [
        62,
        2,
        1,
        1,
        1,
    ]


def test_the_usual_month_is_the_first_that_lasts_for_three():
    assert home(stream(9, 9, 8, 8, 7)).usual_place == 4
    assert home(stream(9, 8, 7, 7, 7, 6)).usual_place == 2
    assert home(stream(*range(99, 50, -1))).usual_place == 1
    assert home(stream(*range(99, 87, -1))).usual_place == 11  # 12 falls: 88 from the 11th on
    assert home(stream(*range(99, 86, -1))).usual_place == 12
    assert home(stream(*range(99, 85, -1))).usual_place == 1  # after a year: none within it
    spent = home(stream(100), stream(4, 5, 6, 6, 6, category="C1"))
    assert (spent.usual_place, spent.living_usual, spent.ordered) == (2, 30, 11)
    assert (spent.income_usual, spent.left) == (100, 100 - 30 - 17)


def test_dues_stand_in_their_month_and_a_year_of_bills_in_a_twelfth():
    dated = (
        paid(11, 30, 3, "due"), paid(12, 1, 100, "due"), paid(12, 31, 20, "arrears"),
        paid(1, 1, 130, "due", 2027), paid(2, 28, 30, "arrears", 2027),
        paid(3, 1, 999, "due", 2027), paid(12, 9, 500, "last"), paid(12, 15, 60, "bill"),
        paid(11, 30, 9_000, "bill"), paid(11, 30, 30, "bill", 2027), paid(12, 1, 70, "bill", 2027),
    )  # fmt: skip
    one = home(stream(1000), dated=dated)
    assert one.due_before_start == one.protected_at(0) == 3
    assert [one.protected_at(place) for place in (1, 2, 3, 4)] == [620, 130, 30, 999]
    assert one.protected == 130 + 30  # the dearest of three months, and of their parts
    first = (paid(12, 1, 100, "due"), paid(12, 31, 20, "arrears"), paid(1, 31, 9, "arrears", 2027))
    assert home(dated=first).protected == 100 + 20
    fourth = paid(3, 1, 999, "arrears", 2027)
    assert home(dated=(*first, fourth)).protected == 100 + 20
    assert [one.irregular_at(place) for place in (1, 2, 12, 13)] == [77, 17, 47, 87]
    assert one.irregular == 17 + 8  # 90 in twelve months: 7.5, half up
    ahead = one.months[0]
    assert (len(one.months), ahead.month, ahead.protected) == (12, Month(2026, 12), 620)
    assert ahead.left == 1000 - (11 + 13) - 77 - 620


def test_income_that_is_missing_ended_last_and_begins_first():
    gone = [stream(0, until=date(2026, month, 9)) for month in (3, 5)]
    coming = [stream(0, start=date(2027, month, 1)) for month in (4, 2)]
    found = home(*gone, *coming, rows=()).no_income
    assert (found.last, found.begins) == (Month(2026, 5), Month(2027, 2))
    assert home(*gone).no_income == NoIncome(last=Month(2026, 10), begins=None)
    begun = stream(0, start=date(2026, 11, 1))  # this month is not ahead any more
    assert home(begun, rows=()).no_income == NoIncome(last=None, begins=None)
    assert home(stream(1)).no_income is None
    poor = (*rows(5), replace(rows(6)[-1], month=Month(2026, 11), income=Fen(0)))
    assert home(rows=poor).no_income.last == Month(2026, 10)
    fen = (*poor[:-1], replace(poor[-1], income=Fen(1)))
    assert home(rows=fen).no_income.last == Month(2026, 11)


def test_a_usual_month_that_is_not_the_coming_one_says_what_that_one_brings_and_takes():
    assert home(stream(100)).later_month is None
    less = home(stream(100, 40, 100)).later_month
    assert (less.since, less.month) == (Month(2027, 1), Month(2026, 12))
    assert (less.income, less.living) == (40, None)
    dear = home(stream(100), stream(4, 5, 6, 6, 6, category="C1")).later_month
    assert (dear.income, dear.living) == (None, 5 + 11 + 13)
    both = home(stream(100, 40, 100), stream(5, 9, 5, category="C1")).later_month
    assert (both.income, both.living) == (40, 9 + 11 + 13)
    assert home(stream(9, 8, 7, 6)).usual_month.next_income == 8


@pytest.mark.parametrize(
    ("change", "grade"),
    [
        ({}, "good"),
        ({"rows": rows(5)}, "fair"),
        ({"rows": rows(3)}, "fair"),
        ({"rows": rows(2)}, "rough"),
        ({"assumed_living": Fen(1)}, "rough"),
        ({"last_entry": DAY - timedelta(days=45)}, "good"),
        ({"last_entry": DAY - timedelta(days=46)}, "fair"),
        ({"last_entry": DAY - timedelta(days=120)}, "fair"),
        ({"last_entry": DAY - timedelta(days=121)}, "rough"),
        ({"last_entry": None}, "good"),
        ({"gaps": (Gap(month=Month(2026, 9), category="A1", is_zero=True),)}, "good"),
        ({"gaps": (Gap(month=Month(2026, 9), category="A1", is_zero=False),)}, "fair"),
    ],
)
def test_history_its_age_and_its_gaps_grade_the_figures(change, grade):
    assert home(**change).grade == grade


def test_what_is_behind_is_counted_and_its_newest_month_named():
    assert (home().history, home().last_full_month) == (6, Month(2026, 10))
    assert (home(rows=()).history, home(rows=()).last_full_month) == (0, None)
    assert (home().silent_days, home(last_entry=None).silent_days) == (0, 0)


def test_a_year_without_income_has_none_and_its_last_month_counts():
    assert not home(stream(5, 0)).has_income  # only the running month
    assert home(stream(*[0] * 12, 5)).has_income
    assert not home(stream(*[0] * 13, 5)).has_income
    assert home(stream(*[0] * 12, 1)).has_income  # a fen
    assert home(stream(0, 5, 0)).has_income  # in the first month ahead alone


def test_cash_carries_what_the_days_of_a_longer_rhythm_lag_behind_its_level():
    quarter = stream(100, comes=tuple(Fen(300 * (k % 3 == 2)) for k in range(AHEAD)))
    assert home(quarter).carried == 100  # none in December (100), 300 in January
    soon = stream(100, comes=tuple(Fen(300 * (k % 3 == 0)) for k in range(AHEAD)))
    assert home(soon).carried == 0  # 300 comes now: it is ahead all the time
    late = stream(100, comes=tuple(Fen(300 * (k % 3 == 1)) for k in range(AHEAD)))
    assert home(late).carried == 0
    never = stream(100, comes=(Fen(0),) * AHEAD)
    assert home(never).carried == 1200  # looked at for a year
    assert home(stream(100, category="C1", comes=(Fen(0),) * AHEAD)).carried == 0


def test_what_is_paid_otherwise_takes_the_place_of_the_contracts_dues_of_that_debt_alone():
    dues = (
        replace(paid(12, 1, 100, "due"), debt=DebtId("home"), name="房贷"),
        replace(paid(12, 3, 70, "due"), debt=DebtId("car"), name="车贷"),
        paid(12, 2, 50, "bill"),
        replace(paid(1, 1, 100, "due", 2027), debt=DebtId("home"), name="房贷"),
    )
    eased = {DebtId("home"): ((DAY, Fen(30)), (date(2026, 12, 9), Fen(40))), DebtId("gone"): ()}
    found = paid_as(home(stream(1), dated=dues), eased).dated
    assert [(one.day, one.amount, one.name, one.kind) for one in found] == [
        (DAY, -30, "房贷", "arrears"),
        (date(2026, 12, 2), -50, "x", "bill"),
        (date(2026, 12, 3), -70, "车贷", "due"),
        (date(2026, 12, 9), -40, "房贷", "due"),
    ]
    assert [one.debt for one in found] == ["home", None, "car", "home"]
