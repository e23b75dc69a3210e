"""What a contract would still ask for as it stands, to hold an agreement against."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import ObligationKind, Status, obligations, owed


class OldTerms(Struct, frozen=True, kw_only=True):
    """The rest of a contract if nothing is agreed."""

    count: int
    """Instalments that are open, those past their day included."""
    total: Fen
    """Everything still to be paid: arrears as they stand today, and what falls due later."""
    last: date


def old_terms(debt: Debt, as_of: date) -> OldTerms | None:
    """Return the rest of a contract on a day; None where it asks for nothing.

    Further penalty of what is overdue is not foreseen; the total is what it would be if the
    arrears were paid today.
    """
    asked = obligations(debt, as_of)
    ahead = sum(each.kind is not ObligationKind.ARREARS for each in asked)
    late = sum(one.status is Status.OVERDUE for one in owed(debt, as_of).instalments)
    if not asked:
        return None
    return OldTerms(
        count=late + ahead,
        total=Fen(sum(each.amount for each in asked)),
        last=asked[-1].day,
    )
