"""Households that live on: every figure of a month by hand, yuan by yuan."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from backtest_households import KINDS, LIFE, household
from backtest_lives import Lives, live, lives_of


def lives(income, routine, *, other=(), cash=0.0, flex=0.0, leak=0.0, usual=4333.0):
    """Return one household: figures of the first months, the last of them for all later ones."""

    def months(first):
        values = list(first) or [0.0]
        return np.array([values + [values[-1]] * (LIFE - len(values))], dtype=float)

    return Lives(
        income=months(income), worked=np.ones((1, LIFE)), routine=months(routine),
        other=months(other), cash=np.array([cash]), flex=np.array([flex]),
        leak=np.array([leak]), usual=np.array([usual]),
    )  # fmt: skip


def due(*first):
    return np.array([list(first) + [0.0] * (LIFE - len(first))], dtype=float)


def test_what_is_kept_beyond_a_week_of_income_leaks_away_and_the_rest_is_capped():
    """A week of 4,333 is 1,000 (to the yuan); half of what lies above it is gone in a month."""
    home = lives([3000, 0], [0], leak=0.5, usual=1000 * 52 / 12)
    # 3,000 saved, half of the 2,000 above a week leaks: 2,000 is left, then 1,500, then 1,250.
    assert live(home, due(0, 0, 1500), carrying=True).late[0] == LIFE
    assert live(home, due(0, 0, 1502), carrying=True).late[0] == 2
    rich = lives([90_000, 0], [0], usual=1000 * 52 / 12)  # six weeks at most are kept
    assert live(rich, due(0, 6000), carrying=True).late[0] == LIFE
    assert live(rich, due(0, 6001), carrying=True).late[0] == 1


@pytest.mark.parametrize(("short", "late"), [(0.4, LIFE), (0.5, LIFE), (0.6, 0)])
def test_a_payment_is_late_when_more_than_half_a_yuan_lacks(short, late):
    home = lives([1000 - short], [0])
    assert live(home, due(1000), carrying=True).late[0] == late


def test_a_plan_breaks_at_the_second_instalment_that_stands_open():
    lived = live(lives([0], [0]), due(500, 500, 500), carrying=True)
    assert (lived.late[0], lived.broken[0], lived.paid[0]) == (0, 1, 0)
    one = live(lives([0, 500], [0]), due(500, 0, 0), carrying=True)
    assert (one.late[0], one.broken[0], one.paid[0]) == (0, LIFE, 500)


def test_what_was_paid_counts_until_the_plan_broke():
    lived = live(lives([100, 100, 100, 5000], [0]), due(500, 500, 500), carrying=True)
    assert lived.broken[0] == 2  # 400, 800, 1,200 open: two instalments in the third month
    assert lived.paid[0] == 300


def test_living_gives_way_by_its_flexible_part_and_no_further():
    home = lives([1000], [800], flex=0.25)  # 200 can be cut
    assert live(home, due(400), carrying=True).late[0] == LIFE
    assert live(home, due(401), carrying=True).late[0] == 0
    bills = lives([1000], [600], other=[200, 0])
    assert live(bills, due(200), carrying=True).late[0] == LIFE
    assert live(bills, due(201), carrying=True).late[0] == 0


def test_a_lack_is_carried_on_or_forgiven():
    home = lives([0, 1000], [500, 0])
    assert live(home, due(0, 1000), carrying=False).late[0] == LIFE
    assert live(home, due(0, 1000), carrying=True).late[0] == 1


def test_at_work_no_income_is_interrupted():
    home = lives([1000], [0])
    home.worked[0, 0] = 0.0
    assert live(home, due(1000), carrying=True).late[0] == 0
    assert live(home, due(1000), carrying=True, at_work=True).late[0] == LIFE


def test_a_household_that_owes_nothing_is_neither_late_nor_broken():
    lived = live(lives([0], [500]), due(0), carrying=True)
    assert (lived.late[0], lived.broken[0], lived.paid[0]) == (LIFE, LIFE, 0)


def test_the_last_instalment_asked_for_is_the_measure_of_two_also_below_a_yuan():
    lived = live(lives([0], [0]), due(0.9, 0.2, 0.2), carrying=True)
    assert lived.broken[0] == 1
    short = live(lives([1, 0], [0]), due(1000, 1000), carrying=True)  # a thousandth was paid
    assert short.broken[0] == 1


def test_living_is_cut_only_by_what_lacks():
    home = lives([1000, 0], [800, 0], flex=0.25)
    assert live(home, due(300, 100), carrying=True).late[0] == 1  # the other 100 were lived on
    assert live(home, due(100, 100, 1), carrying=True).late[0] == 2


def test_a_forgiven_lack_leaves_nothing_and_a_small_saving_stays_whole():
    assert live(lives([0], [500]), due(0, 1), carrying=False).late[0] == 1
    saved = lives([500, 0], [0], leak=1.0, usual=1000 * 52 / 12)
    assert live(saved, due(0, 500), carrying=True).late[0] == LIFE


def test_what_a_household_must_pay_stands_beside_its_bills():
    truth = household(np.random.default_rng(7), KINDS[0], 3)
    (found,) = lives_of([msgspec.structs.replace(truth, obligations=123.0)]).other
    assert found.tolist() == [bill + 123.0 for bill in truth.bills[3:]]
    assert len(found) == LIFE
