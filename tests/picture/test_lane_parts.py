"""The parts of a lane from trails written down: who is late the longest, court, record, ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.timeline import TimelineStage
from jiebei_desktop.services.picture.lanes import HORIZONS, _curve, _late, _looks, _stages
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
