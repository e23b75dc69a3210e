"""What the drawn months must be on the whole: their levels, bills and what is known of them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from msgspec.structs import replace
from prospects import home, rows, stream

from jiebei_desktop.analysis.model import model_of
from jiebei_desktop.analysis.prospect.value import Dated
from jiebei_desktop.analysis.sampler import _bills, _levels, sample
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


def test_bills_are_on_the_whole_as_many_and_as_large_as_expected():
    *before, last = rows(6)
    behind = (*before, replace(last, bills=(Fen(120_000),)))
    model = model_of(home(stream(900_000), rows=behind, bills_usual=Fen(20_000)))
    drawn = _bills(model, np.random.default_rng(5), 12, 20_000)
    assert drawn.mean() == pytest.approx(model.bill_rate * model.bill_mean, rel=0.02)
    assert 0.1 < model.bill_rate < 0.2
    assert np.log(drawn[drawn > 0]).std() < 1


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
