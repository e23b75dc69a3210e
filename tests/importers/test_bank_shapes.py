"""One file of each bank's shape, made here: source, sign, sums and what a row becomes."""

from __future__ import annotations

import pytest
import statement_builders as b

from jiebei_desktop.importers.reading import Options, read
from jiebei_desktop.importers.verdicts import Kind

ABC = b.xlsx(
    (
        "明细",
        [
            ["中国农业银行账户明细"],
            ["账号：6228********1234", "起始日期：20260801", "截止日期：20260831"],
            ["交易日期", "交易时间", "交易金额", "本次余额", "对方户名", "对方账号", "交易行", "交易渠道",
             "交易类型", "交易用途", "交易摘要"],
            ["20260801", "100000", "+5,000.00", "5,100.00", "某公司", "", "", "", "转账", "工资", "代发工资"],
            ["20260802", "113000", "-20.50", "5,079.50", "小店", "", "", "", "消费", "", "快捷支付"],
        ],
    )
)  # fmt: skip
BOC = b.table(
    "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号",
    '2026-08-22,17:57:17,人民币,-71.89,"3,240.28",无卡支付,卡组织,-,-,张三,6226******5669,-,3167',
    '2026-08-22,12:24:20,人民币,-326.00,"3,312.17",网上快捷支付,银企对接,-,支付宝-李四,支付宝-李四,Z2,-,3167',
    before=("中国银行交易流水明细单",),
)
BOCOM = b.table(
    "序号,交易日期,交易时间,交易类型,借贷,交易金额,余额,对方账号,对方户名,交易地点,摘要",
    "1,2026-08-01,00:00:00,存款利息,贷 Cr,1.23,1334.63,13,应付利息,批处理,",
    "2,2026-08-02,13:15:12,消费,借 Dr,3.21,1331.42,66,小店,其他,",
    before=("交通银行交易明细",),
)
CIB = b.xlsx(
    (
        "明细",
        [
            ["兴业银行交易明细"], ["账户：622909********12"], ["查询时间：2026-09-01"], [""], [""], [""],
            [""], [""], [""], [""],
            ["交易时间", "记账日", "支出", "收入", "账户余额", "摘要", "对方户名", "对方银行", "对方账号",
             "用途", "交易渠道", "备注"],
            ["2026-08-01 09:00:00", "2026-08-01", "", "800.00", "900.00", "工资", "某公司", "", "", "", "", ""],
            ["2026-08-03 10:00:00", "2026-08-03", "15.00", "", "885.00", "消费", "小店", "", "", "", "", ""],
            ["说明：本明细仅供参考"],
        ],
    )
)  # fmt: skip
SPDB = b.table(
    "顺序号,交易日期,交易类型,存入金额,取出金额,余额,对方户名,对方账号,摘要",
    "1,2026/08/03  14:06:51,消费,,9.90,90.10,小店,,快捷支付",
    "2,2026/08/04  08:00:00,转入,50.00,,140.10,某公司,,代发工资",
    before=("浦发银行 卡号：6217********8888",),
)
CITIC = b.table(
    "交易日期,入账日期,交易描述,卡末四位,交易币种,交易金额,结算币种,入账金额",
    "2026-08-01,2026-08-02,支付宝－小店,8705,人民币,35.00,人民币,35.00",
    "2026-08-05,2026-08-05,还款,8705,人民币,-500.00,人民币,-500.00",
    "2026-08-06,2026-08-06,财付通－超市,8705,人民币,12.00,人民币,12.00",
    before=("中信银行信用卡账单",),
)
CGB = b.table(
    "交易日期,入账日期,交易摘要,交易金额,交易货币,入账金额,入账货币",
    "2026/08/05,2026/08/06,（消费）示例商户A,15.90,人民币,15.90,人民币",
    "2026/08/04,2026/08/04,（退款）示例商户B,-97.20,人民币,-97.20,人民币",
    "2026/08/03,2026/08/03,（还款）支付宝还款,-500.00,人民币,-500.00,人民币",
    "2026/08/02,2026/08/02,（分期）某分期/10/12期,88.00,人民币,88.00,人民币",
    before=("广发银行信用卡账单",),
)
CCB = b.table(
    "序号,摘要,币别,钞汇,交易日期,交易金额,账户余额,交易地点/附言,对方账号与户名",
    "1,工资,人民币元,钞,20260801,3000.00,3100.00,代发,00/某公司",
    "2,消费,人民币元,钞,20260802,-40.00,3060.00,支付宝-小店,00/小店",
    before=("中国建设银行个人活期账户全部交易明细",),
)


def summary(data):
    statement = read(data, Options())
    found = [
        (row.fen, verdict.kind)
        for row, verdict in zip(statement.rows, statement.verdicts, strict=True)
    ]
    return statement, found


@pytest.mark.parametrize(
    ("data", "source", "expected"),
    [
        (ABC, "abc", [(500_000, Kind.INCOME), (-2050, Kind.EXPENSE)]),
        (BOC, "boc", [(-7189, Kind.EXPENSE), (-32_600, Kind.EXPENSE)]),
        (BOCOM, "bocom", [(123, Kind.INCOME_INTEREST), (-321, Kind.EXPENSE)]),
        (CIB, "cib", [(80_000, Kind.INCOME), (-1500, Kind.EXPENSE)]),
        (SPDB, "spdb", [(-990, Kind.EXPENSE), (5000, Kind.INCOME)]),
        (CCB, "ccb", [(300_000, Kind.INCOME), (-4000, Kind.EXPENSE)]),
    ],
    ids=["abc", "boc", "bocom", "cib", "spdb", "ccb"],
)
def test_a_debit_account_reads_with_its_signs(data, source, expected):
    statement, found = summary(data)
    assert statement.source == source
    assert found == expected
    assert not [n.code for n in statement.notices if n.code in {"balance_breaks", "sign_unproved"}]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (CITIC, "citic_credit", [(-3500, Kind.EXPENSE), (50_000, Kind.DEBT_REPAY), (-1200, Kind.EXPENSE)]),
        (
            CGB, "cgb_credit",
            [(-1590, Kind.EXPENSE), (9720, Kind.REFUND), (50_000, Kind.DEBT_REPAY), (-8800, Kind.EXPENSE)],
        ),
    ],
    ids=["citic", "cgb"],
)  # fmt: skip
def test_a_card_statement_reads_plus_as_spending(data, name, expected):
    statement, found = summary(data)
    assert statement.format == name
    assert found == expected


def test_the_time_inside_a_date_survives_two_blanks():
    statement, _ = summary(SPDB)
    assert statement.rows[0].at == "2026-08-03 14:06:51"


def test_an_extra_column_at_the_end_and_columns_in_another_order_read_alike():
    head, *rows = BOC.decode("utf-8").splitlines()[1:]
    cells = [
        line.replace('"3,240.28"', "3240.28").replace('"3,312.17"', "3312.17").split(",")
        for line in (head, *rows)
    ]
    turned = "\n".join(
        ["中国银行交易流水明细单", *(",".join([*reversed(line), "新列"]) for line in cells)]
    )
    assert summary(turned.encode())[1] == summary(BOC)[1]


def test_new_years_eve_takes_the_year_of_its_statement():
    data = b.table(
        "交易日,记账日,交易摘要,人民币金额,卡号末四位,交易地金额",
        "12/29,12/30,支付宝-小店,20.00,8705,20.00(CN)",
        ",01/05,还款,-100.00,8705,-100.00",
        before=("招商银行信用卡对账单 2026年01月",),
    )
    statement, found = summary(data)
    assert [row.at[:10] for row in statement.rows] == ["2025-12-29", "2026-01-05"]
    assert [kind for _, kind in found] == [Kind.EXPENSE, Kind.DEBT_REPAY]


def test_a_reversal_booked_as_negative_spending_is_money_back():
    data = b.table(
        "交易日期,收入,支出,余额,摘要",
        "2026-08-01,,30.00,70.00,消费",
        "2026-08-02,,-30.00,100.00,消费冲正",
        before=("招商银行",),
    )
    _, found = summary(data)
    assert [fen for fen, _ in found] == [-3000, 3000]
    assert found[1][1] is Kind.REFUND


def test_a_repayment_that_came_back_is_asked_about():
    data = b.table(
        "交易日期,收入,支出,余额,摘要",
        "2026-08-01,,300.00,700.00,贷款还款",
        "2026-08-02,300.00,,1000.00,贷款还款冲正",
        before=("招商银行",),
    )
    statement, _ = summary(data)
    assert (statement.verdicts[1].kind, statement.verdicts[1].reason) == (
        Kind.REVIEW, "repayment_returned",
    )  # fmt: skip


def test_rows_at_midnight_and_on_leap_day_keep_their_day():
    data = b.table(
        "交易日期,交易时间,收入,支出,余额,摘要",
        "2028-02-29,00:00:00,,1.00,9.00,a",
        "2028-03-01,00:00:00,,2.00,7.00,b",
        before=("招商银行",),
    )
    statement, _ = summary(data)
    assert [row.at[:10] for row in statement.rows] == ["2028-02-29", "2028-03-01"]
