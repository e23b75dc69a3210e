"""Life under a plan, month by month in plain numbers against the arrays."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prospects import home, stream

from jiebei_desktop.analysis import afford_value
from jiebei_desktop.analysis.risk import Futures, Risk, four, set_aside, whole_yuan
from jiebei_desktop.analysis.sampler import Paths
from jiebei_desktop.analysis.survival import ANY, TWO, broken_at, largest_payments
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

CUT, LEAK, WEEKS = 0.10, 0.25, 6


def paths_of(income, routine, other):
    """Return one path of months."""
    rows = (np.array(each, dtype=np.float32)[:, None] for each in (income, routine, other))
    return Paths(**dict(zip(("income", "routine", "other"), rows, strict=True)))


def model(week, centre=1000.0):
    return SimpleNamespace(week_of_income=float(week), centre_income=float(centre))


def plainly(months, week, cash, payment, due, limit):
    """Return the month in which the plan breaks, reckoned step by step; None while it holds."""
    held, open_ = cash, 0.0
    for place, (income, routine, other) in enumerate(months):
        open_ += payment * due[place]
        held += income - routine - other
        held += max(0.0, min(open_ - held, CUT * routine))
        paid = max(0.0, min(held, open_))
        held, open_ = held - paid, open_ - paid
        held -= LEAK * max(0.0, held - week)
        held = min(held, WEEKS * week)
        if open_ >= limit * payment - 1e-4:
            return place
    return None


YUAN = st.integers(0, 40).map(lambda tens: tens * 100)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(YUAN, YUAN, st.sampled_from([0, 0, 500])), min_size=4, max_size=6),
    st.integers(1, 10), st.integers(0, 30), st.integers(1, 20), st.data(),
)  # fmt: skip
def test_a_path_breaks_in_the_month_a_plain_reckoning_names(months, week, cash, pay, data):
    due = tuple(data.draw(st.lists(st.sampled_from([0, 0.5, 1]), min_size=6, max_size=6)))
    paths = paths_of(*zip(*months, strict=True))
    for limit in (TWO, ANY):
        args = (week * 125, cash * 100.0, pay * 100, due, limit)
        expected = plainly(months, *args)
        (found,) = broken_at(paths, model(week * 125), cash * 100.0, pay * 100, due, limit)
        if found != (len(months) if expected is None else expected):
            # Only a hair may part them: the plain one agrees a fen beside the payment.
            near = {plainly(months, week * 125, cash * 100.0 + d, *args[2:]) for d in (-0.2, 0.2)}
            assert {None if found == len(months) else int(found)} <= near


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(YUAN, YUAN, st.just(0)), min_size=6, max_size=6), st.integers(0, 20),
)  # fmt: skip
def test_the_largest_payment_holds_and_a_little_more_does_not(months, cash):
    paths, due = paths_of(*zip(*months, strict=True)), (1, 0, 1, 1, 1, 1)
    (found,) = largest_payments(paths, model(500, 2000), cash * 100.0, due)
    top = max(1.0, 1.2 * 2000 + cash * 100 / 5)
    assert found >= 0
    if found > 0:
        assert broken_at(paths, model(500), cash * 100.0, float(found), due)[0] == 6
    if found < top * (1 - 2 / 4096):
        more = float(found) + 2 * top / 4096
        assert broken_at(paths, model(500), cash * 100.0, more, due)[0] < 6


@pytest.mark.parametrize(("limit", "month"), [(TWO, 1), (ANY, 0)])
def test_a_plan_breaks_in_the_very_month_in_which_so_many_instalments_are_open(limit, month):
    """Figures that floats hold exactly: two unpaid instalments are two, not a hair less."""
    nothing = paths_of([0] * 4, [0] * 4, [0] * 4)
    for due, found in (((1, 1, 1, 1), month), ((1, 0, 1, 1), 2 * month), ((0, 0, 0, 0), 4)):
        assert broken_at(nothing, model(512), 0.0, 1024.0, due, limit)[0] == found


@pytest.mark.parametrize(("missing", "found"), [(0, 4), (10, 4), (11, 2), (1024, 2)])
def test_less_than_a_hundredth_of_a_payment_is_what_sums_may_lose_and_more_is_late(missing, found):
    paths = paths_of([1024, 1024, 1024 - missing, 1024], [0] * 4, [0] * 4)
    assert broken_at(paths, model(512), 0.0, 1024.0, (1, 1, 1, 1), ANY)[0] == found
    assert broken_at(paths, model(512), 0.0, 1024.0, (1, 1, 1, 1), TWO)[0] == 4


def test_so_much_as_is_asked_about_being_open_is_open():
    half = paths_of([512] * 4, [0] * 4, [0] * 4)
    assert broken_at(half, model(512), 0.0, 1024.0, (1,) * 4, 0.5)[0] == 0


@pytest.mark.parametrize(
    ("cash", "due", "top"),
    [
        (0.0, (1,) * 6, 2_400),  # 1.2 of the income
        (-600.0, (1,) * 6, 2_400),
        (600.0, (1,) * 6, 2_500),  # and the cash in six parts
        (600.0, (0,) * 5 + (1,), 3_000),
        (600.0, (0,) * 6, 3_000),
    ],
)
def test_the_largest_payment_looked_for_is_what_income_and_cash_could_bring(cash, due, top):
    rich = paths_of([50_000] * 6, [0] * 6, [0] * 6)
    (found,) = largest_payments(rich, model(20_000, 2_000), cash, due)
    assert found == pytest.approx(top * 4_095 / 4_096)  # halved twelve times from below


def curve(*payments):
    return np.array(payments, dtype=np.float32)


def risk(unbroken, on_time=None, surplus=1e6, cuts=0.0):
    late = unbroken if on_time is None else on_time
    return Risk(unbroken=curve(*unbroken), on_time=curve(*late), surplus=surplus, cuts=cuts)


def test_the_odds_of_a_payment_are_the_share_of_paths_that_carry_less():
    one = risk((100, 200, 300, 400), (100, 100, 100, 400))
    for fen, late, broken in ((10_000, "0", "0"), (10_001, "0.75", "0.25"), (40_001, "1", "1")):
        odds = one.odds(fen)
        assert (odds.late_once_12, odds.broken_12) == (pytest.approx(four(float(late))),
                                                       four(float(broken)))  # fmt: skip


def test_three_numbers_are_read_off_the_curves_and_bounded_by_what_is_left():
    rising = tuple(range(1, 1001))
    free = risk(rising).band()
    assert free.floor < free.recommended < free.ceiling
    bound = risk((5000,) * 10, surplus=1000.0, cuts=37.0).band()
    assert bound.ceiling == whole_yuan(1000.0 * _share("CEILING") + 37.0)
    assert bound.recommended == whole_yuan(1000.0 * _share("RECOMMENDED"))
    assert bound.floor == whole_yuan(1000.0 * _share("FLOOR"))
    assert risk((5000,) * 10, surplus=1000.7, cuts=0.5).band().ceiling == 100_100


def _share(name):
    return getattr(afford_value, name).of_surplus


@pytest.mark.parametrize(
    ("most", "floor", "middle"), [(50, 5_000, 5_000), (49.9, None, None), (51.5, 5_100, 5_100)]
)
def test_below_fifty_yuan_there_is_no_number(most, floor, middle):
    band = risk((most,) * 10).band()
    assert (band.floor, band.recommended, band.ceiling) == (floor, middle, middle)


def test_a_floor_below_fifty_yuan_is_nothing_at_all():
    late = (40,) * 40 + (60,) * 60  # so many carry 60: half of them, not seven in ten
    band = risk((60,) * 100, late).band()
    assert (band.floor, band.recommended) == (None, 6_000)


@pytest.mark.parametrize(
    ("top", "step", "last"),
    [
        (1, 10, 50), (600, 10, 600), (601, 20, 620), (1_200, 20, 1_200), (3_000, 50, 3_000),
        (6_000, 100, 6_000), (12_000, 200, 12_000), (30_000, 500, 30_000), (30_001, 1000, 31_000),
        (60_000, 1000, 60_000), (60_001, 2000, 62_000), (900_000, 20_000, 900_000),
    ],
)  # fmt: skip
def test_a_curve_has_round_steps_to_its_end_and_the_marks(top, step, last):
    points = [point.payment // 100 for point in risk((top,) * 100).curve()]
    assert (points[0], points[1], points[-1]) == (0, step, last)
    marked = risk((top,) * 100).curve([123_45, None, 0])
    assert [p.payment for p in marked if p.payment % 1000] == [123_45]
    assert len(marked) == len(points) + 1


def test_a_curve_ends_where_one_path_in_a_hundred_carries_more():
    points = risk((*[100] * 99, 9_000)).curve()
    assert points[-1].payment > 900_000 - 100_000
    assert risk((*[100] * 199, 9_000)).curve()[-1].payment == 10_000


def futures(other=(0.0,) * 12, running=(2026, 11)):
    paths = paths_of((1000.0,) * len(other), (600.0,) * len(other), other)
    known = SimpleNamespace(week_of_income=200.0, centre_income=1000.0, running=Month(*running))
    return Futures(paths=paths, model=known, cash=100.0)


def test_futures_without_known_payments_have_them_back_in_their_month():
    days = (date(2026, 11, 30), date(2026, 12, 1), date(2027, 11, 30), date(2027, 12, 1))
    gone = tuple(SimpleNamespace(day=day, amount=-5_000) for day in days)
    found = futures((50.0,) * 12).without(gone).paths.other[:, 0]
    assert found.tolist() == [0.0, *[50.0] * 10, 0.0]


def test_a_pattern_shares_the_surplus_of_a_year_among_its_payments():
    one = futures((100.0,) * 12)
    assert one.risk((1,) * 12).surplus == pytest.approx(300)
    assert one.risk((0, 1) * 6).surplus == pytest.approx(600)
    assert one.risk((0, 1) * 6).cuts == pytest.approx(120)
    assert one.risk((0,) * 11 + (1,)).surplus == pytest.approx(3_600)
    assert one.risk((0,) * 12).surplus == pytest.approx(3_600)
    assert one.risk((1,) * 12).on_time[0] <= one.risk((1,) * 12, 500.0).on_time[0]


def test_a_pause_is_the_fewest_months_after_which_a_year_of_payments_has_a_number():
    lean = futures((*[900.0] * 3, *[0.0] * 21))
    months = lean.pause()
    assert months is not None
    for wait in range(1, months + 1):
        due = (*[0] * wait, *[1] * 12)
        assert (lean.risk(due).band().recommended is None) == (wait < months)
    assert futures((900.0,) * 24).pause() is None


def test_a_pause_is_no_shorter_for_a_year_of_which_few_months_are_paid():
    """50 are left a month, of which 40 may be promised: too little, though 12 x 40 once a year."""
    thin = futures((350.0,) * 24)
    assert thin.risk((*[0] * 11, 1)).band().recommended is not None
    assert thin.pause() is None


def test_after_a_pause_every_lender_gets_its_least():
    lean = futures((*[900.0] * 3, *[0.0] * 21))
    months = lean.pause()
    assert months == lean.pause(Fen(10_000))
    assert months < lean.pause(Fen(31_000))
    assert lean.pause(Fen(32_001)) is None


def test_a_payment_is_of_fen_and_the_paths_of_yuan():
    """1,044.48 yuan are 20.48 short of 1,024: two hundredths, so late in the first month."""
    paths = paths_of([1024] * 12, [0] * 12, [0] * 12)
    one = Futures(paths=paths, model=model(512), cash=0.0)
    assert one.ends(104_448, (1,) * 12, ANY)[0] == 0
    assert one.ends(102_400, (1,) * 12, ANY)[0] == 12


def test_futures_begin_with_the_month_after_the_running_one():
    drawn = Futures.draw(home(stream(900_000, 0, 900_000)), 1, 50).paths.income
    assert drawn[0].max() == 0 < drawn[1].min()


def test_what_is_set_aside_is_no_more_than_six_weeks_of_income():
    held = SimpleNamespace(cash=100_000, due_before_start=20_000, carried=5_000)
    assert set_aside(held, model(1000)) == 750
    assert set_aside(held, model(100)) == 600
