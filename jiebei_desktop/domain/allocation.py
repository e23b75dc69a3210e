"""The one place that decides which part of a debt a payment pays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jiebei_desktop.domain.debts import Allocation
from jiebei_desktop.domain.money import ZERO, Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What is owed, by kind; compound interest on overdue interest counts as penalty."""

    principal: Fen = ZERO
    interest: Fen = ZERO
    penalty: Fen = ZERO
    fees: Fen = ZERO

    @property
    def total(self) -> Fen:
        """All parts together."""
        return Fen(self.principal + self.interest + self.penalty + self.fees)

    def minus(self, other: Parts) -> Parts:
        """Return the difference of each part."""
        return Parts(
            principal=Fen(self.principal - other.principal),
            interest=Fen(self.interest - other.interest),
            penalty=Fen(self.penalty - other.penalty),
            fees=Fen(self.fees - other.fees),
        )

    @classmethod
    def summed(cls, several: Iterable[Parts]) -> Parts:
        """Return the sum of each part over several debts."""
        found = tuple(several)
        return cls(
            principal=Fen(sum(each.principal for each in found)),
            interest=Fen(sum(each.interest for each in found)),
            penalty=Fen(sum(each.penalty for each in found)),
            fees=Fen(sum(each.fees for each in found)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dues:
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
