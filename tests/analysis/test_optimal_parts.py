"""What the optimum is put together from: the slack of rounding, and who is given what is planned."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jiebei_desktop.analysis import optimal as optimum
from jiebei_desktop.analysis.optimal import _executor, _rounding, _swept, better
from jiebei_desktop.analysis.plan_model import _dues, _is_last, _most, dearest_rate, month_rate
from jiebei_desktop.domain.debts import DebtId, Priority
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.strategies import PlanDebt, PlanResult


def debt(name, balance=100_000, rate="0", **more):
    return PlanDebt(
        id=DebtId(name), balance=Fen(balance), rate=Fraction(rate), minimum=Fen(0), **more
    )


@pytest.mark.parametrize(
    ("debts", "months", "slack"),
    [
        ([debt("a")], 10, 6),  # ten times half a fen, and the next whole one
        ([debt("a"), debt("b")], 10, 11),
        ([debt("a", rate="0.5")], 2, 2),  # 0.5 of the first month grown to 0.75, and 0.5
        ([debt("a", rate="0.5")], 5, 7),  # 0.5 · (1.5⁵ - 1) / 0.5 = 6.59
        ([debt("a", later_rate=Fraction(1, 2), later_from=4)], 5, 7),  # as dear as it gets
        ([debt("a", later_rate=Fraction(1, 2), later_from=9)], 5, 3),
        ([debt("a", later_rate=Fraction(5), later_from=3)], 2, 2),
        ([debt("a", later_rate=Fraction(5), later_from=2)], 1, 1),
    ],
)
def test_rounding_takes_half_a_fen_a_month_grown_at_the_dearest_rate(debts, months, slack):
    assert _rounding(debts, months) == slack


def given(debts, payments, monthly, *asked, strict=True):
    """Return what is paid in the months asked for, each as (owed, required)."""
    give = _executor(debts, payments, monthly, strict=strict)
    return [give(month, *each) for month, each in enumerate(asked, 1)]


DEAR, CHEAP = debt("dear", rate="0.02"), debt("cheap", rate="0.01")


def test_what_is_planned_is_paid_and_what_is_left_is_kept_for_the_next_month():
    months = given(
        [CHEAP, DEAR], [[1_000, 2_000], [4_000, 3_000]], [5_000],
        ([90_000, 90_000], [500, 500]), ([90_000, 90_000], [500, 500]),
    )  # fmt: skip
    assert months == [[1_000, 2_000], [4_000, 3_000]]  # 2,000 were kept for the second month


def test_what_the_contracts_ask_for_comes_first_and_the_dearest_before_others():
    due = ([90_000, 90_000], [3_000, 3_000])
    assert given([CHEAP, DEAR], [[5_000, 0]], [5_000], due) == [[2_000, 3_000]]
    loose = given([CHEAP, DEAR], [[5_000, 0]], [5_000], due, strict=False)
    assert loose == [[5_000, 0]]
    home = debt("home", priority=Priority.SECURED)
    assert given([DEAR, home], [[5_000, 0]], [5_000], due, strict=False) == [[2_000, 3_000]]


def test_a_monthly_fee_goes_before_any_rate():
    fee = debt("fee", monthly_fee=100)
    due = ([90_000, 90_000], [3_000, 3_000])
    assert given([DEAR, fee], [[0, 0]], [4_000], due) == [[1_000, 3_000]]


def test_a_rest_that_is_only_slack_is_paid_out_and_more_is_saved():
    """Two fen a month and debt are no saving: the dearest gets them; a third is kept."""
    owed = ([90_000, 90_000], [0, 0])
    assert given([CHEAP, DEAR], [[4_996, 0]], [5_000], owed) == [[4_996, 4]]
    assert given([CHEAP, DEAR], [[4_995, 0]], [5_000], owed) == [[4_995, 0]]


def test_after_the_plan_everything_goes_to_the_dearest_and_family_waits_for_its_day():
    family = debt("family", rate="0.03", priority=Priority.FAMILY, dues=((5, Fen(90_000)),))
    owed = ([90_000, 90_000, 90_000], [0, 0, 700])
    assert given([CHEAP, DEAR, family], [], [5_000], owed) == [[0, 4_300, 700]]
    at_will = debt("family", rate="0.03", priority=Priority.FAMILY)
    assert given([CHEAP, DEAR, at_will], [], [5_000], owed) == [[0, 0, 5_000]]


@pytest.mark.parametrize(
    ("wanted", "owed", "paid"), [(800, 1_000, 1_000), (799, 1_000, 799), (1_000, 1_000, 1_000)]
)
def test_a_rest_of_two_yuan_is_swept(wanted, owed, paid):
    assert _swept(wanted, owed) == paid


# -- which of two plans is the better one ------------------------------------------------------


def plan(months, total, *, holds=True):
    return PlanResult(
        name="x", feasible=holds, months=months, debt_free=None, total_paid=Fen(total),
        total_interest=Fen(0), rows=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (plan(9, 900), plan(None, 100)),  # one that ends, however dear
        (plan(9, 900, holds=False), plan(None, 100)),
        (plan(9, 900), plan(3, 100, holds=False)),  # one that keeps what is required
        (plan(9, 899), plan(3, 900)),  # the cheaper one, not the sooner one
    ],
)
def test_a_plan_is_better_that_ends_then_that_holds_then_that_costs_less(one, other):
    assert better(one, other)
    assert not better(other, one)
    assert not better(one, one)


def test_a_rival_is_kept_where_no_program_is_solved(monkeypatch):
    debts = [debt("A", 500_000, "0.01"),
             debt("B", 500_000, later_rate=Fraction(2, 100), later_from=4)]  # fmt: skip
    best = optimum.optimal(debts, 100_000).plan
    monkeypatch.setattr(optimum, "_MILP_CELLS", 0)
    alone = optimum.optimal(debts, 100_000).plan
    assert best.total_paid < alone.total_paid
    assert optimum.optimal(debts, 100_000, rivals=[best]).plan.total_paid == best.total_paid


def only_by_saving():
    """Two bills that end whole in the fourth month: only what is kept for both meets them."""
    ends = (Fen(0), Fen(0), Fen(0), Fen(400_000))
    late = PlanDebt(
        id=DebtId("l"), balance=Fen(400_000), rate=Fraction(0), minimum=Fen(0), dues=ends
    )
    card = PlanDebt(
        id=DebtId("c"), balance=Fen(300_000), rate=Fraction(1, 100), minimum=Fen(20_000)
    )
    return [late, card]


# -- what a month of the program requires ------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "month", "required"),
    [
        ({"dues": (Fen(5), Fen(7), Fen(9))}, 0, [(0, 5)]),
        ({"dues": (Fen(5), Fen(7), Fen(9))}, 1, [(0, 7)]),
        ({"dues": (Fen(5), Fen(7), Fen(9))}, 2, []),  # the last month asks for all that is left
        ({"dues": (Fen(5), Fen(7), Fen(9))}, 3, []),
        ({"first_due": Fen(33)}, 0, [(0, 33)]),
        ({"first_due": Fen(33)}, 1, [(0, 0)]),
        ({}, 0, [(0, 0)]),
        # a tenth of the balance, the month's interest and fee, less the fen that is allowed for
        ({"fraction": Fraction(1, 10), "monthly_fee": Fen(40)}, 0, [(0, 0), (0, 11_039)]),
        (
            {"fraction": Fraction(1, 10), "monthly_fee": Fen(40)},
            1,
            [(0, 0), (Fraction(11, 100), 39)],
        ),
    ],
)
def test_what_a_month_requires_is_the_due_or_a_minimum_with_its_costs(more, month, required):
    assert _dues(debt("a", rate="0.01", **more), month) == required


@pytest.mark.parametrize(("month", "rate"), [(0, 0), (1, 0), (2, 0), (3, 2), (4, 2)])
def test_a_promotion_is_over_in_the_month_it_names(month, rate):
    promo = debt("a", later_rate=Fraction(2, 100), later_from=4)
    assert month_rate(promo, month) == Fraction(rate, 100)


def test_the_dearest_fen_of_a_month_bears_the_penalty_or_the_rate():
    mild, hard = (debt("a", rate="0.02", penalty_rate=Fraction(n, 100)) for n in (1, 3))
    assert (dearest_rate(mild, 1), dearest_rate(hard, 1)) == (Fraction(2, 100), Fraction(3, 100))
    assert dearest_rate(debt("a", rate="0.02"), 1) == Fraction(2, 100)


def test_a_fen_more_than_can_be_owed_is_the_ceiling_of_a_month():
    """100,000 grow by a hundredth and a fee; the first month is never below what is owed."""
    card = debt("a", rate="0.01", monthly_fee=Fen(40))
    assert _most(card, 1, 100_000) == 101_041
    assert _most(card, 0, 100_000) == 101_041
    dear = debt("a", first_cost=Fen(9_000))
    assert (_most(dear, 0, 100_000), _most(dear, 1, 100_000)) == (109_001, 100_001)


def test_a_contract_ends_in_the_month_of_its_last_due_and_a_minimum_never():
    ends = debt("a", dues=(Fen(5), Fen(7)))
    assert [_is_last(ends, month) for month in range(3)] == [False, True, True]
    assert not _is_last(debt("a"), 0)
