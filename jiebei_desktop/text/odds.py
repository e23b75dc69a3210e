"""Odds as people say them: rounded, as one in so many, never as a percentage of futures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from jiebei_desktop.analysis.afford_value import Odds
from jiebei_desktop.text.formats import chinese
from jiebei_desktop.text.texts import Texts

_STEPS = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200)
_MOST = Fraction(3, 5)
_DIGITS = "零一二三四五六七八九"


def about(share: Decimal | Fraction, t: Texts) -> str:
    """Return a share of futures as it is said aloud: 约十二分之一, about 1 in 12."""
    exact = Fraction(share)
    if exact > _MOST:
        return t.pgettext("odds", "more often than not")
    if exact * _STEPS[-1] < 1:
        return t.pgettext("odds", "less than 1 in {count}").format(count=_spoken(_STEPS[-1], t))
    nearest = min(_STEPS, key=lambda step: abs(Fraction(1, step) - exact))
    return t.pgettext("odds", "about 1 in {count}").format(count=_spoken(nearest, t))


def both(odds: Odds, t: Texts) -> str:
    """Say both odds of a payment side by side; neither is ever told alone."""
    message = t.pgettext(
        "odds",
        "At least one instalment not paid in full on its day within a year: {late}; two running"
        " unpaid: {broken}.",
    )
    return message.format(late=about(odds.late_once_12, t), broken=about(odds.broken_12, t))


def fully(odds: Odds, t: Texts) -> str:
    """Say both odds, and what they leave out."""
    return t.pgettext("odds", "{both} Not counted: job loss and illness.").format(
        both=both(odds, t)
    )


def _spoken(number: int, t: Texts) -> str:
    """Write a whole number below a thousand in the way of the language."""
    if not chinese(t):
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        said += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        said += _DIGITS[0]
    return said + (_DIGITS[ones] if ones else "")
