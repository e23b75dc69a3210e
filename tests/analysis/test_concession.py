"""The single-creditor solver: worked examples and minimality to the fen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.analysis import concession as c
from jiebei_desktop.analysis.annuity import (
    fits,
    principal_for,
    smallest,
)
from jiebei_desktop.analysis.claim import Claim, LeverKind
from jiebei_desktop.analysis.course import Due, clears, highest_rate
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import pay_for

DAY = date(2026, 11, 22)


def highest(principal, payment, months, ceiling):
    """Return the highest monthly rate a level payment bears, on the grid of the asks."""
    return highest_rate(Due(principal), ((months, payment),), ceiling, c.PPM)


JIEBEI = Claim(
    since=DAY,
    debt=DebtId("jb1"),
    principal=Fen(4200000),
    interest=Fen(86310),
    penalty=Fen(124035),
    rate=Fraction(146, 10000),
    months_left=9,
    capitalise=True,
)


def claim_of(total, rate="0.0146", *, months_left=12, cap=60, **parts):
    return Claim(
        since=DAY,
        debt=DebtId("x"),
        principal=Fen(total),
        rate=Fraction(rate),
        months_left=months_left,
        cap=cap,
        **parts,
    )


def summary(one):
    return one.months, one.payment, one.waived, one.annual_rate


def test_v17_shortest_term_for_fifteen_hundred_a_month():
    assert fits(4410345, Fraction("0.0146"), 150000, 39)
    assert not fits(4410345, Fraction("0.0146"), 150000, 38)
    assert pay_for(Fen(4410345), Fraction("0.0146"), 39) == 149123


def test_v18_smallest_waiver_for_eleven_hundred_a_month():
    assert c.smallest_waiver(JIEBEI, 110000, 60, JIEBEI.rate) == 33634


def test_worked_example_fifteen_hundred_offers_three_ways():
    found = [summary(one) for one in c.concessions(JIEBEI, 150000)]
    assert (39, 149123, 0, Decimal("0.1752")) in found
    assert (38, 147768, 124035, Decimal("0.1752")) in found
    assert any(m == 33 and r == Decimal("0.0876") for m, _, _, r in found)


def test_worked_example_three_thousand_two_hundred():
    found = c.concessions(JIEBEI, 320000)
    assert found[0].months == 16
    assert any(
        (o.months, o.waived, o.annual_rate) == (15, 124035, Decimal("0.1314")) for o in found
    )


def test_worked_example_eleven_hundred():
    found = [summary(one) for one in c.concessions(JIEBEI, 110000)]
    assert (60, 110000, 33634, Decimal("0.1752")) in found
    assert any(m == 59 and w == 124035 and r == Decimal("0.1752") for m, _, w, r in found)
    assert any(m == 39 and r == 0 for m, _, _, r in found)


def test_worked_example_nine_hundred_needs_a_rate_below_nine_and_a_half():
    found = c.concessions(JIEBEI, 90000)
    best = next(o for o in found if o.months == 60 and o.annual_rate > 0 and o.waived == 124035)
    assert best.annual_rate.quantize(Decimal("0.0001")) == Decimal("0.0949")


def test_worked_example_six_hundred_touches_principal():
    (only,) = c.concessions(JIEBEI, 60000)
    assert summary(only) == (60, 60000, 810345, 0)
    kinds = {lever.kind: lever.value for lever in only.levers}
    assert kinds[LeverKind.WAIVE_PRINCIPAL] == 600000
    assert kinds[LeverKind.LONGER_TERM] == 60


def test_fifty_thousand_at_eighteen_and_a_quarter_percent():
    debt = claim_of(5000000, Fraction("0.1825") / 12, cap=70)
    for months, payment in ((12, 458995), (24, 250225), (36, 181390), (48, 147529), (60, 127648)):
        assert abs(pay_for(debt.total, debt.rate, months) - payment) <= 1
    assert fits(debt.total, debt.rate, 150000, 47)
    assert not fits(debt.total, debt.rate, 150000, 46)
    assert not fits(debt.total, debt.rate, 70000, 999)
    at_36 = c.annual(highest(debt.total, 150000, 36, debt.rate))
    at_60 = c.annual(highest(debt.total, 120000, 60, debt.rate))
    assert at_36.quantize(Decimal("0.0001")) == Decimal("0.0506")
    assert Decimal("0.1539") < at_60 < Decimal("0.1540")
    assert principal_for(120000, debt.rate, 60) == pytest.approx(4700421, abs=30)
    assert highest(debt.total, 83334, 60, debt.rate) < Fraction(1, 1_000_000)
    assert highest(debt.total, 83333, 60, debt.rate) is None


def test_no_payment_makes_no_proposal():
    assert c.concessions(JIEBEI, 0) == ()


def test_the_cheapest_costs_the_creditor_nothing_when_a_longer_term_is_enough():
    one = min(c.concessions(JIEBEI, 150000), key=lambda each: each.cost_to_lender)
    assert one.cost_to_lender == pytest.approx(0, abs=30)
    assert [lever.kind for lever in one.levers] == [LeverKind.LONGER_TERM]


def test_completion_is_the_published_monthly_hazard():
    assert c.completion(24) == pytest.approx(Decimal("0.64"), abs=Decimal("0.01"))
    assert c.completion(36) == pytest.approx(Decimal("0.51"), abs=Decimal("0.01"))
    assert c.completion(60) == pytest.approx(Decimal("0.33"), abs=Decimal("0.01"))


def test_the_longest_grace_pays_interest_only_then_fits():
    found = c.grace(JIEBEI, 150_000)
    assert found == c.Grace(months=21, during=Fen(64391), after=Fen(149123))
    assert c.grace(JIEBEI, 110_000) is None
    assert c.grace(JIEBEI, 50_000) is None


def test_the_lowest_first_payments_leave_what_the_later_ones_clear():
    first = c.lowest_first(JIEBEI, 115_000, 6)
    assert first > 0
    due = JIEBEI.due(JIEBEI.rate)
    assert clears(due, ((6, first), (54, 115_000)))
    assert not clears(due, ((6, first - 1), (54, 115_000)))
    assert c.lowest_first(claim_of(100_000, cap=6), 150_000, 6) is None
    assert c.lowest_first(JIEBEI, 900_000, 6) == 64_391


def test_frontier_rises_with_the_term_to_the_contract_rate():
    points = c.frontier(JIEBEI, 110000)
    rates = [rate for _, rate in points]
    assert rates == sorted(rates)
    assert points[0][0] == 41
    assert rates[-1] < Decimal("0.1752")


def test_a_debt_without_interest_has_no_rate_to_cut():
    debt = claim_of(600000, "0", months_left=6)
    assert [summary(o) for o in c.concessions(debt, 20000)] == [(30, 20000, 0, 0)]


def test_smallest_searches_in_both_directions():
    assert smallest(lambda x: x >= 100, 3) == 100
    assert smallest(lambda x: x >= 100, 5000) == 100
    assert smallest(lambda x: x >= 0, 7) == 0
    assert principal_for(0, Fraction(1, 100), 5) == 0


claims = st.builds(
    lambda p, i, n, f, ppm, left: Claim(
        since=DAY,
        debt=DebtId("x"),
        principal=Fen(p),
        interest=Fen(i),
        penalty=Fen(n),
        fees=Fen(f),
        rate=Fraction(ppm, 12_000_000),
        months_left=left,
        capitalise=True,
    ),
    st.integers(10_000, 20_000_000),
    st.integers(0, 200_000),
    st.integers(0, 300_000),
    st.integers(0, 20_000),
    st.integers(0, 360_000),
    st.integers(1, 48),
)


@settings(max_examples=60, deadline=None)
@given(claims, st.integers(1_000, 2_000_000))
def test_every_proposal_fits_and_a_fen_less_conceded_does_not(debt, payment):
    for one in c.concessions(debt, payment):
        owed = debt.total - one.waived
        assert one.payment <= payment
        assert one.months <= debt.cap
        waived = sum(lever.value for lever in one.levers if lever.kind.startswith("waive_"))
        assert waived == one.waived
        rate = Fraction(one.annual_rate) / 12
        if (
            one.months > 1
            and one.waived in {0, debt.penalty + debt.fees}
            and rate in {0, debt.rate}
        ):
            assert not fits(owed, rate, payment, one.months - 1) or one.months == debt.cap


@settings(max_examples=60, deadline=None)
@given(claims, st.integers(1_000, 2_000_000), st.integers(1, 60))
def test_waiver_and_rate_are_minimal(debt, payment, months):
    waiver = c.smallest_waiver(debt, payment, months, debt.rate)
    assert fits(debt.total - waiver, debt.rate, payment, months)
    if waiver:
        assert not fits(debt.total - waiver + 1, debt.rate, payment, months)
    rate = highest(debt.total, payment, months, debt.rate)
    if rate is None:
        assert payment * months < debt.total
    elif rate < debt.rate:
        assert fits(debt.total, rate, payment, months)
        assert not fits(debt.total, rate + Fraction(1, 12_000_000), payment, months)


@settings(max_examples=60, deadline=None)
@given(st.integers(1_000, 10_000_000), st.integers(0, 40_000), st.integers(1, 60))
def test_an_instalment_is_minimal_and_shrinks_with_the_term(principal, ppm, months):
    rate = Fraction(ppm, 1_000_000)
    payment = pay_for(Fen(principal), rate, months)
    assert fits(principal, rate, payment, months)
    assert not fits(principal, rate, payment - 1, months)
    assert pay_for(Fen(principal), rate, months + 1) <= payment
