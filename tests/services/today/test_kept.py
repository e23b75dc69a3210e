"""What the first page keeps from one start to the next."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.picture import remember
from jiebei_desktop.services.today import kept
from jiebei_desktop.services.today.overview import outlook, standing

DAY = date(2026, 11, 22)
CHART = kept.KeptChart(mark="abc 10x20 light", png=b"\x89PNG of \x00 bytes")


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "a.jiebei") as made:
        made.ledger.add_book(demo.employee(DAY))
        yield made


@pytest.fixture
def ahead(session):
    return outlook(standing(session, DAY))


def test_nothing_is_known_before_the_first_outlook(session):
    assert kept.last(session, DAY) is None
    kept.keep_chart(session, CHART)
    assert kept.last(session, DAY) is None


def test_an_outlook_comes_back_as_it_was_to_the_fen(session, ahead):
    kept.keep(session, ahead)
    last = kept.last(session, DAY)
    assert last.is_todays
    assert last.ahead == ahead
    assert last.key == ahead.seen.key
    assert last.chart is None
    assert len(ahead.forecast.days) == len(ahead.forecast.expected) > 300


def test_another_day_or_another_ledger_has_no_outlook_but_still_the_figures(session, ahead):
    kept.keep(session, ahead)
    tomorrow = kept.last(session, DAY + timedelta(days=1))
    assert (tomorrow.is_todays, tomorrow.ahead) == (False, None)
    assert tomorrow.seen.figures == ahead.seen.figures
    Possessions(session).set_setting("x", 1)
    written = kept.last(session, DAY)
    assert (written.is_todays, written.ahead) == (False, None)
    session.history.undo()
    assert not kept.last(session, DAY).is_todays


def test_a_chart_lies_beside_the_picture_and_goes_with_it(session, ahead):
    kept.keep(session, ahead)
    kept.keep_chart(session, CHART)
    last = kept.last(session, DAY)
    assert (last.chart, last.ahead) == (CHART, ahead)
    other = replace(CHART, mark="def 10x20 light")
    kept.keep_chart(session, other)
    assert kept.last(session, DAY).chart == other
    Possessions(session).set_setting("x", 1)
    kept.keep(session, outlook(standing(session, DAY)))
    assert kept.last(session, DAY).chart is None


def test_what_another_edition_kept_is_passed_over(session, ahead):
    remember(session, ahead.seen)
    assert kept.last(session, DAY).ahead is None
    kept.keep(session, ahead)
    assert kept.last(session, DAY).ahead == ahead
    row = session.ledger.kept_picture()
    for beside in ([], {"ahead": {"agree": 0}}, {"chart": {"mark": "x", "png": "?"}}, {"ahead": 1}):
        content = json.dumps({**json.loads(row.content), "beside": beside})
        session.ledger.keep_picture(replace(row, content=content))
        last = kept.last(session, DAY)
        assert last.seen.figures == ahead.seen.figures
        assert (last.ahead, last.chart) == (None, None)


def test_the_same_outlook_is_written_once(session, ahead, monkeypatch):
    kept.keep(session, ahead)
    monkeypatch.setattr(session.ledger, "keep_picture", None)
    kept.keep(session, ahead)
    remember(session, ahead.seen)
