"""Months in which Spring Festival falls: less income for many, more spending for nearly all."""

from __future__ import annotations

from datetime import date

from jiebei_desktop.domain.months import Month

_NEW_YEAR = (
    (2020, 1, 25),
    (2021, 2, 12),
    (2022, 2, 1),
    (2023, 1, 22),
    (2024, 2, 10),
    (2025, 1, 29),
    (2026, 2, 17),
    (2027, 2, 6),
    (2028, 1, 26),
    (2029, 2, 13),
    (2030, 2, 3),
    (2031, 1, 23),
    (2032, 2, 11),
    (2033, 1, 31),
    (2034, 2, 19),
    (2035, 2, 8),
)
_DAYS = {year: date(year, month, day) for year, month, day in _NEW_YEAR}


def new_year(year: int) -> date:
    """Return the day of the lunar new year; years outside the table answer 5 February."""
    return _DAYS.get(year, date(year, 2, 5))


def is_festival(month: Month) -> bool:
    """Tell whether the lunar new year falls in ``month``."""
    return Month.of(new_year(month.year)) == month


def festivals(as_of: date, months: int) -> tuple[Month, ...]:
    """Return the festival months among this month and the ``months`` after it."""
    ahead = (Month.of(as_of).plus(k) for k in range(months + 1))
    return tuple(month for month in ahead if is_festival(month))
