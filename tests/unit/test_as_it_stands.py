"""What is owed without a plan: none was agreed, or its last day is over and nobody told it late."""

from __future__ import annotations

from datetime import date

import pytest
from loans import loan, terms

from jiebei_desktop.domain.debts import Method, ReportedBalance
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import stands

ON = date(2026, 11, 30)
READ = ReportedBalance(as_of=date(2026, 11, 19), principal=Fen(900_000))
PAST = terms(method=Method.SINGLE, periods=None, first_due=date(2026, 5, 3))
AHEAD = terms(method=Method.SINGLE, periods=None, first_due=date(2027, 5, 3))


@pytest.mark.parametrize(
    ("debt", "is_open"),
    [
        (loan(terms(method=Method.FREE, periods=None)), True),
        (loan(PAST, balance=READ), True),
        (loan(AHEAD, balance=READ), False),
        (loan(PAST), False),
        (loan(), False),
        (loan(PAST, paid=((date(2026, 5, 3), 2_000_000),)), False),
    ],
)
def test_a_debt_without_a_day_to_come_is_owed_without_a_plan(debt, is_open):
    (stand,) = stands([debt], ON)
    assert stand.is_open is is_open
