"""Life events: the one owner of their table."""

from __future__ import annotations

from jiebei_desktop.domain.events import LifeEvent
from jiebei_desktop.storage.records import Table
from jiebei_desktop.storage.rows import Source

EVENTS = Table("events", LifeEvent)


def read(source: Source) -> tuple[LifeEvent, ...]:
    """Return all events, oldest first; those of one day as they were entered."""
    return EVENTS.read(source, "start, id")
