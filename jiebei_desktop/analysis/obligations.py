"""Instalments that are not part of a negotiation: housing and secured debts."""

from __future__ import annotations

from datetime import date

from jiebei_desktop.domain.debts import Debt, Priority, Stage
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.schedule import schedule

FIXED = frozenset({Priority.LIVELIHOOD, Priority.SECURED})


def monthly_obligations(book: Book, as_of: date) -> Fen:
    """Return what housing and secured debts ask for a month, in fen."""
    return Fen(sum(monthly_due(debt, as_of) for debt in book.debts if debt.priority in FIXED))


def monthly_due(debt: Debt, as_of: date) -> Fen:
    """Return the contract's ordinary monthly payment, 0 when it is settled or names none."""
    if debt.stage is Stage.SETTLED:
        return ZERO
    terms, principal, start = debt.terms, debt.principal, debt.contract_date
    for version in debt.versions:
        if version.effective_from <= as_of:
            terms, principal, start = version.terms, version.principal, version.effective_from
    ahead = [row.payment for row in schedule(principal, terms, start) if row.due > as_of]
    return ahead[0] if ahead else ZERO
