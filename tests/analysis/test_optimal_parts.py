"""What the optimum is put together from: the slack of rounding, and who is given what is planned."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jiebei_desktop.analysis.optimal import _executor, _rounding, _swept
from jiebei_desktop.domain.debts import DebtId, Priority
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.strategies import PlanDebt


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
