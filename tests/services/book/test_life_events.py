from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.book.life_events import LifeEvents

RENT = LifeEvent(
    kind=EventKind.SPENDING_CHANGES, start=date(2026, 12, 1), category="B1", amount=Fen(180_000)
)


def test_each_act_is_one_named_step_and_says_what_changed(session):
    events = LifeEvents(session)
    later = replace(RENT, start=date(2027, 1, 1))
    steps = [
        (lambda: events.add(RENT), "add-events", (RENT,)),
        (lambda: events.change(RENT, later), "edit-events", (later,)),
        (lambda: events.remove(later), "delete-events", ()),
    ]
    for act, label, left in steps:
        assert act().tables == {"events"}
        assert session.history.undo_label == label
        assert events.all() == session.book().events == left
    session.history.undo()
    assert events.all() == (later,)


def test_an_event_that_is_not_there_cannot_be_changed(session):
    with pytest.raises(KeyError):
        LifeEvents(session).change(RENT, replace(RENT, name="x"))
    assert session.history.undo_label is None
