from __future__ import annotations

import pytest

from jiebei_desktop.domain.problems import LedgerDamaged
from jiebei_desktop.storage import evidence
from jiebei_desktop.storage.evidence import StoredFile
from jiebei_desktop.storage.ledger import Ledger


@pytest.fixture
def case(ledger, book):
    ledger.add_book(book)
    with ledger.write("case") as work:
        number = work.insert("cases", {"debt_id": 1, "opened_on": "2026-11-01"})
        file = {"name": "a.png", "sha256": "x", "size": 3, "content": b"png"}
        attachment = work.insert("attachments", file)
        contact = {"case_id": number, "day": "2026-11-02", "attachment_id": attachment}
        work.insert("contacts", {**contact, "said": "一次还清"})
        work.insert("contacts", {**contact, "said": "再商量"})
    return ledger


def behind(ledger, sql):
    ledger._db.execute("PRAGMA foreign_keys = OFF")
    ledger._db.execute(sql)


def codes(ledger):
    return {found.code for found in ledger.check()}


def test_a_sound_ledger_has_no_findings(case):
    assert case.check() == ()


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE entries SET amount_fen = 1 WHERE id = 1", "month-sums"),
        ("DELETE FROM month_sums", "month-sums"),
        ("UPDATE payments SET amount_fen = 7 WHERE id = 2", "payment-parts"),
        ("DELETE FROM terms WHERE version = 0", "debt-without-terms"),
        ("DELETE FROM lenders", "reference"),
        ("UPDATE contacts SET said = 'x' WHERE id = 1", "chain-altered"),
        ("DELETE FROM contacts WHERE id = 2", "chain-altered"),
        ("UPDATE attachments SET content = x'00'", "chain-altered"),
        ("DELETE FROM chain WHERE id = 2", "chain-broken"),
        ("UPDATE chain SET sha256 = 'y' WHERE id = 1", "chain-broken"),
        ("UPDATE contacts SET attachment_id = NULL", "orphan-file"),
        ("UPDATE debts SET lender_id = 9", "orphan-lender"),
        (
            "INSERT INTO import_batches (file, sha256, format, rows) VALUES ('a', 'b', 'c', 3)",
            "import-counts",
        ),
        ("INSERT INTO contacts (case_id, day) VALUES (1, '2026-11-03')", "chain-altered"),
    ],
)
def test_a_change_behind_the_programs_back_is_found(case, sql, code):
    behind(case, sql)
    assert code in codes(case)


def test_each_sealed_change_adds_a_link_and_the_chain_stays_whole(case):
    with case.write("edit-contact") as work:
        work.update("contacts", 1, {"said": "改"})
        work.delete("contacts", 2)
    links = [(row["kind"], row["ref"], row["sha256"] == "") for row in case.rows("chain")]
    assert links[-2:] == [("contacts", 1, False), ("contacts", 2, True)]
    assert case.check() == ()
    case.undo()
    assert case.check() == ()


def test_the_sums_name_the_month_that_is_wrong(case):
    behind(case, "UPDATE month_sums SET sum_fen = 0 WHERE kind = 'income'")
    (found,) = case.check()
    assert (found.code, found.facts) == ("month-sums", {"month": "2026-10"})


def test_a_page_of_rubbish_is_told_as_damage(case, path):
    sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'entries'"
    (page,) = case._db.execute(sql).fetchone()
    case.close()
    content = bytearray(path.read_bytes())
    content[4096 * (page - 1) : 4096 * (page - 1) + 64] = b"\xff" * 64
    path.write_bytes(content)
    damaged = Ledger.open(path)
    assert codes(damaged) == {"integrity"}
    damaged.close()


def test_a_protected_page_that_cannot_be_read_is_told_as_damage(path, book):
    ledger = Ledger.create(path, "pw")
    ledger.add_book(book)
    sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'debts'"
    (page,) = ledger._db.execute(sql).fetchone()
    ledger.close()
    content = bytearray(path.read_bytes())
    content[4096 * page - 3000 : 4096 * page - 2000] = b"\xff" * 1000
    path.write_bytes(content)
    with pytest.raises(LedgerDamaged):
        Ledger.open(path, "pw")
    damaged = Ledger.open_damaged(path, "pw", "pages")
    assert codes(damaged) == {"integrity"}
    damaged.close()


def test_a_change_taken_back_in_the_same_step_adds_no_link(case):
    links = len(case.rows("chain"))
    with case.write("edit-contact") as work:
        work.update("contacts", 1, {"said": "改"})
        work.update("contacts", 1, {"said": "一次还清"})
    assert len(case.rows("chain")) == links
    file = StoredFile(id=1, name="a.png", media_type="", sha256="x", size=3)
    assert evidence.files(case) == {1: file}


@pytest.fixture
def whole_case(case):
    """A case with one row of everything that is sealed."""
    sent = {"number": "S-1", "edition": "lender", "made_on": "2026-11-03", "checksum": "c"}
    agreed = {"case_id": 1, "agreed_on": "2026-11-20", "body": "{}"}
    asked = {"case_id": 1, "version": 1, "made_on": "2026-11-03", "state": "sent", "body": "{}"}
    with case.write("talk") as work:
        work.insert("evidence", {"case_id": 1, "kind": "contract", "name": "合同"})
        work.insert("statements", {**sent, "body": '{"asks": "1412.34"}'})
        work.insert("proposals", asked)
        agreement = work.insert("agreements", agreed)
        mark = {"agreement_id": agreement, "n": 1, "due": "2026-12-15", "amount_fen": 141_234}
        work.insert("instalment_marks", mark)
    return case


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("UPDATE contacts SET day = '2026-11-01' WHERE id = 1", "contacts"),
        ("UPDATE attachments SET content = x'00'", "attachments"),
        ("UPDATE evidence SET proves = 'x'", "evidence"),
        ("UPDATE statements SET body = '{}'", "statements"),
        ("UPDATE proposals SET body = '[]'", "proposals"),
        ("UPDATE agreements SET agreed_on = '2026-11-21'", "agreements"),
        ("UPDATE instalment_marks SET amount_fen = 1", "instalment_marks"),
        ("DELETE FROM statements", "statements"),
    ],
)
def test_whatever_is_sealed_names_the_link_and_the_row_that_was_altered(whole_case, sql, table):
    assert whole_case.check() == ()
    behind(whole_case, sql)
    (found,) = [each for each in whole_case.check() if each.code == "chain-altered"]
    (link,) = [row["id"] for row in whole_case.rows("chain", kind=table) if row["ref"] == 1]
    assert found.facts == {"link": link, "table": table, "row": 1}


def test_the_first_fault_named_is_the_earliest_link(whole_case):
    behind(whole_case, "UPDATE agreements SET body = '[]'")
    behind(whole_case, "UPDATE evidence SET name = 'x'")
    behind(whole_case, "DELETE FROM chain WHERE id = 2")
    found = [each for each in whole_case.check() if each.code.startswith("chain")]
    named = [each.facts["link"] for each in found if "link" in each.facts]
    assert named == sorted(named)
    assert found[0].code == "chain-broken"
    assert "link" not in found[-1].facts
