from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from loans import START, loan, terms
from msgspec.structs import replace

from jiebei_desktop.domain.debts import (
    Allocation,
    Debt,
    Drawing,
    Method,
    Minimum,
    Payment,
    ReportedBalance,
    Stage,
    TermsVersion,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.rates import DayBasis
from jiebei_desktop.domain.standing import Status, obligations, owed, schedule


def parts(debt, on):
    found = owed(debt, on).parts
    return found.principal, found.interest, found.penalty, found.fees


DEMO = loan(
    terms(method=Method.EQUAL_PRINCIPAL),
    4560000,
    date(2026, 8, 2),
    [(date(2026, 9, 2), 450680), (date(2026, 10, 2), 442700)],
)
TODAY = date(2026, 11, 22)


def test_the_demo_debt_twenty_days_overdue():
    found = owed(DEMO, TODAY)
    assert found.parts == Parts(principal=3800000, interest=58900 + 34200, penalty=5700)
    assert found.parts.total == 3898800
    assert (found.overdue_principal, found.overdue_since) == (380000, date(2026, 11, 2))
    assert (found.overdue_days, found.arrears) == (20, 444600)
    assert (found.per_day, found.per_day_penalty) == (1710 + 285, 285)
    assert (found.next_due, found.next_amount) == (date(2026, 12, 2), 431300)


def test_the_rows_of_the_demo_debt():
    rows = owed(DEMO, TODAY).instalments
    assert [row.status for row in rows[:5]] == [
        Status.PAID,
        Status.PAID,
        Status.OVERDUE,
        Status.DUE,
        Status.FUTURE,
    ]
    third = rows[2]
    assert (third.instalment.principal, third.instalment.interest, third.penalty) == (
        380000,
        58900,
        5700,
    )
    assert [row.instalment.interest for row in rows[3:8]] == [51300, 47120, 41230, 31920, 29450]


@pytest.mark.parametrize(
    "method",
    [
        Method.EQUAL_PAYMENT,
        Method.EQUAL_PRINCIPAL,
        Method.INTEREST_ONLY,
        Method.SINGLE,
        Method.FEE_INSTALMENT,
    ],
)
@pytest.mark.parametrize("basis", list(DayBasis))
def test_paying_the_schedule_leaves_nothing(method, basis):
    plan = terms(method=method, day_basis=basis, fee_per_period=Decimal("0.006"))
    rows = schedule(1200000, plan, START)
    debt = loan(plan, paid=[(row.due, row.payment) for row in rows])
    halfway = owed(debt, rows[len(rows) // 2].due)
    assert halfway.overdue_days == halfway.arrears == 0
    end = owed(debt, rows[-1].due)
    assert end.parts.total == end.unapplied == 0
    assert {row.status for row in end.instalments} == {Status.PAID}
    assert (end.next_due, end.next_amount, end.per_day) == (None, 0, 0)


E2 = terms("0.18", "year", day_basis=DayBasis.MONTHLY)


def test_a_late_seventh_instalment_and_all_falling_due():  # E7
    rows = schedule(1200000, E2, START)
    debt = loan(E2, paid=[(row.due, row.payment) for row in rows[:6]])
    due = rows[6].due
    month_later = due + timedelta(days=30)
    late = owed(debt, month_later)
    assert (late.overdue_principal, late.parts.penalty) == (100614, 2264)
    all_due = owed(replace(debt, accelerated_on=due), month_later)
    assert (all_due.overdue_principal, all_due.parts.penalty) == (626783, 14103)
    assert all_due.overdue_days == 30
    assert all_due.next_due is None


@pytest.mark.parametrize(
    ("days", "one", "everything"),
    [
        (3, 206, 2700),
        (7, 480, 6300),
        (30, 2059, 27000),
        (60, 4118, 54000),
        (90, 6177, 81000),
        (180, 12355, 162000),
    ],
)
def test_penalty_runs_on_one_instalment_or_on_all_once_called_in(days, one, everything):  # E21
    due = date(2026, 2, 15)
    on = due + timedelta(days=days)
    assert owed(loan(), on).instalments[0].penalty == one
    assert owed(loan(accelerated_on=due), on).parts.penalty == everything


def reported(day, principal, overdue, interest=0, plan=None, **more):
    kept = {key: more.pop(key) for key in ("penalty", "fees", "overdue_since") if key in more}
    balance = ReportedBalance(
        as_of=day, principal=principal, overdue_principal=overdue, interest=interest, **kept
    )
    return loan(plan or terms(method=Method.FREE), principal, balance=balance, **more)


def test_penalty_replaces_interest_on_overdue_principal():  # E6
    debt = reported(date(2026, 3, 1), 200000, 200000, plan=terms("0.0004", method=Method.FREE))
    found = owed(debt, date(2026, 3, 21))
    assert found.parts == Parts(principal=200000, penalty=2400)


@pytest.mark.parametrize(
    ("principal", "interest", "days", "compound", "penalty"),
    [(98333, 0, 45, False, 2655), (99811, 0, 15, False, 898), (0, 16521, 45, True, 446)],
)
def test_penalty_at_six_tenths_of_a_permille(principal, interest, days, compound, penalty):
    # E6b, E6c: the penalty rate itself is 0.06 % a day, 0.04 % times 1.5.
    plan = terms("0.0004", method=Method.FREE, compound_overdue_interest=compound)
    start = date(2026, 3, 1)
    debt = reported(start, principal, principal, interest, plan, overdue_since=start)
    assert owed(debt, start + timedelta(days=days)).parts.penalty == penalty


V11_TERMS = terms(method=Method.FREE, compound_overdue_interest=True)


def v11(**more):
    start = date(2026, 3, 1)
    return reported(start, 3500000, 500000, 26035, more.pop("plan", V11_TERMS), fees=5000, **more)


def test_43_days_overdue_with_compound_interest():  # V11
    found = owed(v11(), date(2026, 4, 13))
    assert found.parts == Parts(principal=3500000, interest=90535, penalty=16125 + 840, fees=5000)
    assert found.parts.total == 3612500
    assert found.per_day == 1895
    assert found.per_day_penalty == 395  # 375.00 + 19.53 fen, half-up


def test_a_payment_in_the_statutory_order():  # V12
    debt = v11(paid=[(date(2026, 4, 13), 100000)])
    assert parts(debt, date(2026, 4, 13)) == (3500000, 90535 - 78035, 0, 0)


def test_a_payment_to_principal_first():  # V13
    plan = replace(V11_TERMS, allocation=Allocation.PRINCIPAL_FIRST)
    debt = v11(plan=plan, paid=[(date(2026, 4, 13), 100000)])
    assert parts(debt, date(2026, 4, 13)) == (3400000, 90535, 16965, 5000)


def test_an_unknown_order_shows_both():  # E9
    plan = terms(method=Method.FREE, allocation=Allocation.UNKNOWN)
    start = date(2026, 3, 1)
    debt = reported(
        start, 300000, 300000, 12000, plan, penalty=4550, paid=[(start + timedelta(days=1), 50000)]
    )
    debt = replace(debt, terms=replace(plan, penalty_multiplier=Decimal(0)))
    found = owed(debt, start + timedelta(days=1))
    assert found.parts == Parts(principal=266550)
    assert found.other_order == Parts(principal=250000, interest=12000, penalty=4550)


def test_principal_first_still_pays_an_instalment_on_its_day_whole():
    plan = replace(terms(), allocation=Allocation.PRINCIPAL_FIRST)
    debt = loan(plan, paid=[(date(2026, 2, 15), 110115)])
    found = owed(debt, date(2026, 3, 1))
    assert (found.overdue_days, found.parts.principal) == (0, 1108485)


def test_a_balance_grows_by_contract_and_by_penalty():
    on = date(2026, 11, 22)
    balance = ReportedBalance(
        as_of=date(2026, 11, 12),
        principal=3800000,
        interest=58900 + 17100,
        penalty=2850,
        overdue_since=date(2026, 11, 2),
        overdue_principal=380000,
    )
    found = owed(replace(DEMO, balance=balance), on)
    assert found.parts == owed(DEMO, on).parts
    assert (found.overdue_days, found.next_due) == (20, date(2026, 12, 2))
    assert (found.next_amount, found.instalments[0].instalment.n) == (431300, 3)


def test_payments_of_the_day_of_a_balance_are_already_in_it():
    balance = ReportedBalance(as_of=date(2026, 2, 15), principal=1108485)
    debt = loan(paid=[(date(2026, 2, 15), 110115), (date(2026, 2, 16), 1000)], balance=balance)
    assert parts(debt, date(2026, 2, 15)) == (1108485, 0, 0, 0)
    assert parts(debt, date(2026, 2, 16)) == (1108485 + 554 - 1000, 0, 0, 0)


def test_before_a_balance_the_contract_speaks_until_something_fell_due():
    balance = ReportedBalance(as_of=date(2026, 12, 1), principal=1)
    assert parts(loan(balance=balance), date(2026, 2, 15)) == (1, 0, 0, 0)
    assert parts(loan(balance=balance), date(2026, 2, 14)) == (1200000, 18000, 0, 0)


def test_a_reported_principal_off_the_contract_is_planned_anew():
    balance = ReportedBalance(as_of=date(2026, 3, 20), principal=500000, interest=1250)
    found = owed(loan(terms(first_due=date(2026, 2, 15)), balance=balance), date(2026, 3, 20))
    rows = [row.instalment for row in found.instalments]
    assert sum(row.principal for row in rows) == 500000
    assert [rows[0].n, rows[-1].n] == [3, 12]
    assert (rows[0].due, rows[-1].due) == (date(2026, 4, 15), date(2027, 1, 15))
    assert found.next_amount == rows[0].principal + 1250 + 500000 * 26 // 2000


def test_a_balance_before_the_first_due_day_is_planned_from_the_contract():
    balance = ReportedBalance(as_of=date(2026, 2, 1), principal=600000)
    found = owed(loan(balance=balance), date(2026, 2, 1))
    assert found.instalments[0].instalment.n == 1
    assert found.parts.principal == 600000


def test_reported_penalty_without_overdue_principal_is_kept():
    balance = ReportedBalance(as_of=date(2026, 2, 20), principal=1108485, penalty=300)
    found = owed(loan(balance=balance), date(2026, 2, 20))
    assert (found.parts.penalty, found.arrears, found.overdue_days) == (300, 300, 0)


def test_overdue_without_a_date_is_late_but_nobody_knows_since_when():
    debt = reported(date(2026, 3, 1), 1000, 1000)
    for on, least in ((date(2026, 3, 1), 1), (date(2026, 3, 11), 11)):
        found = owed(debt, on)
        assert (found.overdue_since, found.overdue_days, found.days_known) == (None, least, None)
        assert not found.instalments[0].dated
    dated = owed(reported(date(2026, 3, 1), 1000, 1000, overdue_since=date(2026, 2, 1)), on)
    assert (dated.overdue_since, dated.days_known) == (date(2026, 2, 1), 38)
    assert dated.instalments[0].dated
    settled = owed(replace(debt, payments=(Payment(date=on, amount=Fen(2000)),)), on)
    assert (settled.overdue_days, settled.days_known) == (0, 0)


def test_the_due_day_itself_is_not_overdue():
    due = owed(loan(), date(2026, 2, 15))
    assert (due.overdue_days, due.arrears, due.parts.penalty) == (0, 0, 0)
    assert (due.next_due, due.next_amount) == (date(2026, 2, 15), 110115)
    assert due.instalments[0].status is Status.DUE
    late = owed(loan(), date(2026, 2, 16))
    assert (late.overdue_days, late.parts.penalty) == (1, 69)


def test_days_of_grace_forgive_what_is_paid_in_them():
    plan = terms(grace_days=3)
    assert owed(loan(plan), date(2026, 2, 18)).parts.penalty == 0
    assert owed(loan(plan), date(2026, 2, 19)).parts.penalty == 275
    cured = loan(plan, paid=[(date(2026, 2, 18), 110115)])
    assert owed(cured, date(2026, 2, 19)).parts.penalty == 0
    partly = owed(loan(plan, paid=[(date(2026, 2, 17), 110115 - 1000)]), date(2026, 2, 17))
    assert partly.instalments[0].status is Status.PARTLY


def test_paying_early_is_not_being_late():
    found = owed(loan(paid=[(date(2026, 2, 13), 110115)]), date(2026, 2, 20))
    assert (found.overdue_days, found.arrears) == (0, 0)
    # 29 days of interest were paid; two more days on less principal are asked for next time.
    assert found.parts.principal == 1200000 - (110115 - 17400)
    assert found.instalments[0].status is Status.PAID
    assert found.instalments[1].status is Status.PARTLY
    before = owed(loan(paid=[(date(2026, 2, 13), 110115)]), date(2026, 2, 14))
    assert before.next_amount == found.next_amount or before.next_due > date(2026, 2, 14)


def test_prepaying_more_than_one_instalment_lowers_the_next_ones():
    found = owed(loan(paid=[(date(2026, 1, 25), 506000)]), date(2026, 2, 15))
    assert found.parts.principal == 700000
    assert found.parts.interest == 700000 * 21 // 2000
    assert found.overdue_days == 0
    assert found.next_due == date(2026, 3, 15)
    assert owed(loan(paid=[(date(2026, 1, 25), 506000)]), date(2026, 3, 16)).overdue_days == 1


def test_interest_of_a_period_paid_ahead_waits_for_the_next_and_in_the_last_for_none():
    plan = terms(periods=3)
    first = owed(loan(plan), date(2026, 2, 15)).next_amount
    ahead = [(date(2026, 2, 15), first), (date(2026, 2, 20), first)]
    second = owed(loan(plan, paid=ahead), date(2026, 3, 16))
    assert (second.arrears, second.overdue_since) == (0, None)
    assert second.parts.interest > 0
    left = second.parts.principal
    ahead.append((date(2026, 3, 20), left - 1_000))
    last = owed(loan(plan, paid=ahead), date(2026, 4, 16))
    assert last.overdue_since == date(2026, 4, 15)
    assert last.arrears == last.parts.total


def test_rows_paid_ahead_are_settled_with_the_last_of_the_debt_only():
    plan = terms("0", periods=3)
    day = date(2026, 1, 25)
    for paid, told in (
        (500000, [Status.PARTLY, Status.PARTLY, Status.FUTURE]),
        (1199999, [Status.PARTLY, Status.PARTLY, Status.PARTLY]),
        (1200000, [Status.PAID, Status.PAID, Status.PAID]),
    ):
        found = owed(loan(plan, paid=[(day, paid)]), day)
        assert [row.status for row in found.instalments] == told


def test_a_part_payment_leaves_the_row_overdue_and_counts_in_it():
    found = owed(loan(paid=[(date(2026, 2, 15), 50000)]), date(2026, 2, 25))
    first = found.instalments[0]
    assert (first.paid_interest, first.paid_principal) == (18600, 31400)
    assert first.status is Status.OVERDUE
    assert found.overdue_principal == 91515 - 31400


def test_money_beyond_the_debt_is_shown_as_unapplied():
    found = owed(loan(paid=[(date(2026, 1, 16), 1300000)]), date(2026, 5, 1))
    assert found.parts.total == 0
    assert found.unapplied == 1300000 - 1200600
    assert {row.status for row in found.instalments} == {Status.PAID}
    assert found.next_due is None


def test_agreed_terms_begin_a_new_plan():
    agreed = TermsVersion(
        effective_from=date(2026, 6, 1),
        principal=1000000,
        interest=5000,
        penalty=2000,
        fees=100,
        terms=terms("0", periods=10, method=Method.EQUAL_PRINCIPAL),
    )
    debt = loan(
        versions=(agreed,), paid=[(date(2026, 7, 1), 107100)], accelerated_on=date(2026, 4, 1)
    )
    assert parts(debt, date(2026, 6, 1)) == (1000000, 5000, 2000, 100)
    found = owed(debt, date(2026, 7, 1))
    assert found.parts == Parts(principal=900000)
    assert (found.next_due, found.next_amount) == (date(2026, 8, 1), 100000)
    assert owed(debt, date(2026, 5, 31)).parts.penalty > 0
    balance = ReportedBalance(as_of=date(2026, 6, 20), principal=1000000)
    assert owed(replace(debt, balance=balance), date(2026, 6, 20)).next_amount == 100000
    older = ReportedBalance(as_of=date(2026, 5, 1), principal=1)
    assert parts(replace(debt, balance=older), date(2026, 6, 1)) == (1000000, 5000, 2000, 100)
    assert parts(replace(debt, balance=older), date(2026, 5, 1))[0] == 1


def test_a_settled_debt_and_one_not_drawn_yet_owe_nothing():
    assert owed(loan(stage=Stage.SETTLED), TODAY).parts.total == 0
    assert owed(loan(), date(2026, 1, 14)).parts.total == 0
    assert owed(loan(), START).parts.total == 1200000


CARD = terms(
    periods=None,
    method=Method.REVOLVING,
    due_day=28,
    penalty_multiplier=Decimal(1),
    minimum=Minimum(fraction=Decimal("0.10"), floor=5000),
)


def card(paid=(), **more):
    balance = ReportedBalance(as_of=date(2026, 11, 8), principal=1221660, interest=18340)
    return loan(CARD, 2000000, paid=paid, balance=balance, **more)


def test_a_card_asks_for_a_tenth_and_the_billed_interest():
    found = owed(card(), TODAY)
    assert found.parts == Parts(principal=1221660, interest=18340 + 8552)
    assert (found.next_due, found.next_amount) == (date(2026, 11, 28), 140506)
    assert found.instalments == ()


def test_paying_the_card_minimum_keeps_it_current():
    paid = owed(card([(date(2026, 11, 25), 140506)]), date(2026, 11, 29))
    assert (paid.overdue_days, paid.arrears) == (0, 0)
    assert paid.next_due == date(2026, 12, 28)
    again = owed(card([(date(2026, 11, 28), 140506)]), date(2026, 11, 29))
    assert (again.overdue_days, again.arrears) == (0, 0)


def test_an_unpaid_card_minimum_is_overdue():
    found = owed(card([(date(2026, 11, 25), 40506)]), date(2026, 12, 8))
    assert (found.overdue_days, found.overdue_since) == (10, date(2026, 11, 28))
    assert found.overdue_principal == 100000
    assert found.instalments[0].status is Status.OVERDUE


def test_a_card_from_its_contract_bills_every_month():
    debt = loan(CARD, 1000000)
    assert owed(debt, START).next_due == date(2026, 2, 28)
    found = owed(debt, date(2026, 4, 1))
    assert found.overdue_since == date(2026, 2, 28)
    assert len(found.instalments) == 2


def test_a_card_that_falls_due_whole():
    found = owed(card(accelerated_on=date(2026, 11, 18)), date(2026, 11, 28))
    assert found.overdue_principal == 1221660
    assert found.parts.interest == 18340 + 6108
    assert found.parts.penalty == 6108
    assert found.next_due is None


@pytest.mark.parametrize("first", [date(2026, 11, 20), date(2026, 5, 28)])
def test_a_card_reported_later_keeps_its_due_day(first):
    debt = card()
    debt = replace(debt, terms=replace(CARD, first_due=first))
    due = first if first.month == 11 else date(2026, 11, 28)
    assert owed(debt, date(2026, 11, 9)).next_due == due


def test_a_card_reported_after_its_due_day_asks_next_month():
    debt = loan(CARD, 1000000, balance=ReportedBalance(as_of=date(2026, 11, 28), principal=100000))
    assert owed(debt, date(2026, 11, 29)).next_due == date(2026, 12, 28)


def test_a_card_without_a_known_minimum_only_gathers_interest():
    debt = loan(replace(CARD, minimum=None), 1000000)
    found = owed(debt, date(2026, 1, 25))
    assert parts(debt, date(2026, 1, 25)) == (1000000, 5000, 0, 0)
    assert found.next_due is None


def test_money_from_family_has_no_plan_and_no_interest():
    sister = loan(terms("0", method=Method.FREE), 1500000, paid=[(date(2026, 3, 1), 100000)])
    found = owed(sister, TODAY)
    assert found.parts == Parts(principal=1400000)
    assert (found.overdue_days, found.next_due, found.per_day) == (0, None, 0)


def test_a_single_monthly_loan_counts_its_days_over_360():
    plan = terms(
        "0.36", "year", None, Method.SINGLE, day_basis=DayBasis.MONTHLY, first_due=date(2026, 4, 15)
    )
    assert parts(loan(plan, 1000000), date(2026, 1, 25)) == (1000000, 10000, 0, 0)


def test_a_monthly_contract_charges_a_twelfth_per_period():
    plan = terms("0.12", "year", day_basis=DayBasis.MONTHLY, method=Method.INTEREST_ONLY)
    debt = loan(plan, 1000000)
    charged = [parts(debt, date(2026, 2, day))[1] for day in (13, 14, 15)]
    assert charged == [9667, 10000, 10000]
    assert parts(debt, date(2026, 3, 14))[1] == 10000 + 9000
    assert parts(debt, date(2026, 3, 15))[1] == 20000


def test_fee_instalments_owe_fees_as_they_fall_due():
    plan = terms("0.0005", method=Method.FEE_INSTALMENT, fee_per_period=Decimal("0.006"))
    debt = loan(plan, paid=[(date(2026, 2, 20), 5000)])
    assert parts(debt, date(2026, 2, 20)) == (1200000, 0, 375, 2200)
    paid = loan(plan, paid=[(date(2026, 2, 20), 7200 + 375 + 100)])
    assert parts(paid, date(2026, 2, 20)) == (1199900, 0, 0, 0)


def test_all_falling_due_ends_the_plan_of_a_debt_without_one():
    debt = loan(terms(method=Method.FREE), 1000000, accelerated_on=date(2026, 2, 15))
    found = owed(debt, date(2026, 2, 25))
    assert found.overdue_principal == 1000000
    assert (found.parts.interest, found.parts.penalty) == (15500, 7500)
    gone = loan(
        terms(method=Method.FREE),
        1000,
        accelerated_on=date(2026, 2, 15),
        paid=[(date(2026, 1, 15), 1000)],
    )
    assert owed(gone, date(2026, 2, 25)).parts.total == 0


days = st.integers(0, 500)


@settings(max_examples=50)
@given(
    days, st.lists(st.tuples(days, st.integers(1, 300000)), max_size=5), st.sampled_from(DayBasis)
)
def test_a_payment_lowers_the_payoff_by_exactly_what_it_applies(on, paid, basis):
    day = START + timedelta(days=on)
    before = [(START + timedelta(days=at), amount) for at, amount in paid if at < on]
    plan = terms(day_basis=basis, compound_overdue_interest=True)
    debt = loan(plan, paid=before)
    for order in (Allocation.FEES_INTEREST_PRINCIPAL, Allocation.PRINCIPAL_FIRST):
        one = replace(debt, terms=replace(plan, allocation=order))
        then = replace(one, payments=(*one.payments, Payment(date=day, amount=77777)))
        left, right = owed(one, day), owed(then, day)
        applied = 77777 - (right.unapplied - left.unapplied)
        assert left.parts.total == right.parts.total + applied


@settings(max_examples=50)
@given(days, days, st.sampled_from([DayBasis.ACT_365, DayBasis.ACT_360]))
def test_interest_is_additive_in_days(first, second, basis):
    # Without a posting between, two stretches cost what the whole stretch costs, to a fen.
    plan = terms("0.0005", method=Method.FREE, day_basis=basis)
    debt = loan(plan, 1234567)
    a, b = START + timedelta(days=first), START + timedelta(days=first + second)
    rest = owed(debt, b).parts.interest - owed(debt, a).parts.interest
    alone = owed(loan(plan, 1234567, a), b).parts.interest
    assert abs(rest - alone) <= 1


@pytest.mark.parametrize(
    ("start", "on", "interest"),
    [
        ("2026-05-01", "2026-11-01", 450000),  # six months at 750.00, not 184 days
        ("2026-05-01", "2026-11-11", 475000),  # and ten thirtieths
        ("2026-05-01", "2026-05-31", 75000),
        ("2026-05-01", "2026-06-01", 75000),  # the 31st day of a month adds nothing
        ("2026-01-31", "2026-02-28", 75000),  # a month ends where a short month does
        ("2026-01-31", "2026-03-29", 147500),  # 29 days after it
        ("2026-02-15", "2026-03-14", 67500),
        ("2026-02-15", "2026-03-15", 75000),
    ],
)
@pytest.mark.parametrize("method", [Method.FREE, Method.SINGLE, Method.REVOLVING])
def test_a_month_without_a_plan_costs_a_twelfth_of_the_year(start, on, interest, method):
    plan = terms("0.015", "month", None, method, day_basis=DayBasis.MONTHLY)
    debt = loan(plan, 5000000, date.fromisoformat(start))
    if method is Method.SINGLE:
        debt = replace(debt, terms=replace(plan, first_due=None))
    assert owed(debt, date.fromisoformat(on)).parts.interest == interest


@settings(max_examples=50)
@given(days, days, days)
def test_interest_by_months_never_falls_and_a_payment_starts_no_month_anew(first, second, third):
    plan = terms("0.015", "month", None, Method.FREE, day_basis=DayBasis.MONTHLY)
    a, b, c = sorted(START + timedelta(days=each) for each in (first, second, third))
    alone = loan(plan, 1234567)
    run = [owed(alone, day).parts.interest for day in (a, b, c)]
    assert run == sorted(run)
    paid = loan(plan, 1234567, paid=[(b, run[1])] if run[1] else [])
    assert abs(owed(paid, c).parts.interest - (run[2] - run[1])) <= 1


@settings(max_examples=50)
@given(st.lists(st.tuples(days, st.integers(1, 400000)), max_size=6), days)
def test_the_rows_always_account_for_all_principal(paid, on):
    debt = loan(paid=[(START + timedelta(days=at), amount) for at, amount in paid])
    found = owed(debt, START + timedelta(days=on))
    back = sum(row.paid_principal for row in found.instalments)
    assert found.parts.principal == 1200000 - back
    assert min(found.parts.principal, found.parts.interest, found.parts.penalty) >= 0
    assert found.overdue_principal <= found.parts.principal


def test_a_balance_reported_after_all_fell_due_bears_penalty_on_everything():
    debt = reported(date(2026, 3, 1), 100000, 0, accelerated_on=date(2026, 2, 1))
    found = owed(debt, date(2026, 3, 11))
    assert (found.overdue_principal, found.parts.penalty) == (100000, 750)
    assert owed(debt, date(2026, 2, 28)).parts.principal == 100000  # the figure, taken early


def test_fees_that_fall_due_with_the_next_instalment_are_paid_first_before_its_day():
    day = date(2026, 3, 20)
    debt = reported(day, Fen(900_000), Fen(0), plan=terms(), fees=Fen(5_000))
    paid = Payment(date=day + timedelta(1), amount=Fen(20_000))
    found = owed(replace(debt, payments=(paid,)), paid.date)
    assert found.parts.fees == 0


def test_penalty_an_agreement_carries_over_does_not_put_anyone_behind():
    agreed = TermsVersion(
        effective_from=date(2026, 6, 1),
        principal=1000000,
        penalty=2000,
        fees=100,
        terms=terms("0", periods=10, method=Method.EQUAL_PRINCIPAL),
    )
    debt = loan(versions=(agreed,), paid=[(date(2026, 7, 1), 100000)])
    found = owed(debt, date(2026, 7, 20))
    assert found.parts == Parts(principal=900000, penalty=2000, fees=100)
    assert (found.arrears, found.overdue_days) == (0, 0)


def carrying(penalty, fees, paid=(), order=Allocation.FEES_INTEREST_PRINCIPAL):
    """Ten instalments of 1,000.00 from the middle of June on, with charges carried over."""
    plan = terms("0.0003", first_due=date(2026, 6, 15), payment=Fen(100_000), allocation=order)
    agreed = TermsVersion(
        effective_from=date(2026, 6, 1),
        principal=Fen(1_000_000),
        terms=plan,
        penalty=Fen(penalty),
        fees=Fen(fees),
    )
    return loan(versions=(agreed,), paid=paid)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 300_000),
    st.integers(0, 50_000),
    st.integers(1, 80),
    st.sampled_from(list(Allocation)),
)
def test_an_agreement_that_carries_charges_is_late_by_its_instalments_only(
    penalty, fees, days, order
):
    day = date(2026, 6, 15) + timedelta(days)
    late = owed(carrying(penalty, fees, order=order), day)
    plain = owed(carrying(0, 0, order=order), day)
    assert late.arrears == plain.arrears > 0
    assert late.parts.total == plain.parts.total + penalty + fees
    # Exactly what is late, paid on its day, leaves nothing late and the carried charges whole.
    cured = owed(carrying(penalty, fees, [(day, late.arrears)], order), day)
    assert (cured.arrears, cured.overdue_days) == (0, 0)
    assert (cured.parts.penalty, cured.parts.fees) == (penalty, fees)
    assert late.parts.total - cured.parts.total == late.arrears
    # Twenty yuan less goes to what is late, too, and to nothing that was carried.
    short = owed(carrying(penalty, fees, [(day, Fen(late.arrears - 2_000))], order), day)
    assert short.parts.penalty >= penalty
    assert short.parts.fees >= fees


_KINDS = (Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.REVOLVING)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(_KINDS), st.integers(1, 300), st.booleans(), st.sampled_from(Allocation))
@example(Method.EQUAL_PAYMENT, 59, False, Allocation.FEES_INTEREST_PRINCIPAL)  # the next due day
def test_exactly_what_is_late_paid_on_its_day_leaves_nothing_late(kind, days, shown, order):
    minimum = Minimum(fraction=Decimal("0.1"), floor=Fen(5_000))
    periods = None if kind is Method.REVOLVING else 12
    plan = terms(periods=periods, method=kind, minimum=minimum, allocation=order)
    debt = loan(plan)
    if shown:
        seen = START + timedelta(days)
        balance = ReportedBalance(
            as_of=seen,
            principal=Fen(1_000_000),
            interest=Fen(9_000),
            penalty=Fen(1_234),
            fees=Fen(500),
            overdue_since=seen - timedelta(1),
            overdue_principal=Fen(80_000),
        )
        debt, days = replace(debt, balance=balance), days + 31
    day = START + timedelta(days)
    told = owed(debt, day).arrears
    paid = Payment(date=day, amount=told)
    after = owed(replace(debt, payments=(paid,)), day)
    assert (after.arrears, after.overdue_days) == (0, 0)


def test_a_carried_charge_is_reached_by_what_goes_beyond_the_instalments():
    day = date(2026, 6, 20)
    late = owed(carrying(62_000, 500), day)
    more = owed(carrying(62_000, 500, [(day, late.arrears + 2_500)]), day)
    assert (more.arrears, more.parts.fees, more.parts.penalty) == (0, 0, 60_000)


def test_an_agreement_called_in_asks_for_what_it_carried_over_too():
    called = replace(carrying(62_000, 500), accelerated_on=date(2026, 6, 10))
    found = owed(called, date(2026, 6, 12))
    assert found.arrears == found.parts.total > 1_062_500


def _behind() -> Debt:
    """Ten instalments of equal principal; the third fell due on 2 November and was not paid."""
    from jiebei_desktop.services.files import demo

    return demo.employee(date(2026, 11, 22)).debts[0]


def test_money_enough_for_all_that_fell_due_makes_the_debt_on_time():
    day = date(2026, 11, 22)
    late = owed(_behind(), day)
    cured = owed(
        replace(_behind(), payments=(*_behind().payments, Payment(date=day, amount=late.arrears))),
        day,
    )
    assert (cured.overdue_days, cured.arrears, cured.parts.penalty) == (0, 0, 0)
    # Interest that runs on what is not due stays, and is part of the next instalment.
    assert cured.parts.interest == late.parts.interest - 58_900


def test_a_fen_less_follows_the_order_of_the_law_over_all_interest():
    day = date(2026, 11, 22)
    late = owed(_behind(), day)
    short = Payment(date=day, amount=Fen(late.arrears - 1))
    left = owed(replace(_behind(), payments=(*_behind().payments, short)), day)
    assert left.parts.interest == left.parts.penalty == 0
    assert left.arrears == 34_201


@pytest.mark.parametrize("order", list(Allocation))
@pytest.mark.parametrize("extra", [-100_000, -1, 0, 1, 34_200, 500_000])
def test_what_is_owed_falls_by_exactly_what_is_paid(order, extra):
    day, debt = date(2026, 11, 22), _behind()
    debt = replace(debt, terms=replace(debt.terms, allocation=order))
    late = owed(debt, day)
    paid = Fen(late.arrears + extra)
    after = owed(replace(debt, payments=(*debt.payments, Payment(date=day, amount=paid))), day)
    assert late.parts.total - after.parts.total == paid


def test_what_is_called_in_today_is_due_today():
    day = date(2026, 3, 1)
    found = owed(loan(accelerated_on=day), day)
    assert found.next_due == day
    assert found.next_amount > owed(loan(), day).next_amount


def drawn(day, amount):
    return Drawing(date=date.fromisoformat(day), amount=Fen(amount))


def test_flows_after_a_typed_balance_move_a_debt_in_both_directions():
    plan = terms("0", method=Method.FREE, periods=None)
    debt = loan(
        plan,
        principal=500000,
        balance=ReportedBalance(as_of=date(2026, 7, 31), principal=Fen(500000)),
        draws=(drawn("2026-07-31", 99), drawn("2026-08-01", 150000)),
        paid=((date(2026, 8, 2), Fen(20000)),),
    )
    assert parts(debt, date(2026, 8, 10))[0] == 500000 + 150000 - 20000
    assert parts(debt, date(2026, 7, 31))[0] == 500000


def test_the_payout_of_the_contract_itself_is_no_further_draw():
    payout, later = drawn("2026-01-17", 1200000), drawn("2026-02-01", 300000)
    debt = loan(draws=(payout, later))
    assert parts(debt, date(2026, 1, 20))[0] == 1200000
    assert parts(debt, date(2026, 2, 1))[0] == 1500000
    assert parts(loan(draws=(payout, payout)), date(2026, 2, 1))[0] == 2400000


@given(
    amount=st.integers(1, 10_000_000),
    day=st.integers(1, 330),
    method=st.sampled_from([Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY]),
)
@settings(max_examples=25, deadline=None)
def test_a_later_draw_is_repaid_by_the_instalments_still_to_come(amount, day, method):
    on = START + timedelta(day)
    debt = loan(terms(method=method), draws=(Drawing(date=on, amount=Fen(amount)),))
    before, after = owed(replace(debt, draws=()), on), owed(debt, on)
    assert after.parts.principal == before.parts.principal + amount
    coming = [state.instalment for state in after.instalments if state.instalment.due >= on]
    assert sum(row.principal for row in coming) == after.parts.principal - after.overdue_principal
    assert [row.n for row in coming] == [
        state.instalment.n for state in before.instalments if state.instalment.due >= on
    ]


@pytest.mark.parametrize(("paid", "principal_paid"), [(60000, 49800), (118000, 100000)])
def test_what_was_paid_before_its_day_stays_a_part_of_the_instalment(paid, principal_paid):
    plan = terms(method=Method.EQUAL_PRINCIPAL)
    debt = loan(plan, paid=[(date(2026, 2, 1), paid)])  # 17 days of interest: 10,200
    first = owed(debt, date(2026, 2, 16)).instalments[0]
    assert (first.instalment.principal, first.paid_principal) == (100000, principal_paid)
    row = first.instalment
    assert row.payment == row.principal + row.interest
    assert row.interest == 10200 + 14 * (1200000 - (paid - 10200)) // 2000


def test_a_draw_leaves_the_months_of_interest_only_that_are_still_to_come():
    plan = terms(method=Method.EQUAL_PRINCIPAL, interest_only=3)
    debt = loan(plan, draws=(drawn("2026-03-01", 90000),))
    coming = [each.instalment.principal for each in owed(debt, date(2026, 3, 1)).instalments]
    assert coming[:3] == [0, 0, 0]
    assert all(principal > 0 for principal in coming[3:])
    assert sum(coming) == 1200000 + 90000


def test_money_paid_too_much_meets_a_later_draw_first():
    plan = terms("0", method=Method.FREE, periods=None)
    paid = ((date(2026, 2, 1), Fen(1300000)),)
    debt = loan(plan, paid=paid, draws=(drawn("2026-03-01", 150000),))
    assert owed(debt, date(2026, 2, 10)).unapplied == 100000
    found = owed(debt, date(2026, 3, 1))
    assert (found.parts.principal, found.unapplied) == (50000, 0)


def test_a_purchase_on_a_card_waits_for_the_next_statement():
    bought = card(draws=(drawn("2026-11-20", 100000),))
    before, after = owed(card(), TODAY), owed(bought, TODAY)
    assert after.parts.principal == before.parts.principal + 100000
    assert after.next_amount == before.next_amount


def test_a_day_before_a_typed_balance_takes_the_figure_and_invents_no_arrears():
    """Nobody knows what was paid by then: a contract without payments would be years late."""
    shown = ReportedBalance(as_of=date(2026, 11, 28), principal=Fen(500_000), interest=Fen(300))
    debt = loan(balance=shown)
    early = owed(debt, date(2026, 11, 22))
    assert (early.parts.principal, early.parts.interest, early.arrears) == (500_000, 300, 0)
    assert not [one for one in obligations(debt, date(2026, 11, 22)) if one.kind == "arrears"]
    paid = replace(debt, payments=(Payment(date=date(2026, 2, 15), amount=Fen(110_115)),))
    assert owed(paid, date(2026, 11, 22)).arrears > 0  # known by its contract and its payments


def test_what_is_late_in_a_later_figure_is_late_before_it_only_from_its_own_day():
    shown = ReportedBalance(
        as_of=date(2026, 11, 28), principal=Fen(500_000), overdue_principal=Fen(90_000),
        overdue_since=date(2026, 11, 15),
    )  # fmt: skip
    debt = loan(balance=shown)
    assert owed(debt, date(2026, 11, 14)).overdue_principal == 0
    assert owed(debt, date(2026, 11, 14)).parts.principal == 500_000
    assert owed(debt, date(2026, 11, 20)).overdue_principal == 90_000


def test_a_draw_between_an_early_day_and_the_figure_is_in_the_figure():
    shown = ReportedBalance(as_of=date(2026, 11, 28), principal=Fen(500_000))
    drawn = Drawing(date=date(2026, 11, 25), amount=Fen(100_000))
    debt = loan(balance=shown, draws=(drawn,))
    asked = sum(one.principal for one in obligations(debt, date(2026, 11, 22)))
    assert asked == 500_000


@pytest.mark.parametrize(
    ("amounts", "days"),
    [
        ((271_807, 271_807, 271_807), 0),
        ((271_807, 271_907, 272_833), 2),
        ((269_000, 269_000, 269_000), 2),
    ],
)
def test_an_amount_near_the_instalment_paid_again_and_again_is_never_late(amounts, days):
    """Within a hundredth and paid twice it is the lender's own; asked 2,728.33 a month."""
    begin = loan(terms("0.00045"), 3_000_000, date(2026, 6, 19))
    rows = schedule(begin.principal, begin.terms, begin.contract_date)
    assert rows[0].payment == 272_833
    paid = [(row.due, amount) for row, amount in zip(rows, amounts, strict=False)]
    debt = loan(begin.terms, 3_000_000, begin.contract_date, paid)
    assert owed(debt, rows[2].due + timedelta(2)).overdue_days == days


READ = date(2026, 11, 30)
PAGE = ReportedBalance(
    as_of=READ, principal=Fen(1_200_000), interest=Fen(11_000), penalty=Fen(2_000),
    overdue_since=READ - timedelta(days=15), overdue_principal=Fen(100_000),
)  # fmt: skip


def agreed_on_the_day_of_its_page(payments, charges=0):
    """Return 12,130.00 read on a day, 1,130.00 of it late, and 24 × 500.00 agreed that day."""
    plan = terms("0", "year", 24, day_basis=DayBasis.MONTHLY)
    plan = replace(plan, first_due=date(2026, 12, 15), payment=Fen(50_000), due_day=15)
    base = loan(terms(method=Method.EQUAL_PAYMENT), 2_000_000, date(2026, 3, 15), payments)
    version = TermsVersion(
        effective_from=READ, principal=Fen(1_200_000), terms=plan, interest=Fen(charges)
    )
    return replace(base, balance=PAGE, versions=(version,))


@pytest.mark.parametrize("charges", [0, 13_000])
def test_what_was_agreed_on_the_day_of_a_page_takes_the_place_of_what_it_showed(charges):
    """1,130.00 stayed late beside the agreement, and every instalment paid on its day was late."""
    debt = agreed_on_the_day_of_its_page([(date(2026, 12, 15), 50_000)], charges)
    assert parts(debt, READ) == (1_200_000, charges, 0, 0)
    assert (owed(debt, READ).arrears, owed(debt, READ).overdue_days) == (0, 0)
    if not charges:
        assert parts(debt, date(2026, 12, 16)) == (1_150_000, 0, 0, 0)
        assert owed(debt, date(2026, 12, 16)).overdue_days == 0
        late = owed(debt, date(2027, 1, 16))
        assert (late.arrears, late.overdue_since) == (50_000, date(2027, 1, 15))


def test_a_payment_of_the_day_of_page_and_agreement_counts_once():
    debt = agreed_on_the_day_of_its_page([(READ, 50_000)])
    assert parts(debt, READ) == (1_200_000, 0, 0, 0)
    after = replace(debt, payments=(replace(debt.payments[0], after_balance=True),))
    assert parts(after, READ) == (1_150_000, 0, 0, 0)
    assert parts(replace(debt, balance=None), READ) == (1_150_000, 0, 0, 0)


@pytest.mark.parametrize("since", [None, date(2026, 11, 2), date(2026, 10, 2)])
def test_late_by_nobody_knows_how_much_stays_so_when_the_next_payment_is_missed_too(since):
    """Its days began anew with the next payment's, and what that asked for was all its arrears."""
    shown = ReportedBalance(as_of=date(2026, 11, 20), principal=Fen(3800000), overdue_since=since)
    debt = replace(DEMO, stage=Stage.OVERDUE, balance=shown)
    known = since or date(2026, 11, 19)
    for day in (date(2026, 11, 20), date(2026, 12, 1), date(2026, 12, 3), date(2026, 12, 10)):
        found = owed(debt, day)
        assert (found.arrears_known, found.overdue_since) == (None, since)
        assert found.overdue_days == (day - known).days
        assert found.days_known == (found.overdue_days if since else None)
    assert found.arrears, "what the plan asked for since is late beside it"
