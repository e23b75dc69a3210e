"""What is lent or repaid in between is planned anew over the instalments still to come."""

from __future__ import annotations

from datetime import date

import pytest
from loans import START, loan, terms

from jiebei_desktop.domain.debts import Drawing
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing import instalments, owed


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


def test_rows_that_fell_due_after_a_draw_are_as_it_made_them_also_after_the_next():
    """12,000 and, on 20 March, 1,000: what was asked for in April to June is asked for no less."""
    first, second = (
        Drawing(date=date(2026, 3, 20), amount=Fen(100_000)),
        Drawing(date=date(2026, 6, 20), amount=Fen(50_000)),
    )
    before = instalments(loan(draws=(first,)), date(2026, 3, 20))
    after = instalments(loan(draws=(first, second)), date(2026, 7, 1))
    assert after[:5] == before[:5]
    assert [row.payment for row in after[2:5]] == [120_948, 120_949, 120_949]
    drawn_late = loan(draws=(second,))
    assert instalments(drawn_late, date(2026, 7, 1))[:5] == instalments(loan(), START)[:5]
