"""What settling a debt costs on a chosen day, and what waiting costs."""

from __future__ import annotations

from datetime import date

from jiebei_desktop.domain.allocation import Parts
from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.standing.owed_on import owed


def payoff(debt: Debt, on: date) -> Parts:
    """Return what settles ``debt`` on ``on`` if nothing is paid before."""
    return owed(debt, on).parts


def difference(debt: Debt, earlier: date, later: date) -> Parts:
    """Return how much more each part is on ``later`` than on ``earlier``."""
    return payoff(debt, later).minus(payoff(debt, earlier))
