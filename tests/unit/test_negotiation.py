from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.domain.agreed_terms import instalments_of
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.negotiation import (
    Agreement,
    CallRules,
    Channel,
    Conduct,
    Contact,
    Direction,
    InstalmentMark,
    Request,
    conduct_flags,
    difference,
    record_kept_until,
)

RULES = CallRules(quiet_from=22, quiet_until=8, calls_per_day=3)
DAY = date(2026, 11, 20)


def request(**changes) -> Request:
    values = {
        "principal": Fen(4_410_345),
        "annual_rate": Decimal("0.1752"),
        "periods": 39,
        "payment": Fen(149_123),
        "first_due": date(2026, 12, 31),
    }
    return Request(**{**values, **changes})


def contact(number: int, **changes) -> Contact:
    return Contact(**{"id": number, "case_id": 1, "on": DAY, **changes})


def test_a_call_inside_the_quiet_hours_is_flagged_with_its_time():
    late = contact(1, at=time(22, 5))
    early = contact(2, at=time(7, 59))
    allowed = contact(3, at=time(8, 0))
    found = conduct_flags([late, early, allowed], RULES)
    assert [(flag.contact_id, flag.rule, flag.facts["at"]) for flag in found] == [
        (1, "collect_hours", "22:05"),
        (2, "collect_hours", "07:59"),
    ]


def test_the_fourth_answered_call_of_a_day_is_flagged_and_unanswered_ones_do_not_count():
    calls = [contact(n, answered=n != 2) for n in range(1, 6)]
    found = conduct_flags(calls, RULES)
    assert [(flag.contact_id, flag.facts) for flag in found] == [(5, {"calls": 4})]


def test_calls_made_by_the_user_are_never_flagged():
    mine = contact(1, at=time(23, 0), direction=Direction.OUT, conduct=frozenset({Conduct.THREAT}))
    assert conduct_flags([mine], RULES) == ()


def test_noted_conduct_names_the_rule_that_speaks_of_it_once():
    visit = contact(
        1,
        channel=Channel.VISIT,
        conduct=frozenset({Conduct.THREAT, Conduct.INSULT, Conduct.PRIVATE_ACCOUNT}),
    )
    assert [flag.rule for flag in conduct_flags([visit], RULES)] == ["collect_police"]


def test_a_difference_names_only_the_fields_that_changed():
    old, new = request(), request(periods=36, waived_penalty=Fen(5_700))
    assert difference(old, new) == {
        "periods": (39, 36),
        "waived_penalty": (Fen(0), Fen(5_700)),
    }
    assert new.waived == 5_700


def test_a_level_plan_ends_at_zero_and_never_pays_more_than_agreed():
    marks = instalments_of(request())
    assert len(marks) == 39
    assert {mark.amount for mark in marks[:-1]} == {149_123}
    assert 0 < marks[-1].amount <= 149_123
    assert marks[2].due == date(2027, 2, 28)
    assert marks[3].due == date(2027, 3, 31)


def test_grace_months_pay_interest_only_and_vanish_without_a_rate():
    with_rate = instalments_of(request(grace_months=2))
    assert [mark.amount for mark in with_rate[:2]] == [64_391, 64_391]
    assert len(with_rate) == 41
    free = instalments_of(request(grace_months=2, annual_rate=Decimal(0), payment=Fen(113_086)))
    assert len(free) == 39
    assert free[0].due == date(2027, 2, 28)
    assert sum(mark.amount for mark in free) == 4_410_345


@given(
    charges=st.integers(0, 100_000), grace=st.integers(0, 3), periods=st.integers(1, 24),
    rate=st.sampled_from(["0", "0.1752"]),
)  # fmt: skip
def test_charges_are_spread_over_the_instalments_and_asked_for_once(charges, grace, periods, rate):
    plan = {"grace_months": grace, "periods": periods, "annual_rate": Decimal(rate)}
    payment = 4_500_000 // periods + 100_000
    bare = instalments_of(request(payment=Fen(payment), **plan))
    # The level payment holds its share of the charges; what it lacks then the last one takes.
    with_charges = instalments_of(request(charges=Fen(charges), payment=Fen(payment), **plan))
    if rate == "0":
        assert sum(mark.amount for mark in with_charges) == 4_410_345 + charges
    assert sum(mark.amount for mark in with_charges) >= sum(mark.amount for mark in bare)
    level = [mark for mark in with_charges if mark.due >= add_months(date(2026, 12, 31), grace)]
    assert all(mark.amount == payment for mark in level[: periods // 2])


@given(
    principal=st.integers(100, 10_000_000),
    rate=st.decimals("0", "0.36", places=4),
    periods=st.integers(1, 60),
    payment=st.integers(1, 1_000_000),
)
def test_instalments_repay_the_principal_with_exactly_its_interest(
    principal, rate, periods, payment
):
    plan = request(
        principal=Fen(principal), annual_rate=rate, periods=periods, payment=Fen(payment)
    )
    marks = instalments_of(plan)
    assert sum(mark.amount for mark in marks) >= principal
    assert [mark.n for mark in marks] == list(range(1, len(marks) + 1))
    if rate == 0:
        assert sum(mark.amount for mark in marks) == principal


def test_an_agreement_counts_what_is_paid_in_time_missed_and_next():
    marks = (
        InstalmentMark(n=1, due=date(2026, 10, 1), amount=Fen(100), paid_on=date(2026, 10, 1)),
        InstalmentMark(n=2, due=date(2026, 11, 1), amount=Fen(100), paid_on=date(2026, 11, 3)),
        InstalmentMark(n=3, due=date(2026, 11, 15), amount=Fen(100), part=Fen(40)),
        InstalmentMark(n=4, due=date(2026, 12, 15), amount=Fen(100)),
    )
    agreed = Agreement(case_id=1, agreed_on=date(2026, 9, 1), request=request(), marks=marks)
    assert (agreed.paid, agreed.paid_in_time()) == (2, 1)
    assert [(mark.n, mark.left) for mark in agreed.missed(DAY)] == [(3, 60)]
    assert agreed.next_mark() == marks[2]


def test_a_bad_record_ends_five_years_after_settlement_even_from_a_leap_day():
    assert record_kept_until(date(2026, 5, 1), 5) == date(2031, 5, 1)
    assert record_kept_until(date(2028, 2, 29), 5) == date(2033, 2, 28)
