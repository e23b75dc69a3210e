from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rollover import Limits, Movement, Strength, ratio, rollovers

LIMITS = Limits(draw_min=Fen(50_000), days=3, strong_percent=50, possible_percent=30)
START = datetime(2026, 8, 1, 10)


def flow(amount, product="借呗", hours=0, by_credit=""):
    at = START + timedelta(hours=hours)
    return Movement(at=at, product=product, amount=Fen(amount), row=1, by_credit=by_credit)


def test_a_draw_that_pays_another_lender_within_days_is_strong():
    (found,) = rollovers([flow(100_000)], [flow(60_000, "花呗", 1), flow(1, "花呗", 100)], LIMITS)
    assert (found.pattern, found.strength, found.repaid) == ("R1", Strength.STRONG, 60_000)
    assert found.minutes == 60


def test_the_same_lender_or_a_smaller_part_is_possible():
    (same,) = rollovers([flow(100_000)], [flow(90_000, hours=1)], LIMITS)
    (part,) = rollovers([flow(100_000)], [flow(40_000, "花呗", 1)], LIMITS)
    assert same.pattern == part.pattern == "R2"


def test_it_is_strong_from_half_paid_to_others_and_told_from_three_tenths_on():
    def told(*repaid):
        return [one.pattern for one in rollovers([flow(100_000)], repaid, LIMITS)]

    own = flow(50_000, hours=2)
    assert told(flow(49_999, "花呗", 1), own) == ["R2"]
    assert told(flow(50_000, "花呗", 1), own) == ["R1"]
    assert told(flow(29_999, "花呗", 1)) == []
    assert told(flow(30_000, "花呗", 1)) == ["R2"]
    assert told(flow(30_000, "花呗", 72)) == ["R2"]
    assert told(flow(30_000, "花呗", 73)) == []


def test_small_draws_and_small_parts_are_nothing():
    assert rollovers([flow(10_000)], [flow(10_000, "花呗", 1)], LIMITS) == ()
    assert rollovers([flow(100_000)], [flow(1_000, "花呗", 1)], LIMITS) == ()


def test_a_repayment_is_counted_once():
    found = rollovers(
        [flow(100_000), flow(100_000, "网商贷", 1)], [flow(100_000, "花呗", 2)], LIMITS
    )
    assert [one.repaid for one in found] == [100_000]


def test_a_repayment_by_credit_is_a_rollover_of_its_own():
    (found,) = rollovers([], [flow(5_000, by_credit="花呗")], LIMITS)
    assert (found.pattern, found.repaid) == ("R3", 5_000)


def test_the_ratio_counts_borrowing_seven_days_before_and_one_after():
    draws = [flow(1_000), flow(500, hours=24 * 9)]
    repaid = [flow(800, hours=24 * 7), flow(900, hours=24 * 8), flow(5, hours=24 * 200)]
    found = ratio(draws, repaid, date(2026, 8, 31))
    assert (found.repaid, found.borrowed) == (1_700, 800 + 500)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 2000)), max_size=8),
    st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 2000)), max_size=8),
)
def test_no_yuan_is_counted_twice(draws, repaid):
    first = [flow(amount, hours=hours) for amount, hours in draws]
    then = [flow(amount, "花呗", hours) for amount, hours in repaid]
    found = ratio(first, then, date(2026, 10, 1))
    assert found.borrowed <= min(found.repaid, sum(amount for amount, _ in draws))
    assert sum(one.repaid for one in rollovers(first, then, LIMITS)) <= sum(a for a, _ in repaid)
