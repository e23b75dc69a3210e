from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from jiebei_desktop.domain.debts import Debt, LenderType, Stage, Terms
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.domain.standing import Owed
from jiebei_desktop.domain.timeline import TimelineStage, stage_of, stage_of_days

TODAY = date(2026, 11, 22)


def standing(days, stage=None):
    debt = Debt(
        id="jb1",
        name="借呗",
        product="jiebei",
        lender="",
        lender_type=LenderType.UNKNOWN,
        contract_date=date(2025, 1, 1),
        principal=1000,
        stage=stage,
        terms=Terms(rate=Rate(value=Decimal(0), per=RatePeriod.DAY)),
    )
    since = TODAY - timedelta(days=days) if days else None
    found = Owed(
        debt="jb1",
        as_of=TODAY,
        parts=Parts(principal=1000),
        overdue_since=since,
        overdue_days=days,
    )
    return stage_of(debt, found)


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        (0, "not_overdue"),
        (1, "reminders"),
        (3, "reminders"),
        (4, "calls"),
        (30, "calls"),
        (31, "outsourced"),
        (60, "outsourced"),
        (61, "letters"),
        (90, "letters"),
        (91, "long_overdue"),
        (400, "long_overdue"),
    ],
)
def test_days_overdue_make_the_stage(days, stage):
    assert stage_of_days(days) is TimelineStage(stage)
    assert standing(days) is TimelineStage(stage)


@pytest.mark.parametrize(
    ("recorded", "stage"),
    [
        (Stage.LITIGATION, "litigation"),
        (Stage.ENFORCEMENT, "enforcement"),
        (Stage.SETTLED, "settled"),
        (Stage.NEGOTIATING, "calls"),
    ],
)
def test_what_the_user_recorded_goes_first(recorded, stage):
    assert standing(20, recorded) is TimelineStage(stage)


def test_an_agreement_counts_until_it_is_broken():
    assert standing(0, Stage.RESTRUCTURED) is TimelineStage.AGREED
    assert standing(5, Stage.RESTRUCTURED) is TimelineStage.CALLS
