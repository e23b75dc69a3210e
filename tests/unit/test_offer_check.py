"""Offers: true rates to the published figures, withheld interest, signs, and consolidation."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    LenderType,
    Method,
    ReportedBalance,
    Terms,
)
from jiebei_desktop.domain.findings import Severity
from jiebei_desktop.domain.irr import WITHOUT_BOUND
from jiebei_desktop.domain.loan_offer import LoanFlow, LoanOffer, OfferFee
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.offer_check import (
    CostVerdict,
    check_offer,
    consolidation,
    offer_rate,
    remaining_cost,
)
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.reference.rulebook import load

DAY = date(2026, 11, 22)
RULES = load()


def level(payment: int, periods: int = 12, last: int | None = None) -> tuple[LoanFlow, ...]:
    amounts = [payment] * (periods - 1) + [payment if last is None else last]
    return tuple(
        LoanFlow(date=add_months(DAY, k), amount=Fen(amount)) for k, amount in enumerate(amounts, 1)
    )


def offer(flows: tuple[LoanFlow, ...], face: int = 1200000, **changes) -> LoanOffer:
    plain = LoanOffer(
        lender_type=LenderType.CONSUMER_FINANCE,
        date=DAY,
        face=Fen(face),
        received=Fen(face),
        flows=flows,
    )
    return replace(plain, **changes)


def test_instalments_are_level_only_where_each_but_the_last_is_equal():
    rounded = level(10662, last=10662 + 12)
    assert offer(rounded).is_level_monthly
    assert not offer(level(10662, last=10662 + 13)).is_level_monthly
    odd = (*rounded[:5], replace(rounded[5], amount=Fen(10663)), *rounded[6:])
    assert not offer(odd).is_level_monthly
    late = (
        *rounded[:5],
        replace(rounded[5], date=rounded[5].date + timedelta(days=1)),
        *rounded[6:],
    )
    assert not offer(late).is_level_monthly


def points(rate: Decimal) -> str:
    return f"{rate * 100:.4f}"


@pytest.mark.parametrize(
    ("periods", "payment", "simple", "compound"),
    [
        (12, 107920, "14.3106", "15.2876"),
        (12, 107200, "13.0342", "13.8418"),
        (12, 108640, "15.5823", "16.7448"),
        (6, 208640, "14.6630", "15.6897"),
        (3, 408640, "12.9139", "13.7064"),
        (24, 58640, "15.7980", "16.9937"),
    ],
)
def test_a_monthly_fee_costs_about_twice_what_it_says(periods, payment, simple, compound):
    rate = offer_rate(offer(level(payment, periods)))
    assert (points(rate.nominal), points(rate.effective)) == (simple, compound)


def test_a_fee_taken_up_front_costs_more_than_one_spread_out():
    fee = OfferFee(date=DAY, amount=Fen(95040))
    report = check_offer(offer(level(100000), fees=(fee,)), RULES)
    assert (points(report.nominal), points(report.effective)) == ("15.5140", "16.6660")
    assert (report.received, report.repaid, report.cost) == (1200000, 1295040, 95040)


def test_withheld_interest_is_reckoned_on_what_was_received():
    report = check_offer(offer(level(88849, last=88847), face=1000000, received=Fen(900000)), RULES)
    assert f"{report.nominal * 100:.2f}" == "32.50"
    assert f"{report.effective * 100:.2f}" == "37.81"
    withheld = report.withheld
    assert (withheld.payment, withheld.repaid, withheld.difference) == (79964, 959568, 106618)
    assert [finding.id for finding in report.findings] == ["W-KANTOU", "W-COST-24"]
    assert report.findings[0].rule == "kantou"


def test_uneven_instalments_shrink_in_proportion():
    flows = (
        LoanFlow(date=date(2027, 1, 5), amount=Fen(60000)),
        LoanFlow(date=date(2027, 3, 1), amount=Fen(50000)),
    )
    report = check_offer(offer(flows, face=100000, received=Fen(80000)), RULES)
    assert (report.withheld.repaid, report.withheld.difference) == (88000, 22000)


def test_a_level_loan_at_no_nameable_rate_shrinks_in_proportion():
    report = check_offer(offer(level(90001), face=1000000, received=Fen(900000)), RULES)
    assert report.withheld.repaid == round(90001 * 12 * 0.9)
    cheap = check_offer(offer(level(80000), face=960000, received=Fen(900000)), RULES)
    assert cheap.withheld.payment == 75000


def test_dates_decide_where_months_are_not_equal():
    flows = tuple(replace(flow, date=add_months(flow.date, 1)) for flow in level(107920))
    assert not offer(flows).is_level_monthly
    assert offer_rate(offer(flows)).effective < Decimal("0.1529")


def test_month_ends_count_as_months():
    start = date(2026, 1, 31)
    flows = tuple(LoanFlow(date=add_months(start, k), amount=Fen(107920)) for k in range(1, 13))
    assert offer(flows, date=start).is_level_monthly


def test_a_fee_on_another_day_is_counted_by_dates():
    fee = OfferFee(date=date(2026, 12, 1), amount=Fen(1000))
    assert not offer(level(107920), fees=(fee,)).is_level_monthly


def _yearly(timed: list[tuple[float, int]]) -> float:
    """Return the rate a year at which flows at times in years are worth nothing: own bisection."""
    low, high = 0.0, 9.0
    for _ in range(200):
        middle = (low + high) / 2
        worth = sum(amount / (1 + middle) ** at for at, amount in timed)
        low, high = (middle, high) if worth < 0 else (low, middle)
    return low


@pytest.mark.parametrize("months", [0, 3, 12])
@pytest.mark.parametrize("beside", [0, 1])
def test_a_fee_counts_by_months_with_the_instalments_and_by_dates_between_them(months, beside):
    # The rows of the method page: 12,000.00 for twelve of 1,079.20, and 300.00 once.
    day = add_months(DAY, months) + timedelta(days=beside)
    flows = level(107920)
    rate = offer_rate(offer(flows, fees=(OfferFee(date=day, amount=Fen(30000)),)))
    if beside:
        timed = [((flow.date - DAY).days / 365, -107920) for flow in flows]
        timed += [(0.0, 1200000), ((day - DAY).days / 365, -30000)]
    else:
        timed = [(k / 12, -107920) for k in range(1, 13)]
        timed += [(0.0, 1200000), (months / 12, -30000)]
    found = _yearly(timed)
    assert float(rate.effective) == pytest.approx(found, abs=2e-7)
    assert float(rate.nominal) == pytest.approx(12 * ((1 + found) ** (1 / 12) - 1), abs=2e-7)
    if months == 3:
        assert f"{found:.4f}" == ("0.2068", "0.2075")[beside]


def test_a_fee_before_the_money_is_a_sign_of_fraud():
    fee = OfferFee(date=date(2026, 11, 20), amount=Fen(1000))
    report = check_offer(offer(level(107920), fees=(fee,), signs=("bridge_loan",)), RULES)
    scam = report.findings[0]
    assert (scam.id, scam.severity) == ("W-SCAM-FEE", Severity.SEVERE)
    assert scam.facts["signs"] == "bridge_loan,fee_before_payout"
    ticked = check_offer(offer(level(107920), fees=(fee,), signs=("fee_before_payout",)), RULES)
    assert ticked.findings[0].facts["count"] == 1


@pytest.mark.parametrize(
    ("stated", "found"), [("0.14", []), ("0.0792", [Severity.CAUTION]), ("0.02", [Severity.SEVERE])]
)
def test_a_rate_far_above_the_advertised_one_is_told(stated, found):
    report = check_offer(offer(level(107920), stated_rate=Decimal(stated)), RULES)
    assert [finding.severity for finding in report.findings] == found


def test_an_offer_whose_fee_eats_the_loan_costs_more_than_any_rate():
    fee = OfferFee(date=DAY, amount=Fen(1200000))
    report = check_offer(offer(level(100), fees=(fee,)), RULES)
    assert (report.nominal, report.effective) == (WITHOUT_BOUND, WITHOUT_BOUND)
    assert [finding.id for finding in report.findings] == ["W-COST-24"]


def test_a_week_s_loan_of_1050_for_1500_has_its_rate_and_every_finding():
    week = (LoanFlow(date=DAY + timedelta(days=7), amount=Fen(150000)),)
    report = check_offer(offer(week, face=150000, received=Fen(105000)), RULES)
    expected = (1500 / 1050) ** (365 / 7) - 1
    assert float(report.effective) == pytest.approx(expected, rel=1e-9)
    assert float(report.nominal) == pytest.approx(12 * ((1 + expected) ** (1 / 12) - 1), rel=1e-6)
    assert [finding.id for finding in report.findings] == ["W-KANTOU", "W-COST-24"]


@pytest.mark.parametrize(("received", "found"), [(150000, []), (150001, ["W-REPAID-LESS"])])
def test_an_offer_that_asks_for_less_than_it_gives_is_a_finding(received, found):
    week = (LoanFlow(date=DAY + timedelta(days=7), amount=Fen(150000)),)
    report = check_offer(offer(week, face=received), RULES)
    assert [finding.id for finding in report.findings] == found
    assert (report.effective < 0) == bool(found)


@settings(max_examples=60)
@given(
    st.integers(1, 10**7),
    st.lists(st.tuples(st.integers(1, 4000), st.integers(1, 10**7)), min_size=1, max_size=8),
)
def test_every_loan_that_is_paid_back_has_a_rate(received, paid):
    flows = tuple(
        LoanFlow(date=DAY + timedelta(days=days), amount=Fen(fen)) for days, fen in sorted(paid)
    )
    report = check_offer(offer(flows, face=received), RULES)
    assert report.effective > -1 or report.effective == -1
    assert (report.effective > 0) == (report.cost > 0) or abs(report.effective) < Decimal("1e-6")


@settings(max_examples=40)
@given(st.integers(50000, 200000), st.integers(2, 36))
def test_what_is_received_and_paid_back_adds_up(payment, periods):
    report = check_offer(offer(level(payment, periods), face=1000000), RULES)
    assert report.cost == report.repaid - report.received
    assert (report.nominal > 0) == (report.cost > 0)


def a_debt(name: str, principal: int, rate: str = "0.24") -> Debt:
    return Debt(
        id=DebtId(name),
        name=name,
        product="other",
        lender="l",
        lender_type=LenderType.BANK,
        contract_date=DAY,
        principal=Fen(principal),
        terms=Terms(
            rate=Rate(value=Decimal(rate), per=RatePeriod.YEAR),
            day_basis=DayBasis.MONTHLY,
            method=Method.EQUAL_PAYMENT,
            periods=12,
        ),
    )


def test_a_cheaper_loan_that_settles_all_costs_less():
    debts = [a_debt("a", 700000), a_debt("b", 500000)]
    found = consolidation(offer(level(106000)), debts)
    assert found.verdict is CostVerdict.COSTS_LESS
    assert (found.settle_now, found.missing, found.left_open) == (1200000, 0, ())
    assert found.saves == sum(remaining_cost(owed(debt, DAY)) for debt in debts) - 1272000
    assert found.next_month_after < found.next_month_before


def test_a_dearer_loan_costs_more_however_small_its_instalments():
    found = consolidation(offer(level(60000, 36)), [a_debt("a", 1200000)])
    assert found.verdict is CostVerdict.COSTS_MORE
    assert found.saves < 0
    assert found.next_month_after < found.next_month_before


@pytest.mark.parametrize(
    ("more", "verdict"),
    [(-1, CostVerdict.COSTS_LESS), (0, CostVerdict.COSTS_MORE), (1, CostVerdict.COSTS_MORE)],
)
def test_a_loan_costs_less_from_the_first_fen(more, verdict):
    debt = a_debt("a", 1200000)
    once = LoanFlow(
        date=DAY + timedelta(days=365), amount=Fen(remaining_cost(owed(debt, DAY)) + more)
    )
    found = consolidation(replace(offer(level(106000)), flows=(once,)), [debt])
    assert (found.verdict, found.saves) == (verdict, -more)


def test_a_loan_that_does_not_reach_leaves_debts_open():
    found = consolidation(offer(level(106000)), [a_debt("a", 1000000), a_debt("b", 900000)])
    assert found.verdict is CostVerdict.DOES_NOT_REACH
    assert found.left_open == ("b",)
    assert found.missing == 700000


def test_money_left_over_counts_as_paid_back_at_once():
    debt = a_debt("a", 1000000)
    whole = consolidation(offer(level(106000)), [debt])
    assert whole.saves == remaining_cost(owed(debt, DAY)) - (1272000 - 200000)


def test_the_remaining_cost_holds_arrears_and_all_instalments_to_come():
    stand = owed(a_debt("a", 1200000), DAY)
    assert remaining_cost(stand) == sum(state.instalment.payment for state in stand.instalments)
    plan_free = replace(
        a_debt("a", 1200000),
        terms=replace(a_debt("a", 1).terms, method=Method.FREE, periods=None),
        balance=ReportedBalance(as_of=DAY, principal=Fen(1000), interest=Fen(10)),
    )
    assert remaining_cost(owed(plan_free, DAY)) == 1010
