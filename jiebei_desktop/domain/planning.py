"""From what is owed to what a plan can simulate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jiebei_desktop.domain.accrual import InstalmentState, Owed, Status, current_terms, owed
from jiebei_desktop.domain.debts import Debt, Method, Terms
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.strategies import MAX_MONTHS, PlanDebt


def plan_debts(debts: Iterable[Debt], on: date) -> tuple[PlanDebt, ...]:
    """Return the debts that owe something on ``on``, as a monthly plan sees them.

    Month 1 runs from the day after ``on`` to the same day of the next month. Fees of a fee
    instalment that are still to come are owed whatever is prepaid, so they are in its balance.
    """
    positions = [(debt, owed(debt, on)) for debt in debts]
    return tuple(plan_debt(debt, position) for debt, position in positions if position.parts.total)


def plan_debt(debt: Debt, position: Owed) -> PlanDebt:
    """Return one debt as a monthly plan sees it, from its position on a day."""
    terms = current_terms(debt, position.as_of)
    flat = terms.method is Method.FEE_INSTALMENT
    coming = [state for state in position.instalments if _is_coming(state)]
    fees = sum(state.instalment.fee for state in coming) if flat else 0
    parts = position.parts
    rate = terms.rate.annual(terms.day_basis) / 12
    minimum, fraction = _minimum(terms)
    return PlanDebt(
        id=debt.id,
        balance=Fen(parts.total + fees),
        rate=Fraction(0) if flat else rate,
        minimum=minimum,
        fraction=fraction,
        dues=_dues(coming, position.as_of),
        arrears=position.arrears,
        overdue=position.overdue_principal,
        penalty_rate=rate * Fraction(terms.penalty_multiplier),
        priority=debt.priority,
    )


def _is_coming(state: InstalmentState) -> bool:
    return state.status in {Status.DUE, Status.FUTURE, Status.PARTLY}


def _minimum(terms: Terms) -> tuple[Fen, Fraction]:
    if terms.method is not Method.REVOLVING or terms.minimum is None:
        return ZERO, Fraction(0)
    return terms.minimum.floor, Fraction(Decimal(terms.minimum.fraction))


def _dues(coming: list[InstalmentState], on: date) -> tuple[Fen, ...]:
    """Return what falls due in each month after ``on``."""
    if not coming:
        return ()
    dues: list[int] = []
    end = on
    for state in coming:
        row = state.instalment
        while row.due > end or not dues:
            if len(dues) >= MAX_MONTHS:
                break
            dues.append(0)
            end = add_months(on, len(dues))
        dues[-1] += row.payment - state.paid_principal - state.paid_interest
    return tuple(Fen(due) for due in dues)
