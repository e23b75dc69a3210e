"""What is left when no term is long enough: the least that is let go; and family's turn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from msgspec import Struct

from jiebei_desktop.analysis.agreed import Agreed, JointPlan, Kept
from jiebei_desktop.analysis.annuity import between
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
from jiebei_desktop.analysis.joint import joint, reaches
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.fair_shares import capped_shares
from jiebei_desktop.domain.money import TEN_YUAN, ZERO, Fen

LONGEST = 600
"""Months family is followed for."""
_YUAN = 100
_MOST_FREE = 4
"""Months with less than this part of what is free later are months of waiting."""


def raised(
    claims: Sequence[Claim], kept: Sequence[Kept | None], amount: MonthlyAmount, once: int
) -> tuple[MonthlyAmount, JointPlan | None]:
    """Return the amount as it may be before principal is let go, and the proposals it allows.

    It rises as ``risen`` says, with its arguments; where that is not enough, to what can be kept
    once a known large payment is past.
    """
    more, plan = risen(claims, kept, amount, once)
    if plan is not None or not amount.eased[0]:
        return more, plan
    more = amount.once_eased()
    return more, joint(claims, kept, more, once)


def risen(
    claims: Sequence[Claim], kept: Sequence[Kept | None], amount: MonthlyAmount, once: int
) -> tuple[MonthlyAmount, JointPlan | None]:
    """Return the least an amount has to be in the end to repay everyone, and the proposals that do.

    Where it may be so much everybody is paid whole tens of yuan, in the later step at the latest.
    Where not even the most that can be kept is enough there are no proposals: a later step, which
    is looked at anew before it begins, rises to that; a level amount, paid from now on, stays. It
    also stays where charges alone would have to be let go.

    Args:
        claims: what each creditor claims.
        kept: the contract as it stands, None where it cannot stay.
        amount: fen a month, which may rise.
        once: fen of the first month that are gone to others.
    """
    if amount.most <= amount.top:
        return amount, None
    if not amount.months and not cuts_principal(relieved(claims, amount.less(once))):
        return amount, None
    low, high = amount.top // TEN_YUAN, -(-amount.most // TEN_YUAN)

    def at(tens: int) -> MonthlyAmount:
        return amount.up_to(min(amount.most, tens * TEN_YUAN))

    enough = between(lambda n: n >= high or reaches(claims, at(n), once), low, high)

    def good(tens: int) -> bool:
        plan = joint(claims, kept, at(tens), once)
        return plan is not None and all(
            one.wait <= amount.months and not one.steps[0][1] % TEN_YUAN for one in plan.agreed
        )

    best = enough
    if good(high):
        best = between(lambda n: n >= high or good(n), enough - 1, high)
    plan = joint(claims, kept, at(best), once)
    if plan is None:
        return at(high) if amount.months else amount, None
    return at(best), plan


def least(claims: Iterable[Claim], whole: Collection[DebtId]) -> Fen:
    """Return the least that brings every lender an instalment; a relative can wait for one."""
    return Fen(TEN_YUAN * sum(not one.family and one.debt not in whole for one in claims))


def shortfall(claims: Sequence[Claim], amount: MonthlyAmount) -> Fen:
    """Return the fen a month that lenders miss in their longest terms without interest, in the end.

    Nothing where the amount repays them in some order.
    """
    least = sum(-(-one.supported // one.cap) for one in claims if not one.family)
    return ZERO if reaches(claims, amount) else Fen(max(0, least - amount.top))


def relieved(claims: Sequence[Claim], budget: int | MonthlyAmount) -> tuple[Agreed, ...]:
    """Return proposals where no term is long enough: the least that has to be let go.

    Whole tens of yuan a month over each creditor's longest term without interest, ten at least;
    whole yuan where they alone leave principal whole.
    Penalty, fees and interest of all are let go before principal of anyone, each in proportion;
    what who may be asked for longer is repaid with what shorter terms leave is not cut.

    Args:
        claims: what each creditor claims.
        budget: fen a month, which may rise; no less than ten yuan for each lender at first.
    """
    lenders = [claim for claim in claims if not claim.family]
    in_tens, in_yuan = (
        _cut(lenders, _Cut.of(lenders, monthly(budget), unit).least()) for unit in (TEN_YUAN, _YUAN)
    )
    return in_tens if cuts_principal(in_yuan) else in_yuan if cuts_principal(in_tens) else in_tens


def cuts_principal(agreed: Iterable[Agreed]) -> bool:
    """Return whether principal of anyone is let go."""
    return any(one.waived > one.claim.charges - one.dropped for one in agreed)


def _cut(lenders: Sequence[Claim], paid: Sequence[Steps]) -> tuple[Agreed, ...]:
    """Return what each would agree to that is paid so much; the rest is let go."""
    found = []
    for claim, whole in zip(lenders, paid, strict=True):
        waived = max(0, claim.supported - total_of(whole))
        due = claim.due(Fraction(0), claim.above + waived)
        found.append(
            Agreed(
                claim=claim, due=due, steps=ended(due, whole), frozen=claim.late,
                dropped=claim.above, waived=Fen(waived),
            )
        )  # fmt: skip
    return tuple(found)


class _Cut(Struct, frozen=True):
    """How much of what is owed lenders let go so that an amount repays the rest in their terms."""

    amount: MonthlyAmount
    unit: int
    caps: tuple[int, ...]
    charges: tuple[int, ...]
    """What of charges can be let go, in fen; a debt's rest is principal."""
    owed: tuple[int, ...]

    @classmethod
    def of(cls, lenders: Sequence[Claim], amount: MonthlyAmount, unit: int) -> _Cut:
        return cls(
            amount=amount,
            unit=unit,
            caps=tuple(claim.cap for claim in lenders),
            charges=tuple(claim.charges - claim.above for claim in lenders),
            owed=tuple(claim.supported for claim in lenders),
        )

    def least(self) -> Sequence[Steps]:
        """Return what each is paid: the same part is let go by all, then less by who can wait."""
        every = range(len(self.owed))
        terms = sorted(set(self.caps), reverse=True)
        groups = [every, *([k for k in every if self.caps[k] == cap] for cap in terms)]
        steps = [sum(self._parts)] * len(self.owed)
        for group in [*groups, *([k] for k in every)]:
            steps = self._fewer(steps, group)
        return self._paid(steps) or ()

    def _fewer(self, steps: Sequence[int], group: Collection[int]) -> list[int]:
        """Return the steps with as few of a group as the amount carries, the same of all in it."""

        def with_own(own: int) -> list[int]:
            return [min(own, now) if k in group else now for k, now in enumerate(steps)]

        most = max(steps[k] for k in group)
        return with_own(
            between(lambda own: own >= most or self._paid(with_own(own)) is not None, -1, most)
        )

    @property
    def _parts(self) -> tuple[int, int]:
        """Steps of a yuan in which charges go, and principal after them."""
        charges = sum(self.charges)
        return -(-charges // _YUAN), -(-(sum(self.owed) - charges) // _YUAN)

    def _left(self, place: int, step: int) -> int:
        """Return what one is still owed after so many steps."""
        soft, hard = self._parts
        charges, principal = self.charges[place], self.owed[place] - self.charges[place]
        gone = charges * min(step, soft) // soft if soft else 0
        return self.owed[place] - gone - (principal * max(0, step - soft) // hard if hard else 0)

    def _paid(self, steps: Sequence[int]) -> list[Steps] | None:
        """Return what each is paid where it is let go so much; None where that is too little."""
        taken, found = [self.amount.held_back], dict[int, Steps]()
        for cap in sorted(set(self.caps)):
            group = [k for k, own in enumerate(self.caps) if own == cap]
            later = sum(own > cap for own in self.caps)
            shape = free(self.amount.top, [*taken, ((cap, later * TEN_YUAN),)], cap)
            part_of = _Parts(shape, len(group), self.unit)
            parts = [part_of.least(self._left(k, steps[k])) for k in group]
            known = [part for part in parts if part is not None]
            if len(known) < len(parts) or sum(known) > part_of.top:
                return None
            found |= {k: part_of.steps(part) for k, part in zip(group, known, strict=True)}
            taken += [found[k] for k in group]
        return [found[k] for k in range(len(self.owed))]


class _Parts(Struct, frozen=True):
    """How those who share what is free month by month are paid: ten yuan each, then in parts."""

    shape: Steps
    count: int
    unit: int
    """Payments are whole multiples of so many fen."""

    @property
    def top(self) -> int:
        """What is free in the best month."""
        return max(level for _, level in self.shape)

    def least(self, owed: int) -> int | None:
        """Return the least payment in the best month that repays so much; None beyond it."""
        units = self.top // self.unit

        def holds(tried: int) -> bool:
            return total_of(self.steps(tried * self.unit)) >= owed

        if self.top < TEN_YUAN * self.count or not holds(units):
            return None
        return between(holds, TEN_YUAN // self.unit - 1, units) * self.unit

    def steps(self, part: int) -> Steps:
        """Return a payment of the best month as it is in every other."""
        first = TEN_YUAN * self.count
        beside = max(1, self.top - first) * self.unit

        def at(level: int) -> int:
            more = (part - TEN_YUAN) * max(0, level - first) // beside * self.unit
            return min(TEN_YUAN, level // self.count) + more

        return tuple((months, at(level)) for months, level in self.shape)


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
        found.append(
            Agreed(claim=claim, due=due, steps=steps, frozen=claim.late, dropped=claim.above)
        )
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
