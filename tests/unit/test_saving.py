from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.saving import reserve_aware, spendable
from jiebei_desktop.domain.strategies import Order, PlanDebt, simulate

DEAR = PlanDebt(
    id=DebtId("dear"), balance=Fen(1_000_000), rate=Fraction(15, 1000), minimum=Fen(20_000)
)
BALLOON = PlanDebt(
    id=DebtId("balloon"),
    balance=Fen(600_000),
    rate=Fraction(1, 1000),
    dues=(Fen(600), Fen(600), Fen(600), Fen(600_600)),
)


def test_a_balloon_is_saved_up_for_while_the_dearest_first_plan_breaks():
    plain = simulate([DEAR, BALLOON], 200_000, Order.AVALANCHE)
    assert (plain.feasible, plain.short_month) == (False, 4)
    saving = reserve_aware([DEAR, BALLOON], [200_000])
    assert saving is not None
    assert (saving.name, saving.feasible) == ("reserve", True)
    # Month four asks for 600,600 + 20,000 fen and brings 200,000: 420,600 are held until then.
    assert sum(sum(row.paid) for row in saving.rows[:3]) == 3 * 200_000 - 420_600


def test_a_month_without_pay_is_bridged():
    budgets = [100_000, 100_000, 0, 100_000]
    plain = simulate([DEAR], budgets, Order.AVALANCHE)
    saving = reserve_aware([DEAR], budgets)
    assert (plain.short_month, saving is not None and saving.feasible) == (3, True)
    assert saving is not None
    assert [sum(row.paid) for row in saving.rows[:4]] == [100_000, 80_000, 20_000, 100_000]


def test_where_nothing_has_to_be_held_there_is_no_such_plan():
    assert reserve_aware([DEAR], [50_000]) is None
    assert reserve_aware([DEAR], []) is None
    assert reserve_aware([], [50_000]) is None


AMOUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=12)


@given(AMOUNTS, AMOUNTS)
def test_nothing_is_spent_that_is_not_there_and_every_month_reaches_that_can(required, budgets):
    found = spendable(required, budgets)
    money = [budgets[min(month, len(budgets) - 1)] for month in range(len(required))]
    had = wanted = 0
    possible = True
    for month, spent in enumerate(found):
        had += money[month]
        assert 0 <= spent <= had
        had -= spent
        wanted += required[month]
        possible = possible and wanted <= sum(money[: month + 1])
        if possible:
            assert spent >= required[month]
