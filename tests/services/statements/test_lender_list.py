"""A lender's own list of repayments: read, divided as printed, and counted once."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pdf_builder as pdf
import pytest
import statement_builders as b
from statement_builders import A, number

from jiebei_desktop.importers.reading import read
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.services.debts import adopting
from jiebei_desktop.services.statements import imports_history, proposed_debts

HEAD = "期数,还款时间,还款金额(元),本金(元),利息(元),罚息(元),还款状态"
PAID = "1,2026-08-09 08:12:00,438.50,380.00,57.00,1.50,还款成功"
OPEN = "2,,437.00,380.00,57.00,0.00,待还款"
FAILED = "3,2026-08-08,438.50,380.00,57.00,1.50,还款失败"


def listed(*rows, title="借呗还款明细", head=HEAD):
    return b.table(head, *rows, before=(title,))


def wallet(at="2026-08-09 08:12:03"):
    return b.alipay(
        [
            A(
                category="信用借还", way="不计收支", peer="蚂蚁借呗", item="借呗还款",
                status="还款成功", amount="438.50", method=b.CARD, at=at, order=number(1),
            )
        ]
    )  # fmt: skip


def account():
    head = "交易日期,交易时间,收入,支出,余额,交易类型,交易备注"
    return b.table(
        head, "2026-08-09,08:12:05,,438.50,500.00,快捷支付,支付宝-蚂蚁借呗 还款",
        before=("示例银行交易记录 账号：6222 **** **** 8705",),
    )  # fmt: skip


def parts(session):
    columns = ("amount_fen", "principal_fen", "interest_fen", "penalty_fen", "fees_fen")
    return [tuple(row[name] for name in columns) for row in session.ledger.rows("payments")]


def adopted(session):
    (one,) = proposed_debts.ready(session)
    adopting.adopt(session, [one.id], date(2026, 11, 1))


def test_each_paid_row_is_a_repayment_with_its_parts_and_no_living(session, bring):
    summary = bring(listed(PAID, OPEN, FAILED, "合计,,438.50,380.00,57.00,1.50,"))
    assert {kind: total.rows for kind, total in summary.by_kind.items()} == {
        Kind.DEBT_REPAY: 1, Kind.IGNORED_UNPAID: 1, Kind.IGNORED_FAILED: 1,
    }  # fmt: skip
    assert session.ledger.rows("entries") == []
    assert (summary.first, summary.last) == ("2026-08-08", "2026-08-09")
    adopted(session)
    assert parts(session) == [(43_850, 38_000, 5_700, 150, 0)]
    (debt,) = session.ledger.debts()
    assert debt.product == "jiebei"
    assert session.ledger.check() == ()


def test_a_list_that_writes_every_payment_with_a_minus_is_one_of_payments():
    minus = "1,2026-08-09,-438.50,-380.00,-57.00,-1.50,还款成功"
    half = "2,2026-09-09,-438.50,380.00,57.00,1.50,还款成功"
    statement = read(listed(minus, half))
    assert [v.parts for v in statement.verdicts] == [(38_000, 5_700, 150, 0)] * 2
    mixed = read(listed(minus, PAID))
    assert [v.reason for v in mixed.verdicts] == ["parts_differ", "repaid"]


@pytest.mark.parametrize("first", [True, False], ids=["debt first", "debt last"])
@pytest.mark.parametrize("order", list(permutations(["list", "wallet", "account"])))
def test_every_paper_of_a_repayment_is_one_payment_with_its_parts(session, bring, order, first):
    papers = {"list": listed(PAID), "wallet": wallet(), "account": account()}
    if first:
        kept = bring(listed(PAID.replace("08-09", "07-09")), name="0.csv").batch
        adopted(session)
        imports_history.revert(session, kept)
    for name in order:
        bring(papers[name], name=f"{name}.csv")
    if not first:
        adopted(session)
    assert parts(session) == [(43_850, 38_000, 5_700, 150, 0)]
    assert session.ledger.rows("entries") == []
    assert session.ledger.check() == ()


def test_a_list_taken_back_takes_its_parts_along(session, bring):
    bring(wallet(), name="1.csv")
    adopted(session)
    batch = bring(listed(PAID), name="2.csv").batch
    assert parts(session) == [(43_850, 38_000, 5_700, 150, 0)]
    imports_history.revert(session, batch)
    assert parts(session) == [(43_850, None, None, None, None)]


def test_another_day_another_amount_and_another_lender_are_another_repayment(session, bring):
    bring(wallet("2026-08-13 08:12:03"), name="1.csv")
    assert bring(listed(PAID), name="2.csv").linked == 0
    assert bring(listed(PAID, title="花呗还款明细"), name="3.csv").linked == 0


@pytest.mark.parametrize(
    ("title", "note", "named"),
    [
        ("示例消费金融还款明细", "示例消费金融 还款", "示例消费金融"),
        ("招商银行个人贷款还款明细", "个人贷款 正常还款", "招商银行贷款"),
    ],
)
def test_a_lender_of_no_known_product_is_named_as_its_payers_file_names_it(
    session, bring, title, note, named
):
    head = "交易日期,交易时间,收入,支出,余额,交易类型,交易备注"
    row = f"2026-08-09,08:12:05,,438.50,500.00,扣款,{note}"
    bring(b.table(head, row, before=("招商银行交易记录",)), name="1.csv")
    assert bring(listed(PAID, title=title), name="2.csv").linked == 1
    assert [one["product"] for one in session.ledger.rows("debt_events")] == [named]


def test_the_same_list_again_adds_nothing(session, bring):
    bring(listed(PAID), name="1.csv")
    again = bring(listed(PAID, FAILED), name="2.csv")
    assert (again.duplicates, len(session.ledger.rows("raw_rows"))) == (1, 2)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (PAID.replace("1.50,还", "2.50,还"), "parts_differ"),
        (PAID.replace("57.00", "五十七"), "parts_differ"),
        (PAID.replace("还款成功", "已转让"), "lender_state"),
        (PAID.replace("438.50", "?"), "amount"),
        (PAID.replace("2026-08-09 08:12:00", ""), "date"),
    ],
)
def test_what_is_not_sure_waits(session, bring, row, reason):
    summary = bring(listed(row))
    assert [raw["reason"] for raw in session.ledger.rows("raw_rows")] == [reason]
    assert summary.accounted.review == 1


def test_a_product_column_names_each_debt(session, bring):
    head = f"{HEAD},产品名称"
    rows = (f"{PAID},借呗", f"{PAID.replace('08-09', '08-10')},花呗")
    summary = bring(listed(*rows, title="还款明细", head=head))
    assert summary.debt_delta == {"借呗": -43_850, "花呗": -43_850}


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("还款明细", HEAD),
        ("借呗还款计划", "期数,还款日期,应还本金,应还利息,还款金额,本金,利息"),
        ("借呗还款计划", "期数,还款日期,还款金额,本金,利息"),
        ("借呗", "期数,还款日,还款总额,本金,利息,剩余本金"),
        ("借呗还款明细", "还款日期,应还,实还"),
        ("", "还款日期,应还,实还"),
    ],
    ids=["no lender", "a plan", "a plan that looks like a list", "its day may be the due day",
         "the day beside what is due", "no lender and no parts"],
)  # fmt: skip
def test_a_list_without_a_lender_and_a_plan_are_refused(session, bring, title, head):
    with pytest.raises(StatementRefused) as refused:
        bring(b.table(head, "1,2026-08-09,437.00,380.00,57.00,0.00,成功", before=(title,)))
    assert refused.value.code == "repayment_list"
    assert session.ledger.rows("raw_rows") == []


def test_a_list_of_days_and_amounts_of_payment_needs_no_parts(session, bring):
    head = "期数,应还日期,应还金额,实还日期,实还金额,状态"
    rows = (
        "1,2026-08-10,437.00,2026-08-09,437.00,已还",
        "2,2026-09-10,437.00,2026-09-12,300.00,逾期",
        "3,2026-10-10,437.00,,,未还",
        "4,2026-11-10,437.00,-,0.00,",
    )
    whole = b.table(head, *rows, before=("借呗还款明细",))
    found = [(verdict.kind, verdict.reason) for verdict in read(whole).verdicts]
    assert found == [
        (Kind.DEBT_REPAY, "repaid"),
        (Kind.REVIEW, "lender_state"),
        (Kind.IGNORED_UNPAID, "unpaid"),
        (Kind.IGNORED_UNPAID, "unpaid"),
    ]
    assert read(whole).notices == ()
    bring(wallet("2026-08-10 08:12:03").replace(b"438.50", b"437.00"), name="1.csv")
    bring(whole, name="2.csv")
    assert [row["amount_fen"] for row in session.ledger.rows("debt_events")] == [43_700]


def test_an_instalment_without_a_state_was_not_paid_for_its_day_alone():
    head = "期数,还款日期,还款金额,本金,利息,状态"
    rows = ("1,2026-08-10,437.00,380.00,57.00,已还", "2,2026-09-10,437.00,380.00,57.00,")
    found = read(b.table(head, *rows, before=("借呗还款计划",))).verdicts
    assert [verdict.reason for verdict in found] == ["repaid", "lender_state"]


def test_a_printed_list_is_read_too(session, bring):
    names = ("期数", "还款日期", "还款金额(元)", "本金(元)", "利息(元)", "罚息(元)", "还款状态")
    row = ("1", "2026-08-09", "438.50", "380.00", "57.00", "1.50", "还款成功")
    page = pdf.table(names, (40, 66, 120, 200, 250, 300, 350), [row], head=("借呗还款明细",))
    bring(pdf.pdf(page), name="a.pdf")
    adopted(session)
    assert parts(session) == [(43_850, 38_000, 5_700, 150, 0)]


@pytest.mark.parametrize("day", ["", "-"])
def test_an_unpaid_instalment_without_a_day_is_a_row_on_paper_too(day):
    names = ("期数", "应还日期", "实还日期", "实还金额", "实还本金", "实还利息", "状态")
    rows = [
        ("第1期", "2026-08-09", "2026-08-10", "437.00", "380.00", "57.00", "已还清"),
        ("第2期", "2026-09-09", day, day, day, day, "未还"),
        ("第3期", "2026-10-09", day, day, day, day, "未到期"),
    ]
    page = pdf.table(names, (40, 70, 130, 200, 260, 310, 360), rows, head=("借呗还款明细",))
    statement = read(pdf.pdf(page))
    kinds = [verdict.kind for verdict in statement.verdicts]
    assert kinds == [Kind.DEBT_REPAY, Kind.IGNORED_UNPAID, Kind.IGNORED_UNPAID]
    assert [(row.note, row.status) for row in statement.rows][1:] == [
        ("第2期", "未还"),
        ("第3期", "未到期"),
    ]


def test_a_workbook_is_read_like_its_text(session, bring):
    head = ("期数", "实还日期", "实还本息合计", "实还本金", "实还利息", "罚息", "状态")
    first = ("1/12", "20260809", "1,438.50", "1,380.00", "57.00", "1.50", "已还")
    rows = [first, ("2/12", 46274.342, 1437, 1380, 57, "", "已还"), ("合计", "", 2875.5)]
    grid = [("招商银行 个人贷款还款明细",), (), head, *rows]
    bring(b.xlsx(("说明", [("客户须知",)]), ("还款记录", grid)), name="a.xlsx")
    adopted(session)
    assert parts(session) == [
        (143_850, 138_000, 5_700, 150, 0),
        (143_700, 138_000, 5_700, 0, 0),
    ]
    (debt,) = session.ledger.debts()
    assert [one.date for one in debt.payments] == [date(2026, 8, 9), date(2026, 9, 9)]


def test_a_list_of_an_older_spreadsheet_is_read(session, bring):
    rows = (
        "1,2026/8/9 8:12,438.50,380.00,57.00,1.50,还款成功",
        '2,2026年9月9日,"1,437.00","1,380.00",57,--,',
    )
    bring(listed(*rows).decode().encode("gb18030"))
    adopted(session)
    assert parts(session) == [(43_850, 38_000, 5_700, 150, 0), (143_700, 138_000, 5_700, 0, 0)]


def test_the_day_is_the_day_of_payment(session, bring):
    head = "期数,应还日期,应还本金,实还日期,实还金额,实还本金,实还利息,状态"
    bring(
        b.table(head, "1,2026-08-09,380.00,2026-08-12,437.00,380.00,57.00,已还清", before=("借呗",))
    )
    adopted(session)
    (debt,) = session.ledger.debts()
    assert [one.date for one in debt.payments] == [date(2026, 8, 12)]


MOVES = ("2026-08-02,借款,4000.00,成功", "2026-08-09,还款,438.50,成功")


@pytest.mark.parametrize("order", list(permutations(["moves", "wallet", "parts"])))
def test_a_loan_paid_out_counts_once_in_every_paper(session, bring, order):
    drawn = A(
        category="信用借还", way="不计收支", peer="蚂蚁借呗", item="借呗放款", status="放款成功",
        amount="4000.00", at="2026-08-02 09:00:00", order=number(2),
    )  # fmt: skip
    repaid = A(
        category="信用借还", way="不计收支", peer="蚂蚁借呗", item="借呗还款", status="还款成功",
        amount="438.50", method=b.CARD, at="2026-08-09 08:12:03", order=number(1),
    )  # fmt: skip
    head = "交易日期,交易类型,交易金额,状态"
    papers = {
        "moves": b.table(head, *MOVES, before=("借呗交易明细",)),
        "wallet": b.alipay([drawn, repaid]),
        "parts": listed(PAID),
    }
    for name in order:
        bring(papers[name], name=f"{name}.csv")
    events = [(one["kind"], one["amount_fen"]) for one in session.ledger.rows("debt_events")]
    assert sorted(events) == [("draw", 400_000), ("repay", 43_850)]
    assert session.ledger.rows("entries") == []
    assert session.ledger.check() == ()


@pytest.mark.parametrize("day", ["2026-08-09", "2026-08-10"], ids=["same day", "a day later"])
@pytest.mark.parametrize("order", list(permutations(["moves", "account", "parts"])))
def test_a_repayment_that_one_list_names_and_another_divides_is_one(session, bring, order, day):
    head = "交易日期,交易类型,交易金额,状态"
    moves = (MOVES[0], MOVES[1].replace("2026-08-09", day))
    papers = {
        "moves": b.table(head, *moves, before=("借呗交易明细",)),
        "account": account(),
        "parts": listed(PAID if day.endswith("10") else PAID.replace(" 08:12:00", "")),
    }
    batches = {}
    for name in order:
        batches[name] = bring(papers[name], name=f"{name}.csv").batch
    adopted(session)
    assert parts(session) == [(43_850, 38_000, 5_700, 150, 0)]
    assert bring(papers["moves"] + b"\n", name="again.csv").duplicates == 2
    imports_history.revert(session, batches["parts"])
    assert parts(session) == [(43_850, None, None, None, None)]
    assert session.ledger.check() == ()
