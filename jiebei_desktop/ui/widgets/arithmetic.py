"""Small sums typed into an amount field: 1200+350*2, full-width signs welcome."""

from __future__ import annotations

import re
from fractions import Fraction

from jiebei_desktop.domain.half_width import half_width
from jiebei_desktop.domain.money import MOST, Fen, half_up

_TOKEN = re.compile(r"\d+(?:\.\d*)?|\.\d+|[-+*/()]")
_SIGNS = str.maketrans("×÷", "*/")
_IGNORED = re.compile(r"[\s¥￥元]")
_GAP = "[, \u00a0\u2009\u202f]"
_GROUPED = re.compile(
    rf"(?<![\d,.])(?<!\d )(?:\d{{1,3}}(?:{_GAP}\d{{3}})+|\d{{1,4}}(?:{_GAP}\d{{4}})+)(?! ?\d|,)"
)
"""A number parted by thousands or ten thousands; another comma or blank means nothing certain."""
_APART = re.compile(r"[\d.]\s+[\d.]")
"""Two numbers with nothing between, as two pasted lines are: not one."""
_FINER = re.compile(r"[-(]*\d*\.\d{3,}\)*")
"""One number finer than a fen: more likely thousands by another hand."""
_DAY = re.compile(r"(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}")
"""A whole day, as a bill has it beside its amounts: not a difference and not a share."""
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
    typed = half_width(text).translate(_SIGNS)
    typed = _GROUPED.sub(lambda found: re.sub(_GAP, "", found[0]), typed)
    if _APART.search(typed):
        raise NotASumError(text)
    typed = _IGNORED.sub("", typed)
    typed = re.sub(r"(\d+(?:\.\d*)?)[万wW]", r"(\1*10000)", typed)
    tokens = _TOKEN.findall(typed)
    is_sum = "".join(tokens) == typed and not (_FINER.fullmatch(typed) or _DAY.fullmatch(typed))
    if not typed or len(typed) > _LONGEST or not is_sum:
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
