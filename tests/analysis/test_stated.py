"""What was said of the future: items by month and by day, events laid over a level."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.analysis.prospect.stated import (
    amount_in,
    comes,
    dated_in,
    ended,
    events_of,
    overlaid,
)
from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.months import Month

NOW = Month(2026, 11)
DAY = date(2026, 11, 22)


def item(amount=900, every=Every.MONTH, *, day=10, start=date(2026, 1, 10), until=None):
    return Recurring(
        name="x", kind=EntryKind.INCOME, amount=Fen(amount), category="A1", day=day, start=start,
        until=until, every=every,
    )  # fmt: skip


def event(kind, start, amount=None, until=None, **more):
    told = None if amount is None else Fen(amount)
    return LifeEvent(kind=kind, start=start, category="A1", amount=told, until=until, **more)


@pytest.mark.parametrize(
    ("one", "amount"),
    [
        (item(), 900),
        (item(start=date(2026, 11, 10)), 900),
        (item(start=date(2026, 11, 11)), 0),
        (item(until=date(2026, 11, 10)), 900),
        (item(until=date(2026, 11, 9)), 0),
        (item(900, Every.QUARTER), 300),
        (item(900, Every.QUARTER, start=date(2026, 11, 30)), 10),
        (item(900, Every.QUARTER, start=date(2026, 11, 16)), 150),
        (item(900, Every.QUARTER, until=date(2026, 11, 1)), 10),
        (item(900, Every.QUARTER, until=date(2026, 10, 31)), 0),
    ],
)
def test_a_month_has_its_day_and_a_quarter_its_share_of_days(one, amount):
    assert amount_in(one, NOW) == amount


def test_on_its_days_a_quarter_comes_whole():
    quarter = item(900, Every.QUARTER, day=10, start=date(2026, 2, 10))
    assert [dated_in(quarter, NOW.plus(k)) for k in range(4)] == [900, 0, 0, 900]
    first = item(day=1, start=date(2026, 11, 1))
    assert [dated_in(first, NOW.plus(k)) for k in (-1, 0, 1)] == [0, 900, 900]


def test_without_an_item_the_rhythm_tells_when_the_level_comes():
    level = [Fen(100)] * 8
    assert comes([], level, 1, 0, DAY) == ()
    assert comes([], level, 3, 2, DAY) == (0, 0, 300, 0, 0, 300, 0, 0)
    assert comes([], level, 3, 0, DAY) == (300, 0, 0, 300, 0, 0, 300, 0)


def test_an_item_comes_on_its_days_after_today_and_no_more_than_the_level():
    assert comes([item()], [Fen(100)] * 3, 1, 0, DAY) == ()  # every month brings its level
    quarter = item(900, Every.QUARTER, start=date(2026, 2, 22), day=22)
    assert comes([quarter], [Fen(300)] * 5, 1, 0, DAY) == (0, 0, 0, 900, 0)
    less = comes([quarter], [Fen(100)] * 5, 1, 0, date(2026, 11, 21))
    assert less == (300, 0, 0, 300, 0)  # a level of a third of what was said
    more = comes([quarter], [Fen(400)] * 5, 1, 0, date(2026, 11, 21))
    assert more == (900, 0, 0, 900, 0)  # what it said, no more
    over = item(900, Every.QUARTER, start=date(2026, 2, 22), day=22, until=date(2026, 12, 1))
    assert comes([over], [Fen(300)] * 5, 1, 0, DAY) == (0,) * 5
    both = comes([item(), quarter], [Fen(1_200)] * 5, 1, 0, DAY)  # 900 a month, 900 a quarter
    assert both == (0, 900, 900, 1_800, 900)


START = st.dates(date(2026, 6, 1), date(2027, 9, 30))


@given(START, START, st.integers(0, 10**6), st.integers(0, 10**6), st.booleans())
def test_an_event_counts_by_its_days_against_a_plain_count(one, other, level, amount, adds):
    first, last = min(one, other), max(one, other)
    kind = EventKind.INCOME_STARTS if adds else EventKind.INCOME_CHANGES
    found = overlaid([Fen(level)] * 62, [event(kind, first, amount, last)], NOW, None)
    new = amount + level if adds else amount
    for place, got in enumerate(found[:14]):
        month = NOW.plus(place)
        days = sum(first <= month.day(day) <= last for day in range(1, month.days + 1))
        assert got == half_up(Fraction(level * (month.days - days) + new * days, month.days))


def test_what_began_behind_is_no_more_than_what_came_since_and_no_less_than_spent():
    wage = event(EventKind.INCOME_CHANGES, date(2026, 10, 31), 500)
    assert overlaid([Fen(100)] * 62, [wage], NOW, Fen(400))[0] == 400
    assert overlaid([Fen(100)] * 62, [wage], NOW, Fen(600))[0] == 500
    coming = event(EventKind.INCOME_CHANGES, date(2026, 11, 1), 500)
    assert overlaid([Fen(100)] * 62, [coming], NOW, Fen(400))[0] == 500
    rent = event(EventKind.SPENDING_STARTS, date(2026, 10, 1), 50)
    assert overlaid([Fen(100)] * 62, [rent], NOW, Fen(120), since=Fen(160))[0] == 160
    assert overlaid([Fen(100)] * 62, [rent], NOW, None, since=Fen(140))[0] == 150
    older = event(EventKind.SPENDING_STARTS, date(2026, 9, 1), 10)
    assert overlaid([Fen(100)] * 62, [older, rent], NOW, Fen(120), since=Fen(160))[0] == 160
    now = event(EventKind.SPENDING_STARTS, date(2026, 11, 1), 10)  # on top: it is not behind
    assert overlaid([Fen(100)] * 62, [rent, now], NOW, None, since=Fen(160))[0] == 170


def test_a_closed_business_governs_both_kinds_of_business_and_other_events_their_own_category():
    wage = event(EventKind.INCOME_ENDS, DAY)
    shut = event(EventKind.BUSINESS_CLOSED, date(2026, 11, 21))
    shut = replace(shut, category="")
    found = {code: events_of([wage, shut], EntryKind.INCOME, code) for code in ("A1", "A3", "A4")}
    assert found == {"A1": (wage,), "A3": (shut,), "A4": (shut,)}


@pytest.mark.parametrize(
    ("start", "until", "confirmed", "found"),
    [
        (DAY, None, True, DAY),
        (date(2026, 11, 23), None, True, None),
        (date(2026, 9, 1), DAY, True, date(2026, 9, 1)),
        (date(2026, 9, 1), date(2026, 11, 21), True, None),
        (DAY, None, False, None),
    ],
)
def test_an_income_has_ended_from_its_day_to_the_last_day_of_that(start, until, confirmed, found):
    one = event(EventKind.INCOME_ENDS, start, until=until, confirmed=confirmed)
    earlier = event(EventKind.INCOME_ENDS, date(2026, 8, 1), until=date(2026, 8, 2))
    assert ended([one, earlier], "A1", DAY) == found
    assert ended([one], "A2", DAY) is None


def test_of_two_ends_the_later_counts():
    ends = [event(EventKind.INCOME_ENDS, date(2026, month, 1)) for month in (9, 8)]
    assert ended(ends, "A1", DAY) == date(2026, 9, 1)
