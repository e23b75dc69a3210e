"""What is owed or paid, by kind: principal, interest, penalty and fees."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from jiebei_desktop.domain.money import ZERO, Fen


class Parts(Struct, frozen=True, kw_only=True):
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


PARTS = Parts.__struct_fields__
"""Names of the kinds, in the order in which they are shown."""
