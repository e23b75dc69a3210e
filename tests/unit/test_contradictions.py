from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.contradictions import contradictions, questions
from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    Drawing,
    LenderType,
    Method,
    Minimum,
    Payment,
    ReportedBalance,
    Terms,
    TermsVersion,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.rates import Rate, RatePeriod

START = date(2026, 1, 15)
TERMS = Terms(
    rate=Rate(value=Decimal("0.0005"), per=RatePeriod.DAY),
    periods=12,
    first_due=date(2026, 2, 15),
    due_day=15,
)
DEBT = Debt(
    id=DebtId("a"),
    name="a",
    product="other",
    lender="L",
    lender_type=LenderType.UNKNOWN,
    contract_date=START,
    principal=Fen(1_200_000),
    terms=TERMS,
)
SHOWN = ReportedBalance(as_of=date(2026, 6, 1), principal=Fen(900_000))


def said(debt):
    return [(wrong.path, wrong.code) for wrong in contradictions(debt)]


def asked(debt):
    return [(each.path, each.code, each.held) for each in questions(debt)]


def terms(**values):
    return replace(DEBT, terms=replace(TERMS, **values))


def shown(**values):
    return replace(DEBT, balance=replace(SHOWN, **values))


def paid(day, amount, parts=None):
    made = parts and Parts(
        **dict(zip(("principal", "interest", "penalty", "fees"), parts, strict=True))
    )
    return Payment(date=day, amount=Fen(amount), parts_of_lender=made)


VERSION = TermsVersion(effective_from=date(2026, 1, 14), principal=Fen(1), terms=TERMS)


@pytest.mark.parametrize(
    ("debt", "path", "code"),
    [
        (terms(first_due=date(2026, 1, 14)), "first_due", "before-contract"),
        (replace(DEBT, accelerated_on=date(2026, 1, 14)), "accelerated_on", "before-contract"),
        (replace(DEBT, versions=(VERSION,)), "versions[0].effective_from", "before-contract"),
        (shown(as_of=date(2026, 1, 14)), "balance.as_of", "before-contract"),
        (shown(overdue_since=date(2026, 1, 14)), "balance.overdue_since", "before-contract"),
        (shown(overdue_since=date(2026, 6, 2)), "balance.overdue_since", "after-balance"),
        (shown(overdue_principal=Fen(900_001)), "balance.overdue_principal", "above-principal"),
        (terms(upfront_fee=Fen(1_200_001)), "upfront_fee", "above-principal"),
        (
            terms(minimum=Minimum(fraction=Decimal("1.01"), floor=Fen(0))),
            "minimum.fraction",
            "above-whole",
        ),
        (
            replace(DEBT, payments=(paid(START, 9), paid(START, 100, (50, 30, 20, 1)))),
            "payments[1].parts",
            "above-whole",
        ),
    ],
)
def test_two_statements_that_cannot_both_be_true_are_named_by_their_place(debt, path, code):
    assert said(debt) == [(path, code)]


@pytest.mark.parametrize(
    "debt",
    [
        DEBT,
        terms(first_due=START),
        replace(DEBT, accelerated_on=START),
        shown(overdue_since=SHOWN.as_of, overdue_principal=Fen(900_000)),
        terms(upfront_fee=Fen(1_200_000)),
        terms(minimum=Minimum(fraction=Decimal(1), floor=Fen(0))),
        replace(DEBT, payments=(paid(START, 101, (50, 30, 20, 1)),)),
    ],
)
def test_what_lies_just_on_the_line_can_be_true(debt):
    assert said(debt) == []


def test_where_a_balance_stands_in_for_the_contracts_day_earlier_days_are_no_contradiction():
    debt = replace(
        shown(overdue_since=date(2026, 4, 1)), contract_date=SHOWN.as_of, terms=TERMS,
        payments=(paid(date(2026, 3, 1), 100),),
    )  # fmt: skip
    assert said(debt) == []
    assert asked(debt) == []


@pytest.mark.parametrize(
    ("debt", "path", "annual"),
    [
        (terms(rate=Rate(value=Decimal(10), per=RatePeriod.DAY)), "rate.value", 3650),
        (terms(rate=Rate(value=Decimal("0.361"), per=RatePeriod.YEAR)), "rate.value", "0.361"),
        (
            terms(method=Method.FEE_INSTALMENT, fee_per_period=Decimal("0.6")),
            "fee_per_period",
            "7.2",
        ),
    ],
)
def test_a_rate_above_the_line_is_held_back_until_confirmed(debt, path, annual):
    (question,) = questions(debt)
    assert (question.path, question.code, question.held) == (path, "high-rate", True)
    assert question.annual == Fraction(annual)


def test_the_rate_of_later_terms_is_asked_about_too():
    later = replace(
        VERSION,
        effective_from=date(2026, 5, 1),
        terms=replace(TERMS, rate=Rate(value=Decimal(1), per=RatePeriod.MONTH)),
    )
    assert asked(replace(DEBT, versions=(later,))) == [
        ("versions[0].rate.value", "high-rate", True)
    ]


def test_a_rate_on_the_line_and_a_fee_that_is_not_charged_are_not_asked_about():
    assert asked(terms(rate=Rate(value=Decimal("0.03"), per=RatePeriod.MONTH))) == []
    assert asked(terms(fee_per_period=Decimal("0.6"))) == []


def test_money_before_the_contract_and_beyond_what_was_owed_is_asked_about_and_kept():
    debt = replace(DEBT, payments=(paid(START, 2_000_000), paid(date(2025, 12, 1), 50_000)))
    assert asked(debt) == [
        ("payments[1].date", "payment-before-contract", False),
        ("payments", "overpaid", False),
    ]
    assert [question.amount for question in questions(debt)] == [50_000, 800_000]


def test_a_payment_a_few_yuan_off_asks_once_for_the_lenders_instalment():
    due = date(2026, 2, 15), date(2026, 3, 15)
    debt = replace(DEBT, payments=tuple(paid(day, 109_276) for day in due))
    (question,) = questions(debt)
    assert (question.path, question.code, question.held) == (
        "payments[0].amount",
        "off-schedule",
        False,
    )
    assert (question.amount, question.expected) == (109_276, 110_115)


@pytest.mark.parametrize(("amount", "code"), [(109_015, "off-schedule"), (109_013, None)])
def test_a_hundredth_of_the_instalment_is_near_where_it_is_more_than_ten_yuan(amount, code):
    found = asked(replace(DEBT, payments=(paid(date(2026, 2, 15), amount),)))
    assert [each[1] for each in found] == ([code] if code else [])


@pytest.mark.parametrize("amount", [110_115, 108_000, 112_000])
def test_a_payment_on_the_schedule_or_far_off_is_not_asked_about(amount):
    assert asked(replace(DEBT, payments=(paid(date(2026, 2, 15), amount),))) == []


def test_an_instalment_that_was_named_or_agreed_anew_is_not_asked_about():
    payments = (paid(date(2026, 2, 15), 109_276),)
    named = replace(terms(payment=Fen(109_276)), payments=payments)
    later = replace(VERSION, effective_from=date(2026, 5, 1))
    assert asked(named) == asked(replace(DEBT, versions=(later,), payments=payments)) == []


def test_more_owed_than_was_lent_and_lateness_without_a_day_are_asked_about():
    above = replace(SHOWN, principal=Fen(1_250_000), overdue_principal=Fen(5_000))
    found = list(questions(replace(DEBT, balance=above)))
    assert [(each.path, each.code, each.amount, each.held) for each in found] == [
        ("balance.principal", "above-loan", 50_000, False),
        ("balance.overdue_since", "late-since", 5_000, False),
    ]
    said = replace(SHOWN, overdue_principal=Fen(5_000), overdue_since=date(2026, 5, 15))
    assert asked(replace(DEBT, balance=said)) == []
    card = replace(DEBT, terms=replace(TERMS, method=Method.REVOLVING), balance=above)
    assert ("balance.principal", "above-loan", False) not in asked(card)
    drawn = Drawing(date=date(2026, 5, 1), amount=Fen(50_000))
    more = replace(above, overdue_principal=Fen(0))
    assert asked(replace(DEBT, balance=more, draws=(drawn,))) == []
