"""Files as nobody should write them, and people have them: read right, or asked about."""

from __future__ import annotations

import pytest
import statement_builders as b
from statement_builders import A, number

from jiebei_desktop.importers.reading import read
from jiebei_desktop.importers.verdicts import Kind

HEAD = "交易日期,交易时间,收入,支出,余额,交易类型,交易备注"
CMB = ("招商银行交易记录",)


def cells(*values):
    return "<tr>" + "".join(f"<td>{value}</td>" for value in values) + "</tr>"


WORKBOOK_OF_HTML = (
    '<html><head><meta charset="gb2312"></head><body><table>'
    "<tr><td colspan=7>中国工商银行&nbsp;借记账户明细 卡号：6222 **** **** 8705</td></tr>"
    + cells("交易日期", "摘要", "收入", "支出", "余额", "对方户名", "备注")
    + cells("2026-08-01", "工资", "8,000.00", "&nbsp;", "9,000.00", "示例公司", "")
    + cells("2026-08-03", "消费", "&nbsp;", "120.50", "8,879.50", "支付宝-小店", "")
    + cells("合计", "", "8,000.00", "120.50", "", "", "")
    + "</table></body></html>"
).encode("gb18030")
ACCOUNTS = ("6214****1111", "6225****2222")
TWO_ACCOUNTS = b.table(
    "账号,交易日期,收入,支出,余额,摘要,对方户名,对方账号",
    f"{ACCOUNTS[0]},2026-08-01,5000.00,,6000.00,代发工资,示例公司,",
    f"{ACCOUNTS[0]},2026-08-02,,800.00,5200.00,转账,王五,{ACCOUNTS[1]}",
    f"{ACCOUNTS[1]},2026-08-02,800.00,,1800.00,转账,王五,{ACCOUNTS[0]}",
    f"{ACCOUNTS[1]},2026-08-03,,50.00,1750.00,快捷支付,小店,",
    before=("招商银行交易流水",),
)
BLOCK = "交易日期,收入,支出,余额,摘要,对方户名"
TWO_BLOCKS = b.table(
    BLOCK,
    "2026-08-01,5000.00,,6000.00,代发工资,示例公司",
    "2026-08-02,,800.00,5200.00,转账,本人",
    f"账号：{ACCOUNTS[1]}",
    BLOCK,
    "2026-08-02,800.00,,1800.00,转账,本人(2222)",
    "2026-08-03,,50.00,1750.00,快捷支付,小店",
    before=("招商银行交易流水", f"账号：{ACCOUNTS[0]}"),
)
PASTED = [A(order=number(n), at=f"2026-08-0{n} 10:00:00", amount=f"{n}.00") for n in range(1, 6)]
ODD = {
    "a page of HTML called a workbook": (WORKBOOK_OF_HTML, {"income": 800_000, "expense": 12_050}),
    "two accounts with a column for the number": (
        TWO_ACCOUNTS, {"income": 500_000, "expense": 5_000, "transfer": 160_000},
    ),
    "two accounts one below the other": (
        TWO_BLOCKS, {"income": 500_000, "expense": 5_000, "transfer": 160_000},
    ),
    "GB18030 with a byte order mark": (
        ("\ufeff" + b.alipay_text(PASTED)).encode("gb18030"), {"expense": 1_500},
    ),
    "tabs in UTF-16": (
        "中国建设银行账户明细\n交易日期\t支出\t收入\t账户余额\t摘要\t对方户名\n"
        "20260803\t35.00\t0.00\t965.00\t消费\t小店\n20260804\t0.00\t500.00\t1465.00\t转账\t李公司\n"
        .encode("utf-16"), {"income": 50_000, "expense": 3_500},
    ),
    "a debit account whose note speaks of cards": (
        b.table(
            "交易日期,交易金额,余额,摘要,对方户名",
            "2026-08-01,5000.00,5000.00,工资,公司",
            "2026-08-02,-300.00,4700.00,信用卡还款,",
            before=("平安银行储蓄卡交易明细", "温馨提示：信用卡还款请使用信用卡账单"),
        ),
        {"income": 500_000, "debt_repay": 30_000},
    ),
    "times saved as numbers": (
        b.table(
            "交易日期,交易时间,收入,支出,余额,摘要",
            "20260803,93015,,12.00,88.00,消费", "20260804,5,50.00,,138.00,利息",
            before=("中国民生银行交易明细",),
        ),
        {"expense": 1_200, "income_interest": 5_000},
    ),
    "CR and DR behind the amounts": (
        b.table(
            "交易日期,交易金额,余额,摘要",
            '2026-08-01,"1,000.00CR","2,000.00CR",工资', '2026-08-02,200.00DR,"1,800.00CR",消费 小店',
            before=("某银行交易明细",),
        ),
        {"income": 100_000, "expense": 20_000},
    ),
    "cells kept as text by a formula": (
        b.table(
            HEAD,
            '="2026-08-01",="10:00:00",,="12.30",="987.70",快捷支付,="支付宝-小店, 早餐"',
            '="2026-08-02",="10:00:00",="1,000.00",,="1,987.70",代发工资,="公司"',
            before=CMB,
        ),
        {"income": 100_000, "expense": 1_230},
    ),
    "a purchase taken back on its day": (
        b.table(
            "交易日期,交易金额,余额,摘要,对方户名",
            "2026-08-01,-500.00,500.00,转账,张三", "2026-08-01,500.00,1000.00,冲正,张三",
            before=("农业银行明细",),
        ),
        {"expense": 50_000, "refund": 50_000},
    ),
    "sums and carried balances among the rows": (
        b.table(
            "交易日期,收入,支出,余额,摘要", "2026-01-01,,,1000.00,承前页", "2026-01-05,,100.00,900.00,消费",
            "2026-01-06,5000.00,,5900.00,工资", "2026-01-31,5000.00,100.00,5900.00,本月合计",
            "2026-01-31,,,5900.00,期末余额",
        ),
        {"income": 500_000, "expense": 10_000},
    ),
    "units behind the names of columns": (
        b.table(
            "交易日期,收入(人民币),支出(人民币元),余额/元,交易摘要", "2026-01-05,,100.00,900.00,消费",
            "2026-01-06,5000.00,,5900.00,工资",
        ),
        {"income": 500_000, "expense": 10_000},
    ),
    "directions in English": (
        b.table(
            "交易日期,借贷标志,交易金额,余额,摘要", "2026-01-05,DEBIT,100.00,900.00,消费",
            "2026-01-06,CREDIT,5000.00,5900.00,工资",
        ),
        {"income": 500_000, "expense": 10_000},
    ),
    "days as spreadsheets write them": (
        b.table(
            "交易日期,交易金额,余额,摘要", "46027,(100.00),900.00,消费", "26/1/6,+5000.00元,5900.00,工资",
            "2026/1/7 下午 1:05,20.00-,5880.00,消费", "2026-01-08T09:00:00+08:00,1.00,5881.00,结息",
        ),
        {"income": 500_000, "expense": 12_000, "income_interest": 100},
    ),
    "a page in UTF-16": (
        "<html><table><tr><td>交易日期<td>收入<td>支出<td>余额</tr><tr><td>2026-01-05<td><td>1.00<td>9.00</tr>"
        "<tr><td>2026-01-06<td>2.00<td><td>11.00</tr></table></html>".encode("utf-16"),
        {"review": 200, "expense": 100},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_judged_right(name):
    data, expected = ODD[name]
    found = read(data).by_kind()
    assert {kind.value: total.fen for kind, total in found.items()} == expected


def test_the_accounts_of_a_file_are_told_apart():
    for data in (TWO_ACCOUNTS, TWO_BLOCKS):
        statement = read(data)
        assert [row.tail for row in statement.rows][2:] == ["2222", "2222"]
        assert "balance_breaks" not in [notice.code for notice in statement.notices]


def test_an_equals_sign_inside_a_text_stays():
    (row,) = read(
        b.table(HEAD, '2026-08-01,10:00:00,,1.00,9.00,消费,"a=""b"" 店"', before=CMB)
    ).rows
    assert 'a="b" 店' in (row.peer, row.item, row.note)


IN = [
    "个人消费贷款,,", "网捷贷,,", "浦闪贷,,", "快贷支用,,", "融e借提款,,", "授信支用,,", "消费易,,",
    "代付业务,宝付网络科技(上海)有限公司,", "其他代付,通联支付网络服务股份有限公司,", "银联代付,中国银联,",
    "借据放款,,", "转账,北京三快小额贷款有限公司,", "代付,中原消费金融股份有限公司,",
]  # fmt: skip
OUT = ["贷款利息,,", "还本付息,,", "消费贷款结清,,", "网捷贷,,", "批扣,宝付网络科技,"]
HEAD_OF_BANK = "交易日期,收入,支出,摘要,对方户名,备注"


@pytest.mark.parametrize(
    "row", [*(f"2026-01-05,1000.00,,{r}" for r in IN), *(f"2026-01-05,,1000.00,{r}" for r in OUT)]
)
def test_what_may_be_a_loan_is_neither_income_nor_living_before_it_is_answered(row):
    statement = read(b.table(HEAD_OF_BANK, row))
    assert statement.income() == statement.expense() == 0
    assert statement.verdicts[0].kind is Kind.REVIEW


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("2026-01-05,1000.00,,代发,某某公司,工资", Kind.INCOME),
        ("2026-01-05,1000.00,,贷方入账,某某公司,货款", Kind.INCOME),
        ("2026-01-05,1000.00,,银联代付,老王 62284800,云闪付转账", Kind.INCOME),
        ("2026-01-05,,10.00,代扣,老王,通联支付", Kind.EXPENSE),
        ("2026-01-05,,10.00,借记卡消费,超市,", Kind.EXPENSE),
        ("2026-01-05,,10.00,消费,通联支付-小店,", Kind.EXPENSE),
        ("2026-01-05,,10.00,ATM提款,,", Kind.TRANSFER),
    ],
)
def test_the_words_of_accounts_and_tills_are_no_loan(row, kind):
    assert read(b.table(HEAD_OF_BANK, row)).verdicts[0].kind is kind
