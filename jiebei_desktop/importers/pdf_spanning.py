"""Heads of two printed rows: which names of the lower one stand under a name of the upper one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from jiebei_desktop.importers.header import Header, find_two, is_name
from jiebei_desktop.importers.pdf_lines import Run
from jiebei_desktop.importers.words import Words

_ALONE = 12.0
"""Points that a name without one above it, or a word without names below, counts as off."""
_KNOWN = 1.0
"""Points by which names that are known together count as nearer."""
_NEVER = 1e9


class Spanning(NamedTuple):
    """The columns of a head of two rows, and what it proves."""

    names: list[Run]
    header: Header


class _Split(NamedTuple):
    """A way to share the lower names: how far all stand off, and for each upper one its own."""

    off: float
    shares: tuple[tuple[int, int], ...]


def spanning(lines: Sequence[Sequence[Run]], words: Words) -> Spanning | None:
    """Return the head that lines make whose last one holds the names below, or None.

    A name over several columns stands over their middle or over the first one's beginning; one
    without a name below it may stand half way between the rows.
    """
    upper = sorted((run for line in lines[:-1] for run in line), key=lambda run: run.left)
    lower = sorted(lines[-1], key=lambda run: run.left)
    named = all(2 * sum(is_name(r.text, words) for r in line) >= len(line) for line in lines[:-1])
    if not lower or not named or any(a.right > b.left for a, b in pairwise(upper)):
        return None
    shares = _shares(upper, lower, words.column_names)
    if not any(end - begin > 1 for begin, end in shares):
        return None
    columns = _columns(upper, lower, shares)
    header = find_two(0, [top for top, _, _ in columns], [low for _, low, _ in columns], words)
    if header is None:
        return None
    places = [place for _, _, place in columns][: header.width]
    names = zip(header.names, places, strict=True)
    return Spanning([Run(name, place.left, place.right) for name, place in names], header)


def _shares(
    upper: Sequence[Run], lower: Sequence[Run], known: frozenset[str]
) -> tuple[tuple[int, int], ...]:
    """Return for each upper name the first and the end of the lower names below it."""

    @cache
    def best(above: int, below: int) -> _Split:
        if above == len(upper):
            return _Split(_ALONE * (len(lower) - below), ())
        name = upper[above]
        found = []
        for begin in range(below, len(lower) + 1):
            for end in range(begin, len(lower) + 1):
                rest = best(above + 1, end)
                told = sum(name.text + one.text in known for one in lower[begin:end])
                bare = begin == end and name.text not in known
                off = _off(name, lower, (below, begin, end)) + _ALONE * bare * 2 - _KNOWN * told
                found.append(_Split(off + rest.off, ((begin, end), *rest.shares)))
        return min(found, key=lambda split: split.off)

    return best(0, 0).shares


def _off(name: Run, lower: Sequence[Run], share: tuple[int, int, int]) -> float:
    """Return how far a name stands off its share of the lower names, the ones left alone too."""
    below, begin, end = share
    alone = _ALONE * (begin - below)
    if begin < end:
        left, right = lower[begin].left, lower[end - 1].right
        middle = abs(name.left + name.right - left - right) / 2
        return alone + min(middle, abs(name.left - left))
    before = begin == 0 or lower[begin - 1].right <= name.left
    after = begin == len(lower) or lower[begin].left >= name.right
    return alone if before and after else _NEVER


def _columns(
    upper: Sequence[Run], lower: Sequence[Run], shares: Sequence[tuple[int, int]]
) -> list[tuple[str, str, Run]]:
    """Return the columns from left to right: upper name, lower name, and the place of both."""
    under = {n for begin, end in shares for n in range(begin, end)}
    found = [("", run.text, run) for n, run in enumerate(lower) if n not in under]
    for name, (begin, end) in zip(upper, shares, strict=True):
        if begin == end:
            found.append((name.text, "", name))
        elif end - begin == 1:
            one = lower[begin]
            place = Run("", min(name.left, one.left), max(name.right, one.right))
            found.append((name.text, one.text, place))
        else:
            tops = [name.text, *[""] * (end - begin - 1)]
            found += [(top, run.text, run) for top, run in zip(tops, lower[begin:end], strict=True)]
    return sorted(found, key=lambda column: column[2].left)
