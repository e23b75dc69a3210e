"""New terms of one debt that fit a monthly amount: principal with interest, charges without.

The principal bears interest by the days of each period under the contract's own basis. Charges
due so far (interest, penalty, fees) stand in a column of their own, are spread evenly and bear
none: nothing of them becomes principal unless the lender demands it (``capitalise``).
Source of the day count: docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from jiebei_desktop.domain.allocation import Parts
from jiebei_desktop.domain.money import Fen, half_up, share
from jiebei_desktop.domain.rates import DayBasis

CHARGES = ("penalty", "fees", "interest")
"""Parts that are no principal, in the order in which a lender is asked to waive them."""
_HALF_POINTS = 200
"""Lower rates are asked for in steps of half a percent."""
_MONTH_DAYS, _BROKEN_YEAR = 30, 360


class Row(NamedTuple):
    """One instalment; money in fen."""

    n: int
    due: date
    payment: Fen
    principal: Fen
    interest: Fen
    charges: Fen
    """Its part of the charges due so far, without interest."""
    balance: Fen
    """Principal left after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a lender claims on a day, and how its interest runs from then on."""

    as_of: date
    parts: Parts
    annual_rate: Fraction
    basis: DayBasis
    days: tuple[date, ...]
    """Days of payment, the first one first; as many as there may be instalments."""

    def units(self) -> tuple[Fraction, ...]:
        """Return the share of a year that each period is charged for.

        Actual days over the basis; a monthly contract counts twelfths, a broken first period its
        days over 360.
        """
        starts = (self.as_of, *self.days)
        pairs = zip(starts, self.days, strict=False)
        spans = [(due - start).days for start, due in pairs]
        if self.basis is not DayBasis.MONTHLY:
            return tuple(Fraction(span, self.basis.days) for span in spans)
        whole = _MONTH_DAYS <= spans[0] <= _MONTH_DAYS + 1
        first = Fraction(_MONTH_DAYS if whole else spans[0], _BROKEN_YEAR)
        return (first, *(Fraction(1, 12),) * (len(spans) - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTerms:
    """Terms that clear what is claimed with a monthly amount; money in fen."""

    principal: Fen
    """All that bears interest."""
    charges: Fen
    """What is paid beside it without interest."""
    capitalised: Fen
    """Charges that became principal because the lender demanded it; 0 otherwise."""
    waived: tuple[tuple[str, Fen], ...]
    """(penalty, fees or interest; amount), whole parts only."""
    annual_rate: Fraction
    lower_rate: bool
    """Whether the rate is below the contract's."""
    payment: Fen
    rows: tuple[Row, ...]
    total_paid: Fen = field(init=False)
    total_interest: Fen = field(init=False)
    """Interest still to come."""

    def __post_init__(self) -> None:
        paid = sum(row.payment for row in self.rows)
        object.__setattr__(self, "total_paid", Fen(paid))
        interest = sum(row.interest for row in self.rows)
        object.__setattr__(self, "total_interest", Fen(interest))

    @property
    def months(self) -> int:
        """How many instalments there are."""
        return len(self.rows)


def fitting_terms(claim: Claim, payment: Fen, *, capitalise: bool = False) -> NewTerms | None:
    """Return the mildest terms a monthly amount clears, None where no such terms exist.

    In this order: penalty waived; fees waived, too; a lower rate in half points; no further
    interest; the interest due so far waived, too. Principal is never asked to be waived.
    """
    for waived, rate in _ladder(claim):
        found = terms_at(claim, payment, waived, rate, capitalise=capitalise)
        if found is not None:
            return found
    return None


def terms_at(
    claim: Claim,
    payment: Fen,
    waived: Sequence[str],
    rate: Fraction,
    *,
    capitalise: bool = False,
) -> NewTerms | None:
    """Return the terms at a rate with some parts waived, in the fewest instalments that clear.

    None where the amount does not clear within the days there are.
    """
    gone = [(name, getattr(claim.parts, name)) for name in waived]
    rest = claim.parts.total - claim.parts.principal - sum(amount for _, amount in gone)
    grown = rest if capitalise else 0
    principal, charges = claim.parts.principal + grown, rest - grown
    shares = [rate * part for part in claim.units()]
    least = max(1, -(-(principal + charges) // payment)) if payment > 0 else len(shares) + 1
    for months in range(least, len(shares) + 1):
        rows = _rows((int(principal), rest - grown), payment, claim.days[:months], shares)
        if rows:
            return NewTerms(
                principal=Fen(principal),
                charges=Fen(charges),
                capitalised=Fen(grown),
                waived=tuple((name, amount) for name, amount in gone if amount),
                annual_rate=rate,
                lower_rate=rate < claim.annual_rate,
                payment=payment,
                rows=rows,
            )
    return None


def _ladder(claim: Claim) -> Iterator[tuple[tuple[str, ...], Fraction]]:
    """Yield what may be asked for, the mildest first."""
    rate = claim.annual_rate
    yield CHARGES[:1], rate
    yield CHARGES[:2], rate
    steps = -(-rate * _HALF_POINTS // 1) - 1
    yield from ((CHARGES[:2], Fraction(step, _HALF_POINTS)) for step in range(int(steps), 0, -1))
    yield CHARGES[:2], Fraction(0)
    yield CHARGES, Fraction(0)


def _rows(
    owed: tuple[int, int], payment: int, days: Sequence[date], shares: Sequence[Fraction]
) -> tuple[Row, ...]:
    """Return the instalments, the last one smaller; empty where they do not clear.

    Each takes an even part of the charges, and more of them once the principal is repaid.
    """
    (balance, rest), rows = owed, list[Row]()
    parts = share(rest, [1] * len(days))
    for n, (due, part) in enumerate(zip(days, parts, strict=True), 1):
        interest = half_up(balance * shares[n - 1])
        charges = min(part, rest)
        principal = min(balance, payment - interest - charges)
        if principal < 0:
            return ()
        charges += min(rest - charges, payment - interest - charges - principal)
        balance, rest = balance - principal, rest - charges
        paid = interest + principal + charges
        rows.append(
            Row(n, due, Fen(paid), Fen(principal), interest, Fen(charges), Fen(balance))
        )  # fmt: skip
        if not balance and not rest:
            return tuple(rows)
    return ()
