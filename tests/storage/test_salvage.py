from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from sqlcipher3 import dbapi2

from jiebei_desktop.domain.problems import LedgerDamaged, LedgerExists, LedgerInUse
from jiebei_desktop.services.keeping import backups, salvage
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import salvage as files
from jiebei_desktop.storage.ledger import Ledger
from jiebei_desktop.storage.schema import TABLES

DAY = date(2026, 11, 22)


def changed(path, sql):
    db = dbapi2.connect(str(path), isolation_level=None)
    db.execute(sql)
    db.close()


@pytest.fixture
def damaged(ledger, path, book, wage):
    """A ledger with a copy and one more entry since, whose table of debts is damaged."""
    ledger.add_book(book)
    ledger.backup(DAY)
    ledger.add_book(replace(book, entries=(*book.entries, replace(wage, amount=wage.amount + 1))))
    ledger.close()
    changed(path, "UPDATE debts SET name = 'x'")
    return path


def test_what_is_lost_is_named_and_the_best_copy_found(damaged):
    bad = backups.listed(damaged)[0].path.with_name("家-2026-11-25.jiebei")
    bad.write_bytes(b"SQLite format 3\0" + bytes(5000))
    found = salvage.look(damaged)
    assert found.lost == ("debts",)
    assert (found.best.copy.made_on, found.best.debts, found.best.entries) == (DAY, 1, 3)


def test_whole_tables_are_saved_and_the_others_come_from_the_copy(damaged, book):
    before = damaged.read_bytes()
    out = salvage.free_name(damaged)
    made = salvage.salvage(damaged, out)
    assert (made.tables.from_copy, made.tables.lost) == (("debts",), ())
    with Session.open(out) as session:
        assert session.book().debts == book.debts
        assert len(session.book().entries) == 4
        assert session.ledger.check() == ()
    assert damaged.read_bytes() == before
    assert salvage.free_name(damaged).name == "家-salvaged-2.jiebei"


def test_a_saved_ledger_of_many_entries_is_sealed_to_its_last(ledger, path, book, wage):
    many = tuple(replace(wage, amount=wage.amount + k) for k in range(200))
    ledger.add_book(replace(book, entries=many))
    ledger.close()
    changed(path, "UPDATE debts SET name = 'x'")
    made = salvage.salvage(path, salvage.free_name(path))
    with Session.open(made.path) as session:
        assert len(session.book().entries) == 200
        assert "row-altered" not in {each.code for each in session.ledger.check()}
    changed(made.path, "UPDATE entries SET amount_fen = 1 WHERE id = (SELECT MAX(id) FROM entries)")
    with Session.open(made.path) as session:
        assert "row-altered" in {each.code for each in session.ledger.check()}


def test_without_a_copy_what_refers_to_lost_rows_is_lost_with_them(damaged):
    backups.listed(damaged)[0].path.unlink()
    assert salvage.look(damaged).best is None
    made = salvage.salvage(damaged, salvage.free_name(damaged))
    assert {"debts", "terms", "payments", "balances"} <= set(made.tables.lost)
    assert "entries" in made.tables.kept
    with Session.open(made.path) as session:
        assert len(session.book().entries) == 4
        assert session.book().household.city == "成都"
        assert {each.code for each in session.ledger.check()} <= {"orphan-lender"}


def test_a_ledger_that_does_not_open_is_made_of_the_copy_alone(damaged, book):
    damaged.write_bytes(b"SQLite format 3\0" + bytes(8000))
    damaged.write_bytes(bytes(100) + damaged.read_bytes()[100:] + b"CREATE TABLE import_batches")
    assert set(salvage.look(damaged).lost) == TABLES
    made = salvage.salvage(damaged, salvage.free_name(damaged))
    assert set(made.tables.from_copy) == TABLES
    with Session.open(made.path) as session:
        assert session.book() == book


def test_a_table_with_a_page_of_noise_is_lost(ledger, path, book):
    ledger.add_book(book)
    sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'entries'"
    (page,) = ledger._db.execute(sql).fetchone()
    ledger.close()
    content = bytearray(path.read_bytes())
    content[4096 * (page - 1) : 4096 * (page - 1) + 64] = b"\xff" * 64
    path.write_bytes(content)
    assert "entries" in files.lost(path, None)


def test_a_failure_leaves_nothing_and_nothing_is_overwritten(damaged, monkeypatch):
    out = salvage.free_name(damaged)
    with monkeypatch.context() as patch:

        def fail(*_):
            raise LedgerDamaged(str(damaged))

        patch.setattr(files, "_settled", fail)
        with pytest.raises(LedgerDamaged):
            salvage.salvage(damaged, out)
    assert not out.exists()
    with pytest.raises(LedgerExists):
        salvage.salvage(damaged, damaged)


def test_an_open_ledger_is_not_looked_at(ledger, path):
    with pytest.raises(LedgerInUse):
        salvage.look(path)


def test_a_protected_ledger_is_salvaged_under_its_password(path, book):
    ledger = Ledger.create(path, "pw")
    ledger.add_book(book)
    ledger.backup(DAY)
    with ledger._db as db:
        db.execute("UPDATE debts SET name = 'x'")
    ledger.close()
    made = salvage.salvage(path, salvage.free_name(path), None, "pw")
    with Session.open(made.path, "pw") as session:
        assert session.book() == book


def test_a_table_of_a_format_without_digests_is_whole_where_it_can_be_read(ledger, path, book):
    ledger.add_book(book)
    ledger.close()
    db = dbapi2.connect(str(path), isolation_level=None)
    assert files._is_whole(db, "debts")
    db.execute("DROP TABLE row_digests")
    assert files._is_whole(db, "debts")
    assert not files._is_whole(db, "none")
    db.close()


def test_rows_of_the_chain_are_not_held_against_digests_they_have_none_of(ledger, path, book):
    ledger.add_book(book)
    ledger.close()
    attachment = "INSERT INTO attachments (sha256, size, name, media_type, content) VALUES ('a', 1, 'a', '', x'00')"
    changed(path, attachment)
    assert files.lost(path, None) == ()
