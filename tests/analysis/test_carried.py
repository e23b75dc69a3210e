"""Where cash is lowest once payments are taken off, by lists of days that can be added up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.analysis.carried import (
    NOTHING_MISSING,
    Low,
    after,
    lowest,
    lowest_from,
    missing,
    missing_before,
)
from jiebei_desktop.domain.money import Fen

FIRST = date(2026, 11, 22)


def day(place):
    return FIRST + timedelta(days=place)


def days(*fen):
    return tuple((day(place), Fen(each)) for place, each in enumerate(fen))


def low(place, fen):
    return Low(day=day(place), amount=Fen(fen))


@pytest.mark.parametrize(("fen", "short"), [(5, 0), (0, 0), (-1, 1), (-700, 700)])
def test_what_is_missing_is_what_lies_below_nothing(fen, short):
    assert low(0, fen).short == short


def test_of_several_days_as_low_the_first_is_named():
    assert lowest(days(9, 3, 3, 4)) == low(1, 3)


@pytest.mark.parametrize(
    ("fen", "first", "found"),
    [
        ((4, -1, 2), 0, (1, -1)),
        ((4, -1, 2), 1, (1, -1)),  # the day itself
        ((4, -1, 2), 2, None),  # it was missing before
        ((4, -1, -2), 2, (2, -2)),  # and more of it since
        ((4, -1, -1), 2, None),
        ((4, 0, 2), 0, None),
    ],
)
def test_a_payment_is_to_blame_for_the_lowest_day_from_its_own_on(fen, first, found):
    expected = NOTHING_MISSING if found is None else low(*found)
    assert missing(days(*fen), day(first)) == expected


@pytest.mark.parametrize(
    ("first", "found"),
    [(0, (1, 1)), (1, (1, 1)), (2, (2, 5)), (3, (4, 6)), (4, (4, 6)), (5, (4, 6)), (9, (4, 6))],
)
def test_the_lowest_from_a_day_on_is_that_of_the_last_day_where_none_is_known(first, found):
    assert lowest_from(days(2, 1, 5, 7, 6), day(first)) == low(*found)


@pytest.mark.parametrize(
    ("first", "found"), [(0, None), (1, None), (2, (1, -1)), (3, (1, -1)), (4, (3, -6))]
)
def test_what_is_missing_before_a_day_is_not_of_that_day(first, found):
    expected = NOTHING_MISSING if found is None else low(*found)
    assert missing_before(days(0, -1, 5, -6), day(first)) == expected


@given(
    st.lists(st.integers(-99, 99), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(-2, 8), st.integers(-50, 50)), max_size=6),
)
def test_every_day_bears_what_was_paid_of_the_known_days_until_it(fen, paid):
    found = after(days(*fen), [(day(place), Fen(amount)) for place, amount in paid])
    bears = [
        sum(amount for place, amount in paid if 0 <= place <= n and place < len(fen))
        for n in range(len(fen))
    ]
    assert found == days(*(cash - gone for cash, gone in zip(fen, bears, strict=True)))
