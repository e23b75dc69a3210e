"""Where the walk of a debt begins: its contract, later terms, or what the lender reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction

from msgspec.structs import replace

from jiebei_desktop.domain.debts import (
    Allocation,
    Debt,
    Drawing,
    Method,
    Payment,
    ReportedBalance,
    Terms,
    TermsVersion,
    Unchanged,
)
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.standing.open_instalments import Lot, is_near
from jiebei_desktop.domain.standing.remains import (
    agreed,
    current_terms,
    is_early,
    next_due_day,
    prepaid_last,
    remaining,
)
from jiebei_desktop.domain.standing.replay import Replay
from jiebei_desktop.domain.standing.schedules import (
    Beginning,
    Instalment,
    due_day,
    first_due,
    period_units,
    planned,
)

_PAYOUT_DAYS = 3
"""The money of a contract reaches the account on its day or a few days later."""
_CYCLES_AHEAD = 2
"""Months ahead that a revolving account knows its due days, unless asked for more."""


def in_force(debt: Debt, on: date) -> Debt:
    """Return the debt as the agreement that rules on a day made it: terms, principal, start."""
    begin, principal = agreed(debt, on)
    return replace(
        debt,
        terms=current_terms(debt, on),
        principal=principal,
        contract_date=begin.day,
    )


def walked(
    debt: Debt, on: date, order: Allocation | None = None, *, until: date | None = None
) -> Replay:
    """Return the state of ``debt`` at the end of ``on``, payments of that day included.

    The walk starts at the latest of: the contract, the last terms version in force, the reported
    balance. A revolving account knows its due days up to ``until``, some weeks ahead without it.
    """
    walk = _open(debt, on, until or add_months(on, _CYCLES_AHEAD))
    walk.order = order or walk.terms.allocation
    payments = [(one.date, int(one.amount), one.kept) for one in counted_payments(debt, on)]
    draws = [(drawn.date, int(drawn.amount)) for drawn in later_draws(debt, walk.day)]
    announced = called_in(debt, on)
    all_due = None if announced is None else max(announced, walk.day)
    run(walk, payments, all_due, on, draws)
    return walk


def run(
    walk: Replay,
    payments: Iterable[tuple[date, int, Unchanged | None]],
    all_due: date | None,
    on: date,
    draws: Iterable[tuple[date, int]] = (),
) -> None:
    """Replay to the end of ``on`` through dues, draws, an announced acceleration and payments."""
    events = [(day, 2, amount, kept) for day, amount, kept in payments]
    events += [(day, 0, amount, None) for day, amount in draws]
    events += [] if all_due is None else [(all_due, 1, 0, None)]
    for day, kind, amount, kept in sorted(events, key=lambda event: event[:2]):
        if day > on:
            break
        _reach(walk, day)
        if kind == 0:
            walk.draw(amount)
        elif kind == 1:
            walk.accelerate()
        else:
            walk.pay(amount, kept)
    _reach(walk, on)


def _reach(walk: Replay, day: date) -> None:
    """Advance to ``day``, letting everything fall due that falls due up to and on it."""
    while walk.next < len(walk.lots) and walk.lots[walk.next].row.due <= day:
        walk.advance(walk.lots[walk.next].row.due)
        walk.fall_due()
    walk.advance(day)


def counted_payments(debt: Debt, on: date) -> tuple[Payment, ...]:
    """Return the payments that count beside what was agreed or reported last before ``on``.

    The lender's figure, and what was agreed on it that day, hold what was paid until then; of the
    day itself what is not marked as paid afterwards.
    """
    balance, (begin, _) = _ruling_balance(debt, on), agreed(debt, on)
    day = begin.day if balance is None else balance.as_of
    shown = balance is not None or (debt.balance is not None and debt.balance.as_of == day)
    return tuple(
        payment
        for payment in debt.payments
        if payment.date > day or (payment.date == day and (payment.after_balance or not shown))
    )


def by_payments(debt: Debt, on: date) -> Debt:
    """Return the debt without the balance of ``on``, with the payments that this holds."""
    later = counted_payments(debt, on)
    inside = tuple(payment for payment in debt.payments if payment not in later)
    return replace(debt, balance=None, payments=inside)


def _ruling_balance(debt: Debt, on: date) -> ReportedBalance | None:
    """Return the reported balance a replay to ``on`` starts from; terms since go before it.

    Terms of its own day were agreed on what it showed.

    Of a debt known by its balance only nothing earlier is known: before its day it stands as it
    was read then, not as a contract on which nothing was ever paid.
    """
    balance = debt.balance
    if balance is not None and is_early(debt, on):
        balance = _taken_on(balance, on)
    if balance is None or balance.as_of > on:
        return None
    begin, _ = agreed(debt, on)
    later_terms = current_terms(debt, on) is not debt.terms
    return None if later_terms and begin.day >= balance.as_of else balance


def _taken_on(balance: ReportedBalance, on: date) -> ReportedBalance:
    """Return a balance as if it had been read on an earlier day: late is what was late then."""
    late = balance.overdue_since is None or balance.overdue_since < on
    return replace(
        balance,
        as_of=on,
        overdue_since=balance.overdue_since if late else None,
        overdue_principal=balance.overdue_principal if late else ZERO,
    )


def later_draws(debt: Debt, start: date) -> list[Drawing]:
    """Return what was drawn after ``start``, without the payout of the contract itself.

    A balance that is taken for an earlier day holds what was drawn until its own.
    """
    held = debt.balance.as_of if debt.balance and is_early(debt, start) else start
    later = [drawn for drawn in debt.draws if drawn.date > max(start, held)]
    if start == debt.contract_date:
        last = start + timedelta(_PAYOUT_DAYS)
        payouts = (d for d in later if d.amount == debt.principal and d.date <= last)
        payout = next(payouts, None)
        if payout is not None:
            later.remove(payout)
    return later


def called_in(debt: Debt, on: date) -> date | None:
    """Return the day on which all falls due, as announced; None where it is not up to ``on``.

    Terms agreed after the announcement have taken it back.
    """
    announced = debt.accelerated_on
    if announced is None or announced > on:
        return None
    if any(announced < version.effective_from <= on for version in debt.versions):
        return None
    return announced


def _open(debt: Debt, on: date, until: date) -> Replay:
    balance = _ruling_balance(debt, on)
    if balance is not None:
        return _from_balance(debt, balance, until)
    terms = current_terms(debt, on)
    begin, principal = agreed(debt, on)
    if _revolves(terms):
        start = begin.day
        rows = _cycles(terms, first_due(terms, start), due_day(terms, start), until)
    else:
        rows = planned(principal, terms, begin)
    walk = _walk(terms, begin, principal, rows)
    if begin.since is not None:
        walk.period_start, walk.day = begin.since, min(begin.since, begin.day)
        walk.advance(begin.day)
    if begin.beside:
        _note_parts(walk)
    _bear_with(walk, debt.payments)
    ruling = [version for version in debt.versions if version.effective_from <= on]
    if ruling:
        walk.fees = ruling[-1].fees
        walk.accrued += ruling[-1].interest
        walk.carried_interest = 0 if _revolves(terms) else ruling[-1].interest
        walk.carried = ruling[-1].penalty
        _ask_at_once(walk, ruling[-1], ruling[-1].at_once)
    return walk


def _ask_at_once(walk: Replay, version: TermsVersion, amount: Fen) -> None:
    """Put a sum agreed to be paid at once in front: it has fallen due, for its day.

    That is never before the agreement nor after the first instalment, whatever was told.
    """
    if amount:
        told = max(version.effective_from, version.at_once_on or version.effective_from)
        day = min([told, *(lot.row.due for lot in walk.lots[walk.next :][:1])])
        row = Instalment(0, day, 0, amount, amount, ZERO, ZERO, Fen(walk.undue))
        walk.lots.insert(walk.next, Lot(row=row, principal=amount, due_on=day, once=True))
        walk.next += 1


def _once_in(debt: Debt, balance: ReportedBalance) -> tuple[TermsVersion, Fen] | None:
    """Return how much of a balance is a sum agreed to be paid at once whose day is not past.

    It is what the lender shows beyond what the instalments repay; none of these has fallen due.
    """
    for version in reversed(debt.versions):
        if version.effective_from <= balance.as_of:
            more = balance.principal - balance.overdue_principal - version.principal
            waits = version.at_once_on is not None and balance.as_of <= version.at_once_on
            return (version, Fen(min(more, version.at_once))) if waits and more > 0 else None
    return None


def _note_parts(walk: Replay) -> None:
    """Note how much of what an agreement carried over each instalment asks for."""
    left = walk.undue
    for lot in walk.lots:
        if lot.row.n > walk.terms.interest_only:
            lot.beside = lot.row.interest - half_up(walk.daily * (left * lot.units))
        left -= lot.row.principal


def _walk(terms: Terms, begin: Beginning, undue: Fen, rows: Sequence[Instalment]) -> Replay:
    lots = [_pending(terms, row) for row in rows]
    if lots:
        lots[0].units = period_units(terms, begin, lots[0].row.due)
    return Replay(
        terms=terms,
        order=terms.allocation,
        day=begin.day,
        undue=undue,
        lots=lots,
        accrued=Fraction(begin.carried),
        period_start=begin.day,
        cycle_undue=undue,
    )


def _bear_with(walk: Replay, payments: Iterable[Payment]) -> None:
    """Let what was paid again and again, near the instalment, never be late by itself.

    Paid twice to the fen it is the lender's own: the rest of each, up to a hundredth, goes on.
    """
    level = walk.terms.method is Method.EQUAL_PAYMENT and walk.terms.payment is None
    if not level or not walk.lots:
        return
    asked = walk.lots[0].row.payment
    times = Counter(one.amount for one in payments if is_near(asked, one.amount))
    if max(times.values(), default=0) > 1:
        for lot in walk.lots:
            lot.slack = asked


def _pending(terms: Terms, row: Instalment) -> Lot:
    return Lot(row=row, principal=0 if _revolves(terms) else row.principal)


def _revolves(terms: Terms) -> bool:
    return terms.method is Method.REVOLVING


def _cycles(terms: Terms, first: date, day: int, until: date) -> Sequence[Instalment]:
    """Return empty rows for the due days of a revolving account, one past ``until``."""
    if terms.minimum is None:
        return ()
    month, dues = Month.of(first), [first]
    while dues[-1] <= until:
        month = month.plus(1)
        dues.append(month.day(day))
    return [Instalment(n, due, 0, ZERO, ZERO, ZERO, ZERO, ZERO) for n, due in enumerate(dues, 1)]


def _from_balance(debt: Debt, balance: ReportedBalance, until: date) -> Replay:
    """Start from what the lender shows: to the fen, and nothing before its day again."""
    plan = remaining(debt, balance, _rows_prepaid(debt, balance))
    once = _once_in(debt, balance)
    undue = Fen(balance.principal - balance.overdue_principal - (once[1] if once else 0))
    since = late_since(balance)
    is_late = bool(balance.overdue_principal or balance.overdue_since)
    missed = plan.missed(since) if is_late else ()
    fallen = ZERO
    if is_late:
        fallen = _fallen_interest(balance, missed if undue and plan.left else ())
    begin = Beginning(balance.as_of, carried=Fen(balance.interest - fallen))
    if _revolves(plan.terms):
        start, _ = agreed(debt, balance.as_of)
        first = next_due_day(plan.terms, start.day, balance.as_of)
        rows = _cycles(plan.terms, first, due_day(plan.terms, start.day), until)
        begin = begin._replace(carried=ZERO)
    else:
        rows = plan.rows(undue, begin)
    walk = _walk(plan.terms, begin, undue, rows)
    _bear_with(walk, debt.payments)
    walk.fees, walk.fees_fall_due = balance.fees, True
    if is_late:
        _add_overdue(walk, balance, missed, fallen)
    elif _revolves(plan.terms):
        walk.billed = walk.cycle_billed = balance.interest
    if once:
        _ask_at_once(walk, *once)
    walk.bill_is_cut = _revolves(plan.terms)
    _add_penalty(walk, balance.penalty)
    return walk


def late_since(balance: ReportedBalance) -> date:
    """Return since when a reported balance is late; where nobody said, the latest day possible.

    What is late on a day fell due the day before, at the latest.
    """
    return balance.overdue_since or balance.as_of - timedelta(days=1)


def _rows_prepaid(debt: Debt, balance: ReportedBalance) -> Sequence[Instalment] | None:
    """Return the plan as prepayments before the balance left it; None without any."""
    if prepaid_last(debt, balance.as_of) is None:
        return None
    return [lot.row for lot in walked(by_payments(debt, balance.as_of), balance.as_of).lots]


def _fallen_interest(balance: ReportedBalance, missed: Sequence[Instalment]) -> Fen:
    """Return how much of the reported interest has fallen due.

    It is what the contract's missed rows asked for; the rest runs since the last of them. Where
    no rows are known, or none is left to ask for the rest, all of it has.
    """
    asked = sum(row.interest for row in missed)
    return Fen(min(balance.interest, asked)) if missed else balance.interest


def _add_overdue(
    walk: Replay, balance: ReportedBalance, missed: Sequence[Instalment], interest: Fen
) -> None:
    """Put the reported overdue part in front, as one lot that fell due when the lender says."""
    since = late_since(balance)
    n, days = (missed[0].n, missed[0].days) if missed else (0, 0)
    principal, total = balance.overdue_principal, Fen(balance.overdue_principal + interest)
    row = Instalment(n, since, days, total, principal, interest, ZERO, Fen(walk.undue))
    lot = Lot(row=row, principal=principal, interest=interest, due_on=since, reported=True)
    walk.lots.insert(0, lot)
    walk.next = 1


def _add_penalty(walk: Replay, penalty: Fen) -> None:
    """Put the reported penalty on the first instalment; it takes part in every payment."""
    if not penalty:
        return
    if walk.next == 0:
        day = walk.day
        row = Instalment(0, day, 0, ZERO, ZERO, ZERO, ZERO, Fen(walk.undue))
        walk.lots.insert(0, Lot(row=row, principal=0, due_on=date.min))
        walk.next = 1
    walk.lots[0].penalty += penalty
