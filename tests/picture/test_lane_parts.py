"""The parts of a lane from trails written down: who is late the longest, court, record, ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from households import loan
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.domain.debts import DebtId, LenderType, Priority, Stage
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import stands
from jiebei_desktop.domain.timeline import TimelineStage
from jiebei_desktop.services.picture.lanes import (
    COURT_DAYS,
    HORIZONS,
    _curve,
    _Household,
    _late,
    _looks,
    _stages,
)
from jiebei_desktop.services.picture.trails import StageReached, Trail

DAY = date(2026, 11, 22)
LAST = DAY + timedelta(days=365)


def trail(name, since=None, until=None, **more):
    return Trail(
        debt=DebtId(name), paid=(), owed={}, stages=(), ends=True, late_since=since,
        late_until=until, **more,
    )  # fmt: skip


def ahead(days):
    return DAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("trails", "late"),
    [
        ([], None),
        ([trail("a")], None),
        ([trail("a", ahead(-9)), trail("b", ahead(-10))], "b"),
        ([trail("b", ahead(-9)), trail("a", ahead(-9))], "a"),
        ([trail("a", ahead(-90), DAY), trail("b", ahead(3))], "b"),  # made good today
        ([trail("a", ahead(-90), ahead(1)), trail("b", ahead(3))], "a"),
        ([trail("a", ahead(364))], "a"),
        ([trail("a", ahead(365))], None),  # the year ahead is over
    ],
)
def test_the_debt_that_is_late_the_longest_is_named_unless_it_is_made_good_today(trails, late):
    found = _late(trails, DAY)
    assert (found and found.debt) == late
    if found:
        assert found.since == next(t.late_since for t in trails if t.debt == found.debt)


def test_the_curve_is_the_sum_of_all_debts_on_each_day():
    first = replace(trail("a"), owed={DAY: Fen(300), ahead(30): Fen(100)})
    second = replace(trail("b"), owed={ahead(30): Fen(7), DAY: Fen(5)})
    assert _curve([first, second]) == ((DAY, 305), (ahead(30), 107))
    assert _curve([]) == ()


def test_stages_of_all_debts_are_told_in_order_to_the_last_day():
    def reached(name, days):
        stage = TimelineStage.LONG_OVERDUE
        return StageReached(debt=DebtId(name), stage=stage, day=ahead(days))

    first = replace(trail("b"), stages=(reached("b", 40), reached("b", 365)))
    second = replace(trail("a"), stages=(reached("a", 40), reached("a", 366)))
    assert _stages([first, second], LAST) == (
        reached("a", 40), reached("b", 40), reached("b", 365),
    )  # fmt: skip


@given(st.lists(st.lists(st.integers(1, 500), max_size=40, unique=True), max_size=3))
def test_a_lane_is_looked_at_on_its_horizons_and_beside_few_payments(calendars):
    paid = [[(ahead(n), Fen(100)) for n in days] for days in calendars]
    looks = _looks(DAY, paid)
    assert looks == sorted({*looks})
    assert (looks[0], looks[-1]) == (DAY, LAST)
    assert {ahead(n) for n in (*range(0, 365, 15), *HORIZONS)} <= {*looks}
    near = {n for days in calendars for n in days if n <= 365}
    beside = {ahead(n) for when in near for n in (when - 1, when)}
    assert (beside <= {*looks}) or len(near) > 64
    if len(near) > 64:
        assert {*looks} == {ahead(n) for n in (*range(0, 365, 15), *HORIZONS)}


# -- when a court may be asked, how long the record keeps it, what the first month takes --------


def among(*debts, years=5):
    known = tuple(stands(debts, DAY))
    return _Household(known=known, before=((DAY, Fen(0)),), record_years=years)


def debts_of_each_kind():
    person = {"lender_type": LenderType.PRIVATE_PERSON}
    return (
        loan("a", 1_000, DAY),
        loan("b", 1_000, DAY),
        loan("sued", 1_000, DAY, stage=Stage.LITIGATION),
        loan("friend", 1_000, DAY, **person),
        loan("friend_sued", 1_000, DAY, stage=Stage.LITIGATION, **person),
    )


@pytest.mark.parametrize(
    ("trails", "day"),
    [
        ([], None),
        ([trail("a")], None),
        ([trail("a", ahead(10))], ahead(10 + COURT_DAYS)),
        ([trail("a", ahead(10)), trail("b", ahead(3))], ahead(3 + COURT_DAYS)),
        ([trail("a", ahead(-500))], DAY),  # its usual day is long over
        ([trail("a", ahead(-500), DAY)], None),  # made good today
        ([trail("a", DAY, ahead(COURT_DAYS))], None),  # made good on the very day
        ([trail("a", DAY, ahead(COURT_DAYS + 1))], ahead(COURT_DAYS)),
        ([trail("a", ahead(365 - COURT_DAYS))], ahead(365)),
        ([trail("a", ahead(366 - COURT_DAYS))], None),  # after the year ahead
        ([trail("sued", ahead(-1))], DAY),
        ([trail("friend", ahead(-500))], None),
        ([trail("friend_sued", ahead(-1))], DAY),
    ],
)
def test_a_suit_is_usual_from_a_day_that_arrears_reach(trails, day):
    assert among(*debts_of_each_kind())._court(trails, DAY) == day


@pytest.mark.parametrize(
    ("trails", "ends"),
    [
        ([trail("a", DAY, ahead(30))], date(2031, 12, 22)),
        ([trail("a", DAY, ahead(30)), trail("b", DAY, ahead(3))], date(2031, 12, 22)),
        ([trail("a", DAY, ahead(30)), trail("b", DAY)], None),  # one goes on
        ([trail("a", DAY, ahead(30)), trail("friend", DAY)], date(2031, 12, 22)),
    ],
)
def test_the_record_keeps_arrears_five_years_from_the_last_day(trails, ends):
    assert among(*debts_of_each_kind())._record(trails).ends == ends


@pytest.mark.parametrize("trails", [[], [trail("a")], [trail("friend", DAY)]])
def test_where_nothing_is_late_with_a_lender_the_record_keeps_nothing(trails):
    assert among(*debts_of_each_kind())._record(trails) is None


def test_the_first_month_ends_on_the_same_day_of_the_next():
    home = replace(loan("home", 1_000, DAY), priority=Priority.LIVELIHOOD)
    paid = ((DAY, Fen(1)), (date(2026, 12, 22), Fen(20)), (date(2026, 12, 23), Fen(300)))
    trails = [replace(trail(name), paid=paid) for name in ("a", "home")]
    assert among(loan("a", 1_000, DAY), home)._first_month(trails) == 21
