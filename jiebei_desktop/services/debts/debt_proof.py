"""Figures worked out from an entry, to hold against the lender's bill before it is kept."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import (
    Obligation,
    ObligationKind,
    Owed,
    is_typed,
    obligations,
    owed,
    schedule,
)
from jiebei_desktop.domain.true_rate import TrueRate, true_rate


class Proof(Struct, frozen=True, kw_only=True):
    """What a lender's bill shows, worked out from the entry, to compare at once."""

    next: Obligation | None
    """The next amount that is no arrears, as the list of debts will show it."""
    total_interest: Fen
    """Of the whole contract; of what remains where only the lender's page is known."""
    owed: Owed
    rate: TrueRate


def proof(debt: Debt, as_of: date) -> Proof:
    """Return the figures to hold against the lender's bill."""
    asked = obligations(debt, as_of)
    rows = schedule(debt.principal, debt.terms, debt.contract_date)
    contract = Fen(sum(row.interest for row in rows))
    return Proof(
        next=next((each for each in asked if each.kind is not ObligationKind.ARREARS), None),
        total_interest=Fen(sum(each.interest for each in asked)) if is_typed(debt) else contract,
        owed=owed(debt, as_of),
        rate=true_rate(debt),
    )
