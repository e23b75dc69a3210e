"""The smallest concession of one creditor that makes a given payment clear the debt.

Levers run from the mildest: a longer term, then penalties and fees waived, a lower rate, interest
waived, principal waived. Whatever is asked for is minimal to the fen (to the ppm for a rate): a
fen less and the payment no longer clears the debt within the term. Charges that have run up are
repaid beside the principal, without interest, unless the lender has made them principal.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from jiebei_desktop.analysis import course
from jiebei_desktop.analysis.annuity import principal_for, smallest
from jiebei_desktop.analysis.claim import Claim, Lever, LeverKind
from jiebei_desktop.analysis.course import MONTHS, Due, Steps, clears, least, rows
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import ZERO, Fen, half_up

PPM = 1_000_000
MONTHLY_KEPT = Decimal("0.9815")
"""Share of plans that survive a month: completion of debt-management plans (1.7-2.0 % drop out)."""
RATE_STEPS = (Fraction(3, 4), Fraction(1, 2), Fraction(1, 4), Fraction(0))
_FIRST_POINT = 6
_POINT = 96


class Concession(Struct, frozen=True, kw_only=True):
    """One proposal that clears the debt."""

    debt: DebtId
    levers: tuple[Lever, ...]
    payment: Fen
    """Of every month but the last; of the first months where it rises later."""
    months: int
    annual_rate: Decimal
    waived: Fen
    total_paid: Fen
    cost_to_lender: Fen
    """What the creditor gives up in today's money, discounted at the contract rate."""
    completion: Decimal
    """Chance that a plan of this length is kept to its end."""
    due: Due
    """What is repaid, at the monthly rate asked for."""
    steps: Steps
    """(months, fen a month), in their order; months of nothing are a wait."""
    least: Fen
    """To the fen, the smallest first payment that repays in this time; 0 without a payment."""

    @property
    def cuts_principal(self) -> bool:
        """Whether principal is asked to be let go."""
        return any(lever.kind is LeverKind.WAIVE_PRINCIPAL for lever in self.levers)

    @property
    def is_pause(self) -> bool:
        """Whether months without any payment are asked for."""
        asked = any(lever.kind is LeverKind.PAUSE for lever in self.levers)
        return asked and not self.total_paid

    @property
    def pays(self) -> tuple[int, int] | None:
        """Months from the first day to the first and to the last payment; None without any."""
        paying = [place for place, row in enumerate(rows(self.due, self.steps)) if row.payment]
        return (paying[0], paying[-1]) if paying else None


class Grace(Struct, frozen=True, kw_only=True):
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
    steps = ((months, payment),)

    whole = claim.due(rate)

    def holds(waived: int) -> bool:
        return waived >= whole.total or clears(claim.due(rate, waived), steps)

    bare = _level(Due(whole.principal, 0, rate, whole.periods), months)
    beside = months * (payment - bare)
    if beside >= 0:
        return smallest(holds, max(0, whole.charges - beside))
    return smallest(holds, max(0, whole.total - principal_for(payment, rate, months)))


def _level(due: Due, months: int) -> Fen:
    """Return the smallest level payment that repays in so many months."""
    whole = due.periods.whole
    longest = Fraction(max(due.periods.shares, default=whole), whole)
    most = due.total + half_up(due.principal * due.rate * max(longest, Fraction(1)))
    return least(due, ((months, most),), most) or ZERO


def shortest(due: Due, payment: int, limit: int) -> int | None:
    """Return the fewest months in which ``payment`` repays, None beyond ``limit``."""
    if due.total <= 0:
        return 0
    if not clears(due, ((limit, payment),)):
        return None
    low, high = 0, limit
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if clears(due, ((middle, payment),)) else (middle, high)
    return high


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


def grace(claim: Claim, payment: int) -> Grace | None:
    """Return the longest grace (interest only) after which ``payment`` still clears the claim.

    None when the payment bears no month of grace, or not even the interest.
    """
    due = claim.due(claim.rate)
    left = shortest(due, payment, claim.cap)
    if left is None or left >= claim.cap:
        return None
    left = max(left, 1)
    after = _level(due._replace(periods=MONTHS), left)
    return Grace(months=claim.cap - left, during=half_up(due.principal * claim.rate), after=after)


def lowest_first(claim: Claim, later: int, months: int) -> Fen | None:
    """Return the smallest payment of the first ``months`` if ``later`` is paid up to the cap.

    None when the cap leaves no months after the first ones.
    """
    left = claim.cap - months
    if left < 1:
        return None
    due = claim.due(claim.rate)
    return smallest(
        lambda first: first >= later or clears(due, ((months, first), (left, later))), later
    )


def frontier(claim: Claim, payment: int, steps: Steps = ()) -> tuple[tuple[int, Decimal], ...]:
    """Return for each term the highest annual rate the payment bears, from the first that works.

    ``steps`` replace the level payment; their last one goes on where a term is longer.
    """
    points = []
    shape = steps or ((claim.cap, payment),)
    for months in range(_FIRST_POINT, max(claim.cap, _FIRST_POINT) + 1):
        found = course.highest_rate(
            claim.due(claim.rate), course.until(shape, months), claim.rate, PPM
        )
        if found is not None:
            points.append((months, annual(found)))
    return tuple(points)


def build(
    claim: Claim, waived: int, rate: Fraction, months: int, levers: list[Lever]
) -> Concession:
    """Make the proposal to clear a claim less ``waived`` in equal instalments."""
    due = claim.due(rate, waived)
    payment = _level(due, months) if due.total > 0 else ZERO
    if months > claim.months_left:
        levers = [Lever(kind=LeverKind.LONGER_TERM, value=months), *levers]
    if claim.withheld:
        levers = [Lever(kind=LeverKind.WITHHELD, value=claim.withheld), *levers]
    return concession(claim, tuple(levers), due, ((months, payment),), waived)


def concession(
    claim: Claim, levers: tuple[Lever, ...], due: Due, steps: Steps, waived: int
) -> Concession:
    """Return a proposal with what it costs the creditor; ``waived`` beside interest to come."""
    rows = course.rows(due, steps)
    paid = sum(row.payment for row in rows)
    worth = _present(claim.rate, [row.payment for row in rows])
    first = next((payment for _, payment in steps if payment), 0)
    top = max((payment for _, payment in steps), default=0)
    exact = least(due, steps, top) if top else None
    return Concession(
        debt=claim.debt,
        levers=levers,
        payment=Fen(first),
        months=course.months_in(steps),
        annual_rate=annual(due.rate),
        waived=Fen(waived),
        total_paid=Fen(paid),
        cost_to_lender=Fen(max(0, claim.total - worth)),
        completion=completion(course.months_in(steps)),
        due=due,
        steps=steps,
        least=Fen(first if exact is None else -(-first * exact // top)),
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
    months = shortest(claim.due(claim.rate), payment, claim.cap)
    if months is not None:
        found.append(build(claim, 0, claim.rate, max(months, 1), []))
    waiver = smallest_waiver(claim, payment, claim.cap, claim.rate)
    if 0 < waiver < _soft(claim):
        found.append(build(claim, waiver, claim.rate, claim.cap, waivers(claim, waiver)))
    if _soft(claim):
        found += _shortest(claim, payment, _soft(claim), claim.rate)
    return found


def _shortest(claim: Claim, payment: int, waiver: int, rate: Fraction) -> list[Concession]:
    """Return the proposal with a waiver and a rate in the fewest months, if it fits the cap."""
    months = shortest(claim.due(rate, waiver), payment, claim.cap)
    if months is None:
        return []
    levers = waivers(claim, waiver) + rate_lever(claim, rate)
    return [build(claim, waiver, rate, max(months, 1), levers)]


def _cheaper(claim: Claim, payment: int) -> list[Concession]:
    """Tier 3: the soft waiver and a lower rate, in steps and exactly at the longest term."""
    if claim.rate == 0:
        return []
    found = []
    for part in RATE_STEPS:
        found += _shortest(claim, payment, _soft(claim), claim.rate * part)
    due = claim.due(claim.rate, _soft(claim))
    rate = course.highest_rate(due, ((claim.cap, payment),), claim.rate, PPM)
    if rate is not None and rate < claim.rate:
        levers = waivers(claim, _soft(claim)) + rate_lever(claim, rate)
        found.append(build(claim, _soft(claim), rate, claim.cap, levers))
    return found


def _without_interest(claim: Claim, payment: int) -> list[Concession]:
    """Tier 4: the interest that has run up is waived too."""
    if not claim.interest:
        return []
    found = _shortest(claim, payment, claim.charges, claim.rate)
    return found + _shortest(claim, payment, claim.charges, Fraction(0))


def _less_principal(claim: Claim, payment: int) -> list[Concession]:
    """Tier 5: only when principal divided over the longest term is still too much."""
    waiver = smallest_waiver(claim, payment, claim.cap, Fraction(0))
    if waiver <= claim.charges:
        return []
    levers = waivers(claim, waiver) + rate_lever(claim, Fraction(0))
    return [build(claim, waiver, Fraction(0), claim.cap, levers)]


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


def _present(rate: Fraction, payments: list[Fen]) -> Fen:
    """Return today's worth of monthly payments, in scaled integers."""
    factor, total = 1 << _POINT, 0
    up, down = rate.denominator, rate.denominator + rate.numerator
    for payment in payments:
        factor = factor * up // down
        total += payment * factor
    return half_up(Fraction(total, 1 << _POINT))
