"""Borrowing and repaying at lenders nobody has listed: never income, never living costs."""

from __future__ import annotations

import pytest
import statement_builders as b
from statement_builders import A, number

from jiebei_desktop.importers.credit import Credit, card_parts, folded
from jiebei_desktop.importers.lending import ASKED, LOAN, ORDINARY, Lending, answered
from jiebei_desktop.importers.reading import Options, read
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict
from jiebei_desktop.importers.words import words

LENDERS = [
    "马上消费金融股份有限公司",
    "中邮消费金融",
    "捷信消费金融",
    "哈银消费金融有限责任公司",
    "北银消费金融",
    "晋商消费金融",
    "中原消费金融股份有限公司",
    "唯品富邦消费金融",
    "重庆携程小额贷款有限公司",
    "广州唯品会小额贷款",
    "深圳市中融小额贷款有限公司",
    "福州三六零网络小额贷款有限公司",
    "重庆度小满小额贷款有限公司",
    "深圳财付通网络金融小额贷款",
    "宜人贷",
    "宜享花",
    "信也科技",
    "你我贷",
    "桔子分期",
    "小赢卡贷",
    "还呗",
    "省呗",
    "洋钱罐",
    "信用飞",
    "时光分期",
    "来分期",
    "微博借钱",
    "滴滴金融",
    "任性付",
    "拿去花",
    "平安普惠",
    "陆金所",
    "玖富万卡",
    "新网银行",
    "富民银行",
    "亿联银行",
    "云南国际信托",
    "中航信托股份有限公司",
    "上汽通用汽车金融",
    "易鑫融资租赁",
    "北京海淀科技融资担保",
    "东方资产管理",
    "广发银行信用卡中心",
    "华夏银行卡中心",
    "白领贷",
    "薪金贷",
    "欢太金融",
    "提钱花",
    "携程金融",
    "乐享月付科技",
    "蓝海信用",
    "蓝海信用(北京)科技有限公司",
    "恒信信用管理有限公司",
    "汇通小额",
    "中银消费",
    "蓝海周转金",
    "极速现金",
    "华融资产",
]
ORDINARY_NAMES = [
    "永辉超市",
    "鲜花速递",
    "花生米线",
    "花园小区物业",
    "花都区人民医院",
    "共享充电宝租借",
    "图书借阅",
    "普惠大药房",
    "金融街购物中心",
    "国家电网",
    "中国移动",
    "肯德基",
    "花花公子服饰",
    "滴滴出行",
    "京东商城",
    "饿了么",
    "担担面馆",
    "莲花超市",
    "樱花卫厨",
    "豆花店",
    "中信银行",
    "工商银行",
    "余额宝",
    "房东",
    "学费",
    "人寿保险",
    "江苏农村信用社",
    "农村信用合作联社",
    "芝麻信用",
    "小额免密支付",
    "中信证券融资融券",
    "金科物业",
]


@pytest.mark.parametrize(
    ("peer", "item", "asked"),
    [
        ("通联支付网络服务股份有限公司", "捷信消费金融", "捷信消费金融"),
        ("宝付", "代扣-玖富", "玖富"),
        ("苏宁易购", "任性付", "任性付"),
        ("信用社", "贷款利息", "信用社"),
        ("美团", "榕树下餐厅", ""),
        ("共享花店", "花束", ""),
        ("淘宝", "手机壳 花呗专享", ""),
    ],
)
def test_a_lender_paid_through_another_is_asked_about_wherever_it_is_named(peer, item, asked):
    for data in (
        b.alipay([A(peer=peer, item=item, order=number(1))]),
        b.wechat_csv([b.w(peer=peer, item=item)]),
    ):
        (verdict,) = read(data).verdicts
        assert (verdict.kind, verdict.lender) == (Kind.REVIEW if asked else Kind.EXPENSE, asked)


def test_the_loan_of_an_app_is_asked_about_by_its_own_name():
    for text, name in (
        ("滴滴-滴水贷", "滴水贷"),
        ("支付宝-携程-拿去花", "拿去花"),
        ("分期乐-还享", "分期乐"),
    ):
        (verdict,) = read(b.cmb([("20260801", "10:00:00", -15_000, "快捷支付", text)])).verdicts
        assert (verdict.kind, verdict.lender) == (Kind.REVIEW, name)


NEUTRAL = frozenset({Kind.DEBT_DRAW, Kind.DEBT_REPAY, Kind.REVIEW})


def alipay(**row):
    return lambda name: b.alipay([A(peer=name, **row)])


def wechat(**row):
    return lambda name: b.wechat_csv([b.w(peer=name, **row)])


def bank(fen, kind, before=""):
    return lambda name: b.cmb([("20260801", "10:00:00", fen, kind, f"{before}{name}")])


def jd(item, way):
    """Return a file of a shop whose counterparty is the lender."""
    at = "2026-08-05 12:00:00"
    return lambda name: b.jd([(at, name, item, "12.00", "微信支付", "交易成功", way, "其他", "J1")])


SHAPES = {
    "alipay, out, a word": (alipay(item="还款"), {Kind.DEBT_REPAY}),
    "alipay, in, a word": (alipay(item="放款", way="收入"), {Kind.DEBT_DRAW}),
    "alipay, out, no word": (alipay(item="月度"), {Kind.REVIEW}),
    "alipay, in, no word": (alipay(item="到账", way="收入"), NEUTRAL),
    "alipay, loans category": (
        alipay(item="还款", category="信用借还", way="不计收支"),
        {Kind.DEBT_REPAY},
    ),
    "wechat, out": (wechat(item="还款"), {Kind.DEBT_REPAY}),
    "wechat, in": (wechat(item="借款", way="收入"), {Kind.DEBT_DRAW}),
    "wechat, in, no word": (wechat(kind="转账", item="/", way="收入"), NEUTRAL),
    "jd, out": (jd("还款", "支出"), {Kind.DEBT_REPAY}),
    "jd, in": (jd("放款", "收入"), {Kind.DEBT_DRAW}),
    "bank, in": (bank(500_000, "汇入汇款"), NEUTRAL),
    "bank, out through a wallet": (
        bank(-480_000, "快捷支付", "支付宝-"),
        {Kind.REVIEW, Kind.DEBT_REPAY},
    ),
    "bank, out, a word": (bank(-480_000, "代扣还款"), {Kind.DEBT_REPAY}),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_no_lender_is_income_or_living_costs(shape):
    make, allowed = SHAPES[shape]
    found = {name: read(make(name)).verdicts[0] for name in LENDERS}
    assert {name: v for name, v in found.items() if v.kind not in allowed} == {}
    assert all(v.lender or v.debts for v in found.values()), "a person can be asked about each"


def test_ordinary_names_are_not_asked_about():
    lending = Lending(words(), Credit(words()))
    assert [name for name in ORDINARY_NAMES if lending.is_lender(name)] == []


@pytest.mark.parametrize("name", ["张三", "示例贸易公司"])
@pytest.mark.parametrize(
    ("item", "way"), [("还款", "支出"), ("借款", "收入"), ("归还贷款", "支出")]
)
def test_words_of_a_loan_ask_whoever_the_counterparty_is(name, item, way):
    (verdict,) = read(b.alipay([A(peer=name, item=item, way=way)])).verdicts
    assert (verdict.kind, verdict.reason) == (Kind.REVIEW, "may_be_loan")
    assert verdict.lender == name.removesuffix("公司")


def test_one_counterparty_has_one_name_in_every_file():
    name = "中原消费金融股份有限公司"
    files = [
        alipay(item="到账", way="收入")(name),
        wechat(item="/", way="收入")(name),
        bank(500_000, "汇入汇款")(name),
        bank(-500_000, "快捷支付", "支付宝-")(name),
    ]
    assert {read(data).verdicts[0].lender for data in files} == {"中原消费金融"}


@pytest.mark.parametrize(
    ("row", "answer", "kind", "debts"),
    [
        (Row(1, "", "支出", 100), LOAN, Kind.DEBT_REPAY, (("甲贷", -100),)),
        (Row(1, "", "收入", 100), LOAN, Kind.DEBT_DRAW, (("甲贷", 100),)),
        (Row(1, "", "", -100), LOAN, Kind.DEBT_REPAY, (("甲贷", -100),)),
        (Row(1, "", "", 100), LOAN, Kind.DEBT_DRAW, (("甲贷", 100),)),
        (Row(1, "", "支出", 100, method="花呗"), ORDINARY, Kind.EXPENSE, (("花呗", 100),)),
        (Row(1, "", "收入", 100), ORDINARY, Kind.INCOME, ()),
    ],
)
def test_an_answer_decides_by_the_direction(row, answer, kind, debts):
    waiting = Verdict(Kind.REVIEW, "looks_like_lender", lender="甲贷")
    found = answered(row, waiting, answer, Credit(words()))
    assert (found.kind, found.debts) == (kind, debts)


def test_a_row_of_the_loans_category_is_never_spending_or_income():
    rows = [
        A(category="信用借还", peer="某家", item="说不清", way=way, order=number(n))
        for n, way in enumerate(["支出", "收入", "不计收支"])
    ]
    assert {v.reason for v in read(b.alipay(rows)).verdicts} == {"credit_category"}


@pytest.mark.parametrize(
    ("peer", "item", "product"),
    [
        ("抖音", "抖音月付还款", "抖音月付"),
        ("抖音", "放心借还款", "放心借"),
        ("掌上生活", "还款", "招商银行信用卡"),
        ("某商户", "部分付款 还款", ""),
        ("某银行", "个人住房贷款还款", "房贷"),
    ],
)
def test_loans_and_pay_later_of_one_brand_are_two_debts(peer, item, product):
    (verdict,) = read(b.alipay([A(peer=peer, item=item)])).verdicts
    assert [name for name, _ in verdict.debts] == ([product] if product else [])


BANK_ROWS = [
    ("汇入汇款", "李四 借款", 500_000, (Kind.REVIEW, "")),
    ("转账汇入", "平安银行股份有限公司 新一贷放款", 2_000_000, (Kind.DEBT_DRAW, "新一贷")),
    ("快捷支付", "支付宝-呗呗奶茶", -8_800, (Kind.EXPENSE, "")),
    ("贷款发放", "个人消费", 1_000_000, (Kind.DEBT_DRAW, "招商银行贷款")),
    ("正常还款", "20007150011516001", -90_000, (Kind.DEBT_REPAY, "招商银行贷款")),
    ("信用卡取现", "招商银行信用卡取现", 200_000, (Kind.DEBT_DRAW, "招商银行信用卡")),
    ("转账", "预借现金 中信银行信用卡", 200_000, (Kind.DEBT_DRAW, "中信银行信用卡")),
    ("转账", "张三 还款", 200_000, (Kind.INCOME, "")),
    ("转账", "白领贷 还款", 200_000, (Kind.REVIEW, "")),
    ("网银转账", "网商银行", 200_000, (Kind.REVIEW, "")),
    ("基金", "余利宝转出", 200_000, (Kind.TRANSFER, "")),
]


@pytest.mark.parametrize(("kind", "note", "fen", "expected"), BANK_ROWS)
def test_a_bank_row_of_a_loan_is_a_draw_or_a_repayment(kind, note, fen, expected):
    (verdict,) = read(b.cmb([("20260801", "10:00:00", fen, kind, note)])).verdicts
    assert (verdict.kind, verdict.debts[0][0] if verdict.debts else "") == expected


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("成功", Kind.EXPENSE),
        ("失败", Kind.IGNORED_FAILED),
        ("已冲正", Kind.IGNORED_CLOSED),
        ("撤销", Kind.IGNORED_CLOSED),
        ("待定", Kind.REVIEW),
    ],
)
def test_the_status_of_a_bank_row_is_read(status, kind):
    data = b.table(
        "交易日期,收入,支出,余额,交易对方,交易状态", f"2026-08-01,,5.00,95.00,小店,{status}"
    )
    statement = read(data)
    assert (statement.rows[0].peer, statement.verdicts[0].kind) == ("小店", kind)


CARDS = {
    "its title": (("示例银行信用卡账单",), "交易日,交易描述,存入,支出", ""),
    "a column of last digits": ((), "交易日,卡号后四位,交易描述,存入,支出", "5555,"),
}


@pytest.mark.parametrize("mark", CARDS)
def test_a_card_statement_is_known_by_its_content(mark):
    before, head, cell = CARDS[mark]
    rows = [
        f"2026-08-13,{cell}示例超市,,50.00",
        f"2026-08-20,{cell}网银转入,222.22,",
        f"2026-08-21,{cell}支付宝还款,200.00,",
        f"2026-08-22,{cell}网银在线,33.30,",
        f"2026-08-23,{cell}预借现金,,300.00",
    ]
    statement = read(b.table(head, *rows, before=before))
    assert [v.kind.value for v in statement.verdicts] == [
        "expense",
        "debt_repay",
        "debt_repay",
        "refund",
        "debt_draw",
    ]
    assert list(statement.debt_delta().values()) == [5000 - 22222 - 20000 - 3330 + 30000]


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("户名：林小云", ["transfer", "transfer", "debt_repay"]),
        ("户名：林*云", ["income", "expense", "debt_repay"]),
    ],
)
def test_money_from_and_to_oneself_moves_between_own_accounts(title, kinds):
    rows = (
        "转账,林小云,,5.00,,5.00",
        "转账,林小云,,,2.00,3.00",
        "还款,林小云,招商银行信用卡,,1.00,2.00",
    )
    data = b.table(
        "交易日期,摘要,对方户名,备注,收入,支出,余额",
        *(f"2026-08-0{n},{row}" for n, row in enumerate(rows, 1)),
        before=("招商银行", title),
    )
    assert [v.kind.value for v in read(data).verdicts] == kinds


def test_a_title_stands_above_balances():
    data = b.table(
        "交易日期,摘要,收入金额,支出金额,余额",
        "2026-08-03,还款,4621.01,,4621.01",
        "2026-08-04,消费,,989.83,3631.18",
        before=("中国工商银行 牡丹贷记卡 历史明细",),
    )
    statement = read(data)
    assert (statement.format, statement.income()) == ("icbc_credit", 0)


def test_balances_that_never_rise_above_nought_are_a_cards():
    data = b.table(
        "交易日期,收入,支出,余额,摘要",
        "2026-08-01,,50.00,-50.00,小店",
        "2026-08-02,20.00,,-30.00,转入",
        before=("招商银行明细",),
    )
    assert read(data).format == "cmb_credit"


def test_an_account_whose_lines_mention_cards_stays_an_account():
    data = b.table(
        "交易日期,收入,支出,余额,摘要",
        "2026-08-01,,50.00,150.00,小店",
        "2026-08-02,20.00,,170.00,转入",
        before=("招商银行 温馨提示:信用卡明细请另行查询",),
    )
    assert read(data).format == "cmb"


def test_two_cards_of_one_bank_are_two_debts_and_one_card_needs_no_digits():
    rows = [
        A(method="示例银行信用卡(1234)", order=number(1)),
        A(category="信用借还", way="不计收支", peer="示例银行", item="信用卡还款", status="还款成功", order=number(2)),
    ]  # fmt: skip
    assert read(b.alipay(rows)).debt_delta() == {"示例银行信用卡": 0}
    rows.append(A(method="示例银行信用卡(5678)", order=number(3)))
    assert read(b.alipay(rows)).debt_delta() == {
        "示例银行信用卡(1234)": 1200,
        "示例银行信用卡": -1200,
        "示例银行信用卡(5678)": 1200,
    }


def test_digits_belong_to_the_card_they_stand_beside():
    assert card_parts("示例银行信用卡(1234)") == ("示例银行信用卡", "1234")
    assert card_parts("花呗") == ("花呗", "")
    assert folded({"花呗": 5}) == {"花呗": 5}


def test_an_amount_of_unknown_direction_is_kept():
    data = b.table(
        "交易日期,借贷标志,交易金额,摘要,余额",
        "2026-08-01,借,5.00,小店,95.00",
        "2026-08-02,?,7.00,转账,102.00",
    )
    assert [row.fen for row in read(data).rows] == [-500, 700]


def test_an_amount_beyond_what_a_ledger_holds_waits():
    (row,) = read(b.alipay([A(amount="92233720368547758.08")]), Options(partial=True)).rows
    assert row.problem == "amount"


def test_asked_rows_count_as_nothing():
    statement = read(b.alipay([A(peer="白领贷", item="到账", way="收入")]))
    assert statement.verdicts[0].reason in ASKED
    assert (statement.income(), statement.expense()) == (0, 0)
