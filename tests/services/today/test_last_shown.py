"""What the first page keeps from one start to the next."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.household import Book, Entry, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.memo import Memo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.picture import home_of, remember
from jiebei_desktop.services.picture.kept_home import from_text, to_text
from jiebei_desktop.services.picture.spare import carried_today
from jiebei_desktop.services.today import last_shown
from jiebei_desktop.services.today.overview import outlook, standing
from jiebei_desktop.storage import engine

DAY = date(2026, 11, 22)
CHART = last_shown.KeptChart(mark="abc 10x20 light", png=b"\x89PNG of \x00 bytes")


@pytest.fixture
def session(employee):
    return employee


@pytest.fixture
def ahead(session):
    return outlook(standing(session, DAY))


def test_nothing_is_known_before_the_first_outlook(session):
    assert last_shown.last(session, DAY) is None
    last_shown.keep_chart(session, CHART)
    assert last_shown.last(session, DAY) is None


def test_an_outlook_comes_back_as_it_was_to_the_fen(session, ahead):
    last_shown.keep(session, ahead)
    last = last_shown.last(session, DAY)
    assert last.is_todays
    assert last.ahead == ahead
    assert last.key == ahead.seen.key
    assert last.chart is None
    assert len(ahead.forecast.days) == len(ahead.forecast.expected) > 300


def test_another_day_or_another_ledger_has_no_outlook_but_still_the_figures(session, ahead):
    last_shown.keep(session, ahead)
    tomorrow = last_shown.last(session, DAY + timedelta(days=1))
    assert (tomorrow.is_todays, tomorrow.ahead) == (False, None)
    assert tomorrow.seen.figures == ahead.seen.figures
    Possessions(session).set_setting("x", 1)
    written = last_shown.last(session, DAY)
    assert (written.is_todays, written.ahead) == (False, None)
    session.history.undo()
    assert not last_shown.last(session, DAY).is_todays


def test_a_chart_lies_beside_the_picture_and_goes_with_it(session, ahead):
    last_shown.keep(session, ahead)
    last_shown.keep_chart(session, CHART)
    last = last_shown.last(session, DAY)
    assert (last.chart, last.ahead) == (CHART, ahead)
    other = replace(CHART, mark="def 10x20 light")
    last_shown.keep_chart(session, other)
    assert last_shown.last(session, DAY).chart == other
    Possessions(session).set_setting("x", 1)
    last_shown.keep(session, outlook(standing(session, DAY)))
    assert last_shown.last(session, DAY).chart is None


def test_what_another_edition_kept_is_passed_over(session, ahead):
    remember(session, ahead.seen)
    assert last_shown.last(session, DAY).ahead is None
    last_shown.keep(session, ahead)
    assert last_shown.last(session, DAY).ahead == ahead
    row = session.ledger.kept_picture()
    for beside in ([], {"ahead": {"agree": 0}}, {"chart": {"mark": "x", "png": "?"}}, {"ahead": 1}):
        content = json.dumps({**json.loads(row.content), "beside": beside})
        session.ledger.keep_picture(replace(row, content=content))
        last = last_shown.last(session, DAY)
        assert last.seen.figures == ahead.seen.figures
        assert (last.ahead, last.chart) == (None, None)


def test_the_same_outlook_is_written_once(session, ahead, monkeypatch):
    last_shown.keep(session, ahead)
    monkeypatch.setattr(session.ledger, "keep_picture", None)
    last_shown.keep(session, ahead)
    remember(session, ahead.seen)


def entries_of_three_years(count):
    return tuple(
        Entry(
            date=DAY - timedelta(days=1 + n * 1000 // count),
            kind=EntryKind.EXPENSE if n % 9 else EntryKind.INCOME,
            amount=Fen(1_000 + n % 700),
            category=f"C{1 + n % 5}" if n % 9 else "A1",
            counterparty=f"店{n % 40}",
        )
        for n in range(count)
    )


def told(found):
    """Everything a standing says, and what its reading says of the entries."""
    said = {name: getattr(found, name) for name in found.__struct_fields__ if name != "reading"}
    return {
        **said,
        "home": home_of(found.reading),
        "carried": carried_today(found.reading),
        "empty": (found.known, found.told, found.empty),
        "values": replace(found.book, entries=()),
        "key": found.reading.key,
    }


@pytest.mark.parametrize(
    "book",
    [demo.employee(DAY), demo.shop(DAY), Book(), Book(entries=entries_of_three_years(40))],
)
def test_a_kept_standing_is_the_one_that_is_read(tmp_path, book):
    with Session.create(tmp_path / "b.jiebei") as session:
        session.ledger.add_book(book)
        whole = standing(session, DAY)
        last_shown.keep(session, outlook(whole))
        again = last_shown.standing_now(session, DAY)
        assert again.reading.before is not None
        assert told(again) == told(whole)


def statements_of(path, monkeypatch):
    """Open a ledger, show its kept first page, and return every statement."""
    seen, connect = [], engine.connect

    def traced(*given):
        db = connect(*given)
        db.set_trace_callback(seen.append)
        return db

    with monkeypatch.context() as patch:
        patch.setattr(engine, "connect", traced)
        with Session.open(path) as session:
            assert last_shown.last(session, DAY).is_todays
            assert last_shown.standing_now(session, DAY).reading.has_entries
    return seen


def test_a_start_reads_as_much_of_a_large_ledger_as_of_a_small_one(tmp_path, monkeypatch):
    seen = []
    for count in (300, 3000):
        path = tmp_path / f"{count}.jiebei"
        with Session.create(path) as session:
            session.ledger.add_book(
                replace(demo.employee(DAY), entries=entries_of_three_years(count))
            )
            last_shown.keep(session, outlook(standing(session, DAY)))
        seen.append(statements_of(path, monkeypatch))
    few, many = seen
    assert len(few) == len(many)
    assert not [each for each in many if "FROM entries" in each and "9999-12-31" not in each]


def test_nothing_is_simulated_without_the_entries(session, ahead):
    last_shown.keep(session, ahead)
    session.memo = Memo()
    again = last_shown.standing_now(session, DAY)
    with pytest.raises(LookupError):
        outlook(again)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"shown":[1,1]', '"shown":[1,0]'), ('"shown":[1,1]', '"shown":"1e9"'),
        ('"has_entries":true', '"has_entries":3'), ('"ordered_ahead":[0,', '"ordered_ahead":['),
        ('"home":{', '"house":{'),
    ],
)  # fmt: skip
def test_what_was_reckoned_before_and_cannot_be_read_is_reckoned_again(ahead, old, new):
    text = to_text(ahead.before)
    assert from_text(text) == ahead.before
    assert old in text
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says, it is passed over
        from_text(text.replace(old, new, 1))
