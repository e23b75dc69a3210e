"""From what a creditor would agree to, to what it is asked for: every lever on and off."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from households import loan
from msgspec.structs import replace

from jiebei_desktop.analysis.agreed import Agreed
from jiebei_desktop.analysis.asked import (
    agreed_to,
    dated_rows,
    held,
    in_tens,
    paid_off,
    paused,
    to_wait,
)
from jiebei_desktop.analysis.claim import Claim, LeverKind
from jiebei_desktop.analysis.concession import concession
from jiebei_desktop.analysis.course import Due
from jiebei_desktop.domain.debts import DebtId, Method
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.standing import stands

DAY = date(2026, 11, 22)
CLAIM = Claim(
    since=DAY,
    debt=DebtId("a"), principal=Fen(100_000), interest=Fen(3_000), penalty=Fen(2_000),
    fees=Fen(1_000), rate=Fraction(1, 100), months_left=10,
)  # fmt: skip
PLAIN = Agreed(
    claim=replace(CLAIM, interest=ZERO, penalty=ZERO, fees=ZERO),
    due=Due(100_000, 0, Fraction(1, 100)), steps=((10, 10_558),),
)  # fmt: skip
K = LeverKind


def levers(one, lump=None):
    return {lever.kind: lever.value for lever in agreed_to(one, lump).levers}


def test_nothing_is_asked_of_who_keeps_the_contract():
    assert levers(PLAIN) == {}


@pytest.mark.parametrize(
    ("change", "of_claim", "found"),
    [
        ({"frozen": True}, {}, {K.FREEZE: DAY}),
        ({"frozen": True, "due": Due(100_000)}, {}, {K.FREEZE: DAY}),
        ({"frozen": True, "due": Due(100_000)}, {"rate": Fraction(0)}, {}),
        ({"due": Due(100_000)}, {}, {K.LOWER_RATE: Decimal(0)}),
        ({}, {"capped": True}, {K.LOWER_RATE: Decimal("0.12")}),
        ({"dropped": Fen(1)}, {}, {K.CAP: 1}),
        ({}, {"withheld": Fen(1)}, {K.WITHHELD: 1}),
        ({"due": Due(99_999, 1, Fraction(1, 100))}, {}, {K.INSTALMENTS_INTEREST_FREE: 1}),
        ({"due": Due(99_999, 1, Fraction(1, 100)), "at_once": True}, {}, {}),
        ({"steps": ((11, 9_646),)}, {}, {K.LONGER_TERM: 11}),
        ({"steps": ((1, 0), (10, 10_664))}, {}, {K.PAUSE: 1}),
        ({"steps": ((1, 5_000), (9, 11_223))}, {}, {K.STEP: 11_223}),
        ({"steps": ((1, 5_000), (9, 11_223)), "at_once": True}, {}, {}),
    ],
)
def test_each_lever_is_there_for_its_reason_alone(change, of_claim, found):
    one = replace(PLAIN, **({"claim": replace(PLAIN.claim, **of_claim)} | change))
    assert levers(one) == found


@pytest.mark.parametrize(
    ("dropped", "waived", "found"),
    [
        (500, 6_000, {K.WAIVE_PENALTY: 1_500, K.WAIVE_FEES: 1_000, K.WAIVE_INTEREST: 3_000,
                      K.WAIVE_PRINCIPAL: 500}),
        (2_500, 1_000, {K.WAIVE_FEES: 500, K.WAIVE_INTEREST: 500}),
        (4_000, 3_000, {K.WAIVE_INTEREST: 2_000, K.WAIVE_PRINCIPAL: 1_000}),
        (6_000, 1, {K.WAIVE_PRINCIPAL: 1}),
    ],
)  # fmt: skip
def test_what_lies_above_the_line_is_dropped_once_and_waived_no_more(dropped, waived, found):
    one = replace(PLAIN, claim=CLAIM, dropped=Fen(dropped), waived=Fen(waived))
    assert levers(one) == {K.CAP: dropped} | found
    assert agreed_to(one).waived == dropped + waived


def test_a_sum_paid_at_once_is_named_and_paid():
    without = agreed_to(PLAIN)
    assert levers(PLAIN, (CLAIM, Fen(700))) == {K.LUMP_SUM: 700}
    assert agreed_to(PLAIN, (CLAIM, Fen(700))).total_paid == without.total_paid + 700


def asked(payment, months, due=None, **claim):
    own = replace(PLAIN.claim, **claim)
    return own, concession(own, (), due or Due(100_000), ((months, payment),), 0)


def test_a_level_payment_is_said_in_tens_of_yuan_where_they_are_affordable():
    claim, one = asked(9_091, 11)
    assert in_tens(claim, one, 9_999) is one
    tens = in_tens(claim, one, 10_000)
    assert (tens.payment, tens.months, tens.total_paid) == (10_000, 10, 100_000)
    claim, even = asked(10_000, 10)
    assert in_tens(claim, even, 10_000) is even
    claim, none = asked(0, 10)
    assert in_tens(claim, none, 10_000) is none


@pytest.mark.parametrize(("left", "kept"), [(9, {K.LONGER_TERM: 10}), (10, {})])
def test_in_tens_a_longer_term_is_asked_for_only_where_it_still_is(left, kept):
    claim = replace(PLAIN.claim, months_left=left)
    eleven = replace(PLAIN, claim=claim, due=Due(100_000), steps=((11, 9_091),), frozen=True)
    longer = agreed_to(eleven)
    assert [lever.kind for lever in longer.levers] == [K.FREEZE, K.LONGER_TERM]
    found = {lever.kind: lever.value for lever in in_tens(claim, longer, 10_000).levers}
    assert found == {K.FREEZE: DAY} | kept


def test_months_without_a_payment_are_no_rows_and_their_days_count_on():
    found = dated_rows(Due(300), ((2, 0), (2, 150)), date(2026, 12, 31), DAY)
    assert [(row.n, row.due, row.days, row.payment, row.balance) for row in found] == [
        (1, date(2027, 2, 28), 98, 150, 150),
        (2, date(2027, 3, 31), 31, 150, 0),
    ]


def test_a_claim_settled_out_of_a_sale_names_what_falls_away_first():
    one = replace(CLAIM, above=Fen(400), withheld=Fen(300))
    found = paid_off(one, Fen(105_300))
    assert [(lever.kind, lever.value) for lever in found.levers] == [
        (K.CAP, 400), (K.WITHHELD, 300), (K.LUMP_SUM, 105_300),
    ]  # fmt: skip
    assert (found.total_paid, found.cost_to_lender, found.waived) == (105_300, 400, 400)
    assert (found.due, found.steps) == (Due(0), ())  # nothing is left to be paid by months
    assert [lever.kind for lever in paid_off(CLAIM, Fen(1)).levers] == [K.LUMP_SUM]


@pytest.mark.parametrize(
    ("late", "rate", "kinds", "cost"),
    [
        (True, Fraction(1, 100), [K.FREEZE, K.PAUSE], 6_000),
        (False, Fraction(1, 100), [K.PAUSE], 0),
        (True, Fraction(0), [K.PAUSE], 0),
    ],
)
def test_a_pause_costs_a_late_lender_the_interest_of_its_months(late, rate, kinds, cost):
    (found,) = paused([replace(PLAIN.claim, late=late, rate=rate)], DAY, 6)
    assert [lever.kind for lever in found.levers] == kinds
    assert found.levers[-1].value == 6
    assert (found.cost_to_lender, found.total_paid, found.waived) == (cost, 0, 0)
    assert (found.steps, found.months) == (((6, 0),), 6)
    assert found.due == Due(100_000, rate=Fraction(0) if late else rate)


def test_before_income_is_known_only_lenders_whose_late_debt_grows_are_asked():
    late = replace(CLAIM, late=True)
    kin, still = replace(late, debt=DebtId("kin"), family=True), replace(late, rate=Fraction(0))
    claims = [CLAIM, kin, late, replace(still, penalty=ZERO)]
    (found,) = held(claims, DAY)
    assert found.debt == "a"
    assert [(lever.kind, lever.value) for lever in found.levers] == [(K.FREEZE, DAY)]
    assert (found.due, found.waived, found.cost_to_lender) == (Due(100_000), 0, 0)


@pytest.mark.parametrize(
    ("due", "months", "asked"),
    [
        (date(2026, 12, 22), 1, True),  # the last day of the pause
        (date(2026, 12, 23), 1, False),
        (date(2027, 5, 22), None, True),  # six months where it has no end
        (date(2027, 5, 23), None, False),
    ],
)
def test_a_pause_is_asked_of_who_requires_something_in_it(due, months, asked):
    (one,) = stands([loan("a", 1_200, date(2026, 11, 20))], DAY)
    waits = replace(one, dues=(replace(one.dues[0], day=due),))
    for claim in (CLAIM, replace(CLAIM, family=True)):
        assert [each.debt for each in to_wait([claim], [waits], (DAY, months), ())] == ["a"] * asked
        assert to_wait([claim], [waits], (DAY, months), {"a"}) == ()  # it is paid whole


def test_a_lender_without_days_may_call_its_money_in_during_a_pause_and_a_relative_waits():
    free = stands([loan("a", 1_200, DAY, method=Method.FREE, periods=None)], DAY)
    assert len(to_wait([CLAIM], free, (DAY, 3), ())) == 1
    assert to_wait([replace(CLAIM, family=True)], free, (DAY, 3), ()) == ()
