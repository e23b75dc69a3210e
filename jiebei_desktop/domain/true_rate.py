"""What a debt really costs a year, every fee inside, in the two ways lenders may state it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from jiebei_desktop.domain.debts import Debt, Method
from jiebei_desktop.domain.irr import effective, monthly_irr, monthly_of, nominal, xirr
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.rates import DayBasis
from jiebei_desktop.domain.standing import Beginning, Instalment, is_typed, remaining, schedule

_DIGITS = Decimal("1e-8")
_YEAR = 365
_FIRST_MONTH = range(16, 46)
"""Days of a first period that counts as a month."""


class TrueRate(Struct, frozen=True, kw_only=True):
    """Simple (单利) and compound (复利) annual rate as fractions."""

    nominal: Decimal
    effective: Decimal


def true_rate(debt: Debt) -> TrueRate:
    """Return the true annual rate of the contract: money received against money to be paid.

    A monthly contract and a fee instalment use periods of a month; a contract by actual days, or
    one whose first period is no month, uses its dates (XIRR over 365). Only where no plan says
    what is to be paid and when, or nothing was lent, is the contract rate itself the answer.
    """
    if is_typed(debt):
        return _of_page(debt)
    received = debt.principal - (debt.terms.upfront_fee or ZERO)
    rows = schedule(debt.principal, debt.terms, debt.contract_date)
    if not rows or not debt.principal or debt.terms.method is Method.REVOLVING:
        return _of_contract(debt)
    if _by_month(debt, rows[0]):
        monthly = monthly_irr([received, *(-row.payment for row in rows)])
        return TrueRate(nominal=nominal(monthly), effective=effective(monthly))
    dated = [(debt.contract_date, int(received)), *((row.due, -row.payment) for row in rows)]
    yearly = xirr(dated)
    return TrueRate(nominal=nominal(monthly_of(yearly)), effective=yearly)


def _of_page(debt: Debt) -> TrueRate:
    """Return the rate of a debt known by the lender's page: the contract's.

    A flat fee states no rate; it is found from what remains.
    """
    balance = debt.balance
    if balance is None or debt.terms.method is not Method.FEE_INSTALMENT:
        return _of_contract(debt)
    undue = Fen(balance.principal - balance.overdue_principal)
    rows = remaining(debt, balance).rows(undue, Beginning(balance.as_of))
    if not rows:
        return _of_contract(debt)
    monthly = monthly_irr([int(undue), *(-row.payment for row in rows)])
    return TrueRate(nominal=nominal(monthly), effective=effective(monthly))


def overdue_rate(debt: Debt) -> TrueRate:
    """Return the annual rate of overdue principal: that of a day for 365 days."""
    daily = debt.terms.rate.daily(debt.terms.day_basis)
    return _of_annual(daily * _YEAR * Fraction(debt.terms.penalty_multiplier))


def contract_rate(debt: Debt) -> Fraction:
    """Return the nominal annual rate of the terms of a debt; of a flat fee what it comes to."""
    terms = debt.terms
    if terms.method is Method.FEE_INSTALMENT:
        return Fraction(true_rate(debt).nominal)
    return terms.rate.annual(terms.day_basis)


def _by_month(debt: Debt, first: Instalment) -> bool:
    if debt.terms.method is Method.SINGLE or first.days not in _FIRST_MONTH:
        return False
    return Method.FEE_INSTALMENT is debt.terms.method or (debt.terms.day_basis is DayBasis.MONTHLY)


def _of_contract(debt: Debt) -> TrueRate:
    terms = debt.terms
    if terms.day_basis is DayBasis.MONTHLY:
        return _of_annual(terms.rate.annual(terms.day_basis))
    return _of_annual(terms.rate.daily(terms.day_basis) * _YEAR)


def _of_annual(annual: Fraction) -> TrueRate:
    simple = Decimal(annual.numerator) / Decimal(annual.denominator)
    return TrueRate(nominal=simple.quantize(_DIGITS), effective=effective(simple / 12))
