"""Letters: what each asks, what it never says, what it leaves a line for."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from case_steps import log_contact, note_fact
from households import item
from msgspec.structs import replace
from open_cases import open_case

from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    Hardship,
    LenderType,
    Method,
    Payment,
    Priority,
    ReportedBalance,
    Stage,
    Terms,
    TermsVersion,
)  # fmt: skip
from jiebei_desktop.domain.household import (
    Asset,
    AssetKind,
    Book,
    Cash,
    EntryKind,
    Every,
    Household,
)
from jiebei_desktop.domain.money import Fen, parse_yuan
from jiebei_desktop.domain.negotiation import (
    Agreement,
    CaseFact,
    Channel,
    Conduct,
    Contact,
    Direction,
    FactKind,
    Request,
)  # fmt: skip
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.rules import Grade
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.domain.warnings import warnings
from jiebei_desktop.domain.warnings.beyond import beyond
from jiebei_desktop.report.letter_pages import compose_letter
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.cases import agreements, example
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers import letters, signature_checks, statement
from jiebei_desktop.services.papers.letters import LetterKind, fitting
from jiebei_desktop.services.papers.letters.situation import situation
from jiebei_desktop.services.papers.signature_checks import SignatureQuestion, State
from jiebei_desktop.services.picture import LaneName, picture
from jiebei_desktop.text.letters import check_words
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)
JIEBEI, CARD, SISTER = DebtId("jiebei"), DebtId("card"), DebtId("sister")


def loan(code="m1", **changes) -> Debt:
    values = {
        "id": DebtId(code),
        "name": "房贷",
        "product": "mortgage",
        "lender": "云岭银行",
        "lender_type": LenderType.BANK,
        "contract_date": date(2024, 1, 10),
        "principal": Fen(60_000_000),
        "terms": Terms(
            rate=Rate(value=Decimal("0.036"), per=RatePeriod.YEAR),
            day_basis=DayBasis.MONTHLY,
            method=Method.EQUAL_PAYMENT,
            periods=240,
        ),
        "priority": Priority.SECURED,
    }
    return Debt(**{**values, **changes})


@pytest.fixture(scope="module")
def employee_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("letters") / "e.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(demo.employee(DAY))
    return path


@pytest.fixture
def session(employee_file, tmp_path):
    path = tmp_path / "a.jiebei"
    path.write_bytes(employee_file.read_bytes())
    with Session.open(path) as opened:
        yield opened


def letter(session, kind, debt=JIEBEI, as_of=DAY, **options):
    return letters.document(session, debt, LetterKind(kind), as_of, **options)


def test_no_letter_promises_more_than_the_share_of_what_can_be_kept(session):
    for debt in (JIEBEI, CARD, SISTER):
        for kind in LetterKind:
            within_its_share(session, debt, letter(session, kind, debt))


def within_its_share(session, debt, found):
    ask, share = found["ask"], parse_yuan(found["means"]["share"])
    for name in ("monthly", "token", "now"):
        if ask.get(name) is not None and not ask.get("waits"):
            assert parse_yuan(ask[name]) <= share
            assert parse_yuan(ask[name]) % 1_000 == 0
    if ask.get("waits"):  # a relative, once the lenders are paid
        assert (share, ask["first"] > found["as_of"]) == (0, True)
    total = parse_yuan(found["owed"]["total"])
    assert total == owed(session.ledger.debt(debt), DAY).parts.total


def test_the_shares_of_all_negotiable_debts_never_exceed_the_recommended_amount(session):
    found = [letter(session, "pro_rata", one.id) for one in session.ledger.debts()]
    shares = sum(parse_yuan(one["means"]["share"]) for one in found)
    assert 0 < shares <= parse_yuan(found[0]["means"]["recommended"])


def test_both_editions_carry_one_number_and_one_checksum(session):
    Possessions(session).set_household(
        Household(name="林晓", id_tail="0426", phone="13800001234", address="成都某路1号")
    )
    lender, own = (letter(session, "freeze", edition=e) for e in letters.EDITIONS)
    assert (lender["number"], lender["checksum"]) == (own["number"], own["checksum"])
    assert lender["applicant"]["name"] == "林晓"
    assert own["applicant"] == {
        "name": "林**", "id_tail": "0426", "phone": "***1234", "address": "",
    }  # fmt: skip
    assert lender["missing"] == ["contract_no", "hardship"]
    with pytest.raises(ValueError, match="draft"):
        letter(session, "freeze", edition="draft")


def test_a_freeze_asks_by_the_day_and_for_half_a_year(session):
    found = letter(session, "freeze")
    assert found["fits"] == ""
    assert found["ask"]["review"] == "2027-05-22"
    assert found["ask"]["per_day"] == "19.95"
    assert found["answer_by"] == "2026-12-07"
    assert [one["id"] for one in found["rules"]] == ["set_off_561", "collect_guide_2026"]


def test_what_fits_comes_first_and_says_why_not_for_the_rest(session):
    fits = fitting(situation(session, JIEBEI, DAY))
    assert [one.kind for one in fits if one.fits][:2] == [LetterKind.FREEZE, LetterKind.PRO_RATA]
    reasons = {one.kind: one.why_not for one in fits if not one.fits}
    assert reasons[LetterKind.EARLY] == "already-late"
    assert reasons[LetterKind.FAMILY] == "no-person"
    assert reasons[LetterKind.SETTLED] == "still-owed"
    assert {one.kind for one in fits} == set(LetterKind)
    person = fitting(situation(session, SISTER, DAY))
    assert person[0].kind is LetterKind.FAMILY
    assert {one.kind: one.why_not for one in person}[LetterKind.FREEZE] == "lender-is-a-person"


def test_a_card_asks_for_the_terms_of_the_request_in_no_more_than_sixty_periods(session):
    ask = letter(session, "card_70", CARD)["ask"]
    facts = statement.for_session(session, DAY, None, CARD)
    request = statement.document(facts, lender=CARD)["plan"]["request"]
    assert ask["periods"] == request["months"] <= 60
    assert (ask["monthly"], ask["last"]) == (request["payment"], request["last_payment"])
    assert (ask["annual_rate"], ask["open"]) == (request["annual_rate"], "0.00")
    assert (ask["waived"], ask["hold_until"], ask["due"]) == (request["waived"], None, None)


def test_new_terms_of_a_late_card_rest_on_its_article_and_of_no_other_lender(session):
    def ground(debt):
        facts = statement.for_session(session, DAY, None, debt)
        return statement.document(facts, lender=debt)["plan"]["ground"]

    card = session.ledger.debt(CARD)
    late = ReportedBalance(as_of=DAY, principal=Fen(900_000), interest=Fen(2_000),
                           overdue_since=date(2026, 10, 1), overdue_principal=Fen(90_000))  # fmt: skip
    session.ledger.add_book(
        Book(debts=(replace(card, id=DebtId("late"), balance=late, draws=(), payments=()),))
    )
    assert ground(DebtId("late")) == "《商业银行信用卡业务监督管理办法》第70条"
    assert ground(JIEBEI) is None


def test_a_card_beyond_sixty_periods_asks_once_for_what_stays_open(session):
    known = session.ledger.debt(CARD)
    card = replace(known, id=DebtId("big"), principal=Fen(50_000_000), balance=None, draws=())
    session.ledger.add_book(replace(session.book(), debts=(card,)))
    ask = letter(session, "card_70", card.id)["ask"]
    assert ask["periods"] == 60
    whole = owed(card, DAY).parts
    charges = whole.total - whole.principal
    waived = {one["part"]: parse_yuan(one["amount"]) for one in ask["waived"]}
    assert waived["principal"] == whole.principal - 60 * parse_yuan(ask["monthly"]) > 0
    assert ask["open"] == "0.00"
    assert charges >= 0


def test_where_nothing_can_be_kept_no_amount_is_named(session):
    def empty(work):
        for table in ("entries", "recurring"):
            work.delete_many(table, [row["id"] for row in work.rows(table)])

    session.history.run("empty", empty)
    found = letter(session, "freeze")
    assert found["means"]["recommended"] is None
    assert found["ask"]["token"] is None
    card = letter(session, "card_70", CARD)["ask"]
    facts = statement.for_session(session, DAY, None, CARD)
    request = statement.document(facts, lender=CARD)
    plan, why = request["plan"], request["means"]["no_amount"]
    assert found["means"]["no_amount"] == why is not None
    assert (card["monthly"], plan["kind"]) == (None, "open")  # on time, and nothing is known
    assert card["hold_until"] is plan["hold_until"] is None
    assert letter(session, "pro_rata")["fits"] == "nothing-to-share"


def test_a_home_asks_for_interest_only_and_spreads_its_arrears(session):
    home = loan(payments=())
    session.ledger.add_book(replace(session.book(), debts=(home,)))
    ask = letter(session, "mortgage", home.id)["ask"]
    stand = owed(home, DAY)
    # 3.6 % a year, one month, on what of the 600,000 is not late: that is repaid in parts
    interest = round((60_000_000 - stand.overdue_principal) * 0.003)
    assert parse_yuan(ask["interest_only"]) == interest < 180_000
    part = parse_yuan(ask["arrears_part"])
    assert part % 1_000 == 0  # as a person would say it
    assert ask["arrears_months"] * part >= stand.arrears > (ask["arrears_months"] - 1) * part
    assert 12 * part >= stand.arrears > 12 * (part - 1_000)
    assert ask["eased"] is True
    assert ask["enough"] is (interest + part <= parse_yuan(ask["able"]))
    assert letter(session, "freeze", home.id)["fits"] == "protected-debt"


@pytest.mark.parametrize(("product", "kind", "other", "why"), [
    ("mortgage", LetterKind.MORTGAGE, LetterKind.RELIEF, "home-loan"),
    ("car_loan", LetterKind.RELIEF, LetterKind.MORTGAGE, "no-home-loan"),
    ("other", LetterKind.RELIEF, LetterKind.MORTGAGE, "no-home-loan"),
])  # fmt: skip
def test_relief_is_asked_for_by_the_letter_that_names_the_debt(session, product, kind, other, why):
    """Rent was asked for under the home loan's title; a landlord was thanked for help."""
    person = LenderType.PRIVATE_PERSON if product == "other" else LenderType.BANK
    kept = loan(product=product, lender_type=person, priority=Priority.LIVELIHOOD)
    session.ledger.add_book(replace(session.book(), debts=(kept,)))
    fits = fitting(situation(session, kept.id, DAY))
    assert fits[0].kind is kind
    whys = {fit.kind: fit.why_not for fit in fits}
    assert (whys[other], whys[LetterKind.FAMILY]) == (why, "protected-debt")
    rules = {rule["id"] for rule in letter(session, kind, kept.id)["rules"]}
    assert rules == ({"rate_reset", "housing_fund"} if kind is LetterKind.MORTGAGE else set())


def test_who_else_owes_is_named_with_what_a_delay_does_to_them(session):
    """A loan borrowed with a former husband was written of as if nobody else owed it."""
    home = loan(product="mortgage", priority=Priority.SECURED, co_debtors="周强")
    session.ledger.add_book(replace(session.book(), debts=(home,)))
    doc = letter(session, "mortgage", home.id)
    assert doc["to"]["co_debtors"] == "周强"
    private = letters.document(session, home.id, LetterKind.MORTGAGE, DAY, "private")
    assert private["to"]["co_debtors"] == ""
    found = {one.question: one for one in signature_checks.checks(session, home, DAY)}
    check = found[SignatureQuestion.GUARANTOR]
    assert dict(check.facts) == {"pledged": "home", "names": "周强"}
    said = check_words("guarantor", check.state.value, check.facts, Texts("zh_CN"))
    assert (
        said
        == "这笔已用住房抵押；不要再签别的抵押或担保；周强也要负责，征信也受影响：签以前先告诉他们"
    )
    free = replace(home, priority=Priority.UNSECURED, product="other", co_debtors="")
    found = {one.question: one for one in signature_checks.checks(session, free, DAY)}
    assert not found[SignatureQuestion.GUARANTOR].facts


def test_one_sum_names_each_part_it_would_waive(session):
    thing = Asset(name="相机", kind=AssetKind.OTHER, value=Fen(3_700_000), can_sell=True,
                  needed_for_living=False)  # fmt: skip
    Possessions(session).change_asset(None, thing)
    found = letter(session, "settle")
    assert found["fits"] == ""
    assert found["ask"] == {
        "lump_sum": "37000.00",
        "by_cash": False,
        "waived": {
            "penalty": "57.00", "fees": "0.00", "interest": "931.00", "principal": "1000.00",
        },
    }  # fmt: skip


def test_one_sum_names_the_first_day_it_can_be_there_where_that_is_to_come(session):
    thing = Asset(name="相机", kind=AssetKind.OTHER, value=Fen(3_700_000), can_sell=True,
                  needed_for_living=False, sale_from=DAY + timedelta(days=20))  # fmt: skip
    Possessions(session).change_asset(None, thing)
    assert letter(session, "settle")["ask"]["lump_on"] == thing.sale_from.isoformat()
    Possessions(session).change_asset(thing, replace(thing, sale_from=DAY))
    assert "lump_on" not in letter(session, "settle")["ask"]


def test_the_reason_is_told_with_its_day(session):
    told = replace(
        loan("x1", priority=Priority.UNSECURED, lender_type=LenderType.ASSIGNEE),
        hardship=Hardship(since=date(2026, 8, 1), cause="illness", words="父亲住院"),
        contract_no="HT-20240110-9981",
    )
    session.ledger.add_book(replace(session.book(), debts=(told,)))
    found = letter(session, "freeze", told.id)
    assert found["hardship"] == {"since": "2026-08-01", "kind": "illness", "words": "父亲住院"}
    assert "hardship" not in found["missing"]
    own = letter(session, "freeze", told.id, edition="private")
    assert own["to"]["contract_no"] == "***9981"
    assert letter(session, "assignee", told.id)["fits"] == ""


@pytest.fixture
def case(session):
    return open_case(session, JIEBEI, DAY)


def call(case, **changes):
    values = {
        "case_id": case.id, "on": date(2026, 11, 20), "at": time(22, 40), "who": "自称客服",
        "channel": Channel.CALL, "direction": Direction.IN, "said": "今天必须还清",
    }  # fmt: skip
    return Contact(**{**values, **changes})


def test_a_complaint_lists_each_breach_with_hour_and_rule(session, case):
    log_contact(session, call(case))
    log_contact(
        session, call(case, at=None, conduct=frozenset({Conduct.THIRD_PARTY}), number="110")
    )
    found = letter(session, "complaint")
    assert found["fits"] == ""
    told = [
        (one["at"], [each["rule"] for each in one["breaches"]]) for one in found["ask"]["events"]
    ]
    assert told == [(None, ["collect_target"]), ("22:40", ["collect_hours"])]
    assert {"complaint_days", "collect_hours"} <= {one["id"] for one in found["rules"]}
    graded = {one["id"]: one["law"] for one in found["rules"]}
    assert not graded["complaint_days"]  # below A-: never worded as law
    others = letter(session, "third_party")
    assert others["fits"] == ""
    assert len(others["ask"]["events"]) == 1


def test_one_contact_against_two_rules_is_told_once_with_both(session, case):
    """It stood there twice, word for word, and no row said what was wrong with it."""
    log_contact(session, call(case, conduct=frozenset({Conduct.THIRD_PARTY})))
    (event,) = letter(session, "complaint")["ask"]["events"]
    assert event["breaches"] == [
        {"rule": "collect_hours", "facts": {"at": "22:40"}},
        {"rule": "collect_target", "facts": {"conduct": "third_party"}},
    ]


def test_why_paying_became_hard_is_told_to_those_alone_who_are_asked_for_terms(session):
    blow = Hardship(since=date(2026, 8, 1), cause="illness", words="父亲住院")
    told = replace(loan("x1", priority=Priority.UNSECURED), hardship=blow)
    session.ledger.add_book(replace(session.book(), debts=(told,)))
    silent = {kind for kind in LetterKind if letter(session, kind, told.id)["hardship"] is None}
    assert silent == {
        LetterKind.ASSIGNEE, LetterKind.DISPUTED, LetterKind.COMPLAINT, LetterKind.THIRD_PARTY,
        LetterKind.RECORD, LetterKind.SETTLED, LetterKind.OBJECTION,
    }  # fmt: skip


def test_without_a_sum_no_part_is_offered_for_waiving(session):
    """The letter asked to let go of the whole debt for a blank."""
    ask = letter(session, "settle")["ask"]
    assert (ask["lump_sum"], set(ask["waived"].values())) == (None, {None})


def test_relatives_do_not_count_among_the_lenders_that_share_and_two_debts_of_one_are_one(session):
    found = letter(session, "pro_rata")["ask"]
    asked = [one for one in session.ledger.debts() if not one.is_family]
    assert found["lenders"] == len({one.lender for one in asked}) < len(asked)


def test_a_letter_names_what_else_its_lender_has_lent_and_the_joint_sum(session):
    """Two letters went to one company, and each read as if the other debt were elsewhere."""
    made = letter(session, "freeze", "jiebei")
    lent = {one.debt: one.parts.total for one in session.owed(DAY)}
    (other,) = made["to"]["beside"]
    assert (other["debt"], parse_yuan(other["total"])) == ("huabei", lent["huabei"])
    assert parse_yuan(made["to"]["together"]) == lent["jiebei"] + lent["huabei"]
    said = str(compose_letter(made, Texts("zh_CN")))
    assert f"我在贵方另有花呗，连同这一笔共欠 ¥{made['to']['together']}" in said.replace(",", "")
    assert "另有" not in str(compose_letter(letter(session, "objection", "jiebei"), Texts("zh_CN")))


def test_a_slip_for_a_relative_is_without_interest_only_where_none_was_agreed(session):
    assert letter(session, "family", SISTER)["ask"]["free"] is True
    dear = loan("x1", priority=Priority.FAMILY, lender_type=LenderType.PRIVATE_PERSON)
    session.ledger.add_book(replace(session.book(), debts=(dear,)))
    assert letter(session, "family", dear.id)["ask"]["free"] is False


def test_a_slip_acknowledges_what_the_law_supports_and_leaves_the_rest_open(session):
    """At 24 % for a year, 12 % supported, half of the interest; 1,000 of 10,000 never arrived."""
    dear = loan("x1", priority=Priority.FAMILY, lender_type=LenderType.PRIVATE_PERSON,
                contract_date=date(2025, 11, 22), principal=Fen(1_000_000),
                terms=Terms(rate=Rate(value=Decimal("0.02"), per=RatePeriod.MONTH), periods=12,
                            day_basis=DayBasis.MONTHLY, method=Method.INTEREST_ONLY,
                            upfront_fee=Fen(100_000)))  # fmt: skip
    session.ledger.add_book(replace(session.book(), debts=(dear,)))
    parts, line = owed(dear, DAY).parts, session.rules.rate("pl_cap_4lpr", date(2025, 11, 22))
    assert (parts.interest, line) == (240_000, Decimal("0.12"))
    made = letter(session, "family", dear.id)["ask"]
    supported = 900_000 * 12 // 100
    assert parse_yuan(made["principal"]) == 900_000
    assert parse_yuan(made["amount"]) == 900_000 + supported
    assert parse_yuan(made["open"]) == parts.total - 900_000 - supported
    assert made["monthly"] is None or parse_yuan(made["total_paid"]) == parse_yuan(made["amount"])
    found = checked(session, dear)[SignatureQuestion.CHARGES]
    assert found.facts["excess_fen"] == parts.interest - supported


def test_whoever_read_a_rule_and_how_is_no_part_of_a_letter(session, case):
    """Letters to a lender said: from memory, to be held against two sources."""
    log_contact(session, call(case, conduct=frozenset({Conduct.THIRD_PARTY})))
    cited = {
        one["source"]
        for kind in LetterKind for debt in (JIEBEI, CARD) for one in letter(session, kind, debt)["rules"]
    }  # fmt: skip
    lines = {
        row.citation for row in session.rules.rows.values()
        if row.topic in {"licensed_cost", "private_loans", "collection", "contract"}
        and row.grade is not Grade.C
    }  # fmt: skip
    assert len(cited) > 5
    for said in cited | lines:
        assert not [
            sign for sign in ("记忆", "报道", "未读", "核实", "数据库", "；") if sign in said
        ], said


def test_a_payment_order_is_objected_to_within_its_term(session, case):
    fact = CaseFact(case_id=case.id, kind=FactKind.PAYMENT_ORDER, on=date(2026, 11, 18))
    note_fact(session, fact)
    found = letter(session, "objection")
    assert found["ask"] == {
        "against": "pay_order", "received": "2026-11-18", "until": "2026-12-03",
    }  # fmt: skip
    assert [rule["id"] for rule in found["rules"]] == ["pay_order"]


def test_without_an_order_the_credit_record_is_objected_to(session):
    found = letter(session, "objection")
    assert (found["ask"]["against"], found["ask"]["days"]) == ("credit_record", 20)
    assert [rule["id"] for rule in found["rules"]] == ["credit_dispute"]


def test_an_assignment_names_the_day_it_was_told(session, case):
    note_fact(session, CaseFact(case_id=case.id, kind=FactKind.ASSIGNED, on=DAY, note="某资管"))
    found = letter(session, "assignee")
    assert found["fits"] == ""
    assert found["ask"] == {"told_on": "2026-11-22", "buyer": "某资管"}
    assert "buyer" not in found["missing"]


def test_whoever_says_the_debt_is_theirs_is_asked_for_and_never_the_old_lender(session, case):
    note_fact(session, CaseFact(case_id=case.id, kind=FactKind.ASSIGNED, on=DAY))
    found = letter(session, "assignee")
    assert found["ask"]["buyer"] is None
    assert "buyer" in found["missing"]
    mine = session.ledger.debt(JIEBEI)
    bought = replace(mine, id=DebtId("b"), lender_type=LenderType.ASSIGNEE, lender="某资管")
    session.ledger.add_book(Book(debts=(bought,)))
    assert letter(session, "assignee", debt=bought.id)["ask"]["buyer"] == "某资管"


@pytest.fixture
def agreed(session, case):
    request = Request(
        principal=Fen(3_800_000), annual_rate=Decimal(0), periods=4, payment=Fen(950_000),
        first_due=date(2026, 12, 15),
    )  # fmt: skip
    made = Agreement(
        case_id=case.id, agreed_on=DAY, request=request, settled_items=frozenset({"balance_split"})
    )
    return agreements.agree(session, JIEBEI, made)


def test_a_change_is_told_in_the_right_tense(session, agreed):
    before = letter(session, "change")["ask"]
    assert (before["due"], before["amount"], before["past"]) == ("2026-12-15", "9500.00", False)
    after = letter(session, "change", as_of=date(2026, 12, 20))["ask"]
    assert after["past"] is True
    assert letter(session, "record")["fits"] == "nothing-paid"


def test_a_broken_agreement_is_told_whole_and_points_to_the_request(session, agreed):
    """All that the request does not pay by their days is named, and the record does not fit."""
    agreements.pay(session, JIEBEI, agreed, replace(agreed.marks[0], paid_on=agreed.marks[0].due))
    eve = letter(session, "change", as_of=date(2027, 2, 14))["ask"]
    assert [(one["due"], one["past"]) for one in eve["open"]] == [
        ("2027-01-15", True), ("2027-02-15", False), ("2027-03-15", False),
    ]  # fmt: skip
    assert eve["request"]["first_due"] > "2027-03-15"
    on = date(2027, 3, 1)
    now, ask = situation(session, JIEBEI, on), letter(session, "change", as_of=on)["ask"]
    assert now.plan is not None
    first = now.plan.rows[0].due.isoformat()
    assert ask["request"]["first_due"] == first
    days = [mark.due.isoformat() for mark in agreed.marks[1:]]
    assert [one["due"] for one in ask["open"]] == [day for day in days if day <= first]
    assert [one["due"] for one in ask["open"]][:2] == ["2027-01-15", "2027-02-15"]
    record = letter(session, "record", as_of=on)
    assert record["fits"] == "instalment-missed"
    assert [one["due"] for one in record["ask"]["missed"]] == ["2027-01-15", "2027-02-15"]


def test_a_record_holds_what_was_paid_and_no_row_ahead(session, agreed):
    first = agreed.marks[0]
    agreements.pay(session, JIEBEI, agreed, replace(first, paid_on=first.due))
    found = letter(session, "record", as_of=date(2026, 12, 20))
    assert found["fits"] == ""
    assert [one["n"] for one in found["ask"]["paid"]] == [1]
    assert found["ask"]["paid_total"] == "9500.00"


def test_without_an_agreement_record_and_change_leave_lines(session):
    assert letter(session, "record")["ask"]["paid"] == []
    assert letter(session, "change")["ask"]["due"] is None
    assert letter(session, "change")["fits"] == "no-agreement"


def test_an_agreement_paid_to_the_end_has_no_instalment_to_change(session, agreed):
    for mark in agreed.marks:
        agreements.pay(session, JIEBEI, agreed, replace(mark, paid_on=mark.due))
    assert situation(session, JIEBEI, date(2027, 4, 1)).not_kept == ()


def test_only_what_is_paid_off_is_called_so(session):
    assert letter(session, "settled")["ask"] == {"settled_on": None, "record_until": None}
    paid = loan("done", principal=Fen(100_000), priority=Priority.UNSECURED, terms=Terms(
        rate=Rate(value=Decimal(0), per=RatePeriod.YEAR), method=Method.FREE),
        payments=(Payment(date=date(2026, 3, 2), amount=Fen(100_000)),))  # fmt: skip
    session.ledger.add_book(replace(session.book(), debts=(paid,)))
    found = letter(session, "settled", paid.id)
    assert found["fits"] == ""
    assert found["ask"] == {"settled_on": "2026-03-02", "record_until": "2031-03-02"}


def test_early_word_names_the_day_and_what_is_missing(session):
    calm = loan("soon", principal=Fen(2_000_000), contract_date=date(2026, 11, 20),
                priority=Priority.UNSECURED, lender_type=LenderType.CONSUMER_FINANCE)  # fmt: skip
    session.ledger.add_book(replace(session.book(), debts=(calm,)))
    found = letter(session, "early", calm.id)
    now = situation(session, calm.id, DAY)
    assert found["fits"] == ""
    assert found["ask"]["short_from"] == now.short_from.isoformat()
    assert now.short_from > DAY - timedelta(days=1)
    assert parse_yuan(found["ask"]["short"]) == now.short > 0
    assert found["ask"]["next_due"] == now.mine.owed.next_due.isoformat()


def test_a_paper_kept_before_is_named_and_numbers_go_on(session):
    assert letter(session, "review")["fits"] == "no-paper-sent"
    row = session.ledger.rows("debts", code=JIEBEI)[0]["id"]
    values = {"number": "JB-20261122-01", "edition": "lender", "debt_id": row,
              "made_on": "2026-11-22", "sent_on": None, "checksum": "x", "body": "{}"}  # fmt: skip
    session.history.run("keep", lambda work: work.insert("statements", values))
    found = letter(session, "review")
    assert found["fits"] == ""
    assert found["ask"]["before"] == "2026-11-22"
    assert found["number"] == "JB-20261122-02"


# -- the seven checks -------------------------------------------------------------------------


def checked(session, debt, as_of=DAY):
    return {one.question: one for one in signature_checks.checks(session, debt, as_of)}


def test_all_seven_questions_are_asked_in_order(session):
    found = signature_checks.checks(session, session.ledger.debt(JIEBEI), DAY)
    assert [one.question for one in found] == list(SignatureQuestion)


def old_loan(**changes):
    return loan("old", contract_date=date(2020, 1, 10), priority=Priority.UNSECURED, **{
        "terms": Terms(rate=Rate(value=Decimal("0.1"), per=RatePeriod.YEAR), periods=12,
                       method=Method.EQUAL_PAYMENT),
        **changes})  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "state"), [(date(2024, 1, 10), State.FINE), (date(2024, 1, 11), State.LOOK)]
)
def test_a_debt_past_limitation_is_spoken_of_from_its_last_due_day(session, as_of, state):
    found = checked(session, old_loan(), as_of)[SignatureQuestion.LIMITATION]
    assert (found.state, found.facts["since"]) == (state, date(2021, 1, 10))
    assert found.alarming is (state is State.LOOK)


def test_a_payment_or_a_demand_starts_the_period_anew(session):
    debt = old_loan(payments=(Payment(date=date(2023, 5, 1), amount=Fen(100)),))
    session.ledger.add_book(replace(session.book(), debts=(debt,)))
    assert checked(session, debt, DAY)[SignatureQuestion.LIMITATION].state is State.LOOK
    opened = open_case(session, debt.id, DAY)
    log_contact(session, call(opened, on=date(2026, 1, 5)))
    assert checked(session, debt, DAY)[SignatureQuestion.LIMITATION].facts["since"] == date(
        2026, 1, 5
    )
    assert checked(session, debt, DAY)[SignatureQuestion.LIMITATION].state is State.FINE


def test_where_no_day_is_known_limitation_stays_a_question(session):
    debt = loan("bare", contract_date=date(2015, 1, 1), terms=Terms(
        rate=Rate(value=Decimal(0), per=RatePeriod.YEAR), method=Method.FREE))  # fmt: skip
    assert checked(session, debt, DAY)[SignatureQuestion.LIMITATION].state is State.UNKNOWN


def test_charges_above_a_line_and_money_withheld_are_named(session):
    dear = loan("dear", lender_type=LenderType.PRIVATE_PERSON, principal=Fen(1_000_000),
                priority=Priority.UNSECURED, terms=Terms(
                    rate=Rate(value=Decimal("0.36"), per=RatePeriod.YEAR), periods=12,
                    method=Method.EQUAL_PAYMENT, upfront_fee=Fen(100_000)))  # fmt: skip
    session.ledger.add_book(replace(session.book(), debts=(dear,)))
    found = checked(session, dear)
    assert found[SignatureQuestion.CHARGES].state is State.LOOK
    assert found[SignatureQuestion.WITHHELD].state is State.LOOK
    made = letter(session, "disputed", dear.id)
    assert made["fits"] == ""
    stand = owed(dear, DAY)
    assert parse_yuan(made["ask"]["accepted"]) == stand.parts.principal - 100_000
    assert parse_yuan(made["ask"]["charged"]) > 0
    plain = checked(session, loan())
    assert plain[SignatureQuestion.CHARGES].state is State.FINE
    assert plain[SignatureQuestion.WITHHELD].state is State.FINE


def test_charges_that_do_not_lie_above_the_line_yet_are_not_disputed(session):
    shown = ReportedBalance(as_of=DAY, principal=Fen(4_000_000), penalty=Fen(30_000),
                            overdue_since=date(2026, 8, 10), overdue_principal=Fen(600_000))  # fmt: skip
    late = loan("late", balance=shown, priority=Priority.UNSECURED, terms=Terms(
        rate=Rate(value=Decimal("0.2398"), per=RatePeriod.YEAR), periods=24,
        method=Method.EQUAL_PAYMENT))  # fmt: skip
    session.ledger.add_book(replace(session.book(), debts=(late,)))
    told = [one for one in warnings(session.book(), session.rules, DAY) if one.debt == late.id]
    assert [one.facts["excess_fen"] for one in told if one.id == "W-TOTAL-24"] == [0]
    assert checked(session, late)[SignatureQuestion.CHARGES].state is State.FINE
    assert letter(session, "disputed", late.id)["fits"] == "nothing-disputed"


@pytest.mark.parametrize("lender", [LenderType.CONSUMER_FINANCE, LenderType.UNKNOWN])
def test_the_excess_is_said_as_warnings_know_it(session, lender):
    late = loan("dear", lender_type=lender, priority=Priority.UNSECURED,
                contract_date=date(2026, 1, 10), principal=Fen(1_000_000), terms=Terms(
                    rate=Rate(value=Decimal("0.30"), per=RatePeriod.YEAR), periods=24,
                    penalty_multiplier=Decimal("1.5"), method=Method.EQUAL_PAYMENT))  # fmt: skip
    session.ledger.add_book(Book(debts=(late,)))
    told = [one for one in warnings(session.book(), session.rules, DAY) if one.debt == late.id]
    above = {one.id: one.facts.get("excess_fen") for one in told
             if one.id in signature_checks.ABOVE_A_LINE}  # fmt: skip
    whole = above["W-COST-24"] + above["W-TOTAL-24"]  # of the interest, and of what is late
    parts = owed(late, DAY).parts
    assert above["W-COST-24"] == ceil(parts.interest * (1 - Fraction(24, 30))) > 0
    assert above["W-TOTAL-24"] > 0
    assert checked(session, late)[SignatureQuestion.CHARGES].facts["excess_fen"] == whole
    assert abs(beyond(late, owed(late, DAY), session.rules).charges - whole) <= 1
    made = letter(session, "disputed", late.id)
    (look,) = [one for one in made["checks"] if one["question"] == "charges"]
    assert parse_yuan(look["facts"]["excess"]) == whole
    said = check_words("charges", "look", look["facts"], Texts("zh_CN"))
    for words in (said, str(compose_letter(made, Texts("zh_CN")))):
        assert ("这类放款方" in words) == (lender is not LenderType.UNKNOWN)
        assert ("各类放款方适用界线中最高的一条" in words) == (lender is LenderType.UNKNOWN)
    asked = statement.document(
        statement.for_session(session, DAY, debt=late.id), "lender", late.id
    )["plan"]
    assert asked["disputed"][0]["facts"] == look["facts"]


def test_terms_that_made_charges_into_principal_are_named(session):
    before = loan("agreed", principal=Fen(1_000_000), contract_date=date(2026, 1, 10))
    old = owed(before, date(2026, 6, 9)).parts.principal

    def version(extra):
        return replace(before, versions=(TermsVersion(
            effective_from=date(2026, 6, 10), principal=Fen(old + extra), terms=before.terms),))  # fmt: skip

    assert checked(session, version(0))[SignatureQuestion.CAPITALISED].state is State.FINE
    grown = checked(session, version(1))[SignatureQuestion.CAPITALISED]
    assert (grown.state, grown.facts["grown_fen"]) == (State.LOOK, 1)


def test_the_six_items_of_an_agreement_that_are_open_are_named(session, agreed):
    found = checked(session, session.ledger.debt(JIEBEI))[SignatureQuestion.SIX_ITEMS]
    assert found.state is State.LOOK
    assert "balance_split" not in found.facts["open"]
    assert len(found.facts["open"].split(",")) == 5


def test_a_promise_is_held_against_the_plans_own_cash(session):
    found = checked(session, session.ledger.debt(JIEBEI))[SignatureQuestion.PROMISE]
    low = found.facts["low_fen"]
    assert found.state is (State.LOOK if low < 0 else State.FINE)


def test_the_check_of_a_paper_for_another_amount_looks_at_that_amounts_cash(session):
    """Promising less once left the warning of the ledger's own amount as it was."""
    lows = set()
    for amount in (None, Fen(40_000), Fen(900_000)):
        (paper,) = statement.for_lenders(session, DAY, amount, [JIEBEI])
        (check,) = [one for one in paper.case.checks if one["question"] == "promise"]
        low = paper.picture.lanes[LaneName.PLAN].low
        assert (parse_yuan(check["facts"]["low"]), check["facts"]["on"]) == (
            low.amount, low.day.isoformat()
        )  # fmt: skip
        lows.add(low.amount)
    assert len(lows) > 1


def test_a_low_before_the_first_instalment_is_no_reason_to_promise_less(session):
    """The private page said so; the request said beside it that the amount does not matter."""
    (check,) = [one for one in signature_checks.checks(session, session.ledger.debt(JIEBEI), DAY)
                if one.question is SignatureQuestion.PROMISE]  # fmt: skip
    assert (check.state, check.facts["before_first"]) == (State.LOOK, True)
    found = signature_checks.as_json(check)
    said = [check_words("promise", "look", {**found["facts"], "before_first": early}, Texts("zh_CN"))
            for early in (True, False)]  # fmt: skip
    assert ["少承诺" in words for words in said] == [False, True]


def test_terms_agreed_anew_are_an_agreement_without_a_case(session):
    first = session.ledger.debt(JIEBEI)
    plain = replace(
        first, id=DebtId("anew"), balance=None, stage=None, principal=Fen(1_200_000),
        contract_date=date(2026, 3, 1), payments=(
            Payment(date=date(2026, 8, 9), amount=Fen(50_000)),
            Payment(date=date(2026, 9, 12), amount=Fen(50_000)),
        ),
        versions=(TermsVersion(
            effective_from=date(2026, 7, 9), principal=Fen(1_000_000),
            terms=replace(first.terms, rate=replace(first.terms.rate, value=Decimal(0)),
                          periods=20, first_due=date(2026, 8, 9), due_day=9, payment=None),
        ),),
    )  # fmt: skip
    session.ledger.add_book(Book(debts=(plain,)))
    kept = letter(session, "record", plain.id)
    assert (kept["fits"], kept["ask"]["agreed_on"]) == ("instalment-missed", "2026-07-09")
    assert [(one["n"], one["paid_on"], one["amount"]) for one in kept["ask"]["paid"]] == [
        (1, "2026-08-09", "500.00"), (2, "2026-09-12", "500.00"),
    ]  # fmt: skip
    assert kept["ask"]["in_time"] == 1
    ask = letter(session, "change", plain.id)["ask"]
    assert (ask["due"], ask["amount"], ask["past"]) == ("2026-10-09", "500.00", True)
    way = picture(session, DAY).ways[plain.id]
    paid = sum(fen for day, fen in way.all if day.isoformat() == ask["able_on"])
    assert 0 < parse_yuan(ask["able"]) == min(paid, 50_000)
    whole = statement.gather(session, DAY)
    plan = statement.document(whole, "lender", plain.id)["plan"]
    assert plan["agreed"] == {"on": "2026-07-09", "payment": "500.00", "interest_only": 0}
    assert plan["periods"] == 20
    assert statement.document(whole, "lender", JIEBEI)["plan"]["agreed"] is None


def test_a_home_loans_new_rate_is_no_agreement_unless_the_stage_says_so(session):
    anew = TermsVersion(effective_from=date(2026, 1, 10), principal=Fen(50_000_000),
                        terms=loan().terms)  # fmt: skip
    for code, stage in (("m1", None), ("m2", Stage.RESTRUCTURED)):
        session.ledger.add_book(Book(debts=(loan(code, versions=(anew,), stage=stage),)))
    assert letter(session, "change", DebtId("m1"))["fits"] == "no-agreement"
    assert letter(session, "change", DebtId("m2"))["fits"] == ""


def test_what_is_asked_before_a_miss_fits_what_an_instalment_costs(session):
    first = session.ledger.debt(JIEBEI)
    ways = {
        "interest": first.terms,
        "none": replace(first.terms, rate=replace(first.terms.rate, value=Decimal(0))),
        "fees": replace(first.terms, method=Method.FEE_INSTALMENT, fee_per_period=Decimal("0.006")),
    }
    for costs, terms in ways.items():
        debt = replace(first, id=DebtId(costs), terms=terms, balance=None, payments=())
        session.ledger.add_book(Book(debts=(debt,)))
        assert letter(session, "early", debt.id)["ask"]["costs"] == costs


def test_a_letter_and_the_request_name_one_sum_for_living(session):
    """The mortgage's letter said 3,700 of living with rare bills in it, the request 3,400."""
    bill = item("保险", EntryKind.EXPENSE, 3_600, "B9", every=Every.YEAR)
    session.ledger.add_book(replace(session.book(), recurring=(*session.book().recurring, bill)))
    means = letter(session, "early")["means"]
    sums = statement.document(statement.gather(session, DAY))["means"]["sums"]
    lived = parse_yuan(sums["necessary"]) + parse_yuan(sums["flexible"])
    assert parse_yuan(means["living"]) == lived
    apart = parse_yuan(means["protected"]) + parse_yuan(means["irregular"])
    assert (apart, parse_yuan(means["irregular"]) > 0) == (parse_yuan(sums["apart"]), True)


def test_an_agreement_that_is_kept_is_not_changed_and_not_settled_for_a_trifle(tmp_path):
    """The shop could not pay 2,348.84 in full and could pay 2,348.84, on one day; it offered
    3,500 for 51,528.
    """
    with Session.create(tmp_path / "shop.jiebei") as shop:
        example.fill(shop, "shop", DAY)
        change, settle = (letter(shop, kind, "shop-loan") for kind in ("change", "settle"))
        assert (change["fits"], change["ask"]["able"]) == ("instalment-kept", None)
        assert (settle["fits"], settle["ask"]["lump_sum"]) == ("contract-kept", "3500.00")
        whole = shop.owed(DAY)[0]
        shop.ledger.add_book(
            Book(cash=(Cash(name="x", amount=Fen(50_000_00 + whole.parts.total), as_of=DAY),))
        )
        assert letter(shop, "settle", "shop-loan")["fits"] == ""
