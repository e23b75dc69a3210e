"""How amounts and days that may be unknown are written into a JSON document, and what is owed."""

from __future__ import annotations

from datetime import date

from jiebei_desktop.domain.money import yuan
from jiebei_desktop.domain.parts import PARTS, Parts


def maybe_yuan(fen: int | None) -> str | None:
    """Write an amount, None where it is not known."""
    return None if fen is None else yuan(fen)


def maybe_day(day: date | None) -> str | None:
    """Write a day, None for none."""
    return None if day is None else day.isoformat()


def parts_json(parts: Parts, *more: str) -> dict[str, str]:
    """Write what is owed or paid by kind, and ``more`` of it such as its ``total``."""
    return {name: yuan(getattr(parts, name)) for name in (*PARTS, *more)}
