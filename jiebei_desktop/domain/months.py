"""Month arithmetic with due days that clamp to short months and return afterwards."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache

from msgspec import Struct

LAST_DAY = 31
"""The last day a month may have."""
MONTH_DAYS = 30
"""A month of a monthly contract counts thirty days, whatever the calendar says."""


@cache
def _days(year: int, number: int) -> int:
    return monthrange(year, number)[1]


class Month(Struct, frozen=True, order=True):
    """A calendar month."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month that contains ``day``."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``YYYY-MM``.

        Raises:
            ValueError: the text is not a month.
        """
        return cls.of(date.fromisoformat(f"{text}-01"))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def plus(self, months: int) -> Month:
        """Return the month ``months`` later (earlier when negative)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def minus(self, other: Month) -> int:
        """Return how many months lie between ``other`` and this month."""
        return (self.year - other.year) * 12 + self.number - other.number

    @property
    def days(self) -> int:
        """Days in the month."""
        return _days(self.year, self.number)

    def day(self, number: int) -> date:
        """Return day ``number`` of the month, clamped to the month's last day."""
        return date(self.year, self.number, min(number, self.days))

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self.day(31)


def add_months(day: date, months: int, due_day: int | None = None) -> date:
    """Return the same day ``months`` later, clamped to short months.

    ``due_day`` is the day the contract names (31 stays 31 after a February); it defaults to the
    day of ``day`` itself.
    """
    return Month.of(day).plus(months).day(day.day if due_day is None else due_day)


def thirtieths(start: date, day: date) -> int:
    """Return the thirtieths of a month from ``start``: thirty for each whole one, then days.

    The days beyond the last whole month count as they are, at most thirty of them.
    """
    months = Month.of(day).minus(Month.of(start))
    if add_months(start, months) > day:
        months -= 1
    return MONTH_DAYS * months + min(MONTH_DAYS, (day - add_months(start, months)).days)
