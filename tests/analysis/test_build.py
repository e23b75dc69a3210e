"""A prospect from a ledger: what was told beside what is seen, and the origin of its figures."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from loans import loan, terms

from jiebei_desktop.analysis.prospect import Answers, prospect
from jiebei_desktop.analysis.prospect.build import _figure, _no_more
from jiebei_desktop.domain.debts import Method, Priority
from jiebei_desktop.domain.household import (
    Book,
    Entry,
    EntryKind,
    Every,
    Household,
    Mark,
    Recurring,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

DAY = date(2026, 11, 22)
NOW = Month(2026, 11)


def booked(code, *yuan, day=10):
    """Return an entry of so much in each month behind, the last one in October; 0 is none."""
    kind = EntryKind.INCOME if code < "B" else EntryKind.EXPENSE
    return tuple(
        Entry(date=NOW.plus(k - len(yuan)).day(day), kind=kind, amount=Fen(each * 100), category=code)
        for k, each in enumerate(yuan) if each
    )  # fmt: skip


def item(code, yuan, every=Every.MONTH, **more):
    return Recurring(
        name="x", kind=EntryKind.INCOME if code < "B" else EntryKind.EXPENSE, every=every, day=10,
        amount=Fen(yuan * 100), category=code, **({"start": date(2026, 1, 10)} | more),
    )  # fmt: skip


def told(low, typical, **more):
    return Answers(
        income_low=Fen(low * 100), income_typical=Fen(typical * 100), spending=Fen(200_000), **more
    )


def lived(count):
    return (*booked("B1", *[1_000] * count, day=5), *booked("C1", *[1_500] * count, day=28))


@pytest.mark.parametrize(
    ("standard", "members", "floor"), [(80_000, 3, 240_000), (None, 3, 0), (80_001, 1, 80_001)]
)
def test_the_living_floor_is_the_local_standard_for_each_member(standard, members, floor):
    known = Household(members=members, dibao_per_person=None if standard is None else Fen(standard))
    assert prospect(Book(household=known), DAY).living_floor == floor


def test_without_a_month_living_takes_its_share_of_what_protected_debts_leave():
    home = loan(
        terms("0", "month", 300, Method.EQUAL_PRINCIPAL), 90_000_000, priority=Priority.LIVELIHOOD,
        start=date(2026, 11, 5),
    )  # fmt: skip
    found = prospect(Book(recurring=(item("A1", 9_000),), debts=(home,)), DAY)
    assert found.protected == 300_000
    assert found.assumed_living == 450_000  # three quarters of 6,000


@pytest.mark.parametrize(
    ("months", "typical", "income"),
    [
        (2, 5_000, 500_000),  # the lower of both
        (2, 12_000, 900_000),
        (3, 5_000, 900_000),  # three months speak for themselves
    ],
)
def test_of_two_months_the_lower_of_told_and_seen_counts(months, typical, income):
    book = Book(entries=(*booked("A1", *[9_000] * months), *lived(months)))
    found = prospect(book, DAY, told(4_000, typical))
    assert (found.income_usual, found.income_told) == (income, False)


def test_a_wage_that_came_in_two_of_three_months_is_seen():
    book = Book(entries=(*booked("A1", 9_000, 0, 9_000), *lived(3)))
    assert not prospect(book, DAY, told(4_000, 9_000)).income_told


def test_a_wage_that_ends_after_the_coming_month_is_seen():
    ends = item("A1", 9_000, until=date(2026, 12, 31))
    book = Book(entries=(*booked("A1", 9_000, 9_000), *lived(2)), recurring=(ends,))
    assert not prospect(book, DAY, told(4_000, 9_000)).income_told


def test_streams_are_cut_by_the_same_share_where_less_was_told_than_is_seen():
    levels, seen = (Fen(600), Fen(600), Fen(7)), (900, 900, 0)
    assert _no_more(levels, (Fen(450), Fen(1_000), Fen(5)), seen) == (300, 600, 7)


@pytest.mark.parametrize(
    ("answers", "low", "usual"),
    [
        (told(3_000, 5_000), 300_000, 500_000),
        (told(3_000, 5_000, weeks_without_work=26), 250_000, 250_000),  # half of the weeks
    ],
)
def test_an_income_that_was_only_told_has_its_low_month_and_its_weeks_without_work(
    answers, low, usual
):
    (wage,) = prospect(Book(), DAY, answers).streams
    assert (wage.low, wage.usual, wage.at(1)) == (low, usual, usual)


def test_income_that_is_not_counted_on_stands_apart_and_no_cost_does():
    bonus, rent = item("A2", 5_000, Every.YEAR), item("B1", 1_000)
    assert prospect(Book(recurring=(bonus, rent)), DAY).apart == {"A2"}


def test_figures_tell_how_many_entries_are_behind_them():
    book = Book(entries=(*booked("A1", 9_000), *booked("A11", 700), *lived(1)))
    found = {each.label_code: each for each in prospect(book, DAY).figures}
    assert (found["income"].rows, found["income_apart"].rows, found["routine"].rows) == (1, 1, 2)
    assert (found["income"].amount, found["income_apart"].amount) == (900_000, 70_000)
    two = Book(entries=(*booked("A1", 9_000, 9_000), *booked("A11", 700), *lived(2)))
    found = {each.label_code: each for each in prospect(two, DAY).figures}
    assert (found["income"].rows, found["income_apart"].amount) == (2, 35_000)  # 700 in two months


@pytest.mark.parametrize(
    ("amount", "parts", "mark", "shown"),
    [
        (1, [(1, Mark.DOCUMENT)], Mark.DOCUMENT, Fraction(1)),
        (4, [(1, Mark.DOCUMENT), (2, Mark.STATEMENT)], Mark.ESTIMATE, Fraction(3, 4)),
        (3, [(1, Mark.DOCUMENT), (2, Mark.STATEMENT)], Mark.STATEMENT, Fraction(1)),
        (3, [(3, Mark.DOCUMENT), (1, Mark.ESTIMATE)], Mark.ESTIMATE, Fraction(3, 4)),
        (0, [], Mark.ESTIMATE, Fraction(0)),
    ],
)
def test_a_figure_is_as_sure_as_its_weakest_part_and_what_none_explains_is_an_estimate(
    amount, parts, mark, shown
):
    found = _figure("x", Fen(amount), parts)
    assert (found.mark, found.shown) == (mark, shown)
