from __future__ import annotations

from datetime import date

import pytest

from jiebei_desktop.domain.typed_day import can_hold, meant_day, typed_day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("t", TODAY), ("今天", TODAY), ("+3", date(2026, 11, 25)), ("-2", date(2026, 11, 20)),
        ("11-2", date(2026, 11, 2)), ("11/8", date(2026, 11, 8)), ("11月2日", date(2026, 11, 2)),
        ("8", date(2026, 11, 8)), ("1", date(2026, 11, 1)), ("12-31", date(2026, 12, 31)), ("2026-11-02", date(2026, 11, 2)),
        ("20261102", date(2026, 11, 2)), ("2026年11月2日", date(2026, 11, 2)),
        ("1-5", date(2027, 1, 5)), ("5-30", date(2026, 5, 30)),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_type_it(text, day):
    assert typed_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "13-1",
        "2-30",
        "0",
        "2026-13-01",
        "1999-1-1",
        "2100-1-1",
        "11-",
        "+",
        "0000-1-1",
        "00000101",
    ],
)
def test_what_is_no_day_is_none(text):
    assert typed_day(text, TODAY) is None


def test_the_leap_day_is_found_in_the_year_that_has_it():
    assert typed_day("2-29", date(2027, 12, 1)) == date(2028, 2, 29)


def test_a_day_that_no_ledger_holds_is_still_understood():
    assert meant_day("2999-1-1", TODAY) == date(2999, 1, 1)
    assert [can_hold(date(year, 1, 1)) for year in (1999, 2000, 2099, 2100)] == [
        False,
        True,
        True,
        False,
    ]
