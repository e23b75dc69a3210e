from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import loans
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jiebei_desktop.domain.debts import (
    Method,
    Minimum,
    Priority,
    ReportedBalance,
    Stage,
)
from jiebei_desktop.domain.planning import negotiable, plan_debts, protected
from jiebei_desktop.domain.rates import DayBasis
from jiebei_desktop.domain.standing import obligations
from jiebei_desktop.domain.strategies import Order, simulate

TODAY = date(2026, 11, 22)
DEBT_FIELDS = {"id", "balance", "stage", "priority"}


def loan(principal, start, value="0.0005", per="day", paid=(), **more):
    own = {field: more.pop(field) for field in DEBT_FIELDS & set(more)}
    plan = loans.terms(value, per, **{"periods": None, **more})
    return loans.loan(plan, principal, start, paid, **own)


JIEBEI = loan(
    4560000,
    date(2026, 8, 2),
    paid=[(date(2026, 9, 2), 450680), (date(2026, 10, 2), 442700)],
    method=Method.EQUAL_PRINCIPAL,
    periods=12,
)


def test_an_overdue_debt_brings_its_arrears_and_its_dues():
    (plan,) = plan_debts([JIEBEI], TODAY)
    assert (plan.balance, plan.arrears, plan.overdue) == (3898800, 444600, 380000)
    assert plan.rate == Fraction(5, 10000)
    assert plan.units[:4] == (10, 31, 31, 28)
    assert plan.penalty_rate == plan.rate * Fraction(3, 2)
    assert plan.dues[:3] == (431300, 427120, 421230)
    assert len(plan.dues) == 9


def test_a_card_brings_its_minimum():
    minimum = Minimum(fraction=Decimal("0.1"), floor=5000)
    balance = ReportedBalance(as_of=date(2026, 11, 8), principal=1221660, interest=18340)
    card = loan(
        2000000,
        date(2026, 1, 1),
        method=Method.REVOLVING,
        minimum=minimum,
        due_day=28,
        balance=balance,
        priority=Priority.SECURED,
    )
    (plan,) = plan_debts([card], TODAY)
    assert (plan.minimum, plan.fraction, plan.dues) == (5000, Fraction(1, 10), ())
    assert plan.priority is Priority.SECURED


def test_fees_still_to_come_are_owed_whatever_is_prepaid():
    fee = loan(
        1200000,
        date(2026, 11, 10),
        method=Method.FEE_INSTALMENT,
        periods=12,
        fee_per_period=Decimal("0.006"),
    )
    (plan,) = plan_debts([fee], TODAY)
    assert (plan.balance, plan.rate) == (1200000 + 86400, 0)
    assert plan.dues == (107200,) * 12
    assert simulate([plan], 200000, Order.AVALANCHE).total_interest == 0


def test_a_single_repayment_waits_for_its_month():
    sister = loan(
        1500000,
        date(2026, 6, 30),
        "0",
        method=Method.SINGLE,
        first_due=date(2027, 6, 30),
        day_basis=DayBasis.ACT_365,
    )
    (plan,) = plan_debts([sister], TODAY)
    assert plan.dues == (0,) * 7 + (1500000,)


def test_a_due_beyond_fifty_years_asks_for_nothing_in_a_plan():
    far = loan(1000, TODAY, "0", method=Method.SINGLE, first_due=date(2099, 1, 1))
    (plan,) = plan_debts([far], TODAY)
    assert (plan.dues, plan.balance) == ((), 1000)


def test_interest_that_waits_for_its_day_bears_none():
    single = loan(1000000, TODAY, "0.12", "year", method=Method.SINGLE, periods=12)
    (plan,) = plan_debts([single], TODAY)
    assert plan.charges == 0
    kept = simulate([plan], [0] * 11 + [1120100], Order.AVALANCHE)
    assert kept.feasible
    assert abs(kept.total_paid - 1120000) <= 6


def test_what_owes_nothing_is_left_out():
    settled = loan(1000, TODAY, method=Method.FREE, stage=Stage.SETTLED)
    assert plan_debts([settled], TODAY) == ()


def test_paying_what_is_required_every_month_ends_with_the_contract():
    due = [444600 + 431300, 427120, 421230, 411920, 409450, 402800, 397670, 391400, 385890]
    plan = simulate(plan_debts([JIEBEI], TODAY), [*due[:-1], 500000], Order.AVALANCHE)
    assert plan.feasible
    assert plan.months == 9


CARD = loan(
    2000000,
    date(2026, 1, 1),
    method=Method.REVOLVING,
    minimum=Minimum(fraction=Decimal("0.10"), floor=5000),
    first_due=date(2026, 2, 1),
    due_day=1,
)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 1, 15), date(2026, 1, 31)])
def test_a_card_asks_for_its_interest_once_whatever_the_day(day):
    (plan,) = plan_debts([CARD], day)
    assert plan.first_due == 200000 + 31000
    held = simulate([plan], 231000, Order.AVALANCHE)
    assert held.feasible
    assert held.rows[0].paid == (231000,)
    assert not simulate([plan], 230999, Order.AVALANCHE).feasible


@settings(max_examples=40, deadline=None)
@given(
    principal=st.integers(100_000, 5_000_000),
    periods=st.integers(1, 36),
    method=st.sampled_from(
        [Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.SINGLE]
    ),
    basis=st.sampled_from(list(DayBasis)),
    start=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    waited=st.integers(0, 25),
)
def test_keeping_the_contract_costs_what_the_contract_says(
    principal, periods, method, basis, start, waited
):
    # Half a year on twelfths, asked about in between, is counted in whole months by a plan.
    assume(method is not Method.SINGLE or basis is not DayBasis.MONTHLY)
    debt = loan(principal, start, "0.18", "year", method=method, periods=periods, day_basis=basis)
    on = start + timedelta(days=waited)
    asked = [each.amount for each in obligations(debt, on)]
    (plan,) = plan_debts([debt], on)
    money = [due + (plan.arrears if not n else 0) for n, due in enumerate(plan.dues)]
    kept = simulate([plan], [*money[:-1], money[-1] + len(money)], Order.AVALANCHE)
    assert kept.feasible
    assert sum(plan.dues) + plan.arrears == sum(asked)
    assert abs(kept.total_paid - sum(asked)) <= 1 + kept.months


def test_what_a_month_requires_is_the_list_of_obligations():
    (plan,) = plan_debts([JIEBEI], TODAY)
    later = [each for each in obligations(JIEBEI, TODAY) if each.day > TODAY]
    assert list(plan.dues) == [each.amount for each in later]


def test_a_plan_is_for_negotiable_debts_and_protected_ones_stand_beside_it():
    home = loan(
        4560000,
        date(2026, 8, 2),
        id="home",
        method=Method.EQUAL_PRINCIPAL,
        periods=12,
        priority=Priority.SECURED,
    )
    assert [debt.id for debt in negotiable([JIEBEI, home])] == ["jb1"]
    (kept,) = protected([JIEBEI, home], TODAY)
    due = next(each for each in obligations(home, TODAY) if each.day > TODAY)
    late = next(each for each in obligations(home, TODAY) if each.day == TODAY)
    assert kept.debt == "home"
    assert (kept.day, kept.due) == (due.day, due.amount)
    assert kept.part == -(-late.amount // 12_000) * 1_000 > 0
    assert kept.monthly == kept.due + kept.part
    assert protected([loan(1000, TODAY, method=Method.FREE, stage=Stage.SETTLED)], TODAY) == ()


def test_a_debt_without_a_plan_is_paid_on_the_last_day_of_a_month():
    free = loan(1000000, date(2026, 11, 1), method=Method.FREE, day_basis=DayBasis.MONTHLY)
    (plan,) = plan_debts([free], TODAY)
    assert (plan.dues, plan.first_due, plan.units) == ((), None, (30,))
