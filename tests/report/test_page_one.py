"""Page 1 of a request: no day, amount or name of the loan that another line contradicts."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from households import DAY, MADE, cash, entries, item, loan, mortgage
from msgspec.structs import replace
from odd_households import ODD

from jiebei_desktop.domain.debts import (
    Hardship,
    LenderType,
    Method,
    Priority,
    ReportedBalance,
    Stage,
)
from jiebei_desktop.domain.household import Asset, AssetKind, Book, EntryKind, Every, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Evidence
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.report.compose import compose
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.papers import statement
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.texts import Texts


@pytest.fixture(scope="module")
def rules():
    return rulebook.load()


def page_one(doc, locale="zh_CN"):
    """Return page 1 as text, blanks left out."""
    return repr(compose(doc, Texts(locale), chart=False)["pages"][0]).replace(" ", "")


def landlord():
    """Rent that is three months late: a person, no interest."""
    free = Rate(value=Decimal(0), per=RatePeriod.YEAR)
    rent = loan("n", 2_600, date(2026, 6, 1), method=Method.SINGLE, periods=1, due_day=None)
    terms = replace(rent.terms, rate=free, first_due=date(2026, 9, 1))
    return replace(
        rent, terms=terms, priority=Priority.LIVELIHOOD, lender_type=LenderType.PRIVATE_PERSON
    )


def late_home():
    shown = ReportedBalance(
        as_of=DAY, principal=Fen(40_000_000), interest=Fen(300_000), penalty=Fen(8_000),
        overdue_since=date(2026, 9, 20), overdue_principal=Fen(210_000),
    )  # fmt: skip
    return mortgage(650_000, date(2019, 3, 20), balance=shown)


def household(first):
    others = (loan("a", 20_000, date(2026, 2, 3)), loan("b", 12_000, date(2026, 3, 3)))
    return Book(cash=cash(4_000), entries=entries(11_000, 5_000), debts=(first, *others))


def test_a_pause_is_looked_at_again_on_the_day_it_ends(rules):
    doc = statement.document(statement.build(MADE["nothing_left"](), DAY, rules))
    doc["plan"] |= {"kind": "pause", "hold_months": 7, "hold_until": "2027-06-22"}
    page = page_one(doc)
    assert doc["review_on"] == "2027-05-22"
    assert "2027年5月22日" not in page
    assert "2027-05-22" not in page
    assert "2027-06-22" in page
    assert "半年后" not in page


def test_rent_is_asked_for_in_parts_and_not_as_a_home_loan(rules):
    facts = statement.build(household(landlord()), DAY, rules)
    doc = statement.document(facts, lender="n")
    assert doc["plan"]["kind"] == "relief"
    page = page_one(doc)
    assert "欠款分期补足申请" in page
    assert "分12个月补足，每月¥220.00" in page
    for wrong in ("贷款月供", "只收利息", "¥0.00）"):
        assert wrong not in page


@pytest.mark.parametrize("first", [landlord(), late_home()])
def test_what_stands_outside_the_shared_amount_is_not_told_as_part_of_it(rules, first):
    facts = statement.build(household(first), DAY, rules)
    doc = statement.document(facts, lender=first.id)
    assert doc["totals"]["asked"] > 0
    assert "不在其中，先于它们支付" in page_one(doc)
    assert "期限相同，贵方" not in page_one(doc)
    beside = statement.document(facts, lender="a")
    assert "不在其中" not in page_one(beside)


def test_what_is_left_of_a_debt_typed_by_balance_is_not_told_as_its_contract(rules):
    typed = late_home()
    contract = replace(typed, id="c", balance=None)
    doc = statement.document(statement.build(household(typed), DAY, rules), lender=typed.id)
    assert doc["plan"]["periods"] is None
    assert f"等额本息{typed.terms.periods}期" not in page_one(doc)
    doc = statement.document(statement.build(household(contract), DAY, rules), lender="c")
    assert doc["plan"]["periods"] == typed.terms.periods
    assert f"等额本息{typed.terms.periods}期" in page_one(doc)


def test_steps_and_the_next_step_are_said_in_whole_sentences(rules):
    facts = statement.build(MADE["employee"](), DAY, rules)
    doc = statement.document(facts)
    assert doc["plan"]["request"]["frozen"]
    assert doc["plan"]["alternatives"]
    pages = repr(compose(doc, Texts("zh_CN"), chart=False)).replace(" ", "")
    assert "如果不能停止计息：" in pages
    assert "。或42期" not in pages
    steps = [{"months": 12, "payment": "1210.00"}, {"months": 17, "payment": "1650.00"}]
    doc["plan"]["request"]["steps"] = steps
    assert "每月12日还款：12个月每月¥1,210，之后17个月每月¥1,650，共" in page_one(doc)


def test_one_person_is_no_plural(rules):
    facts = statement.build(MADE["employee"](), DAY, rules)
    doc = statement.document(facts)
    doc["applicant"] |= {"children_born": [], "adults": 1, "members": 1}
    pages = repr(compose(doc, Texts("zh_CN"), chart=False)).replace(" ", "")
    assert "家庭1人；" in pages


def short_of_money():
    """A late home loan that takes all, a car, and a lender that gets nothing."""
    car = loan("car", 30_000, date(2026, 6, 5), periods=36, priority=Priority.SECURED)
    blow = Hardship(since=date(2026, 8, 1), words="配偶被裁")
    debts = (replace(late_home(), hardship=blow), car, loan("a", 20_000, date(2026, 2, 3)))
    return Book(cash=cash(1_000), entries=entries(8_500, 6_000), debts=debts)


def test_who_is_asked_to_wait_reads_what_is_asked_of_home_and_work_beside(rules):
    """Page 1 said a deficit by contract; page 3 said relief of the same contracts was asked."""
    doc = statement.document(statement.build(short_of_money(), DAY, rules), lender="a")
    page = page_one(doc)
    assert doc["plan"]["kind"] == "pause"
    paid = Decimal(doc["totals"]["protected"])
    assert 0 < paid < Decimal(doc["means"]["sums"]["apart"])
    assert f"若同意，那几家每月合计¥{paid:,.2f}" in page
    assert "现在的收支" in page
    assert "为什么守得住" not in page
    assert "暂缓不是减免" in page
    assert "仍然欠着" not in page  # it would own to the debt


def test_what_befell_the_household_is_told_once_for_all_its_debts(rules):
    facts = statement.build(short_of_money(), DAY, rules)
    doc = statement.document(facts, lender="a")
    assert (doc["reason"]["words"], "hardship" in doc["missing"]) == ("配偶被裁", False)
    own = replace(facts.book.debts[2], hardship=Hardship(since=date(2026, 1, 1), words="自己病了"))
    book = replace(facts.book, debts=(*facts.book.debts[:2], own))
    told = statement.document(statement.build(book, DAY, rules), lender="a")
    assert told["reason"]["words"] == "自己病了"


def test_relief_of_a_car_loan_speaks_of_no_housing_fund(rules):
    facts = statement.build(short_of_money(), DAY, rules)
    said = {one: page_one(statement.document(facts, lender=one)) for one in ("car", "home")}
    assert ["公积金" in said["car"], "公积金" in said["home"]] == [False, True]


def test_the_table_says_of_interest_what_is_asked_of_a_loan_for_home_or_work(rules):
    facts = statement.build(short_of_money(), DAY, rules)
    doc = statement.document(facts, lender="car")
    doc["plan"] |= {"kind": "relief", "interest": "65.74"}
    for late, said in (("0.00", "每月付"), ("65.74", "已到期的分期补上，以后每月付")):
        doc["plan"]["arrears_parts"]["interest"] = late
        assert f"'65.74','{late}','0.00','65.74','{said}'" in page_one(doc)


def test_of_a_late_debt_without_interest_neither_it_nor_a_penalty_is_asked_to_stop(rules):
    doc = statement.document(statement.build(MADE["nothing_left"](), DAY, rules))
    doc["plan"] |= {"kind": "pause", "frozen": False, "nominal": "0.000000"}
    page = page_one(doc)
    assert "暂不还款，也先不采取进一步措施" in page
    assert not re.search("合同的利息照算|停计利息|不计罚息", page)


def test_a_landlord_is_not_called_family_or_a_friend(rules):
    facts = statement.build(household(landlord()), DAY, rules)
    pages = repr(compose(statement.document(facts, lender="a"), Texts("zh_CN"), chart=False))
    assert "个人债权人 A" in pages
    assert "亲友 A" not in pages


def test_what_nobody_has_filled_in_is_not_signed_as_nothing(rules):
    """Without an entry the paper said: income 0.00, living 0.00, and that no month is better."""
    book = Book(debts=(loan("a", 20_000, date(2026, 2, 3)),))
    doc = statement.document(statement.build(book, DAY, rules), lender="a")
    assert "means" in doc["missing"]
    page = page_one(doc)
    assert "收入与支出还没有填全" in page
    for wrong in ("收入¥0.00", "没有可以承诺的钱", "哪个月好转"):
        assert wrong not in page
    known = statement.document(statement.build(short_of_money(), DAY, rules), lender="a")
    assert "means" not in known["missing"]


_AMOUNT = r"¥([\d,]+(?:\.\d\d)?)"
_SUMS = {
    "zh_CN": (
        rf"我家每月收入{_AMOUNT}，基本生活{_AMOUNT}，(?:住处、抵押物与偶发开支{_AMOUNT}，)?(剩|还缺){_AMOUNT}",
        rf"其中最多{_AMOUNT}可用于可协商的债务，实际安排{_AMOUNT}",
        rf"其余{_AMOUNT}留作备用",
        rf"手头会短缺{_AMOUNT}",
    ),
    "en": (
        rf"myhouseholdhas{_AMOUNT};livingtakes{_AMOUNT}(?:,home,pledgesandrarebills{_AMOUNT})?;{_AMOUNT}is(left|missing)",
        rf"Ofthisupto{_AMOUNT}cangotonegotiabledebts;{_AMOUNT}does",
        rf"{_AMOUNT}iskeptasacontingency",
        rf"mycashis{_AMOUNT}short",
    ),
}


def test_what_holds_only_half_the_time_is_not_said_to_hold(rules):
    """Above odds of one half stood: why it holds."""
    doc = statement.document(statement.build(MADE["employee"](), DAY, rules))
    late = Decimal(doc["odds"]["paid"]["late_once_12"])
    assert doc["odds"]["firm"] is (late <= Decimal("0.30"))
    doc["odds"] |= {"low": "10.00", "firm": True}
    assert "为什么守得住" in page_one(doc)
    doc["odds"]["firm"] = False
    assert "现在的收支" in page_one(doc)


def test_who_owes_with_me_and_what_else_the_lender_has_stand_on_page_one(rules):
    book = household(loan("n", 9_000, date(2026, 1, 3)))
    mine, twin, other = (
        replace(debt, lender=lender, name=name, contract_no=number)
        for debt, lender, name, number in zip(
            book.debts, ("建行", "建行 ", "工行"), ("信用卡", "装修分期", "网贷"),
            ("", "6217000012345678", ""), strict=True,
        )
    )  # fmt: skip
    mine = replace(mine, co_debtors="丈夫郑强")
    facts = statement.build(replace(book, debts=(mine, twin, other)), DAY, rules)
    page = page_one(statement.document(facts, lender=mine.id))
    assert "我在贵方另有装修分期（尾号5678）。连同这一笔共欠贵方" in page
    assert "丈夫郑强" in page
    assert "网贷" not in page
    alone = page_one(statement.document(facts, lender=other.id))
    assert "另有" not in alone
    assert "丈夫" not in alone


def test_the_cash_among_the_assets_is_the_cash_of_the_day(rules):
    """Page 2 named 6,120.50 as read two days before, page 3 16,680.50 of today."""
    book = household(loan("n", 9_000, date(2026, 1, 3)))
    old = replace(book.cash[0], as_of=DAY - timedelta(days=40))
    facts = statement.build(replace(book, cash=(old,)), DAY, rules)
    today = facts.picture.money("cash")
    assert today != old.amount
    for edition in ("lender", "private"):
        assets = statement.document(facts, edition)["assets"]
        assert [fen(one["value"]) for one in assets if one["kind"] == "cash"] == [today]


def test_cash_offered_to_one_lender_is_not_shown_to_another_as_free_to_use(rules):
    """5,700 that went to a second lender stood on the first one's paper as free to use."""
    told = (
        item("工资", EntryKind.INCOME, 6_000, "A1"),
        item("吃饭", EntryKind.EXPENSE, 3_300, "C1"),
    )
    mine, other = loan("a", 60_000, date(2026, 8, 3)), loan("b", 20_000, date(2026, 6, 3))
    facts = statement.build(
        Book(cash=cash(20_000), recurring=told, debts=(mine, other)), DAY, rules
    )
    (given,) = facts.picture.asked.given.items()
    assert given[0] == other.id
    doc = statement.document(facts, lender=mine.id)
    held = [one for one in doc["assets"] if one["kind"] == "cash"]
    assert sum(fen(one["value"]) for one in held) == 2_000_000
    assert [fen(one["value"]) for one in held if "offered" in one] == [given[1]]
    free = [fen(one["value"]) for one in held if not one["needed"] and "offered" not in one]
    assert sum(free) == facts.picture.idle - given[1]
    assert "已提出先还给债权人" in whole(doc)


@pytest.mark.parametrize("wage", [3_000, 6_000])
def test_a_copy_for_oneself_is_made_of_a_debt_late_by_nobody_knows_how_much(rules, wage):
    """It fell over the amount that nobody knows, whatever its next step was."""
    told = (
        item("工资", EntryKind.INCOME, wage, "A1"),
        item("吃饭", EntryKind.EXPENSE, 3_300, "C1"),
    )
    shown = ReportedBalance(as_of=DAY, principal=Fen(1_500_000))
    late = loan("a", 20_000, date(2026, 3, 15), stage=Stage.OVERDUE, balance=shown)
    late = replace(late, priority=Priority.UNSECURED)
    facts = statement.build(Book(cash=cash(1_000), recurring=told, debts=(late,)), DAY, rules)
    doc = statement.document(facts, "private", late.id)
    assert doc["plan"]["arrears"] is None
    assert "None" not in whole(doc)


def test_a_housing_fund_is_not_shown_as_something_to_sell(rules):
    fund = Asset(name="公积金", kind=AssetKind.HOUSING_FUND, value=Fen(2_600_000), can_sell=True)
    car = replace(fund, name="车", kind=AssetKind.VEHICLE)
    book = replace(household(loan("n", 9_000, date(2026, 1, 3))), assets=(fund, car))
    shown = statement.document(statement.build(book, DAY, rules))["assets"]
    assert {one["name"]: one["can_sell"] for one in shown if one["name"]} == {
        "公积金": False, "车": True,
    }  # fmt: skip


def test_a_thing_whose_price_is_to_come_is_shown_with_its_first_day(rules):
    book = demo.employee(DAY)
    thing = replace(book.assets[0], can_sell=True)
    for day in (DAY, DAY + timedelta(days=31)):
        known = replace(book, assets=(replace(thing, sale_from=day),))
        doc = statement.document(statement.build(known, DAY, rules), "private")
        shown = doc["assets"][-1]
        assert (shown["name"], shown["sale_from"]) == (thing.name, day.isoformat())
        text = repr(compose(doc, Texts("zh_CN"), chart=False)["sections"])
        assert "可变现" in text
        assert ("最早2026年12月23日可变现" in text.replace(" ", "")) is (day > DAY)


def test_a_lender_that_is_asked_alone_does_not_read_of_others_beside_it(rules):
    book = replace(short_of_money(), debts=(short_of_money().debts[0],))
    home = book.debts[0]
    doc = statement.document(statement.build(book, DAY, rules), lender=home.id)
    assert (doc["plan"]["kind"], Decimal(doc["means"]["left"]) < 0) == ("relief", True)
    page = page_one(doc)
    assert "若贵方同意以上请求，这笔每月" in page
    assert "那几家" not in page


HELD = {"zh_CN": "为什么守得住", "en": "Whyitholds"}


def fen(text):
    return round(Decimal((text or "0").replace(",", "")) * 100)


def books():
    """Return every made, odd and shown household, by name."""
    shown = {"employee_demo": demo.employee, "shop_demo": demo.shop}
    return {**MADE, **ODD, **{name: lambda make=make: make(DAY) for name, make in shown.items()}}


def every_page(doc, locale):
    """Return all pages as text, blanks left out."""
    return repr(compose(doc, Texts(locale), chart=False)["pages"]).replace(" ", "")


@pytest.mark.parametrize("name", books())
def test_page_one_adds_up_by_its_own_lines(name, rules):
    """The mortgage's page named 1,232.84 as left beside figures that made another sum."""
    facts = statement.build(books()[name](), DAY, rules)
    for one in facts.debts:
        for edition, locale in ((e, t) for e in ("lender", "private") for t in _SUMS):
            doc = statement.document(facts, edition, one.debt.id)
            page = every_page(doc, locale)
            if re.search(_SUMS[locale][0], page) is None:
                assert page == "[]" or edition == "private" or "means" in doc["missing"]
                continue
            held_against(doc, page, locale)


@pytest.mark.parametrize("name", books())
def test_who_has_not_told_the_cash_at_hand_gets_the_pages_all_the_same(name, rules):
    """The program stopped: a shortage was asked of cash that nobody knows."""
    facts = statement.build(replace(books()[name](), cash=()), DAY, rules)
    for one in facts.debts:
        doc = statement.document(facts, "lender", one.debt.id)
        assert doc["odds"]["low"] is None
        assert "mycashis" not in every_page(doc, "en")


def held_against(doc, page, locale):
    """Hold the sums that the page says in words against one another."""
    month, offer, kept, lack = (re.search(words, page) for words in _SUMS[locale])
    groups = [each for each in month.groups() if each not in {"剩", "还缺", "left", "missing"}]
    income, living, apart, rest = (fen(amount) for amount in groups)
    left = rest if {"剩", "left"} & set(month.groups()) else -rest
    assert income - living - apart == left
    if offer is not None:
        most, shared = (fen(amount) for amount in offer.groups())
        assert max(most, shared) <= left
        assert kept is None or left - shared == fen(kept[1])
    low = fen(doc["odds"]["low"])
    assert left <= 0 or (low < 0) is (lack is not None)
    assert lack is None or fen(lack[1]) == -low
    paid = doc["odds"]["paid"] or {"late_once_12": "1", "broken_12": "1"}
    late, broken = Decimal(paid["late_once_12"]), Decimal(paid["broken_12"])
    risky = late > Decimal("0.30") or broken > Decimal("0.15")
    assert (low >= 0 and not risky) or HELD[locale] not in page


def test_the_chart_ends_where_the_year_of_the_overview_ends(rules):
    """The paper's year ended a day before the overview's, with another amount."""
    facts = statement.build(MADE["employee"](), DAY, rules)
    last = statement.document(facts)["odds"]["weeks"][-1]
    lane = facts.picture.lanes["plan"]
    assert (last[0], fen(last[3])) == ((DAY + timedelta(days=365)).isoformat(), lane.cash[365])


def test_nothing_late_is_asked_to_stop_only_where_it_runs(rules):
    """A punctual lender is not asked to stop a penalty, nor told its interest is past due."""
    punctual = (loan("c", 20_000, date(2026, 11, 3)), loan("b", 12_000, date(2026, 3, 3)))
    book = Book(cash=cash(4_000), entries=entries(6_000, 5_000), debts=punctual)
    doc = statement.document(statement.build(book, DAY, rules), lender="c")
    plan = doc["plan"]
    assert (plan["kind"], plan["arrears"]) == ("instalments", "0.00")
    assert Decimal(plan["request"]["charges"]) > 0
    page = page_one(doc)
    assert "不算逾期" in page
    assert "到今天的利息" in page
    assert "停计罚息" not in page
    assert "已有的息费" not in page
    doc["plan"]["arrears"] = "1.00"
    late = page_one(doc)
    assert "停计罚息" in late
    assert "不算逾期" not in late


def test_help_that_may_end_is_shown_beside_the_income_and_in_no_sum(rules):
    """Who gets money from parents does not sign that nothing else comes."""
    gift = Recurring(name="父母", kind=EntryKind.INCOME, amount=Fen(180_000), category="A11",
                     every=Every.MONTH, day=1, start=date(2026, 1, 1))  # fmt: skip
    given = tuple(
        replace(one, amount=Fen(160_000), category="A11")
        for one in entries(4_000, 5_000)
        if one.kind is EntryKind.INCOME
    )
    book = household(loan("c", 20_000, date(2026, 5, 3)))
    book = replace(book, entries=(*entries(4_000, 5_000), *given))
    plain = statement.document(statement.build(book, DAY, rules))["means"]
    assert (plain["sums"]["income"], plain["not_lasting"][0]["amount"]) == ("4000.00", "1600.00")
    doc = statement.document(statement.build(replace(book, recurring=(gift,)), DAY, rules))
    assert doc["means"]["left"] == plain["left"]
    assert doc["means"]["not_lasting"][0]["amount"] == "1800.00"
    assert "¥1,800.00不作长期收入" in page_one(doc)
    assert "不作长期收入，未计入合计" in str(compose(doc, Texts("zh_CN"), chart=False))


def whole(doc, locale="zh_CN"):
    return repr(compose(doc, Texts(locale), chart=False)).replace(" ", "")


def test_a_pause_has_no_schedule_and_names_no_day_of_payment(rules):
    """Its page of terms was headed as a schedule, and said which day of payment is safest."""
    doc = statement.document(statement.build(MADE["nothing_left"](), DAY, rules))
    assert doc["plan"]["kind"] == "pause"
    words = whole(doc)
    assert "与贵方的条件" in words
    assert "还款表" not in words
    assert "还款日：" not in words
    asked = whole(statement.document(statement.build(MADE["employee"](), DAY, rules)))
    assert "与贵方的条件和还款表" in asked
    assert "还款日：" in asked


def test_odds_without_a_month_on_record_say_what_they_are_drawn_from(rules):
    """ "0 full months of the household's own records" stood in a signed paper."""
    book = household(loan("x", 30_000, date(2026, 4, 3)))
    doc = statement.document(
        statement.build(replace(book, entries=(), recurring=told()), DAY, rules)
    )
    assert (doc["odds"]["history_months"], bool(doc["odds"]["cases"])) == (0, True)
    assert "按我说的收支模拟10000个年度" in whole(doc)
    assert "0个完整月" not in whole(doc)


def told():
    return (
        Recurring(name="工资", kind=EntryKind.INCOME, amount=Fen(900_000), category="A1",
                  every=Every.MONTH, day=10, start=date(2025, 11, 1)),
        Recurring(name="生活", kind=EntryKind.EXPENSE, amount=Fen(600_000), category="C1",
                  every=Every.MONTH, day=6, start=date(2025, 11, 1)),
    )  # fmt: skip


def test_a_document_shows_the_lines_and_the_cause_that_name_its_number(rules):
    """The column stood empty for a wage slip beside which the wage was called documented."""
    facts = statement.build(MADE["employee"](), DAY, rules)
    slip = Evidence(kind="income_proof", name="工资条", covers="A1", sha256="ab" * 32)
    said = Evidence(kind="other", name="租约", covers="B1", proves="房租两千二", sha256="cd" * 32)
    doc = statement.document(replace(facts, case=replace(facts.case, evidence=(slip, said))))
    page = compose(doc, Texts("zh_CN"), chart=False)
    rows = [row for part in page["sections"] for block in part for row in block.get("rows", ())]
    shows = {row[0]: row[-1] for row in rows if row[0] in {"E1", "E2"}}
    assert shows == {"E1": "工资", "E2": "房租两千二"}


def test_who_is_late_with_a_lender_says_of_another_debt_there_only_that_it_is_not(rules):
    """对贵方没有逾期 was signed by somebody fifteen days late with the same lender."""
    shown = ReportedBalance(
        as_of=DAY, principal=Fen(1_200_000), interest=Fen(11_000), penalty=Fen(1_000),
        overdue_since=DAY - timedelta(days=15), overdue_principal=Fen(100_000),
    )  # fmt: skip
    late = loan("a", 20_000, date(2026, 2, 3), balance=shown)
    other = loan("b", 12_000, DAY - timedelta(days=9), lender=late.lender)
    book = Book(cash=cash(400), entries=entries(5_000, 3_600), debts=(late, other))
    doc = statement.document(statement.build(book, DAY, rules), lender="b")
    assert (doc["plan"]["overdue_days"], doc["plan"]["short_from"] is None) == (0, False)
    page = page_one(doc)
    assert "这笔没有逾期。如果其他债务已逾期的马上补上" in page
    assert "贵方没有逾期" not in page


def test_a_guarded_debt_is_told_that_the_others_get_half_of_what_was_told_at_first(rules):
    """最多 1,079 stood above the odds of paying 1,490 a month."""
    told = (
        item("工资", EntryKind.INCOME, 11_000, "A1"),
        item("吃饭", EntryKind.EXPENSE, 3_000, "C1"),
    )
    home = late_home()
    book = Book(cash=cash(6_000), recurring=told, debts=(home, loan("a", 20_000, date(2026, 8, 3))))
    doc = statement.document(statement.build(book, DAY, rules), lender=home.id)
    assert doc["odds"]["first_term"] is not None
    assert doc["totals"]["asked"] > 0
    page = repr(compose(doc, Texts("zh_CN"), chart=False)).replace(" ", "")
    assert "起初先拿按我说的数算出来的一半" in page
    assert "不在其中，先于它们支付" in page
    assert "其中最多" not in page
