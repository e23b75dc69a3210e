"""What lenders are asked for, in words of both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from jiebei_desktop.analysis.ask import Treated
from jiebei_desktop.analysis.claim import Claim, Lever, LeverKind
from jiebei_desktop.analysis.relief import Relief, ReliefKind, Saleable
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.text.asking import (
    alike_words,
    explained,
    given_words,
    levers_short,
    levers_words,
    source_words,
    steps_words,
)
from jiebei_desktop.text.relief_kinds import relief_words
from jiebei_desktop.text.texts import Texts

EN, ZH = Texts("en"), Texts("zh_CN")
NAMES = {DebtId("card"): "甲卡", DebtId("loan"): "借呗"}
CODES = (
    "nothing_owed", "contract_holds", "freeze", "cap", "instalments_interest_free", "longer_term",
    "lower_rate", "lump_sum", "waiver", "principal", "family_last", "pause",
)  # fmt: skip


def claim(name, total):
    return Claim(
        debt=DebtId(name),
        since=date(2026, 11, 22),
        principal=Fen(total),
        rate=Fraction(1, 100),
        months_left=9,
    )


FOUND = SimpleNamespace(claims=(claim("card", 300_000), claim("loan", 500_000)))


@pytest.mark.parametrize("t", [EN, ZH], ids=["en", "zh"])
def test_every_strongest_lever_has_a_sentence_of_its_own(t):
    said = [explained(code, t) for code in CODES]
    assert len(set(said)) == len(CODES)
    assert not set(said) & set(CODES)


def test_idle_cash_is_called_to_pay_whole_only_what_it_pays_whole():
    """A contract that is kept gets what is late of it: that was called the whole debt."""
    given = {DebtId("card"): Fen(50_000), DebtId("loan"): Fen(20_000)}

    def said(card, t):
        how = [("card", Treated(card)), ("loan", Treated.ALIKE)]
        found = SimpleNamespace(given=given, treated=how)
        return next(given_words(found, NAMES, t))

    assert "甲卡已到期未还的 ¥500.00、借呗 ¥200.00" in said("contract", ZH)
    assert "what is late of 甲卡, ¥500.00, ¥200.00 of 借呗" in said("contract", EN)
    assert "甲卡一次还清 ¥500.00" in said("paid_whole", ZH)


def test_a_longer_term_is_not_called_enough_where_more_is_asked():
    assert explained("longer_term", ZH) == "延长期限就够了。"
    assert explained("longer_term", ZH, {"freeze"}) == "需要停止计息计罚，并且延长期限。"
    assert "enough" not in explained("longer_term", EN, {"waive_fees"})


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ([(37, "0.12"), (37, "0.12")], "Asked for the same term and rate: 甲卡, 借呗."),
        ([(37, "0.12"), (37, "0")], "Asked for the same term, at different rates: 甲卡, 借呗."),
        ([(37, "0"), (29, "0")], "Asked for the same rate, over different terms: 甲卡, 借呗."),
        ([(37, "0.12"), (29, "0")], "Asked, each for a term and a rate of its own: 甲卡, 借呗."),
    ],
)
def test_lenders_are_called_alike_only_in_what_they_are_asked_alike(terms, said):
    asks = [
        SimpleNamespace(debt=debt, months=months, annual_rate=Decimal(rate))
        for debt, (months, rate) in zip(NAMES, terms, strict=True)
    ]
    treated = [(debt, SimpleNamespace(value="alike")) for debt in NAMES]
    found = SimpleNamespace(asks=asks, treated=treated, explanation="freeze")
    assert list(alike_words(found, NAMES, EN)) == [said]


def test_a_pause_is_all_that_those_who_wait_have_in_common():
    asks = [SimpleNamespace(debt=debt, months=6, annual_rate=Decimal(0)) for debt in NAMES]
    treated = [(debt, SimpleNamespace(value="alike")) for debt in NAMES]
    said = {
        told: list(alike_words(found, NAMES, EN))
        for told in (True, False)
        for found in (SimpleNamespace(asks=asks, treated=treated, explanation="pause", told=told),)
    }
    assert said[True] == ["Asked for the same pause: 甲卡, 借呗."]
    assert said[False] == ["Asked to stop interest and penalty: 甲卡, 借呗."]


def test_every_lever_is_said_with_its_value():
    for kind in LeverKind:
        value = {
            LeverKind.FREEZE: date(2026, 11, 22), LeverKind.LOWER_RATE: Decimal("0.094"),
            LeverKind.LONGER_TERM: 36, LeverKind.GRACE: 3, LeverKind.PAUSE: 3,
        }.get(kind, Fen(12_345))  # fmt: skip
        words = levers_words((Lever(kind=kind, value=value),), EN)
        shown = {date: "22 November 2026", Decimal: "9.40%"}.get(type(value))
        assert (shown or ("123.45" if value == 12_345 else str(value))) in words


def test_a_person_is_asked_for_no_further_interest_and_nothing_is_called_a_penalty():
    freeze = (Lever(kind=LeverKind.FREEZE, value=date(2026, 11, 22)),)
    assert levers_words(freeze, ZH, person=True) == "从2026年11月22日起不再计利息"
    assert "罚息" in levers_words(freeze, ZH)


def test_a_table_says_levers_in_few_words_and_leaves_the_steps_to_the_details():
    levers = (
        Lever(kind=LeverKind.FREEZE, value=date(2026, 11, 22)),
        Lever(kind=LeverKind.CAP, value=Fen(703)),
        Lever(kind=LeverKind.INSTALMENTS_INTEREST_FREE, value=Fen(98_097)),
        Lever(kind=LeverKind.LONGER_TERM, value=31),
        Lever(kind=LeverKind.STEP, value=Fen(146_000)),
    )
    assert levers_short(levers, ZH) == "停息停罚；免超线部分 7.03；息费 980.97 不计息；31 期"
    assert "later" not in levers_short(levers, EN)
    assert "later 1,460.00 a month" in levers_words(levers, EN)


def test_payments_that_rise_are_said_in_their_order():
    assert steps_words(((31, 126_000),), EN) == "1,260.00"
    assert steps_words(((3, 0), (7, 230_000)), EN) == "2,300.00"
    said = steps_words(((1, 84_000), (21, 146_000)), EN)
    assert said == "840.00 for 1 month, then 1,460.00 for 21 months"


@pytest.mark.parametrize(
    ("use", "words"),
    [
        ((("card", 300_000),), "pay off 甲卡, ¥3,000.00."),
        ((("card", 300_000), ("loan", 100_000)), "甲卡, ¥3,000.00 in all, and ¥1,000.00 of 借呗."),
        ((("loan", 400_000),), "sold, it would pay ¥4,000.00 of 借呗."),
    ],
)
def test_what_could_be_sold_says_which_debts_it_closes(use, words):
    parts = tuple((DebtId(debt), Fen(part)) for debt, part in use)
    source = Saleable(asset="车", amount=Fen(400_000), use=parts)
    assert source_words(source, FOUND, NAMES, EN).endswith(words)
    assert "卖掉" in source_words(source, FOUND, NAMES, ZH)


def test_what_is_pledged_and_sold_later_is_told_with_its_day():
    source = Saleable(
        asset="车", amount=Fen(7_800_000), use=(), pledged=Fen(6_165_068),
        sale_from=date(2027, 1, 30),
    )  # fmt: skip
    assert source_words(source, FOUND, NAMES, ZH).endswith(
        "再和别家说。最早2027年1月30日能拿到卖得的钱。"
    )
    now = replace(source, sale_from=None)
    assert source_words(now, FOUND, NAMES, ZH).endswith("再和别家说。")


@pytest.mark.parametrize("kind", list(ReliefKind))
def test_relief_names_the_debt_its_value_and_what_it_frees(kind):
    value = {ReliefKind.LONGER_TERM: 360, ReliefKind.RATE_RESET: Decimal("0.035")}.get(
        kind, Fen(77_700)
    )
    spread = kind is ReliefKind.ARREARS_SPREAD
    first = date(2026, 12, 12) if spread else None
    one = Relief(debt=DebtId("loan"), kind=kind, value=value, frees=Fen(51_239), first=first)
    said = relief_words(one, NAMES, EN)
    assert said.startswith("借呗: ")
    assert {360: "360", Decimal("0.035"): "3.50%"}.get(value, "777.00") in said
    told = kind in {ReliefKind.INTEREST_ONLY, ReliefKind.LONGER_TERM, ReliefKind.RATE_RESET}
    assert ("512.39" in said) == told
    assert ("from 12 December 2026 on" in said) == spread
