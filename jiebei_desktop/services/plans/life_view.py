"""What the page of changes in life shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiebei_desktop.services.book.life_events import LifeEvents

if TYPE_CHECKING:
    from jiebei_desktop.domain.events import LifeEvent
    from jiebei_desktop.services.keeping.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeLine:
    """One change and its place in the order of days, from 1."""

    number: int
    event: LifeEvent


def lines(session: Session) -> tuple[LifeLine, ...]:
    """Return the changes, oldest first."""
    events = LifeEvents(session).all()
    return tuple(LifeLine(number=number, event=event) for number, event in enumerate(events, 1))
