"""What the papers once got wrong, held on both demos and on households of our own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from households import DAY, MADE, card, entries, item, loan, mortgage
from msgspec.structs import replace

from jiebei_desktop.analysis.course import clears
from jiebei_desktop.domain.debts import (
    DebtId,
    Hardship,
    LenderType,
    Method,
    Priority,
    ReportedBalance,
)
from jiebei_desktop.domain.household import Book, Cash, EntryKind, Household, Housing, Mark
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.negotiation import Evidence
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.report.compose import compose
from jiebei_desktop.services.papers import statement
from jiebei_desktop.services.papers.statement_json import letters
from jiebei_desktop.services.picture import LaneName
from jiebei_desktop.services.plans.requests import ASKING
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.odds import about
from jiebei_desktop.text.papers import paper_notes
from jiebei_desktop.text.texts import Texts


def late_home() -> Book:
    """A home loan two months late that asks for more than living leaves; a relative besides."""
    shown = ReportedBalance(
        as_of=DAY, principal=Fen(69_000_000), interest=Fen(420_000), penalty=Fen(9_000),
        overdue_since=date(2026, 9, 20), overdue_principal=Fen(310_000),
    )  # fmt: skip
    aunt = loan("aunt", 40_000, date(2025, 1, 5), method=Method.FREE, periods=None,
                priority=Priority.FAMILY, lender_type=LenderType.PRIVATE_PERSON)  # fmt: skip
    return Book(
        cash=(Cash(name="余额", amount=Fen(240_000), as_of=DAY),),
        recurring=(
            item("工资", EntryKind.INCOME, 7_100, "A1"),
            item("房租", EntryKind.EXPENSE, 2_000, "B1", day=5),
            item("伙食", EntryKind.EXPENSE, 2_500, "C1", day=6),
        ),
        debts=(mortgage(800_000, date(2019, 3, 20), balance=shown), aunt),
    )


def kept_home() -> Book:
    """A home loan that is paid on time, little left, two lenders that cannot be paid."""
    return Book(
        household=Household(members=3, dibao_per_person=Fen(90_000)),
        cash=(Cash(name="余额", amount=Fen(600_000), as_of=DAY),),
        entries=entries(12_000, 7_600),
        debts=(
            mortgage(500_000, date(2026, 11, 1)),
            loan("a", 24_000, date(2026, 10, 3), periods=12),
            card("b", ReportedBalance(as_of=DAY, principal=Fen(1_900_000), fees=Fen(8_000))),
        ),
    )


def crowd() -> Book:
    """Thirty lenders, one of them owed next to nothing."""
    many = [loan(f"d{k}", 1_200 + 90 * k, date(2026, 9, 1 + k % 25)) for k in range(29)]
    tiny = loan("tiny", 60, date(2026, 10, 2))
    return Book(
        cash=(Cash(name="余额", amount=Fen(300_000), as_of=DAY),),
        entries=entries(9_800, 6_300),
        debts=(*many, tiny),
    )


def dear_friend() -> Book:
    """A private lender at 36 % a year, late for half a year."""
    shown = ReportedBalance(
        as_of=DAY, principal=Fen(3_000_000), interest=Fen(540_000),
        overdue_since=date(2026, 5, 15), overdue_principal=Fen(3_000_000),
    )  # fmt: skip
    debt = loan("p", 30_000, date(2025, 6, 1), rate=Rate(value=Decimal("0.36"), per=RatePeriod.YEAR),
                method=Method.INTEREST_ONLY, lender_type=LenderType.PRIVATE_PERSON, balance=shown)  # fmt: skip
    return Book(
        cash=(Cash(name="余额", amount=Fen(500_000), as_of=DAY),),
        entries=entries(8_200, 6_000),
        debts=(debt,),
    )


OWN = {"late_home": late_home, "kept_home": kept_home, "crowd": crowd, "dear_friend": dear_friend}
ALL = {**MADE, **OWN}
TOLD = [name for name in ALL if name not in {"empty", "no_plan"}]
"""Those that said anything of income and living: else no amount of a month is known."""


@pytest.fixture(scope="module")
def rules():
    return rulebook.load()


@pytest.fixture(scope="module")
def gathered(rules):
    """Every household's facts, gathered once."""
    return {name: statement.build(make(), DAY, rules) for name, make in ALL.items()}


def yuan(text):
    return Decimal(text)


def papers(facts, edition="lender"):
    """Return the paper of every lender of a household, family left out."""
    for one in facts.debts:
        if one.kind != "family":
            yield one, statement.document(facts, edition, one.debt.id)


@pytest.mark.parametrize("name", ALL)
def test_every_paper_adds_up_in_both_editions_with_one_checksum(gathered, name):
    for one, lender in papers(gathered[name]):
        own = statement.document(gathered[name], "private", one.debt.id)
        assert all(lender["checks"].values()), lender["checks"]
        assert lender["checksum"] == own["checksum"]


@pytest.mark.parametrize("name", ALL)
def test_the_principal_of_a_schedule_is_what_is_owed_as_principal(gathered, name):
    for one, doc in papers(gathered[name]):
        request = doc["plan"]["request"]
        if request is not None:
            gone = {part["part"]: yuan(part["amount"]) for part in request["waived"]}
            cut = gone.pop("principal", 0)
            before = {part: yuan(paid) for part, paid in doc["plan"]["before_parts"].items()}
            runs = {part: yuan(more) for part, more in doc["plan"]["runs_before"].items()}
            left = {
                part: yuan(doc["plan"][part]) + runs[part] - paid for part, paid in before.items()
            }
            assert yuan(request["principal"]) == left["principal"] - cut
            assert request["capitalised"] == "0.00"
            due = sum(left[part] for part in ("interest", "penalty", "fees"))
            assert yuan(request["charges"]) == due - sum(gone.values())
            assert sum(yuan(row[5]) for row in request["rows"]) == due - sum(gone.values())
            assert all(yuan(row[4]) == 0 for row in request["rows"] if request["frozen"])
            if one.debt.terms.day_basis is DayBasis.ACT_365:
                own_interest(one)


def own_interest(one):
    """Hold the interest of every instalment against its days, by hand."""
    balance, since = one.terms.principal, DAY
    for row in one.terms.rows:
        exact = balance * Fraction(one.terms.annual_rate) * (row.due - since).days / 365
        assert abs(row.interest - exact) <= Fraction(1, 2)
        balance, since = row.balance, row.due


def test_who_is_late_is_asked_to_stop_and_who_is_on_time_is_charged_by_days(gathered):
    late = statement.document(gathered["employee"])["plan"]["request"]
    assert (late["frozen"], late["annual_rate"], late["total_interest"]) == (
        True,
        "0.000000",
        "0.00",
    )
    kept = statement.document(gathered["employee"], lender=DebtId("weilidai"))["plan"]["request"]
    assert kept["rows"][0][:2] == [1, "2027-01-12"]
    # what is owed as principal × 0.00045 a day × 51 days; then 31 on what is left
    first = yuan(kept["principal"]) * Decimal("0.00045") * 51
    assert kept["rows"][0][4] == f"{first.quantize(Decimal('0.01')):.2f}"
    second = yuan(kept["rows"][0][6]) * Decimal("0.00045") * 31
    assert kept["rows"][1][4] == f"{second.quantize(Decimal('0.01')):.2f}"


def test_a_lender_that_demands_it_has_charges_made_principal_and_named(rules):
    facts = statement.build(MADE["employee"](), DAY, rules)
    from jiebei_desktop.services.picture import at_payment, reading_of
    from jiebei_desktop.services.plans.proposals import proposals
    from jiebei_desktop.services.plans.requests import facts_of

    reading = reading_of(facts.book, DAY, rules)
    seen = at_payment(reading, facts.payment, capitalise=True)
    asked = proposals(facts.book, facts.payment, DAY, rules, seen=seen)
    grown = facts_of(facts.book, asked, DAY)[0].terms
    plain = facts.debts[0].terms
    assert plain.capitalised == 0
    assert (grown.capitalised, grown.charges) == (plain.charges, 0)


@pytest.mark.parametrize("name", ALL)
def test_no_paper_promises_more_than_the_plan_lane_or_than_is_left(gathered, name):
    facts = gathered[name]
    lane = facts.picture.lanes[LaneName.PLAN].payment or 0
    inside = sum(one.monthly for one in facts.debts if one.within)
    assert inside == lane <= facts.payment
    able = (facts.picture.money("left") or 0) + facts.picture.amount("protected")
    outside = sum(one.monthly for one in facts.debts if not one.within)
    assert outside <= max(0, able)


@pytest.mark.parametrize("name", ALL)
def test_what_is_asked_of_equals_is_one_term_and_a_round_amount(gathered, name):
    asked = [one for one in gathered[name].debts if one.terms is not None]
    longest = max((one.terms.months for one in asked), default=0)
    for one in asked:
        assert one.monthly % 1_000 == 0
        # who ends before the others would not end with them at ten yuan less a month
        less = ((longest, one.monthly - 1_000),)
        assert one.terms.months == longest or not clears(one.terms.concession.due, less)


@pytest.mark.parametrize("name", ALL)
def test_the_principal_is_cut_only_where_no_term_is_long_enough(gathered, name):
    facts = gathered[name]
    for one in facts.debts:
        for terms in () if one.terms is None else (one.terms, *one.others):
            gone = terms.let_go
            assert sum(gone.values()) == sum(amount for _, amount in terms.waived)
            assert all(amount <= getattr(one.owed.parts, part) for part, amount in gone.items())
            assert "principal" not in gone


@pytest.mark.parametrize("name", ALL)
def test_the_terms_of_the_contract_total_all_parts_and_the_interest_to_come(gathered, name):
    for one, doc in papers(gathered[name]):
        old = doc["plan"]["old"]
        assert yuan(old["total"]) >= yuan(doc["plan"]["total"]) > 0
        parts = sum(yuan(old[part]) for part in ("principal", "interest", "penalty", "fees"))
        assert yuan(old["total"]) == parts + yuan(old["future"])
        assert old["penalty"] == doc["plan"]["penalty"]
        assert one.owed.parts.total > 0


def test_the_contract_of_the_demo_totals_what_the_calendar_asks_for(gathered):
    facts = gathered["employee"]
    assert statement.document(facts)["plan"]["old"]["total"] == "41233.80"
    rolling = statement.document(facts, lender=DebtId("card"))["plan"]["old"]
    assert (rolling["total"], rolling["rolling"]) == ("12485.52", True)


@pytest.mark.parametrize("name", ALL)
def test_a_strain_never_makes_anything_better(gathered, name):
    cases = statement.document(gathered[name])["odds"]["cases"]
    for strained in cases[1:]:
        assert yuan(strained["p_late"]) >= yuan(cases[0]["p_late"])
        assert yuan(strained["p_break"]) >= yuan(cases[0]["p_break"])
        assert yuan(strained["low"]) <= yuan(cases[0]["low"])


@pytest.mark.parametrize("name", TOLD)
def test_the_lines_of_the_month_are_the_picture(gathered, name):
    facts = gathered[name]
    means, seen = statement.document(facts)["means"], facts.picture
    living = yuan(means["sums"]["necessary"]) + yuan(means["sums"]["flexible"])
    assert yuan(means["sums"]["income"]) * 100 == seen.amount("income.usual")
    assert living * 100 == seen.amount("living.usual")
    apart = seen.amount("irregular") + seen.amount("protected")
    assert yuan(means["sums"]["apart"]) * 100 == apart
    assert yuan(means["left"]) * 100 == seen.amount("left")


@pytest.mark.parametrize("name", TOLD)
def test_the_low_point_is_that_of_the_plan_lane_also_where_nothing_is_paid(gathered, name):
    facts = gathered[name]
    odds, lane = statement.document(facts)["odds"], facts.picture.lanes[LaneName.PLAN]
    assert (odds["low_day"], yuan(odds["low"]) * 100) == (
        lane.low.day.isoformat(), lane.low.amount,
    )  # fmt: skip
    likely = {week[0]: yuan(week[3]) * 100 for week in odds["weeks"]}
    assert likely == {day: fen for day, fen in _days(lane) if day in likely}
    assert min(likely.values()) == lane.low.amount


def _days(lane):
    return [(day.isoformat(), fen) for day, fen in lane.days]


def test_a_document_is_documented_only_where_a_file_is_attached(rules):
    book = replace(MADE["typed"]())
    proved = tuple(
        replace(entry, mark=Mark.DOCUMENT) if entry.category == "A1" else entry
        for entry in book.entries
    )
    facts = statement.build(replace(book, entries=proved), DAY, rules)
    assert statement.document(facts)["means"]["income"][0]["mark"] == "statement"
    paper = Evidence(kind="income_proof", name="流水", sha256="ab" * 32)
    case = replace(facts.case, evidence=(replace(paper, sha256=""), paper))
    line = statement.document(replace(facts, case=case))["means"]["income"][0]
    assert (line["mark"], line["proof"]) == ("document", ["E1"])


def test_a_document_that_says_what_it_shows_stands_behind_that_line_only(rules):
    facts = statement.build(MADE["employee"](), DAY, rules)
    rent = Evidence(kind="expense_proof", name="租约", covers="B1", sha256="ab" * 32)
    wage = Evidence(kind="other", name="银行流水", covers="A", sha256="cd" * 32)
    case = replace(facts.case, evidence=(rent, wage))
    means = statement.document(replace(facts, case=case))["means"]
    found = {line["code"]: (line["mark"], line["proof"]) for name in ("income", "necessary")
             for line in means[name]}  # fmt: skip
    assert found["B1"] == ("document", ["E1"])
    assert found["B2"] == ("statement", [])
    income = [found[code] for code in found if code.startswith("A")]
    assert income == [("document", ["E2"])] * 2


def test_a_file_that_is_gone_stands_behind_nothing(rules):
    facts = statement.build(MADE["employee"](), DAY, rules)
    gone = Evidence(kind="income_proof", name="流水", covers="A", sha256="")
    doc = statement.document(replace(facts, case=replace(facts.case, evidence=(gone,))))
    assert {line["mark"] for line in doc["means"]["income"]} == {"statement"}
    assert doc["evidence"] == []


def test_a_home_loan_beyond_what_is_left_asks_for_relief_and_promises_no_more(gathered):
    facts = gathered["late_home"]
    (one, doc), *_ = papers(facts)
    relief = doc["plan"]["relief"]
    assert facts.first_addressee == "home"
    assert doc["plan"]["kind"] == "relief"
    assert relief["enough"] is (yuan(relief["able"]) >= one.relief.need / Decimal(100))
    assert yuan(doc["plan"]["monthly"]) <= yuan(relief["able"]) <= 2_600
    aunt = next(each for each in facts.debts if each.kind == "family")
    assert aunt.monthly == 0


def test_a_home_loan_paid_on_time_is_never_the_addressee(gathered):
    facts = gathered["kept_home"]
    assert facts.first_addressee in {"a", "b"}
    home = facts.facts(DebtId("home"))
    assert (home.kind, home.within) == ("contract", False)


def test_nobody_is_asked_where_contracts_can_be_kept(gathered):
    assert gathered["shop"].first_addressee is None
    assert {one.kind for one in gathered["shop"].debts} == {"contract", "family"}


def test_a_private_lender_is_offered_no_rate_above_the_line(gathered):
    facts = gathered["dear_friend"]
    assert facts.debts[0].rate.nominal == Decimal("0.36")
    assert facts.debts[0].terms is not None
    rates = [terms.annual_rate for terms in (facts.debts[0].terms, *facts.debts[0].others)]
    assert max(rates) == Decimal("0.12")  # four times the LPR of 3.0 %; the first asks for none


def test_letters_go_on_after_z_and_no_two_lenders_share_one(gathered):
    assert [letters(k) for k in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
    doc = statement.document(gathered["crowd"])
    masks = [debt["mask"] for debt in doc["debts"] if debt["mask"]]
    assert len(masks) == len(set(masks)) == 29
    assert {"Z", "AA", "AB"} <= set(masks)


def test_the_smallest_balance_is_asked_for_the_same_term_in_tens(gathered):
    facts = gathered["crowd"]
    tiny = facts.facts(DebtId("tiny"))
    assert (tiny.kind, tiny.monthly) == ("instalments", 1_000)
    assert tiny.terms.rows[-1].balance == 0


def test_a_changed_instalment_fails_its_check(gathered):
    doc = statement.document(gathered["employee"])
    request = doc["plan"]["request"]
    rows = [list(row) for row in request["rows"]]
    for place, other in ((2, "1260.01"), (3, "1.00"), (5, "0.00"), (6, "1.00")):
        changed = [list(row) for row in rows]
        changed[3][place] = other
        plan = {**doc["plan"], "request": {**request, "rows": changed}}
        assert statement.recheck({**doc, "plan": plan})["schedule"] is False
    lower = [{"months": request["months"], "payment": "1000.00"}]
    dearer = {**doc["plan"], "request": {**request, "steps": lower}}
    assert statement.recheck({**doc, "plan": dearer})["schedule"] is False


def test_what_is_known_of_person_and_contract_is_not_missing(rules):
    book = MADE["typed"]()
    home = replace(book.household, name="林", id_tail="1", phone="1", address="x",
                   children_born=(), housing=Housing.RENT, work="仓库分拣员")  # fmt: skip
    known = replace(book.debts[0], contract_no="7", hardship=Hardship(since=DAY))
    doc = statement.document(
        statement.build(replace(book, household=home, debts=(known,)), DAY, rules)
    )
    assert doc["missing"] == []
    with pytest.raises(KeyError):
        statement.build(book, DAY, rules).facts(DebtId("nobody"))


def test_a_deficit_ends_in_the_month_that_a_wage_begins(rules):
    book = MADE["ended"]()
    begins = item("新工资", EntryKind.INCOME, 6_000, "A1", start=date(2027, 3, 1))
    unpaid = item("抚养费", EntryKind.EXPENSE, 600, "B10")
    facts = statement.build(replace(book, recurring=(*book.recurring, begins, unpaid)), DAY, rules)
    month = facts.month
    assert facts.picture.amount("left") < 0
    assert month.recovers == Month(2027, 3)
    doc = statement.document(facts)
    assert doc["means"]["recovers"] == "2027-03-01"
    assert {line.code: line.amount for line in month.necessary}["B10"] == 60_000
    none = statement.build(book, DAY, rules)
    assert none.month.recovers is None
    assert none.picture.amount("left") < 0


def test_an_income_that_comes_later_is_told_with_its_month_and_what_comes_before(rules):
    wage = item("工资", EntryKind.INCOME, 9_200, "A1", until=date(2027, 1, 3))
    aid = item("失业金", EntryKind.INCOME, 1_800, "A5", start=date(2027, 2, 10))
    home = replace(MADE["ended"](), entries=(), recurring=(wage, aid))
    facts = statement.build(home, DAY, rules)
    doc = statement.document(facts)
    assert doc["means"]["sums"]["income"] == "1800.00"
    later = {"since": "2027-02-01", "month": "2026-12-01", "income": "9200.00", "living": None}
    assert doc["means"]["later"] == later
    told = "以上收入从2027年2月算起；2026年12月的收入是 ¥9,200.00。"
    assert (
        str(compose(doc, Texts("zh_CN"), chart=False)).count(told) == 2
    )  # the request and its page of means
    steady = statement.build(
        replace(home, recurring=(replace(aid, start=date(2026, 1, 1)),)), DAY, rules
    )
    assert statement.document(steady)["means"]["later"] is None


def test_living_that_ends_later_is_told_with_its_month_and_what_it_takes_before(rules):
    rent = item("房租", EntryKind.EXPENSE, 1_500, "B1", until=date(2027, 1, 31))
    food = item("饭", EntryKind.EXPENSE, 2_000, "C1")
    wage = item("工资", EntryKind.INCOME, 6_000, "A1")
    home = replace(MADE["ended"](), entries=(), recurring=(wage, rent, food))
    doc = statement.document(statement.build(home, DAY, rules))
    assert (doc["means"]["sums"]["necessary"], doc["means"]["sums"]["flexible"]) == (
        "0.00",
        "2000.00",
    )
    later = {"since": "2027-02-01", "month": "2026-12-01", "income": None, "living": "3500.00"}
    assert doc["means"]["later"] == later
    told = "以上生活开支从2027年2月算起；2026年12月要花 ¥3,500.00。"
    assert str(compose(doc, Texts("zh_CN"), chart=False)).count(told) == 2


@pytest.mark.parametrize("name", TOLD)
def test_having_nothing_to_pay_and_a_surplus_never_stand_on_one_paper(gathered, name):
    for one, doc in papers(gathered[name]):
        means, left = doc["means"], yuan(doc["means"]["left"])
        spoken = yuan(means["payment"]) + yuan(means["margin"])
        assert spoken == left
        if doc["plan"]["kind"] == "pause":
            said = str(compose(doc, Texts("zh_CN"), chart=False)["pages"])
            assert yuan(means["payment"]) == 0 or one.monthly == 0
            assert left <= 0 or f"剩 ¥{left:,.2f}" not in said or means["no_amount"]


@pytest.mark.parametrize("name", TOLD)
def test_the_table_of_shares_adds_up_to_what_is_said_and_home_stands_outside(gathered, name):
    for _one, doc in papers(gathered[name]):
        inside = sum(yuan(d["offer"]) for d in doc["debts"] if d["basis"] != "protected")
        outside = sum(yuan(d["offer"]) for d in doc["debts"] if d["basis"] == "protected")
        assert (inside, outside) == (yuan(doc["totals"]["offer"]), yuan(doc["totals"]["protected"]))
        assert yuan(doc["totals"]["reserve"]) == yuan(doc["means"]["left"]) - inside


@pytest.mark.parametrize("name", ALL)
def test_page_one_and_the_strains_tell_one_pair_of_odds_and_a_dip_is_explained(gathered, name):
    for _one, doc in papers(gathered[name]):
        odds, plan = doc["odds"], doc["plan"]
        worded = compose(doc, Texts("en"), chart=False)
        first, last = str(worded["pages"] or worded["sections"][0]), str(worded["sections"][-1])
        if odds["cases"] and yuan(doc["means"]["payment"]) > 0:
            for key in ("p_late", "p_break"):
                assert about(yuan(odds["cases"][0][key]), Texts("en")) in first, key
        if odds["before_first"]:
            assert "before the first instalment" in last
        elif plan["request"] is not None and yuan(odds["low"]) < 0:
            assert odds["low_day"] >= plan["request"]["first_due"]


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_asked_of_a_lender_that_is_paid_by_contract_and_that_is_said(gathered, name):
    for one, doc in papers(gathered[name]):
        notes = {code for code, _facts, _said in paper_notes(doc, (), Texts("zh_CN"))}
        asking = doc["plan"]["kind"] in ASKING
        assert ("nothing-asked" in notes) is not asking
        assert asking or doc["plan"]["request"] is None
        assert one.is_asked is asking


def test_a_lenders_other_debts_are_named_to_it_and_to_nobody_else(rules):
    """A bank is no 机构 A to itself: its card and its instalments stand by their names."""
    book = crowd()
    first, second, *others = book.debts[:4]
    bank = "招商银行信用卡中心"
    book = replace(
        book,
        debts=(
            replace(first, lender=bank),
            replace(second, lender=f"{bank} "),
            *(replace(one, lender=f"{one.id} bank") for one in others),
        ),
    )
    facts = statement.build(book, DAY, rules)
    doc = statement.document(facts, "lender", first.id)
    shown = {debt["name"] for debt in doc["debts"] if debt["mask"] is None}
    assert shown == {first.name, second.name}
    elsewhere = statement.document(facts, "lender", others[0].id)
    assert [d["name"] for d in elsewhere["debts"] if d["mask"] is None] == [others[0].name]
    masks = [d["mask"] for d in elsewhere["debts"] if d["mask"]]
    assert masks[:2] == ["A1", "A2"]  # one bank is one lender to the others, too
    assert len(set(masks)) == len(masks)
    page = str(compose(doc, Texts("zh_CN"), chart=False))
    both = [d for d in doc["debts"] if d["name"] in {first.name, second.name}]
    owed, paid = (sum(Decimal(d[key]) for d in both) for key in ("total", "offer"))
    assert f"连同这一笔共欠贵方 ¥{owed:,.2f}，合计每月还贵方 ¥{paid:,.2f}" in page
