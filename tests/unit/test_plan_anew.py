"""What is lent or repaid in between is planned anew over the instalments still to come."""

from __future__ import annotations

from datetime import date

import pytest
from loans import loan, terms

from jiebei_desktop.domain.debts import Drawing
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing import owed


@pytest.mark.parametrize("periods", [12, 1])
def test_what_is_lent_after_all_was_paid_ahead_is_repaid_on_the_days_of_the_plan(periods):
    """12,000 of 15 January repaid whole on the 20th; 1,000 drawn on the 25th at 0.05 % a day."""
    lent = (Drawing(date=date(2026, 1, 25), amount=Fen(100_000)),)
    paid = ((date(2026, 1, 20), 1_200_000 + 5 * 600),)
    debt = loan(terms(periods=periods), paid=paid, draws=lent)
    assert owed(debt, date(2026, 1, 20)).parts == Parts()
    assert owed(debt, date(2026, 1, 25)).parts == Parts(principal=Fen(100_000))
    first = owed(debt, date(2026, 2, 15))
    assert first.parts == Parts(principal=Fen(100_000), interest=Fen(21 * 50))
    assert (first.overdue_days, owed(debt, date(2026, 2, 16)).overdue_days) == (0, 1)
