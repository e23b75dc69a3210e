from __future__ import annotations

from datetime import date

import pytest

from jiebei_desktop.domain.months import Month, add_months


def test_day_31_clamps_and_returns():
    days = [add_months(date(2025, 1, 31), k) for k in range(1, 4)]
    assert days == [date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30)]


def test_a_leap_february_keeps_day_29():
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 2, 29), 12, 31) == date(2025, 2, 28)


def test_days_between_ends_of_february():  # E16
    assert (date(2024, 3, 1) - date(2024, 2, 1)).days == 29
    assert (date(2025, 3, 1) - date(2025, 2, 1)).days == 28


def test_months_read_write_and_count():
    month = Month.parse("2026-11")
    assert str(month) == "2026-11"
    assert month.plus(14) == Month(2028, 1)
    assert month.minus(Month(2025, 12)) == 11
    assert (month.first, month.last, month.days) == (date(2026, 11, 1), date(2026, 11, 30), 30)


def test_text_that_is_no_month_is_refused():
    with pytest.raises(ValueError, match="month"):
        Month.parse("2026-13")
