"""Strains of a plan, each by lists that can be added up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import numpy as np
import pytest
from prospects import home, stream

from jiebei_desktop.analysis.forecast import under_plan
from jiebei_desktop.analysis.model import model_of
from jiebei_desktop.analysis.risk import Futures
from jiebei_desktop.analysis.sampler import Paths
from jiebei_desktop.analysis.stress import (
    _case,
    _late,
    _low,
    _strained,
    miss_odds,
    stress,
    with_less_income,
)
from jiebei_desktop.domain.household import Book, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

DAY = date(2026, 11, 22)


def line(count, first=DAY):
    return [(first + timedelta(days=place), Fen(1_000)) for place in range(count)]


def wage(day, until):
    return Recurring(
        name="w", kind=EntryKind.INCOME, amount=Fen(500), category="A1", day=day,
        start=date(2026, 1, 1), until=until, every=Every.MONTH,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("book", "usual", "first", "count"),
    [
        (Book(payday=10), line(60), date(2026, 12, 10), 15),
        (Book(payday=10), line(60, date(2026, 11, 10)), date(2026, 12, 10), 15),  # not today's
        (Book(), line(60), date(2026, 12, 1), 15),  # no day is known
        (Book(payday=10), line(5), date(2026, 11, 23), 4),  # none comes: from tomorrow on
        (Book(recurring=(wage(23, date(2026, 11, 23)),)), line(60), date(2026, 11, 23), 15),
    ],
)
def test_a_late_pay_day_is_missing_for_fifteen_days(book, usual, first, count):
    missing = {first + timedelta(days=place): 700 for place in range(count)}
    assert _late(book, usual, 700) == missing


def test_the_lowest_day_is_the_first_of_the_lowest_once_what_is_missing_is_taken_off():
    days = [DAY + timedelta(days=place) for place in range(4)]
    usual = list(zip(days, map(Fen, (500, 300, 400, 300)), strict=True))
    assert _low(usual, {}) == (days[1], 300)
    assert _low(usual, {days[2]: 101}) == (days[2], 299)
    assert _low(usual, {days[2]: 99}) == (days[1], 300)


def test_strains_move_a_wage_by_a_month_add_a_bill_and_take_a_fifth():
    rows = np.array([[100.0], [200.0], [400.0]], dtype=np.float32)
    strained = _strained(Paths(income=rows, routine=rows * 2, other=rows * 3))
    found = {
        code: [column[:, 0].tolist() for column in (paths.income, paths.other)]
        for code, paths in strained.items()
    }
    usual, bills = [100, 200, 400], [300, 600, 1_200]
    assert found["as_expected"] == [usual, bills]
    assert found["income_down_20"] == [[80, 160, 320], bills]
    assert found["late_pay_day"] == [[100, 0, 600], bills]
    assert found["bill_2000"] == [usual, [300, 2_600, 1_200]]


def futures(count, *struck):
    """Return so many paths with 400 yuan left a month; in a month (path, month) 5,000 go."""
    shape = np.ones((12, count), dtype=np.float32)
    other = shape * 0
    for path, month in struck:
        other[month, path] = 5_000
    known = SimpleNamespace(week_of_income=200.0, centre_income=1_000.0, running=Month(2026, 11))
    return Futures(
        paths=Paths(income=shape * 1_000, routine=shape * 600, other=other), model=known, cash=0.0
    )


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (futures(20), ("0.0000", "0.0000", None)),
        (futures(20, (0, 3)), ("0.0500", "0.0500", 3)),  # one in twenty
        (futures(21, (0, 3)), ("0.0476", "0.0476", None)),
        (futures(20, (0, 11)), ("0.0500", "0.0000", 11)),  # late in the last month, not broken
        (futures(4, (0, 0), (1, 5), (2, 5)), ("0.7500", "0.7500", 5)),
        (futures(2, (0, 0), (1, 0)), ("1.0000", "1.0000", 0)),  # none is on time
    ],
)
def test_odds_and_the_likeliest_month_are_counted_over_the_paths(one, found):
    late, broken, first = miss_odds(one, Fen(10_000))
    assert (str(late), str(broken), first) == found


def test_no_path_breaks_later_for_being_strained():
    plain, strained = futures(20, (0, 3)), futures(20, (1, 7))
    assert miss_odds(strained, Fen(10_000), plain)[:2] == (Decimal("0.1"), Decimal("0.1"))
    case = _case("x", (plain, strained), Fen(10_000), (DAY, Fen(-5)))
    assert (case.p_late, case.first_month) == (Decimal("0.1"), Month(2027, 3))
    assert (case.low_day, case.low) == (DAY, -5)
    calm = _case("x", (futures(20), futures(20)), Fen(10_000), (DAY, Fen(-5)))
    assert calm.first_month is None


def test_a_fifth_less_takes_it_from_income_of_every_kind_and_from_no_cost():
    quarter = stream(300, comes=(Fen(900), Fen(0)))
    cost = stream(200, category="C1")
    found = with_less_income(home(quarter, cost, expected=(stream(501), cost)))
    assert (found.streams[0].at(0), found.streams[0].comes) == (240, (720, 0))
    assert (found.expected[0].at(5), found.streams[1], found.expected[1]) == (400, cost, cost)


def test_a_late_wage_is_missing_in_the_line_for_as_long_as_it_is_late():
    one = home(stream(900_000), stream(300_000, category="C1"), cash=Fen(500_000))
    book, pays = Book(payday=10), [(date(2026, 12, 12), Fen(50_000))]
    usual = under_plan(book, one, pays)
    income = round(model_of(one).centre_income * 100)
    late = {date(2026, 12, 10) + timedelta(days=k) for k in range(15)}
    lowest = min((amount - income * (day in late), day) for day, amount in usual)
    found = {case.code: (case.low, case.low_day) for case in stress(
        book, DAY, Fen(50_000), home=one, pays=pays
    )}  # fmt: skip
    assert found["late_pay_day"] == lowest
    assert found["as_expected"] == min((amount, day) for day, amount in usual)
    bill = [(amount - 200_000 * (place >= 30), day) for place, (day, amount) in enumerate(usual)]
    assert found["bill_2000"] == min(bill)


def test_a_plan_pays_on_its_day_of_twelve_months_where_nothing_else_is_said():
    one = home(stream(300_000), stream(300_000, category="C1"), cash=Fen(500_000))
    book, day = Book(payday=10), date(2026, 12, 12)  # two days after pay-day
    pays = [(Month.of(day).plus(k).day(12), Fen(50_000)) for k in range(12)]
    usual = stress(book, DAY, Fen(50_000), home=one)
    assert usual == stress(book, DAY, Fen(50_000), home=one, pays=pays)
    assert usual != stress(book, DAY, Fen(50_000), home=one, pays=pays[:1])
