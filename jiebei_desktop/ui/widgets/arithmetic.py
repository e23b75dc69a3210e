"""Small sums typed into an amount field: 1200+350*2, full-width signs welcome."""

from __future__ import annotations

import re
from fractions import Fraction

from jiebei_desktop.domain.half_width import half_width
from jiebei_desktop.domain.money import MOST, Fen, half_up

_TOKEN = re.compile(r"\d+(?:\.\d*)?|\.\d+|[-+*/()]")
_SIGNS = str.maketrans("×÷", "*/")
_IGNORED = re.compile(r"[\s¥￥元]")
_GROUPED = re.compile(r"(?<![\d,.])\d{1,4}(?:(?:,\d{3})+|(?:,\d{4})+)(?![\d,])")
"""A number whose commas part thousands or ten thousands; another comma means nothing certain."""
_LONGEST = 60


class NotASumError(ValueError):
    """Text that is not an amount and not a sum of amounts."""


class TooMuchError(NotASumError):
    """An amount that no ledger holds."""


def amount_of(text: str) -> Fen:
    """Work out what was typed, in fen: ``"1,200 + 350*2"`` is 190000.

    Understands + − × ÷ and brackets, in half or full width, and 万 after a number.

    Raises:
        NotASumError: the text is not such a sum, or divides by nothing.
        TooMuchError: it comes to more than a ledger holds.
    """
    typed = _IGNORED.sub("", half_width(text).translate(_SIGNS))
    typed = _GROUPED.sub(lambda found: found[0].replace(",", ""), typed)
    typed = re.sub(r"(\d+(?:\.\d*)?)[万wW]", r"(\1*10000)", typed)
    tokens = _TOKEN.findall(typed)
    if not typed or len(typed) > _LONGEST or "".join(tokens) != typed:
        raise NotASumError(text)
    value = _Reader(tokens).whole()
    amount = half_up(value * 100)
    if abs(amount) > MOST:
        raise TooMuchError(text)
    return amount


class _Reader:
    """Reads a sum from left to right: terms of factors of numbers and brackets."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def whole(self) -> Fraction:
        value = self._sum()
        if self._at != len(self._tokens):
            raise NotASumError
        return value

    def _take(self, *wanted: str) -> str:
        if self._at < len(self._tokens) and self._tokens[self._at] in wanted:
            self._at += 1
            return self._tokens[self._at - 1]
        return ""

    def _sum(self) -> Fraction:
        value = self._product()
        while sign := self._take("+", "-"):
            other = self._product()
            value = value + other if sign == "+" else value - other
        return value

    def _product(self) -> Fraction:
        value = self._number()
        while sign := self._take("*", "/"):
            other = self._number()
            if sign == "/" and other == 0:
                raise NotASumError
            value = value * other if sign == "*" else value / other
        return value

    def _number(self) -> Fraction:
        if self._take("-"):
            return -self._number()
        if self._take("("):
            value = self._sum()
            if not self._take(")"):
                raise NotASumError
            return value
        if self._at >= len(self._tokens) or not re.match(r"[\d.]", self._tokens[self._at]):
            raise NotASumError
        self._at += 1
        return Fraction(self._tokens[self._at - 1].rstrip("."))
