"""Warnings about what a contract costs: rate lines, penalty, withheld money, hidden fees."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from jiebei_desktop.domain.caps import (
    BASIS_POINT,
    JUDICIAL,
    Cost,
    cost_findings,
    reaches,
)
from jiebei_desktop.domain.debts import Debt, Method
from jiebei_desktop.domain.findings import Fact, Finding, Severity
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import schedule
from jiebei_desktop.domain.true_rate import TrueRate, true_rate
from jiebei_desktop.domain.warnings.beyond import above_line, interest_excess, private_excess
from jiebei_desktop.domain.warnings.view import HouseholdView


def cost_warnings(view: HouseholdView) -> Iterator[Finding]:
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
        yield from _over_the_line(view, debt, cost)
        yield from _total(view, debt)
        yield from _penalty_range(view, debt)
        yield from _withheld(view, debt)
        yield from _hidden_fee(view, debt, rate)


def _over_the_line(view: HouseholdView, debt: Debt, cost: Cost) -> Iterator[Finding]:
    """Say that the rate lies above its line, and by how much so far where that is known."""
    reckon = {"W-PRIVATE-CAP": private_excess, "W-COST-24": interest_excess}
    for found in cost_findings(cost, view.rules, view.as_of):
        known = reckon.get(found.id)
        excess = None if known is None else known(debt, view.stands[debt.id], view.rules)
        facts = found.facts if excess is None else {**found.facts, "excess_fen": excess}
        yield replace(found, facts=facts)


def _total(view: HouseholdView, debt: Debt) -> Iterator[Finding]:
    """Say that what lateness costs lies above the line."""
    stand = view.stands[debt.id]
    found = above_line(debt, stand, view.rules)
    if found is None:
        return
    facts: dict[str, Fact] = {
        "annual": found.annual.quantize(BASIS_POINT),
        "line": found.line,
        "lender_type": debt.lender_type.value,
        "days": stand.days_known,
        "penalty_fen": stand.parts.penalty,
        "fees_fen": found.fees,
        "interest_fen": found.interest,
        "charges_fen": found.charges,
        "allowed_fen": None if found.excess is None else Fen(found.charges - found.excess),
        "base_fen": found.base,
        "excess_fen": found.excess,
        "standing": "law" if view.rules.row(JUDICIAL).is_law else "reference",
    }
    yield view.finding(
        "W-TOTAL-24", Severity.CAUTION, facts, debt=debt, rule=JUDICIAL, at_stake=found.excess
    )


def _penalty_range(view: HouseholdView, debt: Debt) -> Iterator[Finding]:
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


def _withheld(view: HouseholdView, debt: Debt) -> Iterator[Finding]:
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


def _hidden_fee(view: HouseholdView, debt: Debt, rate: TrueRate) -> Iterator[Finding]:
    """Compare the true rate with what the contract's own figures seem to say.

    The rule binds who lends by trade; what a person kept back is told by ``_withheld``.
    """
    if debt.lent_by_person:
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
