from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loans import loan, terms
from msgspec.structs import replace

from jiebei_desktop.domain.debts import (
    Allocation,
    Method,
    Minimum,
    Payment,
    ReportedBalance,
    Stage,
    TermsVersion,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import Following, owed

DAY = date(2026, 11, 22)
FAR = DAY + timedelta(days=400)


def made(method=Method.EQUAL_PAYMENT, **changes):
    plan = terms(
        periods=None if method in {Method.REVOLVING, Method.FREE} else 12,
        method=method,
        due_day=15,
        minimum=Minimum(fraction=Decimal("0.10"), floor=Fen(5_000)),
    )
    return replace(loan(plan, start=date(2026, 8, 20), id="a"), **changes)


def entered(debt, paid):
    """Return the debt with payments entered by the user, after any balance of their day."""
    more = (Payment(date=day, amount=Fen(fen), after_balance=True) for day, fen in paid)
    return replace(debt, payments=(*debt.payments, *more))


methods = st.sampled_from((*tuple(Method)[:4], Method.REVOLVING, Method.FREE))
moves = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 400_000)), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(methods, moves, st.booleans())
def test_a_debt_followed_stands_as_if_the_payments_had_been_entered(method, moves, shown):
    debt = made(method)
    if shown:
        balance = ReportedBalance(as_of=DAY, principal=Fen(900_000), interest=Fen(3_000))
        debt = replace(debt, balance=balance)
    followed, day, paid = Following(debt, DAY, FAR), DAY, []
    for days, fen in moves:
        day += timedelta(days=days)
        followed.reach(day)
        followed.pay(Fen(fen))
        paid.append((day, fen))
        stand = owed(entered(debt, paid), day)
        assert followed.total == stand.parts.total
        assert followed.overdue_since == stand.overdue_since


@settings(max_examples=80, deadline=None)
@given(
    methods,
    st.sampled_from(Allocation),
    st.lists(st.tuples(st.integers(0, 40), st.integers(-9, 400_000)), min_size=1, max_size=6),
)
def test_a_payment_lowers_what_is_owed_by_itself_and_no_fen_more(method, order, moves):
    shown = ReportedBalance(as_of=DAY, principal=Fen(900_000), interest=Fen(3_000))
    debt = made(method, balance=shown if method is Method.REVOLVING else None)
    debt = replace(debt, terms=replace(debt.terms, allocation=order))
    followed, day, paid = Following(debt, DAY, FAR), DAY, []
    for days, fen in moves:  # up to nine fen less than what is asked, or any amount
        day += timedelta(days=days)
        followed.reach(day)
        asked = owed(entered(debt, paid), day)
        amount = fen if fen > 0 else max(1, (asked.arrears or asked.next_amount) + fen)
        before = followed.total
        followed.pay(Fen(amount))
        paid.append((day, amount))
        assert followed.total == max(0, before - amount)


@pytest.mark.parametrize(
    "changes",
    [
        {"accelerated_on": DAY + timedelta(days=20)},
        {
            "versions": (
                TermsVersion(
                    effective_from=DAY + timedelta(days=40),
                    principal=Fen(1_000_000),
                    terms=made().terms,
                ),
            )
        },
        {"payments": (Payment(date=DAY + timedelta(days=10), amount=Fen(200_000)),)},
        {"terms": replace(made().terms, allocation=Allocation.UNKNOWN)},
    ],
    ids=["called in", "agreed", "entered ahead", "order unknown"],
)
def test_what_is_known_to_happen_happens_on_the_way(changes):
    debt = made(**changes)
    followed = Following(debt, DAY, FAR)
    for days in (5, 30, 60, 200):
        day = DAY + timedelta(days=days)
        followed.reach(day)
        assert followed.total == owed(debt, day).parts.total
    assert followed.total > 0


def test_days_behind_change_nothing():
    followed = Following(made(), DAY, FAR)
    before = followed.total
    followed.reach(DAY - timedelta(days=3))
    assert followed.total == before


@pytest.mark.parametrize(
    "debt", [made(stage=Stage.SETTLED), made(contract_date=DAY + timedelta(days=1))]
)
def test_a_settled_debt_and_one_not_drawn_yet_owe_nothing(debt):
    followed = Following(debt, DAY, FAR)
    followed.reach(FAR)
    followed.pay(Fen(100))
    assert (followed.total, followed.overdue_since) == (0, None)
    assert followed.debt == "a"


def test_what_is_late_is_what_makes_the_debt_be_on_time_again():
    followed = Following(made(), DAY, FAR)
    followed.reach(date(2027, 1, 5))
    assert followed.overdue_since == date(2026, 9, 15)
    asked = owed(made(), date(2027, 1, 5)).arrears
    assert 0 < asked < followed.total
    followed.pay(asked)
    assert followed.overdue_since is None
