from __future__ import annotations

import shutil
from datetime import date

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Book, Mark
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.problems import DiskTrouble, LedgerExists, LedgerGone
from jiebei_desktop.storage import entries, migrations
from jiebei_desktop.storage.books import Added
from jiebei_desktop.storage.ledger import Ledger


def test_a_new_ledger_holds_an_empty_book(ledger):
    assert ledger.read_book() == Book()
    assert ledger.undo_label is None
    assert ledger.schema == migrations.STEPS[-1][0]


def test_a_book_survives_the_file_to_the_last_digit(ledger, path, book):
    assert ledger.add_book(book) == Added(debts=1, entries=3, recurring=1, assets=1)
    ledger.close()
    again = Ledger.open(path)
    assert again.read_book() == book
    assert again.debt("jb1").terms.rate.value.as_tuple().exponent == -6
    again.close()


def test_adding_a_book_twice_adds_nothing(ledger, book):
    ledger.add_book(book)
    assert ledger.add_book(book) == Added()
    assert ledger.read_book() == book
    assert ledger.undo_label == "load"
    ledger.undo()
    assert ledger.undo_label is None


def test_a_third_equal_entry_is_added_once(ledger, book, coffee):
    ledger.add_book(book)
    more = replace(book, entries=(coffee, coffee, coffee))
    assert ledger.add_book(more).entries == 1
    assert ledger.add_book(more).entries == 0


def test_an_entry_edited_since_is_not_added_again(ledger, book):
    ledger.add_book(book)
    with ledger.write("edit-entry") as work:
        work.update("entries", 1, {"category": "C4", "amount_fen": 1})
    assert ledger.add_book(book).entries == 0


def test_entries_that_differ_in_their_mark_alone_are_all_kept_and_added_once(ledger, coffee):
    seen = replace(coffee, mark=Mark.DOCUMENT)
    said = replace(coffee, mark=Mark.STATEMENT)
    book = Book(entries=(seen, seen, said))
    assert ledger.add_book(Book(entries=(seen,))).entries == 1
    assert ledger.add_book(book).entries == 2
    assert ledger.add_book(book).entries == 0
    assert sorted(ledger.read_book().entries, key=lambda one: one.mark) == [seen, seen, said]


def test_an_entry_typed_by_hand_counts_as_present(ledger, coffee):
    with ledger.write("add-entry") as work:
        work.insert("entries", entries.row(coffee))
    assert ledger.add_book(Book(entries=(coffee,))) == Added()
    assert ledger.add_book(Book(entries=(coffee, coffee))).entries == 1


def test_equal_recurring_items_of_one_book_all_count(ledger, book):
    twins = replace(book, recurring=book.recurring * 2)
    assert ledger.add_book(twins).recurring == 2
    assert ledger.add_book(twins).recurring == 0


def test_a_place_keeps_a_reading_of_each_day_and_the_last_word_of_a_day(ledger, book):
    ledger.add_book(book)
    (cash,) = book.cash
    older = replace(cash, amount=Fen(1), as_of=date(2026, 1, 1))
    ledger.add_book(Book(cash=(older,)))
    assert ledger.read_book().cash == (cash, older)
    corrected = replace(cash, amount=Fen(2))
    ledger.add_book(Book(cash=(corrected,)))
    assert ledger.read_book().cash == (corrected, older)


def test_entries_can_be_cut_to_the_newer_ones(ledger, book, wage):
    ledger.add_book(book)
    assert ledger.read_book(date(2026, 10, 10)).entries == (wage,)


def test_a_debt_nobody_knows_is_a_key_error(ledger):
    with pytest.raises(KeyError):
        ledger.debt(DebtId("none"))
    with pytest.raises(KeyError):
        ledger.entry(1)


def test_a_failing_block_leaves_nothing(ledger, book):
    def fail():
        with ledger.write("load") as work:
            ledger.add_book_in(work, book)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert ledger.read_book() == Book()
    assert ledger.undo_label is None


@pytest.mark.parametrize("at_once", [True, False])
def test_a_full_disk_is_told_and_leaves_the_ledger_as_it_was(ledger, book, coffee, at_once):
    ledger.add_book(book)
    pages = ledger._db.execute("PRAGMA page_count").fetchone()[0]
    ledger._db.execute(f"PRAGMA max_page_count = {pages}")
    values = entries.row(coffee)

    def fill():
        with ledger.write("import") as work:
            if at_once:
                work.insert_many("entries", tuple(values), [tuple(values.values())] * 5_000)
            for _ in range(5_000):  # a single row that finds no room ends the transaction itself
                work.insert("entries", values)

    with pytest.raises(DiskTrouble):
        fill()
    assert ledger.read_book() == book


@pytest.mark.parametrize(
    ("gone", "again"),
    [
        (lambda path, aside: path.rename(aside), lambda path, aside: aside.rename(path)),
        (
            lambda path, aside: path.parent.rename(aside),
            lambda path, aside: aside.rename(path.parent),
        ),
        (lambda path, aside: path.unlink(), None),
        (lambda path, aside: (shutil.copy(path, aside), aside.replace(path)), None),
    ],
    ids=("moved", "folder moved", "deleted", "replaced"),
)
def test_nothing_is_written_into_a_file_that_is_not_at_its_place(
    tmp_path, book, coffee, gone, again
):
    """The engine wrote on into a file without a name, and all of it was gone in the end."""
    (tmp_path / "stick").mkdir()
    path = tmp_path / "stick" / "家.jiebei"
    ledger = Ledger.create(path)
    ledger.add_book(book)

    def add():
        with ledger.write("add-entry") as work:
            entries.add(work, coffee)

    before = ledger.revision
    gone(path, tmp_path / "aside")
    with pytest.raises(LedgerGone) as told:
        add()
    assert isinstance(told.value, DiskTrouble)
    assert ledger.revision == before
    assert ledger.read_book() == book, "what was there can still be read and kept elsewhere"
    kept = Ledger.open(ledger.backup_to(tmp_path / "kept.jiebei"))
    assert kept.read_book() == book
    kept.close()
    if again:
        again(path, tmp_path / "aside")
        add()
        assert ledger.read_book().entries != book.entries
    ledger.close()


def test_settings_are_json_values_with_a_default(ledger):
    assert ledger.setting("floor", 3) == 3
    with ledger.write("change-setting") as work:
        work.insert("settings", {"key": "floor", "value": '{"fen": 5}'})
    assert ledger.setting("floor") == {"fen": 5}


def test_a_copy_elsewhere_never_overwrites(ledger, tmp_path, book):
    ledger.add_book(book)
    copy = ledger.backup_to(tmp_path / "deep" / "copy.jiebei")
    with pytest.raises(LedgerExists):
        ledger.backup_to(copy)
    other = Ledger.open(copy)
    assert other.read_book() == book
    other.close()


def test_known_identities_and_fingerprints_are_found(ledger):
    with ledger.write("import") as work:
        batch = work.insert(
            "import_batches", {"file": "a.csv", "sha256": "x", "format": "A3", "rows": 0}
        )
        columns = ("batch_id", "row", "identity", "kind", "status", "day", "amount_fen")
        work.insert_many(
            "raw_rows",
            columns,
            [
                (batch, n, f"f{name}", "expense", "ok", "2026-01-01", 5)
                for n, name in enumerate(("a#1", "a#2", "b#1", "ab#1"))
            ],
        )
    known = ledger.known_identities(["fa#2", "nothing"])
    assert {name: (row.id, row.status) for name, row in known.items()} == {"fa#2": (2, "ok")}
    assert ledger.fingerprint_counts(["fa", "fb", "fc"]) == {"fa": 2, "fb": 1}
