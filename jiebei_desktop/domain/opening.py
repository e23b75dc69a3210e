"""Where the walk of a debt begins: its contract, later terms, or what the lender reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from jiebei_desktop.domain.debts import (
    Allocation,
    Debt,
    Drawing,
    Method,
    ReportedBalance,
    Terms,
)
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.schedule import Instalment, due_day, first_due, schedule
from jiebei_desktop.domain.walk import Lot, Walk, run

_PAYOUT_DAYS = 3
"""The money of a contract reaches the account on its day or a few days later."""


def current_terms(debt: Debt, on: date) -> Terms:
    """Return the terms that rule on a day: the contract's, or the last agreed version."""
    ruling = [version.terms for version in debt.versions if version.effective_from <= on]
    return ruling[-1] if ruling else debt.terms


def in_force(debt: Debt, on: date) -> Debt:
    """Return the debt as the agreement that rules on a day made it: terms, principal, start."""
    start, principal = _agreed(debt, on)
    return replace(
        debt,
        terms=current_terms(debt, on),
        principal=principal,
        contract_date=start,
    )


def walked(debt: Debt, on: date, order: Allocation | None = None) -> Walk:
    """Return the state of ``debt`` at the end of ``on``, payments of that day included.

    The walk starts at the latest of: the contract, the last terms version in force, the reported
    balance (payments after its day count, for the lender's figure already holds the others).
    """
    walk, first_counted = _open(debt, on)
    walk.order = order or walk.terms.allocation
    payments = [
        (payment.date, int(payment.amount))
        for payment in debt.payments
        if payment.date >= first_counted
    ]
    draws = [(drawn.date, int(drawn.amount)) for drawn in later_draws(debt, walk.day)]
    run(walk, payments, _all_due(debt, walk.day, on), on, draws)
    return walk


def later_draws(debt: Debt, start: date) -> list[Drawing]:
    """Return what was drawn after ``start``, without the payout of the contract itself."""
    later = [drawn for drawn in debt.draws if drawn.date > start]
    if start == debt.contract_date:
        last = start + timedelta(_PAYOUT_DAYS)
        payouts = (d for d in later if d.amount == debt.principal and d.date <= last)
        payout = next(payouts, None)
        if payout is not None:
            later.remove(payout)
    return later


def _all_due(debt: Debt, start: date, on: date) -> date | None:
    """Return the day all falls due: as announced, or at once when that was before ``start``.

    Terms agreed after the announcement have taken it back.
    """
    announced = debt.accelerated_on
    if announced is None:
        return None
    if any(announced < version.effective_from <= on for version in debt.versions):
        return None
    return max(announced, start)


def _open(debt: Debt, on: date) -> tuple[Walk, date]:
    balance = debt.balance if debt.balance and debt.balance.as_of <= on else None
    versions = [version for version in debt.versions if version.effective_from <= on]
    last = versions[-1] if versions else None
    if balance is not None and (last is None or balance.as_of >= last.effective_from):
        return _from_balance(debt, balance, on), date.fromordinal(balance.as_of.toordinal() + 1)
    if last is not None:
        start = last.effective_from
        walk = _from_terms(last.principal, last.terms, start, on)
        walk.fees = last.fees
        walk.accrued += last.interest
        _carry_penalty(walk, last.penalty, parked=True)
        return walk, start
    return _from_terms(debt.principal, debt.terms, debt.contract_date, on), debt.contract_date


def _from_terms(principal: Fen, terms: Terms, start: date, on: date) -> Walk:
    rows = (
        _cycles(terms, first_due(terms, start), due_day(terms, start), on)
        if _revolves(terms)
        else schedule(principal, terms, start)
    )
    return _walk(terms, start, principal, [_pending(terms, row) for row in rows])


def _walk(terms: Terms, start: date, undue: int, lots: list[Lot]) -> Walk:
    return Walk(
        terms=terms,
        order=terms.allocation,
        day=start,
        undue=undue,
        lots=lots,
        period_start=start,
        cycle_undue=undue,
    )


def _pending(terms: Terms, row: Instalment) -> Lot:
    return Lot(row=row, principal=0 if _revolves(terms) else row.principal)


def _revolves(terms: Terms) -> bool:
    return terms.method is Method.REVOLVING


def _cycles(terms: Terms, first: date, day: int, on: date) -> Sequence[Instalment]:
    """Return empty rows for the due days of a revolving account, one past ``on``."""
    if terms.minimum is None:
        return ()
    month, dues = Month.of(first), [first]
    while dues[-1] <= on:
        month = month.plus(1)
        dues.append(month.day(day))
    return [Instalment(n, due, 0, ZERO, ZERO, ZERO, ZERO, ZERO) for n, due in enumerate(dues, 1)]


def _from_balance(debt: Debt, balance: ReportedBalance, on: date) -> Walk:
    terms = current_terms(debt, balance.as_of)
    undue = Fen(balance.principal - balance.overdue_principal)
    rows, passed = _rest(debt, terms, balance, on)
    walk = _walk(terms, balance.as_of, undue, [_pending(terms, row) for row in rows])
    walk.fees = balance.fees
    if balance.overdue_principal or balance.overdue_since:
        _add_overdue(walk, balance, passed)
    elif _revolves(terms):
        walk.billed = walk.cycle_billed = balance.interest
    else:
        walk.accrued += balance.interest
    _carry_penalty(walk, balance.penalty, parked=False)
    return walk


def _add_overdue(walk: Walk, balance: ReportedBalance, passed: Sequence[Instalment]) -> None:
    """Put the reported overdue part in front, as one lot that fell due when the lender says.

    Of the reported interest, what the contract's rows since then asked for is due; the rest has
    been running since the last due day and is asked for with the next instalment.
    """
    since = balance.overdue_since or balance.as_of
    missed = [row for row in passed if row.due >= since]
    asked = sum(row.interest for row in missed) if missed else balance.interest
    principal, interest = balance.overdue_principal, min(balance.interest, asked)
    row = Instalment(
        missed[0].n if missed else 0,
        since,
        missed[0].days if missed else 0,
        Fen(principal + interest),
        principal,
        Fen(interest),
        ZERO,
        Fen(walk.undue),
    )
    walk.lots.insert(0, Lot(row=row, principal=principal, interest=interest, due_on=since))
    walk.next = 1
    walk.accrued += balance.interest - interest


def _carry_penalty(walk: Walk, penalty: Fen, *, parked: bool) -> None:
    """Keep penalty carried in from before the walk; it takes part in every payment."""
    if not penalty:
        return
    if walk.next == 0:
        day = walk.day
        row = Instalment(0, day, 0, ZERO, ZERO, ZERO, ZERO, Fen(walk.undue))
        walk.lots.insert(0, Lot(row=row, principal=0, due_on=date.min))
        walk.next = 1
    walk.lots[0].penalty += penalty
    walk.lots[0].parked = parked


def _rest(
    debt: Debt, terms: Terms, balance: ReportedBalance, on: date
) -> tuple[Sequence[Instalment], Sequence[Instalment]]:
    """Return the instalments after the report, and those before it.

    When the reported principal is not what the contract's rows leave (an earlier prepayment, a
    figure typed with a fen more), the rest is planned anew on the same due days.
    """
    start, principal = _agreed(debt, balance.as_of)
    if _revolves(terms):
        day = due_day(terms, start)
        return _cycles(terms, _next_due(terms, start, balance.as_of), day, on), ()
    rows = schedule(principal, terms, start)
    passed = [row for row in rows if row.due <= balance.as_of]
    rest = rows[len(passed) :]
    before = passed[-1] if passed else None
    undue = Fen(balance.principal - balance.overdue_principal)
    if not rest or sum(row.principal for row in rest) == undue:
        return rest, passed
    again = replace(terms, periods=len(rest), first_due=rest[0].due, due_day=due_day(terms, start))
    anew = schedule(undue, again, before.due if before else start)
    return [row._replace(n=row.n + len(passed)) for row in anew], passed


def _agreed(debt: Debt, on: date) -> tuple[date, Fen]:
    """Return when the terms in force began, and on how much principal."""
    for version in reversed(debt.versions):
        if version.effective_from <= on:
            return version.effective_from, version.principal
    return debt.contract_date, debt.principal


def _next_due(terms: Terms, start: date, after: date) -> date:
    due, day = first_due(terms, start), due_day(terms, start)
    if due > after:
        return due
    this = Month.of(after).day(day)
    return this if this > after else Month.of(after).plus(1).day(day)
