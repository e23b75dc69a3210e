"""Borrowing to repay, as facts: which repayment followed which draw, each yuan counted once.

A fact with its rows, never a verdict: money is fungible, and thresholds are settings, not
science. Repayments are allocated to draws first in, first out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from jiebei_desktop.domain.money import Fen

_BEFORE_DAYS = 7
"""Days before a repayment in which borrowing counts; one day after counts, too."""


class Strength(StrEnum):
    """How much a pattern says."""

    STRONG = "strong"
    POSSIBLE = "possible"


class Movement(Struct, frozen=True, kw_only=True):
    """A draw or a repayment."""

    at: datetime
    product: str
    amount: Fen
    row: int
    """The row of evidence, by the caller's number."""
    by_credit: str = ""
    """The credit product that paid a repayment, or empty."""
    account: str = ""
    """The debt it belongs to, where that is known."""


class Limits(Struct, frozen=True, kw_only=True):
    """Thresholds, from the rule data."""

    draw_min: Fen
    days: int
    strong_percent: int
    possible_percent: int


class Rollover(Struct, frozen=True, kw_only=True):
    """One draw and the repayments that followed it, or a repayment paid by credit."""

    pattern: str
    """R1 another lender, R2 weaker or the same lender, R3 paid by credit."""
    strength: Strength
    draw: Movement
    repayments: tuple[Movement, ...]
    repaid: Fen
    """What of the repayments is allocated to this draw."""
    minutes: int
    """From the draw to the first repayment."""


class Ratio(Struct, frozen=True, kw_only=True):
    """Repayments of a period that borrowing shortly before could have paid."""

    repaid: Fen
    borrowed: Fen
    """The part of ``repaid`` matched to draws, each yuan once."""


def rollovers(
    draws: Sequence[Movement], repayments: Sequence[Movement], limits: Limits
) -> tuple[Rollover, ...]:
    """Return the patterns R1 to R3 among draws and repayments, oldest first."""
    found = [_by_credit(flow) for flow in sorted(repayments, key=_when) if flow.by_credit]
    left = {id(flow): flow.amount for flow in repayments if not flow.by_credit}
    ordered = [flow for flow in sorted(repayments, key=_when) if not flow.by_credit]
    for draw in sorted(draws, key=_when):
        if draw.amount < limits.draw_min:
            continue
        match = _allocate(draw, ordered, left, limits)
        if match is not None:
            found.append(match)
    return tuple(sorted(found, key=lambda item: item.draw.at))


def _when(flow: Movement) -> datetime:
    return flow.at


def _by_credit(flow: Movement) -> Rollover:
    return Rollover(
        pattern="R3",
        strength=Strength.STRONG,
        draw=flow,
        repayments=(flow,),
        repaid=flow.amount,
        minutes=0,
    )


def _allocate(
    draw: Movement, repayments: Sequence[Movement], left: dict[int, Fen], limits: Limits
) -> Rollover | None:
    end = draw.at + timedelta(days=limits.days)
    room, used, others = draw.amount, [], 0
    for flow in repayments:
        part = min(room, left[id(flow)])
        if not draw.at <= flow.at <= end or part <= 0:
            continue
        left[id(flow)] = Fen(left[id(flow)] - part)
        room = Fen(room - part)
        used.append(flow)
        others += part if flow.product != draw.product else 0
    repaid = Fen(draw.amount - room)
    if repaid * 100 < draw.amount * limits.possible_percent:
        return None
    strong = others * 100 >= draw.amount * limits.strong_percent
    return Rollover(
        pattern="R1" if strong else "R2",
        strength=Strength.STRONG if strong else Strength.POSSIBLE,
        draw=draw,
        repayments=tuple(used),
        repaid=repaid,
        minutes=int((used[0].at - draw.at).total_seconds() // 60),
    )


def ratio(
    draws: Sequence[Movement], repayments: Sequence[Movement], until: date, days: int = 90
) -> Ratio:
    """Return how much of the repayments of the last ``days`` followed borrowing.

    A repayment counts when a draw lies at most seven days before it or one day after, each
    yuan of a draw once, first in, first out. A draw that goes straight back to its own account
    replaces no other debt.
    """
    first = until - timedelta(days=days)
    counted = [f for f in sorted(repayments, key=_when) if first < f.at.date() <= until]
    ordered = sorted(draws, key=_when)
    left = [int(flow.amount) for flow in ordered]
    borrowed = 0
    for repayment in counted:
        wanted = int(repayment.amount)
        for place, draw in enumerate(ordered):
            gap = (repayment.at.date() - draw.at.date()).days
            own = draw.account and draw.account == repayment.account
            if -1 <= gap <= _BEFORE_DAYS and not own:
                part = min(wanted, left[place])
                left[place] -= part
                wanted -= part
                borrowed += part
    return Ratio(repaid=Fen(sum(flow.amount for flow in counted)), borrowed=Fen(borrowed))
