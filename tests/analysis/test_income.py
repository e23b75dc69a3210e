"""One stream of income from its months, its items and its events, each border by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from prospects import DAY, category

from jiebei_desktop.analysis.dues import pay_day
from jiebei_desktop.analysis.prospect.history import history
from jiebei_desktop.analysis.prospect.income import (
    _after_all,
    _certainty,
    _levels,
    _next_place,
    _share_that_comes,
    _shift,
    _until,
    income_streams,
    is_counted,
    passing,
)
from jiebei_desktop.domain.events import EventKind, LifeEvent, Said, SaidKind
from jiebei_desktop.domain.household import (
    Book,
    Certainty,
    Entry,
    EntryKind,
    Every,
    Household,
    Recurring,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

NOW = Month(2026, 11)


def item(amount, start=date(2026, 1, 10), until=None, every=Every.MONTH, **more):
    return Recurring(
        name="w", kind=EntryKind.INCOME, amount=Fen(amount), category="A3", day=10, start=start,
        until=until, every=every, **more,
    )  # fmt: skip


def event(kind, start, amount=None):
    return LifeEvent(
        kind=kind, start=start, category="A3", amount=None if amount is None else Fen(amount)
    )


def read(*values, running=(), **more):
    """Return the stream and the falls of gig work of so much a month, the last one in October."""
    behind = [(NOW.plus(k - len(values)), value) for k, value in enumerate(values)]
    entries = [
        Entry(date=month.day(day), kind=kind, amount=Fen(amount), category=code)
        for month, value in behind
        for day, kind, amount, code in (
            (10, EntryKind.INCOME, value, "A3"), (28, EntryKind.EXPENSE, 1, "C1")
        ) if amount
    ]  # fmt: skip
    book = Book(household=Household(income_kind="gig"), entries=tuple(entries), **more)
    streams, _, shifts = income_streams(book, history(book, DAY), DAY)
    return streams[0], shifts


def test_a_stream_has_its_lowest_usual_and_highest_month_behind():
    stream, _ = read(900, 1_100, 1_000)
    assert (stream.low, stream.usual, stream.high, stream.at(1)) == (900, 1_000, 1_100, 1_000)
    coming, _ = read(recurring=(item(500, date(2026, 12, 10)), item(70, date(2027, 1, 10))))
    assert [coming.at(place) for place in (0, 1, 2)] == [0, 500, 570]
    assert (coming.low, coming.usual, coming.high) == (0, 500, 0)
    assert coming.start == date(2026, 12, 10)


def test_an_income_that_was_said_to_begin_begins_a_level_and_one_that_changes_does_not():
    values, since = (1_000,) * 3 + (3_000,) * 3, date(2026, 8, 1)
    begins, _ = read(*values, events=(event(EventKind.INCOME_STARTS, since, 2_000),))
    changes, _ = read(*values, events=(event(EventKind.INCOME_CHANGES, since, 3_000),))
    assert (begins.low, changes.low) == (3_000, 1_000)


def test_what_the_months_since_the_newest_change_brought_bounds_what_was_said_of_it():
    """The month of the change itself shows only a part of it."""
    said = (
        event(EventKind.INCOME_CHANGES, date(2026, 8, 1), 8_000),
        event(EventKind.INCOME_CHANGES, date(2026, 9, 15), 9_000),
    )
    stream, _ = read(1_000, 1_000, 1_000, 1_000, 100, 5_000, events=said)
    assert stream.at(1) == 5_000
    now = event(EventKind.INCOME_STARTS, date(2026, 11, 1), 10)  # on top: it is not behind
    stream, _ = read(1_000, 1_000, 1_000, 1_000, 100, 5_000, events=(*said, now))
    assert stream.at(1) == 5_010


FALL = (10_000,) * 6 + (7_000,)
"""Asked about and not counted; the usual month is 9,571 then."""


@pytest.mark.parametrize(
    ("start", "amount", "asked"),
    [
        (None, 0, True),
        (date(2026, 12, 1), 7_000, False),  # no more than what came counts already
        (date(2026, 12, 1), 7_001, True),
        (date(2027, 1, 1), 7_000, True),  # the coming month still counts more
    ],
)
def test_a_last_month_below_the_others_is_asked_about_while_more_than_it_counts(
    start, amount, asked
):
    events = () if start is None else (event(EventKind.INCOME_CHANGES, start, amount),)
    _, shifts = read(*FALL, events=events)
    assert [(one.before, one.after, one.counted) for one in shifts] == (
        [(10_000, 7_000, False)] if asked else []
    )


def test_a_fall_that_counts_is_told_with_the_level_since_it():
    stream, (shift,) = read(*[10_000] * 6, 4_200, 4_000)
    assert (shift.before, shift.after, shift.counted) == (10_000, 4_100, True)
    assert (shift.start, stream.at(1)) == (Month(2026, 9), 4_100)


def test_what_comes_every_second_month_has_no_fall():
    values = (9_000, 0, 9_000, 0, 9_000, 0, 1_000, 0)
    assert _shift(category(*values)) == []


@pytest.mark.parametrize(("on", "counts"), [(date(2026, 9, 1), True), (date(2026, 8, 31), False)])
def test_a_fall_that_was_said_to_pass_has_two_months_and_the_running_one_to_do_so(on, counts):
    said = Said(kind=SaidKind.PASSING, start=date(2026, 7, 1), until=date(2026, 9, 1),
                category="A3", on=on)  # fmt: skip
    assert passing(Book(said=(said,)), "A3", DAY) == ((Month(2026, 7),) if counts else ())


def test_until_the_first_item_begins_the_months_speak_and_then_it_alone():
    later = (item(700, date(2026, 12, 31)), item(50, date(2027, 3, 10)))
    one = category(500, 500, 500, items=later)
    # In the month of its first day it speaks already, though its day of pay is over.
    assert _levels(one, 1)[:6] == (500, 0, 700, 700, 750, 750)
    soon = (item(700, date(2027, 1, 1)),)
    assert _levels(category(500, 500, 500, items=soon), 1)[:3] == (500, 500, 700)


def test_an_item_that_begins_counts_whole_beside_one_that_brought_half():
    """Half of what it says came in each month it governs; nothing is known of the other."""
    both = (item(1_000), item(300, date(2027, 1, 10)))
    assert _levels(category(500, 500, 500, items=both), 1)[:3] == (500, 500, 800)
    young = (item(1_000, date(2026, 9, 10)),)  # it was there in some of the months
    assert _levels(category(500, 500, 500, 500, items=young), 1)[0] == 500


@pytest.mark.parametrize(
    ("one", "share"),
    [
        (category(500, 500, 500, items=(item(1_000),)), 0.5),
        (category(2_000, 2_000, 2_000, items=(item(1_000),), cautious=False), 1),
        (category(0, 0, 0, items=(item(1_000),)), 1),  # no entry contradicts it
        (category(9, 9, 9, items=(item(1_000, date(2027, 1, 10)),)), 1),  # no month is its own
        # A year's item that fell in none of these months: they cannot contradict it.
        (category(9, 9, 9, items=(item(1_200, date(2025, 12, 10), every=Every.YEAR),)), 1),
        # By the quarter and by the month: 450 of the 1,700 that both say of eight months.
        (
            category(
                150, 0, 0, 150, 0, 0, 150, 0,
                items=(item(300, date(2026, 3, 10), every=Every.QUARTER), item(100)),
            ),
            Fraction(9, 34),
        ),
    ],
)  # fmt: skip
def test_items_count_for_the_share_that_came_and_never_for_more_than_they_say(one, share):
    assert _share_that_comes(one) == share


BOTH = (
    item(5_000, date(2025, 1, 10)), item(9_000, date(2025, 3, 10), every=Every.QUARTER),
)  # fmt: skip
"""A wage of 5,000 and 9,000 a quarter: 8,000 a month, in March, June and so on 14,000."""


@pytest.mark.parametrize(
    ("third", "other", "level"),
    [
        (14_000, 5_000, 8_000),
        (5_000, 5_000, 5_000),  # the wage alone came
        (9_500, 5_000, 6_500),  # and half of the rest
        (9_000, 0, 3_000),
    ],
)
def test_a_wage_and_what_comes_beside_it_by_the_quarter_count_for_what_both_brought(
    third, other, level
):
    months = [NOW.plus(k - 12) for k in range(12)]
    values = [other if month.number % 3 else third for month in months]
    one = category(*values, items=BOTH)
    assert _levels(one, 1)[1] == level
    old = category(90_000, 90_000, *values, items=BOTH)  # what is more than a year back is over
    assert _levels(old, 1)[1] == level


@given(st.lists(st.integers(0, 20_000), min_size=12, max_size=12).filter(any))
def test_a_wage_and_a_quarter_promise_no_more_than_a_twelfth_of_what_a_year_of_both_brought(values):
    one = category(*values, items=BOTH)
    brought = sum(min(value, said) for value, said in zip(values, one.due, strict=True))
    assert abs(_levels(one, 1)[1] - brought / 12) <= 1


@pytest.mark.parametrize(
    ("ends", "level"),
    [
        ((date(2026, 8, 31),), 300),
        ((date(2026, 9, 1),), 200),  # October alone is after it
        ((date(2026, 7, 31), date(2026, 9, 30)), 200),
        ((date(2026, 7, 31), None), 0),  # one goes on: nothing is known beside it
        ((date(2026, 10, 31),), 0),
    ],
)
def test_after_all_items_have_ended_the_months_since_then_speak(ends, level):
    items = tuple(item(900, until=day) for day in ends)
    one = category(900, 900, 400, 200, items=items)
    assert _after_all(one) == level


@pytest.mark.parametrize(
    ("values", "came_now", "place"),
    [
        ((900, 0, 0, 900, 0, 0), False, 0),  # due in the running month
        ((900, 0, 0, 900, 0, 0), True, 3),  # it has come
        ((0, 0, 900, 0, 0, 900), False, 2),
        ((0, 900, 0, 0, 900, 0), False, 1),
        ((0, 0, 0), False, 0),
    ],
)
def test_a_quarter_comes_three_months_after_the_last_time(values, came_now, place):
    now = Entry(date=date(2026, 11, 5), kind=EntryKind.INCOME, amount=Fen(900), category="A1")
    past = history(Book(entries=(now,) if came_now else ()), DAY)
    assert _next_place(category(*values), past, 3) == place


def test_an_income_ends_with_the_last_of_its_items_and_is_as_sure_as_the_weakest():
    days = [date(2027, 1, 1), date(2027, 5, 1)]
    ends = [item(1, until=day) for day in days]
    assert _until(ends) == days[1]
    assert _until([*ends, item(1)]) is None
    assert _until([]) is None
    order = list(Certainty)
    both = [replace(item(1), certainty=each) for each in (order[0], order[-1])]
    assert _certainty(both) == _certainty(both[::-1]) == order[-1]
    assert _certainty([]) == Certainty.EXPECTED


def paid(*pays: tuple[int, str, int], **more) -> Book:
    """Return a year of wages on the 10th with what else came: months ago, category and amount."""
    wages = [(back, "A1", 8_000) for back in range(1, 13)]
    entries = [
        Entry(
            date=NOW.plus(-back).day(20 if code != "A1" else 10),
            kind=EntryKind.INCOME,
            amount=Fen(amount),
            category=code,
        )
        for back, code, amount in [*wages, *pays]
    ]
    spent = [
        Entry(date=NOW.plus(-back).day(28), kind=EntryKind.EXPENSE, amount=Fen(1), category="C1")
        for back in range(1, 13)
    ]
    return Book(entries=(*entries, *spent), **more)


RENT = "A10"


@pytest.mark.parametrize(
    ("book", "counted"),
    [
        (paid((1, RENT, 30_000)), False),
        (paid((11, RENT, 30_000)), False),
        (paid((7, RENT, 100), (1, RENT, 100)), True),
        (paid((1, RENT, 100), (0, RENT, 100)), True),  # the running month has it again
        (paid((1, RENT, 100), recurring=(replace(item(100), category=RENT),)), True),
        (paid((1, RENT, 100), events=(replace(event(EventKind.INCOME_STARTS, DAY, 1), category=RENT),)), True),
    ],
)  # fmt: skip
def test_what_came_once_beside_income_that_comes_again_is_not_counted_on(book, counted):
    """30,000 once were 2,500 in every month, and a promise that no month could keep."""
    past = history(book, DAY)
    assert is_counted(past, book, RENT) is counted
    assert is_counted(past, book, "A1")
    streams, likely, _ = income_streams(book, past, DAY)
    for found in (streams, likely):
        assert [one.category for one in found] == (["A1", RENT] if counted else ["A1"])
    assert pay_day(book, DAY) == 10


def test_the_only_income_is_counted_on_although_it_came_once_and_so_is_the_first_of_two():
    for codes in (("A3",), ("A3", "A4")):
        entries = [
            Entry(date=date(2026, 10, 20), kind=EntryKind.INCOME, amount=Fen(9), category=code)
            for code in codes
        ]
        book = Book(entries=tuple(entries))
        assert all(is_counted(history(book, DAY), book, code) for code in codes)
        assert pay_day(book, DAY) == 20


def test_one_month_with_far_more_than_any_other_is_not_expected_again():
    """A year-end bonus booked as wages was expected again, and more than once within the year."""
    usual, bonus = paid(), paid((3, "A1", 30_000))
    told = replace(event(EventKind.INCOME_CHANGES, date(2026, 8, 1), 38_000), category="A1")
    for book, high in ((usual, 8_000), (bonus, 12_000), (replace(bonus, events=(told,)), 38_000)):
        (stream,), _, _ = income_streams(book, history(book, DAY), DAY)
        assert (stream.usual, stream.high) == (8_000, high)
