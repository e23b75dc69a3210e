from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from open_cases import open_case

from jiebei_desktop.domain.debts import Allocation, LenderType, Payment, ReportedBalance
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.debts import debt_actions, debt_detail
from jiebei_desktop.services.debts.debt_actions import preview_payment, reconcile, reported
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.reference import rulebook

DAY = date(2026, 11, 22)
LATE = demo.employee(DAY).debts[0]
RULES = rulebook.load()


def shown(parts: Parts, on: date = DAY) -> ReportedBalance:
    return reported(LATE, parts, on)


def causes(debt, balance) -> list[str]:
    return [cause.code for cause in reconcile(debt, balance, RULES).causes]


def test_a_payment_is_shown_as_the_one_allocator_would_apply_it():
    found = preview_payment(LATE, Payment(date=DAY, amount=Fen(444_600)), DAY)
    assert found.applied == Parts(principal=Fen(380_000), interest=Fen(58_900), penalty=Fen(5_700))
    assert owed(LATE, DAY).parts.minus(found.after.parts) == found.applied
    assert found.counted
    assert found.unapplied == 0


@settings(max_examples=30)
@given(st.integers(min_value=1, max_value=6_000_000))
def test_what_is_applied_and_what_is_left_over_add_up_to_the_payment(amount):
    found = preview_payment(LATE, Payment(date=DAY, amount=Fen(amount)), DAY)
    assert found.applied.total + found.unapplied == amount


def test_a_payment_before_the_reported_balance_changes_nothing_today():
    debt = replace(LATE, balance=shown(owed(LATE, DAY).parts))
    found = preview_payment(debt, Payment(date=DAY - timedelta(5), amount=Fen(10_000)), DAY)
    assert not found.counted
    assert found.after.parts == owed(LATE, DAY).parts


def test_announcing_that_all_is_due_shows_both_states():
    now, then = debt_actions.what_if_all_due(LATE, DAY - timedelta(1), DAY)
    assert now.arrears == 444_600
    assert then.overdue_principal == 3_800_000
    assert then.per_day > now.per_day
    assert now.as_of == then.as_of == DAY


def test_an_announcement_of_today_is_judged_by_the_day_after():
    now, then = debt_actions.what_if_all_due(LATE, DAY, DAY)
    assert now.as_of == then.as_of == DAY + timedelta(1)
    assert then.overdue_principal == 3_800_000


def test_figures_that_agree_need_no_cause():
    found = reconcile(LATE, shown(owed(LATE, DAY).parts), RULES)
    assert [cause.code for cause in found.causes] == ["same"]
    assert found.difference.total == 0


@pytest.mark.parametrize("days", [-1, 1])
def test_a_day_more_or_less_is_recognised(days):
    found = reconcile(LATE, shown(owed(LATE, DAY + timedelta(days)).parts), RULES)
    assert [(cause.code, cause.days) for cause in found.causes] == [("day", days)]


def test_an_instalment_paid_but_not_recorded_is_recognised():
    late = owed(LATE, DAY).instalments[2].instalment
    paid = replace(LATE, payments=(*LATE.payments, Payment(date=late.due, amount=late.payment)))
    found = reconcile(LATE, shown(owed(paid, DAY).parts), RULES)
    cause = next(each for each in found.causes if each.code == "unrecorded")
    assert (cause.on, cause.amount) == (late.due, late.payment)


def test_a_payment_the_lender_has_not_booked_is_recognised():
    unbooked = replace(LATE, payments=LATE.payments[:1])
    found = reconcile(LATE, shown(owed(unbooked, DAY).parts), RULES)
    assert "unknown_payment" in [cause.code for cause in found.causes]


def test_principal_first_is_recognised_where_the_order_is_not_known():
    terms = replace(LATE.terms, allocation=Allocation.UNKNOWN)
    part = Payment(date=DAY - timedelta(3), amount=Fen(100_000))
    debt = replace(LATE, terms=terms, payments=(*LATE.payments, part))
    other = owed(debt, DAY).other_order
    assert other is not None
    assert "principal_first" in causes(debt, reported(debt, other, DAY))


def test_all_treated_as_due_is_recognised():
    since = owed(LATE, DAY).overdue_since
    due = replace(LATE, accelerated_on=since + timedelta(1))
    assert "accelerated" in causes(LATE, shown(owed(due, DAY).parts))
    assert "accelerated" not in causes(due, reported(due, Parts(principal=Fen(1)), DAY))


def test_another_penalty_rate_is_recognised_for_licensed_lenders_only():
    terms = replace(LATE.terms, penalty_multiplier=Decimal("1.3"))
    parts = owed(replace(LATE, terms=terms), DAY).parts
    found = reconcile(LATE, shown(parts), RULES)
    assert [(c.code, c.times) for c in found.causes] == [("penalty", Decimal("1.3"))]
    private = replace(LATE, lender_type=LenderType.PRIVATE_PERSON)
    assert causes(private, shown(parts)) == ["only_penalty"]


def test_a_difference_without_a_cause_names_the_part_or_says_so():
    parts = owed(LATE, DAY).parts
    assert causes(LATE, shown(replace(parts, fees=Fen(1_234)))) == ["only_fees"]
    odd = replace(parts, fees=Fen(1_234), interest=Fen(7))
    assert causes(LATE, shown(odd)) == ["none"]


def test_what_is_past_due_comes_from_the_figures_unless_it_is_typed():
    parts = owed(LATE, DAY).parts
    assert reported(LATE, parts, DAY).overdue_principal == 380_000
    typed = reported(LATE, parts, DAY, Fen(0))
    assert (typed.overdue_principal, typed.overdue_since) == (0, None)
    small = reported(LATE, Parts(principal=Fen(100)), DAY)
    assert small.overdue_principal == 100


def test_keeping_the_agreed_balance_leaves_every_figure_as_it_was():
    parts = owed(LATE, DAY).parts
    kept = replace(LATE, balance=shown(parts))
    assert owed(kept, DAY).parts == parts
    assert owed(kept, DAY).overdue_since == owed(LATE, DAY).overdue_since


def test_a_voucher_is_found_again_beside_its_payment(session, tmp_path):
    session.ledger.add_book(demo.employee(DAY))
    picture = tmp_path / "回单.png"
    picture.write_bytes(b"picture")
    payment = LATE.payments[-1]
    changes = debt_actions.keep_receipt(session, LATE.id, payment, picture)
    assert "evidence" in changes.tables
    assert debt_detail.detail(session, LATE.id, DAY).payments[0].voucher is not None


def test_with_a_case_the_voucher_belongs_to_it(session, tmp_path):
    session.ledger.add_book(demo.employee(DAY))
    case = open_case(session, LATE.id, DAY)
    picture = tmp_path / "回单.png"
    picture.write_bytes(b"picture")
    debt_actions.keep_receipt(session, LATE.id, LATE.payments[-1], picture)
    assert session.ledger.rows("evidence")[0]["case_id"] == case.id
    assert debt_detail.detail(session, LATE.id, DAY).payments[0].voucher is not None
