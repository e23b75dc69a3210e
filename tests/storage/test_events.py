from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.storage.events import EVENTS

ENDS = LifeEvent(kind=EventKind.INCOME_ENDS, start=date(2027, 4, 1), category="A5", name="兼职")
RENT = LifeEvent(
    kind=EventKind.SPENDING_CHANGES,
    start=date(2026, 12, 1),
    category="B1",
    amount=Fen(180_000),
    until=date(2027, 11, 30),
)
CLOSED = LifeEvent(kind=EventKind.BUSINESS_CLOSED, start=date(2026, 6, 30))


def test_events_come_back_as_they_were_given_in_the_order_of_their_days(ledger):
    assert ledger.add_book(Book(events=(ENDS, RENT, CLOSED))).events == 3
    assert ledger.events() == ledger.read_book().events == (CLOSED, RENT, ENDS)


def test_loading_again_adds_only_what_exceeds_the_number_there(ledger):
    ledger.add_book(Book(events=(ENDS, RENT)))
    assert ledger.add_book(Book(events=(RENT, ENDS))).events == 0
    assert ledger.add_book(Book(events=(ENDS, ENDS))).events == 1


def test_each_change_is_a_step_that_can_be_taken_back_and_done_again(ledger):
    later = replace(ENDS, start=date(2027, 5, 1))
    with ledger.write("add") as work:
        EVENTS.insert(work, ENDS)
        assert work.changes.tables == {"events"}
    with ledger.write("edit") as work:
        EVENTS.change(work, ENDS, later)
    with ledger.write("delete") as work:
        EVENTS.change(work, later, None)
    assert ledger.events() == ()
    for expected in ((later,), (ENDS,), ()):
        ledger.undo()
        assert ledger.events() == expected
    for expected in ((ENDS,), (later,), ()):
        ledger.redo()
        assert ledger.events() == expected


@pytest.mark.parametrize("new", [None, RENT])
def test_an_event_that_is_not_there_is_a_key_error(ledger, new):
    ledger.add_book(Book(events=(replace(ENDS, name="别的"),)))
    with pytest.raises(KeyError), ledger.write("x") as work:
        EVENTS.change(work, ENDS, new)
    assert len(ledger.events()) == 1
