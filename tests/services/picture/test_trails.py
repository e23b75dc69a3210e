"""Debts followed with payments, on loans without interest: every figure by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from jiebei_desktop.domain.debts import Debt, DebtId, LenderType, Priority, Terms
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.timeline import FIRST_DAYS
from jiebei_desktop.services.picture.debts import stands
from jiebei_desktop.services.picture.trails import along, shared

DAY = date(2026, 11, 22)
LOOKS = (DAY, date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1))


def loan(code="a", start=date(2026, 11, 1), periods=3, *, monthly="0", family=False) -> Debt:
    """Return 100 yuan a month, due on each first; late, it costs no penalty."""
    return Debt(
        id=DebtId(code), name=code, product="other", lender="某银行", lender_type=LenderType.BANK,
        contract_date=start, principal=Fen(10_000 * periods),
        terms=Terms(
            rate=Rate(value=Decimal(monthly), per=RatePeriod.MONTH), day_basis=DayBasis.MONTHLY,
            periods=periods, due_day=1, penalty_multiplier=Decimal(0),
        ),
        priority=Priority.FAMILY if family else Priority.UNSECURED,
    )  # fmt: skip


def stand(debt):
    return stands([debt], DAY)[0]


def on(month, amount, year=2027):
    return date(year, month, 1), Fen(amount)


def test_a_day_looked_at_holds_what_is_paid_on_it():
    dues = [on(12, 10_000, 2026), on(1, 10_000), on(2, 10_000)]
    trail = along(stand(loan()), DAY, dues, LOOKS)
    assert list(trail.owed.values()) == [30_000, 20_000, 10_000, 0]
    assert trail.paid == tuple(dues)
    assert trail.ends
    assert (trail.late_since, trail.late_until) == (None, None)


def test_what_is_due_after_the_last_look_is_told_once_and_not_walked():
    dues = [on(12, 10_000, 2026), on(1, 10_000), on(2, 10_000)]
    trail = along(stand(loan()), DAY, dues, LOOKS[:3])
    assert list(trail.owed.values()) == [30_000, 20_000, 10_000]
    assert (trail.paid, trail.ends) == (tuple(dues), True)
    short = along(stand(loan()), DAY, [*dues[:2], on(2, 9_999)], LOOKS[:3])
    assert not short.ends


def test_a_payment_of_nothing_is_none_and_one_fen_is_one():
    trail = along(stand(loan()), DAY, [(DAY, Fen(0)), on(12, 1, 2026), on(1, 0)], LOOKS)
    assert trail.paid == (on(12, 1, 2026),)


def test_arrears_paid_over_time_are_followed_to_the_end_and_closed_by_the_last_payment():
    late = stand(loan(start=date(2026, 9, 1)))  # 100 due in October and November, 100 to come
    assert late.arrears == 20_000
    parts = [on(12, 15_000, 2026), on(3, 5_000), on(4, 1)]
    trail = along(late, DAY, parts, LOOKS)
    assert trail.paid == (*parts[:2], on(4, 10_000))  # the last one takes what is left
    assert list(trail.owed.values()) == [30_000, 15_000, 15_000, 15_000]
    assert (trail.ends, trail.late_since) == (True, date(2026, 10, 1))
    assert trail.late_until == date(2027, 4, 1)


def test_arrears_paid_at_once_leave_what_the_later_payments_leave():
    late = stand(loan(start=date(2026, 9, 1)))
    trail = along(late, DAY, [(DAY, Fen(20_000)), on(12, 9_000, 2026)], LOOKS)
    assert trail.paid == ((DAY, 20_000), on(12, 9_000, 2026))
    assert (trail.ends, trail.late_until) == (False, None)  # late again since December
    assert list(trail.owed.values()) == [10_000, 1_000, 1_000, 1_000]


def test_each_stage_begins_so_many_days_after_the_first_unpaid_instalment():
    trail = along(stand(loan()), DAY, [], LOOKS)
    assert trail.late_since == date(2026, 12, 1)
    begun = [(date(2026, 12, 1) + timedelta(days=n), stage) for n, stage in FIRST_DAYS]
    assert [(one.day, one.stage) for one in trail.stages] == [
        (day, stage) for day, stage in begun if day <= LOOKS[-1]
    ]
    assert len(trail.stages) >= 2


def months(count):
    first = date(2026, 12, 1)
    return [date(first.year + (11 + n) // 12, (11 + n) % 12 + 1, 1) for n in range(count)]


def test_an_amount_is_shared_by_what_is_owed_until_nothing_is():
    one, two = stand(loan("a", periods=3)), stand(loan("b", periods=6))
    first, second = shared([one, two], DAY, Fen(30_000), months(9), LOOKS)
    assert [paid for _, paid in first.paid] == [10_000] * 3
    assert [paid for _, paid in second.paid] == [20_000] * 3
    assert first.ends
    assert second.ends


def test_a_relative_gets_nothing_while_the_others_take_it_all():
    bank, aunt = stand(loan("a")), stand(loan("aunt", start=date(2026, 9, 1), family=True))
    first, second = shared([bank, aunt], DAY, Fen(12_000), months(9), LOOKS)
    assert [paid for _, paid in first.paid] == [12_000, 12_000, 6_000]
    assert [(day.month, paid) for day, paid in second.paid] == [
        (2, 6_000),
        (3, 12_000),
        (4, 12_000),
    ]


def test_a_plan_that_brings_nothing_down_in_a_year_of_payments_is_given_up():
    """1,200.00 at one percent a month that fall due in ten years cost about 12.00 a month."""
    far = replace(loan(periods=1, monthly="0.01").terms, first_due=date(2036, 12, 1))
    dear = stand(replace(loan("a"), principal=Fen(120_000), terms=far))
    held = shared([dear], DAY, Fen(1_000), months(40), LOOKS)[0]
    assert len(held.paid) == 13
    assert not held.ends
    down = shared([dear], DAY, Fen(1_400), months(40), LOOKS)[0]
    assert len(down.paid) == 40


def test_a_year_of_waiting_for_a_relatives_day_is_no_year_of_payments():
    aunt = loan("aunt", periods=1, monthly="0.01", family=True)
    later = replace(aunt, terms=replace(aunt.terms, first_due=date(2028, 6, 1)))
    (trail,) = shared([stand(later)], DAY, Fen(2_000), months(60), LOOKS)
    assert trail.paid[0][0] == date(2028, 6, 1)
    assert trail.ends
