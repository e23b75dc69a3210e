"""Spending beside the survey: asked about when far off, never cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from jiebei_desktop.domain.household import Book, Entry, EntryKind, Household
from jiebei_desktop.domain.living import HEADINGS, Side, living_flags, reference, scale
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.reference.rulebook import load

AS_OF = date(2026, 11, 22)
ONE = Household(members=1)


def spending(fen: int, category: str = "C1", months: range = range(5, 11)) -> tuple[Entry, ...]:
    return tuple(
        Entry(date=date(2026, month, 8), kind=EntryKind.EXPENSE, amount=Fen(fen), category=category)
        for month in months
    )


def test_the_reference_is_the_longest_well_sourced_period():
    figure, usual = reference("food", ONE, load())
    assert figure.period == "2025Q1-Q3"
    assert usual == 70656  # 6,359 yuan over nine months


def test_further_people_count_half():
    assert scale(1, load()) == 1
    assert scale(3, load()) == 2
    assert scale(0, load()) == 1
    assert reference("food", Household(members=3), load())[1] == 141311


def test_spending_within_the_band_is_not_mentioned():
    book = Book(household=ONE, entries=spending(70000))
    assert living_flags(book, load(), AS_OF) == ()


def test_spending_far_above_or_below_is_asked_about():
    book = Book(household=ONE, entries=(*spending(200000), *spending(100, "C2")))
    flags = {flag.category: flag for flag in living_flags(book, load(), AS_OF)}
    assert flags["food"].side is Side.ABOVE
    assert flags["clothing"].side is Side.BELOW
    assert flags["food"].spent == 200000


def test_a_short_ledger_is_averaged_over_its_own_months():
    book = Book(household=ONE, entries=spending(70000, months=range(9, 11)))
    assert living_flags(book, load(), AS_OF) == ()


def test_housing_is_never_compared_and_income_is_no_spending():
    entries = (*spending(900000, "B1"), replace(spending(1)[0], kind=EntryKind.INCOME))
    assert living_flags(Book(household=ONE, entries=entries), load(), AS_OF) == ()
    assert "housing" not in HEADINGS.values()


def test_the_current_month_and_older_ones_are_left_out():
    entries = (*spending(900000, months=range(1, 5)), *spending(900000, months=range(11, 12)))
    assert living_flags(Book(household=ONE, entries=entries), load(), AS_OF) == ()


def test_without_figures_there_is_no_reference():
    rules = replace(load(), living=())
    assert reference("food", ONE, rules) is None
    assert living_flags(Book(household=ONE, entries=spending(1)), rules, AS_OF) == ()
    assert Fraction(1, 2) == Fraction(load().threshold("living_scale").amber)
