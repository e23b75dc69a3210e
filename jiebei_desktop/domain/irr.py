"""Internal rates of return. The one domain module that may use floating point.

A rate is a ratio, not money: it is found to 1e-8 and never multiplied back into a balance.
It is sought as a force of interest, the logarithm of ``1 + rate``, so that a week's loan that
doubles (a rate of many digits a year) is found as surely as a mortgage.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise
from math import exp, fsum

_DIGITS = Decimal("1e-8")
_WIDE = 40
"""Significant digits kept while a rate is compounded."""
_NAMED = 18
"""Digits before the point up to which a rate is rounded to ``_DIGITS``; beyond, all are kept."""
_YEAR = 365
WITHOUT_BOUND = Decimal("Infinity")
"""The rate of payments for which nothing was received: higher than any that can be named."""


class AmbiguousFlows(ValueError):  # noqa: N818 - says what the flows are
    """Flows that have no rate, or may have more than one: nothing is paid, or signs alternate."""


def monthly_irr(flows: Sequence[int]) -> Decimal:
    """Return the rate per period of flows one period apart, the first one today.

    Flows that change sign once have exactly one rate above −100 %, however high or low; where
    nothing but payments is left it is ``WITHOUT_BOUND``.

    Raises:
        AmbiguousFlows: nothing is paid, or the flows change sign more than once.
    """
    return _rate([(float(at), amount) for at, amount in enumerate(flows)])


def xirr(dated: Sequence[tuple[date, int]]) -> Decimal:
    """Return the effective annual rate of dated flows, actual days over 365.

    Raises:
        AmbiguousFlows: as ``monthly_irr``.
    """
    by_day: dict[date, int] = {}
    for day, amount in sorted(dated):
        by_day[day] = by_day.get(day, 0) + amount
    first = min(by_day, default=date.min)
    return _rate([((day - first).days / _YEAR, amount) for day, amount in by_day.items()])


def nominal(monthly: Decimal) -> Decimal:
    """Return twelve times a monthly rate: the simple annual figure (单利)."""
    return 12 * monthly


def effective(monthly: Decimal) -> Decimal:
    """Return ``(1 + m)¹² − 1``: the compound annual figure (复利)."""
    with localcontext(prec=_WIDE):
        return _rounded((1 + monthly) ** 12 - 1)


def monthly_of(effective_annual: Decimal) -> Decimal:
    """Return the monthly rate that compounds to an effective annual one."""
    with localcontext(prec=_WIDE):
        return _rounded((1 + effective_annual) ** (Decimal(1) / 12) - 1)


def _rate(timed: Sequence[tuple[float, int]]) -> Decimal:
    """Return the rate per unit of time of flows in order of time."""
    signs = [amount > 0 for _, amount in timed if amount]
    if signs and not any(signs):
        return WITHOUT_BOUND
    if sum(a != b for a, b in pairwise(signs)) != 1:
        raise AmbiguousFlows(len(signs))
    force = _root(lambda force: _value(timed, force))
    with localcontext(prec=_WIDE):
        return _rounded(Decimal(force).exp() - 1)


def _value(timed: Sequence[tuple[float, int]], force: float) -> float:
    """Return the value of the flows at a force of interest, seen from where nothing overflows."""
    seen_from = timed[0][0] if force > 0 else timed[-1][0]
    return fsum(amount * exp(-force * (at - seen_from)) for at, amount in timed)


def _root(value: Callable[[float], float]) -> float:
    """Return the force at which ``value`` is nought, by bisection: one sign change, one root.

    The earliest flows decide the sign at a high force, the latest at a low one.
    """
    reach = 1.0
    while (value(reach) > 0) == (value(-reach) > 0):
        reach *= 2
    low, high, above = -reach, reach, value(reach) > 0
    middle = 0.0
    while low < middle < high:  # ends when no number lies between
        if (value(middle) > 0) == above:
            high = middle
        else:
            low = middle
        middle = (low + high) / 2
    return middle


def _rounded(rate: Decimal) -> Decimal:
    named = rate.is_finite() and rate.adjusted() < _NAMED
    return rate.quantize(_DIGITS) if named else rate
