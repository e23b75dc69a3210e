"""Papers of banks and lenders in the ways in which people have them, each row to the fen."""

from __future__ import annotations

import base64
import zlib

import pdf_builder as pdf
import pytest
import statement_builders as b

from jiebei_desktop.importers.amounts import amount, clock, moment, tail_of
from jiebei_desktop.importers.reading import read
from jiebei_desktop.importers.verdicts import Kind

SPENT, REPAID, DRAWN = Kind.EXPENSE, Kind.DEBT_REPAY, Kind.DEBT_DRAW
MOVED, ASKED = Kind.TRANSFER, Kind.REVIEW


def grid(*rows):
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def mail(title, *tables):
    page = base64.encodebytes(
        f"<html><body>{title}{''.join(tables)}</body></html>".encode("gb18030")
    )
    head = 'From: a@b.cn\r\nContent-Type: text/html; charset="gb18030"\r\n'
    return f"{head}Content-Transfer-Encoding: base64\r\n\r\n".encode() + page


def pairs(statement):
    return zip(statement.rows, statement.verdicts, strict=True)


CCB = ("交易日", "银行记账日", "卡号后四位", "交易描述", "交易币/金额", "结算币/金额")
CCB_LATIN = ("T-Date", "P-Date", "Card Number", "Description", "Trans.Curr/Amt", "Sett.Curr/Amt")
CCB_ROWS = (
    ("2026-07-25", "2026-07-25", "0800", "支付宝-小店", "CNY", "3,874.90", "CNY", "3,874.90"),
    ("2026-07-26", "2026-07-28", "0800", "AMAZON", "USD", "9.99", "CNY", "71.20"),
    ("2026-08-04", "2026-08-05", "0800", "银联入账 还款", "CNY", "-1,252.90", "CNY", "-1,252.90"),
)
CCB_FOUND = [(-387_490, SPENT), (-7_120, SPENT), (125_290, REPAID)]
ICBC = (
    "卡号后四位",
    "交易日",
    "记账日",
    "交易类型",
    "商户名称/城市",
    "交易金额/币种",
    "记账金额/币种",
)

CARDS = {
    "CCB, names over two cells each": (
        mail("中国建设银行信用卡对账单", grid(CCB, CCB_LATIN, *CCB_ROWS)), CCB_FOUND,
    ),
    "CCB, an empty name over the amount": (
        mail("中国建设银行信用卡对账单", grid((*CCB[:5], "", CCB[5], ""), *CCB_ROWS)), CCB_FOUND,
    ),
    "CCB, currency and amount in one cell": (
        mail("中国建设银行信用卡对账单", grid(CCB, *(
            (*row[:4], " ".join(row[4:6]), " ".join(row[6:])) for row in CCB_ROWS
        ))), CCB_FOUND,
    ),
    "CCB on paper": (
        pdf.pdf(pdf.table(
            CCB, (40, 100, 170, 230, 350, 450),
            [("20260801", "20260802", "0800", "财付通-美团", "人民币元/20.80", "人民币元/20.80"),
             ("20260803", "20260803", "0800", "还款", "人民币元/-500.00", "人民币元/-500.00")],
            head=("中国建设银行龙卡信用卡对账单明细",),
        )), [(-2_080, SPENT), (50_000, REPAID)],
    ),
    "ICBC, the side behind the amount": (
        mail("中国工商银行信用卡对账单", grid(
            ICBC,
            ("1234", "2026-08-01", "2026-08-02", "消费", "美团", "35.00/RMB", "35.00/RMB(支出)"),
            ("1234", "2026-08-01", "2026-08-02", "消费", "AMAZON", "3.50/USD", "25.00/CNY(支出)"),
            ("1234", "2026-08-03", "2026-08-03", "还款", "", "500.00/RMB", "500.00/RMB(存入)"),
        )), [(-3_500, SPENT), (-2_500, SPENT), (50_000, REPAID)],
    ),
    "digits in full width": (
        b.table(
            "交易日期,交易摘要,卡号末四位,交易金额", "２０２６／０８／０１,消费,１２３４,１８．００",
            "２０２６／０８／０３,还款,１２３４,－３００．００", before=("浦发银行信用卡账单",),
        ), [(-1_800, SPENT), (30_000, REPAID)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CARDS)
def test_a_card_bill_has_its_rows_and_one_card(name):
    data, found = CARDS[name]
    statement = read(data)
    kinds = [verdict.kind for verdict in statement.verdicts]
    assert [(row.fen, kind) for row, kind in zip(statement.rows, kinds, strict=True)] == found
    assert set(statement.products()) == {statement.card}
    assert statement.card.endswith(f"信用卡({statement.tail})")
    assert statement.tail.isascii()


def test_an_amount_abroad_behind_a_slash_waits_with_its_currency():
    row = ("1234", "2026-08-01", "2026-08-02", "消费", "AMAZON", "3.50/USD", "3.50/USD(支出)")
    statement = read(mail("中国工商银行信用卡对账单", grid(ICBC, row, row)))
    assert [
        (r.currency, v.reason) for r, v in zip(statement.rows, statement.verdicts, strict=True)
    ] == [("USD", "currency")] * 2


def test_a_repayment_with_the_sign_of_a_purchase_is_asked_about():
    """A list of several cards' payments is no card's bill: what a bank account pays back is none."""
    data = b.table(
        "交易时间,交易类型,商户名称,交易金额,付款银行卡,交易状态",
        "2026-08-01 10:00:00,消费,便利店,-12.00,招商银行信用卡(1234),交易成功",
        "2026-08-02 10:00:00,信用卡还款,招商银行信用卡,-500.00,储蓄卡(5678),交易成功",
    )
    statement = read(data)
    assert [v.reason for v in statement.verdicts] == ["paid_credit", "repaid"]
    assert statement.products() == {"招商银行信用卡(1234)": 1_200, "招商银行信用卡": -50_000}
    cost = b.table(
        "交易日期,交易摘要,卡号末四位,交易金额", "2026-08-01,还款手续费,1234,5.00",
        "2026-08-02,还款冲正,1234,300.00", "2026-08-03,还款,1234,-300.00", before=("中信银行信用卡",),
    )  # fmt: skip
    assert [v.kind for v in read(cost).verdicts] == [MOVED, ASKED, REPAID]


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1.234,00", 123_400), ("2.000,00", 200_000), ("-1.234.567,89", -123_456_789),
        ("12,50", 1_250), ("1,234.00", 123_400), ("1,234,567", 123_456_700),
        ("10,0000.00", 10_000_000), ("(1,234.00)", -123_400), ("1,234.00CR", 123_400),
        ("1,234.00 Dr", -123_400), ("1,234.00-", -123_400), ("5000元整", 500_000),
        ("35.00/RMB", 3_500), ("人民币元/20.80", 2_080), ("CNY 35.00", 3_500),
        ("2,5", None), ("1,23,456", None), ("1.2345,00", None), ("1,234.00,00", None),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_grouped_or_not_at_all(text, fen):
    found = amount(text)
    assert (found and found.fen) == fen


def test_numbers_that_stand_for_days_hours_and_cards():
    assert moment(20260801.0) == "2026-08-01"
    assert moment(20260801.5) is None
    assert clock(93015.0) == "09:30:15"
    assert moment("08月01日", (2026, 8)) == "2026-08-01"
    assert tail_of("６２２２０００１２３４") == "1234"


def test_debit_and_credit_alone_name_the_columns_of_an_account():
    head = "交易日期,摘要,借方,贷方,余额"
    statement = read(
        b.table(head, "2026-08-01,房租,1234.00,,8766.00", "2026-08-02,工资,,9.00,8775.00")
    )
    assert [row.fen for row in statement.rows] == [-123_400, 900]


def test_a_header_whose_names_break_keeps_the_numbers_of_its_rows():
    head = '"交易日期","摘要","收入\n(元)","支出\n(元)","余额\n(元)"'
    statement = read(f"某某银行\n{head}\n2026-08-01,a,,5.00,95.00\n".encode())
    assert [(row.line, row.fen, row.balance) for row in statement.rows] == [(6, -500, 9_500)]


def test_commas_of_full_width_part_cells():
    data = "交易日期，摘要，收入，支出，余额\n2026-08-01，a，，5.00，95.00\n".encode()
    assert [row.fen for row in read(data).rows] == [-500]


@pytest.mark.parametrize(
    ("note", "peer"),
    [("还钱", "张三"), ("还债", "张三"), ("代扣 中信消金", ""), ("服务", "马上消金")],
)
def test_what_may_repay_somebody_is_no_living_cost(note, peer):
    head = "交易日期,摘要,收入,支出,余额,对方户名"
    (verdict,) = read(b.table(head, f"2026-08-01,{note},,5.00,95.00,{peer}")).verdicts
    assert (verdict.kind, bool(verdict.lender)) == (Kind.REVIEW, True)


def test_money_of_a_loan_on_a_card_is_no_refund():
    head = "交易日期,交易摘要,卡号末四位,交易金额"
    rows = ("2026-08-01,现金分期入账,1234,-10000.00", "2026-08-02,消费,1234,5.00")
    statement = read(b.table(head, *rows, before=("招商银行信用卡账单",)))
    assert [v.reason for v in statement.verdicts] == ["repayment_returned", "paid_credit"]


OLD_EXCEL = (
    "eNrtWE1IVFEU/u6bH0fxZ/wrHMFkKCtTGjVHN85UVC6i8adFFlppM0lMagxtdFGazSJqSGjRD7UQbNHGatOfBbUqKD"
    "BskQSBFm5qFSRFqK9zz7xnjhk4YYLxvsc9955zzz33zD3n3vvmvR5OH+u/6xjHPHhgwoyaCOscmaCSqDN2UL+qyqZe"
    "26ioBlYUEm0USKsFQymvEmQMZbzHoeCO+RlR4AOVRpyAr6M9kL+M2M4+NAvpQ5UwU+4puE4lFTnsVwbTI0wzmd5m3c"
    "dMt7IkwrSKdMfEAQx7fYWVWh43KE7uSyUqcJ/HvGNJCbLxQubx6T4R1bVgW+hY8/EV1pFnTsYAKKTVgfZASPJpuIkk"
    "oJNQ3NZW7PePIYvCPYBJNR/4qu/rp/mGfHnlAiT/HitP+IPcRkGcL7+kmIFuqIeFTOYwkhE2yx5FBOtsrZJ/bo3yTT"
    "5b6xQuyLNbpgJtHFEQ+bbXobpRSplfARc9JdQuwxaUwz3bpv034Ms8OhFY00pzuAOBOqo2B37Ian/NjStUNfh7zlkh"
    "nJFRn6OvGGmNlw/SfVDqKnW7Kl3lpDDRtCNigyj0PfLV1HhbKiKe4OhFT1D6ET2E7DGHUApvzWSifqRxO503qJ3WYO"
    "rWl5E9LbXeQyzp5osnej2tk2sBFT1yBA1O5R5eDtoZQCGP2MT0DFvN5baDaRbpUF1Qm601dvWyzlnuLaB5yhhvvOvn"
    "tDdQO/y57kFe+KN3I7UHq8e7sgbfevvhpOvST+Pl04siUSSuXZV46NVroR1k75nm/Hao2RS79ttU7Q5OwzTHDrQe0D"
    "QE/7pYDcEakkY5ff2inEKcaZYzEWee5czEWTTLyjzLp5Qk7fhtH1HwhL2XtobWytleTlrIlrSisBWrZsW0gH8m9k+G"
    "W9o0sX9On85Jj3Z3rdU0pS0ZY4+SgXtyejrgf2E5MshkZNCSZ9CnmAwKrZazna/PjcmgRD3qWCjqBgwYMGDAgIG/gr"
    "zeFe0Fx6y94siXpwTtu840lRnjM8l/i3p00HOS/lLuRDvVIXTGlT+rYBG6LbHIMfr3Qol9NHsIQbSwH8G485deH8Xc"
    "37Pogfal20Lxzj8Tj5//eP6f+AozDg=="
)
"""A workbook of Excel 97 (BIFF8) that xlwt wrote: two months of one account, days as serials."""


def test_a_workbook_of_old_excel_is_read_with_its_days_and_months():
    statement = read(zlib.decompress(base64.b64decode(OLD_EXCEL)))
    rows = [(row.at[:10], row.fen, verdict.kind) for row, verdict in pairs(statement)]
    assert rows == [
        ("2026-08-01", -2_350, SPENT),
        ("2026-08-05", 500_000, Kind.INCOME),
        ("2026-09-01", -150_000, REPAID),
    ]
    assert [one.code for one in statement.notices] == ["sheets_stacked"]


LISTS = {
    "fees alone": (
        "还款时间,还款金额,本金,服务费,违约金,状态", "2026-08-09,512.00,500.00,12.00,0.00,还款成功",
        "京东白条还款明细", (50_000, 0, 0, 1_200),
    ),
    "fees of several kinds": (
        "还款时间,还款金额,本金,利息,担保费,会员费,状态",
        "2026-08-09,500.00,380.00,57.00,60.00,3.00,还款成功", "分期乐还款明细", (38_000, 5_700, 0, 6_300),
    ),
    "what was due beside what was paid": (
        "实还日期,实还金额,实还本金,实还利息,实还罚息,罚息,状态",
        "2026-08-09,438.50,380.00,57.00,1.50,9.00,已还清", "借呗还款明细", (38_000, 5_700, 150, 0),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_lenders_list_is_divided_by_the_columns_that_add_up(name):
    head, row, title, parts = LISTS[name]
    (verdict,) = read(b.table(head, row, before=(title,))).verdicts
    assert (verdict.kind, verdict.parts) == (REPAID, parts)


def test_purchases_on_a_pay_later_bill_wait_and_its_repayments_count():
    rows = ("2026-08-01 10:00:00,小店,35.00", "2026-08-02 11:00:00,还款,-500.00")
    statement = read(b.table("交易时间,交易说明,金额", *rows, before=("花呗账单 2026年08月",)))
    assert [v.reason for v in statement.verdicts] == ["credit_bill", "repaid"]
    assert statement.products() == {"花呗": -50_000}
    assert statement.rows[0].method == "花呗"
