"""Each month of an income over the level of its time, by hand."""

from __future__ import annotations

from datetime import date

import pytest
from prospects import category as of_months

from jiebei_desktop.analysis.prospect.income import _ratios, _spread_ratios
from jiebei_desktop.domain.household import EntryKind, Recurring
from jiebei_desktop.domain.money import Fen


def category(*values, said=0, **more):
    """Return an income of some months to October, none of them with a Spring Festival."""
    item = Recurring(
        name="w", kind=EntryKind.INCOME, amount=Fen(said), category="A1", day=10,
        start=date(2020, 1, 1),
    )  # fmt: skip
    return of_months(*values, items=(item,) if said else (), **more)


def test_in_the_level_in_force_a_month_counts_no_more_than_its_item_and_before_it_as_it_was():
    one = category(1200, 900, 1200, 1200, 1300, 1000, said=1000, starts=(0, 3))
    # The mean of the first three, 1,100, is below their middle; the others are 1,000 each.
    assert _ratios(one, 1) == pytest.approx((12 / 11, 9 / 11, 12 / 11, 1, 1, 1))


def test_what_is_to_be_expected_is_held_against_what_came_whatever_an_item_says():
    assert _ratios(category(1200, 1200, 1200, said=1000, cautious=False), 1) == (1, 1, 1)


@pytest.mark.parametrize(
    ("values", "starts", "ratios"),
    [
        ((0, 0, 0, 900, 1100, 1000), (0,), (0, 0, 0, 1.8, 2.2, 2.0)),  # spread over all: 500
        ((0, 0, 0, 900, 1100, 1000), (0, 3), (0.9, 1.1, 1.0, 0.9, 1.1, 1.0)),
        # 900, 1,200 and 1,050: the mean and the middle are 1,050; what is over is their mean of one.
        (
            (0, 0, 0, 0, 900, 1200, 1050),
            (0, 4),
            (1, 6 / 7, 8 / 7, 1, 6 / 7, 8 / 7, 1),
        ),
        (
            (0, 0, 0, 0, 0, 600, 1200, 1200),
            (0, 5),
            (1, 1, 0.6, 1.2, 1.2, 0.6, 1.2, 1.2),
        ),
        ((0, 0), (0,), (1, 1)),
        ((), (0,), ()),
    ],
)
def test_months_before_an_income_came_repeat_its_own(values, starts, ratios):
    assert _ratios(category(*values, starts=starts), 1) == pytest.approx(ratios)


@pytest.mark.parametrize(
    ("values", "ratios"),
    [
        ((0, 300, 0, 0, 600, 0), (1, 2 / 3, 2 / 3, 2 / 3, 4 / 3, 4 / 3)),  # 450 each time
        ((300, 0, 0), (1, 1, 1)),
        ((0, 0, 0), (1, 1, 1)),
    ],
)
def test_what_comes_every_third_month_lasts_until_the_next(values, ratios):
    assert _spread_ratios(values, 3) == pytest.approx(ratios)
    assert _ratios(category(*values), 3) == pytest.approx(ratios)
    assert _ratios(category(0, 300, 0, 600), 2) == pytest.approx((1, 2 / 3, 2 / 3, 4 / 3))
