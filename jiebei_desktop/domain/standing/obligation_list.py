"""What one debt requires, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile

from msgspec import Struct

from jiebei_desktop.domain.debts import Debt, DebtId, Method, Stage, Terms
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.standing.ahead import DueAmount, coming, due_now
from jiebei_desktop.domain.standing.once import once
from jiebei_desktop.domain.standing.remains import (
    agreed,
    current_terms,
    is_typed,
    prepaid_last,
)
from jiebei_desktop.domain.standing.replay import Replay
from jiebei_desktop.domain.standing.schedules import MAX_PERIODS, Instalment, planned
from jiebei_desktop.domain.standing.start_of_replay import called_in, walked


class ObligationKind(StrEnum):
    """Why an amount is required on its day."""

    ARREARS = "arrears"
    """Fallen due and late: all of it on the day that is asked about."""
    INSTALMENT = "instalment"
    MINIMUM = "minimum"
    """A revolving account's minimum, its interest once."""
    FINAL = "final"
    """All principal on one day: a single payment, or the end of interest-only instalments."""
    CALLED = "called"
    """The lender announced that all falls due on this day."""
    AGREED = "agreed"
    """An instalment of an agreement, which replaces the contract."""


class Obligation(Struct, frozen=True, kw_only=True):
    """What one debt requires on one day, in its parts."""

    debt: DebtId
    day: date
    kind: ObligationKind
    principal: Fen = ZERO
    interest: Fen = ZERO
    penalty: Fen = ZERO
    fees: Fen = ZERO
    n: int = 0
    """Number of the instalment in its plan; 0 for arrears and what is called in."""

    @property
    def amount(self) -> Fen:
        """All parts together."""
        return Fen(self.principal + self.interest + self.penalty + self.fees)


@once
def obligations(debt: Debt, as_of: date, until: date | None = None) -> tuple[Obligation, ...]:
    """Return what ``debt`` requires from ``as_of`` to ``until``, or to its end, by day.

    Arrears come first, as one item on ``as_of``; what falls due later is reckoned as if they and
    all before it were paid. An instalment due today or within the days of grace stands on its own
    day. Terms agreed for a later day take over from it. A settled debt, one not drawn yet and
    one without a plan require nothing; a revolving account is followed fifty years at most.
    """
    end = add_months(as_of, MAX_PERIODS) if until is None else until
    return tuple(takewhile(lambda each: each.day <= end, _all(debt, as_of, end)))


def next_due(debt: Debt, as_of: date) -> Obligation | None:
    """Return the next amount that is no arrears; None when nothing is to come."""
    end = add_months(as_of, MAX_PERIODS)
    later = (each for each in _all(debt, as_of, end) if each.kind is not ObligationKind.ARREARS)
    return next(later, None)


def instalments(debt: Debt, as_of: date) -> tuple[Instalment, ...]:
    """Return the plan in force as rows: of a contract whole, of a typed balance what remains.

    A contract's rows that are paid or late are as it was made, or as a prepayment or a later draw
    has made them; today's, those within the days of grace and those to come are what it still
    requires, as everywhere else: less what was prepaid, without what was paid ahead. A debt called
    in has no rows after that day. Arrears are no row.
    """
    if not is_typed(debt):
        begin, principal = agreed(debt, as_of)
        plan = tuple(planned(principal, current_terms(debt, as_of), begin))
        later = any(version.effective_from > as_of for version in debt.versions)
        is_open = as_of >= begin.day and debt.stage is not Stage.SETTLED and not later
        return _still_required(debt, as_of, plan) if is_open else plan
    start = max(as_of, debt.balance.as_of if debt.balance else as_of)
    asked = [each for each in obligations(debt, start) if each.kind is not ObligationKind.ARREARS]
    rows, before = [], start
    left = sum(int(each.principal) for each in asked)
    for each in asked:
        left -= each.principal
        days = max(0, (each.day - before).days)
        row = (each.n, each.day, days, each.amount, each.principal, each.interest, each.fees, left)
        rows.append(Instalment._make(row))
        before = each.day
    return tuple(rows)


def _still_required(
    debt: Debt, as_of: date, rows: tuple[Instalment, ...]
) -> tuple[Instalment, ...]:
    """Return a contract's rows with those to come as they are still required."""
    last = min(as_of, called_in(debt, as_of) or as_of)
    if prepaid_last(debt, last) is not None or any(one.date <= last for one in debt.draws):
        anew = {lot.row.n: lot.row for lot in walked(debt, last).lots if not lot.reported}
        rows = tuple(anew.get(row.n, row) for row in rows)
    every = obligations(debt, as_of)
    asked = {each.n: each for each in every if each.n}
    once = [each for each in every if each.kind is ObligationKind.AGREED and not each.n]
    passed = tuple(row for row in rows if row.due <= last and row.n not in asked)
    ahead = [(row, asked[row.n]) for row in rows if row.n in asked]
    left = sum(int(each.principal) for _, each in ahead)
    coming = list[Instalment]()
    for row, each in ahead:
        left -= each.principal
        coming.append(
            row._replace(
                payment=each.amount,
                principal=each.principal,
                interest=each.interest,
                fee=each.fees,
                balance=Fen(left),
            )
        )
    first = [
        Instalment(0, each.day, 0, each.amount, each.principal, ZERO, ZERO, Fen(left))
        for left in [sum(int(row.principal) for row in coming)]
        for each in once
    ]
    return (*passed, *first, *coming)


def _all(debt: Debt, as_of: date, end: date) -> Iterator[Obligation]:
    if debt.stage is Stage.SETTLED or as_of < debt.contract_date:
        return
    later = [version.effective_from for version in debt.versions]
    agreed_on = min((day for day in later if as_of < day <= end), default=None)
    last = end if agreed_on is None else agreed_on - timedelta(days=1)
    yield from takewhile(lambda each: each.day <= last, _under_terms(debt, as_of, last))
    if agreed_on is not None:
        yield from _all(debt, agreed_on, end)


def _under_terms(debt: Debt, as_of: date, until: date) -> Iterator[Obligation]:
    """Yield what the terms in force on ``as_of`` require."""
    walk = walked(debt, as_of, until=until)
    terms = current_terms(debt, as_of)
    is_agreed = terms is not debt.terms
    yield from _arrears(debt, walk)
    called_on = called_in(debt, as_of)
    for each in due_now(walk):
        kind = (
            ObligationKind.CALLED
            if each.day == called_on
            else _kind(terms, each, is_agreed=is_agreed)
        )
        yield _obligation(debt.id, each, kind)
    ahead = called_in(debt, until)
    for each in coming(walk, None if ahead == called_on else ahead):
        kind = ObligationKind.CALLED if each.n == 0 else _kind(terms, each, is_agreed=is_agreed)
        yield _obligation(debt.id, each, kind)


def _arrears(debt: Debt, walk: Replay) -> Iterator[Obligation]:
    late = walk.arrears()
    if late.total:
        yield Obligation(
            debt=debt.id,
            day=walk.day,
            kind=ObligationKind.ARREARS,
            principal=late.principal,
            interest=late.interest,
            penalty=late.penalty,
            fees=late.fees,
        )


def _kind(terms: Terms, due: DueAmount, *, is_agreed: bool) -> ObligationKind:
    if is_agreed:
        return ObligationKind.AGREED
    if terms.method is Method.REVOLVING:
        return ObligationKind.MINIMUM
    at_end = terms.method in {Method.SINGLE, Method.INTEREST_ONLY}
    return ObligationKind.FINAL if at_end and due.principal else ObligationKind.INSTALMENT


def _obligation(debt: DebtId, due: DueAmount, kind: ObligationKind) -> Obligation:
    return Obligation(
        debt=debt,
        day=due.day,
        kind=kind,
        principal=due.principal,
        interest=due.interest,
        penalty=due.penalty,
        fees=due.fees,
        n=due.n,
    )
