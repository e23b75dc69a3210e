from __future__ import annotations

from datetime import date

from loans import loan, terms

from jiebei_desktop.domain.allocation import Parts
from jiebei_desktop.domain.debts import Method
from jiebei_desktop.domain.standing import difference, payoff


def test_settling_after_three_instalments():  # E18
    paid = [(date(2026, month, 15), 110115) for month in (2, 3, 4)]
    debt = loan(paid=paid)
    found = payoff(debt, date(2026, 5, 1))
    assert (found.principal, found.interest, found.total) == (919489, 7356, 926845)


def test_waiting_ten_days_and_one_day():
    paid = [(date(2026, 9, 2), 450680), (date(2026, 10, 2), 442700)]
    debt = loan(terms(method=Method.EQUAL_PRINCIPAL), 4560000, date(2026, 8, 2), paid)
    today = date(2026, 11, 22)
    assert payoff(debt, date(2026, 12, 2)).total == 3918750
    assert difference(debt, today, date(2026, 12, 2)) == Parts(interest=17100, penalty=2850)
    assert difference(debt, today, date(2026, 11, 23)) == Parts(interest=1710, penalty=285)
