"""Cash beside the reserve: whether it carries every contract, and what of it lies idle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jiebei_desktop.analysis.carried import Low, Money, after, lowest
from jiebei_desktop.domain.debts import Priority
from jiebei_desktop.domain.household import newest_readings
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.planning import is_open
from jiebei_desktop.domain.standing import Stand
from jiebei_desktop.services.picture.figure import Figure
from jiebei_desktop.services.picture.reading import Reading

UNKNOWN_INCOME = frozenset({"no_income", "ledger_too_old"})
"""Reasons for no amount in which an own one is held against nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spare:
    """What the likely cash of a year is held against."""

    reserve: Fen
    known: bool
    """Whether cash, income and living are known well enough to say anything."""

    def above(self, days: Sequence[Money]) -> Low | None:
        """Return the lowest of the likely cash by day, None where it touches the reserve."""
        low = lowest(days) if self.known else None
        return low if low is not None and low.amount >= self.reserve else None

    def carries(self, contract: Sequence[Money], known: Iterable[Stand]) -> Low | None:
        """Return the lowest cash where it carries every contract, what is late paid today.

        Args:
            contract: likely cash by day if all contracts are paid.
            known: the debts; a lender's without a plan is due at once, a relative's waits.
        """
        every = (stand for stand in known if is_open(stand.debt))
        called = (one for one in every if one.debt.priority is not Priority.FAMILY)
        today = contract[0][0]
        return self.above(after(contract, ((today, one.owed.parts.total) for one in called)))


def spare_of(figures: Mapping[str, Figure], *, told: bool) -> Spare:
    """Return what cash is held against, from a picture's figures.

    Args:
        figures: of the household's means, by id.
        told: whether cash was read, and not too long ago.
    """
    reserve = figures["reserve"].value
    known = told and figures["afford.recommended"].reason not in UNKNOWN_INCOME
    return Spare(reserve=Fen(reserve) if isinstance(reserve, int) else ZERO, known=known)


def spare_beside(reading: Reading, figures: Mapping[str, Figure]) -> Spare | None:
    """Return what cash is held against before anything is asked.

    None where the user named the amount: it rules alone.
    """
    if reading.chosen is not None:
        return None
    return spare_of(figures, told=bool(newest_readings(reading.book.cash, reading.as_of)))
