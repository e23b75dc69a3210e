from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.domain.fair_shares import By, MoreThanOwed, fair_shares, shares_of
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing import Owed


def owed(name, principal, interest=0, **more):
    parts = Parts(principal=principal, interest=interest)
    return Owed(debt=name, as_of=date(2026, 11, 22), parts=parts, **more)


def amounts(offers):
    return [offer.amount for offer in offers]


@pytest.mark.parametrize(
    ("amount", "balances", "expected"),
    [
        (150000, (2345678, 1800000, 654322), [73302, 56250, 20448]),  # E15
        (185500, (2345678, 1800000, 654322), [90651, 69562, 25287]),  # E20
        (16000, (455000, 670000, 120000), [5847, 8611, 1542]),  # AF-01
        (60000, (500000, 200000, 300000), [30000, 12000, 18000]),  # AF-03
    ],
)
def test_shares_are_the_published_ones(amount, balances, expected):
    debts = [owed(str(n), balance) for n, balance in enumerate(balances)]
    assert amounts(fair_shares(amount, debts)) == expected


def test_creditors_can_be_weighed_three_ways():
    debts = [
        owed("a", 100000, 100000, next_amount=1000),
        owed("b", 100000, next_amount=0, arrears=3000),
    ]
    assert amounts(fair_shares(3000, debts, By.TOTAL)) == [2000, 1000]
    assert amounts(fair_shares(3000, debts, By.PRINCIPAL)) == [1500, 1500]
    offers = fair_shares(4000, debts, By.INSTALMENT)
    assert amounts(offers) == [1000, 3000]
    assert [offer.share for offer in offers] == [Fraction(1, 4), Fraction(3, 4)]


def test_what_a_small_debt_cannot_take_goes_to_the_others():
    debts = [owed("a", 100, next_amount=500), owed("b", 900, next_amount=500)]
    assert amounts(fair_shares(600, debts, By.INSTALMENT)) == [100, 500]


@pytest.mark.parametrize("amount", [-1, 1001])
def test_more_than_is_owed_cannot_be_shared(amount):
    with pytest.raises(MoreThanOwed):
        fair_shares(amount, [owed("a", 1000)])


def test_nothing_shares_as_nothing():
    assert fair_shares(0, []) == ()
    assert amounts(fair_shares(0, [owed("a", 10)])) == [0]


def test_of_nothing_each_lender_still_has_its_part_of_what_is_owed():
    """In a pause each lender was shown 0.00 % of the debt."""
    lenders, family = [owed("a", 4599), owed("b", 5401)], [owed("c", 5000)]
    parts = {one.debt: (one.amount, one.share) for one in shares_of(0, lenders, family)}
    assert parts == {"a": (0, Fraction(4599, 10000)), "b": (0, Fraction(5401, 10000)), "c": (0, 0)}
    assert [one.share for one in shares_of(0, [], family)] == [1]


figures = st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**5)), min_size=1, max_size=8)


@settings(max_examples=60)
@given(figures, st.sampled_from(By), st.integers(0, 1000))
def test_shares_sum_exactly_and_never_exceed_a_balance(figures, by, permille):
    debts = [owed(str(n), p, next_amount=q) for n, (p, q) in enumerate(figures)]
    amount = sum(p for p, _ in figures) * permille // 1000
    parts = amounts(fair_shares(amount, debts, by))
    assert sum(parts) == amount
    assert all(0 <= part <= debt.parts.total for part, debt in zip(parts, debts, strict=True))
