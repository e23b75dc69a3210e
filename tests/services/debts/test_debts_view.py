from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace
from open_cases import open_case

from jiebei_desktop.domain.debts import Debt, DebtId, Stage
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.negotiation import Evidence
from jiebei_desktop.domain.standing import in_force, owed
from jiebei_desktop.services.cases import evidence
from jiebei_desktop.services.debts import debt_detail, debts_view
from jiebei_desktop.services.debts.debt_book import Debts
from jiebei_desktop.services.debts.debts_view import Bands, SortOrder
from jiebei_desktop.services.files import demo

DAY = date(2026, 11, 22)
LATE, CARD = DebtId("jiebei"), DebtId("card")


@pytest.fixture
def shop(session):
    session.ledger.add_book(demo.shop(DAY))
    return session


def names(session, order: SortOrder) -> list[str]:
    return [line.debt.id for line in debts_view.view(session, DAY, order).lines]


def test_the_list_equals_what_the_domain_owes_to_the_fen(employee):
    view = debts_view.view(employee, DAY)
    for line in view.lines:
        assert line.owed == owed(line.debt, DAY)
    assert view.total.total == 7_914_237
    assert view.stale_days > 0


def test_urgency_puts_the_late_debt_first_and_then_goes_by_day(employee):
    assert names(employee, SortOrder.URGENCY) == ["jiebei", "card", "weilidai", "huabei", "sister"]


def test_a_settled_debt_comes_last_and_owes_nothing(shop):
    lines = debts_view.view(shop, DAY).lines
    assert lines[-1].status == "settled"
    assert lines[-1].owed.parts.total == 0
    assert lines[0].status == "restructured"


def test_the_list_sorts_by_amount_rate_day_and_order_of_adding(employee):
    assert names(employee, SortOrder.AMOUNT)[:2] == ["jiebei", "sister"]
    assert names(employee, SortOrder.RATE)[0] == "card"
    assert names(employee, SortOrder.NEXT_DUE)[0] == "card"
    assert names(employee, SortOrder.ADDED) == [debt.id for debt in employee.ledger.debts()]


def test_every_kind_of_standing_has_its_status(employee):
    lines = {line.debt.id: line for line in debts_view.view(employee, DAY).lines}
    assert lines[LATE].status == "overdue"
    assert (lines[CARD].status, lines[CARD].days_left) == ("soon", 6)
    assert lines[DebtId("weilidai")].status == "fine"
    limits = debts_view.bands(employee.rules, DAY)
    due = lines[CARD].owed.next_due
    assert debts_view.line(lines[CARD].debt, due, limits).status == "today"
    talking = replace(lines[DebtId("sister")].debt, stage=Stage.NEGOTIATING)
    assert debts_view.line(talking, DAY, limits).status == "negotiating"


def test_a_debt_without_a_next_day_has_no_days_left(shop):
    settled = debts_view.view(shop, DAY).lines[-1]
    assert settled.days_left is None


def test_freedom_from_interest_is_told_apart_for_now_and_for_ever(employee):
    lines = {line.debt.id: line for line in debts_view.view(employee, DAY).lines}
    assert lines[DebtId("huabei")].free == "now"
    assert lines[DebtId("sister")].free == "never"
    assert lines[LATE].free == ""


def test_bands_come_from_rule_data_and_compare_in_hundredths_of_a_percent(employee):
    limits = debts_view.bands(employee.rules, DAY)
    assert (limits.low, limits.mid, limits.high) == (
        Decimal("0.12"),
        Decimal("0.24"),
        Decimal("0.36"),
    )
    assert limits.of(Decimal("0.12000001")) == "le4lpr"
    assert limits.of(Decimal("0.1825")) == "le24"
    assert limits.of(Decimal("0.2738")) == "b24_36"
    assert limits.of(Decimal("0.37")) == "gt36"


def test_before_any_fixing_there_is_no_first_band(employee):
    limits = debts_view.bands(employee.rules, date(2001, 1, 1))
    assert limits.low is None
    assert limits.mid == Decimal("0.24")
    assert Bands(low=None, mid=limits.mid, high=limits.high).of(Decimal("0.01")) == "le24"


def test_rates_follow_the_terms_in_force(shop):
    line = debt_detail.detail(shop, DebtId("shop-loan"), DAY).line
    assert line.rate.nominal.quantize(Decimal("0.0001")) == Decimal("0.0480")
    assert line.terms.rate.value == Decimal("0.048")
    before = in_force(line.debt, line.debt.contract_date)
    assert before.terms == line.debt.terms


def test_workings_multiply_out_to_the_parts(employee):
    detail = debt_detail.detail(employee, LATE, DAY)
    interest, penalty = detail.interest, detail.penalty
    assert (interest.due, interest.running, interest.days) == (58_900, 34_200, 20)
    assert interest.base * interest.daily * interest.days == interest.running
    assert penalty.base * penalty.daily * penalty.days == penalty.running == 5_700
    assert interest.due + interest.running == detail.line.owed.parts.interest


def test_a_part_that_is_no_single_product_names_no_days(employee):
    second = debt_detail.detail(employee, LATE, date(2026, 12, 20))
    assert second.penalty.days is None
    assert second.interest.due + second.interest.running == second.line.owed.parts.interest


def test_another_debt_of_the_same_lender_is_named(employee):
    assert debt_detail.detail(employee, LATE, DAY).same_lender == ("花呗",)
    assert debt_detail.detail(employee, DebtId("sister"), DAY).same_lender == ()


def test_payments_come_newest_first_and_know_their_voucher(employee):
    first = debt_detail.detail(employee, LATE, DAY).payments[0]
    assert first.voucher is None
    assert first.counted
    lender = first_lender(employee, LATE)
    receipt = Evidence(kind="payment_receipts", name="回单", issuer=lender, on=first.payment.date)
    evidence.attach(employee, receipt, this_file())
    payments = debt_detail.detail(employee, LATE, DAY).payments
    assert payments[0].voucher is not None
    assert payments[1].voucher is None
    assert payments[0].payment.date > payments[1].payment.date


def test_a_receipt_without_file_or_of_another_case_proves_nothing(employee):
    payment = debt_detail.detail(employee, LATE, DAY).payments[0].payment
    lender = first_lender(employee, LATE)
    bare = Evidence(kind="payment_receipts", name="回单", issuer=lender, on=payment.date)
    evidence.attach(employee, bare)
    case = open_case(employee, CARD, DAY)
    evidence.attach(employee, replace(bare, case_id=case.id), this_file())
    assert debt_detail.detail(employee, LATE, DAY).payments[0].voucher is None


def test_an_instalment_of_an_agreement_brings_its_voucher(employee):
    payment = debt_detail.detail(employee, LATE, DAY).payments[0].payment
    case = open_case(employee, LATE, DAY)
    row = employee.ledger.rows("payments", day=payment.date.isoformat())
    mine = next(each for each in row if each["amount_fen"] == payment.amount)

    def write(work):
        file = work.insert(
            "attachments",
            {"name": "a.png", "media_type": "", "sha256": "0" * 64, "size": 1, "content": b"x"},
        )
        agreed = work.insert(
            "agreements",
            {"case_id": case.id, "agreed_on": DAY.isoformat(), "body": "{}"},
        )
        for n, paid, voucher in ((1, mine["id"], file), (2, None, None)):
            work.insert(
                "instalment_marks",
                {
                    "agreement_id": agreed,
                    "n": n,
                    "due": DAY.isoformat(),
                    "amount_fen": payment.amount,
                    "payment_id": paid,
                    "attachment_id": voucher,
                },
            )
        return file

    file, _ = employee.history.run_for("test", write)
    assert debt_detail.detail(employee, LATE, DAY).payments[0].voucher == file


def test_payments_before_a_reported_balance_are_marked_as_inside_it(employee):
    debts = Debts(employee)
    debt = debts.one(LATE)
    balance = demo.employee(DAY).debts[1].balance
    on = debt.payments[0].date
    debts.report_balance(LATE, replace(balance, as_of=on))
    counted = [line.counted for line in debt_detail.detail(employee, LATE, DAY).payments]
    assert counted == [True, False]


def test_history_tells_contract_reports_terms_and_announcement(shop):
    debts = Debts(shop)
    known = debts.one(DebtId("shop-loan"))
    debts.edit(known.id, replace(known, accelerated_on=date(2026, 1, 5)))
    balance = demo.employee(DAY).debts[1].balance
    debts.report_balance(known.id, replace(balance, as_of=DAY))
    kinds = [line.kind for line in debt_detail.detail(shop, known.id, DAY).history]
    assert kinds[0] == "reported"
    assert sorted(kinds[1:]) == ["accelerated", "contract", "terms"]


def test_imported_events_stand_in_the_history(employee):
    row = employee.ledger.rows("debts", code=LATE)[0]["id"]
    employee.history.run(
        "test",
        lambda work: work.insert(
            "debt_events",
            {
                "debt_id": row,
                "product": "jiebei",
                "day": "2026-08-02",
                "kind": "draw",
                "amount_fen": 4_560_000,
                "counterparty": "借呗放款",
            },
        ),
    )
    history = debt_detail.detail(employee, LATE, DAY).history
    assert ("draw", Fen(4_560_000), "借呗放款") in [(e.kind, e.amount, e.note) for e in history]


def test_an_unknown_debt_is_refused(employee):
    with pytest.raises(KeyError):
        debt_detail.detail(employee, DebtId("nobody"), DAY)


def test_paying_off_later_costs_the_interest_and_penalty_in_between(employee):
    debt: Debt = employee.ledger.debt(LATE)
    later = debts_view.payoff_on(debt, DAY, date(2026, 12, 2))
    assert later.parts.total == 3_918_750
    assert (later.more.interest, later.more.penalty) == (17_100, 2_850)
    assert debts_view.payoff_on(debt, DAY, DAY).more.total == ZERO


def test_terms_are_listed_with_every_later_version(shop):
    debt = shop.ledger.debt("shop-loan")
    versions = debt_detail.terms_versions(debt)
    assert len(versions) == 2
    assert versions[0][0] == debt.contract_date
    assert versions[1][3] == debt.versions[0].note


def first_lender(session, debt: DebtId) -> str:
    return session.ledger.debt(debt).lender


def this_file():
    from pathlib import Path

    return Path(__file__)
