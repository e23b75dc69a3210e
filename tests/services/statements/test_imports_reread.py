"""Waiting rows, judged by the words of a newer program."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
import statement_builders as b
from statement_builders import A, number, w

from jiebei_desktop.importers import words as word_list
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.statements import imports_history, imports_reread
from jiebei_desktop.services.statements.imports import Choices

LOAN = {"category": "信用借还", "peer": "借呗", "way": "不计收支"}
NEW = [
    A(order=number(1), status="极速到账", amount="20.00"),
    A(**LOAN, order=number(2), item="借呗放款", status="极速放款", amount="900.00"),
    A(order=number(3), status="极速退款", way="不计收支", amount="50.00"),
    A(order=number(4), status="从未见过", amount="7.00"),
]


@pytest.fixture
def newer():
    """The words of a later program: three statuses and a product more."""
    document = tomllib.loads(word_list.location().read_text(encoding="utf-8"))
    statuses = document["alipay"]["status"]
    for group, word in (("paid", "极速到账"), ("drawn", "极速放款"), ("refunded", "极速退款")):
        statuses[group] = [*statuses[group], word]
    document["wechat"]["status"]["paid"] = [*document["wechat"]["status"]["paid"], "刷脸成功"]
    document["bank"]["words"]["transfer_out"].append("支付宝-/")
    return word_list.parse(document)


def reasons(session):
    return [row.reason for row in imports_history.open_rows(session)]


def test_rows_of_unknown_words_are_booked_once_the_words_are_known(session, bring, newer):
    bring(b.alipay(NEW), name="a.csv")
    bring(b.wechat_csv([w(status="刷脸成功", order="W1")]), name="w.csv")
    assert reasons(session) == ["unknown_status"] * 5
    assert imports_reread.readable(session) == ()
    assert len(imports_reread.readable(session, newer)) == 4
    imports_reread.reread(session, newer)
    assert reasons(session) == ["unknown_status"]
    rows = session.ledger.rows("entries", "amount_fen")
    assert [row["amount_fen"] for row in rows] == [-5000, 1000, 2000]
    assert {row["batch_id"] for row in rows} == {1, 2}
    events = session.ledger.rows("debt_events")
    assert [(e["kind"], e["product"], e["amount_fen"]) for e in events] == [("draw", "借呗", 90000)]
    assert imports_reread.readable(session, newer) == ()
    session.history.undo()
    assert reasons(session) == ["unknown_status"] * 5
    assert session.ledger.check() == ()


def test_a_draw_read_later_finds_its_debt(session, bring, newer):
    session.ledger.add_book(demo.employee(date(2026, 11, 22)))
    bring(b.alipay(NEW), name="a.csv")
    imports_reread.reread(session, newer)
    (event,) = session.ledger.rows("debt_events")
    (debt,) = session.ledger.rows("debts", product="jiebei")
    assert event["debt_id"] == debt["id"]


def test_what_a_person_decided_or_left_out_is_not_read_again(session, bring, newer):
    bring(b.alipay(NEW), Choices(leave_out=frozenset({5})), name="a.csv")
    first = imports_reread.readable(session, newer)
    imports_history.decide(session, first[:1], Kind.TRANSFER)
    assert imports_reread.readable(session, newer) == first[1:]


def test_a_refund_read_later_proves_that_its_closed_order_was_paid(session, bring, newer):
    closed = A(order=number(3), merchant="M3", status="交易关闭", amount="50.00")
    refund = A(
        order=f"{number(3)}*R", merchant="M3", status="极速退款", way="不计收支", amount="50.00"
    )
    bring(b.alipay([closed, refund]), name="a.csv")
    assert session.ledger.rows("entries") == []
    imports_reread.reread(session, newer)
    rows = session.ledger.rows("entries", "amount_fen")
    assert [row["amount_fen"] for row in rows] == [-5000, 5000]


def test_rows_of_a_bank_are_read_again_too(session, bring, newer):
    bring(b.cmb([("20260801", "10:00:00", -5000, "快捷支付", "支付宝-/")]), name="c.csv")
    assert reasons(session) == ["wallet_unnamed"]
    assert len(imports_reread.readable(session, newer)) == 1
    imports_reread.reread(session, newer)
    assert session.ledger.rows("raw_rows")[0]["kind"] == "transfer"


def test_a_banks_row_without_a_sign_waits_on(session, bring, newer):
    rows = ("2026-08-01,5.00,快捷支付", "2026-08-02,7.00,快捷支付")
    bring(b.table("交易日期,交易金额,摘要", *rows, before=("招商银行 储蓄",)), name="c.csv")
    assert reasons(session) == ["unknown_direction"] * 2
    assert imports_reread.readable(session, newer) == ()


def test_money_from_a_person_who_lends_is_a_loan_also_when_read_later(session, bring, newer):
    row = A(order=number(1), status="极速到账", way="收入", peer="张三", category="转账红包")
    bring(b.alipay([row]), Choices(persons={"张三": "loan"}), name="a.csv")
    imports_reread.reread(session, newer)
    (event,) = session.ledger.rows("debt_events")
    assert (event["kind"], event["product"]) == ("draw", "张三")
