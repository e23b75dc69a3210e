"""Which odds are told of what a plan pays: of a level amount, or of one that waits for a bill."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace
from prospects import affordable

from jiebei_desktop.analysis.afford_value import CurvePoint, OncePast
from jiebei_desktop.analysis.prospect import Dated
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.picture.plan_odds import BROKEN, LATE, paid_figures

ON = date(2026, 12, 1)


def curve(late: str) -> tuple[CurvePoint, ...]:
    """Return the same odds for every amount."""
    return tuple(
        CurvePoint(payment=Fen(fen), p_late_once_12=Decimal(late), p_shortfall_12=Decimal("0.01"))
        for fen in (0, 10_000_000)
    )


PAST = OncePast(
    months=2, since=Month(2027, 3), payment=Fen(90_000), curve=curve("0.4"),
    bill=Dated(day=date(2027, 2, 5), amount=Fen(-600_000), name="保险", kind="bill", debt=None),
)  # fmt: skip
FOUND = replace(affordable(Book(), ON), recommended=Fen(12_000), curve=curve("0.9"), once_past=PAST)


@pytest.mark.parametrize(
    ("paid", "late"),
    [
        ((12_000, 12_000, 90_000, 90_000), "0.4"),
        ((0, 0, 90_000, 90_000), "0.4"),
        ((12_000, 12_001, 90_000, 90_000), "0.9"),
        ((90_000, 12_000, 90_000, 90_000), "0.9"),
        ((12_000, 12_000, 12_000, 12_000), "0.9"),  # never more: the odds of that amount
    ],
)
def test_an_amount_that_waits_for_a_bill_has_the_odds_of_waiting(paid, late):
    pays = [(Month(2027, 1 + place).day(12), Fen(fen)) for place, fen in enumerate(paid)]
    said = {one.id: one.value for one in paid_figures(FOUND, iter(pays), ON, by_cash=False)}
    assert said == {LATE: Decimal(late), BROKEN: Decimal("0.01")}
    level = replace(FOUND, once_past=None)
    said = {one.id: one.value for one in paid_figures(level, pays, ON, by_cash=False)}
    assert said[LATE] == Decimal("0.9")
