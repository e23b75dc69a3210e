"""Recurring items: their days, and what they come to in an average month."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.domain.household import EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.recurring import is_active, monthly_share, occurrences


def item(**changes) -> Recurring:
    values = {
        "name": "x",
        "kind": EntryKind.EXPENSE,
        "amount": Fen(120000),
        "category": "B1",
        "start": date(2026, 1, 31),
        "day": 31,
    }
    return Recurring(**values | changes)


@pytest.mark.parametrize(
    ("every", "share"),
    [(Every.WEEK, 520000), (Every.MONTH, 120000), (Every.QUARTER, 40000), (Every.YEAR, 10000)],
)
def test_an_item_comes_to_its_share_of_a_month(every, share):
    assert monthly_share(item(every=every)) == share


def test_day_31_clamps_to_short_months_and_returns():
    days = list(occurrences(item(), date(2026, 1, 31), date(2026, 4, 30)))
    assert days == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_a_weekly_item_falls_on_its_weekday():
    weekly = item(every=Every.WEEK, day=5, start=date(2026, 11, 4))
    days = list(occurrences(weekly, date(2026, 10, 1), date(2026, 11, 20)))
    assert days == [date(2026, 11, 6), date(2026, 11, 13), date(2026, 11, 20)]


def test_a_quarterly_item_keeps_its_rhythm():
    quarterly = item(every=Every.QUARTER, day=5, start=date(2025, 2, 5))
    days = list(occurrences(quarterly, date(2026, 3, 1), date(2026, 12, 31)))
    assert days == [date(2026, 5, 5), date(2026, 8, 5), date(2026, 11, 5)]


def test_an_ended_item_stops():
    ended = item(until=date(2026, 2, 28))
    assert list(occurrences(ended, date(2026, 1, 1), date(2026, 12, 31))) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
    ]
    assert not is_active(ended, date(2026, 3, 1))
    assert not is_active(ended, date(2026, 1, 30))
    assert is_active(item(), date(2030, 1, 1))
    assert is_active(ended, date(2026, 1, 31))
    assert is_active(ended, date(2026, 2, 28))


@given(st.sampled_from(list(Every)), st.dates(date(2024, 1, 1), date(2027, 1, 1)))
def test_days_lie_within_the_asked_span_and_after_the_start(every, after):
    until = after + timedelta(days=400)
    one = item(every=every, day=7 if every is Every.WEEK else 31)
    days = list(occurrences(one, after, until))
    assert days == sorted(set(days))
    assert all(after < day <= until and day >= one.start for day in days)
