"""The one place that decides which part of a debt a payment pays."""

from __future__ import annotations

from msgspec import Struct

from jiebei_desktop.domain.debts import Allocation
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts


class Dues(Struct, frozen=True, kw_only=True):
    """Amounts a payment may be applied to, finer than what the user sees."""

    fees: int = 0
    compound: int = 0
    penalty: int = 0
    interest: int = 0
    overdue: int = 0
    """Principal that has fallen due."""
    undue: int = 0
    """Principal that has not."""

    @property
    def total(self) -> int:
        """All amounts together."""
        return self.fees + self.compound + self.penalty + self.interest + self.overdue + self.undue

    @property
    def parts(self) -> Parts:
        """The amounts as the user sees them."""
        return Parts(
            principal=Fen(self.overdue + self.undue),
            interest=Fen(self.interest),
            penalty=Fen(self.penalty + self.compound),
            fees=Fen(self.fees),
        )


_LEGAL = ("fees", "compound", "penalty", "interest", "overdue", "undue")
"""Civil Code art. 561: costs of enforcing, then interest of every kind, then principal."""

_PRINCIPAL_FIRST = ("overdue", "undue", "interest", "penalty", "compound", "fees")


def allocate(amount: int, dues: Dues, order: Allocation) -> Dues:
    """Return how much of ``amount`` each due receives; what exceeds the total stays unapplied.

    An unknown order is computed as the statutory one; ``accrual.owed`` shows the other beside it.
    """
    names = _PRINCIPAL_FIRST if order is Allocation.PRINCIPAL_FIRST else _LEGAL
    paid: dict[str, int] = {}
    left = amount
    for name in names:
        paid[name] = min(left, getattr(dues, name))
        left -= paid[name]
    return Dues(**paid)


def in_turn(amount: int, order: Allocation, *several: Dues) -> Dues:
    """Allocate to one set of dues, what is left to the next, and so on."""
    paid = Dues()
    for dues in several:
        more = allocate(amount - paid.total, dues, order)
        paid = Dues(**{name: getattr(paid, name) + getattr(more, name) for name in _LEGAL})
    return paid
