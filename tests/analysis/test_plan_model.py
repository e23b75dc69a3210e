"""What the program of the cheapest plan permits: payments are fixed, and what follows is by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jiebei_desktop.analysis.plan_model import PlanModel, Setting
from jiebei_desktop.domain.debts import DebtId, Priority
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.strategies import PlanDebt


def debt(balance, rate="0", minimum=0, **more):
    return PlanDebt(
        id=DebtId("x"), balance=Fen(balance), rate=Fraction(rate), minimum=Fen(minimum), **more
    )


def paid(debts, monthly, *payments, **how):
    """Return the program and its columns where so much is paid by month and debt; None: it cannot.

    In fen; months of which nothing is said are the program's own.
    """
    setting = {"months": len(payments), "may_miss": False}
    program = PlanModel(debts, monthly, Setting(**(setting | how)))
    for month, row in enumerate(payments):
        for one, fen in zip(program.columns, row, strict=True):
            program.model.lows[one.paid[month]] = fen
            program.model.highs[one.paid[month]] = min(fen, program.model.highs[one.paid[month]])
            if fen > program.model.highs[one.paid[month]]:
                return program, None
    for column in [column for one in program.columns for column in one.late]:
        program.model.costs[column] = Fraction(1)  # no more is late than has to be
    values = program.model.solve(gap=0.0).values
    return program, None if values is None else [round(value, 1) for value in values]


def permits(debts, monthly, *payments, **how):
    return paid(debts, monthly, *payments, **how)[1] is not None


def left(debts, *payments, late=False, **how):
    """Return what is left after each month of the first debt, or what is late of it."""
    program, values = paid(debts, [10**6], *payments, **how)
    one = program.columns[0]
    return None if values is None else [values[k] for k in (one.late if late else one.left)]


# -- the money ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payments", "held"),
    [
        ([(500,), (300,)], True),
        ([(501,), (299,)], False),
        ([(400,), (400,)], True),  # a hundred was kept
        ([(400,), (401,)], False),
        ([(400,), (400,), (300,)], True),  # the last month's money repeats
        ([(400,), (400,), (301,)], False),
        ([(0,), (0,), (1_100,)], True),  # all of it was
        ([(0,), (0,), (1_101,)], False),
    ],
)
def test_no_month_spends_what_came_later_and_what_is_kept_is_spent_once(payments, held):
    assert permits([debt(5_000)], [500, 300], *payments) is held


@pytest.mark.parametrize(("second", "held"), [(200, True), (201, False)])
def test_debts_share_the_money_of_a_month(second, held):
    assert permits([debt(5_000), debt(5_000)], [500], (300, second)) is held


def test_what_is_left_in_the_end_costs_its_share_and_nothing_before():
    program = PlanModel([debt(5_000)], [500], Setting(months=2, may_miss=False,
                                                      left_over=Fraction(3, 2)))  # fmt: skip
    (one,), costs = program.columns, program.model.costs
    assert [costs[k] for k in (*one.paid, *one.left, *one.alive)] == [1, 1, 0, Fraction(3, 2), 0, 0]


# -- what is left -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "rest"),
    [
        (debt(10_000, "0.01"), [9_100, 8_191, 7_272.9]),  # 9,100 · 1.01 - 1,000, and so on
        (debt(10_000, "0.01", monthly_fee=Fen(30)), [9_130, 8_251.3, 7_363.8]),
        (debt(10_000, "0.01", first_cost=Fen(7)), [9_007, 8_097.1, 7_178]),
        (debt(10_000, "0.01", units=(1, 2)), [9_100, 8_282, 7_447.6]),
        (debt(10_000, "0", later_rate=Fraction(1, 100), later_from=3), [9_000, 8_000, 7_080]),
        # Of 10,000 are 600 charges: nothing runs on them, and they are paid first.
        (debt(10_000, "0.01", charges=Fen(600)), [9_094, 8_184.9, 7_266.8]),
        # 300 are paid of 694: 394 of them stay beside 9,400 of principal.
        (debt(10_000, "0.01", charges=Fen(1_600)), [9_084, 8_168, 7_249.7]),
    ],
)
def test_what_is_left_is_what_was_with_its_cost_less_what_is_paid(one, rest):
    assert left([one], *[(1_000,)] * 3) == pytest.approx(rest, abs=0.11)


def test_a_fee_ends_with_its_debt():
    fee = debt(1_000, monthly_fee=Fen(30))
    assert left([fee], (1_030,), (0,)) == [0, 0]
    assert left([fee], (1_029,), (31,)) == [1, 0]
    assert not permits([fee], [9_999], (1_029,), (32,))


# -- what is required --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "payments", "held"),
    [
        (debt(900, minimum=100), [100, 100], True),
        (debt(900, minimum=100), [99, 100], False),
        (debt(900, minimum=100), [100, 99], False),
        (debt(150, minimum=100), [100, 50], True),  # the rest is less
        (debt(150, minimum=100), [100, 49], False),
        (debt(900, minimum=100, arrears=Fen(40)), [140, 100], True),
        (debt(900, minimum=100, arrears=Fen(40)), [139, 100], False),
        (debt(900, minimum=100, first_due=Fen(250)), [250, 100], True),
        (debt(900, minimum=100, first_due=Fen(250)), [249, 100], False),
        (debt(900, dues=(Fen(300), Fen(200), Fen(400))), [300, 200, 400], True),
        (debt(900, dues=(Fen(300), Fen(200), Fen(400))), [299, 200, 401], False),
        (debt(900, dues=(Fen(300), Fen(200), Fen(400))), [300, 199, 401], False),
        (debt(900, dues=(Fen(300), Fen(200), Fen(400))), [300, 200, 399], False),
        (debt(900, dues=(Fen(300), Fen(200), Fen(400))), [500, 400, 0], True),  # all of it sooner
        # A tenth of the balance and the interest on it, less the fen that is allowed for posting.
        (debt(1_000, "0.02", fraction=Fraction(1, 10)), [119, 109], True),
        (debt(1_000, "0.02", fraction=Fraction(1, 10)), [118, 200], False),
        (debt(1_000, "0.02", fraction=Fraction(1, 10)), [120, 107], True),  # 0.12 · 900 - 1
        (debt(1_000, "0.02", fraction=Fraction(1, 10)), [120, 106], False),
    ],
)
def test_a_contract_that_is_kept_gets_what_it_requires(one, payments, held):
    assert permits([one], [10**6], *[(fen,) for fen in payments]) is held


# -- family comes last -------------------------------------------------------------------------


KIN = debt(600, priority=Priority.FAMILY)


@pytest.mark.parametrize(
    ("payments", "held"),
    [
        ([(300, 0), (0, 600)], True),
        ([(300, 1), (0, 599)], True),  # nothing else is left in that month
        ([(299, 1), (1, 599)], False),
        ([(299, 0), (1, 600)], True),
    ],
)
def test_family_gets_nothing_while_another_is_owed(payments, held):
    assert permits([debt(300), KIN], [10**6], *payments) is held
    assert permits([debt(300), KIN], [10**6], *payments, may_miss=True)


@pytest.mark.parametrize(
    ("payments", "held"),
    [
        ([(0, 200), (0, 0), (300, 400)], True),
        ([(300, 201), (0, 0), (0, 399)], False),  # ahead of its day
        ([(300, 200), (0, 1), (0, 399)], False),
        ([(0, 199), (0, 0), (300, 401)], False),  # its day is kept
    ],
)
def test_family_with_days_is_paid_on_them_and_no_sooner(payments, held):
    kin = debt(600, dues=(Fen(200), Fen(0), Fen(400)), priority=Priority.FAMILY)
    assert permits([debt(300), kin], [10**6], *payments) is held


# -- where contracts are not kept --------------------------------------------------------------


LATE = {"penalty_rate": Fraction(2, 100)}


@pytest.mark.parametrize(
    ("one", "payments", "rest", "late"),
    [
        # 10,000 and 100 of interest; 600 are missed, which cost 6 more in the next month.
        (debt(10_000, "0.01", 1_000, **LATE), [400, 900], [9_700, 8_903], [600, 700]),
        (debt(10_000, "0.01", 1_000, **LATE), [400, 1_600], [9_700, 8_203], [600, 0]),
        # 500 were late of which 300 of principal bear 3 more in the first month.
        (debt(10_000, "0.01", 1_000, arrears=Fen(500), overdue=Fen(300), **LATE), [400],
         [9_703], [1_100]),
        (debt(1_000, "0.01", 5_000, **LATE), [200], [810], [810]),  # no more than is left
        # After the last month of its contract all that is left is late.
        (debt(900, "0.01", dues=(Fen(300), Fen(600)), **LATE), [300, 200, 0], [609, 415.1, 423.4],
         [0, 415.1, 423.4]),
        # A tenth of the balance with its cost was required: 1,100 less a fen, then 11 of a hundred.
        (debt(10_000, "0.01", fraction=Fraction(1, 10), **LATE), [100, 300],
         [10_000, 9_810], [999, 1_798]),
        # Required are a half less a fen: 499, then 500 - 1 of what is left, and what was late. In
        # the third month that is more than all of it: 1,009.98 + 0.02 · 998 - 300.
        (debt(1_000, fraction=Fraction(1, 2), **LATE), [0, 0, 300], [1_000, 1_010, 729.9],
         [499, 998, 729.9]),
        # Simple interest: 600 are charges, the missed ones bear the penalty.
        (debt(10_000, "0.01", 1_000, charges=Fen(600), **LATE), [400, 900],
         [9_694, 8_894], [600, 700]),
    ],
)  # fmt: skip
def test_what_was_required_and_not_paid_is_late_and_bears_the_penalty(one, payments, rest, late):
    made = [(fen,) for fen in payments]
    assert left([one], *made, may_miss=True) == pytest.approx(rest, abs=0.11)
    assert left([one], *made, late=True, may_miss=True) == pytest.approx(late, abs=0.11)


@pytest.mark.parametrize(
    ("priority", "how", "held"),
    [
        (Priority.UNSECURED, {}, True),
        (Priority.SECURED, {}, False),
        (Priority.LIVELIHOOD, {}, False),
        (Priority.SECURED, {"protect": False}, True),
    ],
)
def test_a_home_gets_what_it_requires_where_others_may_be_missed(priority, how, held):
    one = debt(900, minimum=100, priority=priority)
    assert permits([one], [10**6], (99,), may_miss=True, **how) is held


@pytest.mark.parametrize(
    ("payments", "held"),
    [
        ([0, 0, 300, 0, 0], True),
        ([0, 0, 299, 0, 0], False),
        ([0, 0, 0, 400, 0], False),
        ([100, 0, 0, 300, 0], True),
    ],
)
def test_a_guarded_debt_is_never_late_three_months_in_a_row(payments, held):
    one, made = debt(9_000, minimum=100), [(fen,) for fen in payments]
    assert permits([one], [10**6], *made, may_miss=True, guard=True) is held
    assert permits([one], [10**6], *made, may_miss=True)


def test_a_known_first_cost_and_a_fee_can_be_paid_in_a_last_month():
    last = debt(900, dues=(Fen(900),), first_cost=Fen(70), monthly_fee=Fen(30))
    assert left([last], (1_000,)) == [0]
    assert not permits([last], [10**6], (999,))


def test_payments_are_read_by_month_and_debt_to_the_fen():
    program, values = paid([debt(900), debt(500)], [10**6], (200, 30), (1, 4))
    assert program.payments(values) == [[200, 30], [1, 4]]
