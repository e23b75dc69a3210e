from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.problems import (
    CopyIsTheLedger,
    DiskTrouble,
    LedgerDamaged,
    LedgerInUse,
    LedgerMissing,
    NotALedger,
    PasswordNeeded,
    WrongPassword,
)
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import backups, checks, engine, history, migrations, passwords
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


def copies(path, days):
    """Make empty files with the names of copies of these days."""
    home = backups.folder(path)
    home.mkdir(exist_ok=True)
    for day in days:
        (home / f"家-{day.isoformat()}.jiebei").touch()


def kept(path, on=DAY):
    backups.thin(backups.dated(path), on)
    return [day for day, _ in backups.dated(path)]


def test_thinning_keeps_fourteen_days_eight_weeks_and_twelve_months(path):
    copies(path, [DAY - timedelta(days=back) for back in range(500)])
    (backups.folder(path) / "replaced-2020-01-01.jiebei").touch()
    (backups.folder(path) / "家-1999.jiebei").touch()
    found = kept(path)
    assert found[:15] == [DAY - timedelta(days=back) for back in range(15)]
    weeks = {day.isocalendar()[:2] for day in found}
    assert {(DAY - timedelta(days=7 * back)).isocalendar()[:2] for back in range(8)} <= weeks
    months = [(day.year, day.month) for day in found]
    assert set(months) == {(2025, month) for month in (12,)} | {(2026, n) for n in range(1, 12)}
    assert len(found) < 15 + 8 + 12
    others = {"replaced-2020-01-01.jiebei", "家-1999.jiebei"}
    assert others <= {file.name for file in backups.folder(path).iterdir()}


def test_many_copies_of_one_day_push_no_other_day_out(path):
    copies(path, [DAY - timedelta(days=back) for back in range(1, 11)])
    for number in range(2, 30):
        (backups.folder(path) / f"家-{DAY.isoformat()}-{number}.jiebei").touch()
    assert set(kept(path)) == {DAY - timedelta(days=back) for back in range(11)}
    assert len(kept(path)) == 28 + 10


def test_a_clock_that_is_years_ahead_deletes_nothing(path):
    days = [date(2026, month, 1) for month in range(1, 12)]
    copies(path, [*days, date(2036, 1, 1)])
    assert kept(path, date(2036, 1, 1)) == [date(2036, 1, 1), *reversed(days)]
    assert kept(path, DAY) == [date(2036, 1, 1), *reversed(days)]


def test_a_copy_that_cannot_be_deleted_is_no_reason_to_stop(path):
    copies(path, [DAY - timedelta(days=back) for back in range(1, 60)])
    stubborn = backups.folder(path) / f"家-{DAY - timedelta(days=20)}.jiebei"
    stubborn.unlink()
    stubborn.mkdir()
    assert DAY - timedelta(days=20) in kept(path)
    assert DAY - timedelta(days=16) not in kept(path)


@pytest.mark.parametrize(
    "name",
    ["家-2026-02-30.jiebei", "家-２０２６-０１-０１.jiebei", "家-2026-01-01.txt", "-.jiebei"],
)
def test_a_strange_name_among_the_copies_is_none_of_ours(ledger, path, name):
    backups.folder(path).mkdir()
    (backups.folder(path) / name).write_bytes(b"dear diary")
    copy = ledger.backup(DAY)
    assert backups.dated(path) == ((DAY, copy),)
    assert (backups.folder(path) / name).read_bytes() == b"dear diary"


def test_copies_go_on_beside_a_folder_that_is_blocked(ledger, path):
    backups.folder(path).write_text("not a folder")
    copy = ledger.backup(DAY)
    assert copy.parent == path.with_name("家.jiebei.backups-2")
    assert backups.dated(path) == ((DAY, copy),)
    backups.verify(copy, None)


def test_a_folder_without_the_right_to_write_is_passed_over(ledger, path, monkeypatch):
    backups.folder(path).mkdir()
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda one, how: one != backups.folder(path) and real(one, how)
    )
    assert ledger.backup(DAY).parent == backups.folders(path)[1]


def test_steps_that_the_disk_does_not_let_go_are_no_reason_to_make_no_copy(
    ledger, path, monkeypatch
):
    def full(*_args):
        raise engine.OperationalError("database or disk is full")

    monkeypatch.setattr(history, "age", full)
    copy = ledger.backup(DAY)
    assert [found for _, found in backups.dated(path)] == [copy]
    opened = Ledger.open(copy)
    assert opened.check() == ()
    opened.close()


def test_no_place_for_copies_is_disk_trouble_and_leaves_the_ledger(ledger, path, book):
    ledger.add_book(book)
    before = path.read_bytes()
    for home in backups.folders(path):
        home.write_text("not a folder")
    with pytest.raises(DiskTrouble):
        ledger.backup(DAY)
    ledger.close()
    assert path.read_bytes() == before, "the steps were dated for a copy that was not made"


def test_the_steps_that_a_copy_dates_do_not_leave_it_behind(ledger, path, book):
    ledger.add_book(book)
    copy = ledger.backup(DAY)
    assert (ledger.reach.since, copy.stat().st_mtime >= path.stat().st_mtime) == (DAY, True)


def test_the_longest_name_a_ledger_can_have_gets_copies(tmp_path, empty):
    path = tmp_path / ("长" * 80 + ".jiebei")
    shutil.copy(empty, path)
    with Session.open(path) as session:
        copy = session.ledger.backup(DAY)
        assert backups.dated(path) == ((DAY, copy),)


def test_a_copy_goes_to_a_second_folder_too(ledger, path, book, tmp_path):
    ledger.add_book(book)
    stick = tmp_path / "stick"
    stick.mkdir()
    first = ledger.backup(DAY, stick)
    (second,) = stick.iterdir()
    assert (second.name, second.read_bytes()) == (first.name, first.read_bytes())
    assert len(backups.dated(path)) == 1
    assert len(backups.dated(path, stick)) == 2


def test_the_second_folder_is_thinned_by_itself(ledger, path, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    for back in range(1, 40):
        (stick / f"家-{DAY - timedelta(days=back)}.jiebei").touch()
    ledger.backup(DAY, stick)
    assert len(list(stick.iterdir())) < 30
    assert len(backups.dated(path)) == 1


def test_a_second_folder_that_is_gone_is_told_and_the_first_copy_stays(ledger, path, tmp_path):
    (tmp_path / "stick").write_text("not a folder")
    with pytest.raises(DiskTrouble):
        ledger.backup(DAY, tmp_path / "stick")
    assert len(backups.dated(path)) == 1


def test_a_copy_to_a_place_that_takes_none_is_disk_trouble(tmp_path):
    (tmp_path / "a").write_bytes(b"content")
    (tmp_path / "b").write_bytes(b"no folder")
    with pytest.raises(DiskTrouble):
        backups.repeat(tmp_path / "a", tmp_path / "b" / "c")


def test_a_copy_is_made_in_a_folder_that_is_there_or_not(tmp_path):
    (tmp_path / "a").write_bytes(b"content")
    for name in ("one", "two"):
        backups.repeat(tmp_path / "a", tmp_path / "new" / "folder" / name)
        assert (tmp_path / "new" / "folder" / name).read_bytes() == b"content"


def test_a_copy_that_reads_back_otherwise_is_not_kept(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"content")
    monkeypatch.setattr(backups.files, "digest", str)
    with pytest.raises(DiskTrouble):
        backups.repeat(tmp_path / "a", tmp_path / "b")
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_a_damaged_ledger_is_not_copied_over_good_copies(ledger, path, book):
    ledger.add_book(book)
    ledger.close()
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 12288)
    path.write_bytes(content)
    with pytest.raises(LedgerDamaged):
        Ledger(engine.connect(path), path).backup(DAY)
    assert backups.dated(path) == ()


def hot_journal(path, book):
    """Kill a program inside a write and return the journal it leaves beside ``path``."""
    code = (
        "import os, sys; from pathlib import Path\n"
        "from jiebei_desktop.storage.ledger import Ledger\n"
        "ledger = Ledger.open(Path(sys.argv[1]))\n"
        "ledger._db.execute('PRAGMA cache_size = 1'); ledger._db.execute('BEGIN IMMEDIATE')\n"
        "ledger._db.execute('UPDATE entries SET amount_fen = 1, note = hex(randomblob(900))')\n"
        "ledger._db.execute('UPDATE debts SET principal_fen = 1, note = hex(randomblob(900))')\n"
        "os._exit(9)"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code, str(path)], env=env, check=False)
    return path.with_name(path.name + "-journal")


@pytest.fixture
def big(book, coffee):
    """A book that fills many pages."""
    return replace(book, entries=(*[coffee] * 400, *book.entries))


@pytest.mark.parametrize("lost", ["missing", "no header"])
def test_a_stale_journal_does_not_roll_into_the_restored_ledger(ledger, path, big, lost):
    ledger.add_book(big)
    copy = ledger.backup(DAY)
    ledger.undo()
    ledger.add_book(replace(big, entries=big.entries[:200], debts=()))
    ledger.close()
    journal = hot_journal(path, big)
    assert journal.stat().st_size > 4096
    if lost == "missing":
        path.unlink()
    else:
        path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    kept = backups.restore(copy, path, DAY)
    assert not journal.exists()
    restored = Ledger.open(path)
    assert restored.read_book() == big
    assert restored.check() == ()
    restored.close()
    aside = backups.folder(path) / "replaced-2026-11-22.jiebei"
    assert kept == (None if lost == "missing" else aside)
    assert aside.with_name(aside.name + "-journal").stat().st_size > 4096


def test_a_write_that_was_interrupted_is_rolled_back_before_the_file_is_kept(ledger, path, big):
    ledger.add_book(big)
    copy = ledger.backup(DAY)
    ledger.undo()
    ledger.close()
    again = Ledger.open(path)
    again.add_book(replace(big, debts=()))
    again.close()
    hot_journal(path, big)
    kept = Ledger.open(backups.restore(copy, path, DAY))
    assert kept.read_book() == replace(big, debts=())
    kept.close()


def test_a_ledger_that_the_disk_keeps_otherwise_is_not_called_restored(ledger, path, monkeypatch):
    copy = ledger.backup(DAY)
    ledger.close()
    real = backups.files.digest
    monkeypatch.setattr(backups.files, "digest", lambda one: "other" if one == path else real(one))
    with pytest.raises(LedgerDamaged):
        backups.restore(copy, path, DAY)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these rights nor links")
def test_restoring_through_a_link_restores_the_file_behind_it(ledger, path, book, tmp_path):
    ledger.add_book(book)
    copy = ledger.backup(DAY)
    ledger.undo()
    ledger.close()
    path.chmod(0o640)
    (tmp_path / "desk").mkdir()
    link = tmp_path / "desk" / "link.jiebei"
    link.symlink_to(path)
    assert backups.restore(copy, link, DAY).parent == backups.folder(path)
    assert link.is_symlink()
    assert [file.name for file in link.parent.iterdir()] == ["link.jiebei"]
    assert path.stat().st_mode & 0o777 == 0o640
    restored = Ledger.open(link)
    assert (restored.path, restored.read_book()) == (path, book)
    restored.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these rights nor links")
@pytest.mark.parametrize("way", ["itself", "another path", "symlink", "hard link"])
def test_a_ledger_is_no_copy_of_itself_under_any_name(ledger, path, book, tmp_path, way):
    ledger.add_book(book)
    ledger.close()
    copy = path if way == "itself" else tmp_path / "other.jiebei"
    if way == "another path":
        copy = path.parent / ".." / path.parent.name / path.name
    elif way == "symlink":
        copy.symlink_to(path)
    elif way == "hard link":
        copy.hardlink_to(path)
    before = path.read_bytes(), sorted(path.parent.rglob("*"))
    for one, other in ((copy, path), (path, copy)):
        with pytest.raises(CopyIsTheLedger):
            backups.restore(one, other, DAY)
    assert (path.read_bytes(), sorted(path.parent.rglob("*"))) == before


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


def test_a_restore_that_the_disk_refuses_leaves_the_ledger(ledger, path, book):
    ledger.add_book(book)
    copy = ledger.backup_to(path.with_name("copy.jiebei"))
    ledger.close()
    before = path.read_bytes()
    for home in backups.folders(path):
        home.write_text("no folder")
    with pytest.raises(DiskTrouble):
        backups.restore(copy, path, DAY)
    assert path.read_bytes() == before
    assert not [each for each in path.parent.iterdir() if each.name.endswith(".part")]


def test_a_restore_that_finds_no_room_leaves_the_ledger(ledger, path, book, monkeypatch):
    copy = ledger.backup(DAY)
    ledger.add_book(book)
    ledger.close()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups.shutil, "copyfile", full)
    with pytest.raises(DiskTrouble):
        backups.restore(copy, path, DAY)
    again = Ledger.open(path)
    assert again.read_book() == book
    again.close()


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


def test_a_password_change_that_fails_leaves_the_ledger_open_as_it_was(
    ledger, path, book, monkeypatch
):
    ledger.add_book(book)

    def full(*_):
        raise OSError(28, "No space left on device")

    for step in ("beside", "take_place"):
        with monkeypatch.context() as patch:
            patch.setattr(passwords.files, step, full)
            with pytest.raises(DiskTrouble):
                ledger.set_password("pw")
        assert ledger.read_book() == book
        assert not ledger.protected
        assert not [file.name for file in path.parent.iterdir() if file.name.endswith(".part")]


def test_a_copy_that_cannot_be_rewritten_is_named(ledger, path, monkeypatch):
    copy = ledger.backup(DAY)
    real = passwords.files.take_place

    def choosy(whole, place):
        if place == copy:
            raise OSError(28, "No space left on device")
        real(whole, place)

    monkeypatch.setattr(passwords.files, "take_place", choosy)
    assert ledger.set_password("pw") == (copy,)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these rights nor links")
def test_a_password_reaches_the_file_behind_a_link_and_all_its_names(ledger, path, book, tmp_path):
    ledger.add_book(book)
    ledger.close()
    path.chmod(0o600)
    other = tmp_path / "other.jiebei"
    other.hardlink_to(path)
    (tmp_path / "desk").mkdir()
    link = tmp_path / "desk" / "link.jiebei"
    link.symlink_to(path)
    protected = Ledger.open(link)
    assert protected.set_password("pw") == ()
    protected.close()
    assert (link.is_symlink(), other.samefile(path)) == (True, True)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(PasswordNeeded):
        Ledger.open(other)
    again = Ledger.open(other, "pw")
    assert again.read_book() == book
    again.close()


def test_what_killed_programs_left_is_gone_when_a_password_is_set(ledger, path, book):
    ledger.add_book(book)
    copy = ledger.backup(DAY)
    home, plain = copy.parent, copy.read_bytes()
    left = [
        home / "家-2026-11-20.jiebei.part",
        home / ".家-2026-11-19.jiebei-x1y2.part",
        home / ".家-2026-11-19.jiebei-x1y2.part-journal",
        home / "家-2026-11-18.jiebei.new",
        path.with_name("家.jiebei.new"),
        path.with_name(".家.jiebei-abcd.part"),
    ]
    foreign = path.with_name("film.mkv.part")
    for each in (*left, foreign):
        each.write_bytes(plain)
    unknown = home / "notes.txt"
    unknown.write_text("街角咖啡")
    assert ledger.set_password("pw") == (unknown,)
    assert [each for each in left if each.exists()] == []
    assert foreign.exists()


def test_copies_in_the_second_folder_get_the_password_too(ledger, path, book, tmp_path):
    ledger.add_book(book)
    stick = tmp_path / "stick"
    stick.mkdir()
    ledger.backup(DAY, stick)
    (stick / "notes.txt").write_text("mine")
    assert ledger.set_password("pw", stick) == ()
    (copy,) = stick.glob("家-*")
    backups.verify(copy, "pw")
    with pytest.raises(PasswordNeeded):
        backups.verify(copy, None)
    assert (stick / "notes.txt").read_text() == "mine"
    assert ledger.set_password("other", tmp_path / "gone") == (tmp_path / "gone",)


def test_a_file_that_cannot_be_swept_away_is_named(ledger, path):
    ledger.backup(DAY)
    stays = backups.folder(path) / "x.part"
    stays.mkdir()
    (stays / "y").touch()
    assert ledger.set_password("pw") == ()
    assert stays.exists()


def test_a_copy_that_vanishes_is_missing(path):
    with pytest.raises(LedgerMissing):
        backups.verify(path, None)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows answers that there is no such file")
def test_a_place_that_cannot_be_looked_at_is_disk_trouble(ledger, path):
    """No right to look: an error of the system went on raw, and Python 3.14 says "not there"."""
    nowhere = path.with_name("长" * 300)
    copy = ledger.backup(DAY)
    ledger.close()
    before = path.read_bytes(), sorted(path.parent.rglob("*"))
    for one, other in ((nowhere, path), (copy, nowhere)):
        with pytest.raises(DiskTrouble) as told:
            backups.restore(one, other, DAY)
        assert told.value.path == str(nowhere)
    with pytest.raises(DiskTrouble):
        backups.verify(nowhere, None)
    assert (path.read_bytes(), sorted(path.parent.rglob("*"))) == before


@pytest.mark.parametrize("error", [ValueError, KeyError, ArithmeticError, engine.DatabaseError])
def test_a_copy_with_values_that_are_none_is_damaged(ledger, error, monkeypatch):
    copy = ledger.backup(DAY)

    def read(_db):
        raise error("x")

    monkeypatch.setattr(backups.debts, "read", read)
    with pytest.raises(LedgerDamaged):
        backups.look_into(copy, None)


def test_an_older_copy_without_room_beside_it_is_disk_trouble(ledger, monkeypatch):
    copy = ledger.backup(DAY)
    later = (*migrations.STEPS, ("9999_later", "CREATE TABLE later (id INTEGER) STRICT;"))
    monkeypatch.setattr(migrations, "STEPS", later)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups.shutil, "copyfile", full)
    with pytest.raises(DiskTrouble):
        backups.look_into(copy, None)


def test_a_page_that_cannot_be_read_while_checking_is_damage(ledger, path):
    class Broken:
        def execute(self, *_):
            raise engine.DatabaseError("disk image is malformed")

    with pytest.raises(LedgerDamaged):
        checks.refuse_damage(Broken(), path)


def test_a_copy_without_the_tables_of_a_ledger_is_damaged(path):
    db = engine.connect(path)
    db.execute(f"PRAGMA application_id = {engine.APPLICATION_ID}")
    db.execute("CREATE TABLE other (id INTEGER)")
    db.close()
    with pytest.raises(LedgerDamaged):
        backups.look_into(path, None)


def test_the_folder_of_copies_is_its_owners_alone(path):
    home = backups.writable_folder(path)
    assert home.stat().st_mode & 0o777 in {0o700, 0o777}  # Windows knows one right
