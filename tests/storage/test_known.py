from __future__ import annotations

import os
import subprocess
import sys

import pytest
from sqlcipher3 import dbapi2

from jiebei_desktop.domain.problems import (
    ForeignSchema,
    LedgerDamaged,
    LedgerFromTheFuture,
    NotALedger,
    Trouble,
    WrongPassword,
)
from jiebei_desktop.storage import backups, engine, files, known, migrations
from jiebei_desktop.storage.ledger import Ledger

BIGGER = """CREATE TRIGGER bigger AFTER INSERT ON entries BEGIN
  UPDATE debts SET principal_fen = principal_fen * 10; END"""
FOREIGN = [
    BIGGER,
    "CREATE VIEW twice AS SELECT * FROM entries UNION ALL SELECT * FROM entries",
    "ALTER TABLE debts ADD COLUMN big TEXT AS (hex(zeroblob(300000000)))",
    "ALTER TABLE debts ADD COLUMN more TEXT DEFAULT 'x'",
    "CREATE INDEX slow ON entries (length(hex(zeroblob(100000000))))",
    "CREATE TABLE sheep (id INTEGER)",
    "CREATE VIRTUAL TABLE words USING fts5(x)",
    "DROP INDEX entries_newest",
    "ANALYZE",
    "CREATE TRIGGER steps AFTER UPDATE ON _sqlite_migrations BEGIN DELETE FROM debts; END",
]


def raw(path):
    return dbapi2.connect(str(path), isolation_level=None)


@pytest.mark.parametrize("sql", FOREIGN)
def test_a_ledger_with_anything_that_is_not_ours_is_refused_untouched(ledger, path, book, sql):
    ledger.add_book(book)
    ledger.close()
    db = raw(path)
    db.execute(sql)
    db.close()
    before = path.read_bytes()
    with pytest.raises(ForeignSchema) as caught:
        Ledger.open(path)
    assert caught.value.kind == "foreign-schema"
    assert caught.value.detail
    with pytest.raises(ForeignSchema):
        backups.verify(path, None)
    assert path.read_bytes() == before


def test_the_foreign_thing_is_named(ledger, path):
    ledger.close()
    db = raw(path)
    db.execute(BIGGER)
    db.close()
    with pytest.raises(ForeignSchema) as caught:
        Ledger.open(path)
    assert caught.value.detail == "trigger bigger"
    db = raw(path)
    db.execute(BIGGER.replace("bigger", "another"))
    db.close()
    with pytest.raises(ForeignSchema) as caught:
        Ledger.open(path)
    assert caught.value.detail == "trigger another"  # always the same of several


def test_every_version_of_the_format_is_known_by_its_own_steps():
    versions = [migrations.STEPS[: n + 1] for n in range(len(migrations.STEPS))]
    shapes = {known.expected(steps) for steps in versions}
    assert len(shapes) == len(versions)
    assert all(shape > known._STEPS_TABLE for shape in shapes)


def test_the_list_of_steps_is_what_the_library_makes():
    with engine.in_memory() as db:
        migrations.apply(db)
        assert known.shape(db) == known.expected(migrations.STEPS)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM _sqlite_migrations",
        "DELETE FROM _sqlite_migrations WHERE id = 1",
        "UPDATE _sqlite_migrations SET migration_set = 'other'",
    ],
)
def test_a_list_of_steps_with_a_hole_is_damage(ledger, path, sql):
    ledger.close()
    db = raw(path)
    db.execute(sql)
    db.close()
    with pytest.raises(LedgerDamaged):
        Ledger.open(path)


def test_a_newer_ledger_is_told_as_newer_not_as_foreign(ledger, path):
    ledger.close()
    db = raw(path)
    db.execute("CREATE TABLE later (id INTEGER)")
    db.execute("INSERT INTO _sqlite_migrations VALUES (99, 'ledger', '0099_later', 'now')")
    db.close()
    with pytest.raises(LedgerFromTheFuture):
        Ledger.open(path)


def test_looking_at_a_schema_ends(ledger, path, monkeypatch):
    ledger.close()
    monkeypatch.setattr(known, "OPENING_STEPS", 10)
    with pytest.raises(Trouble):
        Ledger.open(path)


def test_the_engine_runs_nothing_of_a_file(ledger):
    settings = {
        name: ledger._db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("trusted_schema", "cell_size_check", "foreign_keys")
    }
    assert settings == {"trusted_schema": 0, "cell_size_check": 1, "foreign_keys": 1}


@pytest.mark.parametrize("content", [b"", b"dear diary", b"\x89PNG" * 300])
def test_a_file_that_is_none_of_ours_stays_as_it_is(path, content):
    path.write_bytes(content)
    with pytest.raises(NotALedger):
        Ledger.open(path)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_foreign_database_stays_in_its_own_mode(path):
    db = raw(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE notes (text TEXT)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(NotALedger):
        Ledger.open(path)
    assert path.read_bytes() == before


def test_a_plain_ledger_without_its_header_is_damaged_and_needs_no_password(ledger, path, book):
    ledger.add_book(book)
    ledger.close()
    content = bytearray(path.read_bytes())
    content[:100] = bytes(100)
    path.write_bytes(content)
    with pytest.raises(LedgerDamaged):
        Ledger.open(path)


def test_a_protected_database_that_is_no_ledger_is_told_as_such(path):
    db = engine.connect(path, "pw")
    db.execute("CREATE TABLE x (y)")
    db.close()
    with pytest.raises(NotALedger):
        Ledger.open(path, "pw")


def test_a_key_is_the_one_the_engine_makes_of_the_password(path):
    Ledger.create(path, "it's 密码").close()
    db = raw(path)
    db.execute("PRAGMA key = 'it''s 密码'")
    db.execute(f"PRAGMA kdf_iter = {engine._ROUNDS}")
    assert db.execute("SELECT count(*) FROM debts").fetchone() == (0,)
    db.close()


def test_a_file_that_is_not_there_is_not_open(ledger, path):
    assert engine.is_open(path)
    assert not engine.is_open(path.with_name("none"))


def test_an_open_file_is_known_by_another_name_and_where_it_was_taken_away(ledger, path):
    other = path.with_name("other name")
    other.hardlink_to(path)
    assert engine.is_open(other)
    path.unlink()
    assert engine.is_open(path)
    assert not engine.is_open(other)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these rights nor links")
def test_a_new_ledger_is_private_whatever_the_umask(path):
    before = os.umask(0o000)
    try:
        Ledger.create(path).close()
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_ledger_that_cannot_be_made_leaves_nothing(path, monkeypatch):
    monkeypatch.setattr(migrations, "STEPS", (("0001", "CREATE nonsense"),))
    with pytest.raises(Trouble):
        Ledger.create(path)
    assert list(path.parent.iterdir()) == []


def test_a_password_may_hold_any_sign(path):
    Ledger.create(path, "a\x00b'\n🙂").close()
    Ledger.open(path, "a\x00b'\n🙂").close()
    with pytest.raises(WrongPassword):
        Ledger.open(path, "a")


def test_a_write_that_a_crash_interrupted_is_looked_through_when_it_opens(ledger, path, book):
    ledger.add_book(book)
    ledger.close()
    content = bytearray(path.read_bytes())
    start = content.rfind("拿铁".encode()) // 4096 * 4096
    content[start : start + 40] = b"\xff" * 40
    path.write_bytes(content)
    journal = path.with_name(path.name + "-journal")
    Ledger.open(path).close()
    journal.write_bytes(bytes(512))
    Ledger.open(path).close()  # the engine had done with this one: nothing was under way
    journal.write_bytes(b"\1" + bytes(511))
    with pytest.raises(LedgerDamaged):
        Ledger.open(path)


def test_a_place_that_was_half_taken_is_settled_when_it_opens(ledger, path, book, monkeypatch):
    ledger.add_book(book)
    copy = ledger.backup_to(path.with_name("copy.jiebei"))
    ledger.undo()
    ledger.close()
    with monkeypatch.context() as patch:
        patch.setattr(files, "settle", lambda _path: None)
        files.take_place(copy, path)
    again = Ledger.open(path)
    assert again.read_book() == book
    again.close()


def test_a_failed_new_by_the_command_leaves_nothing(tmp_path):
    path = tmp_path / "a.jiebei"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "JIEBEI_PASSWORD": "x"}
    command = [sys.executable, "-m", "jiebei_desktop.cli", "new", str(path), "--demo", "nobody"]
    assert subprocess.run(command, env=env, check=False, capture_output=True).returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_script_is_cut_at_the_ends_of_its_statements_only():
    script = """CREATE TABLE a (b TEXT CHECK (b <> ';'));  -- not; here
CREATE TRIGGER c AFTER INSERT ON a BEGIN
  DELETE FROM a;
  INSERT INTO a VALUES ('x;y');
END;
CREATE TABLE d (e);
DROP TABLE"""
    first, second, third, rest = migrations.statements(script)
    assert first.endswith("';'));")
    assert second.lstrip().startswith("-- not; here\nCREATE TRIGGER")
    assert second.endswith("END;")
    assert third.strip() == "CREATE TABLE d (e);"
    assert rest.strip() == "DROP TABLE"


@pytest.mark.parametrize("sql", [sql for _, sql in migrations.STEPS])
def test_no_step_loses_a_word_when_it_is_cut(sql):
    assert "".join(migrations.statements(sql)) == sql.rstrip()


def test_a_file_of_todays_format_is_known_by_its_mark(ledger, path, monkeypatch):
    """To make the schema anew took 14 ms of every start and every command."""
    ledger.close()
    assert known.mark(known.expected(migrations.STEPS)) == known.TODAYS
    known.expected.cache_clear()
    Ledger.open(path).close()
    assert known.expected.cache_info().misses == 0


def test_any_other_schema_has_another_mark(ledger, path):
    ledger.close()
    db = raw(path)
    marks = {known.mark(known.shape(db))}
    for change in ("CREATE INDEX odd ON entries (day)", BIGGER, "DROP TABLE entries"):
        db.execute(change)
        marks.add(known.mark(known.shape(db)))
    db.close()
    assert len(marks) == 4
