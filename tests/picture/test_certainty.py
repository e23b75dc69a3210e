"""A figure that rests on what nobody told is an estimate, and no sum is surer than its terms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from households import DAY, cash, loan

from jiebei_desktop.domain.debts import ReportedBalance
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.debts import estimates
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.picture.certainty import weakest
from jiebei_desktop.services.picture.reading import read
from jiebei_desktop.services.picture.whole import glance, picture

SHOWN = ReportedBalance(as_of=DAY, principal=Fen(900_000), interest=Fen(4_000))


def look(folder, estimated, day=DAY, way=glance):
    """Return the figures of two debts typed from their pages, with estimates of the first."""
    debts = tuple(loan(code, 9_000, date(2026, 3, 2), balance=SHOWN) for code in ("a", "b"))
    with Session.create(folder / "l.jiebei") as session:
        session.ledger.add_book(Book(debts=debts, cash=cash(500)))
        session.history.run("note", lambda work: estimates.note(work, debts[0].id, estimated))
        return picture(session, day) if way is picture else way(read(session, day))


def told(seen, *codes):
    return [(seen[code].origin, seen[code].grade) for code in codes]


SURE, FAIR, ROUGH = ("stated", "good"), ("estimate", "fair"), ("estimate", "rough")


def test_an_amount_nobody_knows_makes_all_of_its_debt_and_every_sum_of_it_a_rough_estimate(
    tmp_path,
):
    seen = look(tmp_path, ("amount",))
    parts = [f"owed.a.{part}" for part in ("principal", "interest", "total")]
    sums = ["owed.principal", "owed.total", "due30.total", "next.a", "arrears.a", "cost_per_day"]
    assert told(seen, *parts, *sums) == [ROUGH] * 9
    assert told(seen, "owed.b.total", "next.b", "rate.b", "rate.a") == [SURE] * 4


@pytest.mark.parametrize(
    ("days", "owed"), [(0, SURE), (1, FAIR)], ids=["on the day of its page", "a day later"]
)
def test_guessed_terms_count_from_the_day_after_what_a_page_showed(tmp_path, days, owed):
    seen = look(tmp_path, ("rate",), DAY + timedelta(days=days))
    assert told(seen, "owed.a.total", "owed.total") == [owed] * 2
    assert told(seen, "next.a", "rate.a", "cost_per_day", "due30.total") == [FAIR] * 4
    assert told(seen, "owed.b.total", "next.b", "rate.b") == [SURE] * 3


def test_a_guessed_due_day_makes_only_what_falls_due_an_estimate(tmp_path):
    seen = look(tmp_path, ("first_due",))
    assert told(seen, "next.a", "due30.total") == [FAIR] * 2
    assert told(seen, "owed.a.total", "owed.total", "rate.a", "cost_per_day") == [SURE] * 4


def test_what_is_known_of_every_term_is_stated(tmp_path):
    seen = look(tmp_path, ())
    codes = [code for code in seen.figures if code.split(".")[0] in {"owed", "next", "rate"}]
    assert told(seen, *codes) == [SURE] * len(codes)


def test_no_lane_is_surer_than_what_is_owed_and_what_comes_in(tmp_path):
    seen = look(tmp_path, ("amount",), way=picture)
    lanes = [one for one in seen.figures.values() if one.id.startswith(("lane.", "low."))]
    assert {one.grade for one in lanes} == {"rough", "none"}
    assert all((one.grade == "none") is (one.value is None) for one in lanes)


@pytest.mark.parametrize(
    ("grades", "least"),
    [((), "good"), (("good", "fair"), "fair"), (("none", "rough"), "none"), (("rough",), "rough")],
)
def test_the_weakest_of_several_grades_rules(grades, least):
    assert weakest(grades) == least
