"""Interest rates as exact decimals, with the day count that gives them meaning."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct


class RatePeriod(StrEnum):
    """The period a contract states its rate for."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class DayBasis(StrEnum):
    """How a contract counts time: actual days over 365 or 360, or twelfths of a year."""

    ACT_365 = "365"
    ACT_360 = "360"
    MONTHLY = "month"

    @property
    def days(self) -> int:
        """Days in the year of this basis; broken days of a monthly contract count over 360.

        Source of the 360 for broken days: 日利率 = 年利率 ÷ 360, the convention of bank contracts.
        """
        return 365 if self is DayBasis.ACT_365 else 360


class Rate(Struct, frozen=True, kw_only=True):
    """A contract rate: ``value`` is a fraction (0.0005 is 0.05 %) per ``per``."""

    value: Decimal
    per: RatePeriod

    def annual(self, basis: DayBasis) -> Fraction:
        """Return the nominal rate per year under ``basis``."""
        times = {RatePeriod.DAY: basis.days, RatePeriod.MONTH: 12, RatePeriod.YEAR: 1}
        return Fraction(self.value) * times[self.per]

    def daily(self, basis: DayBasis) -> Fraction:
        """Return the rate per actual day under ``basis``."""
        return self.annual(basis) / basis.days

    def monthly(self, basis: DayBasis) -> Fraction:
        """Return one twelfth of the nominal annual rate."""
        return self.annual(basis) / 12
