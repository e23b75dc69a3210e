"""Money in integer fen: reading, writing, rounding and sharing without losing a fen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NewType

from jiebei_desktop.domain.half_width import half_width

Fen = NewType("Fen", int)
"""An amount of money in fen (1 yuan = 100 fen); negative means money out where that makes sense."""

ZERO = Fen(0)
TEN_YUAN = Fen(1_000)
"""What is proposed to a creditor is named in whole tens of yuan, as a person would say it."""
MOST = Fen(1_000_000_000_000)
"""The largest amount a ledger takes: millions of them still add up within the file's numbers."""

_YUAN = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]{1,30})(?:\.(?P<part>[0-9]{1,2}))?")


class AmountError(ValueError):
    """Text that is not an amount in yuan with at most two decimals."""


def half_up(exact: Fraction | Decimal | int) -> Fen:
    """Round an exact number of fen to the nearest fen, ties away from zero.

    This is the only rounding of money in the project; call it at posting points only
    (an instalment falls due, a payment arrives, a payoff is quoted).
    """
    return half_up_of(*exact.as_integer_ratio())


def half_up_of(above: int, below: int) -> Fen:
    """Round the fraction of two whole numbers as ``half_up`` does; ``below`` is positive."""
    magnitude = (2 * abs(above) + below) // (2 * below)
    return Fen(magnitude if above >= 0 else -magnitude)


def parse_yuan(text: str) -> Fen:
    """Read a plain decimal amount in yuan, such as ``"1100.16"``, exactly; full width, too.

    Raises:
        AmountError: the text is not a decimal number with at most two decimals.
    """
    match = _YUAN.fullmatch(half_width(text))
    if match is None:
        raise AmountError(text)
    fen = int(match["whole"]) * 100 + int((match["part"] or "0").ljust(2, "0"))
    return Fen(-fen if match["sign"] == "-" else fen)


def yuan(fen: int) -> str:
    """Write fen as plain yuan with two decimals: ``110016`` becomes ``"1100.16"``."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def share(total: int, weights: Sequence[int]) -> tuple[Fen, ...]:
    """Share ``total`` fen in proportion to ``weights`` by largest remainder.

    The parts sum to the total exactly and each lies within one fen of its exact share; equal
    remainders go to the earlier weight, so the answer does not depend on anything but the input.
    All weights zero gives equal weights.

    Raises:
        ValueError: there are no weights, or one is negative.
    """
    if not weights or min(weights) < 0:
        raise ValueError(weights)
    scale = sum(weights)
    if scale == 0:
        return share(total, [1] * len(weights))
    parts = [total * weight // scale for weight in weights]
    left = total - sum(parts)
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % scale), i))
    for i in by_remainder[:left]:
        parts[i] += 1
    return tuple(Fen(part) for part in parts)
