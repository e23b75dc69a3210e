"""One proposal per creditor within one budget, asking for as little as possible in all.

Every creditor has options (term, soft waiver, share of its rate) with an instalment; the sum of
the instalments stays within the budget. Least first: money lost by lower rates, then waivers, then
the number of creditors asked, then extra months, then the total paid. The order is linear and
compatible with addition, so partial choices that cost more and pay more can be dropped without
losing the best: the search is exact over the options offered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from jiebei_desktop.analysis.annuity import interest_of
from jiebei_desktop.analysis.concession import (
    Claim,
    Concession,
    build,
    highest_rate,
    rate_lever,
    smallest_waiver,
    waivers,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.schedule import pay_for

SHARES = (Fraction(1), Fraction(3, 4), Fraction(1, 2), Fraction(1, 4), Fraction(0))
_COARSE = 10
_MOST_STATES = 30_000
_FINE_CREDITORS = 10
_FINE_MONTHS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A contract as it stands: what it asks for a month and in all, when nothing is in arrears."""

    payment: Fen
    total: Fen


class Option(NamedTuple):
    """One creditor's possible terms; ``cost`` encodes the lexicographic order in one integer."""

    payment: int
    cost: int
    months: int
    waived: int
    rate: Fraction | None
    """Monthly rate; None keeps the contract as it is."""


class _State(NamedTuple):
    payment: int
    cost: int
    chosen: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JointPlan:
    """The least set of concessions whose instalments fit the budget together."""

    concessions: tuple[Concession | None, ...]
    """One per claim in the order given; None where the contract can stay as it is."""
    payments: tuple[Fen, ...]
    cost: tuple[int, int, int, int, int]
    """(lost by lower rates, waived, creditors asked, extra months, total paid); fen and counts."""
    exact: bool
    """False when the search had to be thinned: good, but not proved the least."""


def joint(claims: Sequence[Claim], kept: Sequence[Kept | None], budget: int) -> JointPlan | None:
    """Return the least concessions that fit ``budget`` together, None when no option set does.

    Args:
        claims: what each creditor claims.
        kept: the contract as it stands, None where arrears make that impossible.
        budget: fen a month for all of them.
    """
    fine = len(claims) <= _FINE_CREDITORS
    table = [
        _undominated(options(claim, keep, fine=fine))
        for claim, keep in zip(claims, kept, strict=True)
    ]
    rough = [_thin(row, _COARSE) for row in table]
    first, _ = _best(rough, budget, None)
    if first is None:
        return None
    best, exact = _best(table, budget, first)
    chosen = _refined(claims, (best or first).chosen, budget)
    return JointPlan(
        concessions=tuple(_concession(c, o) for c, o in zip(claims, chosen, strict=True)),
        payments=tuple(Fen(o.payment) for o in chosen),
        cost=_decode(sum(o.cost for o in chosen)),
        exact=exact and fine,
    )


def options(claim: Claim, keep: Kept | None, *, fine: bool = True) -> list[Option]:
    """Return every option offered for one claim; a coarse grid takes every third long term."""
    found = []
    if keep is not None:
        found.append(Option(keep.payment, _encode(0, 0, 0, 0, keep.total), 0, 0, None))
    first = max(1, min(claim.months_left, claim.cap))
    terms = [
        n
        for n in range(first, claim.cap + 1)
        if fine or n <= _FINE_MONTHS or n % 3 == 0 or n == claim.cap
    ]
    soft = claim.penalty + claim.fees
    cuts = [(0, part) for part in SHARES]
    cuts += [(soft, part) for part in SHARES] if soft else []
    cuts += [(soft + claim.interest, Fraction(0))] if claim.interest else []
    for waived, part in cuts:
        found += [_option(claim, n, waived, claim.rate * part) for n in terms]
        if claim.rate == 0 and part == 1 and not soft:
            break
    return found


def _option(claim: Claim, months: int, waived: int, rate: Fraction) -> Option:
    owed = Fen(claim.total - waived)
    payment = pay_for(owed, rate, months)
    interest = interest_of(owed, rate, payment, months)
    lost = 0
    if rate < claim.rate:
        full = pay_for(owed, claim.rate, months)
        lost = interest_of(owed, claim.rate, full, months) - interest
    extra = max(0, months - claim.months_left)
    return Option(payment, _encode(lost, waived, 1, extra, owed + interest), months, waived, rate)


_WIDTHS = (44, 44, 8, 16, 48)


def _encode(*levels: int) -> int:
    cost = 0
    for level, width in zip(levels, _WIDTHS, strict=True):
        cost = (cost << width) | level
    return cost


def _decode(cost: int) -> tuple[int, int, int, int, int]:
    levels = []
    for width in reversed(_WIDTHS):
        levels.append(cost & ((1 << width) - 1))
        cost >>= width
    paid, extra, asked, waived, lost = levels
    return lost, waived, asked, extra, paid


def _undominated(found: list[Option]) -> list[Option]:
    """Keep options that no other beats in instalment and cost, cheapest instalment first."""
    kept: list[Option] = []
    for option in sorted(found, key=lambda o: (o.payment, o.cost)):
        if not kept or option.cost < kept[-1].cost:
            kept.append(option)
    return kept


def _thin(row: list[Option], most: int) -> list[Option]:
    if len(row) <= most:
        return row
    return [row[i * (len(row) - 1) // (most - 1)] for i in range(most)]


def _best(
    table: list[list[Option]], budget: int, incumbent: _State | None
) -> tuple[_State | None, bool]:
    """Combine the creditors one by one, dropping what cannot lead to the least cost."""
    least_pay = [row[0].payment for row in table]
    states, exact = [_State(0, 0, ())], True
    for k, row in enumerate(table):
        room = budget - sum(least_pay[k + 1 :])
        rest = _rest(table, k, budget, least_pay)
        limit = None if incumbent is None else incumbent.cost - rest
        states = _merge(states, row, room, limit)
        if len(states) > _MOST_STATES:
            step = -(-len(states) // _MOST_STATES)
            states, exact = states[::-step][::-1], False  # the last one is the cheapest
    return (states[-1] if states else None), exact


def _rest(table: list[list[Option]], k: int, budget: int, least: list[int]) -> int:
    """Return the least the creditors after ``k`` can cost, each with all the room there is."""
    total = 0
    for j in range(k + 1, len(table)):
        room = budget - sum(least) + least[j]
        total += min((o.cost for o in table[j] if o.payment <= room), default=0)
    return total


def _merge(states: list[_State], row: list[Option], room: int, limit: int | None) -> list[_State]:
    pairs = [
        (state.payment + option.payment, state.cost + option.cost, i, j)
        for i, state in enumerate(states)
        for j, option in enumerate(row)
        if state.payment + option.payment <= room
        and (limit is None or state.cost + option.cost <= limit)
    ]
    pairs.sort()
    kept: list[_State] = []
    for payment, cost, i, j in pairs:
        if not kept or cost < kept[-1].cost:
            kept.append(_State(payment, cost, (*states[i].chosen, row[j])))
    return kept


def _refined(claims: Sequence[Claim], chosen: Sequence[Option], budget: int) -> tuple[Option, ...]:
    """Use what the budget has left to take back a part of what was asked, to the fen and ppm."""
    found = list(chosen)
    for step in (_dearer, _less_waived):
        for k, claim in enumerate(claims):
            room = budget - sum(o.payment for j, o in enumerate(found) if j != k)
            better = step(claim, found[k], room)
            if better.cost < found[k].cost and better.payment <= room:
                found[k] = better
    return tuple(found)


def _dearer(claim: Claim, option: Option, room: int) -> Option:
    """Return the option with the highest rate its room bears, at its term or the longest one."""
    if option.rate is None or option.rate >= claim.rate:
        return option
    found = [option]
    for months in (option.months, claim.cap):
        rate = highest_rate(claim.total - option.waived, room, months, claim.rate)
        if rate is not None:
            found.append(_option(claim, months, option.waived, rate))
    return min(found, key=lambda one: one.cost)


def _less_waived(claim: Claim, option: Option, room: int) -> Option:
    """Return the option with the smallest waiver its room bears over the longest term."""
    if option.rate is None or not option.waived:
        return option
    waiver = smallest_waiver(claim, room, claim.cap, option.rate)
    if waiver >= option.waived:
        return option
    lost = _decode(option.cost)[0]
    fewer = _option(claim, claim.cap, waiver, option.rate)
    # A longer term at a lower rate costs the creditor interest, which weighs more than a waiver.
    return fewer if _decode(fewer.cost)[0] <= lost else option


def _concession(claim: Claim, option: Option) -> Concession | None:
    if option.rate is None:
        return None
    levers = waivers(claim, option.waived) + rate_lever(claim, option.rate)
    return build(claim, claim.total - option.waived, option.rate, option.months, levers)
