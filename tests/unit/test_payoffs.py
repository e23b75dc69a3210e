from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from loans import loan, terms
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Method, Minimum, ReportedBalance
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing import difference, free_until, owed, payoff


def test_settling_after_three_instalments():  # E18
    paid = [(date(2026, month, 15), 110115) for month in (2, 3, 4)]
    debt = loan(paid=paid)
    found = payoff(debt, date(2026, 5, 1))
    assert (found.principal, found.interest, found.total) == (919489, 7356, 926845)


def test_waiting_ten_days_and_one_day():
    paid = [(date(2026, 9, 2), 450680), (date(2026, 10, 2), 442700)]
    debt = loan(terms(method=Method.EQUAL_PRINCIPAL), 4560000, date(2026, 8, 2), paid)
    today = date(2026, 11, 22)
    assert payoff(debt, date(2026, 12, 2)).total == 3918750
    assert difference(debt, today, date(2026, 12, 2)) == Parts(interest=17100, penalty=2850)
    assert difference(debt, today, date(2026, 11, 23)) == Parts(interest=1710, penalty=285)


BILL = ReportedBalance(as_of=date(2026, 11, 18), principal=Fen(520_000), interest=Fen(0))
CARD = replace(
    loan(
        terms(
            method=Method.REVOLVING, periods=None, due_day=6, bill_day=18,
            minimum=Minimum(fraction=Decimal("0.10"), floor=Fen(5_000)),
        ),
        520_000, date(2026, 11, 18),
    ),
    balance=BILL,
)  # fmt: skip
DUE = date(2026, 12, 6)


@pytest.mark.parametrize(
    ("card", "day", "until"),
    [
        (CARD, BILL.as_of, DUE),
        (CARD, DUE, DUE),
        (CARD, date(2026, 12, 7), None),
        (replace(CARD, balance=replace(BILL, fees=Fen(1))), DUE, None),
        (replace(CARD, balance=replace(BILL, penalty=Fen(1))), DUE, None),
        (replace(CARD, balance=replace(BILL, as_of=date(2026, 11, 17))), DUE, None),
        (replace(CARD, terms=replace(CARD.terms, bill_day=None)), DUE, None),
        (replace(CARD, balance=None), DUE, None),
    ],
)
def test_a_fresh_bill_is_free_of_interest_until_its_due_day(card, day, until):
    assert free_until(card, owed(card, day)) == until


@pytest.mark.parametrize(("month", "free"), [(11, True), (10, False)])
def test_a_bill_is_fresh_for_thirty_days(month, free):
    """From 18 November to 18 December there are thirty, from 18 October one more."""
    billed = date(2026, month, 18)
    card = replace(
        CARD, contract_date=billed, balance=replace(BILL, as_of=billed),
        terms=replace(CARD.terms, due_day=18),
    )  # fmt: skip
    found = owed(card, billed)
    assert found.next_due == date(2026, month + 1, 18)
    assert free_until(card, found) == (found.next_due if free else None)
