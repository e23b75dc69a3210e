"""Debts followed with payments, on loans without interest: every figure by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Debt, DebtId, LenderType, Priority, Terms, TermsVersion
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import Instalment, owed, stands
from jiebei_desktop.domain.timeline import FIRST_DAYS
from jiebei_desktop.services.picture.plan_pays import PaidBefore
from jiebei_desktop.services.picture.trails import Sale, agreed, along, unheld

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


def test_arrears_paid_at_once_are_followed_as_far_as_anybody_looks_and_no_further():
    late = stand(loan(start=date(2026, 9, 1)))
    dues = [(DAY, Fen(20_000)), on(3, 9_000)]
    trail = along(late, DAY, dues, LOOKS)
    assert trail.paid == tuple(dues)  # what is due after the last look is what the contract says
    assert not trail.ends


def agreed_anew(on_day):
    """Return a debt that is late, whose lender has agreed to another principal from a day on."""
    plain = loan(start=date(2026, 9, 1), periods=12, monthly="0.01")
    anew = TermsVersion(effective_from=on_day, principal=Fen(77_777), terms=plain.terms)
    return replace(plain, versions=(anew,))


@pytest.mark.parametrize("follow", [along, unheld])
def test_what_is_never_paid_is_owed_as_its_contract_and_agreement_count_on_each_day(follow):
    debt, looks = agreed_anew(date(2027, 6, 1)), (*LOOKS, date(2027, 8, 1))
    trail = follow(stand(debt), DAY, [], looks)
    assert trail.owed == {day: owed(debt, day).parts.total for day in looks}
    assert trail.owed[looks[-1]] < trail.owed[LOOKS[-1]]
    assert (trail.paid, trail.ends) == ((), False)


def test_the_last_payment_of_arrears_in_parts_is_what_an_agreement_after_the_last_look_leaves():
    debt = agreed_anew(date(2027, 6, 1))
    trail = along(stand(debt), DAY, [on(1, 1), (date(2027, 6, 1), Fen(1))], LOOKS)
    assert trail.paid == (on(1, 1), (date(2027, 6, 1), 77_777))
    assert trail.ends


def test_each_stage_begins_so_many_days_after_the_first_unpaid_instalment():
    trail = along(stand(loan()), DAY, [], LOOKS)
    assert trail.late_since == date(2026, 12, 1)
    begun = [(date(2026, 12, 1) + timedelta(days=n), stage) for n, stage in FIRST_DAYS]
    assert [(one.day, one.stage) for one in trail.stages] == [
        (day, stage) for day, stage in begun if day <= LOOKS[-1]
    ]
    assert len(trail.stages) >= 2


def rows(*parts):
    """Return instalments due on the first of December and of the months after it."""
    return tuple(
        Instalment(
            n, date(2026 + (11 + n - 1) // 12, (11 + n - 1) % 12 + 1, 1), 30, *map(Fen, part)
        )
        for n, part in enumerate(parts, 1)
    )


def test_under_an_agreement_its_own_rows_are_what_is_owed_and_lateness_ends_with_the_first():
    """300 owed, 200 of it late; 30 let go, then 150 and 120, nine days of 30 into the second."""
    late = stand(loan(start=date(2026, 9, 1)))
    plan = rows((15_000, 15_000, 0, 0, 12_000), (12_300, 12_000, 300, 0, 0))
    looks = (DAY, date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 10), date(2027, 1, 1))
    trail = agreed(late, late, plan, None, looks)
    assert list(trail.owed.values()) == [30_000, 30_000, 12_000, 12_090, 0]
    assert trail.paid == ((date(2026, 12, 1), 15_000), (date(2027, 1, 1), 12_300))
    assert (trail.ends, trail.late_since) == (True, date(2026, 10, 1))
    assert trail.late_until == date(2026, 12, 1)


def test_what_the_contract_pays_before_the_plan_is_owed_until_its_day():
    plan = rows((26_000, 26_000, 0, 0, 0))
    paid = ((DAY + timedelta(days=3), Fen(3_000)), (DAY + timedelta(days=5), Fen(1_000)))
    looks = tuple(DAY + timedelta(days=k) for k in (0, 2, 3, 4, 5, 8, 9))
    one = stand(loan())
    trail = agreed(one, PaidBefore.of(one, paid).stand, plan, None, looks, paid)
    assert list(trail.owed.values()) == [30_000, 30_000, 27_000, 27_000, 26_000, 26_000, 0]
    assert trail.paid == (*paid, (date(2026, 12, 1), 26_000))


def test_who_is_on_time_and_agrees_is_never_late_for_what_the_contract_asked_meanwhile():
    plan = rows((0, 0, 0, 0, 30_000), (30_000, 30_000, 0, 0, 0))[1:]  # the first in January
    trail = agreed(one := stand(loan()), one, plan, None, LOOKS)
    assert (trail.late_since, trail.late_until, trail.stages) == (None, None, ())


def test_fees_to_come_are_owed_under_an_agreement_too():
    plan = rows((10_500, 10_000, 0, 500, 20_000), (10_500, 10_000, 0, 500, 10_000),
                (10_500, 10_000, 0, 500, 0))  # fmt: skip
    looks = (date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1))
    trail = agreed(one := stand(loan()), one, plan, None, looks)
    assert list(trail.owed.values()) == [21_000, 10_500, 0]


def test_what_is_sold_pays_on_its_day_and_is_none_of_the_cash():
    sold = Sale(amount=Fen(10_000), on=DAY)
    trail = agreed(one := stand(loan()), one, rows((20_000, 20_000, 0, 0, 0)), sold, LOOKS)
    assert list(trail.owed.values()) == [20_000, 0, 0, 0]
    assert (trail.sale, trail.paid) == (sold, ((date(2026, 12, 1), 20_000),))
    gone = agreed(one := stand(loan()), one, (), Sale(amount=Fen(30_000), on=DAY), LOOKS)
    assert (gone.ends, gone.paid, set(gone.owed.values())) == (True, (), {0})


def test_payments_that_no_plan_ends_with_are_followed_as_the_contract_counts():
    calendar = [on(12, 4_000, 2026), on(1, 4_000), on(2, 500), on(3, 1)]
    trail = unheld(stand(loan()), DAY, calendar, LOOKS)
    assert list(trail.owed.values()) == [30_000, 26_000, 22_000, 21_500]
    assert trail.paid == tuple(calendar[:3])  # on the last day looked at, and none after it
    assert (trail.ends, trail.late_since) == (False, date(2026, 12, 1))
