"""Papers as other banks print them: numbers in groups, two languages, minus signs of their own."""

from __future__ import annotations

import pytest
import statement_builders as b

from jiebei_desktop.importers.categories import Categories
from jiebei_desktop.importers.reading import read
from jiebei_desktop.importers.words import words

HEAD = "交易日期,收入,支出,余额,对方户名,摘要"
ROW = "2026-08-01,9600.00,,9700.00,示例公司,工资"


@pytest.mark.parametrize(
    ("line", "tail"),
    [
        ("卡号：6222 **** **** 1234", "1234"),
        ("账号 6217****6666", "6666"),
        ("账号6214****8888", "8888"),
        ("卡号末四位 9876 2026年08月", "9876"),
        ("末四位:1111", "1111"),
        ("账号: 6222-0200-0000-4321 2026-08-01", "4321"),
        ("卡号：[6225********0001]", "0001"),
        ("账户：622909********12", ""),
        ("账号：6217000012345678 20260801-20260831", "5678"),
        ("卡号：6222021234567890 2026 年 8 月", "7890"),
        ("账号：6217000012345678 010-95588", "5678"),
        ("卡号 6222 0212 3456 7890 202608", "7890"),
        ("卡号 6222 0212 3456 7890 123 2026年8月", "0123"),
        ("卡号 622202 ****** 4444 2026 年", "4444"),
        ("尾号 1234 5000.00 元", "1234"),
    ],
)
def test_the_last_digits_are_those_of_the_whole_number(line, tail):
    assert read(b.table(HEAD, ROW, before=(f"工商银行 {line}",))).tail == tail


def judged(head, *rows, title="工商银行交易明细"):
    found = read(b.table(head, *rows, before=(title,)))
    return [(row.fen, verdict.kind.value, verdict.debts) for row, verdict in zip(
        found.rows, found.verdicts, strict=True
    )]  # fmt: skip


@pytest.mark.parametrize("minus", ["-200.00", "−200.00", "－２００．００", "(200.00)", "-¥200.00"])
def test_a_minus_is_one_however_it_is_printed(minus):
    head = "交易日期,交易金额,账户余额,对方户名,摘要"
    rows = ("2026-08-01,1000.00,1100.00,示例公司,工资", f"2026-08-02,{minus},900.00,小店,消费")
    assert [fen for fen, _, _ in judged(head, *rows)] == [100_000, -20_000]


def test_columns_named_in_two_languages_are_known():
    head = "交易日期 Date,借贷状态 Dr/Cr,交易金额 Amount,余额 Balance,对方户名 Payee,摘要"
    rows = (
        "2026-08-01,贷 Cr,6000.00,6100.00,示例公司,工资",
        "2026-08-03,借 Dr,50.00,6050.00,水务,水费",
    )
    assert judged(head, *rows) == [(600_000, "income", ()), (-5000, "expense", ())]


@pytest.mark.parametrize(
    ("words_of", "kind"),
    [("预借现金", "debt_draw"), ("预借现金手续费", "transfer"), ("取现利息", "transfer"),
     ("圆梦金放款", "debt_draw"), ("超市", "expense")],
)  # fmt: skip
def test_a_card_lends_cash_and_charges_costs(words_of, kind):
    head = "交易日,卡号后四位,交易描述,存入,支出"
    (found,) = judged(head, f"2026-08-11,5555,{words_of},,20.00", title="中信银行信用卡账单")
    assert found == (-2000, kind, (("中信银行信用卡(5555)", 2000),))


@pytest.mark.parametrize(
    ("peer", "debt"),
    [("广发信用卡", "广发银行信用卡"), ("招商银行信用卡", "招商银行信用卡"), ("信用卡", "信用卡")],
)
@pytest.mark.parametrize("note", ["自扣还款", "自扣还款 农业", "自扣还款 张三 交通"])
def test_a_bank_is_known_by_its_short_name_before_its_card(peer, debt, note):
    (found,) = judged(HEAD, f"2026-08-03,,1000.00,600.00,{peer},{note}")
    assert found == (-100_000, "debt_repay", ((debt, -100_000),))


@pytest.mark.parametrize("text", ["转本人工行", "本人账户互转", "同名转账"])
def test_money_to_oneself_is_no_spending(text):
    out, back = judged(
        HEAD,
        f"2026-08-03,,2000.00,600.00,张某某,{text}",
        f"2026-08-04,2000.00,,2600.00,张某某,{text}",
    )
    assert out[1] == "transfer"
    assert back[1] in {"transfer", "income"}


def test_wages_are_wages_in_whatever_column_the_word_stands():
    head = "交易日期,交易类型,金额,余额,对方户名,摘要"
    rows = ("2026-08-01,存入,5200.00,5300.00,示例公司,工资", "2026-08-02,支取,-9.00,5291.00,小店,")
    found = read(b.table(head, *rows))
    assert Categories(words(), {}).of(found.rows[0], found.verdicts[0]) == "A1"


def test_a_learned_category_of_the_other_side_is_not_taken():
    found = read(b.table(HEAD, ROW))
    taught = {("", "示例"): "B1", ("", "示例公"): "A2"}
    assert Categories(words(), taught).of(found.rows[0], found.verdicts[0]) == "A2"


def test_every_column_of_words_is_read():
    head = "交易日期,交易时间,交易金额,账户余额,对方户名,交易类型,交易用途,交易摘要"
    rows = (
        "2026-08-01,09:00:00,-450.00,550.00,马上消费金融股份有限公司,快捷支付,安逸花还款,",
        "2026-08-02,09:00:00,450.00,1000.00,马上消费金融股份有限公司,快捷支付,,还款冲正",
        "2026-08-03,09:00:00,-310.00,690.00,,批量业务,,个贷还款",
    )
    assert judged(head, *rows) == [
        (-45_000, "debt_repay", (("安逸花", -45_000),)),
        (45_000, "review", ()),
        (-31_000, "debt_repay", (("工商银行贷款", -31_000),)),
    ]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("2026-08-01,,-10.00,90.00,小店", "2026-08-05,500.00,0.00,590.00,工资"), [-1000, 50_000]),
        (("2026-08-01,,-10.00,110.00,小店", "2026-08-05,,5.00,105.00,小店"), [1000, -500]),
        (("2026-08-01,100.00,,100.00,工资", "2026-08-05,,-10.00,110.00,退款"), [10_000, 1000]),
        (("2026-08-01,,-10.00,,小店", "2026-08-05,,-20.00,,小店"), [-1000, -2000]),
    ],
)
def test_money_out_with_a_minus_throughout_is_no_income(rows, found):
    """A minus among plain amounts, or one that the balances prove, is money back."""
    said = judged("交易日期,收入金额,支出金额,余额,摘要", *rows, title="平安银行")
    assert [fen for fen, _, _ in said] == found
    assert sum(kind == "income" for _, kind, _ in said) == sum("工资" in row for row in rows)


def test_a_savings_bank_is_known_by_its_full_name():
    (found,) = judged(HEAD, "2026-08-03,5000.00,,5600.00,,贷款发放", title="中国邮政储蓄银行")
    assert found == (500_000, "debt_draw", (("邮储银行贷款", 500_000),))


@pytest.mark.parametrize(
    "peer",
    ["上海给你花信息技术", "萝卜快花", "杭州某某汽车月供", "米来花", "先花一亿元", "易鑫集团",
     "上海淇毓信息科技", "福建华通银行", "信用付"],
)  # fmt: skip
def test_odd_names_of_lenders_are_asked_about(peer):
    (found,) = judged(HEAD, f"2026-08-03,,500.00,600.00,{peer},代扣")
    assert found[1] in {"review", "debt_repay"}


@pytest.mark.parametrize("peer", ["百花店", "领先花园物业", "信用付款码小店", "鲜花速递", "王小花"])
def test_names_that_only_look_alike_are_shops(peer):
    (found,) = judged(HEAD, f"2026-08-03,,500.00,600.00,{peer},消费")
    assert found[1] == "expense"
