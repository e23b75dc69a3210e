"""Finding words by what a hurried hand types: Chinese, initials of its pinyin, or English."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

_STARTS = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
    0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
"""Where each initial begins among the common characters of GB 2312, which stand by pinyin."""
_LETTERS = "abcdefghjklmnopqrstwxyz"
_LAST = 0xD7F9
_OTHERS = {
    "呗": "b", "芝": "z", "鑫": "x", "淼": "m", "晟": "s", "婷": "t", "娜": "n", "琪": "q",
    "行": "xh", "长": "cz", "重": "zc", "调": "dt", "率": "ls", "还": "h", "会": "hk", "乐": "ly",
    "单": "ds", "藏": "cz", "都": "d", "曾": "zc", "朝": "zc", "厦": "xs", "校": "xj", "降": "jx",
    "钰": "y",
}  # fmt: skip
"""Characters outside that order, and those with a second reading."""


class Match(Struct, frozen=True, kw_only=True):
    """How typed text fits a title: the lower the rank, the better."""

    rank: int
    spans: tuple[tuple[int, int], ...] = ()
    """Begin and end of what fits inside the title, for marking it."""


@cache
def initials(sign: str) -> str:
    """Return the letters a sign may be typed with: the first ones of its pinyin, or itself."""
    if sign in _OTHERS:
        return _OTHERS[sign]
    code = int.from_bytes(sign.encode("gb18030"), "big")
    if _STARTS[0] <= code <= _LAST:
        return _LETTERS[bisect_right(_STARTS, code) - 1]
    return sign.lower()


def matched(typed: str, title: str, also: Iterable[str] = ()) -> Match | None:
    """Return how text fits a title or the other words for it, None where it does not.

    Every word of ``typed`` must be found somewhere. What is found in the title itself comes
    before what only its initials or the other words tell.
    """
    words = typed.lower().split()
    if not words:
        return Match(rank=0)
    others = " ".join(also).lower()
    found = [_one(word, title, others) for word in words]
    if None in found:
        return None
    told = [each for each in found if each is not None]
    return Match(
        rank=max(each.rank for each in told),
        spans=tuple(sorted({span for each in told for span in each.spans})),
    )


def _one(word: str, title: str, others: str) -> Match | None:
    at = title.lower().find(word)
    if at >= 0:
        return Match(rank=0 if at == 0 else 1, spans=((at, at + len(word)),))
    span = _by_initials(word, title)
    if span is not None:
        return Match(rank=2 if span[0] == 0 else 3, spans=(span,))
    if any(each.startswith(word) for each in others.split()):
        return Match(rank=4)
    if word in others or _by_initials(word, others) is not None:
        return Match(rank=5)
    return None


def _by_initials(word: str, title: str) -> tuple[int, int] | None:
    """Return where the signs with these initials stand one after another; blanks are skipped."""
    if len(word) < 2 or not word.isascii():  # noqa: PLR2004 - one letter would fit everywhere
        return None
    places = [at for at, sign in enumerate(title) if sign.isalnum()]
    letters = [initials(title[at]) for at in places]
    for start in range(len(places) - len(word) + 1):
        if all(letter in letters[start + step] for step, letter in enumerate(word)):
            span = places[start], places[start + len(word) - 1] + 1
            return span if any(not title[at].isascii() for at in range(*span)) else None
    return None
