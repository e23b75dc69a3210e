from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from open_cases import open_case

from jiebei_desktop.analysis.claims import claim_of
from jiebei_desktop.domain.agreed_terms import instalments_of, version_of
from jiebei_desktop.domain.debts import Allocation, Payment, Stage
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Agreement, Evidence, Request
from jiebei_desktop.domain.standing import ObligationKind, obligations, owed
from jiebei_desktop.report.record_pages import compose_record
from jiebei_desktop.services.cases import agreements, casefile, evidence
from jiebei_desktop.services.debts.debt_book import Debts
from jiebei_desktop.services.papers import performance
from jiebei_desktop.services.papers.performance import InstalmentKept
from jiebei_desktop.services.papers.statement import checksum
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)
REQUEST = Request(
    principal=Fen(3_600_000),
    annual_rate=Decimal(0),
    periods=4,
    payment=Fen(900_000),
    first_due=date(2026, 12, 15),
)


@pytest.fixture
def session(employee):
    return employee


@pytest.fixture
def debt(session):
    return session.ledger.debts()[0].id


@pytest.fixture
def agreed(session, debt):
    case = open_case(session, debt, DAY)
    made = Agreement(
        case_id=case.id, agreed_on=DAY, request=REQUEST, settled_items=frozenset({"balance_split"})
    )
    return agreements.agree(session, debt, made)


def now(session, agreed) -> Agreement:
    return agreements.agreements(session, agreed.case_id)[0]


def test_without_an_agreement_there_is_no_record(session, debt):
    assert performance.record(session, debt, DAY) is None
    with pytest.raises(KeyError):
        performance.record(session, "nobody", DAY)


def test_every_instalment_stands_with_its_day_and_what_is_behind_it(
    session, debt, agreed, tmp_path
):
    proof = tmp_path / "凭证.png"
    proof.write_bytes(b"paid")
    file = evidence.attach(
        session, Evidence(case_id=agreed.case_id, kind="payment_receipts", name="x"), proof
    )
    first, second = agreed.marks[:2]
    agreements.pay(session, debt, agreed, replace(first, paid_on=first.due), file.attachment_id)
    agreements.pay(session, debt, agreed, replace(second, paid_on=second.due + timedelta(days=3)))
    found = performance.record(session, debt, date(2027, 2, 20))
    assert [one.state for one in found.instalments] == [
        InstalmentKept.IN_TIME, InstalmentKept.LATE, InstalmentKept.MISSED, InstalmentKept.AHEAD,
    ]  # fmt: skip
    assert [one.days_late for one in found.instalments] == [0, 3, 5, 0]
    assert (found.fallen_due, found.paid, found.vouched) == (3, 2, 2)
    assert found.paid_total == 1_800_000
    assert found.instalments[0].voucher == "凭证.png"
    assert found.instalments[0].is_booked
    early = performance.record(session, debt, date(2026, 12, 1))
    assert early.paid == 0
    assert performance.record(session, debt, DAY - timedelta(days=1)) is None


def test_a_payment_that_is_noted_already_is_taken_not_doubled(session, debt, agreed):
    first, second = agreed.marks[:2]
    Debts(session).pay(debt, Payment(date=first.due, amount=first.amount))
    before = len(session.ledger.rows("payments"))
    agreements.pay(session, debt, agreed, replace(first, paid_on=first.due))
    assert len(session.ledger.rows("payments")) == before
    agreements.pay(session, debt, agreed, replace(second, paid_on=first.due))
    assert len(session.ledger.rows("payments")) == before + 1


def test_what_was_told_stands_in_its_order(session, debt, agreed):
    agreements.change_asked(session, debt, agreed, date(2027, 1, 5), "收入减少")
    agreements.broken(session, debt, now(session, agreed), date(2027, 1, 20), all_due=True)
    assert session.ledger.debt(debt).accelerated_on == date(2027, 1, 20)
    assert now(session, agreed).broken_on == date(2027, 1, 20)
    agreements.reinstated(session, debt, now(session, agreed), date(2027, 2, 1))
    assert session.ledger.debt(debt).accelerated_on is None
    assert now(session, agreed).broken_on is None
    kinds = [one.kind.value for one in performance.record(session, debt, date(2027, 3, 1)).events]
    assert kinds == ["change_asked", "ended", "resumed"]
    assert len(performance.record(session, debt, date(2027, 1, 10)).events) == 1


def test_the_document_carries_every_figure_and_its_checksum(session, debt, agreed):
    agreements.pay(session, debt, agreed, replace(agreed.marks[0], paid_on=agreed.marks[0].due))
    found = performance.record(session, debt, date(2027, 2, 20), agreed.id)
    doc = performance.document(found)
    assert doc["checksum"] == checksum(doc)
    assert doc["paid_total"] == "9000.00"
    assert doc["counts"] == {
        "instalments": 4, "fallen_due": 3, "paid": 1, "in_time": 1, "late": 0, "missed": 2, "vouched": 1,
    }  # fmt: skip
    assert doc["agreement"]["written"] == ["balance_split"]
    assert doc["chain"]
    assert performance.record(session, debt, DAY, agreed.id + 1) is None


def test_a_settled_debt_names_the_day_and_when_the_record_ends(session, debt, agreed):
    agreements.settle(session, debt, date(2027, 4, 1))
    found = performance.record(session, debt, date(2027, 4, 2))
    assert session.ledger.debt(debt).stage is Stage.SETTLED
    assert (found.settled_on, found.record_until) == (date(2027, 4, 1), date(2032, 4, 1))
    assert performance.document(found)["settled_on"] == "2027-04-01"


def test_what_was_open_of_a_settled_debt_is_not_called_open(session, debt, agreed):
    """The record of a debt paid off said of its instalments: open, 33 days."""
    agreements.settle(session, debt, date(2027, 1, 20))
    found = performance.record(session, debt, date(2027, 3, 20))
    assert [one.state for one in found.instalments] == [
        InstalmentKept.CLOSED, InstalmentKept.CLOSED, InstalmentKept.AHEAD, InstalmentKept.AHEAD,
    ]  # fmt: skip
    assert performance.document(found)["counts"]["missed"] == 0
    before = performance.record(session, debt, date(2027, 1, 19))
    assert (before.settled_on, before.count(InstalmentKept.MISSED)) == (None, 2)


PAUSED = Request(
    principal=Fen(3_600_000),
    annual_rate=Decimal("0.06"),
    periods=12,
    payment=Fen(309_840),
    first_due=date(2026, 12, 15),
    grace_months=3,
)


@pytest.mark.parametrize("rate", [Decimal("0.06"), Decimal(0)])
def test_a_pause_paid_as_agreed_is_never_late(session, debt, rate):
    """With interest three small payments come first; without, nothing is due until March."""
    case = open_case(session, debt, DAY)
    request = replace(PAUSED, annual_rate=rate, payment=Fen(309_840 if rate else 300_000))
    made = Agreement(case_id=case.id, agreed_on=DAY, request=request, settled_items=frozenset())
    agreed = agreements.agree(session, debt, made)
    assert agreed.marks[0].amount == (18_000 if rate else 300_000)
    for mark in agreed.marks:
        found = owed(session.ledger.debt(debt), mark.due)
        assert (found.next_due, found.next_amount) == (mark.due, mark.amount)
        agreements.pay(session, debt, agreed, replace(mark, paid_on=mark.due))
        after = owed(session.ledger.debt(debt), mark.due + timedelta(days=20))
        assert (after.overdue_days, after.arrears) == (0, 0)
    assert owed(session.ledger.debt(debt), agreed.marks[-1].due).parts.total == 0


def test_what_an_agreement_does_not_speak_of_stays(session, debt):
    before = session.ledger.debt(debt)
    odd = replace(
        before.terms,
        penalty_multiplier=Decimal("1.3"),
        grace_days=3,
        allocation=Allocation.PRINCIPAL_FIRST,
    )
    Debts(session).edit(debt, replace(before, terms=odd))
    case = open_case(session, debt, DAY)
    made = Agreement(case_id=case.id, agreed_on=DAY, request=PAUSED, settled_items=frozenset())
    agreements.agree(session, debt, made)
    again = replace(made, agreed_on=DAY + timedelta(days=30))
    agreements.agree(session, debt, again)
    for version in session.ledger.debt(debt).versions:
        kept = version.terms
        assert (kept.penalty_multiplier, kept.grace_days, kept.allocation) == (
            odd.penalty_multiplier, 3, Allocation.PRINCIPAL_FIRST,
        )  # fmt: skip
        assert kept.payment == PAUSED.payment


def test_a_sum_agreed_at_once_is_reminded_of(session, debt):
    case = open_case(session, debt, DAY)
    request = replace(REQUEST, lump_sum=Fen(200_000))
    made = Agreement(case_id=case.id, agreed_on=DAY, request=request, settled_items=frozenset())
    agreements.agree(session, debt, made)
    (found,) = casefile.reminders(session)
    assert (found.kind, found.on, found.ref) == ("lump_sum", DAY, f"case:{case.id}")
    session.history.undo()
    assert casefile.reminders(session) == ()


@pytest.mark.parametrize(
    ("rate", "payment", "periods", "grace"),
    [("0", 900_000, 4, 0), ("0.048", 107_563, 36, 0), ("0.072", 350_000, 12, 2)],
)
def test_an_agreement_in_force_requires_its_instalments_to_the_fen(
    session, debt, rate, payment, periods, grace
):
    request = replace(
        REQUEST,
        annual_rate=Decimal(rate),
        payment=Fen(payment),
        periods=periods,
        grace_months=grace,
    )
    case = open_case(session, debt, DAY)
    agreements.agree(session, debt, Agreement(case_id=case.id, agreed_on=DAY, request=request))
    listed = obligations(session.ledger.debt(debt), DAY)
    marks = instalments_of(request)
    assert {each.kind for each in listed} == {ObligationKind.AGREED}
    assert [(each.day, each.amount) for each in listed] == [(m.due, m.amount) for m in marks]


def test_the_record_tells_smaller_instalments_and_the_sum_before_them(session, debt):
    request = replace(
        REQUEST, periods=5, payment=Fen(1_000_000), start_periods=2, start_payment=Fen(300_000),
        lump_sum=Fen(185_000),
    )  # fmt: skip
    agreements.agree(session, debt, Agreement(case_id=0, agreed_on=DAY, request=request))
    doc = performance.document(performance.record(session, debt, DAY))
    said = json.dumps(compose_record(doc, Texts("en")), ensure_ascii=False)
    assert "5 instalments: the first 2 of ¥3,000.00, then of ¥10,000.00." in said
    assert "¥1,850.00 at once comes before them." in said
    for key in ("start_periods", "start_payment", "lump_sum"):
        del doc["agreement"]["terms"][key]  # a document kept from before such terms were known
    said = json.dumps(compose_record(doc, Texts("en")), ensure_ascii=False)
    assert "we agreed on 5 instalments of ¥10,000.00." in said


def test_a_sum_at_once_is_no_instalment_of_the_record_nor_of_what_is_left(session, debt):
    """Terms that a household file tells have no list of instalments beside them."""
    request = replace(REQUEST, lump_sum=Fen(185_000))
    known = session.ledger.debt(debt)
    told = replace(
        known, versions=(version_of(request, DAY, known.terms),), stage=Stage.RESTRUCTURED
    )
    kept = performance.new_terms_kept(told, date(2027, 2, 1))
    assert [(one.n, one.amount) for one in kept.instalments] == [
        (mark.n, mark.amount) for mark in instalments_of(request)
    ]
    stand = owed(told, DAY)
    assert stand.instalments[0].once
    assert claim_of(told, stand, session.rules, date(2026, 12, 12)).months_left == 4
