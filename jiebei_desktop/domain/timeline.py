"""Where an unpaid debt stands on the road that lenders usually take.

The days are how lenders commonly act, not law and not a promise: texts that show them say so.
What the user has recorded (a lawsuit, an agreement) goes before anything derived from days.
"""

from __future__ import annotations

from enum import StrEnum

from jiebei_desktop.domain.debts import Debt, Stage
from jiebei_desktop.domain.standing import Owed


class TimelineStage(StrEnum):
    """The stages of an unpaid debt, from before the first missed day to settlement."""

    NOT_OVERDUE = "not_overdue"
    REMINDERS = "reminders"
    CALLS = "calls"
    OUTSOURCED = "outsourced"
    LETTERS = "letters"
    LONG_OVERDUE = "long_overdue"
    LITIGATION = "litigation"
    ENFORCEMENT = "enforcement"
    AGREED = "agreed"
    SETTLED = "settled"


FIRST_DAYS: tuple[tuple[int, TimelineStage], ...] = (
    (1, TimelineStage.REMINDERS),
    (4, TimelineStage.CALLS),
    (31, TimelineStage.OUTSOURCED),
    (61, TimelineStage.LETTERS),
    (91, TimelineStage.LONG_OVERDUE),
)
"""The first day overdue of each stage, usual practice."""

_RECORDED = {
    Stage.LITIGATION: TimelineStage.LITIGATION,
    Stage.ENFORCEMENT: TimelineStage.ENFORCEMENT,
    Stage.SETTLED: TimelineStage.SETTLED,
}


def stage_of_days(days: int) -> TimelineStage:
    """Return the usual stage after so many days overdue."""
    reached = [stage for first, stage in FIRST_DAYS if days >= first]
    return reached[-1] if reached else TimelineStage.NOT_OVERDUE


def stage_of(debt: Debt, owed: Owed) -> TimelineStage:
    """Return where ``debt`` stands, from its recorded stage or else its days overdue."""
    if debt.stage in _RECORDED:
        return _RECORDED[debt.stage]
    if debt.stage is Stage.RESTRUCTURED and not owed.overdue_days:
        return TimelineStage.AGREED
    return stage_of_days(owed.overdue_days)
