"""The level of a stream of months: when a fall counts, is only asked about, or is noise."""

from __future__ import annotations

import pytest

from jiebei_desktop.analysis.prospect.levels import Fall, changes, fall_of, joined, spread

PRIOR = 0.2
STEADY = (10000,) * 6
"""Noise √(4·0.04 / 9) = 0.1333; one month stands out from 2.5·0.1333·√(7/6) = 0.3600 on."""
UNEVEN = (9000, 11000) * 3
"""Noise √((4·0.04 + 5·0.012) / 9) = 0.1563, the usual month 9,000: from 0.4222 on."""


@pytest.mark.parametrize(
    ("before", "last", "found"),
    [
        (STEADY, 6399, Fall(1, 10000, 6399, counts=True)),
        (STEADY, 6401, Fall(1, 10000, 6401, counts=False)),
        (STEADY, 8499, Fall(1, 10000, 8499, counts=False)),
        (STEADY, 8500, None),
        (UNEVEN, 5200, Fall(1, 9000, 5200, counts=True)),
        (UNEVEN, 5201, Fall(1, 9000, 5201, counts=False)),
    ],
)
def test_one_month_counts_where_it_stands_out_of_the_noise_and_is_asked_about_before(
    before, last, found
):
    assert fall_of((*before, last), PRIOR) == found


def test_a_month_of_nothing_counts_with_the_one_before_it_and_two_of_them_count_as_nothing():
    assert fall_of((*STEADY, 0), PRIOR) == Fall(2, 10000, 5000, counts=True)
    assert fall_of((10000, 10000, 10000, 0), PRIOR) == Fall(1, 10000, 0, counts=False)
    assert fall_of((*STEADY, 0, 0), PRIOR) == Fall(2, 10000, 0, counts=True)
    # A noise of 1.22, more than all there is can fall: two months of nothing count all the same.
    assert fall_of((2000, 2000, 30000, 0, 0), PRIOR) == Fall(2, 2000, 0, counts=True)
    assert fall_of((2000, 2000, 30000, 0, 1), PRIOR) == Fall(1, 2000, 1, counts=False)
    assert fall_of((10000, 10000, 10000), PRIOR) is None
    assert fall_of((0, 0, 0, 0), PRIOR) is None


def test_of_several_lengths_the_one_that_stands_out_most_is_taken():
    found = fall_of((*STEADY, 6000, 6000, 6000), PRIOR)
    assert found == Fall(3, 10000, 6000, counts=True)


def test_the_noise_of_a_stream_is_what_lies_below_its_middle_pooled_with_its_kind():
    assert spread((8000, 10000, 10000), PRIOR) == PRIOR  # three months say nothing
    # One month 0.2 below: √(2·0.04/4 · 4/3) = 0.1633, pooled √((4·0.04 + 3·0.02667) / 7).
    assert spread((8000, 10000, 10000, 12000), PRIOR) == pytest.approx(0.185164, abs=1e-6)
    assert spread((0, 0, 0, 0), PRIOR) == PRIOR


@pytest.mark.parametrize(
    ("months", "made"),
    [
        ((0, 20000, 10000, 10000), (10000, 10000, 10000, 10000)),
        ((10000, 17500, 2500, 10000), (10000, 10000, 10000, 10000)),
        ((10000, 17501, 2501, 10000), (10000, 17501, 2501, 10000)),
        ((10000, 2500, 22501, 10000), (10000, 2500, 22501, 10000)),
        ((10000, 0, 22500, 10000), (10000, 11250, 11250, 10000)),
        ((10000, 0, 17499, 10000), (10000, 0, 17499, 10000)),
        ((0, 20001, 10000, 10000), (10000, 10001, 10000, 10000)),
        ((0, 20000, 0, 10000), (0, 20000, 0, 10000)),
        ((0, 2, 1, 1), (1, 1, 1, 1)),
    ],
)
def test_a_wage_split_over_the_end_of_a_month_is_joined(months, made):
    assert joined(months) == made


@pytest.mark.parametrize(
    ("newest", "told"),
    [((6150, 10000), False), ((6152, 10000), True), ((6150, 8499), True), ((6150, 8500), True)],
)
def test_a_fall_that_has_passed_is_told_no_more(newest, told):
    """One month back stands out of three fallen ones from 2.5·0.1333·√(4/3) = 0.3849 on."""
    fallen, back = newest
    found = fall_of((*STEADY, fallen, fallen, fallen, back), PRIOR)
    assert (found is not None) is told
    starts = changes((*STEADY, fallen, fallen, fallen, back), PRIOR)
    assert starts == ((0, 6) if told else (0,))


def test_a_level_that_came_back_before_a_later_fall_is_one_level_with_the_first():
    once = (*STEADY, 5000, 5000, 5000, 10000, 10000, 10000)
    assert changes(once, PRIOR) == (0,)
    assert changes((*once, 4000, 4000, 4000), PRIOR) == (0, 12)
    assert fall_of((*once, 4000, 4000, 4000), PRIOR) == Fall(3, 10000, 4000, counts=True)
