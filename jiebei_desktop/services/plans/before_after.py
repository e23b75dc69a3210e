"""A debt as its contract stands, to hold what is asked for against."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import ObligationKind, Owed, in_force, obligations
from jiebei_desktop.domain.true_rate import true_rate


class Before(Struct, frozen=True, kw_only=True):
    """The rest of a contract if nothing is agreed; money in fen, None where it names no plan."""

    count: int | None
    """Instalments still to fall due."""
    payment: Fen | None
    """The next one."""
    annual_rate: Decimal
    principal: Fen
    charges: Fen
    """Interest, penalty and fees due so far."""
    first: date | None
    last: date | None
    to_come: Fen | None
    """Interest and fees still to come if the arrears are paid today."""
    total: Fen | None
    """All that is still to be paid then."""


def before(debt: Debt, stand: Owed) -> Before:
    """Return a contract as it stands on the day of a position."""
    asked = obligations(debt, stand.as_of)
    ahead = [each for each in asked if each.kind is not ObligationKind.ARREARS]
    total = Fen(sum(each.amount for each in asked)) if asked else None
    parts = stand.parts
    return Before(
        count=len(ahead) if ahead else None,
        payment=ahead[0].amount if ahead else None,
        annual_rate=true_rate(in_force(debt, stand.as_of)).nominal,
        principal=parts.principal,
        charges=Fen(parts.total - parts.principal),
        first=ahead[0].day if ahead else None,
        last=ahead[-1].day if ahead else None,
        to_come=None if total is None else Fen(total - parts.total),
        total=total,
    )
