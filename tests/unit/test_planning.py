from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from jiebei_desktop.domain.debts import (
    Debt,
    LenderType,
    Method,
    Minimum,
    Payment,
    Priority,
    ReportedBalance,
    Stage,
    Terms,
)
from jiebei_desktop.domain.planning import plan_debts
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.strategies import Order, simulate

TODAY = date(2026, 11, 22)


def loan(principal, start, value="0.0005", per="day", paid=(), **more):
    balance, stage = more.pop("balance", None), more.pop("stage", None)
    priority = more.pop("priority", Priority.UNSECURED)
    rate = Rate(value=Decimal(value), per=RatePeriod(per))
    return Debt(
        id=more.pop("name", "jb1"),
        name="借呗",
        product="jiebei",
        lender="某消费金融公司",
        lender_type=LenderType.CONSUMER_FINANCE,
        contract_date=start,
        principal=principal,
        terms=Terms(rate=rate, **more),
        payments=tuple(Payment(date=day, amount=amount) for day, amount in paid),
        balance=balance,
        stage=stage,
        priority=priority,
    )


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
    assert plan.rate == Fraction(1825, 120000)
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


def test_a_due_beyond_fifty_years_falls_in_the_last_month():
    far = loan(1000, TODAY, "0", method=Method.SINGLE, first_due=date(2099, 1, 1))
    (plan,) = plan_debts([far], TODAY)
    assert len(plan.dues) == 600
    assert plan.dues[-1] == 1000


def test_what_owes_nothing_is_left_out():
    settled = loan(1000, TODAY, method=Method.FREE, stage=Stage.SETTLED)
    assert plan_debts([settled], TODAY) == ()


def test_paying_what_is_required_every_month_ends_with_the_contract():
    due = [444600 + 431300, 427120, 421230, 411920, 409450, 402800, 397670, 391400, 385890]
    plan = simulate(plan_debts([JIEBEI], TODAY), [*due[:-1], 500000], Order.AVALANCHE)
    assert plan.feasible
    assert plan.months == 9
