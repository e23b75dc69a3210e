from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from jiebei_desktop.domain.changes import Reach
from jiebei_desktop.domain.debts import Method
from jiebei_desktop.domain.household import Housing
from jiebei_desktop.domain.negotiation import Channel
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.picture import picture
from jiebei_desktop.storage import backups, digests, engine, migrations
from jiebei_desktop.storage.cases import CONTACTS, FACTS, REMINDERS
from jiebei_desktop.storage.ledger import Ledger

HERE = Path(__file__).parent
PIECES = sorted(HERE.glob("*.sql"))


@pytest.fixture(params=PIECES, ids=[piece.stem for piece in PIECES])
def path(request, tmp_path) -> Path:
    made = tmp_path / "old.jiebei"
    db = dbapi2.connect(str(made), isolation_level=None)
    db.executescript(request.param.read_text(encoding="utf-8"))
    db.close()
    return made


def shape(db):
    return sorted(
        (kind, name, " ".join((sql or "").split()))
        for kind, name, sql in db.execute("SELECT type, name, sql FROM sqlite_schema")
        if not name.startswith("sqlite_")
    )


def test_every_released_step_has_a_piece():
    assert [piece.stem for piece in PIECES] == [name for name, _ in migrations.STEPS]


def test_an_old_ledger_opens_with_all_it_held(path):
    ledger = Ledger.open(path)
    book = ledger.read_book()
    assert book.household.city == "成都"
    assert (len(book.entries), ledger.entry_totals().income) == (20, 8_600_000)
    assert [debt.id for debt in book.debts] == ["jb1", "jt1"]
    assert book.debts[0].payments[0].amount == 110_115
    assert book.debts[1].terms.method is Method.FREE
    assert book.debts[1].balance.as_of == date(2026, 10, 1)
    assert ledger.setting("reserve") == "500.00"
    assert ledger.check() == ()
    ledger.close()


def test_a_copy_of_an_old_format_can_be_looked_into_and_stays_of_it(path):
    before = path.read_bytes()
    held = backups.look_into(path, None)
    assert (held.entries, [debt.id for debt in held.debts]) == (20, ["jb1", "jt1"])
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_the_history_of_an_old_ledger_still_works(path):
    ledger = Ledger.open(path)
    assert (ledger.undo_label, ledger.redo_label) == ("case", "edit-entry")
    ledger.redo()
    assert ledger.entry(1).entry.note == "一月工资"
    while ledger.undo_label:
        ledger.undo()
    assert ledger.rows("debts") == []
    while ledger.redo_label:
        ledger.redo()
    assert ledger.check() == ()
    ledger.close()


def test_a_migrated_ledger_has_the_shape_of_a_new_one(path, tmp_path):
    Ledger.open(path).close()
    Ledger.create(tmp_path / "new.jiebei").close()
    old, new = engine.connect(path), engine.connect(tmp_path / "new.jiebei")
    assert shape(old) == shape(new)
    old.close()
    new.close()


def test_a_ledger_with_life_events_keeps_them_its_readings_and_what_papers_ask_for(tmp_path):
    made = tmp_path / "old.jiebei"
    db = dbapi2.connect(str(made), isolation_level=None)
    db.executescript((HERE / "0003_life_events.sql").read_text(encoding="utf-8"))
    db.close()
    ledger = Ledger.open(made)
    book = ledger.read_book()
    ledger.close()
    assert [(event.kind, event.category) for event in book.events] == [("income_ends", "A5")]
    assert [reading.amount for reading in book.cash] == [320_000, 250_000]
    assert (book.debts[0].contract_no, book.debts[0].lender_phone) == ("HT-0001", "95188")
    assert book.debts[0].hardship.since == date(2026, 6, 30)


def test_a_ledger_of_papers_keeps_how_the_household_lives(tmp_path):
    made = tmp_path / "old.jiebei"
    db = dbapi2.connect(str(made), isolation_level=None)
    db.executescript((HERE / "0009_papers.sql").read_text(encoding="utf-8"))
    db.close()
    ledger = Ledger.open(made)
    home = ledger.read_book().household
    ledger.close()
    assert (home.members, home.children_born, home.adults) == (3, (2017, 2021), 1)
    assert (home.housing, home.work) == (Housing.RENT, "仓库分拣员")


def test_facts_of_cases_get_a_table_and_those_of_deleted_cases_stay_behind(tmp_path):
    made = tmp_path / "old.jiebei"
    db = dbapi2.connect(str(made), isolation_level=None)
    db.executescript((HERE / "0009_papers.sql").read_text(encoding="utf-8"))
    fact = {
        "case": 1,
        "kind": "court_papers",
        "on": "2026-11-20",
        "note": "传票",
        "due": "2026-12-05",
    }
    kept = [{**fact, "case": 99}, fact, {**fact, "kind": "assigned", "due": None}]
    db.execute("INSERT INTO settings (key, value) VALUES ('case_facts', ?)", (json.dumps(kept),))
    for ref in ("case:1", "case:99", "contact:99", "debt:jb1"):
        db.execute(
            "INSERT INTO reminders (day, kind, ref) VALUES ('2026-12-05', 'deadline', ?)", (ref,)
        )
    digests.rebuild(db)
    db.close()
    ledger = Ledger.open(made)
    found = FACTS.read(ledger)
    assert [(one.case_id, one.kind) for one in found] == [(1, "court_papers"), (1, "assigned")]
    assert (found[0].on, found[0].note, found[0].due) == (
        date(2026, 11, 20), "传票", date(2026, 12, 5),
    )  # fmt: skip
    assert found[1].due is None
    assert {one.ref for one in REMINDERS.read(ledger)} == {"case:1", "debt:jb1"}
    assert ledger.setting("case_facts") is None
    assert (ledger.undo_label, ledger.redo_label) == (None, None)
    assert ledger.check() == ()
    ledger.close()


def test_a_sealed_ledger_of_today_keeps_its_seal_and_any_the_days_of_its_steps(tmp_path):
    seals = {}
    for piece in (HERE / "0012_bill_day.sql", PIECES[-1]):
        made = tmp_path / f"{piece.stem}.jiebei"
        db = dbapi2.connect(str(made), isolation_level=None)
        db.executescript(piece.read_text(encoding="utf-8"))
        (seal,) = db.execute("SELECT digest FROM seal").fetchone()
        db.close()
        ledger = Ledger.open(made)
        assert ledger.reach == Reach(steps=5, since=date(2026, 10, 5))
        seals[piece] = ledger.seal == seal
        ledger.close()
    assert list(seals.values()) == [False, True]  # a format step gives rows columns and seals anew


def test_the_day_of_a_bill_is_kept_and_an_older_ledger_knows_none(tmp_path):
    for step, days in (("0011_seal", [None, None]), ("0012_bill_day", [10, None])):
        made = tmp_path / f"{step}.jiebei"
        db = dbapi2.connect(str(made), isolation_level=None)
        db.executescript((HERE / f"{step}.sql").read_text(encoding="utf-8"))
        db.close()
        ledger = Ledger.open(made)
        assert [debt.terms.bill_day for debt in ledger.read_book().debts] == days
        ledger.close()


def test_who_else_owes_is_kept_and_an_older_ledger_knows_nobody(tmp_path):
    for step, names in (("0012_bill_day", ["", ""]), ("0013_co_debtors", ["周强", ""])):
        made = tmp_path / f"{step}.jiebei"
        db = dbapi2.connect(str(made), isolation_level=None)
        db.executescript((HERE / f"{step}.sql").read_text(encoding="utf-8"))
        db.close()
        ledger = Ledger.open(made)
        assert [debt.co_debtors for debt in ledger.read_book().debts] == names
        ledger.close()


def test_every_figure_of_an_old_ledger_can_be_told(path):
    """The log held a contact without a channel, as its column allows; no page could be shown."""
    with Session.open(path) as opened:
        seen = picture(opened, date(2026, 11, 30))
        assert seen["owed.jt1.principal"].value == 1_500_000
        assert [each.channel for each in CONTACTS.read(opened.ledger)] == [Channel.CALL]


def test_an_agreement_of_an_older_ledger_owes_its_sum_at_once_and_its_charges_in_parts(tmp_path):
    """Its payment counted twice, and the parts were asked for with the last instalment."""
    made = tmp_path / "agreed.jiebei"
    db = dbapi2.connect(str(made), isolation_level=None)
    db.executescript((HERE / "0016_prepaid.sql").read_text(encoding="utf-8"))
    columns = ", ".join(
        name for _, name, *_ in db.execute("PRAGMA table_info(terms)") if name not in _SET
    )
    db.execute(
        f"INSERT INTO terms ({', '.join(_SET)}, {columns}) SELECT {', '.join(_SET.values())},"  # noqa: S608
        f" {columns} FROM terms WHERE debt_id = 1 AND version = 0"
    )
    body = json.dumps({"request": {"lump_sum": "5000.10"}})
    case = db.execute("INSERT INTO cases (debt_id, opened_on) VALUES (1, '2026-10-01')").lastrowid
    db.execute(
        "INSERT INTO agreements (case_id, agreed_on, body) VALUES (?, '2026-10-05', ?)",
        (case, body),
    )
    digests.rebuild(db)
    db.close()
    ledger = Ledger.open(made)
    (version,) = ledger.debt("jb1").versions
    assert (version.at_once, version.at_once_on) == (500_010, date(2026, 11, 9))
    assert (version.in_parts, version.terms.payment) == (True, 101_000)
    ledger.close()


_SET = {
    "id": "99",
    "version": "1",
    "effective_from": "'2026-10-05'",
    "interest_fen": "24000",
    "payment_fen": "100000",
    "periods": "24",
    "interest_only": "0",
    "first_due": "'2026-11-10'",
}
