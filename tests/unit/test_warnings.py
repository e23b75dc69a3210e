"""Each warning: when it speaks, what it says in figures, and when it keeps silent."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from msgspec.structs import replace

from jiebei_desktop.analysis.prospect import prospect
from jiebei_desktop.domain.affordability import UsualMonth
from jiebei_desktop.domain.caps import JUDICIAL
from jiebei_desktop.domain.debts import (
    Allocation,
    Debt,
    DebtId,
    Drawing,
    LenderType,
    Method,
    Minimum,
    Payment,
    Priority,
    ReportedBalance,
    Stage,
    Terms,
    TermsVersion,
)
from jiebei_desktop.domain.findings import Finding, Severity
from jiebei_desktop.domain.household import (
    Book,
    Cash,
    EntryKind,
    Household,
    Recurring,
)
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import instalments, owed
from jiebei_desktop.domain.true_rate import true_rate
from jiebei_desktop.domain.warnings import Carried, ranked, warnings
from jiebei_desktop.domain.warnings.beyond import above_line, beyond, excess_over, interest_excess
from jiebei_desktop.services.reference.rulebook import load
from jiebei_desktop.text.findings import describe
from jiebei_desktop.text.texts import Texts

AS_OF = date(2026, 11, 22)
RULES = load()
ZH = Texts("zh_CN")
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
    home = Book(debts=debts, **book)
    all_found = warnings(home, rules, as_of, prospect(home, as_of).usual_month)
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
    return (*items, recurring(EntryKind.EXPENSE, spending, "C1", 5)) if spending else items


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


def test_a_relative_takes_no_next_step():
    finding = found(overdue_debt(priority=Priority.FAMILY))["W-OVERDUE"]
    assert (finding.facts["next_step"], finding.facts["days_to_step"]) == (None, None)
    assert (finding.severity, finding.rule) == (Severity.CAUTION, None)
    stranger = found(overdue_debt(lender_type=LenderType.PRIVATE_PERSON))["W-OVERDUE"]
    assert (stranger.severity, stranger.facts["next_step"]) == (Severity.SEVERE, None)


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


def test_of_a_loan_between_people_only_what_was_said_is_told():
    """No clause calls it in, and its words are not those of a lender's office."""
    close = {"lender_type": LenderType.PRIVATE_PERSON, "priority": Priority.FAMILY}
    assert "W-ACCEL" not in found(overdue_debt(**close))
    asked = found(overdue_debt(**close, accelerated_on=date(2026, 11, 1)))["W-ACCEL"]
    soon = found(a_debt(**close), as_of=date(2026, 11, 14))["W-DUE-7"]
    today = found(a_debt(**close), as_of=date(2026, 11, 15))["W-DUE-7"]
    for one in (asked, soon, today):
        told = describe(one, ZH, RULES)
        for word in ("放款机构", "提前到期", "罚息", "宣布"):
            assert word not in told.title + told.detail
    lender = describe(found(a_debt(), as_of=date(2026, 11, 14))["W-DUE-7"], ZH, RULES)
    assert "放款机构" in lender.detail


def test_a_fixed_late_fee_is_told_with_its_principal_and_not_as_a_yearly_rate():
    """120 on a minimum of 1,420 that is 16 days late is no rate of 220 % of anything."""
    shown = ReportedBalance(
        as_of=AS_OF, principal=Fen(2_840_000), interest=Fen(0), fees=Fen(12_000),
        overdue_since=AS_OF - timedelta(days=16), overdue_principal=Fen(142_000),
    )  # fmt: skip
    multiplied = replace(card().terms, penalty_multiplier=Decimal(1))
    finding = found(card(balance=shown, terms=multiplied))["W-TOTAL-24"]
    facts, told = finding.facts, describe(finding, ZH, RULES)
    assert (facts["base_fen"], facts["charges_fen"]) == (142_000, 12_000)
    assert facts["allowed_fen"] + facts["excess_fen"] == facts["charges_fen"]
    assert facts["allowed_fen"] == half_up(Fraction(142_000 * 16 * 24, 100 * 365))
    assert f"{facts['annual']:.0%}" not in told.title + told.detail
    assert "%" not in told.title.replace("24.00%", "").replace("24%", "")
    assert "1,420.00" in told.detail
    assert "利息、" not in told.detail


def test_a_wholly_overdue_debt_cannot_be_accelerated_further():
    single = overdue_debt(terms=terms(method=Method.SINGLE, periods=1))
    assert "W-ACCEL" not in found(single)


def paying_monthly(fen: int, **changes) -> Debt:
    """A loan without a plan, 30,000.00 at 0.05 % a day: 15.00 a day, paid on the first."""
    days = [date(2026, month, 1) for month in range(7, 12)]
    plain = {
        "contract_date": date(2026, 6, 1),
        "principal": Fen(3000000),
        "terms": terms(method=Method.FREE, periods=None),
        "payments": tuple(Payment(date=day, amount=Fen(fen)) for day in days),
    }
    return a_debt(**plain | changes)


@pytest.mark.parametrize(("extra", "speaks"), [(-41500, True), (0, True), (1, False)])
def test_payments_that_do_not_exceed_the_interest_are_told_though_nothing_is_late(extra, speaks):
    # 31, 30 and 31 days of 15.00 from the day of the contract to the last payment.
    paid = ((9, 46500), (10, 45000), (11, 46500 + extra))
    payments = tuple(Payment(date=date(2026, month, 1), amount=Fen(fen)) for month, fen in paid)
    finding = found(paying_monthly(1, contract_date=date(2026, 8, 1), payments=payments)).get(
        "W-NEGAM"
    )
    assert (finding is not None) == speaks
    if finding is not None:
        assert finding.severity is Severity.SEVERE
        facts = finding.facts
        assert (facts["paid_fen"], facts["cost_fen"]) == (138000 + extra, 138000)
        assert facts["days"] == 92


def test_only_about_three_months_of_payments_are_looked_at():
    finding = found(paying_monthly(5000))["W-NEGAM"]
    assert (finding.facts["paid_fen"], finding.facts["cost_fen"]) == (15000, 138000)


def test_what_is_drawn_meanwhile_is_no_cost():
    more = (Drawing(date=date(2026, 10, 1), amount=Fen(100000)),)
    facts = found(paying_monthly(5000, draws=more))["W-NEGAM"].facts
    assert facts["cost_fen"] == 138000 + 31 * 50


def test_payments_below_the_cost_of_lateness_are_told():
    debt = overdue_debt(
        contract_date=date(2026, 6, 15),
        payments=(Payment(date=date(2026, 10, 1), amount=Fen(1000)),),
    )
    finding = found(debt)["W-NEGAM"]
    assert (finding.facts["paid_fen"], finding.facts["days"]) == (1000, 108)
    assert finding.facts["cost_fen"] > 108 * 600
    paying = replace(debt, payments=(Payment(date=date(2026, 10, 1), amount=Fen(100000)),))
    assert "W-NEGAM" not in found(paying)


def test_who_pays_by_contract_pays_enough_from_the_first_instalment_on():
    first = Payment(date=date(2026, 11, 15), amount=Fen(118600))
    assert "W-NEGAM" not in found(a_debt(payments=(first,)))
    home = a_debt(
        contract_date=date(2026, 10, 15),
        principal=Fen(100000000),
        terms=terms(
            rate=Rate(value=Decimal("0.039"), per=RatePeriod.YEAR),
            day_basis=DayBasis.MONTHLY,
            method=Method.EQUAL_PAYMENT,
            periods=360,
        ),
        payments=(Payment(date=date(2026, 11, 15), amount=Fen(471667)),),
    )
    assert "W-NEGAM" not in found(home)


def test_interest_only_is_kept_as_agreed_until_it_is_late():
    interest = Payment(date=date(2026, 11, 15), amount=Fen(18600))
    debt = a_debt(terms=terms(method=Method.INTEREST_ONLY), payments=(interest,))
    assert "W-NEGAM" not in found(debt)
    late = replace(debt, contract_date=date(2026, 9, 15), payments=(interest,))
    assert "W-NEGAM" in found(late)


def test_payments_are_judged_from_the_last_reckoning_on():
    shown = ReportedBalance(as_of=date(2026, 11, 10), principal=Fen(3000000))
    assert "W-NEGAM" not in found(paying_monthly(5000, balance=shown))
    agreed = TermsVersion(
        effective_from=date(2026, 10, 15),
        principal=Fen(3000000),
        terms=terms(method=Method.FREE, periods=None),
    )
    finding = found(paying_monthly(5000, versions=(agreed,)))["W-NEGAM"]
    assert (finding.facts["paid_fen"], finding.facts["days"]) == (5000, 17)
    assert "W-NEGAM" not in found(paying_monthly(5000), as_of=date(2027, 1, 30))
    assert "W-NEGAM" in found(paying_monthly(5000), as_of=date(2027, 1, 29))


def test_a_reckoning_of_today_begins_anew_and_one_of_tomorrow_does_not_yet():
    for later, speaks in ((0, False), (1, True)):
        day = AS_OF + timedelta(days=later)
        shown = ReportedBalance(as_of=day, principal=Fen(3000000))
        assert ("W-NEGAM" in found(paying_monthly(5000, balance=shown))) == speaks
        agreed = TermsVersion(
            effective_from=day,
            principal=Fen(3000000),
            terms=terms(method=Method.FREE, periods=None),
        )
        assert ("W-NEGAM" in found(paying_monthly(5000, versions=(agreed,)))) == speaks


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
    assert facts["first_fen"] == owed(card(), AS_OF).next_amount
    for fraction, months in (("0.10", 116), ("0", None)):  # to the last fen; interest only
        least = Minimum(fraction=Decimal(fraction), floor=Fen(0))
        slow = card(terms=replace(card().terms, minimum=least))
        assert found(slow)["W-MINPAY"].facts["months"] == months
    assert "W-MINPAY" not in found(card(accelerated_on=AS_OF - timedelta(days=1)))


def late_interest(**changes) -> Debt:
    """A card of which interest and fees are late and no principal is, as its bill says."""
    shown = ReportedBalance(
        as_of=AS_OF - timedelta(days=11), principal=Fen(3_120_000), interest=Fen(45_520),
        fees=Fen(12_000), overdue_since=AS_OF - timedelta(days=54),
    )  # fmt: skip
    return card(balance=replace(shown, **changes))


def test_a_bill_asks_for_the_interest_until_it_was_cut_and_the_run_for_what_is_to_come():
    """Late or not, a card's next minimum is the same part of its principal, and the run is one."""
    debt = late_interest()
    on_time = late_interest(interest=Fen(0), fees=Fen(0), overdue_since=None)
    for one in (debt, on_time):
        facts = found(one)["W-MINPAY"].facts
        assert facts["first_fen"] == 312_000
        assert facts["interest_fen"] == sum(row.interest for row in instalments(one, AS_OF))


def test_where_no_principal_is_late_no_penalty_rate_runs():
    debt = late_interest()
    stand = owed(debt, AS_OF)
    assert (stand.overdue_days, stand.overdue_principal, stand.per_day_penalty) == (54, 0, 0)
    assert "W-TOTAL-24" not in found(debt)
    assert "W-TOTAL-24" in found(late_interest(overdue_principal=Fen(100_000)))


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
    if finding is not None:
        assert finding.facts["percent"] == 100 * 1000000 // limit


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


@pytest.mark.parametrize("part", ["principal", "interest", "penalty", "fees"])
def test_each_part_of_the_lenders_figure_counts(part):
    debt = with_balance(2750)
    more = replace(debt.balance, **{part: getattr(debt.balance, part) + 5000})
    finding = found(replace(debt, balance=more))["W-MISMATCH"]
    ours = finding.facts["ledger_fen"]
    assert (finding.facts["theirs_fen"], finding.facts["difference_fen"]) == (ours + 5000, 5000)


def test_a_balance_that_stands_alone_cannot_disagree():
    alone = replace(with_balance(9999), payments=())
    free = with_balance(9999, terms=terms(method=Method.FREE, periods=None))
    assert "W-MISMATCH" not in found(alone)
    assert "W-MISMATCH" not in found(free)
    assert "W-MISMATCH" not in found(with_balance(9999), as_of=date(2026, 10, 1))


@pytest.mark.parametrize("after", [False, True])
def test_a_payment_of_the_figures_own_day_cannot_disagree_with_it(after):
    debt = with_balance(9999)
    same = Payment(date=debt.balance.as_of, amount=Fen(50000), after_balance=after)
    assert "W-MISMATCH" not in found(replace(debt, payments=(same,)))


@pytest.mark.parametrize("after", [False, True])
def test_the_ledger_counts_of_the_figures_day_what_the_figures_hold(after):
    alone = with_balance(2751)
    same = Payment(date=alone.balance.as_of, amount=Fen(50000), after_balance=after)
    both = found(replace(alone, payments=(*alone.payments, same)))["W-MISMATCH"].facts
    ledger = found(alone)["W-MISMATCH"].facts["ledger_fen"]
    assert both["ledger_fen"] == ledger - (0 if after else 50000)


def test_lateness_above_the_line_is_told_with_its_excess():
    finding = found(overdue_debt())["W-TOTAL-24"]
    assert finding.facts["annual"] == Decimal("0.2738")
    assert finding.facts["excess_fen"] > 0
    assert finding.facts["standing"] == "reference"
    private = overdue_debt(lender_type=LenderType.PRIVATE_PERSON)
    assert "W-TOTAL-24" not in found(private)
    mild = overdue_debt(terms=terms(penalty_multiplier=Decimal("1.3")))
    assert "W-TOTAL-24" not in found(mild)


@pytest.mark.parametrize("kept_back", [None, Fen(300_000)])
def test_of_an_unknown_lender_is_claimed_what_holds_for_every_kind(kept_back):
    def claimed(lender: LenderType) -> int:
        late = overdue_debt(lender_type=lender, payments=(), terms=terms(upfront_fee=kept_back))
        return beyond(late, owed(late, AS_OF), RULES).charges

    assert claimed(LenderType.UNKNOWN) == min(map(claimed, LenderType)) > 0
    told = found(overdue_debt(lender_type=LenderType.UNKNOWN))["W-TOTAL-24"].facts
    assert told["excess_fen"] == found(overdue_debt())["W-TOTAL-24"].facts["excess_fen"]
    assert told["lender_type"] == "unknown"


def test_the_line_of_all_costs_is_never_below_that_of_private_loans():
    """What an unknown lender is held against rests on it."""
    for one in RULES.fixings:
        cap = RULES.rate("pl_cap_4lpr", one.published)
        assert cap is None or cap <= RULES.rate(JUDICIAL, one.published)
    assert RULES.rate("pl_cap_4lpr", AS_OF) < RULES.rate(JUDICIAL, AS_OF)


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


def test_days_that_were_late_count_also_where_their_penalty_was_paid():
    paid = (Payment(date=date(2026, 11, 12), amount=Fen(2000)),)
    stand = owed(overdue_debt(payments=paid), AS_OF)
    assert (stand.parts.penalty, stand.overdue_principal) == (1375, 200000)
    found_above = above_line(overdue_debt(payments=paid), stand, RULES)
    assert found_above.excess == 0  # 1,000 late 38 days and as much for 7 could cost 29.59
    assert above_line(overdue_debt(), owed(overdue_debt(), AS_OF), RULES).excess == 416


def reported(**changes) -> Debt:
    plain = {"as_of": AS_OF, "principal": Fen(2000000), "penalty": Fen(138000)}
    late = {"overdue_since": AS_OF - timedelta(days=92), "overdue_principal": Fen(2000000)}
    shown = ReportedBalance(**plain | late | changes)
    return overdue_debt(contract_date=date(2026, 1, 1), balance=shown)


def test_nothing_is_claimed_where_the_days_behind_a_charge_are_not_known():
    assert found(reported())["W-TOTAL-24"].facts["excess_fen"] == 138000 - 120986
    later = AS_OF + timedelta(days=1)
    dateless = found(reported(overdue_since=None), as_of=later)["W-TOTAL-24"].facts
    assert dateless["annual"] == Decimal("0.2738")
    assert dateless["excess_fen"] is None
    agreed = TermsVersion(
        effective_from=date(2026, 10, 1), principal=Fen(1200000), terms=terms(), penalty=Fen(9000)
    )
    carried = found(overdue_debt(versions=(agreed,)))["W-TOTAL-24"].facts
    assert carried["excess_fen"] is None


def test_interest_beside_the_penalty_on_what_is_late_counts_towards_the_line():
    """An assignee's 14,600 of charges on 16,000 in 1,073 days were said to be within 24 %."""
    shown = ReportedBalance(
        as_of=AS_OF, principal=Fen(1_600_000), interest=Fen(960_000), penalty=Fen(300_000),
        fees=Fen(200_000), overdue_since=AS_OF - timedelta(days=1073),
        overdue_principal=Fen(1_600_000),
    )  # fmt: skip
    dear = terms(rate=Rate(value=Decimal("0.24"), per=RatePeriod.YEAR), day_basis=DayBasis.MONTHLY)
    sold = overdue_debt(contract_date=date(2022, 3, 15), balance=shown, terms=dear, payments=(),
                        lender_type=LenderType.ASSIGNEE)  # fmt: skip
    facts = found(sold)["W-TOTAL-24"].facts
    before = floor(Fraction(1_600_000 * 31 * 24, 100 * 365))  # a month at the contract's rate
    allowed = half_up(Fraction(1_600_000 * 1073 * 24, 100 * 365))
    assert facts["interest_fen"] == 960_000 - before - 1
    assert facts["excess_fen"] == 960_000 - before - 1 + 500_000 - allowed == 298_531
    assert beyond(sold, owed(sold, AS_OF), RULES).charges == facts["excess_fen"]
    single = replace(sold, terms=replace(dear, method=Method.SINGLE, periods=1))
    assert found(single)["W-TOTAL-24"].facts["interest_fen"] == 0
    usual = replace(sold, balance=replace(shown, interest=Fen(before)))
    assert found(usual)["W-TOTAL-24"].facts["interest_fen"] == 0


def test_principal_that_was_late_and_is_paid_has_left_its_penalty_behind():
    # 1,000.00 late for 30 days bears 22.50; then the principal is paid, the penalty is not.
    debt = overdue_debt(
        terms=terms(allocation=Allocation.PRINCIPAL_FIRST),
        payments=(Payment(date=date(2026, 11, 14), amount=Fen(90000)),),
    )
    facts = found(debt)["W-TOTAL-24"].facts
    assert facts["excess_fen"] == excess_over(
        facts["line"], Fraction(facts["penalty_fen"]) / Fraction("0.00075"), facts["penalty_fen"]
    )
    assert facts["excess_fen"] < facts["penalty_fen"] // 5


@pytest.mark.parametrize(
    ("rate", "basis", "speaks"),
    [
        ("0.16", DayBasis.ACT_365, False),
        ("0.1601", DayBasis.ACT_365, True),
        ("0.16", DayBasis.ACT_360, True),  # 365 days of a 360th each are 24.33 %
        ("0.1578", DayBasis.ACT_360, False),
    ],
)
def test_lateness_is_held_against_the_line_on_one_count_of_days(rate, basis, speaks):
    yearly = Rate(value=Decimal(rate), per=RatePeriod.YEAR)
    late = found(overdue_debt(terms=terms(rate=yearly, day_basis=basis)))
    assert ("W-TOTAL-24" in late) == speaks


def test_the_excess_over_a_line_is_exact_and_never_negative():
    line = RULES.rate("spc_24_total", AS_OF)
    assert excess_over(line, 2000000 * 92, Fen(198000)) == 77014
    assert excess_over(line, 2000000 * 92, Fen(1000)) == 0


@pytest.mark.parametrize(("over", "told"), [(1, 0), (99, 0), (100, 100)])
def test_less_than_a_yuan_above_a_line_is_rounding_and_no_claim(over, told):
    allowed = 198000 - 77014
    line = RULES.rate("spc_24_total", AS_OF)
    assert excess_over(line, 2000000 * 92, Fen(allowed + over)) == told


@pytest.mark.parametrize(("principal", "days"), [(50_000, 40), (5_000, 40), (50_000, 36)])
def test_no_claim_of_a_dear_loan_is_of_less_than_a_yuan(principal, days):
    """A loan at 36 % a year whose interest lies above its line by some fen or some yuan."""
    dear = terms(rate=Rate(value=Decimal("0.36"), per=RatePeriod.YEAR))
    start = date(2026, 9, 1)
    debt = a_debt(principal=Fen(principal), contract_date=start, terms=dear, payments=())
    stand = owed(debt, start + timedelta(days))
    of_interest = interest_excess(debt, stand, RULES)
    exact = stand.parts.interest * Fraction(1, 3)
    assert of_interest == (ceil(exact) if exact >= 100 else 0)
    assert beyond(debt, stand, RULES).charges in {0, *range(100, 10_000)}


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


def test_interest_beyond_the_line_of_private_loans_is_named_by_its_amount():
    """At 24 % against 12 %, a half; an agreement since hides the days behind it."""
    monthly = Rate(value=Decimal("0.02"), per=RatePeriod.MONTH)
    private = overdue_debt(lender_type=LenderType.PRIVATE_PERSON)
    private = replace(private, terms=replace(private.terms, rate=monthly))
    line = RULES.rate("pl_cap_4lpr", private.contract_date)
    stand, facts = owed(private, AS_OF), found(private)["W-PRIVATE-CAP"].facts
    late = Decimal("0.24") * private.terms.penalty_multiplier
    over = stand.parts.interest * (1 - line / Decimal("0.24"))
    over += stand.parts.penalty * (1 - line / late)
    assert facts["excess_fen"] == ceil(over) > 0
    shown = ReportedBalance(as_of=AS_OF, principal=stand.parts.principal)
    assert "excess_fen" not in found(replace(private, balance=shown))["W-PRIVATE-CAP"].facts


def test_a_private_balance_late_since_a_day_is_held_against_the_line_from_a_month_before():
    monthly = Rate(value=Decimal("0.03"), per=RatePeriod.MONTH)
    private = overdue_debt(lender_type=LenderType.PRIVATE_PERSON)
    private = replace(
        private, payments=(), principal=Fen(4_000_000), contract_date=date(2026, 1, 10),
        terms=replace(private.terms, rate=monthly, method=Method.INTEREST_ONLY),
    )  # fmt: skip
    shown = ReportedBalance(
        as_of=AS_OF, principal=Fen(4_000_000), interest=Fen(840_000),
        overdue_since=date(2026, 4, 10), overdue_principal=Fen(0),
    )  # fmt: skip
    line = RULES.rate("pl_cap_4lpr", private.contract_date)
    late = replace(private, balance=shown)
    days = (AS_OF - date(2026, 4, 10)).days + 31
    lawful = Fraction(line) * 4_000_000 * days / 365
    assert found(late)["W-PRIVATE-CAP"].facts["excess_fen"] == 840_000 - round(lawful)
    for hidden in (
        replace(shown, overdue_since=None, overdue_principal=Fen(0)),
        replace(shown, interest=Fen(int(lawful) - 100)),
    ):
        facts = found(replace(private, balance=hidden))["W-PRIVATE-CAP"].facts
        assert not facts.get("excess_fen")
    once = replace(late, terms=replace(late.terms, method=Method.SINGLE))
    assert "excess_fen" not in found(once)["W-PRIVATE-CAP"].facts


def test_a_loan_on_which_nothing_was_paid_is_held_against_the_line_by_its_days():
    """10,000 at 2 % a month for 546 days: 3,640 asked for, 12 % a year are 1,795.07."""
    terms = Terms(rate=Rate(value=Decimal("0.02"), per=RatePeriod.MONTH), periods=1,
                  day_basis=DayBasis.MONTHLY, method=Method.SINGLE,
                  first_due=date(2026, 6, 1))  # fmt: skip
    friend = a_debt(
        lender_type=LenderType.PRIVATE_PERSON, contract_date=date(2025, 6, 1),
        principal=Fen(1_000_000), terms=terms, payments=(),
    )  # fmt: skip
    on = date(2026, 11, 29)
    parts = owed(friend, on).parts
    facts = found(friend, as_of=on)["W-PRIVATE-CAP"].facts
    assert (facts["line"], parts.total - 1_000_000 - facts["excess_fen"]) == (
        Decimal("0.12"), 179_507,
    )  # fmt: skip


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
    ("daily", "interest", "penalty", "beyond_them"),
    [("0.0004", 840, 540, 414), ("0.001", 2_100, 1_350, 1_892)],
)
def test_charges_on_principal_that_was_kept_back_are_not_owed(
    daily, interest, penalty, beyond_them
):
    """3,000, of which 2,100 was paid out: of 8.40 and 5.40 only seven parts in ten hold.

    At 0.1 % a day seven days may bear 9.66 of interest on 2,100 at the line of 24 %, three days
    late may cost 5.92: 11.34 of 21.00 and 7.58 of 13.50 are beyond it.
    """
    once = Terms(rate=Rate(value=Decimal(daily), per=RatePeriod.DAY), periods=1,
                 method=Method.SINGLE, first_due=date(2026, 11, 27),
                 upfront_fee=Fen(90_000))  # fmt: skip
    quick = a_debt(
        lender_type=LenderType.UNKNOWN, contract_date=date(2026, 11, 20), principal=Fen(300_000),
        terms=once, payments=(),
    )  # fmt: skip
    stand = owed(quick, date(2026, 11, 30))
    assert (stand.parts.interest, stand.parts.penalty) == (interest, penalty)
    over = beyond(quick, stand, RULES)
    assert (over.charges, over.withheld) == (beyond_them, 90_000)
    shown = ReportedBalance(
        as_of=date(2026, 11, 30), principal=Fen(300_000), interest=Fen(interest)
    )
    told = replace(quick, balance=shown)
    assert beyond(told, owed(told, date(2026, 11, 30)), RULES).charges == 0


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
    living = found(debt, recurring=earning(400000, 350000))["W-FLOOR"]
    assert (living.facts["measure"], living.facts["floor_fen"]) == ("living", 350000)
    assert "W-FLOOR" not in found(debt, recurring=earning(900000, 350000))


def test_a_fall_of_income_that_comes_later_is_not_measured_against_this_months_payments():
    debt = a_debt(**SOON)
    wage = earning(REQUIRED * 10 // 7, 1)
    (income, spent) = wage
    until, after = date(2027, 1, 31), date(2027, 2, 1)
    high = replace(income, amount=Fen(REQUIRED * 10), until=until)
    fall = (high, replace(income, start=after), spent)
    assert "W-DSR" not in found(debt, recurring=fall)
    assert severity_of("W-DSR", debt, recurring=wage) == Severity.SEVERE
    now = (replace(high, until=AS_OF), replace(income, start=AS_OF + timedelta(days=1)), spent)
    assert severity_of("W-DSR", debt, recurring=now) == Severity.SEVERE
    floor = (replace(fall[0]), fall[1], replace(spent, amount=Fen(REQUIRED)))
    assert "W-FLOOR" not in found(debt, recurring=floor)


def test_a_fresh_bill_costs_nothing_where_it_is_paid_in_full():
    """Nothing charged, nothing late, of its bill day; a balance of another day says less."""
    fresh = ReportedBalance(as_of=date(2026, 11, 18), principal=Fen(520_000), interest=Fen(0))
    cut = replace(card().terms, bill_day=18, due_day=6)
    said = found(card(balance=fresh, terms=cut))["W-MINPAY"].facts
    assert (said["in_full_fen"], said["due"]) == (520_000, date(2026, 12, 6))
    for other in (
        card(balance=replace(fresh, as_of=date(2026, 11, 17)), terms=cut),
        card(balance=replace(fresh, interest=Fen(1)), terms=cut),
        card(balance=fresh, terms=replace(cut, bill_day=None)),
    ):
        assert found(other)["W-MINPAY"].facts["in_full_fen"] is None


def test_a_standard_nobody_entered_is_not_named():
    due = a_debt(contract_date=AS_OF - timedelta(days=10))
    finding = found(due, recurring=earning(10000, 8000))["W-FLOOR"]
    assert finding.facts["left_fen"] < 0
    assert (finding.facts["measure"], finding.facts["floor_fen"]) == ("living", 8000)


@pytest.mark.parametrize(
    ("income", "severity"),
    [(150000, Severity.SEVERE), (200000, Severity.CAUTION), (900000, None)],
)
def test_debt_service_is_measured_against_income(income, severity):
    debt = a_debt(contract_date=AS_OF - timedelta(days=10))
    finding = found(debt, recurring=earning(income)).get("W-DSR")
    assert (finding.severity if finding else None) == severity
    if finding is not None:
        required = finding.facts["required_fen"]
        assert (finding.facts["income_fen"], finding.urgency_fen) == (income, required)
        assert finding.facts["percent"] == required * 100 // income < 100


def test_without_a_usual_month_nothing_is_measured_against_income():
    book = Book(debts=(a_debt(**SOON), overdue_debt(id=DebtId("late"))))
    told = {finding.id for finding in warnings(book, RULES_FRESH, AS_OF, None)}
    assert "W-OVERDUE" in told
    assert told.isdisjoint({"W-DSR", "W-FLOOR", "W-RUNWAY"})


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


def test_how_long_cash_lasts_is_told_only_as_it_was_reckoned():
    book = Book(debts=(a_debt(),), cash=cash(100), recurring=earning(900000, 300000))
    told = UsualMonth(
        income=Fen(900_000),
        living=Fen(200_000),
        living_floor=Fen(0),
        irregular=Fen(0),
        protected=Fen(100_000),
        cash=Fen(4_100_00),
    )
    (finding,) = [one for one in warnings(book, RULES, AS_OF, told) if one.id == "W-RUNWAY"]
    assert finding.facts == {"days": 41, "cash_fen": 4_100_00, "monthly_fen": 300_000}
    assert "W-RUNWAY" not in {one.id for one in warnings(book, RULES, AS_OF)}


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


@pytest.mark.parametrize(("day", "severity"), [(29, Severity.SEVERE), (30, Severity.CAUTION)])
def test_a_clash_is_severe_up_to_the_seventh_day(day, severity):
    debt = a_debt(contract_date=AS_OF - timedelta(days=26), terms=terms(due_day=day))
    finding = found(debt, cash=cash(100), recurring=earning(900000, day=21))["W-CLASH"]
    assert (finding.facts["on"].day, finding.severity) == (day, severity)


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


@pytest.mark.parametrize("priority", [Priority.LIVELIHOOD, Priority.SECURED])
def test_a_protected_debt_is_no_spiral_and_nothing_known_is_no_spiral(priority):
    home = a_debt(priority=priority)
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
        assert finding.facts["percent"] == min(drawn, 100000) // 1000
        assert finding.facts["repaid_fen"] == 100000


def test_a_repayment_long_after_a_loan_is_no_rollover():
    old = a_debt(
        contract_date=date(2026, 10, 1),
        payments=(Payment(date=date(2026, 11, 3), amount=Fen(100000)),),
    )
    assert "W-ROLLOVER" not in found(old)


@pytest.mark.parametrize(("day", "speaks"), [(date(2026, 11, 1), True), (date(2026, 11, 2), False)])
def test_a_local_standard_is_old_after_thirteen_months(day, speaks):
    standard = Household(dibao_per_person=Fen(1000), dibao_as_of=day.replace(year=2025))
    stale = found(household=standard, as_of=date(2026, 12, 1) + timedelta(days=1))
    assert ("W-STALE-DATA" in stale) == (day == date(2026, 11, 1))
    assert speaks == ("W-STALE-DATA" in stale)


def test_old_rule_data_is_no_matter_of_every_household():
    assert RULES.stale(AS_OF)
    assert found(a_debt(contract_date=AS_OF), rules=RULES) == {}


@pytest.mark.parametrize(("days", "speaks"), [(45, False), (46, True)])
def test_a_private_loan_measured_by_an_old_fixing_says_so(days, speaks):
    last = RULES.fixings[-1].published
    private = a_debt(
        lender_type=LenderType.PRIVATE_PERSON,
        contract_date=last + timedelta(days=days),
        terms=terms(rate=Rate(value=Decimal("0.1"), per=RatePeriod.YEAR)),
    )
    finding = found(private, rules=RULES).get("W-STALE-DATA")
    assert (finding is not None) == speaks
    if finding is not None:
        assert (finding.debt, finding.facts["days"], finding.facts["since"]) == ("d", 46, last)
    free = replace(private, terms=terms(rate=Rate(value=Decimal(0), per=RatePeriod.YEAR)))
    assert "W-STALE-DATA" not in found(free, rules=RULES)
    old = replace(private, contract_date=date(2019, 1, 1))
    assert ("W-STALE-DATA" in found(old, rules=RULES)) == ((AS_OF - last).days > 45)
    unknown = replace(RULES, fixings=())
    assert "W-STALE-DATA" not in found(private, rules=unknown)


def test_a_standard_without_a_date_is_asked_for_one():
    found_ = found(household=Household(dibao_per_person=Fen(1000)))
    assert found_["W-STALE-DATA"].facts["since"] is None
    fresh = Household(dibao_per_person=Fen(1000), dibao_as_of=date(2026, 7, 1))
    assert found(household=fresh) == {}


SOON = {"contract_date": AS_OF - timedelta(days=10)}
REQUIRED = 118000  # 1,000.00 of principal and 30 days of 6.00


def severity_of(name: str, *debts: Debt, **book) -> Severity | None:
    finding = found(*debts, **book).get(name)
    return None if finding is None else finding.severity


CARRIED = Carried(lowest=Fen(900_000), reserve=Fen(300_000), aside=frozenset({DebtId("old")}))


def test_where_cash_keeps_every_contract_the_warnings_send_to_nobody():
    wage = (*earning(REQUIRED, 1, day=28), recurring(EntryKind.EXPENSE, 400_000, "B1", 5))
    debts = (a_debt(**SOON), overdue_debt(id=DebtId("late")), overdue_debt(id=DebtId("old")))
    home = Book(debts=debts, recurring=wage, cash=(Cash(name="a", amount=Fen(1), as_of=AS_OF),))
    month = prospect(home, AS_OF).usual_month
    asked = warnings(home, RULES_FRESH, AS_OF, month)
    by_cash = warnings(home, RULES_FRESH, AS_OF, month, CARRIED)
    assert {"W-CLASH", "W-SPIRAL"} <= {one.id for one in asked}
    assert not {"W-CLASH", "W-SPIRAL"} & {one.id for one in by_cash}
    named = {(one.id, one.debt): one for one in by_cash}
    for name in ("W-FLOOR", "W-DSR"):
        one = named[name, None]
        assert (one.severity, one.action) == (Severity.INFO, "cashflow")
        assert (one.facts["lowest_fen"], one.facts["reserve_fen"]) == (900_000, 300_000)
        assert "手头的钱" in describe(one, ZH, RULES).detail
    late, old = named["W-OVERDUE", "late"], named["W-OVERDUE", "old"]
    assert (late.severity, late.action) == (Severity.SEVERE, "debts")
    assert "今天就还" in describe(late, ZH, RULES).detail
    assert "今天就还" not in describe(old, ZH, RULES).detail  # out of time: nothing is paid
    assert old == next(one for one in asked if (one.id, one.debt) == ("W-OVERDUE", "old"))


@pytest.mark.parametrize(
    ("income", "severity"),
    [
        (2 * REQUIRED, Severity.CAUTION),
        (2 * REQUIRED + 1, None),
        (REQUIRED * 10 // 7, Severity.SEVERE),
        (REQUIRED * 10 // 7 + 1, Severity.CAUTION),
    ],
)
def test_debt_service_speaks_on_the_line_and_not_a_fen_beyond(income, severity):
    assert severity_of("W-DSR", a_debt(**SOON), recurring=earning(income)) == severity


@pytest.mark.parametrize(("short", "severity"), [(1, Severity.SEVERE), (0, None)])
def test_the_living_floor_is_missed_by_a_fen(short, severity):
    income = earning(REQUIRED + 350000 - short, 350000)
    assert severity_of("W-FLOOR", a_debt(**SOON), recurring=income) == severity


@pytest.mark.parametrize(
    ("days", "short", "severity"),
    [
        (42, 0, None),
        (42, 1, Severity.CAUTION),
        (14, 0, Severity.CAUTION),
        (14, 1, Severity.SEVERE),
    ],
)
def test_cash_lasts_so_many_days_of_living_and_protected_payments(days, short, severity):
    home = a_debt(id=DebtId("home"), priority=Priority.LIVELIHOOD, **SOON)
    monthly = 300000 + REQUIRED
    amount = -(-monthly * 12 * days // 365) - short
    book = {"cash": cash(amount), "recurring": earning(900000, 300000)}
    assert severity_of("W-RUNWAY", a_debt(**SOON), home, **book) == severity


@pytest.mark.parametrize(
    ("limit", "severity"),
    [
        (1428571, Severity.INFO),
        (1428572, None),
        (1111111, Severity.CAUTION),
        (1111112, Severity.INFO),
    ],
)
def test_a_limit_is_nearly_used_from_seven_tenths_on(limit, severity):
    assert severity_of("W-UTILISATION", card(credit_limit=Fen(limit))) == severity


@pytest.mark.parametrize(
    ("left", "severity"),
    [(18000, Severity.SEVERE), (18001, Severity.CAUTION), (21599, Severity.CAUTION), (21600, None)],
)
def test_a_spiral_begins_below_a_fifth_more_than_the_cost(left, severity):
    income = earning(900000, 900000 - left)
    assert severity_of("W-SPIRAL", a_debt(**SOON), recurring=income) == severity


@pytest.mark.parametrize(("left", "at_stake"), [(17000, 1000), (18000, 0), (19000, 0)])
def test_at_stake_in_a_spiral_is_what_the_cost_exceeds_the_payments_by(left, at_stake):
    finding = found(a_debt(**SOON), recurring=earning(900000, 900000 - left))["W-SPIRAL"]
    assert (finding.facts["pays_fen"], finding.facts["cost_fen"]) == (left, 18000)
    assert finding.urgency_fen == at_stake


@pytest.mark.parametrize(
    ("drawn", "severity"),
    [
        (19999, None),
        (20000, Severity.CAUTION),
        (29999, Severity.CAUTION),
        (30000, Severity.SEVERE),
    ],
)
def test_a_fifth_of_repayments_from_new_loans_is_told(drawn, severity):
    paid = (Payment(date=date(2026, 11, 3), amount=Fen(100000)),)
    old = a_debt(contract_date=date(2026, 5, 1), payments=paid)
    new = a_debt(id=DebtId("n"), contract_date=date(2026, 11, 1), principal=Fen(drawn))
    assert severity_of("W-ROLLOVER", old, new) == severity
    for product in ("huabei", "credit_card", "car_loan"):
        assert severity_of("W-ROLLOVER", old, replace(new, product=product)) is None
    revolving = replace(new, terms=card().terms)
    assert severity_of("W-ROLLOVER", old, revolving) is None
    later = replace(
        old, id=DebtId("n"), payments=(), draws=(Drawing(date=paid[0].date, amount=drawn),)
    )
    assert severity_of("W-ROLLOVER", old, later) == severity
    back = replace(new, principal=Fen(200000), payments=paid)
    assert severity_of("W-ROLLOVER", back) is None


@pytest.mark.parametrize(("short", "speaks"), [(1, True), (0, False)])
def test_a_clash_is_a_fen_that_is_missing(short, speaks):
    debt = a_debt(contract_date=AS_OF - timedelta(days=26), terms=terms(due_day=27))
    due = found(debt, as_of=date(2026, 11, 25))["W-DUE-7"].facts["amount_fen"]
    book = {"cash": cash(due - short), "recurring": earning(900000, day=29)}
    assert ("W-CLASH" in found(debt, **book)) == speaks


@pytest.mark.parametrize("multiplier", ["1.29", "1.51"])
def test_a_penalty_just_outside_the_band_is_told(multiplier):
    assert severity_of("W-PEN-RANGE", a_debt(terms=terms(penalty_multiplier=Decimal(multiplier))))


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
    assert ranked(list(reversed(order)), RULES) == tuple(order)


def test_every_finding_is_in_the_catalogue_and_cites_its_rule():
    debts = (overdue_debt(), card(credit_limit=Fen(1000000)), with_balance(99999, id=DebtId("m")))
    book = Book(debts=debts, cash=cash(100), recurring=earning(100000, 90000, day=29))
    for finding in warnings(book, RULES, AS_OF):
        assert finding.id in RULES.warnings
        assert (finding.source is None) == (finding.rule is None)
        assert finding.as_of == AS_OF
        assert finding.action


def test_a_share_is_not_a_float():
    for threshold in RULES.thresholds.values():
        assert Fraction(threshold.amber) >= 0


def late_card(fen=5_000_000, months=3, lender=LenderType.CREDIT_CARD_ISSUER):
    """Return a card whose principal has been late a day longer than so many months."""
    since = add_months(AS_OF, -months) - timedelta(days=1)
    shown = ReportedBalance(
        as_of=AS_OF, principal=Fen(fen), interest=Fen(0), overdue_since=since,
        overdue_principal=Fen(100_000),
    )  # fmt: skip
    return card(balance=shown, lender_type=lender)


def test_the_line_of_cards_is_told_of_cards_alone_and_only_once_three_months_are_over():
    finding = found(late_card())["W-CARD-LINE"]
    assert (finding.facts["line_fen"], finding.facts["months"]) == (5_000_000, 3)
    assert finding.rule == "evil_overdraft"
    assert "W-CARD-LINE" not in found(late_card(months=2))
    assert "W-CARD-LINE" not in found(late_card(lender=LenderType.CONSUMER_FINANCE))


def on_and_off(name, on, off):
    """Return whether a warning speaks of the first and not of the second household."""
    return name in found(*on[0], **on[1]), name in found(*off[0], **off[1])


@pytest.mark.parametrize(
    ("name", "on", "off"),
    [
        # The first instalment falls due on 15 November.
        ("W-OVERDUE", ((a_debt(),), {"as_of": date(2026, 11, 16)}),
         ((a_debt(),), {"as_of": date(2026, 11, 15)})),
        ("W-ACCEL", ((a_debt(**SOON, accelerated_on=AS_OF),), {}),
         ((a_debt(**SOON, accelerated_on=AS_OF + timedelta(days=1)),), {})),
        ("W-KANTOU", ((a_debt(terms=terms(upfront_fee=Fen(1))),), {}),
         ((a_debt(terms=terms(upfront_fee=Fen(0))),), {})),
        # 0.05 % a day of 10.00 is half a fen, which rounds up.
        ("W-MINPAY",
         ((card(balance=ReportedBalance(as_of=AS_OF, principal=Fen(1000), interest=Fen(0))),), {}),
         ((card(balance=ReportedBalance(as_of=AS_OF, principal=Fen(999), interest=Fen(0))),), {})),
        ("W-CARD-LINE", ((late_card(),), {}), ((late_card(4_999_999),), {})),
        ("W-ALLOC-UNKNOWN",
         ((overdue_debt(terms=terms(allocation=Allocation.UNKNOWN),
                        payments=(Payment(date=date(2026, 11, 1), amount=Fen(1)),)),), {}),
         ((overdue_debt(terms=terms(allocation=Allocation.UNKNOWN)),), {})),
        ("W-KIN", ((a_debt(product="family"),), {}),
         ((a_debt(product="family", priority=Priority.FAMILY),), {})),
    ],
)  # fmt: skip
def test_a_warning_speaks_on_its_line_and_not_a_step_before(name, on, off):
    assert on_and_off(name, on, off) == (True, False)


def test_a_hidden_fee_is_told_from_five_points_on_and_is_serious_from_ten():
    told = {}
    for fee in range(30, 140):
        part = Decimal(fee) / 10_000
        rate = Rate(value=Decimal(0), per=RatePeriod.YEAR)
        debt = a_debt(
            terms=terms(
                method=Method.FEE_INSTALMENT,
                day_basis=DayBasis.MONTHLY,
                fee_per_period=part,
                rate=rate,
            )
        )
        gap = true_rate(debt).nominal - 12 * part
        finding = found(debt).get("W-FEE-HIDDEN")
        told[gap] = None if finding is None else finding.severity
    five, ten = Decimal("0.05"), Decimal("0.10")
    half = Decimal("0.00005")  # rates are compared in hundredths of a percent
    for gap, severity in told.items():
        if gap >= ten - half:
            assert severity is Severity.SEVERE
        elif gap >= five - half:
            assert severity is Severity.CAUTION
        else:
            assert severity is None
    assert min(told) < five - half
    assert max(told) > ten


def test_a_person_is_held_to_no_rule_of_those_who_lend_by_trade():
    """What a person kept back is told as money withheld, never by the notice on advertised rates."""
    dear = {"contract_date": AS_OF - timedelta(days=9), "terms": terms(upfront_fee=Fen(120_000))}
    told = found(a_debt(**dear))
    assert {"W-KANTOU", "W-FEE-HIDDEN"} <= set(told)
    private = found(a_debt(**dear, lender_type=LenderType.PRIVATE_PERSON))
    assert "W-KANTOU" in private
    assert "W-FEE-HIDDEN" not in private


@pytest.mark.parametrize(
    ("used", "severity"),
    [
        (699_999, None),
        (700_000, Severity.INFO),
        (899_999, Severity.INFO),
        (900_000, Severity.CAUTION),
    ],
)
def test_a_limit_used_to_just_its_line_is_told(used, severity):
    drawn = card(principal=Fen(used), credit_limit=Fen(1_000_000))
    assert severity_of("W-UTILISATION", drawn) == severity
