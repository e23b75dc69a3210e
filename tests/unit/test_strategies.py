from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.domain.debts import Priority
from jiebei_desktop.domain.strategies import (
    Order,
    PlanDebt,
    Reason,
    replay,
    required_first,
    simulate,
)


def debt(name, balance, rate, **more):
    return PlanDebt(id=name, balance=balance, rate=Fraction(rate), **more)


FOUR = [
    debt("a", 3000000, Fraction(1216667, 10**8), minimum=150000),
    debt("b", 1200000, Fraction(1520833, 10**8), minimum=60000),
    debt("c", 500000, Fraction(1250000, 10**8), minimum=45000),
    debt("d", 2000000, Fraction(1800000, 10**8), minimum=110000),
]


@pytest.mark.parametrize(
    ("order", "total", "interest"),
    [(Order.AVALANCHE, 7647480, 947480), (Order.SNOWBALL, 7671431, 971431)],
)
def test_four_debts_with_4200_a_month(order, total, interest):  # V23, V24
    plan = simulate(FOUR, 420000, order, start=date(2026, 11, 22))
    assert (plan.total_paid, plan.total_interest, plan.months) == (total, interest, 19)
    assert plan.debt_free == date(2028, 6, 22)
    assert plan.feasible
    assert plan.reason is None


def test_a_promotion_that_ends_can_beat_the_dearest_first():  # V25
    a = debt("a", 500000, Fraction(1, 100))
    b = debt("b", 500000, 0, later_rate=Fraction(2, 100), later_from=4)
    assert simulate([a, b], 100000, Order.AVALANCHE).total_paid == 1059627
    assert simulate([a, b], 100000, Order.CUSTOM, custom=["b"]).total_paid == 1049152


def test_a_spiral_doubles_in_56_months():  # V27
    plan = simulate([debt("a", 5000000, Fraction(2, 100), minimum=50000)], 50000, Order.AVALANCHE)
    assert next(row.month for row in plan.rows if row.balances[0] >= 10000000) == 56
    assert (plan.months, plan.debt_free, plan.reason) == (None, None, Reason.NEVER_REPAID)
    assert plan.growing == ("a",)
    assert len(plan.rows) == 600


def test_a_revolving_balance_at_a_fixed_payment():  # ST-04
    # Published 686.66 compounds by exact days; months give 686.41 unrounded and 686.38 in fen.
    plan = simulate([debt("a", 600000, Fraction(15, 1200))], 40000, Order.AVALANCHE)
    assert (plan.months, plan.total_interest) == (17, 68638)
    assert plan.total_interest == pytest.approx(68666, abs=100)


def test_largest_balance_first_with_400_beyond_the_minimums():  # ST-02
    debts = [
        debt("a", 300000, Fraction(155, 12000), minimum=3875),
        debt("b", 50000, Fraction(1725, 120000), minimum=5000),
    ]
    plan = simulate(debts, 48875, Order.CUSTOM, custom=["a"])
    # The published 201.30 rounds nowhere; posting whole fen each month may differ by one or two.
    assert plan.total_interest == pytest.approx(20130, abs=3)
    assert plan.total_paid == 350000 + plan.total_interest


def test_what_is_left_after_the_minimums():  # ST-06
    minimums = [250, 170, 1, 200, 300, 271, 90, 600]
    debts = [debt(str(n), 10**6, 0, minimum=minimum * 100) for n, minimum in enumerate(minimums)]
    first = simulate(debts, 246200, Order.AVALANCHE).rows[0]
    assert first.paid[0] - 25000 == 246200 - 188200 == 58000


def test_the_worked_term_at_18_percent_and_at_none():  # E20
    at_18 = simulate([debt("a", 2345678, Fraction(18, 1200))], 90651, Order.AVALANCHE)
    assert (at_18.months, at_18.total_interest) == (33, 645359)
    assert simulate([debt("a", 2345678, 0)], 90651, Order.AVALANCHE).months == 26


def test_snowball_keeps_the_order_of_the_first_day():
    small, big = debt("small", 50000, 0, minimum=0), debt("big", 60000, 0, minimum=30000)
    first, second = simulate([big, small], 40000, Order.SNOWBALL).rows[:2]
    assert first.paid == (30000, 10000)
    assert second.paid == (30000, 10000)  # the big one is the smaller by now


def test_pro_rata_shares_the_rest_by_balance():
    debts = [debt("a", 100000, 0, minimum=1000), debt("b", 300000, 0)]
    assert simulate(debts, 5000, Order.PRO_RATA).rows[0].paid == (2000, 3000)


def test_pro_rata_shares_all_by_balance_when_money_is_short():
    debts = [debt("a", 100000, 0, minimum=9000), debt("b", 300000, 0)]
    plan = simulate(debts, 4000, Order.PRO_RATA)
    assert plan.rows[0].paid == (1000, 3000)
    assert not plan.feasible


def test_too_little_money_is_given_by_class_and_then_to_what_it_cures():
    debts = [
        debt("family", 90000, 0, minimum=100, priority=Priority.FAMILY),
        debt("loan", 90000, Fraction(1, 100), minimum=5000),
        debt("card", 90000, Fraction(1, 100), minimum=2000),
        debt("car", 90000, Fraction(1, 100), minimum=3000, priority=Priority.SECURED),
        debt("rent", 90000, 0, minimum=4000, priority=Priority.LIVELIHOOD),
    ]
    plan = simulate(debts, [10000, 200000], Order.AVALANCHE)
    assert plan.rows[0].paid == (0, 1000, 2000, 3000, 4000)
    assert (plan.feasible, plan.reason) == (False, Reason.BELOW_REQUIRED)
    assert (plan.shortfall, plan.short_month) == (4100, 1)
    assert plan.months is not None


def test_what_was_not_paid_is_asked_for_again_and_bears_penalty():
    late = debt("a", 100000, Fraction(1, 100), minimum=10000, penalty_rate=Fraction(15, 1000))
    plan = simulate([late], [0, 20000, 10000], Order.AVALANCHE)
    assert plan.rows[0].interest == (1000,)
    assert plan.rows[1].interest == (910 + 150,)  # 101,000: 10,000 of it overdue
    assert plan.rows[2].interest == ((101000 + 1060 - 20000) // 100 + 1,)


def test_arrears_are_required_at_once():
    behind = debt(
        "a", 100000, 0, minimum=1000, arrears=8000, overdue=7000, penalty_rate=Fraction(1, 100)
    )
    plan = simulate([behind, debt("b", 1000, Fraction(1, 10))], 9070, Order.AVALANCHE)
    assert plan.rows[0].interest == (70, 100)
    assert plan.rows[0].paid == (9000, 70)


def test_planned_dues_rule_and_the_last_one_takes_the_rest():
    planned = debt("a", 30000, Fraction(1, 100), dues=(10000, 0, 5000))
    plan = simulate([planned], [10000, 0, 90000], Order.AVALANCHE)
    assert [row.paid[0] for row in plan.rows] == [10000, 0, 20708]
    assert plan.feasible


def test_a_revolving_minimum_follows_the_balance():
    card = debt("a", 100000, Fraction(1, 100), fraction=Fraction(1, 10), minimum=5000)
    other = debt("b", 10**6, Fraction(1, 50), minimum=0)
    rows = simulate([card, other], 50000, Order.AVALANCHE).rows
    assert rows[0].paid == (10000 + 1000, 50000 - 11000)
    assert rows[12].paid[0] == 5000


def test_a_monthly_fee_that_ends_with_the_debt_raises_its_rank():
    fee = debt("fee", 10000, Fraction(1, 100), monthly_fee=500)
    dear = debt("dear", 100000, Fraction(2, 100))
    plan = simulate([dear, fee], 20000, Order.AVALANCHE)
    assert plan.rows[0].paid == (9400, 10600)
    assert plan.rows[1].interest[1] == 0


def test_a_monthly_fee_is_charged_in_each_month_that_something_is_owed():
    plan = simulate(
        [debt("fee", 10_000, Fraction(1, 100), monthly_fee=500)], 4_000, Order.AVALANCHE
    )
    assert [row.interest[0] for row in plan.rows] == [600, 566, 532]  # 1 % of what is left, and 5
    assert plan.total_paid == 11_698


def test_no_money_and_no_debts_are_answers_too():
    assert simulate([], 1000, Order.AVALANCHE).months == 0
    assert simulate([debt("a", 100, 0)], [], Order.SNOWBALL).reason is Reason.NEVER_REPAID


rates = st.integers(0, 300).map(lambda bp: Fraction(bp, 10000))
books = st.lists(st.tuples(st.integers(10**4, 10**6), rates), min_size=2, max_size=5)


@settings(max_examples=40)
@given(books, st.integers(0, 50))
def test_avalanche_never_costs_more_than_snowball_and_more_money_never_hurts(figures, extra):
    debts = [
        debt(str(n), balance, rate, minimum=balance * 5 // 100)
        for n, (balance, rate) in enumerate(figures)
    ]
    least = sum(one.minimum for one in debts)
    budget = least + least * extra // 100
    avalanche = simulate(debts, budget, Order.AVALANCHE)
    snowball = simulate(debts, budget, Order.SNOWBALL)
    richer = simulate(debts, budget + 5000, Order.AVALANCHE)
    slack = len(debts) * len(snowball.rows)  # a fen of rounding per debt and month
    assert avalanche.feasible
    assert avalanche.total_paid <= snowball.total_paid + slack
    assert avalanche.months <= snowball.months
    assert richer.months <= avalanche.months
    assert richer.total_paid <= avalanche.total_paid + slack


@settings(max_examples=40)
@given(books, st.sampled_from(Order), st.integers(0, 10**5))
def test_every_month_of_every_plan_adds_up(figures, order, budget):
    debts = [
        debt(str(n), balance, rate, minimum=1000, penalty_rate=rate * 3 / 2)
        for n, (balance, rate) in enumerate(figures)
    ]
    before = tuple(one.balance for one in debts)
    plan = simulate(debts, budget, order)
    for row in plan.rows[:80]:
        moved = zip(before, row.interest, row.paid, strict=True)
        assert row.balances == tuple(b + i - p for b, i, p in moved)
        assert sum(row.paid) == min(budget, sum(before) + sum(row.interest))
        assert min(row.balances) >= 0
        before = row.balances


def test_a_plan_chosen_elsewhere_runs_under_the_same_rules():
    ours = simulate(FOUR, 420000, Order.AVALANCHE)
    paid = {row.month: row.paid for row in ours.rows}
    again = replay(FOUR, lambda month, _owed, _required: paid[month], "optimal")
    assert (again.name, again.rows) == ("optimal", ours.rows)
    assert again.feasible


def test_a_chosen_plan_never_pays_beyond_a_balance_and_counts_what_it_misses():
    debts = [debt("a", 1000, 0), debt("b", 9000, 0, minimum=500)]
    plan = replay(debts, lambda month, _owed, _required: (9000, 400 * month), "x")
    assert plan.rows[0].paid == (1000, 400)
    assert (plan.shortfall, plan.reason) == (100, Reason.BELOW_REQUIRED)


def test_family_is_paid_on_its_days_and_last():
    sister = debt("s", 60000, Fraction(0), dues=(0, 0, 60000), priority=Priority.FAMILY)
    brother = debt("b", 30000, Fraction(0), priority=Priority.FAMILY)
    loan = debt("l", 100000, Fraction(1, 100))
    for order in (Order.AVALANCHE, Order.SNOWBALL, Order.PRO_RATA):
        plan = simulate([sister, brother, loan], 60000, order)
        assert plan.feasible
        assert [row.paid[0] for row in plan.rows] == [0, 0, 60000, 0]
        assert [row.paid[2] for row in plan.rows] == [60000, 41410, 0, 0]
        brother_s = [row.paid[1] for row in plan.rows]
        assert brother_s[0] == 0
        assert sum(brother_s) == 30000
    said = simulate([sister, brother, loan], 60000, Order.CUSTOM, custom=["s"])
    assert said.rows[0].paid == (60000, 0, 0)


def test_money_that_waits_for_a_family_s_day_is_kept():
    sister = debt("s", 60000, Fraction(0), dues=(0, 0, 60000), priority=Priority.FAMILY)
    plan = simulate([sister], 20000, Order.AVALANCHE)
    assert (plan.feasible, plan.months, plan.rows[-1].paid) == (True, 3, (60000,))
    assert not simulate([sister], 19999, Order.AVALANCHE).feasible


def test_the_first_month_costs_and_asks_what_is_known_of_it():
    card = debt(
        "c", 100000, Fraction(1, 2000), units=(3, 31), first_cost=777, first_due=12345,
        fraction=Fraction(1, 10), arrears=5000,
    )  # fmt: skip
    assert required_first([card]) == 17345
    assert required_first([]) == 0
    rows = simulate([card], 17345, Order.AVALANCHE).rows
    left = 100000 + 777 - 17345
    assert (rows[0].interest, rows[0].balances) == ((777,), (left,))
    assert rows[1].interest == (round(left * 31 / 2000),)
