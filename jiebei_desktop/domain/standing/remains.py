"""What of a plan is still to come on the day the lender shows a balance.

``periods`` and ``first_due`` name due days, and those after the balance remain: all of them where
the first is not before it, the rest of them where they are the contract's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.debts import (
    HOME_LOANS,
    Debt,
    Method,
    ReportedBalance,
    Stage,
    Terms,
    TermsVersion,
    Unchanged,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.standing.plan_anew import level, repaying
from jiebei_desktop.domain.standing.schedules import (
    Beginning,
    Instalment,
    contract_begins,
    due_day,
    first_due,
    planned,
)


def current_terms(debt: Debt, on: date) -> Terms:
    """Return the terms that rule on a day: the contract's, or the last agreed version."""
    ruling = [version.terms for version in debt.versions if version.effective_from <= on]
    return ruling[-1] if ruling else debt.terms


def agreed(debt: Debt, on: date) -> tuple[Beginning, Fen]:
    """Return where the plan in force began, and on how much principal."""
    for version in reversed(debt.versions):
        if version.effective_from <= on:
            return _version_begins(version), version.principal
    return contract_begins(debt.terms, debt.contract_date), debt.principal


def rows_agreed(version: TermsVersion) -> tuple[Instalment, ...]:
    """Return the instalments of later terms, charges in parts with the interest."""
    return planned(version.principal, version.terms, _version_begins(version))


def _version_begins(version: TermsVersion) -> Beginning:
    """Return the beginning of later terms: how their first period and their charges count."""
    begin = contract_begins(version.terms, version.effective_from)
    if version.in_parts and version.terms.payment is not None:
        begin = begin._replace(beside=version.interest)
    if version.interest_from is None:
        return begin
    first = first_due(version.terms, version.effective_from)
    return begin._replace(whole=False, since=min(version.interest_from, first))


def agreed_on(debt: Debt, on: date) -> date | None:
    """Return since when terms agreed with the lender rule on a day; None under the contract's.

    A home loan's rate is set anew without any talk: there the stage has to say it was agreed.
    """
    if debt.stage is not Stage.RESTRUCTURED and debt.product in HOME_LOANS:
        return None
    ruling = [one.effective_from for one in debt.versions if one.effective_from <= on]
    return ruling[-1] if ruling else None


def is_typed(debt: Debt) -> bool:
    """Return whether a debt is known by what the lender shows, not by contract and payments."""
    shown = debt.balance
    return shown is not None and not any(paid.date < shown.as_of for paid in debt.payments)


def is_early(debt: Debt, on: date) -> bool:
    """Return whether a day lies before a typed balance, and something had fallen due by then.

    What was paid of it nobody knows; until the contract's first due day the contract speaks.
    """
    shown = debt.balance
    if shown is None or on >= shown.as_of or not is_typed(debt):
        return False
    return first_due(debt.terms, debt.contract_date) <= on


def next_due_day(terms: Terms, start: date, after: date) -> date:
    """Return the first due day after a day: one of the contract's, every month from its first."""
    due, day = first_due(terms, start), due_day(terms, start)
    if due > after:
        return due
    this = Month.of(after).day(day)
    return this if this > after else Month.of(after).plus(1).day(day)


class Remaining(Struct, frozen=True, kw_only=True):
    """The plan in force, split at the day of a reported balance."""

    terms: Terms
    original: Fen
    """Principal of the plan in force, on which a flat fee is reckoned."""
    passed: Sequence[Instalment]
    """Instalments of the contract up to the day, the day included."""
    left: Sequence[Instalment]
    shortened: bool = False
    """What was prepaid last left the payment as it was: the rest goes on with it."""

    def missed(self, since: date) -> Sequence[Instalment]:
        """Return the contract's instalments since the day the lender says it is overdue."""
        return [row for row in self.passed if row.due >= since]

    def rows(self, undue: Fen, begin: Beginning) -> Sequence[Instalment]:
        """Return the instalments that repay what has not fallen due.

        Where that is not what the contract's rows leave (an earlier prepayment, a figure typed
        with a fen more), the rest is planned anew on its due days. A first due day that is the
        day of the balance is still to be paid, unless the figures show it paid.
        """
        if self.passed and sum(row.principal for row in self.left) == undue:
            return self.left
        left = self.left
        if len(self.passed) == 1 and self.passed[0].due == begin.day:
            left = [*self.passed, *left]
        if not left or not undue:
            return ()
        begin = begin._replace(original=self.original)
        if self.shortened:
            begin = begin._replace(level=level(self.terms, left))
        return repaying(undue, self.terms, begin, left)


def prepaid_last(debt: Debt, until: date) -> Unchanged | None:
    """Return what the last prepayment up to a day left of the plan in force then."""
    begin, _ = agreed(debt, until)
    made = (each for each in debt.payments if each.kept and begin.day <= each.date <= until)
    last = max(made, key=lambda each: each.date, default=None)
    return last.kept if last else None


def remaining(
    debt: Debt, balance: ReportedBalance, rows: Sequence[Instalment] | None = None
) -> Remaining:
    """Return the plan in force on the day of a balance, split there.

    A debt known by its balance that names no first due day has all its periods before it. ``rows``
    are those of the plan where something was prepaid before.
    """
    terms = current_terms(debt, balance.as_of)
    begin, principal = agreed(debt, balance.as_of)
    if terms is debt.terms and terms.first_due is None and is_typed(debt):
        terms = replace(terms, first_due=_first_left(terms, balance.as_of))
    if rows is None:
        rows = () if terms.method is Method.REVOLVING else planned(principal, terms, begin)
    passed = [row for row in rows if row.due <= balance.as_of]
    terms = replace(terms, due_day=due_day(terms, begin.day))
    if terms.method is Method.SINGLE:
        terms = replace(terms, periods=None)  # whole months of the contract count no more
    return Remaining(
        terms=terms,
        original=principal,
        passed=passed,
        left=rows[len(passed) :],
        shortened=prepaid_last(debt, balance.as_of) is Unchanged.PAYMENT,
    )


def _first_left(terms: Terms, as_of: date) -> date:
    """Return the first due day after a balance of a plan that names none."""
    if terms.method is Method.SINGLE:
        return add_months(as_of, terms.periods or 1, terms.due_day)
    day = terms.due_day or as_of.day
    this = Month.of(as_of).day(day)
    return this if this > as_of else Month.of(as_of).plus(1).day(day)
