"""A life event that names a recurring item is about that item only."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from jiebei_desktop.analysis.dues import coming_pay
from jiebei_desktop.analysis.prospect import prospect
from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.named_items import changes_of, items_of, names_to_choose

ON = date(2026, 11, 29)


def item(name, yuan, category, day=10, **more):
    kind = EntryKind.INCOME if category.startswith("A") else EntryKind.EXPENSE
    more = {"start": date(2025, 1, 1), **more}
    return Recurring(
        name=name, kind=kind, amount=Fen(yuan * 100), category=category, day=day, **more
    )


HIS = item("工资", 6800, "A1")
HERS = item("妻子工资", 4200, "A1", day=5)
RENT = item("房租", 2400, "B1", day=2)
WATER = item("水电", 300, "B1", day=3)
FOOD = item("吃饭", 1000, "B2", day=20)


def ends(name="妻子工资", start=date(2026, 12, 31), category="A1", **more):
    kind = EventKind.INCOME_ENDS if category.startswith("A") else EventKind.SPENDING_ENDS
    return LifeEvent(kind=kind, start=start, category=category, name=name, **more)


@pytest.mark.parametrize(("last", "parts"), [(31, 1), (1, 2), (2, 2)])
def test_an_item_that_ends_on_the_day_of_a_change_still_changes_that_day(last, parts):
    until = date(2026, 12 if last < 31 else 10, last)
    one = msgspec.structs.replace(HIS, until=until)
    new = LifeEvent(kind=EventKind.INCOME_CHANGES, start=date(2026, 12, 1), category="A1",
                    name="工资", amount=Fen(1))  # fmt: skip
    found = items_of(Book(recurring=(one,), events=(new,)))
    assert [each.until for each in found] == [date(2026, 11, 30), until][-parts:]
    assert found[-1].amount == (1 if parts > 1 else HIS.amount)


def home(*events, until=None, entries=True):
    """A pair with two wages: until a month (her last), both are booked as they came."""
    months = [Month.of(ON).plus(-k) for k in range(12, 0, -1)]
    booked = [
        Entry(date=month.day(one.day), kind=one.kind, amount=one.amount, category=one.category)
        for month in months
        for one in (HIS, HERS, RENT, WATER, FOOD)
        if until is None or one.name not in until or month.first < until[one.name]
    ]
    return Book(
        recurring=(HIS, HERS, RENT, WATER), events=events, entries=tuple(booked) if entries else ()
    )


def ahead(book, place=2):
    known = prospect(book, ON)
    return known.income_at(place) // 100, known.living_at(place) // 100


def test_an_item_is_as_before_after_an_event_that_ends_itself():
    off = ends(start=date(2026, 12, 31), until=date(2027, 3, 31))
    parts = [(one.start, one.until) for one in items_of(home(off)) if one.name == "妻子工资"]
    assert parts == [(date(2025, 1, 1), date(2026, 12, 30)), (date(2027, 4, 1), None)]
    less = msgspec.structs.replace(off, kind=EventKind.INCOME_CHANGES, amount=Fen(100_000))
    parts = [(one.start, one.amount) for one in items_of(home(less)) if one.name == "妻子工资"]
    assert parts == [
        (date(2025, 1, 1), 420_000), (date(2026, 12, 31), 100_000), (date(2027, 4, 1), 420_000)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("every", "each"), [(Every.WEEK, 30_000), (Every.MONTH, 130_000), (Every.QUARTER, 390_000)]
)
def test_a_new_amount_a_month_is_what_an_item_brings_each_time(every, each):
    """1,300 a month is 1,300 × 12 ÷ 52 a week: 300."""
    pay = item("跑单", 280, "A2", every=every)
    change = LifeEvent(
        kind=EventKind.INCOME_CHANGES, start=date(2026, 12, 1), category="A2", name="跑单",
        amount=Fen(130_000),
    )  # fmt: skip
    (before, after) = items_of(Book(recurring=(pay,), events=(change,)))
    assert (before.amount, after.amount) == (28_000, each)


def test_her_wage_ends_and_his_goes_on():
    """The stranger's household: it counted as both wages gone."""
    assert ahead(home()) == (11_000, 3700)
    assert ahead(home(ends()), 1) == (11_000, 3700)
    assert ahead(home(ends())) == (6800, 3700)
    assert ahead(home(ends(), entries=False))[0] == 6800


def test_a_name_that_fits_nothing_ends_the_category_and_is_asked_about():
    for name in ("", "老婆工资"):
        book = home(ends(name))
        assert ahead(book)[0] == 0
        assert bool(names_to_choose(book, book.events[0])) is bool(name)
    assert names_to_choose(home(ends("老婆工资")), ends("老婆工资")) == ("工资", "妻子工资")
    assert not names_to_choose(home(ends()), ends())
    alone = msgspec.structs.replace(home(ends("老婆工资")), recurring=(HIS,))
    assert not names_to_choose(alone, alone.events[0]), "one item only: nothing else can be meant"


@pytest.mark.parametrize("back", [1, 3, 6])
def test_an_end_behind_us_takes_its_own_item_only(back):
    first = Month.of(ON).plus(-back).first
    gone = home(ends(start=first), until={"妻子工资": first})
    assert ahead(gone) == (6800, 3700)
    assert prospect(gone, ON).shifts == ()
    rent = home(ends("房租", first, "B1"), until={"房租": first})
    assert ahead(rent) == (11_000, 1300)
    assert ahead(msgspec.structs.replace(rent, events=()), 2)[1] > 1300


def test_an_item_that_itself_ended_months_ago_is_no_cost_ahead():
    first = date(2026, 6, 1)
    book = home(until={"房租": first})
    over = msgspec.structs.replace(RENT, until=date(2026, 5, 31))
    assert ahead(msgspec.structs.replace(book, recurring=(HIS, HERS, over, WATER))) == (
        11_000,
        1300,
    )


def test_a_changed_wage_changes_its_own_item_and_only_while_it_lasts():
    cut = LifeEvent(
        kind=EventKind.INCOME_CHANGES, start=date(2026, 12, 1), until=date(2027, 2, 28),
        category="A1", name="妻子工资", amount=Fen(200_000),
    )  # fmt: skip
    book = home(cut)
    assert [ahead(book, place)[0] for place in (1, 2, 3, 4)] == [8800, 8800, 8800, 11_000]
    hoped = msgspec.structs.replace(cut, confirmed=False)
    assert ahead(home(hoped))[0] == 11_000
    quarterly = msgspec.structs.replace(HERS, every=Every.QUARTER)
    (found,) = (
        one for one in items_of(Book(recurring=(quarterly,), events=(cut,)))
        if one.start == cut.start
    )  # fmt: skip
    assert found.amount == 600_000


def test_days_of_pay_and_of_cash_follow_the_item():
    """The days ahead know it, too: his pay-day stays, hers is gone."""
    book = home(ends(start=date(2026, 11, 20)))
    assert coming_pay(book, ON).number == 10
    both = msgspec.structs.replace(
        book, recurring=(HIS, msgspec.structs.replace(HERS, amount=Fen(9_000_00)))
    )
    assert coming_pay(both, ON).number == 10
    assert changes_of(book) == ()
