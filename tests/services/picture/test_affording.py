"""What can be paid is asked in one place, which reads far enough and knows the answers."""

from __future__ import annotations

from datetime import date

import pytest
from households import loan
from msgspec.structs import replace

from jiebei_desktop.domain.household import Book, Cash, Entry, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.papers import statement
from jiebei_desktop.services.picture import affordability_view, affording, picture
from jiebei_desktop.services.plans import cashflow_view, plan_view
from jiebei_desktop.text import current
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.plan import tables

ON = date(2026, 11, 22)
TOLD = {"income_low": 700_000, "income_typical": 800_000, "spending": 500_000}


def write(session, last, count):
    entries = Entries(session)
    for month in (last.plus(-k) for k in range(count)):
        for day, yuan, code, kind in (
            (10, 8600, "A1", EntryKind.INCOME),
            (5, 2200, "B1", EntryKind.EXPENSE),
            (18, 3000, "C1", EntryKind.EXPENSE),
        ):
            entry = Entry(date=month.day(day), kind=kind, amount=Fen(yuan * 100), category=code)
            entries.add(entry)


def test_all_months_that_count_are_read_and_a_silent_ledger_is_read_whole(session):
    write(session, Month(2026, 10), 16)
    assert picture(session, ON).afford.history_months == 16
    late = picture(session, date(2031, 1, 5)).afford
    assert (late.reason, late.last_full_month) == ("ledger_too_old", Month(2026, 10))


def test_every_caller_knows_what_was_answered(session, debt):
    session.ledger.add_book(Book(debts=(debt,)))
    affordability_view.keep_answers(session, TOLD)
    seen = picture(session, ON)
    found, paid = seen.afford, seen.money("lane.plan.payment")
    assert found.left == 300_000
    offer = found.first_term.payment
    assert offer == found.offer > 0
    assert cashflow_view.ahead(cashflow_view.facts(session, ON)).payment == paid <= offer
    assert plan_view.compare(plan_view.inputs(session, ON), exact=False).means == found
    assert statement.for_session(session, ON).payment == offer


@pytest.mark.parametrize("known", [{}, {"income_low": 1, "spending": 2}])
def test_half_a_questionnaire_is_no_answer(known):
    assert affording.answers_from(known) is None


def test_income_and_spending_are_answer_enough():
    found = affording.answers_from({"income_low": 1, "income_typical": 2, "spending": 3})
    assert (found.income_low, found.income_typical, found.spending) == (1, 2, 3)
    more = affording.answers_from({"income_low": 1, "income_typical": 2, "spending": 3, "x": 4})
    assert more == found


def test_the_ledger_is_read_once_until_something_is_written(session):
    write(session, Month(2026, 10), 2)
    first = affording.history(session, ON)
    assert affording.history(session, ON) is first
    assert affording.history(session, date(2026, 12, 1)) is not first
    affording.name_payday(session, 7)
    assert affording.history(session, ON) == replace(first, payday=7)


@pytest.mark.parametrize(("owed", "waits"), [(15_000, False), (40_000, True)])
def test_nobody_lets_go_of_anything_for_a_half_that_only_lean_months_free_bear(
    session, owed, waits
):
    """7,100 in and 5,680 out, 3,550 in a poor month and 3,000 for the festival: no month is sure.

    Half of what eight months of a year bear repays 15,000 in sixty months, and not 40,000: a pause
    of less than a year is asked for then, until each month of a year has a number.
    """
    day = date(2026, 12, 1)
    none = Cash(name="a", as_of=day, amount=Fen(0))
    lent = loan("a", owed, date(2026, 11, 15))
    session.ledger.add_book(Book(debts=(lent,), cash=(none,)))
    told = {"income_low": 355_000, "income_typical": 710_000, "spending": 568_000}
    affordability_view.keep_answers(session, told | {"festival_extra": 300_000})
    seen = picture(session, day)
    half = seen.afford.first_term
    assert (seen.afford.recommended, half.then) == (None, None)
    assert (half.payment * 60 < owed * 100) == waits
    assert (seen.asked.explanation == "pause") == waits
    assert not any(one.waived for one in seen.asked.asks)
    assert seen.money("plan.payment") == (None if waits else half.payment)
    view = plan_view.compare(plan_view.inputs(session, day), exact=False)
    assert view.budget == (0 if waits else half.payment)
    assert view.proposals.asks.explanation == seen.asked.explanation
    current.use("en")
    words = tables.headline(view, Masking())
    assert ("could be paid for 3 months" in words[0]) != waits
    assert ("There is no payment you could promise yet" in words[0]) == waits
    if waits:
        assert 0 < seen.asked.pause < 12
