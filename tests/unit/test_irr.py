from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
import pyxirr
from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.domain.irr import (
    WITHOUT_BOUND,
    AmbiguousFlows,
    effective,
    monthly_irr,
    monthly_of,
    nominal,
    xirr,
)


def percent(rate):
    return float(rate) * 100


def test_a_flat_fee_of_0_6_percent_costs_13_percent():  # V08, E5'
    monthly = monthly_irr([1200000] + [-107200] * 12)
    assert float(monthly) == pytest.approx(0.0108618536, abs=6e-9)
    assert percent(nominal(monthly)) == pytest.approx(13.0342, abs=5e-5)
    assert percent(effective(monthly)) == pytest.approx(13.8418, abs=5e-5)


@pytest.mark.parametrize(
    ("received", "payment", "periods", "simple", "compound"),
    [
        (1200000, 107920, 12, 14.3106, 15.2876),  # E5
        (1200000, 408640, 3, 12.9139, 13.7064),
        (1200000, 208640, 6, 14.6630, 15.6897),
        (1200000, 108640, 12, 15.5823, 16.7448),
        (1200000, 58640, 24, 15.7980, 16.9937),
        (1200000 - 95040, 100000, 12, 15.5140, 16.6660),  # E5b
        (500000, 23000, 24, 9.69, None),  # APR-01, Regulation Z appendix J
        (97500, 34000, 3, 27.4849, None),  # APR-14
    ],
)
def test_level_payments_have_the_published_rates(received, payment, periods, simple, compound):
    monthly = monthly_irr([received] + [-payment] * periods)
    digits = 5e-3 if simple == 9.69 else 6e-5
    assert percent(nominal(monthly)) == pytest.approx(simple, abs=digits)
    if compound is not None:
        assert percent(effective(monthly)) == pytest.approx(compound, abs=6e-5)


def test_interest_withheld_from_the_principal_raises_the_rate():  # E5c
    monthly = monthly_irr([900000] + [-88849] * 11 + [-88847])
    assert percent(nominal(monthly)) == pytest.approx(32.5, abs=6e-5)
    assert percent(effective(monthly)) == pytest.approx(37.806, abs=6e-5)


def test_an_irregular_last_payment_has_the_published_rate():  # APR-07
    monthly = monthly_irr([500000] + [-23000] * 23 + [-28000])
    assert percent(nominal(monthly)) == pytest.approx(10.50, abs=5e-3)


def test_a_short_loan_compounds_to_its_published_rate():  # APR-15: the printed figure truncates 4271.6643
    assert percent(effective(Decimal("4.44") / 12)) == pytest.approx(4271.6643, abs=1e-3)


def test_a_loan_with_its_fee_withheld_costs_by_what_was_received():  # V10
    dues = [(date(2025 + (m - 1) // 12, (m - 1) % 12 + 1, 10), -105000) for m in range(4, 14)]
    rate = xirr([(date(2025, 3, 10), 970000), *dues])
    assert float(rate) == pytest.approx(0.18977831, abs=1e-8)


@pytest.mark.parametrize(
    ("flows", "expected"),
    [([(0, 1000), (546, -1200)], 12.96), ([(0, 1000), (365, -600), (730, -600)], 13.07)],
)
def test_the_directive_examples_over_365_days(flows, expected):  # APR-10, APR-12
    start = date(2026, 1, 1)
    rate = xirr([(start + timedelta(days=days), amount * 100) for days, amount in flows])
    assert percent(rate) == pytest.approx(expected, abs=5e-3)


def test_a_single_payment_states_the_simple_rate_elsewhere():
    # APR-09 prints 11.45 %: the simple rate 80/1000 × 365/255. XIRR compounds: 11.65 %.
    rate = xirr([(date(1978, 1, 3), 100000), (date(1978, 9, 15), -108000)])
    assert percent(rate) == pytest.approx(((1.08) ** (365 / 255) - 1) * 100, abs=1e-6)
    simple = 80 / 1000 * 365 / 255
    assert simple == pytest.approx(0.1145, abs=5e-5)


@pytest.mark.parametrize(
    ("advance", "first", "payment", "periods", "per_year", "published"),
    [(6000, 49, 200, 36, 12, 11.82), (10000, 130, 385, 40, 4, 8.97)],
)
def test_odd_first_periods_stay_near_the_us_actuarial_rate(
    advance, first, payment, periods, per_year, published
):
    # APR-02, APR-04 use unit periods with a linear odd first period; XIRR uses days over 365, so
    # only nearness can be asked of the nominal rate.
    start, days = date(1978, 2, 10), 365 / per_year
    flows = [
        (start + timedelta(days=round(first + k * days)), -payment * 100) for k in range(periods)
    ]
    yearly = float(xirr([(start, advance * 100), *flows]))
    simple = per_year * ((1 + yearly) ** (1 / per_year) - 1) * 100
    assert simple == pytest.approx(published, abs=0.1)


@pytest.mark.parametrize("flows", [[], [5], [5, 3], [-1, 5, -4], [0, 0], [100, -1, 3]])
def test_flows_without_one_change_of_sign_are_refused(flows):
    with pytest.raises(AmbiguousFlows):
        monthly_irr(flows)
    with pytest.raises(AmbiguousFlows):
        xirr([(date(2026, 1, day + 1), amount) for day, amount in enumerate(flows)])


def test_a_rate_beyond_all_reason_is_found_all_the_same():
    assert float(monthly_irr([1, -(10**8)])) == pytest.approx(10**8 - 1, rel=1e-12)
    assert float(monthly_irr([10**8, -1])) == pytest.approx(-0.99999999)
    over_night = xirr([(date(2026, 1, 1), 1), (date(2026, 1, 2), -3)])
    assert over_night.ln() == pytest.approx(365 * Decimal(3).ln())


def test_payments_for_nothing_have_a_rate_without_bound():
    assert monthly_irr([0, -5]) == xirr([(date(2026, 1, 1), -5)]) == WITHOUT_BOUND
    assert effective(WITHOUT_BOUND) == monthly_of(WITHOUT_BOUND) == WITHOUT_BOUND


def test_flows_of_one_day_are_one_flow():
    first, then = date(2026, 1, 1), date(2027, 1, 1)
    assert xirr([(first, -50), (first, 150), (then, -110)]) == Decimal("0.1")


def test_the_monthly_rate_compounds_back():
    assert effective(monthly_of(Decimal("0.19857"))) == pytest.approx(Decimal("0.19857"))


@settings(max_examples=60)
@given(st.integers(10**4, 10**8), st.lists(st.integers(1, 10**7), min_size=1, max_size=36))
def test_rates_agree_with_an_independent_library(received, payments):
    flows = [received, *(-payment for payment in payments)]
    theirs = pyxirr.irr([float(flow) for flow in flows])
    if theirs is not None and -0.9 < theirs < 100:
        assert float(monthly_irr(flows)) == pytest.approx(theirs, abs=2e-8)
    dated = [(date(2026, 1, 1) + timedelta(days=31 * k), flow) for k, flow in enumerate(flows)]
    theirs = pyxirr.xirr(dated)
    if theirs is not None and -0.9 < theirs < 100:
        assert float(xirr(dated)) == pytest.approx(theirs, rel=1e-7, abs=2e-8)


def test_an_absurd_rate_compounds_instead_of_breaking():
    assert effective(Decimal(30000)) > 10**53
