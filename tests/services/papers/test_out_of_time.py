"""A claim that may be out of time: nothing of ours writes to its lender by itself."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from jiebei_desktop.cli.group import main
from jiebei_desktop.domain.debts import DebtId, Priority
from jiebei_desktop.domain.findings import Severity
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.report.compose import compose
from jiebei_desktop.services.cases.limitation import perhaps_barred
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation.case_warnings import all_warnings
from jiebei_desktop.services.papers import statement
from jiebei_desktop.services.today.overview import outlook, standing
from jiebei_desktop.text.texts import Texts
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.overview_words import banner, steps

DAY = date(2026, 11, 22)
OLD = DebtId("jiebei")


def household(*, alone):
    """The example, its 借呗 last due in 2018 and never paid since; with or without its others."""
    book = demo.employee(DAY)
    first, *others = book.debts
    terms = replace(first.terms, periods=12, first_due=None, due_day=None)
    old = replace(first, contract_date=date(2017, 1, 12), terms=terms, payments=(), balance=None)
    return replace(book, debts=(old,) if alone else (old, *others))


@pytest.fixture(params=[False, True], ids=["beside others", "alone"])
def session(request, tmp_path):
    with Session.create(tmp_path / "old.jiebei") as session:
        session.ledger.add_book(household(alone=request.param))
        yield session


def test_no_request_is_written_to_its_lender_unless_it_is_named(session):
    facts = statement.gather(session, DAY)
    states = [(debt, owed(debt, DAY)) for debt in facts.book.debts]
    assert set(perhaps_barred(session, states)) == facts.barred == {OLD}
    (old,) = [one for one in facts.debts if one.debt.id == OLD]
    assert (old.kind, old.basis, old.is_asked, old.monthly) == ("aside", "aside", False, 0)
    others = {one.debt.id for one in facts.to_write_to}
    assert OLD not in others
    assert (facts.first_addressee is None) is (not others)
    assert facts.first_addressee in others | {None}


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_who_names_it_is_told_whom_to_ask_before_anything_is_sent(session, locale):
    (facts,) = statement.for_lenders(session, DAY, None, [OLD])
    document = statement.document(facts, "private", OLD)
    assert document["own"]["next_action"] == "ask_law"
    said = str(compose(document, Texts(locale), chart=False))
    assert "12348" in said
    assert {"zh_CN": "把这份请求发给", "en": "Send this request"}[locale] not in said


def test_the_first_page_sends_to_another_or_to_the_advice_line(session):
    now = standing(session, DAY)
    ahead = outlook(now)
    words = [each.title for each in steps(now, ahead, Masking())]
    told = banner(now, ahead, Masking())[1]
    if len(now.book.debts) > 1:
        assert ahead.ask_first not in {None, OLD}
        assert "12348" not in told + "".join(words)
    else:
        assert "12348" in told
        assert any("12348" in title for title in words)


def test_another_debt_of_the_same_name_is_not_taken_for_the_old_one(tmp_path):
    book = household(alone=False)
    with Session.create(tmp_path / "named.jiebei") as session:
        alike = tuple(replace(debt, name="借呗") for debt in book.debts)
        session.ledger.add_book(replace(book, debts=alike))
        now = standing(session, DAY)
    ahead = outlook(now)
    assert now.barred == {OLD}
    assert ahead.ask_first not in {None, OLD}
    assert "12348" not in banner(now, ahead, Masking())[1]
    assert "12348" not in str(steps(now, ahead, Masking()))


def test_the_command_says_whom_to_ask_and_writes_nothing(tmp_path):
    ledger, paper = tmp_path / "old.jiebei", tmp_path / "p.pdf"
    with Session.create(ledger) as session:
        session.ledger.add_book(household(alone=True))
    arguments = ["plan", str(ledger), "--pdf", str(paper), "--as-of", DAY.isoformat()]
    told = CliRunner().invoke(main, arguments)
    assert told.exit_code == 1
    assert "12348" in told.output
    assert not paper.exists()


def test_warnings_shares_and_requests_say_whom_to_ask_first(session, tmp_path):
    path = tmp_path / "old.jiebei"
    (found,) = [one for one in all_warnings(session, DAY) if one.id == "W-LIMITATION"]
    assert (found.debt, found.severity, found.rule) == (OLD, Severity.SEVERE, "limitation")
    assert found.facts == {"since": date(2018, 1, 12), "years": 3}
    assert all_warnings(session, DAY)[0] == found
    session.close()
    for arguments in (("ask", "--budget", "900"), ("offers", "--amount", "900"), ("warn",)):
        name, *rest = arguments
        said = CliRunner().invoke(main, [name, str(path), *rest, "--as-of", DAY.isoformat()])
        assert "12348" in said.output, name
        assert "借呗" in said.output.split("12348")[0]


def test_a_relatives_old_loan_is_no_alarm_and_a_young_claim_is_not_spoken_of(tmp_path):
    book = household(alone=True)
    (old,) = book.debts
    aunt = replace(old, id=DebtId("aunt"), priority=Priority.FAMILY)
    with Session.create(tmp_path / "f.jiebei") as session:
        session.ledger.add_book(replace(book, debts=(aunt, demo.employee(DAY).debts[0])))
        told = [one for one in all_warnings(session, DAY) if one.id == "W-LIMITATION"]
        assert [(one.debt, one.severity) for one in told] == [("aunt", Severity.CAUTION)]
