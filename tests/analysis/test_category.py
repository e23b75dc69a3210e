"""One category of income: its levels by hand, where they began, and what is in doubt."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from prospects import category

from jiebei_desktop.analysis.prospect.levels import unsure
from jiebei_desktop.analysis.prospect.value import LevelShift
from jiebei_desktop.domain.household import EntryKind, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

NOW = Month(2026, 11)
FESTIVAL = NOW.plus(-9)
"""February 2026: the ninth month behind."""


def item(amount, start, until=None):
    return Recurring(
        name="w", kind=EntryKind.INCOME, amount=Fen(amount), category="A1", day=10, start=start,
        until=until,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("doubt", "places", "level"),
    [
        (None, range(9), 800),  # the mean of all, below the middle
        (6, range(9), 600),  # two thirds of 400 and one of 1,000
        (6, range(6), 1_000),  # nothing since
        (6, range(6, 9), 400),  # nothing before
        (6, [], 0),
    ],
)
def test_a_level_in_doubt_lies_a_third_of_the_way_back_to_the_one_before(doubt, places, level):
    assert category(*[1_000] * 6, *[400] * 3, doubt=doubt).level(places) == level


@given(
    st.lists(st.integers(0, 9_000), min_size=1, max_size=15),
    st.none() | st.integers(0, 15),
    st.booleans(),
)
def test_a_level_is_never_outside_the_months_it_is_read_from(values, doubt, cautious):
    one = category(*values, doubt=doubt, cautious=cautious, festival=1.0)
    assert min(values) <= one.level(range(len(values))) <= max(values)


def test_a_level_in_doubt_is_as_unsure_as_its_months_and_as_far_as_both_lie_apart():
    own = unsure([400] * 3, 0.2, 1.5)
    before_and_since = category(*[1_000] * 6, *[400] * 3, doubt=6)
    # 600 apart are once the level of 600; of two values with odds of 2 : 1 that is √(2/9) of it.
    assert before_and_since.unsure == pytest.approx(math.hypot(own, math.sqrt(2 / 9)))
    assert replace(before_and_since, starts=(0, 6)).unsure == own
    whole = unsure([1_000] * 6 + [400] * 3, 0.2, 1.5)
    assert replace(before_and_since, doubt=None).unsure == whole
    assert category(0, 0, 0, doubt=1).unsure == unsure([0, 0], 0.2, 1.5)


@pytest.mark.parametrize(
    ("values", "careful", "likely", "doubt"),
    [
        ((), (0,), (0,), None),
        ((900,) * 6, (0,), (0,), None),
        # Noise 0.1333: one month stands out from 0.36 on, and beyond doubt from 0.72 on.
        ((1_000,) * 6 + (500,), (0, 6), (0,), 6),
        ((1_000,) * 6 + (200,), (0, 6), (0, 6), None),
        ((0, 0, 0, 0, 900, 900), (0,), (0,), 4),  # begun in the last months
        ((0, 0, 0, 900, 900, 900), (0, 3), (0, 3), None),
        ((0, 0, 0, 900, 0, 900), (0,), (0,), None),  # now and then
        ((9_000, 0, 9_000, 0, 9_000, 0, 1_000, 0), (0,), (0,), None),  # every second month
    ],
)
def test_what_a_promise_goes_by_and_is_not_beyond_doubt_is_in_doubt_where_a_level_is_expected(
    values, careful, likely, doubt
):
    promised, expected = category(*values).readings()
    assert (promised.starts, promised.cautious, promised.doubt) == (careful, True, None)
    assert (expected.starts, expected.cautious, expected.doubt) == (likely, False, doubt)


@pytest.mark.parametrize(
    ("more", "starts"),
    [
        ({"items": (item(900, date(2026, 8, 1)),)}, (0, 4, 6)),
        ({"begins": (Month(2026, 9),)}, (0, 5, 6)),
        ({"passing": (Month(2026, 11),)}, (0, 6)),  # not this one
        ({"passing": (Month(2026, 10),)}, (0,)),
        ({"passing": (Month(2026, 11), Month(2026, 9))}, (0,)),
    ],
)
def test_a_level_begins_with_an_item_an_event_and_a_fall_that_was_not_said_to_pass(more, starts):
    promised, _ = category(*[1_000] * 6, 500, **more).readings()
    assert promised.starts == starts


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ((0, 0, 900, 900, 900), 2),
        ((0, 0, 900, 900), 0),  # less than three months
        ((0, 900, 900, 900, 0), 1),  # three of four
        ((0, 900, 900, 0, 900, 0), 0),  # three of five
        ((900, 900, 900), 0),  # it was always there
        ((0, 0), 0),
    ],
)
def test_an_income_came_first_where_it_has_come_nearly_every_month_since(values, place):
    assert category(*values).first_came == place


@pytest.mark.parametrize(
    ("values", "last_high"),
    [
        ((1_000, 1_000, 600, 500, 500), Month(2026, 7)),  # below the middle of 700 since August
        ((1_000, 1_000, 700, 500, 500), Month(2026, 8)),
        ((500,) * 5, Month(2026, 5)),
    ],
)
def test_what_ends_in_the_last_month_above_the_middle_of_a_fall_is_paid_in_it(values, last_high):
    shift = LevelShift(
        category="A1", start=Month(2026, 10), before=Fen(1_000), after=Fen(400), counted=True
    )
    assert category(*values).last_high(shift) == last_high


@pytest.mark.parametrize(("festival", "freed"), [(0.8, 1_000.0), (1.2, 800.0)])
def test_what_the_festival_takes_is_given_back_to_its_month_and_what_it_brings_stays(
    festival, freed
):
    one = category(*[800] * 9, festival=festival, items=(item(800, date(2020, 1, 1)),))
    assert one.months[0] == FESTIVAL
    assert one.freed == (freed, *[800.0] * 8)
    likely = replace(one, cautious=False)
    assert likely.seen == likely.told == (freed, *[800] * 8)
    assert one.seen == one.told == (800,) * 9


def test_a_month_counts_for_no_more_than_an_item_on_its_days():
    one = category(900, 700, 900, items=(item(800, date(2026, 9, 1)),))
    assert one.due == one.stated == (0, 800, 800)
    assert one.counted == (900, 700, 800)
