"""The level of a stream of monthly amounts: usual month, rhythm, split wages, falls that count."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from operator import itemgetter
from statistics import fmean, median, median_low

from msgspec import Struct

from jiebei_desktop.analysis.priors import AGE_HALF_LIFE, DRIFT
from jiebei_desktop.domain.money import ZERO, Fen, half_up

YEAR = 12
LEAST_BEFORE = 3
"""Months that a fall is measured from, at least."""
LEAST_FALL = 0.15
Z = {1: 2.5, 2: 1.8}
"""How far a fall of so many months must stand out of the stream's noise; longer ones `Z_LONG`."""
Z_LONG = 1.6
SURE = 2.0
"""A fall that stands out so many times as far is beyond doubt."""
LONGEST = 6
NOTHING = 2
"""Months of nothing that are no accident."""
_RHYTHMS = (2, 3, 6)
_ABOVE, _USUAL_FROM = Fraction(3, 2), 6


class Fall(Struct, frozen=True):
    """A fall over the last ``months`` months: level before and after, and whether it counts."""

    months: int
    before: float
    after: float
    counts: bool


def usual(values: Sequence[int], rhythm: int = 1) -> Fen:
    """Return the usual month of the last year: the middle or the mean, whichever is lower.

    What comes in no more than half of the months, or in a rhythm, has no middle: it is spread.
    """
    seen = values[-YEAR:]
    if not seen:
        return ZERO
    if rhythm > 1:
        hits = [value for value in seen if value]
        return half_up(Fraction(sum(hits), rhythm * len(hits))) if hits else ZERO
    mean = half_up(Fraction(sum(seen), len(seen)))
    if 2 * sum(value != 0 for value in seen) <= len(seen):
        return mean
    return Fen(min(mean, half_up(Fraction(median(seen)))))


def expected(values: Sequence[int], rhythm: int = 1) -> Fen:
    """Return the month to expect: the mean of all, newer ones counting more.

    Of what comes in a rhythm it is the mean of the last year over whole turns.
    """
    if rhythm > 1:
        hits = [value for value in values[-YEAR:] if value]
        return Fen(round(sum(hits) / (rhythm * len(hits)))) if hits else ZERO
    return Fen(round(aged_mean(values))) if values else ZERO


def aged_mean(values: Sequence[float]) -> float:
    """Return the mean of some months, newest last, newer ones counting more."""
    return fmean(values, age_weights(len(values)))


def age_weights(months: int) -> tuple[float, ...]:
    """Return what each of so many months counts, newest last."""
    return tuple(0.5 ** ((months - 0.5 - k) / AGE_HALF_LIFE) for k in range(months))


def unsure(values: Sequence[float], prior: float, persistence: float = 1.0) -> float:
    """Return how far a level may lie from the mean of its months, of one: a standard deviation.

    Args:
        values: the months of the level.
        prior: relative noise that is usual for the kind.
        persistence: mean number of months a good or bad spell lasts; such months tell less.
    """
    weights = age_weights(max(1, len(values)))
    months = sum(weights) ** 2 / sum(weight * weight for weight in weights)
    moved = DRIFT * math.sqrt(months / 3)  # a random walk against the mean of its months
    return math.hypot(noise(values, prior) * math.sqrt((2 * persistence - 1) / months), moved)


def rhythm_of(values: Sequence[int]) -> int:
    """Return 2, 3 or 6 where amounts come exactly every so many months, else 1.

    A month in which it should have come again and did not ends it.
    """
    hits = [place for place, value in enumerate(values) if value]
    steps = {later - earlier for earlier, later in pairwise(hits)}
    if len(hits) < LEAST_BEFORE or len(steps) > 1:
        return 1
    step = steps.pop()
    return step if step in _RHYTHMS and hits[-1] + step >= len(values) else 1


def joined(values: Sequence[int]) -> tuple[int, ...]:
    """Join a wage split over a month's end: nothing beside twice the usual becomes two usual."""
    found = list(values)
    hits = [value for value in values if value > 0]
    if len(hits) < LEAST_BEFORE:
        return tuple(found)
    middle = median_low(hits)
    for place in range(len(found) - 1):
        few, much = sorted((found[place], found[place + 1]))
        if 4 * few <= middle and 7 * middle <= 4 * much <= 9 * middle:
            whole = few + much
            found[place], found[place + 1] = whole // 2, whole - whole // 2
    return tuple(found)


def came_once(months: Mapping[str, int]) -> frozenset[str]:
    """Return which categories came in one month only, while another came in more of them.

    Spread over the year they would promise in every month what one month had.

    Args:
        months: over how many months each category came.
    """
    single = frozenset(code for code, count in months.items() if count == 1)
    return single if max(months.values(), default=0) > 1 else frozenset()


def evened(values: Sequence[int]) -> tuple[int, ...]:
    """Count the best month at most half above the second best: what came once is like a bonus.

    Fewer than six months with an amount do not show what is usual.
    """
    came = sorted(value for value in values if value > 0)
    if len(came) < _USUAL_FROM:
        return tuple(values)
    most = half_up(_ABOVE * came[-2])
    return tuple(min(value, most) for value in values)


def spread(values: Sequence[float], prior: float) -> float:
    """Return the relative noise, pooled with what is usual for the kind of income.

    It is taken from the lower side of the middle: a bonus is no risk.
    """
    n = len(values)
    middle = min(median_low(values), fmean(values)) if values else 0.0
    if n < 4 or middle <= 0:  # noqa: PLR2004 - fewer months say nothing about a variance
        return prior
    below = [max(0.0, middle - value) for value in values]
    own = math.sqrt(2 * fmean([gap * gap for gap in below])) / middle
    own *= math.sqrt(n / (n - 1))
    return math.sqrt((4 * prior**2 + (n - 1) * own**2) / (3 + n))


def fall_of(values: Sequence[float], prior: float, sure: float = 1.0) -> Fall | None:
    """Return the fall of level at the end of a stream, None while the last month is near usual.

    It counts when it stands out of the stream's own noise over one, two or three to six months;
    the length at which it stands out most is taken. Two months of nothing count as zero. ``sure``
    is how many times as far it must stand out. What has come back is no fall any more.
    """
    _, best = max(_standing_out(values, prior, sure), key=itemgetter(0), default=(0.0, None))
    return _asked(values) if best is None or _is_back(values, best.months, prior) else best


def _standing_out(
    values: Sequence[float], prior: float, sure: float
) -> Iterator[tuple[float, Fall]]:
    """Yield the falls of each length that count, with how far they stand out."""
    for months in range(1, min(LONGEST, len(values) - LEAST_BEFORE) + 1):
        before, last = values[:-months], values[-months:]
        level = median_low(before)
        if level <= 0 or (months == 1 and not values[-1]):
            continue
        fall = 1 - fmean(last) / level
        room = math.sqrt(1 / months + 1 / len(before))
        least = max(LEAST_FALL, sure * Z.get(months, Z_LONG) * noise(before, prior) * room)
        if fall >= least or (months == NOTHING and not any(last)):
            yield fall / room, Fall(months, level, fmean(last), counts=True)


def _is_back(values: Sequence[float], fallen: int, prior: float) -> bool:
    """Return whether the newest of some ``fallen`` months are at the level before them again.

    They stand out of the fallen ones by the noise of the stream, as a fall does of those before.
    """
    before, cv = values[:-fallen], noise(values[:-fallen], prior)
    level = median_low(before)
    for months in range(1, fallen):
        low, back = values[-fallen:-months], values[-months:]
        room = math.sqrt(1 / months + 1 / len(low))
        least = max(LEAST_FALL, Z.get(months, Z_LONG) * cv * room) * level
        if min(back) >= (1 - LEAST_FALL) * level and fmean(back) - fmean(low) >= least:
            return True
    return False


def _asked(values: Sequence[float]) -> Fall | None:
    """Return a last month clearly below the usual one: asked about, not counted."""
    if len(values) <= LEAST_BEFORE:
        return None
    level, last = median_low(values[:-1]), values[-1]
    low = last < (1 - LEAST_FALL) * level
    return Fall(1, level, last, counts=False) if low else None


def noise(values: Sequence[float], prior: float) -> float:
    """Return the coefficient of variation, pooled with the kind's own."""
    n, mean = len(values), fmean(values) if values else 0.0
    if n < 2 or mean <= 0:  # noqa: PLR2004 - one month has no variance
        return prior
    own = math.sqrt(sum((value - mean) ** 2 for value in values) / (n - 1)) / mean
    return math.sqrt((4 * prior**2 + (n - 1) * own**2) / (3 + n))


def changes(values: Sequence[float], prior: float, sure: float = 1.0) -> tuple[int, ...]:
    """Return the places at which a level began, the first always 0.

    A fall that counted when its months were the last ones is remembered as long as the level has
    not come back; a rise makes no new level, it is learnt as its months come in. ``sure`` is how
    many times as far a fall must stand out.
    """
    starts = [0]
    for end in range(len(values) + 1):
        if len(starts) > 1 and _is_back(values[starts[-2] : end], end - starts[-1], prior):
            starts.pop()
        found = fall_of(values[starts[-1] : end], prior, sure)
        if found is None or not found.counts:
            continue
        if end == len(values) or found.months > NOTHING:
            starts.append(end - found.months)
    kept: list[int] = [0]
    for place, later in pairwise([*starts[1:], len(values)]):
        before, after = values[kept[-1] : place], values[place:later]
        if _middle(after) < (1 - LEAST_FALL) * _middle(before):
            kept.append(place)
    return tuple(kept)


def _middle(values: Sequence[float]) -> float:
    return min(median(values), fmean(values))
