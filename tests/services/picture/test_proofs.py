"""What stands behind a line: only files that are there, and only what they say they show."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from jiebei_desktop.domain.household import Mark
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Evidence
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation.negotiation_view import desk
from jiebei_desktop.services.papers import statement
from jiebei_desktop.services.picture.proofs import behind, mark_of, proved
from jiebei_desktop.services.picture.usual_month import MonthByLines, MonthLine

DAY = date(2026, 11, 22)
WAGE = Evidence(kind="income_proof", name="工资条", covers="A1")
ANY = Evidence(kind="expense_proof", name="账单")


def line(code, origin, fen=100):
    return MonthLine(code=code, amount=Fen(fen), low=Fen(fen), high=Fen(fen), origin=origin)


@pytest.mark.parametrize(
    ("code", "origin", "places", "mark"),
    [
        ("A1", "stated", (1,), Mark.DOCUMENT),
        ("A2", "from_the_file", (), Mark.STATEMENT),
        ("A2", "estimated", (), Mark.ESTIMATE),
        ("B1", "documented", (2,), Mark.DOCUMENT),
        ("B1", "from_the_file", (), Mark.STATEMENT),
        ("unexplained", "estimated", (), Mark.ESTIMATE),
    ],
)
def test_a_document_stands_behind_what_it_shows(code, origin, places, mark):
    assert behind(line(code, origin), [WAGE, ANY]) == places
    assert mark_of(line(code, origin), [WAGE, ANY]) is mark


def test_a_document_of_a_whole_section_stands_behind_each_of_its_lines():
    whole = Evidence(kind="other", name="流水", covers="B")
    found = {code: behind(line(code, "estimated"), [whole]) for code in ("A1", "B1", "B9", "C1")}
    assert found == {"A1": (), "B1": (1,), "B9": (1,), "C1": ()}


def test_what_is_proved_is_the_part_that_is_no_estimate():
    month = MonthByLines(
        income=(line("A1", "stated", 300), line("A2", "estimated", 100)),
        necessary=(line("B1", "from_the_file", 50),), flexible=(line("C1", "stated", 150),),
        apart=(), history=0, last_full=None, recovers=None,
    )  # fmt: skip
    assert [each.share for each in proved(month, ())] == [Fraction(0), Fraction(1, 4)]
    assert [each.share for each in proved(month, [WAGE])] == [Fraction(3, 4), Fraction(1, 4)]
    none = MonthByLines(
        income=(), necessary=(), flexible=(), apart=(), history=0, last_full=None, recovers=None
    )
    assert [each.share for each in proved(none, ())] == [None, None]


def test_the_case_page_says_what_the_paper_says(tmp_path):
    with Session.create(tmp_path / "a.jiebei") as session:
        session.ledger.add_book(demo.employee(DAY))
        view = desk(session, DAY).view
        means = statement.document(statement.for_session(session, DAY))["means"]
    income, outgoings = view.proved
    assert f"{float(income.share):.4f}" == f"{float(means['coverage']['income']):.4f}"
    assert income.total == int(means["sums"]["income"].replace(".", ""))
    living = sum(int(means["sums"][n].replace(".", "")) for n in ("necessary", "flexible"))
    assert outgoings.total == living
