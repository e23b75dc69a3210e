"""What a debt that guards the home may be asked for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jiebei_desktop.analysis.relief import ReliefKind, relief
from jiebei_desktop.domain.debts import Debt, DebtId, LenderType, Method, Priority, Terms
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import stands
from jiebei_desktop.services.reference.rulebook import load

DAY = date(2026, 11, 22)


def car(months, monthly="0.02", method=Method.EQUAL_PRINCIPAL):
    """Return a car loan of 70,000 with so many months to come, none of them late."""
    return Debt(
        id=DebtId("car"), name="车贷", product="car_loan", lender="某银行",
        lender_type=LenderType.BANK, contract_date=date(2026, 11, 1), principal=Fen(7_000_000),
        terms=Terms(
            rate=Rate(value=Decimal(monthly), per=RatePeriod.MONTH), day_basis=DayBasis.MONTHLY,
            method=method, periods=months, due_day=1,
        ),
        priority=Priority.SECURED,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("debt", "asked"),
    [
        (car(59), True),
        (car(60), False),  # as long as it may be
        (car(70), False),  # sixty level months would be less than the first of seventy falling ones
        (car(36, method=Method.EQUAL_PAYMENT), True),
    ],
)
def test_a_longer_term_is_asked_for_where_the_term_is_shorter_than_the_longest(debt, asked):
    known = stands([debt], DAY)
    kinds = {one.kind for one in relief(Book(debts=(debt,)), known, load(), needed=True)}
    assert (ReliefKind.LONGER_TERM in kinds) == asked
    assert ReliefKind.INTEREST_ONLY in kinds
