"""Figures by hand: the sentence each is explained by, and the whole written down and read back."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from jiebei_desktop.analysis.carried import Low
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.this_week import Payable, Rank
from jiebei_desktop.domain.timeline import TimelineStage
from jiebei_desktop.services.picture.document import from_document, to_text
from jiebei_desktop.services.picture.figure import Figure, NextDue, Origin, Rates, Term, Unit
from jiebei_desktop.services.picture.lanes import CreditRecord, Lane, LaneName, Late
from jiebei_desktop.services.picture.trails import StageReached
from jiebei_desktop.services.picture.week import Week, WeekState

DAY = date(2026, 11, 22)


def figure(code, value, unit, **more) -> Figure:
    return Figure(id=code, value=value, unit=unit, as_of=DAY, origin=Origin.STATED, **more)


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("next.jb", "next"),
        ("rate.jb", "rate"),
        ("rate.top", "rate.top"),
        ("aside.jb", "aside"),
        ("week.need", "week.need"),
        ("week.hold.jb.2", "week.hold"),
        ("week", "week"),
        ("lane.plan.low", "lane.low"),
        ("lane.plan.owed.d30", "lane.owed"),
        ("arrears.total", "arrears.total"),
        ("arrears.jb", "arrears.debt"),
        ("owed.total", "owed.total"),
        ("owed.jb.fees", "owed.debt.fees"),
        ("owed.a.b.total", "owed.debt.total"),
        ("due30.total", "due30.total"),
        ("cash", "cash"),
    ],
)
def test_a_figure_of_one_debt_is_explained_as_that_of_every_other(code, how):
    assert figure(code, Fen(1), Unit.MONEY).how == how


FIGURES = (
    figure("cash", Fen(-105), Unit.MONEY, rows=3, grade="fair",
           terms=(Term(id="a"), Term(id="b", sign=-1))),
    figure("afford.recommended", None, Unit.MONEY, grade="none", reason="no_income"),
    figure("next.jb", NextDue(day=DAY, amount=Fen(70), kind="minimum"), Unit.DUE),
    figure("rate.jb", Rates(nominal=Decimal("0.18"), effective=Decimal("0.1956")), Unit.RATE),
    figure("share", Decimal("0.25"), Unit.SHARE),
    figure("runway.days", 41, Unit.DAYS),
    figure("due30.count", 2, Unit.COUNT),
    figure("week.until", DAY, Unit.DAY),
)  # fmt: skip
LANE = Lane(
    name=LaneName.PLAN, payment=Fen(90_000), low=Low(day=DAY, amount=Fen(-1)),
    owed={30: Fen(9), 365: Fen(0)}, cash={30: Fen(-7)}, paid=Fen(11), debt_free=date(2028, 2, 29),
    stages=(StageReached(day=DAY, debt=DebtId("jb"), stage=TimelineStage.CALLS),),
    days=((DAY, Fen(1)), (DAY + timedelta(days=1), Fen(-2))), curve=((DAY, Fen(9)),),
    late=Late(debt=DebtId("jb"), since=DAY), court=date(2027, 2, 20),
    record=CreditRecord(ends=date(2033, 2, 28)),
)  # fmt: skip
OPEN = replace(
    LANE, name=LaneName.NOTHING, payment=None, paid=None, debt_free=None, stages=(), late=None,
    court=None, record=CreditRecord(ends=None),
)  # fmt: skip
WEEK = Week(
    state=WeekState.SHORT, comes="payday", until=date(2026, 12, 10), income="工资", known=DAY,
    first=(Payable(rank=Rank.HOME, day=DAY, amount=Fen(5), name="房租"),),
    held=(Payable(rank=Rank.REST, day=DAY, amount=Fen(6), name="借呗", debt=DebtId("jb"),
                  kind="arrears"),),
    creditors=2,
)  # fmt: skip


@pytest.mark.parametrize("week", [WEEK, None])
def test_what_is_written_down_is_read_back_to_the_fen(week):
    figures = {one.id: one for one in FIGURES}
    clear = replace(OPEN, name=LaneName.CONTRACT, record=None)
    lanes = {one.name: one for one in (LANE, OPEN, clear)}
    text = to_text(figures, lanes, week, {"page": [1]})
    assert json.loads(text)["beside"] == {"page": [1]}
    assert from_document(json.loads(text)) == (figures, lanes, week)


def test_what_is_written_down_is_what_the_command_shows():
    document = json.loads(to_text({FIGURES[0].id: FIGURES[0]}, {LANE.name: LANE}, WEEK))
    (cash,), lane = document["figures"], document["lanes"]["plan"]
    assert (cash["value"], cash["terms"], cash["rows"]) == ("-1.05", [["a", 1], ["b", -1]], 3)
    assert (lane["payment"], lane["low"]["amount"], lane["owed"]) == (
        "900.00", "-0.01", {"d30": "0.09", "d365": "0.00"},
    )  # fmt: skip
    assert lane["late"] == {"debt": "jb", "since": "2026-11-22"}
    assert (lane["court"], lane["record"]) == ("2027-02-20", {"ends": "2033-02-28"})
    assert lane["stages"] == [{"day": "2026-11-22", "debt": "jb", "stage": "calls"}]
    assert document["week"]["first"][0]["rank"] == "home"
    assert document["beside"] == {}
