"""Life events: the one owner of their table."""

from __future__ import annotations

from jiebei_desktop.domain.events import LifeEvent
from jiebei_desktop.storage.records import StoredTable
from jiebei_desktop.storage.rows import RowSource

EVENTS = StoredTable("events", LifeEvent)


def read(source: RowSource) -> tuple[LifeEvent, ...]:
    """Return all events, oldest first; those of one day as they were entered."""
    return EVENTS.read(source, "start, id")
