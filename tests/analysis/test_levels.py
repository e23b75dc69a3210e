"""The level of a stream of months: when a fall counts, is only asked about, or is noise."""

from __future__ import annotations

import math
from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.analysis.prospect.levels import (
    Fall,
    age_weights,
    changes,
    evened,
    expected,
    fall_of,
    joined,
    noise,
    spread,
    unsure,
    usual,
)

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
        ((10000, 10000, 0, 20000), (10000, 10000, 10000, 10000)),
        ((0, 20000, 10000), (0, 20000, 10000)),  # twice says nothing of a usual month
        ((0, 0, 0, 0, 20000, 10000, 10000), (0, 0, 0, 10000, 10000, 10000, 10000)),
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


@pytest.mark.parametrize(
    ("months", "rhythm", "level"),
    [
        ((), 1, 0),
        ((), 3, 0),
        ((0, 0, 0), 3, 0),
        ((0, 300, 0, 0, 600, 0), 3, 150),  # 450 each time
        ((900, *[0, 300] * 6), 2, 150),  # what lies more than a year back counts no more
        ((1_200, *[12] * 12), 1, 12),
        ((300, 0, 300), 2, 150),
        ((0, 0, 100, 500), 1, 150),  # in half of the months: spread, its middle of 50 is none
        ((0, 0, 1, 5), 1, 2),  # 1.5
        ((0, 300, 300), 1, 200),  # the mean, below the middle of 300
        ((100, 100, 400), 1, 100),  # the middle, below the mean of 200
        ((1, 2), 1, 2),  # 1.5
        ((0, 1), 1, 1),
    ],
)
def test_a_usual_month_is_the_lower_of_mean_and_middle_and_a_rhythm_is_spread(
    months, rhythm, level
):
    assert usual(months, rhythm) == level


@pytest.mark.parametrize(
    ("months", "rhythm", "level"),
    [
        ((), 1, 0),
        ((), 2, 0),
        ((0, 0), 2, 0),
        ((300, 0, 600, 0), 2, 225),
        ((9_999, *[0, 300] * 6), 2, 150),
        ((0, 1_000), 1, 514),  # the elder of two months counts 0.94387 of the newer
        ((1_000, *[0] * 11, 1_000), 1, 159),  # 1 + 2 of the sum 18.816 of 2^(k/12)
    ],
)
def test_the_month_to_expect_weighs_the_newer_ones_more(months, rhythm, level):
    assert expected(months, rhythm) == level


def test_a_month_a_year_older_counts_half_and_the_newest_is_half_a_month_old():
    weights = age_weights(25)
    assert weights[-1] == pytest.approx(0.5 ** (1 / 24))
    assert weights[12] == pytest.approx(weights[24] / 2)
    assert weights[0] == pytest.approx(weights[24] / 4)


def test_a_level_is_unsure_by_its_noise_its_spells_and_how_far_it_may_have_moved():
    # No month: 0.2 over one month of half a spell more, and a hundredth over √3.
    assert unsure((), 0.2, 1.5) == pytest.approx(
        math.hypot(0.2 * math.sqrt(2), 0.01 / math.sqrt(3))
    )
    elder = 0.5 ** (1 / 12)
    months = (1 + elder) ** 2 / (1 + elder**2)
    own = math.sqrt((0.16 + 0.5) / 5)  # 100 and 300: a deviation of √2·100 over 200
    assert noise((100, 300), 0.2) == pytest.approx(own)
    found = math.hypot(own * math.sqrt(1 / months), 0.01 * math.sqrt(months / 3))
    assert unsure((100, 300), 0.2) == pytest.approx(found)


def test_one_month_or_nothing_but_zeros_has_the_noise_of_its_kind():
    assert noise((), 0.2) == noise((500,), 0.2) == noise((0, 0), 0.2) == 0.2
    assert noise((1, 1), 0.2) == pytest.approx(math.sqrt(0.16 / 5))


def test_the_lower_side_is_below_the_mean_where_that_is_lower_than_the_middle():
    # The mean 850 is below 1,000; one month is 450 below it: √(2·450²/4 · 4/3) / 850.
    own = (9 / 17) ** 2 * 2 / 3
    assert spread((400, 1000, 1000, 1000), PRIOR) == pytest.approx(math.sqrt((0.16 + 3 * own) / 7))
    assert spread((1, 1, 1, 1), PRIOR) == pytest.approx(math.sqrt(0.16 / 7))
    assert spread((), PRIOR) == PRIOR


LONG = (10000,) * 24
"""Noise √(4·0.04 / 27): four months stand out from 0.0665 on, so that 15 % are the border."""


@pytest.mark.parametrize(
    ("months", "found"),
    [
        # Two months from 1.8·0.1333·√(1/2 + 1/6) = 0.19596 on, three from 1.6·0.1333·√(1/2).
        ((*STEADY, 8040, 8040), Fall(2, 10000, 8040, counts=True)),
        ((*STEADY, 8041, 8041), Fall(1, 10000, 8041, counts=False)),
        ((*STEADY, 8491, 8491, 8491), Fall(3, 10000, 8491, counts=True)),
        ((*STEADY, 8492, 8492, 8492), Fall(1, 10000, 8492, counts=False)),
        ((*LONG, 8500, 8500, 8500, 8500), Fall(4, 10000, 8500, counts=True)),
        ((*LONG, 8501, 8501, 8501, 8501), None),
        ((*STEADY, *STEADY, *[6000] * 7), Fall(6, 10000, 6000, counts=True)),  # six at most
        # Three months before it at least: the two that are low are held against a mixed three.
        ((10000, 10000, 1000, 1000), Fall(1, 10000, 1000, counts=False)),
        ((10000, 10000, 100), None),  # two are too few
        # 1,600 is below 85 % of the middle of five, 2,000; it does not stand out of their noise.
        ((1000, 1000, 2000, 2000, 2000, 1600), Fall(1, 2000, 1600, counts=False)),
        ((1, 1, 1, 1, 1, 1, 0, 0), Fall(2, 1, 0, counts=True)),
        ((0, 0, 0, 0, 0), None),
        ((0, 0, 0, 0, 5), None),
    ],
)
def test_a_fall_stands_out_by_its_length_and_never_by_less_than_15_percent(months, found):
    assert fall_of(months, PRIOR) == found


@pytest.mark.parametrize(
    ("fallen", "back", "prior", "found"),
    [
        # Two months back stand out of three from 1.8·0.1333·√(1/2 + 1/3) = 0.21909 on.
        (6309, (8500, 8500), PRIOR, None),
        (6310, (8500, 8500), PRIOR, Fall(5, 10000, 7186, counts=True)),
        (6309, (8499, 8501), PRIOR, Fall(5, 10000, 7185.4, counts=True)),
        # Of a stream that hardly scatters 15 % are the border.
        (7000, (8500,), 0.01, None),
        (7001, (8500,), 0.01, Fall(4, 10000, 7375.75, counts=True)),
    ],
)
def test_a_fall_has_passed_where_the_newest_months_stand_out_of_the_fallen(
    fallen, back, prior, found
):
    assert fall_of((*STEADY, fallen, fallen, fallen, *back), prior) == found


def test_a_fall_beyond_doubt_stands_out_twice_as_far():
    assert fall_of((*STEADY, 2799), PRIOR, 2.0) == Fall(1, 10000, 2799, counts=True)  # 0.72
    assert fall_of((*STEADY, 2801), PRIOR, 2.0) == Fall(1, 10000, 2801, counts=False)


@pytest.mark.parametrize(
    ("after", "starts"),
    [
        ((400,), (0, 3)),  # noise 0.1633: from 0.4714 on
        ((800,), (0,)),
        ((1000, 0, 850), (0,)),  # a month of nothing, and back
        ((700, 400, 900, 850), (0,)),  # two months, and back
        ((1000, 1000, 700, 1000, 800, 900), (0,)),  # since then 850: 15 % below to the fen
        ((0, 1000, 1000, 700), (0, 3)),  # since then 850 in the middle, 675 in the mean
        ((500, 850, 800, 700), (0, 3)),
        ((850, 850, 800, 700, 850, 1000), (0,)),
        ((500, 400, 0, 500, 400, 900), (0, 4)),
    ],
)
def test_a_level_begins_with_a_fall_that_lasts(after, starts):
    assert changes((1000, 1000, 1000, *after), PRIOR) == starts


@given(
    st.lists(st.integers(0, 9), min_size=4, max_size=20).map(lambda n: [each * 1_000 for each in n])
)
def test_each_level_is_at_least_15_percent_below_the_one_before(months):
    starts = changes(months, PRIOR)
    assert starts[0] == 0
    ends = [*starts[1:], len(months)]
    parts = [months[start:end] for start, end in zip(starts, ends, strict=True)]
    levels = [min(median(part), fmean(part)) for part in parts]
    for place in range(1, len(levels)):
        assert levels[place] < 0.85 * levels[place - 1]


@pytest.mark.parametrize(
    ("months", "counted"),
    [
        ((800, 800, 800, 800, 800, 3800), (800, 800, 800, 800, 800, 1200)),
        ((3800, 800, 0, 800, 900, 800, 800), (1350, 800, 0, 800, 900, 800, 800)),
        ((800, 800, 800, 800, 800, 1200), (800, 800, 800, 800, 800, 1200)),
        ((3800, 800, 800, 3800, 800, 800), (3800, 800, 800, 3800, 800, 800)),  # it came again
        ((0, 0, 800, 800, 800, 800, 3800), (0, 0, 800, 800, 800, 800, 3800)),  # five show no usual
        ((0, 0), (0, 0)),
        ((), ()),
    ],
)
def test_the_best_month_counts_at_most_half_above_the_second_best(months, counted):
    assert evened(months) == counted


@given(st.lists(st.integers(1, 9_999), min_size=6, max_size=30), st.data())
def test_a_month_that_brought_more_never_makes_a_month_count_less(months, data):
    place = data.draw(st.integers(0, len(months) - 1))
    more = [*months]
    more[place] += data.draw(st.integers(1, 99_999))
    pairs = zip(evened(months), evened(more), months, strict=True)
    assert all(before <= after and before <= seen for before, after, seen in pairs)
