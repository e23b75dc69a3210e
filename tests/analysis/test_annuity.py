"""Equal instalments to the fen, held against loans paid down by hand."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.analysis.annuity import between, fits, principal_for, smallest


def paid_off_in(principal, rate, payment, most):
    """Return after how many payments nothing is left; None where so many do not do."""
    left = principal
    for month in range(1, most + 1):
        left += floor(left * rate + Fraction(1, 2)) - payment
        if left <= 0:
            return month
    return None


@pytest.mark.parametrize(
    ("principal", "rate", "payment", "months", "holds"),
    [
        (300, "0", 100, 3, True),
        (300, "0", 100, 2, False),
        (301, "0", 100, 3, False),  # a fen is left
        (100, "0.01", 101, 1, True),
        (100, "0.01", 100, 1, False),  # the month's interest is
        (50, "0.01", 51, 1, True),  # half a fen of interest is one
        (50, "0.01", 50, 1, False),
        (49, "0.01", 49, 1, True),  # less is none
        (100, "0.01", 1, 99, False),  # interest is all that is ever paid
        (1, "0", 1, 0, False),
    ],
)
def test_a_payment_clears_what_is_left_of_each_months_interest(
    principal, rate, payment, months, holds
):
    assert fits(principal, Fraction(rate), payment, months) is holds


@given(
    st.integers(1, 3_000),
    st.fractions(0, Fraction(1, 20), max_denominator=9_999),
    st.integers(1, 900),
    st.integers(0, 12),
)
def test_a_payment_fits_where_a_loan_paid_down_by_hand_is_off_in_time(
    principal, rate, payment, months
):
    expected = paid_off_in(principal, rate, payment, months) is not None
    assert fits(principal, rate, payment, months) is expected


@given(
    st.integers(-2, 60),
    st.fractions(0, Fraction(1, 10), max_denominator=999),
    st.integers(1, 6),
)
def test_the_largest_principal_is_cleared_and_a_fen_more_is_not(payment, rate, months):
    found = principal_for(payment, rate, months)
    if payment <= 0:
        assert found == 0
        return
    assert paid_off_in(found, rate, payment, months) is not None
    assert paid_off_in(found + 1, rate, payment, months) is None


@given(st.integers(0, 90), st.integers(0, 90))
def test_the_smallest_that_holds_is_found_from_any_guess_and_nothing_below_nothing_is_asked(
    border, guess
):
    asked = []

    def holds(number):
        asked.append(number)
        return number >= border

    assert smallest(holds, guess) == border
    assert min(asked) >= 0
    # Doubling steps to the border, then halving the last of them.
    assert len(asked) <= 2 * abs(border - guess).bit_length() + 3


@given(st.integers(-5, 40), st.integers(1, 40), st.integers(1, 40))
def test_the_smallest_between_two_is_found_by_halving(low, first, more):
    border, high = low + first, low + first + more - 1
    asked = []

    def holds(number):
        asked.append(number)
        return number >= border

    assert between(holds, low, high) == border
    assert all(low < number < high for number in asked)
    assert len(asked) <= (high - low).bit_length()
