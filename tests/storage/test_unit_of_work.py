from __future__ import annotations

import json
import zlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.domain.changes import Changes, Reach
from jiebei_desktop.domain.problems import LedgerDamaged
from jiebei_desktop.storage import debts, engine, history, migrations, steps
from jiebei_desktop.storage.ledger import Ledger
from jiebei_desktop.storage.schema import TABLES
from jiebei_desktop.storage.sums import spans

ENTRY = {"day": "2026-10-03", "kind": "expense", "amount_fen": 5, "category": "C1"}


def image(ledger):
    state = {name: ledger.rows(name) for name in sorted(TABLES)}
    return {**state, "month_sums": ledger.month_sums()}


def test_runs_of_ids_are_found():
    assert spans([5, 1, 2, 3, 9]) == [(1, 3), (5, 5), (9, 9)]
    assert spans([]) == []


def test_only_known_tables_can_be_written(ledger):
    with ledger.write("x") as work, pytest.raises(KeyError):
        work.insert("entires", ENTRY)
    with ledger.write("x") as work, pytest.raises(KeyError):
        work.insert("history", {"label": "x"})


def test_strict_tables_refuse_half_a_fen_and_odd_dates(ledger):
    with ledger.write("x") as work, pytest.raises(engine.IntegrityError):
        work.insert("entries", {**ENTRY, "amount_fen": 1.5})
    with ledger.write("x") as work, pytest.raises(engine.IntegrityError):
        work.insert("entries", {**ENTRY, "day": "3.10.2026"})


def test_a_row_that_is_not_there_cannot_be_changed(ledger):
    with ledger.write("x") as work:
        with pytest.raises(KeyError):
            work.update("entries", 1, {"category": "C2"})
        with pytest.raises(KeyError):
            work.delete("entries", 1)


def test_writing_what_is_there_already_is_no_step(ledger):
    with ledger.write("add") as work:
        row = work.insert("entries", ENTRY)
    with ledger.write("edit") as work:
        work.update("entries", row, {"category": "C1"})
        work.update_many("entries", [], {"category": "C1"})
        work.delete_many("entries", [])
        assert list(work.insert_many("entries", tuple(ENTRY), [])) == []
        assert work.changes == Changes(frozenset())
    assert ledger.undo_label == "add"


def test_sums_follow_an_entry_to_another_month(ledger):
    with ledger.write("add") as work:
        row = work.insert("entries", ENTRY)
        work.insert("entries", ENTRY)
    with ledger.write("edit") as work:
        work.update("entries", row, {"day": "2026-11-01"})
    sums = [(str(s.month), s.category, s.entries, s.total) for s in ledger.month_sums()]
    assert sums == [("2026-10", "C1", 1, 5), ("2026-11", "C1", 1, 5)]


def test_undo_names_what_it_takes_back_and_redo_does_it_again(ledger):
    with ledger.write("add-entry") as work:
        work.insert("entries", ENTRY)
    assert ledger.undo() == Changes(frozenset({"entries"}))
    assert (ledger.undo_label, ledger.redo_label) == (None, "add-entry")
    assert ledger.undo() == Changes(frozenset())
    assert ledger.redo() == Changes(frozenset({"entries"}))
    assert ledger.redo() == Changes(frozenset())
    assert ledger.entry_totals().count == 1


def test_a_new_step_ends_what_could_be_redone(ledger):
    for label in ("one", "two"):
        with ledger.write(label) as work:
            work.insert("entries", ENTRY)
    ledger.undo()
    with ledger.write("three") as work:
        work.insert("entries", ENTRY)
    assert (ledger.undo_label, ledger.redo_label) == ("three", None)


def test_the_history_survives_a_restart(ledger, path, book):
    ledger.add_book(book)
    ledger.close()
    again = Ledger.open(path)
    assert again.undo_label == "load"
    again.undo()
    again.close()
    third = Ledger.open(path)
    assert third.redo_label == "load"
    third.redo()
    assert third.read_book() == book
    third.close()


def test_rows_with_ids_of_ones_own_choice_are_undone_too(ledger):
    with ledger.write("add") as work:
        work.insert("entries", {"id": 7, **ENTRY})
        work.insert("entries", {"id": 90, **ENTRY})
    ledger.undo()
    assert ledger.rows("entries") == []
    ledger.redo()
    assert [row["id"] for row in ledger.rows("entries")] == [7, 90]


def test_a_file_in_the_ledger_comes_back_byte_for_byte(ledger):
    content = bytes(range(256))
    values = {"name": "a.png", "sha256": "x", "size": 256, "content": content}
    with ledger.write("attach") as work:
        row = work.insert("attachments", values)
    with ledger.write("drop") as work:
        work.delete("attachments", row)
    ledger.undo()
    assert ledger.rows("attachments")[0]["content"] == content


def test_rows_deleted_with_gaps_come_back_without_touching_their_neighbours(ledger):
    with ledger.write("add") as work:
        work.insert_many("entries", tuple(ENTRY), [tuple(ENTRY.values())] * 6)
    before = image(ledger)
    with ledger.write("delete") as work:
        work.delete_many("entries", [2, 3, 5])
    ledger.undo()
    assert image(ledger) == before
    ledger.redo()
    assert [row["id"] for row in ledger.rows("entries")] == [1, 4, 6]


def test_a_bulk_import_costs_the_history_a_few_bytes(ledger):
    with ledger.write("import") as work:
        work.insert_many("entries", tuple(ENTRY), [tuple(ENTRY.values())] * 20_000)
    (size,) = ledger._db.execute("SELECT length(body) FROM history").fetchone()
    assert size < 200


def test_rows_added_one_by_one_are_one_run_of_the_step(ledger):
    with ledger.write("add") as work:
        for _ in range(3):
            work.insert("entries", ENTRY)
        work.insert("entries", {**ENTRY, "id": 9})
        assert [(op.do, op.table, op.runs) for op in work.ops] == [
            ("insert", "entries", [(1, 3)]),
            ("insert", "entries", [(9, 9)]),
        ]


def test_old_steps_are_forgotten_but_never_the_newest(ledger, monkeypatch):
    monkeypatch.setattr(steps, "STEPS_KEPT", 3)
    for n in range(5):
        with ledger.write(f"step-{n}") as work:
            work.insert("entries", ENTRY)
    labels = [label for (label,) in ledger._db.execute("SELECT label FROM history ORDER BY id")]
    assert labels == ["step-2", "step-3", "step-4"]
    monkeypatch.setattr(steps, "BYTES_KEPT", 1)
    with ledger.transaction():
        history.record(ledger._db, "last", [])
    assert ledger._db.execute("SELECT label FROM history").fetchall() == [("last",)]


def stepped(ledger, *labels):
    for label in labels:
        with ledger.write(label) as work:
            work.insert("entries", ENTRY)


def aged(ledger, day):
    with ledger.transaction():
        history.age(ledger._db, day)
    return [label for (label,) in ledger._db.execute("SELECT label FROM history ORDER BY id")]


def test_steps_of_long_ago_go_whole_and_the_newest_stay(ledger, monkeypatch):
    monkeypatch.setattr(steps, "NEWEST_KEPT", 2)
    stepped(ledger, "a", "b")
    assert aged(ledger, date(2026, 1, 5)) == ["a", "b"]
    stepped(ledger, "c", "d")
    assert aged(ledger, date(2026, 4, 5)) == ["a", "b", "c", "d"]
    stepped(ledger, "e")
    before = image(ledger)
    assert aged(ledger, date(2026, 4, 6)) == ["a", "b", "c", "d", "e"]
    assert ledger.reach == Reach(steps=5, since=date(2026, 1, 5))
    assert aged(ledger, date(2026, 4, 7)) == ["c", "d", "e"]
    assert aged(ledger, date(2027, 4, 7)) == ["c", "d", "e"]
    assert aged(ledger, date(2027, 4, 8)) == ["c", "d", "e"]
    stepped(ledger, "f")
    aged(ledger, date(2027, 4, 9))
    assert aged(ledger, date(2027, 4, 10)) == ["e", "f"]
    assert (ledger.reach.steps, ledger.reach.since) == (2, date(2026, 4, 6))
    ledger.undo()
    assert image(ledger) == before
    assert ledger.check() == ()


def test_what_was_undone_is_not_forgotten_from_its_beginning(ledger, monkeypatch):
    monkeypatch.setattr(steps, "NEWEST_KEPT", 1)
    stepped(ledger, "a", "b")
    aged(ledger, date(2026, 1, 5))
    stepped(ledger, "c")
    aged(ledger, date(2026, 9, 5))
    ledger.undo()
    ledger.undo()
    assert aged(ledger, date(2026, 9, 6)) == ["b", "c"]
    ledger.redo()
    ledger.redo()
    assert len(ledger.rows("entries")) == 3


def test_a_clock_that_is_ahead_for_a_day_makes_no_step_old(ledger, monkeypatch):
    monkeypatch.setattr(steps, "NEWEST_KEPT", 1)
    stepped(ledger, "a", "b", "c")
    aged(ledger, date(2026, 11, 20))
    assert aged(ledger, date(2036, 1, 1)) == ["a", "b", "c"]
    stepped(ledger, "d")
    aged(ledger, date(2036, 1, 1))
    assert aged(ledger, date(2026, 11, 21)) == ["a", "b", "c", "d"]
    assert ledger.reach.since == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"", True),
        (b"\x78\x01noise", True),
        ([5], True),
        ([["insert", "entries", "x", [], []]], True),
        ([["drop", "entries", [[1, 1]], [], []]], True),
        ([["delete", "sqlite_schema", [[1, 1]], ["id"], [[1]]]], True),
        ([["insert", 'entries" WHERE 1 --', [[1, 1]], [], []]], True),
        ([["delete", "entries", [[9, 9]], ['id") SELECT 1 --'], [[9]]]], True),
        ([["delete", "entries", [[1, 1]], ["id", "day"], [[1, "2026-01-01"]]]], False),
    ],
)
def test_a_step_that_nobody_wrote_runs_nothing_and_is_told(ledger, body, found):
    stepped(ledger, "a", "b")
    packed = body if isinstance(body, bytes) else zlib.compress(json.dumps(body).encode())
    ledger._db.execute("UPDATE history SET body = ? WHERE id = 2", (packed,))
    before = image(ledger)
    with pytest.raises(LedgerDamaged) as caught:
        ledger.undo()
    assert caught.value.detail == "history"
    assert image(ledger) == before
    told = [(each.code, each.facts) for each in ledger.check()]
    assert told == ([("step-unreadable", {"step": 2})] if found else [])


def test_a_fresh_ledger_has_nothing_to_take_back(ledger):
    assert ledger.reach == Reach(steps=0, since=None)
    stepped(ledger, "a")
    assert ledger.reach == Reach(steps=1, since=None)


def test_deleting_a_debt_takes_what_belongs_to_it_and_frees_what_mentions_it(ledger, book):
    ledger.add_book(book)
    with ledger.write("case") as work:
        case = work.insert("cases", {"debt_id": 1, "opened_on": "2026-11-01"})
        work.insert("contacts", {"case_id": case, "day": "2026-11-02"})
        work.update("entries", 1, {"paid_by": 1})
    before = image(ledger)
    with ledger.write("delete-debt") as work:
        debts.remove(work, "jb1")
    assert ledger.rows("contacts") == ledger.rows("terms") == ledger.rows("lenders") == []
    assert ledger.entry(1).paid_by is None
    assert ledger.check() == ()
    ledger.undo()
    assert image(ledger) == before
    assert ledger.entry(1).paid_by == "jb1"


ACTIONS = st.lists(
    st.tuples(st.sampled_from("aabbeduudr"), st.integers(0, 40), st.integers(1, 12)),
    min_size=1,
    max_size=12,
)


def act(work, action, pick, month):
    values = {**ENTRY, "day": f"2026-{month:02}-03", "amount_fen": pick, "note": str(pick)}
    rows = work.rows("entries")
    chosen = [row["id"] for row in rows if row["id"] % 3 == pick % 3]
    match action:
        case "a":
            work.insert("entries", values)
        case "b":
            work.insert_many("entries", tuple(values), [tuple(values.values())] * (pick % 5))
        case "e":
            work.update_many("entries", chosen, {"category": f"C{month % 9 + 1}"})
        case "u":
            work.update_many("entries", chosen, {"day": values["day"]})
        case "d":
            work.delete_many("entries", chosen)
        case _:
            act_on_others(work, pick, month)


def act_on_others(work, pick, month):
    lender = debts.lender_id(work, f"L{pick % 2}", debts.LenderType.BANK)
    work.update("lenders", lender, {"note": str(month)})
    file = {"name": str(pick), "sha256": f"{pick}{month}", "size": 1, "content": b"\x00x"}
    if not work.rows("attachments", sha256=file["sha256"]):
        work.insert("attachments", file)


@settings(max_examples=40, deadline=None)
@given(ACTIONS)
def test_undoing_and_redoing_everything_passes_through_the_same_states(actions):
    with engine.in_memory() as db:
        migrations.apply(db)
        ledger = Ledger(db, Path("memory"))
        states = [image(ledger)]
        for number, (action, pick, month) in enumerate(actions):
            with ledger.write(str(number)) as work:
                act(work, action, pick, month)
                act(work, actions[0][0], pick + 1, month)
            if work.changes.tables:
                states.append(image(ledger))
        assert {found.code for found in ledger.check()} <= {"orphan-file", "orphan-lender"}
        for state in reversed(states[:-1]):
            ledger.undo()
            assert image(ledger) == state
        assert ledger.undo_label is None
        for state in states[1:]:
            ledger.redo()
            assert image(ledger) == state
