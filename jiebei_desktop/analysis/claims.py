"""From a debt to what its creditor claims, with the longest term its kind may be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from jiebei_desktop.analysis.claim import FAR_HORIZON, HORIZON, Claim
from jiebei_desktop.analysis.course import Periods
from jiebei_desktop.analysis.dues import plan_days
from jiebei_desktop.domain.caps import contract_line
from jiebei_desktop.domain.debts import Debt, LenderType, Method
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.rates import DayBasis
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.standing import Owed, Status, current_terms, in_force
from jiebei_desktop.domain.true_rate import contract_rate
from jiebei_desktop.domain.warnings.beyond import beyond

CARD_TERM = "cc_art70"
"""Row of the rule data that allows card holders a personal instalment plan."""
LOAN_TERM = "loan_years"
"""Row that holds consumer loans of banks and consumer finance companies to a term."""
_MONTH = 30
"""Days of a month in a contract by months."""


def claim_of(
    debt: Debt, state: Owed, rules: RuleBook, first: date, *, capitalise: bool = False
) -> Claim:
    """Return what a creditor claims on a day, with the terms a concession starts from.

    ``first`` is the day of the plan's first payment.
    """
    as_of, terms = state.as_of, current_terms(debt, state.as_of)
    monthly = contract_rate(in_force(debt, as_of)) / 12
    left = sum(
        one.status in {Status.DUE, Status.PARTLY, Status.FUTURE} and not one.once
        for one in state.instalments
    )
    left = 0 if terms.method is Method.FREE else max(1, left)
    late, parts, line = state.arrears > 0, state.parts, _line_rate(debt, as_of, rules)
    capped = line is not None and monthly * 12 > line
    if line is not None and capped:
        monthly = line / 12
    over = beyond(debt, state, rules)
    cap = max(term_cap(debt.lender_type, rules, as_of), left)
    return Claim(
        debt=debt.id,
        since=as_of,
        principal=parts.principal,
        interest=parts.interest,
        penalty=parts.penalty,
        fees=parts.fees,
        rate=monthly,
        capped=capped,
        months_left=left,
        cap=cap,
        late=late,
        overdue=state.overdue_principal,
        above=over.charges,
        withheld=over.withheld,
        family=debt.is_family,
        person=debt.lent_by_person,
        periods=_periods_of(terms.day_basis, as_of, plan_days(first, cap)),
        capitalise=capitalise,
    )


def _periods_of(basis: DayBasis, as_of: date, days: Sequence[date]) -> Periods:
    """Return for how much of a month's interest each period between days of payment counts.

    Actual days over the basis; a contract by months counts whole ones, a broken first period its
    days over thirty.
    """
    if basis is DayBasis.MONTHLY:
        first = _MONTH if days[0] == add_months(as_of, 1) else (days[0] - as_of).days
        return Periods((first,), _MONTH)
    spans = ((due - start).days for start, due in pairwise((as_of, *days)))
    return Periods(tuple(12 * span for span in spans), basis.days)


def _line_rate(debt: Debt, as_of: date, rules: RuleBook) -> Fraction | None:
    """Return the annual rate above which no interest to come is offered to this kind of lender."""
    found = contract_line(debt.lender_type, debt.contract_date, as_of, rules)
    return None if found is None else Fraction(found.rate)


def term_cap(lender: LenderType, rules: RuleBook, on: date) -> int:
    """Return the longest term that may be asked of a lender.

    Card issuers: the periods of Art. 70. Banks and consumer finance companies: the years of the
    rule on consumer loans. A lender of unknown kind counts as one of these; others are bound by
    no rule known here, so that the house limit stands.
    """
    for name, figure in ((CARD_TERM, "periods"), (LOAN_TERM, "months")):
        row = rules.rows.get(name)
        if row is not None and row.in_force(on) and lender in row.lenders:
            return int(row.numbers[figure])
    if lender in {LenderType.UNKNOWN, LenderType.CREDIT_CARD_ISSUER}:
        return HORIZON
    return FAR_HORIZON
