from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Method, Minimum, Rounding, Terms
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import pay_for, schedule
from jiebei_desktop.domain.standing.schedules import equal_payment, minimum_due


def terms(value, per, periods, method=Method.EQUAL_PAYMENT, basis=DayBasis.MONTHLY, **more):
    return Terms(
        rate=Rate(value=Decimal(value), per=RatePeriod(per)),
        day_basis=basis,
        method=method,
        periods=periods,
        **more,
    )


START = date(2026, 1, 15)
JIEBEI = terms("0.0005", "day", 12, basis=DayBasis.ACT_365)


def interest(rows):
    return sum(row.interest for row in rows)


def test_equal_instalments_at_half_a_percent_a_month():  # V01
    rows = schedule(1200000, terms("0.005", "month", 12), START)
    assert (rows[0].payment, rows[-1].payment, interest(rows)) == (103280, 103278, 39358)
    assert rows[5].balance == 608976


def test_equal_instalments_at_14_6_percent_a_year():  # V02
    rows = schedule(4200000, terms("0.146", "year", 24), START)
    assert (rows[0].payment, rows[-1].payment, interest(rows)) == (202847, 202838, 668319)


def test_equal_instalments_by_actual_days_from_the_31st():  # V03
    rows = schedule(1000000, terms("0.0005", "day", 12, basis=DayBasis.ACT_365), date(2025, 1, 31))
    assert (rows[0].payment, rows[-1].payment, interest(rows)) == (91736, 91725, 100821)
    assert rows[0].interest == 14000
    dues = [date(2025, 1, 31), *(row.due for row in rows)]
    assert (dues[1], dues[3]) == (date(2025, 2, 28), date(2025, 4, 30))
    assert rows[1].due == date(2025, 3, 31)


def test_equal_principal_with_the_remainder_last():  # V05
    rows = schedule(
        1000000,
        terms("0.015", "month", 3, Method.EQUAL_PRINCIPAL, rounding=Rounding.FLOOR),
        START,
    )
    assert [row.payment for row in rows] == [348333, 343333, 338334]
    assert interest(rows) == 30000


def test_interest_first_and_principal_at_the_end():  # V06
    rows = schedule(2000000, terms("0.0122", "month", 6, Method.INTEREST_ONLY), START)
    assert [row.payment for row in rows] == [24400] * 5 + [2024400]


def test_a_single_repayment_after_47_days():  # V07
    once = terms(
        "0.00035", "day", None, Method.SINGLE, DayBasis.ACT_365, first_due=date(2026, 3, 3)
    )
    (row,) = schedule(800000, once, START)
    assert (row.days, row.payment, row.interest) == (47, 813160, 13160)


def test_fee_instalments_charge_the_original_principal():  # V08
    rows = schedule(
        1200000,
        terms("0", "month", 12, Method.FEE_INSTALMENT, fee_per_period=Decimal("0.006")),
        START,
    )
    assert {row.payment for row in rows} == {107200}
    assert sum(row.fee for row in rows) == 86400
    assert interest(rows) == 0


@pytest.mark.parametrize("basis", list(DayBasis))
@pytest.mark.parametrize(("principal", "level"), [(1004, 100), (1005, 101), (1001, 100)])
def test_level_payments_without_interest_are_the_even_part_whatever_days_count(
    basis, principal, level
):
    rows = schedule(principal, terms("0", "year", 10, basis=basis), START)
    assert [row.payment for row in rows] == [level] * 9 + [principal - 9 * level]


def test_the_card_minimum_with_an_unpaid_one_before():  # V15, E23
    ten = Minimum(fraction=Decimal("0.10"), floor=5000)
    assert minimum_due(ten, 1534567, 18234 + 2500 + 6000) == 180191
    assert minimum_due(ten, 800000, 108640 + 3520 + 2000) == 194160


def test_the_card_minimum_is_never_more_than_is_owed():
    ten = Minimum(fraction=Decimal("0.10"), floor=5000)
    assert minimum_due(ten, 3000, 500) == 3500
    assert minimum_due(ten, 20000, 500) == 5000


def test_equal_instalments_of_the_worked_example():  # E2
    rows = schedule(1200000, terms("0.18", "year", 12), START)
    assert rows[0][3:] == (110016, 92016, 18000, 0, 1107984)
    assert rows[-1][3:] == (110019, 108393, 1626, 0, 0)
    assert (interest(rows), sum(row.payment for row in rows)) == (120195, 1320195)
    assert rows[5].balance == 626783


def test_equal_instalments_by_actual_days_of_the_worked_example():  # E2b
    rows = schedule(1200000, JIEBEI, START)
    assert (rows[0].payment, rows[-1].payment, interest(rows)) == (110115, 110116, 121381)
    assert rows[0] == (1, date(2026, 2, 15), 31, 110115, 91515, 18600, 0, 1108485)
    assert rows[1] == (2, date(2026, 3, 15), 28, 110115, 94596, 15519, 0, 1013889)


def test_equal_principal_is_rounded_half_up_the_rest_comes_last():  # E3, E3b
    rows = schedule(1200000, terms("0.18", "year", 12, Method.EQUAL_PRINCIPAL), START)
    assert (rows[0].payment, rows[-1].payment, interest(rows)) == (118000, 101500, 117000)
    parts = [
        row.principal
        for row in schedule(1000000, terms("0", "year", 12, Method.EQUAL_PRINCIPAL), START)
    ]
    assert parts == [83333] * 11 + [83337]


def test_interest_only_by_actual_days():  # E4
    rows = schedule(
        1000000, terms("0.0004", "day", 12, Method.INTEREST_ONLY, DayBasis.ACT_365), START
    )
    assert [row.days for row in rows] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert [row.interest for row in rows] == [row.days * 400 for row in rows]
    assert interest(rows) == 146000


@pytest.mark.parametrize(
    ("fee", "periods", "payment"),
    [("0.0066", 12, 107920), ("0.0072", 3, 408640), ("0.0072", 6, 208640), ("0.0072", 24, 58640)],
)
def test_fee_instalments_of_the_worked_examples(fee, periods, payment):  # E5
    plan = terms("0", "month", periods, Method.FEE_INSTALMENT, fee_per_period=Decimal(fee))
    assert schedule(1200000, plan, START)[0].payment == payment


def test_an_offer_of_twelve_percent_and_the_same_on_what_was_received():  # E5c
    full = schedule(1000000, terms("0.12", "year", 12), START)
    assert full[0].payment == 88849
    assert 12 * full[0].payment == 1066188  # the worked example prints 10,661.86: last one differs
    assert sum(row.payment for row in full) == 1066186
    less = schedule(900000, terms("0.12", "year", 12), START)
    assert sum(row.payment for row in less) == 959568
    assert 1066186 - 959568 == 106618


def test_the_minimum_only_takes_forty_cycles():  # E8d
    card = terms(
        "0.0005",
        "day",
        None,
        Method.REVOLVING,
        minimum=Minimum(fraction=Decimal("0.10"), floor=5000),
    )
    rows = schedule(1000000, card, START)
    assert (len(rows), interest(rows), rows[-1].balance) == (40, 146932, 0)


def test_a_minimum_below_interest_stops_after_fifty_years():
    card = terms(
        "0.1", "month", None, Method.REVOLVING, minimum=Minimum(fraction=Decimal(0), floor=1)
    )
    assert len(schedule(1000000, card, START)) == 600


@pytest.mark.parametrize(
    ("rounding", "each", "last"), [("half_up", 65158, 65148), ("floor", 65157, 65183)]
)
def test_no_interest_over_36_months(rounding, each, last):  # E14
    plan = terms("0", "year", 36, Method.EQUAL_PRINCIPAL, rounding=Rounding(rounding))
    rows = schedule(2345678, plan, START)
    assert (rows[0].principal, rows[-1].principal) == (each, last)


@pytest.mark.parametrize(
    ("periods", "payments"),
    [
        (12, (195473, 201884, 215052)),
        (24, (97737, 103962, 117106)),
        (36, (65158, 71360, 84802)),
        (48, (48868, 55088, 68904)),
        (60, (39095, 45349, 59565)),
    ],
)
def test_the_grid_of_rates_and_terms(periods, payments):  # E20g
    found = [equal_payment(2345678, Fraction(rate, 1200), periods) for rate in (0, 6, 18)]
    assert tuple(found) == payments


@pytest.mark.parametrize(
    ("principal", "rate", "periods", "payment"),
    [
        (10000000, "0.04", 360, 47742),  # AM-01
        (2500000, "0.055", 60, 47753),  # AM-04
        (20000000, "0.075", 180, 185402),  # AM-05
        (1000000, "0.12", 12, 88849),  # AM-08
        (1000000, "0.0825", 6, 170700),  # AM-10
        (12000000, "0", 12, 1000000),  # AM-11
        (100000000, "0.0520", 300, 596302),  # E11
        (100000000, "0.0515", 300, 593363),
        (100000000, "0.0520", 360, 549111),
        (100000000, "0.0515", 360, 546026),
    ],
)
def test_level_payments_are_the_published_ones(principal, rate, periods, payment):
    assert equal_payment(principal, Fraction(Decimal(rate)) / 12, periods) == payment


def test_a_published_mortgage_payment_in_whole_dollars():  # AM-09 rounds to the unit
    assert round(equal_payment(50000000, Fraction(35, 12000), 360) / 100) == 2245


@pytest.mark.parametrize(
    ("principal", "rate", "payment", "periods"),
    [
        (2000000, Fraction(10, 1200), 50000, 49),  # AM-02
        (2345678, Fraction(0), 60000, 40),  # E14b
        (2345678, Fraction(6, 1200), 60000, 44),
        (2345678, Fraction(24, 1200), 60000, 77),
        (4410345, Fraction(146, 10000), 150000, 39),  # V17
    ],
)
def test_the_shortest_term_an_amount_can_carry(principal, rate, payment, periods):
    assert pay_for(principal, rate, periods) <= payment < pay_for(principal, rate, periods - 1)


def test_the_payment_of_the_shortest_term_and_of_the_smallest_waiver():  # V17, V18
    rate = Fraction(146, 10000)
    assert pay_for(4410345, rate, 39) == 149123
    assert pay_for(4410345 - 33634, rate, 60) == 110000
    assert pay_for(4410345 - 33633, rate, 60) > 110000


@pytest.mark.parametrize(
    "plan",
    [
        terms("0.01", "month", None),
        terms("0.01", "month", 12, Method.FREE),
        terms("0.01", "month", None, Method.SINGLE),
        terms("0.01", "month", None, Method.REVOLVING),
    ],
)
def test_terms_without_a_plan_have_no_rows(plan):
    assert schedule(1000000, plan, START) == ()


def test_a_single_loan_of_six_monthly_periods_counts_six_twelfths():
    (row,) = schedule(1000000, terms("0.12", "year", 6, Method.SINGLE), START)
    assert (row.due, row.interest) == (date(2026, 7, 15), 60000)


def test_a_single_monthly_loan_with_only_a_date_counts_days_over_360():
    once = terms("0.36", "year", None, Method.SINGLE, first_due=date(2026, 1, 25))
    assert schedule(1000000, once, START)[0].interest == 10000


def test_principal_parts_never_go_below_nothing():
    # Nine instalments of five fen: half-up would take one fen eight times.
    rows = schedule(5, terms("0", "month", 9, Method.EQUAL_PRINCIPAL), START)
    assert [row.principal for row in rows] == [1] * 5 + [0] * 4
    # A first period of ten years earns more interest than the level payment pays.
    late = terms("0.3", "year", 2, basis=DayBasis.ACT_365, first_due=date(2046, 1, 15), due_day=15)
    rows = schedule(1000000, late, START)
    assert min(row.principal for row in rows) >= 0
    assert sum(row.principal for row in rows) == 1000000


principals = st.integers(100, 10**8)
monthly = st.integers(0, 300).map(lambda bp: Fraction(bp, 10000))
counts = st.integers(1, 60)
methods = st.sampled_from(
    [Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.SINGLE]
)


@settings(max_examples=60)
@given(
    principals,
    st.integers(0, 100),
    counts,
    methods,
    st.tuples(st.sampled_from(DayBasis), st.sampled_from(Rounding)),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_every_schedule_repays_exactly(principal, rate, periods, method, kind, start):
    basis, rounding = kind
    plan = terms(f"0.{rate:05}", "day", periods, method, basis, rounding=rounding)
    rows = schedule(principal, plan, start)
    assert sum(row.principal for row in rows) == principal
    assert rows[-1].balance == 0
    assert sum(row.payment for row in rows) == principal + interest(rows)
    assert min(min(row[3:]) for row in rows) >= 0
    assert [row.n for row in rows] == list(range(1, len(rows) + 1))
    assert sum(row.days for row in rows) == (rows[-1].due - start).days


@settings(max_examples=60)
@given(principals, monthly, counts)
def test_a_proposal_never_asks_for_more_than_its_payment(principal, rate, periods):
    payment = pay_for(principal, rate, periods)
    assert last_instalment(principal, rate, periods, payment) <= payment
    smaller = payment - 1
    assert smaller < 1 or last_instalment(principal, rate, periods, smaller) > smaller


def last_instalment(principal, rate, periods, payment):
    balance = principal
    for _ in range(periods - 1):
        balance -= payment - int(balance * rate + Fraction(1, 2))
    return balance + int(balance * rate + Fraction(1, 2))


@settings(max_examples=60)
@given(principals, monthly, counts)
def test_the_last_half_up_instalment_drifts_within_its_bound(principal, rate, periods):
    payment = equal_payment(principal, rate, periods)
    drift = abs(last_instalment(principal, rate, periods, payment) - payment)
    assert drift <= periods * (1 + rate) ** periods + 2


@settings(max_examples=40)
@given(principals, monthly, st.integers(1, 59))
def test_a_longer_term_never_raises_the_payment(principal, rate, periods):
    assert pay_for(principal, rate, periods + 1) <= pay_for(principal, rate, periods)


@settings(max_examples=40)
@given(principals, st.integers(0, 3000), counts)
def test_interest_of_equal_principal_never_rises(principal, bp, periods):
    plan = terms(str(Decimal(bp) / 100000), "month", periods, Method.EQUAL_PRINCIPAL)
    charged = [row.interest for row in schedule(principal, plan, START)]
    assert charged == sorted(charged, reverse=True)


def test_a_single_instalment_is_principal_and_interest():
    plan = terms("0.0005", "day", 1, basis=DayBasis.ACT_365)
    (row,) = schedule(1000000, plan, START)
    assert (row.payment, row.interest) == (1015500, 15500)


def test_an_agreed_level_payment_is_kept_and_the_last_instalment_absorbs():
    terms = Terms(
        rate=Rate(value=Decimal("0.048"), per=RatePeriod.YEAR),
        day_basis=DayBasis.MONTHLY,
        periods=36,
        first_due=date(2026, 12, 20),
        payment=Fen(215_127),
    )
    rows = schedule(Fen(7_200_000), terms, date(2026, 11, 28))
    assert {row.payment for row in rows[:-1]} == {215_127}
    assert rows[-1].payment == 215_805
    assert sum(row.principal for row in rows) == 7_200_000


@pytest.mark.parametrize("method", [Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL])
def test_months_of_interest_only_come_first_and_the_rest_repays(method):
    plan = terms("0.12", "year", 15, method, DayBasis.MONTHLY)
    rows = schedule(1_200_000, replace(plan, interest_only=3), START)
    assert [(row.payment, row.principal) for row in rows[:3]] == [(12_000, 0)] * 3
    later = schedule(1_200_000, terms("0.12", "year", 12, method, DayBasis.MONTHLY), START)
    assert [row.payment for row in rows[3:]] == [row.payment for row in later]
    assert rows[-1].balance == 0


def test_a_pause_never_takes_the_last_instalment():
    plan = terms("0.12", "year", 3, basis=DayBasis.MONTHLY, interest_only=9)
    assert [row.principal for row in schedule(1_200_000, plan, START)] == [0, 0, 1_200_000]
