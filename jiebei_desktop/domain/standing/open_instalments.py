"""One instalment on its way through a replay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.allocation import Dues
from jiebei_desktop.domain.debts import Terms
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import MONTH_DAYS
from jiebei_desktop.domain.standing.schedules import Instalment

_SLIGHT_FEN = 1000
"""A payment short by less than this, and by no more than a hundredth, is not late: the lender's
instalment differs by a little from the one worked out here."""
_SLIGHT_SHARE = 100


class Lot(Struct, kw_only=True):
    """One instalment on its way: what is still open of it and what its lateness has cost."""

    row: Instalment
    principal: int
    due_on: date | None = None
    """The day it fell due; None while it has not."""
    interest: int = 0
    fee: int = 0
    penalty: int = 0
    compound: int = 0
    """Penalty and compound interest in fen, as last posted."""
    penalty_days: int = 0
    compound_days: int = 0
    """Fen late times days since then: what has run is this by the daily rate, exactly."""
    paid_principal: int = 0
    paid_interest: int = 0
    reported: bool = False
    """The lender says it is overdue: it is, whatever its day and the days of grace."""
    slack: int = _SLIGHT_FEN
    """Short by less than this many fen, and by no more than a hundredth, it is not late."""
    once: bool = False
    """It is the sum that was agreed to be paid at once, no instalment of the plan."""
    beside: int = 0
    """What it asks for of the charges that an agreement carried over, inside its row's interest."""
    units: int = MONTH_DAYS
    """Thirtieths of a month that its period counts under a monthly contract."""

    @property
    def open(self) -> bool:
        """Whether anything of it is unpaid, penalty apart."""
        return self.principal + self.interest + self.fee > 0

    @property
    def cleared(self) -> bool:
        """Whether nothing of it is unpaid, penalty and compound interest included."""
        running = self.penalty_days or self.compound_days
        return not (self.open or self.penalty or self.compound or running)

    def asked(self, accrued: int, waits: int, terms: Terms) -> int:
        """Return how much of the interest that has run, in fen, it asks for; not the last one.

        What of it ``waits``, as an agreement carried it over, is for the last. Where the payment
        itself was agreed, no instalment asks for more than it: it takes what room is left in it.
        """
        payment = terms.asked(self.row.n)
        if payment is None:
            return accrued - waits
        room = payment - self.principal - self.paid_principal
        room = 0 if self.row.n <= terms.interest_only else room
        return min(accrued, max(0, max(self.row.interest, room) - self.paid_interest))

    def ahead(self, owed: Dues, paid: int) -> Dues:
        """Return what of ``owed`` paying it before its day takes, where ``paid`` of it is.

        It is its whole payment: the interest of the days until its own is asked for afterwards.
        """
        rest = max(self.principal, self.row.payment - paid - owed.interest)
        return replace(owed, undue=min(owed.undue, rest))


def dues_of(lots: Iterable[Lot]) -> Dues:
    """Return what is open of some instalments, penalty apart."""
    fees = interest = overdue = 0
    for lot in lots:
        fees += lot.fee
        interest += lot.interest
        overdue += lot.principal
    return Dues(fees=fees, interest=interest, overdue=overdue)


def enlarge(lot: Lot, principal: int) -> None:
    """Add principal to an instalment that has not fallen due."""
    lot.principal += principal
    row = lot.row
    lot.row = row._replace(
        principal=Fen(row.principal + principal), payment=Fen(row.payment + principal)
    )


def reduce(lot: Lot, amount: int) -> int:
    """Pay principal of an instalment; return how much of ``amount`` it took."""
    taken = min(lot.principal, amount)
    lot.principal -= taken
    lot.paid_principal += taken
    return taken


def is_slight(asked: int, paid: int, slack: int = _SLIGHT_FEN) -> bool:
    """Return whether ``paid`` differs from what was asked for, and by so little only."""
    gap = abs(asked - paid)
    return 0 < gap < slack and gap * _SLIGHT_SHARE <= asked


def is_near(asked: int, paid: int) -> bool:
    """Return whether ``paid`` may be the lender's own instalment where ``asked`` is reckoned.

    It lies ten yuan beside it, or a hundredth of it where that is more, but is not equal to it.
    """
    return 0 < abs(asked - paid) <= max(_SLIGHT_FEN, asked // _SLIGHT_SHARE)
