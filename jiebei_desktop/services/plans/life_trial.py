"""A change in life tried out before it is saved: the same pictures, with and without it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.prospect import Prospect
from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.named_items import names_to_choose
from jiebei_desktop.services.keeping.memo import Memo
from jiebei_desktop.services.picture import LaneName, Low, Reading, home_of, picture_of

if TYPE_CHECKING:
    from jiebei_desktop.analysis.afford_value import Affordability


class Effect(Struct, frozen=True, kw_only=True):
    """Where a household stands with or without a change; all in fen."""

    recommended: Fen | None
    """What can be paid a month and kept; None where there is no such amount."""
    study: Affordability
    """What it was read from, with the reason where there is none."""
    income: Fen
    living: Fen
    left: Fen
    """Income, living and what is left in the month of the trial."""
    low: Low | None
    """The lowest likely cash of the year ahead, keeping the plan; None where cash is not known."""
    debt_free: date | None
    """When all is paid, keeping the plan; None where that never ends."""


class Trial(Struct, frozen=True, kw_only=True):
    """What a change does, before anything is written."""

    event: LifeEvent
    month: Month
    """The first whole month that the change is in force, from the coming one on."""
    before: Effect
    after: Effect
    home: Prospect
    """What comes in and goes out with the change."""
    names: tuple[str, ...] = ()
    """Recurring items of which the change's name is none: it counts for all of them."""


def with_change(reading: Reading, old: LifeEvent | None, new: LifeEvent) -> Reading:
    """Return what would be read once a change were saved, in place of ``old`` where it is one."""
    events = [event for event in reading.book.events if event != old]
    events = sorted([*events, new], key=lambda event: event.start)
    book = replace(reading.book, events=tuple(events))
    return replace(reading, means=replace(reading.means, book=book), memo=Memo(), homes=Memo())


def trial(reading: Reading, old: LifeEvent | None, new: LifeEvent) -> Trial:
    """Try a change out; pure, so it may run beside the ledger.

    Args:
        reading: the ledger's values on a day.
        old: the saved change that is being edited, None for a new one.
        new: the change as typed; one that is only hoped for is tried out as if it came.
    """
    month = month_of(new, reading.as_of)
    changed = with_change(reading, old, replace(new, confirmed=True))
    return Trial(
        event=new,
        month=month,
        before=_effect(reading, month),
        after=_effect(changed, month),
        home=home_of(changed),
        names=names_to_choose(reading.book, new),
    )


def month_of(event: LifeEvent, as_of: date) -> Month:
    """Return the first whole month an event is in force, from the month after the day on."""
    coming = Month.of(as_of).plus(1)
    if event.kind is EventKind.MONTHS_NOT_RECORDED:
        return coming
    begun = Month.of(event.start)
    return max(coming, begun if event.start == begun.first else begun.plus(1))


def _effect(reading: Reading, month: Month) -> Effect:
    seen, home = picture_of(reading), home_of(reading)
    place = month.minus(Month.of(reading.as_of))
    income, living = home.income_at(place), home.living_at(place)
    plan = seen.lanes[LaneName.PLAN]
    return Effect(
        recommended=seen.money("afford.recommended"),
        study=seen.afford,
        income=income,
        living=living,
        left=Fen(income - living - home.irregular - home.protected),
        low=plan.low if plan.told else None,
        debt_free=plan.debt_free,
    )
