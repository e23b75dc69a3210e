"""Dated items as the prospect sees them, and what a month brings beside them: all by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from prospects import home, stream

from jiebei_desktop.analysis.undated import Usual, day_shares, usual_of, within
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen


def item(amount, category="A1", *, day=10, every=Every.MONTH, **more):
    kind = EntryKind.INCOME if category.startswith("A") else EntryKind.EXPENSE
    return Recurring(
        name=category, kind=kind, amount=Fen(amount), category=category, day=day, every=every,
        **({"start": date(2025, 1, 1)} | more),
    )  # fmt: skip


def came(amount, day, category="A3", month=10):
    return Entry(
        date=date(2026, month, day), kind=EntryKind.INCOME, amount=Fen(amount), category=category
    )


@pytest.mark.parametrize(
    ("ahead", "found"),
    [
        ((900, 900, 900), [900, 900]),
        ((900, 901, 2000), [900, 900]),  # more than said is no dated income
        ((900, 450, 899), [450, 899]),
        ((900, 0, 1), [1]),
    ],
)
def test_an_item_brings_no_more_than_its_categorys_month(ahead, found):
    flows = within(home(stream(*ahead)), [item(900)], date(2027, 1, 10))
    assert [flow.amount for flow in flows] == found
    assert [flow.day.day for flow in flows] == [10] * len(found)


def test_two_items_share_what_their_category_brings_and_others_stay_as_they_are():
    items = [item(600), item(300, day=20), item(50, "C1", day=11), item(70, "A3", day=12)]
    found = within(home(stream(450)), items, date(2026, 12, 20))
    assert [flow.amount for flow in found] == [300, 150, -50, 70]
    apart = within(home(stream(450), apart=frozenset({"A1", "C1"})), items, date(2026, 12, 20))
    assert [flow.amount for flow in apart] == [-50, 70]  # spending is never set apart


def test_a_month_has_beside_dated_items_what_they_leave_and_bills_on_top():
    book = Book(recurring=(item(60), item(30, "C1"), item(8, "C2")))
    known = home(stream(100, 50), stream(40, 25, category="C1"), unexplained=Fen(0),
                 ordered_ahead=(Fen(7),))  # fmt: skip
    usual = usual_of(book, known, 2, 5.0)
    assert usual.income == (40, 0, 0, 0)
    # 47 less what is dated: 30 and 8; then 32 less 25 (no more than its level) and 8, never less.
    assert usual.spending == (9 + 5, 0 + 5, 0 + 5, 0 + 5)


def test_what_comes_in_a_rhythm_comes_in_its_month():
    booked = stream(100, category="A4", comes=tuple(map(Fen, [0, 300, *[0] * 60])))
    assert usual_of(Book(), home(booked), 1, 0.0).income == (0, 300, 0)
    said = Book(recurring=(item(300, "A4", every=Every.QUARTER),))
    spread = usual_of(said, home(booked), 1, 0.0).income
    assert spread == (0, 0, 0)  # its item has its days


def test_undated_income_comes_on_the_days_on_which_it_came():
    book = Book(entries=(came(300, 5), came(100, 20), came(-50, 9)))
    shares = usual_of(book, home(stream(100, category="A3")), 0, 0.0).shares
    assert {day + 1: share for day, share in enumerate(shares) if share} == {5: 0.75, 20: 0.25}
    none = usual_of(Book(), home(), 0, 0.0).shares
    assert none == (pytest.approx(1 / 31),) * 31
    dated = replace(book, recurring=(item(1, "A3"),))
    assert usual_of(dated, home(), 0, 0.0).shares == none


def test_the_days_of_a_short_month_hold_the_shares_of_the_missing_ones():
    shares = tuple(float(day) for day in range(1, 32))
    days = tuple(date(2027, 2, 26) + timedelta(days=k) for k in range(5))
    inward, outward = day_shares(days, Usual(income=(), spending=(), shares=shares))
    assert inward == [0, 27, 28 + 29 + 30 + 31, 1, 2]
    assert outward == [0, 1 / 28, 1 / 28, 1 / 31, 1 / 31]
