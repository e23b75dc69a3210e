"""What a contract would still ask for as it stands, to hold an agreement against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiebei_desktop.domain.accrual import Owed, Status
from jiebei_desktop.domain.money import Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class OldTerms:
    """The rest of a contract if nothing is agreed."""

    count: int
    """Instalments that are open, those past their day included."""
    total: Fen
    """Everything still to be paid: instalments, penalty and fees as they stand today."""
    highest: Fen
    """The highest instalment that is still ahead; 0 when all are past their day."""
    last: date


def old_terms(stand: Owed) -> OldTerms | None:
    """Return the rest of a contract; None where it has no instalments that end.

    Further penalty of what is overdue is not foreseen; the total is what it would be if the
    arrears were paid today.
    """
    open_rows = [one for one in stand.instalments if one.status is not Status.PAID]
    if not open_rows:
        return None
    rest = sum(one.instalment.payment - one.paid_principal - one.paid_interest for one in open_rows)
    ahead = [one.instalment.payment for one in open_rows if one.status is not Status.OVERDUE]
    return OldTerms(
        count=len(open_rows),
        total=Fen(rest + stand.parts.penalty),
        highest=Fen(max(ahead, default=0)),
        last=open_rows[-1].instalment.due,
    )
