from __future__ import annotations

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.entries import EntryFilter, Source
from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.book.entries import Entries

ALL = EntryFilter()


@pytest.fixture
def entries(session, book) -> Entries:
    session.ledger.add_book(book)
    return Entries(session)


def test_an_entry_typed_by_hand_is_listed_and_named_in_the_history(entries, session, wage):
    row, changes = entries.add(replace(wage, amount=Fen(5)))
    assert changes == Changes(frozenset({"entries"}))
    assert session.history.undo_label == "add-entry"
    newest = entries.page(ALL, limit=1)[0]
    assert (newest.id, newest.entry.amount, newest.source) == (row, 5, Source.HAND)


def test_an_edited_entry_keeps_where_it_came_from(entries, coffee):
    row = entries.page(ALL)[-1]
    entries.edit(row.id, replace(coffee, note="改", amount=Fen(7)))
    (edited,) = [found for found in entries.page(ALL) if found.id == row.id]
    assert (edited.entry.note, edited.entry.amount, edited.source) == ("改", 7, Source.FILE)


def test_many_entries_change_in_one_step(entries, session):
    ids = [row.id for row in entries.page(ALL)]
    entries.categorise(ids, "C4")
    assert entries.totals(EntryFilter(category="C4")).count == 3
    entries.change(ids, {"note": "整理"})
    assert entries.totals(EntryFilter(text="整理")).count == 3
    entries.delete(ids)
    assert entries.page(ALL) == ()
    assert session.history.undo_label == "delete-entries"
    session.history.undo()
    session.history.undo()
    session.history.undo()
    assert entries.totals(EntryFilter(category="C1")).count == 2
    assert session.history.redo_label == "change-entries"


def test_a_category_of_nobodys_list_is_refused(entries):
    with pytest.raises(ValueError, match="Z1"):
        entries.categorise([1], "Z1")
    with pytest.raises(ValueError, match="amount_fen"):
        entries.change([1], {"amount_fen": "1"})
    with pytest.raises(KeyError):
        entries.delete([99])


def test_pages_and_sums_come_through(entries):
    first = entries.page(ALL, limit=1)
    assert len(entries.page(ALL, after=first[0])) == 2
    (income, expense) = sorted(entries.month_sums(Month(2026, 10)), key=lambda s: s.category)
    assert (income.total, expense.total) == (860_000, 3_180)


def test_a_rule_is_remembered_once_and_can_be_changed(entries, session):
    for name, code in (("咖啡", "C1"), ("咖啡", "C4"), ("公司", "A1")):
        entries.learn(name, code)
    rules = [(one.pattern, one.kind, one.category) for one in entries.learned()]
    assert rules == [("咖啡", EntryKind.EXPENSE, "C4"), ("公司", EntryKind.INCOME, "A1")]
    with pytest.raises(ValueError, match="Z9"):
        entries.learn("公司", "Z9")
    session.history.undo()
    assert len(entries.learned()) == 1


def test_a_quick_line_with_an_amount_suggests_by_its_words(entries, coffee):
    assert entries.suggest("15.90 咖啡") == (coffee,)
    assert entries.suggest("火锅") == ()
