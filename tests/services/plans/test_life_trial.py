"""A change is tried out as it will be once saved; the timeline shows income with and without it."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.book.life_events import LifeEvents
from jiebei_desktop.services.picture import LaneName, picture, read
from jiebei_desktop.services.plans.life_trial import month_of, trial, with_change
from jiebei_desktop.services.plans.life_view import FURTHEST, facts, timeline

ON = date(2026, 11, 22)
LOST = LifeEvent(kind=EventKind.INCOME_ENDS, start=date(2027, 4, 1), category="A5")
RENT = LifeEvent(
    kind=EventKind.SPENDING_CHANGES, start=date(2026, 12, 16), category="B1", amount=Fen(180_000)
)


def figures(session):
    seen = picture(session, ON)
    plan = seen.lanes[LaneName.PLAN]
    return seen.money("afford.recommended"), plan.low, plan.debt_free


@pytest.mark.parametrize("change", [LOST, RENT], ids=lambda event: event.kind.value)
def test_what_is_tried_out_is_what_the_picture_shows_once_it_is_saved(employee, change):
    tried = trial(read(employee, ON), None, change)
    shown = [(each.recommended, each.low, each.debt_free) for each in (tried.before, tried.after)]
    before = figures(employee)
    LifeEvents(employee).add(change)
    assert shown == [before, figures(employee)]
    assert shown[0] != shown[1]


def test_trying_out_writes_nothing_and_leaves_the_known_picture(employee):
    reading = read(employee, ON)
    revision = employee.ledger.revision
    before = picture(employee, ON)
    trial(reading, None, LOST)
    assert employee.ledger.revision == revision
    assert employee.book().events == ()
    assert picture(employee, ON) is before


def test_the_month_of_the_trial_shows_income_living_and_what_is_left(employee):
    tried = trial(read(employee, ON), None, LOST)
    assert tried.month == Month(2027, 4)
    lost = tried.before.income - tried.after.income
    assert lost > 0
    assert tried.before.left - tried.after.left == lost
    assert tried.before.living == tried.after.living
    assert tried.home.income_at(5) == tried.after.income
    assert tried.home.income_at(4) == tried.before.income
    assert tried.before.left == picture(employee, ON).money("left")


def test_a_saved_change_is_replaced_by_the_one_being_written(employee):
    LifeEvents(employee).add(LOST)
    LifeEvents(employee).add(RENT)
    later = replace(LOST, start=date(2027, 9, 1))
    changed = with_change(read(employee, ON), LOST, later)
    assert changed.book.events == (RENT, later)
    tried = trial(read(employee, ON), LOST, LOST)
    assert tried.before == tried.after


@pytest.mark.parametrize(
    ("kind", "start", "month"),
    [
        (EventKind.INCOME_ENDS, date(2027, 4, 1), Month(2027, 4)),
        (EventKind.INCOME_ENDS, date(2027, 4, 2), Month(2027, 5)),
        (EventKind.INCOME_ENDS, date(2026, 3, 1), Month(2026, 12)),
        (EventKind.INCOME_ENDS, date(2026, 11, 25), Month(2026, 12)),
        (EventKind.MONTHS_NOT_RECORDED, date(2026, 3, 1), Month(2026, 12)),
    ],
)
def test_the_month_shown_is_the_first_whole_one_ahead(kind, start, month):
    assert month_of(LifeEvent(kind=kind, start=start), ON) == month


def test_the_timeline_shows_what_came_and_what_is_reckoned_with(employee):
    known = facts(employee, ON)
    shown = timeline(known)
    assert [month for month, _ in shown.past] == [Month(2026, 5).plus(k) for k in range(6)]
    assert shown.past[-1][1] == 1_040_000
    assert shown.ahead[0] == (Month(2026, 11), known.home.income_at(0))
    assert shown.ahead[-1][0] == Month(2028, 1)
    assert shown.draft == ()
    assert shown.living == picture(employee, ON).money("living.usual")


def test_the_timeline_reaches_beyond_the_last_change_and_shows_the_draft(employee):
    known = facts(employee, ON)
    far = replace(LOST, start=date(2028, 3, 1))
    shown = timeline(known, trial(known.reading, None, far))
    assert shown.ahead[-1][0] == Month(2028, 7)
    assert [month for month, _ in shown.draft] == [month for month, _ in shown.ahead]
    changed = [month for (month, old), (_, new) in zip(shown.ahead, shown.draft, strict=True)
               if old != new]  # fmt: skip
    assert changed[0] == Month(2028, 3)
    beyond = replace(LOST, start=date(2040, 1, 1))
    assert len(timeline(known, trial(known.reading, None, beyond)).ahead) == FURTHEST + 1


def test_the_draft_stands_among_the_lines_in_place_of_what_it_edits(employee):
    LifeEvents(employee).add(LOST)
    known = facts(employee, ON)
    later = replace(LOST, start=date(2027, 9, 1))
    assert [(line.event, line.draft) for line in known.lines(LOST, later)] == [(later, True)]
    assert [(line.event, line.draft) for line in known.lines(None, RENT)] == [
        (RENT, True),
        (LOST, False),
    ]
    assert [line.event for line in known.lines(LOST)] == [LOST]


def test_a_hope_is_tried_out_as_if_it_came_and_changes_nothing_when_saved(employee):
    more = LifeEvent(
        kind=EventKind.INCOME_STARTS, start=date(2027, 2, 1), category="A7", amount=Fen(90_000)
    )
    hoped = replace(more, confirmed=False)
    tried = trial(read(employee, ON), None, hoped)
    assert tried.event == hoped
    assert tried.after == trial(read(employee, ON), None, more).after
    assert tried.after.recommended > tried.before.recommended
    before = figures(employee)
    LifeEvents(employee).add(hoped)
    assert figures(employee) == before
    (line,) = facts(employee, ON).lines()
    assert line.event == hoped
