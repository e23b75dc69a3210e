"""A debt from what the lender's app shows: all that is owed, this instalment, its day, the delay.

Two amounts and a rate leave two unknowns: the principal before the first unpaid instalment and
the number of instalments left. They are solved by the same replay that reckons every debt, so what
is saved shows the typed figures again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Debt, Method, Minimum, ReportedBalance, Terms
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.rates import DayBasis
from jiebei_desktop.domain.standing import (
    MAX_PERIODS,
    Obligation,
    ObligationKind,
    Owed,
    obligations,
    owed,
)

_SAME = 3
"""Fen by which rounding may part two reckonings of the same instalment."""
_EASY = 60
"""Instalments up to which the neighbours of the nearest number are tried, too."""
_NEAR = 0.02
"""Months of equal length let a number of instalments be known so well before it is tried."""
_SHARE = Decimal("1e-10")
_MONTHLY = (Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.FEE_INSTALMENT)


class PhonePage(Struct, frozen=True, kw_only=True):
    """What the app shows on a day; amounts in fen."""

    as_of: date
    total: Fen
    """To settle everything on the day."""
    due: Fen
    """This instalment; where it is late, all that is late."""
    due_on: date
    since: date | None = None
    """Day of the first instalment that was missed; None where nothing is late."""
    following: Fen | None = None
    """The instalment after this one, as shown."""


class Fit(Struct, frozen=True, kw_only=True):
    """The debt that a page describes, and whether usual terms explain the page to the fen."""

    debt: Debt
    exact: bool
    """False where the typed instalment had to be written into the terms."""


def fitted(
    page: PhonePage, base: Debt, methods: Sequence[Method], periods: int | None = None
) -> Fit:
    """Return the debt of a page.

    A page whose last instalment is all that is owed charges nothing until its day.

    Args:
        page: what is shown.
        base: the debt as its product is usually made; its terms are tried first.
        methods: the ways this product is repaid, besides.
        periods: instalments left, where the user knows them.
    """
    tried = [base.terms.method, *(m for m in methods if m is not base.terms.method)]
    if page.due == page.total:
        tried, periods = [Method.FEE_INSTALMENT], 1
    for method in tried:
        if method in _MONTHLY:
            found = _by_method(page, base, method, periods)
            if found is not None:
                return found
    return Fit(debt=_named(page, base, periods), exact=False)


def card(page: PhonePage, base: Debt) -> Debt:
    """Return a revolving account whose next minimum is the shown ``due``.

    What the page shows is kept as principal: which part of it is interest only the bill tells.
    """
    late, known = page.since is not None, base.terms.minimum
    rest = page.total - page.due if late else page.total
    share = Decimal(page.due) / Decimal(rest or page.total)
    rule = Minimum(
        fraction=min(Decimal(1), share.quantize(_SHARE)), floor=known.floor if known else Fen(0)
    )
    return replace(
        base,
        contract_date=_start(page),
        principal=page.total,
        terms=replace(
            base.terms,
            method=Method.REVOLVING,
            minimum=(known or rule) if late else rule,
            first_due=_first(page),
            due_day=page.due_on.day,
        ),
        balance=ReportedBalance(
            as_of=page.as_of,
            principal=page.total,
            overdue_since=page.since,
            overdue_principal=min(page.due if late else ZERO, page.total),
        ),
    )


def this_due(debt: Debt, page: PhonePage) -> Fen:
    """Return what a debt asks for where the page shows this instalment."""
    if page.since is not None:
        return owed(debt, page.as_of).arrears
    return sum_of(obligations(debt, page.as_of, page.due_on), page.due_on)


def following_due(debt: Debt, as_of: date, last: date) -> Obligation | None:
    """Return the first payment after this instalment."""
    later = obligations(debt, as_of, add_months(last, 2))
    return next((e for e in later if e.kind is not ObligationKind.ARREARS and e.day > last), None)


def sum_of(asked: Sequence[Obligation], day: date) -> Fen:
    """Return what is asked on a day, arrears left out."""
    return Fen(
        sum(e.amount for e in asked if e.day == day and e.kind is not ObligationKind.ARREARS)
    )


def _first(page: PhonePage) -> date:
    return page.since or page.due_on


def _terms(page: PhonePage, base: Debt, method: Method, periods: int) -> Terms:
    return replace(
        base.terms,
        method=method,
        periods=periods,
        first_due=_first(page),
        due_day=page.due_on.day,
        payment=None,
        fee_per_period=Decimal(0) if method is Method.FEE_INSTALMENT else None,
    )


def _start(page: PhonePage) -> date:
    """Return a month before the first unpaid instalment, today where that is still to come."""
    return min(add_months(_first(page), -1, page.due_on.day), page.as_of)


def _contract(page: PhonePage, base: Debt, terms: Terms, principal: int) -> Debt:
    """Return the debt as if it began a month before the first unpaid instalment."""
    return replace(
        base, contract_date=_start(page), principal=Fen(principal), terms=terms, balance=None
    )


def _by_method(page: PhonePage, base: Debt, method: Method, known: int | None) -> Fit | None:
    for periods in [known] if known else _candidates(page, base, method):
        terms = _terms(page, base, method, periods)
        debt = _solved(page, base, terms)
        if debt is None or abs(this_due(debt, page) - page.due) > _SAME:
            continue
        kept = _reported(page, debt)
        if page.following is None or _follows(kept, page):
            return Fit(debt=kept, exact=True)
    return None


def _follows(debt: Debt, page: PhonePage) -> bool:
    found = following_due(debt, page.as_of, _last_missed(page))
    return found is not None and abs(found.amount - (page.following or 0)) <= _SAME


def _last_missed(page: PhonePage) -> date:
    """Return the last day up to which an instalment has fallen due."""
    return max(page.due_on, page.as_of) if page.since else page.due_on


def _candidates(page: PhonePage, base: Debt, method: Method) -> Iterator[int]:
    """Yield the numbers of instalments that come near the page, the nearest first."""
    monthly = _monthly(base.terms)
    missed = _missed(page)
    level = page.due / missed
    period, until_now = _interest(page, base.terms)
    principal = page.total / (1 + until_now)
    part = level - principal * period
    if part <= 0:
        return
    exact = principal / part
    if method is Method.EQUAL_PAYMENT and monthly:
        share = 1 - principal * float(monthly) / level
        exact = -math.log(share) / math.log(1 + float(monthly)) if share > 0 else 0.0
    if base.terms.day_basis is DayBasis.MONTHLY and abs(exact - round(exact)) > _NEAR * exact:
        return
    near = max(missed, round(exact))
    for periods in (near, near + 1, near - 1) if near <= _EASY else (near,):
        if missed <= periods <= MAX_PERIODS and periods > 0:
            yield periods


def _interest(page: PhonePage, terms: Terms) -> tuple[float, float]:
    """Return the interest on 1 of a shown instalment's period, and of all time until the day.

    A first period that begins today may be longer than a month: it is charged by its days.
    """
    start, missed = _start(page), _missed(page)
    if terms.day_basis is DayBasis.MONTHLY and start < page.as_of:
        monthly = float(_monthly(terms))
        return monthly, monthly * missed
    daily = float(terms.rate.daily(terms.day_basis))
    return daily * (page.due_on - start).days / missed, daily * (page.as_of - start).days


def _missed(page: PhonePage) -> int:
    """Return how many instalments the shown amount holds."""
    if page.since is None:
        return 1
    return max(1, Month.of(page.due_on).minus(Month.of(page.since)) + 1)


def _monthly(terms: Terms) -> Fraction:
    if terms.day_basis is DayBasis.MONTHLY:
        return terms.rate.monthly(terms.day_basis)
    return terms.rate.daily(terms.day_basis) * 365 / 12


def _solved(page: PhonePage, base: Debt, terms: Terms) -> Debt | None:
    """Return the contract on which just the shown total is owed on the day."""
    principal = int(page.total)
    for _step in range(4):
        debt = _contract(page, base, terms, principal)
        gap = page.total - owed(debt, page.as_of).parts.total
        if not gap:
            return debt
        share = Fraction(principal, principal + max(0, -gap))
        principal += int(half_up(gap * share)) or (1 if gap > 0 else -1)
        if principal <= 0:
            return None
    return _contract(page, base, terms, principal)


def _reported(page: PhonePage, debt: Debt) -> Debt:
    """Keep what the app shows as reported, to the fen: the rest of rounding goes to interest."""
    stand = owed(debt, page.as_of)
    rest = page.total - stand.parts.total
    late = page.since is not None
    balance = ReportedBalance(
        as_of=page.as_of,
        principal=stand.parts.principal,
        interest=Fen(max(0, stand.parts.interest + rest)),
        penalty=stand.parts.penalty,
        fees=stand.parts.fees,
        overdue_since=page.since,
        overdue_principal=stand.overdue_principal if late else Fen(0),
    )
    return _matched(page, replace(debt, balance=balance), stand)


def _matched(page: PhonePage, debt: Debt, stand: Owed) -> Debt:
    """Move fen inside the balance until the page's instalment comes out; its total stays.

    What is late moves between late principal and the rest. What is not, between the interest
    that the next instalment asks for and the principal; a level payment is named instead.
    """
    balance, gap = debt.balance, page.due - this_due(debt, page)
    if balance is None or not gap:
        return debt
    if page.since is not None:
        part = min(max(0, stand.overdue_principal + gap), balance.principal)
        return replace(debt, balance=replace(balance, overdue_principal=Fen(part)))
    if abs(gap) > _SAME:
        return debt
    if debt.terms.method is Method.EQUAL_PAYMENT:
        return replace(debt, terms=replace(debt.terms, payment=page.due))
    moved = (_moved(debt, balance, fen) for fen in range(-2 * _SAME, 2 * _SAME + 1))
    return next((one for one in moved if this_due(one, page) == page.due), debt)


def _moved(debt: Debt, balance: ReportedBalance, fen: int) -> Debt:
    interest = max(0, balance.interest + fen)
    principal = balance.principal + balance.interest - interest
    moved = replace(balance, principal=Fen(principal), interest=Fen(interest))
    return replace(debt, balance=moved)


def _named(page: PhonePage, base: Debt, known: int | None) -> Debt:
    """Return the debt with the shown instalment written into its terms, the last one the rest."""
    monthly, missed = float(_monthly(base.terms)), _missed(page)
    level = page.due / missed
    if page.following is not None:
        level = float(page.following)
    periods = known or _periods_of(page.total, level, monthly, missed)
    terms = _terms(page, base, Method.EQUAL_PAYMENT, min(periods, MAX_PERIODS))
    terms = replace(terms, payment=Fen(round(level)))
    if periods == 1 or level * MAX_PERIODS < page.total:
        terms = replace(terms, payment=None)
    solved = _solved(page, base, terms) or _contract(page, base, terms, page.total)
    if not page.since:
        return _reported(page, solved)
    solved = replace(solved, terms=terms)
    return _reported(page, solved)


def _periods_of(total: Fen, level: float, monthly: float, least: int) -> int:
    """Return how many level payments repay a total; the usual most where they never do."""
    if level <= total * monthly or level <= 0:
        return MAX_PERIODS
    if not monthly:
        return max(least, math.ceil(total / level - 1e-9))
    exact = -math.log(1 - total * monthly / level) / math.log(1 + monthly)
    return max(least, math.ceil(exact - 0.05))
