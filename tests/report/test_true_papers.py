"""Papers say no more than is known and promise from their true day, whatever the household."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from households import DAY, card, loan, mortgage
from msgspec.structs import replace

from jiebei_desktop.domain.debts import (
    DebtId,
    Method,
    Payment,
    Priority,
    ReportedBalance,
    Stage,
    TermsVersion,
)
from jiebei_desktop.domain.household import Book, Cash, EntryKind, Every, Household, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.report.compose import compose
from jiebei_desktop.report.letter_pages import compose_letter
from jiebei_desktop.services.debts import estimates
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers import letters, statement
from jiebei_desktop.services.papers.call_desk import Demand, call_desk
from jiebei_desktop.services.papers.letters import LetterKind, fitting
from jiebei_desktop.services.papers.letters.situation import situation
from jiebei_desktop.services.plans.asking import asked, levers_of
from jiebei_desktop.text import calls
from jiebei_desktop.text.asking import asked_lines
from jiebei_desktop.text.call_voice import plain
from jiebei_desktop.text.texts import Texts

EN, ZH = Texts("en"), Texts("zh_CN")
LATE = ReportedBalance(
    as_of=DAY, principal=Fen(2_400_000), interest=Fen(120_000), penalty=Fen(30_000),
    overdue_since=date(2026, 8, 15), overdue_principal=Fen(1_200_000),
)  # fmt: skip
PUNCTUAL = ReportedBalance(as_of=DAY, principal=Fen(2_400_000))


def shown(code: str, balance: ReportedBalance, **changes: object):
    """Return a loan known by what its app shows, with eight instalments to come."""
    return loan(code, 30_000, date(2026, 3, 15), balance=balance, periods=8,
                first_due=date(2026, 12, 15), priority=Priority.UNSECURED, **changes)  # fmt: skip


def living(income: int, spent: int, cash: int, pay_day: int = 10) -> dict[str, object]:
    """Return a household paid once a month, its living on the 5th, with what is at hand."""
    since = date(2025, 11, 1)
    items = (("工资", EntryKind.INCOME, "A1", pay_day, income),
             ("房租", EntryKind.EXPENSE, "B1", 5, 2_000),
             ("伙食", EntryKind.EXPENSE, "C1", 5, spent - 2_000))  # fmt: skip
    recurring = tuple(
        Recurring(name=name, kind=kind, amount=Fen(100 * amount), category=category,
                  every=Every.MONTH, day=day, start=since)
        for name, kind, category, day, amount in items
    )  # fmt: skip
    held = Cash(name="余额", amount=Fen(100 * cash), as_of=DAY)
    return {"recurring": recurring, "cash": (held,), "household": Household(members=2)}


@pytest.fixture
def opened(tmp_path):
    with Session.create(tmp_path / "a.jiebei") as session:

        def run(*debts, **home):
            session.ledger.add_book(Book(debts=debts, **home))
            return session

        yield run


def page(session, debt, t=EN):
    """Return the statement's facts for a debt, and its pages as text."""
    doc = statement.document(statement.for_session(session, DAY, None, debt), lender=debt)
    return doc, repr(compose(doc, t, chart=False))


def letter(session, kind, debt, t=EN):
    doc = letters.document(session, debt, LetterKind(kind), DAY)
    return doc, repr(compose_letter(doc, t)).replace(" ", "" if t is ZH else " ")


def test_who_told_nothing_asks_late_lenders_for_a_freeze_and_others_for_nothing(opened):
    session = opened(
        shown("late", LATE),
        shown("calm", PUNCTUAL),
        card("card", replace(LATE, overdue_principal=LATE.principal)),
    )
    found = asked(session, None, DAY)
    said = {one.debt: [each["kind"] for each in levers_of(one)] for one in found.found.asks}
    assert said == {"late": ["freeze"], "card": ["freeze"]}
    assert found.found.pause is None
    assert all(found.hold_until(one) is None and not one.months for one in found.found.asks)
    lines = "\n".join(asked_lines(found.found, found.names, found.first, ZH, found.seen))
    assert "停还" not in lines
    assert "暂缓" not in lines

    for debt, kind in (("late", "pause"), ("card", "pause"), ("calm", "open")):
        doc, words = page(session, DebtId(debt))
        assert (doc["plan"]["kind"], doc["plan"]["hold_until"]) == (kind, None)
        assert "2027" not in words  # no day half a year on
        assert "nothing until" not in words
        assert "review" not in words.lower() or "Once you have my figures" in words
        desk = call_desk(session, DAY, DebtId(debt))
        assert desk.ask.hold_until is None
        assert "nothing until" not in calls.opening(desk, plain(EN))
    assert "Please stop interest and penalty from today" in page(session, DebtId("late"))[1]
    assert "I ask you for nothing" in page(session, DebtId("calm"))[1]


@pytest.mark.parametrize("kind", ["freeze", "card_70", "early", "pro_rata", "review"])
def test_a_letter_of_who_told_nothing_says_neither_that_no_amount_holds_nor_a_day(opened, kind):
    session = opened(card("card", replace(LATE, overdue_principal=LATE.principal)))
    doc, words = letter(session, kind, DebtId("card"))
    assert "no amount that I could keep" not in words
    assert "run out of money" not in words
    assert doc["ask"].get("hold_until") is None
    assert doc["ask"].get("short_from") is None


def test_a_letter_that_names_an_amount_names_the_day_it_begins(opened):
    session = opened(
        shown("a", PUNCTUAL), shown("b", replace(LATE, overdue_since=date(2026, 9, 15))),
        **living(8_000, 5_200, 2_600),
    )  # fmt: skip
    for debt, kinds in (("a", ("early", "pro_rata", "review")), ("b", ("freeze", "pro_rata"))):
        row = situation(session, DebtId(debt), DAY).plan.rows[0]
        for kind in kinds:
            doc, words = letter(session, kind, DebtId(debt), ZH)
            assert doc["ask"]["first"] == row.due.isoformat()
            assert f"首期{row.due.year}年{row.due.month}月{row.due.day}日" in words


def test_cash_that_lacks_before_any_lender_is_paid_is_not_the_contracts_doing(opened):
    # 2,000 at hand, 5,200 of living on the 5th, paid on the 10th: 3,200 short whoever is paid
    calm = shown("calm", ReportedBalance(as_of=DAY, principal=Fen(80_000)))
    session = opened(calm, **living(9_000, 5_200, 2_000))
    now = situation(session, calm.id, DAY)
    assert (now.short_from, now.short) == (None, 0)
    fits = {fit.kind: fit.why_not for fit in fitting(now)}
    assert fits[LetterKind.EARLY] == "no-shortage-ahead"
    assert page(session, calm.id)[0]["plan"]["short_from"] is None


def test_a_home_that_is_paid_gets_no_early_word(opened):
    home = mortgage(300_000, date(2024, 5, 20))
    session = opened(home, shown("calm", PUNCTUAL), **living(9_000, 5_200, 2_000))
    fits = {fit.kind: fit.why_not for fit in fitting(situation(session, home.id, DAY))}
    assert fits[LetterKind.EARLY] == "protected-debt"


def pledged(**changes):
    """Return a loan on a pledged car, on time, by months at 7.5 % a year."""
    rate = Rate(value=Decimal("0.075"), per=RatePeriod.YEAR)
    balance = ReportedBalance(as_of=DAY, principal=Fen(4_200_000))
    made = loan("car", 90_000, date(2024, 8, 10), balance=balance, rate=rate, periods=20,
                due_day=10, first_due=date(2026, 12, 10), priority=Priority.SECURED)  # fmt: skip
    return replace(made, **changes)


def test_who_owes_on_a_pledge_alone_is_not_told_that_nothing_is_owed(opened):
    session = opened(pledged(), **living(5_200, 4_200, 300, 25))
    found = asked(session, None, DAY)
    assert found.found.explanation == "only_guarded"
    lines = list(asked_lines(found.found, found.names, found.first, EN, found.seen))
    assert "Nothing is owed." not in lines


def test_what_is_not_late_of_a_relieved_loan_is_not_called_standing_still(opened):
    session = opened(pledged(), **living(5_200, 4_200, 300, 25))
    doc, words = page(session, DebtId("car"))
    assert doc["plan"]["kind"] == "relief"
    assert "left standing, nothing added" not in words
    assert "by contract after the months of interest only" in words


def test_the_parts_of_what_is_late_add_up_to_it(opened):
    late = ReportedBalance(
        as_of=DAY, principal=Fen(4_200_000), interest=Fen(52_000), penalty=Fen(1_113),
        overdue_since=date(2026, 9, 10), overdue_principal=Fen(390_000),
    )  # fmt: skip
    session = opened(pledged(balance=late), **living(9_000, 4_200, 2_000))
    doc, words = page(session, DebtId("car"))
    asked_for = doc["plan"]["relief"]
    part, last = Decimal(asked_for["arrears_part"]), Decimal(asked_for["arrears_last"])
    # 3,900 + 520 + 11.13 = 4,431.13; a twelfth is 369.26, in whole tens 370; 4,431.13 - 11 * 370
    assert (asked_for["arrears"], part, last) == ("4431.13", 370, Decimal("361.13"))
    assert part * (asked_for["arrears_months"] - 1) + last == Decimal(asked_for["arrears"])
    assert "The last part is ¥361.13." in words
    assert "The last part is ¥361.13." in letter(session, "relief", DebtId("car"))[1]
    assert "by contract, what is late in parts" in words


def test_steps_asked_for_in_place_of_an_agreement_are_said_once(opened):
    terms = replace(loan("x", 1, DAY).terms, periods=24, first_due=date(2026, 8, 20), due_day=20)
    anew = TermsVersion(
        effective_from=date(2026, 7, 20), terms=terms, principal=Fen(2_400_000), note="电话"
    )
    debt = loan("a", 30_000, date(2026, 3, 15), versions=(anew,), stage=Stage.RESTRUCTURED,
                priority=Priority.UNSECURED)  # fmt: skip
    session = opened(debt, **living(5_600, 4_200, 900))
    doc, words = letter(session, "change", debt.id, ZH)
    assert len(doc["ask"]["request"]["steps"]) == 2
    assert "每月支付3个月每月" not in words
    assert "起，3个月每月" in words


def test_ask_says_that_an_instalment_of_a_pledge_goes_unpaid_on_its_day(opened):
    # nothing at hand, 4,200 of living on the 5th, paid on the 12th: nothing is there on the 10th
    session = opened(pledged(), **living(5_200, 4_200, 0, 12))
    found = asked(session, None, DAY)
    lines = list(asked_lines(found.found, found.names, found.first, EN, found.seen))
    told = [line for line in lines if "Nothing is paid on that day" in line]
    assert len(told) == 1
    assert "10 December 2026" in told[0]


def test_what_nobody_read_in_a_contract_is_called_an_estimate_and_not_the_contract(opened):
    session = opened(
        shown("seen", PUNCTUAL), shown("report", LATE), **living(8_000, 5_200, 2_600)
    )  # fmt: skip
    session.history.run(
        "note", lambda work: estimates.note(work, DebtId("report"), ["rate", "lender_type"])
    )
    doc, words = page(session, DebtId("report"))
    assert doc["plan"]["guessed"] == ["rate"]
    assert [one["guessed"] for one in doc["debts"]] == [[], ["rate"]]
    assert "by the contract, in yuan" not in words
    assert "follow the wording of the contract" not in words
    assert "I have not seen the terms of the contract" in words
    assert words.count("about 18.25%") == 2  # among all creditors, and beside the proposal
    words = letter(session, "freeze", DebtId("report"))[1]
    assert "I estimate the debt, by usual terms" in words
    assert "follow the wording of the contract" not in words

    words = page(session, DebtId("seen"))[1]
    assert "by the contract, in yuan" in words
    assert words.count("about 18.25%") == 1
    assert "I estimate" not in letter(session, "early", DebtId("seen"))[1]


def test_a_guessed_rate_is_not_called_the_contracts(opened):
    session = opened(shown("calm", PUNCTUAL), **living(8_000, 5_200, 2_600))
    assert "no more than the contract." in page(session, DebtId("calm"))[1]
    session.history.run("note", lambda work: estimates.note(work, DebtId("calm"), ["rate"]))
    words = page(session, DebtId("calm"))[1]
    assert "no more than the contract." not in words
    assert "at most, and no more than the contract asks for" in words


def test_an_agreement_with_months_of_interest_only_is_told_with_them(opened):
    rate = Rate(value=Decimal("0.12"), per=RatePeriod.YEAR)
    terms = replace(
        loan("x", 1, DAY).terms, rate=rate, day_basis=DayBasis.MONTHLY, periods=24,
        first_due=date(2026, 8, 20), due_day=20, interest_only=3,
    )  # fmt: skip
    anew = TermsVersion(effective_from=date(2026, 7, 20), terms=terms, principal=Fen(2_400_000))
    paid = ((8, 24_000), (9, 24_000), (10, 24_000), (11, 127_062))  # the last 2.12 short
    debt = loan(
        "a", 30_000, date(2026, 3, 15), versions=(anew,), stage=Stage.RESTRUCTURED,
        priority=Priority.UNSECURED,
        payments=tuple(Payment(date=date(2026, k, 20), amount=Fen(fen)) for k, fen in paid),
    )  # fmt: skip
    session = opened(debt, **living(5_600, 4_200, 900))
    doc, words = page(session, debt.id)
    assert doc["plan"]["agreed"]["payment"] is None  # of the later ones each is some fen more
    assert "24 instalments, 3 of them interest only" in words
    assert "Agreed anew on 2026-07-20" in words

    session = opened(replace(debt, id=DebtId("b"), payments=()), **living(5_600, 4_200, 900))
    doc, words = page(session, DebtId("b"))
    # one percent a month on 24,000 are 240; over the 21 months after: 24,000 / a(21, 1 %)
    month = Fraction(101, 100)
    level = round(24_000 / sum(1 / month**k for k in range(1, 22)), 2)
    assert doc["plan"]["agreed"] == {
        "on": "2026-07-20", "payment": f"{float(level):.2f}", "interest_only": 3,
    }  # fmt: skip
    assert "3 of 24 interest only, then 1,272.74 a month" in words
    assert "240.00 a month, 24 instalments" not in words


def late_home():
    shown_late = ReportedBalance(
        as_of=DAY, principal=Fen(65_500_000), interest=Fen(460_000), penalty=Fen(12_000),
        overdue_since=date(2026, 9, 20), overdue_principal=Fen(410_000),
    )  # fmt: skip
    return mortgage(800_000, date(2019, 6, 20), balance=shown_late)


def test_a_late_home_of_who_told_nothing_is_promised_no_sum_either(opened):
    session = opened(late_home())
    doc, words = page(session, DebtId("home"))
    assert (doc["plan"]["kind"], doc["plan"]["hold_until"]) == ("pause", None)
    assert "Please stop the penalty from today" in words
    assert "stop interest" not in words  # a home loan goes on bearing it
    assert "in 12 months" not in words
    assert doc["totals"]["offer"] == "0.00"
    assert doc["debts"][0]["offer"] == "0.00"
    for kind in ("mortgage", "freeze"):
        assert "12 parts" not in letter(session, kind, DebtId("home"))[1]
    found = asked(session, None, DAY)
    lines = list(asked_lines(found.found, found.names, found.first, EN, found.seen))
    arrears = [line for line in lines if "the arrears in parts" in line]
    assert arrears
    assert all(line.startswith("Possible, but no part of the request") for line in arrears)
    assert call_desk(session, DAY, DebtId("home")).ask.amount is None


def test_a_late_home_of_who_told_all_is_asked_to_take_its_arrears_in_parts(opened):
    session = opened(late_home(), **living(12_000, 4_200, 9_000))
    doc, words = page(session, DebtId("home"))
    assert doc["plan"]["kind"] == "relief"
    assert "in 12 months" in words


def test_instalments_left_are_those_still_to_fall_due(opened):
    session = opened(shown("late", LATE), **living(8_000, 5_200, 2_600))
    doc, words = page(session, DebtId("late"))
    assert doc["plan"]["old"]["count"] == 8  # of the balance's terms; what is late stands apart
    assert "Instalments left, arrears apart" in words


def test_the_least_for_instalments_with_fees_is_a_months_fee(opened):
    owed_now = ReportedBalance(
        as_of=DAY, principal=Fen(800_000), penalty=Fen(4_000), fees=Fen(18_000),
        overdue_since=date(2026, 10, 15), overdue_principal=Fen(200_000),
    )  # fmt: skip
    free = Rate(value=Decimal(0), per=RatePeriod.MONTH)
    debt = loan("fees", 12_000, date(2026, 3, 15), balance=owed_now, periods=8, rate=free,
                first_due=date(2026, 12, 15), priority=Priority.UNSECURED,
                method=Method.FEE_INSTALMENT, fee_per_period=Decimal("0.0075"))  # fmt: skip
    desk = call_desk(opened(debt, **living(6_900, 4_200, 2_000)), DAY, debt.id)
    assert desk.ask.at_least == 9_000  # 0.75 % of the 12,000 of the contract
    assert calls.least_caption(desk, EN) == "a month's fee"


@pytest.mark.parametrize("balance", [PUNCTUAL, LATE])
def test_who_told_all_offers_the_papers_at_once_and_who_told_nothing_writes_them_first(
    opened, balance
):
    debt = shown("a", balance)
    for home, said in (
        ({}, "I am writing down my income"),
        (living(4_000, 5_200, 300), "can go out at once"),
    ):
        session = opened(debt, **home)
        words = calls.demand_answer(Demand.ALL_AT_ONCE, call_desk(session, DAY, debt.id), plain(EN))
        assert said in words
        debt = replace(debt, id=DebtId("b"), name="b")
