"""The optimum: published vectors, brute force, and bounds that hold to the fen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.analysis.linear import LinearModel
from jiebei_desktop.analysis.optimal import (
    Effort,
    avalanche_is_optimal,
    best_greedy,
    holding_plan,
    lower_bound,
    optimal,
)
from jiebei_desktop.analysis.plan_model import PlanModel, Setting
from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    LenderType,
    Method,
    Minimum,
    Priority,
    Terms,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.planning import plan_debts
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.domain.strategies import Order, PlanDebt, replay, required_first, simulate

TODAY = date(2026, 11, 22)

CLOSE = Effort(gap=0.0001, solve_anyway=True, seconds=2)


def debt(name, balance, rate, minimum=0, **more):
    return PlanDebt(
        id=DebtId(name), balance=Fen(balance), rate=Fraction(rate), minimum=Fen(minimum), **more
    )


FOUR = [
    debt("a", 3_000_000, "0.01216667", 150_000),
    debt("b", 1_200_000, "0.01520833", 60_000),
    debt("c", 500_000, "0.0125", 45_000),
    debt("d", 2_000_000, "0.018", 110_000),
]
PROMO = [
    debt("A", 500_000, "0.01"),
    debt("B", 500_000, "0", later_rate=Fraction(2, 100), later_from=4),
]
BEHIND = [
    debt(
        "x",
        1_500_000,
        "0.015",
        60_000,
        arrears=Fen(180_000),
        overdue=Fen(150_000),
        penalty_rate=Fraction(225, 10000),
    ),
    debt(
        "y",
        800_000,
        "0.012",
        50_000,
        arrears=Fen(100_000),
        overdue=Fen(90_000),
        penalty_rate=Fraction(18, 1000),
    ),
    debt("z", 600_000, "0.018", 40_000),
]


def test_v24_the_optimum_of_four_plain_debts_is_the_avalanche():
    proved = optimal(FOUR, 420_000)
    assert proved.source == "theorem"
    assert proved.plan.total_paid == 7_647_480
    assert proved.plan.months == 19
    assert proved.bound is not None
    assert proved.bound.proof == "theorem"
    assert proved.bound.gap < 150
    solved = optimal(FOUR, 420_000, effort=Effort(gap=0.001, solve_anyway=True))
    assert solved.plan.total_paid == 7_647_480
    program = PlanModel(FOUR, [420_000], Setting(months=20, may_miss=False)).model
    found = program.solve(gap=1e-6)
    assert found.is_optimal
    assert abs(found.bound - 7_647_482.02) < 10
    certified = lower_bound(FOUR, [420_000], proved.plan)
    assert certified.proof == "certificate"
    assert certified.total_paid < 7_647_480
    assert certified.gap < 0.01 * 6_700_000


def test_a_fen_of_rounding_never_makes_the_optimum_dearer_than_a_simple_plan():
    even = [debt("a", 136_753, "0.008"), debt("b", 136_967, "0.008")]
    shared = simulate(even, 99_878, Order.PRO_RATA)
    assert optimal(even, 99_878).plan.total_paid <= shared.total_paid
    own = simulate(BEHIND, 200_000, Order.CUSTOM, custom=[DebtId("x")])
    best = optimal(BEHIND, 200_000, rivals=[own])
    assert best.plan.total_paid <= own.total_paid


SIMPLE = [
    debt("s", 900_000, "0.02", 40_000, charges=Fen(60_000)),
    debt("t", 500_000, "0.01", 30_000, charges=Fen(0), arrears=Fen(30_000), overdue=Fen(20_000),
         penalty_rate=Fraction(2, 100)),
    debt("u", 300_000, "0.015", 20_000),
]  # fmt: skip


@pytest.mark.parametrize("budget", [30_000, 90_000, 250_000, 450_000])
@pytest.mark.parametrize(
    "debts", [FOUR, PROMO, BEHIND, SIMPLE], ids=["plain", "promo", "late", "simple"]
)
def test_the_program_reckons_month_by_month_what_the_rules_do(debts, budget):
    """What the solver holds for left after each month is what its payments leave by the rules."""
    months = 5
    program = PlanModel(debts, [budget], Setting(months=months, may_miss=True))
    values = program.model.solve(seconds=20, gap=0.0).values
    payments = program.payments(values)
    plan = replay(
        debts, lambda month, owed, _: payments[month - 1] if month <= months else owed, "x"
    )
    for t, row in enumerate(plan.rows[:months]):
        left = [values[one.left[t]] for one in program.columns]
        assert left == pytest.approx(row.balances, abs=2 * t + 3)


def longest(marks) -> int:
    """Return how many marks running are set at the most."""
    runs = "".join("x" if mark else " " for mark in marks).split()
    return max(map(len, runs), default=0)


@pytest.mark.parametrize(("guard", "running"), [(True, 2), (False, 7)])
def test_a_guarded_plan_misses_no_debt_three_months_in_a_row(guard, running):
    """A debt that costs nothing waits behind a dear one for as long as it may."""
    debts = [debt("free", 300_000, "0", 20_000), debt("dear", 900_000, "0.03", 20_000)]
    how = Setting(months=7, may_miss=True, guard=guard)
    program = PlanModel(debts, [40_000], how)
    values = program.model.solve(seconds=20, gap=0.0).values
    late = [[values[column] >= 1 for column in one.late] for one in program.columns]
    assert max(map(longest, late)) == running
    required = PlanModel(debts, [40_000], Setting(months=7, may_miss=False, guard=guard))
    assert all(not one.late for one in required.columns)


def test_dearest_first_is_proved_only_where_no_contract_ends_with_a_balloon():
    known = (((500, 100), True), ((100, 500), False), ((100, 100), True), ((100, 500, 300), True))
    for dues, proved in known:
        plan = [debt("a", sum(dues), "0.01", dues=tuple(map(Fen, dues)))]
        greedy = simulate(plan, 600, Order.AVALANCHE)
        assert avalanche_is_optimal(plan, [600], greedy) is proved


def test_v25_the_optimum_pays_the_ending_promotion_first():
    assert simulate(PROMO, 100_000, Order.AVALANCHE).total_paid == 1_059_627
    best = optimal(PROMO, 100_000, effort=CLOSE)
    assert best.source == "program"
    first_b = simulate(PROMO, 100_000, Order.CUSTOM, custom=[DebtId("B")])
    assert first_b.total_paid == 1_049_152
    assert 1_049_152 - 5 <= best.plan.total_paid <= 1_049_152
    assert best.plan.name == "optimal"
    assert best.bound is not None
    assert best.bound.gap < 100


def test_arrears_are_ranked_by_what_they_cost():
    best = optimal(BEHIND, 200_000)
    greedy = best_greedy(BEHIND, [200_000])
    assert not greedy.feasible
    assert best.plan.total_paid < greedy.total_paid
    assert best.bound is not None
    assert 0 <= best.bound.gap < 0.02 * 2_900_000
    guarded = optimal(BEHIND, 200_000, effort=Effort(guard=True, seconds=1))
    assert guarded.plan.total_paid >= best.bound.total_paid


def test_housing_gets_what_it_requires_first():
    home = debt("home", 4_000_000, "0.003", 100_000, priority=Priority.LIVELIHOOD)
    loan = debt(
        "loan",
        900_000,
        "0.02",
        90_000,
        arrears=Fen(90_000),
        overdue=Fen(80_000),
        penalty_rate=Fraction(3, 100),
    )
    best = optimal([home, loan], 180_000)
    assert not best.plan.feasible
    for row in best.plan.rows[:20]:
        assert row.paid[0] >= min(100_000, row.balances[0])


def test_a_rival_that_shares_the_home_away_is_not_taken():
    home = debt("home", 600_000, "0.004", 120_000, priority=Priority.LIVELIHOOD)
    loan = debt("loan", 300_000, "0.02", 60_000, arrears=Fen(60_000), penalty_rate=Fraction(3, 100))
    rivals = [simulate([home, loan], 100_000, order) for order in Order]
    shared = next(plan for plan in rivals if plan.name == Order.PRO_RATA)
    assert shared.rows[0].paid[0] < 100_000
    best = optimal([home, loan], 100_000, rivals=rivals)
    assert shared.total_paid < best.plan.total_paid
    assert best.plan.rows[0].paid[0] == 100_000


def test_lean_months_are_bridged_by_holding_cash():
    budgets = [200_000] * 2 + [20_000] * 2 + [200_000]
    one = debt("a", 600_000, "0.015", 50_000)
    other = debt("b", 300_000, "0.01", 30_000)
    best = optimal([one, other], budgets)
    assert best.plan.months is not None
    assert best.bound is not None
    assert best.bound.total_paid <= best.plan.total_paid


def test_fees_and_revolving_minimums_are_in_the_model():
    fee = debt("fee", 400_000, "0", 40_000, monthly_fee=Fen(4_000))
    card = debt("card", 500_000, "0.015", 5_000, fraction=Fraction(1, 10))
    late = debt("late", 200_000, "0.01", 20_000, fraction=Fraction(1, 20), arrears=Fen(15_000))
    for mix, budget in (([fee, card], 150_000), ([fee, card, late], 90_000)):
        best = optimal(mix, budget)
        assert best.bound is not None
        assert best.bound.proof in {"program", "certificate"}
        assert best.plan.total_paid <= best_greedy(mix, [budget]).total_paid


def test_a_contract_with_dues_ends_in_its_last_month():
    plan = debt("plan", 300_000, "0.01", dues=tuple(Fen(x) for x in (60_000,) * 4 + (70_000,)))
    best = optimal([plan, debt("b", 200_000, "0.02", 20_000)], 150_000)
    assert best.plan.feasible
    behind = debt("p", 300_000, "0.01", dues=(Fen(60_000), Fen(260_000)), arrears=Fen(9_000))
    assert optimal([behind], 20_000).bound is not None


def test_debts_that_never_end_have_no_bound():
    answer = optimal([debt("a", 1_000_000, "0.05", 20_000)], 30_000)
    assert answer.bound is None
    assert answer.plan.months is None
    assert optimal([], 0).bound is None


def test_a_large_household_keeps_the_greedy_and_the_bound():
    many = [debt(str(k), 2_000_000, Fraction(10 + k, 1000), 40_000) for k in range(9)]
    promo = debt("p", 500_000, "0", 20_000, later_rate=Fraction(1, 50), later_from=6)
    best = optimal([*many, promo], 600_000)
    assert best.source in {"avalanche", "snowball", "pro_rata"}
    assert best.bound is not None
    assert best.bound.proof == "certificate"
    long = optimal([*many, promo], 425_000)
    assert long.bound is not None


def test_a_bound_needs_no_good_duals():
    model = LinearModel()
    x = model.money(500, 1)
    model.row({x: Fraction(1, 3)}, low=100)
    model.row({x: 1}, high=400)
    assert model.bound_of([300.0, 0.0]) <= 300
    assert model.bound_of([3.0, 0.0]) == 300
    assert model.bound_of([-1.0, -0.5]) <= 300
    assert LinearModel().bound_of([]) == 0


def test_an_impossible_program_has_no_values():
    model = LinearModel()
    x = model.money(500, 1)
    model.row({x: 1}, low=600)
    assert model.solve().values is None


def test_replay_counts_what_was_required_and_not_paid():
    plan = replay([debt("a", 100_000, "0.01", 30_000)], lambda *_: [25_000], "mine")
    assert plan.name == "mine"
    assert not plan.feasible
    assert plan.shortfall > 0
    assert plan.months == 5


def test_a_fee_is_worth_paying_a_debt_off_a_month_earlier():
    cheap = debt("a", 100_253, "0.02")
    fee = debt("b", 189_063, "0.008", monthly_fee=Fen(3_000))
    best = optimal([cheap, fee], 150_000, effort=CLOSE)
    assert best_greedy([cheap, fee], [150_000]).total_paid == 301_253
    assert best.source == "program"
    assert best.plan.total_paid <= 300_151


small = st.builds(
    debt,
    st.just("d"),
    st.integers(100_000, 300_000),
    st.sampled_from(["0.008", "0.015", "0.02"]),
    st.sampled_from([0, 20_000]),
    later_rate=st.sampled_from([None, Fraction(3, 100)]),
    later_from=st.just(3),
    monthly_fee=st.sampled_from([Fen(0), Fen(3_000)]),
)


@settings(max_examples=10, deadline=None)
@given(st.lists(small, min_size=2, max_size=2))
def test_no_split_of_the_money_on_a_grid_beats_the_optimum(debts):
    budget = 150_000
    best = optimal(debts, budget, effort=CLOSE)
    months = best.plan.months or 1
    cheapest = None
    for parts in product(range(11), repeat=min(months, 4)):

        def give(month, owed, required, parts=parts):
            part = parts[min(month, len(parts)) - 1] * budget // 8
            first = min(owed[0], max(part, required[0]), budget - required[1])
            second = min(owed[1], budget - first)
            return [min(owed[0], budget - second), second]

        plan = replay(debts, give, "grid")
        if plan.feasible and (cheapest is None or plan.total_paid < cheapest):
            cheapest = plan.total_paid
    assert best.bound is not None
    assert cheapest is None or best.plan.total_paid <= cheapest * 1.0001 + 20
    assert best.bound.total_paid <= best.plan.total_paid
    assert cheapest is None or best.bound.total_paid <= cheapest


tiny = st.builds(
    debt,
    st.just("d"),
    st.integers(50_000, 250_000),
    st.sampled_from(["0.008", "0.012", "0.015", "0.02"]),
    st.sampled_from([0, 10_000]),
    later_rate=st.sampled_from([None, Fraction(3, 100)]),
    later_from=st.just(3),
    fraction=st.sampled_from([Fraction(0), Fraction(1, 10)]),
    monthly_fee=st.sampled_from([Fen(0), Fen(1_500)]),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(tiny, min_size=2, max_size=3), st.integers(2, 4))
def test_no_order_of_paying_a_tiny_household_is_a_fen_cheaper(debts, share):
    budget = sum(int(one.balance) for one in debts) // share
    best = optimal(debts, budget)
    months = best.plan.months
    if not best.plan.feasible or months is None or months > (8 if len(debts) == 2 else 3):
        return
    least = best.plan.total_paid + 1
    for chosen in product(permutations(range(len(debts))), repeat=months):

        def give(month, owed, required, chosen=chosen):
            left, paid = budget, [0] * len(debts)
            for place in range(len(debts)):
                paid[place] = min(owed[place], required[place])
                left -= paid[place]
            for place in chosen[min(month, months) - 1]:
                more = min(left, owed[place] - paid[place])
                paid[place], left = paid[place] + more, left - more
            return paid

        plan = replay(debts, give, "by hand")
        if plan.feasible:
            least = min(least, plan.total_paid)
    assert best.plan.total_paid <= least
    assert best.bound.total_paid <= least


def contract(code, yuan, start, *, method, periods, rate):
    plan = Terms(
        rate=Rate(value=Decimal(rate), per=RatePeriod.DAY), periods=periods, due_day=start.day,
        method=method,
        minimum=Minimum(fraction=Decimal("0.1"), floor=Fen(5_000)),
    )  # fmt: skip
    return Debt(
        id=DebtId(code), name=code, product="other", lender="x", lender_type=LenderType.BANK,
        contract_date=start, principal=Fen(yuan * 100), terms=plan,
    )  # fmt: skip


small_contract = st.builds(
    contract,
    st.just("d"),
    st.integers(2_000, 30_000),
    st.dates(date(2026, 8, 1), date(2026, 11, 20)),
    method=st.sampled_from(
        [Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.REVOLVING]
    ),
    periods=st.integers(6, 18),
    rate=st.sampled_from(["0.0002", "0.0003", "0.0005"]),
)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.lists(small_contract, min_size=2, max_size=6), st.integers(0, 30))
def test_six_contracts_over_two_years_are_solved_to_a_gap_of_nothing(made, more):
    debts = plan_debts([replace(one, id=DebtId(f"d{k}")) for k, one in enumerate(made)], TODAY)
    least = required_first(debts)
    budget = max(least * (100 + more) // 100, sum(one.balance for one in debts) // 20)
    best = optimal(debts, budget)
    assert best.plan.name == "optimal"
    if best.plan.feasible and best.plan.months <= 24:
        assert best.bound.gap == 0


def test_a_program_a_fen_short_at_a_last_instalment_is_solved_again_with_some_to_spare():
    begun, later = date(2026, 8, 1), date(2026, 10, 22)
    level, last = Method.EQUAL_PAYMENT, Method.INTEREST_ONLY
    made = [
        contract("a", 2_000, begun, method=level, periods=6, rate="0.0002"),
        contract("b", 2_000, begun, method=level, periods=7, rate="0.0002"),
        contract("c", 11_633, date(2026, 8, 6), method=last, periods=11, rate="0.0003"),
        contract("d", 19_763, later, method=last, periods=16, rate="0.0005"),
    ]
    best = optimal(plan_debts(made, TODAY), 466_701)
    assert (best.plan.feasible, best.plan.total_paid, best.bound.gap) == (True, 3_807_923, 0)


@settings(max_examples=20, deadline=None)
@given(st.lists(small, min_size=1, max_size=3), st.integers(90_000, 260_000))
def test_the_certificate_never_exceeds_any_plan(debts, budget):
    best = optimal(debts, budget, effort=Effort(seconds=2))
    if best.bound is None:
        return
    for order in (Order.AVALANCHE, Order.SNOWBALL, Order.PRO_RATA):
        plan = simulate(debts, budget, order)
        if plan.months is not None and plan.feasible == best.plan.feasible:
            assert best.bound.total_paid <= plan.total_paid
            assert best.plan.total_paid <= plan.total_paid


def test_housing_the_money_cannot_reach_still_has_an_honest_bound():
    home = debt("home", 600_000, "0.004", 120_000, priority=Priority.LIVELIHOOD)
    loan = debt("loan", 300_000, "0.02", 60_000, arrears=Fen(60_000), penalty_rate=Fraction(3, 100))
    best = optimal([home, loan], [100_000])
    assert not best.plan.feasible
    assert best.bound is not None
    assert 900_000 <= best.bound.total_paid <= best.plan.total_paid
    assert best.plan.rows[0].paid[0] == 100_000


YEAR = (31, 30, 31, 31, 28, 31, 30, 31, 30, 31, 31, 30)


def open_household(*, family: bool = False):
    """A card whose minimum moves, two loans by days, and a sister who waits for her day."""
    loan = {"units": YEAR, "first_cost": Fen(9_000)}
    debts = [
        debt("card", 1_200_000, "0.0005", 5_000, fraction=Fraction(1, 10), **loan),
        debt("a", 900_000, "0.0004", dues=(Fen(80_000),) * 12, **loan),
        debt("b", 600_000, "0.0006", dues=(Fen(60_000),) * 11, arrears=Fen(30_000), **loan),
    ]
    if family:
        waits = (Fen(0),) * 5 + (Fen(300_000),)
        debts.append(debt("s", 300_000, "0", dues=waits, priority=Priority.FAMILY))
        debts.append(debt("t", 100_000, "0", priority=Priority.FAMILY))
    return debts


def test_a_small_household_is_solved_until_nothing_is_left_of_the_gap():
    for family in (False, True):
        best = optimal(open_household(family=family), 330_000)
        assert best.plan.feasible
        assert best.bound is not None
        assert (best.bound.gap, best.bound.proof) == (0, "program")


def test_the_optimum_pays_family_on_its_days_only():
    plan = optimal(open_household(family=True), 330_000).plan
    sister = [row.paid[3] for row in plan.rows]
    assert sister[:6] == [0, 0, 0, 0, 0, 300_000]
    for row in plan.rows:
        assert row.paid[4] == 0 or not any(row.balances[:3])


def test_a_relative_with_two_days_gets_each_part_on_its_own():
    dues = (Fen(0), Fen(0), Fen(120_000), Fen(0), Fen(0), Fen(180_000))
    sister = debt("s", 300_000, "0", dues=dues, priority=Priority.FAMILY)
    best = optimal([*open_household()[:2], sister], 250_000)
    assert [row.paid[2] for row in best.plan.rows][:6] == list(dues)
    assert best.bound is not None
    assert (best.bound.gap, best.bound.proof) == (0, "program")


def test_a_plan_is_held_to_hold_by_the_first_fen_that_reaches():
    debts = open_household()
    first = 120_000 + 9_000 + 80_000 + 60_000 + 30_000
    assert holding_plan(debts, first) is not None
    assert holding_plan(debts, first - 1) is None
    assert holding_plan(debts, []) is None
    assert holding_plan([], 100) is None


def test_what_only_saving_up_can_hold_is_found():
    late = debt("l", 400_000, "0", dues=(Fen(0), Fen(0), Fen(0), Fen(400_000)))
    card = debt("c", 300_000, "0.01", 20_000)
    assert not simulate([late, card], 150_000, Order.SNOWBALL).feasible
    assert holding_plan([late, card], 150_000) is not None
    assert holding_plan([late, card], 100_000) is None


def test_a_minimum_carries_the_fee_of_its_month():
    """1,500 a month beside a card's tenth: the program paid less than the bill asks for.

    Its bound then spoke of plans that no lender accepts, ten yuan below any that holds.
    """
    debts = [
        debt("loan", 54_947, "0.02"),
        debt("card", 457_071, "0.02", fraction=Fraction(1, 10)),
        debt("fee", 355_217, "0.008", 20_000, fraction=Fraction(1, 10), monthly_fee=Fen(1_500)),
    ]
    best = optimal(debts, 100_394)
    assert (best.plan.total_paid, best.bound.gap) == (948_141, 0)
    assert best.bound.total_paid > 948_100


def test_what_is_late_is_required_where_nothing_else_is():
    """1,587.72 are late without a plan beside: the program let them wait and bought a gap."""
    debts = [
        debt("card", 438_555, "0.012", fraction=Fraction(1, 10)),
        debt("late", 563_756, "0.008", arrears=Fen(158_772), overdue=Fen(142_894),
             penalty_rate=Fraction(12, 1000)),
        debt("loan", 202_621, "0.015", 10_000),
    ]  # fmt: skip
    best = optimal(debts, 268_005)
    assert (best.plan.total_paid, best.bound.gap) == (1_240_013, 0)


def test_a_month_with_not_a_fen_to_spare_does_not_stop_the_second_attempt():
    """The first month asks for all there is; a fen left open later then cost a fee of 15.00."""
    debts = [
        debt("a", 259_786, "0.008", 10_000, later_rate=Fraction(3, 100), later_from=3),
        debt("b", 85_521, "0.015", 10_000, later_rate=Fraction(3, 100), later_from=4),
        debt("c", 423_069, "0.02", 10_000, monthly_fee=Fen(1_500)),
        debt("d", 357_797, "0.02", 10_000, arrears=Fen(89_949), overdue=Fen(80_954),
             penalty_rate=Fraction(3, 100)),
    ]  # fmt: skip
    best = optimal(debts, 129_949)
    assert (best.plan.total_paid, best.bound.gap) == (1_258_343, 0)
