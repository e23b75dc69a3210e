"""What living costs, taken apart: routine, large bills, what is ordered, what is said of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.analysis.prospect.history import history
from jiebei_desktop.analysis.prospect.spending import (
    _around,
    _levels,
    _still_taken,
    spending,
    stand_in,
)
from jiebei_desktop.analysis.prospect.value import Answers
from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

NOW = Month(2026, 11)
DAY = date(2026, 11, 22)
FOOD, RENT, CAR, ORDERED = "B1", "B2", "B11", "B10"


def spent(month, code, yuan, day=28):
    return Entry(
        date=month.day(day), kind=EntryKind.EXPENSE, amount=Fen(yuan * 100), category=code,
        counterparty="x",
    )  # fmt: skip


def behind(count, code, yuan):
    return [spent(NOW.plus(-ago), code, yuan) for ago in range(count, 0, -1)]


def item(code, yuan, every=Every.MONTH, **more):
    return Recurring(
        name="x", kind=EntryKind.EXPENSE, amount=Fen(yuan * 100), category=code, every=every,
        **{"day": 5, "start": date(2025, 1, 5), **more},
    )  # fmt: skip


def found(entries, answers=None, **more):
    book = Book(entries=tuple(entries), **more)
    return spending(book, history(book, DAY), DAY, answers)


def levels(seen, code, *places):
    (one,) = [stream for stream in seen.streams if stream.category == code]
    return [one.at(place) for place in places]


def test_a_cost_of_every_month_goes_on_as_the_mean_of_the_last_year():
    entries = behind(15, FOOD, 2_000) + behind(12, RENT, 1_200)
    entries += [spent(NOW.plus(-ago), RENT, 300) for ago in (4, 5, 6)]
    seen = found(entries)
    assert levels(seen, FOOD, 0, 1, 40) == [200_000] * 3
    assert levels(seen, RENT, 1) == [120_000 + 30_000 * 3 // 12]
    assert (seen.kinds, seen.bills, seen.bill_entries, len(seen.entries)) == (2, (), (), 30)
    assert [row.routine for row in seen.rows][-5:-2] == [350_000, 350_000, 320_000]


def test_a_young_cost_counts_as_what_its_least_of_three_months_was():
    entries = behind(12, FOOD, 2_000) + behind(3, RENT, 900) + [spent(NOW.plus(-1), RENT, 50)]
    assert levels(found(entries), RENT, 1) == [90_000]
    two = behind(12, FOOD, 2_000) + behind(2, RENT, 300)
    assert levels(found(two), RENT, 1) == [5_000]


def test_a_large_rare_bill_is_no_routine_and_its_mean_month_stands_apart():
    entries = [*behind(10, FOOD, 2_000), spent(NOW.plus(-4), CAR, 3_000)]
    seen = found(entries)
    assert [one.amount for one in seen.bill_entries] == [300_000]
    assert seen.bills_usual == 30_000
    assert [sum(row.bills) for row in seen.rows].count(300_000) == 1
    # 15 % of all living a month is the line; 10 months of 2,000 and the bill itself.
    small = found([*behind(10, FOOD, 2_000), spent(NOW.plus(-4), CAR, 304)])
    assert small.bill_entries == ()
    large = found([*behind(10, FOOD, 2_000), spent(NOW.plus(-4), CAR, 305)])
    assert len(large.bill_entries) == 1


def test_what_came_in_half_of_the_months_or_in_each_of_the_last_three_is_no_rare_bill():
    often = [spent(NOW.plus(-ago), CAR, 3_000) for ago in (2, 4, 6, 8, 10)]
    assert found(behind(10, FOOD, 2_000) + often).bill_entries == ()
    assert len(found(behind(10, FOOD, 2_000) + often[:4]).bill_entries) == 4
    newest = [spent(NOW.plus(-ago), CAR, 3_000) for ago in (1, 2, 3)]
    assert found(behind(10, FOOD, 2_000) + newest).bill_entries == ()


def test_of_two_months_only_kinds_that_come_lumpy_are_bills():
    entries = behind(2, FOOD, 2_000)
    assert len(found([*entries, spent(NOW.plus(-1), CAR, 3_000)]).bill_entries) == 1
    assert found([*entries, spent(NOW.plus(-1), RENT, 3_000)]).bill_entries == ()


def test_a_large_bill_is_measured_against_the_mean_month_of_all_living():
    """15 % of it, the bill among it: of one month 352.94, of ten 300 beside 1,970."""
    for yuan, bills in ((352, 0), (353, 1)):
        one = found([spent(NOW.plus(-1), FOOD, 2_000), spent(NOW.plus(-1), CAR, yuan)])
        assert len(one.bill_entries) == bills
    for yuan, bills in ((300, 0), (301, 1)):
        ten = found([*behind(10, FOOD, 1_970), spent(NOW.plus(-4), CAR, yuan)])
        assert len(ten.bill_entries) == bills
    three = [*behind(3, FOOD, 2_000), spent(NOW.plus(-2), RENT, 3_000)]
    assert len(found(three).bill_entries) == 1  # three months are not short any more


def test_irregular_bills_that_were_told_are_a_twelfth_of_a_year():
    told = Answers(
        income_low=Fen(1), income_typical=Fen(2), spending=Fen(3),
        irregular=(("车险", Fen(300_000), 1), ("学费", Fen(120_000), 2)),
    )  # fmt: skip
    assert found([], told).bills_usual == 45_000


def test_a_month_without_any_cost_costs_nothing():
    seen = found([spent(NOW.plus(-3), FOOD, 2_000), spent(NOW.plus(-1), FOOD, 2_000)])
    assert [row.routine for row in seen.rows] == [200_000, 0, 200_000]


def test_what_was_only_said_of_a_cost_has_a_stream_and_what_was_said_of_income_has_none():
    rent = LifeEvent(
        kind=EventKind.SPENDING_STARTS, start=date(2026, 12, 1), category=RENT, name="",
        amount=Fen(9),
    )  # fmt: skip
    wage = replace(rent, kind=EventKind.INCOME_STARTS, category="A1")
    shut = replace(rent, kind=EventKind.BUSINESS_CLOSED, category="", amount=None)
    seen = found([], events=(rent, wage, shut))
    assert [(one.category, one.at(0), one.at(1)) for one in seen.streams] == [(RENT, 0, 9)]


def test_what_was_said_to_have_begun_is_routine_from_its_day_on():
    event = LifeEvent(
        kind=EventKind.SPENDING_STARTS, start=NOW.plus(-2).day(28), category=CAR, name="车",
        amount=Fen(300_000),
    )  # fmt: skip
    entries = [*behind(10, FOOD, 2_000), spent(NOW.plus(-2), CAR, 3_000)]
    assert found(entries, events=(event,)).bill_entries == ()
    later = replace(event, start=NOW.plus(-2).day(29))
    assert len(found(entries, events=(later,)).bill_entries) == 1


def test_what_the_law_orders_stands_apart_from_living_with_what_was_told_of_it():
    answers = Answers(
        income_low=Fen(1), income_typical=Fen(2), spending=Fen(3), obligations=Fen(700)
    )
    seen = found(behind(6, FOOD, 2_000) + behind(6, ORDERED, 500))
    assert seen.ordered[:2] == (50_000, 50_000)
    assert ORDERED not in {stream.category for stream in seen.streams}
    assert {row.obligations for row in seen.rows} == {50_000}
    assert {row.routine for row in seen.rows} == {200_000}
    told = found(behind(6, FOOD, 2_000) + behind(6, ORDERED, 500), answers)
    assert told.ordered[1] == 50_700
    said = found([], recurring=(item(ORDERED, 300), item(RENT, 800), item(ORDERED, 9, Every.YEAR)))
    assert said.ordered[1] == 30_000
    assert ORDERED not in {stream.category for stream in said.streams}


def test_an_item_speaks_for_its_category_and_the_rest_of_it_stays_beside():
    entries = behind(6, RENT, 1_500)
    assert levels(found(entries, recurring=(item(RENT, 1_200),)), RENT, 1) == [150_000]
    coming = item(RENT, 1_800, start=NOW.plus(2).day(5))
    assert levels(found(entries, recurring=(coming,)), RENT, 1, 2) == [150_000, 180_000]
    ended = item(RENT, 1_200, until=NOW.plus(-1).day(30))
    assert levels(found(entries, recurring=(ended,)), RENT, 1)[0] < 150_000


def test_an_expense_that_is_a_yearly_item_is_no_routine_and_comes_on_its_days():
    yearly = item("B6", 2_400, Every.YEAR, day=10, start=date(2025, 10, 10))
    entries = [*behind(12, FOOD, 2_000), spent(NOW.plus(-1), "B6", 2_400, day=10)]
    seen = found(entries, recurring=(yearly,))
    assert "B6" not in {one.category for one in (*seen.entries, *seen.bill_entries)}
    assert [(one.day, one.amount) for one in seen.bills][:2] == [
        (date(2027, 10, 10), -240_000), (date(2028, 10, 10), -240_000),
    ]  # fmt: skip
    for yuan, other in ((1_920, False), (1_919, True), (2_880, False), (2_881, True)):
        entries = [*behind(12, FOOD, 2_000), spent(NOW.plus(-1), "B6", yuan, day=10)]
        seen = found(entries, recurring=(yearly,))
        assert ("B6" in {e.category for e in (*seen.entries, *seen.bill_entries)}) is other


@pytest.mark.parametrize(
    ("kinds", "floor", "stated", "sure", "expected"),
    [
        (2, 0, 0, False, 0),
        (2, 200_000, 0, False, 0),  # seen is not below the floor
        (2, 200_001, 0, False, 200_001),
        (2, 0, 400_000, False, 0),  # half of what was told is seen
        (2, 0, 400_001, False, 400_001),
        (2, 200_001, 900_000, True, 0),  # a confirmed answer ends the assumption
        (1, 0, 0, False, 225_000),  # one category: three quarters of what is free
        (1, 260_000, 0, False, 260_000),
        (1, 0, 210_000, False, 210_000),
    ],
)
def test_hardly_recorded_spending_is_stood_in_for_by_the_floor_or_what_was_told(
    kinds, floor, stated, sure, expected
):
    codes = (FOOD, RENT)[:kinds]
    seen = found([one for code in codes for one in behind(6, code, 2_000 // kinds)])
    answers = Answers(
        income_low=Fen(1), income_typical=Fen(2), spending=Fen(stated), spending_is_all=sure
    )
    told = answers if stated or sure else None
    assert stand_in(seen, Fen(floor), Fen(300_000), told, has_history=True) == expected


def test_without_any_month_what_was_told_stands_in_else_a_share_of_what_is_free():
    nothing = found([])
    assert stand_in(nothing, Fen(0), Fen(300_000), None, has_history=False) == 225_000
    assert stand_in(nothing, Fen(0), Fen(-5), None, has_history=False) == 0
    told = Answers(income_low=Fen(1), income_typical=Fen(2), spending=Fen(90_000))
    assert stand_in(nothing, Fen(0), Fen(300_000), told, has_history=False) == 90_000
    rent = found([], recurring=(item(RENT, 800),))
    assert stand_in(rent, Fen(0), Fen(300_000), None, has_history=False) == 225_000
    assert stand_in(rent, Fen(0), Fen(300_000), told, has_history=False) == 90_000
    more = found([], recurring=(item(RENT, 1_500),))
    assert stand_in(more, Fen(0), Fen(300_000), None, has_history=False) == 225_000
    more = found([], recurring=(item(RENT, 1_501),))
    assert stand_in(more, Fen(0), Fen(300_000), None, has_history=False) == 0
    soon = found([], recurring=(item(RENT, 1_600, start=date(2027, 1, 5)),))
    assert stand_in(soon, Fen(0), Fen(300_000), None, has_history=False) == 225_000
    hungry = found([], recurring=(item(RENT, 800), item("C1", 900, start=date(2027, 1, 5))))
    assert stand_in(hungry, Fen(0), Fen(300_000), None, has_history=False) == 225_000
    assert stand_in(nothing, Fen(0), Fen(0), None, has_history=False) == 0
    phone = found([], recurring=(item(RENT, 800), item(CAR, 100)))
    assert stand_in(phone, Fen(0), Fen(300_000), None, has_history=False) == 225_000
    food = found([], recurring=(item("C1", 900),))
    assert stand_in(food, Fen(0), Fen(300_000), None, has_history=False) == 0
    both = found([], recurring=(item(RENT, 800), item("C1", 900)))
    assert stand_in(both, Fen(0), Fen(300_000), None, has_history=False) == 0


@given(
    st.lists(
        st.tuples(st.integers(1, 14), st.sampled_from([FOOD, RENT, CAR, ORDERED, "C5"]),
                  st.integers(1, 5_000)), min_size=1, max_size=30,
    )
)  # fmt: skip
def test_whatever_was_booked_is_routine_a_bill_or_ordered_and_never_two_of_them(rows):
    base = behind(14, FOOD, 100)
    seen = found([*base, *(spent(NOW.plus(-ago), code, yuan) for ago, code, yuan in rows)])
    routine, bills = sum(r.routine for r in seen.rows), sum(sum(r.bills) for r in seen.rows)
    by_law = sum(row.obligations for row in seen.rows)
    all_of_it = 14 * 10_000 + sum(yuan * 100 for _, _, yuan in rows)
    assert routine + bills + by_law == all_of_it
    assert routine == sum(one.amount for one in seen.entries)
    assert bills == sum(one.amount for one in seen.bill_entries)


def test_a_cost_has_its_lowest_usual_and_highest_month_of_a_year():
    entries = [
        *behind(14, FOOD, 2_000), spent(NOW.plus(-14), RENT, 9_999), spent(NOW.plus(-1), RENT, 5),
        *[spent(NOW.plus(-ago), RENT, 900 + ago) for ago in range(1, 13)],
    ]  # fmt: skip
    (rent,) = [one for one in found(entries).streams if one.category == RENT]
    assert (rent.low, rent.high) == (90_200, 91_200)  # 901 and 5 in October
    assert rent.usual == (sum(range(901, 913)) * 100 + 500 + 6) // 12
    (coming,) = found([], recurring=(item(RENT, 70, start=date(2026, 12, 5)),)).streams
    assert (coming.low, coming.usual, coming.high) == (0, 7_000, 0)
    second = item(RENT, 30, start=date(2027, 1, 5))
    (later,) = found([], recurring=(item(RENT, 70, start=date(2027, 2, 5)), second)).streams
    assert (later.usual, later.start) == (0, date(2027, 1, 5))


@pytest.mark.parametrize(
    ("until", "september"),
    [
        (NOW.plus(-1).day(4), 0),  # gone by October: the months behind are less it
        (NOW.plus(-1).day(5), 10_000),  # it was taken in October, the last of them
        (NOW.first, 10_000),  # it ends within the running month
        (None, 10_000),
    ],
)
def test_what_an_item_took_that_has_ended_since_is_left_out_of_the_months_behind(until, september):
    months = {NOW.plus(-2): 10_000, NOW.plus(-1): 100}
    taken = _still_taken(months, [item(RENT, 101, until=until)], NOW)
    assert taken == {NOW.plus(-2): september, NOW.plus(-1): 100}


def begins(start, until=None, kind=EventKind.SPENDING_STARTS):
    return LifeEvent(kind=kind, start=start, category=RENT, name="", amount=Fen(9), until=until)


@pytest.mark.parametrize(
    ("events", "around"),
    [
        ((), (300, None)),
        ((begins(NOW.plus(-2).day(15)),), (100, 700)),  # its own month shows a part only
        ((begins(NOW.plus(-3).day(1)), begins(NOW.plus(-2).day(1))), (100, 700)),
        ((begins(NOW.first),), (300, None)),  # not begun behind
        ((begins(NOW.plus(-2).day(1), NOW.first),), (100, 700)),
        ((begins(NOW.plus(-2).day(1), NOW.plus(-1).last),), (300, None)),  # it is over
        ((begins(NOW.plus(-2).day(1), kind=EventKind.SPENDING_CHANGES),), (300, None)),
    ],
)
def test_the_months_before_a_cost_began_and_those_since_are_kept_apart(events, around):
    values = (100, 100, 300, 700)
    months = {NOW.plus(k - 4): value for k, value in enumerate(values)}
    assert _around(months, events, NOW) == around


def test_what_is_left_of_a_category_beside_its_items_goes_on_beside_a_new_one():
    old, new = item(RENT, 3, start=date(2026, 10, 5)), item(RENT, 1, start=date(2026, 12, 5))
    assert _levels(Fen(500), [old, new], NOW)[:2] == (500, 600)  # 200 beside 300, then 400
    assert _levels(Fen(500), [new], NOW)[:2] == (500, 500)  # nothing of it is known to be apart
    assert _levels(Fen(50), [old], NOW)[:2] == (300, 300)
