"""The JSON beside the PDF keeps to the schema that docs/spec gives to other programs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import fastjsonschema
import pytest
import reckoned
from case_steps import log_contact
from msgspec.structs import replace
from open_cases import open_case

from jiebei_desktop.domain.debts import ReportedBalance
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Contact, Evidence
from jiebei_desktop.services.cases import evidence
from jiebei_desktop.services.debts.debt_book import Debts
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers import redaction, statement

DAY = date(2026, 11, 22)
SCHEMA = Path(__file__).resolve().parents[3] / "docs" / "spec" / "statement.schema.json"


@pytest.fixture(autouse=True, scope="module")
def _reckoned_once():
    """Each example asks the same of the same values for every debt and edition."""
    with reckoned.remembering():
        yield


@pytest.fixture(scope="module")
def valid():
    return fastjsonschema.compile(json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.parametrize("household", [demo.employee, demo.shop])
@pytest.mark.parametrize("payment", [None, 0, 50_000, 3_000_000])
def test_every_edition_of_every_example_keeps_to_the_schema(household, payment, valid, tmp_path):
    with Session.create(tmp_path / "a.jiebei") as session:
        session.ledger.add_book(household(DAY))
        for debt in [None, *(one.id for one in session.ledger.debts())]:
            wanted = None if payment is None else Fen(payment)
            facts = statement.for_session(session, DAY, wanted, debt)
            for edition in statement.EDITIONS:
                document = statement.document(facts, edition, debt)
                valid(document)
                valid(redaction.redact(document, redaction.KINDS))


def test_an_empty_household_and_a_case_with_papers_keep_to_it(valid, tmp_path):
    with Session.create(tmp_path / "a.jiebei") as session:
        valid(statement.document(statement.for_session(session, DAY, None, None), "private", None))
        session.ledger.add_book(demo.employee(DAY))
        debt = session.ledger.debts()[0]
        case = open_case(session, debt.id, DAY)
        paper = tmp_path / "诊断.pdf"
        paper.write_bytes(b"%PDF-1.4")
        evidence.attach(session, Evidence(case_id=case.id, kind="illness_proof", name="x"), paper)
        log_contact(session, Contact(case_id=case.id, on=DAY, said="要求一次还清"))
        Debts(session).edit(debt.id, replace(debt, accelerated_on=DAY))
        facts = statement.for_session(session, DAY, None, debt.id)
        document = statement.document(facts, "lender", debt.id)
        assert {event["kind"] for event in document["timeline"]} >= {"contact", "accelerated"}
        assert document["evidence"]
        valid(document)


def test_a_debt_late_since_nobody_says_has_no_days_in_any_edition(valid, tmp_path):
    shown = ReportedBalance(as_of=DAY, principal=Fen(500_000), overdue_principal=Fen(60_000))
    with Session.create(tmp_path / "a.jiebei") as session:
        session.ledger.add_book(demo.employee(DAY))
        debt = next(one for one in session.ledger.debts() if one.id == "huabei")
        Debts(session).edit(debt.id, replace(debt, balance=shown))
        facts = statement.for_session(session, DAY, None, debt.id)
        for edition in statement.EDITIONS:
            document = statement.document(facts, edition, debt.id)
            valid(document)
            found = [one for one in document["debts"] if one["arrears"] == "600.00"]
            assert [one["overdue_days"] for one in [*found, document["plan"]]] == [None, None]


@pytest.mark.parametrize(
    ("key", "value"),
    [("number", "JB-1"), ("edition", "draft"), ("checksum", "x"), ("surprise", 1), ("debts", {})],
)
def test_the_schema_sees_what_is_wrong(key, value, valid, tmp_path):
    with Session.create(tmp_path / "a.jiebei") as session:
        session.ledger.add_book(demo.employee(DAY))
        document = statement.document(
            statement.for_session(session, DAY, None, None), "lender", None
        )
    valid(document)
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        valid({**document, key: value})
