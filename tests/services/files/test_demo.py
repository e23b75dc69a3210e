from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.domain.debts import Stage
from jiebei_desktop.domain.household import Book, EntryKind
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.files import demo, household_file

AS_OF = date(2026, 11, 22)
DAYS = st.dates(date(2025, 1, 1), date(2032, 12, 31))


def _total(book: Book, as_of: date) -> int:
    return sum(owed(debt, as_of).parts.total for debt in book.debts)


def test_the_employee_owes_what_the_figures_of_the_design_say():
    book = demo.employee(AS_OF)
    parts = {debt.id: owed(debt, AS_OF).parts for debt in book.debts}
    assert (parts["jiebei"].principal, parts["jiebei"].interest) == (3_800_000, 93_100)
    assert parts["jiebei"].penalty == 5_700
    assert parts["card"].total == 1_248_552
    assert parts["weilidai"].total == 906_885
    assert parts["huabei"].total == 360_000
    assert parts["sister"].total == 1_500_000
    assert _total(book, AS_OF) == 7_914_237


def test_the_employee_must_pay_these_amounts_next():
    following = {debt.id: owed(debt, AS_OF) for debt in demo.employee(AS_OF).debts}
    assert following["jiebei"].arrears == 444_600
    assert [(following[code].next_due, following[code].next_amount) for code in following] == [
        (date(2026, 12, 2), 431_300),
        (date(2026, 11, 28), 140_506),
        (date(2026, 12, 5), 102_150),
        (date(2026, 12, 10), 360_000),
        (date(2027, 6, 30), 1_500_000),
    ]


@settings(max_examples=40)
@given(DAYS)
def test_the_employee_is_twenty_days_late_on_every_day(as_of):
    late = [owed(debt, as_of) for debt in demo.employee(as_of).debts]
    assert [one.overdue_days for one in late] == [20, 0, 0, 0, 0]
    assert all(one.next_due is not None and one.next_due >= as_of for one in late)


@settings(max_examples=40)
@given(DAYS)
def test_the_shops_agreement_is_kept_and_partly_paid_on_every_day(as_of):
    agreed, uncle, settled = demo.shop(as_of).debts
    state = owed(agreed, as_of)
    assert agreed.stage is Stage.RESTRUCTURED
    assert state.overdue_days == 0
    assert 0 < state.parts.principal < agreed.versions[-1].principal
    assert agreed.versions[-1].terms.periods == 36
    assert uncle.is_family
    assert owed(uncle, as_of).parts.total == 3_700_000
    assert owed(settled, as_of).parts.total == 0


@pytest.mark.parametrize("make", [demo.employee, demo.shop])
def test_a_demo_has_a_year_of_entries_and_none_in_the_future(make):
    book = make(AS_OF)
    months = {Month.of(entry.date) for entry in book.entries}
    assert len(months) == demo.HISTORY + 1
    assert max(entry.date for entry in book.entries) <= AS_OF
    assert sorted(entry.date for entry in book.entries) == [entry.date for entry in book.entries]


def test_the_employees_typical_month_earns_10_500_and_needs_7_000():
    since = AS_OF - timedelta(days=400)
    book = demo.employee(AS_OF)
    full = [e for e in book.entries if since < e.date < Month.of(AS_OF).first]
    income = sum(e.amount for e in full if e.kind is EntryKind.INCOME) / demo.HISTORY
    needed = sum(e.amount for e in full if e.kind is EntryKind.EXPENSE) / demo.HISTORY
    assert income == pytest.approx(1_050_000, rel=0.01)
    assert needed == pytest.approx(700_000, rel=0.01)
    assert sum(cash.amount for cash in book.cash) == 320_000


@pytest.mark.parametrize("make", [demo.employee, demo.shop])
def test_a_demo_survives_the_household_file(make):
    book = make(AS_OF)
    assert household_file.read_asking(household_file.dump(book)).book == book
    assert make(AS_OF) == book
