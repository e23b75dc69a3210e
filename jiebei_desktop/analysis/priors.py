"""What is assumed of a household before its own ledger says otherwise.

Every number here is a design choice of this project, not a statistic: no public Chinese
household cash-flow data was found. ``docs/method-affordability.md`` says what follows from that.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct


class Prior(Struct, frozen=True, kw_only=True):
    """How the money of one kind of household moves from month to month."""

    income_cv: float
    """Standard deviation of a month's income over its mean."""
    spending_cv: float = 0.12
    festival_income: float = 1.0
    """Income of the Spring Festival month over that of an ordinary month."""
    festival_spending: float = 0.5
    """Extra routine spending in the Spring Festival month, as a share."""
    bills_per_month: float = 0.12
    """Irregular bills expected in a month."""
    bill_size: float = 0.45
    """Mean size of an irregular bill over a month's routine spending."""
    persistence: float = 1.1
    """Mean number of months a good or bad spell lasts."""


PRIORS = {
    "salaried": Prior(income_cv=0.08, persistence=1.1),
    "commission": Prior(income_cv=0.30, festival_income=0.75, persistence=1.4),
    "gig": Prior(income_cv=0.25, festival_income=0.60, persistence=1.6),
    "shop": Prior(income_cv=0.40, festival_income=0.60, persistence=1.9),
}

_WORK = {"A3": "gig", "A4": "shop"}

PRIOR_WEIGHT = 3.0
"""Months of own history the assumptions are worth."""
AGE_HALF_LIFE = 12.0
"""Months after which an observed month counts half."""
DRIFT = 0.01
"""How far a level may move in a month, of one: a standard deviation."""
BILL_PRIOR_MONTHS = 6.0
"""Months of own history the assumed frequency of irregular bills is worth."""
BILL_SPREAD = 0.6
"""Sigma of the log of a bill's size."""
CAUTION_SHORT = 0.95
"""Income is centred this much lower while less than a year is known."""
THIN_SURPLUS = 0.75
"""Spending is assumed to take at least this share of income until the ledger shows otherwise."""
CUTTABLE = 0.10
"""Share of routine spending a household can drop in a short month."""
LEAK = 0.25
"""Share of idle cash above a week's income that is spent within the month."""
CARRIED_WEEKS = 6.0
"""Cash carried from month to month never exceeds this many weeks of income."""
RESERVE_DAYS = 42
"""Days of essential spending and obligations to keep as a buffer: the six weeks of median
take-home the JPMorgan Chase Institute found necessary (Weathering Volatility 2.0)."""


def prior_of(kind: str) -> Prior:
    """Return the prior of an income kind; an unknown kind is treated as gig work."""
    return PRIORS.get(kind, PRIORS["gig"])


def kind_of(category: str, declared: str, present: Collection[str]) -> str:
    """Return which kind of income a category is: noise and festival belong to the stream.

    Args:
        category: code of the income category.
        declared: what the household said of its income.
        present: the categories of income that the household has.
    """
    if category in _WORK:
        return _WORK[category] if declared == "salaried" else declared
    if category != "A1":
        return "salaried"
    return "salaried" if declared != "commission" and _WORK.keys() & set(present) else declared
