from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiebei_desktop.domain.problems import (
    DiskTrouble,
    LedgerDamaged,
    LedgerInUse,
    LedgerMissing,
    NotALedger,
    PasswordNeeded,
    WrongPassword,
)
from jiebei_desktop.storage import backups, engine
from jiebei_desktop.storage.ledger import Ledger

DAY = date(2026, 11, 22)


def test_a_copy_is_dated_and_holds_everything(ledger, path, book):
    ledger.add_book(book)
    first, second = ledger.backup(DAY), ledger.backup(DAY)
    assert first.name == "家-2026-11-22.jiebei"
    assert second.name == "家-2026-11-22-2.jiebei"
    assert [found for _, found in backups.dated(path)] == [second, first]
    copy = Ledger.open(first)
    assert copy.read_book() == book
    assert copy.undo_label == "load"
    assert copy.check() == ()
    copy.close()


def test_the_copy_of_a_protected_ledger_is_protected(path, book):
    ledger = Ledger.create(path, "pw")
    ledger.add_book(book)
    copy = ledger.backup(DAY)
    ledger.close()
    with pytest.raises(PasswordNeeded):
        Ledger.open(copy)
    Ledger.open(copy, "pw").close()


def test_thinning_keeps_the_newest_and_one_of_each_month(path):
    home = backups.folder(path)
    home.mkdir()
    for back in range(0, 500, 5):
        day = DAY - timedelta(days=back)
        (home / f"家-{day.isoformat()}.jiebei").touch()
    (home / "replaced-2020-01-01.jiebei").touch()
    (home / "家-1999.jiebei").touch()
    backups.thin(path, DAY)
    kept = [day for day, _ in backups.dated(path)]
    assert kept[:10] == [DAY - timedelta(days=back) for back in range(0, 50, 5)]
    assert len({(day.year, day.month) for day in kept[10:]}) == len(kept[10:])
    assert 9 <= len(kept[10:]) <= 13
    assert min(kept) >= DAY - timedelta(days=372)
    assert (home / "replaced-2020-01-01.jiebei").exists()


def test_restoring_puts_the_copy_in_place_and_keeps_what_it_replaced(ledger, path, book):
    ledger.add_book(book)
    copy = ledger.backup(DAY)
    ledger.undo()
    ledger.close()
    kept = backups.restore(copy, path, DAY)
    assert kept == backups.folder(path) / "replaced-2026-11-22.jiebei"
    restored, replaced = Ledger.open(path), Ledger.open(kept)
    assert restored.read_book() == book
    assert replaced.read_book().debts == ()
    restored.close()
    replaced.close()
    assert copy.exists()


def test_restoring_where_nothing_is_left_replaces_nothing(ledger, path, book):
    ledger.add_book(book)
    copy = ledger.backup(DAY)
    ledger.close()
    path.unlink()
    assert backups.restore(copy, path, DAY) is None
    Ledger.open(path).close()


def test_a_damaged_ledger_can_be_replaced(ledger, path, book):
    ledger.add_book(book)
    copy = ledger.backup(DAY)
    ledger.close()
    path.write_bytes(b"not a ledger any more")
    kept = backups.restore(copy, path, DAY)
    assert kept.read_bytes() == b"not a ledger any more"


def test_an_open_ledger_is_not_replaced(ledger, path):
    copy = ledger.backup(DAY)
    with pytest.raises(LedgerInUse):
        backups.restore(copy, path, DAY)


def test_a_copy_that_is_none_is_refused(ledger, path, tmp_path):
    ledger.close()
    before = path.read_bytes()
    with pytest.raises(LedgerMissing):
        backups.restore(tmp_path / "none.jiebei", path, DAY)
    foreign = tmp_path / "foreign.jiebei"
    db = engine.connect(foreign)
    db.execute("CREATE TABLE x (y)")
    db.close()
    with pytest.raises(NotALedger):
        backups.restore(foreign, path, DAY)
    assert path.read_bytes() == before


@pytest.mark.parametrize("page", [1, 2, 30, -1])
def test_a_protected_copy_with_a_broken_page_is_refused(ledger, book, page):
    ledger.set_password("pw")
    ledger.add_book(book)
    copy = ledger.backup(DAY)
    content = bytearray(copy.read_bytes())
    start = 4096 * (page if page > 0 else len(content) // 4096 - 1)
    content[start + 100 : start + 200] = b"\xff" * 100
    copy.write_bytes(content)
    with pytest.raises(LedgerDamaged):
        backups.verify(copy, "pw")


def test_a_copy_with_a_hole_is_refused(ledger, path, book):
    ledger.add_book(book)
    copy = ledger.backup(DAY)
    content = bytearray(copy.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 12288)
    copy.write_bytes(content)
    with pytest.raises(LedgerDamaged):
        backups.verify(copy, None)


def test_a_copy_that_lacks_rows_is_refused(ledger, book):
    copy = ledger.backup(DAY)
    ledger.add_book(book)
    with pytest.raises(LedgerDamaged):
        backups.verify(copy, None, engine.counts(ledger._db))


def test_what_a_cut_off_copy_left_is_no_copy_and_is_written_anew(ledger, path, book):
    ledger.add_book(book)
    part = backups.folder(path) / "家-2026-11-22.jiebei.part"
    part.parent.mkdir()
    part.write_bytes(b"half")
    assert backups.dated(path) == ()
    copy = ledger.backup(DAY)
    assert (backups.dated(path), part.exists()) == (((DAY, copy),), False)


def test_a_restore_that_the_disk_refuses_leaves_the_ledger(ledger, path, book, monkeypatch):
    ledger.add_book(book)
    copy = ledger.backup(DAY)
    ledger.close()
    monkeypatch.setattr(backups, "free_name", lambda *_: copy / "no folder" / "x.jiebei")
    with pytest.raises(DiskTrouble):
        backups.restore(copy, path, DAY)
    Ledger.open(path).close()


def test_a_copy_that_cannot_be_written_is_disk_trouble(ledger, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DiskTrouble):
        ledger.backup_to(tmp_path / "file" / "copy.jiebei")


def test_setting_changing_and_removing_a_password_keeps_every_row(ledger, path, book):
    ledger.add_book(book)
    copy = ledger.backup(DAY)
    counts = engine.counts(ledger._db)
    for password in ("one", "two'; --", None, "three"):
        assert ledger.set_password(password) == ()
        assert ledger.protected is (password is not None)
        assert engine.counts(ledger._db) == counts
        assert ledger.read_book() == book
        backups.verify(copy, password, counts)
    ledger.close()
    with pytest.raises(WrongPassword):
        Ledger.open(path, "one")
    Ledger.open(path, "three").close()


def test_no_readable_word_is_left_beside_a_protected_ledger(ledger, path, book):
    ledger.add_book(book)
    ledger.backup(DAY)
    ledger.set_password("pw")
    ledger.close()
    words = ("借呗".encode(), "街角咖啡".encode())
    for file in path.parent.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not any(word in content for word in words), file


def test_a_copy_with_another_password_is_left_and_named(ledger, path, book):
    ledger.set_password("old")
    copy = ledger.backup(DAY)
    foreign = copy.with_name("家-2026-01-01.jiebei")
    other = Ledger.create(foreign, "secret")
    other.close()
    assert ledger.set_password("new") == (foreign,)
    Ledger.open(foreign, "secret").close()


def test_a_password_change_that_fails_leaves_the_ledger_open_as_it_was(ledger, path, book):
    ledger.add_book(book)
    blocker = path.with_name(path.name + ".new")
    blocker.mkdir()
    (blocker / "x").touch()
    with pytest.raises(DiskTrouble):
        ledger.set_password("pw")
    assert ledger.read_book() == book
    assert not ledger.protected


def test_a_copy_without_the_tables_of_a_ledger_is_damaged(path):
    db = engine.connect(path)
    db.execute(f"PRAGMA application_id = {engine.APPLICATION_ID}")
    db.execute("CREATE TABLE other (id INTEGER)")
    db.close()
    with pytest.raises(LedgerDamaged):
        backups.look_into(path, None)
