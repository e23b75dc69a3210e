"""Costs of every month that no longer come: which are asked about, and when that is answered."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.analysis.prospect.stopped import stopped
from jiebei_desktop.domain.events import EventKind, LifeEvent, Said, SaidKind
from jiebei_desktop.domain.household import Book, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

DAY = date(2026, 11, 22)
NOW = Month(2026, 11)
NURSERY, FOOD = "B7", "B1"
KEPT = (900,) * 6 + (0, 0)
"""Six months of a cost, two without it."""


def found(values, *, others=2000, book=None):
    months = [NOW.plus(k - len(values)) for k in range(len(values))]
    beside = others if isinstance(others, list) else [others] * len(values)
    return stopped(book or Book(), months, {NURSERY: values, FOOD: beside}, DAY)


def test_two_months_without_a_cost_of_every_month_are_asked_about_and_one_is_not():
    (shift,) = found(KEPT)
    assert (shift.category, shift.before, shift.after) == (NURSERY, 900, 0)
    assert (shift.start, shift.counted) == (Month(2026, 9), False)
    assert found(KEPT[:-1]) == ()
    assert found((900,) * 8) == ()


def test_a_month_in_which_nothing_else_was_booked_says_nothing():
    assert found(KEPT, others=[2000] * 7 + [0]) == ()
    assert found(KEPT, others=[2000] * 6 + [1, 1]) != ()


@pytest.mark.parametrize(
    ("values", "before"),
    [
        ((900,) * 4 + (0, 0), 900),
        ((900,) * 3 + (0, 0), None),  # three months are not every month
        ((900, 900, 900, 0, 900, 0, 0), 720),  # four of five
        ((900, 0, 900, 0, 900, 900, 0, 0), None),  # four of six
        ((900, 900, 0, 900, 900, 0, 900, 900, 0, 0), 675),  # six of eight
        ((0, 0, 900, 900, 900, 900, 0, 0), 900),  # counted from its first month on
        ((901, 900, 900, 900, 0, 0), 900),
        ((900,) * 3 + (600,) * 12 + (0, 0), 600),  # the last year of it
        ((0, 0, 0, 0), None),
        ((900, 900, 0) * 4 + (0, 0), None),
    ],
)
def test_what_it_took_before_is_the_mean_month_of_its_last_year(values, before):
    assert [shift.before for shift in found(values)] == ([] if before is None else [before])


def test_a_cost_below_a_twentieth_of_all_living_is_not_asked_about():
    assert len(found((100,) * 6 + (0, 0), others=1900)) == 1
    assert found((100,) * 6 + (0, 0), others=1901) == ()
    assert [shift.before for shift in found((1,) * 6 + (0, 0), others=19)] == [1]


def an_end(until):
    return Recurring(
        name="托班", kind=EntryKind.EXPENSE, amount=Fen(900), category=NURSERY, day=10,
        start=date(2025, 1, 10), until=until, every=Every.MONTH,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said_on", "asked"), [(date(2026, 7, 31), True), (date(2026, 8, 1), False)]
)
@pytest.mark.parametrize("way", ["event", "item"])
def test_an_event_or_an_items_end_from_the_month_before_on_is_an_answer(said_on, asked, way):
    event = LifeEvent(
        kind=EventKind.SPENDING_ENDS, start=said_on, category=NURSERY, name="", amount=None
    )
    book = Book(events=(event,)) if way == "event" else Book(recurring=(an_end(said_on),))
    assert bool(found(KEPT, book=book)) is asked
    other = replace(event, category=FOOD)
    items = (replace(an_end(said_on), category=FOOD), replace(an_end(None), start=DAY))
    assert found(KEPT, book=Book(events=(other,), recurring=items))


def test_said_to_be_for_a_while_is_an_answer_for_that_category_alone():
    said = Said(
        kind=SaidKind.PASSING, start=date(2026, 9, 1), until=date(2026, 11, 1), category=NURSERY,
        on=DAY,
    )  # fmt: skip
    assert found(KEPT, book=Book(said=(said,))) == ()
    assert found(KEPT, book=Book(said=(replace(said, category=FOOD),)))
    assert found(KEPT, book=Book(said=(replace(said, start=date(2026, 10, 1)),)))


@given(
    st.lists(st.integers(0, 3).map(lambda n: n * 700), min_size=4, max_size=18),
    st.integers(0, 4),
)
def test_what_is_asked_about_came_in_most_months_and_has_not_come_since(values, quiet):
    values = [*values, *[0] * quiet]
    for shift in found(values):
        last = max(k for k, value in enumerate(values) if value)
        first = next(k for k, value in enumerate(values) if value)
        own = values[first : last + 1][-12:]
        assert shift.start == NOW.plus(last + 1 - len(values))
        assert len(values) - last - 1 >= 2
        assert sum(value > 0 for value in own) >= max(4, 0.75 * len(own))
        assert min(own) <= shift.before <= max(own)
