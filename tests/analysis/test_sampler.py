"""What the drawn months must be on the whole: their levels, bills and what is known of them."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from prospects import home, rows, stream

from jiebei_desktop.analysis import priors
from jiebei_desktop.analysis.model import model_of
from jiebei_desktop.analysis.prospect.value import Dated
from jiebei_desktop.analysis.sampler import _bills, _levels, _weighings, sample
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

START = Month(2026, 12)


def test_a_month_takes_what_is_known_of_it_and_what_no_future_cuts():
    bill = Dated(day=date(2026, 12, 15), amount=Fen(-60_000), name="x", kind="bill")
    one = home(
        stream(900_000), dated=(bill,), ordered_ahead=(Fen(30_000),), unexplained=Fen(10_000)
    )
    other = sample(model_of(one), START, 2, 400, 1).other
    assert other.min(axis=1).tolist() == [1_000, 400]  # in most months no other bill comes


@pytest.mark.parametrize("rate", [0.05, 0.12, 0.5, 2, 8, 30])
def test_bills_are_as_many_and_as_large_as_expected_however_often_they_come(rate):
    """By the exact law of a Gamma-Poisson count of lognormal sizes, four standard errors wide."""
    seen, size, months, paths = 600, 50.0, 12, 20_000
    model = replace(
        model_of(home(stream(900_000))), bill_shape=rate * seen, bill_months=seen, bill_mean=size
    )
    drawn = _bills(model, np.random.default_rng(5), months, paths).astype(float)
    one = rate * size**2 * math.exp(priors.BILL_SPREAD**2)  # variance of a month of a known rate
    unsure = rate / seen * size**2  # of its mean, because the rate is not known
    error = math.sqrt((one / months + unsure) / paths)
    assert drawn.mean() == pytest.approx(rate * size, abs=4 * error)
    assert drawn[0].var() == pytest.approx(one + unsure, rel=0.15)
    none = (seen / (seen + 1)) ** (rate * seen)
    error = math.sqrt(none * (1 - none) / paths)
    assert (drawn[0] == 0).mean() == pytest.approx(none, abs=4 * error)


@given(
    ratios=st.lists(st.sampled_from((0.0, 0.5, 1.0, 3.0)), min_size=1, max_size=5),
    kind=st.sampled_from(("gig", "shop")),
    likely=st.booleans(),
)
def test_each_month_brings_on_the_whole_what_the_months_behind_weigh(ratios, kind, likely):
    """Also in a spell, and after many months: none counts more than its age says.

    Expected is their mean, weighed by age, with three assumed months of the middle. Paths of one
    weighing are no more independent than their weighing: there are 1,000.
    """
    one = home(
        stream(900_000, category="A4", ratios=tuple(ratios)), kind=kind, rows=rows(len(ratios))
    )
    model = model_of(one.likely if likely else one)
    weights = [0.5 ** ((len(ratios) - 0.5 - k) / 12) for k in range(len(ratios))]
    seen = [9_000 * ratio for ratio in ratios]
    known, centre = sum(w * v for w, v in zip(weights, seen, strict=True)), model.income_centre(1)
    income = sample(model, Month(2027, 3), 10, 5_000, 1).income
    mean = (known + 3 * centre) / (sum(weights) + 3)
    error = float(income.mean(axis=0).std()) / math.sqrt(1_000)
    for month in (income[0], income[-1]):
        assert month.mean() == pytest.approx(mean, abs=5 * error)


def test_where_no_month_is_known_the_income_is_on_the_whole_its_middle():
    model = model_of(home(stream(900_000, category="A4"), kind="shop", rows=()))
    income = sample(model, Month(2026, 3), 6, 20_000, 1).income
    assert model.income_cv(1) > 0.3
    assert income.mean() == pytest.approx(model.income_centre(1), rel=0.02)


def test_levels_are_unsure_only_where_a_household_is_taken_as_it_is_likely_to_be():
    one = home(stream(900_000, unsure=0.2))
    assert _levels(model_of(one), 100, 1) is None
    factor = _levels(model_of(one.likely), 20_000, 1)
    income, spending = factor(0, 0.2), factor(1, 0.2)
    for drawn in (income, spending):
        assert drawn.mean() == pytest.approx(1, abs=0.01)
        assert np.log(drawn).std() == pytest.approx(0.2, abs=0.01)
    assert abs(np.corrcoef(income, spending)[0, 1]) < 0.03
    assert (factor(0, 0.0) == 1).all()


def test_a_ledger_of_twenty_five_years_is_drawn_from_as_any_other():
    quiet = stream(900_000, ratios=(0.0,) * 276 + (1.0,) * 24)
    model = replace(model_of(home(quiet, rows=rows(300))), inflows=())
    weighed = _weighings(model, np.random.default_rng(1), 50)
    assert weighed.max() >= 300  # the assumed months have numbers of their own
    assert (np.diff(weighed.astype(int), axis=1) >= 0).all()
