"""What contracts and agreements require, dated: the one list that every head reads.

Reckoned by the same replay as ``owed``. It may use the rest of the domain except plans and
warnings, which read it.
"""

from __future__ import annotations

from jiebei_desktop.domain.obligations.calendar import (
    Kind,
    Obligation,
    instalments,
    next_due,
    obligations,
)
from jiebei_desktop.domain.obligations.household import (
    WINDOW_DAYS,
    DueSoon,
    arrears_total,
    due_within,
)

__all__ = [
    "WINDOW_DAYS",
    "DueSoon",
    "Kind",
    "Obligation",
    "arrears_total",
    "due_within",
    "instalments",
    "next_due",
    "obligations",
]
