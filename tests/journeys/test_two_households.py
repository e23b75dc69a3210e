"""Two households over a year on a fixed clock: one cures, one agrees, keeps, breaks and settles.

Every figure owed is held against plain arithmetic written out here, not against the engine.
"""

from __future__ import annotations

from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

import pytest
from case_steps import draft, keep_paper, log_contact, mark_sent
from msgspec.structs import replace
from open_cases import open_case

from jiebei_desktop.domain.debts import DebtId, Payment, Stage
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import (
    Agreement,
    Contact,
    Direction,
    Evidence,
    ProposalState,
    Request,
)
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.cases import agreements, casefile, evidence
from jiebei_desktop.services.debts.debt_book import Debts
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation import case_proposals, negotiation_view
from jiebei_desktop.services.negotiation.case_warnings import all_warnings
from jiebei_desktop.services.papers import performance, statement

DAY = date(2026, 11, 22)


def cent(value: Decimal) -> int:
    """Round yuan half-up to fen."""
    return int((value * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def warned(session, on) -> set[str]:
    return {found.id for found in all_warnings(session, on)}


# -- the employee: twenty days late, and then cured ---------------------------------------------


@pytest.fixture
def employee(tmp_path):
    with Session.create(tmp_path / "职员.jiebei") as session:
        session.ledger.add_book(demo.employee(DAY))
        yield session


def test_the_employee_cures_at_twenty_days_late(employee):
    jiebei = DebtId("jiebei")
    rate, principal, instalment = Decimal("0.0005"), Decimal(38_000), Decimal(3_800)
    # 589.00 = 38,000 × 0.05 % × 31 days (2 October to 2 November), due with 3,800.00 of principal.
    interest = principal * rate * 31
    late_days = (DAY - date(2026, 11, 2)).days
    penalty = instalment * rate * Decimal("1.5") * late_days
    running = (principal - instalment) * rate * late_days
    stand = employee.owed(DAY)[0]
    assert stand.parts.total == 100 * 38_000 + cent(interest) + cent(running) + cent(penalty)
    assert stand.arrears == cent(instalment + interest) + cent(penalty)
    assert "W-OVERDUE" in warned(employee, DAY)
    line = negotiation_view.desk(employee, DAY).lines[0]
    assert (line.debt.id, line.stand.overdue_days) == (jiebei, 20)

    Debts(employee).pay(jiebei, Payment(date=DAY, amount=stand.arrears, note="补足逾期"))

    cured = employee.owed(DAY)[0]
    assert (cured.overdue_days, cured.arrears) == (0, 0)
    assert cured.parts.total == cent(principal - instalment) + cent(running)
    assert (cured.parts.penalty, cured.next_due) == (0, date(2026, 12, 2))
    assert "W-OVERDUE" not in {
        found.id for found in all_warnings(employee, DAY) if found.debt == jiebei
    }
    # A week later: 34,200 × 0.05 % × 27 days since 2 November, no penalty any more.
    later = employee.owed(date(2026, 11, 29))[0]
    assert later.parts.total == cent((principal - instalment) * (1 + rate * 27))
    employee.history.undo()
    assert employee.owed(DAY)[0].parts.total == stand.parts.total
    employee.history.redo()
    assert employee.ledger.check() == ()


# -- the shop: a three-year agreement, kept for a year, broken, made anew, settled ----------------

OWED = Fen(7_200_000)
MONTHLY = Decimal("0.048") / 12


def plan(principal: Decimal, payment: Decimal, months: int) -> list[tuple[Decimal, Decimal]]:
    """Interest half-up a month, the last instalment absorbs: (paid, balance) by month."""
    rows, balance = [], principal
    for month in range(1, months + 1):
        interest = Decimal(cent(balance * MONTHLY)) / 100
        paid = balance + interest if month == months else min(payment, balance + interest)
        balance += interest - paid
        rows.append((paid, balance))
    return rows


@pytest.fixture
def shop(tmp_path):
    with Session.create(tmp_path / "店主.jiebei") as session:
        session.ledger.add_book(demo.shop(DAY))
        yield session


def sign(session, debt, case, proposal, request, on) -> Agreement:
    made = Agreement(
        case_id=case.id,
        agreed_on=on,
        request=request,
        proposal_id=proposal.id,
        settled_items=frozenset({"balance_split", "amounts_and_dates", "collection_stops"}),
    )
    return agreements.agree(session, debt, made)


def newest(session, case) -> Agreement:
    return agreements.agreements(session, case.id)[0]


def test_the_shop_signs_keeps_a_year_breaks_negotiates_anew_and_settles(shop, tmp_path):
    debt = DebtId("shop-loan")
    case = open_case(shop, debt, DAY)
    log_contact(
        shop,
        Contact(case_id=case.id, on=DAY, at=time(10, 20), who="客户经理", said="可谈三年",
                promised="三天内书面答复", remind_on=date(2026, 11, 25)),
    )  # fmt: skip

    # A three-year plan is asked for, sent with its frozen figures, and accepted.
    request = Request(
        principal=OWED, annual_rate=Decimal("0.048"), periods=36, payment=Fen(215_127),
        first_due=date(2026, 12, 20),
    )  # fmt: skip
    first = draft(shop, case.id, request, DAY)
    frozen = statement.document(statement.for_session(shop, DAY, None, debt), "lender", debt)
    mark_sent(shop, first, DAY, keep_paper(shop, frozen, DAY))
    agreement = sign(shop, debt, case, first, request, date(2026, 11, 28))
    expected = plan(Decimal(72_000), Decimal("2151.27"), 36)
    assert [mark.amount for mark in agreement.marks] == [cent(paid) for paid, _left in expected]
    assert case_proposals.proposals(shop, case.id)[0].state is ProposalState.ACCEPTED

    # It is kept for a year: twelve instalments on their days, each with its voucher.
    for n, mark in enumerate(agreement.marks[:12], 1):
        proof = tmp_path / f"凭证 {n}.png"
        proof.write_bytes(f"voucher {n}".encode())
        voucher = evidence.attach(
            shop, Evidence(case_id=case.id, kind="payment_receipts", name=proof.stem), proof
        )
        agreements.pay(
            shop, debt, newest(shop, case), replace(mark, paid_on=mark.due), voucher.attachment_id
        )
        owed = next(each for each in shop.owed(mark.due) if each.debt == debt)
        assert owed.parts.total == cent(expected[n - 1][1])
    year = date(2027, 11, 20)
    kept = performance.record(shop, debt, year)
    assert (kept.paid, kept.vouched, kept.paid_total) == (12, 12, 12 * 215_127)

    # Money runs short: the alarm comes before the day, the wish for a change is noted in time.
    possessions = Possessions(shop)
    for cash in shop.book().cash:
        possessions.change_cash(cash, replace(cash, amount=Fen(5_000), as_of=year))
    for item in shop.book().recurring:
        possessions.change_recurring(item, None)
    before = date(2027, 12, 1)
    assert "W-AGREE-RISK" in warned(shop, before)
    assert "W-AGREE-MISSED" not in warned(shop, before)
    agreements.change_asked(shop, debt, newest(shop, case), before, "收入减少")

    # The instalment of 20 December is missed; the lender ends the agreement in January.
    assert "W-AGREE-MISSED" in warned(shop, date(2027, 12, 21))
    ended = date(2028, 1, 10)
    agreements.broken(shop, debt, newest(shop, case), ended, all_due=True)
    assert newest(shop, case).broken_on == ended
    assert shop.ledger.debt(debt).stage is Stage.NEGOTIATING
    assert not {"W-AGREE-RISK", "W-AGREE-MISSED"} & warned(shop, ended)

    # A second version asks for less a month; a new agreement follows.
    balance = expected[11][1]
    left = Fen(cent(balance))
    smaller = replace(
        request, principal=left, periods=48, payment=Fen(114_000), first_due=date(2028, 2, 20)
    )
    second = draft(shop, case.id, smaller, ended)
    assert second.version == 2
    case_proposals.record_reply(shop, second, ProposalState.COUNTERED, "最多 40 期", ended)
    final = replace(smaller, periods=40, payment=Fen(132_000))
    again = sign(shop, debt, case, second, final, date(2028, 1, 28))
    assert shop.ledger.debt(debt).stage is Stage.RESTRUCTURED
    rows = plan(balance, Decimal("1320.00"), 40)
    assert [mark.amount for mark in again.marks] == [cent(paid) for paid, _left in rows if paid]
    for mark in again.marks[:2]:
        agreements.pay(shop, debt, again, replace(mark, paid_on=mark.due))
    owed = next(each for each in shop.owed(again.marks[1].due) if each.debt == debt)
    assert owed.parts.total == cent(rows[1][1])

    # The rest is paid at once; the last steps become reminders.
    last = date(2028, 4, 2)
    rest = next(each for each in shop.owed(last) if each.debt == debt).parts.total
    Debts(shop).pay(debt, Payment(date=last, amount=rest, note="一次结清"))
    assert next(each for each in shop.owed(last) if each.debt == debt).parts.total == 0
    agreements.settle(shop, debt, last)
    view = negotiation_view.desk(shop, last, debt).view
    assert {each.kind for each in view.reminders} >= {"settlement_letter", "credit_report_check"}
    assert casefile.case_of(shop, debt) is None

    # Nothing of it can be altered unseen, and the last step can be taken back.
    assert shop.ledger.check() == ()
    shop.history.undo()
    assert shop.ledger.debt(debt).stage is Stage.RESTRUCTURED


def test_an_altered_record_is_named_by_its_link(shop):
    debt = DebtId("shop-loan")
    case = open_case(shop, debt, DAY)
    for n in range(3):
        log_contact(
            shop, Contact(case_id=case.id, on=DAY, said=f"第 {n} 次", direction=Direction.OUT)
        )
    assert shop.ledger.check() == ()
    with shop.ledger.transaction():
        shop.ledger._db.execute("UPDATE contacts SET said = '别的' WHERE id = 2")
    found = shop.ledger.check()
    assert {each.code for each in found} == {"chain-altered"}
    assert found[0].facts["table"] == "contacts"
