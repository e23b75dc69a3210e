"""What is let go where no term is long enough, and family's turn: sums by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.analysis.agreed import Agreed, Kept
from jiebei_desktop.analysis.claim import Claim
from jiebei_desktop.analysis.course import Due, MonthlyAmount, free, rows
from jiebei_desktop.analysis.last_resort import (
    cuts_principal,
    family_last,
    least,
    relieved,
    risen,
    shortfall,
)
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen


def claim(name, principal, charges=0, **more):
    known = {"rate": Fraction(1, 100), "months_left": 12, "cap": 60}
    return Claim(
        debt=DebtId(name), since=date(2026, 11, 22), principal=Fen(principal),
        interest=Fen(charges), **(known | more),
    )  # fmt: skip


def kin(name, principal, **more):
    return claim(name, principal, family=True, **more)


def shown(agreed):
    """Return by creditor what is paid step by step, and what is let go."""
    return {one.claim.debt: (one.steps, one.waived) for one in agreed}


# -- what is missing -----------------------------------------------------------------------------


def test_ten_yuan_for_each_lender_that_is_not_paid_whole_is_the_least():
    claims = [claim("a", 1), claim("b", 1), claim("c", 1), kin("k", 1)]
    assert least(claims, ()) == 3_000
    assert least(claims, {"b"}) == 2_000


@pytest.mark.parametrize(
    ("top", "missing"), [(1_500, 0), (1_499, 2), (1_000, 501), (0, 1_501)]
)  # fmt: skip
def test_what_lenders_miss_is_the_sum_of_their_parts_in_their_longest_terms(top, missing):
    """60,001 in 60 months are 1,001 a month, 29,999 are 500; together they are 90,000."""
    claims = [claim("a", 60_001), claim("b", 29_900, 100, above=Fen(1)), kin("k", 999_999)]
    assert shortfall(claims, MonthlyAmount(top)) == missing
    assert shortfall(claims, MonthlyAmount(9, 1, top)) == (missing or 1)


def test_an_amount_that_is_enough_in_the_end_and_too_little_before_misses_nothing_a_month():
    assert shortfall([claim("a", 60_000)], MonthlyAmount(0, 30, 1_500)) == 0


# -- what is let go ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("waived", "dropped", "cuts"), [(70, 30, False), (71, 30, True), (100, 0, False), (101, 0, True)]
)  # fmt: skip
def test_principal_is_let_go_where_more_is_than_the_charges_that_are_left(waived, dropped, cuts):
    plain = Agreed(claim=claim("b", 900, 100), due=Due(900), steps=())
    one = Agreed(claim=claim("a", 900, 100), due=Due(900), steps=(), dropped=Fen(dropped),
                 waived=Fen(waived))  # fmt: skip
    assert cuts_principal([plain, one]) is cuts
    assert not cuts_principal([])


def test_principal_of_all_is_cut_by_the_same_part_as_far_as_whole_tens_allow():
    """Half of 24,000 yuan are there, 200 a month for 60 months.

    Of 52 % less, 432,000 and 720,000 fen are owed: 80 and 120 a month in tens. So much repays
    480,000 and 720,000.
    """
    found = shown(relieved([claim("a", 900_000), claim("b", 1_500_000)], 20_000))
    assert found == {"a": (((60, 8_000),), 420_000), "b": (((60, 12_000),), 780_000)}


def test_charges_go_before_principal_and_principal_only_as_far_as_tens_need_it():
    """80 a month repay 480,000; 85 would be 510,000, but tens leave principal whole as well.

    With 150 a month for 450,000 and 480,000 beside 90,000 of charges one has to do with 70: the
    first does when 620 yuan of 9,300 are let go by all, 30,000 fen of its own.
    """
    found = shown(relieved([claim("a", 480_000, 60_000), claim("b", 480_000)], 16_500))
    assert found == {"a": (((60, 8_000),), 60_000), "b": (((60, 8_000),), 0)}
    found = shown(relieved([claim("a", 450_000, 90_000), claim("b", 480_000)], 15_000))
    assert found == {"a": (((60, 7_000),), 120_000), "b": (((60, 8_000),), 0)}


@pytest.mark.parametrize(
    ("principal", "charges", "steps", "waived"),
    [
        (60_000, 5_000, ((60, 1_000),), 5_000),  # tens of yuan leave principal whole
        (60_001, 4_999, ((60, 1_100),), 0),  # they do not, whole yuan do
        (66_000, 900, ((60, 1_100),), 900),
        (66_001, 900, ((60, 1_000),), 6_901),  # neither do: tens again
    ],
)
def test_whole_yuan_are_paid_where_only_they_leave_principal_whole(
    principal, charges, steps, waived
):
    assert shown(relieved([claim("a", principal, charges)], 1_150)) == {"a": (steps, waived)}


def test_what_lies_above_the_line_is_dropped_before_anything_is_let_go():
    (one,) = relieved([claim("a", 60_000, 9_000, above=Fen(4_000), late=True)], 1_000)
    assert (one.dropped, one.waived, one.frozen) == (4_000, 5_000, True)
    assert one.due == Due(60_000)
    assert one.steps == ((60, 1_000),)


def test_who_may_be_asked_for_longer_waits_with_the_rest_and_is_cut_less():
    """A has 12 months and B 24, of 20 yuan: ten each for a year, then 20 for B."""
    found = shown(relieved([claim("a", 24_000, cap=12), claim("b", 36_000, cap=24)], 2_000))
    assert found == {"a": (((12, 1_000),), 12_000), "b": (((12, 1_000), (12, 2_000)), 0)}


@given(
    st.lists(st.tuples(st.integers(1, 90_000), st.integers(0, 20_000), st.sampled_from([6, 12, 60])),
             min_size=1, max_size=3),
    st.integers(0, 9_000),
)  # fmt: skip
def test_no_month_pays_more_than_there_is_and_each_is_paid_or_let_go_to_the_fen(lenders, more):
    claims = [claim(str(n), fen, also, cap=cap) for n, (fen, also, cap) in enumerate(lenders)]
    budget = 1_000 * len(claims) + more
    found = relieved(claims, budget)
    assert all(level >= 0 for _, level in free(budget, [one.steps for one in found], 60))
    for one in found:
        assert sum(row.payment for row in rows(one.due, one.steps)) + one.waived == one.claim.total
        assert one.due.total == one.claim.total - one.waived


# -- a step that rises -----------------------------------------------------------------------------


def test_a_later_step_rises_to_what_repays_all_and_a_level_one_only_for_principal():
    """60,000 over 60 months: ten yuan for a year, then 12.50, which are twenty in tens."""
    debt = [claim("a", 72_000)]
    rises, plan = risen(debt, [None], MonthlyAmount(1_000, 12, 1_000, 9_000), 0)
    assert rises == MonthlyAmount(1_000, 12, 2_000, 9_000)
    assert [(one.steps[-1][1], one.waived) for one in plan.agreed] == [(2_000, 0)]
    assert risen(debt, [None], MonthlyAmount(1_000, 12, 1_000, 1_000), 0)[1] is None
    level, plan = risen(debt, [None], MonthlyAmount(1_000, 0, 0, 9_000), 0)
    assert (level.first, plan.agreed[0].waived) == (2_000, 0)
    charges = MonthlyAmount(1_000, 0, 0, 9_000)
    assert risen([claim("a", 60_000, 12_000)], [None], charges, 0) == (charges, None)


# -- family ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("taken", "steps"),
    [
        ((), ((3, 20_000),)),
        (((10, 20_000),), ((10, 0), (3, 20_000))),
        (((10, 15_001),), ((10, 0), (3, 20_000))),  # less than a quarter of it is free
        (((10, 15_000),), ((10, 5_000), (1, 20_000))),  # a quarter is: then what is left of it
        (((600, 20_000),), None),
    ],
)
def test_relatives_get_what_lenders_leave_from_when_a_quarter_of_it_is_free(taken, steps):
    found = shown(family_last([kin("k", 60_000), claim("a", 9)], [None, None], 20_000, [taken]))
    assert found == ({} if steps is None else {"k": (steps, 0)})


def test_relatives_share_by_what_is_owed_and_never_ahead_of_their_own_day():
    """150 and 50 of 200 yuan; the second's own plan, which does not hold, begins after 5 months."""
    relatives = [kin("k", 45_000), kin("l", 15_000)]
    keep = Kept(payment=Fen(20_001), months=3, waits=5)
    found = shown(family_last(relatives, [None, keep], 20_000, []))
    assert found == {"k": (((3, 15_000),), 0), "l": (((5, 0), (3, 5_000)), 0)}


def test_who_would_get_nothing_by_share_gets_ten_yuan_and_the_others_the_rest():
    """A yuan beside 600: of twenty parts of ten yuan it would be none. It pays what is owed."""
    found = family_last([kin("k", 60_000), kin("l", 100)], [None, None], 20_000, [])
    assert [one.steps[0] for one in found] == [(4, 19_000), (1, 100)]


@pytest.mark.parametrize(("payment", "asked"), [(5_000, ["l"]), (5_001, ["k", "l"])])
def test_a_relatives_own_plan_stands_where_what_is_free_bears_it(payment, asked):
    """5,000 are free for 20 months. They are the first's by its plan: the second waits."""
    keep, relatives = Kept(payment=Fen(payment), months=20), [kin("k", 60_000), kin("l", 60_000)]
    found = family_last(relatives, [keep, None], 20_000, [((20, 15_000),)])
    assert [one.claim.debt for one in found] == asked
    first = (20, 0) if len(asked) == 1 else (20, 2_000)  # half of it in whole tens
    assert found[-1].steps[0] == first


@pytest.mark.parametrize(
    ("budget", "paid"),
    [(2_000, (1_000, 1_000)), (1_999, (1_000, 999)), (2, (1, 1)), (1, None)],
)
def test_less_than_ten_yuan_for_each_is_shared_in_fen_and_less_than_one_not_at_all(budget, paid):
    found = family_last([kin("k", 50_000), kin("l", 50_000)], [None, None], budget, [])
    assert [one.steps[0][1] for one in found] == list(paid or ())
