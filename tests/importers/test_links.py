from __future__ import annotations

import statement_builders as b
from statement_builders import A, number

from jiebei_desktop.importers.links import WALLETS, bank_leg, link, wallet_leg
from jiebei_desktop.importers.reading import read
from jiebei_desktop.importers.rows import Row, unique
from jiebei_desktop.importers.verdicts import Kind, plain
from jiebei_desktop.importers.words import words

CARD = b.CARD


def legs(statement):
    """Return the rows that can be part of a link, by their numbers."""
    pairs = enumerate(zip(statement.rows, statement.verdicts, strict=True))
    if statement.source in WALLETS:
        found = [wallet_leg(n, statement.source, row, verdict) for n, (row, verdict) in pairs]
    else:
        card = statement.format.endswith("_credit")
        found = [bank_leg(n, statement.tail, row, v, card=card) for n, (row, v) in pairs]
    return [leg for leg in found if leg is not None]


def pairs(wallet, bank):
    found = link(legs(read(b.alipay(wallet))), legs(read(bank)), words())
    return [(one.main, one.leg, one.ask) for one in found]


def dated(*rows):
    head = "交易日期,收入,支出,摘要,附言"
    return b.table(head, *rows, before=("招商银行", "账号：6214********8705"))


def test_a_bank_without_times_is_matched_within_two_days():
    wallet = [A(method=CARD, at="2026-08-01 10:00:00", amount="5.00")]
    assert pairs(wallet, dated("2026-08-03,,5.00,快捷支付,支付宝-小店")) == [(0, 0, False)]
    assert pairs(wallet, dated("2026-08-04,,5.00,快捷支付,支付宝-小店")) == []


def test_another_card_another_direction_and_another_payer_do_not_fit():
    row = [A(method=CARD, at="2026-08-01 10:00:00", amount="5.00")]
    assert (
        pairs(
            [A(method="某行储蓄卡(1111)", amount="5.00", at="2026-08-01 10:00:00")],
            dated("2026-08-01,,5.00,付,支付宝-x"),
        )
        == []
    )
    assert pairs(row, dated("2026-08-01,5.00,,退,支付宝-x")) == []
    assert pairs(row, dated("2026-08-01,,5.00,付,别家")) == []


def test_a_second_candidate_for_one_bank_row_is_asked_about():
    wallet = [
        A(method=CARD, amount="5.00", order=number(n), at=f"2026-08-01 10:00:0{n}") for n in (0, 5)
    ]
    bank = b.cmb([("20260801", "10:00:09", -500, "快捷支付", "支付宝-小店")], totals=False)
    assert [ask for _, _, ask in pairs(wallet, bank)] == [True]


def test_as_many_rows_as_payments_are_paired_without_a_question():
    wallet = [
        A(method=CARD, amount="5.00", order=number(n), at=f"2026-08-01 10:00:{n:02d}")
        for n in (0, 15)
    ]
    rows = [("20260801", f"10:00:{n:02d}", -500, "快捷支付", "支付宝-小店") for n in (2, 17, 20)]
    for count, asked in ((2, [False, False]), (3, [True, True]), (1, [True])):
        bank = b.cmb(rows[:count], totals=False)
        assert [ask for _, _, ask in pairs(wallet, bank)] == asked


def test_rows_that_cannot_be_legs_are_none():
    row = Row(1, "", "", 5, currency="USD")
    assert bank_leg(0, "", row, plain(Kind.EXPENSE, "paid"), card=False) is None
    assert wallet_leg(0, "alipay", row, plain(Kind.EXPENSE, "paid")) is None
    assert (
        wallet_leg(0, "alipay", row._replace(at="2026-08-01"), plain(Kind.EXPENSE, "paid")) is None
    )


def test_nothing_is_matched_against_nothing():
    assert link(legs(read(b.alipay([A(method=CARD)]))), [], words()) == []


def test_the_same_order_with_another_time_is_kept():
    row = Row(1, "2026-08-01", "支出", 5, order="1")
    kept, dropped = unique([row, row._replace(line=2), row._replace(at="2026-08-02")])
    assert (len(kept), dropped) == (2, 1)
