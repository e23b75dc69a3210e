from __future__ import annotations

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.household import Book, Household, Mark
from jiebei_desktop.storage import entries


def test_entries_that_come_one_by_one_are_added_by_day(ledger, coffee, wage):
    def read(each):
        each(wage)
        each(coffee)
        each(coffee)
        return Book(household=Household(city="成都"))

    added = ledger.add_reading(read)
    assert added.entries == 3
    assert ledger.read_book().entries == (coffee, coffee, wage)
    assert ledger.read_book().household.city == "成都"
    assert ledger.check() == ()
    ledger.undo()
    assert ledger.read_book() == Book()


def test_what_goes_wrong_in_the_middle_leaves_the_ledger_as_it_was(ledger, coffee):
    def read(each):
        for _ in range(1500):
            each(coffee)
        raise ValueError("line 7")

    with pytest.raises(ValueError, match="line 7"):
        ledger.add_reading(read)
    assert ledger.read_book() == Book()
    assert ledger.add_book(Book(entries=(coffee,))).entries == 1


def test_a_second_file_adds_only_what_exceeds_the_first(ledger, coffee, wage):
    many = (coffee,) * 1200
    assert ledger.add_book(Book(entries=many)).entries == 1200
    assert ledger.add_book(Book(entries=many)).entries == 0
    assert ledger.add_book(Book(entries=(*many, coffee, wage))).entries == 2
    marked = replace(coffee, mark=Mark.DOCUMENT)
    assert ledger.add_book(Book(entries=(marked,))).entries == 0
    assert ledger.check() == ()


def test_an_entry_that_was_edited_since_is_not_added_again(ledger, coffee, wage):
    ledger.add_book(Book(entries=(coffee, wage)))
    with ledger.write("edit") as work:
        work.update("entries", 1, entries.row(replace(coffee, note="x")))
    assert ledger.add_book(Book(entries=(coffee, wage))).entries == 0
    assert ledger.add_book(Book(entries=(coffee, coffee))).entries == 1
    identities = [row["identity"] for row in ledger.rows("entries")]
    assert len(set(identities)) == 3


def test_what_was_written_by_hand_is_the_files_own_only_under_the_same_mark(ledger, coffee):
    for mark, added in ((coffee.mark, 0), (Mark.DOCUMENT, 1)):
        with ledger.write("by hand") as work:
            row = work.insert("entries", entries.row(replace(coffee, note=mark.value)))
        other = replace(coffee, note=mark.value, mark=mark)
        assert ledger.add_book(Book(entries=(other,))).entries == added, row
