"""Levels of risk and the reading of a curve, at their borders."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from prospects import home, stream

from jiebei_desktop.analysis.afford_value import Band, CurvePoint, FirstTerm, Odds, odds_of
from jiebei_desktop.analysis.affordability import assess
from jiebei_desktop.domain.money import Fen


def odds(late, broken):
    return Odds(late_once_12=Decimal(late), broken_12=Decimal(broken))


@pytest.mark.parametrize(
    ("late", "broken", "firm"),
    [
        ("0.3", "0.15", True),
        ("0.3001", "0.15", False),
        ("0.3", "0.1501", False),
        ("0.3001", "0.1501", False),
    ],
)
def test_a_payment_holds_where_neither_odds_are_above_the_floors(late, broken, firm):
    assert odds(late, broken).is_firm is firm


def test_no_promise_is_above_what_a_month_leaves_in_whole_yuan():
    band = Band(floor=Fen(30_000), recommended=Fen(50_000), ceiling=Fen(90_000))
    assert band.within(Fen(40_099)) == replace(band, recommended=Fen(40_000))
    assert band.within(Fen(29_999)) == replace(band, floor=Fen(29_900), recommended=Fen(29_900))
    assert replace(band, floor=None).within(Fen(90_000)).floor is None


def point(payment, broken, late):
    return CurvePoint(
        payment=Fen(payment),
        p_shortfall_12=Decimal(broken) / 100,
        p_late_once_12=Decimal(late) / 100,
    )


@given(
    st.dictionaries(
        st.integers(0, 900), st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1,
        max_size=6,
    ),
    st.integers(0, 1_000),
)  # fmt: skip
def test_odds_lie_on_the_straight_line_between_two_points_and_stay_beyond_the_ends(points, payment):
    found = odds_of([point(fen, *both) for fen, both in points.items()], Fen(payment))
    known = sorted(points)
    low = max((fen for fen in known if fen <= payment), default=known[0])
    high = min((fen for fen in known if fen >= payment), default=known[-1])
    part = Decimal(payment - low) / (high - low) if high != low else Decimal(0)
    for side, told in enumerate((found.broken_12, found.late_once_12)):
        below, above = points[low][side], points[high][side]
        assert float(told * 100) == pytest.approx(float(below + (above - below) * part))


def test_what_is_offered_rises_after_the_first_term_and_is_tight_above_a_quarter():
    study = assess(home(stream(900_000), stream(300_000, category="C1")), paths=100)
    whole = replace(study, first_term=None, recommended=Fen(700), odds=odds("0.4", "0.25"))
    assert (whole.offer, whole.offer_later, whole.is_tight) == (700, None, False)
    half = FirstTerm(months=3, payment=Fen(350))
    assert replace(whole, first_term=half).offer == 350
    assert replace(whole, first_term=half).offer_later is None
    assert replace(whole, first_term=replace(half, then=Fen(700))).offer_later == (3, 700)
    assert replace(whole, odds=odds("0.4", "0.2501")).is_tight
    assert not replace(whole, odds=None).is_tight
