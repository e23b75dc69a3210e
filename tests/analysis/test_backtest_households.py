"""The backtest's households: the same from one version to the next, or its tables say nothing."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from backtest_households import CHANGED, KINDS, LIFE, household
from msgspec.structs import replace

from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.months import Month


def drawn(kind, history=8, seed=3):
    return household(np.random.default_rng(seed), kind, history)


def read(truth):
    """Return what a household brings and takes in all, to the yuan, and when it begins."""
    sums = (truth.income, truth.second, truth.spending, truth.bills)
    rest = (truth.obligations, truth.cash, truth.mean_income, truth.mean_spending)
    last = (f"{truth.flex:.3f} {truth.leak:.3f}", truth.ends)
    worked = round(float(truth.worked.sum()), 1)
    totals = (round(float(each.sum())) for each in sums)
    return " ".join(map(str, (truth.start, *totals, worked, *map(round, rest), *last)))


READ = {
    ("salaried", 8, 3): "2026-10 130152 0 116408 8348 44.0 0 1421 3066 2490 0.232 0.011 None",
    ("commission", 8, 3): "2026-10 122578 0 116408 8348 44.0 0 1421 3066 2490 0.232 0.011 None",
    ("gig", 8, 3): "2026-10 122165 0 116408 8348 44.0 0 1421 3066 2490 0.232 0.011 None",
    ("shop", 8, 3): "2026-10 119147 0 116408 8348 44.0 0 1421 3066 2490 0.232 0.011 None",
    ("layoff", 8, 3): "2026-10 130152 0 116408 8348 43.2 0 769 3066 2490 0.235 0.454 None",
    ("mixed", 8, 3): "2026-10 91107 40711 116408 8348 44.0 0 1421 3066 2490 0.232 0.011 None",
    ("job_ends", 8, 3): "2026-10 25831 0 116408 8348 44.0 0 1421 3066 2490 0.232 0.011 2026-10-31",
    ("shop_closed", 8, 3): "2026-10 17409 95553 93126 6679 44.0 0 1421 3066 1992 0.232 0.011 None",
    ("fallen_wage", 8, 3): "2026-10 98917 0 90220 8348 44.0 0 1421 3066 2490 0.232 0.011 None",
    ("fallen_rider", 8, 3): "2026-10 92643 0 90220 8348 44.0 0 1421 3066 2490 0.232 0.011 None",
    ("salaried", 0, 4): "2026-09 242890 0 175980 8457 36.0 0 903 7055 4562 0.101 0.313 None",
    ("fallen_wage", 5, 4): "2026-09 278907 0 198736 8753 38.6 0 1178 7055 4562 0.204 0.371 None",
    ("fallen_wage", 13, 5): "2026-09 136836 0 91378 6907 49.0 0 1978 4718 3370 0.099 0.413 None",
    (
        "shop_closed",
        24,
        6,
    ): "2026-06 216633 482824 538030 10351 60.0 0 6504 13967 8308 0.115 0.292 None",
    ("layoff", 24, 9): "2026-06 500514 0 452917 18208 57.6 0 1151 8165 7158 0.164 0.056 None",
}


@pytest.mark.parametrize("case", READ, ids=str)
def test_a_seed_draws_the_household_it_always_drew(case):
    assert read(drawn(*case)) == READ[case]


@pytest.mark.parametrize("kind", [*KINDS, *CHANGED])
def test_its_book_is_what_was_earned_and_spent_month_by_month(kind):
    truth = drawn(kind, 7)
    assert len(truth.income) == len(truth.second) == len(truth.spending) == 7 + LIFE
    book = truth.book(2)
    assert book.cash[0].as_of == truth.start.plus(1).last
    assert truth.as_of == truth.start.plus(-1).last
    for place in range(9):
        month = truth.start.plus(place - 7)
        mine = [one for one in book.entries if Month.of(one.date) == month]
        came = sum(one.amount for one in mine if one.kind is EntryKind.INCOME)
        spent = sum(one.amount for one in mine if one.kind is EntryKind.EXPENSE)
        assert came == pytest.approx(100 * truth.whole[place] * truth.worked[place], abs=2)
        assert spent == pytest.approx(100 * (truth.spending + truth.bills)[place], abs=2)
        days = {one.category: one.date.day for one in mine}
        assert days["B1"] == 5
        assert days["C1"] == 20
    assert len({Month.of(one.date) for one in book.entries}) == 9


def test_what_it_must_pay_and_what_ends_are_items_and_only_they():
    truth = replace(drawn("job_ends"), obligations=12.34)
    owed, wage = truth.book().recurring
    assert (owed.category, owed.amount, owed.start) == ("B10", 1_234, truth.start.plus(-60).first)
    assert (wage.category, wage.until, wage.day) == ("A1", truth.ends, 10)
    assert wage.amount == round(100 * truth.mean_income)
    assert replace(truth, obligations=0.0, ends=None).book().recurring == ()


@pytest.mark.parametrize(("history", "asked"), [(0, True), (2, True), (3, False)])
def test_a_household_with_little_history_answers_in_a_better_light(history, asked):
    truth = replace(drawn("salaried", history), mean_income=1000.0, mean_spending=500.0)
    found = truth.answers()
    assert (found is not None) == asked
    if found is not None:
        told = (found.income_low, found.income_typical, found.spending)
        assert told == (90_000, 105_000, 44_000)


def test_a_job_ends_within_nine_months_and_brings_nothing_after():
    for seed in range(40):
        truth = drawn("job_ends", 4, seed)
        assert isinstance(truth.ends, date)
        last = Month.of(truth.ends).minus(truth.start)
        assert 0 <= last <= 8
        assert truth.ends == truth.start.plus(last).last
        assert np.flatnonzero(truth.income)[-1] == 4 + last


@pytest.mark.parametrize("kind", ["shop_closed", "fallen_wage"])
def test_a_level_falls_only_where_months_behind_can_show_it(kind):
    assert drawn(kind, 5).spending.sum() > 0
    assert not drawn(kind, 5).second.any()
    falls = set()
    for seed in range(60):
        truth = drawn("shop_closed", 6, seed)
        since = int(np.flatnonzero(truth.second)[0])
        assert not truth.income[since:].any()
        assert truth.income[:since].all()
        assert not truth.second[:since].any()
        falls.add(6 - since)
    assert falls == {1, 2}
