"""A day as people type it: ``11-8``, ``+3``, ``t``, ``2026-11-08``, ``11月8日``."""

from __future__ import annotations

import re
from datetime import MINYEAR, date, timedelta

from jiebei_desktop.domain.half_width import half_width
from jiebei_desktop.domain.months import Month

_STEP = re.compile(r"([+-])\s*(\d{1,3})")
_WHOLE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PARTS = re.compile(r"(?:(\d{4})\s*[-/.年])?\s*(?:(\d{1,2})\s*[-/.月])?\s*(\d{1,2})\s*[日号]?")
_TODAY = frozenset({"t", "今天", "today"})
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
"""Days a ledger can hold."""


def typed_day(text: str, today: date) -> date | None:
    """Return the day a text means, None where it means none or one that no ledger holds."""
    meant = meant_day(text, today)
    return meant if meant is not None and can_hold(meant) else None


def can_hold(day: date) -> bool:
    """Return whether a ledger can hold a day."""
    return FIRST <= day <= LAST


def meant_day(text: str, today: date) -> date | None:
    """Return the day a text means, of whatever year.

    Without a year it is the day nearest to ``today``; without a month, the one of this month.
    """
    told = half_width(text).lower()
    if told in _TODAY:
        return today
    step = _STEP.fullmatch(told)
    if step:
        days = int(step[2])
        return today + timedelta(days=days if step[1] == "+" else -days)
    found = _WHOLE.fullmatch(told) or _PARTS.fullmatch(told)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    return _made(year, month, day or 0, today)


def _made(year: int | None, month: int | None, day: int, today: date) -> date | None:
    if month is None:
        return None if year else _date(today.year, today.month, day)
    if year is not None:
        return _date(year, month, day)
    near = [_date(today.year + step, month, day) for step in (-1, 0, 1)]
    known = [one for one in near if one is not None]
    return min(known, key=lambda one: abs((one - today).days), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    if year < MINYEAR or not 1 <= month <= 12:  # noqa: PLR2004 - a year's
        return None
    return date(year, month, day) if 1 <= day <= Month(year, month).days else None
