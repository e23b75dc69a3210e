"""One named figure: its value, its unit, where it comes from and how it was reckoned."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from jiebei_desktop.domain.money import Fen

LATE_UNSAID = "late_unsaid"
"""Why an amount past its day has no value: nobody said how much is late."""


class Unit(StrEnum):
    """What a value counts."""

    MONEY = "money"
    RATE = "rate"
    """Simple and compound annual rate, as fractions."""
    SHARE = "share"
    """A fraction: of futures, or a rate."""
    DAYS = "days"
    COUNT = "count"
    DAY = "day"
    DUE = "due"


class Origin(StrEnum):
    """The weakest thing a figure rests on."""

    DOCUMENT = "document"
    STATEMENT = "statement"
    STATED = "stated"
    """Told by the user or the lender: contracts, reported balances, answers."""
    ESTIMATE = "estimate"


class NextDue(Struct, frozen=True, kw_only=True):
    """The next payment of a debt."""

    day: date
    amount: Fen
    kind: str
    """instalment, minimum, final, called or agreed."""


class Rates(Struct, frozen=True, kw_only=True):
    """Simple (单利) and compound (复利) annual rate as fractions."""

    nominal: Decimal
    effective: Decimal


Value = Fen | int | Decimal | date | NextDue | Rates | None
"""What a figure may be; None where there is no such thing, and the reason says why."""


class Term(Struct, frozen=True, kw_only=True):
    """One line of a reckoning: another figure, added or taken away."""

    id: str
    sign: int = 1


class Figure(Struct, frozen=True, kw_only=True):
    """One named figure of a household on a day.

    ``terms`` are the figures it is the sum of, where it is one; the text layer words them and
    everything else behind 怎么算的 from ``id``.
    """

    id: str
    value: Value
    unit: Unit
    as_of: date
    origin: Origin
    rows: int = 0
    """Entries, payments or debts behind it; 0 for what was stated."""
    grade: str = "good"
    """good, fair, rough, or none where there is no number."""
    terms: tuple[Term, ...] = ()
    reason: str | None = None
    """Code of why there is no value."""

    @property
    def how(self) -> str:
        """Return the code of the sentence that says how it is reckoned: its id without the debt."""
        first, _, rest = self.id.partition(".")
        if first in {"next", "rate", "aside"} and self.id != "rate.top":
            return first
        if first == "week" and "." in rest:
            return f"week.{rest.partition('.')[0]}"
        if first == "lane":
            return f"lane.{rest.split('.')[1]}"
        if first == "arrears" and rest != "total":
            return "arrears.debt"
        if first == "owed" and "." in rest:
            return f"owed.debt.{rest.rpartition('.')[2]}"
        return self.id


def estimate(
    code: str, value: Value, unit: Unit, *, as_of: date, grade: str, reason: str | None = None
) -> Figure:
    """Return a figure that is reckoned ahead: where there is no value, ``reason`` says why."""
    return Figure(
        id=code,
        value=value,
        unit=unit,
        as_of=as_of,
        origin=Origin.ESTIMATE,
        grade="none" if value is None else grade,
        reason=reason if value is None else None,
    )


def says_the_same(one: Struct, other: object, *, beside: Collection[str]) -> bool:
    """Return whether two values are alike in all but the fields named."""
    names = (name for name in one.__struct_fields__ if name not in beside)
    return type(one) is type(other) and all(
        getattr(one, name) == getattr(other, name) for name in names
    )
