"""Contracts kept as they stand: what is late goes first, then every due on its day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from households import loan
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.analysis.course import MonthlyAmount
from jiebei_desktop.analysis.kept import (
    BeforePlan,
    _month_after,
    as_agreed,
    as_it_stands,
    contracts_hold,
    kept_pays,
    paid_whole,
)
from jiebei_desktop.domain.debts import Method, Priority, ReportedBalance, TermsVersion
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.domain.standing import owed, stands

ON = date(2026, 11, 22)
NONE = Rate(value=Decimal(0), per=RatePeriod.DAY)
FIRST = date(2026, 12, 11)
"""Day of the plan's first payment; the debts fall due on the 5th."""


def debt(name="d", *, since=date(2026, 11, 5), principal=1_200_000, **changes):
    return loan(name, 0, since, principal=Fen(principal), due_day=5, **changes)


def stand(one):
    (found,) = stands([one], ON)
    return found


PUNCTUAL = stand(debt())
LATE = stand(debt("late", since=date(2026, 7, 5)))


def test_a_punctual_contract_is_paid_every_due_on_its_day_and_nothing_before():
    pays = kept_pays(PUNCTUAL, FIRST, BeforePlan())
    assert pays.pays == tuple((due.day, due.amount) for due in PUNCTUAL.dues)
    assert (pays.late, pays.before, len(pays.pays)) == (0, (), 12)


def test_what_is_late_is_paid_with_the_plans_first_payment_or_the_contracts_day_before_it():
    pays = kept_pays(LATE, FIRST, BeforePlan())
    due = LATE.dues[0].day
    assert due == date(2026, 12, 5)
    assert pays.pays[0] == (due, pays.late)
    assert pays.late == owed(LATE.debt, due).arrears > LATE.owed.arrears
    early = kept_pays(LATE, date(2026, 11, 28), BeforePlan())
    assert early.pays[0] == (date(2026, 11, 28), early.late)
    assert early.late == owed(LATE.debt, date(2026, 11, 28)).arrears < pays.late
    assert {day for day, _ in early.pays[1:]} == {one.day for one in LATE.dues}


def test_the_weeks_money_makes_good_today_what_is_late_and_it_is_told_apart():
    told = BeforePlan(paid={LATE.debt.id: ((ON, Fen(1)),)})
    pays = kept_pays(LATE, FIRST, told)
    assert pays.before == ((ON, LATE.owed.arrears),)
    assert pays.late == 0
    assert pays.pays[0][0] == LATE.dues[0].day


@pytest.mark.parametrize(("one", "late"), [(PUNCTUAL, False), (LATE, True)])
def test_what_waits_does_so_until_the_plans_day_where_the_income_comes_later(one, late):
    """Held is what falls due before the plan: it is late by then and paid with its penalty."""
    told = BeforePlan(held=frozenset({one.debt.id}), until=date(2026, 12, 20))
    pays = kept_pays(one, FIRST, told)
    assert pays.pays[0] == (FIRST, pays.late)
    assert pays.late == owed(one.debt, FIRST).arrears > one.dues[0].amount
    assert all(day > FIRST for day, _ in pays.pays[1:])
    assert bool(one.arrears) is late
    # A week that pays it as well does not make it good today: it waits.
    both = BeforePlan(held=told.held, until=told.until, paid={one.debt.id: ((ON, Fen(1)),)})
    assert kept_pays(one, FIRST, both) == pays


def test_nothing_waits_of_a_punctual_contract_whose_next_due_is_the_plans_day_or_later():
    held = BeforePlan(held=frozenset({PUNCTUAL.debt.id}), until=date(2026, 12, 20))
    on_time, due = kept_pays(PUNCTUAL, FIRST, BeforePlan()), PUNCTUAL.dues[0].day
    assert kept_pays(PUNCTUAL, due, held) == on_time
    assert kept_pays(PUNCTUAL, due + timedelta(days=1), held) != on_time


def test_what_waits_is_paid_on_the_contracts_next_day_after_the_income_where_the_plan_is_later():
    told = BeforePlan(held=frozenset({PUNCTUAL.debt.id}), until=date(2026, 12, 20))
    pays = kept_pays(PUNCTUAL, date(2027, 1, 20), told)
    second = PUNCTUAL.dues[1]
    assert second.day == date(2027, 1, 5)
    assert pays.late == owed(PUNCTUAL.debt, second.day).arrears
    assert pays.pays[:2] == ((second.day, pays.late), (second.day, second.amount))
    on_the_day = BeforePlan(held=told.held, until=second.day)
    assert kept_pays(PUNCTUAL, date(2027, 1, 20), on_the_day) == pays


def test_a_plan_sees_a_punctual_contract_with_its_highest_month_its_term_and_how_long_it_waits():
    kept = as_it_stands(PUNCTUAL, FIRST, ON)
    assert kept.payment == max(one.amount for one in PUNCTUAL.dues)
    assert (kept.months, kept.waits) == (12, 0)
    assert as_it_stands(LATE, FIRST, ON) is None


def test_a_budget_holds_contracts_to_the_fen_and_keeps_what_a_month_does_not_need():
    most = max(one.amount for one in PUNCTUAL.dues)
    assert contracts_hold([PUNCTUAL], FIRST, most, ON)
    least = next(
        fen for fen in range(most - 200, most + 1) if contracts_hold([PUNCTUAL], FIRST, fen, ON)
    )
    total = sum(one.amount for one in PUNCTUAL.dues)
    assert least * 12 >= total
    assert not contracts_hold([PUNCTUAL], FIRST, least - 1, ON)
    # Half of it for a year, then plenty: the first months stay short.
    rising = MonthlyAmount(most // 2, 12, most * 9)
    assert not contracts_hold([PUNCTUAL], FIRST, rising, ON)


def test_cash_that_paid_a_part_before_is_no_second_budget():
    """Eleven dues, the first a month on: 11/12 of one a month is enough while nothing is spent."""
    most, total = max(one.amount for one in PUNCTUAL.dues), sum(one.amount for one in PUNCTUAL.dues)
    late_start = [replace(PUNCTUAL, dues=PUNCTUAL.dues[1:])]  # the first was paid by that cash
    enough = next(fen for fen in range(total // 24, most + 1)
                  if contracts_hold(late_start, FIRST, fen, ON))  # fmt: skip
    assert enough < most
    assert contracts_hold(late_start, FIRST, enough, ON, spent=0)
    assert not contracts_hold(late_start, FIRST, enough, ON, spent=PUNCTUAL.dues[0].amount)
    assert contracts_hold(late_start, FIRST, most, ON, spent=PUNCTUAL.dues[0].amount)
    assert contracts_hold([PUNCTUAL], FIRST, most, ON, spent=most * 9)


def test_what_is_late_burdens_the_first_month_and_no_other():
    late = kept_pays(LATE, FIRST, BeforePlan()).late
    in_first_month = sum(
        fen for day, fen in kept_pays(LATE, FIRST, BeforePlan()).pays if day <= date(2026, 12, 22)
    )
    assert late <= in_first_month
    enough = in_first_month
    assert contracts_hold([LATE], FIRST, enough, ON)
    assert not contracts_hold([LATE], FIRST, late - 1, ON)


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(0, 800))
def test_a_month_after_a_day_ends_on_the_same_day_of_the_next(as_of, days):
    day = as_of + timedelta(days=days)
    month = _month_after(as_of, day)
    assert day <= add_months(as_of, month + 1)
    assert month == 0 or day > add_months(as_of, month)


TINY = stand(debt("tiny", principal=1_000, periods=1, rate=NONE))
OWING = stand(debt("big"))
KIN = stand(debt("kin", principal=500, periods=1, rate=NONE, priority=Priority.FAMILY))


def test_where_contracts_do_not_hold_only_what_no_instalment_is_smaller_than_is_paid_whole():
    assert paid_whole([TINY, OWING, KIN], FIRST, 1_000, holds=False) == {"tiny": 1_000}
    assert paid_whole([TINY, OWING], FIRST, 999, holds=False) == {}
    above = stand(debt("above", principal=1_001, periods=1, rate=NONE))
    assert paid_whole([above, OWING], FIRST, 9_000, holds=False) == {}
    # Nobody else is left to ask: that is no plan of instalments any more.
    assert paid_whole([TINY, KIN], FIRST, 9_000, holds=False) == {}


def test_where_contracts_hold_what_is_late_to_its_last_fen_is_paid_whole_whatever_it_is():
    over = stand(debt("over", since=date(2026, 9, 5), principal=30_000, periods=1))
    assert over.owed.arrears == over.owed.parts.total
    found = paid_whole([over, OWING, KIN], FIRST, 0, holds=True)
    assert found == {"over": owed(over.debt, FIRST).parts.total}
    assert found["over"] > over.owed.parts.total


# -- 1,200 without interest: 100 on the 5th of every month ---------------------------------------


EVEN = stand(debt("even", principal=120_000, rate=NONE))


@pytest.mark.parametrize(
    ("first", "start", "waits"),
    [
        (date(2026, 12, 4), date(2026, 11, 5), 1),
        (date(2026, 12, 5), date(2026, 11, 5), 0),  # the contract asks on that day, too
        (date(2026, 12, 4), date(2026, 11, 20), 1),
        (date(2026, 11, 23), date(2026, 11, 20), 1),
    ],
)
def test_a_plan_waits_as_many_of_its_days_as_lie_before_the_first_due(first, start, waits):
    one = stand(debt(since=start, principal=120_000, rate=NONE))
    assert as_it_stands(one, first, ON).waits == waits


def test_its_payment_is_what_the_dearest_month_asks_for_in_all():
    first, second, third, *_ = EVEN.dues
    uneven = (first, replace(second, principal=Fen(30_000)), replace(second, day=date(2027, 1, 31)),
              third)  # fmt: skip
    found = as_it_stands(replace(EVEN, dues=uneven), FIRST, ON)
    assert (found.payment, found.months) == (40_000, 3)
    running = replace(EVEN, dues=(replace(first, day=date(2026, 11, 30)),))
    assert as_it_stands(running, FIRST, ON).months == 1  # one at least


@pytest.mark.parametrize(("since", "agreed"), [(ON, True), (ON + timedelta(days=1), False)])
def test_it_is_told_whether_a_contract_was_agreed_anew_by_today(since, agreed):
    version = TermsVersion(effective_from=since, principal=Fen(90), terms=EVEN.debt.terms)
    one = replace(EVEN, debt=replace(EVEN.debt, versions=(version,)))
    assert as_it_stands(one, FIRST, ON).agreed is agreed
    assert as_it_stands(EVEN, FIRST, ON).agreed is False


def test_what_an_app_shows_late_today_is_made_good_once():
    """The balance is of today, and today's payment comes after it."""
    shown = ReportedBalance(as_of=ON, principal=Fen(120_000), overdue_principal=Fen(20_000),
                            overdue_since=date(2026, 10, 5))  # fmt: skip
    late = stand(debt("late", principal=120_000, rate=NONE, balance=shown))
    told = BeforePlan(paid={late.debt.id: ((ON, Fen(1)),)})
    pays = kept_pays(late, FIRST, told)
    assert pays.before == ((ON, Fen(20_000)),)
    assert sum(fen for _, fen in pays.pays) == 100_000
    assert kept_pays(late, ON, BeforePlan()).pays[1:] == pays.pays


@pytest.mark.parametrize(
    ("budget", "holds"),
    [
        (10_000, True),
        (9_999, False),  # every month needs it whole
        (MonthlyAmount(10_000, 11, 9_999), False),
        (MonthlyAmount(10_001, 1, 10_000), True),
    ],
)
def test_a_month_is_paid_by_its_own_money_and_what_was_kept_before(budget, holds):
    assert contracts_hold([EVEN], FIRST, budget, ON) is holds


def test_a_lender_without_a_plan_is_due_at_once_and_a_relative_waits():
    free = stand(debt("free", principal=50_000, rate=NONE, method=Method.FREE, periods=None))
    assert contracts_hold([free], FIRST, 50_000, ON)
    assert not contracts_hold([free], FIRST, 49_999, ON)
    kin = replace(free, debt=replace(free.debt, priority=Priority.FAMILY))
    assert contracts_hold([kin], FIRST, 0, ON)


def test_what_is_late_is_needed_beside_the_due_of_its_day():
    """On 5 December what is late by then, 400, and that day's 100; 100 in the months after."""
    late = stand(debt("late", since=date(2026, 7, 5), principal=120_000, rate=NONE))
    assert late.owed.arrears == 40_000
    assert contracts_hold([late], FIRST, MonthlyAmount(50_000, 1, 10_000), ON)
    assert not contracts_hold([late], FIRST, MonthlyAmount(49_999, 1, 60_000), ON)


def free_of_interest(name="a", principal=1_200_000, **changes):
    """A loan of twelve parts without interest; agreed on anew in October, the next due in December."""
    made = debt(name, since=date(2026, 10, 5), principal=principal, rate=NONE, **changes)
    terms = replace(made.terms, first_due=date(2026, 12, 5))
    version = TermsVersion(effective_from=date(2026, 11, 1), principal=Fen(principal), terms=terms)
    return stand(replace(made, versions=(version,)))


def raised_for(amount, *pairs):
    return as_agreed(pairs, amount, (FIRST, ON))


def test_what_was_agreed_is_kept_up_to_the_ceiling_and_no_fen_above_what_it_takes():
    """1,000 a month was agreed; a day's part less than that is no reason to ask."""
    agreement = free_of_interest()
    held = raised_for(MonthlyAmount(90_000, most=120_000), agreement)
    assert held == MonthlyAmount(100_000, most=120_000)
    assert MonthlyAmount(96_774).with_a_day().first < 100_000
    enough = MonthlyAmount(100_000, most=120_000)
    assert raised_for(enough, agreement) is enough
    short = MonthlyAmount(90_000, most=96_774)
    assert raised_for(short, agreement) is short
    assert raised_for(MonthlyAmount(90_000, most=96_775), agreement).first == 96_775
    assert raised_for(MonthlyAmount(0, most=120_000), agreement).first == 0


def test_for_a_contract_as_it_was_made_or_beside_one_that_is_late_nothing_is_raised():
    agreement, amount = free_of_interest(), MonthlyAmount(200_000, most=900_000)
    assert raised_for(MonthlyAmount(90_000, most=120_000), PUNCTUAL).first == 90_000
    assert raised_for(amount, agreement, PUNCTUAL).first > 200_000
    assert raised_for(amount, agreement, LATE) is amount
    uncle = stand(debt("uncle", priority=Priority.FAMILY, rate=NONE))
    assert raised_for(MonthlyAmount(100_000, most=900_000), agreement, uncle).first == 100_000
    assert raised_for(MonthlyAmount(90_000, most=900_000), agreement, uncle).first == 100_000
    free = stand(replace(free_of_interest("sister").debt, priority=Priority.FAMILY))
    assert raised_for(MonthlyAmount(10_000, most=900_000), free).first == 10_000
    nearly = stand(debt("tiny", since=date(2025, 9, 5), principal=1_000, rate=NONE))
    beside = raised_for(MonthlyAmount(90_000, most=120_000), agreement, nearly)
    assert nearly.owed.is_late
    assert beside.first == 101_000
