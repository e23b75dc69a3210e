from __future__ import annotations

import pytest
import statement_builders as b
from msgspec.structs import replace
from statement_builders import A, number, w

from jiebei_desktop.importers.reading import Options, read
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.services.statements.imports_reading import Cancelled


def judged(data, **options):
    statement = read(data, Options(**options))
    return [(v.kind.value, v.reason) for v in statement.verdicts]


def one(row: A):
    (found,) = judged(b.alipay([row]))
    return found


def refused(data, **options):
    with pytest.raises(StatementRefused) as caught:
        read(data, Options(**options))
    return caught.value.code


LOAN = {"category": "信用借还", "peer": "借呗", "way": "不计收支"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (A(), ("expense", "paid")),
        (A(method="花呗&红包"), ("expense", "paid_credit")),
        (A(method="示例银行信用卡(1234) 3期"), ("expense", "paid_credit")),
        (A(way="收入"), ("income", "received")),
        (A(way="收入", category="转账红包", peer="张三"), ("income", "from_person")),
        (A(way="收入", category="转账红包", peer="某某公司"), ("income", "received")),
        (A(way="收入", category="其他", peer="王五"), ("income", "from_person")),
        (A(amount="0.00"), ("ignored_zero", "zero")),
        (A(amount="-3.00"), ("review", "negative")),
        (A(amount="1.234"), ("review", "amount")),
        (A(status="等待付款"), ("ignored_unpaid", "unpaid")),
        (A(status="交易关闭"), ("ignored_closed", "closed_never_paid")),
        (A(status="已关闭"), ("ignored_closed", "closed")),
        (A(status="提现失败，已退回余额"), ("ignored_failed", "failed")),
        (A(status="退款成功"), ("expense", "refund_to_buyer")),
        (A(status="退款成功", way="不计收支"), ("refund", "refund")),
        (A(status="退款成功", way="收入", method="花呗"), ("refund", "refund_credit")),
        (A(status="新状态"), ("review", "unknown_status")),
        (A(way="转出"), ("review", "unknown_direction")),
        (A(**LOAN, item="借呗放款至银行卡", status="放款成功"), ("debt_draw", "drawn")),
        (A(**LOAN, item="借呗还款", status="还款成功"), ("debt_repay", "repaid")),
        (A(**LOAN, item="借呗还款", status="还款失败"), ("ignored_failed", "repayment_failed")),
        (
            A(**LOAN, item="借呗还款", status="还款成功", method="花呗"),
            ("debt_repay", "repaid_by_credit"),
        ),
        (
            A(**{**LOAN, "peer": "某人"}, item="看不懂", status="还款成功"),
            ("review", "unknown_product"),
        ),
        (
            A(**{**LOAN, "peer": "某人"}, item="看不懂", status="放款成功"),
            ("review", "unknown_product"),
        ),
        (A(way="不计收支", item="余额宝-收益发放"), ("income_interest", "interest")),
        (A(way="不计收支", item="余额宝-自动转入"), ("transfer", "own_accounts")),
        (A(way="不计收支", method="亲情卡(妈妈)"), ("neutral_not_mine", "others_card")),
        (
            A(way="不计收支", item="手机充值", category="充值缴费"),
            ("review", "neutral_unknown"),
        ),
    ],
)
def test_an_alipay_row_gets_one_kind_and_a_reason(row, expected):
    assert one(row) == expected


def test_a_closed_order_with_a_refund_was_paid():
    rows = [
        A(order="2026X1", status="交易关闭", merchant="M1"),
        A(order="2026X1*REFUND_1", status="退款成功", way="不计收支", merchant="M1"),
        A(order="2026X2", status="交易关闭", merchant="M2"),
        A(order="2026Y9_1", status="退款成功", way="不计收支", merchant="M2"),
        A(order="2026X3", status="交易关闭", merchant="", way="收入"),
    ]
    kinds = [kind for kind, _ in judged(b.alipay(rows))]
    assert kinds == ["expense", "refund", "expense", "refund", "ignored_closed"]


def test_debts_move_by_draws_repayments_and_purchases():
    rows = [
        A(**LOAN, item="借呗放款至余额", status="放款成功", amount="1000.00", order="1"),
        A(**LOAN, item="借呗还款", status="还款成功", amount="300.00", order="2"),
        A(method="花呗", amount="50.00", order="3"),
        A(
            category="信用借还",
            peer="示例银行",
            item="信用卡还款",
            way="不计收支",
            status="还款成功",
            amount="20.00",
            order="4",
        ),
    ]
    statement = read(b.alipay(rows))
    assert statement.debt_delta() == {"借呗": 70_000, "花呗": 5_000, "示例银行信用卡": -2_000}
    assert statement.expense() == 5_000
    assert statement.income() == 0


@pytest.mark.parametrize("make", [b.alipay, b.alipay_a2, b.alipay_a1])
def test_the_app_layouts_read_alike(make):
    rows = [A(order=number(n), amount=f"{n}.50") for n in range(1, 4)]
    statement = read(make(rows))
    assert [row.fen for row in statement.rows] == [150, 250, 350]
    assert statement.rows[0].order == number(1)
    assert statement.account == "139****0001"
    assert (statement.first, statement.last) == ("2026-08-01", "2026-10-31")


def test_the_layouts_are_named_by_their_marks():
    rows = [A()]
    names = [read(make(rows)).format for make in (b.alipay_a1, b.alipay_a2, b.alipay)]
    assert names == ["alipay_a1", "alipay_a2", "alipay_a3"]


def test_the_old_web_layout_reads_with_its_trailer():
    rows = [A(order="1"), A(order="2", way="", item="余额宝-转入", note="unpaid")]
    statement = read(b.alipay_web(rows))
    assert statement.format == "alipay_web"
    assert [v.kind for v in statement.verdicts] == [Kind.EXPENSE, Kind.TRANSFER]
    assert statement.rows[1].at == "2026-08-05 12:00:00"


def test_the_notebook_export_has_no_status_and_its_words_tell_loans():
    rows = [
        ["2026-08-01 10:00:00", "餐饮", "支出", "1，234.00", "饭", "余额", "", ""],
        ["2026-08-02 10:00:00", "信用借还", "不计收支", "5.00", "借呗", "", "", ""],
        ["2026-08-03 10:00:00", "信用借还", "不计收支", "5.00", "花呗还款", "", "", ""],
    ]
    assert judged(b.alipay_book(rows)) == [
        ("expense", "paid"),
        ("review", "credit_category"),
        ("debt_repay", "repaid"),
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_every_encoding_of_the_cascade_is_read(encoding):
    statement = read(b.alipay([A(peer="€™𠮷小店")], encoding))
    assert statement.rows[0].peer == "€™𠮷小店"


@pytest.mark.parametrize("extra", [-9, 10])
def test_the_header_is_found_wherever_it_stands(extra):
    assert len(read(b.alipay([A()], extra=extra)).rows) == 1


def test_a_comma_in_an_unquoted_text_is_repaired_and_shown():
    line = "2026-08-05 12:00:00,服饰,小店,/,T恤,黑色,XL,支出,59.90,余额,交易成功,1\t,M\t,,"
    statement = read(b.alipay([line]))
    assert statement.rows[0].item == "T恤,黑色,XL"
    assert statement.rows[0].fen == 5990
    assert [n.code for n in statement.notices] == ["repaired"]


def test_a_comma_in_the_note_is_repaired():
    line = "2026-08-05 12:00:00,服饰,小店,/,T恤,支出,59.90,余额,交易成功,1,M,一,二"
    assert read(b.alipay([line])).rows[0].note == "一,二"


@pytest.mark.parametrize(
    "line",
    [
        "2026-08-05 12:00:00,服饰,小店,/,T恤,支出,1,234.90,余额,交易成功,1,M,,",
        "2026-08-05 12:00:00,服饰,小店,支出,5.00,T恤,支出,59.90,余额,交易成功,1,M,,x",
        "2026-08-05 12:00:00,服饰,小店,/,T恤,花,59.90,余额,交易成功,1,M,,x,y",
    ],
)
def test_a_row_that_cannot_be_repaired_for_sure_is_reviewed(line):
    statement = read(b.alipay([line, A(order="9")]))
    assert statement.verdicts[0].kind is Kind.REVIEW


def test_an_unclosed_quote_costs_one_row_only():
    line = '2026-08-05 12:00:00,服饰,"小店,/,T恤,支出,59.90,余额,交易成功,1\t,M\t,,'
    statement = read(b.alipay([line, A(order="8"), A(order="9")]))
    assert [row.order for row in statement.rows] == ["1", "8", "9"]
    assert statement.rows[0].peer == "小店"


def test_a_line_break_inside_quotes_stays_in_its_cell():
    statement = read(b.alipay([A(note="第一行\n第二行"), A(order="9")]))
    assert statement.rows[0].note == "第一行\n第二行"
    assert len(statement.rows) == 2


def test_formula_like_and_digit_texts_stay_texts():
    statement = read(b.alipay([A(item='=HYPERLINK("x")'), A(item="11111", order="2")]))
    assert [row.item for row in statement.rows] == ['=HYPERLINK("x")', "11111"]


def test_a_repeated_header_is_no_row():
    assert len(read(b.alipay([A(order="1"), b.A_HEAD + ",", A(order="2")], count=2)).rows) == 2


def test_excel_damaged_order_numbers_count_as_none():
    rows = [A(order="2.02E+27"), A(order="2026080522000000000000000000"), A(order="/")]
    assert [row.order for row in read(b.alipay(rows)).rows] == ["", "", ""]


def test_a_shops_rounded_number_proves_no_refund():
    shop = "12345678901234500000"
    closed = A(order="1", status="交易关闭", merchant=shop)
    other = A(order="2", status="退款成功", way="收入", merchant=shop)
    assert judged(b.alipay([closed, other]))[0] == ("ignored_closed", "closed_never_paid")
    whole = A(order="3", merchant="12345678901234567890")
    assert judged(b.alipay([closed, other, whole]))[0] == ("expense", "closed_refunded")


def test_an_order_number_that_ends_in_noughts_is_one_beside_a_whole_one():
    real = ["2026080522000000000000000000", number(1)]
    assert [row.order for row in read(b.alipay([A(order=one) for one in real])).rows] == real
    sheet = b.xlsx(
        ("微信支付账单明细", b.wechat_grid([w(order=real[0]), w(order=real[0][:-1] + "5")]))
    )
    assert [row.order for row in read(sheet).rows] == [real[0], real[0][:-1] + "5"]
    alone = b.xlsx(("微信支付账单明细", b.wechat_grid([w(order=real[0])])))
    assert read(alone).rows[0].order == real[0]  # a cell of text is not rounded


def test_equal_rows_with_an_order_number_collapse_with_a_notice():
    statement = read(b.alipay([A(), A()]))
    assert len(statement.rows) == 1
    assert statement.notices[0].code == "equal_rows"


def test_a_file_that_declares_more_rows_is_refused_unless_asked_for():
    data = b.alipay([A()], count=3)
    assert refused(data) == "count_differs"
    assert read(data, Options(partial=True)).notices[0].code == "count_differs"


@pytest.mark.parametrize("cut", [3, 9, 25])
def test_a_cut_file_is_refused_and_gives_whole_rows_when_asked(cut):
    data = b.alipay([A(order=number(n), note="完") for n in range(3)], count=None)[:-cut]
    if cut > 3:
        assert refused(data) == "truncated"
    statement = read(data, Options(partial=True))
    assert len(statement.rows) >= 2
    assert all(not row.problem for row in statement.rows)


def test_zero_rows_are_an_answer_only_when_the_file_says_so():
    assert len(read(b.alipay([], count=0)).rows) == 0
    assert refused(b.alipay([], count=None)) == "no_rows"


def test_a_friend_whose_note_speaks_of_a_loan_is_asked_about_by_the_friends_name():
    """The question was about "借你的": its answer held for everybody who wrote so."""
    lent = w(kind="转账", way="收入", peer="赵六", item="转账备注:借你的")
    (verdict,) = read(b.wechat_csv([lent])).verdicts
    assert (verdict.reason, verdict.lender) == ("may_be_loan", "赵六")


BANK_ROWS = [("20260801", "10:00:00", 100 + n, "代发工资", "公司") for n in range(2500)]


@pytest.mark.parametrize("data", [b.many(2500), b.cmb(BANK_ROWS)], ids=["wallet", "bank"])
def test_progress_is_told_every_thousand_rows_that_are_read_and_again_as_they_are_judged(data):
    seen = []
    read(data, Options(progress=seen.append))
    assert [rows for rows in seen if rows] == [1000, 2000, 2500, 2500]


@pytest.mark.parametrize("at", range(1, 5))
def test_reading_and_judging_stop_where_they_are_told_to(at):
    def stop(rows):
        told.append(rows)
        if len(told) == at:
            raise Cancelled

    for data in (b.many(2500), b.cmb(BANK_ROWS)):
        told = []
        with pytest.raises(Cancelled):
            read(data, Options(progress=stop))
        assert len(told) == at


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (w(), ("expense", "paid")),
        (w(method="分付"), ("expense", "paid_credit")),
        (w(method="亲属卡"), ("neutral_not_mine", "others_card")),
        (w(kind="小店-退款", way="收入"), ("refund", "refund")),
        (w(kind="转账", way="收入", peer="三姑"), ("income", "from_person")),
        (w(kind="商户消费", way="收入"), ("income", "received")),
        (w(kind="零钱提现", way="/", note="服务费¥0.10"), ("transfer", "own_accounts_fee")),
        (w(kind="零钱充值", way="/"), ("transfer", "own_accounts")),
        (w(kind="看不懂", way="/"), ("review", "neutral_unknown")),
        (w(kind="分付还款", way="/"), ("debt_repay", "repaid")),
        (w(kind="转账", way="/", peer="示例银行信用卡还款"), ("debt_repay", "repaid")),
        (w(peer="微众银行", item="微粒贷还款"), ("debt_repay", "repaid")),
        (w(kind="转账", peer="张三", item="转账备注:还款"), ("review", "may_be_loan")),
        (w(way="收入", peer="微众银行", item="微粒贷借款"), ("debt_draw", "drawn")),
        (w(way="/", peer="微众银行", item="微粒贷放款"), ("debt_draw", "drawn")),
        (w(status="已退款(￥1.00)"), ("expense", "paid")),
        (w(status="转出失败", way="/"), ("ignored_failed", "failed")),
        (w(status="交易关闭"), ("ignored_closed", "closed_never_paid")),
        (w(status="等待付款"), ("ignored_unpaid", "unpaid")),
        (w(status="新"), ("review", "unknown_status")),
        (w(amount="0.00"), ("ignored_zero", "zero")),
    ],
)
def test_a_wechat_row_gets_one_kind_and_a_reason(row, expected):
    assert judged(b.wechat_csv([row])) == [expected]


@pytest.mark.parametrize("tab", [False, True])
def test_wechat_csv_reads_with_tabs_between_quote_and_comma(tab):
    statement = read(
        b.wechat_csv(
            [w(amount="¥1,234.50"), w(order="2", amount="￥3.00")], tab=tab, declared=False
        )
    )
    assert [row.fen for row in statement.rows] == [123_450, 300]


@pytest.mark.parametrize("serial", [False, True])
def test_wechat_workbooks_keep_absent_rows_and_read_serial_dates(serial):
    rows = [w(), w(order="2", at="2026-10-02 11:12:13", amount="50.71")]
    statement = read(b.xlsx(("账单", b.wechat_grid(rows, serial=serial))))
    assert [row.at for row in statement.rows] == ["2026-10-01 10:00:00", "2026-10-02 11:12:13"]
    assert statement.rows[1].fen == 5071


def test_wechat_sums_that_differ_are_refused():
    data = b.wechat_csv([w()]).replace("1笔 10.00元".encode(), "1笔 11.00元".encode())
    assert refused(data) == "sum_differs"
    assert read(data, Options(partial=True)).notices[0].code == "sum_differs"


def test_a_copied_sheet_without_preamble_is_passed_over_and_two_statements_are_asked_about():
    grid = b.wechat_grid([w()])
    copy = grid[-2:]
    assert len(read(b.xlsx(("账单", grid), ("Sheet2", copy))).rows) == 1
    assert len(read(b.xlsx(("账单", grid), ("同", grid))).rows) == 1
    other = b.wechat_grid([w(order="7", amount="3.00")])
    assert refused(b.xlsx(("一", grid), ("二", other))) == "two_statements"


JD_ROW = [
    "2026-08-01 10:00:00",
    "京东商户",
    "纸巾",
    "10.00",
    "京东白条",
    "交易成功",
    "支出",
    "日用",
    "1",
]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ("expense", "paid_credit")),
        ({3: "0.00"}, ("ignored_zero", "zero")),
        ({3: "10.00(已全额退款)", 6: "不计收支"}, ("expense", "paid_credit")),
        ({5: "退款成功", 6: "不计收支"}, ("refund", "refund_credit")),
        ({5: "等待付款"}, ("ignored_unpaid", "unpaid")),
        ({5: "交易关闭"}, ("ignored_closed", "closed_never_paid")),
        ({5: "交易失败"}, ("ignored_failed", "failed")),
        ({2: "白条还款", 5: "还款失败"}, ("ignored_failed", "repayment_failed")),
        ({5: "新"}, ("review", "unknown_status")),
        ({2: "白条主动还款", 4: "余额", 6: "不计收支"}, ("debt_repay", "repaid")),
        ({2: "金条放款", 6: "收入"}, ("debt_draw", "drawn")),
        ({6: "收入"}, ("income", "received")),
        ({4: "先享后付", 6: "不计收支"}, ("neutral_not_mine", "deferred")),
        ({2: "小金库转入", 4: "余额", 6: "不计收支"}, ("transfer", "own_accounts")),
        ({4: "余额", 6: "不计收支"}, ("review", "neutral_unknown")),
        ({4: "微信-示例银行信用卡"}, ("expense", "paid_credit")),
    ],
)
def test_a_jd_row_gets_one_kind_and_a_reason(change, expected):
    row = [change.get(n, text) for n, text in enumerate(JD_ROW)]
    assert judged(b.jd([row])) == [expected]


def test_jd_declares_spending_net_of_the_refunds_in_the_amount_cell():
    rows = [[*JD_ROW[:3], "10.00(已退款4.00)", *JD_ROW[4:]]]
    assert len(read(b.jd(rows, spent="6.00")).rows) == 1
    assert refused(b.jd(rows, spent="9.00")) == "sum_differs"


@pytest.mark.parametrize(
    ("kind", "title", "way", "method", "expected"),
    [
        ("支付", "外卖", "支出", "美团月付", ("expense", "paid_credit")),
        ("还款", "美团月付还款", "支出", "银行卡", ("debt_repay", "repaid")),
        ("退款", "外卖", "收入", "美团月付", ("refund", "refund_credit")),
        ("借款到账", "美团借钱", "收入", "", ("debt_draw", "drawn")),
        ("红包", "活动", "收入", "", ("income", "received")),
        ("提现", "零钱", "不计收支", "", ("transfer", "own_accounts")),
        ("其他", "别的", "不计收支", "", ("review", "neutral_unknown")),
    ],
)
def test_a_meituan_row_gets_one_kind_and_a_reason(kind, title, way, method, expected):
    row = ["2026-08-01 10:00:00", kind, title, way, method, "5.00", "1"]
    assert judged(b.meituan([row])) == [expected]


def test_meituan_asks_about_unknown_directions_too():
    row = ["2026-08-01 10:00:00", "支付", "饭", "往外", "", "5.00", "1"]
    assert judged(b.meituan([row])) == [("review", "unknown_direction")]


def test_an_order_number_stored_as_a_number_keeps_only_what_a_double_can_hold():
    grid = b.wechat_grid([w(order="1"), w(order="2")])
    grid[-2][8], grid[-1][8] = 123456, 4.2000001e27
    assert [row.order for row in read(b.xlsx(("x", grid))).rows] == ["123456", ""]


def test_lines_of_sums_below_the_rows_are_no_rows():
    assert len(read(b.alipay([A(), "合计,,,,,,12.00,x,,,,,"], count=1)).rows) == 1


def test_a_surplus_that_fits_nowhere_is_reviewed():
    head = "交易时间,交易分类,收/支,交易对方,金额,收/付款方式,交易状态,交易订单号,备注"
    line = "2026-08-05 12:00:00,服饰,支出,小店,二,5.00,余额,交易成功,1,x"
    assert judged(b.alipay([line], head=head)) == [("review", "ragged")]


def test_a_short_row_in_the_middle_is_reviewed():
    rows = ["2026-08-05 12:00:00,服饰,小店", A()]
    assert [reason for _, reason in judged(b.alipay(rows))] == ["short", "paid"]


RENAMED = [
    (b.alipay([A()]), "gb18030", "alipay_a3", {",金额,": ",金额(元),", ",交易状态,": ",状态,"}),
    (b.alipay([A()]), "gb18030", "alipay_a3", {"交易时间,": "付款时间,"}),
    (b.wechat_csv([w()]), "utf-8", "wechat", {"金额(元)": "交易金额", "当前状态": "交易状态"}),
    (b.jd([("2026-10-01 10:00:00", "京东", "壳", "9.00", "余额", "交易成功", "支出", "数码", "1")]), "utf-8", "jd",
     {",金额,": ",交易金额(元),"}),
]  # fmt: skip


@pytest.mark.parametrize(("data", "encoding", "name", "new"), RENAMED)
def test_a_wallets_column_by_another_known_name_needs_no_hand(data, encoding, name, new):
    text = data.decode(encoding)
    for old, other in new.items():
        assert old in text
        text = text.replace(old, other, 1)
    before, after = read(data), read(text.encode(encoding))
    assert after.format.startswith(name[:6])
    assert (after.rows, after.verdicts) == (before.rows, before.verdicts)


def test_money_in_whose_words_name_a_loan_is_asked_about():
    lent = A(way="收入", category="其他", peer="中国人寿", item="保单贷款")
    assert one(lent) == ("review", "may_be_loan")
    assert one(replace(lent, item="借记卡转入")) == ("income", "received")
    assert one(replace(lent, way="支出", item="充电宝租借")) == ("expense", "paid")


@pytest.mark.parametrize(
    ("item", "method", "expected", "change"),
    [
        ("花呗分期手续费", "花呗", ("transfer", "card_cost"), 1_200),
        ("花呗逾期利息", "花呗", ("transfer", "card_interest"), 1_200),
        ("花呗逾期利息", "账户余额", ("debt_repay", "repaid"), -1_200),
    ],
)
def test_what_credit_charges_itself_is_no_living_cost(item, method, expected, change):
    statement = read(b.alipay([A(peer="花呗", item=item, method=method, amount="12.00")]))
    (verdict,) = statement.verdicts
    assert (verdict.kind.value, verdict.reason) == expected
    assert verdict.debts == (("花呗", change),)
