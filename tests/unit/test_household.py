from __future__ import annotations

from datetime import date

import pytest

from jiebei_desktop.domain.household import Cash, Household, born_from, newest_readings
from jiebei_desktop.domain.money import Fen


def reading(name, amount, day):
    return Cash(name=name, amount=Fen(amount), as_of=date(2026, *day))


READINGS = (
    reading("卡", 500, (11, 1)),
    reading("余额", 70, (10, 1)),
    reading("卡", 300, (9, 1)),
    reading("卡", 900, (12, 1)),
)


def test_the_newest_reading_of_each_place_counts():
    assert newest_readings(READINGS, date.max) == (READINGS[3], READINGS[1])
    assert newest_readings(READINGS, date(2026, 11, 30)) == (READINGS[0], READINGS[1])


def test_a_reading_of_a_later_day_is_not_known_yet():
    assert newest_readings(READINGS, date(2026, 9, 30)) == (READINGS[2],)
    assert newest_readings(READINGS, date(2026, 8, 31)) == ()


@pytest.mark.parametrize(
    ("typed", "born"),
    [("", None), ("  ", None), ("0", ()), ("无", ()), ("2021, 2017", (2017, 2021)),
     ("2017年、2021年", (2017, 2021)), ("2019", (2019,))],
)  # fmt: skip
def test_children_are_read_as_years_as_people_type_them(typed, born):
    assert born_from(typed, 4) == born


@pytest.mark.parametrize("typed", ["9 岁", "17", "2017 2018 2019 2020", "1850", "没", "0, 2017"])
def test_what_is_no_list_of_years_or_leaves_no_adult_is_refused(typed):
    with pytest.raises(ValueError, match=r"."):
        born_from(typed, 4)


@pytest.mark.parametrize(
    ("members", "told", "born", "adults"),
    [(1, None, (), 1), (2, None, None, None), (2, (), (), 2), (3, (2017, 2021), (2017, 2021), 1)],
)
def test_who_lives_alone_has_no_children_and_others_have_those_they_told(
    members, told, born, adults
):
    home = Household(members=members, children_born=told)
    assert (home.children, home.adults) == (born, adults)
