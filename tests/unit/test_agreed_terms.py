"""What was agreed is owed as it was agreed: the same days, amounts and end, whatever is paid when."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.domain.agreed_terms import instalments_of, version_of, without_past_sum
from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    LenderType,
    Payment,
    ReportedBalance,
    Stage,
    Terms,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Request
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import (
    ObligationKind,
    Status,
    instalments,
    obligations,
    owed,
    rows_agreed,
)

AGREED = date(2026, 12, 5)
LEVEL = Request(
    principal=Fen(2_500_000),
    charges=Fen(20_000),
    annual_rate=Decimal("0.12"),
    periods=24,
    payment=Fen(120_000),
    first_due=date(2027, 1, 10),
)


def agreed(request: Request, *payments: tuple[date, int], on: date = AGREED) -> Debt:
    """Return a loan of which a request was agreed to."""
    terms = Terms(rate=Rate(value=Decimal("0.0005"), per=RatePeriod.DAY), periods=12)
    return Debt(
        id=DebtId("a"),
        name="a",
        product="other",
        lender="某银行",
        lender_type=LenderType.BANK,
        contract_date=date(2026, 1, 5),
        principal=Fen(3_000_000),
        terms=terms,
        stage=Stage.RESTRUCTURED,
        payments=tuple(Payment(date=day, amount=Fen(fen)) for day, fen in payments),
        versions=(version_of(request, on, terms),),
    )


@st.composite
def requests(draw) -> Request:
    principal = draw(st.integers(100_000, 5_000_000))
    periods = draw(st.integers(2, 60))
    rate = draw(st.sampled_from(["0", "0.0435", "0.12", "0.18", "0.24"]))
    charges = draw(st.integers(0, principal // 5))
    monthly = Decimal(rate) / 12 * principal
    payment = int(monthly) + -(-(principal + charges) // periods) + draw(st.integers(0, 5_000))
    start = draw(st.integers(0, periods - 1))
    low = int(monthly * 3) + draw(st.integers(100, 5_000))
    by_days = draw(st.booleans()) and rate != "0"
    first_due = date(2026, 12, 6) + timedelta(draw(st.integers(0, 20)))
    return Request(
        principal=Fen(principal),
        charges=Fen(charges),
        annual_rate=Decimal(rate),
        periods=periods,
        payment=Fen(payment),
        first_due=first_due,
        start_periods=start if low < payment else 0,
        start_payment=Fen(low if start and low < payment else 0),
        interest_from=AGREED - timedelta(draw(st.integers(0, 9))) if by_days else None,
        day_basis=draw(st.sampled_from(list(DayBasis))) if by_days else DayBasis.MONTHLY,
    )


@given(requests())
def test_what_is_required_of_an_agreed_debt_is_what_was_agreed(request):
    marks = [(mark.due, mark.amount) for mark in instalments_of(request)]
    debt = agreed(request)
    found = [(each.day, each.amount) for each in obligations(debt, AGREED)]
    assert found == marks
    assert [(row.due, row.payment) for row in instalments(debt, AGREED) if row.payment] == marks
    assert sum(each.principal for each in obligations(debt, AGREED)) == request.principal


@given(requests(), st.integers(0, 3))
def test_kept_to_the_day_or_some_days_before_it_is_never_late_and_ends_at_nothing(request, early):
    marks = instalments_of(request)
    days = [max(AGREED, mark.due - timedelta(early)) for mark in marks]
    debt = agreed(request, *((day, mark.amount) for day, mark in zip(days, marks, strict=True)))
    for place, mark in enumerate(marks[:6]):
        stand = owed(debt, mark.due)
        assert (stand.arrears, stand.overdue_days) == (0, 0)
        if not early and place + 1 < len(marks):
            after = marks[place + 1]
            assert (stand.next_due, stand.next_amount) == (after.due, after.amount)
    if not early:
        assert owed(debt, marks[-1].due).parts.total == 0


@given(requests())
def test_nothing_is_asked_of_an_instalment_beyond_what_it_was_agreed_to_be(request):
    *all_but_last, last = rows_agreed(version_of(request, AGREED))
    asked = version_of(request, AGREED).terms.asked
    for row in all_but_last:
        assert row.payment <= asked(row.n)
    assert sum(row.interest for row in (*all_but_last, last)) >= request.charges


def test_charges_in_parts_stand_in_each_instalment_by_hand():
    """12,000 and 120 of charges, without interest: eleven times 1,010.00 and the last 1,010.00."""
    request = replace(
        LEVEL, principal=Fen(1_200_000), charges=Fen(12_000), annual_rate=Decimal(0), periods=12,
        payment=Fen(101_000),
    )  # fmt: skip
    rows = rows_agreed(version_of(request, AGREED))
    assert {(row.payment, row.principal, row.interest) for row in rows} == {
        (101_000, 100_000, 1000)
    }
    paid = agreed(request, (date(2027, 1, 7), 101_000))
    stand = owed(paid, date(2027, 1, 8))
    assert (stand.parts.principal, stand.parts.interest) == (1_100_000, 11_000)
    assert (stand.next_due, stand.next_amount) == (date(2027, 2, 10), 101_000)


def test_the_first_period_bears_interest_by_its_days_where_that_was_agreed():
    """25,000 at 12 % from 1 December to 10 January, 40 days of 365: 328.77; a month would be 250."""
    request = replace(
        LEVEL, charges=Fen(0), interest_from=date(2026, 12, 1), day_basis=DayBasis.ACT_365
    )
    assert rows_agreed(version_of(request, AGREED))[0].interest == 32_877
    assert owed(agreed(request), AGREED).parts.interest == 3_288  # the four days before
    assert owed(agreed(request), date(2026, 12, 6)).parts.interest == 4_110
    whole = replace(LEVEL, charges=Fen(0))
    assert rows_agreed(version_of(whole, AGREED))[0].interest == 25_000
    later = agreed(replace(request, interest_from=date(2026, 12, 9)))
    assert [owed(later, date(2026, 12, day)).parts.interest for day in (5, 9, 10)] == [0, 0, 822]


def test_smaller_instalments_come_first_and_rise_to_the_rest():
    request = replace(
        LEVEL, principal=Fen(1_000_000), charges=Fen(0), annual_rate=Decimal(0), periods=6,
        payment=Fen(220_000), start_periods=2, start_payment=Fen(60_000),
    )  # fmt: skip
    assert [mark.amount for mark in instalments_of(request)] == [60_000] * 2 + [220_000] * 4
    short = replace(request, periods=2)  # the last absorbs the rest, however many begin smaller
    assert [mark.amount for mark in instalments_of(short)] == [60_000, 940_000]


ONCE = replace(LEVEL, charges=Fen(0), lump_sum=Fen(500_000), lump_on=date(2026, 12, 20))


def test_a_sum_at_once_is_owed_until_it_is_paid_and_counts_once():
    """Its payment was taken off what was left after it: 5,000 too little was owed."""
    before = owed(agreed(ONCE), date(2026, 12, 6))
    assert (before.parts.principal, before.next_due) == (3_000_000, date(2026, 12, 20))
    assert (before.next_amount, before.arrears) == (500_000, 0)
    after = owed(agreed(ONCE, (date(2026, 12, 8), 500_000)), date(2026, 12, 21))
    assert (after.parts.principal, after.parts.penalty, after.arrears) == (2_500_000, 0, 0)
    assert (after.next_due, after.next_amount) == (date(2027, 1, 10), 120_000)
    first, *rest = obligations(agreed(ONCE), AGREED)
    assert (first.day, first.kind, first.amount, first.n) == (
        date(2026, 12, 20), ObligationKind.AGREED, 500_000, 0
    )  # fmt: skip
    assert [(each.day, each.amount) for each in rest] == [
        (mark.due, mark.amount) for mark in instalments_of(ONCE)
    ]
    assert [row.payment for row in instalments(agreed(ONCE), AGREED)][:2] == [500_000, 120_000]


def test_a_sum_at_once_that_is_not_paid_is_late_from_its_day_on():
    late = owed(agreed(ONCE), date(2026, 12, 24))
    assert (late.overdue_since, late.overdue_days) == (date(2026, 12, 20), 4)
    # four days of 5,000 at one and a half times 12 % over 360: 10.00
    assert (late.overdue_principal, late.parts.penalty) == (500_000, 1_000)
    first, second, *_ = late.instalments
    assert (first.status, first.once, first.instalment.n) == (Status.OVERDUE, True, 0)
    assert (second.once, second.instalment.n) == (False, 1)


@pytest.mark.parametrize(
    ("told", "agreed_on", "by"),
    [
        (None, AGREED, date(2027, 1, 9)),
        (date(2026, 12, 1), AGREED, AGREED),
        (date(2027, 2, 1), AGREED, date(2027, 1, 9)),
        (date(2026, 12, 20), AGREED, date(2026, 12, 20)),
        (None, date(2027, 1, 9), date(2027, 1, 9)),
    ],
)
def test_a_sum_at_once_is_due_after_the_agreement_and_before_the_first_instalment(
    told, agreed_on, by
):
    version = version_of(replace(ONCE, lump_on=told), agreed_on)
    assert (version.at_once, version.at_once_on) == (500_000, by)
    assert version_of(LEVEL, agreed_on).at_once_on is None


def test_a_sum_whose_day_is_past_is_not_asked_for_once_more():
    by = date(2026, 12, 20)
    assert without_past_sum(ONCE, by) == ONCE
    assert without_past_sum(ONCE, by + timedelta(1)) == replace(ONCE, lump_sum=Fen(0), lump_on=None)
    assert without_past_sum(replace(ONCE, lump_on=None), date(2030, 1, 1)).lump_sum == 500_000


@pytest.mark.parametrize(
    ("shown", "asked", "left"),
    [
        (3_000_000, (date(2026, 12, 20), 500_000), 2_500_000),  # nothing of the sum is paid
        (2_700_000, (date(2026, 12, 20), 200_000), 2_500_000),  # a part of it is
        (2_500_000, (date(2027, 1, 10), 120_000), 2_500_000),  # all of it is
        (2_400_000, (date(2027, 1, 10), 120_000), 2_400_000),  # and some more
    ],
)
def test_what_the_lender_shows_before_the_day_of_the_sum_holds_what_is_left_of_it(
    shown, asked, left
):
    """The sum was spread: nothing was due on its day, and the last instalment grew by it."""
    read = ReportedBalance(as_of=date(2026, 12, 10), principal=Fen(shown))
    debt = replace(agreed(ONCE), balance=read)
    stand = owed(debt, date(2026, 12, 10))
    assert (stand.parts.principal, stand.arrears) == (shown, 0)
    assert (stand.next_due, stand.next_amount) == asked
    due = [each for each in obligations(debt, date(2026, 12, 10)) if each.n]
    assert sum(each.principal for each in due) == left


def test_a_balance_read_after_the_day_of_the_sum_is_taken_as_the_lender_shows_it():
    read = ReportedBalance(as_of=date(2026, 12, 21), principal=Fen(3_000_000))
    stand = owed(replace(agreed(ONCE), balance=read), date(2026, 12, 21))
    assert (stand.next_due, stand.parts.principal) == (date(2027, 1, 10), 3_000_000)


def test_months_of_grace_ask_for_interest_alone_and_charges_begin_after_them():
    """25,000 at 12 %: twice 250.00; then 1,200.00 with a part of 200.00 of charges in each."""
    request = replace(LEVEL, grace_months=2)
    first, second, third, *_ = obligations(agreed(request), AGREED)
    assert [(each.amount, each.principal) for each in (first, second)] == [(25_000, 0)] * 2
    assert (third.amount, third.interest) == (120_000, 25_000 + 20_000 * 120_000 // (24 * 120_000))
    kept = agreed(request, (date(2027, 1, 10), 25_000), (date(2027, 2, 10), 25_000))
    stand = owed(kept, date(2027, 2, 10))
    assert (stand.arrears, stand.next_due, stand.next_amount) == (0, date(2027, 3, 10), 120_000)
    assert stand.parts.interest == 20_000


def test_days_that_cannot_be_are_taken_for_the_first_instalments():
    """A sum due after it cut all that came between off what is required; interest was negative."""
    version = version_of(ONCE, AGREED)
    late = replace(version, at_once_on=date(2027, 3, 1))
    debt = replace(agreed(ONCE), versions=(late,))
    listed = [(each.day, each.n) for each in obligations(debt, AGREED)]
    assert listed[:3] == [(date(2027, 1, 10), 0), (date(2027, 1, 10), 1), (date(2027, 2, 10), 2)]
    assert listed == sorted(listed, key=lambda each: each[0])
    early = replace(agreed(ONCE), versions=(replace(version, at_once_on=date(2026, 1, 1)),))
    assert owed(early, date(2026, 12, 7)).overdue_since == AGREED
    after = replace(version_of(LEVEL, AGREED), interest_from=date(2027, 3, 1))
    first, *_ = rows_agreed(after)
    assert first.interest == 833  # no day of interest, and its part of the charges


def test_a_number_of_smaller_instalments_without_their_amount_says_nothing():
    alone = replace(LEVEL, start_periods=3)
    assert instalments_of(alone) == instalments_of(LEVEL)
    assert obligations(agreed(alone), AGREED) == obligations(agreed(LEVEL), AGREED)
