from __future__ import annotations

import random
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlcipher3 import dbapi2

from jiebei_desktop.domain.problems import LedgerDamaged, Trouble
from jiebei_desktop.services.files import household_file
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import checks, digests, engine, entries, migrations, salvage
from jiebei_desktop.storage.ledger import Ledger
from jiebei_desktop.storage.picture import KeptPicture

DAY = date(2026, 11, 22)


def changed(path, sql, *values):
    """Change a closed ledger behind the program's back."""
    db = dbapi2.connect(str(path), isolation_level=None)
    db.execute(sql, values)
    db.close()


@pytest.fixture
def filled(ledger, path, book):
    ledger.add_book(book)
    ledger.close()
    return path


@pytest.mark.parametrize(
    ("sql", "where"),
    [
        ("UPDATE debts SET principal_fen = principal_fen + 1", "debts 1-63"),
        ("UPDATE terms SET rate = '0.0006' WHERE version = 0", "terms 1-63"),
        ("UPDATE payments SET day = '2026-02-16' WHERE id = 1", "payments 1-63"),
        ("UPDATE balances SET interest_fen = 6", "balances 1-63"),
        ("UPDATE cash SET amount_fen = 1", "cash 1-63"),
        ("DELETE FROM payments WHERE id = 2", "payments 1-63"),
        ("INSERT INTO budgets (category, amount_fen) VALUES ('B1', 1)", "budgets 1-63"),
        ("UPDATE lenders SET phone = '12345'", "lenders 1-63"),
        ("DELETE FROM row_digests WHERE kind = 'terms'", "terms 1-63"),
    ],
)
def test_a_figure_that_is_another_one_is_told_when_the_ledger_opens(filled, sql, where):
    changed(filled, sql)
    with pytest.raises(LedgerDamaged) as caught:
        Ledger.open(filled)
    assert caught.value.detail == where


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM payments; DELETE FROM row_digests WHERE kind = 'payments'",
        "DELETE FROM contacts; DELETE FROM chain WHERE kind = 'contacts'",
        "UPDATE row_digests SET block = 7 WHERE kind = 'entries'",
        "UPDATE seal SET digest = ''",
        "DELETE FROM seal",
    ],
)
def test_what_went_with_its_digest_or_its_link_breaks_the_seal(filled, sql):
    ledger = Ledger.open(filled)
    with ledger.write("case") as work:
        case = work.insert("cases", {"debt_id": 1, "opened_on": "2026-11-01"})
        work.insert("contacts", {"case_id": case, "day": "2026-11-02"})
    ledger.close()
    for statement in sql.split(";"):
        changed(filled, statement)
    with pytest.raises(LedgerDamaged) as caught:
        Ledger.open(filled)
    assert caught.value.detail == "seal"
    db = engine.connect(filled)
    assert "seal-broken" in {each.code for each in checks.check(db)}
    with pytest.raises(LedgerDamaged):
        list(checks.verification(db, filled))
    db.close()


def test_a_seal_that_cannot_be_read_is_damage(filled):
    changed(filled, "UPDATE seal SET digest = CAST(x'ff' AS TEXT)")
    with pytest.raises(LedgerDamaged):
        Ledger.open(filled)


def test_a_ledger_whose_seal_is_broken_is_looked_at_and_not_written(filled, coffee):
    changed(filled, "UPDATE seal SET digest = 'x'")
    assert salvage.lost(filled, None) == ()
    ledger = Ledger.open_damaged(filled, None, "")
    assert len(ledger.read_book().entries) == 3
    with pytest.raises(LedgerDamaged), ledger.write("add") as work:
        work.insert("entries", entries.row(coffee))
    ledger.close()


def test_a_payment_with_a_new_digest_of_its_own_breaks_the_seal(filled):
    db = engine.connect(filled)
    db.execute("UPDATE payments SET amount_fen = 1 WHERE id = 1")
    seal = digests.seal(db)
    digests.rebuild(db)
    assert (list(digests.altered(db)), digests.broken(db)) == ([], False)
    assert digests.seal(db) != seal
    db.execute("UPDATE seal SET digest = ?", (seal,))
    assert digests.broken(db)
    db.close()


def test_a_copy_and_a_kept_picture_have_the_seal_of_the_ledger_and_undo_gives_it_back(
    ledger, book, coffee
):
    ledger.add_book(book)
    seal = ledger.seal
    ledger.keep_picture(KeptPicture(revision=1, as_of=DAY, seed=1, rules="x", content="{}"))
    copy = Ledger.open(ledger.backup(DAY))
    assert copy.seal == seal == ledger.seal
    copy.close()
    with ledger.write("add") as work:
        work.insert("entries", entries.row(coffee))
    other = ledger.seal
    ledger.undo()
    assert ledger.seal == seal != other
    ledger.redo()
    assert ledger.seal == other


def test_an_entry_that_is_another_one_is_found_by_the_check_and_before_a_copy(filled):
    changed(filled, "UPDATE entries SET note = 'x' WHERE id = 2")
    ledger = Ledger.open(filled)
    (found,) = ledger.check()
    assert (found.code, found.facts) == ("row-altered", {"table": "entries", "rows": "1-63"})
    with pytest.raises(LedgerDamaged):
        ledger.backup(DAY)
    ledger.close()


def test_a_verification_in_the_background_stops_all_writing(filled, coffee):
    changed(filled, "UPDATE entries SET note = 'x' WHERE id = 2")
    ledger = Ledger.open(filled)
    with pytest.raises(LedgerDamaged):
        list(ledger.verification())
    assert ledger.damage == "entries 1-63"
    with pytest.raises(LedgerDamaged), ledger.write("add") as work:
        work.insert("entries", entries.row(coffee))
    assert ledger.read_book().entries != ()
    ledger.close()


def test_a_sound_ledger_is_verified_in_parts(ledger, book, coffee):
    ledger.add_book(replace(book, entries=(coffee,) * 20_000))
    parts = sum(1 for _ in ledger.verification())
    assert parts == 1 + len(digests.COVERED) + 1
    assert ledger.damage == ""


def test_a_kept_picture_that_is_another_one_is_told(ledger, path):
    ledger.keep_picture(
        KeptPicture(revision=0, as_of=DAY, seed=1, rules="x", content='{"owed": "1.00"}')
    )
    ledger.close()
    changed(path, """UPDATE picture SET content = '{"owed": "9.00"}'""")
    with pytest.raises(LedgerDamaged):
        Ledger.open(path)


def test_a_row_that_cannot_be_read_is_found_by_its_block(ledger, path, book, coffee):
    ledger.add_book(replace(book, entries=(coffee,) * 1000))
    ledger.close()
    changed(path, "UPDATE entries SET note = CAST(x'ff' AS TEXT) WHERE id = 700")
    db = engine.connect(path)
    assert list(digests.altered(db)) == [("entries", 700 // digests.BLOCK)]
    db.close()


ACTIONS = st.lists(
    st.tuples(st.sampled_from("iudzr"), st.integers(0, 200), st.integers(1, 28)), max_size=12
)


@settings(max_examples=25, deadline=None)
@given(ACTIONS)
def test_whatever_is_written_undone_and_redone_the_digests_fit(actions):
    with engine.in_memory() as db:
        migrations.apply(db)
        ledger = Ledger(db, Path("memory"))
        columns = ("day", "kind", "amount_fen", "category")
        with ledger.write("start") as work:
            work.insert_many(
                "entries", columns, [("2026-01-01", "expense", n, "B1") for n in range(150)]
            )
        for do, pick, number in actions:
            if do in "zr":
                ledger.undo() if do == "z" else ledger.redo()
            else:
                with ledger.write(do) as work:
                    there = [row["id"] for row in work.rows("entries", id=pick)]
                    if do == "i":
                        values = [(f"2026-02-{number:02d}", "income", pick, "A1")] * (pick + 1)
                        work.insert_many("entries", columns, values)
                    elif do == "u":
                        work.update_many("entries", there, {"amount_fen": number})
                    else:
                        work.delete_many("entries", there)
            assert list(digests.altered(db)) == []
            assert {found.code for found in ledger.check()} == set()


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE debts SET contract_date = '0001-01-01'", "out-of-range"),
        ("UPDATE debts SET contract_date = '2026-02-30'", "out-of-range"),
        ("UPDATE entries SET amount_fen = 9200000000000000000 WHERE id = 1", "out-of-range"),
        ("UPDATE terms SET rate = '0x'", "unreadable"),
        ("UPDATE terms SET rate = '1e400'", "out-of-range"),
        ("UPDATE terms SET rate = '99999'", "out-of-range"),
        ("UPDATE terms SET penalty_multiplier = '" + "1" * 200 + "'", "out-of-range"),
        ("UPDATE settings SET value = '1'", None),
    ],
)
def test_values_that_no_door_lets_in_are_found_whoever_digested_them(filled, sql, code):
    db = engine.connect(filled)
    db.execute(sql)
    digests.rebuild(db)
    found = {each.code for each in checks.check(db)}
    db.close()
    found -= {"month-sums", "payment-parts"}
    assert code in found if code else found == set()


def test_an_error_that_damage_explains_is_told_as_damage(filled):
    changed(filled, "UPDATE entries SET day = '2026-02-30' WHERE id = 1")
    with pytest.raises(LedgerDamaged) as caught, Session.open(filled) as session:
        session.book()
    assert "out-of-range" in caught.value.detail


def test_a_sum_that_is_damaged_is_told_as_damage_too(filled):
    changed(filled, "UPDATE month_sums SET kind = 'exxense' WHERE kind = 'expense'")
    with pytest.raises(LedgerDamaged) as caught, Session.open(filled) as session:
        session.ledger.month_sums()
    assert caught.value.detail == "month-sums"


def test_an_error_that_damage_does_not_explain_stays_what_it_is(filled):
    with pytest.raises(ValueError, match="mine"), Session.open(filled):
        raise ValueError("mine")


def test_a_damaged_ledger_is_not_migrated(filled, monkeypatch):
    changed(filled, "UPDATE entries SET note = 'x' WHERE id = 2")
    later = (*migrations.STEPS, ("9999_later", "CREATE TABLE later (id INTEGER) STRICT;"))
    monkeypatch.setattr(migrations, "STEPS", later)
    with pytest.raises(LedgerDamaged):
        Ledger.open(filled)


def figures(path):
    """All a household file says of a ledger, or how it was told that something is wrong."""
    try:
        with Session.open(path) as session:
            if session.ledger.check():
                return "found"
            return household_file.dump(session.book())
    except Trouble as trouble:
        return trouble.kind


def test_no_bit_that_turns_over_changes_a_figure_unnoticed(filled):
    content, before = filled.read_bytes(), figures(filled)
    chance = random.Random(1)
    used = [place for place, byte in enumerate(content) if byte]
    told = 0
    for _ in range(40):
        broken = bytearray(content)
        broken[chance.choice(used)] ^= 1 << chance.randrange(8)
        filled.write_bytes(broken)
        after = figures(filled)
        assert isinstance(after, str) or after == before
        told += isinstance(after, str)
    assert told > 20


ENTRY = ("day", "kind", "amount_fen", "category", "counterparty", "note", "mark", "source")


def spent(fen, words="店"):
    return ("2026-08-01", "expense", fen, "B1", words, "", "statement", "import")


@pytest.mark.parametrize("before", [0, 1, 30, 63, 64, 100])
@pytest.mark.parametrize("count", [1, 63, 64, 65, 200, 1200])
def test_what_an_insertion_fills_is_digested_as_if_it_were_read_back(ledger, before, count):
    with ledger.write("a") as work:
        work.insert_many("entries", ENTRY, [spent(n) for n in range(before)])
    with ledger.write("b") as work:
        work.insert_many("entries", ENTRY, [spent(n, "“店”\n\\") for n in range(count)])
    db = ledger._db
    assert list(digests.altered(db)) == []
    kept = db.execute("SELECT * FROM row_digests ORDER BY kind, block").fetchall()
    digests.rebuild(db)
    assert db.execute("SELECT * FROM row_digests ORDER BY kind, block").fetchall() == kept


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-(2**53), 2**53), st.text(max_size=12)), min_size=1))
def test_every_character_is_digested_as_if_it_were_read_back(values):
    with engine.in_memory() as db:
        migrations.apply(db)
        ledger = Ledger(db, Path("memory"))
        rows = [spent(fen, words.replace("\0", "")) for fen, words in values * 64]
        with ledger.write("a") as work:
            work.insert_many("entries", ENTRY, rows)
        assert list(digests.altered(db)) == []


@pytest.mark.parametrize("words", ["é", "·", "😀", "\x7f", "\x1f\t\r\n\b\f", "“店”\\", "中"])
def test_characters_that_encoders_write_in_their_own_ways_are_digested_alike(ledger, words):
    with ledger.write("a") as work:
        work.insert_many("entries", ENTRY, [spent(n, words) for n in range(200)])
    assert list(digests.altered(ledger._db)) == []


def test_after_a_value_that_is_not_plain_every_row_is_read_back(ledger):
    with ledger.write("a") as work:
        work.insert_many("entries", ENTRY, [spent(5.0 if n == 100 else n) for n in range(2_000)])
    assert list(digests.altered(ledger._db)) == []


@pytest.mark.parametrize("same", [0, 1, 2])
def test_columns_with_one_value_for_all_rows_are_written_and_digested_like_others(ledger, same):
    rows = [spent(n) for n in range(130)]
    shared = dict(zip(ENTRY[:same], rows[0][:same], strict=True))
    with ledger.write("a") as work:
        work.insert_many("entries", ENTRY[same:], [row[same:] for row in rows], shared)
    written = ledger.rows("entries")
    assert [tuple(row[name] for name in ENTRY) for row in written] == rows
    assert list(digests.altered(ledger._db)) == []


def test_whole_blocks_are_not_read_again_and_others_are(ledger, monkeypatch):
    read = []
    plain = digests._present
    monkeypatch.setattr(
        digests, "_present", lambda db, table, *run: (read.append((table, *run)), plain(db, table, *run))[1]
    )  # fmt: skip
    with ledger.write("a") as work:
        work.insert_many("entries", ENTRY, [spent(n) for n in range(200)])
        work.insert_many("entries", ENTRY[:-1], [spent(n)[:-1] for n in range(70)])
    own = [run for run in read if run[0] == "entries"]
    assert own == [("entries", block, block) for block in (0, 3, 4)]
    assert list(digests.altered(ledger._db)) == []


def test_a_row_changed_after_it_was_inserted_is_digested_as_it_is_then(ledger):
    with ledger.write("a") as work:
        ids = work.insert_many("entries", ENTRY, [spent(n) for n in range(200)])
        work.update("entries", ids[100], {"amount_fen": 7})
        work.delete("entries", ids[150])
    assert list(digests.altered(ledger._db)) == []


@pytest.mark.parametrize("odd", [True, 5.0])
def test_values_that_the_ledger_keeps_otherwise_are_read_back(ledger, odd):
    rows = [spent(odd), *(spent(n) for n in range(200))]
    with ledger.write("a") as work:
        work.insert_many("entries", ENTRY, rows)
    assert list(digests.altered(ledger._db)) == []


def indexes(ledger):
    found = ledger._db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index'")
    return sorted(found.fetchall())


def test_rows_with_and_without_a_value_keep_nothing_as_nothing(ledger):
    columns = (*ENTRY, "identity")
    rows = [(*spent(n), None if n % 3 else f"n{n}") for n in range(1500)]
    with ledger.write("a") as work:
        work.insert_many("entries", columns, rows)
    written = ledger.rows("entries")
    assert [tuple(row[name] for name in columns) for row in written] == rows
    assert list(digests.altered(ledger._db)) == []


@pytest.mark.parametrize("twice", [False, True])
def test_the_first_rows_of_a_table_leave_its_indexes_as_they_were(ledger, twice):
    made = indexes(ledger)
    rows = [(*spent(n), f"n{0 if twice else n}") for n in range(2)]
    with (
        pytest.raises(engine.IntegrityError) if twice else nullcontext(),
        ledger.write("a") as work,
    ):
        work.insert_many("entries", (*ENTRY, "identity"), rows)
    assert indexes(ledger) == made
    assert len(ledger.rows("entries")) == (0 if twice else 2)
    assert ledger._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
