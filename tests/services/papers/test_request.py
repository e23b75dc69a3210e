"""What the papers once got wrong, held on both demos and on households of our own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from households import DAY, MADE, card, entries, item, loan, mortgage
from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.domain.allocation import Parts
from jiebei_desktop.domain.debts import (
    DebtId,
    Hardship,
    LenderType,
    Method,
    Priority,
    ReportedBalance,
)
from jiebei_desktop.domain.household import Book, Cash, EntryKind, Household, Mark
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.negotiation import Evidence
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.services.papers import statement
from jiebei_desktop.services.papers.statement_json import letters
from jiebei_desktop.services.picture import LaneName
from jiebei_desktop.services.plans.request_shares import Basis, parts_of
from jiebei_desktop.services.plans.request_terms import Claim, fitting_terms, terms_at
from jiebei_desktop.services.reference import rulebook


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
            assert request["principal"] == doc["plan"]["principal"]
            assert request["capitalised"] == "0.00"
            waived = sum(yuan(part["amount"]) for part in request["waived"])
            due = sum(yuan(doc["plan"][part]) for part in ("interest", "penalty", "fees"))
            assert yuan(request["charges"]) == due - waived
            assert sum(yuan(row[5]) for row in request["rows"]) == due - waived
            rate = one.terms.annual_rate
            first = (one.terms.rows[0].due - DAY).days
            if one.debt.terms.day_basis is DayBasis.ACT_365:
                exact = one.owed.parts.principal * rate * Fraction(first, 365)
                assert abs(one.terms.rows[0].interest - exact) <= Fraction(1, 2)


def test_the_demo_is_charged_twenty_days_on_its_principal_alone(gathered):
    request = statement.document(gathered["employee"])["plan"]["request"]
    assert request["rows"][0][:2] == [1, "2026-12-12"]
    assert request["rows"][0][4] == "380.00"  # 38,000.00 × 0.0005 × 20


def test_a_lender_that_demands_it_has_charges_made_principal_and_named(rules):
    facts = statement.build(MADE["employee"](), DAY, rules)
    from jiebei_desktop.services.plans.requests import debt_facts

    grown = debt_facts(facts.book, (facts.payment, Fen(0)), DAY, rules, capitalise=True)[0].terms
    plain = facts.debts[0].terms
    assert (grown.capitalised, grown.charges) == (93_100, 0)
    assert grown.total_interest > plain.total_interest


@pytest.mark.parametrize("name", ALL)
def test_no_paper_promises_more_than_the_plan_lane_or_than_is_left(gathered, name):
    facts = gathered[name]
    lane = facts.picture.lanes[LaneName.PLAN].payment or 0
    inside = sum(one.monthly for one in facts.debts if one.part.within)
    assert inside <= lane == facts.payment
    able = facts.picture.amount("left") + facts.picture.amount("protected")
    outside = sum(one.monthly for one in facts.debts if not one.part.within)
    assert outside <= max(0, able)


@pytest.mark.parametrize("name", ALL)
def test_what_is_asked_of_equals_is_equal_and_a_round_amount(gathered, name):
    shares = [one for one in gathered[name].debts if one.part.basis is Basis.SHARE]
    for one in shares:
        assert one.monthly % 1_000 == 0 or one.monthly == one.owed.parts.total
        if one.monthly < one.owed.parts.total:
            others = sum(each.part.amount for each in shares)
            exact = Fraction(one.owed.parts.total * others, sum(s.owed.parts.total for s in shares))
            assert abs(one.monthly - exact) <= 1_000 * len(shares)


@pytest.mark.parametrize("name", ALL)
def test_only_whole_parts_are_waived_and_never_principal(gathered, name):
    for one in gathered[name].debts:
        for terms in (one.terms, *one.others):
            for part, amount in () if terms is None else terms.waived:
                assert part in {"penalty", "fees", "interest"}
                assert amount == getattr(one.owed.parts, part)


@pytest.mark.parametrize("name", ALL)
def test_the_terms_of_the_contract_total_all_parts_and_the_interest_to_come(gathered, name):
    for one, doc in papers(gathered[name]):
        old = doc["plan"]["old"]
        assert yuan(old["total"]) >= yuan(doc["plan"]["total"]) > 0
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


@pytest.mark.parametrize("name", ALL)
def test_the_lines_of_the_month_are_the_picture(gathered, name):
    facts = gathered[name]
    means, seen = statement.document(facts)["means"], facts.picture
    living = yuan(means["sums"]["necessary"]) + yuan(means["sums"]["flexible"])
    assert yuan(means["sums"]["income"]) * 100 == seen.amount("income.usual")
    assert living * 100 == seen.amount("living.usual")
    apart = seen.amount("irregular") + seen.amount("protected")
    assert yuan(means["sums"]["apart"]) * 100 == apart
    assert yuan(means["left"]) * 100 == seen.amount("left")


@pytest.mark.parametrize("name", ALL)
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
    assert (home.kind, home.part.within) == ("contract", False)


def test_nobody_is_asked_where_contracts_can_be_kept(gathered):
    assert gathered["shop"].first_addressee is None
    assert {one.kind for one in gathered["shop"].debts} == {"contract", "family"}


def test_a_private_lender_is_offered_no_rate_above_the_line(gathered):
    facts = gathered["dear_friend"]
    assert facts.debts[0].rate.nominal == Decimal("0.36")
    assert facts.debts[0].terms is not None
    assert facts.debts[0].terms.annual_rate < Fraction(16, 100)


def test_letters_go_on_after_z_and_no_two_lenders_share_one(gathered):
    assert [letters(k) for k in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
    doc = statement.document(gathered["crowd"])
    masks = [debt["mask"] for debt in doc["debts"] if debt["mask"]]
    assert len(masks) == len(set(masks)) == 29
    assert {"Z", "AA", "AB"} <= set(masks)


def test_a_balance_too_small_for_a_part_is_cleared_at_once(gathered):
    tiny = gathered["crowd"].facts(DebtId("tiny"))
    assert (tiny.kind, tiny.monthly) == ("small", tiny.owed.parts.total)


@given(
    st.integers(1, 9_000_000), st.integers(0, 90_000), st.integers(0, 90_000),
    st.integers(0, 30_000), st.integers(0, 24), st.integers(1, 900),
)  # fmt: skip
def test_terms_repay_exactly_what_is_owed_less_what_is_waived(
    principal, interest, penalty, fees, percent, tens
):
    parts = Parts(
        principal=Fen(principal), interest=Fen(interest), penalty=Fen(penalty), fees=Fen(fees)
    )
    days = tuple(Month(2026, 12).plus(k).day(12) for k in range(60))
    claim = Claim(as_of=DAY, parts=parts, annual_rate=Fraction(percent, 100),
                  basis=DayBasis.ACT_365, days=days)  # fmt: skip
    found = fitting_terms(claim, Fen(tens * 1_000))
    if found is None:
        assert tens * 1_000 * 60 < principal
        return
    waived = sum(amount for _, amount in found.waived)
    assert sum(row.principal for row in found.rows) == principal
    assert sum(row.charges for row in found.rows) == parts.total - principal - waived
    assert found.rows[-1].balance == 0
    assert all(row.payment == row.principal + row.interest + row.charges for row in found.rows)
    assert all(row.payment == tens * 1_000 for row in found.rows[:-1])
    assert found.rows[-1].payment <= tens * 1_000
    assert found.annual_rate <= claim.annual_rate


@given(st.integers(20_000, 9_000_000), st.integers(0, 60_000), st.integers(3, 400))
def test_the_fewest_instalments_are_asked_for(principal, interest, tens):
    parts = Parts(principal=Fen(principal), interest=Fen(interest))
    days = tuple(Month(2026, 12).plus(k).day(12) for k in range(60))
    claim = Claim(as_of=DAY, parts=parts, annual_rate=Fraction(18, 100), basis=DayBasis.MONTHLY,
                  days=days)  # fmt: skip
    found = terms_at(claim, Fen(tens * 1_000), (), claim.annual_rate)
    if found is not None and found.months > 1:
        fewer = replace(claim, days=days[: found.months - 1])
        assert terms_at(fewer, Fen(tens * 1_000), (), claim.annual_rate) is None
    shorter = terms_at(claim, Fen(tens * 1_000 + 1_000), (), claim.annual_rate)
    assert found is None or (shorter is not None and shorter.months <= found.months)


def test_a_changed_instalment_fails_its_check(gathered):
    doc = statement.document(gathered["employee"])
    request = doc["plan"]["request"]
    rows = [list(row) for row in request["rows"]]
    for place, other in ((2, "1390.01"), (3, "1.00"), (5, "0.00"), (6, "1.00")):
        changed = [list(row) for row in rows]
        changed[3][place] = other
        plan = {**doc["plan"], "request": {**request, "rows": changed}}
        assert statement.recheck({**doc, "plan": plan})["schedule"] is False
    dearer = {**doc["plan"], "request": {**request, "payment": "1000.00"}}
    assert statement.recheck({**doc, "plan": dearer})["schedule"] is False


def test_a_payment_below_the_interest_clears_nothing():
    days = tuple(Month(2026, 12).plus(k).day(12) for k in range(60))
    claim = Claim(as_of=DAY, parts=Parts(principal=Fen(10_000_000)), annual_rate=Fraction(24, 100),
                  basis=DayBasis.ACT_365, days=days)  # fmt: skip
    assert terms_at(claim, Fen(20_000), (), claim.annual_rate) is None
    assert terms_at(replace(claim, parts=Parts(principal=Fen(60_000), interest=Fen(90))),
                    Fen(1_000), (), Fraction(9)) is None  # fmt: skip


def test_what_is_known_of_person_and_contract_is_not_missing(rules):
    book = MADE["typed"]()
    home = replace(book.household, name="林", id_tail="1", phone="1", address="x")
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


@given(st.integers(0, 400_000))
def test_what_is_shared_never_exceeds_the_amount(amount):
    parts = parts_of(crowd().debts[:6], Fen(amount), DAY)
    assert sum(part.amount for part in parts) <= amount
