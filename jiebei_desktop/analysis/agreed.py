"""What creditors would agree to, and how strong a lever that takes."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from jiebei_desktop.analysis.claim import Claim
from jiebei_desktop.analysis.course import Due, Steps, repaid_in
from jiebei_desktop.domain.money import ZERO, Fen


class Tier(StrEnum):
    """The strongest lever a proposal needs, from the mildest up."""

    FREEZE = "freeze"
    CAP = "cap"
    SPREAD = "instalments_interest_free"
    TERM = "longer_term"
    RATE = "lower_rate"
    WAIVER = "waiver"
    PRINCIPAL = "principal"


class Kept(Struct, frozen=True, kw_only=True):
    """A contract as it stands, when nothing is in arrears: what it asks for a month, how long."""

    payment: Fen
    months: int
    waits: int = 0
    """Payments of a plan before the day the contract first asks for something."""
    agreed: bool = False
    """It was agreed anew: asked again only where it cannot be kept."""


class Agreed(Struct, frozen=True, kw_only=True):
    """What one creditor would agree to."""

    claim: Claim
    due: Due
    """What is repaid, at the monthly rate asked for."""
    steps: Steps
    frozen: bool = False
    dropped: Fen = ZERO
    """Charges above the legal line."""
    waived: Fen = ZERO
    """Of what is left: penalty, fees, interest, principal, in that order."""
    at_once: bool = False
    """Arrears and charges are paid with the first instalment."""

    @property
    def wait(self) -> int:
        """Months before the first payment."""
        return self.steps[0][0] if self.steps and not self.steps[0][1] else 0

    @property
    def months(self) -> int:
        """Months from the first payment on to the last."""
        return repaid_in(self.due, self.steps) - self.wait


class JointPlan(Struct, frozen=True, kw_only=True):
    """The mildest set of proposals that fits a budget together."""

    agreed: tuple[Agreed, ...]
    """Of those who are asked for something, in the order given."""
    kept: tuple[int, ...]
    """Places of those whose contract stays as it is."""
    tier: Tier
    proved: bool
    """No smaller set of creditors would do under the same levers."""
