"""A usual month, how long cash lasts, and the first range from five numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.domain.affordability import (
    UsualMonth,
    from_five_numbers,
    is_essential,
)
from jiebei_desktop.domain.money import Fen


def month(**changes) -> UsualMonth:
    plain = {
        "income": Fen(1_050_000),
        "living": Fen(700_000),
        "living_floor": Fen(200_000),
        "irregular": Fen(30_000),
        "protected": Fen(250_000),
        "cash": Fen(95_000),
    }
    return UsualMonth(**plain | changes)


def test_what_is_left_is_income_less_living_bills_and_protected_debts():
    assert month().left == 70_000
    assert month(protected=Fen(400_000)).left == -80_000


def test_cash_lasts_for_living_and_protected_debts_without_any_income():
    assert (month().runway.monthly, month().runway.days) == (950_000, 3)
    assert month(cash=Fen(950_000)).runway.days == 30
    assert month(cash=Fen(-5)).runway.days == 0
    assert month(living=Fen(0), protected=Fen(0)).runway.days is None


def test_food_is_essential_and_leisure_is_not():
    assert [is_essential(code) for code in ("B7", "C1", "C4", "A1")] == [True, True, False, False]


def five(**changes) -> dict:
    numbers = {
        "take_home": Fen(860000),
        "necessary": Fen(500000),
        "jiebei_owed": Fen(3800000),
        "jiebei_due": Fen(444600),
        "others_monthly": Fen(240000),
        "cash": Fen(320000),
    }
    return numbers | changes


def test_five_numbers_give_a_range_at_once():
    found = from_five_numbers(**five())
    assert (found.low, found.high) == (774000 - 560000 - 43000, 317000)
    assert (found.required, found.short, found.cash_days) == (684600, 367600, 19)
    assert found.owed == 3800000


def test_the_range_is_whole_only_where_both_dues_are_known():
    assert from_five_numbers(**five()).complete
    assert not from_five_numbers(**five(jiebei_due=None)).complete
    assert not from_five_numbers(**five(others_monthly=None)).complete
    assert not from_five_numbers(**five(jiebei_due=None, others_monthly=None)).complete


def test_five_numbers_never_promise_a_negative_amount():
    found = from_five_numbers(**five(take_home=Fen(300000), necessary=Fen(0)))
    assert 0 <= found.low <= found.high
    assert found.cash_days == 0
    poor = from_five_numbers(**five(take_home=Fen(100000)))
    assert (poor.low, poor.high) == (0, 0)


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_the_lower_end_never_exceeds_the_upper(take_home, necessary):
    found = from_five_numbers(**five(take_home=Fen(take_home), necessary=Fen(necessary)))
    assert 0 <= found.low <= found.high
