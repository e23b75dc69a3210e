"""An amount paid early: both ways on, held against fractions reckoned here."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from loans import loan, terms
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Drawing, Method, Payment, ReportedBalance, Unchanged
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import DayBasis
from jiebei_desktop.domain.standing import (
    can_prepay,
    instalments,
    obligations,
    owed,
    prepaid,
)

START = date(2026, 1, 15)
"""A loan of 120,000 at 0.03 % a day over 24 months, due on the 15th."""


def made(method=Method.EQUAL_PAYMENT, *, months=24, kept_up_to=None, **more):
    plan = terms("0.0003", "day", months, method, **more)
    debt = loan(plan, principal=12_000_000, start=START)
    if kept_up_to is None:
        return debt
    paid = [
        Payment(date=each.day, amount=each.amount)
        for each in obligations(debt, START)
        if each.day <= kept_up_to
    ]
    return replace(debt, payments=tuple(paid))


def half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def walk(principal: int, days: list[int], payment: int) -> list[tuple[int, int]]:
    """Pay ``payment`` after each span of days until nothing is left: (payment, interest)."""
    found = []
    for span in days:
        interest = half_up(Fraction(3, 10_000) * principal * span)
        paid = min(payment, principal + interest)
        principal -= paid - interest
        found.append((paid, interest))
        if not principal:
            break
    return found


def test_the_payment_kept_ends_sooner_and_costs_what_fractions_say():
    debt, on = made(kept_up_to=date(2026, 6, 15)), date(2026, 6, 25)
    level = instalments(made(), START)[0].payment
    left = int(owed(debt, date(2026, 6, 15)).parts.total)
    found = prepaid(debt, Fen(2_000_000), on, on)
    interest = half_up(Fraction(3, 10_000) * left * 10)
    rest = left - (2_000_000 - interest)
    assert found.applied.interest == interest
    assert found.early == 2_000_000 - interest
    dues = [each.day for each in found.without.dues]
    spans = [(b - a).days for a, b in zip([on, *dues], dues, strict=False)]
    want = walk(rest, spans, level)
    assert [(each.amount, each.interest) for each in found.shorter.dues] == want
    assert len(want) < len(dues)
    assert found.shorter.cost == interest + sum(each for _, each in want)
    assert found.shorter.most == level


def test_the_term_kept_asks_for_less_on_every_day_until_the_same_last_one():
    debt, on = made(kept_up_to=date(2026, 6, 15)), date(2026, 6, 25)
    found = prepaid(debt, Fen(2_000_000), on, on)
    without, lower = found.without.dues, found.lower.dues
    assert [each.day for each in lower] == [each.day for each in without]
    amounts = [int(each.amount) for each in lower]
    assert set(amounts[:-1]) == {found.lower.most}
    assert -len(amounts) <= amounts[-1] - amounts[0] <= 1
    rest = sum(each.principal for each in lower)
    spans = [(b - a).days for a, b in zip([on, *(e.day for e in lower)], (e.day for e in lower), strict=False)]  # fmt: skip
    balance, interests = Fraction(int(rest)), []
    for span, amount in zip(spans, amounts, strict=True):
        interest = half_up(Fraction(3, 10_000) * balance * span)
        balance -= amount - interest
        interests.append(interest)
    assert balance == 0
    assert interests == [each.interest for each in lower]
    assert found.saves(found.shorter) > found.saves(found.lower) > 0


def test_equal_principal_parts_stay_or_shrink():
    debt, on = made(Method.EQUAL_PRINCIPAL, kept_up_to=date(2026, 6, 15)), date(2026, 6, 15)
    found = prepaid(debt, Fen(2_200_000), on, on)  # nothing runs on the due day itself
    assert found.early == 2_200_000
    assert [each.principal for each in found.shorter.dues] == [500_000] * 14 + [300_000]
    low = [each.principal for each in found.lower.dues]
    assert len(low) == 19
    assert low[:-1] == [384_211] * 18
    assert sum(low) == 7_300_000


def test_an_amount_that_only_meets_what_is_due_changes_no_plan():
    debt = made(kept_up_to=date(2026, 5, 15))
    on = date(2026, 6, 15)
    due = owed(debt, on).next_amount
    found = prepaid(debt, due, on, on)
    assert (found.early, found.saves(found.shorter), found.saves(found.lower)) == (0, 0, 0)
    assert found.shorter.dues == found.lower.dues == found.without.dues[1:]


def test_a_day_ahead_takes_what_falls_due_before_it_as_paid():
    debt = made(kept_up_to=date(2026, 6, 15))
    ahead = prepaid(debt, Fen(2_000_000), date(2026, 8, 20), date(2026, 6, 20))
    then = prepaid(made(kept_up_to=date(2026, 8, 15)), Fen(2_000_000), date(2026, 8, 20), date(2026, 8, 20))  # fmt: skip
    assert (ahead.applied, ahead.shorter, ahead.lower) == (then.applied, then.shorter, then.lower)


ways = st.sampled_from([Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL])
bases = st.sampled_from(list(DayBasis))


@settings(max_examples=150, deadline=None)
@given(ways, bases, st.integers(2, 60), st.integers(0, 700), st.integers(1, 13_000_000), st.integers(0, 3))  # fmt: skip
def test_both_ways_repay_all_and_shorter_saves_no_less(method, basis, months, day, fen, pause):
    debt = made(method, months=months, day_basis=basis, interest_only=min(pause, months - 1))
    on = START + timedelta(days=day)
    found = prepaid(debt, Fen(fen), on, START)
    if not found.without.dues:
        return
    payoff = owed(replace(debt, payments=tuple(
        Payment(date=each.day, amount=each.amount)
        for each in obligations(debt, START) if each.day < on
    )), on).parts  # fmt: skip
    assert found.applied.total + found.unapplied == fen
    for way in (found.shorter, found.lower):
        assert (
            sum(each.principal for each in way.dues) + found.applied.principal == payoff.principal
        )
        assert (not way.dues) == (fen >= payoff.total)
    slack = len(found.without.dues)  # a fen of rounding an instalment
    assert found.saves(found.shorter) >= found.saves(found.lower) - slack
    assert found.saves(found.lower) >= -slack
    if way.dues:
        assert found.shorter.last <= found.lower.last == found.without.last
    if fen >= payoff.total:
        assert found.applied == payoff


@settings(max_examples=100, deadline=None)
@given(ways, bases, st.integers(3, 40), st.integers(1, 300), st.integers(100_000, 11_000_000), st.sampled_from(Unchanged))  # fmt: skip
def test_what_was_agreed_holds_afterwards_and_ends_at_nothing(
    method, basis, months, day, fen, kept
):
    debt, on = made(method, months=months, day_basis=basis), START + timedelta(days=day)
    told = prepaid(debt, Fen(fen), on, START)
    way = told.shorter if kept is Unchanged.PAYMENT else told.lower
    assume(way.dues)
    before = [each for each in obligations(debt, START) if each.day < on]
    paid = [Payment(date=each.day, amount=each.amount) for each in before]
    booked = replace(debt, payments=(*paid, Payment(date=on, amount=Fen(fen), kept=kept)))
    assert obligations(booked, on) == way.dues
    rows = [row for row in instalments(booked, on) if row.due > on]
    assert [(row.due, row.payment) for row in rows] == [
        (each.day, each.amount) for each in way.dues if each.day > on
    ]
    for each in way.dues:
        more = Payment(date=each.day, amount=each.amount)
        booked = replace(booked, payments=(*booked.payments, more))
        assert not owed(booked, each.day + timedelta(days=1)).arrears
    assert owed(booked, way.last).parts.total == 0


@pytest.mark.parametrize("kept", Unchanged)
def test_the_lenders_figure_afterwards_goes_on_with_what_was_agreed(kept):
    debt, on = made(kept_up_to=date(2026, 6, 15)), date(2026, 6, 25)
    booked = replace(debt, payments=(*debt.payments, Payment(date=on, amount=Fen(2_000_000), kept=kept)))  # fmt: skip
    shown = date(2026, 6, 28)
    parts = owed(booked, shown).parts
    figure = ReportedBalance(as_of=shown, principal=parts.principal, interest=parts.interest)
    assert obligations(replace(booked, balance=figure), shown) == obligations(booked, shown)
    less = replace(figure, principal=Fen(parts.principal - 700))  # the lender rounds otherwise
    asked = obligations(replace(booked, balance=less), shown)
    want = obligations(booked, shown)
    assert [each.day for each in asked] == [each.day for each in want]
    assert max(abs(a.amount - b.amount) for a, b in zip(asked[:-1], want[:-1], strict=True)) <= (
        0 if kept is Unchanged.PAYMENT else 100
    )


def test_rows_since_the_prepayment_are_the_new_plans():
    debt, on = made(kept_up_to=date(2026, 6, 15)), date(2026, 6, 25)
    told = prepaid(debt, Fen(2_000_000), on, on)
    booked = replace(debt, payments=(*debt.payments, Payment(date=on, amount=Fen(2_000_000), kept=Unchanged.TERM)))  # fmt: skip
    later = [Payment(date=each.day, amount=each.amount) for each in told.lower.dues[:2]]
    booked = replace(booked, payments=(*booked.payments, *later))
    rows = instalments(booked, date(2026, 8, 20))
    assert [row.payment for row in rows[:5]] == [
        row.payment for row in instalments(made(), START)[:5]
    ]
    assert [row.payment for row in rows[5:]] == [each.amount for each in told.lower.dues]
    assert rows[-1].balance == 0


def test_an_instalment_that_was_paid_ahead_is_not_asked_for_again():
    debt, on = made(kept_up_to=date(2026, 6, 15)), date(2026, 6, 20)
    nxt = owed(debt, on).next_amount
    ahead = replace(debt, payments=(*debt.payments, Payment(date=on, amount=nxt)))
    booked = replace(ahead, payments=(*ahead.payments, Payment(date=on, amount=Fen(2_000_000), kept=Unchanged.TERM)))  # fmt: skip
    assert not [each for each in obligations(booked, on) if each.day == date(2026, 7, 15)]


def test_a_draw_after_a_short_month_keeps_the_due_day():
    plan = terms("0.0003", "day", 6)
    debt = loan(plan, start=date(2026, 1, 31))
    drawn = replace(debt, draws=(Drawing(date=date(2026, 2, 10), amount=Fen(100_000)),))
    days = [each.day for each in obligations(drawn, date(2026, 2, 10))]
    assert days[:3] == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


@pytest.mark.parametrize("method", [Method.REVOLVING, Method.FREE, Method.SINGLE, Method.INTEREST_ONLY, Method.FEE_INSTALMENT])  # fmt: skip
def test_only_plans_of_even_parts_are_shortened_or_lowered(method):
    plan = terms(method=method)
    assert not can_prepay(loan(plan), START)
    assert can_prepay(made(), START)
    assert not can_prepay(replace(made(), accelerated_on=START), START)
    once = loan(plan, paid=[(date(2026, 2, 1), 100_000)])
    kept = replace(once, payments=tuple(replace(p, kept=Unchanged.PAYMENT) for p in once.payments))
    assert obligations(kept, date(2026, 2, 2)) == obligations(once, date(2026, 2, 2))
