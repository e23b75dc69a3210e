"""How values of a statement are written: rates, parts, numbers that are hidden."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jiebei_desktop.domain.money import Fen, half_up, yuan
from jiebei_desktop.services.formats.json_values import maybe_yuan

if TYPE_CHECKING:
    from jiebei_desktop.analysis.afford_value import OncePast
    from jiebei_desktop.analysis.prospect import LaterMonth

HIDDEN = "***"
_DIGITS = 6
"""Decimals of a rate."""
_TAIL = 4


def hidden(number: str) -> str:
    """Return a number with its last digits only."""
    return f"{HIDDEN}{number[-_TAIL:]}" if number else ""


def rate(value: Decimal | Fraction) -> str:
    """Write a rate or share with six decimals."""
    units = half_up(Fraction(value) * 10**_DIGITS)
    return f"{Decimal(f'{units}E-{_DIGITS}'):f}"


def covered(lines: Iterable[dict[str, Any]]) -> str:
    """Return the part of a section that documents or statements stand behind."""
    found = [(Decimal(line["amount"]), line["mark"] != "estimate") for line in lines]
    whole = sum(amount for amount, _ in found)
    return rate(Fraction(sum(a for a, known in found if known) / whole)) if whole > 0 else "0"


def once_past(found: OncePast | None) -> dict[str, str | None] | None:
    """Return from when on more can be kept, how much, and the large payment that is past then."""
    if found is None:
        return None
    return {
        "since": found.since.first.isoformat(),
        "payment": yuan(found.payment),
        "day": found.bill.day.isoformat(),
        "amount": yuan(Fen(-found.bill.amount)),
    }


def later_month(found: LaterMonth | None) -> dict[str, str | None] | None:
    """Return from when on months are usual, and what the coming one brings and takes instead."""
    if found is None:
        return None
    return {
        "since": found.since.first.isoformat(),
        "month": found.month.first.isoformat(),
        "income": maybe_yuan(found.income),
        "living": maybe_yuan(found.living),
    }
