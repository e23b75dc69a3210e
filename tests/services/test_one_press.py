"""One press is one step: what a page's button writes comes back with one undo, and nothing else."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
import statement_builders as b
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Hardship, Payment
from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import Asset, AssetKind, Cash, Entry, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import (
    Agreement,
    CaseFact,
    Contact,
    Evidence,
    FactKind,
    ProposalState,
    Request,
)
from jiebei_desktop.domain.scenarios import WhatIf
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.book.life_events import LifeEvents
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.cases import agreements, case_facts, casefile, evidence
from jiebei_desktop.services.debts.debt_actions import keep_receipt
from jiebei_desktop.services.debts.debt_book import Debts
from jiebei_desktop.services.negotiation import case_proposals
from jiebei_desktop.services.papers import sending
from jiebei_desktop.services.papers.letters import desk
from jiebei_desktop.services.plans import scenarios
from jiebei_desktop.services.statements import imports, imports_history
from jiebei_desktop.services.statements.imports_values import Choices
from jiebei_desktop.services.today import check_in
from jiebei_desktop.storage.schema import TABLES

DAY = date(2026, 11, 22)
NO_STEP = {"chain"}
"""The chain keeps what was, also of what was undone."""
ASKED = Request(
    principal=Fen(3_000_000),
    annual_rate=Decimal("0.12"),
    periods=24,
    payment=Fen(141_300),
    first_due=date(2026, 12, 15),
    lump_sum=Fen(50_000),
)


@pytest.fixture
def session(employee):
    return employee


def contents(session):
    rows = {name: session.ledger.rows(name) for name in sorted(TABLES - NO_STEP)}
    return hashlib.sha256(json.dumps(rows, default=bytes.hex).encode()).hexdigest()


def paper(tmp_path, name="voucher.png"):
    path = tmp_path / name
    path.write_bytes(name.encode())
    return path


def entry(session, _tmp):
    new = Entry(date=DAY, kind=EntryKind.EXPENSE, amount=Fen(1_200), category="C1")
    return lambda: Entries(session).add(new)


def entries_away(session, _tmp):
    ids = [row.id for row in session.ledger.entries()]
    return lambda: Entries(session).delete(ids)


def cash_corrected(session, _tmp):
    old = session.book().cash[0]
    return lambda: Possessions(session).change_cash(
        old, Cash(name="别处", amount=Fen(5), as_of=DAY)
    )


def asset(session, _tmp):
    new = Asset(name="车", kind=AssetKind.VEHICLE, value=Fen(1))
    return lambda: Possessions(session).change_asset(None, new)


def life(session, _tmp):
    event = LifeEvent(kind=EventKind.INCOME_ENDS, start=DAY, category="A1")
    return lambda: LifeEvents(session).add(event)


def what_if(session, _tmp):
    return lambda: scenarios.save(session, "少收入", WhatIf(income_cut=20), DAY)


def week(session, _tmp):
    paid = (session.ledger.debts()[0].id, Payment(date=DAY, amount=Fen(10_000)))
    new = LifeEvent(kind=EventKind.INCOME_ENDS, start=DAY, category="A1")
    cash = (Cash(name="微信", amount=Fen(3), as_of=DAY),)
    answers = check_in.CheckInAnswers(cash=cash, payments=(paid,), event=new)
    return lambda: check_in.finish(session, answers, DAY)


def paid(session, _tmp):
    debt = session.ledger.debts()[0].id
    return lambda: Debts(session).pay(debt, Payment(date=DAY, amount=Fen(10_000)))


def settled(session, _tmp):
    return lambda: Debts(session).settle(session.ledger.debts()[0].id)


def debt_away(session, _tmp):
    casefile.note_contact(session, session.ledger.debts()[0].id, Contact(case_id=0, on=DAY), DAY)
    return lambda: Debts(session).delete(session.ledger.debts()[0].id)


def receipt(session, tmp_path):
    debt, path = session.ledger.debts()[0], paper(tmp_path)
    return lambda: keep_receipt(session, debt.id, Payment(date=DAY, amount=Fen(1)), path)


def contact_with_file(session, tmp_path):
    record = evidence.new_paper(Evidence(kind="call_record", name="录音"), paper(tmp_path))
    contact = Contact(case_id=0, on=DAY, promised="周五回复", remind_on=date(2026, 11, 27))
    debt = session.ledger.debts()[0].id
    return lambda: casefile.note_contact(session, debt, contact, DAY, record)


def paper_of_a_case(session, tmp_path):
    new = evidence.new_paper(Evidence(kind="income_proof", name="工资条"), paper(tmp_path))
    debt = session.ledger.debts()[0].id
    return lambda: casefile.add_paper(session, debt, new, DAY, for_all=False)


def court(session, _tmp):
    fact = CaseFact(case_id=0, kind=FactKind.CALLED_IN, on=DAY)
    return lambda: case_facts.note_for(session, session.ledger.debts()[0].id, fact, DAY)


def court_taken_back(session, _tmp):
    debt = session.ledger.debts()[0].id
    case_facts.note_for(session, debt, CaseFact(case_id=0, kind=FactKind.HEARING, on=DAY), DAY)
    (fact,) = case_facts.facts_of(session, casefile.case_of(session, debt).id)
    return lambda: case_facts.drop(session, fact)


def drafted(session, _tmp):
    return lambda: case_proposals.draft_for(session, session.ledger.debts()[0].id, ASKED, DAY)


def sent(session, _tmp):
    debt = session.ledger.debts()[0].id
    case_proposals.draft_for(session, debt, ASKED, DAY)
    (version,) = case_proposals.proposals(session, casefile.case_of(session, debt).id)
    return lambda: sending.send(session, debt, version, DAY)


def answered(session, _tmp):
    debt = session.ledger.debts()[0].id
    case_proposals.draft_for(session, debt, ASKED, DAY)
    (version,) = case_proposals.proposals(session, casefile.case_of(session, debt).id)
    state = ProposalState.COUNTERED
    return lambda: case_proposals.record_reply(session, version, state, "12期", DAY)


def agreed(session, _tmp):
    debt = session.ledger.debts()[0].id
    made = Agreement(case_id=0, agreed_on=DAY, request=ASKED)
    return lambda: agreements.agree(session, debt, made)


def instalment_with_voucher(session, tmp_path):
    debt = session.ledger.debts()[0].id
    made = agreements.agree(session, debt, Agreement(case_id=0, agreed_on=DAY, request=ASKED))
    file = evidence.new_paper(Evidence(kind="receipt", name="回单"), paper(tmp_path))
    mark = replace(made.marks[0], paid_on=DAY)
    return lambda: agreements.pay(session, debt, made, mark, file)


def agreement_ended(session, _tmp):
    debt = session.ledger.debts()[0].id
    made = agreements.agree(session, debt, Agreement(case_id=0, agreed_on=DAY, request=ASKED))
    return lambda: agreements.broken(session, debt, made, DAY, all_due=True)


def paper_facts(session, _tmp):
    facts = desk.PaperFacts(
        name="王", id_tail="1234", phone="1", address="乙", contract_no="9",
        hardship=Hardship(since=DAY, cause="失业"),
    )  # fmt: skip
    return lambda: desk.keep_paper_facts(session, session.ledger.debts()[0].id, facts)


def imported(session, tmp_path):
    path = tmp_path / "bill.csv"
    path.write_bytes(b.alipay([b.A(method="花呗"), b.A(order=b.number(2), peer="面馆")]))
    seen = imports.preview(session, path)
    return lambda: imports.book(session, seen, Choices(as_of=DAY))


def import_taken_back(session, tmp_path):
    imported(session, tmp_path)()
    return lambda: imports_history.revert(session, imports_history.history(session)[0].id)


PRESSES = [
    entry, entries_away, cash_corrected, asset, life, what_if, week, paid, settled, debt_away,
    receipt, contact_with_file, paper_of_a_case, court, court_taken_back, drafted, sent, answered,
    agreed, instalment_with_voucher, agreement_ended, paper_facts, imported, import_taken_back,
]  # fmt: skip


@pytest.mark.parametrize("ready", PRESSES, ids=lambda ready: ready.__name__)
def test_one_press_is_taken_back_by_one_undo(session, tmp_path, ready):
    press = ready(session, tmp_path)
    steps = partial(session.ledger._db.execute, "SELECT count(*) FROM history")
    before, known = contents(session), steps().fetchone()
    press()
    assert contents(session) != before
    assert steps().fetchone()[0] == known[0] + 1
    session.history.undo()
    assert contents(session) == before


def test_changes_are_told_from_the_rows_that_were_written(session, tmp_path):
    path = paper(tmp_path)
    told = keep_receipt(
        session, session.ledger.debts()[0].id, Payment(date=DAY, amount=Fen(1)), path
    )
    assert told.tables == {"attachments", "evidence", "chain"}
    again = keep_receipt(
        session, session.ledger.debts()[0].id, Payment(date=DAY, amount=Fen(1)), path
    )
    assert again.tables == {"evidence", "chain"}  # the file was there already
