"""What a statement says of itself around its rows: counts, sums, period, account."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.amounts import moment, number
from jiebei_desktop.importers.preview import Declared

_COUNT = re.compile(r"共\s*[:：]?\s*([0-9]+)\s*笔")
_SUM = re.compile(
    r"(?<![待已净])(收入|支出|不计收支|中性交易|其他)(?:合计)?\s*[:：]\s*([0-9]+)\s*笔"
    r"(?:[(（][^)）]*[)）])?[，,\s]*共?\s*(-?[0-9.,]+?)\s*元"
)
_FROM = re.compile(r"起始(?:时间|日期)\s*[:：]\s*\[?\s*([0-9][0-9: /-]*[0-9])")
_TO = re.compile(r"(?:终止|结束)(?:时间|日期)\s*[:：]\s*\[?\s*([0-9][0-9: /-]*[0-9])")
_RANGE = re.compile(
    r"(?:日期区间|起止日期|交易区间|查询区间|账单周期)\s*[:：]\s*(\S+)\s*(?:至|到|-|~|—)\s*(\S+)"
)
_TITLE = re.compile(r"([0-9]{4})年([0-9]{1,2})月")
_ACCOUNT = re.compile(
    r"(?:支付宝账户|京东账号名|美团账号|微信昵称|账\s*号|卡\s*号|账\s*户(?=\s*[:：]\s*[0-9]))\s*[:：]\s*\[?\s*([^\]\s,，]+)"
)
_MASK, _SIGN = "*＊•xX", "[0-9*＊•xX]"
_GROUPED = (
    rf"{_SIGN}{{4}}(?:[ \u00a0-]{_SIGN}{{4}}){{2,3}}(?:[ \u00a0-]{_SIGN}{{3}})?"
    rf"|{_SIGN}{{6}}[ \u00a0-](?:[{_MASK}]{{4,8}}[ \u00a0-][0-9]{{4}}|{_SIGN}{{8,13}})"
)
"""The ways in which cards' and accounts' numbers of 12 to 19 signs are printed in groups."""
_NUMBER = re.compile(
    r"(?:账\s*号|卡\s*号|账\s*户|尾\s*号|[末后]四位)(?:[(（]?(?:[末后]四位|尾号)[)）]?)?\s*[:：]?\s*\[?\s*"
    rf"((?:{_GROUPED}|{_SIGN}{{4,}})(?<=[0-9]))(?![0-9年./-])"
)
"""A card's or account's number, masked and in groups as it may be, also without a colon."""
_BETWEEN = re.compile(r"[ \u00a0-]")
_HOLDER = re.compile(
    r"(?:户\s*名|姓\s*名|账户名称|客户姓名|客户名称|持卡人)\s*[:：]\s*\[?\s*([\u4e00-\u9fff·]{2,15})(?![*＊\u4e00-\u9fff])"
)


def declared(lines: Sequence[str]) -> Declared:
    """Read what the lines around the rows declare."""
    text = "\n".join(lines)
    count = _COUNT.search(text)
    sums = {match[1]: found for match in _SUM.finditer(text) if (found := _sum(match))}
    first, last = _period(text)
    grouped, named = _NUMBER.search(text), _ACCOUNT.search(text)
    title = _TITLE.search(text)
    holder = _HOLDER.search(text)
    return Declared(
        rows=int(count[1]) if count else None,
        sums=sums,
        first=first,
        last=last,
        account=_BETWEEN.sub("", grouped[1]) if grouped else named[1].strip() if named else "",
        title_month=(int(title[1]), int(title[2])) if title else None,
        holder=holder[1] if holder else "",
    )


def declared_of(lines: Sequence[str], rows: int) -> Declared:
    """Read what lines declare around so many rows, which may be several files pasted into one.

    Where the first count does not fit and all of them together do, sums and periods are of all.
    """
    one, text = declared(lines), "\n".join(lines)
    counts = [int(count) for count in _COUNT.findall(text)]
    if one.rows in {None, rows} or sum(counts) != rows:
        return one
    sums: dict[str, tuple[int, Fen]] = {}
    for match in _SUM.finditer(text):
        before, found = sums.get(match[1], (0, Fen(0))), _sum(match)
        if found:
            sums[match[1]] = (before[0] + found[0], Fen(before[1] + found[1]))
    spans = [_period(line) for line in lines]
    first = min((first for first, _ in spans if first), default="")
    last = max((last for _, last in spans if last), default="")
    return replace(one, rows=rows, sums=sums, first=first, last=last)


def _sum(match: re.Match[str]) -> tuple[int, Fen] | None:
    value = number(match[3])
    return None if value is None else (int(match[2]), value)


def _period(text: str) -> tuple[str, str]:
    spans = _RANGE.search(text)
    if spans:
        return _day(spans[1]), _day(spans[2])
    begin, end = _FROM.search(text), _TO.search(text)
    return _day(begin[1]) if begin else "", _day(end[1]) if end else ""


def _day(text: str) -> str:
    return (moment(text) or "")[:10]
