"""Amounts, dates and rates as each language writes them (decision table: docs/spec/statement.md).

Own writing instead of Babel's: tables hold thousands of cells and Babel needs a fifth of a
millisecond for each. Month names are constants because ``strftime`` follows the system's language.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from jiebei_desktop.domain.money import half_up
from jiebei_desktop.domain.months import Month
from jiebei_desktop.text.texts import Texts

MINUS = "−"
"""U+2212, as wide as a digit; a hyphen is not."""

_WAN = 1_000_000
_THOUSAND = 100_000
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SHORT = 3
_WIDE_STOPS = "。？！；：，）”"
_STOPS = ("。", "？", "！", "；", "：", ".", "?", "!", ";", ":", "…")
_HIGHEST = 10_000
"""Rates above a million percent are not named: their digits say nothing."""


def chinese(t: Texts) -> bool:
    """Return whether a locale writes dates and large amounts the Chinese way."""
    return t.locale.startswith("zh")


def sentences(*said: str) -> str:
    """Set sentences one after another; a full-width stop brings its own space."""
    whole = ""
    for one in filter(None, said):
        gap = " " if whole and whole[-1] not in _WIDE_STOPS else ""
        whole = f"{whole}{gap}{one}"
    return whole


def ended(said: str, t: Texts) -> str:
    """Return words as a sentence that another can follow: with a stop where they have none."""
    return said if not said or said.endswith(_STOPS) else said + ("。" if chinese(t) else ".")


def amount(fen: int) -> str:
    """Write fen for a table cell: ``38,988.00``."""
    sign = MINUS if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def signed(fen: int) -> str:
    """Write fen with their direction: ``+8,600.00``, ``−1,038.10``, ``0.00``."""
    return f"+{amount(fen)}" if fen > 0 else amount(fen)


def money(fen: int) -> str:
    """Write fen inside a sentence: ``¥38,988.00``."""
    return f"{MINUS if fen < 0 else ''}¥{amount(abs(fen))}"


def whole(fen: int) -> str:
    """Write an amount the user picks, to the yuan: ``¥2,800``; never for an amount owed."""
    yuan = half_up(Fraction(fen, 100))
    return f"{MINUS if yuan < 0 else ''}¥{abs(yuan):,}"


def wan(fen: int, t: Texts | None = None) -> str:
    """Write an amount on a chart: ``1.17万``, in English ``11.7k``; small ones plainly."""
    if abs(fen) < _WAN:
        yuan = half_up(Fraction(fen, 100))
        return f"{MINUS if yuan < 0 else ''}{abs(yuan):,}"
    if t is None or chinese(t):
        return f"{_short(fen, _WAN, 2)}万"
    return f"{_short(fen, _THOUSAND, 1)}k"


def percent(value: Decimal | Fraction, digits: int = 2, t: Texts | None = None) -> str:
    """Write a fraction as percent, half-up: ``18.25%``; one too high to name as ``>1,000,000%``.

    With ``t`` the latter is a phrase of that language.
    """
    if value > _HIGHEST:
        highest = f"{_HIGHEST * 100:,}%"
        return f">{highest}" if t is None else t.gettext("above {rate}").format(rate=highest)
    return f"{_short(Fraction(value), Fraction(1, 100), digits, keep=True)}%"


def count(number: int) -> str:
    """Write a number of things: ``1,234``."""
    return f"{MINUS if number < 0 else ''}{abs(number):,}"


def day(value: date, t: Texts) -> str:
    """Write a date in a sentence: ``2026年11月22日``, ``22 November 2026``."""
    if chinese(t):
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def short_day(value: date, t: Texts) -> str:
    """Write a date whose year is known: ``11月22日``, ``22 Nov``."""
    if chinese(t):
        return f"{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1][:_SHORT]}"


def dense_day(value: date) -> str:
    """Write a date in a dense table: ``2026-12-15``."""
    return value.isoformat()


def month(value: Month, t: Texts) -> str:
    """Write a month: ``2029年11月``, ``November 2029``."""
    if chinese(t):
        return f"{value.year}年{value.number}月"
    return f"{_MONTHS[value.number - 1]} {value.year}"


def month_tick(value: Month, t: Texts, *, year: bool) -> str:
    """Write a month on an axis: ``6月`` or, where the year is shown, ``2027-3``."""
    if year:
        return f"{value.year}-{value.number}"
    return f"{value.number}月" if chinese(t) else _MONTHS[value.number - 1][:_SHORT]


def _short(value: Fraction | int, unit: Fraction | int, digits: int, *, keep: bool = False) -> str:
    """Return ``value`` in units with so many digits, half-up; trailing zeros go unless kept."""
    scaled = half_up(Fraction(value) / unit * 10**digits)
    whole_part, rest = divmod(abs(scaled), 10**digits)
    fraction = f"{rest:0{digits}d}" if digits else ""
    if not keep:
        fraction = fraction.rstrip("0")
    sign = MINUS if scaled < 0 else ""
    return f"{sign}{whole_part:,}{'.' if fraction else ''}{fraction}"
