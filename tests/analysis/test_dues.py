"""Which flows leave on which days: what guards the home, under a plan."""

from __future__ import annotations

from datetime import date, timedelta

from prospects import DAY, home

from jiebei_desktop.analysis.dues import protected_flows
from jiebei_desktop.analysis.prospect.value import Dated
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen

TOMORROW = DAY + timedelta(days=1)


def due(day: date, amount: int, *, debt: str | None = "flat") -> Dated:
    owner = None if debt is None else DebtId(debt)
    return Dated(day=day, amount=Fen(-amount), name="x", kind="due", debt=owner)


def test_what_guards_the_home_leaves_on_its_day_and_tomorrow_where_that_is_past():
    last = DAY + timedelta(days=9)
    dated = (
        due(DAY - timedelta(days=3), 1), due(TOMORROW, 2), due(last, 3),
        due(last + timedelta(days=1), 4), due(last, 5, debt=None),
    )  # fmt: skip
    found = protected_flows(home(dated=dated), last)
    assert [(one.day, one.amount) for one in found] == [(TOMORROW, -1), (TOMORROW, -2), (last, -3)]
    assert [one.day for one in protected_flows(home(dated=dated), TOMORROW)] == [TOMORROW] * 2
