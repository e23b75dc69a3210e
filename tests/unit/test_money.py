from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.domain.money import AmountError, half_up, parse_yuan, share, yuan


def test_ties_round_away_from_zero():  # V31
    ties = ["0.5", "1.5", "2.5", "-0.5", "1234.5"]
    assert [half_up(Decimal(tie)) for tie in ties] == [1, 2, 3, -1, 1235]


def test_thirds_round_to_the_nearest_fen():
    assert (half_up(Fraction(1, 3)), half_up(Fraction(2, 3)), half_up(7)) == (0, 1, 7)


def test_two_thousand_yuan_over_four_balances_by_largest_remainder():  # V22
    assert share(200000, [4410345, 2009200, 2642000, 647400]) == (90851, 41389, 54424, 13336)


def test_zero_weights_share_equally():
    assert share(5, [0, 0]) == (3, 2)


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_shares_need_weights_that_are_not_negative(weights):
    with pytest.raises(ValueError, match=r"."):
        share(1, weights)


@settings(max_examples=60)
@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=8))
def test_shares_sum_exactly_and_stay_within_a_fen(total, weights):
    parts = share(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    if whole:
        exact = [Fraction(total * weight, whole) for weight in weights]
        assert all(abs(part - at) < 1 for part, at in zip(parts, exact, strict=True))


@pytest.mark.parametrize(
    ("text", "fen"),
    [("1100.16", 110016), ("-0.5", -50), ("+7", 700), (" 12.3 ", 1230), ("0", 0)],
)
def test_plain_amounts_read_exactly(text, fen):
    assert parse_yuan(text) == fen


@pytest.mark.parametrize("text", ["", "1.234", "1,000", "NaN", "一百", "1e3", "."])
def test_what_is_not_a_plain_amount_is_refused(text):
    with pytest.raises(AmountError):
        parse_yuan(text)


@pytest.mark.parametrize(
    ("fen", "text"), [(0, "0.00"), (-1, "-0.01"), (1, "0.01"), (-110016, "-1100.16")]
)
def test_an_amount_is_written_with_two_decimals_and_nothing_has_no_sign(fen, text):
    assert yuan(fen) == text


@settings(max_examples=60)
@given(st.integers(-(10**14), 10**14))
def test_writing_and_reading_an_amount_returns_it(fen):
    assert parse_yuan(yuan(fen)) == fen
