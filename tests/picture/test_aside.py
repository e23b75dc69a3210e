"""A claim that may be out of time stands aside: everybody else is asked as if it were not there."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest
from case_steps import draft, log_contact, mark_sent
from click.testing import CliRunner
from households import DAY, MADE, random_book
from msgspec.structs import replace
from odd_households import ODD
from open_cases import open_case

from jiebei_desktop.cli.group import main
from jiebei_desktop.domain.debts import DebtId, Payment, Priority, Stage
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Agreement, Contact, Direction, Request
from jiebei_desktop.report.compose import compose
from jiebei_desktop.services.cases import agreements
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers import statement
from jiebei_desktop.services.picture import picture, picture_of, reading_of
from jiebei_desktop.services.plans import plan_view
from jiebei_desktop.services.reference.rulebook import load
from jiebei_desktop.services.today import overview
from jiebei_desktop.text.asking import out_of_time_sentence
from jiebei_desktop.text.picture import figure_title, how_words
from jiebei_desktop.text.texts import Texts

OLD = DebtId("old")
HOUSEHOLDS = {
    **MADE,
    **{name: ODD[name] for name in list(ODD)[::3]},
    **{f"random{n}": lambda n=n: random_book(n) for n in range(4)},
}
RULES = load()
RECENT = DAY - timedelta(days=40)


def claim(**changes):
    """Return a loan last due in 2018 and never paid since."""
    first = demo.employee(DAY).debts[0]
    terms = replace(first.terms, periods=12, first_due=None, due_day=None)
    made = replace(first, id=OLD, name="旧贷", contract_date=date(2017, 1, 12), terms=terms,
                   payments=(), balance=None)  # fmt: skip
    return replace(made, **changes)


def with_claim(book, **changes):
    return replace(book, debts=(*book.debts, claim(**changes)))


@cache
def seen(name, *, old):
    book = HOUSEHOLDS[name]()
    return picture_of(reading_of(with_claim(book) if old else book, DAY, RULES))


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_everybody_else_is_asked_and_paid_as_if_it_were_not_there(name):
    with_it, without = seen(name, old=True), seen(name, old=False)
    assert OLD in with_it.aside
    assert with_it.asks == without.asks
    assert with_it.week == without.week
    assert with_it.ways[OLD].all == ()
    others = {debt: way for debt, way in with_it.ways.items() if debt != OLD}
    assert others == dict(without.ways)
    mine, plain = with_it.lanes["plan"], without.lanes["plan"]
    assert (mine.days, mine.payment) == (plain.days, plain.payment)
    assert mine.pays[OLD] == ()
    if others:
        assert (mine.debt_free, mine.paid) == (plain.debt_free, plain.paid)


def test_the_picture_names_it_with_what_is_owed():
    found = seen("employee", old=True)
    figure = found[f"aside.{OLD}"]
    assert figure.value == found[f"owed.{OLD}.total"].value > 0
    assert figure_title(figure, Texts("en"), {OLD: "old loan"}).startswith("old loan: owed")
    assert "12348" in how_words(figure, Texts("zh_CN"))


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "old.jiebei") as session:
        session.ledger.add_book(with_claim(demo.employee(DAY)))
        yield session


def test_a_payment_since_brings_it_back(session):
    assert picture(session, DAY).aside == (OLD,)
    paid = Payment(date=RECENT, amount=Fen(10_000))
    book = with_claim(demo.employee(DAY), payments=(paid,))
    found = picture_of(reading_of(book, DAY, session.rules))
    assert found.aside == ()
    assert found.asks.of(OLD) is not None


@pytest.mark.parametrize("said", ["demand", "own call", "sent proposal", "agreement", "too early"])
def test_what_the_case_file_knows_of_it_counts(session, said):
    case = open_case(session, OLD, RECENT)
    asked = Request(
        principal=Fen(10_000), annual_rate=Decimal(0), payment=Fen(1_000), periods=10, first_due=DAY
    )
    if said in {"demand", "own call", "too early"}:
        way = Direction.OUT if said == "own call" else Direction.IN
        on = date(2019, 1, 1) if said == "too early" else RECENT
        log_contact(session, Contact(case_id=case.id, on=on, direction=way))
    elif said == "sent proposal":
        made = draft(session, case.id, asked, RECENT)
        assert picture(session, DAY).aside == (OLD,)
        mark_sent(session, made, RECENT)
    else:
        agreements.agree(session, OLD, Agreement(case_id=case.id, agreed_on=RECENT, request=asked))
    assert (picture(session, DAY).aside == (OLD,)) is (said in {"own call", "too early"})


@pytest.mark.parametrize("stage", [Stage.LITIGATION, Stage.ENFORCEMENT])
def test_what_a_court_has_does_not_stand_aside(stage):
    book = with_claim(demo.employee(DAY), stage=stage)
    assert picture_of(reading_of(book, DAY, RULES)).aside == ()


def test_a_home_loan_is_never_left_aside():
    book = with_claim(demo.employee(DAY), priority=Priority.LIVELIHOOD)
    assert picture_of(reading_of(book, DAY, RULES)).aside == ()


def test_page_and_first_page_leave_it_out_and_say_so(session):
    view = plan_view.compare(plan_view.inputs(session, DAY), exact=False)
    assert OLD not in {one.debt for one in view.proposals.offers}
    assert OLD not in {paid.debt for paid in view.payments}
    assert all(OLD not in row.paid for plan in view.plans for row in plan.rows[:1])
    ahead = overview.outlook(overview.standing(session, DAY))
    assert ahead.end == "debt_free.plan"
    assert ahead.ask_first not in {None, OLD}


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_the_reason_stands_in_ones_own_copy_only(session, locale):
    facts, t = statement.gather(session, DAY), Texts(locale)
    said = {
        edition: str(compose(statement.document(facts, edition), t, chart=False))
        for edition in ("private", "lender")
    }
    reason = out_of_time_sentence(["旧贷"], t)
    assert reason in said["private"]
    assert "12348" not in said["lender"]
    assert {"zh_CN": "暂不安排", "en": "left aside for now"}[locale] in said["lender"]


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_its_own_paper_offers_nothing_and_names_no_sum(session, locale):
    (facts,) = statement.for_lenders(session, DAY, None, [OLD])
    document = statement.document(facts, "lender", OLD)
    assert document["plan"]["kind"] == "aside"
    words = str(compose(document, Texts(locale), chart=False))
    for amount in ("owed.total", f"owed.{OLD}.total", "income.usual"):
        assert f"{facts.picture[amount].value / 100:,.2f}" not in words
    assert {"zh_CN": "不是对债务的确认", "en": "acknowledge nothing"}[locale] in words


def test_commands_leave_it_out_and_name_it(session, tmp_path):
    session.close()

    def said(*arguments):
        command = [arguments[0], str(tmp_path / "old.jiebei"), *arguments[1:], "--json"]
        found = CliRunner().invoke(main, [*command, "--as-of", DAY.isoformat()])
        assert found.exit_code == 0, found.output
        return json.loads(found.stdout)

    pdf = str(tmp_path / "p.pdf")
    for arguments in (
        ("ask", "--budget", "900"), ("offers", "--amount", "900"), ("compare", "--budget", "9000"),
        ("picture",), ("plan", "--pdf", pdf),
    ):  # fmt: skip
        assert said(*arguments)["out_of_time"] == [OLD], arguments
    assert OLD not in {one["debt"] for one in said("offers", "--amount", "900")["offers"]}
    assert OLD not in {one["debt"] for one in said("ask", "--budget", "900")["asks"]}
