"""The days that a card's bill names around its rows: when it is made and when it is due."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jiebei_desktop.domain.months import LAST_DAY
from jiebei_desktop.importers.preview import BillDays

_OTHER = "(?![后前起次内])"
_LABELS = {
    "bill": rf"(?:账单日期?|结账日){_OTHER}",
    "due": rf"(?:还款日期?|还款到期日){_OTHER}",
}
_DAY = (
    r"(?:[0-9]{4}\s*[年/.-]\s*[0-9]{1,2}\s*[月/.-]\s*(?P<dated>[0-9]{1,2})(?![0-9])"
    r"|[0-9]{4}(?:0[1-9]|1[0-2])(?P<plain>[0-3][0-9])(?![0-9])"
    rf"|(?P<monthly>[0-9]{{1,2}})\s*日{_OTHER})"
)
_BESIDE = {kind: re.compile(rf"{label}[^0-9\n]{{0,24}}?{_DAY}") for kind, label in _LABELS.items()}
_ABOVE = re.compile("|".join(f"(?P<{kind}>{label})" for kind, label in _LABELS.items()))
_DAYS = re.compile(_DAY)


def bill_days(lines: Sequence[str]) -> BillDays:
    """Return what the lines of a card's bill say, beside the words or on the line below them."""
    text = "\n".join(lines)
    found = dict(_below(lines))
    for kind, pattern in _BESIDE.items():
        match = pattern.search(text)
        if match:
            found[kind] = _number(match)
    return BillDays(**{kind: day for kind, day in found.items() if 1 <= day <= LAST_DAY})


def _below(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the days under a line of names, where there are as many as names."""
    for names, values in pairwise(lines):
        kinds = [str(match.lastgroup) for match in _ABOVE.finditer(names)]
        days = list(_DAYS.finditer(values))
        if kinds and len(kinds) == len(days) and not _DAYS.search(names):
            yield from zip(kinds, map(_number, days), strict=True)


def _number(match: re.Match[str]) -> int:
    return int(match["dated"] or match["plain"] or match["monthly"])
