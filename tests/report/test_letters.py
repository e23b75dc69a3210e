"""Letters as pages: their figures are the JSON's, they say nothing untrue, they fit one page."""

from __future__ import annotations

import io
import re
from datetime import date, time
from decimal import Decimal

import pytest
from case_steps import log_contact
from households import cash, item, loan
from open_cases import open_case

from jiebei_desktop.domain.debts import DebtId, LenderType, ReportedBalance
from jiebei_desktop.domain.household import Book, EntryKind
from jiebei_desktop.domain.money import Fen, parse_yuan
from jiebei_desktop.domain.negotiation import Channel, Conduct, Contact, Direction
from jiebei_desktop.report.letter_pages import (
    BODIES,
    compose_letter,
    preview_letter,
    render_letter,
)
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers import letters
from jiebei_desktop.services.papers.letters import LetterKind
from jiebei_desktop.text import letters as words
from jiebei_desktop.text.formats import amount, money
from jiebei_desktop.text.texts import Texts

pikepdf = pytest.importorskip("pikepdf", reason="no wheel for this system")

DAY = date(2026, 11, 22)
FIGURE = re.compile(r"\d{1,3}(?:,\d{3})*\.\d{2}")
LANGUAGES = ("zh_CN", "en")
RIGHT = {
    LetterKind.FAMILY: "sister", LetterKind.CARD_70: "card",
}  # fmt: skip


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with Session.create(tmp_path_factory.mktemp("letters") / "e.jiebei") as opened:
        opened.ledger.add_book(demo.employee(DAY))
        case = open_case(opened, DebtId("jiebei"), DAY)
        for conduct in (frozenset(), frozenset({Conduct.THIRD_PARTY})):
            log_contact(opened, Contact(
                case_id=case.id, on=DAY, at=time(22, 40), who="自称客服", number="021-1",
                channel=Channel.CALL, direction=Direction.IN, said="今天必须还清", conduct=conduct,
            ))  # fmt: skip
        yield opened


@pytest.fixture(scope="module")
def documents(session):
    return {
        kind: letters.document(session, DebtId(RIGHT.get(kind, "jiebei")), kind, DAY)
        for kind in LetterKind
    }


def said(doc, locale):
    """Return every word of the page."""
    found: list[str] = []

    def walk(value):
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk(compose_letter(doc, Texts(locale))["pages"])
    return "\n".join(found)


def amounts(value):
    if isinstance(value, dict):
        for each in value.values():
            yield from amounts(each)
    elif isinstance(value, list):
        for each in value:
            yield from amounts(each)
    elif isinstance(value, str) and re.fullmatch(r"-?\d+\.\d{2}", value):
        yield amount(Fen(int(value.replace(".", ""))))


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_amount_on_the_page_is_an_amount_of_the_facts(documents, locale):
    for kind, doc in documents.items():
        found = set(FIGURE.findall(said(doc, locale)))
        rate = Decimal(doc["ask"].get("annual_rate") or 0) * 100
        assert found <= {*amounts(doc), f"{rate:.2f}"}, kind


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_letter_is_one_tagged_page(documents, locale):
    for kind, doc in documents.items():
        with pikepdf.open(io.BytesIO(render_letter(doc, locale))) as pdf:
            assert len(pdf.pages) == 1, kind
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.Root.Lang).startswith(locale[:2])


def test_every_kind_has_a_body_and_a_title_of_its_own():
    assert set(BODIES) == {kind.value for kind in LetterKind}
    for locale in LANGUAGES:
        titles = {words.letter_title(kind.value, Texts(locale)) for kind in LetterKind}
        assert len(titles) == len(LetterKind)


def test_who_is_late_is_not_said_to_be_on_time(documents):
    late = said(documents[LetterKind.EARLY], "zh_CN")
    assert "这笔没有逾期" not in late
    assert "至今20天" in late
    early = documents[LetterKind.EARLY]
    unsaid = {**early, "owed": {**early["owed"], "overdue_days": None, "overdue_since": None}}
    assert "至今" not in said(unsaid, "zh_CN")
    assert "目前没有逾期" not in said(unsaid, "zh_CN")
    calm = documents[LetterKind.EARLY]
    calm = {**calm, "owed": {**calm["owed"], "overdue_days": 0}}
    assert "这笔没有逾期" in said(calm, "zh_CN")


def test_a_letter_to_family_has_no_forms_and_no_law(documents):
    plain = said(documents[LetterKind.FAMILY], "zh_CN")
    for word in ("证件", "合同编号", "依据", "征信", "催收", "贵方"):
        assert word not in plain
    assert "姐姐，你好：" in plain


def test_what_is_below_the_grade_of_law_is_a_reference(documents):
    page = said(documents[LetterKind.COMPLAINT], "zh_CN")
    law, reference = page.split("依据：")[1].split("参考：")
    assert "投诉处理管理办法" in reference
    assert "投诉处理管理办法" not in law


def test_charges_are_never_part_of_what_is_spread(documents):
    doc = documents[LetterKind.CARD_70]
    assert "个性化分期" in said(doc, "zh_CN")
    assert "六项" in said(doc, "zh_CN")


def test_a_missed_instalment_is_told_in_the_past(documents):
    doc = documents[LetterKind.CHANGE]
    ask = {"due": "2026-11-12", "amount": "950.00", "past": True, "able": None,
           "able_on": None, "open": [], "request": None}  # fmt: skip
    assert "目前还没有支付" in said({**doc, "ask": ask}, "zh_CN")
    ahead = said(
        {**doc, "ask": {**ask, "past": False, "able": "100.00", "able_on": "2026-12-12"}}, "zh_CN"
    )
    assert "无法足额支付" in ahead
    assert "12月12日可以支付 ¥100.00" in ahead
    several = [{"due": f"2026-{month}-12", "amount": "950.00", "past": month == 11}
               for month in (11, 12)]  # fmt: skip
    both = said({**doc, "ask": {**ask, "open": several}}, "zh_CN")
    assert "下列各期已到期，还没有支付：2026年11月12日 ¥950.00。" in both
    assert "下列各期我无法按期足额支付：2026年12月12日 ¥950.00。" in both


def test_whom_a_sold_debt_is_asked_about_is_never_its_old_lender(documents):
    doc = documents[LetterKind.ASSIGNEE]
    assert doc["to"]["lender"] not in said(doc, "zh_CN")
    named = {**doc, "ask": {**doc["ask"], "buyer": "某资管"}}
    assert "致某资管：" in said(named, "zh_CN")


@pytest.fixture(scope="module")
def rising(tmp_path_factory):
    """Return letters of a household that offers half at first, since no month is on record."""
    told = (item("工资", EntryKind.INCOME, 9_000, "A1"),
            item("生活", EntryKind.EXPENSE, 6_600, "C1"))  # fmt: skip
    shown = ReportedBalance(
        as_of=DAY, principal=Fen(7_800_000), interest=Fen(312_000),
        overdue_since=date(2026, 8, 18), overdue_principal=Fen(1_200_000),
    )  # fmt: skip
    card = loan("card", 78_000, date(2023, 1, 1), periods=60, balance=shown,
                lender_type=LenderType.CREDIT_CARD_ISSUER)  # fmt: skip
    other = loan("other", 6_000, date(2026, 6, 3))
    book = Book(cash=cash(5_200), recurring=told, debts=(card, other))
    with Session.create(tmp_path_factory.mktemp("rising") / "r.jiebei") as opened:
        opened.ledger.add_book(book)
        yield {kind: letters.document(opened, DebtId("card"), kind, DAY) for kind in RISING}


RISING = (LetterKind.EARLY, LetterKind.FREEZE, LetterKind.PRO_RATA, LetterKind.CARD_70,
          LetterKind.REVIEW)  # fmt: skip


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("kind", RISING)
def test_an_amount_that_rises_is_never_named_alone(rising, kind, locale):
    """ "640 a month, 60 times" stood before "640 for 3 months, then 1,300 for 57"."""
    doc = rising[kind]
    first, later = doc["ask"]["steps"]
    page = said(doc, locale)
    for step in (first, later):
        assert str(step["months"]) in page
        assert money(parse_yuan(step["payment"])).removesuffix(".00") in page
    alone = {"zh_CN": "每月支付 ¥", "en": f"{first['payment']} a month"}[locale]
    assert alone not in page
    if kind is LetterKind.PRO_RATA:  # its part may later be more than all get at first
        assert {"zh_CN": "其中起初每月", "en": "a month can at first go to"}[locale] in page
    if kind is LetterKind.FREEZE:
        assert first["months"] + later["months"] <= doc["ask"]["months"]


@pytest.mark.parametrize(("costs", "words"), [
    ("interest", "停计利息和罚息"), ("fees", "不再收分期手续费，停计罚息"), ("none", "自今日起不计罚息"),
])  # fmt: skip
def test_a_freeze_asks_to_stop_what_the_debt_bears(documents, costs, words):
    doc = documents[LetterKind.FREEZE]
    page = said({**doc, "ask": {**doc["ask"], "costs": costs, "per_day": "0.00"}}, "zh_CN")
    assert words in page
    assert "每多一天" not in page
    assert "¥0.00" not in page
    punctual = {**doc, "owed": {**doc["owed"], "overdue_days": 0}}
    page = said({**punctual, "ask": {**doc["ask"], "costs": costs}}, "zh_CN")
    assert "停计罚息" not in page
    assert "不计罚息" not in page
    assert "停计利息和罚息" not in page


def test_where_no_amount_can_be_kept_none_is_promised_and_nothing_said_of_what_is_left(documents):
    for kind, key in ((LetterKind.FREEZE, "token"), (LetterKind.PRO_RATA, "monthly")):
        doc = documents[kind]
        ask = {**doc["ask"], key: None}
        page = said({**doc, "ask": ask}, "zh_CN")
        assert "不能承诺金额" in page
        assert "没有余钱" not in page  # the same letter may name what is left
        assert "nothing is left" not in said({**doc, "ask": ask}, "en")
    review = documents[LetterKind.REVIEW]
    assert "不能承诺金额" in said({**review, "ask": {"before": None, "monthly": None}}, "zh_CN")


@pytest.mark.parametrize("kind", [LetterKind.FREEZE, LetterKind.EARLY, LetterKind.CARD_70])
def test_a_letter_that_names_no_amount_says_why_as_the_request_does(documents, kind):
    """It named a surplus of 1,193 and asked for months without payment, of no reason."""
    doc = documents[kind]
    none = {"token": None, "monthly": None, "hold_until": "2027-04-01"}
    means = {**doc["means"], "no_amount": "income_too_uncertain", "later": None}
    page = said({**doc, "means": means, "ask": {**doc["ask"], **none}}, "zh_CN")
    assert "暂不提出金额的原因：收入波动较大" in page
    told = said({**doc, "means": {**means, "no_amount": None}}, "zh_CN")
    assert "暂不提出金额的原因" not in told


WITHOUT = {"until": None, "put_off": None, "short": None, "short_on": None}


def test_a_home_loan_names_arrears_only_where_there_are_some(documents):
    doc = documents[LetterKind.MORTGAGE]
    ask = {"eased": True, "months": 6, "first": "2026-12-20", "interest_only": "1800.00",
           "instalment": "3100.00", "due": "2026-12-20", "arrears": "1200.00",
           "arrears_months": 12, "arrears_part": "100.00", "arrears_last": "100.00", "arrears_from": "2026-12-28",
           "able": "1000.00", "enough": False, **WITHOUT, "until": "2027-05-20"}  # fmt: skip
    page = said({**doc, "ask": ask}, "zh_CN")
    assert "12月28日起分12期补足" in page
    assert "12月20日起6个月内只还利息：每月 ¥1,800.00" in page
    assert "每月剩 ¥1,000.00 可用于这笔；合同要 ¥3,100.00，补逾期每月另要 ¥100.00。" in page
    assert "仍然超过" in page
    goes_on = said({**doc, "ask": {**ask, "eased": False, "enough": True}}, "zh_CN")
    assert "日还 ¥3,100.00" in goes_on
    assert "月供照合同还" in goes_on
    for wrong in ("只还利息", "¥1,000.00", "仍然超过"):  # one asks for less beside what is free
        assert wrong not in goes_on
    calm = said({**doc, "ask": {**ask, "arrears_months": 0, "enough": True}}, "zh_CN")
    assert "补足" not in calm
    assert "合同要 ¥3,100.00。" in calm
    assert "仍然超过" not in calm
    assert "之后照合同继续还，每期顺延 6 个月" in calm
    assert "顺延" not in page + goes_on


def test_a_home_loan_that_the_cash_of_a_day_does_not_carry_says_that_and_what_waits(documents):
    doc = documents[LetterKind.MORTGAGE]
    ask = {"eased": True, "months": 6, "first": "2026-12-20", "interest_only": "1800.00",
           "instalment": "3100.00", "due": "2026-12-20", "arrears": "1200.00",
           "arrears_months": 12, "arrears_part": "100.00", "arrears_last": "100.00", "arrears_from": "2026-12-20",
           "able": "5000.00", "enough": True, "until": "2027-05-20", "put_off": "2026-11-20",
           "short": "813.13", "short_on": "2027-03-20"}  # fmt: skip
    page = said({**doc, "ask": ask}, "zh_CN")
    assert "照合同还，2027年3月20日手里会缺 ¥813.13" in page
    assert "可用于这笔" not in page
    assert "2026年11月20日那期到时钱还没到" in page


def test_late_rent_is_asked_for_in_parts_and_not_for_its_interest(documents):
    doc = documents[LetterKind.RELIEF]
    rent = {"eased": False, "months": 6, "first": "2026-12-28", "interest_only": "0.00",
            "instalment": "0.00", "due": None, "arrears": "2600.00", "arrears_months": 12,
            "arrears_part": "216.67", "arrears_last": "216.63", "arrears_from": "2026-12-28", "able": "2600.00",
            "enough": True, **WITHOUT}  # fmt: skip
    page = said({**doc, "ask": rent}, "zh_CN")
    assert "216.67" in page
    for wrong in ("只收利息", "只还利息", "¥0.00", "LPR", "公积金", "房贷", "贷款"):
        assert wrong not in page
    home = {**documents[LetterKind.MORTGAGE], "ask": {**rent, "interest_only": "1998.57"}}
    assert "LPR" in said(home, "zh_CN")


def test_what_stays_open_of_a_card_is_said(documents):
    doc = documents[LetterKind.CARD_70]
    open_ask = {**doc["ask"], "periods": 60, "monthly": None, "open": "9000.00"}
    page = said({**doc, "ask": open_ask}, "zh_CN")
    assert "¥9,000.00 没有着落" in page


def test_an_objection_to_an_order_names_both_days(documents):
    doc = documents[LetterKind.OBJECTION]
    ask = {"against": "pay_order", "received": "2026-11-18", "until": None}
    page = said({**doc, "ask": ask}, "zh_CN")
    assert "致发出支付令的人民法院" in page
    assert "我收到重庆蚂蚁消费金融有限公司申请的支付令" in page
    assert "最迟____" in page
    assert "12月7日" not in page  # the court answers in its own time
    assert "20日内书面答复" in said(doc, "zh_CN")


def test_a_last_instalment_that_takes_the_rest_is_named(documents):
    """31 times 1,260 are 39,060; the request pays 38,980.97."""
    ask = documents[LetterKind.PRO_RATA]["ask"]
    assert ask["last"] == "1180.97"
    assert "最后一期 ¥1,180.97" in said(documents[LetterKind.PRO_RATA], "zh_CN")
    level = {**ask, "last": ask["steps"][-1]["payment"]}
    assert "最后一期" not in said({**documents[LetterKind.PRO_RATA], "ask": level}, "zh_CN")


def test_a_breach_says_which_rule_it_is_about(documents):
    page = said(documents[LetterKind.COMPLAINT], "zh_CN")
    assert page.count("22:40，在 22:00–8:00 之间") == 2
    assert page.count("GB/T 45251-2025") == 1


def test_disputed_points_carry_their_reckoning(documents):
    doc = documents[LetterKind.DISPUTED]
    points = [
        {"question": "withheld", "state": "look", "rule": "kantou",
         "facts": {"missing": "1000.00", "face": "10000.00", "received": "9000.00"}},
        {"question": "charges", "state": "look", "rule": None, "facts": {"excess": None}},
        {"question": "promise", "state": "look", "rule": None, "facts": {}},
    ]  # fmt: skip
    page = said({**doc, "checks": points}, "zh_CN")
    assert "放款 ¥10,000.00 时扣下了 ¥1,000.00" in page
    assert "对这类放款方适用的界线；超出多少，从现有资料算不出" in page
    unknown = {**points[1], "facts": {"excess": None, "lender_type": "unknown"}}
    assert "最高的一条；超出多少，从现有资料算不出" in said({**doc, "checks": [unknown]}, "zh_CN")
    assert "事项：" in said({**doc, "checks": []}, "zh_CN")
    within = {**points[1], "facts": {"excess": "0.00"}}
    assert "事项：" in said({**doc, "checks": [within]}, "zh_CN")
    assert not words.check_words("charges", "look", within["facts"], Texts("zh_CN"))


def test_the_reason_is_told_where_it_is_known(documents):
    doc = documents[LetterKind.FREEZE]
    blow = {"since": "2026-08-01", "kind": "illness", "words": "父亲住院"}
    page = said({**doc, "hardship": blow}, "zh_CN")
    assert "原因（自2026年8月1日起）：父亲住院" in page.replace(" ", "")


def test_days_known_of_family_assignment_and_settlement_are_said(documents):
    told = {"told_on": "2026-11-22", "buyer": None}
    assert "2026年11月22日我得知" in said(
        {**documents[LetterKind.ASSIGNEE], "ask": told}, "zh_CN"
    ).replace(" ", "")
    done = {"settled_on": "2026-03-02", "record_until": "2031-03-02"}
    assert "2031年3月2日为止" in said(
        {**documents[LetterKind.SETTLED], "ask": done}, "zh_CN"
    ).replace(" ", "")
    kept = {"agreed_on": "2026-01-02", "paid": [
        {"n": 1, "due": "2026-02-02", "paid_on": "2026-02-02", "amount": "950.00", "voucher": "a"}],
        "paid_total": "950.00", "due": 1, "in_time": 1, "missed": []}  # fmt: skip
    assert "已支付1期，其中按时1期" in said({**documents[LetterKind.RECORD], "ask": kept}, "zh_CN")


def test_the_same_facts_give_the_same_bytes_and_one_picture(documents):
    doc = documents[LetterKind.FREEZE]
    assert render_letter(doc, "en") == render_letter(doc, "en")
    assert len(preview_letter(doc, "zh_CN")) == 1


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_copy_for_oneself_has_the_checks_before_a_signature_on_its_page(session, locale):
    """They stood in the window and in the request's own copy only."""
    for kind in LetterKind:
        debt = DebtId(RIGHT.get(kind, "jiebei"))
        own = letters.document(session, debt, kind, DAY, letters.PRIVATE)
        sent = letters.document(session, debt, kind, DAY)
        title = words.check_title("limitation", Texts(locale))
        assert title in said(own, locale)
        assert title not in said(sent, locale)
        with pikepdf.open(io.BytesIO(render_letter(own, locale))) as pdf:
            assert len(pdf.pages) == 1, kind


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_code_has_words(locale):
    t = Texts(locale)
    facts = {"since": "2020-01-01", "years": 3, "missing": "1.00", "grown": "1.00", "low": "-1.00",
             "on": "2026-12-01", "excess": "2.00", "open": "a"}  # fmt: skip
    for question in ("limitation", "charges", "withheld", "capitalised", "promise", "six_items"):
        assert words.check_words(question, "look", facts, t)
        assert words.check_words(question, "fine", facts, t) == ""
    assert words.check_words("charges", "look", {"excess": None}, t) != words.check_words(
        "charges", "look", facts, t
    )
    for code in ("name", "id_tail", "phone", "address", "contract_no", "buyer", "hardship"):
        assert words.missing_words(code, t)
