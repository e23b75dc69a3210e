"""Warnings about what a contract costs: rate lines, penalty, withheld money, hidden fees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jiebei_desktop.domain.caps import (
    BASIS_POINT,
    JUDICIAL,
    LICENSED,
    Cost,
    cost_findings,
    is_above,
    reaches,
)
from jiebei_desktop.domain.debts import Debt, Method, is_person
from jiebei_desktop.domain.findings import Fact, Finding, Severity
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.standing import Owed, Status, current_terms, in_force, schedule
from jiebei_desktop.domain.true_rate import TrueRate, overdue_rate, true_rate
from jiebei_desktop.domain.warnings.view import View

_YEAR = 365


def cost_warnings(view: View) -> Iterator[Finding]:
    """Yield what the contract of each open debt gives reason to say."""
    for debt in view.debts:
        rate = true_rate(debt)
        cost = Cost(
            lender=debt.lender_type,
            contract_date=debt.contract_date,
            nominal=rate.nominal,
            effective=rate.effective,
            debt=debt.id,
        )
        yield from cost_findings(cost, view.rules, view.as_of)
        yield from _total(view, debt)
        yield from _penalty_range(view, debt)
        yield from _withheld(view, debt)
        yield from _hidden_fee(view, debt, rate)


def excess_over(line: Decimal, fen_days: Fraction | int, charges: Fen) -> Fen:
    """Return how much charges exceed an annual line, 0 if they do not.

    ``fen_days`` is overdue principal times the days it was overdue, summed over instalments.
    """
    return Fen(max(0, charges - half_up(fen_days * Fraction(line) / _YEAR)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """What lateness costs where it lies above the line of all costs together."""

    annual: Decimal
    line: Decimal
    fees: Fen
    excess: Fen | None
    """Penalty and fees beyond the line; None where the days behind them are not known."""


def above_line(debt: Debt, stand: Owed, rules: RuleBook) -> Above | None:
    """Annualise all that lateness costs: penalty rate and charges (row ``spc_24_total``).

    None where the debt is not late, no principal is (of a card only the interest), its lender is
    not licensed, or the cost is within the line.
    """
    terms, line = current_terms(debt, stand.as_of), rules.rate(JUDICIAL, stand.as_of)
    if debt.lender_type not in LICENSED or line is None or stand.overdue_days == 0:
        return None
    late = Fraction(overdue_rate(in_force(debt, stand.as_of)).nominal)
    fen_days = _fen_days(debt, stand, late / _YEAR)
    if not (fen_days or stand.overdue_principal or stand.parts.penalty):
        return None
    fees = ZERO if terms.method is Method.FEE_INSTALMENT else stand.parts.fees
    yearly = late + (Fraction(fees * _YEAR, fen_days) if fen_days else 0)
    annual = Decimal(yearly.numerator) / Decimal(yearly.denominator)
    if not is_above(annual, line):
        return None
    charges = Fen(stand.parts.penalty + fees)
    excess = excess_over(line, fen_days, charges) if fen_days else None
    return Above(annual=annual, line=line, fees=fees, excess=excess)


def _total(view: View, debt: Debt) -> Iterator[Finding]:
    """Say that what lateness costs lies above the line."""
    stand = view.stands[debt.id]
    found = above_line(debt, stand, view.rules)
    if found is None:
        return
    facts: dict[str, Fact] = {
        "annual": found.annual.quantize(BASIS_POINT),
        "line": found.line,
        "days": stand.overdue_days,
        "penalty_fen": stand.parts.penalty,
        "fees_fen": found.fees,
        "excess_fen": found.excess,
        "standing": "law" if view.rules.row(JUDICIAL).is_law else "reference",
    }
    yield view.finding(
        "W-TOTAL-24", Severity.CAUTION, facts, debt=debt, rule=JUDICIAL, at_stake=found.excess
    )


def _fen_days(debt: Debt, stand: Owed, daily: Fraction) -> Fraction:
    """Sum overdue principal times the days it was overdue; called-in parts since that day.

    The days behind the penalty itself count where they are more: principal that was late and is
    paid has left its penalty behind. 0 where charges were reported or carried over without the
    day since when, for then nothing can be claimed.
    """
    if _without_days(debt, stand.as_of):
        return Fraction(0)
    called_in = debt.accelerated_on or date.max
    open_days = sum(
        (state.instalment.principal - state.paid_principal)
        * (stand.as_of - min(state.instalment.due, called_in)).days
        for state in stand.instalments
        if state.status is Status.OVERDUE
    )
    return max(Fraction(open_days), stand.parts.penalty / daily) if daily else Fraction(open_days)


def _without_days(debt: Debt, on: date) -> bool:
    """Return whether penalty or fees were taken over whose days are not known."""
    shown = debt.balance
    reported = shown is not None and shown.as_of <= on and shown.overdue_since is None
    carried = [one for one in debt.versions if one.effective_from <= on][-1:]
    return bool(
        (reported and shown is not None and shown.penalty + shown.fees)
        or any(one.penalty + one.fees for one in carried)
    )


def _penalty_range(view: View, debt: Debt) -> Iterator[Finding]:
    row = view.rules.row("penalty_band")
    low, high = row.numbers["low"], row.numbers["high"]
    terms = view.terms(debt)
    multiplier = terms.penalty_multiplier
    if not row.binds_lender(debt.lender_type) or terms.rate.value == 0:
        return
    if low <= multiplier <= high:
        return
    facts: dict[str, Fact] = {
        "multiplier": multiplier,
        "low": low,
        "high": high,
        "standing": "law" if row.is_law else "reference",
    }
    severity = Severity.CAUTION if multiplier > high else Severity.INFO
    yield view.finding("W-PEN-RANGE", severity, facts, debt=debt, rule=row.id)


def _withheld(view: View, debt: Debt) -> Iterator[Finding]:
    fee = debt.terms.upfront_fee
    if not fee:
        return
    received = Fen(debt.principal - fee)
    asked = schedule(debt.principal, debt.terms, debt.contract_date)
    anew = schedule(received, debt.terms, debt.contract_date) if received > 0 else ()
    difference = Fen(sum(row.payment for row in asked) - sum(row.payment for row in anew))
    facts: dict[str, Fact] = {
        "face_fen": debt.principal,
        "received_fen": received,
        "missing_fen": fee,
        "payment_fen": anew[0].payment if anew else None,
        "repaid_fen": Fen(sum(row.payment for row in anew)) if anew else None,
        "difference_fen": difference if anew else fee,
    }
    yield view.finding(
        "W-KANTOU",
        Severity.CAUTION,
        facts,
        debt=debt,
        rule="kantou",
        at_stake=difference if anew else fee,
    )


def _hidden_fee(view: View, debt: Debt, rate: TrueRate) -> Iterator[Finding]:
    """Compare the true rate with what the contract's own figures seem to say.

    The rule binds who lends by trade; what a person kept back is told by ``_withheld``.
    """
    if is_person(debt.lender_type, debt.priority):
        return
    gap = view.rules.threshold("fee_gap")
    terms = debt.terms
    annual = terms.rate.annual(terms.day_basis)
    if terms.method is Method.FEE_INSTALMENT:
        annual = Fraction(terms.fee_per_period or 0) * 12  # the fee stands in place of interest
    stated = Decimal(annual.numerator) / Decimal(annual.denominator)
    if not reaches(rate.nominal - stated, gap.amber):
        return
    facts: dict[str, Fact] = {
        "stated": stated.quantize(BASIS_POINT),
        "nominal": rate.nominal,
        "effective": rate.effective,
    }
    severity = Severity.SEVERE if reaches(rate.nominal - stated, gap.red) else Severity.CAUTION
    yield view.finding("W-FEE-HIDDEN", severity, facts, debt=debt, rule="apr_disclose")
