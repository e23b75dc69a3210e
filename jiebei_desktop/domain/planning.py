"""From what is owed to what a plan can simulate.

The budget of a plan is for negotiable debts; those for home, work or with a pledge are kept by
contract outside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.affordability import need_of
from jiebei_desktop.domain.debts import Debt, DebtId, Method, Terms
from jiebei_desktop.domain.money import TEN_YUAN, ZERO, Fen
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.rates import DayBasis
from jiebei_desktop.domain.standing import (
    Obligation,
    ObligationKind,
    Owed,
    current_terms,
    due_day,
    obligations,
    owed,
)
from jiebei_desktop.domain.strategies import MAX_MONTHS, PlanDebt

_COUNTED_MONTHS = 120
"""Months whose days are counted; beyond, a month counts as the last of them."""
_TWELFTH = 30
CURE_MONTHS = 12
"""Months over which arrears of a protected debt are made good, at most."""


def cured(debt: Debt, position: Owed) -> tuple[tuple[date, Fen], ...]:
    """Return the equal parts in which a protected debt's arrears are made good, with their days.

    They come with the debt's instalments, from the next one on; where none is to come, on its own
    day of the month from the next month on. The last takes what is left, which is no more;
    without arrears there is none.
    """
    arrears, part = position.arrears, cure_part(position.arrears)
    if not part:
        return ()
    day = due_day(current_terms(debt, position.as_of), debt.contract_date)
    first = position.next_due or Month.of(position.as_of).plus(1).day(day)
    days = (first, *(Month.of(first).plus(n).day(day) for n in range(1, CURE_MONTHS)))
    paid = range(0, arrears, part)
    return tuple(
        (on, Fen(min(part, arrears - before))) for on, before in zip(days, paid, strict=False)
    )


def cure_part(arrears: Fen) -> Fen:
    """Return one of those parts: a twelfth up to whole tens of yuan, no more than all."""
    tens = -(-arrears // (CURE_MONTHS * TEN_YUAN))
    return Fen(min(arrears, tens * TEN_YUAN))


def negotiable(debts: Iterable[Debt], aside: Collection[DebtId] = ()) -> tuple[Debt, ...]:
    """Return the debts a budget is for: all but those for home, work or with a pledge.

    Those that stand ``aside``, their claim perhaps out of time, get nothing of it.
    """
    return tuple(debt for debt in debts if not debt.is_guarded and debt.id not in aside)


def plan_debts(debts: Iterable[Debt], on: date) -> tuple[PlanDebt, ...]:
    """Return the debts that owe something on ``on``, as a monthly plan sees them.

    Month 1 runs from the day after ``on`` to the same day of the next month; each debt pays on
    its own due day in it, one without due days on the last. Fees of a fee instalment that are
    still to come are owed whatever is prepaid, so they are in its balance.
    """
    positions = [(debt, owed(debt, on)) for debt in debts]
    return tuple(plan_debt(debt, position) for debt, position in positions if position.parts.total)


def plan_debt(debt: Debt, position: Owed) -> PlanDebt:
    """Return one debt as a monthly plan sees it, from its position on a day."""
    on = position.as_of
    terms = current_terms(debt, on)
    flat = terms.method is Method.FEE_INSTALMENT
    rate = terms.rate.daily(terms.day_basis)
    minimum, fraction = _minimum(terms)
    until = add_months(on, 1 if fraction else MAX_MONTHS)
    ahead = [
        each for each in obligations(debt, on, until) if each.kind is not ObligationKind.ARREARS
    ]
    days = _pay_days(due_day(terms, debt.contract_date), on, ahead)
    dues = _dues(ahead, on)
    later = _unpaid_until(debt, on, days[0]).parts
    grown = later.total - position.parts.total
    fees = later.fees - position.parts.fees if flat else 0
    coming = sum(each.fees for each in ahead if each.day > on) if flat else 0
    if len(dues) == 1 and position.arrears + dues[0] < later.total + coming:
        dues = (*dues, ZERO)  # what grows on late money until it is paid is asked for afterwards
    return PlanDebt(
        id=debt.id,
        balance=Fen(position.parts.total + coming),
        rate=Fraction(0) if flat else rate,
        units=_units(terms, on, days),
        first_cost=Fen(grown - fees),
        charges=_charges(position) if _is_simple(dues) else None,
        first_due=(dues[0] if dues else ZERO) if fraction else None,
        minimum=minimum,
        fraction=fraction,
        dues=() if fraction else dues,
        arrears=position.arrears,
        overdue=position.overdue_principal,
        penalty_rate=rate * Fraction(terms.penalty_multiplier),
        priority=debt.priority,
    )


def _is_simple(dues: Sequence[Fen]) -> bool:
    """Return whether interest stays unpaid by contract until a later day, and bears none itself.

    A debt without a plan posts its interest every month here, which can only overstate its cost.
    """
    return bool(dues) and not dues[0]


def _charges(position: Owed) -> Fen:
    return Fen(position.parts.total - position.parts.principal)


def _minimum(terms: Terms) -> tuple[Fen, Fraction]:
    if terms.method is not Method.REVOLVING or terms.minimum is None:
        return ZERO, Fraction(0)
    return terms.minimum.floor, Fraction(Decimal(terms.minimum.fraction))


def _unpaid_until(debt: Debt, on: date, day: date) -> Owed:
    """Return what is owed on a later day if nothing more is paid or drawn."""
    known = tuple(payment for payment in debt.payments if payment.date <= on)
    drawn = tuple(drawing for drawing in debt.draws if drawing.date <= on)
    return owed(replace(debt, payments=known, draws=drawn), day)


def _pay_days(day: int, on: date, ahead: Sequence[Obligation]) -> tuple[date, ...]:
    """Return the day of each month on which a debt is paid: its due day, else the last."""
    first = min((each.day for each in ahead if each.day > on), default=None)
    found: list[date] = []
    for month in range(1, _COUNTED_MONTHS + 1):
        begin, end = add_months(on, month - 1), add_months(on, month)
        dues = (Month.of(end).day(day), Month.of(begin).day(day))
        inside = [due for due in dues if begin < due <= end]
        has_due = first is not None and inside and inside[0] >= first
        found.append(inside[0] if has_due else end)
    return tuple(found)


def _units(terms: Terms, on: date, days: Sequence[date]) -> tuple[int, ...]:
    if terms.day_basis is DayBasis.MONTHLY:
        return (_TWELFTH,)
    starts = (on, *days)
    return tuple((day - start).days for day, start in zip(days, starts, strict=False))


def _dues(ahead: Sequence[Obligation], on: date) -> tuple[Fen, ...]:
    """Return what falls due in each month after a day; what is due on it is in the first."""
    dues: list[int] = []
    end = on
    for each in ahead:
        while len(dues) < MAX_MONTHS and (each.day > end or not dues):
            dues.append(0)
            end = add_months(on, len(dues))
        dues[-1] += each.amount
    return tuple(Fen(due) for due in dues)


class Protected(Struct, frozen=True, kw_only=True):
    """A debt kept by contract beside a plan, and what it takes."""

    debt: DebtId
    day: date | None
    """When its next payment falls due; None where nothing is to come."""
    due: Fen
    """What falls due then by the contract, less what was paid ahead of it."""
    part: Fen
    """What is late, in equal parts over a year; 0 where nothing is."""
    monthly: Fen
    """That and what is due next, where it has monthly payments."""


def protected(debts: Iterable[Debt], on: date) -> tuple[Protected, ...]:
    """Return the debts for home, work or with a pledge that owe something on a day."""
    kept = [debt for debt in debts if debt.is_guarded]
    positions = [(debt, owed(debt, on)) for debt in kept]
    return tuple(
        Protected(
            debt=debt.id,
            day=position.next_due,
            due=position.next_amount,
            part=cure_part(position.arrears),
            monthly=Fen(need_of(debt, position) + cure_part(position.arrears)),
        )
        for debt, position in positions
        if position.parts.total
    )
