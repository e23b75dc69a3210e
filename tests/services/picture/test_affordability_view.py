"""What the page of the payable amount asks beside the number itself."""

from __future__ import annotations

from datetime import date

import pytest
from households import DAY, cash, item
from msgspec.structs import replace

from jiebei_desktop.domain.household import Book, EntryKind, Every, Household
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.picture import picture_of, reading_of
from jiebei_desktop.services.picture.affordability_view import (
    AffordFacts,
    adjust_people,
    choose,
    facts,
    keep_answers,
    smallest_income,
    strains,
)
from jiebei_desktop.services.reference.rulebook import load

IN, OUT = EntryKind.INCOME, EntryKind.EXPENSE
WAGE = item("工资", IN, 9_000, "A1")
SIDE = item("兼职", IN, 600, "A3", every=Every.WEEK, day=1)
RENT = item("房租", OUT, 500, "B1", day=1)


def test_the_smallest_income_is_that_of_several_that_come_now_by_the_month():
    assert smallest_income(Book(recurring=(WAGE, RENT)), DAY) == ("", 0)
    name, share = smallest_income(Book(recurring=(WAGE, SIDE, RENT)), DAY)
    assert name == "兼职"
    assert 600 * 100 * 4 < share < 600 * 100 * 5
    ended = replace(SIDE, until=date(2026, 10, 31))
    assert smallest_income(Book(recurring=(WAGE, ended)), DAY) == ("", 0)
    most = item("老板", IN, 20_000, "A1")
    assert smallest_income(Book(recurring=(most, WAGE)), DAY) == ("工资", 900_000)


def test_nothing_is_known_until_an_entry_an_item_or_an_answer_is_there(session):
    found = facts(session, DAY)
    assert (found.empty, found.missing, found.chosen) == (True, 6, None)
    keep_answers(session, {"income_low": 1, "spending": 2})
    choose(session, Fen(77))
    found = facts(session, DAY)
    assert (found.empty, found.missing, found.chosen) == (False, 4, 77)
    keep_answers(session, {})
    choose(session, None)
    assert (facts(session, DAY).missing, facts(session, DAY).chosen) == (6, None)
    assert not AffordFacts(as_of=DAY, book=Book(recurring=(WAGE,)), answers={}, chosen=None).empty


@pytest.mark.parametrize(("members", "born"), [(2, None), (3, (2015, 2020)), (4, (2015, 2020))])
def test_children_stay_told_only_where_an_adult_is_left_beside_them(session, members, born):
    told = Household(members=4, children_born=(2015, 2020))
    Possessions(session).set_household(told)
    adjust_people(session, members, Fen(80_000), DAY, "gig")
    now = session.book().household
    assert (now.members, now.children_born, now.income_kind) == (members, born, "gig")
    assert (now.dibao_per_person, now.dibao_as_of) == (80_000, DAY)
    adjust_people(session, members, None, DAY, "gig")
    assert session.book().household.dibao_as_of is None


def strained(*items, yuan):
    book = Book(recurring=(*items, RENT, item("伙食", OUT, 3_500, "C1")), cash=cash(yuan))
    found = picture_of(reading_of(book, DAY, load())).afford
    known = AffordFacts(as_of=DAY, book=book, answers={}, chosen=None)
    return found, strains(known, found, found.recommended)


def test_strains_take_an_income_away_save_the_reserve_first_and_raise_the_rent():
    found, (stops, saved, rent) = strained(WAGE, SIDE, yuan=1_234)
    assert (stops.code, stops.name) == ("part_stops", "兼职")
    assert stops.amount == smallest_income(Book(recurring=(WAGE, SIDE)), DAY)[1]
    assert stops.odds.late_once_12 > found.odds.late_once_12
    lacks = found.reserve - 123_400
    assert (saved.code, saved.amount) == ("reserve", lacks // 10_000 * 10_000)
    assert saved.odds.late_once_12 < found.odds.late_once_12
    assert (rent.code, rent.amount, rent.odds) == ("rent_up", 20_000, None)
    assert found.recommended - 30_000 <= rent.recommended < found.recommended


def test_of_one_income_a_fifth_is_missing_and_a_full_reserve_is_saved_once_more():
    found, (less, saved, _rent) = strained(WAGE, yuan=60_000)
    assert (less.code, less.name, less.amount) == ("income_less", "", 180_000)
    assert less.odds.broken_12 >= found.odds.broken_12
    assert saved.amount == found.reserve
