"""Amounts written out, as cheques and receipts have them: 壹仟贰佰元伍角整."""

from __future__ import annotations

import re

from jiebei_desktop.domain.money import Fen

_DIGITS = {sign: n for n, sign in enumerate("零壹贰叁肆伍陆柒捌玖")} | {"〇": 0, "两": 2}
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}
_DIGIT = "[壹贰两叁肆伍陆柒捌玖]"
WRITTEN = re.compile(
    rf"(?:人民币)?(?:[(]?大写[)]?:?)?([零〇壹贰两叁肆伍陆柒捌玖拾佰仟万亿]+)[元圆]"
    rf"(?:零?({_DIGIT})角)?(?:零?({_DIGIT})分)?[整正]?"
)


def fen_of(match: re.Match[str]) -> Fen:
    """Return the fen that a match of ``WRITTEN`` says."""
    above, _, below = match[1].rpartition("亿")
    yuan = _below_yi(above) * 10**8 + _below_yi(below)
    tenths, hundredths = (_DIGITS[sign or "零"] for sign in (match[2], match[3]))
    return Fen(yuan * 100 + tenths * 10 + hundredths)


def _below_yi(text: str) -> int:
    above, _, below = text.rpartition("万")
    return _below_wan(above) * 10_000 + _below_wan(below)


def _below_wan(text: str) -> int:
    total = digit = 0
    for sign in text:
        if sign in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[sign], 0
        else:
            digit = _DIGITS.get(sign, 0)
    return total + digit
