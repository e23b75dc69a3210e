"""What a request means once it is agreed on: the terms it makes, and the instalments of these."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from jiebei_desktop.domain.debts import Method, Terms, TermsVersion
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.negotiation import InstalmentMark, Request
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.domain.standing import rows_agreed


def version_of(request: Request, agreed_on: date, before: Terms | None = None) -> TermsVersion:
    """Return the terms that an agreement on a request makes from a day on.

    What it does not speak of (what lateness costs, which part a payment pays first) stays as
    ``before``. Months of grace come first and repay interest only; without a rate nothing falls
    due in them. Charges beside the principal are paid in parts with the instalments.
    """
    rate = Rate(value=request.annual_rate, per=RatePeriod.YEAR)
    pause = request.grace_months if request.annual_rate else 0
    terms = replace(
        before or Terms(rate=rate),
        rate=rate,
        day_basis=request.day_basis,
        method=Method.EQUAL_PAYMENT,
        periods=pause + request.periods,
        interest_only=pause,
        first_due=add_months(request.first_due, request.grace_months - pause),
        due_day=request.first_due.day,
        payment=request.payment,
        start_periods=request.start_periods,
        start_payment=request.start_payment or None,
        fee_per_period=None,
        upfront_fee=None,
        minimum=None,
    )
    return TermsVersion(
        effective_from=agreed_on,
        principal=request.principal,
        terms=terms,
        interest=request.charges,
        in_parts=True,
        interest_from=request.interest_from,
        at_once=request.lump_sum,
        at_once_on=_at_once_on(request, agreed_on) if request.lump_sum else None,
    )


def _at_once_on(request: Request, agreed_on: date) -> date:
    """Return by when the sum at once is to be paid: before the first instalment, or earlier."""
    last = request.first_due - timedelta(days=1)
    return max(agreed_on, min(request.lump_on or last, last))


def instalments_of(request: Request) -> tuple[InstalmentMark, ...]:
    """Return the instalments that a request means, none of nothing; the last absorbs the rest."""
    version = version_of(request, request.interest_from or add_months(request.first_due, -1))
    asked = [row for row in rows_agreed(version) if row.payment]
    return tuple(
        InstalmentMark(n=n, due=row.due, amount=Fen(row.payment)) for n, row in enumerate(asked, 1)
    )


def without_past_sum(request: Request, today: date) -> Request:
    """Return the request without a sum at once whose day is past: what was paid is owed no more."""
    past = request.lump_on is not None and request.lump_on < today
    return replace(request, lump_sum=ZERO, lump_on=None) if past else request
