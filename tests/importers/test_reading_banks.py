from __future__ import annotations

import pytest
import statement_builders as b

from jiebei_desktop.importers.reading import Options, read
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.tables import ColumnMap, suggest
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.importers.words import words


def refused(data, **options):
    with pytest.raises(StatementRefused) as caught:
        read(data, Options(**options))
    return caught.value.code


def codes(statement):
    return [notice.code for notice in statement.notices]


def one(kind, note, fen):
    statement = read(b.cmb([("20260801", "10:00:00", fen, kind, note)]))
    return statement.verdicts[0].kind.value, statement.verdicts[0].reason


@pytest.mark.parametrize(
    ("kind", "note", "fen", "expected"),
    [
        ("代发工资", "示例公司 工资", 850_000, ("income", "salary")),
        ("账户结息", "结息", 250, ("income_interest", "interest")),
        ("网联退款", "支付宝-小店", 500, ("refund", "refund")),
        ("贷款放款", "闪电贷放款", 10_000, ("debt_draw", "drawn")),
        ("网联收款", "某消费金融有限公司-借呗", 10_000, ("debt_draw", "drawn")),
        ("网联收款", "支付宝-提现", 500, ("transfer", "own_accounts")),
        ("转账", "来款", 500, ("review", "payer_unknown")),
        ("贷款还款", "闪电贷扣款", -500, ("debt_repay", "repaid")),
        ("快捷支付", "支付宝-花呗", -500, ("debt_repay", "repaid")),
        ("快捷支付", "财付通-微信零钱充值", -500, ("transfer", "own_accounts")),
        ("自动还款", "贷款", -500, ("debt_repay", "repaid")),
        ("代扣", "某公司扣款", -500, ("review", "unknown_product")),
        ("快捷支付", "财付通-/", -500, ("review", "wallet_unnamed")),
        ("快捷支付", "支付宝-招商银行", -500, ("transfer", "own_accounts")),
        ("快捷支付", "支付宝-中信银行", -500, ("review", "bank_through_wallet")),
        ("快捷支付", "支付宝-小店", -500, ("expense", "paid")),
        ("取现", "", -500, ("transfer", "own_accounts")),
        ("柜台取现", "", -500, ("transfer", "own_accounts")),
        ("现金支取", "", -500, ("transfer", "own_accounts")),
        ("ATM取款手续费", "", -500, ("expense", "paid")),
        ("朝朝宝转入", "", -500, ("transfer", "own_accounts")),
        ("朝朝宝转出", "", 500, ("transfer", "own_accounts")),
        ("冲账", "", 500, ("refund", "refund")),
        ("抹账", "", 500, ("refund", "refund")),
        ("绩效", "", 500, ("income", "salary")),
        ("加班费", "", 500, ("income", "salary")),
        ("年终奖", "", 500, ("income", "salary")),
    ],
)
def test_a_bank_row_is_judged_by_its_words(kind, note, fen, expected):
    assert one(kind, note, fen) == expected


@pytest.mark.parametrize(
    ("kind", "note", "who", "reason"),
    [
        ("转账汇款", "张三", "张三", "from_person"),
        ("银联入账", "李四 转账", "李四", "from_person"),
        ("汇入汇款", "付款人：欧阳小明", "欧阳小明", "from_person"),
        ("手机转账", "王*丽 6222********1234 生日快乐", "王*丽", "from_person"),
        ("他行来账", "跨行转账-*大伟", "*大伟", "from_person"),
        ("转账汇款", "", "", "payer_unknown"),
        ("现金存入", "ATM存款", "", "payer_unknown"),
        ("银联入账", "", "", "payer_unknown"),
        ("手机银行转账", "财付通", "", "payer_unknown"),
        ("转账汇款", "还你的钱", "", "payer_unknown"),
        ("汇入汇款", "示例科技有限公司 货款", "", "received"),
        ("转账汇款", "李四的店 货款", "", "received"),
        ("转存", "住房公积金", "", "received"),
        ("汇入", "医保报销", "", "received"),
        ("差旅费", "", "", "received"),
        ("餐补", "", "", "received"),
        ("保险赔款", "平安", "", "received"),
        ("国家金库上海市分库", "", "", "received"),
        ("待遇发放", "", "", "received"),
        ("离休费", "", "", "received"),
        ("一卡通发放", "", "", "received"),
        ("工会福利", "", "", "received"),
        ("汇入汇款", "抚养费", "", "received"),
    ],
)
def test_a_file_without_counterparties_makes_no_unnamed_money_an_income(kind, note, who, reason):
    """A file of 招商银行 has no such column: a friend's loan became income, and nobody was asked."""
    found = read(b.cmb([("20260801", "10:00:00", 300_000, kind, note)]))
    assert (found.rows[0].peer, found.verdicts[0].reason) == (who, reason)


@pytest.mark.parametrize(
    ("cell", "name", "account"),
    [
        ("张三 66666666666666", "张三", "66666666666666"),
        ("张三/6222021234567890", "张三", "6222021234567890"),
        ("张三(6222****1234)", "张三", "6222****1234"),
        ("6222021111111111/张三", "张三", "6222021111111111"),
        ("622848/张三", "张三", "622848"),
        ("小店/", "小店", ""),
        ("示例公司1111111111", "示例公司", "1111111111"),
        ("张三", "张三", ""),
        ("7-ELEVEN 12", "7-ELEVEN 12", ""),
    ],
)
def test_a_counterparty_with_its_account_in_one_cell_is_known_by_its_name(cell, name, account):
    head = "记账日期,货币,交易金额,联机余额,交易摘要,对手信息,客户摘要"
    rows = (
        f"2026-08-01,CNY,900.00,1000.00,转账汇款,{cell},转账",
        "2026-08-02,CNY,-1.00,999.00,消费,店,",
    )
    found = read(b.table(head, *rows))
    row = found.rows[0]
    assert (row.peer, row.peer_account) == (name, account)
    assert (found.verdicts[0].reason == "from_person") is (name == "张三")


@pytest.mark.parametrize(
    ("column", "about"),
    [
        ("对方户名/账号", "户名：王小明"),
        ("对手姓名", "客户名称:王小明,起始日期:20260801"),
        ("对方账号与户名", "客户姓名：王小明"),
    ],
)
def test_the_holder_named_in_the_column_of_any_bank_is_no_other_person(column, about):
    head = f"交易日期,收入,支出,余额,摘要,{column}"
    rows = (
        "2026-08-01,900.00,,1000.00,跨行转入,王小明",
        "2026-08-02,500.00,,1500.00,跨行转入,张三",
    )
    found = read(b.table(head, *rows, before=(about,)))
    assert [one.reason for one in found.verdicts] == ["own_accounts", "from_person"]


def test_both_sides_of_a_loan_that_only_the_kind_names_are_asked_about_by_one_name():
    head = "交易日期,收入,支出,余额,摘要,对方户名"
    rows = ("2026-08-01,900.00,,1000.00,邮享贷放款,", "2026-08-02,,100.00,900.00,邮享贷还款,")
    found = read(b.table(head, *rows))
    assert {(one.reason, one.lender) for one in found.verdicts} == {("may_be_loan", "邮享贷")}


ROWS = [("20260801", "10:00:00", 5000, "转账", "甲"), ("20260802", "11:00:00", -1200, "消费", "乙")]


@pytest.mark.parametrize("newest_first", [True, False])
def test_cmb_totals_and_the_balance_chain_prove_the_file(newest_first):
    statement = read(b.cmb(ROWS, newest_first=newest_first))
    assert statement.source == "cmb"
    assert statement.tail == "8705"
    assert codes(statement) == []
    assert sorted(row.fen for row in statement.rows) == [-1200, 5000]


def test_a_broken_balance_names_the_row():
    data = b.cmb([*ROWS, ("20260803", "11:00:00", -100, "消费", "丙")]).replace(
        b"1038.00", b"1039.00"
    )
    assert set(codes(read(data))) == {"balance_breaks"}


def test_totals_that_differ_are_refused():
    data = b.cmb(ROWS).replace("1 笔，共 12.00".encode(), "1 笔，共 13.00".encode())
    assert refused(data) == "sum_differs"
    assert codes(read(data, Options(partial=True))) == ["sum_differs"]


def test_a_signed_column_is_proved_by_the_balance_in_either_reading():
    head = "交易日期,交易金额,账户余额,摘要"
    plain = read(b.table(head, "2026-08-01,-10.00,90.00,a", "2026-08-02,-20.00,70.00,b"))
    turned = read(b.table(head, "2026-08-01,10.00,90.00,a", "2026-08-02,20.00,70.00,b"))
    assert [row.fen for row in plain.rows] == [row.fen for row in turned.rows] == [-1000, -2000]
    assert codes(turned) == ["sign_by_balance"]


def test_an_unproved_sign_is_said():
    head = "交易日期,交易金额,账户余额,摘要"
    assert "sign_unproved" in codes(read(b.table(head, "2026-08-01,-10.00,90.00,a")))
    two = read(b.table(head, "2026-08-01,-10.00,90.00,a", "2026-08-02,-20.00,1.00,b"))
    assert codes(two) == ["sign_unproved", "balance_breaks"]


def test_amounts_of_which_nothing_tells_the_direction_wait_for_a_person():
    """An Alipay file whose 收/支 was damaged came in as income before."""
    found = read(
        b.table("交易时间,金额,对方,状态", "2026-08-01,12.00,小店,成功", "2026-08-02,0,甲,成功")
    )
    assert codes(found) == ["sign_unproved", "unknown_direction"]
    assert [verdict.kind for verdict in found.verdicts] == [Kind.REVIEW, Kind.IGNORED_ZERO]


def test_a_declared_number_of_rows_must_be_there():
    head = "交易日期,交易金额,账户余额,摘要"
    data = b.table(head, "2026-08-01,-10.00,90.00,a", "2026-08-02,-20.00,70.00,b", "共3笔记录")
    assert refused(data) == "count_differs"
    assert "count_differs" in codes(read(data, Options(partial=True)))


def test_debit_and_credit_words_give_the_sign():
    head = "序号,交易日期,交易时间,交易类型,借贷,交易金额,余额,对方账号,对方户名,交易地点,摘要"
    statement = read(
        b.table(
            head,
            "1,2026-08-01,10:00:00,消费,借 Dr,5.00,95.00,1,某某,x,",
            "2,2026-08-02,11:00:00,转账,贷 Cr,7.00,102.00,1,李四,x,",
            "3,2026-08-02,11:00:00,转账,?,7.00,102.00,1,李四,x,",
        )
    )
    assert [row.fen for row in statement.rows] == [-500, 700, 700]
    assert [v.reason for v in statement.verdicts] == ["paid", "from_person", "unknown_direction"]


def test_a_card_statement_turns_its_signs_and_moves_the_debt():
    statement = read(
        b.table(
            "交易日,记账日,交易摘要,人民币金额,卡号末四位,交易地金额",
            "12/29,12/30,支付宝-小店消费,50.00,1234,50.00",
            "01/03,01/03,还款,-30.00,1234,-30.00",
            "01/04,01/04,退货,-5.00,1234,-5.00",
            before=("招商银行信用卡 2024年01月",),
        )
    )
    assert [row.at for row in statement.rows] == ["2023-12-29", "2024-01-03", "2024-01-04"]
    assert [v.kind.value for v in statement.verdicts] == ["expense", "debt_repay", "refund"]
    assert statement.debt_delta() == {"招商银行信用卡": 1500}
    assert statement.format == "cmb_credit"
    assert codes(statement) == ["sign_by_words"]


def test_a_card_statement_with_its_own_signs_stays():
    statement = read(
        b.table(
            "交易日期,交易摘要,交易金额",
            "2026-08-01,消费 小店,-50.00",
            "2026-08-02,还款,30.00",
        )
    )
    assert [row.fen for row in statement.rows] == [-5000, 3000]


def test_foreign_rows_are_shown_and_not_summed():
    head = "交易日期,收入,支出,余额,币种,摘要"
    statement = read(b.table(head, "2026-08-01,,5.00,95.00,美元,x", "2026-08-01,,5.00,95.00,CNY,x"))
    assert [v.reason for v in statement.verdicts] == ["currency", "paid"]


def test_an_amount_that_names_its_currency_is_none_of_the_account():
    head = "交易日期,交易金额,余额,摘要"
    rows = (
        "2026-08-01,-5.00,95.00,消费",
        "2026-08-02,-USD 9.99,95.00,消费",
        "2026-08-03,1.00,96.00,转入",
    )
    statement = read(b.table(head, *rows))
    assert [(row.fen, row.currency) for row in statement.rows] == [
        (-500, ""),
        (-999, "USD"),
        (100, ""),
    ]
    assert statement.verdicts[1].reason == "currency"
    assert statement.notices == ()
    pair = read(b.table("交易日期,收入,支出,摘要", "2026-08-01,,HKD 5.00,x", "2026-08-01,2.00,,x"))
    assert [(row.fen, row.currency) for row in pair.rows] == [(-500, "HKD"), (200, "")]


def test_a_bank_files_order_numbers_rounded_by_a_spreadsheet_are_none():
    head = "交易日期,收入,支出,摘要,流水号"
    rounded = [f"2026-08-0{n},,5.00,x,1234567890123{n}0000000" for n in (1, 2)]
    statement = read(b.table(head, *rounded))
    assert [row.order for row in statement.rows] == ["", ""]
    assert [notice.code for notice in statement.notices] == ["numbers_lost"]
    whole = read(b.table(head, *rounded, "2026-08-03,,5.00,x,123456789012345678901"))
    assert all(row.order for row in whole.rows)


def test_a_loan_is_of_the_lender_who_pays_it_out_and_not_of_the_accounts_bank():
    head = "交易日期,收入,支出,摘要,对方户名"
    statement = read(
        b.table(
            head,
            "2026-08-01,3000.00,,放款,某某小额贷款有限公司",
            "2026-08-02,,100.00,贷款还款,某某小额贷款有限公司",
            "2026-08-03,2000.00,,贷款发放,中国建设银行股份有限公司",
            "2026-08-04,,50.00,贷款还款,",
            "2026-08-05,10.00,,贷款发放,建设银行个人贷款中心",
            before=("建设银行 交易明细",),
        )
    )
    assert statement.debt_delta() == {"某某小额贷款": 290000, "建设银行贷款": 196000}


def test_padded_columns_dashes_and_a_trailer_of_sums_are_understood():
    head = "交易日期,摘要,交易详情,记账金额(收入),记账金额(支出),记账币种,余额,对方户名,对方账户"
    statement = read(
        b.table(
            head,
            '2026-08-01   \t,"消费     ","  ","      ","1,013.40   ",人民币   ,"1,986.60 ","小店 ","1"',
            '2026-08-02   \t,"跨行汇款 ","  ","500.00","-",人民币,"2,486.60","李四","1"',
            '人民币合计,,,"500.00","1,013.40",,,,',
            before=("明细查询文件下载", "卡号: 6222****9876"),
        )
    )
    assert (statement.source, statement.tail) == ("icbc", "9876")
    assert [row.fen for row in statement.rows] == [-101_340, 50_000]


def test_unreadable_rows_are_reviewed_and_zero_rows_ignored():
    head = "交易日期,交易时间,收入,支出,摘要"
    statement = read(
        b.table(
            head,
            "2026-08-01,083005,,x,a",
            "2026-08-01,,,,没有金额",
            "八月一日,,,5.00,a",
            "2026-08-01,,0.00,0.00,a",
            "2026-08-01,,,5.00,a,b,c",
            head,
        )
    )
    assert [v.reason for v in statement.verdicts] == ["amount", "amount", "date", "zero", "ragged"]
    assert statement.rows[0].at == "2026-08-01 08:30:05"


def test_a_workbook_of_a_bank_is_read_whatever_its_name():
    grid = [["China Construction Bank"], [""], ["记账日   ", "支出  ", "收入 ", "账户余额", "摘要"]]
    grid += [["20260801", 67.0, 0.0, 100.5, "消费"], ["20260802", 0.0, 9.65, 110.15, "转账"]]
    statement = read(b.xlsx(("明细", grid)))
    assert statement.source == "ccb"
    assert [row.fen for row in statement.rows] == [-6700, 965]


def test_a_cut_bank_file_is_refused():
    head = "交易日期,收入,支出,摘要"
    data = b.table(head, "2026-08-01,,5.00,a") + b'2026-08-02,,"5.0'
    assert refused(data) == "truncated"
    statement = read(data, Options(partial=True))
    assert len(statement.rows) == 1
    assert codes(statement) == ["truncated"]


def test_a_bank_file_without_rows_is_refused():
    assert refused(b.table("交易日期,收入,支出,摘要", "以上数据仅供参考,,,x")) == "no_rows"


UNKNOWN = b.table("哪天,多少钱,干嘛,剩余", "2026-08-01,5.00,吃饭,95", "2026-08-02,-7.00,工资,102")


def test_an_unknown_layout_is_refused_with_its_first_lines_and_read_with_a_mapping():
    with pytest.raises(StatementRefused) as caught:
        read(UNKNOWN)
    assert caught.value.code == "header_not_found"
    assert caught.value.facts["lines"][0].startswith("哪天")
    columns = {"at": "哪天", "amount": "多少钱", "item": "干嘛"}
    mapped = read(UNKNOWN, Options(mapping=ColumnMap(row=0, columns=columns, inverted=True)))
    assert [row.fen for row in mapped.rows] == [-500, 700]
    plain = read(UNKNOWN, Options(mapping=ColumnMap(row=0, columns=columns)))
    assert [row.fen for row in plain.rows] == [500, -700]


@pytest.mark.parametrize(
    "mapping",
    [ColumnMap(row=99, columns={"at": "哪天"}), ColumnMap(row=0, columns={"at": "哪天"})],
)
def test_a_mapping_that_cannot_work_is_refused(mapping):
    assert refused(UNKNOWN, mapping=mapping) == "header_not_found"


def test_an_unknown_workbook_is_refused_with_its_first_lines():
    assert refused(b.xlsx(("x", [["哪天", "多少"], ["2026-08-01", 5.0]]))) == "header_not_found"


def test_the_mapper_suggests_what_it_knows():
    rows = [["标题"], ["交易日期", "收入", "怪列"], ["日期", "支出", "余额", "收入"]]
    assert suggest(rows, words())[0] == 2
    assert suggest(rows[:2], words()) == (1, {"at": "交易日期", "income": "收入"})
