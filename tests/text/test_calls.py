"""Words of a call: nothing promised that is not there, nothing said that was not, both languages."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from jiebei_desktop.analysis.afford_value import CurvePoint
from jiebei_desktop.analysis.counter_offer import CounterOffer, answer
from jiebei_desktop.domain.debts import Stage
from jiebei_desktop.domain.household import Household
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.papers.call_desk import Basis, CallAsk, CallDesk, Demand, Footing
from jiebei_desktop.services.papers.call_notes import CallNotes
from jiebei_desktop.services.reference.lenders import lender_of
from jiebei_desktop.text import call_offer, call_recap, calls
from jiebei_desktop.text.call_voice import plain, spoken
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)
LANGUAGES = ("zh_CN", "en")
DEBT = demo.employee(DAY).debts[0]
ASK = CallAsk(
    basis=Basis.SHARE, amount=Fen(163_000), periods=30, first=date(2026, 12, 15),
    at_most=Fen(173_000), at_once=Fen(0), at_least=Fen(57_800),
)  # fmt: skip
GROUND = Footing(
    owed=Fen(3_898_800), others=Fen(107_000), kept=Fen(270_000), at_most=Fen(173_000),
    first=date(2026, 12, 15), payday=10, cash=((DAY, Fen(0)), (date(2027, 11, 22), Fen(9_000_000))),
    curve=(), rate=DEBT.terms.rate.value,
)  # fmt: skip
DESK = CallDesk(
    as_of=DAY, callers=(), debt=replace(DEBT, contract_no="2608020048182607"),
    stand=owed(DEBT, DAY), household=Household(name="林晓"), ask=ASK, footing=GROUND,
    beside=frozenset("abc"),
)  # fmt: skip
NONE = replace(DESK, ask=replace(ASK, basis=Basis.NONE, amount=None, periods=None, at_most=None))
OFFER = CounterOffer(amount=Fen(195_000), periods=24, first=date(2026, 12, 15))


def everything(desk, t):
    voice = plain(t)
    yield calls.opening(desk, voice)
    for demand in Demand:
        yield calls.demand_title(demand, t)
        yield calls.demand_answer(demand, desk, voice)
    offers = (
        OFFER, replace(OFFER, amount=Fen(100)), replace(OFFER, lump_sum=Fen(100), amount=Fen(100)),
        replace(OFFER, amount=Fen(163_000), first=date(2026, 12, 1)),
        replace(OFFER, amount=Fen(170_000)), replace(OFFER, amount=Fen(163_000)),
    )  # fmt: skip
    for offer in offers:
        found = answer(desk.footing, offer)
        yield call_offer.verdict_words(found, t)
        yield call_offer.counter_say(desk, offer, found, voice)
        for name, value in call_offer.counter_rows(desk, found, voice):
            yield from (name, value)
    yield call_recap.recap(desk, CallNotes(told=True, offer=OFFER), voice)


def test_a_co_borrower_may_be_called_and_nobody_else():
    desk = replace(DESK, debt=replace(DESK.debt, co_debtors="周强"))
    alone, named = (
        calls.demand_answer(Demand.FAMILY, one, plain(Texts("zh_CN"))) for one in (DESK, desk)
    )
    assert "只联系我本人" in alone
    assert "周强是这笔的共同借款人或担保人；除了我和他们，请不要联系其他人" in named


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("basis", list(Basis))
def test_every_sentence_is_filled_and_none_is_said_twice_in_an_answer(locale, basis):
    t = Texts(locale)
    desk = NONE if basis is Basis.NONE else replace(DESK, ask=replace(ASK, basis=basis))
    said = list(everything(desk, t))
    assert not [line for line in said if "{" in line or "None" in line]
    answers = {calls.demand_answer(demand, desk, plain(t)) for demand in Demand}
    assert len(answers) == len(Demand)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_without_an_amount_no_figure_and_no_day_is_promised(locale):
    voice = plain(Texts(locale))
    said = [calls.opening(NONE, voice)]
    said += [calls.demand_answer(demand, NONE, voice) for demand in Demand]
    tail = DESK.contract_tail
    assert not [line for line in said if any(c.isdigit() for c in line.replace(tail, ""))]


def test_the_first_sentence_says_who_and_which_contract_as_far_as_known():
    voice = plain(Texts("zh_CN"))
    assert calls.opening(DESK, voice).startswith("您好，我是林晓，合同末四位 2607。")
    unnamed = replace(DESK, household=Household())
    assert calls.opening(unnamed, voice).startswith("您好，说的是借呗这笔，合同末四位 2607。")
    loose = replace(DESK, debt=DEBT)
    assert calls.opening(loose, voice).startswith("您好，我是林晓，说的是借呗这笔。")


def test_an_amount_below_the_interest_asks_to_stop_it():
    voice = plain(Texts("zh_CN"))
    low = replace(DESK, ask=replace(ASK, amount=Fen(57_700)))
    assert "请先停计利息和罚息" in calls.opening(low, voice)
    assert "请先停计利息和罚息" not in calls.opening(DESK, voice)


def test_a_pause_of_a_debt_without_interest_speaks_of_none():
    voice, until = plain(Texts("zh_CN")), date(2027, 5, 22)
    asked = replace(NONE.ask, hold_until=until)
    on_time, free = replace(NONE, ask=asked), replace(NONE, ask=replace(asked, at_least=Fen(0)))
    assert "合同的利息照算" in calls.opening(on_time, voice)
    words = calls.opening(free, voice) + calls.demand_answer(Demand.PART_TODAY, free, voice)
    assert "到5月22日为止先不还" in words
    assert not re.search("利息|罚息|没有逾期", words)


def test_where_a_court_has_it_already_a_settlement_is_proposed_and_nothing_promised():
    voice = plain(Texts("zh_CN"))
    said = {
        stage: calls.demand_answer(
            Demand.SUE, replace(DESK, debt=replace(DESK.debt, stage=stage)), voice
        )
        for stage in (Stage.OVERDUE, Stage.LITIGATION, Stage.ENFORCEMENT)
    }
    assert "我现在就在协商" in said.pop(Stage.OVERDUE)
    assert "执行和解" in said[Stage.ENFORCEMENT]
    assert not [words for words in said.values() if re.search("协商|元|月", words)]


@pytest.mark.parametrize("desk", [DESK, NONE], ids=["amount", "none"])
@pytest.mark.parametrize(
    ("stage", "judged", "first"),
    [
        (Stage.LITIGATION, False, "案子已经到法院"),
        (Stage.LITIGATION, True, "法院已经判了"),
        (Stage.ENFORCEMENT, True, "执行和解"),
    ],
)
def test_every_sentence_knows_that_a_court_has_it(desk, stage, judged, first):
    voice = plain(Texts("zh_CN"))
    there = replace(desk, debt=replace(desk.debt, stage=stage), judged=judged)
    opens = calls.opening(there, voice)
    assert first in opens
    assert judged is not ("在那里和解" in opens)
    assert "法院" not in calls.opening(desk, voice)
    for demand in (Demand.ALL_AT_ONCE, Demand.PART_TODAY, Demand.SUE, Demand.NO_SUCH_PLAN,
                   Demand.SIGN_FIRST):  # fmt: skip
        words = calls.demand_answer(demand, there, voice)
        assert re.search("法院|法官|判决", words), demand
        assert not (judged and re.search("在法院和解|在那里和解|案子在法院", words)), demand


def test_who_pays_what_is_late_or_all_on_a_day_negotiates_nothing():
    voice = plain(Texts("zh_CN"))
    late = replace(ASK, basis=Basis.CONTRACT, late=Fen(21_428), late_on=date(2026, 12, 14))
    for ask in (late, replace(ASK, basis=Basis.WHOLE)):
        said = calls.demand_answer(Demand.SUE, replace(DESK, ask=ask), voice)
        assert "协商" not in said
        assert "12月1" in said


@pytest.mark.parametrize("given", [0, 40_000, 100_000])
def test_every_day_that_is_paid_before_the_instalments_is_named(given):
    """A shop was told to promise 28 December alone, beside 1,000 due on the 5th that it pays."""
    before = ((DAY, Fen(100_000)), (date(2026, 12, 5), Fen(100_000)))
    desk = replace(DESK, ask=replace(ASK, before=before, given=Fen(given)))
    now = {0: "11月22日还 1,000 元、", 40_000: "11月22日还 600 元、", 100_000: ""}[given]
    dues, voice = f"{now}12月5日还 1,000 元", plain(Texts("zh_CN"))
    assert f"我照合同{dues}。" in calls.opening(desk, voice)
    assert f"照合同{dues}" in calls.demand_answer(Demand.PART_TODAY, desk, voice)
    assert calls.demand_answer(Demand.NAME_A_DAY, desk, voice) == (
        f"我能守住的是照合同{dues}，12月15日还 1,630 元，别的日子我不随口答应。"
    )


def test_who_is_on_time_does_not_plead():
    voice = plain(Texts("zh_CN"))
    for basis in (Basis.AGREED, Basis.CONTRACT):
        kept = replace(DESK, ask=replace(ASK, basis=basis))
        assert "没有逾期" in calls.demand_answer(Demand.ALL_AT_ONCE, kept, voice)
        assert "今天没有到期的" in calls.demand_answer(Demand.PART_TODAY, kept, voice)
        assert "登记我的方案" not in calls.opening(kept, voice)
        assert "协商" not in calls.demand_answer(Demand.SUE, kept, voice)


def test_the_day_of_what_is_late_is_promised_with_the_last_instalment_too():
    voice = plain(Texts("zh_CN"))
    late = replace(
        ASK, basis=Basis.CONTRACT, periods=1, late=Fen(21_428), late_on=date(2026, 12, 14)
    )
    for demand in (Demand.ALL_AT_ONCE, Demand.PART_TODAY, Demand.NAME_A_DAY):
        said = calls.demand_answer(demand, replace(DESK, ask=late), voice)
        assert "12月14日补上" in said
        assert "214.28" in said


def test_no_answer_to_an_offer_says_yes():
    voice = plain(Texts("zh_CN"))
    fits = answer(GROUND, replace(OFFER, amount=Fen(163_000)))
    assert "看过再确认" in call_offer.counter_say(DESK, OFFER, fits, voice)
    high = answer(GROUND, OFFER)
    said = call_offer.counter_say(DESK, OFFER, high, voice)
    assert said.startswith("答应 1,950 元我守不住。1,630 元我能按时做到")


def test_the_recap_says_only_what_was_noted():
    voice = plain(Texts("zh_CN"))
    bare = call_recap.recap(DESK, CallNotes(who="王女士"), voice)
    assert bare == "今天 11月22日，我和贵方通话（王女士），说的是借呗。合同末四位 2607，林晓。"
    told = call_recap.recap(DESK, CallNotes(told=True), voice)
    assert "我提出每月 1,630 元，12月15日起，30 期。" in told
    full = CallNotes(
        heard=(Demand.FAMILY, Demand.SUE), asked_freeze=True, other="会发短信。",
        offer=replace(OFFER, lump_sum=Fen(100_050)), written_in="短信",
    )  # fmt: skip
    said = call_recap.recap(DESK, full, voice)
    for part in (
        "贵方提到：联系你家人；不还就起诉。",
        "我问过利息和罚息能不能先停。",
        "另外：会发短信。",
        "贵方提出先付 1,000.50 元，再每月 1,950 元，12月15日起，24 期，我没有同意。",
        "贵方答应：答复写在短信里。",
    ):
        assert part in said
    assert "我提出" not in said


def test_an_offer_that_fits_was_not_refused_and_not_accepted():
    voice = plain(Texts("zh_CN"))
    said = call_recap.recap(DESK, CallNotes(offer=OFFER, fits=True), voice)
    assert "我看过书面条款再确认" in said
    assert "没有同意" not in said


def test_a_call_is_kept_in_words_with_all_amounts():
    kept = call_recap.record_of(
        DESK, CallNotes(who="王", unit="某公司", answer_on=date(2026, 11, 24), offer=OFFER),
        Texts("zh_CN"),
    )  # fmt: skip
    assert (kept.who, kept.promised) == ("王、某公司", "11月24日前答复")
    assert kept.offered == "每月 1,950 元，12月15日起，24 期"
    assert kept.offered in kept.said


def test_amounts_are_said_to_the_fen_only_where_there_are_some():
    assert [spoken(Fen(fen)) for fen in (163_000, 163_050, 5, 0)] == [
        "1,630",
        "1,630.50",
        "0.05",
        "0",
    ]


def rows(desk, offer):
    return [
        value for _, value in call_offer.counter_rows(desk, answer(desk.footing, offer), plain(ZH))
    ]


ZH = Texts("zh_CN")
CURVE = tuple(
    CurvePoint(payment=Fen(p), p_shortfall_12=Decimal(0), p_late_once_12=Decimal(late))
    for p, late in ((0, "0"), (270_000, "0.083"), (302_000, "0.166"), (900_000, "0.9"))
)


@pytest.mark.parametrize(
    ("rate", "said"),
    [("0.30", "低于合同的 30.0%"), ("0.10", "高于合同的 10.0%")],
)
def test_the_true_rate_is_held_against_the_contracts(rate, said):
    desk = replace(DESK, footing=replace(GROUND, rate=Decimal(rate)))
    assert rows(desk, OFFER)[3] == f"46,800，约 18.2%，{said}"


def test_a_rate_equal_to_the_tenth_is_the_same():
    exact = answer(GROUND, OFFER).rate
    same = replace(DESK, footing=replace(GROUND, rate=exact))
    assert rows(same, OFFER)[3] == "46,800，约 18.2%，和合同一样"


def test_both_odds_are_told_and_one_where_they_sound_alike():
    desk = replace(DESK, footing=replace(GROUND, curve=CURVE))
    assert rows(desk, OFFER)[2] == "从约十二分之一，到约六分之一"
    assert rows(desk, replace(OFFER, amount=Fen(163_000)))[2] == "约十二分之一"
    assert rows(DESK, OFFER)[2] == "还算不出"
    assert rows(desk, replace(OFFER, periods=11))[2] == "不到一年就付完，看每天的现金"


def test_the_least_is_a_months_interest_where_some_runs():
    assert calls.least_caption(DESK, ZH) == "一个月的利息"
    free = replace(DESK, ask=replace(ASK, at_least=Fen(0)))
    assert calls.least_caption(free, ZH) == "没有利息"


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        (set("abc"), "加上另外 3 家 1,070"),
        ({"a", lender_of(DEBT)}, "加上这家的另一笔和另外 1 家 1,070"),
        ({lender_of(DEBT)}, "加上这家的另一笔 1,070"),
        (set(), "每月一共"),
    ],
)
def test_who_stands_beside_is_counted_as_lenders_not_debts(beside, said):
    desk = replace(DESK, beside=frozenset(beside))
    named = [name for name, _ in call_offer.counter_rows(desk, answer(GROUND, OFFER), plain(ZH))]
    assert named[1] == said


@pytest.mark.parametrize("basis", list(Basis))
def test_no_blank_stands_between_two_han_characters(basis):
    desk = NONE if basis is Basis.NONE else replace(DESK, ask=replace(ASK, basis=basis))
    said = "\n".join(everything(desk, ZH))
    assert re.findall(r"[\u4e00-\u9fff] +[\u4e00-\u9fff]", said) == []


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_sum_at_once_is_said_as_such_and_never_as_an_amount_a_month(locale):
    t = Texts(locale)
    settled = replace(NONE, ask=replace(NONE.ask, at_once=Fen(3_060_000)))
    said = calls.opening(settled, plain(t))
    assert "30,600" in said
    assert ("in one sum; I name the day then" if locale == "en" else "卖出后能一次还") in said
    assert ("a month" if locale == "en" else "每月") not in said


def test_instalments_with_fees_ask_for_the_fees_to_stop():
    for by_fees, said in ((True, "不再收分期手续费"), (False, "停计利息和罚息")):
        desk = replace(DESK, ask=replace(ASK, frozen=True, by_fees=by_fees))
        assert said in calls.opening(desk, plain(Texts("zh_CN")))
