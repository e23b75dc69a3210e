"""Figures worked out from an entry, to hold against the lender's bill before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiebei_desktop.domain.accrual import Owed, owed
from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.schedule import Instalment, schedule
from jiebei_desktop.domain.true_rate import TrueRate, overdue_rate, true_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a lender's bill shows, worked out from the entry, to compare at once."""

    first: Instalment | None
    total_interest: Fen
    total_fees: Fen
    owed: Owed
    rate: TrueRate
    late_rate: TrueRate


def proof(debt: Debt, as_of: date) -> Proof:
    """Return the figures to hold against the lender's bill."""
    rows = schedule(debt.principal, debt.terms, debt.contract_date)
    return Proof(
        first=rows[0] if rows else None,
        total_interest=Fen(sum(row.interest for row in rows)),
        total_fees=Fen(sum(row.fee for row in rows) + (debt.terms.upfront_fee or 0)),
        owed=owed(debt, as_of),
        rate=true_rate(debt),
        late_rate=overdue_rate(debt),
    )
