"""One event is booked once, whichever two papers show it and whichever comes first."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
import statement_builders as b
from msgspec.structs import replace
from statement_builders import CARD, A, number, w

from jiebei_desktop.importers.credit import card_parts
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.services.files import export
from jiebei_desktop.services.statements import imports_history, proposed_debts

LOAN = {"category": "信用借还", "way": "不计收支"}
HEAD = "交易日期,交易时间,收入,支出,余额,交易类型,交易备注"
CARD_HEAD = "交易日,卡号后四位,交易描述,存入,支出"


def card(*rows, bank="中信银行"):
    return b.table(CARD_HEAD, *rows, before=(f"{bank}信用卡账单 2026年08月",))


def account(*rows, bank="招商银行"):
    return b.table(HEAD, *rows, before=(f"{bank}交易记录",))


def paper(*rows):
    """Return the same account as its certificate lists it: days only, one signed column."""
    head = "记账日期,货币,交易金额,联机余额,交易摘要,对手信息,客户摘要"
    return b.table(head, *rows, before=("招商银行交易流水",))


CARD_REPAID = A(
    **LOAN, peer="中信银行", item="信用卡还款", status="还款成功", amount="700.00", method=CARD,
    at="2026-08-10 10:00:00", order=number(1),
)  # fmt: skip
COFFEE = A(at="2026-08-10 10:00:00", amount="12.00", peer="小店", item="午饭", order=number(2))
RESAVED = b.alipay_text([COFFEE], count=None).replace("2026-08-10 10:00:00", "2026/8/10 10:00")
SALARY = "2026-08-10,09:00:00,8500.00,,9000.00,代发工资,示例公司 工资"
RENT = "2026-08-11,09:00:00,,2000.00,7000.00,转账汇款,房东 房租"

APP_HEAD = "交易时间,交易类型,商户名称,交易金额,付款卡,交易状态,订单号"


def app(*rows):
    """Return what 云闪付 lists: payments by the cards of several banks."""
    return b.table(APP_HEAD, *rows, before=("云闪付交易明细",))


CCB = "交易日,银行记账日,卡号后四位,交易描述,交易币/金额,结算币/金额"
BAITIAO = "还款时间,还款金额,本金,服务费,违约金,状态"

PAIRS = {
    "wallet that keeps a fee of a withdrawal, and the account that gets the rest": (
        b.wechat_csv([w(kind="零钱提现", peer="招商银行", way="/", amount="100.10", status="提现已到账",
                        method="招商银行(6411)", at="2026-10-10 10:00:00", note="服务费¥0.10")]),
        account("2026-10-10,10:00:20,100.00,,600.00,转账汇款,财付通"),
        [("expense", 10)],
        [],
    ),
    "account and an app's list, a purchase": (
        b.table(HEAD, "2026-08-10,10:00:03,,50.00,450.00,银联消费,小店",
                before=("招商银行 卡号：6225 **** **** 6411",)),
        app("2026-08-10 10:00:00,消费,示例小店,50.00,招商银行借记卡(6411),交易成功,U1"),
        [("expense", 5000)],
        [],
    ),
    "account of no known digits and an app's list, by like words": (
        account("2026-08-10,10:00:03,,50.00,450.00,快捷支付,示例小店"),
        app("2026-08-10 10:00:00,消费,示例小店,50.00,招商银行借记卡(6411),交易成功,U1"),
        [("expense", 5000)],
        [],
    ),
    "account and an app's list, money back two days later": (
        b.table(HEAD, "2026-08-12,09:00:00,50.00,,450.00,退款,银联退款",
                before=("招商银行 卡号：6225 **** **** 6411",)),
        app("2026-08-10 10:00:00,退款,示例小店,50.00,招商银行借记卡(6411),退款成功,U1"),
        [("expense", -5000)],
        [],
    ),
    "card and an app's list, posted two days later": (
        card("2026-08-12,9022,小店,,56.00", bank="交通银行"),
        app("2026-08-10 10:00:00,消费,示例小店,56.00,交通银行信用卡(9022),交易成功,U1"),
        [("expense", 5600)],
        [("交通银行信用卡", "purchase", 5600)],
    ),
    "card's bill and an app's list, a repayment from an account": (
        card("2026-08-12,9022,跨行还款,700.00,", bank="交通银行"),
        app("2026-08-10 10:00:00,信用卡还款,交通银行信用卡(9022),700.00,招商银行借记卡(6411),交易成功,U1"),
        [],
        [("交通银行信用卡", "repay", 70_000)],
    ),
    "wallet that pays through the app, and the app's list": (
        b.alipay([A(method="云闪付-招商银行(6411)", at="2026-08-10 10:00:00", amount="50.00")]),
        app("2026-08-10 10:00:04,消费,小店,50.00,招商银行借记卡(6411),交易成功,U1"),
        [("expense", 5000)],
        [],
    ),
    "notebook and an app's list": (
        app("2026-08-10 10:00:00,消费,示例超市,12.00,招商银行借记卡(6411),交易成功,U1"),
        b.alipay_book([["2026-08-10 10:00:20", "购物", "支出", "12.00", "超市", "余额", "", ""]]),
        [("expense", 1200)],
        [],
    ),
    "wallet and a card's bill with a currency before each amount": (
        b.alipay([A(method="建设银行信用卡(0800)", at="2026-08-10 10:00:00", amount="3874.90")]),
        b.table(
            CCB, "2026-08-10,2026-08-11,0800,支付宝-小店,CNY,3874.90,CNY,3874.90",
            before=("中国建设银行信用卡对账单",),
        ),
        [("expense", 387_490)],
        [("建设银行信用卡", "purchase", 387_490)],
    ),
    "wallet and a lender's list without interest": (
        b.wechat_csv([
            w(at="2026-10-09 10:00:02", amount="512.00", peer="京东", item="京东白条还款",
              method="招商银行(1234)")
        ]),
        b.table(
            BAITIAO, "2026-10-09 10:00:00,512.00,500.00,12.00,0.00,还款成功",
            before=("京东白条还款明细",),
        ),
        [],
        [("京东白条", "repay", 51_200)],
    ),
    "wallet and account whose number stands in groups": (
        b.alipay([A(method="工商银行储蓄卡(1234)", at="2026-08-10 10:00:00", amount="50.00")]),
        b.table(
            HEAD, "2026-08-10,10:00:03,,50.00,450.00,快捷支付,支付宝-小店",
            before=("工商银行 卡号：6222 **** **** 1234",),
        ),
        [("expense", 5000)],
        [],
    ),
    "wallet and account": (
        b.alipay([A(method=CARD, at="2026-08-10 10:00:00", amount="50.00")]),
        account("2026-08-10,10:00:03,,50.00,450.00,快捷支付,支付宝-小店"),
        [("expense", 5000)],
        [],
    ),
    "wallet and card, a purchase": (
        b.alipay([A(method="中信银行信用卡(5555)", at="2026-08-10 10:00:00", amount="50.00")]),
        card("2026-08-11,5555,支付宝-小店,,50.00"),
        [("expense", 5000)],
        [("中信银行信用卡", "purchase", 5000)],
    ),
    "wallet and card, a repayment": (
        b.alipay([CARD_REPAID]),
        card("2026-08-11,5555,支付宝还款,700.00,"),
        [],
        [("中信银行信用卡", "repay", 70_000)],
    ),
    "account and card": (
        account("2026-08-10,10:00:00,,700.00,500.00,信用卡还款,中信银行信用卡还款"),
        card("2026-08-12,5555,跨行还款,700.00,"),
        [],
        [("中信银行信用卡", "repay", 70_000)],
    ),
    "account and card, which posts days before the account": (
        account("2026-08-12,10:00:00,,700.00,500.00,信用卡还款,中信银行信用卡还款"),
        card("2026-08-09,5555,跨行还款,700.00,"),
        [],
        [("中信银行信用卡", "repay", 70_000)],
    ),
    "account and its own bank's card": (
        account("2026-08-10,10:00:00,,700.00,500.00,自动还款,招商银行信用卡(5555)"),
        card("2026-08-10,5555,自动还款,700.00,", bank="招商银行"),
        [],
        [("招商银行信用卡", "repay", 70_000)],
    ),
    "wallet and card, a refund and a repayment of one amount": (
        b.alipay([
            CARD_REPAID,
            A(method="中信银行信用卡(5555)", at="2026-08-10 09:00:00", amount="700.00",
              status="退款成功", way="不计收支", category="退款", peer="商场", order=number(3)),
        ]),
        card("2026-08-11,5555,支付宝还款,700.00,", "2026-08-11,5555,支付宝-商场退款,700.00,"),
        [("expense", -70_000)],
        [("中信银行信用卡", "refund", 70_000), ("中信银行信用卡", "repay", 70_000)],
    ),
    "wallet and account, a repayment booked a day later": (
        b.alipay([CARD_REPAID]),
        account("2026-08-11,23:00:00,,700.00,500.00,快捷支付,支付宝-信用卡还款"),
        [],
        [("中信银行信用卡", "repay", 70_000)],
    ),
    "wallet and account, a repayment booked a day earlier": (
        b.alipay([CARD_REPAID]),
        account("2026-08-09,08:00:00,,700.00,500.00,快捷支付,支付宝-信用卡还款"),
        [],
        [("中信银行信用卡", "repay", 70_000)],
    ),
    "shop and wallet": (
        b.wechat_csv([w(at="2026-10-03 10:00:00", peer="京东", amount="50.00", order="W1")]),
        b.jd([("2026-10-03 10:00:05", "京东商城", "洗衣液", "50.00", "微信支付", "交易成功", "支出", "日用百货", "J1")], period="2026-10-01 至 2026-10-31"),
        [("expense", 5000)],
        [],
    ),
    "notebook and wallet": (
        b.alipay([COFFEE]),
        b.alipay_book([["2026-08-10 10:00:20", "餐饮", "支出", "12.00", "", "余额", "", ""]]),
        [("expense", 1200)],
        [],
    ),
    "notebook and account, another hour of the day": (
        account("2026-08-10,10:00:03,,50.00,450.00,快捷支付,示例超市"),
        b.alipay_book([["2026-08-10 19:00:00", "购物", "支出", "50.00", "超市买菜", "余额", "", ""]]),
        [("expense", 5000)],
        [],
    ),
    "web file and certificate of one account": (
        account(SALARY, RENT),
        paper(
            "2026-08-10,CNY,8500.00,9000.00,代发工资,示例公司,",
            "2026-08-11,CNY,-2000.00,7000.00,转账汇款,房东,房租",
        ),
        [("expense", 200_000), ("income", 850_000)],
        [],
    ),
    "saved again by a spreadsheet": (
        b.alipay([COFFEE]),
        RESAVED.replace(number(2), "2.02608E+27").encode("gb18030"),
        [("expense", 1200)],
        [],
    ),
}  # fmt: skip


HE_PAYS = A(peer="王丽", item="转账", category="转账红包", amount="500.00", order=number(50))
SHE_GETS = replace(HE_PAYS, peer="李强", way="收入")
LUNCH = A(peer="饭馆", item="午饭", amount="30.00", order=number(51))
RICE = A(peer="超市", item="米", amount="40.00", order=number(52))
WALLETS = {
    "he": [HE_PAYS, LUNCH],
    "she": [SHE_GETS, RICE],
    "he again": [HE_PAYS],
    "she again": [SHE_GETS],
}


@pytest.mark.parametrize("order", list(permutations(WALLETS)))
def test_both_sides_of_a_payment_between_two_of_a_household_are_kept_once(session, bring, order):
    for name in order:
        bring(b.alipay(WALLETS[name]), name=f"{name}.csv")
    assert booked(session)[0] == [
        ("expense", 3000), ("expense", 4000), ("expense", 50_000), ("income", 50_000),
    ]  # fmt: skip
    for batch in session.ledger.rows("import_batches"):
        imports_history.revert(session, batch["id"])
    assert booked(session) == ([], [])
    assert session.ledger.check() == ()


def booked(session):
    entries = session.ledger.rows("entries")
    events = session.ledger.rows("debt_events")
    return (
        sorted((row["kind"], row["amount_fen"]) for row in entries),
        sorted((card_parts(row["product"])[0], row["kind"], row["amount_fen"]) for row in events),
    )


def kinds(session):
    return [(row["kind"], row["reason"]) for row in session.ledger.rows("raw_rows")]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", PAIRS)
def test_one_event_of_two_papers_is_booked_once(session, bring, name, turned):
    one, other, entries, events = PAIRS[name]
    files = [other, one] if turned else [one, other]
    single = bring(files[1], name="0.csv")
    alone = (booked(session), kinds(session))
    imports_history.revert(session, single.batch)
    first = bring(files[0], name="1.csv")
    second = bring(files[1], name="2.csv")
    assert booked(session) == (entries, events)
    assert second.rows in {second.linked, second.duplicates}
    assert second.accounted.rows == second.rows
    imports_history.revert(session, first.batch)
    if second.linked == second.rows:  # what explained the second file's rows is gone
        assert (booked(session), kinds(session)) == alone
    imports_history.revert(session, second.batch) if second.batch else None
    assert booked(session) == ([], [])
    assert session.ledger.check() == ()


@pytest.mark.parametrize("name", ["account and card", "notebook and wallet"])
def test_a_pair_can_be_taken_apart_and_stays_apart(session, bring, name):
    one, other, *_ = PAIRS[name]
    bring(one, name="1.csv")
    bring(other, name="2.csv")
    (link,) = session.ledger.rows("links")
    imports_history.unlink(session, link["id"])
    assert bring(other, name="2.csv").linked == 0
    assert [row.reason for row in imports_history.open_rows(session)] == ["unlinked"]


def test_a_pair_taken_apart_and_decided_stays_so_when_the_other_file_goes(session, bring):
    one, other, *_ = PAIRS["wallet and account"]
    wallet = bring(one, name="1.csv").batch
    bring(other, name="2.csv")
    (link,) = session.ledger.rows("links")
    imports_history.unlink(session, link["id"])
    (row,) = imports_history.open_rows(session)
    imports_history.decide(session, [row.row_id], Kind.INCOME)
    imports_history.revert(session, wallet)
    assert booked(session) == ([("income", 5000)], [])


def test_a_row_whose_wallet_goes_asks_about_its_lender_again(session, bring):
    wallet = bring(
        b.alipay([
            A(peer="某某小额贷款", item="还款", method=CARD, at="2026-08-10 10:00:00", amount="300.00")
        ]), name="1.csv",
    )  # fmt: skip
    assert (
        bring(account("2026-08-10,10:00:03,,300.00,1.00,快捷支付,支付宝-某某小额贷款")).linked == 1
    )
    assert imports_history.asked_names(session) == {}
    imports_history.revert(session, wallet.batch)
    assert imports_history.asked_names(session) == {"某某小额贷款": 1}


def test_three_papers_of_one_repayment_are_one_in_every_order(session, bring):
    papers = {
        "wallet": b.alipay([CARD_REPAID]),
        "account": account("2026-08-10,10:00:05,,700.00,500.00,快捷支付,支付宝-中信银行"),
        "card": card("2026-08-11,5555,支付宝还款,700.00,"),
    }
    for first in papers:
        order = [first, *(name for name in papers if name != first)]
        batches = {name: bring(papers[name], name=f"{name}.csv").batch for name in order}
        one = [("中信银行信用卡", "repay", 70_000)]
        assert booked(session) == ([], one), order
        for gone in order:  # whichever goes, the others still hold one event
            imports_history.revert(session, batches.pop(gone))
            known = batches.keys() - {"account"}  # which alone only asks what it was
            assert booked(session) == ([], one if known else []), (order, gone)


def test_a_wallet_an_app_and_a_bank_hold_one_payment_in_every_order(session, bring):
    papers = {
        "wallet": b.alipay([
            A(method="云闪付-招商银行(6411)", at="2026-08-10 10:00:00", amount="50.00"),
        ]),
        "account": b.table(
            HEAD, "2026-08-10,10:00:03,,50.00,450.00,快捷支付,银联-小店",
            before=("招商银行 卡号：6225 **** **** 6411",),
        ),
        "app": app("2026-08-10 10:00:01,消费,小店,50.00,招商银行借记卡(6411),交易成功,U1"),
    }  # fmt: skip
    for order in permutations(papers):
        batches = {name: bring(papers[name], name=f"{name}.csv").batch for name in order}
        assert booked(session) == ([("expense", 5000)], []), order
        for gone in order:  # whichever goes, the others still hold one event
            imports_history.revert(session, batches.pop(gone))
            assert booked(session) == ([("expense", 5000)] if batches else [], []), (order, gone)


def test_equal_payments_of_other_cards_and_a_wallets_payment_are_no_pair(session, bring):
    bring(
        b.table(
            HEAD,
            "2026-08-10,10:00:03,,50.00,450.00,快捷支付,支付宝-别家",
            "2026-08-10,10:00:05,,60.00,390.00,银联消费,小店",
            before=("招商银行 卡号：6225 **** **** 6411",),
        ),
        name="1.csv",
    )
    listed = app(
        "2026-08-10 10:05:00,消费,示例小店,50.00,招商银行借记卡(6411),交易成功,U1",
        "2026-08-10 10:00:00,消费,示例小店,60.00,工商银行借记卡(0707),交易成功,U2",
    )
    assert bring(listed, name="2.csv").linked == 0


@pytest.mark.parametrize("turned", [False, True])
def test_a_repayment_of_an_unnamed_card_is_of_the_card_whose_bill_has_it(session, bring, turned):
    files = [
        account("2026-08-10,10:00:00,,700.00,500.00,信用卡还款,自动还款"),
        card("2026-08-11,5555,跨行还款,700.00,"),
    ]
    batches = [
        bring(data, name=f"{n}.csv").batch
        for n, data in enumerate(files[::-1] if turned else files)
    ]
    assert booked(session) == ([], [("中信银行信用卡", "repay", 70_000)])
    assert [one.name for one in proposed_debts.proposals(session)] == ["中信银行信用卡"]
    imports_history.revert(session, batches[0 if turned else 1])
    assert booked(session) == ([], [("信用卡", "repay", 70_000)])


def test_another_bank_and_other_digits_are_another_card(session, bring):
    bring(b.alipay([CARD_REPAID]), name="1.csv")
    bring(card("2026-08-11,5555,还款,700.00,", bank="建设银行"), name="2.csv")
    assert len(session.ledger.rows("debt_events")) == 2
    bring(account("2026-08-20,10:00:00,,80.00,500.00,还款,建设银行信用卡(6666)"), name="3.csv")
    assert bring(card("2026-08-20,7777,还款,80.00,", bank="建设银行"), name="4.csv").linked == 0


def test_equal_amounts_of_a_day_without_a_like_word_are_asked_about(session, bring):
    bring(b.alipay([COFFEE]), name="1.csv")
    noted = [["2026-08-10 20:00:00", "交通", "支出", "12.00", "打车", "现金", "", ""]]
    summary = bring(b.alipay_book(noted), name="2.csv")
    assert [n.code for n in summary.warnings] == ["link_unsure"]
    assert (summary.linked, summary.accounted.review) == (0, 1)


def test_destroyed_numbers_are_said(session, bring):
    data = RESAVED.replace(number(2), "2.02608E+27").encode("gb18030")
    assert "numbers_lost" in [notice.code for notice in bring(data).warnings]


def test_a_card_without_balances_is_known_by_day_amount_and_words(session, bring):
    rows = (
        "2026-08-11,5555,小店,,12.00",
        "2026-08-11,5555,小店,,12.00",
        "2026-08-12,5555,书店,,9.00",
    )
    bring(card(*rows, bank="交通银行"), name="1.csv")
    mail = b.table(
        "交易日,交易描述,交易金额",
        "2026-08-11,小店 ,12.00",
        "2026-08-12,书店,9.00",
        "2026-08-11,别家,12.00",
        before=("信用卡账单",),
    )
    second = bring(mail, name="2.csv")
    assert second.duplicates == 2
    assert "known_by_content" in [notice.code for notice in second.warnings]
    debit = account("2026-08-12,10:00:00,,9.00,1.00,书店,", bank="交通银行")
    assert bring(debit, name="3.csv").duplicates == 0


def test_other_accounts_and_other_days_are_no_twins(session, bring):
    bring(account(SALARY, RENT), name="1.csv")
    other = account(SALARY, RENT, bank="中信银行")
    assert bring(other, name="2.csv").duplicates == 0
    later = account(SALARY.replace("08-10", "08-12"), RENT.replace("08-11", "08-13"))
    assert bring(later, name="3.csv").duplicates == 0


def test_our_own_export_comes_back_once(session, bring, tmp_path):
    bring(account(SALARY, RENT), name="1.csv")
    out = tmp_path / "out.csv"
    export.write(session.ledger.read_book(), "csv", out, date(2026, 8, 12))
    assert bring(out.read_bytes(), name="own.csv").duplicates == 2
    text = out.read_text(encoding="utf-8-sig") + "2026-08-12,expense,9.00,B2,水务,水费,statement\n"
    fresh = bring(text.encode(), name="own2.csv")
    assert (fresh.duplicates, fresh.entries) == (2, 1)
    newest = session.ledger.rows("entries", "id DESC")[0]
    assert (newest["category"], newest["amount_fen"]) == ("B2", 900)
