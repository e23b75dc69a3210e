from __future__ import annotations

from datetime import date

from jiebei_desktop.domain.household import Cash, newest_readings
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
