"""The smallest concession of one creditor that makes a given payment clear the debt.

Levers run from the mildest: a longer term, then penalties and fees waived, a lower rate, interest
waived, principal waived. Whatever is asked for is minimal to the fen (to the ppm for a rate): a
fen less and the payment no longer clears the debt within the term.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from jiebei_desktop.analysis.annuity import (
    balance_after,
    fits,
    interest_of,
    months_for,
    principal_for,
    smallest,
)
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.schedule import pay_for

PPM = 1_000_000
HORIZON = 60
"""Longest plan proposed where no rule sets a shorter or longer one (house rule)."""
MONTHLY_KEPT = Decimal("0.9815")
"""Share of plans that survive a month: completion of debt-management plans (1.7-2.0 % drop out)."""
RATE_STEPS = (Fraction(3, 4), Fraction(1, 2), Fraction(1, 4), Fraction(0))
_POINT = 96


class LeverKind(StrEnum):
    """What a creditor is asked to change."""

    LONGER_TERM = "longer_term"
    WAIVE_PENALTY = "waive_penalty"
    WAIVE_FEES = "waive_fees"
    LOWER_RATE = "lower_rate"
    WAIVE_INTEREST = "waive_interest"
    WAIVE_PRINCIPAL = "waive_principal"
    LUMP_SUM = "lump_sum"
    GRACE = "grace"
    STEP = "step"
    PAUSE = "pause"
    TOKEN = "token"  # noqa: S105 - a token payment, not a secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """One change asked for: months, fen, or an annual rate, by its kind."""

    kind: LeverKind
    value: Fen | int | Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one creditor claims, and the terms a concession starts from."""

    debt: DebtId
    principal: Fen
    interest: Fen = ZERO
    penalty: Fen = ZERO
    fees: Fen = ZERO
    rate: Fraction
    """Contract rate a month."""
    months_left: int
    """Instalments the contract still has."""
    cap: int = HORIZON
    """Longest term that may be asked for."""

    @property
    def total(self) -> Fen:
        """Everything claimed."""
        return Fen(self.principal + self.interest + self.penalty + self.fees)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concession:
    """One proposal that clears the debt."""

    debt: DebtId
    levers: tuple[Lever, ...]
    payment: Fen
    months: int
    annual_rate: Decimal
    waived: Fen
    total_paid: Fen
    cost_to_lender: Fen
    """What the creditor gives up in today's money, discounted at the contract rate."""
    completion: Decimal
    """Chance that a plan of this length is kept to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grace:
    """Months in which only interest is paid, and the instalment after them."""

    months: int
    during: Fen
    after: Fen


def annual(monthly: Fraction) -> Decimal:
    """Return a monthly rate as a nominal rate a year, to a millionth of a percent."""
    yearly = monthly * 12
    return (Decimal(yearly.numerator) / Decimal(yearly.denominator)).quantize(Decimal("1E-8"))


def completion(months: int) -> Decimal:
    """Return the chance that a plan of ``months`` is kept to its end."""
    return (MONTHLY_KEPT**months).quantize(Decimal("0.0001"))


def smallest_waiver(claim: Claim, payment: int, months: int, rate: Fraction) -> Fen:
    """Return the least that must go from the claim for ``payment`` to clear it, exactly."""
    return Fen(max(0, claim.total - principal_for(payment, rate, months)))


def highest_rate(principal: int, payment: int, months: int, ceiling: Fraction) -> Fraction | None:
    """Return the highest monthly rate up to ``ceiling`` the payment bears, on an annual ppm grid.

    None when the payment cannot clear the principal even without interest.
    """
    if fits(principal, ceiling, payment, months):
        return ceiling
    if not fits(principal, Fraction(0), payment, months):
        return None
    low, high = 0, -(-ceiling.numerator * 12 * PPM // ceiling.denominator)
    while high - low > 1:
        middle = (low + high) // 2
        if fits(principal, Fraction(middle, 12 * PPM), payment, months):
            low = middle
        else:
            high = middle
    return Fraction(low, 12 * PPM)


def concessions(claim: Claim, payment: int) -> tuple[Concession, ...]:
    """Return the proposals a payment makes possible, mildest first, none worse in every respect.

    An empty answer means that nothing short of the whole principal would do (no payment at all).
    """
    if payment <= 0 or claim.total <= 0:
        return ()
    found = [
        *_longer(claim, payment),
        *_cheaper(claim, payment),
        *_without_interest(claim, payment),
        *_less_principal(claim, payment),
    ]
    return _pareto(found)


def mildest(claim: Claim, payment: int) -> Concession | None:
    """Return the proposal that costs the creditor least, and among those the shortest."""
    found = concessions(claim, payment)
    return min(found, key=lambda c: (c.cost_to_lender, c.months), default=None)


def grace(claim: Claim, payment: int) -> Grace | None:
    """Return the longest grace (interest only) after which ``payment`` still clears the claim.

    None when the payment bears no month of grace, or not even the interest.
    """
    during = half_up(claim.total * claim.rate)
    left = months_for(claim.total, claim.rate, payment, claim.cap)
    if left is None or left >= claim.cap:
        return None
    left = max(left, 1)
    return Grace(
        months=claim.cap - left, during=during, after=pay_for(claim.total, claim.rate, left)
    )


def stepped(claim: Claim, first: int, months: int, term: int) -> Fen | None:
    """Return the smallest later payment that clears the claim in ``term`` months.

    Args:
        claim: what is owed.
        first: the payment of the first ``months``.
        months: how many months it is paid.
        term: the whole term.

    Returns:
        None when no months are left after the first step and it does not clear the claim.
    """
    balance = balance_after(claim.total, claim.rate, first, months)
    if balance <= 0:
        return ZERO
    left = term - months
    if left < 1:
        return None
    return smallest(lambda later: fits(balance, claim.rate, later, left), balance // left)


def lowest_first(claim: Claim, later: int, months: int) -> Fen | None:
    """Return the smallest payment of the first ``months`` if ``later`` is paid up to the cap.

    None when the cap leaves no months after the first ones.
    """
    left = claim.cap - months
    if left < 1:
        return None
    target = principal_for(later, claim.rate, left)
    return smallest(
        lambda first: balance_after(claim.total, claim.rate, first, months) <= target, later
    )


def frontier(claim: Claim, payment: int) -> tuple[tuple[int, Decimal], ...]:
    """Return for each term the highest annual rate the payment bears, from the first that works."""
    points = []
    for months in range(6, max(claim.cap, 6) + 1):
        rate = highest_rate(claim.total, payment, months, claim.rate)
        if rate is not None:
            points.append((months, annual(rate)))
    return tuple(points)


def waiver_frontier(claim: Claim, payment: int) -> tuple[tuple[int, Fraction, Fen], ...]:
    """Return (months, share of the contract rate, smallest waiver) for the chart."""
    shares = (Fraction(1), Fraction(1, 2), Fraction(0))
    return tuple(
        (months, part, smallest_waiver(claim, payment, months, claim.rate * part))
        for part in shares
        for months in range(6, max(claim.cap, 6) + 1)
    )


def build(claim: Claim, owed: int, rate: Fraction, months: int, levers: list[Lever]) -> Concession:
    """Make the proposal to clear ``owed`` of a claim in equal instalments."""
    payment = pay_for(Fen(owed), rate, months) if owed > 0 else ZERO
    paid = owed + interest_of(owed, rate, payment, months)
    full = months - 1
    last = paid - full * payment
    worth = _present(claim.rate, payment, full, last)
    if months > claim.months_left:
        levers = [Lever(kind=LeverKind.LONGER_TERM, value=months), *levers]
    return Concession(
        debt=claim.debt,
        levers=tuple(levers),
        payment=payment,
        months=months,
        annual_rate=annual(rate),
        waived=Fen(claim.total - owed),
        total_paid=Fen(paid),
        cost_to_lender=Fen(max(0, claim.total - worth)),
        completion=completion(months),
    )


def waivers(claim: Claim, amount: int) -> list[Lever]:
    """Return the levers that waive ``amount``: penalty, fees, interest, principal in that order."""
    parts = (
        (LeverKind.WAIVE_PENALTY, claim.penalty),
        (LeverKind.WAIVE_FEES, claim.fees),
        (LeverKind.WAIVE_INTEREST, claim.interest),
        (LeverKind.WAIVE_PRINCIPAL, claim.principal),
    )
    levers = []
    for kind, part in parts:
        taken = min(amount, part)
        amount -= taken
        if taken:
            levers.append(Lever(kind=kind, value=Fen(taken)))
    return levers


def rate_lever(claim: Claim, rate: Fraction) -> list[Lever]:
    """Return the lever of a lower rate, none when the rate is the contract's."""
    return [Lever(kind=LeverKind.LOWER_RATE, value=annual(rate))] if rate < claim.rate else []


def _soft(claim: Claim) -> int:
    return claim.penalty + claim.fees


def _longer(claim: Claim, payment: int) -> list[Concession]:
    """Tiers 1 and 2: a longer term alone, or with the smallest or the whole soft waiver."""
    found = []
    months = months_for(claim.total, claim.rate, payment, claim.cap)
    if months is not None:
        found.append(build(claim, claim.total, claim.rate, max(months, 1), []))
    waiver = smallest_waiver(claim, payment, claim.cap, claim.rate)
    if 0 < waiver < _soft(claim):
        levers = waivers(claim, waiver)
        found.append(build(claim, claim.total - waiver, claim.rate, claim.cap, levers))
    if _soft(claim):
        found += _shortest(claim, payment, _soft(claim), claim.rate)
    return found


def _shortest(claim: Claim, payment: int, waiver: int, rate: Fraction) -> list[Concession]:
    """Return the proposal with a waiver and a rate in the fewest months, if it fits the cap."""
    owed = claim.total - waiver
    months = months_for(owed, rate, payment, claim.cap)
    if months is None:
        return []
    levers = waivers(claim, waiver) + rate_lever(claim, rate)
    return [build(claim, owed, rate, max(months, 1), levers)]


def _cheaper(claim: Claim, payment: int) -> list[Concession]:
    """Tier 3: the soft waiver and a lower rate, in steps and exactly at the longest term."""
    if claim.rate == 0:
        return []
    found = []
    for part in RATE_STEPS:
        found += _shortest(claim, payment, _soft(claim), claim.rate * part)
    owed = claim.total - _soft(claim)
    rate = highest_rate(owed, payment, claim.cap, claim.rate)
    if rate is not None and rate < claim.rate:
        levers = waivers(claim, _soft(claim)) + rate_lever(claim, rate)
        found.append(build(claim, owed, rate, claim.cap, levers))
    return found


def _without_interest(claim: Claim, payment: int) -> list[Concession]:
    """Tier 4: the interest that has run up is waived too."""
    if not claim.interest:
        return []
    waiver = claim.total - claim.principal
    found = _shortest(claim, payment, waiver, claim.rate)
    return found + _shortest(claim, payment, waiver, Fraction(0))


def _less_principal(claim: Claim, payment: int) -> list[Concession]:
    """Tier 5: only when principal divided over the longest term is still too much."""
    waiver = smallest_waiver(claim, payment, claim.cap, Fraction(0))
    if waiver <= claim.total - claim.principal:
        return []
    levers = waivers(claim, waiver) + rate_lever(claim, Fraction(0))
    return [build(claim, claim.total - waiver, Fraction(0), claim.cap, levers)]


def _pareto(found: list[Concession]) -> tuple[Concession, ...]:
    """Drop proposals that another one beats in months, waiver and rate at once."""

    def beats(a: Concession, b: Concession) -> bool:
        mine = (a.months, a.waived, -a.annual_rate)
        other = (b.months, b.waived, -b.annual_rate)
        no_worse = mine[0] <= other[0] and mine[1] <= other[1] and mine[2] <= other[2]
        return mine != other and no_worse

    kept: list[Concession] = []
    for one in found:
        if one not in kept and not any(beats(other, one) for other in found):
            kept.append(one)
    return tuple(kept)


def _present(rate: Fraction, payment: int, full: int, last: int) -> Fen:
    """Return today's worth of level payments and a last one, in scaled integers."""
    factor, total = 1 << _POINT, 0
    up, down = rate.denominator, rate.denominator + rate.numerator
    for _ in range(full):
        factor = factor * up // down
        total += payment * factor
    total += last * (factor * up // down)
    return half_up(Fraction(total, 1 << _POINT))
