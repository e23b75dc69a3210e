from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loans import loan as contract
from loans import terms
from msgspec.structs import replace

from jiebei_desktop.domain.debts import (
    Method,
    Minimum,
    Payment,
    ReportedBalance,
    Stage,
    TermsVersion,
)
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.rates import DayBasis
from jiebei_desktop.domain.standing import (
    ObligationKind,
    arrears_total,
    due_within,
    instalments,
    next_due,
    obligations,
    owed,
)

START = date(2026, 3, 10)
SHOWN = date(2026, 11, 28)
CARD_MINIMUM = Minimum(fraction=Decimal("0.10"), floor=Fen(5_000))


loan = partial(contract, id="loan", start=START)


def typed(plan, principal, **shown):
    """A debt entered from the lender's page: what it shows on a day, and what remains."""
    balance = ReportedBalance(as_of=SHOWN, principal=Fen(principal), **shown)
    return loan(plan, principal, start=date(2026, 5, 2), balance=balance)


def lines(items):
    return [(each.day, each.kind, each.amount) for each in items]


LATE_PAGE = typed(
    terms(periods=10, first_due=date(2026, 12, 28)),
    3_800_000,
    interest=Fen(58_900),
    penalty=Fen(5_700),
    overdue_since=date(2026, 11, 8),
    overdue_principal=Fen(380_000),
)


def test_a_late_debt_typed_from_the_page_owes_what_was_typed_and_then_its_plan():
    first, second, *rest = obligations(LATE_PAGE, SHOWN)
    assert (first.kind, first.day) == (ObligationKind.ARREARS, SHOWN)
    assert (first.principal, first.interest, first.penalty) == (380_000, 58_900, 5_700)
    assert (second.day, second.amount, second.interest) == (date(2026, 12, 28), 371_130, 51_300)
    assert [each.kind for each in rest] == [ObligationKind.INSTALMENT] * 9
    assert (rest[-1].day, rest[-1].n) == (date(2027, 9, 28), 10)


@pytest.mark.parametrize("since", [SHOWN, None, date(2026, 11, 1)])
def test_typed_penalty_and_interest_never_vanish(since):
    shown = replace(LATE_PAGE.balance, overdue_since=since)
    debt = replace(LATE_PAGE, balance=shown)
    found = owed(debt, SHOWN)
    assert (found.parts.interest, found.parts.penalty) == (58_900, 5_700)
    assert found.arrears == 380_000 + 58_900 + 5_700
    later = owed(debt, SHOWN + timedelta(days=1))
    assert later.parts.penalty == half_up(5_700 + 380_000 * Fraction(75, 100_000))


def test_typed_penalty_alone_is_late():
    plan = terms(periods=10, first_due=date(2026, 12, 28))
    debt = typed(plan, 3_800_000, interest=Fen(58_900), penalty=Fen(5_700))
    assert owed(debt, SHOWN).parts.total == 3_800_000 + 58_900 + 5_700
    late, following = obligations(debt, SHOWN)[:2]
    assert (late.kind, late.amount) == (ObligationKind.ARREARS, 5_700)
    assert following.interest == 58_900 + half_up(3_800_000 * Fraction(5, 10_000) * 30)


def test_what_runs_before_the_balance_is_not_charged_again_whatever_the_contract_date():
    firsts = {next_due(replace(LATE_PAGE, contract_date=day), SHOWN).amount
              for day in (date(2024, 1, 1), date(2026, 8, 2), SHOWN)}  # fmt: skip
    assert firsts == {371_130}


def test_a_part_period_of_a_typed_mortgage_is_charged_by_its_days():
    plan = terms("0.0355", "year", 294, first_due=date(2026, 12, 20), day_basis=DayBasis.MONTHLY)
    first, second = obligations(typed(plan, 90_500_000), SHOWN)[:2]
    assert first.amount == second.amount == 461_280
    assert first.interest == half_up(90_500_000 * Fraction(355, 10_000) * Fraction(22, 360))
    left = 90_500_000 - first.principal
    assert second.interest == half_up(left * Fraction(355, 120_000))


def test_a_contract_that_begins_between_two_due_days_is_charged_by_its_days():
    plan = terms("0.06", "year", 12, first_due=date(2026, 4, 25), day_basis=DayBasis.MONTHLY)
    assert obligations(loan(plan), START)[0].interest == half_up(
        1_200_000 * Fraction(6, 100) * Fraction(46, 360)
    )
    whole = replace(plan, payment=Fen(103_280))
    assert obligations(loan(whole), START)[0].interest == 6_000


def test_a_contracts_own_first_due_day_leaves_the_rest_of_its_due_days():
    plan = terms(periods=12, first_due=date(2026, 6, 2))
    found = obligations(typed(plan, 900_000), SHOWN)
    assert [(each.n, each.day) for each in found][:2] == [
        (7, date(2026, 12, 2)),
        (8, date(2027, 1, 2)),
    ]
    assert len(found) == 6


def test_without_a_first_due_day_all_periods_remain():
    found = obligations(typed(terms(periods=7, due_day=19), 900_000), SHOWN)
    assert ([each.n for each in found], found[0].day) == ([*range(1, 8)], date(2026, 12, 19))
    undated = obligations(typed(terms(periods=7), 900_000), SHOWN)
    assert undated[0].day == date(2026, 12, 28)
    later = obligations(typed(terms(periods=7, due_day=30), 900_000), SHOWN)
    assert later[0].day == date(2026, 11, 30)
    single = typed(terms(periods=7, method=Method.SINGLE), 900_000)
    assert lines(obligations(single, SHOWN))[0][:2] == (date(2027, 6, 28), ObligationKind.FINAL)


def test_a_first_due_day_that_is_the_day_of_the_balance_is_still_to_be_paid():
    found = obligations(typed(terms(periods=3, first_due=SHOWN), 900_000), SHOWN)
    assert [each.day for each in found] == [SHOWN, date(2026, 12, 28), date(2027, 1, 28)]
    assert owed(typed(terms(periods=3, first_due=SHOWN), 900_000), SHOWN).overdue_days == 0


def test_typed_running_interest_is_in_the_level_payment():
    plan = terms(periods=4, first_due=date(2026, 12, 15))
    debt = typed(plan, 2_000_000, interest=Fen(13_000))  # thirteen days at 10.00
    amounts = [each.amount for each in obligations(debt, SHOWN)]
    assert len(set(amounts[:-1])) == 1
    assert abs(amounts[-1] - amounts[0]) <= 4
    assert obligations(debt, SHOWN)[0].interest == 13_000 + 17_000


def test_a_flat_fee_of_a_typed_debt_is_reckoned_on_the_contracts_principal():
    plan = terms("0", periods=12, method=Method.FEE_INSTALMENT, fee_per_period=Decimal("0.006"),
                 first_due=date(2026, 12, 12))  # fmt: skip
    shown = ReportedBalance(as_of=SHOWN, principal=Fen(2_400_000))
    debt = loan(plan, 3_600_000, start=date(2026, 5, 12), balance=shown)
    first = obligations(debt, SHOWN)[0]
    assert (first.principal, first.fees) == (200_000, 21_600)


def test_a_payment_of_the_balances_own_day_counts_only_when_it_came_after():
    inside = replace(LATE_PAGE, payments=(Payment(date=SHOWN, amount=Fen(444_600)),))
    assert owed(inside, SHOWN).parts.total == 3_864_600
    after = Payment(date=SHOWN, amount=Fen(444_600), after_balance=True)
    paid = replace(LATE_PAGE, payments=(after,))
    assert owed(paid, SHOWN).parts.total == 3_420_000
    assert arrears_total([paid], SHOWN) == 0


def test_fees_of_the_page_fall_due_with_the_next_instalment():
    plan = terms(periods=3, first_due=date(2026, 12, 28))
    debt = typed(plan, 300_000, fees=Fen(2_000))
    assert owed(debt, SHOWN).parts.fees == 2_000
    assert [each.fees for each in obligations(debt, SHOWN)] == [2_000, 0, 0]
    missed = owed(debt, date(2026, 12, 29))
    assert (
        missed.arrears == 2_000 + obligations(debt, SHOWN)[0].amount - 2_000 + missed.parts.penalty
    )


# -- kinds ----------------------------------------------------------------------------------------


def test_a_balloon_and_a_single_payment_are_final():
    plan = terms(periods=3, method=Method.INTEREST_ONLY)
    assert [each.kind for each in obligations(loan(plan), START)] == [
        ObligationKind.INSTALMENT, ObligationKind.INSTALMENT, ObligationKind.FINAL,
    ]  # fmt: skip
    single = loan(terms(periods=6, method=Method.SINGLE))
    assert [each.kind for each in obligations(single, START)] == [ObligationKind.FINAL]


def test_a_card_asks_for_its_interest_once():
    plan = terms(periods=None, method=Method.REVOLVING, due_day=10, minimum=CARD_MINIMUM)
    first, second = obligations(loan(plan, 2_000_000), START, date(2026, 5, 10))
    assert (first.kind, first.principal, first.interest) == (
        ObligationKind.MINIMUM,
        200_000,
        31_000,
    )
    assert (second.principal, second.interest) == (180_000, 27_000)


def test_a_bill_asks_for_what_it_shows_and_the_next_one_for_the_rest():
    plan = terms(periods=None, method=Method.REVOLVING, due_day=8, minimum=CARD_MINIMUM)
    debt = typed(plan, 4_200_000, interest=Fen(31_000), fees=Fen(2_000))
    first, second = obligations(debt, SHOWN, date(2027, 1, 8))
    assert (first.principal, first.interest, first.fees) == (420_000, 31_000, 2_000)
    ten_days, month = 4_200_000 * Fraction(5, 1000), 3_780_000 * 31 * Fraction(5, 10_000)
    assert second.interest == half_up(ten_days) + half_up(month)


def test_what_is_called_in_is_due_on_its_day_and_late_after_it():
    day = date(2026, 5, 20)
    debt = loan(paid=[(date(2026, 4, 10), 110_030)], accelerated_on=day)
    before = obligations(debt, date(2026, 4, 20))
    assert [each.kind for each in before] == [ObligationKind.INSTALMENT, ObligationKind.CALLED]
    assert before[-1].day == day
    on_the_day = obligations(debt, day)
    assert [each.kind for each in on_the_day] == [ObligationKind.ARREARS, ObligationKind.CALLED]
    after = obligations(debt, date(2026, 5, 21))
    assert [each.kind for each in after] == [ObligationKind.ARREARS]
    assert after[0].amount == owed(debt, date(2026, 5, 21)).parts.total


def test_a_debt_without_a_plan_asks_for_nothing_until_it_is_called_in():
    debt = loan(terms(method=Method.FREE))
    assert obligations(debt, START) == ()
    called = replace(debt, accelerated_on=date(2026, 4, 10))
    assert lines(obligations(called, START)) == [
        (date(2026, 4, 10), ObligationKind.CALLED, 1_218_600)
    ]


def test_a_settled_debt_and_one_not_drawn_ask_for_nothing():
    assert obligations(loan(stage=Stage.SETTLED), START) == ()
    assert obligations(loan(), START - timedelta(days=1)) == ()
    assert next_due(loan(stage=Stage.SETTLED), START) is None


def carrying() -> TermsVersion:
    """Return an agreement on three parts without interest that carries over a penalty and fees."""
    return TermsVersion(
        effective_from=date(2026, 6, 1),
        principal=Fen(900_000),
        terms=terms("0", periods=3, method=Method.EQUAL_PRINCIPAL, first_due=date(2026, 6, 20)),
        penalty=Fen(700),
        fees=Fen(300),
    )


def test_an_agreement_replaces_the_contract_from_its_day():
    debt = loan(versions=(carrying(),))
    in_force = obligations(debt, date(2026, 6, 1))
    assert [each.kind for each in in_force] == [ObligationKind.AGREED] * 3
    assert [each.amount for each in in_force] == [300_000, 300_000, 300_000 + 1_000]
    before = obligations(debt, date(2026, 3, 20))
    assert [each.day for each in before[:3]] == [
        date(2026, 4, 10), date(2026, 5, 10), date(2026, 6, 20),
    ]  # fmt: skip


def test_what_an_agreement_carried_is_asked_for_after_its_last_instalment_too():
    days = [date(2026, month, 20) for month in (6, 7, 8)]
    paid = tuple(Payment(date=day, amount=Fen(300_000)) for day in days)
    left = replace(loan(versions=(carrying(),)), payments=paid)
    for day in (days[-1], date(2026, 8, 21), date(2027, 1, 5)):
        (rest,) = obligations(left, day)
        assert (rest.day, rest.amount, owed(left, day).arrears) == (day, 1_000, 0)
    last = Payment(date=date(2026, 9, 1), amount=Fen(1_000))
    assert obligations(replace(left, payments=(*paid, last)), date(2026, 9, 1)) == ()


def test_an_agreed_payment_is_what_is_asked_for_and_what_was_carried_waits_for_the_last():
    agreed = TermsVersion(
        effective_from=date(2026, 6, 15),
        principal=Fen(2_750_000),
        terms=terms(
            "0.004",
            "month",
            periods=36,
            day_basis=DayBasis.MONTHLY,
            first_due=date(2026, 7, 15),
            payment=90_500,
        ),
        interest=Fen(180_000),
        penalty=Fen(30_000),
    )
    debt = loan(principal=2_750_000, versions=(agreed,))
    *asked, last = obligations(debt, date(2026, 6, 16))
    assert {each.amount for each in asked} == {90_500}
    assert last.amount <= 90_500 + 30_000
    plain = replace(debt, versions=(replace(agreed, interest=Fen(0), penalty=Fen(0)),))
    total = sum(each.amount for each in obligations(plain, date(2026, 6, 16)))
    assert sum(each.amount for each in (*asked, last)) == total + 180_000 + 30_000
    days = [date(2026, month, 15) for month in range(7, 12)]
    kept = replace(debt, payments=tuple(Payment(date=day, amount=Fen(90_500)) for day in days))
    assert owed(kept, SHOWN).arrears == 0
    assert [each.amount for each in obligations(kept, SHOWN)][:-1] == [90_500] * (len(asked) - 5)


@pytest.mark.parametrize("payment", [None, 90_500])
@pytest.mark.parametrize("day", [12, 15])
def test_an_agreement_paid_by_its_schedule_is_kept_whatever_it_carried(payment, day):
    plan = terms(
        "0.004",
        "month",
        periods=36,
        day_basis=DayBasis.MONTHLY,
        first_due=date(2026, 7, 15),
        payment=payment,
    )
    agreed = TermsVersion(
        effective_from=date(2026, 6, 15),
        principal=Fen(2_750_000),
        terms=plan,
        interest=Fen(180_000),
        penalty=Fen(30_000),
        fees=Fen(700),
    )
    debt = loan(principal=2_750_000, versions=(agreed,))
    plain = replace(agreed, interest=Fen(0), penalty=Fen(0), fees=Fen(0))
    rows = instalments(debt, date(2026, 6, 16))
    without = instalments(replace(debt, versions=(plain,)), date(2026, 6, 16))
    assert rows[0].payment == without[0].payment
    assert sum(row.payment for row in rows) == sum(row.payment for row in without) + 210_700
    paid = tuple(
        Payment(date=date(2026, 7 + turn, day), amount=row.payment)
        for turn, row in enumerate(rows[:5])
    )
    found = owed(replace(debt, payments=paid), SHOWN)
    assert (found.arrears, found.overdue_days) == (0, 0)
    assert (found.parts.penalty, found.parts.fees) == (30_000, 700)
    assert found.parts.interest >= 180_000


def test_an_agreement_paid_late_is_late_by_no_more_for_what_it_carried():
    plan = replace(terms("0.003", "month", periods=10), day_basis=DayBasis.MONTHLY)
    plan = replace(plan, first_due=date(2026, 6, 20))
    day, principal = date(2026, 5, 20), Fen(900_000)
    bare = TermsVersion(effective_from=day, principal=principal, terms=plan)
    late = [(date(2026, month, 23), 91_500) for month in (6, 7, 8)]
    found = [
        owed(loan(versions=(replace(bare, interest=Fen(more)),), paid=late), date(2026, 8, 25))
        for more in (0, 120_000)
    ]
    assert found[0].arrears == found[1].arrears
    assert found[1].parts.interest - found[0].parts.interest == 120_000


def test_what_is_due_within_the_days_of_grace_is_no_arrears():
    debt = loan(terms(grace_days=3))
    found = obligations(debt, date(2026, 4, 12), date(2026, 4, 30))
    assert [(each.kind, each.day) for each in found] == [
        (ObligationKind.INSTALMENT, date(2026, 4, 10))
    ]


def test_paid_ahead_asks_for_nothing_until_it_is_used_up():
    debt = loan(terms("0", periods=4, method=Method.EQUAL_PRINCIPAL), paid=[(START, 600_000)])
    assert [each.day for each in obligations(debt, START)] == [
        date(2026, 6, 10), date(2026, 7, 10),
    ]  # fmt: skip


# -- small differences ----------------------------------------------------------------------------


def test_a_lenders_instalment_a_few_yuan_lower_makes_nobody_late():
    plan = replace(terms("0.0004"), first_due=date(2026, 4, 10))
    first = obligations(loan(plan, 3_000_000), START)[0].amount
    days = [date(2026, month, 10) for month in range(4, 8)]
    debt = loan(plan, 3_000_000, paid=[(day, first - 739) for day in days])
    found = owed(debt, date(2026, 8, 9))
    assert (found.overdue_days, found.arrears, found.parts.penalty) == (0, 0, 0)
    assert abs(found.next_amount - first) < 100
    assert obligations(debt, date(2026, 8, 9))[-1].amount > first + 4 * 700


def test_a_rest_that_is_no_slip_is_late():
    first = obligations(loan(), START)[0].amount
    short = loan(paid=[(date(2026, 4, 10), first - 1_000)])
    assert owed(short, date(2026, 4, 11)).overdue_days == 1
    small = loan(principal=50_000)
    asked = obligations(small, START)[0].amount
    assert owed(loan(principal=50_000, paid=[(date(2026, 4, 10), asked - 100)]),
                date(2026, 4, 11)).overdue_days == 1  # fmt: skip


def test_a_slight_rest_of_interest_waits_for_the_next_instalment():
    plan = terms(periods=3, method=Method.INTEREST_ONLY)
    asked = obligations(loan(plan), START)[0].amount
    debt = loan(plan, paid=[(date(2026, 4, 10), asked - 100)])
    assert owed(debt, date(2026, 4, 11)).arrears == 0
    assert obligations(debt, date(2026, 4, 11))[0].interest == 1_200_000 * 30 // 2000 + 100


def test_a_slight_rest_waits_where_most_of_an_instalment_is_interest():
    plan = terms(periods=120)
    first = obligations(loan(plan), START)[0]
    assert first.interest > first.principal
    debt = loan(plan, paid=[(first.day, first.amount - 100)])
    assert owed(debt, first.day + timedelta(days=1)).arrears == 0


def test_a_slight_rest_of_a_minimum_is_on_the_next_bill():
    plan = terms(periods=None, method=Method.REVOLVING, due_day=10, minimum=CARD_MINIMUM)
    debt = loan(plan, 2_000_000, paid=[(date(2026, 4, 10), 230_600)])
    found = owed(debt, date(2026, 4, 12))
    assert (found.arrears, found.parts.principal) == (0, 2_000_000 - 199_600)


def test_a_slight_rest_of_a_minimum_paid_before_its_day_is_on_the_next_bill_too():
    plan = terms("0", periods=None, method=Method.REVOLVING, due_day=10, minimum=CARD_MINIMUM)
    asked = obligations(loan(plan, 2_000_000), START)[0].amount
    debt = loan(plan, 2_000_000, paid=[(date(2026, 4, 8), asked - 400)])
    assert owed(debt, date(2026, 4, 12)).arrears == 0
    assert owed(loan(plan, 2_000_000), date(2026, 4, 12)).arrears == asked


def test_the_last_instalment_cannot_pass_its_rest_on():
    debt = loan(terms("0", periods=1), paid=[(date(2026, 4, 10), 1_199_500)])
    assert owed(debt, date(2026, 4, 12)).arrears >= 500


# -- the household --------------------------------------------------------------------------------


def test_a_household_sums_dues_and_arrears_apart():
    debts = [LATE_PAGE, typed(terms(periods=3, first_due=date(2026, 12, 5)), 300_000)]
    soon = due_within(debts, SHOWN)
    assert [each.day for each in soon.items] == [date(2026, 12, 5), date(2026, 12, 28)]
    assert soon.total == sum(each.amount for each in soon.items)
    assert (soon.arrears_total, arrears_total(debts, SHOWN)) == (444_600, 444_600)
    assert soon.first("loan").day == date(2026, 12, 5)
    assert soon.first("nobody") is None


# -- properties -----------------------------------------------------------------------------------

PLANNED = st.sampled_from(
    [Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.FEE_INSTALMENT]
)
FIGURES = st.integers(1, 5_000_000)
CHARGES = st.integers(0, 90_000)


@st.composite
def debts(draw):
    """A debt by contract with some payments, or typed from a page, of any method with a plan."""
    method = draw(PLANNED)
    plan = terms(
        draw(st.sampled_from(["0", "0.0003", "0.0005"])),
        periods=draw(st.integers(1, 24)),
        method=method,
        day_basis=draw(st.sampled_from(DayBasis)),
        first_due=draw(st.sampled_from([None, date(2026, 4, 22), date(2026, 12, 19)])),
        fee_per_period=Decimal("0.006") if method is Method.FEE_INSTALMENT else None,
        grace_days=draw(st.sampled_from([0, 3])),
    )
    if draw(st.booleans()):
        when = st.integers(0, 263).map(lambda n: START + timedelta(days=n))
        paid = draw(st.lists(st.tuples(when, st.integers(1, 300_000)), max_size=4))
        return loan(plan, draw(FIGURES), paid=paid)
    principal = draw(FIGURES)
    late = draw(st.sampled_from([0, principal // 3, principal]))
    if plan.first_due == date(2026, 4, 22):
        plan = replace(plan, periods=24)  # something remains
    return replace(
        typed(
            plan,
            principal,
            interest=Fen(draw(CHARGES)),
            penalty=Fen(draw(CHARGES)),
            fees=Fen(draw(CHARGES)),
            overdue_principal=Fen(late),
            overdue_since=date(2026, 10, 20) if late else None,
        ),
        principal=Fen(principal * 2),
    )


@settings(max_examples=120, deadline=None)
@given(debts(), st.integers(0, 500))
def test_all_that_is_owed_falls_due_once_and_only_once(debt, later):
    """Paid item by item on its day, the list settles the debt: nothing is missing or twice."""
    as_of = SHOWN + timedelta(days=later)
    items = obligations(debt, as_of)
    now = owed(debt, as_of)
    if now.parts.principal != now.overdue_principal and not items:
        return
    assert sum(each.principal for each in items) == now.parts.principal
    assert sum(each.penalty for each in items) == now.parts.penalty
    paid = tuple(
        Payment(date=max(each.day, as_of), amount=each.amount, after_balance=True) for each in items
    )
    after = replace(debt, payments=(*debt.payments, *paid))
    end = max((each.day for each in items), default=as_of)
    left, before = owed(after, max(end, as_of)), owed(debt, as_of)
    gap = left.parts.total - (left.unapplied - before.unapplied)
    assert gap == 0


@settings(max_examples=60, deadline=None)
@given(debts(), st.integers(0, 400), st.integers(0, 90))
def test_the_next_amount_is_the_same_wherever_it_is_asked(debt, later, days):
    as_of = SHOWN + timedelta(days=later)
    found = [each for each in obligations(debt, as_of) if each.kind is not ObligationKind.ARREARS]
    stand = owed(debt, as_of)
    today = [each for each in found if each.day <= as_of]
    expected = sum(each.amount for each in today) if today else found[0].amount if found else 0
    assert stand.next_amount == expected
    assert arrears_total([debt], as_of) == stand.arrears
    window = due_within([debt], as_of, days)
    assert window.items == tuple(each for each in found if each.day <= as_of + timedelta(days=days))


@settings(max_examples=40, deadline=None)
@given(FIGURES, CHARGES, CHARGES, CHARGES, st.sampled_from(Method), st.integers(0, 3))
def test_a_typed_balance_is_owed_to_the_fen_on_its_day(principal, interest, penalty, fees, how, n):
    since = [None, SHOWN, date(2026, 11, 1), date(2026, 6, 1)][n]
    plan = terms(periods=9, method=how, first_due=date(2026, 12, 28), minimum=CARD_MINIMUM)
    debt = typed(plan, principal, interest=Fen(interest), penalty=Fen(penalty), fees=Fen(fees),
                 overdue_since=since, overdue_principal=Fen(principal // 4 if n else 0))  # fmt: skip
    parts = owed(debt, SHOWN).parts
    assert (parts.principal, parts.interest, parts.penalty, parts.fees) == (
        principal, interest, penalty, fees,
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.integers(100_000, 5_000_000), st.integers(0, 40))
def test_a_card_paid_by_the_minimum_is_never_late(principal, later):
    plan = terms(periods=None, method=Method.REVOLVING, due_day=10, minimum=CARD_MINIMUM)
    debt = loan(plan, principal)
    as_of = START + timedelta(days=later)
    items = obligations(debt, as_of, add_months(as_of, 5))
    paid = [(max(each.day, as_of), each.amount) for each in items]
    after = replace(debt, payments=tuple(Payment(date=d, amount=Fen(a)) for d, a in paid))
    assert owed(after, add_months(as_of, 5)).arrears == 0


# -- rows -----------------------------------------------------------------------------------------


def test_a_contract_shows_its_whole_plan_and_a_typed_debt_what_remains():
    whole = instalments(loan(paid=[(date(2026, 4, 10), 110_030)]), date(2026, 5, 1))
    assert (len(whole), whole[0].due) == (12, date(2026, 4, 10))
    rest = instalments(LATE_PAGE, SHOWN)
    assert (len(rest), rest[0].days, rest[0].payment) == (10, 30, 371_130)
    assert (rest[1].days, rest[-1].balance) == (31, 0)
    assert sum(row.principal for row in rest) == 3_420_000
    later = instalments(LATE_PAGE, date(2026, 12, 8))
    assert (later[0].days, later[0].payment) == (20, 371_130)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY]),
    st.lists(st.tuples(st.integers(1, 200), st.integers(1, 900_000)), max_size=4),
    st.integers(0, 250) | st.sampled_from([31, 61, 92, 122]),
    st.sampled_from([0, 3]),
)
def test_the_rows_to_come_of_any_contract_are_what_it_still_requires(method, paid, later, grace):
    """Also the row of today (the 31st, 61st … day is one's own) and what is due within grace."""
    payments = sorted((START + timedelta(days=day), fen) for day, fen in paid)
    as_of = START + timedelta(days=later)
    plan = terms(method=method, grace_days=grace)
    debt = loan(plan, paid=[each for each in payments if each[0] <= as_of])
    asked = [each for each in obligations(debt, as_of) if each.kind is not ObligationKind.ARREARS]
    open_rows = {each.n for each in asked}
    rows = [row for row in instalments(debt, as_of) if row.due > as_of or row.n in open_rows]
    assert [(row.n, row.due, row.payment) for row in rows] == [
        (each.n, each.day, each.amount) for each in asked
    ]
    assert not rows or rows[-1].balance == 0
    for before, after in pairwise(rows):
        assert before.balance - after.principal == after.balance


def test_a_contract_paid_as_it_says_keeps_its_rows_and_a_prepayment_shortens_the_end():
    begin = loan()
    whole = instalments(begin, START)
    exact = loan(paid=[(row.due, row.payment) for row in whole[:3]])
    for day in (whole[0].due, whole[2].due, whole[5].due):
        assert instalments(exact, day) == whole
    plan = terms("0", periods=24, method=Method.SINGLE)
    uncle = loan(plan, 4_000_000, paid=[(date(2026, 5, 1), 300_000)])
    (row,) = instalments(uncle, date(2026, 6, 1))
    assert (row.payment, row.balance) == (3_700_000, 0)
    gone = loan(plan, 4_000_000, paid=[(date(2026, 5, 1), 4_000_000)])
    assert instalments(gone, date(2026, 6, 1)) == ()


def test_a_debt_called_in_has_no_rows_after_that_day():
    called = replace(loan(), accelerated_on=date(2026, 6, 20))
    rows = instalments(called, date(2026, 9, 1))
    assert [row.due.month for row in rows] == [4, 5, 6]


def test_the_rows_of_a_debt_ask_for_what_the_list_asks_for():
    asked_first = obligations(loan(), START)[0].amount
    paid = [(date(2026, 4, 10), asked_first - 300), (date(2026, 4, 20), 5_000)]
    short = loan(paid=paid)
    stand = owed(short, date(2026, 4, 25))
    ahead = [each for each in stand.instalments if each.instalment.due > stand.as_of]
    open_parts = [
        each.instalment.payment - each.paid_principal - each.paid_interest for each in ahead
    ]
    assert open_parts == [each.amount for each in obligations(short, stand.as_of)]
    assert ahead[-1].instalment.balance == 0


METHODS = (Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(METHODS),
    st.sampled_from(DayBasis),
    st.integers(100, 999),
    st.integers(10_000, 90_000_000),
    st.tuples(st.integers(0, 5), st.integers(0, 380), st.integers(0, 40)),
)
def test_the_day_of_looking_or_of_paying_late_moves_no_fen_of_the_contract(
    method, basis, rate, principal, days
):
    """What is late may be left or paid on any day: the running period is never cut in two."""
    plan = terms(str(Decimal(rate) / 1_000_000), method=method, day_basis=basis)
    rows = instalments(loan(plan, principal), START)
    on_time, looked, later = days
    debt = loan(plan, principal, paid=[(row.due, row.payment) for row in rows[:on_time]])
    day = START + timedelta(days=looked)
    late = obligations(debt, day, day)
    assert instalments(debt, day) == rows
    if late and late[0].kind is ObligationKind.ARREARS:
        paid = Payment(date=day, amount=late[0].amount)
        debt = replace(debt, payments=(*debt.payments, paid))
    coming = day + timedelta(days=later)
    assert instalments(debt, coming) == rows
    shown = [each for each in obligations(debt, coming) if each.n and each.day > coming]
    assert [each.amount for each in shown] == [row.payment for row in rows if row.due > coming]
