"""A card's bill names two days of the month; other sentences about them name none."""

from __future__ import annotations

import pytest
import statement_builders as b

from jiebei_desktop.importers.card_bill import bill_days
from jiebei_desktop.importers.reading import read
from jiebei_desktop.importers.verdicts import CARD_COST, Kind

ROWS = ("2026-08-13,2026-08-14,5555,示例超市消费,50.00", "2026-08-20,2026-08-20,5555,还款,-20.00")
HEAD = "交易日,记账日,卡号后四位,交易描述,人民币金额"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["账单日：2026年08月10日  到期还款日：2026年08月28日"], (10, 28)),
        (["账单日 Statement Date 2026/08/10", "本期还款日 Payment Due Date: 2026/8/28"], (10, 28)),
        (["账单日期 20260810", "最后还款日期 20260828"], (10, 28)),
        (["账单日: 每月10日", "还款日：28日"], (10, 28)),
        (["账单日 到期还款日 信用额度", "2026-08-10 2026-08-28 ¥30,000.00"], (10, 28)),
        (["到期还款日 账单日", "2026年08月28日 2026年08月10日"], (28, 10)[::-1]),
        (["账单日后20天内还款，还款日前3日提醒"], (None, None)),
        (["账单日：2026年08月99日"], (None, None)),
        (["还款日：5日后请勿重复"], (None, None)),
        ([], (None, None)),
    ],
)
def test_the_days_stand_beside_their_names_or_below_them(lines, found):
    assert bill_days(lines) == found


def test_a_bill_hands_on_its_days_and_a_debit_account_has_none():
    before = ("招商银行信用卡账单 2026年08月", "账单日：2026年08月21日 到期还款日：2026年09月08日")
    bill = read(b.table(HEAD, *ROWS, before=before))
    assert (bill.card, bill.bill_days) == ("招商银行信用卡(5555)", (21, 8))
    account = read(b.cmb([("20260801", "10:00:00", 500_000, "转账", "账单日：每月21日")]))
    assert (account.card, account.bill_days) == ("", (None, None))


def test_a_bill_in_instalments_counts_no_purchase_twice_and_is_no_refund():
    bill = read(
        b.table(
            HEAD,
            "2026-08-13,2026-08-14,5555,示例超市消费,6000.00",
            "2026-08-22,2026-08-22,5555,账单分期转出,-6000.00",
            "2026-08-22,2026-08-22,5555,账单分期 本金 第1/12期,500.00",
            "2026-08-22,2026-08-22,5555,账单分期手续费,36.00",
            "2026-08-23,2026-08-23,5555,商场消费分期 第1/6期,100.00",
            "2026-08-24,2026-08-24,5555,还款,-20.00",
            before=("招商银行信用卡账单 2026年08月",),
        )
    )
    assert [verdict.kind for verdict in bill.verdicts] == [
        Kind.EXPENSE, Kind.TRANSFER, Kind.TRANSFER, Kind.TRANSFER, Kind.EXPENSE, Kind.DEBT_REPAY,
    ]  # fmt: skip
    assert bill.verdicts[1].debts == bill.verdicts[2].debts == ()
    assert bill.verdicts[3] == (
        Kind.TRANSFER,
        CARD_COST,
        (("招商银行信用卡(5555)", 3600),),
        0,
        "",
        "",
        (),
    )


@pytest.mark.parametrize(
    ("words", "kind", "reason"),
    [
        ("分期本金 第3/12期", Kind.TRANSFER, "bill_instalments"),
        ("e招贷分期摊销", Kind.TRANSFER, "bill_instalments"),
        ("现金分期 第2/12期 本金", Kind.TRANSFER, "bill_instalments"),
        ("现金分期", Kind.DEBT_DRAW, "paid_credit"),
        ("分期手续费 第3/12期", Kind.TRANSFER, CARD_COST),
        ("苏宁 消费分期 第2期", Kind.EXPENSE, "paid_credit"),
    ],
)
def test_the_principal_of_an_instalment_is_neither_spent_nor_drawn_again(words, kind, reason):
    bill = read(
        b.table(
            HEAD,
            "2026-08-13,2026-08-14,5555,示例超市消费,60.00",
            f"2026-08-22,2026-08-22,5555,{words},500.00",
            "2026-08-24,2026-08-24,5555,还款,-20.00",
            before=("招商银行信用卡账单 2026年08月",),
        )
    )
    assert (bill.verdicts[1].kind, bill.verdicts[1].reason) == (kind, reason)


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        ("交易币种,交易金额,入账币种,入账金额", [(-7190, "paid_credit"), (-2000, "currency")]),
        ("入账币种,交易币种,交易金额", [(-7190, "currency"), (-2000, "currency")]),
    ],
)
def test_a_purchase_abroad_has_the_currency_of_the_amount_that_is_booked(amounts, found):
    posted = {"入账币种": ("人民币", "USD"), "入账金额": ("71.90", "20.00")}
    traded = {"交易币种": ("USD", "USD"), "交易金额": ("71.90", "20.00")}
    cells = [{**posted, **traded}[name] for name in amounts.split(",")]
    rows = [
        f"2026-08-01,2026-08-02,网店消费,5555,{','.join(row)}" for row in zip(*cells, strict=True)
    ]
    head = f"交易日,记账日,交易描述,卡号后四位,{amounts}"
    bill = read(b.table(head, *rows, before=("中信银行信用卡账单",)))
    pairs = zip(bill.rows, bill.verdicts, strict=True)
    assert [(row.fen, verdict.reason) for row, verdict in pairs] == found
