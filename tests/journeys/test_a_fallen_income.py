"""A second income has fallen: the window asks, one press answers, every page follows, Undo returns."""

from __future__ import annotations

import json
from itertools import product

import pytest
from click.testing import CliRunner
from households import loan
from waits import settle

from jiebei_desktop import app
from jiebei_desktop.cli.group import main
from jiebei_desktop.domain.events import EventKind
from jiebei_desktop.domain.household import Book, Cash, Entry, EntryKind
from jiebei_desktop.domain.money import Fen, parse_yuan
from jiebei_desktop.domain.months import Month
from jiebei_desktop.text import formats

SIDE = (2_500,) * 7 + (1_900,) * 3
"""The second income of ten full months: 24 % down in the last three."""
MONTHLY = ((10, "A1", 8_600), (5, "B1", 2_800), (18, "C1", 4_200))


@pytest.fixture
def household():
    """Return ten full months up to last month: a wage, a second income, living."""
    running = Month.of(app.today())
    rows = [(place, 12, "A5", yuan) for place, yuan in enumerate(SIDE)]
    rows += [(place, *one) for place, one in product(range(len(SIDE)), MONTHLY)]
    entries = tuple(
        Entry(
            date=running.plus(place - len(SIDE)).day(day),
            kind=EntryKind.INCOME if code < "B" else EntryKind.EXPENSE,
            amount=Fen(yuan * 100),
            category=code,
            counterparty="单位",
        )
        for place, day, code, yuan in rows
    )
    cash = Cash(name="余额", amount=Fen(320_000), as_of=app.today())
    lent = loan("late", 30_000, running.plus(-5).day(3))
    return Book(entries=entries, cash=(cash,), debts=(lent,))


@pytest.fixture
def at(window, qtbot):
    """Go to a page and wait until it is all there."""

    def go(name):
        window.go(name)
        settle(window, qtbot)
        return window.page()

    return go


def seen(at):
    """Return the amount on the overview and on affordability, and whether each page asks."""
    overview = at("overview")
    shown = overview.cards[2].value.text(), overview.questions.isVisible()
    afford = at("affordability")
    return (*shown, formats.whole(afford.amount), afford.questions.isVisible())


def press(window, qtbot, button):
    button.click()
    settle(window, qtbot)


def test_only_for_a_while_raises_the_amount_on_every_page_and_undo_takes_it_back(window, at, qtbot):
    before = seen(at)
    assert before[0] == before[2]
    assert before[1]
    assert before[3]
    asked = at("overview").questions
    assert "24%" in asked.question.text()
    assert "1,900" in asked.reading.text()
    press(window, qtbot, asked.other_button)
    after = seen(at)
    assert after[0] == after[2]
    assert not after[1]
    assert not after[3]
    assert int(after[0][1:].replace(",", "")) > int(before[0][1:].replace(",", ""))
    assert window.session.history.undo_label == "answer-question"
    window.commands.undo()
    settle(window, qtbot)
    assert seen(at) == before


def test_for_good_keeps_the_lower_amount_and_stands_among_the_changes(window, at, qtbot):
    before = seen(at)
    press(window, qtbot, at("cashflow").questions.lasting_button)
    assert seen(at) == (before[0], False, before[2], False)
    page = at("life_events")
    (line,) = page.list.model.rows()
    assert line.event.kind is EventKind.INCOME_CHANGES
    assert line.event.amount == 190_000
    assert not page.questions.isVisible()
    window.commands.undo()
    settle(window, qtbot)
    assert page.questions.isVisible()
    (line,) = page.list.model.rows()
    assert line.event is None
    assert seen(at) == before


@pytest.mark.parametrize("button", ["lasting_button", "other_button"])
def test_what_is_answered_in_the_window_is_what_command_and_paper_reckon_with(
    window, at, qtbot, tmp_path, button
):
    press(window, qtbot, getattr(at("cashflow").questions, button))
    shown = seen(at)[0]
    ledger, paper = tmp_path / "账本.jiebei", tmp_path / "方案.json"
    window.close()
    settle(window, qtbot)
    told = command("afford", ledger)
    assert formats.whole(parse_yuan(told["recommended"])) == shown
    assert not told["level_shift"]
    said = command("plan", ledger, "--pdf", tmp_path / "方案.pdf", "--data", paper)
    assert said["payment"] == told["recommended"]
    (offer,) = said["offers"]
    assert parse_yuan(offer["amount"]) <= parse_yuan(said["payment"])
    written = json.loads(paper.read_text(encoding="utf-8"))
    assert (written["number"], written["checksum"]) == (said["number"], said["checksum"])


def command(*arguments):
    done = CliRunner().invoke(main, [*map(str, arguments), "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)
