"""The months behind: which of them are full, which are gaps, and what each category brought."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.analysis.prospect.history import KEEP, history
from jiebei_desktop.domain.events import EventKind, LifeEvent, Said, SaidKind
from jiebei_desktop.domain.household import Book, Entry, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

NOW = Month(2026, 11)
DAY = date(2026, 11, 22)
WAGE, FOOD = "A1", "B1"


def entry(month, day, code=WAGE, yuan=5_000, who="某单位"):
    kind = EntryKind.INCOME if code < "B" else EntryKind.EXPENSE
    return Entry(
        date=month.day(day), kind=kind, amount=Fen(yuan * 100), category=code, counterparty=who
    )


def months(count, *, until=NOW, wage_on=10, food_on=28):
    """Return so many months of a wage and of food, the last one before ``until``."""
    behind = [until.plus(-ago) for ago in range(count, 0, -1)]
    return [
        one
        for month in behind
        for one in (entry(month, wage_on), entry(month, food_on, FOOD, 2_000))
    ]


def told(entries, as_of=DAY, **more):
    return history(Book(entries=tuple(entries), **more), as_of)


def span(first, last):
    return tuple(first.plus(k) for k in range(last.minus(first) + 1))


def test_nothing_booked_is_no_month():
    found = told([])
    assert (found.months, found.sums, found.gaps, found.last_entry) == ((), {}, (), None)
    assert found.of(EntryKind.INCOME, WAGE) == ()


def test_past_months_are_full_and_the_running_one_is_not():
    found = told([*months(4), entry(NOW, 10)])
    assert found.months == span(NOW.plus(-4), NOW.plus(-1))
    assert found.of(EntryKind.INCOME, WAGE) == (500_000,) * 4
    assert found.of(EntryKind.EXPENSE, "C9") == (0,) * 4
    assert found.categories(EntryKind.EXPENSE) == (FOOD,)
    assert found.last_entry == NOW.day(10)
    assert all(one.date < NOW.first for one in found.entries)


@pytest.mark.parametrize(
    ("day", "now", "counts"),
    [
        (24, [(10, WAGE, 5_000), (20, FOOD, 2_000)], False),
        (25, [(10, WAGE, 5_000), (20, FOOD, 2_000)], True),
        (25, [(10, WAGE, 5_000), (20, FOOD, 1_500)], True),
        (25, [(10, WAGE, 5_000), (20, FOOD, 1_499)], False),
        (25, [(10, WAGE, 5_000)], False),
        (29, [(10, WAGE, 5_000)], False),
        (30, [(10, WAGE, 5_000)], True),
    ],
)
def test_the_running_month_counts_on_its_last_day_or_when_all_that_usually_comes_has_come(
    day, now, counts
):
    entries = months(4) + [entry(NOW, on, code, yuan) for on, code, yuan in now]
    assert (NOW in told(entries, NOW.day(day)).months) is counts


@pytest.mark.parametrize(("yuan", "counts"), [(2_250, True), (2_249, False)])
def test_of_two_months_before_it_is_the_lesser_that_has_to_have_come(yuan, counts):
    for uneven in ((5_000, 3_000), (3_000, 5_000)):
        entries = [one for one in months(4) if one.category == FOOD]
        entries += [entry(NOW.plus(k - 2), 10, yuan=amount) for k, amount in enumerate(uneven)]
        running = [entry(NOW, 10, yuan=yuan), entry(NOW, 20, FOOD)]
        assert (NOW in told(entries + running, NOW.day(25)).months) is counts


def test_what_is_hardly_a_twentieth_of_its_side_need_not_have_come():
    small = [entry(NOW.plus(-ago), 12, "B4", 105) for ago in range(4, 0, -1)]
    running = [entry(NOW, 10), entry(NOW, 20, FOOD)]
    assert NOW in told(months(4) + small + running, NOW.day(25)).months
    small = [entry(NOW.plus(-ago), 12, "B4", 106) for ago in range(4, 0, -1)]
    assert NOW not in told(months(4) + small + running, NOW.day(25)).months
    exactly = [entry(NOW.plus(-ago), 12, "B4", 100) for ago in range(4, 0, -1)]
    food = [replace(one, amount=Fen(190_000)) if one.category == FOOD else one for one in months(4)]
    assert NOW in told(food + exactly + running, NOW.day(25)).months


@pytest.mark.parametrize(("last_day", "counts"), [(24, False), (25, True), (28, True)])
def test_a_past_month_is_full_when_its_entries_reach_as_far_as_those_before(last_day, counts):
    before = NOW.plus(-1)
    entries = [*months(4, until=before), entry(before, 10), entry(before, last_day, FOOD)]
    assert (before in told(entries).months) is counts
    early = [*months(4, until=before, food_on=12), entry(before, 9)]
    assert before in told(early).months  # three days before the usual 12th
    assert before not in told([*early[:-1], entry(before, 8)]).months


@pytest.mark.parametrize(
    ("reached", "day", "counts"),
    [
        ((28, 12), 9, True),  # the lesser of both, less three days
        ((12, 28), 9, True),
        ((28, 28), 20, False),
        ((12, 28, 28), 20, False),  # what is three months back has no say
        ((12,), 9, True),
        ((12,), 8, False),
    ],
)
def test_a_past_month_is_held_against_the_lesser_of_the_two_before(reached, day, counts):
    last = NOW.plus(-1)
    entries = [entry(last.plus(k - len(reached)), on) for k, on in enumerate(reached)]
    entries += [entry(last.plus(k - len(reached)), 1, FOOD) for k in range(len(reached))]
    found = told([*entries, entry(last, day), entry(last, 1, FOOD)])
    assert (last in found.months) is counts


def test_the_running_month_alone_is_full_on_its_last_day_and_with_one_before_it_from_the_25th():
    alone = [entry(NOW, 10), entry(NOW, 20, FOOD)]
    assert told(alone, NOW.day(25)).months == ()
    assert told(alone, NOW.day(30)).months == (NOW,)
    assert told([*months(1), *alone], NOW.day(25)).months == (NOW.plus(-1), NOW)


def test_an_entry_of_the_day_is_known_and_one_of_tomorrow_is_not():
    assert told([entry(NOW, 22), entry(NOW, 23)]).last_entry == DAY


def test_a_first_month_of_one_side_only_is_no_full_month():
    first = NOW.plus(-4)
    assert told([entry(first, 28, FOOD), *months(3)]).months[0] == first.plus(1)
    assert told([*months(3), entry(first, 28), entry(first, 28, FOOD)]).months[0] == first
    two = [entry(NOW.plus(-2), 28, FOOD), *months(1)]
    assert told(two).months == (NOW.plus(-1),)
    only_wage = [entry(NOW.plus(-ago), 10) for ago in (4, 3, 2, 1)]
    assert told(only_wage).months[0] == first


def test_only_so_many_months_before_the_newest_are_looked_at():
    found = told(months(KEEP + 6))
    newest = NOW.plus(-1)
    assert found.months == span(newest.plus(-KEEP), newest)


def without(entries, *gone):
    return [one for one in entries if Month.of(one.date) not in gone]


def test_a_month_without_any_entry_between_steady_wages_is_a_gap_that_is_asked_about():
    hole = NOW.plus(-4)
    found = told(without(months(9), hole))
    assert hole not in found.months
    ((month, category, is_zero),) = [(g.month, g.category, g.is_zero) for g in found.gaps]
    assert (month, category, is_zero) == (hole, "", False)
    nothing = Said(kind=SaidKind.NOTHING, start=hole.first, until=hole.last, category="", on=DAY)
    answered = told(without(months(9), hole), said=(nothing,))
    assert (hole in answered.months, answered.gaps) == (True, ())
    assert answered.of(EntryKind.INCOME, WAGE)[answered.months.index(hole)] == 0


def test_several_months_running_without_any_entry_between_steady_wages_are_one_gap():
    gone = [NOW.plus(-ago) for ago in (5, 4, 3)]
    found = told(without(months(12), *gone))
    assert not {*gone} & {*found.months}
    assert [(gap.month, gap.is_zero) for gap in found.gaps] == [(one, False) for one in gone]


def no_wage(entries, *gone):
    return [one for one in entries if one.category != WAGE or Month.of(one.date) not in gone]


@pytest.mark.parametrize(
    ("count", "gone", "filled"),
    [
        (7, (4,), True),
        (6, (4,), False),  # five wages are too few to call them steady
        (11, (8, 4), False),  # two slips in less than a year are how the money comes
        (12, (8, 4), True),
        (18, (12, 8, 4), True),
    ],
)
def test_a_slip_is_filled_where_wages_are_many_and_slips_are_few(count, gone, filled):
    holes = [NOW.plus(-ago) for ago in gone]
    found = told(no_wage(months(count), *holes))
    wages = found.of(EntryKind.INCOME, WAGE)
    assert [wages[found.months.index(hole)] > 0 for hole in holes] == [filled] * len(holes)


def test_a_wage_of_a_fen_is_a_wage():
    hole = NOW.plus(-4)
    wages = [
        replace(one, amount=Fen(1)) if one.category == WAGE else one
        for one in no_wage(months(7), hole)
    ]
    assert told(wages).of(EntryKind.INCOME, WAGE) == (1,) * 7


@pytest.mark.parametrize(("low", "high", "filled"), [(4_250, 5_750, False), (4_251, 5_749, True)])
def test_wages_that_scatter_by_15_percent_are_not_steady_and_by_less_they_are(low, high, filled):
    hole = NOW.plus(-4)
    wages = [
        replace(one, amount=Fen(100 * (low if Month.of(one.date) < hole else high)))
        if one.category == WAGE
        else one
        for one in no_wage(months(7), hole)
    ]
    found = told(wages)
    assert (found.of(EntryKind.INCOME, WAGE)[found.months.index(hole)] > 0) is filled


def test_where_the_payer_changed_an_empty_month_may_be_a_month_of_nothing():
    hole = NOW.plus(-4)
    entries = [
        replace(one, counterparty="新单位") if Month.of(one.date) > hole else one
        for one in without(months(9), hole)
    ]
    wages = [
        one if one.category == FOOD else after
        for one, after in zip(without(months(9), hole), entries, strict=True)
    ]
    for found in (told(entries), told(wages)):  # a shop that stays the same shows no wage
        assert hole in found.months
        assert [(gap.month, gap.is_zero) for gap in found.gaps] == [(hole, True)]


@pytest.mark.parametrize(("count", "shown"), [(11, False), (12, True)])
def test_one_run_of_empty_months_in_six_is_a_gap_and_more_are_how_the_money_comes(count, shown):
    """The first job is steady around the one hole, the second around the other."""
    first = NOW.plus(-count)
    old = [entry(first.plus(k), 10) for k in (0, 1, 2, 4, 5, 6)]
    new = [entry(first.plus(k), 12, "A3") for k in (4, 5, 6, 7, *range(9, count))]
    food = [entry(first.plus(k), 28, FOOD) for k in range(count) if k not in {3, 8}]
    found = told([*old, *new, *food])
    assert [(gap.month, gap.is_zero) for gap in found.gaps if not gap.category] == [
        (first.plus(k), not shown) for k in (3, 8)
    ]


def test_months_that_were_said_not_to_be_recorded_count_for_nothing():
    hole = NOW.plus(-4)
    event = LifeEvent(
        kind=EventKind.MONTHS_NOT_RECORDED, start=hole.first, until=hole.plus(1).last,
        category="", name="", amount=None,
    )  # fmt: skip
    found = told(without(months(9), hole), events=(event,))
    assert not {hole, hole.plus(1)} & {*found.months}
    assert (len(found.months), found.gaps) == (7, ())
    assert {Month.of(one.date) for one in found.entries} == {*found.months}
    other = replace(event, kind=EventKind.INCOME_CHANGES, category=WAGE, amount=Fen(1))
    assert hole.plus(1) in told(without(months(9), hole), events=(other,)).months


@pytest.mark.parametrize("beside", [-1, 1])
def test_one_missing_wage_of_a_steady_payer_is_filled_with_the_lower_neighbour_and_asked_about(
    beside,
):
    hole = NOW.plus(-4)
    entries = [one for one in months(9) if (Month.of(one.date), one.category) != (hole, WAGE)]
    entries = [
        replace(one, amount=Fen(490_000))
        if (Month.of(one.date), one.category) == (hole.plus(beside), WAGE)
        else one
        for one in entries
    ]
    found = told(entries)
    assert found.of(EntryKind.INCOME, WAGE)[found.months.index(hole)] == 490_000
    assert [(gap.month, gap.category, gap.is_zero) for gap in found.gaps] == [(hole, WAGE, False)]
    missed = Said(kind=SaidKind.MISSED, start=hole.first, until=hole.last, category=WAGE, on=DAY)
    same = told(entries, said=(missed,))
    assert (same.sums, same.gaps) == (found.sums, ())
    none = told(entries, said=(replace(missed, kind=SaidKind.NOTHING),))
    assert none.of(EntryKind.INCOME, WAGE)[none.months.index(hole)] == 0
    two = [one for one in entries if (Month.of(one.date), one.category) != (hole.plus(-1), WAGE)]
    assert 0 in told(two).of(EntryKind.INCOME, WAGE)  # two months running are no slip


YUAN = st.integers(1, 9_000)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 14), st.integers(1, 28), st.sampled_from([WAGE, "A3", FOOD, "C1"]), YUAN
        ),
        max_size=40,
    )
)
def test_every_full_month_has_one_amount_of_each_category_and_what_was_spent_is_what_was_booked(
    rows,
):  # fmt: skip
    found = told([entry(NOW.plus(-ago), day, code, yuan) for ago, day, code, yuan in rows])
    assert [*found.months] == sorted({*found.months})
    inside = {*found.months}
    assert all(Month.of(one.date) in inside and one.date <= DAY for one in found.entries)
    for (kind, code), values in found.sums.items():
        own = [one for one in found.entries if (one.kind, one.category) == (kind, code)]
        assert len(values) == len(found.months)
        if kind is EntryKind.EXPENSE:
            assert sum(values) == sum(one.amount for one in own)
        else:
            assert sum(values) >= sum(one.amount for one in own)
