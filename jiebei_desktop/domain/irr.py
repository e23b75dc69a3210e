"""Internal rates of return. The one domain module that may use floating point.

A rate is a ratio, not money: it is found to 1e-8 and never multiplied back into a balance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise

from jiebei_desktop.domain.money import Fen

_DIGITS = Decimal("1e-8")
_WIDE = 150
"""Digits that hold the twelfth power of the most absurd rate a file can state."""
_YEAR = 365
_CEILING = 1e6


class AmbiguousFlows(ValueError):  # noqa: N818 - says what the flows are
    """Flows that have no rate, or more than one: they must change sign exactly once."""


def monthly_irr(flows: Sequence[int]) -> Decimal:
    """Return the rate per period of flows one period apart, the first one today.

    Raises:
        AmbiguousFlows: the flows do not change sign exactly once, or no rate above −99 % fits.
    """
    _one_change(flows)
    return _rounded(_root(lambda rate: _level_value(flows, rate)))


def xirr(dated: Sequence[tuple[date, int]]) -> Decimal:
    """Return the effective annual rate of dated flows, actual days over 365.

    Raises:
        AmbiguousFlows: as ``monthly_irr``.
    """
    ordered = sorted(dated)
    _one_change([amount for _, amount in ordered])
    first = ordered[0][0]
    years = [((day - first).days / _YEAR, float(amount)) for day, amount in ordered]
    return _rounded(_root(lambda rate: sum(a * (1 + rate) ** -t for t, a in years)))


def nominal(monthly: Decimal) -> Decimal:
    """Return twelve times a monthly rate: the simple annual figure (单利)."""
    return 12 * monthly


def effective(monthly: Decimal) -> Decimal:
    """Return ``(1 + m)¹² − 1``: the compound annual figure (复利)."""
    with localcontext(prec=_WIDE):
        return ((1 + monthly) ** 12 - 1).quantize(_DIGITS)


def monthly_of(effective_annual: Decimal) -> Decimal:
    """Return the monthly rate that compounds to an effective annual one."""
    return _rounded(float(1 + effective_annual) ** (1 / 12) - 1)


def _one_change(flows: Sequence[int | Fen]) -> None:
    signs = [amount > 0 for amount in flows if amount]
    if sum(a != b for a, b in pairwise(signs)) != 1:
        raise AmbiguousFlows(len(signs))


def _level_value(flows: Sequence[int], rate: float) -> float:
    value = 0.0
    for amount in reversed(flows):
        value = value / (1 + rate) + amount
    return value


def _root(value: Callable[[float], float]) -> float:
    """Return the rate at which ``value`` is nought, by bisection: one sign change, one root."""
    low, high = -0.99, 1.0
    at_low = value(low) > 0
    while (value(high) > 0) == at_low:
        high *= 4
        if high > _CEILING:
            raise AmbiguousFlows(high)
    middle = (low + high) / 2
    while low < middle < high:  # ends when no number lies between
        if (value(middle) > 0) == at_low:
            low = middle
        else:
            high = middle
        middle = (low + high) / 2
    return middle


def _rounded(rate: float) -> Decimal:
    return Decimal(rate).quantize(_DIGITS)
