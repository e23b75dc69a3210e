"""A household in the terms of the sampler: every parameter by hand."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from prospects import home, rows, stream

from jiebei_desktop.analysis.model import model_of
from jiebei_desktop.analysis.prospect.value import Answers, Dated
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month


def paid(year, month, yuan):
    return Dated(day=date(year, month, 9), amount=Fen(-100 * yuan), name="x", kind="bill")


def test_levels_are_in_yuan_and_reach_as_far_as_the_prospect():
    known = home(
        stream(90_000, 60_000), stream(10_000, category="A3"), stream(30_000, category="C1"),
        dated=(paid(2026, 11, 5), paid(2026, 12, 7), paid(2026, 12, 1), paid(2031, 12, 3),
               paid(2032, 1, 9)), ordered_ahead=(Fen(700), Fen(1_100)), unexplained=Fen(100),
    )  # fmt: skip
    found = model_of(known)
    assert [one.at(place) for one in found.inflows for place in (0, 1, 99)] == [
        900, 600, 600, 100, 100, 100,
    ]  # fmt: skip
    assert [found.routine_at(place) for place in (0, 61, 62)] == [300, 300, 300]
    assert [found.fixed_at(place) for place in (0, 1, 99)] == [8, 12, 12]
    assert [found.known_at(place) for place in (0, 1, 2, 61, 62)] == [5, 8, 0, 3, 0]
    assert found.running == Month(2026, 11)
    assert found.income_key(0) == (900, 100)
    assert found.income_key(1) == found.income_key(2) == (600, 100)


def test_an_observed_month_counts_half_after_a_year():
    weights = model_of(home(stream(100), rows=rows(14))).weights
    assert len(weights) == 14
    assert weights[-1] == pytest.approx(0.5 ** (0.5 / 12))
    assert weights[1] / weights[13] == pytest.approx(0.5)
    assert model_of(home(stream(100), rows=())).weights == ()


@pytest.mark.parametrize(
    ("months", "young", "ratios", "caution"),
    [
        (11, False, (), 0.95), (12, False, (), 1.0), (12, True, (), 0.95), (0, True, (), 1.0),
        (12, False, (1.0,) * 8 + (0.7,) * 4, 0.9), (12, False, (1.2,) * 12, 1.0),
        (12, False, (0.0,) * 12, 1.0), (12, False, (0.7,) * 7 + (1.5,) * 5, 0.7),
    ],
)  # fmt: skip
def test_a_short_a_young_or_a_falling_stream_is_taken_with_caution(months, young, ratios, caution):
    seen = home(stream(100_000, ratios=ratios, young=young), rows=rows(months))
    (one,) = model_of(seen).inflows
    assert one.caution == pytest.approx(caution)


def test_bills_blend_what_was_seen_with_what_is_usual_or_was_answered():
    known = home(stream(100_000), stream(50_000, category="C1"), rows=rows(6))
    plain = model_of(known)
    assert (plain.bill_shape, plain.bill_months) == (pytest.approx(6 * 0.12), 12)
    assert plain.bill_mean == pytest.approx(0.45 * 500)
    assert plain.bill_rate == pytest.approx(0.06)
    billed = (replace(known.rows[0], bills=(Fen(30_000), Fen(10_000))), *known.rows[1:])
    seen = model_of(replace(known, rows=billed))
    assert seen.bill_shape == pytest.approx(6 * 0.12 + 2)
    assert seen.bill_mean == pytest.approx((3 * 225 + 400) / 5)
    asked = Answers(income_low=Fen(1), income_typical=Fen(2), spending=Fen(40_000),
                    irregular=(("车", Fen(60_000), 2), ("礼", Fen(20_000), 4)),
                    festival_extra=Fen(10_000))  # fmt: skip
    told = model_of(replace(known, answers=asked))
    assert told.bill_shape == pytest.approx(6 * 6 / 12)
    assert told.bill_mean == pytest.approx((600 * 2 + 200 * 4) / 6)
    assert told.festival_spending == pytest.approx(1.25)
    assert plain.festival_spending == pytest.approx(1.5)
    assert model_of(replace(known, answers=replace(asked, irregular=()))).bill_mean == 225


def test_streams_together_have_the_middle_and_the_noise_of_what_they_bring():
    one = model_of(home(stream(30_000), stream(10_000, category="A4"), rows=()))
    wage, shop = one.inflows
    assert (wage.cv, shop.cv) == (0.08, 0.40)
    assert one.income_cv(1) == pytest.approx(((300 * 0.08) ** 2 + (100 * 0.4) ** 2) ** 0.5 / 400)
    assert one.persistence == pytest.approx((3 * 1.1 + 1.9) / 4)
    assert one.festival_at(1) == one.festival_income == pytest.approx((3 * 1.0 + 0.6) / 4)
    assert one.centre_income == one.income_centre(1) == 400
    assert one.week_of_income == pytest.approx(400 * 12 / 52)
    none = model_of(home(stream(0)))
    assert (none.income_cv(1), none.festival_at(1), none.persistence) == (0, 1, 1.1)
    assert (model_of(home()).persistence, model_of(home()).festival_income) == (1, 1)


def test_an_assumed_month_spends_its_level_its_floor_or_its_share_of_what_is_free():
    args = {"ordered_ahead": (Fen(1_000),), "unexplained": Fen(1_000)}
    rich = model_of(home(stream(100_000), stream(30_000, category="C1"), rows=rows(12), **args))
    assert rich.routine_centre(1) == pytest.approx(0.75 * (1000 - 20))
    poor = model_of(home(stream(40_000), stream(30_000, category="C1"), rows=rows(12), **args))
    assert poor.routine_centre(1) == poor.centre_spending == 300
    floor = home(stream(40_000), stream(30_000, category="C1"), rows=(), living_floor=Fen(35_000))
    assert (model_of(floor).routine_centre(1), model_of(floor).thin) == (350, 0)
