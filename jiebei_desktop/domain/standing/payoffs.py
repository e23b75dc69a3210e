"""What settling a debt costs on a chosen day, and what waiting costs."""

from __future__ import annotations

from datetime import date

from jiebei_desktop.domain.debts import Debt, Method
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing.owed_on import Owed, owed

_FREE_DAYS = 30
"""The due day of a fresh bill is no further off."""


def payoff(debt: Debt, on: date) -> Parts:
    """Return what settles ``debt`` on ``on`` if nothing is paid before."""
    return settling(debt, owed(debt, on))


def settling(debt: Debt, stand: Owed) -> Parts:
    """Return what settles a debt as it stands: of a fresh bill the interest so far is no part."""
    if free_until(debt, stand) is None:
        return stand.parts
    return Parts(principal=stand.parts.principal)


def difference(debt: Debt, earlier: date, later: date) -> Parts:
    """Return how much more each part is on ``later`` than on ``earlier``."""
    return payoff(debt, later).minus(payoff(debt, earlier))


def free_until(debt: Debt, stand: Owed) -> date | None:
    """Return until when the principal alone settles a card: the due day of a fresh bill (免息期).

    Its interest so far is then usually not charged. None where interest, a fee or lateness came
    with the bill, or the balance is not that of a bill day.
    """
    shown, due = debt.balance, stand.next_due
    if shown is None or due is None or debt.terms.method is not Method.REVOLVING:
        return None
    fresh = shown.as_of.day == debt.terms.bill_day and stand.as_of <= due
    soon = (due - shown.as_of).days <= _FREE_DAYS
    charged = stand.overdue_days or shown.interest + shown.penalty + shown.fees
    return due if fresh and soon and not charged else None
