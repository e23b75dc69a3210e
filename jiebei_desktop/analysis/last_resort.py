"""What is left when no term is long enough: equal shares of what there is; and family's turn."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from jiebei_desktop.analysis.agreed import Agreed, Kept
from jiebei_desktop.analysis.claim import Claim
from jiebei_desktop.analysis.course import (
    MonthlyAmount,
    Steps,
    ended,
    free,
    monthly,
    shaped,
    total_of,
)
from jiebei_desktop.domain.fair_shares import capped_shares
from jiebei_desktop.domain.money import TEN_YUAN, Fen

LONGEST = 600
"""Months family is followed for."""
_YUAN = 100
_MOST_FREE = 4
"""Months with less than this part of what is free later are months of waiting."""


def relieved(claims: Sequence[Claim], budget: int | MonthlyAmount) -> tuple[Agreed, ...]:
    """Return proposals where no term is long enough: equal shares, and the rest let go.

    Whole tens of yuan a month by what is owed, one for each at least, over each creditor's longest
    term without interest; of what that leaves, penalty, fees and interest are let go before
    principal.

    Args:
        claims: what each creditor claims.
        budget: fen a month, which may rise; no less than ten yuan for each lender at first.
    """
    amount = monthly(budget)
    lenders = [claim for claim in claims if not claim.family]
    found = []
    for claim, tens in zip(lenders, _units_of(lenders, amount.top // TEN_YUAN), strict=True):
        whole = _in_steps(amount, tens * TEN_YUAN, claim.cap)
        left = claim.due(Fraction(0), claim.above)
        waived = max(0, left.total - total_of(whole))
        due = claim.due(Fraction(0), claim.above + waived)
        steps = ended(due, whole)
        found.append(
            Agreed(
                claim=claim, due=due, steps=steps, frozen=claim.late, dropped=claim.above,
                waived=Fen(waived),
            )
        )  # fmt: skip
    return tuple(found)


def _in_steps(amount: MonthlyAmount, part: int, months: int) -> Steps:
    """Return a part of an amount month by month: whole tens, whole yuan where it would be none."""
    early = min(amount.months, months)
    if not early:
        return ((months, part),)
    tens = part * amount.first // (amount.top * TEN_YUAN) * TEN_YUAN
    at_first = tens or part * amount.first // (amount.top * _YUAN) * _YUAN
    return tuple(step for step in ((early, at_first), (months - early, part)) if step[0])


def _units_of(claims: Sequence[Claim], amount: int, unit: int = TEN_YUAN) -> list[int]:
    """Share units of money by what is owed; who would get none gets one, before the others."""
    limits = [-(-claim.total // unit) for claim in claims]
    found = dict[int, int]()
    while len(found) < len(claims):
        others = [k for k in range(len(claims)) if k not in found]
        known = [limits[k] for k in others]
        shared = capped_shares(min(amount - len(found), sum(known)), known, known)
        none = [k for k, units in zip(others, shared, strict=True) if not units]
        found |= dict.fromkeys(none, 1) if none else dict(zip(others, shared, strict=True))
    return [found[k] for k in range(len(claims))]


def family_last(
    claims: Sequence[Claim], kept: Sequence[Kept | None], budget: int, streams: Sequence[Steps]
) -> tuple[Agreed, ...]:
    """Return what relatives get from the money lenders leave; nothing where their own plan holds.

    In proportion to what is owed, in whole tens of yuan, from when most of the money is free and
    never ahead of their own day.
    """
    family = [(claim, keep) for claim, keep in zip(claims, kept, strict=True) if claim.family]
    taken = list(streams)
    asked = []
    for claim, keep in family:
        if keep is not None and _holds(keep, free(budget, taken, keep.months)):
            taken.append(((keep.months, keep.payment),))
        else:
            asked.append((claim, 0 if keep is None else keep.waits))
    open_levels = free(budget, taken, LONGEST)
    top = max((level for _, level in open_levels), default=0)
    shape = tuple(
        (months, level if level * _MOST_FREE >= top else 0) for months, level in open_levels
    )
    if top < len(asked):
        return ()
    unit = TEN_YUAN if top >= TEN_YUAN * len(asked) else 1
    parts = _units_of([claim for claim, _ in asked], top // unit, unit)
    found = []
    for (claim, waits), part in zip(asked, parts, strict=True):
        due = claim.due(Fraction(0), claim.above)
        steps = ended(due, shaped(_from(shape, waits), top, part * unit, unit))
        wait = steps[0][0] if steps and not steps[0][1] else 0
        found.append(
            Agreed(
                claim=claim, due=due, steps=steps, frozen=claim.late, dropped=claim.above, wait=wait
            )
        )  # fmt: skip
    return tuple(one for one in found if total_of(one.steps))


def _from(shape: Sequence[tuple[int, int]], waits: int) -> Steps:
    """Return a shape with nothing in its first months."""
    found, left = list[tuple[int, int]](), waits
    for months, level in shape:
        none = min(months, left)
        left -= none
        found += [(none, 0)] if none else []
        found += [(months - none, level)] if months > none else []
    return tuple(found)


def _holds(keep: Kept, shape: Sequence[tuple[int, int]]) -> bool:
    return all(level >= keep.payment for _, level in shape)
