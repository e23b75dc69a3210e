"""Penalty that runs is exact; what is posted of several lots together is rounded once."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from jiebei_desktop.domain.money import ZERO, Fen, half_up, half_up_of
from jiebei_desktop.domain.standing import Instalment, charges
from jiebei_desktop.domain.standing.open_instalments import Lot

DAY = date(2026, 11, 22)
DAILY = Fraction(1, 2000)


def lot(principal, interest=0):
    row = Instalment(1, DAY, 30, Fen(principal), Fen(principal), Fen(interest), ZERO, ZERO)
    return Lot(row=row, principal=principal, interest=interest, due_on=DAY)


def test_days_run_in_one_step_or_in_many_charge_the_same():
    once, daily = [lot(333, 77)], [lot(333, 77)]
    charges.run_on(once, DAY, DAY + timedelta(31), compounds=True)
    for day in range(31):
        since = DAY + timedelta(day)
        charges.run_on(daily, since, since + timedelta(1), compounds=True)
    # 333 × 31 ÷ 2000 = 5.16 fen, 77 × 31 ÷ 2000 = 1.19 fen
    assert charges.charged(once, DAILY) == charges.charged(daily, DAILY) == (5, 1)


@pytest.mark.parametrize(("before", "days"), [(3, 4), (0, 7), (-2, 7), (9, 0)])
def test_what_falls_due_later_gathers_nothing_before_its_day(before, days):
    late = [lot(20_000)]  # a week from two days after, on, or before the day it is due
    since = DAY - timedelta(before)
    charges.run_on(late, since, since + timedelta(7), compounds=False)
    assert late[0].penalty_days == 20_000 * days


def test_lots_posted_together_are_rounded_once():
    late = [lot(600), lot(600), lot(600)]
    charges.run_on(late, DAY, DAY + timedelta(1), compounds=False)
    before = charges.charged(late, DAILY)
    charges.post(late, DAILY)
    # 0.3 fen each: one by one they would round to nothing, together 0.9 is one fen
    assert before == (1, 0)
    assert [each.penalty for each in late] == [0, 1, 0]
    assert charges.charged(late, DAILY) == before


def test_a_payment_takes_posted_charges_from_the_oldest_lot():
    late = [lot(40_000), lot(40_000)]
    charges.run_on(late, DAY, DAY + timedelta(5), compounds=False)
    charges.post(late, DAILY)
    charges.pay(late, 130, 0)
    assert [each.penalty for each in late] == [0, 70]


@pytest.mark.parametrize("open_part", ["principal", "interest", "fee"])
def test_a_lot_is_cleared_only_when_nothing_of_it_is_left(open_part):
    paid = lot(0)
    assert paid.cleared
    setattr(paid, open_part, 1)
    assert not paid.cleared


def test_a_lot_whose_penalty_still_runs_is_not_cleared_until_it_is_cured():
    paid = lot(500)
    charges.run_on([paid], DAY, DAY + timedelta(3), compounds=False)
    paid.principal = 0
    assert charges.is_penal(paid, DAILY)
    assert not charges.is_penal(paid, Fraction(0))
    assert not paid.cleared
    charges.cure(paid)
    assert paid.cleared
    assert charges.borne(paid, DAILY) == 0


@pytest.mark.parametrize("above", [-3, -1, 0, 1, 2, 3, 5])
def test_a_fraction_of_whole_numbers_rounds_as_any_other(above):
    assert half_up_of(above, 2) == half_up(Fraction(above, 2)) == half_up(Decimal(above) / 2)
