from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.scenarios import WhatIf
from jiebei_desktop.domain.strategies import Order, PlanDebt, simulate
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.plans import plan_view, scenarios

DAY = date(2026, 11, 22)


@pytest.fixture
def session(employee):
    return employee


def test_a_what_if_is_kept_replaced_renamed_dropped_and_brought_back(session):
    first, second = WhatIf(extra=Fen(30_000)), WhatIf(income_cut=20, missed_month=3)
    scenarios.save(session, "多还", first, DAY)
    scenarios.save(session, "多还", second, DAY)
    (kept,) = scenarios.scenarios(session)
    assert (kept.name, kept.made_on, kept.what_if) == ("多还", DAY, second)
    scenarios.save(session, "别的", first, DAY)
    scenarios.rename(session, kept.id, "少收入")
    with pytest.raises(scenarios.NameTaken):
        scenarios.rename(session, kept.id, "别的")
    scenarios.delete(session, kept.id)
    assert [one.name for one in scenarios.scenarios(session)] == ["别的"]
    session.history.undo()
    assert {one.name for one in scenarios.scenarios(session)} == {"别的", "少收入"}


def debt(name, balance, rate, *, arrears=0, dues=()) -> PlanDebt:
    return PlanDebt(
        id=DebtId(name),
        balance=Fen(balance),
        rate=Fraction(rate, 1000),
        arrears=Fen(arrears),
        overdue=Fen(arrears),
        dues=tuple(map(Fen, dues)),
    )


def test_a_sum_paid_at_once_ends_arrears_first_then_the_dearest():
    debts = (
        debt("a", 10_000, 5, arrears=2_000),
        debt("b", 6_000, 20, dues=(0, 3_000, 3_100)),
        debt("c", 500, 30),
    )
    after = scenarios.after_lump_sum(debts, Fen(4_000))
    by_id = {one.id: one for one in after}
    assert "c" not in by_id
    assert (by_id["a"].balance, by_id["a"].arrears) == (8_000, 0)
    assert (by_id["b"].balance, by_id["b"].dues) == (4_500, (0, 3_000, 1_500))
    assert scenarios.after_lump_sum(debts, Fen(0)) == debts
    assert scenarios.after_lump_sum(debts, Fen(10**9)) == ()


@given(amounts=st.lists(st.integers(1, 10**6), min_size=1, max_size=5), lump=st.integers(0, 10**6))
@settings(max_examples=60)
def test_no_fen_is_lost_in_a_sum_paid_at_once(amounts, lump):
    debts = [debt(str(k), amount, 5 + k, arrears=amount // 3) for k, amount in enumerate(amounts)]
    after = scenarios.after_lump_sum(debts, Fen(lump))
    assert sum(one.balance for one in after) == max(0, sum(amounts) - lump)


def test_a_missed_month_pays_nothing_once():
    monthly = scenarios.budgets(Fen(1_000), WhatIf(missed_month=2, extra=Fen(100)))
    assert monthly == (1_100, 0, 1_100)
    plan = simulate([debt("a", 3_000, 0)], monthly, Order.AVALANCHE)
    assert [sum(row.paid) for row in plan.rows] == [1_100, 0, 1_100, 800]
    assert scenarios.budgets(Fen(1_000), WhatIf(extra=Fen(-5_000))) == 0
    assert WhatIf().is_plain
    assert not WhatIf(missed_month=1).is_plain


def test_the_own_order_is_what_was_said_and_others_follow_it(session):
    ids = [one.id for one in session.ledger.debts()]
    assert scenarios.said_order(session, ids) == ()
    Possessions(session).set_setting(scenarios.OWN_ORDER, [ids[2], "gone"])
    assert scenarios.said_order(session, ids) == (ids[2],)
    shown = plan_view.compare(plan_view.inputs(session, DAY), exact=False).order
    assert shown == (ids[2], *(one for one in ids if one != ids[2]))


def test_a_what_if_reaches_plans_means_and_asks(session):
    facts = plan_view.inputs(session, DAY)
    plain = plan_view.compare(facts, exact=False)
    changed = WhatIf(extra=Fen(50_000), lump_sum=Fen(500_000))
    more = plan_view.compare(facts, what_if=changed, exact=False)
    assert more.budget == plain.budget + 50_000
    assert more.owed == plain.owed - 500_000
    poorer = plan_view.compare(facts, what_if=WhatIf(income_cut=20), exact=False)
    assert poorer.budget == plain.budget
    assert (poorer.means.recommended or 0) < plain.means.recommended
    assert poorer.odds.late_once_12 > plain.odds.late_once_12
    assert poorer.odds.broken_12 > plain.odds.broken_12
