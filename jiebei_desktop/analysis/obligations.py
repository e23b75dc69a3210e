"""Instalments that are not part of a negotiation: housing and secured debts."""

from __future__ import annotations

from datetime import date

from jiebei_desktop.analysis.annuity import pay_for
from jiebei_desktop.domain.debts import Debt, Priority, Stage
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen, half_up

FIXED = frozenset({Priority.LIVELIHOOD, Priority.SECURED})


def monthly_obligations(book: Book, as_of: date) -> Fen:
    """Return what housing and secured debts ask for a month, in fen."""
    return Fen(sum(monthly_due(debt, as_of) for debt in book.debts if debt.priority in FIXED))


def monthly_due(debt: Debt, as_of: date) -> Fen:
    """Return the contract's ordinary monthly payment, 0 when it is settled or names none."""
    terms = debt.terms
    if debt.stage is Stage.SETTLED or not terms.periods or debt.contract_date > as_of:
        return ZERO
    rate = terms.rate.monthly(terms.day_basis)
    if terms.fee_per_period is not None:
        return half_up(debt.principal * terms.fee_per_period + debt.principal // terms.periods)
    return pay_for(debt.principal, rate, terms.periods)
