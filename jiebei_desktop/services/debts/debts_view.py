"""The list of the debts page: every debt as it stands, in a chosen order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.caps import JUDICIAL, PRIVATE_CAP, is_above
from jiebei_desktop.domain.debts import Debt, Stage, Terms
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.standing import (
    Owed,
    Status,
    difference,
    free_until,
    in_force,
    owed,
    payoff,
)
from jiebei_desktop.domain.true_rate import TrueRate, overdue_rate, true_rate
from jiebei_desktop.domain.urgency import urgency
from jiebei_desktop.services.debts import estimates

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session

SOON_DAYS = 7
"""A payment due within a week is shown with the days left."""
_VOID = "pl_24_36"


class SortOrder(StrEnum):
    """How the list is sorted."""

    URGENCY = "urgency"
    AMOUNT = "amount"
    RATE = "rate"
    NEXT_DUE = "next_due"
    ADDED = "added"


class Bands(Struct, frozen=True, kw_only=True):
    """Upper ends of the bands of annual cost; above ``high`` is the fourth band."""

    low: Decimal | None
    """Four times the loan prime rate on the day; None before the first fixing."""
    mid: Decimal
    high: Decimal

    def of(self, rate: Decimal) -> str:
        """Return the band of an annual rate: le4lpr, le24, b24_36 or gt36."""
        if self.low is not None and not is_above(rate, self.low):
            return "le4lpr"
        if not is_above(rate, self.mid):
            return "le24"
        return "b24_36" if not is_above(rate, self.high) else "gt36"


class DebtLine(Struct, frozen=True, kw_only=True):
    """One debt of the list."""

    debt: Debt
    owed: Owed
    terms: Terms
    """The terms in force on the day."""
    rate: TrueRate
    late_rate: TrueRate
    band: str
    """Band of the true rate; ``unknown`` where nothing is charged."""
    late_band: str
    status: str
    """settled, overdue, soon, today, fine, or the stage the user recorded."""
    left: int
    """Instalments that are not paid."""
    estimated: tuple[str, ...] = ()
    """Terms that are only what is usual for the product."""

    @property
    def free_until(self) -> date | None:
        """Until when a fresh bill of a card is settled without its interest so far."""
        return free_until(self.debt, self.owed)

    @property
    def days_left(self) -> int | None:
        """Return the days until the next payment is due; None when nothing is to come."""
        due = self.owed.next_due
        return None if due is None else (due - self.owed.as_of).days

    @property
    def free(self) -> str:
        """Return ``never`` for a debt without interest, ``now`` for a free period, or nothing."""
        if self.rate.nominal > 0:
            return ""
        return "now" if self.terms.rate.value else "never"


class DebtsView(Struct, frozen=True, kw_only=True):
    """The list with its legend and its sum."""

    as_of: date
    lines: tuple[DebtLine, ...]
    bands: Bands
    total: Parts
    stale_days: int
    """Age in days of the oldest rule data that is too old; 0 when all is fresh."""


class PayoffOn(Struct, frozen=True, kw_only=True):
    """What settles a debt on a day, and how much more that is than on another."""

    on: date
    parts: Parts
    more: Parts


def view(session: Session, as_of: date, order: SortOrder = SortOrder.URGENCY) -> DebtsView:
    """Return every debt as it stands on a day."""
    rules = session.rules
    limits = bands(rules, as_of)
    guessed = estimates.all_estimated(session)
    lines = [
        replace(line(debt, as_of, limits), estimated=guessed.get(debt.id, ()))
        for debt in session.ledger.debts()
    ]
    stale = max((each.days for each in rules.stale(as_of)), default=0)
    return DebtsView(
        as_of=as_of,
        lines=tuple(sorted(lines, key=_KEYS[order])),
        bands=limits,
        total=Parts.summed([each.owed.parts for each in lines]),
        stale_days=stale,
    )


def bands(rules: RuleBook, as_of: date) -> Bands:
    """Return the limits of the four bands from the rule data."""
    mid = rules.rate(JUDICIAL, as_of)
    return Bands(
        low=rules.rate(PRIVATE_CAP, as_of),
        mid=rules.number(JUDICIAL, "rate") if mid is None else mid,
        high=rules.number(_VOID, "void"),
    )


def line(debt: Debt, as_of: date, limits: Bands) -> DebtLine:
    """Return one debt with its rates under the terms in force."""
    stand = owed(debt, as_of)
    agreed = in_force(debt, as_of)
    rate, late = true_rate(agreed), overdue_rate(agreed)
    return DebtLine(
        debt=debt,
        owed=stand,
        terms=agreed.terms,
        rate=rate,
        late_rate=late,
        band=limits.of(rate.nominal) if rate.nominal > 0 else "unknown",
        late_band=limits.of(late.nominal) if late.nominal > 0 else "unknown",
        status=_status(debt, stand),
        left=sum(each.status is not Status.PAID for each in stand.instalments),
    )


def payoff_on(debt: Debt, as_of: date, on: date) -> PayoffOn:
    """Return what settles ``debt`` on a day, beside the difference from ``as_of``."""
    return PayoffOn(on=on, parts=payoff(debt, on), more=difference(debt, as_of, on))


def _status(debt: Debt, stand: Owed) -> str:
    if debt.stage is Stage.SETTLED:
        return "settled"
    if stand.is_late:
        return "overdue"
    recorded = {Stage.CURRENT, Stage.OVERDUE, None}
    if debt.stage not in recorded and debt.stage is not None:
        return debt.stage.value
    if stand.next_due is not None and (stand.next_due - stand.as_of).days <= SOON_DAYS:
        return "today" if stand.next_due == stand.as_of else "soon"
    return "fine"


_NEVER = date.max


_KEYS: Mapping[SortOrder, Callable[[DebtLine], Any]] = {
    SortOrder.URGENCY: lambda each: urgency(each.debt, each.owed),
    SortOrder.AMOUNT: lambda each: -each.owed.parts.total,
    SortOrder.RATE: lambda each: -each.rate.nominal,
    SortOrder.NEXT_DUE: lambda each: each.owed.next_due or _NEVER,
    SortOrder.ADDED: lambda _each: 0,
}
