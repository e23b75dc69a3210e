"""The linear model: small programs solved by hand, and bounds that no feasible point undercuts."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.analysis.linear import LinearModel

THIRD = Fraction(1, 3)


def two(**bounds):
    """Return a model of two amounts at 3 and 2 a fen, up to 400 and 1,000, and their sum."""
    model = LinearModel()
    first, second = model.money(400, 3), model.money(1_000, Fraction(2))
    model.row({first: 1, second: 1}, **bounds)
    return model


# -- what any weights of the rows prove ---------------------------------------------------------


@pytest.mark.parametrize(
    ("dual", "proved"),
    [
        (2.0, 1_200),  # 2 · 600, and neither amount costs less than that
        (3.0, 800),  # 3 · 600 less the 1,000 of the second that are a fen cheaper
        (4.5, -400),  # 4.5 · 600 less 1.5 · 400 and 2.5 · 1,000
        (1.0, 600),
        (0.5, 300),
        (0.0, 0),
        (-1.0, 0),  # the row has no upper end
    ],
)
def test_a_lower_end_proves_its_weight_less_what_the_boxes_give_back(dual, proved):
    assert two(low=600).bound_of([dual]) == proved


@pytest.mark.parametrize(("dual", "proved"), [(-2.0, -1_200), (-0.5, -300), (0.0, 0), (1.0, 0)])
def test_an_upper_end_proves_with_a_negative_weight(dual, proved):
    assert two(high=600).bound_of([dual]) == proved


def test_of_two_ends_the_sign_says_which():
    model = two(low=100, high=600)
    assert model.bound_of([1.0]) == 100
    assert model.bound_of([-1.0]) == -600


def test_a_box_that_begins_above_nothing_costs_its_beginning():
    model = two(low=600)
    model.lows[:] = [10, 20]
    assert model.bound_of([0.0]) == 10 * 3 + 20 * 2
    assert model.bound_of([2.0]) == 1_200 + 10


def test_thirds_are_exact():
    """A third of one and half of the other are a hundred at least; they cost a seventh and two."""
    model = LinearModel()
    first, second = model.money(90, Fraction(1, 7)), model.money(1_000, 2)
    model.row({first: THIRD, second: Fraction(1, 2)}, low=100)
    model.row({second: Fraction(1, 5)}, high=Fraction(40))
    assert model.bound_of([1.5, 0.0]) == 150 + 90 * (Fraction(1, 7) - Fraction(1, 2))
    assert model.bound_of([1.5, -1.0]) == 110 + 90 * (Fraction(1, 7) - Fraction(1, 2))
    assert LinearModel().bound_of([]) == 0


@given(st.data())
def test_no_point_within_boxes_and_rows_costs_less_than_any_weights_prove(data):
    count = data.draw(st.integers(1, 3))
    parts = st.fractions(-4, 4, max_denominator=6)
    model, point = LinearModel(), []
    for _ in range(count):
        low = data.draw(st.integers(0, 9))
        column = model.money(low + data.draw(st.integers(0, 9)), data.draw(parts))
        model.lows[column] = low
        point.append(data.draw(st.integers(low, model.highs[column])))
    rows = data.draw(st.integers(0, 3))
    for _ in range(rows):
        weights = [data.draw(parts) for _ in range(count)]
        value = sum(weight * at for weight, at in zip(weights, point, strict=True))
        low, high = data.draw(st.sampled_from([(0, None), (None, 0), (0, 0), (3, None), (2, 5)]))
        model.row(
            dict(enumerate(weights)),
            low=None if low is None else floor(value) - low,
            high=None if high is None else ceil(value) + high,
        )
    duals = data.draw(st.lists(st.floats(-5, 5), min_size=rows, max_size=rows))
    costs = sum(cost * at for cost, at in zip(model.costs, point, strict=True))
    assert model.bound_of(duals) <= costs


# -- what the solver is told and tells -----------------------------------------------------------


def test_the_cheapest_amounts_are_in_fen_and_what_they_cost_is_certified():
    found = two(low=1_100).solve(gap=0.0)
    assert found.values == pytest.approx((100, 1_000))
    assert found.is_optimal
    assert float(two(low=1_100).certified()) == pytest.approx(2_300)
    assert two(low=1_100).certified() <= 2_300


def test_nothing_is_found_where_nothing_fits():
    found = two(low=1_401).solve()
    assert (found.values, found.is_optimal) == (None, False)
    assert two(low=1_401).certified() is None
    assert two(low=1_400).solve().values == pytest.approx((400, 1_000))


def test_the_solver_writes_nothing_of_its_own(capfd):
    two(low=1_100).solve()
    two(low=1_100).certified()
    assert capfd.readouterr() == ("", "")


def test_amounts_are_no_whole_fen_and_both_ends_of_a_row_hold():
    model = LinearModel()
    least, most = model.money(900, 1), model.money(900, -1)
    model.row({least: 2}, low=101, high=300)
    model.row({most: THIRD}, low=5, high=Fraction(101, 2))
    assert model.solve(gap=0.0).values == pytest.approx((50.5, 151.5))


@pytest.mark.parametrize(
    ("may", "low", "values"),
    [
        (True, 500, (200, 1)),  # a switch is worth 300 fen in its row and costs nothing
        (False, 500, (500, 0)),
        (True, 100, (0, 1)),
    ],
)
def test_a_switch_is_on_or_off_and_only_where_it_may(may, low, values):
    model = LinearModel()
    amount, switch = model.money(900, 1), model.switch(may=may)
    model.row({amount: 1, switch: 300}, low=low)
    assert model.solve(gap=0.0).values == pytest.approx(values)


def test_the_certified_bound_takes_switches_in_parts():
    """An amount costs a fen each and one switch of two is on: a half of each would bear 150."""
    model = LinearModel()
    amount, first, second = model.money(900, 1), model.switch(), model.switch()
    model.row({first: 1, second: 1}, high=1)
    model.row({amount: 1, first: 300}, low=250)
    model.row({amount: 1, second: 300}, low=250)
    assert model.solve(gap=0.0).bound == pytest.approx(250)
    assert float(model.certified()) == pytest.approx(100)
    assert model.certified() <= 100
