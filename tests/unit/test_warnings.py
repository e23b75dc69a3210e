"""Each warning: when it speaks, what it says in figures, and when it keeps silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from jiebei_desktop.domain.debts import (
    Allocation,
    Debt,
    DebtId,
    LenderType,
    Method,
    Minimum,
    Payment,
    Priority,
    ReportedBalance,
    Stage,
    Terms,
)
from jiebei_desktop.domain.findings import Finding, Severity
from jiebei_desktop.domain.household import (
    Book,
    Cash,
    EntryKind,
    Household,
    Recurring,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.warnings import CATALOGUE, ranked, warnings
from jiebei_desktop.domain.warnings.cost import excess_over
from jiebei_desktop.services.rulebook import load

AS_OF = date(2026, 11, 22)
RULES = load()
RULES_FRESH = RULES.extended([replace(RULES.fixings[-1], published=date(2026, 11, 20))])
DAILY = Rate(value=Decimal("0.0005"), per=RatePeriod.DAY)


def terms(**changes) -> Terms:
    return replace(Terms(rate=DAILY, method=Method.EQUAL_PRINCIPAL, periods=12), **changes)


def a_debt(**changes) -> Debt:
    plain = Debt(
        id=DebtId("d"),
        name="d",
        product="jiebei",
        lender="l",
        lender_type=LenderType.CONSUMER_FINANCE,
        contract_date=date(2026, 10, 15),
        principal=Fen(1200000),
        terms=terms(),
    )
    return replace(plain, **changes)


def overdue_debt(**changes) -> Debt:
    """A debt whose first instalment, due on 15 October, was not paid."""
    return a_debt(**{"contract_date": date(2026, 9, 15)} | changes)


def found(*debts: Debt, rules=RULES_FRESH, as_of: date = AS_OF, **book) -> dict[str, Finding]:
    all_found = warnings(Book(debts=debts, **book), rules, as_of)
    return {finding.id: finding for finding in all_found}


def recurring(kind: EntryKind, fen: int, category: str, day: int = 10) -> Recurring:
    return Recurring(
        name=category,
        kind=kind,
        amount=Fen(fen),
        category=category,
        day=day,
        start=date(2026, 1, 1),
    )


def cash(fen: int) -> tuple[Cash, ...]:
    return (Cash(name="c", amount=Fen(fen), as_of=AS_OF),)


def earning(fen: int, spending: int = 0, day: int = 10) -> tuple[Recurring, ...]:
    items = (recurring(EntryKind.INCOME, fen, "A1", day),)
    return (*items, recurring(EntryKind.EXPENSE, spending, "B1", 5)) if spending else items


def test_an_orderly_household_hears_nothing():
    assert found() == {}
    calm = a_debt(
        contract_date=AS_OF, payments=(), terms=terms(rate=replace(DAILY, value=Decimal("0.0003")))
    )
    assert found(calm) == {}


def test_a_settled_debt_and_one_not_yet_drawn_are_silent():
    later = overdue_debt(stage=Stage.SETTLED)
    assert found(later, a_debt(id=DebtId("e"), contract_date=date(2026, 12, 1))) == {}


def test_days_overdue_count_down_to_the_next_step():
    finding = found(overdue_debt())["W-OVERDUE"]
    assert finding.severity is Severity.SEVERE
    assert (finding.facts["days"], finding.facts["next_step"]) == (38, 60)
    assert finding.facts["days_to_step"] == 22
    assert finding.urgency_fen == finding.facts["arrears_fen"]


def test_after_ninety_days_there_is_no_further_step():
    finding = found(overdue_debt(), as_of=date(2027, 3, 1))["W-OVERDUE"]
    assert finding.facts["next_step"] is None
    assert finding.facts["days_to_step"] is None


@pytest.mark.parametrize(("days", "speaks"), [(7, True), (8, False), (0, True)])
def test_an_instalment_is_announced_a_week_ahead(days, speaks):
    as_of = date(2026, 11, 15) - timedelta(days=days)
    finding = found(a_debt(), as_of=as_of).get("W-DUE-7")
    assert (finding is not None) == speaks
    if finding is not None:
        assert (finding.facts["days"], finding.facts["due"]) == (days, date(2026, 11, 15))
        assert finding.facts["amount_fen"] == 100000 + 18600


def test_a_debt_without_dates_is_not_announced():
    free = a_debt(terms=terms(method=Method.FREE, periods=None))
    assert "W-DUE-7" not in found(free)


def test_acceleration_is_a_what_if_until_it_is_announced():
    what_if = found(overdue_debt())["W-ACCEL"]
    assert what_if.severity is Severity.INFO
    assert what_if.facts["per_day_then_fen"] == 900
    announced = found(overdue_debt(accelerated_on=date(2026, 11, 1)))["W-ACCEL"]
    assert announced.severity is Severity.SEVERE
    assert announced.facts["announced"] == date(2026, 11, 1)


def test_a_wholly_overdue_debt_cannot_be_accelerated_further():
    single = overdue_debt(terms=terms(method=Method.SINGLE, periods=1))
    assert "W-ACCEL" not in found(single)


def test_payments_below_the_running_cost_are_told():
    debt = overdue_debt(
        contract_date=date(2026, 6, 15),
        payments=(Payment(date=date(2026, 10, 1), amount=Fen(1000)),),
    )
    finding = found(debt)["W-NEGAM"]
    assert finding.facts["paid_fen"] == 1000
    assert finding.facts["cost_fen"] > 1000
    paying = replace(debt, payments=(Payment(date=date(2026, 10, 1), amount=Fen(100000)),))
    assert "W-NEGAM" not in found(paying)


def test_an_unknown_order_of_payments_becomes_a_range():
    debt = overdue_debt(
        terms=terms(allocation=Allocation.UNKNOWN),
        payments=(Payment(date=date(2026, 11, 1), amount=Fen(50000)),),
    )
    facts = found(debt)["W-ALLOC-UNKNOWN"].facts
    assert facts["principal_low_fen"] < facts["principal_high_fen"]
    assert facts["total_low_fen"] <= facts["total_high_fen"]
    assert "W-ALLOC-UNKNOWN" not in found(replace(debt, payments=()))


def card(**changes) -> Debt:
    revolving = terms(
        method=Method.REVOLVING,
        periods=None,
        minimum=Minimum(fraction=Decimal("0.10"), floor=Fen(5000)),
        due_day=28,
    )
    plain = a_debt(
        id=DebtId("card"),
        product="credit_card",
        lender_type=LenderType.CREDIT_CARD_ISSUER,
        principal=Fen(1000000),
        terms=revolving,
    )
    return replace(plain, **changes)


def test_paying_only_the_minimum_is_run_to_its_end():
    facts = found(card())["W-MINPAY"].facts
    assert 35 <= facts["months"] <= 45
    assert 130000 <= facts["interest_fen"] <= 160000
    endless = card(
        terms=replace(card().terms, minimum=Minimum(fraction=Decimal("0.10"), floor=Fen(0)))
    )
    assert found(endless)["W-MINPAY"].facts["months"] is None


def test_a_card_without_interest_or_minimum_is_not_run():
    still = card(terms=replace(card().terms, rate=replace(DAILY, value=Decimal(0))))
    assert "W-MINPAY" not in found(still)
    assert "W-MINPAY" not in found(card(terms=replace(card().terms, minimum=None)))


def test_an_open_penalty_alone_is_no_balance_to_run():
    paid_up = card(
        balance=ReportedBalance(as_of=date(2026, 11, 1), principal=Fen(0), interest=Fen(500))
    )
    assert "W-MINPAY" not in found(paid_up)


@pytest.mark.parametrize(
    ("limit", "severity"),
    [(1000000, Severity.CAUTION), (1250000, Severity.INFO), (2000000, None), (None, None)],
)
def test_a_nearly_used_limit_is_told(limit, severity):
    finding = found(card(credit_limit=limit)).get("W-UTILISATION")
    assert (finding.severity if finding else None) == severity


def with_balance(interest: int, **changes) -> Debt:
    shown = ReportedBalance(
        as_of=date(2026, 10, 20), principal=Fen(1100000), interest=Fen(interest)
    )
    paid = (Payment(date=date(2026, 10, 15), amount=Fen(118000)),)
    return a_debt(contract_date=date(2026, 9, 15), payments=paid, balance=shown, **changes)


@pytest.mark.parametrize(
    ("interest", "severity"), [(2750, None), (2751, Severity.INFO), (20000, Severity.CAUTION)]
)
def test_a_difference_to_the_lenders_figure_is_shown_not_blamed(interest, severity):
    finding = found(with_balance(interest)).get("W-MISMATCH")
    assert (finding.severity if finding else None) == severity
    if finding is not None:
        assert finding.facts["difference_fen"] == interest - 2750


def test_a_balance_that_stands_alone_cannot_disagree():
    alone = replace(with_balance(9999), payments=())
    free = with_balance(9999, terms=terms(method=Method.FREE, periods=None))
    assert "W-MISMATCH" not in found(alone)
    assert "W-MISMATCH" not in found(free)
    assert "W-MISMATCH" not in found(with_balance(9999), as_of=date(2026, 10, 1))


def test_lateness_above_the_line_is_told_with_its_excess():
    finding = found(overdue_debt())["W-TOTAL-24"]
    assert finding.facts["annual"] == Decimal("0.2738")
    assert finding.facts["excess_fen"] > 0
    assert finding.facts["standing"] == "reference"
    private = overdue_debt(lender_type=LenderType.PRIVATE_PERSON)
    assert "W-TOTAL-24" not in found(private)
    mild = overdue_debt(terms=terms(penalty_multiplier=Decimal("1.3")))
    assert "W-TOTAL-24" not in found(mild)


def test_called_in_principal_counts_from_the_day_it_was_called_in():
    facts = found(overdue_debt(accelerated_on=date(2026, 11, 1)))["W-TOTAL-24"].facts
    line = RULES.rate("spc_24_total", AS_OF)
    fen_days = 100000 * 38 + 1100000 * 21
    assert facts["excess_fen"] == excess_over(line, fen_days, facts["penalty_fen"])
    assert facts["excess_fen"] > 0


def test_late_fees_count_towards_the_annual_cost_of_lateness():
    shown = ReportedBalance(
        as_of=AS_OF,
        principal=Fen(2000000),
        penalty=Fen(138000),
        fees=Fen(60000),
        overdue_since=AS_OF - timedelta(days=92),
        overdue_principal=Fen(2000000),
    )
    debt = overdue_debt(contract_date=date(2026, 1, 1), balance=shown)
    facts = found(debt)["W-TOTAL-24"].facts
    assert facts["annual"] == Decimal("0.3928")
    assert facts["excess_fen"] == 77014


def test_the_excess_over_a_line_is_exact_and_never_negative():
    line = RULES.rate("spc_24_total", AS_OF)
    assert excess_over(line, 2000000 * 92, Fen(198000)) == 77014
    assert excess_over(line, 2000000 * 92, Fen(1000)) == 0


@pytest.mark.parametrize(
    ("multiplier", "severity"),
    [("1.5", None), ("1.3", None), ("2", Severity.CAUTION), ("1.0", Severity.INFO)],
)
def test_an_unusual_penalty_multiplier_is_told(multiplier, severity):
    debt = a_debt(terms=terms(penalty_multiplier=Decimal(multiplier)))
    finding = found(debt).get("W-PEN-RANGE")
    assert (finding.severity if finding else None) == severity


def test_the_penalty_band_does_not_bind_cards_or_private_lenders():
    for lender in (LenderType.CREDIT_CARD_ISSUER, LenderType.PRIVATE_PERSON):
        debt = a_debt(lender_type=lender, terms=terms(penalty_multiplier=Decimal(2)))
        assert "W-PEN-RANGE" not in found(debt)


def test_money_held_back_is_reckoned_anew():
    debt = a_debt(terms=terms(upfront_fee=Fen(120000)))
    facts = found(debt)["W-KANTOU"].facts
    assert (facts["received_fen"], facts["missing_fen"]) == (1080000, 120000)
    assert facts["difference_fen"] > 120000
    nothing = a_debt(terms=terms(upfront_fee=Fen(1200000)))
    assert found(nothing)["W-KANTOU"].facts["difference_fen"] == 1200000
    free = a_debt(terms=terms(method=Method.FREE, periods=None, upfront_fee=Fen(100)))
    assert found(free)["W-KANTOU"].facts["payment_fen"] is None


@pytest.mark.parametrize(
    ("fee", "severity"),
    [("0.002", None), ("0.0066", Severity.CAUTION), ("0.0150", Severity.SEVERE)],
)
def test_a_flat_fee_shows_what_it_really_costs(fee, severity):
    debt = a_debt(
        terms=terms(
            method=Method.FEE_INSTALMENT,
            day_basis=DayBasis.MONTHLY,
            rate=Rate(value=Decimal(0), per=RatePeriod.YEAR),
            fee_per_period=Decimal(fee),
        )
    )
    finding = found(debt).get("W-FEE-HIDDEN")
    assert (finding.severity if finding else None) == severity


def test_the_cost_of_a_contract_meets_its_rate_line():
    dear = a_debt(terms=terms(rate=Rate(value=Decimal("0.0008"), per=RatePeriod.DAY)))
    assert found(dear)["W-COST-24"].debt == "d"


def test_what_is_left_for_living_is_compared_with_the_local_standard():
    household = Household(members=3, dibao_per_person=Fen(100000), dibao_as_of=AS_OF)
    debt = a_debt(contract_date=AS_OF - timedelta(days=10))
    finding = found(debt, household=household, recurring=earning(400000))["W-FLOOR"]
    assert (finding.facts["measure"], finding.facts["floor_fen"]) == ("standard", 300000)
    assert finding.facts["left_fen"] == 400000 - finding.facts["required_fen"]
    essentials = found(debt, recurring=earning(400000, 350000))["W-FLOOR"]
    assert (essentials.facts["measure"], essentials.facts["floor_fen"]) == ("essentials", 350000)
    assert "W-FLOOR" not in found(debt, recurring=earning(900000, 350000))


@pytest.mark.parametrize(
    ("income", "severity"),
    [(150000, Severity.SEVERE), (200000, Severity.CAUTION), (900000, None)],
)
def test_debt_service_is_measured_against_income(income, severity):
    debt = a_debt(contract_date=AS_OF - timedelta(days=10))
    finding = found(debt, recurring=earning(income)).get("W-DSR")
    assert (finding.severity if finding else None) == severity


@pytest.mark.parametrize(
    ("amount", "severity"),
    [(100000, Severity.SEVERE), (300000, Severity.CAUTION), (3000000, None), (-5, Severity.SEVERE)],
)
def test_cash_is_measured_in_days(amount, severity):
    finding = found(a_debt(), cash=cash(amount), recurring=earning(900000, 300000)).get("W-RUNWAY")
    assert (finding.severity if finding else None) == severity


def test_without_known_needs_or_cash_there_is_no_runway():
    debt = a_debt(terms=terms(method=Method.FREE, periods=None))
    assert "W-RUNWAY" not in found(debt, cash=cash(100))
    assert "W-RUNWAY" not in found(a_debt(), recurring=earning(900000))


def test_a_due_day_before_pay_day_is_a_clash():
    debt = a_debt(contract_date=AS_OF - timedelta(days=26), terms=terms(due_day=27))
    finding = found(debt, cash=cash(50000), recurring=earning(900000, day=29))["W-CLASH"]
    assert (finding.facts["on"], finding.severity) == (date(2026, 11, 27), Severity.SEVERE)
    assert finding.facts["short_fen"] == finding.urgency_fen
    paid_before = found(debt, cash=cash(50000), recurring=earning(900000, day=25))
    assert "W-CLASH" not in paid_before


def test_a_due_day_beyond_the_month_is_no_clash():
    far = a_debt(terms=terms(method=Method.SINGLE, periods=12))
    assert "W-CLASH" not in found(far, cash=cash(100), recurring=earning(900000))


def test_a_clash_further_ahead_is_less_urgent():
    debt = a_debt(contract_date=date(2026, 11, 10))
    finding = found(debt, cash=cash(100), recurring=earning(900000, day=21))["W-CLASH"]
    assert finding.severity is Severity.CAUTION


def test_rent_that_empties_the_purse_is_told_on_the_due_day():
    debt = a_debt(contract_date=date(2026, 11, 10))
    items = earning(150000, 200000, day=9)
    finding = found(debt, cash=cash(100000), recurring=items)["W-CLASH"]
    assert finding.facts["on"] == date(2026, 12, 10)


@pytest.mark.parametrize(
    ("paid", "severity"),
    [(3 * 18000, Severity.SEVERE), (3 * 19000, Severity.CAUTION), (3 * 40000, None)],
)
def test_payments_that_hardly_cover_the_cost_are_a_spiral(paid, severity):
    debt = a_debt(
        contract_date=date(2026, 8, 1),
        terms=terms(method=Method.INTEREST_ONLY),
        payments=(Payment(date=date(2026, 11, 1), amount=Fen(paid)),),
    )
    cost = sum(f.facts["cost_fen"] for i, f in found(debt).items() if i == "W-SPIRAL")
    finding = found(debt).get("W-SPIRAL")
    assert (finding.severity if finding else None) == severity
    assert cost in {0, 18000, 18900} or cost > 0


def test_a_mortgage_is_no_spiral_and_nothing_known_is_no_spiral():
    home = a_debt(priority=Priority.LIVELIHOOD)
    assert "W-SPIRAL" not in found(home, recurring=earning(100))
    assert "W-SPIRAL" not in found(a_debt())
    assert "W-SPIRAL" in found(a_debt(), recurring=earning(100))


@pytest.mark.parametrize(
    ("drawn", "severity"),
    [(100000, Severity.SEVERE), (25000, Severity.CAUTION), (5000, None)],
)
def test_repayments_that_follow_a_new_loan_are_matched_once(drawn, severity):
    old = a_debt(
        contract_date=date(2026, 5, 1),
        payments=(Payment(date=date(2026, 11, 3), amount=Fen(100000)),),
    )
    new = a_debt(id=DebtId("n"), contract_date=date(2026, 11, 1), principal=Fen(drawn))
    finding = found(old, new).get("W-ROLLOVER")
    assert (finding.severity if finding else None) == severity
    if finding is not None:
        assert finding.facts["matched_fen"] == min(drawn, 100000)


def test_a_repayment_long_after_a_loan_is_no_rollover():
    old = a_debt(
        contract_date=date(2026, 10, 1),
        payments=(Payment(date=date(2026, 11, 3), amount=Fen(100000)),),
    )
    assert "W-ROLLOVER" not in found(old)


def test_old_data_is_told_once_for_each_kind():
    household = Household(dibao_per_person=Fen(1000), dibao_as_of=date(2025, 10, 1))
    book = Book(household=household)
    stale = [f for f in warnings(book, RULES, AS_OF) if f.id == "W-STALE-DATA"]
    assert [finding.facts["kind"] for finding in stale] == ["lpr", "dibao"]
    assert stale[1].facts["days"] == (AS_OF - date(2025, 10, 1)).days


def test_a_standard_without_a_date_is_asked_for_one():
    found_ = found(household=Household(dibao_per_person=Fen(1000)))
    assert found_["W-STALE-DATA"].facts["since"] is None
    fresh = Household(dibao_per_person=Fen(1000), dibao_as_of=date(2026, 7, 1))
    assert found(household=fresh) == {}


def test_a_rule_that_ran_out_names_its_own_source():
    row = replace(RULES.row("cc_grace"), end=date(2026, 12, 31))
    book = replace(RULES_FRESH, rows={**RULES.rows, row.id: row})
    late = warnings(Book(), book, date(2027, 1, 3))
    (finding,) = [one for one in late if one.rule == "cc_grace"]
    assert finding.source == row.source
    assert finding.facts["days"] == 3


def test_the_most_serious_comes_first_then_the_most_urgent_then_the_most_money():
    def one(name, severity, fen, debt=None):
        return Finding(id=name, severity=severity, as_of=AS_OF, urgency_fen=fen, debt=debt)

    order = [
        one("W-OVERDUE", Severity.SEVERE, 900, DebtId("a")),
        one("W-OVERDUE", Severity.SEVERE, 100, DebtId("a")),
        one("W-OVERDUE", Severity.SEVERE, 100, DebtId("b")),
        one("W-DSR", Severity.SEVERE, 99999),
        one("W-DUE-7", Severity.CAUTION, 1),
        one("W-STALE-DATA", Severity.INFO, None),
    ]
    assert ranked(list(reversed(order))) == tuple(order)


def test_every_finding_is_in_the_catalogue_and_cites_its_rule():
    debts = (overdue_debt(), card(credit_limit=Fen(1000000)), with_balance(99999, id=DebtId("m")))
    book = Book(debts=debts, cash=cash(100), recurring=earning(100000, 90000, day=29))
    for finding in warnings(book, RULES, AS_OF):
        assert finding.id in CATALOGUE
        assert (finding.source is None) == (finding.rule is None)
        assert finding.as_of == AS_OF
        assert finding.action


def test_a_share_is_not_a_float():
    for threshold in RULES.thresholds.values():
        assert Fraction(threshold.amber) >= 0
