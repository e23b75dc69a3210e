"""Contracts as values for the tests of the kernel: a year at 0.05 % a day unless told otherwise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jiebei_desktop.domain.debts import Debt, LenderType, Method, Payment, Terms
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import Rate, RatePeriod

START = date(2026, 1, 15)


def terms(value="0.0005", per="day", periods=12, method=Method.EQUAL_PAYMENT, **more):
    rate = Rate(value=Decimal(value), per=RatePeriod(per))
    return Terms(rate=rate, method=method, periods=periods, **more)


def loan(plan=None, principal=1_200_000, start=START, paid=(), **more):
    """Return a debt with payments of ``(day, fen)``; ``more`` are its other fields."""
    usual = {
        "id": "jb1",
        "name": "借呗",
        "product": "jiebei",
        "lender": "某消费金融公司",
        "lender_type": LenderType.CONSUMER_FINANCE,
    }
    return Debt(
        **{**usual, **more},
        contract_date=start,
        principal=Fen(principal),
        terms=plan or terms(),
        payments=tuple(Payment(date=day, amount=Fen(amount)) for day, amount in paid),
    )
