"""A contract's instalments: every method of repayment, to the fen.

Rows are computed with scaled integers (a rate is ``num / den``), because a plan or a table asks
for thousands of them. Interest of a period rounds half-up; the last period absorbs the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from jiebei_desktop.domain.debts import Method, Minimum, Rounding, Terms, minimum_part
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import MONTH_DAYS, Month, add_months
from jiebei_desktop.domain.rates import DayBasis

MAX_PERIODS = 600
"""No schedule runs longer: fifty years is beyond any loan this program plans."""

_POINT = 192
"""Binary digits after the point of discount factors; far finer than half a fen."""


class Instalment(NamedTuple):
    """One row of a schedule; a named tuple because building one must cost almost nothing."""

    n: int
    due: date
    days: int
    """Actual days of the period: its due day minus the day it starts."""
    payment: Fen
    principal: Fen
    interest: Fen
    fee: Fen
    balance: Fen
    """Principal left after this instalment."""


class Beginning(NamedTuple):
    """Where a plan begins: on the day money was drawn, or in the middle of a contract."""

    day: date
    carried: Fen = ZERO
    """Interest that has run before the day and is asked for with the first instalment."""
    beside: Fen = ZERO
    """Charges that the instalments of a named payment repay beside, as they repay the whole."""
    since: date | None = None
    """The day from which the first period bears interest; None: ``day``."""
    original: Fen | None = None
    """Principal of the contract, on which a flat fee is reckoned; None: what the plan repays."""
    whole: bool = False
    """The first period counts as a whole month, whatever its days."""
    level: Fen | None = None
    """What every instalment asks for, of equal principal parts repays, as before a prepayment."""

    @property
    def runs_from(self) -> date:
        """The day from which the first period bears interest."""
        return self.since or self.day


class _Pace(NamedTuple):
    """How interest runs: ``num / den`` per unit, and the units of every period."""

    num: int
    den: int
    units: Sequence[int]
    carried: int = 0
    """Interest that the first period brings along."""
    level: int | None = None
    """What every instalment asks for, or repays, where that is given."""
    beside: int = 0
    """Charges without interest that the payments repay with the rest."""


def schedule(principal: Fen, terms: Terms, start: date) -> tuple[Instalment, ...]:
    """Return the instalments of ``principal`` drawn on ``start`` under ``terms``.

    A method without a plan, or terms that do not say how many periods there are, give no rows.
    Formulas: docs/method.md.
    """
    return planned(principal, terms, contract_begins(terms, start))


def contract_begins(terms: Terms, day: date) -> Beginning:
    """Return the beginning of a contract or an agreement on its day.

    One that names its payment has counted whole months, whatever the days of the first.
    """
    return Beginning(day, whole=terms.payment is not None)


def planned(principal: Fen, terms: Terms, begin: Beginning) -> tuple[Instalment, ...]:
    """Return the instalments of ``principal`` from where a plan begins."""
    start = begin.runs_from
    if terms.method is Method.REVOLVING:
        return _revolving(principal, terms, start)
    periods = _periods(terms)
    if periods == 0:
        return ()
    dues, days = due_dates(start, first_due(terms, start), due_day(terms, start), periods)
    pace = _pace(terms, days, _first_units(terms, begin, dues[0]))
    pace = pace._replace(carried=begin.carried, level=begin.level, beside=begin.beside)
    principals, interests = _parts(principal, terms, pace)
    charged = principal if begin.original is None else begin.original
    fee = half_up(charged * Fraction(terms.fee_per_period or 0)) if _has_fee(terms) else ZERO
    return _rows(principal, dues, days, (principals, interests), fee)


def _months(terms: Terms) -> int:
    """Return the months of one period: a single payment has one period, its term."""
    return (terms.periods or 1) if terms.method is Method.SINGLE else 1


def period_units(terms: Terms, begin: Beginning, due: date) -> int:
    """Return how many thirtieths of a month a period of a monthly contract counts.

    A period from one due day to the next is a whole month, thirty of them. One that begins
    between two due days is charged by its days (over 360 a year, as broken days are).
    """
    months = _months(terms)
    start = begin.runs_from
    before = add_months(due, -months, due_day(terms, start))
    is_whole = begin.whole or before == start or add_months(start, months) == due
    return MONTH_DAYS * months if is_whole else (due - start).days


def _first_units(terms: Terms, begin: Beginning, due: date) -> int | None:
    """Return the thirtieths of a first period that is no whole number of months, else None."""
    if terms.day_basis is not DayBasis.MONTHLY:
        return None
    months = _months(terms)
    units = period_units(terms, begin, due)
    return None if units == MONTH_DAYS * months else units


def due_day(terms: Terms, start: date) -> int:
    """Return the day of the month the contract names (31 stays 31 after a February)."""
    return terms.due_day or (terms.first_due or start).day


def first_due(terms: Terms, start: date) -> date:
    """Return the first due date: the one written, or one month (a single loan: its term) later."""
    if terms.first_due is not None:
        return terms.first_due
    months = _months(terms)
    return add_months(start, months, due_day(terms, start))


@lru_cache(maxsize=128)
def due_dates(
    start: date, first: date, day: int, periods: int
) -> tuple[tuple[date, ...], tuple[int, ...]]:
    """Return the due dates and the actual days of each period; day 31 clamps and returns."""
    month = Month.of(first)
    dues = (first, *(month.plus(k).day(day) for k in range(1, periods)))
    starts = (start, *dues)
    return dues, tuple((due - begin).days for due, begin in zip(dues, starts, strict=False))


def equal_payment(principal: int, rate: Fraction, periods: int) -> Fen:
    """Return the level payment ``P·i·qⁿ / (qⁿ − 1)``, half-up; without interest ``P / n``."""
    if rate == 0:
        return half_up(Fraction(principal, periods))
    num, den = rate.numerator, rate.denominator
    grown, base = (num + den) ** periods, den**periods
    return Fen(_divide(principal * num * grown, den * (grown - base)))


def pay_for(principal: Fen, rate: Fraction, periods: int) -> Fen:
    """Return the smallest level payment whose last instalment is no larger than itself.

    Proposals use it, so that nobody is ever asked for more than the amount written down.
    """
    pace = _Pace(rate.numerator, rate.denominator, (1,) * periods)
    return Fen(_settle(principal, equal_payment(principal, rate, periods), pace, slack=0))


def minimum_due(minimum: Minimum, principal: Fen, charges: Fen) -> Fen:
    """Return a card's minimum payment, never more than all that is owed.

    ``charges`` are interest, fees, instalments due and any amount over the limit.
    """
    part = minimum_part(principal, Fraction(minimum.fraction))
    wanted = max(minimum.floor, part + charges)
    return Fen(min(principal + charges, wanted))


def _settle(principal: int, payment: int, pace: _Pace, slack: int) -> int:
    """Return the smallest payment whose last instalment exceeds it by ``slack`` fen at most."""
    while _last(principal, payment, pace) > payment + slack:
        payment += 1
    while payment > 1 and _last(principal, payment - 1, pace) <= payment - 1 + slack:
        payment -= 1
    return payment


def _last(principal: int, payment: int, pace: _Pace) -> int:
    num, den, twice = 2 * pace.num, pace.den, 2 * pace.den
    balance, carried = principal, pace.carried
    for units in pace.units[:-1]:
        balance -= payment - carried - (balance * num * units + den) // twice
        carried = 0
    return balance + carried + (balance * num * pace.units[-1] + den) // twice


def _divide(top: int, bottom: int) -> int:
    return (2 * top + bottom) // (2 * bottom)


def _periods(terms: Terms) -> int:
    if terms.method is Method.FREE:
        return 0
    if terms.method is Method.SINGLE:
        return 1 if terms.periods or terms.first_due else 0
    return min(terms.periods or 0, MAX_PERIODS)


def _has_fee(terms: Terms) -> bool:
    return terms.method is Method.FEE_INSTALMENT


def _pace(terms: Terms, days: Sequence[int], first_units: int | None = None) -> _Pace:
    if terms.method is Method.FEE_INSTALMENT:
        return _Pace(0, 1, days)  # the fee stands in place of interest
    rate = terms.rate.daily(terms.day_basis)
    units = days
    months = terms.periods if terms.method is Method.SINGLE else 1
    if terms.day_basis is DayBasis.MONTHLY and months is not None:
        rate = terms.rate.monthly(terms.day_basis)
        units = [months] * len(days)
        if first_units is not None:
            rate /= MONTH_DAYS
            units = [first_units, *[MONTH_DAYS] * (len(days) - 1)]
    return _Pace(rate.numerator, rate.denominator, units)


def _parts(principal: int, terms: Terms, pace: _Pace) -> tuple[list[int], list[int]]:
    pause = min(terms.interest_only, len(pace.units) - 1)
    if pause <= 0:
        return _repaying(principal, terms, pace)
    before = _on_balances(principal, [0] * pause, pace._replace(units=pace.units[:pause]))
    after = _repaying(principal, terms, pace._replace(units=pace.units[pause:], carried=0))
    return before[0] + after[0], before[1] + after[1]


def _repaying(principal: int, terms: Terms, pace: _Pace) -> tuple[list[int], list[int]]:
    match terms.method:
        case Method.EQUAL_PAYMENT:
            asked = _payments(_payment(principal, pace, terms), pace, terms)
            return (
                _beside(principal, asked, pace) if pace.beside else _level(principal, asked, pace)
            )
        case Method.INTEREST_ONLY | Method.SINGLE:
            periods = len(pace.units)
            return _on_balances(principal, [0] * (periods - 1) + [principal], pace)
        case _:
            part = pace.level or _even_part(principal, len(pace.units), terms.rounding)
            return _on_balances(principal, _even(principal, part, len(pace.units)), pace)


def _payment(principal: int, pace: _Pace, terms: Terms) -> int:
    if named := pace.level or terms.payment:
        return named
    if terms.day_basis is DayBasis.MONTHLY or pace.num == 0:
        rate = terms.rate.monthly(terms.day_basis) if pace.num else Fraction(0)
        return equal_payment(principal, rate, len(pace.units))
    factor, total = 1 << _POINT, 0
    for units in pace.units:
        factor = factor * pace.den // (pace.den + pace.num * units)
        total += factor
    worth = (principal + pace.carried) << _POINT  # nearly: the first month's discount is slight
    return _settle(principal, _divide(worth, total), pace, slack=1)


def _payments(level: int, pace: _Pace, terms: Terms) -> list[int]:
    """Return what the instalments that repay principal ask for, the smaller ones first."""
    asked = [level] * len(pace.units)
    if terms.start_payment is not None and terms.payment is not None and pace.level is None:
        count = min(terms.start_periods, len(asked) - 1)
        asked[:count] = [int(terms.start_payment)] * count
    return asked


def _level(principal: int, asked: Sequence[int], pace: _Pace) -> tuple[list[int], list[int]]:
    principals, interests, balance = [], [], principal
    num, den, twice = 2 * pace.num, pace.den, 2 * pace.den
    carried = pace.carried
    for units, payment in zip(pace.units, asked, strict=True):
        interest = carried + (balance * num * units + den) // twice
        carried = 0
        part = payment - interest
        if not 0 <= part <= balance:
            part = min(max(part, 0), balance)
        balance -= part
        principals.append(part)
        interests.append(interest)
    principals[-1] += balance
    return principals, interests


def _beside(principal: int, asked: Sequence[int], pace: _Pace) -> tuple[list[int], list[int]]:
    """Return the same where each payment takes its share of charges, as a plan asks for it.

    The share follows what is paid of the whole; charges stand with the interest.
    """
    principals, interests, balance, repaid, so_far = [], [], principal, 0, 0
    num, den, twice, planned = 2 * pace.num, pace.den, 2 * pace.den, sum(asked) or 1
    for units, payment in zip(pace.units, asked, strict=True):
        interest, rest = (balance * num * units + den) // twice, pace.beside - repaid
        so_far += payment
        room = max(0, payment - interest)
        part = max(min(pace.beside * so_far // planned - repaid, room), room - balance)
        part = min(max(part, 0), rest)
        taken = min(max(0, payment - interest - part), balance)
        repaid += part
        balance -= taken
        principals.append(taken)
        interests.append(interest + part)
    principals[-1] += balance
    interests[-1] += pace.beside - repaid
    interests[0] += pace.carried
    return principals, interests


def _even_part(principal: int, periods: int, rounding: Rounding) -> int:
    if rounding is Rounding.FLOOR:
        return principal // periods
    return _divide(principal, periods)


def _even(principal: int, part: int, periods: int) -> list[int]:
    parts, left = [], principal
    for _ in range(periods - 1):
        taken = min(part, left)
        left -= taken
        parts.append(taken)
    parts.append(left)
    return parts


def _on_balances(principal: int, parts: list[int], pace: _Pace) -> tuple[list[int], list[int]]:
    interests, balance = [], principal
    num, den, twice = 2 * pace.num, pace.den, 2 * pace.den
    for part, units in zip(parts, pace.units, strict=True):
        interests.append((balance * num * units + den) // twice)
        balance -= part
    interests[0] += pace.carried
    return parts, interests


def _rows(
    principal: int,
    dues: Sequence[date],
    days: Sequence[int],
    parts: tuple[list[int], list[int]],
    fee: int,
) -> tuple[Instalment, ...]:
    rows, balance = [], principal
    new = tuple.__new__  # skips the keyword handling of the named tuple: a third of the time
    for n, (due, length, part, interest) in enumerate(zip(dues, days, *parts, strict=True), 1):
        balance -= part
        row = (n, due, length, part + interest + fee, part, interest, fee, balance)
        rows.append(new(Instalment, row))
    return tuple(rows)


def _revolving(principal: Fen, terms: Terms, start: date) -> tuple[Instalment, ...]:
    """Run the balance down by minimum payments only, with no new spending."""
    if terms.minimum is None or not principal:
        return ()
    dues, days = due_dates(start, first_due(terms, start), due_day(terms, start), MAX_PERIODS)
    pace = _pace(terms, days)
    rate = Fraction(pace.num, pace.den)
    balance, principals, interests = int(principal), [], []
    for units in pace.units:
        interest = half_up(balance * rate * units)
        part = minimum_due(terms.minimum, Fen(balance), interest) - interest
        balance -= part
        principals.append(part)
        interests.append(int(interest))
        if balance == 0:
            break
    count = len(principals)
    return _rows(principal, dues[:count], days[:count], (principals, interests), 0)
