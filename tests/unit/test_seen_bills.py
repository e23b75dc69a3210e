"""Large costs that come every few months are known ahead, as if somebody had written them down."""

from __future__ import annotations

from datetime import date

import pytest

from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.named_items import items_of
from jiebei_desktop.domain.recurring import occurrences
from jiebei_desktop.domain.seen_bills import with_bills_seen

TODAY = date(2026, 11, 30)


def spent(day, yuan, code="B1", who="房东"):
    return Entry(
        date=day, kind=EntryKind.EXPENSE, amount=Fen(yuan * 100), category=code,
        counterparty=who,
    )  # fmt: skip


def food(first, months):
    """1,500 a month for food: with 6,600 a quarter the mean month takes 3,700 or less."""
    return [spent(add_months(first, k, 3), 1_500, "C1", "超市") for k in range(months)]


def rent(first, times, step, yuan=6_600, **how):
    return [spent(add_months(first, step * k), yuan, **how) for k in range(times)]


def seen(entries, as_of=TODAY, **more):
    book = with_bills_seen(Book(entries=tuple(entries), **more), as_of)
    return items_of(book)


def days_to(items, until):
    return sorted(day for item in items for day in occurrences(item, TODAY, until))


YEAR_AGO = date(2025, 12, 5)


@pytest.mark.parametrize(
    ("times", "step", "ahead"),
    [
        (4, 3, [date(2026, 12, 5), date(2027, 3, 5), date(2027, 6, 5), date(2027, 9, 5)]),
        (2, 6, [date(2026, 12, 5), date(2027, 6, 5)]),
    ],
)
def test_rent_booked_every_few_months_comes_again_on_its_days(times, step, ahead):
    found = seen([*food(YEAR_AGO, 12), *rent(YEAR_AGO, times, step)])
    assert {(item.name, item.amount, item.category) for item in found} == {("B1", 660_000, "B1")}
    assert days_to(found, date(2027, 11, 30)) == ahead


def test_what_comes_once_a_year_is_known_from_two_times():
    first = date(2024, 12, 20)
    found = seen([*food(first, 24), *rent(first, 2, 12, 4_800, code="B9", who="保险公司")])
    assert [item.every for item in found] == [Every.YEAR]
    assert days_to(found, date(2028, 1, 1)) == [date(2026, 12, 20), date(2027, 12, 20)]


@pytest.mark.parametrize(
    "entries",
    [
        rent(YEAR_AGO, 12, 1),
        rent(YEAR_AGO, 1, 3),
        rent(YEAR_AGO, 3, 4),
        [*rent(YEAR_AGO, 3, 3), spent(date(2026, 10, 5), 6_600)],
        rent(YEAR_AGO, 4, 3, 200),
        rent(YEAR_AGO, 4, 3, code="B10"),
        [spent(date(2026, 6, 5), 6_600), spent(date(2026, 9, 5), 6_300)],
        [spent(date(2026, 6, 5), 6_600, who=""), spent(date(2026, 9, 5), 6_601, who="")],
        [spent(add_months(YEAR_AGO, 3 * k), yuan) for k, yuan in enumerate((5_000, 6_600, 6_600))],
        rent(date(2025, 9, 5), 4, 3),
        [spent(add_months(date(2026, 6, 5), 3 * k), 6_600) for k in range(3)][1:],
    ],
    ids=[
        "every month", "once", "every fourth month", "out of step", "small", "ordered by law",
        "two that differ", "two without a name that differ", "too far from the newest", "it ended",
        "once by today",
    ],
)  # fmt: skip
def test_nothing_is_known_ahead_of_what_has_no_rhythm(entries):
    months = [*food(YEAR_AGO, 12), *entries]
    assert seen(months) == ()


def test_no_entry_shows_nothing():
    assert seen([]) == ()


def test_the_newest_amount_counts_and_a_little_more_or_less_is_the_same_bill():
    amounts = (5_400, 5_400, 6_600, 6_600)
    paid = [spent(add_months(YEAR_AGO, 3 * k), yuan) for k, yuan in enumerate(amounts)]
    (found,) = seen([*food(YEAR_AGO, 12), *paid])
    assert found.amount == 660_000


@pytest.mark.parametrize("who", ["", "张三"])
def test_two_equal_ones_are_enough_and_no_payee_is_named(who):
    (found,) = seen([*food(date(2026, 6, 3), 6), *rent(date(2026, 6, 5), 2, 3, who=who)])
    assert (found.name, found.every, found.day) == ("B1", Every.QUARTER, 5)


def test_an_item_of_the_category_speaks_instead():
    told = Recurring(
        name="房租", kind=EntryKind.EXPENSE, amount=Fen(220_000), category="B1", start=YEAR_AGO
    )
    assert seen([*food(YEAR_AGO, 12), *rent(YEAR_AGO, 4, 3)], recurring=(told,)) == (told,)


@pytest.mark.parametrize(
    ("event", "ahead"),
    [
        ({}, [date(2026, 12, 5)]),
        ({"kind": EventKind.SPENDING_STARTS}, [date(2026, 12, 5), date(2027, 3, 5)]),
        ({"confirmed": False}, [date(2026, 12, 5), date(2027, 3, 5)]),
        ({"category": "B2"}, [date(2026, 12, 5), date(2027, 3, 5)]),
        ({"start": date(2026, 9, 5)}, [date(2026, 12, 5), date(2027, 3, 5)]),
    ],
)
def test_it_ends_with_what_a_life_event_says_of_its_category(event, ahead):
    about = {"kind": EventKind.SPENDING_ENDS, "start": date(2027, 3, 5), "category": "B1"}
    moved = LifeEvent(**about | event)
    found = seen([*food(YEAR_AGO, 12), *rent(YEAR_AGO, 4, 3)], events=(moved,))
    assert days_to(found, date(2027, 3, 31)) == ahead


def test_an_end_before_the_second_day_of_a_year_ends_both():
    ends = LifeEvent(kind=EventKind.SPENDING_ENDS, start=date(2026, 12, 1), category="B1")
    paid = [*food(YEAR_AGO, 12), *rent(YEAR_AGO, 2, 6)]
    assert len(days_to(seen(paid), date(2027, 12, 31))) == 3
    assert days_to(seen(paid, events=(ends,)), date(2027, 12, 31)) == []
