"""What changes in a household's life on a day: a job ends, a wage falls, a shop closes."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from jiebei_desktop.domain.money import Fen


class EventKind(StrEnum):
    """What changes."""

    INCOME_ENDS = "income_ends"
    INCOME_CHANGES = "income_changes"
    INCOME_STARTS = "income_starts"
    SPENDING_CHANGES = "spending_changes"
    SPENDING_STARTS = "spending_starts"
    SPENDING_ENDS = "spending_ends"
    BUSINESS_CLOSED = "business_closed"
    """All income of a shop or trade (A3, A4) ends; costs have categories of their own."""
    MONTHS_NOT_RECORDED = "months_not_recorded"
    """The months from ``start`` to ``until`` are gaps of the ledger, no zeros."""


WITH_AMOUNT = frozenset({
    EventKind.INCOME_CHANGES, EventKind.INCOME_STARTS,
    EventKind.SPENDING_CHANGES, EventKind.SPENDING_STARTS,
})  # fmt: skip
"""Kinds that say a new amount a month."""
WITHOUT_CATEGORY = frozenset({EventKind.BUSINESS_CLOSED, EventKind.MONTHS_NOT_RECORDED})
"""Kinds that speak of more than one category."""
OF_INCOME = frozenset({
    EventKind.INCOME_ENDS, EventKind.INCOME_CHANGES, EventKind.INCOME_STARTS,
})  # fmt: skip
"""Kinds that change a category of income."""


class LifeEvent(Struct, frozen=True, kw_only=True):
    """One change; from its day on it beats what the past shows of its category."""

    kind: EventKind
    start: date
    category: str = ""
    """Code of the closed list; empty where the kind names none (business closed, gaps)."""
    name: str = ""
    amount: Fen | None = None
    """New amount a month, for what starts or changes."""
    until: date | None = None
    """Last day, where it is known that it ends."""
    confirmed: bool = True
    """False while it is only hoped for (applied for, promised): it is shown and not counted."""


class SaidKind(StrEnum):
    """What the user said of months behind that the ledger alone cannot explain."""

    PASSING = "passing"
    """A fall of an income that will not last."""
    NOTHING = "nothing"
    """Months without an entry that really had none."""
    MISSED = "missed"
    """An income that came as always and was not written down."""
    OTHER_COST = "other_cost"
    """A monthly cost that bears the name of a debt and is none of its repayments."""


class Said(Struct, frozen=True, kw_only=True):
    """An answer about months behind; what will be different from now on is a `LifeEvent`."""

    kind: SaidKind
    start: date
    """First day of the first month it is about."""
    until: date
    """Last day of the last month it is about."""
    category: str = ""
    """Code of the income; empty where it is about everything."""
    on: date
    """The day it was said."""
    name: str = ""
    """Of another cost: the name of the recurring item."""

    def covers(self, day: date) -> bool:
        """Tell whether a day lies in the months it is about."""
        return self.start <= day <= self.until
