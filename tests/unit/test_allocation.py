from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.domain.allocation import Dues, allocate
from jiebei_desktop.domain.debts import Allocation
from jiebei_desktop.domain.parts import Parts

V11 = Dues(fees=5000, compound=840, penalty=16125, interest=90535, overdue=500000, undue=3000000)
LEGAL, FIRST = Allocation.FEES_INTEREST_PRINCIPAL, Allocation.PRINCIPAL_FIRST


def test_the_statutory_order_pays_costs_then_interest():  # V12
    assert allocate(100000, V11, LEGAL) == Dues(
        fees=5000, compound=840, penalty=16125, interest=78035
    )


def test_principal_first_pays_overdue_principal():  # V13
    assert allocate(100000, V11, FIRST) == Dues(overdue=100000)


def test_five_hundred_yuan_pay_interest_first_or_principal_alone():  # E9, E9b
    dues = Dues(interest=12000, penalty=4550, overdue=300000)
    legal, first = allocate(50000, dues, LEGAL), allocate(50000, dues, FIRST)
    assert (legal.interest + legal.penalty, legal.overdue) == (16550, 33450)
    assert dues.overdue - legal.overdue == 266550
    assert first == Dues(overdue=50000)


def test_an_unknown_order_is_computed_as_the_statutory_one():
    assert allocate(7000, V11, Allocation.UNKNOWN) == allocate(7000, V11, LEGAL)


def test_parts_add_up_and_subtract():
    more = Parts(principal=10, interest=5, penalty=3, fees=1)
    assert more.total == 19
    assert more.minus(Parts(interest=2)) == Parts(principal=10, interest=3, penalty=3, fees=1)


amounts = st.integers(0, 10**6)


@settings(max_examples=60)
@given(amounts, st.tuples(*[amounts] * 6))
def test_the_order_changes_the_parts_but_never_the_total(amount, figures):
    names = ("fees", "compound", "penalty", "interest", "overdue", "undue")
    dues = Dues(**dict(zip(names, figures, strict=True)))
    paid = [allocate(amount, dues, order) for order in (LEGAL, FIRST)]
    assert paid[0].total == paid[1].total == min(amount, dues.total)
    for one in paid:
        assert all(0 <= getattr(one, name) <= getattr(dues, name) for name in names)
