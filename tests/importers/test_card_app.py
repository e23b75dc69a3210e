"""An app's list of payments by card: read by the card that each row names."""

from __future__ import annotations

import pytest
import statement_builders as b

from jiebei_desktop.importers.reading import read

DEBIT, CREDIT = "招商银行借记卡(6411)", "交通银行信用卡(9022)"
HEAD = "交易时间,交易类型,商户名称,交易金额,付款卡,交易状态"


def judged(*rows, head=HEAD, before=("云闪付交易明细",)):
    found = read(b.table(head, *rows, before=before))
    pairs = zip(found.rows, found.verdicts, strict=True)
    return found, [(row.fen, row.tail, v.kind.value, v.reason, v.debts) for row, v in pairs]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (f"消费,小店,12.00,{DEBIT},交易成功", (-1200, "6411", "expense", "paid", ())),
        (f"消费,小店,12.00,{CREDIT},消费成功",
         (-1200, "9022", "expense", "paid_credit", (("交通银行信用卡(9022)", 1200),))),
        (f"退款,小店,12.00,{DEBIT},退款成功", (1200, "6411", "refund", "refund", ())),
        (f"消费,小店,12.00,{DEBIT},已退款",
         (1200, "6411", "review", "unknown_direction", ())),
        (f"信用卡还款,{CREDIT},500.00,{DEBIT},交易成功",
         (-50_000, "6411", "debt_repay", "repaid", (("交通银行信用卡(9022)", -50_000),))),
        (f"消费,小店,12.00,{DEBIT},交易失败", (-1200, "6411", "ignored_failed", "failed", ())),
        (f"其他,小店,12.00,{DEBIT},交易成功", (1200, "6411", "review", "unknown_direction", ())),
        (f"消费,某某小额贷款,300.00,{DEBIT},交易成功",
         (-30_000, "6411", "review", "looks_like_lender", ())),
    ],
)  # fmt: skip
def test_a_payment_is_of_the_card_that_its_row_names(row, expected):
    other = f"2026-10-02 09:00:00,消费,别家,1.00,{DEBIT},交易成功"
    found, rows = judged(f"2026-10-01 10:00:00,{row}", other)
    assert (found.format, found.source, found.tail) == ("unionpay", "unionpay", "")
    assert rows[0] == expected


def test_a_list_without_a_title_is_known_by_its_cards_and_its_own_signs():
    head = "交易时间,交易名称,金额,卡号,交易类别,交易状态"
    found, rows = judged(
        "2026-10-01 10:00:00,小店,-12.00,招商银行 **** 6411,消费,成功",
        "2026-10-02 10:00:00,小店退款,+2.00,招商银行 **** 6411,退款,成功",
        head=head, before=(),
    )  # fmt: skip
    assert found.source == "unionpay"
    assert [row[:3] for row in rows] == [(-1200, "6411", "expense"), (200, "6411", "refund")]


def test_a_card_in_the_remark_paid_but_beside_a_repayment_it_was_repaid():
    head = "交易日期,交易时间,交易类型,交易金额,账户余额,交易对方,交易备注"
    _, rows = judged(
        "2026-10-01,10:00:00,消费,-12.00,,小店,交通银行信用卡(9022)",
        "2026-10-02,10:00:00,信用卡还款,-50.00,,交通银行,交通银行信用卡(9022)",
        head=head,
    )
    assert [row[2:] for row in rows] == [
        ("expense", "paid_credit", (("交通银行信用卡(9022)", 1200),)),
        ("debt_repay", "repaid", (("交通银行信用卡(9022)", -5000),)),
    ]


def test_a_note_that_speaks_of_the_app_makes_no_list_of_it():
    head = "交易日期,交易时间,收入,支出,余额,交易类型,交易备注"
    row = "2026-08-10,10:00:03,,50.00,450.00,银联消费,小店"
    before = ("招商银行交易记录", "说明：云闪付的交易也在内")
    assert read(b.table(head, row, before=before)).source == "cmb"


def test_sides_that_the_list_names_are_taken():
    head = "交易时间,收支类型,商户名称,交易金额,付款卡,交易状态"
    _, rows = judged(f"2026-10-01 10:00:00,支出,小店,12.00,{DEBIT},交易成功", head=head)
    assert rows[0][0] == -1200


@pytest.mark.parametrize(
    "head",
    [
        "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态",
        "交易时间,商户名称,交易说明,收/支,金额,支付方式,交易状态,交易分类",
    ],
)
def test_the_title_of_the_app_comes_before_columns_that_a_wallet_has_too(head):
    cells = {
        "交易时间": "2026-10-01 10:00:00", "收/支": "支出", "金额(元)": "12.00", "金额": "12.00",
        "支付方式": CREDIT, "当前状态": "支付成功", "交易状态": "支付成功",
    }  # fmt: skip
    row = ",".join(cells.get(name, "小店") for name in head.split(","))
    found, rows = judged(row, head=head)
    assert found.source == "unionpay"
    assert rows[0][2:] == ("expense", "paid_credit", (("交通银行信用卡(9022)", 1200),))
    assert judged(row, head=head, before=("账单",))[0].source != "unionpay"
