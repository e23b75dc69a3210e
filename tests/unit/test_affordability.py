"""A usual month, how long cash lasts, and the first range from five numbers."""

from __future__ import annotations

from jiebei_desktop.domain.affordability import (
    UsualMonth,
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
