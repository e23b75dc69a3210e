"""Rent booked by the quarter is reckoned with like an item that somebody wrote down."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import Book, Cash, Entry, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.picture import LaneName, picture_of, reading_of
from jiebei_desktop.services.plans.life_trial import with_change
from jiebei_desktop.services.reference.rulebook import load

RULES = load()
TODAY = date(2026, 11, 30)
SPENT, CAME = EntryKind.EXPENSE, EntryKind.INCOME


def entry(month, day, kind, yuan, code, who=""):
    return Entry(
        date=month.day(day), kind=kind, amount=Fen(yuan * 100), category=code, counterparty=who
    )


def tenant(recurring=(), events=()):
    """8,000 on the tenth, 1,500 for food, 6,600 for rent each March, June, September, December."""
    found = []
    for month in (Month.of(TODAY).plus(-ago) for ago in range(12)):
        found.append(entry(month, 10, CAME, 8_000, "A1"))
        found.append(entry(month, 3, SPENT, 1_500, "C1"))
        if month.number % 3 == 0:
            found.append(entry(month, 5, SPENT, 6_600, "B1", "张三"))
    cash = Cash(name="卡", amount=Fen(300_000), as_of=TODAY)
    return Book(cash=(cash,), entries=tuple(found), recurring=recurring, events=events)


RENT = Recurring(
    name="B1", kind=SPENT, amount=Fen(660_000), category="B1", every=Every.QUARTER, day=5,
    start=date(2026, 9, 5),
)  # fmt: skip


def shown(reading):
    return {one.id: one.value for one in picture_of(reading).figures.values()}


def test_it_stands_on_its_day_in_every_figure_as_if_it_were_an_item():
    booked, told = (reading_of(tenant(known), TODAY, RULES) for known in ((), (RENT,)))
    assert shown(booked) == shown(told)
    cash = picture_of(booked).lanes[LaneName.NOTHING]
    assert cash.low.day == date(2026, 12, 9)
    # 3,000 less 6,600 on the fifth and nine days of food at 1,500 a month; food takes a little less
    # than its mean outside the festival month.
    assert -405_000 < cash.low.amount < -360_000 - 9 * 100_000 // 31


def test_a_move_tried_out_ends_it_before_it_is_saved_as_after():
    moves = LifeEvent(kind=EventKind.SPENDING_ENDS, start=date(2026, 12, 1), category="B1")
    tried = with_change(reading_of(tenant(), TODAY, RULES), None, moves)
    saved = reading_of(tenant(events=(moves,)), TODAY, RULES)
    assert shown(tried) == shown(saved)
    assert shown(saved)["low.nothing.amount"] > 0


def test_what_comes_again_by_the_entries_is_in_no_file():
    book = tenant()
    reading = reading_of(book, TODAY, RULES)
    assert replace(reading.book, seen=()) == book
    assert len(reading.book.seen) == 1
