from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest
from sqlcipher3 import dbapi2

from jiebei_desktop.domain.problems import (
    DiskTrouble,
    LedgerDamaged,
    LedgerExists,
    LedgerFromTheFuture,
    LedgerInUse,
    LedgerMissing,
    NotALedger,
    PasswordNeeded,
    Trouble,
    WrongPassword,
)
from jiebei_desktop.storage import backups, engine, migrations
from jiebei_desktop.storage.ledger import Ledger


def raw(path):
    return dbapi2.connect(str(path), isolation_level=None)


def test_a_new_ledger_never_overwrites(path):
    path.write_bytes(b"dear diary")
    with pytest.raises(LedgerExists):
        Ledger.create(path)
    assert path.read_bytes() == b"dear diary"


def test_a_missing_file_is_told(path):
    with pytest.raises(LedgerMissing) as caught:
        Ledger.open(path)
    assert (caught.value.kind, caught.value.path) == ("ledger-missing", str(path))
    assert not path.exists()


@pytest.mark.parametrize("content", [b"dear diary", b"\x89PNG" * 300, b"x" * 1024])
def test_another_kind_of_file_is_refused_and_left_alone(path, content):
    path.write_bytes(content)
    with pytest.raises((NotALedger, PasswordNeeded)):
        Ledger.open(path)
    assert path.read_bytes() == content


def test_an_empty_file_and_a_foreign_database_are_no_ledgers(path):
    path.write_bytes(b"")
    with pytest.raises(NotALedger):
        Ledger.open(path)
    db = raw(path)
    db.execute("CREATE TABLE notes (text TEXT)")
    db.close()
    with pytest.raises(NotALedger):
        Ledger.open(path)


def test_a_second_opener_is_told_that_it_is_in_use(ledger, path):
    with pytest.raises(LedgerInUse):
        Ledger.open(path)
    ledger.close()
    Ledger.open(path).close()


def test_another_process_is_kept_out_and_a_crash_leaves_no_lock(path, empty):
    path.write_bytes(empty.read_bytes())
    code = (
        "import sys, os; from pathlib import Path\n"
        "from jiebei_desktop.storage.ledger import Ledger\n"
        "ledger = Ledger.open(Path(sys.argv[1])); print('open', flush=True)\n"
        "sys.stdin.read(); os._exit(9)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        assert child.stdout.readline().strip() == b"open"
        with pytest.raises(LedgerInUse):
            Ledger.open(path)
    finally:
        child.communicate()
    assert child.returncode == 9
    Ledger.open(path).close()


def test_a_ledger_of_a_newer_version_is_refused_by_the_step_it_has(ledger, path):
    ledger.close()
    db = raw(path)
    db.execute("INSERT INTO _sqlite_migrations VALUES (99, 'ledger', '0099_later', 'now')")
    db.close()
    before = path.read_bytes()
    with pytest.raises(LedgerFromTheFuture) as caught:
        Ledger.open(path)
    assert caught.value.detail == "0099_later"
    assert path.read_bytes() == before


def test_a_ledger_cut_short_is_damaged(ledger, path, book):
    ledger.add_book(book)
    ledger.close()
    path.write_bytes(path.read_bytes()[:20_480])
    with pytest.raises(LedgerDamaged):
        Ledger.open(path)


def test_a_ledger_with_a_broken_header_is_damaged(ledger, path):
    ledger.close()
    content = bytearray(path.read_bytes())
    content[16:18] = b"\x00\x03"
    path.write_bytes(content)
    with pytest.raises(LedgerDamaged):
        Ledger.open(path)


def test_a_ledger_without_a_schema_is_damaged(ledger, path):
    ledger.close()
    db = raw(path)
    db.execute("DROP TABLE _sqlite_migrations")
    db.close()
    with pytest.raises(LedgerDamaged):
        Ledger.open(path)


def test_a_schema_that_cannot_be_read_is_damaged(ledger, path):
    ledger.close()
    content = bytearray(path.read_bytes())
    content[100:4096] = os.urandom(3996)
    path.write_bytes(content)
    with pytest.raises(LedgerDamaged):
        Ledger.open(path)


def test_a_damaged_list_of_steps_is_told(ledger, path):
    ledger.close()
    db = raw(path)
    db.execute("DROP TABLE _sqlite_migrations")
    db.execute("CREATE TABLE _sqlite_migrations (id INTEGER)")
    db.close()
    with pytest.raises(Trouble):
        Ledger.open(path)


def test_a_folder_that_does_not_exist_is_disk_trouble(tmp_path):
    with pytest.raises(DiskTrouble):
        Ledger.create(tmp_path / "nowhere" / "a.jiebei")
    with pytest.raises(DiskTrouble):
        engine.connect(tmp_path / "nowhere" / "a.jiebei")


def test_a_ledger_in_use_has_no_second_file_after_it_closes(ledger, path, book):
    ledger.add_book(book)
    ledger.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_an_older_ledger_is_backed_up_and_brought_up_to_date(ledger, path, book, monkeypatch):
    ledger.add_book(book)
    ledger.close()
    newest = migrations.STEPS[-1][0]
    later = (
        *migrations.STEPS,
        ("9999_later", "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;"),
    )
    monkeypatch.setattr(migrations, "STEPS", later)
    newer = Ledger.open(path)
    assert newer.schema == "9999_later"
    assert newer.read_book() == book
    assert newer.check() == ()
    newer.close()
    (copy,) = backups.folder(path).iterdir()
    assert copy.name == f"before-{newest}.jiebei"
    db = engine.connect(copy)
    assert migrations.applied(db)[-1] == newest
    assert migrations.pending(db) == ("9999_later",)
    db.close()


def test_a_failing_step_leaves_the_ledger_as_it_was(ledger, path, book, monkeypatch):
    ledger.add_book(book)
    ledger.close()
    bad = "CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1);"
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", (*migrations.STEPS, ("0003_bad", bad)))
        with pytest.raises(Trouble):
            Ledger.open(path)
    again = Ledger.open(path)
    assert again.read_book() == book
    assert again._db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").fetchall() == []
    again.close()


def test_passwords_open_protected_ledgers_only(path, book):
    ledger = Ledger.create(path, "it's 密码")
    ledger.add_book(book)
    assert ledger.protected
    ledger.close()
    assert b"SQLite" not in path.read_bytes()[:16]
    with pytest.raises(PasswordNeeded):
        Ledger.open(path)
    with pytest.raises(WrongPassword):
        Ledger.open(path, "its 密码")
    again = Ledger.open(path, "it's 密码")
    assert again.read_book() == book
    again.close()


def test_a_password_for_an_open_file_is_not_needed(ledger, path, book):
    ledger.add_book(book)
    ledger.close()
    again = Ledger.open(path, "whatever")
    assert again.read_book() == book
    assert not again.protected
    again.close()


def test_opening_a_present_ledger_loads_no_heavy_library(ledger, path):
    ledger.close()
    code = (
        "import sys; from pathlib import Path\n"
        "from jiebei_desktop.services.keeping.session import Session\n"
        "s = Session.open(Path(sys.argv[1])); s.book(); s.ledger.entries(); s.history.undo_label\n"
        "print(sorted({'sqlite_utils', 'numpy', 'matplotlib', 'PySide6'} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert answer.stdout == "[]\n"


def test_the_migration_library_runs_on_our_engine():
    from sqlite_utils import utils

    assert utils.sqlite3.__name__.startswith(("sqlcipher3", "pysqlite3"))
    assert utils.sqlite3.OperationalError is engine.OperationalError


@pytest.mark.skipif(sys.platform == "win32", reason="Windows answers that there is no such file")
def test_a_place_that_cannot_be_looked_at_is_disk_trouble(tmp_path):
    nowhere = tmp_path / ("长" * 300)
    with pytest.raises(DiskTrouble):
        Ledger.open(nowhere)
    with pytest.raises(DiskTrouble):
        engine.connect(nowhere)


OPEN_ELSEWHERE = """
import sys
from pathlib import Path
from jiebei_desktop.storage.ledger import Ledger
try:
    Ledger.open(Path(sys.argv[1])).close()
except Exception as error:
    print(error.kind)
"""


@pytest.mark.parametrize("touch", ["ask whether protected", "open again", "restore over it"])
def test_nothing_this_process_does_lets_another_one_in(ledger, path, touch):
    # POSIX drops a process's lock when it closes any descriptor of the file.
    if touch == "ask whether protected":
        assert not ledger.protected
    elif touch == "open again":
        with pytest.raises(LedgerInUse):
            Ledger.open(path)
    else:
        copy = ledger.backup(date(2026, 11, 22))
        with pytest.raises(LedgerInUse):
            backups.restore(copy, path, date(2026, 11, 22))
    elsewhere = (sys.executable, "-c", OPEN_ELSEWHERE, str(path))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(elsewhere, capture_output=True, text=True, check=True, env=env)
    assert done.stdout.strip() == "ledger-in-use"


def test_closing_twice_does_no_harm(path):
    first = Ledger.create(path)
    first.close()
    with_it = Ledger.open(path)
    first.close()
    with pytest.raises(LedgerInUse):
        Ledger.open(path)
    with_it.close()


def test_a_connection_that_was_lost_without_closing_holds_nothing(path):
    Ledger.create(path)
    Ledger.open(path).close()


def test_a_key_takes_the_rounds_of_the_engine(path):
    """In a process of its own: the suite derives keys in few rounds."""
    made = (
        "import sys; from pathlib import Path; from jiebei_desktop.storage.ledger import Ledger;"
        "Ledger.create(Path(sys.argv[1]), 'a long pass phrase').close()"
    )
    subprocess.run([sys.executable, "-c", made, str(path)], check=True)
    db = dbapi2.connect(str(path))
    db.execute("PRAGMA key = 'a long pass phrase'")  # the engine's own way from word to key
    assert db.execute("SELECT count(*) FROM debts").fetchone() == (0,)
    db.close()


@pytest.mark.parametrize(
    ("words", "keyed", "kind"),
    [
        ("database table is locked", False, LedgerInUse),
        ("cannot commit: the file is busy", False, LedgerInUse),
        ("file is not a database", False, LedgerDamaged),
        ("file is not a database", True, WrongPassword),
        ("database disk image is malformed", True, LedgerDamaged),
        ("database or disk is full", True, DiskTrouble),
    ],
)
def test_the_words_of_the_engine_tell_the_trouble(path, words, keyed, kind):
    found = engine.trouble(dbapi2.OperationalError(words), path, keyed=keyed)
    assert type(found) is kind


def test_the_name_of_an_error_tells_the_trouble_whatever_its_words(path):
    error = dbapi2.OperationalError("cannot commit")
    assert type(engine.trouble(error, path)) is DiskTrouble
    error.sqlite_errorname = "SQLITE_BUSY"
    assert type(engine.trouble(error, path)) is LedgerInUse
