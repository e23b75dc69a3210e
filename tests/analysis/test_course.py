"""Plans in steps against their own words, month by month, over many dues and shapes."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.analysis import course
from jiebei_desktop.analysis.course import (
    MONTHS,
    Due,
    MonthlyAmount,
    Periods,
    clears,
    monthly,
    rows,
    total_of,
)
from jiebei_desktop.domain.money import half_up

RATES = st.sampled_from([Fraction(0), Fraction(1, 100), Fraction("0.0146"), Fraction(3, 100)])
PERIODS = st.sampled_from([MONTHS, Periods((17,), 30), Periods((45, 31, 28), 30)])
DUES = st.builds(
    Due,
    st.integers(0, 60_000),
    st.integers(0, 9_000),
    RATES,
    PERIODS,
).filter(lambda due: due.total > 0)
LEVELS = st.sampled_from([0, 700, 1_000, 2_500, 9_000, 70_000])
STEPS = st.lists(st.tuples(st.integers(1, 9), LEVELS), min_size=1, max_size=4).map(tuple)


def by_month(steps):
    """Return the payment of each month."""
    return [payment for months, payment in steps for _ in range(months)]


def told(due, steps):
    """Return the rows as the module's words have them, each month from the sums before it."""
    planned, principal, charges, paid, found = total_of(steps), due.principal, due.charges, 0, []
    for place, payment in enumerate(by_month(steps)):
        share = due.periods.shares[place:][:1] or (due.periods.whole,)
        interest = half_up(principal * due.rate * Fraction(share[0], due.periods.whole))
        if payment < interest:
            break  # unpaid interest would become principal
        paid += payment
        if principal + interest + charges <= payment:
            found.append((principal + interest + charges, principal, interest, charges, 0))
            break
        in_step = due.charges * paid // planned - (due.charges - charges) if planned else 0
        part = max(min(in_step, payment - interest), payment - interest - principal)
        principal, charges = principal - (payment - part - interest), charges - part
        found.append((payment, payment - part - interest, interest, part, principal))
        if not principal and not charges:
            break
    return found


@given(DUES, STEPS)
def test_each_instalment_pays_interest_then_charges_in_step_then_principal(due, steps):
    assert [tuple(row) for row in rows(due, steps)] == told(due, steps)


@given(DUES, STEPS)
def test_steps_clear_what_their_rows_repay(due, steps):
    found = told(due, steps)
    repaid = sum(row[1] + row[3] for row in found)
    assert clears(due, steps) == (repaid == due.total)
    months = course.repaid_in(due, steps)
    assert months == (len(found) if repaid == due.total else course.months_in(steps))


@given(DUES, STEPS)
def test_steps_end_with_the_last_instalment_and_no_two_alike_follow(due, steps):
    found = course.ended(due, steps)
    assert clears(due, found) == clears(due, steps)
    assert [level for level, _ in groupby(found, key=lambda step: step[1])] == [
        payment for _, payment in found
    ]
    months = course.months_in(found)
    assert months <= course.months_in(steps)
    last = len(told(due, steps))
    if clears(due, steps) and clears(due, course.until(steps, last)):
        assert months == last  # in step with fewer months charges may take longer: all are kept
    if clears(due, steps) and len(told(due, found)) == 1:
        assert by_month(found) == [told(due, found)[0][0]]
    else:
        assert by_month(found)[:-1] == by_month(steps)[: months - 1]


def test_the_only_payment_is_what_is_owed_after_months_of_nothing_too():
    due = Due(10_000, 500, Fraction(0))
    assert course.ended(due, ((3, 0), (5, 20_000))) == ((3, 0), (1, 10_500))
    assert course.ended(due, ((5, 20_000),)) == ((1, 10_500),)
    assert course.ended(due, ((2, 100), (5, 20_000))) == ((2, 100), (1, 20_000))


def test_too_little_goes_on_to_its_end_and_nothing_is_left_out():
    assert course.ended(Due(10_000), ((3, 100), (4, 100), (2, 200))) == ((7, 100), (2, 200))
    assert course.ended(Due(10_000), ((3, 0),)) == ((3, 0),)


@given(STEPS, st.integers(0, 50))
def test_so_many_months_are_taken_and_the_last_step_goes_on(steps, months):
    whole = by_month(steps)
    longer = whole + whole[-1:] * max(0, months - len(whole))
    assert by_month(course.until(steps, months)) == longer[:months]


@given(st.integers(0, 9_000), st.lists(STEPS, max_size=3), st.integers(1, 30))
def test_what_is_free_is_the_budget_less_all_that_is_promised_that_month(budget, streams, months):
    found = course.free(budget, streams, months)
    promised = [by_month(steps) + [0] * months for steps in streams]
    left = [max(0, budget - sum(each[k] for each in promised)) for k in range(months)]
    assert by_month(found) == left
    assert [level for level, _ in groupby(left)] == [level for _, level in found]


@given(STEPS, st.integers(0, 5_000), st.sampled_from([1, 10]))
def test_a_shape_is_kept_in_whole_units_and_never_exceeded(shape, payment, unit):
    top = max(level for _, level in shape)
    expected = [(n, payment * level // top // unit * unit) for n, level in shape] if top else []
    assert list(course.shaped(shape, top, payment, unit)) == expected


@given(DUES, STEPS, st.sampled_from([1, 500]))
def test_the_least_payment_repays_and_one_unit_less_does_not(due, shape, unit):
    top = max(level for _, level in shape)
    found = course.least(due, shape, top, unit)
    most = top // unit * unit
    if found is None:
        assert not most or not clears(due, course.shaped(shape, top, most, unit))
        return
    assert found % unit == 0
    assert 0 < found <= most
    assert clears(due, course.shaped(shape, top, found, unit))
    assert not clears(due, course.shaped(shape, top, found - unit, unit))


def test_nothing_owed_needs_no_payment_and_a_fen_needs_one():
    assert course.least(Due(0), ((3, 100),), 100) == 0
    assert course.least(Due(1), ((3, 100),), 100) == 1


@pytest.mark.parametrize(
    ("rate", "first", "periods", "most"),
    [
        (Fraction(0), ((1, 0),), MONTHS, 4),
        (Fraction(0), ((5, 0),), MONTHS, 4),
        (Fraction(0), (), MONTHS, 4),
        (Fraction(1, 100), (), MONTHS, 4),
        (Fraction(1, 100), ((3, 4_500_000),), MONTHS, 4),
        (Fraction(1, 100), ((12, 4_500_000),), MONTHS, 4),
        (Fraction(3, 200), (), MONTHS, 4),
        (Fraction(3, 200), (), Periods((17,), 30), 20),
        (Fraction(3, 200), (), Periods((45,), 30), 20),
    ],
)
def test_the_least_payment_is_found_in_a_few_trials(rate, first, periods, most, monkeypatch):
    """Each trial walks a whole plan: the first guess is the payment, or next to it."""
    trials = []
    monkeypatch.setattr(course, "clears", lambda *asked: trials.append(asked) or clears(*asked))
    for months in (2, 7, 24, 36):
        trials.clear()
        due = Due(4_410_345, 50_000, rate, periods)
        assert course.least(due, (*first, (months, 9_000_000)), 9_000_000)
        assert len(trials) <= most, months


@given(DUES, STEPS, st.sampled_from([Fraction(1, 100), Fraction("0.0146"), Fraction(3, 100)]))
def test_the_highest_rate_is_borne_and_the_next_is_not(due, steps, ceiling):
    grid = 10_000
    found = course.highest_rate(due, steps, ceiling, grid)
    if found is None:
        assert not clears(due._replace(rate=Fraction(0)), steps)
        return
    assert clears(due._replace(rate=found), steps)
    assert found <= ceiling
    if found < ceiling:
        assert (found * 12 * grid).denominator == 1
        dearer = min(ceiling, found + Fraction(1, 12 * grid))
        assert not clears(due._replace(rate=dearer), steps)


def test_the_guess_counts_the_days_of_every_period(monkeypatch):
    """A payment is found with two looks: one that is too small beside the one that repays."""
    looks = []

    def counted(due, steps):
        looks.append(steps)
        return clears(due, steps)

    monkeypatch.setattr(course, "clears", counted)
    periods = Periods((9, *(31, 30, 31, 31, 28) * 7), 30)
    due = Due(1_234_567, 43_210, Fraction(18, 1200), periods)
    assert course.least(due, ((12, 30_000), (24, 60_000)), 60_000) is not None
    assert len(looks) <= 3


def test_an_amount_that_rises_is_so_much_at_first_and_more_from_its_month_on():
    rises, flat = MonthlyAmount(100, 3, 300, 900), MonthlyAmount(100, 0, 300)
    assert (rises.top, flat.top) == (300, 100)
    assert (rises.held_back, flat.held_back) == (((3, 200),), ())
    assert [rises.of_month(month) for month in (0, 2, 3, 9)] == [100, 100, 300, 300]
    assert flat.of_month(0) == 100
    assert [rises.within(months) for months in (0, 1, 3, 4, 5)] == [0, 100, 300, 600, 900]
    assert flat.within(5) == 500
    assert rises.less(40) == MonthlyAmount(60, 3, 260, 900)
    assert (monthly(rises), monthly(7)) == (rises, MonthlyAmount(7))


@pytest.mark.parametrize(("fen", "more"), [(29, 29), (30, 31), (59, 60), (3_000, 3_100)])
def test_a_days_part_is_a_thirtieth_in_whole_fen(fen, more):
    assert MonthlyAmount(fen, 2, 60).with_a_day() == MonthlyAmount(more, 2, 62)


def test_steps_are_counted_by_their_months():
    steps = ((3, 100), (2, 50))
    assert (total_of(steps), course.months_in(steps)) == (400, 5)
