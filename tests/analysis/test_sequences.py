"""All orders of a tiny household tried: within the money, every contract kept, none cheaper."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from msgspec.structs import replace

from jiebei_desktop.analysis.sequences import MOST, cheapest_sequence
from jiebei_desktop.domain.debts import DebtId, Priority
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.strategies import Order, PlanDebt, simulate


def debt(name, balance, rate, minimum=0, **more):
    return PlanDebt(
        id=DebtId(name), balance=Fen(balance), rate=Fraction(rate), minimum=Fen(minimum), **more
    )


TWO = [debt("a", 100_000, "0.02", 10_000), debt("b", 80_000, "0.01", 8_000)]


def test_the_cheapest_order_is_the_dearest_debt_first():
    best = cheapest_sequence(TWO, [60_000], 4)
    assert best is not None
    assert best.total_paid == simulate(TWO, 60_000, Order.AVALANCHE).total_paid
    assert best.name == "sequence"
    assert [row.paid for row in best.rows] == [
        (52_000, 8_000), (51_000, 9_000), (0, 60_000), (0, 5_225),
    ]  # fmt: skip


def test_money_of_a_later_month_is_not_spent_before_and_the_last_repeats():
    best = cheapest_sequence(TWO, [18_000, 30_000, 70_000], 4)
    assert best is not None
    assert [sum(row.paid) for row in best.rows] == [18_000, 30_000, 70_000, 70_000, 271]
    assert cheapest_sequence(TWO, [17_999, 70_000], 4) is None  # a fen below what is required


@pytest.mark.parametrize("priority", [Priority.FAMILY, Priority.LIVELIHOOD, Priority.SECURED])
def test_what_stands_apart_is_not_ordered(priority):
    apart = [replace(TWO[0], priority=priority), TWO[1]]
    assert cheapest_sequence(apart, [60_000], 4) is None
    assert cheapest_sequence([TWO[0], replace(TWO[1], priority=priority)], [60_000], 4) is None


def test_too_many_orders_are_not_tried():
    three = [*TWO, debt("c", 30_000, 0)]
    assert len(list(permutations(three))) ** 4 == MOST
    assert cheapest_sequence(three, [70_000], 4) is not None
    assert cheapest_sequence(three, [70_000], 5) is None
    assert cheapest_sequence(TWO, [30_000], 10) is not None
    assert cheapest_sequence(TWO, [30_000], 11) is None
