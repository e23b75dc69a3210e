"""What of a contract is still to come on the day of the lender's figure."""

from __future__ import annotations

from datetime import date

import pytest
from loans import loan, terms
from msgspec.structs import replace

from jiebei_desktop.domain.debts import (
    Debt,
    Method,
    ReportedBalance,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import DayBasis
from jiebei_desktop.domain.standing import Beginning, remaining
from jiebei_desktop.domain.standing.remains import next_due_day


def contract(pause: int) -> Debt:
    """Return 12,000 in fifteen months from February, ``pause`` of them interest only."""
    plan = terms(
        "0.12", "year", 15, Method.EQUAL_PRINCIPAL,
        day_basis=DayBasis.MONTHLY, first_due=date(2026, 2, 5), interest_only=pause,
    )  # fmt: skip
    return loan(plan, start=date(2026, 1, 5))


def left(pause: int, as_of: date, undue: int):
    shown = ReportedBalance(as_of=as_of, principal=Fen(undue))
    return remaining(contract(pause), shown).rows(Fen(undue), Beginning(as_of))


@pytest.mark.parametrize(
    ("as_of", "passed", "pause_left"),
    [
        (date(2026, 1, 20), 0, 3),
        (date(2026, 3, 5), 2, 1),
        (date(2026, 4, 5), 3, 0),
        (date(2026, 6, 20), 5, 0),
    ],
)
def test_months_of_interest_only_that_have_passed_are_not_granted_again(as_of, passed, pause_left):
    rows = left(3, as_of, 1_100_000)  # 1,000 less than the contract leaves: planned anew
    assert [row.n for row in rows] == list(range(passed + 1, 16))
    assert [row.principal == 0 for row in rows] == [n < pause_left for n in range(15 - passed)]
    assert sum(row.principal for row in rows) == 1_100_000


def test_the_contracts_own_rows_stay_where_its_figure_is_what_they_leave():
    rows = left(0, date(2026, 3, 20), 1_200_000 // 15 * 13)
    assert [row.principal for row in rows] == [80_000] * 13
    assert rows[0].due == date(2026, 4, 5)


def test_a_first_due_day_that_is_the_day_of_the_figure_is_still_to_be_paid():
    rows = left(0, date(2026, 2, 5), 1_200_000)
    assert [row.n for row in rows] == list(range(1, 16))
    after = remaining(contract(0), ReportedBalance(as_of=date(2026, 2, 5), principal=Fen(1)))
    assert len(after.rows(Fen(1_200_000), Beginning(date(2026, 2, 6)))) == 14


def test_nothing_undue_leaves_nothing_to_come():
    assert left(0, date(2026, 3, 20), 0) == ()


@pytest.mark.parametrize(
    ("after", "due"),
    [
        (date(2026, 1, 31), date(2026, 2, 5)),
        (date(2026, 2, 4), date(2026, 2, 5)),
        (date(2026, 2, 5), date(2026, 3, 5)),
        (date(2026, 3, 4), date(2026, 3, 5)),
        (date(2026, 3, 5), date(2026, 4, 5)),
        (date(2026, 12, 6), date(2027, 1, 5)),
    ],
)
def test_the_next_due_day_lies_after_the_day_and_on_the_contracts_day(after, due):
    terms = contract(0).terms
    assert next_due_day(terms, date(2026, 1, 5), after) == due


def test_an_instalment_due_on_the_first_day_overdue_was_missed():
    plan = remaining(contract(0), ReportedBalance(as_of=date(2026, 4, 10), principal=Fen(1)))
    assert [row.due.month for row in plan.missed(date(2026, 3, 5))] == [3, 4]
    assert [row.due.month for row in plan.missed(date(2026, 3, 6))] == [4]


def test_a_single_loan_counts_its_months_no_more_once_its_figure_is_known():
    single = replace(contract(0).terms, method=Method.SINGLE, periods=6, first_due=None)
    known = ReportedBalance(as_of=date(2026, 3, 20), principal=Fen(1_000_000))
    plan = remaining(replace(contract(0), terms=single, balance=known), known)
    assert (plan.terms.periods, [row.due for row in plan.left]) == (None, [date(2026, 9, 20)])
    monthly = remaining(contract(0), known)
    assert monthly.terms.periods == 15


def test_a_loan_that_names_no_number_of_months_falls_due_in_one():
    single = replace(contract(0).terms, method=Method.SINGLE, periods=None, first_due=None)
    known = ReportedBalance(as_of=date(2026, 3, 20), principal=Fen(1_000_000))
    plan = remaining(replace(contract(0), terms=single, balance=known), known)
    assert [row.due for row in plan.left] == [date(2026, 4, 20)]
