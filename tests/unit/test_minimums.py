"""A card's minimum: never nothing while the card is owed, and it ends the debt or the end is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st
from loans import loan, terms
from msgspec.structs import replace

from jiebei_desktop.domain.debts import (
    Debt,
    Method,
    Minimum,
    Payment,
    ReportedBalance,
    minimum_part,
)
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.planning import plan_debts
from jiebei_desktop.domain.standing import obligations, owed
from jiebei_desktop.domain.standing.schedules import MAX_PERIODS
from jiebei_desktop.domain.strategies import Order, simulate

DAY = date(2026, 11, 22)
amounts = st.one_of(st.integers(1, 300), st.integers(1, 9_000_000))
shares = st.sampled_from(("0.01", "0.05", "0.10", "0.5", "1"))
floors = st.sampled_from((0, 1, 100, 5_000))
rates = st.sampled_from(("0", "0.0003", "0.0005"))


def card(fen: int, share: str, floor: int, rate: str, interest: int = 0) -> Debt:
    minimum = Minimum(fraction=Decimal(share), floor=Fen(floor))
    plan = terms(rate, periods=None, method=Method.REVOLVING, due_day=28, minimum=minimum)
    shown = ReportedBalance(as_of=DAY, principal=Fen(fen), interest=Fen(interest))
    return loan(plan, fen, date(2024, 1, 10), balance=shown)


@given(amounts, shares, floors, rates, st.integers(0, 2_000))
@example(1, "0.10", 0, "0.0005", 0)
@example(4, "0.10", 1, "0", 0)
@example(5_001, "0.05", 0, "0.0005", 0)
def test_minimums_repay_a_card_or_run_to_the_last_month_followed(fen, share, floor, rate, interest):
    debt = card(fen, share, floor, rate, interest)
    asked = obligations(debt, DAY)
    assert asked
    repaid = sum(each.principal for each in asked)
    assert repaid == fen or (len(asked) >= MAX_PERIODS and repaid < fen)
    left = fen
    for each in asked:
        assert each.amount >= min(floor, left + each.interest)
        assert each.principal > 0 or each.interest
        left -= each.principal


@given(amounts, shares, floors, rates)
def test_a_card_paid_its_minimum_falls_every_month(fen, share, floor, rate):
    debt, before = card(fen, share, floor, rate), fen
    for _ in range(4):
        due = next(
            iter(obligations(debt, DAY if not debt.payments else debt.payments[-1].date)), None
        )
        if due is None:
            assert before == 0
            break
        debt = replace(debt, payments=(*debt.payments, Payment(date=due.day, amount=due.amount)))
        after = owed(debt, due.day).parts.total
        assert after < before
        before = after


@given(st.integers(1, 10**7), shares)
def test_a_part_is_the_rounded_share_and_never_nothing(fen, share):
    part, exact = minimum_part(fen, Fraction(share)), half_up(fen * Fraction(share))
    assert part == (exact or fen)
    assert minimum_part(fen, Fraction(0)) == 0


def test_a_plan_requires_the_last_fen_of_a_card():
    known = plan_debts([card(5, "0.10", 0, "0")], DAY)
    plan = simulate(known, (Fen(1), Fen(0)), Order.AVALANCHE, start=DAY)
    assert not plan.feasible
    assert plan.shortfall == 4
