"""Penalty and compound interest of late instalments: exact while they run, fen once posted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from jiebei_desktop.domain.money import ZERO, Fen, half_up_of
from jiebei_desktop.domain.standing.open_instalments import Lot

_RUNNING = {"penalty": "penalty_days", "compound": "compound_days"}
"""What each charge runs on, by the name of what has been posted of it."""


def run_on(lots: Sequence[Lot], since: date, to: date, *, compounds: bool) -> None:
    """Let lots that have fallen due gather their charges between two days.

    A sum agreed for a later day gathers none before it.
    """
    whole = (to - since).days
    for lot in lots:
        days = whole
        if lot.due_on is not None and lot.due_on > since:
            days = max(0, (to - lot.due_on).days)
        lot.penalty_days += lot.principal * days
        if compounds:
            lot.compound_days += lot.interest * days


def charged(late: Sequence[Lot], daily: Fraction) -> tuple[Fen, Fen]:
    """Return penalty and compound interest of late lots, each rounded once; ``daily`` per fen."""
    penalty = compound = penalty_days = compound_days = 0
    for lot in late:
        penalty += lot.penalty
        compound += lot.compound
        penalty_days += lot.penalty_days
        compound_days += lot.compound_days
    return (
        Fen(penalty + _grown(daily, penalty_days)),
        Fen(compound + _grown(daily, compound_days)),
    )


def borne(lot: Lot, daily: Fraction) -> Fen:
    """Return penalty and compound interest of one lot together, rounded once."""
    return Fen(lot.penalty + lot.compound + _grown(daily, lot.penalty_days + lot.compound_days))


def is_penal(lot: Lot, daily: Fraction) -> bool:
    """Return whether a lot bears penalty, posted or running."""
    return bool(lot.penalty or (lot.penalty_days and daily))


def post(late: Sequence[Lot], daily: Fraction) -> None:
    """Turn what has run into fen, so that the lots together are rounded once."""
    for kind, running in _RUNNING.items():
        if not any(getattr(lot, running) for lot in late):
            continue
        known = days = posted = 0
        for lot in late:
            known += getattr(lot, kind)
            days += getattr(lot, running)
            now = known + _grown(daily, days)
            setattr(lot, kind, now - posted)
            setattr(lot, running, 0)
            posted = now


def pay(late: Sequence[Lot], penalty: int, compound: int) -> int:
    """Take what a payment brings for each charge off what is posted, oldest lot first.

    Return what is left of the penalty: it pays what no instalment bears.
    """
    _take(late, "compound", compound)
    return _take(late, "penalty", penalty)


def _take(late: Sequence[Lot], kind: str, amount: int) -> int:
    """Take an amount off one charge, oldest lot first; return what none of them bears."""
    for lot in late:
        if not amount:
            break
        taken = min(getattr(lot, kind), amount)
        setattr(lot, kind, getattr(lot, kind) - taken)
        amount -= taken
    return amount


def cure(lot: Lot) -> None:
    """Forget the charges of a lot that was paid within the days of grace."""
    lot.penalty = lot.compound = lot.penalty_days = lot.compound_days = 0


def _grown(daily: Fraction, days: int) -> Fen:
    """Return what fen times days have gathered; rounding it leaves whole fen beside it alone."""
    return half_up_of(daily.numerator * days, daily.denominator) if days else ZERO
