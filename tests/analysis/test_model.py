"""A household in the terms of the sampler: every parameter by hand."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from prospects import home, rows, stream

from jiebei_desktop.analysis.model import Inflow, Model, model_of
from jiebei_desktop.analysis.prospect.levels import noise, spread, unsure
from jiebei_desktop.analysis.prospect.value import Answers, Dated
from jiebei_desktop.domain.debts import DebtId
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
    known = home(stream(100_000), stream(7_000, 50_000, 90_000, category="C1"), rows=rows(6))
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


# -- a household written down ---------------------------------------------------------------------


def inflow(*ahead, **more):
    known = {"ratios": (), "caution": 1.0, "cv": 0.0, "festival": 1.0, "persistence": 1.0}
    return Inflow(ahead=ahead, **(known | more))


def written(*inflows, **more):
    known = {
        "running": Month(2026, 11), "ratios": (), "routine": (0.0,), "weights": (), "thin": 0.0,
        "spending_cv": 0.1, "festival_spending": 1.0, "bill_shape": 3.0, "bill_months": 12.0,
        "bill_mean": 0.0, "fixed": (0.0,), "known": (), "protected": 0.0, "floor": 0.0,
    }  # fmt: skip
    return Model(inflows=inflows, **(known | more))


YEAR = (9_999.0, *[10.0] * 6, *[20.0] * 6, 7_777.0)
"""The running month, a year whose mean is 15, and what comes after it."""


def test_the_middle_of_a_year_is_that_of_its_twelve_months_ahead():
    one = written(inflow(*YEAR, caution=0.5), routine=YEAR)
    assert (one.centre_income, one.centre_spending) == (7.5, 15)
    assert one.week_of_income == pytest.approx(7.5 * 12 / 52)
    assert [one.income_centre(place) for place in (0, 1, 13, 14)] == [4_999.5, 5, 3_888.5, 3_888.5]
    assert [one.routine_at(place) for place in (0, 1, 13, 14)] == [9_999, 10, 7_777, 7_777]
    assert one.bill_rate == 0.25


def test_streams_weigh_by_what_they_bring_in_the_year_ahead():
    """180 of one and 60 of the other: three parts of four."""
    other = inflow(0.0, *[5.0] * 12, 8_888.0, persistence=2.0, festival=0.6)
    one = written(inflow(*YEAR, persistence=1.0, festival=0.8), other)
    assert one.persistence == pytest.approx(0.75 * 1 + 0.25 * 2)
    assert one.festival_income == pytest.approx(0.75 * 0.8 + 0.25 * 0.6)
    spent = written(inflow(9.0, 0.0, persistence=1.0, festival=0.8),
                    inflow(9.0, 0.0, persistence=2.0, festival=0.6))  # fmt: skip
    assert (spent.persistence, spent.festival_income) == (1.5, pytest.approx(0.7))


def test_a_month_has_the_noise_and_the_festival_of_what_it_brings():
    one = written(inflow(30.0, 0.0, cv=0.1, festival=0.8, unsure=0.2),
                  inflow(10.0, 0.0, cv=0.4, festival=0.4, unsure=0.0))  # fmt: skip
    assert one.income_cv(0) == pytest.approx((3**2 + 4**2) ** 0.5 / 40)
    assert one.festival_at(0) == pytest.approx((24 + 4) / 40)
    assert one.income_unsure(0) == pytest.approx(6 / 40)
    assert (one.income_cv(1), one.festival_at(1), one.income_unsure(1)) == (0, 1, 0)
    assert one.income_key(0) == (30, 10)
    drifting = written(inflow(1.0, unsure=0.03, festival=0.5))
    assert (drifting.festival_at(0), drifting.festival_income) == (0.5, 0.5)
    assert drifting.income_unsure(0) == pytest.approx(0.03)
    assert drifting.income_unsure(16) == pytest.approx(0.05)  # 0.03² and 16 times 0.01²


def test_single_months_are_known_as_far_as_they_reach_and_fixed_ones_go_on():
    one = written(known=(1.0, 2.0), fixed=(3.0, 4.0))
    assert [one.known_at(place) for place in range(3)] == [1, 2, 0]
    assert [one.fixed_at(place) for place in range(3)] == [3, 4, 4]


@pytest.mark.parametrize(
    ("more", "spent"),
    [
        ({}, 100),  # its level
        ({"floor": 101.0}, 101),
        ({"thin": 0.5}, 400),  # half of what is free: 1,000 less 150 and 50
        ({"thin": 0.5, "protected": 0.0}, 475),
        ({"thin": 0.125}, 100),
    ],
)
def test_an_assumed_month_spends_the_greatest_of_level_floor_and_share(more, spent):
    known = {"routine": (100.0,), "protected": 150.0, "fixed": (50.0,)}
    assert written(inflow(1_000.0), **(known | more)).routine_centre(1) == spent


def test_an_ordinary_month_is_what_the_months_behind_are_without_their_festival():
    plain = written(routine=(100.0,), floor=60.0)
    assert plain.ordinary_at(3) == 100
    assert replace(plain, ratios=(0.9, 0.9)).ordinary_at(3) == pytest.approx(90)
    assert replace(plain, ratios=(0.5, 0.5)).ordinary_at(3) == 60


# -- the same of a ledger --------------------------------------------------------------------------


def spent(*fen):
    """Return the rows of so many months until October, by what was spent in each."""
    made = rows(len(fen))
    return tuple(replace(row, routine=Fen(one)) for row, one in zip(made, fen, strict=True))


def test_what_is_kept_for_living_and_home_is_in_yuan():
    due = replace(paid(2027, 1, 600), kind="due", debt=DebtId("x"))
    known = home(stream(100_000), dated=(due,), living_floor=Fen(45_600))
    found = model_of(known)
    assert (found.floor, found.protected) == (456, 600)


def test_spending_is_held_against_the_mean_of_the_last_year():
    """Before it 90, then twelve months of 10 and 30 in turns: their mean is 20."""
    known = home(stream(100_000), rows=spent(9_000, *[1_000, 3_000] * 6))
    ratios = model_of(known).ratios
    # The festival of February 2026 took 1.5 times a usual month, as is assumed of it.
    assert ratios == (4.5, 0.5, 1.5, 0.5, 1.0, *[0.5, 1.5] * 4)
    even = model_of(replace(known, assumed_living=Fen(1))).ratios
    assert even[:4] == even[5:9] == (1,) * 4
    assert model_of(home(stream(1), rows=spent(0, 0, 0))).ratios == (1, 1, 1)
    assert model_of(home(stream(1), rows=spent(50, 150))).ratios == (0.5, 1.5)


def test_a_promise_and_what_is_to_be_expected_take_the_same_months_otherwise():
    months = (1.0, 0.7, 1.3, 1.0, 0.9, 1.1)
    one = stream(100_000, ratios=months, unsure=0.25)
    careful = home(one, rows=spent(*[1_000, 3_000] * 3))
    promised, likely = model_of(careful), model_of(replace(careful, cautious=False))
    prior = promised.spending_cv
    (safe,), (seen,) = promised.inflows, likely.inflows
    assert (safe.caution, safe.unsure, promised.thin, promised.unsure) == (0.95, 0, 0.75, 0)
    assert (seen.caution, seen.unsure, likely.thin) == (1, 0.25, 0)
    assert safe.cv == spread(list(months), 0.08)
    assert seen.cv == noise(list(months), 0.08)
    assert likely.unsure == unsure(likely.ratios, prior)
    assert (promised.spells, likely.spells) == (False, True)
    assert safe.ratios == months


@pytest.mark.parametrize(("extra", "spending", "factor"), [(1, 2, 1.5), (3, 1, 4), (3, 0, 1.5)])
def test_the_festival_costs_what_was_answered_of_a_usual_month(extra, spending, factor):
    told = Answers(income_low=Fen(1), income_typical=Fen(2), spending=Fen(spending),
                   festival_extra=Fen(extra))  # fmt: skip
    assert model_of(home(stream(100), rows=(), answers=told)).festival_spending == factor


def test_the_festival_of_a_year_is_taken_out_of_its_month_and_no_other():
    """Spent were 100, in February 400: by half it is believed, and three times at most."""
    found = model_of(home(stream(100), rows=spent(*[100] * 3, 400, *[100] * 8)))
    assert found.festival_spending == (3 + 1.5) / 2
    usual = pytest.approx(100 / 125)
    assert found.ratios == (usual, usual, usual, pytest.approx(3.2 / 2.25), *[usual] * 8)
