"""Small rules of the prospect, the sampler and the optimum, each by lists that can be added up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from jiebei_desktop.analysis.dues import asked_day
from jiebei_desktop.analysis.model import _factor
from jiebei_desktop.analysis.page_fit import MAX_PERIODS, _periods_of
from jiebei_desktop.analysis.plan_model import _extra, _first_cost
from jiebei_desktop.analysis.prospect.category import IncomeCategory
from jiebei_desktop.analysis.prospect.income import _is_young
from jiebei_desktop.analysis.prospect.levels import rhythm_of
from jiebei_desktop.analysis.prospect.spending import _mean
from jiebei_desktop.analysis.prospect.stopped import _usual
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.strategies import PlanDebt


@pytest.mark.parametrize(
    ("months", "rhythm"),
    [
        ([0, 5, 0, 5, 0, 5], 2),
        ([5, 0, 5, 0, 5, 0], 2),  # the next one is due in the month to come
        ([5, 0, 5, 0, 5, 0, 0], 1),  # it should have come and did not
        ([5, 0, 5], 1),  # twice is no rhythm
        ([1, 0, 0, 1, 0, 0, 1], 3),
        ([1, 0, 0, 0, 1, 0, 0, 0, 1], 1),  # every fourth month is none that is known
        ([1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1], 6),
        ([1, 0, 1, 1], 1),
        ([1, 0, 1, 0, 0, 1], 1),  # two and then three
        ([1, 1, 1], 1),
        ([], 1),
    ],
)
def test_a_rhythm_is_the_same_step_three_times_and_not_over(months, rhythm):
    assert rhythm_of(months) == rhythm


@pytest.mark.parametrize(
    ("months", "mean"),
    [
        ([100] * 12, 100),
        ([0] * 9 + [60] * 3, 60),  # what began and came in each month since goes on
        ([0] * 10 + [60, 60], 10),  # twice is not yet so: 120 over twelve months
        ([0] * 9 + [60, 90, 60], 60),
        ([60, 60], 60),
        ([90, 30], 60),
        ([1_200, *[12] * 12], 12),  # what lies more than a year back counts no more
        ([1_200, *[12] * 11], 111),
        ([30, 0, 30, 0, 30, 0], 15),
        ([0, 30, 0, 30, 0, 30], 15),
        ([30, 0, 30, 0, 30], 15),  # three turns of two months, the last not over
        ([0, 90, 0, 0, 90, 0, 0, 90], 30),  # whole turns of three months, not eight
        ([1, 0], 1),  # half a fen goes up
        ([1, 0, 0], 0),
        ([-30, 10], 0),
        ([-30, 10, 10], 0),  # more came back than was spent
        ([0, 0, 0], 0),
        ([], 0),
    ],
)
def test_a_usual_month_of_a_cost_is_the_mean_of_a_year_or_of_whole_turns(months, mean):
    assert _mean(months) == mean


@pytest.mark.parametrize(
    ("own", "living", "usual"),
    [
        ([10, 10, 10, 10], [200] * 4, 10),  # a twentieth of all living
        ([10, 10, 10, 9], [200] * 4, 0),  # a little less
        ([10, 10, 10], [10] * 3, 0),  # three times is too few
        ([10, 0, 10, 10, 10], [10] * 5, 8),  # four of five
        ([10, 10, 0, 10, 10, 0], [10] * 6, 0),  # four of six is not most of them
        ([0, 0, 10, 10, 10, 10], [999, 999, *[10] * 4], 10),  # counted from its first month
        ([10, *[20] * 12], [10] * 13, 20),  # and over a year at most
        ([10, 10, 10, 12], [10] * 4, 11),  # 10.5
    ],
)
def test_a_cost_of_every_month_is_steady_and_no_trifle(own, living, usual):
    assert _usual(own, living) == usual


@pytest.mark.parametrize(
    ("values", "festive", "factor"),
    [
        ([100, 100], [False, False], 0.6),  # no festival was seen
        ([100, 100, 50], [False, False, True], 0.55),  # half of what was seen, half assumed
        ([100, 50, 100, 50], [False, True, False, True], 1 / 3 + 0.2),  # two thirds of what was
        ([100, 900], [False, True], 1.8),  # three times at most
        ([1, 0.5], [False, True], 0.55),
        ([0, 50], [False, True], 0.6),  # nothing to hold it against
        ([50], [True], 0.6),
    ],
)
def test_a_festival_is_believed_by_as_many_as_were_seen(values, festive, factor):
    assert _factor(values, festive, 0.6) == pytest.approx(factor)


def debt(**more):
    return PlanDebt(
        id=DebtId("a"), balance=Fen(100_000), rate=Fraction(1, 100), minimum=Fen(0), **more
    )


@pytest.mark.parametrize(
    ("more", "cost"),
    [
        ({}, 1_000),
        ({"first_cost": Fen(7)}, 7),
        ({"first_cost": Fen(0)}, 0),
        ({"charges": Fen(40_000)}, 600),  # what is owed beside principal bears nothing
        ({"overdue": Fen(50_000), "penalty_rate": Fraction(3, 100)}, 2_000),  # 2 % more on half
        ({"overdue": Fen(50_000)}, 1_000),
    ],
)
def test_the_first_month_costs_interest_on_principal_and_penalty_on_what_is_late(more, cost):
    assert _first_cost(debt(**more)) == cost


@pytest.mark.parametrize(("penalty", "extra"), [(None, 0), (3, 2), (1, 0)])
def test_what_is_late_costs_what_the_penalty_lies_above_the_rate(penalty, extra):
    rate = None if penalty is None else Fraction(penalty, 100)
    assert _extra(debt(penalty_rate=rate), 1) == Fraction(extra, 100)


@pytest.mark.parametrize(
    ("payday", "due", "asked"),
    [
        (10, 10, None), (10, 17, None), (10, 18, 12), (10, 9, 12),
        (28, 4, None),  # a week later, over the end of the month
        (28, 5, 2), (None, 5, None),
    ],
)  # fmt: skip
def test_a_due_day_within_a_week_of_pay_day_is_left_alone(payday, due, asked):
    assert asked_day(payday, date(2026, 12, due)) == asked


@pytest.mark.parametrize(
    ("level", "monthly", "periods"),
    [
        (1_000.0, 0.01, MAX_PERIODS),  # the month's interest and not a fen more
        (0.0, 0.0, MAX_PERIODS),
        (50_000.0, 0.0, 2), (49_999.0, 0.0, 3), (100_000.0, 0.0, 2),
        (51_000.0, 0.01, 2),  # 51,000 twice at 1 %: 100,490 today
    ],
)  # fmt: skip
def test_level_payments_repay_a_total_in_so_many_periods_or_never(level, monthly, periods):
    assert _periods_of(Fen(100_000), level, monthly, 2) == periods


@pytest.mark.parametrize(
    ("start", "until", "event", "young"),
    [
        (date(2026, 9, 1), None, None, True),
        (date(2026, 9, 1), date(2026, 11, 22), None, True),  # it ends with the day
        (date(2026, 9, 1), date(2026, 11, 21), None, False),
        (date(2026, 5, 23), None, None, True),
        (date(2026, 5, 22), None, None, False),  # six months ago to the day
        (date(2025, 1, 1), None, date(2026, 9, 1), True),
        (date(2025, 1, 1), None, None, False),
    ],
)
def test_an_income_is_young_for_six_months_after_it_began(start, until, event, young):
    item = Recurring(
        name="工资", kind=EntryKind.INCOME, amount=Fen(1), category="A1", every=Every.MONTH, day=10,
        start=start, until=until,
    )  # fmt: skip
    months = tuple(Month(2026, 11).plus(-ago) for ago in (3, 2, 1))
    wage = IncomeCategory(
        code="A1", months=months, values=(1, 1, 1), items=(item,), running=Month(2026, 11), cv=0.1,
        festival=1.0, persistence=0.0,
    )  # fmt: skip
    assert _is_young(wage, event, date(2026, 11, 22)) is young
