"""Where a debt stands on a day, and what its contract and agreements require from then on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from jiebei_desktop.domain.debts import Debt, Method
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing.obligation_list import Obligation, ObligationKind, obligations
from jiebei_desktop.domain.standing.owed_on import Owed, owed
from jiebei_desktop.domain.standing.required import WINDOW_DAYS


class Stand(Struct, frozen=True, kw_only=True):
    """One debt on the day, with what its contract and agreements require from then on."""

    debt: Debt
    owed: Owed
    arrears: Fen
    """All that is late on the day."""
    dues: tuple[Obligation, ...]
    """Every payment still to come, arrears excluded, oldest first."""

    @property
    def is_open(self) -> bool:
        """Whether it is owed without a plan, which a lender may call in at once.

        None was agreed, or the last day of the one there was is over and nobody told it late.
        """
        if self.debt.terms.method is Method.FREE and not self.debt.versions:
            return True
        return self.owed.parts.total > 0 and not self.arrears and not self.dues

    def requires(self, until: date) -> bool:
        """Return whether anything is late, or falls due up to a day."""
        return bool(self.arrears) or any(each.day <= until for each in self.dues)

    def soon(self, as_of: date) -> tuple[Obligation, ...]:
        """Return what falls due within thirty days, arrears left out."""
        last = as_of + timedelta(days=WINDOW_DAYS)
        return tuple(each for each in self.dues if each.day <= last)


def stands(debts: Iterable[Debt], as_of: date) -> tuple[Stand, ...]:
    """Reckon every debt once."""
    found = []
    for debt in debts:
        required = obligations(debt, as_of)
        late = sum(each.amount for each in required if each.kind is ObligationKind.ARREARS)
        dues = tuple(each for each in required if each.kind is not ObligationKind.ARREARS)
        found.append(Stand(debt=debt, owed=owed(debt, as_of), arrears=Fen(late), dues=dues))
    return tuple(found)
