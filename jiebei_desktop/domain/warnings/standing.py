"""Warnings about how a debt stands: due, overdue, accelerated, growing, or not agreed upon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec.structs import replace

from jiebei_desktop.domain.debts import Debt, Method, Priority
from jiebei_desktop.domain.findings import Fact, Finding, Severity
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.standing import (
    ObligationKind,
    Owed,
    by_payments,
    free_until,
    is_typed,
    later_draws,
    obligations,
    owed,
    schedule,
)
from jiebei_desktop.domain.warnings.view import HouseholdView

_QUARTER = 90
_RELATIVES = "family"
"""The product of a loan among relatives and friends."""


def standing_warnings(view: HouseholdView) -> Iterator[Finding]:
    """Yield what the state of each open debt gives reason to say."""
    for debt in view.debts:
        stand = view.stands[debt.id]
        yield from _due(view, debt, stand)
        yield from _overdue(view, debt, stand)
        yield from _accelerated(view, debt, stand)
        yield from _growing(view, debt, stand)
        yield from _order(view, debt, stand)
        yield from _kin(view, debt)
        yield from _minimum_only(view, debt, stand)
        yield from _utilisation(view, debt, stand)
        yield from _card_line(view, debt, stand)
        yield from _mismatch(view, debt)


def _due(view: HouseholdView, debt: Debt, stand: Owed) -> Iterator[Finding]:
    line = view.rules.threshold("due_soon")
    if stand.next_due is None:
        return
    days = (stand.next_due - view.as_of).days
    if days > line.amber:
        return
    facts: dict[str, Fact] = {
        "days": days,
        "due": stand.next_due,
        "amount_fen": stand.next_amount,
        "lent_by": _lent_by(debt),
    }
    yield view.finding(
        "W-DUE-7", Severity.CAUTION, facts, debt=debt, rule=line.id, at_stake=stand.next_amount
    )


def _lent_by(debt: Debt) -> str:
    """Return to whom the words speak: a person has no usual steps, no office, and no penalty."""
    return "person" if debt.lent_by_person else "lender"


def _overdue(view: HouseholdView, debt: Debt, stand: Owed) -> Iterator[Finding]:
    """Count the days and the days left to a lender's next usual step.

    A person has none, and what is late with a relative never comes before what a lender is owed.
    """
    line = view.rules.threshold("overdue")
    if stand.overdue_days < line.amber:
        return
    days = stand.days_known
    close, person = debt.is_family, debt.lent_by_person
    steps = () if person else line.steps
    later = (int(one) for one in steps if days is not None and one > days)
    step = next(later, None)
    facts: dict[str, Fact] = {
        "days": days,
        "since": stand.overdue_since,
        "arrears_fen": stand.arrears_known,
        "per_day_fen": stand.per_day,
        "lent_by": _lent_by(debt),
        "next_step": step,
        "days_to_step": None if step is None or days is None else step - days,
    }
    yield view.finding(
        "W-OVERDUE",
        Severity.CAUTION if close else Severity.SEVERE,
        facts,
        debt=debt,
        rule=None if person else line.id,
        at_stake=stand.arrears,
    )


def _accelerated(view: HouseholdView, debt: Debt, stand: Owed) -> Iterator[Finding]:
    """Tell what acceleration costs: announced, or what it would cost were it announced today.

    A person has no such clause: of theirs only what was said is told.
    """
    if debt.accelerated_on is not None and debt.accelerated_on <= view.as_of:
        facts: dict[str, Fact] = {
            "announced": debt.accelerated_on,
            "per_day_fen": stand.per_day_penalty,
            "total_fen": stand.parts.total,
            "lent_by": _lent_by(debt),
        }
        yield view.finding("W-ACCEL", Severity.SEVERE, facts, debt=debt, at_stake=stand.parts.total)
        return
    if stand.overdue_days == 0 or debt.lent_by_person:
        return
    # what is announced today bears penalty from tomorrow on
    tomorrow = view.as_of + timedelta(days=1)
    all_due = owed(replace(debt, accelerated_on=view.as_of), tomorrow)
    if all_due.overdue_principal <= stand.overdue_principal:
        return
    facts = {
        "announced": None,
        "per_day_fen": stand.per_day_penalty,
        "per_day_then_fen": all_due.per_day_penalty,
        "principal_fen": all_due.overdue_principal,
    }
    yield view.finding("W-ACCEL", Severity.INFO, facts, debt=debt)


def _growing(view: HouseholdView, debt: Debt, stand: Owed) -> Iterator[Finding]:
    """Say when the payments of about three months do not exceed what the debt cost meanwhile.

    The time runs from one payment to another, so that each pays for the days before it. A
    contract that asks for interest only and is kept does what it says.
    """
    kept = debt.terms.method is Method.INTEREST_ONLY and not stand.overdue_days
    span = _span(view, debt)
    if span is None or kept:
        return
    first, last = span
    paid = sum(payment.amount for payment in debt.payments if first < payment.date <= last)
    drawn = sum(drawing.amount for drawing in later_draws(debt, first) if drawing.date <= last)
    grown = owed(debt, last).parts.total - owed(debt, first).parts.total
    cost = grown + paid - drawn
    if paid > cost:
        return
    facts: dict[str, Fact] = {
        "paid_fen": Fen(paid),
        "cost_fen": Fen(cost),
        "days": (last - first).days,
    }
    severity = Severity.SEVERE if view.carried is None else Severity.INFO
    yield view.finding(
        "W-NEGAM", severity, facts, debt=debt, rule="spiral", at_stake=Fen(cost - paid)
    )


def _span(view: HouseholdView, debt: Debt) -> tuple[date, date] | None:
    """Return the day of the last payment and the day of one three months before it.

    Without so old a payment it is the day the reckoning of the debt begins. None where nothing
    was paid in the last three months, or the last payment is older than the reckoning.
    """
    known = [day for day in (payment.date for payment in debt.payments) if day <= view.as_of]
    versions = [one.effective_from for one in debt.versions if one.effective_from <= view.as_of]
    shown = debt.balance
    reported = [shown.as_of] if shown is not None and shown.as_of <= view.as_of else []
    begin = max([debt.contract_date, *versions, *reported])
    last = max(known, default=begin)
    if last <= begin or (view.as_of - last).days >= _QUARTER:
        return None
    quarter = last - timedelta(days=_QUARTER)
    return max([begin, *(day for day in known if day <= quarter)]), last


def _order(view: HouseholdView, debt: Debt, stand: Owed) -> Iterator[Finding]:
    """Show the range where the contract's order of applying payments is not known."""
    other = stand.other_order
    if other is None or other == stand.parts:
        return
    principals = sorted((stand.parts.principal, other.principal))
    totals = sorted((stand.parts.total, other.total))
    facts: dict[str, Fact] = {
        "principal_low_fen": principals[0],
        "principal_high_fen": principals[1],
        "total_low_fen": totals[0],
        "total_high_fen": totals[1],
    }
    yield view.finding("W-ALLOC-UNKNOWN", Severity.INFO, facts, debt=debt, rule="set_off_561")


def _kin(view: HouseholdView, debt: Debt) -> Iterator[Finding]:
    """Ask whether a loan of relatives is meant to be asked as lenders are: its class says so."""
    if debt.product == _RELATIVES and debt.priority is Priority.UNSECURED:
        yield view.finding("W-KIN", Severity.INFO, {}, debt=debt)


def _minimum_only(view: HouseholdView, debt: Debt, stand: Owed) -> Iterator[Finding]:
    """Run the balance down by minimum payments only, with no new spending."""
    terms = view.terms(debt)
    principal = stand.parts.principal
    if terms.method is not Method.REVOLVING or terms.minimum is None:
        return
    if not principal or not stand.per_day:
        return
    asked = obligations(debt, view.as_of)
    minimums = [each for each in asked if each.kind is not ObligationKind.ARREARS]
    if not minimums:
        return
    interest = Fen(sum(each.interest for each in minimums))
    ends = sum(each.principal for each in asked) == principal
    facts: dict[str, Fact] = {
        "months": len(minimums) if ends else None,
        "interest_fen": interest,
        "per_day_fen": stand.per_day,
        "first_fen": minimums[0].amount,
        "in_full_fen": None if free_until(debt, stand) is None else principal,
        "due": stand.next_due,
    }
    yield view.finding(
        "W-MINPAY", Severity.CAUTION, facts, debt=debt, rule="billing_cycle", at_stake=interest
    )


def _utilisation(view: HouseholdView, debt: Debt, stand: Owed) -> Iterator[Finding]:
    line = view.rules.threshold("utilisation")
    if not debt.credit_limit:
        return
    if stand.parts.principal < line.amber * debt.credit_limit:
        return
    facts: dict[str, Fact] = {
        "used_fen": stand.parts.principal,
        "limit_fen": debt.credit_limit,
        "percent": stand.parts.principal * 100 // debt.credit_limit,
    }
    red = stand.parts.principal >= line.red * debt.credit_limit
    severity = Severity.CAUTION if red else Severity.INFO
    yield view.finding("W-UTILISATION", severity, facts, debt=debt, rule=line.id)


def _card_line(view: HouseholdView, debt: Debt, stand: Owed) -> Iterator[Finding]:
    """Say of a card what the criminal line asks for beside owing, and what shows good faith."""
    row = view.rules.rows["evil_overdraft"]
    if not row.in_force(view.as_of) or not row.binds_lender(debt.lender_type):
        return
    line, months = Fen(int(100 * row.numbers["yuan"])), int(row.numbers["months"])
    since, principal = stand.overdue_since, stand.parts.principal
    if since is None or add_months(since, months) >= view.as_of or principal < line:
        return
    facts: dict[str, Fact] = {
        "principal_fen": principal,
        "days": stand.overdue_days,
        "line_fen": line,
        "months": months,
    }
    yield view.finding("W-CARD-LINE", Severity.CAUTION, facts, debt=debt, rule=row.id)


def _mismatch(view: HouseholdView, debt: Debt) -> Iterator[Finding]:
    """Compare the lender's figure with the ledger on its day, where both can be told."""
    shown, line = debt.balance, view.rules.threshold("mismatch")
    if shown is None or shown.as_of > view.as_of:
        return
    if is_typed(debt) or not schedule(debt.principal, debt.terms, debt.contract_date):
        return
    ledger = owed(by_payments(debt, shown.as_of), shown.as_of).parts.total
    theirs = shown.parts.total
    gap = abs(theirs - ledger)
    if gap <= line.amber:
        return
    facts: dict[str, Fact] = {
        "theirs_fen": theirs,
        "ledger_fen": ledger,
        "difference_fen": Fen(gap),
        "on": shown.as_of,
    }
    severity = Severity.CAUTION if gap >= line.red else Severity.INFO
    yield view.finding("W-MISMATCH", severity, facts, debt=debt, rule=line.id, at_stake=Fen(gap))
