"""Equal instalments to the fen, the way a proposal needs them: never more than the amount named.

Every function simulates the schedule exactly (interest of a month is half-up of balance x rate),
so "fits" means the last instalment fits too. The instalment itself is ``schedule.pay_for``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from jiebei_desktop.domain.money import ZERO, Fen


def fits(principal: int, rate: Fraction, payment: int, months: int) -> bool:
    """Tell whether ``payment`` a month clears ``principal`` within ``months``."""
    balance = principal
    up, down = rate.numerator, rate.denominator
    for _ in range(months):
        balance += (2 * balance * up + down) // (2 * down) - payment
        if balance <= 0:
            return True
    return False


def principal_for(payment: int, rate: Fraction, months: int) -> Fen:
    """Return the largest principal that ``payment`` clears in ``months``, exactly."""
    if payment <= 0:
        return ZERO
    return Fen(between(lambda x: not fits(x, rate, payment, months), 0, payment * months + 1) - 1)


def smallest(holds: Callable[[int], bool], guess: int) -> Fen:
    """Return the smallest integer >= 0 at which a monotone condition holds, searching near a guess.

    Doubling steps away from the guess, then bisection: a good guess costs two or three tests.
    """
    step = 1
    if holds(guess):
        low, high = guess - 1, guess
        while low >= 0 and holds(low):
            low, high, step = low - step, low, step * 2
        return between(holds, max(-1, low), high)
    low, high = guess, guess + 1
    while not holds(high):
        low, high, step = high, high + step, step * 2
    return between(holds, low, high)


def between(holds: Callable[[int], bool], low: int, high: int) -> Fen:
    """Return the smallest integer above ``low`` at which a condition that ``high`` meets holds."""
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return Fen(high)
