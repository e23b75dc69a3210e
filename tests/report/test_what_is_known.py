"""Papers claim only what is known: contract, day of calling in, what a court has already."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from households import mortgage
from msgspec.structs import replace

from jiebei_desktop.domain.debts import (
    DebtId,
    Method,
    Payment,
    ReportedBalance,
    Stage,
    TermsVersion,
)
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen, yuan
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.report.call_sheet import compose_call
from jiebei_desktop.report.compose import compose
from jiebei_desktop.report.letter_pages import compose_letter
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers import letters, statement
from jiebei_desktop.services.papers.call_desk import call_desk
from jiebei_desktop.services.papers.letters import LetterKind, fitting
from jiebei_desktop.services.papers.letters.situation import situation
from jiebei_desktop.services.papers.performance import new_terms_kept
from jiebei_desktop.services.papers.statement_facts import answer_by
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)
JIEBEI = DebtId("jiebei")
CALLED = date(2026, 11, 2)


def household(**changes):
    """Return the employee with one debt changed so, and that debt."""
    book = demo.employee(DAY)
    debt = replace(next(one for one in book.debts if one.id == JIEBEI), **changes)
    others = (debt if one.id == JIEBEI else one for one in book.debts)
    return replace(book, debts=tuple(others)), debt


def request(**changes):
    """Return the request about the debt and the words of its first page."""
    book, _ = household(**changes)
    facts = statement.build(book, DAY, rulebook.load())
    doc = statement.document(facts, "lender", JIEBEI)
    return doc, repr(compose(doc, Texts("en"), chart=False)["pages"][0])


def shown_only() -> dict[str, object]:
    shown = ReportedBalance(as_of=date(2026, 11, 1), principal=Fen(987_600))
    return {"contract_date": shown.as_of, "principal": shown.principal, "balance": shown,
            "payments": (), "versions": (), "draws": ()}  # fmt: skip


def test_the_day_of_a_balance_is_not_said_to_be_the_day_of_the_loan(tmp_path):
    doc, first = request(**shown_only())
    assert (doc["plan"]["contract_date"], doc["plan"]["contract_principal"]) == (None, None)
    assert "Drawn on', '____" in first
    assert "Amount drawn', '____" in first
    assert "contract" not in {event["kind"] for event in doc["timeline"]}
    with Session.create(tmp_path / "a.jiebei") as opened:
        opened.ledger.add_book(household(**shown_only())[0])
        sheet = repr(compose_call(call_desk(opened, DAY, JIEBEI), Texts("en")))
    assert "9,876.00" not in sheet.split("Owed today")[0].split("Drawn")[1]
    known, first = request()
    assert known["plan"]["contract_date"]
    assert "Drawn on', '____" not in first


def test_what_was_called_in_is_said_as_it_was_on_that_day():
    doc, _ = request(accelerated_on=CALLED)
    _, debt = household(accelerated_on=CALLED)
    (event,) = (one for one in doc["timeline"] if one["kind"] == "accelerated")
    then, now = owed(debt, CALLED).parts.total, owed(debt, DAY).parts.total
    assert event["amount"] == yuan(then) != yuan(now)


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (None, ""),
        (Stage.LITIGATION, "The claim is before the court."),
        (Stage.ENFORCEMENT, "The claim is being enforced by the court."),
    ],
)
def test_nobody_is_asked_to_hold_what_has_happened(tmp_path, stage, said):
    _, first = request(stage=stage)
    assert said in first
    assert said or "the court." not in first
    with Session.create(tmp_path / "a.jiebei") as opened:
        opened.ledger.add_book(household(stage=stage, accelerated_on=CALLED)[0])
        doc = letters.document(opened, JIEBEI, LetterKind.FREEZE, DAY)
        fits = {fit.kind: fit.why_not for fit in fitting(situation(opened, JIEBEI, DAY))}
    words = repr(compose_letter(doc, Texts("en")))
    assert "announcement that all falls due" not in words
    assert ("to hold legal steps" in words) == (stage is None)
    assert fits[LetterKind.FREEZE] == ("at-court" if said else "")


def test_a_kept_agreement_with_carried_interest_has_no_instalment_behind():
    first = date(2026, 6, 15)
    terms = replace(
        household()[1].terms, method=Method.EQUAL_PAYMENT, periods=36, payment=Fen(90_500),
        rate=Rate(value=Decimal("0.004"), per=RatePeriod.MONTH), day_basis=DayBasis.MONTHLY,
        first_due=date(2026, 7, 15), due_day=15,
    )  # fmt: skip
    agreed = TermsVersion(
        effective_from=first, principal=Fen(2_750_000), terms=terms, interest=Fen(180_000)
    )
    days = (date(2026, month, 15) for month in range(7, 12))
    paid = tuple(Payment(date=day, amount=Fen(90_500)) for day in days)
    _, debt = household(
        versions=(agreed,), payments=paid, balance=None, contract_date=date(2026, 1, 2)
    )
    made = new_terms_kept(debt, DAY)
    assert [one.paid_on for one in made.instalments[:6]] == [*(one.date for one in paid), None]


def test_terms_are_called_one_only_where_they_are():
    doc, _ = request()
    asked = [one for one in doc["debts"] if one["kind"] == "instalments"]
    for one in asked:
        one["offer_months"] = 30
    alike = repr(compose(doc, Texts("en"), chart=False))
    assert "one term for all, 30 instalments" in alike
    asked[0]["offer_months"] = 41
    apart = repr(compose(doc, Texts("en"), chart=False))
    assert "one term" not in apart
    assert "41 instalments" in apart
    assert "'Part of debt'" in apart  # 60.8 % of what is owed is not 56.3 % of what is paid


def test_terms_without_interest_are_no_way_out_where_interest_cannot_stop():
    doc, _ = request()
    asked, other = doc["plan"]["request"], doc["plan"]["alternatives"][0]
    asked["frozen"] = True
    for rate, said in (("0.000000", False), ("0.120000", True)):
        other["annual_rate"] = rate
        words = repr(compose(doc, Texts("en"), chart=False))
        assert ("If the interest cannot stop" in words) == said


def test_an_answer_is_asked_for_before_the_first_instalment():
    book, _ = household()
    facts = statement.build(book, DAY, rulebook.load())
    one = next(each for each in facts.debts if each.debt.id == JIEBEI)
    first = one.terms.rows[0]
    for due, day in (
        (date(2026, 12, 1), date(2026, 11, 30)),
        (date(2027, 1, 1), date(2026, 12, 7)),
        (DAY, date(2026, 11, 23)),
    ):
        asked = replace(one.terms, rows=(first._replace(due=due),))
        assert answer_by(DAY, asked) == day
    assert answer_by(DAY, None) == date(2026, 12, 7)
    doc, _ = request()
    assert doc["answer_by"] == answer_by(DAY, one.terms).isoformat() < first.due.isoformat()


def test_a_relative_is_greeted_by_name_and_told_steps_as_steps(tmp_path):
    book = demo.employee(DAY)
    sister = DebtId("sister")
    debts = tuple(
        replace(one, lender="王姐", name="亲戚借款") if one.id == sister else one
        for one in book.debts
    )
    with Session.create(tmp_path / "a.jiebei") as opened:
        opened.ledger.add_book(replace(book, debts=debts))
        doc = letters.document(opened, sister, LetterKind.FAMILY, DAY)
    steps = [{"months": 2, "payment": "230.00"}, {"months": 27, "payment": "490.00"}]
    doc["ask"] |= {"monthly": "230.00", "steps": steps, "months": 29, "first": "2026-12-15",
                   "last": "490.00"}  # fmt: skip
    words = repr(compose_letter(doc, Texts("zh_CN"))).replace(" ", "")
    assert "王姐" in words
    assert "每月2个月" not in words
    assert "还你，一共29次：2个月每月" in words


def test_a_missing_figure_is_no_zero_that_a_lender_reads():
    """Only debts are known: no income, cash or people. Nothing was said, so nothing is short."""
    whole = demo.employee(DAY)
    book = Book(debts=(mortgage(480_000, date(2026, 11, 1)), *whole.debts))
    facts = statement.build(book, DAY, rulebook.load())
    doc = statement.document(facts, lender=book.debts[0].id)
    assert all(doc["checks"].values())
    assert doc["means"]["left"] is doc["means"]["margin"] is doc["totals"]["reserve"] is None
    assert (doc["plan"]["short_from"], doc["plan"]["kind"]) == (None, "contract")
    assert (doc["odds"]["low"], doc["odds"]["weeks"]) == (None, [])
    assert {"means", "members", "cash"} <= set(doc["missing"])
    words = repr(compose(doc, Texts("zh_CN"))["sections"])
    for false in ("每月还缺", "家庭 1 人", "'无', '0.00'", "手头现金的预计走势", "<svg"):
        assert false not in words, false
    seen = facts.picture
    for name in ("income.usual", "living.usual", "left", "cash", "low.nothing.amount"):
        assert (seen[name].value, seen[name].grade) == (None, "none"), name
    assert (seen.asked.relief, seen.asked.shortfall) == ((), 0)


def test_a_paper_prints_no_amount_of_what_is_late_by_nobody_knows_how_much():
    """The request said 0.00 of each part was past its day, and no letter that any was."""
    shown = ReportedBalance(as_of=date(2026, 11, 1), principal=Fen(987_600))
    changes = {"balance": shown, "payments": (), "stage": Stage.OVERDUE}
    doc, page = request(**changes)
    assert (doc["plan"]["arrears"], doc["plan"]["overdue_days"]) == (None, None)
    assert "Of it past due" not in page
    assert "Part of it is unpaid" in page
    line = next(one for one in doc["debts"] if one["id"] == JIEBEI)
    assert (line["arrears"], line["overdue_days"], line["stage"]) == (None, None, "overdue")
    assert "Of it past due" in request(**{**changes, "stage": None})[1]
