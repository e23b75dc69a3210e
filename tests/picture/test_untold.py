"""What nobody told is not known: a bill of a wallet has spending alone, and no income of nought."""

from __future__ import annotations

from datetime import date

import pytest
from households import DAY, cash, entries, item, loan

from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import Book, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.picture import LaneName, picture_of, reading_of
from jiebei_desktop.services.reference.rulebook import load

RULES = load()
SPENT = tuple(one for one in entries(6_000, 3_000, 6) if one.kind is EntryKind.EXPENSE)
LOAN = loan("jb", 12_000, date(2026, 1, 15))
WAGE = item("工资", EntryKind.INCOME, 6_000, "A1", start=date(2025, 1, 1))
ENDS = LifeEvent(kind=EventKind.INCOME_ENDS, start=date(2026, 10, 1), category="A1")
CLOSED = LifeEvent(kind=EventKind.BUSINESS_CLOSED, start=date(2026, 10, 1))
STARTS = LifeEvent(
    kind=EventKind.INCOME_STARTS, start=date(2027, 1, 1), category="A1", amount=Fen(500_000)
)


def seen(**told):
    book = Book(entries=SPENT, cash=cash(900), debts=(LOAN,), **told)
    return picture_of(reading_of(book, DAY, RULES))


def test_spending_alone_tells_no_income_and_no_lack_of_it():
    found = seen()
    assert found["living.usual"].value == 300_000
    for code in ("income.usual", "left", "afford.recommended", "low.nothing.amount"):
        assert (found[code].value, found[code].reason) == (None, "no_income"), code
    assert not found.lanes[LaneName.NOTHING].told


@pytest.mark.parametrize(
    ("told", "income"),
    [
        ({"recurring": (WAGE,)}, 600_000),
        ({"events": (ENDS,)}, 0),
        ({"events": (CLOSED,)}, 0),
        ({"events": (STARTS,)}, None),
    ],
    ids=["an item", "an end", "a closed shop", "a start"],
)
def test_an_item_or_a_change_of_income_tells_it(told, income):
    found = seen(**told)
    assert found["income.usual"].value is not None
    if income is not None:
        assert found["income.usual"].value == income
        assert found["left"].value == income - 300_000
    assert found.lanes[LaneName.NOTHING].told
