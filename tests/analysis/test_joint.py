"""The joint solver against brute force, and its answer within the budget."""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.analysis.concession import Claim
from jiebei_desktop.analysis.joint import Kept, joint, options
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.schedule import pay_for


def claim_of(name, total, monthly, left, cap, *parts):
    penalty, interest = parts or (0, 0)
    return Claim(
        debt=DebtId(name),
        principal=Fen(total),
        penalty=Fen(penalty),
        interest=Fen(interest),
        rate=Fraction(monthly),
        months_left=left,
        cap=cap,
    )


small = st.builds(
    claim_of,
    st.just("x"),
    st.integers(50_000, 3_000_000),
    st.sampled_from(["0", "0.008", "0.0146", "0.02"]),
    st.integers(1, 8),
    st.integers(8, 12),
    st.sampled_from([0, 5_000, 60_000]),
    st.sampled_from([0, 9_000]),
)


def brute(claims, kept, budget):
    table = [options(c, k) for c, k in zip(claims, kept, strict=True)]
    fitting = [
        sum(o.cost for o in chosen)
        for chosen in itertools.product(*table)
        if sum(o.payment for o in chosen) <= budget
    ]
    return min(fitting, default=None)


@settings(max_examples=20, deadline=None)
@given(st.lists(small, min_size=1, max_size=2), st.floats(0.5, 2.0), st.booleans())
def test_the_joint_answer_is_the_least_of_all_combinations(claims, part, keep):
    budget = int(sum(c.total // c.cap for c in claims) * part)
    kept = [Kept(payment=Fen(c.total // c.months_left + 1), total=c.total) for c in claims]
    kept = kept if keep else [None] * len(claims)
    plan = joint(claims, kept, budget)
    least = brute(claims, kept, budget)
    if least is None:
        assert plan is None
        return
    assert plan is not None
    assert plan.exact
    assert sum(plan.payments) <= budget
    assert plan.cost <= tuple(_levels(least))


def _levels(cost):
    found = []
    for width in (48, 16, 8, 44, 44):
        found.append(cost & ((1 << width) - 1))
        cost >>= width
    return reversed(found)


def test_one_creditor_is_asked_for_the_smallest_waiver_to_the_fen():
    jiebei = claim_of("jb", 4_200_000, "0.0146", 9, 60, 124_035, 86_310)
    plan = joint([jiebei], [None], 110_000)
    assert plan is not None
    assert plan.cost[:2] == (0, 33_634)
    assert plan.payments == (110_000,)


def test_what_the_budget_has_left_raises_the_rate():
    jiebei = claim_of("jb", 4_200_000, "0.0146", 9, 60, 124_035, 86_310)
    plan = joint([jiebei], [None], 90_000)
    assert plan is not None
    (one,) = plan.concessions
    assert one.annual_rate > Decimal("0.094")
    assert one.payment <= 90_000
    assert pay_for(Fen(jiebei.total - one.waived), Fraction(one.annual_rate) / 12, 60) <= 90_000


def test_three_creditors_need_only_longer_terms():
    claims = [
        claim_of("a", 4_410_345, "0.0146", 9, 60),
        claim_of("b", 2_000_000, "0.018", 10, 60),
        claim_of("c", 1_500_000, "0.01", 12, 60),
        claim_of("d", 800_000, "0.0125", 12, 60),
    ]
    plan = joint(claims, [None] * 4, 260_000)
    assert plan is not None
    assert plan.exact
    assert sum(plan.payments) <= 260_000
    assert plan.cost[:2] == (0, 0)
    assert all(c is not None for c in plan.concessions)


def test_a_contract_that_can_stay_is_left_alone():
    claims = [claim_of("a", 4_410_345, "0.0146", 9, 60), claim_of("b", 100_000, "0.01", 10, 60)]
    kept = [None, Kept(payment=Fen(10_600), total=Fen(106_000))]
    plan = joint(claims, kept, 170_000)
    assert plan is not None
    assert plan.concessions[1] is None
    assert plan.cost[2] == 1


def test_many_creditors_are_solved_on_a_coarser_grid():
    claims = [claim_of(str(k), 900_000 + 70_000 * k, "0.0146", 6, 60) for k in range(12)]
    plan = joint(claims, [None] * 12, 450_000)
    assert plan is not None
    assert not plan.exact
    assert sum(plan.payments) <= 450_000


def test_no_budget_fits_nothing():
    assert joint([claim_of("a", 4_410_345, "0.0146", 9, 60)], [None], 10) is None
