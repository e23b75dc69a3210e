from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from jiebei_desktop.domain.money import half_up
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod

YEARLY = Rate(value=Decimal("0.18"), per=RatePeriod.YEAR)
DAILY = Rate(value=Decimal("0.0005"), per=RatePeriod.DAY)


def test_a_leap_february_by_three_day_counts():  # V30, 10,000.00 at 18 % a year
    days = (date(2024, 3, 1) - date(2024, 1, 31)).days
    assert half_up(1_000_000 * YEARLY.daily(DayBasis.ACT_365) * days) == 14795
    assert half_up(1_000_000 * YEARLY.daily(DayBasis.ACT_360) * days) == 15000
    # 30/360 counts 31 days here; our monthly basis knows whole periods of a twelfth, so the
    # convention appears as 31 thirtieths of a month.
    assert half_up(1_000_000 * YEARLY.monthly(DayBasis.MONTHLY) * 31 / 30) == 15500


def test_a_daily_rate_makes_two_annual_figures():  # E1
    assert DAILY.annual(DayBasis.ACT_365) == Fraction(1825, 10000)
    assert DAILY.annual(DayBasis.ACT_360) == Fraction(18, 100)
    assert half_up(1_000_000 * DAILY.daily(DayBasis.ACT_365) * 30) == 15000


def test_the_daily_rates_that_reach_24_percent():  # E25
    limit = Rate(value=Decimal("0.24"), per=RatePeriod.YEAR)
    assert float(limit.daily(DayBasis.ACT_365)) == pytest.approx(0.0006575, abs=5e-8)
    assert float(limit.daily(DayBasis.ACT_360)) == pytest.approx(0.0006667, abs=5e-8)
