"""The cases that break importers, one test each: what a file holds, and what must come of it.

What is said of a file: ``time fen kind/reason product+change`` per row, then the notices; or its
refusal. Zips, workbooks and single cells have cases of their own beside this file.
"""

from __future__ import annotations

import pytest
import statement_builders as b
from statement_builders import A, w

from jiebei_desktop.importers.reading import Options, read
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.tables import ColumnMap
from jiebei_desktop.importers.words import words

LOAN = {"category": "信用借还", "way": "不计收支"}
BACK = {"status": "退款成功", "way": "不计收支", "category": "退款"}
ROW = ",".join(A().cells())
PLAIN = ["1200 expense/paid"]
COLUMNS = b.A_HEAD.split(",")


def said(data, **options):
    try:
        statement = read(data, Options(**options))
    except StatementRefused as refusal:
        return [f"refused {refusal.code}"]
    found = []
    for row, verdict in zip(statement.rows, statement.verdicts, strict=True):
        debts = "".join(f" {name}{change:+}" for name, change in verdict.debts)
        found.append(f"{row.fen} {verdict.kind.value}/{verdict.reason}{debts}")
    return [*found, *(notice.code for notice in statement.notices)]


def swapped(one, other):
    names, cells = list(COLUMNS), A().cells()
    for values in (names, cells):
        values[one], values[other] = values[other], values[one]
    return b.alipay([",".join(cells)], head=",".join(names))


def resaved(**changes):
    """A row as a spreadsheet writes it back: everything quoted."""
    return b.alipay([",".join(f'"{cell}"' for cell in A(**changes).cells())])


def bare(rows, text):
    """A statement whose line ends are all ``text``."""
    return b.alipay_text(rows).replace("\r\n", "\n").replace("\n", text).encode("gb18030")


TEXT = [
    ("characters beyond GBK", b.alipay([A(item="€™𠮷😀\u00a0茶")]), PLAIN),
    ("utf-16 big end first", b.alipay([A()], "utf-16-be"), PLAIN),
    ("the lone byte 0x80", b.alipay([A(item="茶X")]).replace(b"X,", b"\x80,"), [*PLAIN, "unreadable"]),
    ("lines end with CRLF", bare([A()], "\r\n"), PLAIN),
    ("lines end with a lone CR", bare([A(), A(order="2")], "\r"), [*PLAIN, *PLAIN]),
    ("eleven cells", b.alipay([ROW.rsplit(",", 1)[0]]), PLAIN),
    ("twelve cells", b.alipay([ROW]), PLAIN),
    ("thirteen cells", b.alipay([ROW + ","]), PLAIN),
    ("doubled quotes", b.alipay([A(item='他说"好"，走')]), PLAIN),
    ("a quote in the middle", b.alipay([ROW.replace("午饭", '午"饭')]), [*PLAIN, "repaired"]),
    ("a tab inside quotes", b.alipay([ROW.replace("午饭", '"午\t饭"')]), PLAIN),
    ("tabs instead of commas", b.alipay_text([A()]).replace(",", "\t").encode("gb18030"), PLAIN),
    ("a text of signs", b.alipay([A(item="@SUM(A1)"), A(item="-1", order="2")]), [*PLAIN, *PLAIN]),
    ("two files pasted together", b.alipay([A(), b.A_HEAD, A(order="2")], count=2), [*PLAIN, *PLAIN]),
    ("a new column at the end", b.alipay([ROW + ",新"], head=b.A_HEAD + ",新列"), PLAIN),
    ("columns in another order", swapped(2, 4), PLAIN),
    ("the amount before the direction", swapped(5, 6), PLAIN),
    ("a known other name", b.alipay([ROW], head=b.A_HEAD.replace("交易状态", "状态")), PLAIN),
    ("an unknown name", b.alipay([ROW], head=b.A_HEAD.replace("金额", "交易额")), ["refused header_not_found"]),
    ("saved by a spreadsheet", resaved(at="2026/8/5 12:00", order="2.03E+27"), [*PLAIN, "numbers_lost"]),
    ("a second line of dashes", b.alipay(["-" * 40, A()], count=1), PLAIN),
    ("nothing but the header", b.alipay([], count=0), []),
]  # fmt: skip

MONEY = [
    ("¥12.00", "1200 expense/paid"),
    ("￥12.00", "1200 expense/paid"),
    ("1,234.50", "123450 expense/paid"),
    ("1，234.50", "123450 expense/paid"),
    ("１２.００", "1200 expense/paid"),
    ("CNY 1.00", "100 expense/paid"),
    ("1000000000.00", "100000000000 expense/paid"),
    ("0.00", "0 ignored_zero/zero"),
    ("-5.00", "-500 review/negative"),
    ("1.234", "0 review/amount"),
    ("", "0 review/amount"),
    ("USD 5.00", "500 review/currency"),
    ("5.00元", "500 expense/paid"),
]

ALIPAY = [
    ("received and refunded", [A(way="收入", status="退款成功")], ["1200 refund/refund"]),
    ("given back to a buyer", [A(status="退款成功")], ["1200 expense/refund_to_buyer"]),
    (
        "three refunds of one order",
        [A(amount="10.00"), *(A(order=f"{A().order}*REFUND_{n}", amount="2.00", **BACK) for n in "123")],
        ["1000 expense/paid", *["200 refund/refund"] * 3],
    ),
    (
        "a refund with another merchant's number",
        [A(status="交易关闭"), A(order=f"{A().order}_9", merchant="Z", **BACK)],
        ["1200 expense/closed_refunded", "1200 refund/refund"],
    ),
    ("closed and never paid", [A(status="交易关闭")], ["1200 ignored_closed/closed_never_paid"]),
    ("a sale undone", [A(way="收入", status="交易关闭")], ["1200 ignored_closed/closed_never_paid"]),
    ("one order, two sums", [A(amount="1.00"), A(amount="2.00")], ["100 expense/paid", "200 expense/paid"]),
    ("one order, one sum, twice", [A(), A(at="2026-08-05 12:00:01")], [*PLAIN, *PLAIN]),
    ("the same row twice", [A(), A()], [*PLAIN, "equal_rows"]),
    ("a refund of last year's order", [A(order="20250101220014*1", **BACK)], ["1200 refund/refund"]),
    ("a refund under its shop's category", [A(status="退款成功", way="不计收支")], ["1200 refund/refund"]),
    (
        "a refund beyond what was paid",
        [A(amount="10.00"), A(order=f"{A().order}*1", amount="12.00", **BACK)],
        ["1000 expense/paid", "1200 refund/refund"],
    ),
    ("credit with a red packet", [A(method="花呗&红包")], ["1200 expense/paid_credit 花呗+1200"]),
    ("a relative's card", [A(way="不计收支", method="亲情卡(妈妈)")], ["1200 neutral_not_mine/others_card"]),
    ("a relative paid with mine", [A(status="亲情卡付款成功")], PLAIN),
    ("a lock of nothing", [A(**LOAN, status="冻结成功", amount="0.00")], ["0 ignored_zero/zero"]),
    (
        "a repayment that failed and then did not",
        [
            A(**LOAN, peer="借呗", item="借呗还款", status="还款失败", method=""),
            A(**LOAN, peer="借呗", item="借呗还款", status="还款成功", order="2"),
        ],
        ["1200 ignored_failed/repayment_failed", "1200 debt_repay/repaid 借呗-1200"],
    ),
    (
        "the minimum and the rest on one day",
        [
            A(**LOAN, peer="花呗", item="花呗主动还款-2026年07月账单", status="还款成功", amount="1.00"),
            A(**LOAN, peer="花呗", item="花呗主动还款-2026年07月账单", status="还款成功", amount="9.00", order="2"),
        ],
        ["100 debt_repay/repaid 花呗-100", "900 debt_repay/repaid 花呗-900"],
    ),
    (
        "drawn and repaid on one day, partly by another wallet's money",
        [
            A(**LOAN, peer="蚂蚁借呗", item="蚂蚁借呗放款至银行卡", status="放款成功", method=b.CARD),
            A(**LOAN, peer="蚂蚁借呗", item="蚂蚁借呗还款", status="还款成功", method="余额宝&花呗金", order="2"),
        ],
        ["1200 debt_draw/drawn 借呗+1200", "1200 debt_repay/repaid 借呗-1200"],
    ),
    (
        "a card's repayment that names its bank only",
        [A(**LOAN, peer="中信银行", item="信用卡还款", status="还款成功")],
        ["1200 debt_repay/repaid 中信银行信用卡-1200"],
    ),
    (
        "a repayment paid by credit",
        [A(**LOAN, peer="借呗", item="借呗还款", status="还款成功", method="示例银行信用卡(1234)")],
        ["1200 debt_repay/repaid_by_credit 借呗-1200 示例银行信用卡(1234)+1200"],
    ),
    ("instalments of credit", [A(method="花呗分期(3期)")], ["1200 expense/paid_credit 花呗+1200"]),
    ("an unknown status", [A(status="新状态")], ["1200 review/unknown_status"]),
    ("an unknown direction", [A(way="进")], ["1200 review/unknown_direction"]),
    ("a loan row of no known product", [A(**LOAN, peer="某某", item="某物", status="放款成功")], ["1200 review/unknown_product"]),
]  # fmt: skip

WECHAT = [
    *((f"marked {mark}", w(status=mark), "1000 expense/paid") for mark in ("已退款(￥1.00)", "已退款￥1.00", "已退款¥1.00", "已全额退款", "对方已退还")),
    ("the refund's own row", w(kind="小店-退款", way="收入", status="已全额退款"), "1000 refund/refund"),
    ("a withdrawal that failed", w(kind="零钱提现", way="/", status="提现失败，已退回零钱"), "1000 ignored_failed/failed"),
    ("a withdrawal with its fee", w(kind="零钱提现", way="/", note="服务费¥0.10"), "1000 transfer/own_accounts_fee"),
    ("a returned red packet", w(kind="微信红包-退款", way="收入", peer="/"), "1000 refund/refund"),
    ("nothing but slashes", w(kind="转账", peer="/", way="/", method="/"), "1000 review/neutral_unknown"),
    ("a card repaid by a transfer", w(kind="转账", peer="中信银行信用卡还款"), "1000 debt_repay/repaid 中信银行信用卡-1000"),
    ("credit repaid", w(kind="分付还款", way="/", item="分付还款"), "1000 debt_repay/repaid 微信分付-1000"),
    ("a loan repaid", w(peer="微众银行", item="微粒贷还款"), "1000 debt_repay/repaid 微粒贷-1000"),
    ("a relative's card", w(method="亲属卡"), "1000 neutral_not_mine/others_card"),
]  # fmt: skip

SIGNED = "交易日期,收入,支出,余额,摘要,账号"
BANK = [
    (
        "two accounts, each with its balance",
        b.table(
            SIGNED,
            "2026-08-01,,5.00,95.00,付,6214000000008705", "2026-08-01,,7.00,43.00,付,6214000000001111",
            "2026-08-02,,5.00,90.00,付,6214000000008705", "2026-08-02,,3.00,40.00,付,6214000000001111",
        ),
        ["-500 expense/paid", "-700 expense/paid", "-500 expense/paid", "-300 expense/paid", "several_accounts"],
    ),
    (
        "a sign in the words only",
        b.table("交易日期,交易金额,交易摘要", "2026-08-01,5.00,消费 小店", "2026-08-02,9.00,信用卡还款", before=("交通银行信用卡",)),
        ["-500 expense/paid_credit 交通银行信用卡+500", "900 debt_repay/repaid 交通银行信用卡-900", "sign_by_words"],
    ),
    ("equal amounts in one second", b.cmb([("20260801", "10:00:00", -500, "快捷支付", "支付宝-小店")] * 2), ["-500 expense/paid"] * 2),
    ("no totals at the end", b.cmb([("20260801", "10:00:00", -500, "快捷支付", "支付宝-小店")], totals=False), ["-500 expense/paid"]),
    ("interest", b.cmb([("20260921", "01:00:00", 31, "账户结息", "结息")]), ["31 income_interest/interest"]),
    (
        "an amount in another currency",
        b.table("交易日期,币种,收入,支出,余额,摘要", "2026-08-01,美元,,5.00,95.00,付", "2026-08-02,人民币,,1.00,9.00,付"),
        ["-500 review/currency", "-100 expense/paid"],
    ),
    ("a lender's list of loans", b.table("借款日期,借款金额,期数,利率,状态", "2026-01-05,10000.00,12,18%,使用中", before=("借呗 借款记录",)), ["refused loan_list"]),
    ("a lender's list of repayments", b.table("期数,应还日期,应还本金(元),应还利息(元),实还金额(元),状态", "1,2026-08-09,3800.00,570.00,4370.00,已还清", before=("还款明细",)), ["refused repayment_list"]),
    ("columns nobody knows", b.table("何时,多少,为何", "2026-08-01,5.00,付"), ["refused header_not_found"]),
]  # fmt: skip


def cases(found):
    return [pytest.param(*rest, id=name) for name, *rest in found]


@pytest.mark.parametrize(("data", "expected"), cases(TEXT))
def test_a_text_file_is_judged_so(data, expected):
    assert said(data) == expected


@pytest.mark.parametrize(("cell", "expected"), MONEY)
def test_an_amount_in_a_file_is_read_or_named_unreadable(cell, expected):
    found = said(b.alipay([A(amount=cell)]))
    assert found == ([expected, "amount"] if expected.endswith("/amount") else [expected])


@pytest.mark.parametrize(("rows", "expected"), cases(ALIPAY))
def test_an_alipay_file_is_judged_so(rows, expected):
    assert said(b.alipay(rows)) == expected


@pytest.mark.parametrize("status", sorted(words().statuses["alipay"]))
def test_every_status_of_alipay_is_decided(status):
    assert "unknown_status" not in said(b.alipay([A(**{**LOAN, "peer": "借呗"}, status=status)]))[0]
    assert said(b.alipay([A(status=f"{status}?")])) == ["1200 review/unknown_status"]


@pytest.mark.parametrize("status", sorted(words().statuses["wechat"]))
def test_every_status_of_wechat_is_decided(status):
    assert "unknown_status" not in said(b.wechat_csv([w(status=status)]))[0]


@pytest.mark.parametrize(("row", "expected"), cases(WECHAT))
def test_a_wechat_row_is_judged_so(row, expected):
    assert said(b.wechat_csv([row])) == [expected]


@pytest.mark.parametrize(("data", "expected"), cases(BANK))
def test_a_bank_file_is_judged_so(data, expected):
    assert said(data) == expected


RENAMED = [
    A(),
    A(order="2", status="交易关闭"),
    A(order="3", way="收入"),
    A(**LOAN, order="4", peer="借呗", item="借呗放款", status="放款成功"),
]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("金额", "交易额", "amount"),
        ("交易时间", "时刻", "at"),
        ("收/支", "方向", "side"),
        ("交易状态", "结果", "status"),
    ],
)
def test_a_wallets_renamed_column_assigned_by_hand_keeps_the_wallets_words(old, new, field):
    data = b.alipay(RENAMED, head=",".join(new if name == old else name for name in COLUMNS))
    assert said(data) == ["refused header_not_found"]
    names = {"at": "交易时间", "amount": "金额", "item": "备注"} | {field: new}
    row = b.alipay_text(RENAMED).replace("\r\n", "\n").split("\n").index(b.A_HEAD + ",")
    found = said(data, mapping=ColumnMap(row=row, columns=names))
    assert found == [
        "1200 expense/paid",
        "1200 ignored_closed/closed_never_paid",
        "1200 income/received",
        "1200 debt_draw/drawn 借呗+1200",
    ]
    assert read(data, Options(mapping=ColumnMap(row=row, columns=names))).rows[0].item == "午饭"


def test_a_wallets_header_without_an_amount_cannot_be_read_by_hand():
    data = b.alipay(RENAMED, head=b.A_HEAD.replace("金额", "交易额"))
    row = b.alipay_text(RENAMED).replace("\r\n", "\n").split("\n").index(b.A_HEAD + ",")
    mapping = ColumnMap(row=row, columns={"at": "交易时间", "income": "交易额", "expense": "备注"})
    assert said(data, mapping=mapping) == ["refused header_not_found"]


def test_a_second_table_in_a_zip_is_named():
    data = b.zipped("a.csv", b.alipay([A(), A(order="2")]), **{"b.csv": b.alipay([A()])})
    (notice,) = read(data).notices
    assert (notice.code, notice.facts["names"]) == ("zip_others", "b.csv")


def test_a_hidden_sheet_does_not_count_as_a_second_statement():
    grid = b.wechat_grid([w()])
    state = '" state="hidden'  # ends the name's quotes: the builder writes names as they are
    for sheet in ([["x", 1], ["y", 2]], grid):
        assert said(b.xlsx(("账单", grid), (f"参数{state}", sheet))) == ["1000 expense/paid"]


def test_the_lines_of_repaired_rows_are_the_files_own():
    statement = read(b.alipay([A(note="一\n二"), ROW.replace("午饭", "午,饭"), A(order="3")]))
    first = statement.rows[0].line
    assert [row.line - first for row in statement.rows] == [0, 2, 3]


def test_equal_rows_without_a_number_of_their_own_both_count():
    assert said(b.alipay([A(order="4.20E+27"), A(order="4.20E+27")])) == [
        *PLAIN,
        *PLAIN,
        "numbers_lost",
    ]


def test_control_characters_are_no_part_of_a_name():
    (row,) = read(b.alipay([A(peer="店\x1b[31m\x00 ", item="\x07茶\x00", note="\x9f")])).rows
    assert (row.peer, row.item, row.note) == ("店[31m", "茶", "")
