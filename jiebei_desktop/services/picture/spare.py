"""Cash beside the reserve: whether it carries every contract, and what of it lies idle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.analysis.carried import Low, Money, after, lowest
from jiebei_desktop.domain.household import newest_readings
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.standing import Stand, stands
from jiebei_desktop.domain.warnings import Carried
from jiebei_desktop.services.cases.limitation import standing_aside
from jiebei_desktop.services.picture import affording
from jiebei_desktop.services.picture.means import home_of
from jiebei_desktop.services.picture.plan_pays import required
from jiebei_desktop.services.picture.reading import Reading

if TYPE_CHECKING:
    from jiebei_desktop.analysis.prospect import Prospect

UNKNOWN_INCOME = frozenset({"no_income", "ledger_too_old"})
"""Reasons for no amount in which an own one is held against nothing."""


class Spare(Struct, frozen=True, kw_only=True):
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
        every = (stand for stand in known if stand.is_open)
        called = (one for one in every if not one.debt.is_family)
        today = contract[0][0]
        return self.above(after(contract, ((today, one.owed.parts.total) for one in called)))


UNKNOWN = Spare(reserve=ZERO, known=False)
"""Where nobody can say anything of cash."""


def spare_of(reading: Reading, home: Prospect) -> Spare:
    """Return what the cash of a household is held against."""
    read = bool(newest_readings(reading.book.cash, reading.as_of))
    known = read and home.has_income and not home.is_too_old
    return Spare(reserve=affording.reserve(home), known=known)


def cash_by_contract(before: Sequence[Money], known: Iterable[Stand]) -> tuple[Money, ...]:
    """Return the likely cash by day if all contracts are paid, what is late today.

    ``before`` is the same if no lender were paid.
    """
    as_of = before[0][0]
    return after(before, chain.from_iterable(required(each, as_of) for each in known))


def carried_by_cash(
    reading: Reading, spare: Spare, contract: Sequence[Money], known: Iterable[Stand]
) -> Low | None:
    """Return the lowest cash where it keeps every contract, so that nobody is asked.

    None where the user named the amount: it rules alone. ``contract`` is `cash_by_contract`.
    """
    return None if reading.chosen is not None else spare.carries(contract, known)


def carried_today(reading: Reading) -> Carried | None:
    """Return what says that cash keeps every contract for a year, so that nobody is asked.

    The same that `promised` goes by, and it needs no simulation.
    """
    if reading.before is not None:
        return reading.before.carried
    from jiebei_desktop.analysis.forecast import before_debts

    every, home = stands(reading.book.debts, reading.as_of), home_of(reading)
    spare = spare_of(reading, home)
    if not spare.known:
        return None
    aside = standing_aside(((s.debt, s.owed) for s in every), reading.noted, reading.rules)
    known = [each for each in every if each.debt.id not in aside]
    contract = cash_by_contract(before_debts(reading.book, home), known)
    low = carried_by_cash(reading, spare, contract, known)
    return (
        None
        if low is None
        else Carried(lowest=low.amount, reserve=spare.reserve, aside=frozenset(aside))
    )
