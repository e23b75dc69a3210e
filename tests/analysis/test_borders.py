"""Small functions of the analysis at their borders, each by figures worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from loans import loan
from msgspec.structs import replace
from prospects import DAY, home, stream

from jiebei_desktop.analysis.affordability import _reason
from jiebei_desktop.analysis.agreed import JointPlan, Kept, Tier
from jiebei_desktop.analysis.annuity import principal_for
from jiebei_desktop.analysis.ask import Asks, _with_family
from jiebei_desktop.analysis.claim import Claim, Lever, LeverKind
from jiebei_desktop.analysis.claims import _periods_of
from jiebei_desktop.analysis.concession import (
    Grace,
    _level,
    _pareto,
    build,
    concessions,
    grace,
    lowest_first,
    shortest,
)
from jiebei_desktop.analysis.course import Due, MonthlyAmount, Periods
from jiebei_desktop.analysis.dues import Flow, FlowKind
from jiebei_desktop.analysis.forecast import _CAUSE_DAYS, _clashes, _first_below, _low_point
from jiebei_desktop.analysis.joint import _at_once
from jiebei_desktop.analysis.last_resort import _from, _holds
from jiebei_desktop.analysis.linear import LinearModel
from jiebei_desktop.analysis.prospect.value import Dated
from jiebei_desktop.analysis.risk import Futures, Risk
from jiebei_desktop.domain.debts import DebtId, Priority
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.rates import DayBasis


def claim(total, rate="0", *, left=12, cap=60, **more):
    return Claim(
        debt=DebtId("x"), since=DAY, principal=Fen(total), rate=Fraction(rate), months_left=left, cap=cap,
        **more,
    )  # fmt: skip


# -- a certificate's bound ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("duals", "bound"),
    [
        ([0.0, 0.0, 0.0], 0),
        ([3.0, 0.0, 0.0], 300),  # 3 · 100, and x costs nothing more
        ([1.5, 0.0, 0.0], 150),  # x keeps half its cost: none of it is the least
        ([6.0, 0.0, 0.0], 100),  # 600, and x is a fen less than nothing: all 500 of it
        ([0.0, -0.5, 0.0], -200),  # the ceiling of 400 at half a fen
        ([3.0, -1.0, 0.0], -100),  # 300 - 400, x at a cost of 1
        ([-1.0, 0.5, 0.0], 0),  # ends that are not there prove nothing
        ([0.0, 0.0, 0.25], 150),  # 600 of both: x keeps 0.75, y 0.25
        ([0.0, 0.0, 1.0], 100),  # 600, y at half a fen less than nothing: all 1,000 of it
    ],
)
def test_a_bound_is_what_its_duals_prove(duals, bound):
    model = LinearModel()
    x, y = model.money(500, 1), model.money(1_000, Fraction(1, 2))
    model.row({x: Fraction(1, 3)}, low=100)
    model.row({x: 1}, high=400)
    model.row({x: 1, y: 1}, low=600)
    assert model.bound_of(duals) == bound


# -- what one creditor is asked for ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("payment", "found"),
    [
        (10_000, Grace(months=50, during=ZERO, after=Fen(10_000))),
        (9_999, Grace(months=49, during=ZERO, after=Fen(9_091))),  # eleven months, not ten
        (100_000, Grace(months=59, during=ZERO, after=Fen(100_000))),
        (900_000, Grace(months=59, during=ZERO, after=Fen(100_000))),
        (1_667, None),  # takes all sixty months
        (1_666, None),
        (1_695, Grace(months=1, during=ZERO, after=Fen(1_695))),  # 59 months
    ],
)
def test_the_grace_is_what_the_longest_term_leaves_beside_the_payments(payment, found):
    assert grace(claim(100_000), payment) == found


def test_interest_is_paid_during_a_grace():
    found = grace(claim(100_000, "0.01"), 101_000)
    assert found == Grace(months=59, during=Fen(1_000), after=Fen(101_000))


def test_nothing_owed_is_repaid_in_no_month():
    assert shortest(Due(0), 1, 60) == 0
    assert shortest(Due(1), 1, 60) == 1
    assert shortest(Due(61), 1, 60) is None


@pytest.mark.parametrize(
    ("cap", "later", "first"),
    [(6, 100_000, None), (7, 40_000, 10_000), (7, 100_000, 0), (8, 40_000, 3_334)],
)
def test_the_first_payments_are_what_the_later_ones_leave(cap, later, first):
    assert lowest_first(claim(100_000, cap=cap), later, 6) == first


def test_interest_counts_by_days_or_by_whole_months_and_the_days_of_a_broken_first():
    days = [date(2026, 12, 12), date(2027, 1, 12), date(2027, 2, 12)]
    assert _periods_of(DayBasis.ACT_365, DAY, days) == Periods((240, 372, 372), 365)
    assert _periods_of(DayBasis.ACT_360, DAY, days[:1]) == Periods((240,), 360)
    assert _periods_of(DayBasis.MONTHLY, DAY, days) == Periods((20,), 30)
    whole = [date(2026, 12, 22), date(2027, 1, 22)]
    assert _periods_of(DayBasis.MONTHLY, DAY, whole) == Periods((30,), 30)


def one(months, waived, rate):
    made = concessions(claim(100_000, "0.01"), 20_000)[0]
    return replace(made, months=months, waived=Fen(waived), annual_rate=Decimal(rate))


@pytest.mark.parametrize(
    "beaten", [one(13, 50, "0.12"), one(12, 51, "0.12"), one(12, 50, "0.11"), one(13, 51, "0.11")]
)
def test_a_proposal_is_beaten_by_one_that_is_better_in_one_respect_and_worse_in_none(beaten):
    best = one(12, 50, "0.12")
    assert _pareto([beaten, best]) == _pareto([best, beaten]) == (best,)
    assert _pareto([best, best]) == (best,)


@pytest.mark.parametrize(
    "other", [one(11, 51, "0.12"), one(11, 50, "0.11"), one(13, 49, "0.12"), one(13, 50, "0.13")]
)
def test_a_proposal_that_is_better_in_one_respect_and_worse_in_another_stays(other):
    best = one(12, 50, "0.12")
    assert _pareto([other, best]) == (other, best)


@pytest.mark.parametrize(
    ("left", "overdue", "steps"),
    [
        (1, 0, ((1, 100_001),)),
        (2, 0, ((1, 50_001), (1, 50_001))),
        (2, 40_000, ((1, 70_001), (1, 30_001))),
        (3, 200_000, ((1, 100_001), (2, 0))),
    ],
)
def test_a_frozen_contract_pays_what_is_late_at_once_and_equal_parts_over_what_is_left(
    left, overdue, steps
):
    asked = _at_once(claim(100_001, "0.01", left=left, overdue=Fen(overdue), late=True), drop=True)
    assert (asked.steps, asked.frozen, asked.at_once) == (steps, True, True)


# -- who gets nothing ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("explanation", "cuts", "family", "waits"),
    [
        ("pause", False, True, True),
        ("pause", False, False, False),
        ("freeze", True, True, True),
        ("freeze", True, False, False),
        ("freeze", False, True, False),
    ],
)
def test_a_relative_waits_while_principal_is_cut_or_nothing_can_be_paid(
    explanation, cuts, family, waits
):
    kind = LeverKind.WAIVE_PRINCIPAL if cuts else LeverKind.FREEZE
    lever = Lever(kind=kind, value=Fen(1))
    asked = replace(one(12, 50, "0.12"), levers=(lever,))
    asks = Asks(
        amount=MonthlyAmount(1), first=DAY, feasible_without=False,
        asks=(asked,), claims=(), treated=(), whole={}, tokens=(), relief=(), sources=(),
        shortfall=ZERO, explanation=explanation, pause=None, exact=True,
    )  # fmt: skip
    priority = Priority.FAMILY if family else Priority.UNSECURED
    assert asks.waits(loan(priority=priority)) is waits


# -- futures without a payment ---------------------------------------------------------------------


def test_futures_without_some_payments_have_them_left_in_their_months_and_nowhere_else():
    futures = Futures.draw(home(stream(900_000)), 1, 50)
    gone = [
        Dated(day=day, amount=Fen(-amount), name="x", kind="due", debt=DebtId("x"))
        for day, amount in [
            (date(2026, 11, 30), 1),  # the running month is not asked
            (date(2026, 12, 1), 10_000),
            (date(2027, 2, 28), 30_000),
            (date(2027, 2, 3), 2_000),
            (date(2027, 11, 30), 50_000),
            (date(2027, 12, 1), 7),  # nor what comes after a year
        ]
    ]
    found = futures.without(tuple(gone)).paths
    spared = (futures.paths.other - found.other)[:, 0]
    assert [round(float(each), 2) for each in spared] == [
        100, 0, 320, *[0] * 8, 500
    ]  # fmt: skip
    assert (found.income == futures.paths.income).all()


# -- amounts and shares at the border ------------------------------------------------------------


def test_a_first_period_that_is_longer_than_a_month_bears_more_interest():
    long = Due(100_000, 0, Fraction(1, 100), Periods((45,), 30))
    assert _level(long, 1) == 101_500
    short = Due(100_000, 0, Fraction(1, 100), Periods((15,), 30))
    assert _level(short, 1) == 100_500


def test_a_single_fen_is_a_debt_and_a_payment():
    assert build(claim(1), 0, Fraction(0), 12, []).payment == 1
    assert build(claim(1), 1, Fraction(0), 12, []).payment == 0
    assert principal_for(1, Fraction(0), 5) == 5
    assert principal_for(0, Fraction(0), 5) == 0


@pytest.mark.parametrize(("cash", "clashes"), [(-1, 1), (0, 0), (1, 0)])
def test_a_due_clashes_with_the_pay_day_where_the_cautious_balance_is_below_nothing(cash, clashes):
    day = date(2026, 12, 2)
    due = Flow(day=day, amount=Fen(-500), kind=FlowKind.DEBT, name="x", debt=DebtId("x"))
    found = _clashes(Book(payday=10), [due], {day: Fen(cash)}, DAY)
    assert [(one.due, one.amount, one.pay_day) for one in found] == [(day, 500, 10)] * clashes


@pytest.mark.parametrize(
    ("due", "payday", "clashes"),
    [
        (date(2027, 1, 6), 10, 1),  # 45 days ahead
        (date(2027, 1, 7), 10, 0),
        (date(2026, 12, 1), 29, 0),  # the third day after, of months of 31
        (date(2026, 12, 2), 29, 1),
    ],
)
def test_a_due_clashes_within_45_days_and_from_the_fourth_day_after_pay_day(due, payday, clashes):
    flow = Flow(day=due, amount=Fen(-500), kind=FlowKind.DEBT, name="x", debt=DebtId("x"))
    assert len(_clashes(Book(payday=payday), [flow], {due: Fen(-1)}, DAY)) == clashes


@pytest.mark.parametrize(("line", "place"), [((0, -1, -2), 1), ((0, 0), None), ((-1, 5), 0)])
def test_money_is_short_from_the_first_day_below_nothing(line, place):
    days = tuple(DAY + timedelta(days=k) for k in range(len(line)))
    assert _first_below(days, tuple(map(Fen, line))) == (None if place is None else days[place])


@pytest.mark.parametrize(
    ("flows", "cause"),
    [
        ([], "spending"),
        ([(0, -500)], "x0"),
        ([(_CAUSE_DAYS - 1, -500)], f"x{_CAUSE_DAYS - 1}"),
        ([(_CAUSE_DAYS, -500)], "spending"),  # too long before
        ([(-1, -500)], "spending"),  # the day after
        ([(0, 0)], "spending"),  # nothing goes out
        ([(0, 500)], "spending"),
        ([(2, -500), (1, -501)], "x1"),  # the larger one
    ],
)
def test_the_lowest_day_is_down_to_the_largest_sum_of_the_days_before_it(flows, cause):
    days = tuple(date(2026, 11, 22) + timedelta(days=n) for n in range(30))
    line = tuple(Fen(9 if n != 20 else 3) for n in range(30))
    known = [
        Flow(
            day=days[20] - timedelta(days=ago), amount=Fen(fen), kind=FlowKind.DEBT, name=f"x{ago}"
        )
        for ago, fen in flows
    ]
    found = _low_point(days, line, line, known)
    assert (found.day, found.amount, found.name or found.cause) == (days[20], 3, cause)
    assert found.cause == ("debt" if found.name else "spending")


@pytest.mark.parametrize(
    ("broken", "reason"), [(150, "margin_too_thin"), (174, "margin_too_thin"),
                           (175, "income_too_uncertain")]
)  # fmt: skip
def test_income_is_too_uncertain_where_half_of_what_is_accepted_breaks_without_any_payment(
    broken, reason
):
    paths = np.array([0.0] * broken + [9.0] * (1_000 - broken))
    risk = Risk(unbroken=paths, on_time=paths, surplus=900.0, cuts=0.0)
    earns = home(stream(900_000))
    assert _reason(earns, Futures.draw(earns, 1, 50), risk, None) == reason


def test_a_relative_gets_from_the_second_month_on_what_one_payment_took_in_the_first():
    family = claim(500_000, family=True)
    plan = JointPlan(agreed=(), kept=(), tier=Tier.TERM, proved=True)
    (asked,) = _with_family([family], [None], (MonthlyAmount(100_000), 100_000), plan)
    assert (asked.wait, asked.steps) == (1, ((1, 0), (5, 100_000)))


@pytest.mark.parametrize(
    ("shape", "waits", "found"),
    [
        (((3, 100),), 0, ((3, 100),)),
        (((3, 100),), 2, ((2, 0), (1, 100))),
        (((3, 100),), 3, ((3, 0),)),
        (((3, 100), (2, 50)), 4, ((3, 0), (1, 0), (1, 50))),
        (((3, 100), (2, 50)), 9, ((3, 0), (2, 0))),
    ],
)
def test_a_shape_that_waits_has_nothing_in_its_first_months_and_no_month_more(shape, waits, found):
    assert _from(shape, waits) == found


@pytest.mark.parametrize(("level", "holds"), [(499, False), (500, True), (501, True)])
def test_a_contract_is_kept_where_every_month_leaves_its_payment(level, holds):
    kept = Kept(payment=Fen(500), months=12, waits=0)
    assert _holds(kept, [(3, 900), (9, level)]) is holds
