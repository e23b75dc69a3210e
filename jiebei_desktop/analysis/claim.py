"""What one creditor claims, and the levers it may be asked for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from jiebei_desktop.analysis.course import MONTHS, Due, Periods
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.parts import Parts

HORIZON = 60
"""Longest plan proposed where a rule sets it for the kind of lender (house rule besides)."""
FAR_HORIZON = 120
"""Longest plan proposed to lenders whose kind no rule holds to a term (house rule)."""


class LeverKind(StrEnum):
    """What a creditor is asked to change, from the mildest on."""

    FREEZE = "freeze"
    """No further interest or penalty from a day on."""
    CAP = "cap"
    """Charges above the legal line are dropped."""
    WITHHELD = "withheld"
    """Principal that was never paid out is no principal."""
    INSTALMENTS_INTEREST_FREE = "instalments_interest_free"
    """Charges and arrears due so far are paid in parts that bear nothing."""
    CASH = "cash"
    """Paid today out of cash that lies idle: the lender is asked about what it leaves."""
    LONGER_TERM = "longer_term"
    LOWER_RATE = "lower_rate"
    LUMP_SUM = "lump_sum"
    PAUSE = "pause"
    WAIVE_PENALTY = "waive_penalty"
    WAIVE_FEES = "waive_fees"
    WAIVE_INTEREST = "waive_interest"
    WAIVE_PRINCIPAL = "waive_principal"
    GRACE = "grace"
    STEP = "step"


COUNTED = frozenset({LeverKind.LONGER_TERM, LeverKind.GRACE, LeverKind.PAUSE})
"""Levers whose value is a number of months."""


class Lever(Struct, frozen=True, kw_only=True):
    """One change asked for: months, fen, an annual rate or a day, by its kind."""

    kind: LeverKind
    value: Fen | int | Decimal | date


class Claim(Struct, frozen=True, kw_only=True):
    """What one creditor claims, and the terms a concession starts from."""

    debt: DebtId
    since: date
    """The day whose figures these are, from which interest of a plan counts: once all is paid that
    is paid before the plan."""
    principal: Fen
    interest: Fen = ZERO
    penalty: Fen = ZERO
    fees: Fen = ZERO
    rate: Fraction
    """Contract rate a month, no more than the line of the lender's kind."""
    capped: bool = False
    """The contract's own rate lies above that line."""
    months_left: int
    """Instalments the contract still has; 0 for a debt without a plan."""
    cap: int = HORIZON
    """Longest term that may be asked for."""
    late: bool = False
    overdue: Fen = ZERO
    """Principal that is late."""
    above: Fen = ZERO
    """Charges known to lie above the legal line."""
    withheld: Fen = ZERO
    """Principal that was kept back when the loan was paid out."""
    family: bool = False
    person: bool = False
    """Lent by a person, close or not: nothing of theirs is called a penalty."""
    periods: Periods = MONTHS
    """For how much of a month's interest each period of a plan counts, by its days."""
    capitalise: bool = False
    """The lender has made charges into principal, or demands it."""

    @property
    def parts(self) -> Parts:
        """Everything claimed, by kind."""
        return Parts(
            principal=self.principal, interest=self.interest, penalty=self.penalty, fees=self.fees
        )

    @property
    def total(self) -> Fen:
        """Everything claimed."""
        return self.parts.total

    @property
    def charges(self) -> Fen:
        """Interest, penalty and fees due so far."""
        return Fen(self.interest + self.penalty + self.fees)

    @property
    def supported(self) -> Fen:
        """What of it the law supports."""
        return Fen(self.total - self.above - self.withheld)

    @property
    def bears(self) -> bool:
        """Whether anything runs on it that could be stopped; fees and old interest do not run."""
        return self.rate > 0 or self.penalty > 0

    def due(self, rate: Fraction, waived: int = 0) -> Due:
        """Return what is repaid at a monthly rate when so much is waived, charges first.

        What was kept back of the principal is never repaid.
        """
        periods = self.periods if rate else MONTHS
        if self.capitalise:
            return Due(self.total - self.withheld - waived, 0, rate, periods)
        charges = max(0, self.charges - waived)
        principal = self.principal - self.withheld - max(0, waived - self.charges)
        return Due(principal, charges, rate, periods)
