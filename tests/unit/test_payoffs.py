from __future__ import annotations

from datetime import date
from decimal import Decimal

from jiebei_desktop.domain.allocation import Parts
from jiebei_desktop.domain.debts import Debt, LenderType, Method, Payment, Terms
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.domain.standing import difference, payoff


def loan(principal, start, method, paid):
    return Debt(
        id="jb1",
        name="借呗",
        product="jiebei",
        lender="某消费金融公司",
        lender_type=LenderType.CONSUMER_FINANCE,
        contract_date=start,
        principal=principal,
        terms=Terms(
            rate=Rate(value=Decimal("0.0005"), per=RatePeriod.DAY), method=method, periods=12
        ),
        payments=tuple(Payment(date=day, amount=amount) for day, amount in paid),
    )


def test_settling_after_three_instalments():  # E18
    paid = [(date(2026, month, 15), 110115) for month in (2, 3, 4)]
    debt = loan(1200000, date(2026, 1, 15), Method.EQUAL_PAYMENT, paid)
    found = payoff(debt, date(2026, 5, 1))
    assert (found.principal, found.interest, found.total) == (919489, 7356, 926845)


def test_waiting_ten_days_and_one_day():
    paid = [(date(2026, 9, 2), 450680), (date(2026, 10, 2), 442700)]
    debt = loan(4560000, date(2026, 8, 2), Method.EQUAL_PRINCIPAL, paid)
    today = date(2026, 11, 22)
    assert payoff(debt, date(2026, 12, 2)).total == 3918750
    assert difference(debt, today, date(2026, 12, 2)) == Parts(interest=17100, penalty=2850)
    assert difference(debt, today, date(2026, 11, 23)) == Parts(interest=1710, penalty=285)
