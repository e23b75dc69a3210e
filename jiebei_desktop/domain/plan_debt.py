"""A debt as a monthly plan sees it."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from jiebei_desktop.domain.debts import PROTECTED, DebtId, Priority
from jiebei_desktop.domain.money import ZERO, Fen


class PlanDebt(Struct, frozen=True, kw_only=True):
    """A debt as a plan sees it: what it costs, what it requires month by month, what is behind.

    A month of a plan ends for every debt on its own due day, so that keeping the contract costs
    what the contract says.
    """

    id: DebtId
    balance: Fen
    """All that is owed today, interest and penalty included."""
    rate: Fraction
    """Interest per unit of time on principal that is not overdue."""
    units: tuple[int, ...] = (1,)
    """Units of time in each month, days where the contract counts days; the last repeats."""
    first_cost: Fen | None = None
    """Interest and penalty of the first month where they are known; None reckons them."""
    first_due: Fen | None = None
    """Required in the first month beside the arrears where ``minimum`` cannot say it."""
    charges: Fen | None = None
    """The part of the balance that bears no interest, where unpaid interest bears none either
    (simple interest); None where it posts to the balance every month."""
    minimum: Fen = ZERO
    """Required every month; the floor of a revolving minimum."""
    fraction: Fraction = Fraction(0)
    """Part of the principal a revolving minimum asks for, beside the month's interest."""
    dues: tuple[Fen, ...] = ()
    """Required by month where the contract has a plan; the last month asks for all that is left."""
    arrears: Fen = ZERO
    """The part of the balance that should have been paid already."""
    overdue: Fen = ZERO
    """The principal inside the arrears, which bears ``penalty_rate`` in the first month; later
    all that is behind does."""
    penalty_rate: Fraction | None = None
    """Rate per unit on overdue principal in place of ``rate``; None keeps ``rate``."""
    later_rate: Fraction | None = None
    """The rate from month ``later_from`` (1 is the first) on, when a promotion ends."""
    later_from: int = 1
    monthly_fee: Fen = ZERO
    """Charged every month until the debt is gone."""
    priority: Priority = Priority.UNSECURED

    @property
    def is_guarded(self) -> bool:
        """Whether home, work or a pledge hangs on it: as `Debt.is_guarded`."""
        return self.priority in PROTECTED

    @property
    def is_family(self) -> bool:
        """Whether somebody close lent it: as `Debt.is_family`."""
        return self.priority is Priority.FAMILY

    def units_in(self, month: int) -> int:
        """Return the units of time in a month, 1 being the first."""
        return self.units[min(month, len(self.units)) - 1]
