"""What a way pays, month by month and once, on loans without interest: every figure by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from jiebei_desktop.analysis.claims import claim_of
from jiebei_desktop.analysis.course import MonthlyAmount
from jiebei_desktop.analysis.kept import BeforePlan
from jiebei_desktop.analysis.relief_asked import ReliefAsked, dues_of
from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    LenderType,
    Method,
    Priority,
    ReportedBalance,
    Terms,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import stands
from jiebei_desktop.services.picture.guarded import guarded_ways
from jiebei_desktop.services.picture.plan_pays import (
    PaidBefore,
    PlanWay,
    first_payments,
    paid_today,
    plan_ways,
    required,
    settled_in_week,
    waiting,
)
from jiebei_desktop.services.reference.rulebook import load

DAY, FIRST = date(2026, 11, 22), date(2026, 12, 17)
RULES = load()


def loan(code="a", start=date(2026, 11, 1), periods=3, **changes) -> Debt:
    """Return 100 yuan a month, due on each first; late, it costs no penalty."""
    base = Debt(
        id=DebtId(code), name=code, product="other", lender="某银行", lender_type=LenderType.BANK,
        contract_date=start, principal=Fen(10_000 * periods),
        terms=Terms(
            rate=Rate(value=Decimal(0), per=RatePeriod.MONTH), day_basis=DayBasis.MONTHLY,
            periods=periods, due_day=1, penalty_multiplier=Decimal(0),
        ),
    )  # fmt: skip
    return replace(base, **changes)


def free(code="f", yuan=100, priority=Priority.FAMILY) -> Debt:
    one = loan(code, priority=priority)
    terms = replace(one.terms, method=Method.FREE, periods=None, due_day=None)
    return replace(one, principal=Fen(yuan * 100), terms=terms)


def stand(debt):
    return stands([debt], DAY)[0]


def on(month, amount, year=2026, day=1):
    return date(year, month, day), Fen(amount)


def way(*pays, soon=date(2026, 12, 22), **more):
    return PlanWay(stand=stand(loan()), pays=pays, soon=soon, **more)


TWO = (on(12, 10_000), on(1, 9_000, 2027))


@pytest.mark.parametrize(
    ("one", "monthly", "once"),
    [
        (way(*TWO), 10_000, 0),
        (way(on(12, 10_000, day=22), TWO[1]), 10_000, 0),
        (way(on(12, 10_000, day=23), TWO[1]), 0, 0),
        (way(on(11, 700, day=30), *TWO, late=Fen(700)), 10_000, 700),
        (way(TWO[0]), 0, 10_000),
        (way(TWO[0], rows=("row",)), 10_000, 0),
        (way(on(11, 700, day=30), TWO[0], late=Fen(700)), 0, 10_700),
        (way(on(11, 700, day=30), late=Fen(700)), 0, 700),
        (way(), 0, 0),
    ],
)
def test_a_way_says_what_comes_every_month_and_what_comes_once(one, monthly, once):
    assert (one.monthly, one.once) == (monthly, once)


def test_the_next_payment_is_all_that_is_paid_on_its_day():
    assert way().next is None
    assert way(*TWO).next == TWO[0]
    twice = way(on(12, 5), on(12, 7), on(12, 9, day=2))
    assert twice.next == on(12, 12)
    assert way(*TWO, before=(on(11, 3, day=23),)).next == on(11, 3, day=23)
    assert way(*TWO, before=(on(11, 3, day=23),)).all == (on(11, 3, day=23), *TWO)


def test_parts_of_what_is_paid_before_are_told_where_the_rest_is_repaid_in_rows():
    before = (on(12, 10_000),)
    assert way(*TWO, before=before).paid_before.parts.total == 0
    assert way(*TWO, rows=("row",)).paid_before.parts.total == 0
    found = way(*TWO, rows=("row",), before=before).paid_before.parts
    assert (found.principal, found.total) == (10_000, 10_000)


def test_what_is_paid_before_is_split_by_what_is_owed_on_its_own_day():
    """12,000.00 at 0.05 % a day: 126.00 have run after 21 days, 180.00 after thirty."""
    rate = Rate(value=Decimal("0.0005"), per=RatePeriod.DAY)
    terms = Terms(
        rate=rate, day_basis=DayBasis.ACT_365, method=Method.EQUAL_PRINCIPAL, periods=12,
        first_due=date(2026, 12, 1),
    )  # fmt: skip
    one = stand(loan(principal=Fen(1_200_000), terms=terms))
    found = PaidBefore.of(one, (on(12, 118_000),))
    assert one.owed.parts == Parts(principal=Fen(1_200_000), interest=Fen(12_600))
    assert found.parts == Parts(principal=Fen(100_000), interest=Fen(18_000))
    assert found.runs == Parts(interest=Fen(5_400))
    assert found.stand.owed.parts == Parts(principal=Fen(1_100_000))
    assert claim_of(found.stand.debt, found.stand.owed, RULES, FIRST).since == date(2026, 12, 1)
    twice = PaidBefore.of(one, ((DAY, Fen(12_600)), on(12, 105_400)))
    assert twice.parts == Parts(principal=Fen(100_000), interest=Fen(18_000))
    assert PaidBefore.of(one, ()).stand is one
    whole = {one.debt.id: ((date(2026, 12, 1), Fen(1_218_000)),)}
    less = {one.debt.id: ((date(2026, 12, 1), Fen(1_217_999)),)}
    assert settled_in_week(one, BeforePlan(paid=whole))
    assert not settled_in_week(one, BeforePlan(paid=less))  # more than all that is owed today


def test_what_is_paid_today_is_no_part_of_what_the_lender_showed_today():
    shown = ReportedBalance(as_of=DAY, principal=Fen(30_000))
    known = stand(replace(loan(), balance=shown))
    assert paid_today(known, Fen(1_000)).owed.parts.total == known.owed.parts.total - 1_000


def test_what_is_required_is_what_is_late_today_and_every_due():
    late = stand(loan(start=date(2026, 9, 1)))
    assert required(late, DAY) == [(DAY, 20_000), on(12, 10_000)]
    assert dues_of(late) == [on(12, 10_000)]
    assert required(stand(loan()), DAY)[0] == on(12, 10_000)


def test_what_is_paid_today_is_gone_and_settles_a_debt_to_its_last_fen():
    one = stand(loan())
    assert paid_today(one, Fen(0)) is one
    assert paid_today(one, Fen(1)).owed.parts.total == 29_999
    for amount, whole in ((29_999, False), (30_000, True), (30_001, True)):
        told = BeforePlan(paid={one.debt.id: (on(11, amount - 1, day=23), on(12, 1))})
        assert settled_in_week(one, told) == whole
    assert not settled_in_week(one, BeforePlan())
    gone = stand(replace(loan(), balance=ReportedBalance(as_of=DAY, principal=Fen(0))))
    assert not settled_in_week(gone, BeforePlan())


@pytest.mark.parametrize(
    ("priority", "cured", "held", "pays", "before"),
    [
        (Priority.LIVELIHOOD, 0, False, 10, ()),
        (Priority.SECURED, 0, True, 10, ()),
        (Priority.LIVELIHOOD, 20_000, False, 1, ((DAY, 20_000),)),
        (Priority.LIVELIHOOD, 20_000, True, 1, ((DAY, 20_000),)),
        (Priority.UNSECURED, 0, False, None, None),
        (Priority.FAMILY, 0, False, None, None),
    ],
)
def test_what_guards_a_home_is_paid_its_dues_and_what_is_late_today_or_in_parts(
    priority, cured, held, pays, before
):
    late = stand(loan(start=date(2026, 9, 1), priority=priority))
    told = BeforePlan(
        cured={late.debt.id: Fen(cured)} if cured else {},
        held=frozenset({late.debt.id}) if held else frozenset(),
    )
    found = guarded_ways([late], FIRST, told)
    if pays is None:
        assert not found
        return
    one = found[late.debt.id]
    assert (len(one.pays), one.before, one.guarded) == (pays, before, True)
    assert sum(fen for _, fen in one.all) == 30_000
    assert one.soon == date(2026, 12, 22)
    assert guarded_ways([late], date(2027, 1, 3), told)[late.debt.id].soon == date(2027, 1, 3)


def test_the_month_up_to_the_first_day_counts_what_is_paid_in_it():
    rows = (on(11, 1, day=17), on(11, 2, day=18), on(12, 4, day=17), on(12, 8, day=18))
    found = first_payments({DebtId("a"): way(*rows), DebtId("b"): way()}, FIRST)
    assert found == {"a": 6, "b": 0}


def test_who_is_paid_nothing_at_first_waits():
    def one(code, *steps):
        return SimpleNamespace(debt=DebtId(code), steps=steps)

    asks = SimpleNamespace(asks=(one("a", (1, 0), (2, 5)), one("b", (2, 5)), one("c")))
    assert waiting(asks) == {"a"}


def asks(amount, *, whole=None, waits=()):
    """Return what asks nothing of anybody within so much a month."""
    return SimpleNamespace(
        asks=(), first=FIRST, whole=whole or {}, amount=amount, of=lambda _: None,
        waits=lambda debt: debt.id in waits,
    )  # fmt: skip


def test_a_relative_without_a_plan_gets_what_no_later_payment_needs():
    known = [stand(free(yuan=250)), stand(loan())]
    found = plan_ways(asks(MonthlyAmount(12_000)), known, DAY)
    assert list(found) == ["f", "a"]
    assert found["a"].pays == (on(12, 10_000), on(1, 10_000, 2027), on(2, 10_000, 2027))
    # Each month leaves 2,000 until the loan's last one, then the whole amount is free.
    assert found["f"].pays == (
        on(12, 2_000, day=17), on(1, 2_000, 2027, 17), on(2, 2_000, 2027, 17),
        on(3, 12_000, 2027, 17), on(4, 7_000, 2027, 17),
    )  # fmt: skip
    assert found["f"].ends
    assert found["f"].soon == date(2026, 12, 22)


def test_a_rising_amount_keeps_for_later_months_what_they_lack():
    known = [stand(free(yuan=90)), stand(loan())]
    found = plan_ways(asks(MonthlyAmount(13_000, 2, 9_000)), known, DAY)["f"]
    # 13,000, 13,000, then 9,000: the third month lacks 1,000, kept of the first two.
    assert found.pays[:3] == (on(12, 3_000, day=17), on(1, 2_000, 2027, 17), on(3, 4_000, 2027, 17))


def test_who_is_paid_whole_waits_or_has_been_paid_needs_no_plan():
    known = [stand(loan("a")), stand(loan("b")), stand(loan("c"))]
    told = BeforePlan(paid={DebtId("c"): (on(12, 30_000),)})
    every = asks(MonthlyAmount(1), whole={DebtId("a"): Fen(30_000)}, waits=("b",))
    found = plan_ways(every, known, DAY, told)
    assert found["a"].pays == ((FIRST, 30_000),)
    assert (found["b"].pays, found["b"].ends) == ((), False)
    assert (found["c"].pays, found["c"].before) == ((), (on(12, 30_000),))
    assert found["a"].ends
    home = stand(loan("h", priority=Priority.LIVELIHOOD))
    assert "h" not in plan_ways(every, [*known, home], DAY, told)


def relief(*, eased=False) -> ReliefAsked:
    return ReliefAsked(
        kept=Fen(10_000), eased=eased, months=6, until=None, interest_only=Fen(0),
        instalment=Fen(10_000), due=None, arrears=Fen(0), arrears_months=0, arrears_part=Fen(0),
        arrears_from=None, last_part=None, able=Fen(0),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "moved"),
    [
        ({}, False),
        ({"relief": relief()}, False),
        ({"relief": relief(eased=True)}, True),
        ({"before": (on(11, 3, day=23),)}, True),
        ({"late": Fen(700)}, True),
        ({"deferred": True}, True),
    ],
)
def test_a_guarded_debt_is_moved_where_its_contract_asks_for_other_days(more, moved):
    one = way(*TWO, **more)
    assert one.moved is moved
    assert one.guarded is ("relief" in more)


LOOKS = (DAY, date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1))


def test_a_way_is_followed_by_what_it_pays_and_to_its_end_only_where_it_has_one():
    whole = (on(12, 10_000), on(1, 10_000, 2027), on(2, 10_000, 2027))
    kept = way(*whole).trail(DAY, LOOKS)
    assert (kept.ends, [*kept.owed.values()]) == (True, [30_000, 20_000, 10_000, 0])
    part = way(*whole[:1], ends=False).trail(DAY, LOOKS)
    assert (part.ends, [*part.owed.values()]) == (False, [30_000, 20_000, 20_000, 20_000])
    left = way(*whole, aside=True).trail(DAY, LOOKS)
    assert (left.ends, left.paid, [*left.owed.values()]) == (True, (), [30_000] * 4)
    before = way(*whole[1:], before=whole[:1], ends=False).trail(DAY, LOOKS)
    assert before.paid == whole
