"""Counterparties that may lend are asked about once; cards are told apart by their digits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import statement_builders as b
from msgspec.structs import replace
from statement_builders import A, number

from jiebei_desktop.domain.debts import Debt, DebtId, LenderType, Method, Terms
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.importers.words import words
from jiebei_desktop.services.statements import imports, imports_history, imports_reread
from jiebei_desktop.services.statements.imports import Choices

CARD = Terms(rate=Rate(value=Decimal("0.0005"), per=RatePeriod.DAY), method=Method.FREE)
LENDER = "中原消费金融股份有限公司"
NAME = "中原消费金融"


def bank(*fen, start=1):
    rows = [("20260801", f"1{n}:00:00", f, "汇入汇款", LENDER) for n, f in enumerate(fen, start)]
    return b.cmb(rows, newest_first=False)


def entries(session):
    return [(row["kind"], row["amount_fen"]) for row in session.ledger.rows("entries", "day, id")]


def events(session):
    rows = session.ledger.rows("debt_events", "day, id")
    return [(row["product"], row["kind"], row["amount_fen"]) for row in rows]


def test_an_unanswered_lender_counts_as_nothing_and_is_asked_once(session, bring):
    bring(bank(500_000, -480_000))
    assert (entries(session), events(session)) == ([], [])
    assert [(row.lender, row.reason) for row in imports_history.open_rows(session)] == [
        (NAME, "looks_like_lender")
    ] * 2


def test_the_answer_books_what_waits_and_what_comes_later(session, bring):
    bring(bank(500_000, -480_000))
    imports_history.answer_lenders(session, [NAME], "loan")
    assert events(session) == [(NAME, "draw", 500_000), (NAME, "repay", 480_000)]
    bring(bank(500_000, -480_000, 7_000), name="later.csv")
    assert events(session)[2:] == [(NAME, "draw", 7_000)]
    assert (entries(session), imports_history.open_rows(session)) == ([], ())
    session.ledger.undo()
    session.ledger.undo()
    assert events(session) == []


def test_ordinary_payments_become_income_and_spending(session, bring):
    bring(bank(500_000, -480_000))
    imports_history.answer_lenders(session, [NAME], "ordinary")
    assert entries(session) == [("income", 500_000), ("expense", 480_000)]


def test_the_question_can_be_answered_before_booking(session, tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(bank(500_000, -480_000))
    seen = imports.preview(session, path)
    assert seen.lenders == {NAME: [0, 1]}
    imports.book(session, seen, Choices(lenders={NAME: "loan"}))
    assert len(events(session)) == 2
    again = bank(500_000, -480_000, -1)
    path.write_bytes(again)
    assert imports.preview(session, path).lenders == {}


def test_rows_read_again_know_the_answers(session, bring):
    bring(b.alipay([A(peer=LENDER, item="到账", way="收入", status="新字样")]))
    imports_history.answer_lenders(session, [NAME], "loan")
    known = words()
    more = {**known.statuses["alipay"], "新字样": "paid"}
    wiser = replace(known, statuses={**known.statuses, "alipay": more})
    imports_reread.reread(session, wiser)
    assert events(session) == [(NAME, "draw", 1200)]


def card(tail, n):
    return A(method=f"招商银行信用卡({tail})", order=number(n))


def plastic(code, name, note=""):
    return Debt(
        id=DebtId(code), name=name, product="credit_card", lender="某银行",
        lender_type=LenderType.CREDIT_CARD_ISSUER, contract_date=date(2026, 1, 1),
        principal=Fen(0), terms=CARD, note=note,
    )  # fmt: skip


def owner(session, product):
    (event,) = session.ledger.rows("debt_events", product=product)
    return event["debt_id"]


def test_a_second_card_of_a_bank_is_never_given_to_the_first(session, bring, tmp_path):
    session.ledger.add_book(Book(debts=(plastic("cc", "招商银行信用卡"),)))
    bring(b.alipay([card("1234", 1)]))
    assert owner(session, "招商银行信用卡(1234)") == 1
    path = tmp_path / "x.csv"
    path.write_bytes(b.alipay([card("5678", 2)]))
    seen = imports.preview(session, path)
    assert [question.product for question in seen.debt_questions] == ["招商银行信用卡(5678)"]
    bring(b.alipay([card("5678", 2), card("1234", 3)]))
    assert owner(session, "招商银行信用卡(5678)") is None
    assert len(session.ledger.rows("debt_events", debt_id=1)) == 2


def test_digits_in_a_debts_name_decide(session, bring):
    cards = (
        plastic("c1", "招商银行信用卡 1234"),
        plastic("c2", "招行卡", note="尾号 5678"),
    )
    session.ledger.add_book(Book(debts=cards))
    bring(b.alipay([card("1234", 1), card("9999", 3)]))
    assert owner(session, "招商银行信用卡(1234)") == 1
    assert owner(session, "招商银行信用卡(9999)") is None


def test_a_card_without_a_bank_is_asked_about_even_if_there_is_one_card(session, tmp_path):
    session.ledger.add_book(Book(debts=(plastic("cc", "招商银行信用卡"),)))
    path = tmp_path / "x.csv"
    path.write_bytes(
        b.table("交易日,交易描述,存入,支出", "2026-08-13,小店,,50.00", before=("信用卡账单",))
    )
    seen = imports.preview(session, path)
    assert [question.product for question in seen.debt_questions] == ["信用卡"]
