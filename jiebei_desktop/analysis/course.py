"""A plan in steps, to the fen: interest on the principal alone, charges due so far beside it.

Charges (interest, penalty and fees that have run up) are repaid in parts in step with the payments
and bear nothing: they never become principal. Interest of a period is by its days where the
contract counts days; a broken first period is by days in any case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from jiebei_desktop.analysis.annuity import between, smallest
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.rates import DayBasis

_DAYS = 30
Steps = tuple[tuple[int, int], ...]
"""(months, fen a month), in their order."""


class MonthlyAmount(NamedTuple):
    """Money a month in fen: so much at first, and where it rises more after some months."""

    first: int
    months: int = 0
    later: int = 0
    """From then on; it counts only where ``months`` are given."""
    most: int = 0
    """What ``top`` may be before anybody lets principal go."""
    sure: bool = True
    """Else nothing is known of it after its first months: nobody lets anything go for it."""
    eased: tuple[int, int] = (0, 0)
    """After how many months a known large payment is past, and what can be kept from then on."""

    @property
    def top(self) -> int:
        """What there is a month in the end."""
        return self.later if self.months else self.first

    @property
    def held_back(self) -> Steps:
        """What of ``top`` is not there in the first months."""
        return ((self.months, self.top - self.first),) if self.months else ()

    def up_to(self, top: int) -> MonthlyAmount:
        """Return the same with so much a month in the end."""
        return self._replace(later=top) if self.months else self._replace(first=top)

    def less(self, amount: int) -> MonthlyAmount:
        """Return the same with so much of every month gone."""
        return self._replace(first=self.first - amount, later=self.later - amount)

    def once_eased(self) -> MonthlyAmount:
        """Return the same with what can be kept once a known large payment is past."""
        return MonthlyAmount(self.first, *self.eased)

    def with_a_day(self) -> MonthlyAmount:
        """Return the same with a day's part more in every month."""
        first, later = (fen + fen // _DAYS for fen in (self.first, self.later))
        return self._replace(first=first, later=later)

    def of_month(self, month: int) -> int:
        """Return what there is in a month, counted from 0."""
        return self.first if month < self.months else self.top

    def within(self, months: int) -> int:
        """Return all there is in so many months."""
        return months * self.top - min(months, self.months) * (self.top - self.first)


def monthly(amount: int | MonthlyAmount) -> MonthlyAmount:
    """Return an amount that may be the same for ever."""
    return amount if isinstance(amount, MonthlyAmount) else MonthlyAmount(amount)


class Periods(NamedTuple):
    """For how much of a month's interest each period counts: ``shares[k] / whole``, by its days.

    Periods beyond those named count as whole months.
    """

    shares: tuple[int, ...] = ()
    whole: int = 1

    @property
    def basis(self) -> DayBasis:
        """How these periods count time: by days over a year of so many, or by months."""
        by_days = {basis.days: basis for basis in (DayBasis.ACT_365, DayBasis.ACT_360)}
        return by_days.get(self.whole, DayBasis.MONTHLY)


MONTHS = Periods()
"""Every period counts as a month."""


class Due(NamedTuple):
    """What one creditor is repaid: principal at a monthly rate, charges without."""

    principal: int
    charges: int = 0
    rate: Fraction = Fraction(0)
    periods: Periods = MONTHS

    @property
    def total(self) -> int:
        """Everything that is repaid beside interest to come."""
        return self.principal + self.charges


class CourseRow(NamedTuple):
    """One instalment in fen; ``balance`` is the principal left after it."""

    payment: Fen
    principal: Fen
    interest: Fen
    charges: Fen
    balance: Fen


def total_of(steps: Sequence[tuple[int, int]]) -> int:
    """Return all that the steps pay."""
    return sum(months * payment for months, payment in steps)


def months_in(steps: Steps) -> int:
    """Return how many months the steps take."""
    return sum(months for months, _ in steps)


def until(steps: Steps, months: int) -> Steps:
    """Return the steps of the first months; the last step goes on where they are too short."""
    found, left = list[tuple[int, int]](), months
    for count, payment in steps:
        if left > 0:
            found.append((min(count, left), payment))
            left -= count
    if left > 0 and found:
        count, payment = found[-1]
        found[-1] = (count + left, payment)
    return tuple(found)


def rows(due: Due, steps: Sequence[tuple[int, int]]) -> tuple[CourseRow, ...]:
    """Return the instalments until all is repaid, the last one what is left.

    They end early where the interest of a month is more than its payment, for unpaid interest
    would become principal; ``clears`` tells.
    """
    return tuple(CourseRow(*(Fen(part) for part in parts)) for parts in _walk(due, steps))


def clears(due: Due, steps: Steps) -> bool:
    """Tell whether the steps repay everything without interest ever staying unpaid."""
    return total_of(steps) >= due.total if due.rate == 0 else _followed(due, steps)[1]


def _followed(due: Due, steps: Steps) -> tuple[int, bool]:
    """Return how many instalments the steps make, and whether they repay everything."""
    count, repaid, left = 0, 0, due.principal
    for row in _walk(due, steps):
        count, repaid, left = count + 1, repaid + row[3], row[4]
    return count, left == 0 and repaid == due.charges


def repaid_in(due: Due, steps: Steps) -> int:
    """Return in how many months all is repaid, waiting included; all of them where it is not."""
    count, whole = _followed(due, steps) if total_of(steps) else (0, False)
    return count if whole else months_in(steps)


def _walk(due: Due, steps: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, int, int]]:
    shares, whole = due.periods
    up, down, named, place = due.rate.numerator, due.rate.denominator * whole, len(shares), 0
    planned, balance, repaid, so_far = total_of(steps) or 1, due.principal, 0, 0
    for months, payment in steps:
        for _ in range(months):
            part_up = up * (shares[place] if place < named else whole)
            interest = (2 * balance * part_up + down) // (2 * down) if up else 0
            place += 1
            if payment < interest:
                return
            so_far += payment
            part = min(due.charges * so_far // planned - repaid, payment - interest)
            owing = balance + interest + due.charges - repaid
            if owing <= payment:
                part, paid = due.charges - repaid, owing
            else:
                part = max(part, payment - interest - balance)
                paid = payment
            repaid += part
            balance -= paid - part - interest
            yield paid, paid - part - interest, interest, part, balance
            if balance == 0 and repaid == due.charges:
                return


def shaped(shape: Sequence[tuple[int, int]], top: int, payment: int, unit: int) -> Steps:
    """Return steps in proportion to a shape, ``payment`` at its highest level, in whole units."""
    if not top:
        return ()
    return tuple((months, payment * level // (top * unit) * unit) for months, level in shape)


def free(budget: int, streams: Iterable[Steps], months: int) -> tuple[tuple[int, int], ...]:
    """Return what payments already promised leave of a budget, as (months, fen) in their order."""
    taken = [0] * months
    for steps in streams:
        month = 0
        for count, payment in steps:
            for place in range(month, min(month + count, months)):
                taken[place] += payment
            month += count
    found: list[tuple[int, int]] = []
    for each in taken:
        left = max(0, budget - each)
        if found and found[-1][1] == left:
            found[-1] = (found[-1][0] + 1, left)
        else:
            found.append((1, left))
    return tuple(found)


def ended(due: Due, steps: Steps) -> Steps:
    """Return the steps without months after the last instalment, and equal ones joined.

    A payment that is the only one is what is owed, however it was rounded.
    """
    if due.rate == 0:
        left, months = due.total, 0
        for count, payment in steps:
            need = -(-left // payment) if payment else count
            months += min(count, max(need, 0))
            left -= count * payment
            if left <= 0:
                break
        steps = until(steps, months)
    else:
        shorter = until(steps, repaid_in(due, steps))
        steps = shorter if shorter != steps and clears(due, shorter) else steps
    joined: list[tuple[int, int]] = []
    for count, payment in steps:
        if joined and joined[-1][1] == payment:
            joined[-1] = (joined[-1][0] + count, payment)
        else:
            joined.append((count, payment))
    if joined and joined[-1][0] == 1 and not total_of(joined[:-1]):
        joined[-1:] = [(1, row.payment) for row in rows(due, joined)[-1:] if row.payment]
    return tuple(joined)


def least(due: Due, shape: Sequence[tuple[int, int]], top: int, unit: int = 1) -> Fen | None:
    """Return the smallest payment at the shape's highest level that repays everything.

    Args:
        due: what is repaid.
        shape: (months, fen that are free), in their order.
        top: the highest level the payment is meant at.
        unit: payments are whole multiples of so many fen.

    Returns:
        None where not even ``top`` itself repays it.
    """
    if due.total <= 0:
        return ZERO

    def holds(units: int) -> bool:
        return clears(due, shaped(shape, top, units * unit, unit))

    most = top // unit
    if most <= 0:
        return None
    guess = min(most, int(_guess(due, shape, top) / unit))
    found = smallest(lambda n: n >= most or holds(n), guess)
    return Fen(found * unit) if found < most or holds(most) else None


def _guess(due: Due, shape: Sequence[tuple[int, int]], top: int) -> float:
    """Return about the payment at the highest level, by present value with each period's days."""
    shares, whole = due.periods
    rate, factor, worth, place = float(due.rate) / whole, 1.0, 0.0, 0
    plain = total_of(shape) / top
    for months, level in shape if due.rate else ():
        for _ in range(months):
            factor /= 1 + rate * (shares[place] if place < len(shares) else whole)
            worth += factor * level
            place += 1
    return due.principal / (worth / top if due.rate else plain) + due.charges / plain


def highest_rate(due: Due, steps: Steps, ceiling: Fraction, grid: int) -> Fraction | None:
    """Return the highest monthly rate up to ``ceiling`` that the steps bear.

    Annual rates are multiples of one over ``grid``. None when they do not even repay without
    interest.
    """
    if clears(due._replace(rate=ceiling), steps):
        return ceiling
    if not clears(due._replace(rate=Fraction(0)), steps):
        return None
    top = -(-ceiling.numerator * 12 * grid // ceiling.denominator)

    def fails(place: int) -> bool:
        return not clears(due._replace(rate=Fraction(place, 12 * grid)), steps)

    return Fraction(between(fails, 0, top) - 1, 12 * grid)
