from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import statement_builders as b
from msgspec.structs import replace
from statement_builders import A, number, w

from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    LenderType,
    Method,
    Minimum,
    Payment,
    ReportedBalance,
    Terms,
)
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.importers import reading
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.services.statements import imports, imports_checks, imports_history
from jiebei_desktop.services.statements.imports import Choices, StatementRefused

NOVEMBER = date(2026, 11, 1)
CARD = b.CARD
LOAN = {"category": "信用借还", "peer": "借呗", "way": "不计收支"}


@pytest.fixture
def look(session, tmp_path):
    def run(data):
        path = tmp_path / "look.csv"
        path.write_bytes(data)
        return imports.preview(session, path)

    return run


def debt(code="jb", name="借呗", product="jiebei", **more):
    return Debt(
        id=DebtId(code),
        name=name,
        product=product,
        lender="某公司",
        lender_type=LenderType.CONSUMER_FINANCE,
        contract_date=more.pop("contract_date", date(2026, 1, 1)),
        principal=Fen(1_000_000),
        terms=Terms(rate=Rate(value=Decimal("0.0005"), per=RatePeriod.DAY)),
        **more,
    )


def add(session, *debts):
    session.ledger.add_book(Book(debts=debts))


def entries(session):
    rows = session.ledger.rows("entries", "day, id")
    return [(row["kind"], row["amount_fen"], row["category"]) for row in rows]


def repay(n, amount="300.00", at="2026-08-20 10:00:00", **more):
    row = {**LOAN, "item": "借呗还款", "status": "还款成功", "order": number(n), "at": at}
    return A(**{**row, "amount": amount, **more})


def test_an_import_books_entries_and_accounts_for_every_row(session, bring):
    rows = [
        A(order=number(1)),
        A(order=number(2), way="收入", category="", item="工资"),
        A(order=number(3), status="退款成功", way="不计收支", amount="2.00"),
        A(order=number(4), status="等待付款"),
        A(order=number(5), way="不计收支", item="余额宝-转入"),
        A(order=number(6), status="新"),
    ]
    summary = bring(b.alipay(rows))
    counts = summary.accounted
    assert (counts.booked, counts.neutral, counts.ignored, counts.review) == (3, 1, 1, 1)
    assert counts.rows == summary.rows == summary.declared_rows == 6
    assert entries(session) == [
        ("expense", 1200, "C1"),
        ("income", 1200, "A1"),
        ("expense", -200, "C1"),
    ]
    assert [n.code for n in summary.warnings] == ["review"]
    assert session.ledger.check() == ()


def test_importing_again_adds_nothing_and_says_so(session, bring, look):
    data = b.alipay([A(), A(order=number(9))])
    bring(data)
    assert look(data).already.file == "f.csv"
    again = bring(data)
    assert (again.batch, again.duplicates, again.entries) == (None, 2, 0)
    assert again.warnings[0].code == "already"
    assert len(entries(session)) == 2


def test_undo_takes_an_import_back_whole(session, bring):
    bring(b.alipay([A(), repay(2)]))
    session.history.undo()
    assert entries(session) == []
    assert imports_history.history(session) == ()


def test_an_overlapping_export_updates_the_status_and_keeps_edits(session, bring):
    bring(b.alipay([A(status="等待确认收货"), A(order=number(2), status="等待确认收货")]))
    row = session.ledger.rows("entries")[0]
    session.history.run("edit", lambda work: work.update("entries", row["id"], {"category": "C4"}))
    summary = bring(b.alipay([A(), A(order=number(2), status="交易关闭"), A(order=number(3))]))
    assert (summary.updated, summary.duplicates) == (2, 2)
    assert entries(session) == [("expense", 1200, "C4"), ("expense", 1200, "C1")]
    older = bring(b.alipay([A(status="等待确认收货")]), name="older.csv")
    assert older.updated == 0


def test_an_older_export_after_a_newer_one_changes_nothing_back(session, bring):
    bring(b.alipay([A(status="交易成功")]))
    older = bring(
        b.alipay([A(status="等待确认收货"), A(order=number(2), at="2026-08-01 09:00:00")])
    )
    assert (older.updated, older.duplicates, older.entries) == (0, 1, 1)
    assert session.ledger.rows("raw_rows")[0]["status"] == "交易成功"


def test_a_pair_taken_apart_is_not_joined_by_bringing_its_files_again(session, bring):
    bring(b.cmb(BANK), name="bank.csv")
    bring(b.alipay(WALLET))
    for link in session.ledger.rows("links"):
        imports_history.unlink(session, link["id"])
    before = entries(session)
    assert bring(b.alipay([*WALLET, A(order=number(9))])).linked == 0
    assert bring(b.cmb(BANK), name="bank.csv").linked == 0
    assert sorted(entries(session)) == sorted([*before, ("expense", 1200, "C1")])


def test_the_same_order_with_two_amounts_is_two_payments(session, bring):
    bring(b.alipay([A(amount="1.00"), A(amount="9.00")]))
    assert [fen for _, fen, _ in entries(session)] == [100, 900]


def test_a_file_known_by_its_hash_is_answered_from_its_batch(session, bring, monkeypatch):
    rows = [repay(1), A(order=number(2)), A(order=number(3), status="新")]
    first = bring(b.alipay(rows))
    monkeypatch.setattr(reading, "read_content", None)  # the file is not read a second time
    again = bring(b.alipay(rows), name="copy.csv")
    for name in (
        "rows",
        "accounted",
        "by_kind",
        "debt_delta",
        "income",
        "expense",
        "first",
        "last",
    ):
        assert getattr(again, name) == getattr(first, name)
    assert (again.batch, again.duplicates, again.entries, again.file) == (None, 3, 0, "copy.csv")
    assert [notice.code for notice in again.warnings] == ["already", "review"]


def test_rows_without_a_number_are_counted_not_collapsed(session, bring):
    coffee = ("20260801", "10:00:00", -1500, "消费", "咖啡")
    one, two = b.cmb([coffee], totals=False), b.cmb([coffee, coffee], totals=False)
    first = bring(one, name="1.csv")
    second = bring(two, name="2.csv")
    assert (second.duplicates, second.entries) == (1, 1)
    imports_history.revert(session, first.batch)
    assert bring(one, name="1.csv").entries == 0
    third = bring(two, name="3.csv")
    assert (third.duplicates, third.entries) == (1, 1)
    assert session.ledger.check() == ()


def test_a_bank_that_counts_its_rows_anew_loses_no_year(session, bring):
    """Rows 1 and 2 of another year were taken for those of this one; the same file stays known."""
    head = "交易日期,交易金额,摘要,对方户名,交易流水号"
    years = [
        b.table(head, f"{year}-03-01,-60.00,消费,米店,1", f"{year}-03-02,-9.00,消费,面店,2")
        for year in (2025, 2026)
    ]
    for year in (*years, years[0] + b"\r\n"):
        bring(year, name="bank.csv")
    days = [row["day"] for row in session.ledger.rows("entries", "day")]
    assert days == ["2025-03-01", "2025-03-02", "2026-03-01", "2026-03-02"]


def test_a_refund_in_a_later_export_reopens_the_closed_order(session, bring):
    bring(b.alipay([A(order="2026A1", status="交易关闭")]))
    assert entries(session) == []
    refund = A(order="2026A1*REFUND_1", status="退款成功", way="不计收支", at="2026-09-01 10:00:00")
    bring(b.alipay([refund]))
    assert [fen for _, fen, _ in entries(session)] == [1200, -1200]


def test_a_closed_order_after_its_refund_is_booked_at_once(session, bring):
    bring(b.alipay([A(order="2026A1_1", status="退款成功", way="不计收支")]))
    bring(
        b.alipay(
            [
                A(order="2026A1", status="交易关闭"),
                A(order="2026A2", status="交易关闭", merchant=""),
            ]
        )
    )
    assert sorted(fen for _, fen, _ in entries(session)) == [-1200, 1200]


def test_a_closed_order_taken_in_stays_closed_without_proof(session, bring):
    bring(b.alipay([A(order="2026A1", status="交易关闭", way="收入")]))
    bring(b.alipay([A(order="2026B1_1", status="退款成功", way="不计收支", merchant="M9")]))
    assert [fen for _, fen, _ in entries(session)] == [-1200]


def test_repayments_pay_the_matched_debt_and_draws_are_kept_as_events(session, bring):
    add(session, debt(payments=(Payment(date=date(2026, 8, 21), amount=Fen(5_000)),)))
    draw = A(**LOAN, item="借呗放款至余额", status="放款成功", order=number(7))
    bring(
        b.alipay(
            [
                repay(1),
                repay(2, "50.00", at="2026-08-21 09:00:00"),
                repay(3, "7.00", at="2025-12-31 09:00:00"),
                draw,
            ]
        )
    )
    paid = session.ledger.debt("jb").payments
    assert [(p.date.isoformat(), p.amount) for p in paid] == [
        ("2026-08-20", 30_000),
        ("2026-08-21", 5_000),
    ]
    kinds = sorted(row["kind"] for row in session.ledger.rows("debt_events"))
    assert kinds == ["draw", "repay", "repay", "repay"]


def test_a_credit_purchase_names_the_debt_that_paid(session, bring):
    add(session, debt("hb", "花呗", "huabei"))
    bring(b.alipay([A(method="花呗")]))
    assert session.ledger.rows("entries")[0]["paid_by"] is not None
    assert session.ledger.rows("debt_events")[0]["kind"] == "purchase"


def test_a_failed_repayment_waits_for_an_answer(session, bring):
    summary = bring(b.alipay([repay(1, status="还款失败"), repay(2, status="还款失败")]))
    assert [n.code for n in summary.warnings] == ["missed_repayment"] * 2
    first, second = imports_checks.file_checks(session, NOVEMBER).missed
    imports_history.answer_missed(session, first.event, paid_otherwise=True)
    imports_history.answer_missed(session, second.event, paid_otherwise=False)
    assert imports_checks.file_checks(session, NOVEMBER).missed == ()
    assert len(session.ledger.rows("debt_events", kind="missed")) == 1


def test_an_unclear_product_is_asked_once_and_remembered(session, bring, look):
    add(session, debt("a", "借呗一"), debt("b", "借呗二"), debt("c", "房贷", "mortgage"))
    (question,) = look(b.alipay([repay(1)])).debt_questions
    assert (question.product, question.candidates) == ("借呗", ("a", "b", "c"))
    bring(b.alipay([repay(1)]), Choices(debts={"借呗": "b"}))
    assert look(b.alipay([repay(2)])).debt_questions == ()
    bring(b.alipay([repay(2, "1.00")]))
    assert [p.amount for p in session.ledger.debt("b").payments] == [30_000, 100]


def test_cards_are_matched_by_their_bank(session, look):
    add(
        session, debt("c1", "招商银行信用卡(1)", "credit_card"), debt("c2", "中信卡", "credit_card")
    )
    seen = look(
        b.alipay([A(method="中信银行信用卡(6428)"), A(method="某卡信用卡", order=number(2))])
    )
    assert [q.product for q in seen.debt_questions] == ["信用卡"]


def test_money_from_a_person_is_income_or_a_loan_asked_once(session, bring, look):
    def sent(n):
        return w(kind="转账", way="收入", peer="三姑", order=str(n), amount="20.00")

    assert look(b.wechat_csv([sent(1)])).persons == ("三姑",)
    bring(b.wechat_csv([sent(1)]))
    assert entries(session) == [("income", 2000, "A11")]
    bring(b.wechat_csv([sent(2)]), Choices(persons={"三姑": "loan"}))
    assert look(b.wechat_csv([sent(3)])).persons == ()
    bring(b.wechat_csv([sent(3)]))
    assert len(entries(session)) == 1


def test_money_to_and_from_oneself_is_asked_once_and_is_no_income_and_no_spending(
    session, bring, look
):
    """A file of 招商银行 names nobody as its holder: transfers to oneself were living costs."""

    def month(n):
        rows = [
            (f"2026080{n}", "10:00:00", 50_000, "转账汇款", "王小明"),
            (f"2026080{n}", "11:00:00", -30_000, "转账汇款", "王小明"),
            (f"2026080{n}", "12:00:00", -2_000, "转账汇款", "李大同"),
        ]
        return b.cmb(rows, opening=100_000 * n)

    assert look(month(1)).persons == ("王小明",)
    bring(month(1), Choices(persons={"王小明": "own"}))
    assert [one[:2] for one in entries(session)] == [("expense", 2_000)]
    assert look(month(2)).persons == ()
    bring(month(2))
    assert [one[:2] for one in entries(session)] == [("expense", 2_000)] * 2
    kinds = [row["kind"] for row in session.ledger.rows("raw_rows")]
    assert sorted(kinds) == ["expense"] * 2 + ["transfer"] * 4


def test_a_choice_about_persons_counts_for_the_import_itself(session, bring):
    row = w(kind="转账", way="收入", peer="三姑")
    bring(b.wechat_csv([row]), Choices(persons={"三姑": "loan"}))
    assert session.ledger.rows("debt_events")[0]["note"] == "loan_from_person"


def test_choices_change_kinds_categories_and_leave_rows_out(session, bring, look):
    data = b.alipay([A(status="新"), A(order=number(2)), A(order=number(3))])
    lines = [row.line for row in look(data).statement.rows]
    choices = Choices(
        kinds={lines[0]: Kind.EXPENSE},
        categories={lines[0]: "B5"},
        leave_out=frozenset({lines[1]}),
    )
    bring(data, choices)
    assert entries(session) == [("expense", 1200, "B5"), ("expense", 1200, "C1")]
    assert [row.reason for row in imports_history.open_rows(session)] == ["left_out"]


def test_the_users_rules_decide_the_category(session, bring):
    def rule(work):
        values = {"field": "counterparty", "pattern": "小店", "kind": None, "category": "C7"}
        work.insert("category_rules", values)

    session.history.run("add-rule", rule)
    bring(
        b.alipay(
            [
                A(),
                A(order=number(2), way="收入"),
                A(order=number(3), peer="别处", category="", item=""),
            ]
        )
    )
    assert [category for _, _, category in entries(session)] == ["C7", "A12", "C9"]


def test_a_fee_inside_a_transfer_is_an_expense_of_its_own(session, bring):
    summary = bring(
        b.wechat_csv([w(kind="零钱提现", way="/", amount="100.10", note="服务费¥0.10")])
    )
    assert (summary.expense, summary.fees) == (0, 10)
    assert entries(session) == [("expense", 10, "C9")]


WALLET = [
    A(at="2026-08-01 10:00:00", method=CARD, order=number(1), amount="50.00"),
    repay(2, at="2026-08-02 10:00:00", method=CARD, amount="30.00"),
]
BANK = [
    ("20260801", "10:00:14", -5000, "快捷支付", "支付宝-小店"),
    ("20260802", "10:00:30", -3000, "快捷支付", "支付宝-借呗"),
    ("20260803", "10:00:00", 800_000, "代发工资", "工资"),
]


def test_bank_rows_are_legs_of_wallet_rows_in_either_order(session, bring):
    add(session, debt())
    bring(b.alipay(WALLET))
    summary = bring(b.cmb(BANK), name="bank.csv")
    assert summary.linked == 2
    assert [fen for _, fen, _ in entries(session)] == [5000, 800_000]
    assert [p.amount for p in session.ledger.debt("jb").payments] == [3000]
    again = bring(b.cmb(BANK), name="bank.csv")
    assert (again.duplicates, again.linked) == (3, 0)


def test_a_wallet_file_after_the_bank_file_explains_its_rows_and_reverting_restores_them(
    session, bring
):
    add(session, debt())
    bring(b.cmb(BANK), name="bank.csv")
    before = entries(session)
    wallet = bring(b.alipay(WALLET))
    assert wallet.linked == 2
    assert sorted(fen for _, fen, _ in entries(session)) == [5000, 800_000]
    assert [p.amount for p in session.ledger.debt("jb").payments] == [3000]
    imports_history.revert(session, wallet.batch)
    assert sorted(entries(session)) == sorted(before)
    assert [p.amount for p in session.ledger.debt("jb").payments] == [3000]
    assert session.ledger.rows("links") == []
    assert session.ledger.check() == ()
    with pytest.raises(KeyError):
        imports_history.revert(session, wallet.batch)


def test_reverting_the_bank_file_leaves_the_wallet_rows(session, bring):
    bring(b.alipay(WALLET))
    bank = bring(b.cmb(BANK), name="bank.csv")
    imports_history.revert(session, bank.batch)
    assert [fen for _, fen, _ in entries(session)] == [5000]


def test_a_link_taken_apart_stays_apart(session, bring):
    bring(b.cmb(BANK), name="bank.csv")
    bring(b.alipay(WALLET))
    first = session.ledger.rows("links")[0]
    imports_history.unlink(session, first["id"])
    assert sorted(fen for _, fen, _ in entries(session)) == [5000, 5000, 800_000]
    with pytest.raises(KeyError):
        imports_history.unlink(session, 99)


def test_a_link_found_by_the_bank_file_goes_to_review_when_taken_apart(session, bring):
    bring(b.alipay(WALLET))
    bring(b.cmb(BANK), name="bank.csv")
    imports_history.unlink(session, session.ledger.rows("links")[0]["id"])
    assert [row.reason for row in imports_history.open_rows(session)] == ["unlinked"]


def test_two_candidates_are_asked_about_not_guessed(session, bring):
    bring(b.alipay(WALLET[:1]))
    twice = [BANK[0], ("20260801", "10:00:20", -5000, "快捷支付", "支付宝-别家")]
    summary = bring(b.cmb(twice), name="bank.csv")
    assert summary.linked == 0
    assert "link_unsure" in [n.code for n in summary.warnings]


def test_two_candidates_in_the_ledger_are_asked_about_and_nothing_counts_twice(session, bring):
    twice = [BANK[0], ("20260801", "10:00:20", -5000, "快捷支付", "支付宝-别家")]
    bring(b.cmb(twice), name="bank.csv")
    summary = bring(b.alipay(WALLET[:1]))
    assert summary.linked == 0
    assert (summary.accounted.booked, summary.accounted.review) == (0, 1)


def test_decisions_book_review_rows(session, bring):
    bring(b.alipay([A(order=number(n), status="新", method="花呗") for n in range(4)]))
    rows = [row.row_id for row in imports_history.open_rows(session)]
    imports_history.decide(session, rows[:1], Kind.EXPENSE)
    imports_history.decide(session, rows[1:2], Kind.DEBT_REPAY, "借呗")
    imports_history.decide(session, rows[2:3], Kind.DEBT_DRAW, "借呗")
    imports_history.decide(session, rows[3:], Kind.TRANSFER)
    assert imports_history.open_rows(session) == ()
    kinds = sorted(row["kind"] for row in session.ledger.rows("debt_events"))
    assert kinds == ["draw", "purchase", "repay"]
    with pytest.raises(KeyError):
        imports_history.decide(session, [999], Kind.EXPENSE)
    with pytest.raises(ValueError, match="debt_draw"):
        imports_history.decide(session, rows, Kind.DEBT_DRAW)


def test_a_row_in_another_currency_is_never_booked_as_yuan(session, bring):
    bring(b.alipay([A(amount="USD 9.99")]))
    (row,) = [row.row_id for row in imports_history.open_rows(session)]
    imports_history.decide(session, [row], Kind.EXPENSE)
    assert entries(session) == []
    assert len(imports_history.open_rows(session)) == 1
    imports_history.decide(session, [row], Kind.TRANSFER)
    assert imports_history.open_rows(session) == ()


def test_the_coverage_shows_holes(session, bring):
    rows = [(d, "10:00:00", -100, "消费", d) for d in ("20260801", "20260803", "20260901")]
    for row, name in zip(rows, "abc", strict=True):
        data = b.table("交易日期,收入,支出,摘要", f"{row[0]},,1.00,{name}", before=("招商银行",))
        bring(data, name=f"{name}.csv")
    same = b.table("交易日期,收入,支出,摘要", "20260802,,1.00,d", before=("招商银行",))
    bring(same, name="d.csv")
    (found,) = imports_checks.file_checks(session, date(2026, 9, 1)).covered
    assert [state for _, state in found.months[-3:]] == ["none", "some", "all"]
    assert found.holes == ((date(2026, 8, 4), date(2026, 8, 31)),)


def test_borrowing_to_repay_is_a_fact_with_its_rows(session, bring):
    draw = A(
        **LOAN,
        item="借呗放款",
        status="放款成功",
        amount="1000.00",
        at="2026-08-20 10:00:00",
        order=number(7),
    )
    other = repay(8, "800.00", at="2026-08-20 10:35:00", peer="花呗", item="花呗主动还款")
    by_credit = repay(9, "5.00", method="花呗", at="2026-08-19 10:00:00")
    bring(b.alipay([draw, other, by_credit]))
    found = imports_checks.file_checks(session, NOVEMBER).borrowing
    assert found.bank_missing
    assert [(r.pattern, r.repaid) for r in found.found] == [("R3", 500), ("R1", 80_000)]
    assert found.found[1].minutes == 35


def test_only_flows_after_a_typed_balance_are_held_against_it(session, bring):
    balance = ReportedBalance(as_of=date(2026, 8, 20), principal=Fen(1))
    add(session, debt(balance=balance), debt("hb", "花呗", "huabei"))
    bring(b.alipay([repay(1), repay(2, "70.00", at="2026-08-21 10:00:00")]))
    against = imports_checks.file_checks(session, NOVEMBER).against
    assert [(one.name, one.flows) for one in against] == [("借呗", -7000)]


def test_files_that_cannot_be_opened_are_refused(session, tmp_path):
    for path, code in ((tmp_path / "none.csv", "missing"), (tmp_path, "unreadable_file")):
        with pytest.raises(StatementRefused) as caught:
            imports.preview(session, path)
        assert caught.value.code == code


def test_a_file_that_was_read_is_booked_as_it_was_read_though_it_is_gone(session, tmp_path):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_bytes(b.alipay([A(order="1"), A(order="2")]))
    second.write_bytes(b.alipay([A(order="2"), A(order="3")]))
    seen = [imports.preview(session, path) for path in (first, second)]
    imports.book(session, seen[0])
    second.unlink()
    fresh = imports.again(session, seen[1])
    assert (imports.book(session, fresh)[0].duplicates, fresh.duplicates) == (1, {0})
    known = imports.again(session, seen[0])
    assert (known.stored.duplicates, imports.again(session, known).stored) == (2, known.stored)


def test_a_zip_password_can_be_given(session, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b.aes_zip("a.csv", b.alipay([A()]), "234512"))
    assert (
        len(imports.preview(session, path, imports.Options(password="234512")).statement.rows) == 1
    )


def test_an_empty_statement_and_a_notebook_export_can_be_imported(session, bring):
    assert bring(b.alipay([], count=0)).rows == 0
    book = [["2026-08-01 10:00:00", "餐饮", "支出", "5.00", "饭", "余额", "", ""]]
    assert bring(b.alipay_book(book), name="book.csv").entries == 1
    assert bring(b.cmb(BANK), name="bank.csv").linked == 0
    assert bring(b.alipay_book([[*book[0][:3], "6.00", *book[0][4:]]]), name="b2.csv").entries == 1


SAMPLES = os.environ.get("JIEBEI_SAMPLES")


@pytest.mark.skipif(not SAMPLES, reason="JIEBEI_SAMPLES names no folder of samples")
@pytest.mark.parametrize("bank_first", [False, True])
def test_the_three_samples_together_are_what_they_were_made_to_be(session, bank_first):
    names = ["alipay_2026_A3.csv", "wechat_2026_X3.xlsx", "cmb_debit_2026.csv"]
    for name in sorted(names, key=lambda n: ("cmb" in n) != bank_first):
        path = Path(SAMPLES) / "made" / name
        imports.book(session, imports.preview(session, path))
    rows = session.ledger.rows("entries")
    assert sum(r["amount_fen"] for r in rows if r["kind"] == "income") == 4_622_156
    assert sum(r["amount_fen"] for r in rows if r["kind"] == "expense") == 869_815
    assert len(session.ledger.rows("links")) == 28


def test_what_the_files_say_together_is_empty_before_the_first(session):
    found = imports_checks.file_checks(session, NOVEMBER)
    assert (found.covered, found.borrowing.found) == ((), ())
    assert (found.missed, found.pairs, found.against) == ((), (), ())


def test_months_are_covered_wholly_partly_or_not(session, bring):
    for name, first, last in (("a", "20260801", "20260831"), ("b", "20261001", "20261020")):
        data = b.table(
            "交易日期,收入,支出,摘要", f"{first},,1.00,{name}", f"{last},,2.00,{name}",
            before=("招商银行",),
        )  # fmt: skip
        bring(data, name=f"{name}.csv")
    (found,) = imports_checks.file_checks(session, date(2026, 10, 20)).covered
    assert [(str(month), state) for month, state in found.months[-3:]] == [
        ("2026-08", "all"), ("2026-09", "none"), ("2026-10", "all"),
    ]  # fmt: skip
    assert found.holes == ((date(2026, 9, 1), date(2026, 9, 30)),)
    (later,) = imports_checks.file_checks(session, date(2026, 10, 25)).covered
    assert later.months[-1][1] == "some"


def test_pairs_say_both_files_and_what_joined_them(session, bring):
    bring(b.cmb(BANK), name="bank.csv")
    bring(b.alipay(WALLET))
    pairs = imports_checks.file_checks(session, NOVEMBER).pairs
    assert [(one.day, one.fen, one.wallet, one.bank) for one in pairs] == [
        (date(2026, 8, 2), 3000, "alipay", "cmb"), (date(2026, 8, 1), 5000, "alipay", "cmb"),
    ]  # fmt: skip
    assert all(one.text for one in pairs)
    imports_history.unlink(session, pairs[0].id)
    assert len(imports_checks.file_checks(session, NOVEMBER).pairs) == 1


def test_failed_repayments_wait_with_the_name_of_their_debt(session, bring):
    add(session, debt())
    bring(
        b.alipay(
            [
                repay(1, status="还款失败"),
                repay(2, status="还款失败", peer="花呗", item="花呗主动还款"),
            ]
        )
    )
    found = imports_checks.file_checks(session, NOVEMBER).missed
    assert sorted(one.debt for one in found) == ["", "借呗"]
    for one in found:
        imports_history.answer_missed(session, one.event, paid_otherwise=True)
    assert imports_checks.file_checks(session, NOVEMBER).missed == ()


def test_typed_balances_stand_beside_what_the_files_show_since(session, bring):
    balance = ReportedBalance(as_of=date(2026, 8, 20), principal=Fen(100_000), interest=Fen(50))
    quiet = debt("q", "网商贷", "wangshangdai", balance=balance)
    add(session, debt(balance=balance), quiet, debt("hb", "花呗", "huabei"))
    bring(b.alipay([repay(2, "70.00", at="2026-08-21 10:00:00")]))
    (found,) = imports_checks.file_checks(session, date(2026, 8, 21)).against
    assert (found.name, found.typed, found.flows) == ("借呗", 100_050, -7000)
    assert found.computed == owed(session.ledger.debt("jb"), date(2026, 8, 21)).parts.total


SHOP = [
    ("2026-10-03 10:00:05", "京东商城", "洗衣液", "88.00", "微信-示例银行信用卡", "交易成功", "支出", "日用百货", "J1"),
    ("2026-10-05 12:00:00", "京东商城", "数据线", "30.00", "微信支付", "退款成功", "不计收支", "日用百货", "J2"),
    ("2026-10-06 12:00:00", "京东商城", "台灯", "59.00", "京东白条", "交易成功", "支出", "日用百货", "J3"),
]  # fmt: skip
PAID = [
    w(at="2026-10-03 10:00:00", kind="商户消费", peer="京东", amount="88.00", order="W1", method="示例银行信用卡(1234)"),
    w(at="2026-10-06 09:00:00", kind="商户-退款", peer="京东", way="收入", amount="30.00", order="W2", status="已全额退款"),
    w(at="2026-10-06 12:00:00", kind="商户消费", peer="便利店", amount="59.00", order="W3"),
]  # fmt: skip
ONCE = [("expense", -3000), ("expense", 5900), ("expense", 5900), ("expense", 8800)]


def shop_file(rows):
    return b.jd(rows, period="2026-10-01 至 2026-10-31")


def booked(session):
    return sorted((kind, fen) for kind, fen, _ in entries(session))


@pytest.mark.parametrize("shop_first", [True, False])
def test_what_a_shop_and_a_wallet_both_list_is_booked_once(session, bring, shop_first):
    files = [(shop_file(SHOP), "jd.csv"), (b.wechat_csv(PAID), "wechat.csv")]
    for data, name in files if shop_first else reversed(files):
        summary = bring(data, name=name)
    assert summary.linked == 2
    assert booked(session) == ONCE
    legs = [r["status"] for r in session.ledger.rows("raw_rows", reason="leg_shop_wechat")]
    assert legs == ["交易成功", "退款成功"]
    owed = {(r["product"], r["kind"], r["amount_fen"]) for r in session.ledger.rows("debt_events")}
    assert ("示例银行信用卡(1234)", "purchase", 8800) in owed, "the wallet's row knows the card"
    for data, name in files:
        assert bring(data, name=name).linked == 0
    assert booked(session) == ONCE


def test_taking_the_wallet_file_back_books_the_shop_again(session, bring):
    bring(shop_file(SHOP), name="jd.csv")
    before = booked(session)
    wallet = bring(b.wechat_csv(PAID), name="wechat.csv")
    imports_history.revert(session, wallet.batch)
    assert booked(session) == before


def test_a_pair_of_shop_and_wallet_can_be_taken_apart(session, bring):
    bring(shop_file(SHOP[:1]), name="jd.csv")
    bring(b.wechat_csv(PAID[:1]), name="wechat.csv")
    (pair,) = imports_checks.file_checks(session, NOVEMBER).pairs
    assert (pair.wallet, pair.bank, pair.seconds) == ("wechat", "jd", 5)
    imports_history.unlink(session, pair.id)
    assert booked(session) == [("expense", 8800), ("expense", 8800)]


def test_a_wallet_row_can_have_a_bank_leg_and_a_shop_leg(session, bring):
    paid = [w(at="2026-10-03 10:00:00", kind="商户消费", peer="京东", amount="88.00", order="W1", method=CARD)]  # fmt: skip
    shop = [(*SHOP[0][:4], "微信支付", *SHOP[0][5:])]
    bank = [("20261003", "10:00:03", -8800, "快捷支付", "财付通-京东")]
    bring(shop_file(shop), name="jd.csv")
    bring(b.cmb(bank), name="bank.csv")
    assert bring(b.wechat_csv(paid), name="wechat.csv").linked == 2
    assert booked(session) == [("expense", 8800)]


def test_a_bank_file_after_shop_and_wallet_joins_the_wallet_row(session, bring):
    paid = [w(at="2026-10-03 10:00:00", kind="商户消费", peer="京东", amount="88.00", order="W1", method=CARD)]  # fmt: skip
    bring(b.wechat_csv(paid), name="wechat.csv")
    bring(shop_file([(*SHOP[0][:4], f"微信-{CARD}", *SHOP[0][5:])]), name="jd.csv")
    bank = bring(b.cmb([("20261003", "10:00:03", -8800, "快捷支付", "财付通-京东")]), name="c.csv")
    assert (bank.linked, [n.code for n in bank.warnings]) == (1, [])
    assert booked(session) == [("expense", 8800)]


def test_meituan_paid_by_alipay_is_booked_once(session, bring):
    bring(b.meituan([("2026-08-05 12:00:10", "支付", "午饭", "支出", "支付宝", "12.00", "M9")]), name="m.csv")  # fmt: skip
    assert bring(b.alipay([A(peer="美团平台商户", amount="12.00")])).linked == 1
    assert booked(session) == [("expense", 1200)]


@pytest.mark.parametrize(
    "changed",
    [
        {"at": "2026-10-03 10:20:00"},
        {"amount": "88.01"},
        {"peer": "便利店", "item": "水"},
    ],
)
def test_another_time_sum_or_shop_is_another_payment(session, bring, changed):
    bring(shop_file(SHOP[:1]), name="jd.csv")
    row = {"at": "2026-10-03 10:00:00", "kind": "商户消费", "peer": "京东", "amount": "88.00"}
    assert bring(b.wechat_csv([w(**{**row, **changed})]), name="wechat.csv").linked == 0
    assert len(entries(session)) == 2


def test_a_payment_around_midnight_is_still_one_payment(session, bring):
    bring(shop_file([("2026-10-03 23:59:58", *SHOP[0][1:])]), name="jd.csv")
    late = w(at="2026-10-04 00:00:03", kind="商户消费", peer="京东", amount="88.00")
    assert bring(b.wechat_csv([late]), name="wechat.csv").linked == 1


def test_two_equal_purchases_in_one_minute_are_asked_about(session, bring):
    bring(b.wechat_csv(PAID[:1]), name="wechat.csv")
    twice = [SHOP[0], ("2026-10-03 10:00:15", *SHOP[0][1:8], "J9")]
    summary = bring(shop_file(twice), name="jd.csv")
    assert summary.linked == 0
    assert [row.reason for row in imports_history.open_rows(session)] == ["link_unsure"]


@pytest.mark.parametrize(("rate", "drawn"), [("0", [15_000, 20_000]), ("0.0005", [20_000])])
def test_a_bills_interest_counts_once_beside_the_rate_of_its_debt(session, bring, rate, drawn):
    """Fees of a bill raise the debt; so does its interest, unless the debt reckons interest."""
    terms = Terms(
        rate=Rate(value=Decimal(rate), per=RatePeriod.DAY), method=Method.REVOLVING, due_day=25,
        minimum=Minimum(fraction=Decimal("0.1"), floor=Fen(5_000)),
    )  # fmt: skip
    shown = ReportedBalance(as_of=date(2026, 9, 1), principal=Fen(1_000_000))
    card = debt("c", "中信银行信用卡(5555)", "credit_card", contract_date=date(2026, 9, 1))
    add(session, replace(card, terms=terms, balance=shown))
    head = "交易日,卡号后四位,交易描述,存入,支出"
    rows = ("2026-10-05,5555,循环利息,,150.00", "2026-10-06,5555,年费,,200.00")
    bring(b.table(head, *rows, before=("中信银行信用卡账单 2026年10月",)))
    assert entries(session) == []
    (found,) = session.ledger.debts()
    assert [one.amount for one in found.draws] == drawn
    assert owed(found, date(2026, 10, 6)).parts.principal == 1_000_000 + sum(drawn)
