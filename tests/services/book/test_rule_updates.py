from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.household import Household
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rules import Fixing, Grade
from jiebei_desktop.services.book import rule_updates
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.reference import fixings, rulebook
from jiebei_desktop.services.reference.fixings import RuleRefused, Why

DAY = date(2026, 11, 22)
NEW = Fixing(
    published=date(2026, 11, 20),
    one_year=Decimal("0.0290"),
    five_year=Decimal("0.0340"),
    source="typed",
    grade=Grade.A,
)


def test_an_added_fixing_rules_from_its_day_and_ends_the_staleness(session):
    assert [each.id for each in session.rules.stale(DAY)] == ["lpr"]
    assert rule_updates.add_fixing(session, NEW, DAY).tables == {"settings"}
    found = session.rules.lpr(DAY)
    assert (found.one_year, found.source, found.grade) == (Decimal("0.0290"), "user", Grade.C)
    assert session.rules.lpr(date(2026, 11, 19)) == rulebook.load().lpr(date(2026, 11, 19))
    assert session.rules.stale(DAY) == ()


def test_a_second_fixing_of_a_day_replaces_the_first_and_undo_takes_it_back(session):
    rule_updates.add_fixing(session, NEW, DAY)
    rule_updates.add_fixing(session, replace(NEW, one_year=Decimal("0.03")), DAY)
    assert session.rules.lpr(DAY).one_year == Decimal("0.03")
    assert len(fixings.own_fixings(session.ledger.setting(fixings.FIXINGS))) == 1
    session.history.undo()
    assert session.rules.lpr(DAY).one_year == Decimal("0.0290")
    session.history.undo()
    assert session.rules == rulebook.load()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"published": date(2026, 11, 23)}, Why.FUTURE),
        ({"published": date(2019, 8, 19)}, Why.TOO_EARLY),
        ({"one_year": Decimal("0.0099")}, Why.LPR_RANGE),
        ({"five_year": Decimal("0.1501")}, Why.LPR_RANGE),
        ({"one_year": Decimal("0.0401")}, Why.LPR_STEP),
        ({"five_year": Decimal("0.0249")}, Why.LPR_STEP),
    ],
)
def test_what_cannot_be_a_published_fixing_is_refused(session, changed, why):
    with pytest.raises(RuleRefused) as refused:
        rule_updates.add_fixing(session, replace(NEW, **changed), DAY)
    assert refused.value.code is why
    assert session.history.undo_label is None


def test_the_limits_themselves_are_taken(session):
    book = session.rules
    for rates in (("0.0400", "0.0450"), ("0.0200", "0.0250")):
        one, five = map(Decimal, rates)
        fixings.check_fixing(book, replace(NEW, one_year=one, five_year=five), DAY)
    fixings.check_fixing(book, replace(NEW, published=DAY), DAY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.00", "0.03"), ("3.00%", "0.03"), (" 3.5 ", "0.035"), ("0.0300", "0.03"), ("1", "0.01"),
        ("0.5%", "0.005"), ("", None), ("three", None), ("NaN", None), ("Infinity", None),
    ],
)  # fmt: skip
def test_a_rate_is_read_as_published_or_as_a_fraction(text, value):
    assert fixings.annual(text) == (None if value is None else Decimal(value))


def test_a_setting_that_holds_no_fixings_is_passed_over():
    good = {"published": "2026-11-20", "one_year": "0.03", "five_year": "0.035"}
    odd = [good, 1, {}, {**good, "published": "soon"}, {**good, "one_year": "x"},
           {**good, "five_year": []}]  # fmt: skip
    assert [one.published for one in fixings.own_fixings(odd)] == [date(2026, 11, 20)]
    assert fixings.own_fixings("no list") == ()


def test_the_local_standard_is_set_for_the_place_people_live_in(session):
    rule_updates.set_dibao(session, "成都", Fen(100_500), date(2026, 7, 1), DAY)
    home = session.book().household
    assert (home.city, home.dibao_per_person) == ("成都", 100_500)
    assert home.dibao_as_of == date(2026, 7, 1)
    rule_updates.set_dibao(session, "成都", Fen(110_000), DAY, DAY)
    assert session.book().household.dibao_per_person == 110_000


@pytest.mark.parametrize(
    ("place", "fen", "day", "why"),
    [
        ("重庆", 100_500, DAY, Why.OTHER_PLACE),
        ("成都", 9_999, DAY, Why.DIBAO_RANGE),
        ("成都", 500_001, DAY, Why.DIBAO_RANGE),
        ("成都", 100_500, date(2026, 11, 23), Why.FUTURE),
    ],
)
def test_a_standard_that_does_not_fit_is_refused(session, place, fen, day, why):
    Possessions(session).set_household(Household(city="成都"))
    with pytest.raises(RuleRefused) as refused:
        rule_updates.set_dibao(session, place, Fen(fen), day, DAY)
    assert refused.value.code is why
    assert session.book().household.dibao_per_person is None
