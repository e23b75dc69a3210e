"""What changes in a household's life: added, changed and taken back, each as one step."""

from __future__ import annotations

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.events import LifeEvent
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage.events import EVENTS


class LifeEvents:
    """The life events of a session's ledger; an event is named by its value."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[LifeEvent, ...]:
        """Return all events, oldest first."""
        return self._session.ledger.events()

    def add(self, event: LifeEvent) -> Changes:
        """Add an event."""
        return self._session.history.run("add-events", lambda work: EVENTS.insert(work, event))

    def change(self, old: LifeEvent, new: LifeEvent) -> Changes:
        """Replace an event.

        Raises:
            KeyError: the ledger holds no event equal to ``old``.
        """
        return self._session.history.run("edit-events", lambda work: EVENTS.change(work, old, new))

    def remove(self, event: LifeEvent) -> Changes:
        """Delete an event.

        Raises:
            KeyError: the ledger holds no such event.
        """
        return self._session.history.run(
            "delete-events", lambda work: EVENTS.change(work, event, None)
        )
