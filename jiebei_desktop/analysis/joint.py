"""One proposal for every creditor within one budget, the mildest levers first, all treated alike.

Who is late is asked for a freeze (no further interest or penalty), then that charges above the
legal line are dropped, then for charges and arrears in parts without interest. If that is not
enough, everyone who is asked gets the same longest term; then the same highest rate; then what can
be sold pays off the dearest; and only when no term is long enough is a part of what is owed cut, in
proportion. Who is on time is kept by contract as long as that is possible. Money freed when a
contract or a shorter plan ends goes to the others in proportion, and to family last. Nobody who is
asked waits for the end of another's term where there is a way in which all are paid at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.agreed import Agreed, JointPlan, Kept, Tier
from jiebei_desktop.analysis.claim import Claim
from jiebei_desktop.analysis.course import (
    Due,
    MonthlyAmount,
    Steps,
    ended,
    free,
    least,
    monthly,
    shaped,
    until,
)  # fmt: skip
from jiebei_desktop.domain.money import TEN_YUAN, ZERO

RATE_GRID = 1_000
"""Rates asked for are whole tenths of a percent a year."""
_ALL_SETS = 6
"""So many creditors on time are tried in every combination; more by what each would free."""


def joint(
    claims: Sequence[Claim],
    kept: Sequence[Kept | None],
    budget: int | MonthlyAmount,
    once: int = 0,
) -> JointPlan | None:
    """Return the mildest proposals that repay everyone within a monthly budget.

    Args:
        claims: what each creditor claims; family last in rank wherever it stands.
        kept: the contract as it stands, None where it cannot stay (arrears, or no plan).
        budget: fen a month for all of them, which may rise.
        once: fen of the first month that are gone to others.

    Returns:
        None when no term is long enough: even without any interest, over the longest term of
        each, the money does not reach (``reaches`` proves it).
    """
    lenders, amount = [k for k, claim in enumerate(claims) if not claim.family], monthly(budget)
    if amount.first <= 0 or not reaches(claims, amount, once):
        return None
    on_time = tuple(sorted(
        (k for k in lenders if kept[k] is not None),
        key=lambda k: (_agreed_anew(kept[k]), -_freed(claims[k], kept[k]), k),
    ))  # fmt: skip
    search = _Search(tuple(claims), tuple(kept), amount, once, tuple(lenders), on_time)
    waiting = replace(search, nobody_waits=False)
    return (search.at_once() or search.by_term() or search.by_rate()
            or waiting.by_term() or waiting.by_rate())  # fmt: skip


def reaches(claims: Iterable[Claim], budget: int | MonthlyAmount, once: int = 0) -> bool:
    """Tell whether the budget repays lenders without further interest in their longest terms.

    ``once`` is gone to others in the first month.

    Exact: by each longest term the money until then is held against all that must be repaid by
    then, so no other order or shape of payments could do better. Family can wait.
    """
    owed, amount = dict[int, int](), monthly(budget)
    for claim in claims:
        if not claim.family:
            owed[claim.cap] = owed.get(claim.cap, 0) + claim.supported
    whole = once
    for cap in sorted(owed):
        whole += owed[cap]
        if whole > amount.within(cap):
            return False
    return True


class _Search(Struct, frozen=True):
    """The levers in their order, over one household's creditors."""

    claims: tuple[Claim, ...]
    kept: tuple[Kept | None, ...]
    amount: MonthlyAmount
    once: int
    """Fen of the first month that are gone to others."""
    lenders: tuple[int, ...]
    on_time: tuple[int, ...]
    """Creditors that can be kept, by how much a longer term would free, the most first."""
    nobody_waits: bool = True
    """Everyone who is asked gets a part from the first payment on, also who may be asked longer."""

    @property
    def budget(self) -> int:
        """Fen a month in the end; what is not there at first counts as taken."""
        return self.amount.top

    @property
    def must(self) -> tuple[int, ...]:
        """Creditors whose contract cannot stay."""
        return tuple(k for k in self.lenders if self.kept[k] is None)

    def at_once(self) -> JointPlan | None:
        """Freeze the late ones and pay their arrears at once; then drop what is above the line."""
        late = [self.claims[k] for k in self.must]
        if not late or not all(claim.late and claim.months_left for claim in late):
            return None
        for tier in (Tier.FREEZE, Tier.CAP):
            is_cap = tier is Tier.CAP
            if is_cap and not any(claim.above for claim in late):
                return None
            agreed = [_at_once(claim, drop=is_cap) for claim in late]
            if self._bears(agreed):
                return self._plan(agreed, (), tier=tier, proved=True)
        return None

    def _bears(self, agreed: Sequence[Agreed]) -> bool:
        spent: dict[int, int] = {}
        for steps in [*(one.steps for one in agreed), *(self._steps_kept(()))]:
            month = 0
            for months, payment in steps:
                for _ in range(months):
                    spent[month] = spent.get(month, 0) + payment
                    month += 1
        return max(spent.values(), default=0) <= self.budget

    def _steps_kept(self, asked: Sequence[int]) -> list[Steps]:
        free = (self.kept[k] for k in self.on_time if k not in asked)
        once: list[Steps] = [((1, self.once),)] if self.once else []
        once += [self.amount.held_back] if self.amount.months else []
        return once + [((keep.months, keep.payment),) for keep in free if keep is not None]

    def by_term(self) -> JointPlan | None:
        """Ask for the same longest term: of the fewest creditors, then of the shortest term."""
        for unit in (TEN_YUAN, 1):
            for more in self._sets():
                asked = tuple(sorted((*self.must, *more)))
                found = self._shortest(asked, unit)
                if found is not None:
                    return found
        return None

    def _sets(self) -> Iterable[tuple[int, ...]]:
        """Return who of those on time may be asked: agreements last, then the fewest."""
        every = self.on_time
        counts = range(len(every) + 1)
        if len(every) > _ALL_SETS:
            return [every[:count] for count in counts]
        sets = (some for count in counts for some in combinations(every, count))
        return sorted(sets, key=lambda some: sum(_agreed_anew(self.kept[k]) for k in some))

    def _shortest(self, asked: tuple[int, ...], unit: int) -> JointPlan | None:
        longest = max((self.claims[k].cap for k in asked), default=0)
        if not self._fair(asked) or self._fit(asked, longest, None, unit) is None:
            return None
        if not asked:
            return self._plan((), (), tier=Tier.TERM, proved=True)
        low, high = 0, longest
        while high - low > 1:
            middle = (low + high) // 2
            fits = self._fit(asked, middle, None, unit) is not None
            low, high = (low, middle) if fits else (middle, high)
        agreed = self._fit(asked, high, None, unit) or ()
        if any(len(one.steps) > 1 for one in agreed):
            agreed = self._flatter(agreed, asked, high, unit)
        longer = any(one.months > one.claim.months_left for one in agreed)
        charged = any(one.due.charges for one in agreed)
        tier = Tier.TERM if longer or not charged else Tier.SPREAD
        proved = len(self.on_time) <= _ALL_SETS
        return self._plan(agreed, asked, tier=tier, proved=proved)

    def _fair(self, asked: Sequence[int]) -> bool:
        """Tell whether their fair part is there at once for those asked, or all are asked.

        A contract is kept where it takes no more than its part: nobody lives on those who wait.
        """
        if len(asked) == len(self.lenders):
            return True
        owed = sum(self.claims[k].total for k in self.lenders)
        mine = sum(self.claims[k].total for k in asked)
        left = self.budget - sum(steps[0][1] for steps in self._steps_kept(asked))
        return self.amount.first * mine <= left * owed

    def by_rate(self) -> JointPlan | None:
        """Ask everyone for the longest term, and for a rate no higher than the same line."""
        asked = tuple(self.lenders)
        longest = max((self.claims[k].cap for k in asked), default=0)
        for unit in (TEN_YUAN, 1):
            if self._fit(asked, longest, Fraction(0), unit) is None:
                continue
            dearest = max(self.claims[k].rate for k in asked) * 12
            low, high = 0, int(dearest * RATE_GRID) + 1
            while high - low > 1:
                middle = (low + high) // 2
                fits = self._fit(asked, longest, Fraction(middle, RATE_GRID), unit) is not None
                low, high = (middle, high) if fits else (low, middle)
            rate = Fraction(low, RATE_GRID)
            agreed = self._fit(asked, longest, rate, unit) or ()
            return self._plan(agreed, asked, tier=Tier.RATE, proved=True)
        return None

    def _fit(
        self, asked: Sequence[int], term: int, line: Fraction | None, unit: int
    ) -> tuple[Agreed, ...] | None:
        """Return plans of at most ``term`` months that fit together, None where they do not.

        Level ones if they do; else ones that rise as other payments end.
        """
        streams = self._steps_kept(asked)
        if sum(steps[0][1] for steps in streams) > self.budget:
            return None
        terms = {k: _terms(self.claims[k], term) for k in asked}
        levels = free(self.budget, streams, max((own for _, own in terms.values()), default=0))
        least_free = min((level for _, level in levels), default=0)
        flat = self._served(terms, streams, line, unit, least_free)
        if flat is not None or len(levels) < 2:  # noqa: PLR2004 - a step needs two levels
            return flat
        return self._served(terms, streams, line, unit, self.budget)

    def _flatter(
        self, agreed: tuple[Agreed, ...], asked: Sequence[int], term: int, unit: int
    ) -> tuple[Agreed, ...]:
        """Return the plans of a term that rise as little as possible."""
        streams = self._steps_kept(asked)
        terms = {k: _terms(self.claims[k], term) for k in asked}
        low, high = 0, self.budget // unit
        while high - low > 1:
            middle = (low + high) // 2
            found = self._served(terms, streams, None, unit, middle * unit)
            low, high = (middle, high) if found is None else (low, middle)
            agreed = agreed if found is None else found
        return agreed

    def _served(
        self,
        terms: Mapping[int, tuple[int, int]],
        streams: Sequence[Steps],
        line: Fraction | None,
        unit: int,
        ceiling: int,
    ) -> tuple[Agreed, ...] | None:
        """Return plans within what is free, never more than a ceiling a month in all.

        Creditors who may be asked for the same term are served alike, also those whose contract
        itself runs longer; those who may be asked longer take up what the earlier ones leave, and
        the part that all their months need.
        """
        taken, found = list(streams), dict[int, Agreed]()
        for common in sorted({common for common, _ in terms.values()}):
            group = {k: own for k, (each, own) in terms.items() if each == common}
            later = [self._part(k, own, unit) for k, (each, own) in terms.items() if each > common]
            levels = free(self.budget, [*taken, *filter(None, later)], max(group.values()))
            level = min((money for _, money in levels), default=0)
            for top in dict.fromkeys((min(level, ceiling), ceiling) if found else (ceiling,)):
                shape = tuple((count, min(money, top)) for count, money in levels)
                served = self._group(group, shape, line, unit)
                if served is not None:
                    break
            else:
                return None
            found |= served
            taken += [one.steps for one in served.values()]
        return tuple(found[k] for k in terms)

    def _group(
        self, group: Mapping[int, int], shape: Steps, line: Fraction | None, unit: int
    ) -> dict[int, Agreed] | None:
        """Return plans for creditors in their months within what is free, None beyond it."""
        top, spent = max((level for _, level in shape), default=0), 0
        found = dict[int, Agreed]()
        for k, own in group.items():
            one = _agreed(self.claims[k], until(shape, own), top, unit=unit, line=line)
            if one is None:
                return None
            found[k], spent = one[0], spent + one[1]
        return None if spent > top else found

    def _part(self, place: int, months: int, unit: int) -> Steps:
        """Return the least level payments that repay a creditor in its months without interest."""
        owed = self.claims[place].supported
        return ((months, unit * -(-owed // (months * unit))),) if self.nobody_waits else ()

    def _plan(
        self,
        agreed: Sequence[Agreed],
        asked: Sequence[int],
        *,
        tier: Tier,
        proved: bool,
    ) -> JointPlan:
        mine = asked or tuple(self.must if agreed else ())
        kept = tuple(k for k in self.on_time if k not in mine)
        return JointPlan(agreed=tuple(agreed), kept=tuple(sorted(kept)), tier=tier, proved=proved)


def _agreed_anew(keep: Kept | None) -> bool:
    return keep is not None and keep.agreed


def _freed(claim: Claim, keep: Kept | None) -> int:
    """Return how much less a month a creditor on time would get over its longest term."""
    asked = least(_due(claim), ((claim.cap, claim.total),), claim.total)
    return 0 if keep is None else keep.payment - (asked if asked is not None else claim.total)


def _due(claim: Claim, *, drop: bool = True, line: Fraction | None = None) -> Due:
    rate = Fraction(0) if claim.late else claim.rate
    rate = rate if line is None else min(rate, line / 12)
    return claim.due(rate, claim.above if drop else 0)


def _terms(claim: Claim, term: int) -> tuple[int, int]:
    """Return a common term as far as a creditor's kind allows, and its own months under it.

    None is repaid faster than its contract.
    """
    return min(claim.cap, term), min(claim.cap, max(term, claim.months_left))


def _agreed(
    claim: Claim, shape: tuple[tuple[int, int], ...], top: int, *, unit: int, line: Fraction | None
) -> tuple[Agreed, int] | None:
    due = _due(claim, line=line)
    payment = least(due, shape, top, unit)
    if payment is None:
        return None
    steps = shaped(shape, top, payment, unit)
    return Agreed(
        claim=claim, due=due, steps=ended(due, steps), frozen=claim.late, dropped=claim.above
    ), payment


def _at_once(claim: Claim, *, drop: bool) -> Agreed:
    """Return a frozen contract: arrears at once, the rest in equal parts over what is left."""
    due = _due(claim, drop=drop)
    late = min(claim.overdue, due.principal)
    level = -(-(due.principal - late) // claim.months_left)
    first = late + due.charges + level
    rest = ((claim.months_left - 1, level),) if claim.months_left > 1 else ()
    return Agreed(
        claim=claim, due=due, steps=((1, first), *rest), frozen=True, at_once=True,
        dropped=claim.above if drop else ZERO,
    )  # fmt: skip
