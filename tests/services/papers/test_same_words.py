"""Where two parts of the program once told one household two things."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from households import DAY, cash, entries, loan
from msgspec.structs import replace

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Book, Entry, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.report.compose import compose
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers import signature_checks, statement
from jiebei_desktop.services.papers.call_desk import call_desk
from jiebei_desktop.services.papers.letters.situation import situation
from jiebei_desktop.services.picture import affordability_view, picture
from jiebei_desktop.services.plans.asking import asked
from jiebei_desktop.services.plans.plan_view import compare, inputs
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.picture import how_words
from jiebei_desktop.text.texts import Texts

EARLY = date(2026, 11, 3)
TOLD = {"income_low": 700_000, "income_typical": 800_000, "spending": 500_000}


def rider(as_of: date = DAY) -> Book:
    """Paid on the 8th for a year; four years ago on many days. One lender, past due."""
    old = tuple(
        Entry(date=Month.of(as_of).plus(-back).day(day), kind=EntryKind.INCOME,
              amount=Fen(300_000), category="A3")
        for back in range(40, 60) for day in (3, 13, 20, 26)
    )  # fmt: skip
    paid = tuple(
        replace(one, date=one.date.replace(day=8)) if one.kind is EntryKind.INCOME else one
        for one in entries(6_200, 3_700, 12, "A3")
    )
    return Book(
        cash=cash(900), entries=(*old, *paid), debts=(loan("jb", 30_000, date(2026, 6, 15)),)
    )


@pytest.fixture
def opened(tmp_path):
    with Session.create(tmp_path / "a.jiebei") as session:

        def run(book):
            session.ledger.add_book(book)
            return session

        yield run


@pytest.mark.parametrize("day", [DAY, EARLY])
@pytest.mark.parametrize("make", [demo.employee, demo.shop, rider])
def test_the_first_day_asked_for_is_one_on_page_paper_call_and_command(opened, make, day):
    session = opened(make(DAY))
    facts = statement.gather(session, day)
    paper = {one.terms.rows[0].due for one in facts.debts if one.terms is not None}
    command = set(asked(session, facts.payment, day).first.values())
    call = {call_desk(session, day, one.debt.id).ask.first for one in facts.debts if one.terms}
    ways = compare(inputs(session, day), exact=False)
    page = {one.plan.first_due for one in ways.proposals.offers if one.plan and one.monthly}
    number = {demo.employee: 12, demo.shop: 17, rider: 10}[make]
    first = DAY.replace(day=number) if day == EARLY else date(2026, 12, number)
    if make is demo.employee:  # its gap before the pay-day of December is over by then
        first = add_months(first, 1)
    assert command == {first}
    assert paper | call | page <= {first}
    assert bool(paper) == (make is not demo.shop)


def request_words(book: Book, locale: str, payment: Fen) -> tuple[dict, str]:
    facts = statement.build(book, DAY, rulebook.load(), payment)
    document = statement.document(facts, "lender", facts.first_addressee)
    return document, str(compose(document, Texts(locale), chart=False))


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_the_request_says_the_sum_its_table_adds_up_to_and_what_is_left_of_it(locale):
    document, said = request_words(rider(), locale, Fen(129_900))
    means, totals = document["means"], document["totals"]
    shared = sum(Decimal(one["offer"]) for one in document["debts"])
    assert (means["payment"], shared) == ("1299.00", Decimal(1260))
    assert Decimal(totals["reserve"]) == Decimal(means["left"]) - shared
    reserve = f"¥{Decimal(totals['reserve']):,.2f}"
    if locale == "en":
        assert "up to ¥1,299.00 can go to negotiable debts; ¥1,260.00 does, all to you." in said
        assert f"{reserve} is kept as a contingency" in said
        assert "1 lenders" not in said
    else:
        assert "实际安排 ¥1,260.00，全部还贵方。" in said
        assert f"其余 {reserve} 留作备用" in said
        assert "1 家" not in said


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_the_paper_says_which_amount_its_odds_belong_to(locale):
    _, said = request_words(rider(), locale, Fen(129_900))
    known = "With ¥1,260.00 a month to all together, the odds" if locale == "en" else (
        "各家合计每月还 ¥1,260.00 时，一年里至少"
    )  # fmt: skip
    assert known in said


def test_without_history_the_odds_are_said_to_be_those_of_the_recommended_amount(opened):
    debt = loan("jb", 30_000, date(2026, 6, 15))
    session = opened(Book(cash=cash(2_000), debts=(debt,)))
    affordability_view.keep_answers(session, TOLD)
    seen = picture(session, DAY)
    assert 0 < seen.money("plan.payment") < seen.money("afford.recommended")
    for name in ("late_once_12", "broken_12"):
        assert [term.id for term in seen[name].terms] == ["afford.recommended"]
        assert "recommended amount" in how_words(seen[name], Texts("en"))
        assert "推荐金额" in how_words(seen[name], Texts("zh_CN"))


def test_letters_and_checks_read_the_ledger_as_the_picture_does(opened, monkeypatch):
    session = opened(demo.employee(DAY))
    since = []
    book = Session.book
    monkeypatch.setattr(
        Session, "book", lambda self, day=None: since.append(day) or book(self, day)
    )
    debt = session.ledger.debt(DebtId("jiebei"))
    situation(session, debt.id, DAY)
    signature_checks.checks(session, debt, DAY)
    assert set(since) == {Month.of(DAY).plus(-36).first}
