"""Why no payment can be promised, what would help, and how the first terms are split."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from msgspec.structs import replace
from prospects import home, stream

from jiebei_desktop.analysis.afford_value import NO_BAND, Band, FirstTerm
from jiebei_desktop.analysis.affordability import (
    _first_term,
    _helps,
    _large,
    _lean,
    _obstacle,
    _reason,
    free_pattern,
    promised,
    reserve_of,
)
from jiebei_desktop.analysis.prospect.value import Dated
from jiebei_desktop.analysis.risk import EVERY, Futures, Risk
from jiebei_desktop.analysis.sampler import Paths
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

TAKEN = 11 + 13 + 17
"""What a month of these households takes: ordered by law, unexplained, usual bills."""


def futures(income=1_000.0, routine=0.0, other=0.0, cash=0.0):
    """Return four futures that are all alike."""
    rows = [np.full((12, 4), each, dtype=np.float32) for each in (income, routine, other)]
    known = SimpleNamespace(week_of_income=200.0, centre_income=1_000.0, running=Month(2026, 11))
    paths = Paths(income=rows[0], routine=rows[1], other=rows[2])
    return Futures(paths=paths, model=known, cash=cash)


def risk(most=9.0, surplus=900.0):
    paths = np.full(100, most)
    return Risk(unbroken=paths, on_time=paths, surplus=surplus, cuts=0.0)


def paid(month, amount, kind="bill", year=2027):
    return Dated(day=date(year, month, 15), amount=Fen(-amount), name="x", kind=kind)


DUES = tuple(paid(month, 100, "due", year) for month, year in ((12, 2026), (1, 2027)))
"""What debts that guard the home ask for."""


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (home(stream(TAKEN)), "spending_exceeds_income"),  # nothing is left
        (home(stream(TAKEN + 1)), "margin_too_thin"),
        (home(stream(TAKEN + 60), dated=DUES), "guarded_exceed_income"),  # 60 of 100 are left
        (home(stream(TAKEN), dated=DUES), "spending_exceeds_income"),
        (home(stream(0)), "no_income"),
        (home(stream(900), last_entry=date(2026, 7, 24)), "ledger_too_old"),
        (home(stream(900, 900, 900, 900, TAKEN, 900)), "income_ends"),
        (home(stream(900, 900, 900, 900, TAKEN + 1, 900)), "margin_too_thin"),
        # A month that a bill leaves nothing of is no end of the income.
        (home(stream(900), dated=(paid(2, 5_000),)), "margin_too_thin"),
    ],
)
def test_the_first_obstacle_there_is_tells_why_there_is_no_number(one, reason):
    assert _reason(one, futures(), risk(), None) == reason


@pytest.mark.parametrize(
    ("surplus", "reason"), [(49.9, "bills_exceed_surplus"), (50.0, "margin_too_thin")]
)
def test_less_than_fifty_yuan_a_month_is_no_surplus(surplus, reason):
    assert _reason(home(stream(900)), futures(), risk(surplus=surplus), None) == reason


@pytest.mark.parametrize(
    ("cash", "reason"), [(-1_012.4, "income_far_apart"), (-1_014.0, "margin_too_thin")]
)
def test_income_is_too_far_apart_where_the_cash_that_bridges_it_alone_is_missing(cash, reason):
    """62.50 are left of each month: 50 can be paid where no more than 12.50 lack (and a hundredth).

    The household's cash is 1,000 yuan short of what it must carry.
    """
    one = home(stream(900), cash=Fen(-100_000))
    assert _reason(one, futures(other=937.5, cash=cash), risk(), None) == reason


def test_a_reserve_is_what_six_weeks_of_a_usual_month_take():
    dues = tuple(paid(month, 100_000, "due", year) for month, year in ((12, 2026), (1, 2027)))
    one = home(
        stream(900_000), stream(200_000, category="C1"), dated=dues, ordered_ahead=(Fen(0),),
        unexplained=Fen(0),
    )  # fmt: skip
    assert reserve_of(one) == 414_200  # 3,000 · 12 · 42 / 365 = 4,142.46


def test_what_would_help_is_reckoned_from_the_futures_so_changed():
    one, plain = home(stream(900)), futures(routine=800.0, other=150.0)
    found = {each.code: each.recommended for each in _helps(one, plain)}
    lean = free_pattern(Month(2026, 12), 12)
    assert found == {
        "free_months": plain.risk(lean).band().recommended,
        "buffer": plain.risk(EVERY, 1_200.0).band().recommended,  # six weeks of 200
        "income_up_10": futures(1_100.0, 800.0, 150.0).risk(EVERY).band().recommended,
        "spending_down_10": futures(1_000.0, 720.0, 150.0).risk(EVERY).band().recommended,
    }
    assert found["income_up_10"] == 12_000  # four fifths of 150
    assert found["spending_down_10"] == 10_400


def test_lean_are_the_first_month_the_festivals_and_those_after_them():
    # Spring Festival is on 17 February 2026, 6 February 2027 and 26 January 2028.
    assert free_pattern(Month(2026, 12), 14) == (0, 1, 0, 0, *(1,) * 9, 0)
    assert free_pattern(Month(2027, 2), 3) == (0, 0, 1)


def test_the_lean_pattern_names_its_free_months_and_the_odds_of_its_own_payment():
    band = Band(floor=None, recommended=Fen(900), ceiling=Fen(900))
    found = _lean(band, risk(9.0), Month(2026, 12), (0, 1, 0))
    assert (found.payment, found.free_months) == (900, (Month(2026, 12), Month(2027, 2)))
    assert (found.odds.broken_12, found.odds.late_once_12) == (0, 0)
    assert _lean(NO_BAND, risk(), Month(2026, 12), (0, 1)) is None


@pytest.mark.parametrize(
    ("rows", "every", "lean", "term"),
    [
        (1, 70_100, None, None),
        (0, 70_100, 90_000, FirstTerm(months=3, payment=Fen(35_000), then=Fen(70_100))),
        (0, None, 90_000, FirstTerm(months=3, payment=Fen(45_000), then=None)),
        (0, None, None, None),
    ],
)
def test_without_a_month_of_its_own_a_household_pays_half_at_first(rows, every, lean, term):
    one = home(stream(900))
    one = replace(one, rows=one.rows[:rows])
    told = [None if each is None else Fen(each) for each in (every, lean)]
    assert _first_term(one, *told) == term


def test_large_are_last_payments_and_bills_of_the_coming_year():
    known = (
        paid(11, 5), paid(12, 7), paid(3, 9, "last"), paid(4, 9, "due"), paid(5, 9, "arrears"),
    )  # fmt: skip
    assert _large(home(dated=known)) == (known[0], known[2])


@pytest.mark.parametrize(("left", "some"), [(5_000, True), (4_999, False)])
def test_no_number_is_promised_where_a_usual_month_leaves_less_than_fifty_yuan(left, some):
    one = home(stream(left + TAKEN))
    band, lean = promised(one, risk(500.0), risk(500.0))
    assert (band == NO_BAND, lean == NO_BAND) == (not some, not some)
    if some:
        assert (band.recommended, lean.recommended) == (5_000, 50_000)
        old = replace(one, last_entry=date(2026, 7, 24))
        assert promised(old, risk(500.0), risk(500.0)) == (NO_BAND, NO_BAND)


def test_a_known_payment_stands_in_the_way_where_there_were_a_number_without_it():
    bills = (paid(2, 300_000), paid(3, 700_000, "last"))
    one = home(stream(100_000), dated=bills)
    months = futures(other=800.0)
    other = months.paths.other.copy()
    other[2] += 3_000
    other[3] += 7_000
    struck = replace(months, paths=replace(months.paths, other=other))
    found = _obstacle(one, struck)
    assert found.payment == bills[1]
    pause = struck.pause()
    assert found.possible_from == (None if pause is None else Month(2026, 12).plus(pause))
    hopeless = replace(struck, paths=replace(struck.paths, income=struck.paths.income * 0))
    assert _obstacle(one, hopeless) is None
    assert _obstacle(home(stream(100_000)), struck) is None
