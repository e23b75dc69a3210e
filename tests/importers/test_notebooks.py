"""Exports of bookkeeping apps and of programs: read, or refused with the way."""

from __future__ import annotations

import pytest

from jiebei_desktop.importers.reading import read
from jiebei_desktop.importers.refusals import StatementRefused

APPS = {
    "suishouji": [
        "随手记导出文件(headers:v5;X;0)",
        "交易类型,日期,类别,子类别,账户1,账户2,账户币种,金额,成员,商家,项目,备注",
        "支出,2026-10-01 08:30:00,食品酒水,早午晚餐,现金,,CNY,25.50,,,,早餐",
        "收入,2026-10-05 18:00:00,职业收入,工资收入,招商银行,,CNY,8600.00,,,,工资",
        "转出,2026-10-06 10:00:00,,,招商银行,花呗,CNY,500.00,,,,",
        "转入,2026-10-06 10:00:00,,,花呗,招商银行,CNY,500.00,,,,",
    ],
    "qianji": [
        "ID,时间,分类,二级分类,类型,金额,币种,账户1,账户2,备注",
        "q1,2026-10-01 08:30:00,餐饮,早餐,支出,25.50,CNY,微信,,早餐",
        "q2,2026-10-05 18:00:00,工资,,收入,8600.00,CNY,招商银行,,工资",
        "q3,2026-10-08 10:00:00,其它,,还款,500.00,CNY,招商银行,花呗,还花呗",
        "q4,2026-10-06 10:00:00,其它,,转账,500.00,CNY,招商银行,微信,",
    ],
    "yimu": [
        "日期,收支类型,金额,类别,子类,所属账本,收支账户,备注",
        "2026-10-01 08:30,支出,25.50,餐饮,早餐,日常,微信,早餐",
        "2026-10-05 18:00,收入,8600.00,工资,,日常,招商银行,工资",
        "2026-10-08 10:00,还款,500.00,花呗,,日常,招商银行,",
        "2026-10-08 10:00,转账,500.00,,,日常,招商银行,",
    ],
    "shark": [
        "日期,收支类型,类别,金额,备注",
        "2026年10月01日,支出,餐饮,25.50,早餐",
        "2026年10月05日,收入,工资,8600.00,工资",
        "2026年10月08日,支出,还款,500.00,花呗还款",
        "2026年10月08日,转账,,500.00,",
    ],
    "ezbookkeeping": [
        "Time,Timezone,Type,Category,Sub Category,Account,Account Currency,Amount,Account2,Tags,Description",
        "2026-10-01 08:30:00,+08:00,Expense,Food & Drink,Food,微信,CNY,25.50,,,早餐",
        "2026-10-05 18:00:00,+08:00,Income,Earnings,Salary Income,招商银行,CNY,8600.00,,,工资",
        "2026-10-06 10:00:00,+08:00,Transfer,,,招商银行,CNY,500.00,花呗,,",
        "2026-10-06 10:00:00,+08:00,Transfer,,,招商银行,CNY,500.00,微信,,",
    ],
}  # fmt: skip


def kinds(data):
    return {kind.value: (total.rows, total.fen) for kind, total in read(data).by_kind().items()}


@pytest.mark.parametrize(
    ("accounts", "found"),
    [
        ("招商银行,张三", (("张三", 200_000),)),
        ("张三,招商银行", (("张三", 200_000),)),
        ("微信零钱,借呗", (("借呗", 200_000),)),
        ("建设银行储蓄卡(1234),", ()),
    ],
)
def test_who_lent_is_never_the_account_in_which_the_money_landed(accounts, found):
    """A loan of 张三 paid into 招商银行 became a debt at 招商银行."""
    row = f"q1,2026-10-02 08:30:00,其它,,借入,2000.00,CNY,{accounts},"
    verdict = read(f"{APPS['qianji'][0]}\n{row}\n".encode()).verdicts[0]
    assert verdict.debts == found
    assert (verdict.reason == "unknown_product") is (not found)


@pytest.mark.parametrize("app", APPS)
def test_an_app_is_read_with_its_moves_and_repayments(app):
    statement = read(("\n".join(APPS[app]) + "\n").encode())
    assert (statement.format, statement.source) == (app, app)
    assert kinds(("\n".join(APPS[app]) + "\n").encode()) == {
        "income": (1, 860_000),
        "expense": (1, 2550),
        "debt_repay": (1, 50_000),
        "transfer": (1, 50_000),
    }
    assert statement.debt_delta() == {"花呗": -50_000}


WACAI = {
    "支出大类,支出小类,账户,币种,项目,商家,报销,消费日期,消费金额,成员金额,备注,账本\n"
    "餐饮,早餐,现金,人民币,日常,,非报销,2026-10-01 08:30:00,25.50,自己:25.50,早餐,日常\n": ("expense", 2550),
    "收入大类,账户,币种,项目,付款方,收入日期,收入金额,成员金额,备注,账本\n"
    "工资,招商银行,人民币,日常,公司,2026-10-05 18:00:00,8600.00,自己:8600.00,,日常\n": ("income", 860_000),
    "转出账户,币种,转出金额,转入账户,币种,转入金额,转账时间,备注\n"
    "招商银行,人民币,500.00,花呗,人民币,500.00,2026-10-06 10:00:00,\n": ("debt_repay", 50_000),
}  # fmt: skip


@pytest.mark.parametrize("text", WACAI)
def test_each_sheet_of_an_app_without_a_type_column_has_its_own_direction(text):
    kind, fen = WACAI[text]
    assert kinds(text.encode()) == {kind: (1, fen)}


ROWS = [
    ("借入,2026-10-01 08:30:00,,,借呗,招商银行,CNY,9.00,,,,", ("debt_draw", "drawn")),
    ("支出,2026-10-01 08:30:00,,,现金,,CNY,9.00,,白领贷,,", ("review", "looks_like_lender")),
    ("支出,2026-10-01 08:30:00,,,花呗,,CNY,9.00,,小店,,", ("expense", "paid_credit")),
    ("支出,2026-10-01 08:30:00,,利息支出,花呗,,CNY,9.00,,,,", ("transfer", "card_interest")),
    ("支出,2026-10-01 08:30:00,,利息支出,现金,,CNY,9.00,,,,借呗利息", ("debt_repay", "repaid")),
    ("支出,2026-10-01 08:30:00,,利息支出,现金,,CNY,9.00,,,,", ("review", "may_be_loan")),
    ("支出,2026-10-01 08:30:00,,,现金,,CNY,9.00,,小店,,12期免利息", ("expense", "paid")),
    ("负债变更,2026-10-01 08:30:00,,,花呗,,CNY,9.00,,,,", ("transfer", "own_accounts")),
    ("支出,2026-10-01 08:30:00,,,现金,,CNY,-9.00,,小店,,", ("refund", "refund")),
    ("收入,2026-10-01 08:30:00,,,现金,,CNY,-9.00,,小店,,", ("review", "negative")),
    ("退款,2026-10-01 08:30:00,,,现金,,CNY,9.00,,小店,,", ("refund", "refund")),
    ("还款,2026-10-01 08:30:00,,,,,CNY,9.00,,,,", ("review", "unknown_product")),
    ("借款,2026-10-01 08:30:00,,,,,CNY,9.00,,,,", ("review", "unknown_product")),
    ("转出,2026-10-01 08:30:00,,,借呗,招商银行,CNY,9.00,,,,", ("debt_draw", "drawn")),
    ("看不懂,2026-10-01 08:30:00,,,现金,,CNY,9.00,,,,", ("review", "unknown_direction")),
    ("支出,2026-10-01 08:30:00,,,现金,,CNY,0.00,,,,", ("ignored_zero", "zero")),
    ("支出,2026-10-01 08:30:00,,,现金,,CNY,x,,,,", ("review", "amount")),
]


@pytest.mark.parametrize(("row", "expected"), ROWS)
def test_a_noted_row_gets_one_kind_and_a_reason(row, expected):
    text = "\n".join([*APPS["suishouji"][:2], row, ""])
    (verdict,) = read(text.encode()).verdicts
    assert (verdict.kind.value, verdict.reason) == expected


@pytest.mark.parametrize("app", ["qianji", "ezbookkeeping", "suishouji"])
def test_a_noted_amount_in_another_currency_is_no_yuan(app):
    text = "\n".join(APPS[app][:3]) + "\n"
    assert "CNY" in text
    statement = read(text.replace("CNY", "USD").encode())
    assert {v.reason for v in statement.verdicts} == {"currency"}
    assert statement.expense() == statement.income() == 0


QIF = """!Type:Bank
D10/01'2026
T-1,025.50
P早餐店
LFood
^
D2026-10-05
T8600.00
P公司
^
D25/12/26
T-5.00
L[储蓄]
^
Dx
T-5.00
^
P没有金额
^
"""


def test_qif_is_read_month_first_unless_that_is_no_month():
    statement = read(QIF.encode())
    assert [row.at for row in statement.rows] == ["2026-10-01", "2026-10-05", "2026-12-25", ""]
    assert [v.kind.value for v in statement.verdicts] == ["expense", "income", "transfer", "review"]
    assert [row.line for row in statement.rows] == [2, 7, 11, 15]
    assert statement.rows[0].fen == 102_550


OFX = """OFXHEADER:100

<OFX><STMTRS><CURDEF>CNY<BANKACCTFROM><ACCTID>62220001</BANKACCTFROM><BANKTRANLIST>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261001120000<TRNAMT>-25.50<FITID>1<NAME>早餐店</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261005<TRNAMT>8600.00<FITID>2<NAME>公司<MEMO>工资</STMTTRN>
</BANKTRANLIST></STMTRS></OFX>
"""


def test_ofx_is_a_bank_file_with_its_own_signs():
    statement = read(OFX.encode())
    assert [(row.fen, row.order, row.line) for row in statement.rows] == [
        (-2550, "1", 4),
        (860_000, "2", 5),
    ]
    assert (statement.account, statement.tail, statement.notices) == ("62220001", "0001", ())
    card = OFX.replace("STMTRS", "CCSTMTRS")
    assert read(card.encode()).format == "bank_credit"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('option "operating_currency" "CNY"\n', "journal"),
        ("2026-01-01 open Assets:Cash CNY\n", "journal"),
        ("; notes\n2026/10/01 * 早餐\n    Expenses:Food  25\n", "journal"),
        ("!Type:Bank\n^\n", "no_rows"),
        ("<OFX></OFX>", "no_rows"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(text, code):
    with pytest.raises(StatementRefused) as caught:
        read(text.encode())
    assert caught.value.code == code
