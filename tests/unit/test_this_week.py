from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.this_week import Payable, Purse, Rank, divided, rank_of

DAY = date(2026, 11, 22)


def claim(rank, yuan, day=25, debt=None, kind="item"):
    return Payable(
        rank=rank, day=date(2026, 11, day), amount=Fen(yuan * 100), name=f"{rank.name}{yuan}",
        debt=None if debt is None else DebtId(debt), kind=kind,
    )  # fmt: skip


def purse(cash, need=0, food=0, floor=0):
    return Purse(
        cash=Fen(cash * 100), need=Fen(need * 100), food=Fen(food * 100), floor=Fen(floor * 100)
    )


def names(claims):
    return [one.name for one in claims]


def test_the_home_comes_before_the_full_need_of_living():
    shares = divided(purse(3200, need=3087, food=1196, floor=1780), [claim(Rank.HOME, 2200)])
    assert (shares.safe, shares.aside, shares.held) == (100_000, 220_000, ())


@pytest.mark.parametrize(("cash", "kept"), [(2798, True), (2797, False)])
def test_a_home_is_set_aside_for_only_while_half_of_the_food_money_stays(cash, kept):
    shares = divided(purse(cash, need=3087, food=1196), [claim(Rank.HOME, 2200)])
    assert (shares.first != ()) == kept
    assert shares.safe + shares.spare == (cash - 2200 * kept) * 100


@pytest.mark.parametrize("rank", [r for r in Rank if r not in {Rank.HOME, Rank.PLAN}])
@pytest.mark.parametrize(("need", "floor"), [(1000, 0), (700, 1000)])
def test_nothing_else_takes_from_living_or_from_the_local_standard(rank, need, floor):
    exactly = divided(purse(1300, need=need, floor=floor), [claim(rank, 300)])
    assert (exactly.safe, exactly.aside) == (100_000, 30_000)
    less = divided(purse(1300, need=need, floor=floor), [claim(rank, 301)])
    assert (less.safe, less.spare, less.aside) == (100_000, 30_000, 0)


def test_the_order_is_home_work_court_agreement_the_rest_relatives_and_what_can_wait():
    ranks = [rank for rank in Rank if rank is not Rank.PLAN]
    asked = [claim(rank, 100, day=30 - rank) for rank in reversed(ranks)]
    for fits in range(len(ranks) + 1):
        shares = divided(purse(100 * fits), asked)
        assert [one.rank for one in shares.first] == ranks[:fits]
        assert {one.rank for one in shares.held} == set(ranks[fits:])


@pytest.mark.parametrize(
    ("cash", "paid", "waits"),
    [
        (1099, ["REST200"], ["REST800"]),
        (600, ["PLAN300"], ["REST200", "REST800"]),
        (1300, ["REST200", "REST800"], []),
        (500, ["REST200"], ["REST800"]),
    ],
)
def test_a_plan_is_shared_where_not_all_can_be_paid(cash, paid, waits):
    asked = [claim(Rank.REST, 200, debt="a"), claim(Rank.REST, 800, debt="b")]
    plan = claim(Rank.PLAN, 300, kind="plan")
    with_plan = [*asked, plan] if cash != 1099 else asked
    shares = divided(purse(cash, need=300), with_plan)
    assert names(shares.first) == paid
    assert names(shares.held) == waits
    assert shares.spare == max(0, cash * 100 - 30_000 - shares.aside)


def test_what_living_does_not_need_is_no_money_to_spend():
    shares = divided(purse(5000, need=900), [claim(Rank.REST, 9000, debt="a")])
    assert (shares.safe, shares.spare) == (90_000, 410_000)
    unknown = divided(purse(5000), [claim(Rank.REST, 9000, debt="a")])
    assert (unknown.safe, unknown.spare) == (500_000, 0)


def test_as_many_other_debts_as_possible_are_kept_the_smallest_first():
    asked = [
        claim(Rank.REST, 500, debt="a"),
        claim(Rank.REST, 200, debt="b", day=23),
        claim(Rank.REST, 260, debt="c", day=24),
        claim(Rank.FAMILY, 10, debt="d", day=23),
    ]
    shares = divided(purse(500), asked)
    assert names(shares.first) == ["REST200", "REST260", "FAMILY10"]
    assert names(shares.held) == ["REST500"]


def test_what_is_late_and_what_follows_of_one_debt_are_paid_together_or_not_at_all():
    asked = [
        claim(Rank.REST, 100, debt="a", day=22, kind="arrears"),
        claim(Rank.REST, 100, debt="a", day=28),
        claim(Rank.REST, 150, debt="b"),
    ]
    shares = divided(purse(199), asked)
    assert names(shares.first) == ["REST150"]
    assert [one.day.day for one in shares.held] == [22, 28]


def test_parts_of_one_debt_belong_together_whatever_their_names_and_nameless_debts_do_not():
    late, next_one = claim(Rank.REST, 60, debt="a", kind="arrears"), claim(Rank.REST, 70, debt="a")
    shares = divided(purse(100), [late, next_one])
    assert (shares.first, set(shares.held)) == ((), {late, next_one})
    apart = [claim(Rank.REST, 60), claim(Rank.REST, 70)]
    assert names(divided(purse(100), apart).first) == ["REST60"]


def test_what_waits_is_told_home_first_then_what_is_late_then_by_day():
    asked = [
        claim(Rank.REST, 5, debt="a", day=23),
        claim(Rank.REST, 6, debt="b", day=24, kind="arrears"),
        claim(Rank.FAMILY, 7, debt="c", day=22),
        claim(Rank.WORK, 8, day=29),
        claim(Rank.HOME, 9, day=30),
    ]
    held = divided(purse(0, need=1), asked).held
    assert names(held) == ["HOME9", "WORK8", "REST6", "REST5", "FAMILY7"]


def test_spending_has_a_rank_by_its_category():
    assert rank_of("B1") is rank_of("B2") is Rank.HOME
    assert rank_of("B4") is rank_of("B8") is Rank.WORK
    assert rank_of("B10") is Rank.COURT
    assert rank_of("C6") is Rank.LATER
    assert rank_of("C1") is rank_of("B5") is rank_of("B7") is None


CLAIMS = st.lists(
    st.builds(
        claim,
        st.sampled_from(Rank),
        st.integers(1, 3000),
        st.integers(22, 30),
        st.sampled_from(["a", "b", "c"]),
    ),
    max_size=8,
)


@given(CLAIMS, *[st.integers(0, 9000)] * 4)
def test_not_a_fen_is_lost_and_living_keeps_its_part(asked, cash, need, food, floor):
    shares = divided(purse(cash, need, food, floor), asked)
    assert shares.safe + shares.spare + shares.aside == cash * 100
    told = {repr(one) for one in (*shares.first, *shares.held)}
    assert told >= {repr(one) for one in asked if one.rank is not Rank.PLAN}
    assert shares.aside == sum(one.amount for one in shares.first)
    beside = any(one.rank is not Rank.HOME for one in shares.first)
    assert not beside or shares.safe >= max(need, floor) * 100
    left = shares.safe + shares.spare
    assert not shares.first or left * 2 >= min(food, 2 * max(need, floor)) * 100


@given(CLAIMS, st.integers(0, 9000), st.integers(0, 9000), st.randoms())
def test_the_order_of_entering_decides_nothing(asked, cash, need, mixed):
    """Of the same rank and day the smaller is told, and where it is home or work paid, first."""
    again = list(asked)
    mixed.shuffle(again)
    assert divided(purse(cash, need), again) == divided(purse(cash, need), asked)


def test_of_two_for_home_on_one_day_the_smaller_is_paid_first():
    asked = [claim(Rank.HOME, 900), claim(Rank.HOME, 400)]
    shares = divided(purse(1000, need=500), asked)
    assert (names(shares.first), names(shares.held)) == (["HOME400"], ["HOME900"])


@given(CLAIMS, st.integers(0, 9000), st.integers(0, 9000))
def test_an_empty_or_overdrawn_purse_sets_nothing_aside(asked, need, short):
    shares = divided(purse(-short, need), asked)
    assert (shares.safe, shares.aside, shares.first) == (0, 0, ())


def test_what_is_paid_today_comes_out_of_what_is_left_over_and_less_of_it_waits():
    held = (claim(Rank.REST, 500, debt="a"), claim(Rank.REST, 900, debt="b"))
    later = claim(Rank.REST, 70, debt="c")
    mine = purse(1_000, need=300)
    shares = divided(mine, ()).with_held((*held, later))
    assert shares.beyond(mine) == 70_000
    paid = shares.with_paid((claim(Rank.REST, 500, debt="a"), claim(Rank.REST, 100, debt="b")))
    assert (paid.safe, paid.spare, paid.aside) == (30_000, 10_000, 60_000)
    assert paid.beyond(mine) == 10_000
    assert [(one.debt, one.amount) for one in paid.held] == [("c", 7_000), ("b", 80_000)]
    assert len(paid.first) == 2


def test_where_living_needs_nothing_all_that_is_left_can_pay():
    mine = purse(1_000)
    paid = divided(mine, ()).with_paid((claim(Rank.REST, 400, debt="a"),))
    assert (paid.safe, paid.spare, paid.aside) == (60_000, 0, 40_000)
    assert paid.beyond(mine) == 60_000
