"""The conservative amount: the pencil rule, its marks, and the first range from five numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.domain.affordability import (
    Conservative,
    conservative,
    from_five_numbers,
    is_essential,
    living_floor,
    median,
    monthly_income,
    quartile,
    secured_need,
)
from jiebei_desktop.domain.debts import Debt, DebtId, LenderType, Method, Priority, Terms
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Household, Mark, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod

AS_OF = date(2026, 11, 22)
INCOMES = (680000, 650000, 720000, 610000, 650000, 690000)


def income(month: int, fen: int, category: str = "A1", mark: Mark = Mark.STATEMENT) -> Entry:
    return Entry(
        date=date(2026, month, 10),
        kind=EntryKind.INCOME,
        amount=Fen(fen),
        category=category,
        mark=mark,
    )


def spent(month: int, fen: int, category: str = "B1", mark: Mark = Mark.DOCUMENT) -> Entry:
    return Entry(
        date=date(2026, month, 5),
        kind=EntryKind.EXPENSE,
        amount=Fen(fen),
        category=category,
        mark=mark,
    )


def a_book(**changes) -> Book:
    entries = tuple(income(5 + n, fen) for n, fen in enumerate(INCOMES))
    entries += tuple(spent(month, 432000) for month in range(5, 11))
    household = Household(members=2, dibao_per_person=Fen(80000))
    return replace(Book(household=household, entries=entries), **changes)


def recurring(kind: EntryKind, fen: int, category: str, **changes) -> Recurring:
    item = Recurring(
        name="x", kind=kind, amount=Fen(fen), category=category, start=date(2026, 1, 1)
    )
    return replace(item, **changes)


def amounts(found: Conservative) -> dict[str, int]:
    return {figure.label_code: figure.amount for figure in found.figures}


def test_the_worked_example_leaves_1855_yuan():
    found = conservative(a_book(), AS_OF)
    assert (found.income, found.essentials, found.living_floor) == (650000, 432000, 160000)
    assert (found.buffer, found.affordable, found.short) == (32500, 185500, 0)
    assert found.months == 6


def test_every_figure_says_where_it_comes_from():
    marks = {figure.label_code: figure.mark for figure in conservative(a_book(), AS_OF).figures}
    assert marks == {
        "prudent_income": Mark.STATEMENT,
        "essentials": Mark.DOCUMENT,
        "living_floor": Mark.ESTIMATE,
        "buffer": Mark.ESTIMATE,
    }


def test_one_estimated_entry_makes_the_whole_figure_an_estimate():
    entries = (*a_book().entries, income(10, 100, mark=Mark.ESTIMATE))
    found = conservative(a_book(entries=entries), AS_OF)
    assert found.figures[0].mark is Mark.ESTIMATE


def test_the_living_standard_holds_when_less_was_spent():
    household = Household(members=5, dibao_per_person=Fen(100000))
    found = conservative(a_book(household=household), AS_OF)
    assert found.living_floor == 500000
    assert found.affordable == 650000 - 500000 - 32500


def test_an_unknown_living_standard_stays_unknown():
    found = conservative(a_book(household=Household(members=3)), AS_OF)
    assert found.living_floor is None
    assert "living_floor" not in amounts(found)
    assert living_floor(Book()) is None


def test_help_from_relatives_is_not_counted_on():
    entries = (*a_book().entries, income(10, 900000, category="A11"))
    assert conservative(a_book(entries=entries), AS_OF).income == 650000


def test_a_shortfall_is_told_as_an_amount_and_nothing_can_be_paid():
    entries = tuple(income(month, 300000) for month in range(8, 11))
    entries += tuple(spent(month, 400000) for month in range(8, 11))
    found = conservative(Book(entries=entries), AS_OF)
    assert (found.months, found.affordable, found.short) == (3, 0, 115000)


def test_the_current_month_is_not_a_full_month():
    assert conservative(Book(entries=(income(11, 500000),)), AS_OF).months == 0
    assert monthly_income(Book(), AS_OF) == ()


def test_a_month_without_income_counts_as_nothing():
    assert monthly_income(Book(entries=(income(8, 300000), income(10, 500000))), AS_OF) == (
        300000,
        0,
        500000,
    )


def test_without_entries_recurring_items_speak():
    items = (
        recurring(EntryKind.INCOME, 600000, "A1"),
        recurring(EntryKind.INCOME, 100000, "A11"),
        recurring(EntryKind.EXPENSE, 220000, "B1"),
        recurring(EntryKind.EXPENSE, 90000, "C4"),
        recurring(EntryKind.EXPENSE, 90000, "B2", until=date(2026, 6, 1)),
    )
    found = conservative(Book(recurring=items), AS_OF)
    assert (found.months, found.income, found.essentials) == (0, 600000, 220000)
    assert {figure.mark for figure in found.figures} == {Mark.ESTIMATE}


def test_recurring_essentials_count_when_the_entries_show_less():
    found = conservative(a_book(recurring=(recurring(EntryKind.EXPENSE, 500000, "B1"),)), AS_OF)
    assert found.essentials == 500000


def a_debt(priority: Priority, method: Method) -> Debt:
    rate = Rate(value=Decimal(0), per=RatePeriod.YEAR)
    terms = Terms(rate=rate, day_basis=DayBasis.MONTHLY, method=method, periods=12)
    return Debt(
        id=DebtId(priority.value + method.value),
        name="d",
        product="other",
        lender="l",
        lender_type=LenderType.BANK,
        contract_date=date(2026, 11, 1),
        principal=Fen(1200000),
        terms=terms,
        priority=priority,
    )


def test_housing_and_secured_debts_are_met_first():
    debts = (
        a_debt(Priority.LIVELIHOOD, Method.EQUAL_PRINCIPAL),
        a_debt(Priority.SECURED, Method.SINGLE),
        a_debt(Priority.UNSECURED, Method.EQUAL_PRINCIPAL),
    )
    book = a_book(debts=debts)
    assert secured_need(book, AS_OF) == 100000
    found = conservative(book, AS_OF)
    assert found.affordable == 85500
    assert amounts(found)["obligations"] == 100000


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=12))
def test_the_quartile_lies_between_the_smallest_and_the_median(values):
    assert min(values) <= quartile(values) <= median(values) <= max(values)


def test_quartile_and_median_need_amounts():
    for middle in (quartile, median):
        with pytest.raises(ValueError, match=r"\[\]"):
            middle([])
    assert median(INCOMES) == 665000
    assert quartile([100]) == 100


def test_food_is_essential_and_leisure_is_not():
    assert [is_essential(code) for code in ("B7", "C1", "C4", "A1")] == [True, True, False, False]


def five(**changes) -> dict:
    numbers = {
        "take_home": Fen(860000),
        "necessary": Fen(500000),
        "jiebei_owed": Fen(3800000),
        "jiebei_due": Fen(444600),
        "others_monthly": Fen(240000),
        "cash": Fen(320000),
    }
    return numbers | changes


def test_five_numbers_give_a_range_at_once():
    found = from_five_numbers(**five())
    assert (found.low, found.high) == (774000 - 560000 - 43000, 317000)
    assert (found.required, found.short, found.cash_days) == (684600, 367600, 19)
    assert found.owed == 3800000


def test_five_numbers_never_promise_a_negative_amount():
    found = from_five_numbers(**five(take_home=Fen(300000), necessary=Fen(0)))
    assert 0 <= found.low <= found.high
    assert found.cash_days == 0
    poor = from_five_numbers(**five(take_home=Fen(100000)))
    assert (poor.low, poor.high) == (0, 0)


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_the_lower_end_never_exceeds_the_upper(take_home, necessary):
    found = from_five_numbers(**five(take_home=Fen(take_home), necessary=Fen(necessary)))
    assert 0 <= found.low <= found.high


def test_months_are_looked_back_on_at_most_six():
    entries = tuple(income(month, 100 * month) for month in range(1, 11))
    assert monthly_income(Book(entries=entries), AS_OF) == tuple(100 * m for m in range(5, 11))
    assert Month.of(AS_OF) == Month(2026, 11)
