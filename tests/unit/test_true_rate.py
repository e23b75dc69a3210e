from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import loans
import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.debts import (
    Debt,
    Method,
    Minimum,
    ReportedBalance,
    Terms,
)
from jiebei_desktop.domain.irr import WITHOUT_BOUND
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.true_rate import contract_rate, overdue_rate, true_rate


def loan(value="0.0005", per="day", periods=12, method=Method.EQUAL_PAYMENT, **more):
    principal = more.pop("principal", 1_200_000)
    return loans.loan(loans.terms(value, per, periods, method, **more), principal)


def percents(found):
    return float(found.nominal) * 100, float(found.effective) * 100


def test_a_daily_loan_by_its_dates():  # E2b
    assert percents(true_rate(loan())) == pytest.approx((18.25, 19.857), abs=6e-3)
    assert float(true_rate(loan()).effective) == pytest.approx(0.198570, abs=5e-7)


def test_interest_only_by_its_dates():  # E4, E24
    found = true_rate(loan("0.0004", method=Method.INTEREST_ONLY, principal=1000000))
    assert float(found.effective) == pytest.approx(0.156177, abs=5e-7)


def test_a_fee_instalment_by_months():  # E5
    plan = loan("0", "month", method=Method.FEE_INSTALMENT, fee_per_period=Decimal("0.0066"))
    assert percents(true_rate(plan)) == pytest.approx((14.3106, 15.2876), abs=6e-5)


def test_a_fee_taken_in_front_is_part_of_the_rate():  # E5b
    plan = loan("0", "month", method=Method.FEE_INSTALMENT, upfront_fee=95040)
    assert percents(true_rate(plan)) == pytest.approx((15.5140, 16.6660), abs=6e-5)


def test_interest_withheld_from_the_principal_raises_the_rate():  # E5c
    plan = loan("0.12", "year", day_basis=DayBasis.MONTHLY, principal=1000000, upfront_fee=100000)
    assert percents(true_rate(plan)) == pytest.approx((32.5, 37.806), abs=2e-4)


@pytest.mark.parametrize(
    "plan",
    [
        loan(method=Method.FREE),
        loan(method=Method.REVOLVING, minimum=Minimum(fraction=Decimal("0.1"), floor=5000)),
    ],
)
def test_without_usable_flows_the_contract_rate_is_the_answer(plan):
    assert percents(true_rate(plan)) == pytest.approx((18.25, 19.86), abs=5e-3)


def test_a_debt_never_falls_back_to_the_rate_it_names():
    week = {"first_due": date(2026, 1, 22), "upfront_fee": 45000, "principal": 150000}
    for method in (Method.SINGLE, Method.FEE_INSTALMENT):
        found = true_rate(loan("0", periods=1, method=method, **week))
        assert float(found.effective) == pytest.approx((150 / 105) ** (365 / 7) - 1, rel=1e-9)
    nothing = true_rate(loan(upfront_fee=1200000))
    assert (nothing.nominal, nothing.effective) == (WITHOUT_BOUND, WITHOUT_BOUND)


def test_a_rate_typed_as_a_percentage_is_reckoned_all_the_same():
    found = true_rate(loan("10"))
    assert found.nominal > 3000
    assert overdue_rate(loan("10")).nominal == 5475


def test_a_single_loan_by_its_dates():
    plan = loan("0.12", "year", 12, Method.SINGLE, day_basis=DayBasis.MONTHLY, principal=1000000)
    assert float(true_rate(plan).effective) == pytest.approx(0.12, abs=1e-8)


def test_overdue_principal_costs_the_multiple():  # E21, E25
    assert percents(overdue_rate(loan())) == pytest.approx((27.375, 31.08), abs=5e-3)
    eighteen = loan("0.18", "year", day_basis=DayBasis.ACT_360)
    assert overdue_rate(eighteen).nominal == Decimal("0.27375")  # 0.27 / 360 a day, for 365 days
    assert overdue_rate(loan("0.16", "year")).nominal == Decimal("0.24")


def typed(plan: Terms, principal: int, original: int) -> Debt:
    return replace(
        loan(),
        contract_date=date(2026, 8, 2),
        principal=Fen(original),
        terms=plan,
        balance=ReportedBalance(as_of=date(2026, 11, 28), principal=Fen(principal)),
    )


def test_a_debt_typed_from_the_page_has_the_rate_of_its_contract():
    plan = replace(loan().terms, periods=10, first_due=date(2026, 12, 28))
    found = true_rate(typed(plan, 3_420_000, 4_560_000))
    assert found.nominal == Decimal("0.1825")
    assert found.effective > found.nominal


def test_a_flat_fee_typed_from_the_page_is_rated_on_what_remains():
    plan = Terms(
        rate=Rate(value=Decimal(0), per=RatePeriod.DAY),
        method=Method.FEE_INSTALMENT,
        periods=12,
        first_due=date(2026, 12, 28),
        fee_per_period=Decimal("0.006"),
    )
    found = true_rate(typed(plan, 1_200_000, 1_200_000))
    assert found.nominal.quantize(Decimal("0.0001")) == Decimal("0.1303")
    over = replace(plan, periods=1, first_due=date(2026, 9, 2))
    assert true_rate(typed(over, 1_200_000, 1_200_000)).nominal == 0


def test_a_debt_of_nothing_has_the_rate_of_its_contract():
    assert true_rate(replace(loan(), principal=Fen(0))).nominal == Decimal("0.1825")


def test_a_rate_by_days_is_that_of_a_day_for_a_year_of_days():
    """The stranger's loan: 0.06 % a day over 360 cost 21.9 by its dates and 32.4 once late."""
    dated = loan("0.0006", day_basis=DayBasis.ACT_360)
    assert percents(true_rate(dated))[0] == pytest.approx(21.90, abs=6e-3)
    assert overdue_rate(dated).nominal == Decimal("0.3285")
    rolling = loan("0.0006", method=Method.REVOLVING, periods=None, day_basis=DayBasis.ACT_360)
    assert true_rate(rolling).nominal == Decimal("0.219")
    monthly = loan("0.0006", method=Method.REVOLVING, periods=None, day_basis=DayBasis.MONTHLY)
    assert true_rate(monthly).nominal == Decimal("0.216")


def test_a_contract_and_what_is_asked_of_it_are_told_by_the_same_rate():
    """One sum after half a year: 14.60 by its terms, less a month by month (14.17 beside 14.60)."""
    single = loan("0.0004", periods=6, method=Method.SINGLE)
    assert contract_rate(single) == Fraction("0.146")
    assert true_rate(single).nominal < Decimal("0.143")
    assert float(contract_rate(loan(periods=12))) == pytest.approx(0.1825, abs=1e-9)
