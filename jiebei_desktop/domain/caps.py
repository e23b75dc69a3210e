"""Which rate line applies to a lender on a contract date, and whether a cost lies above it.

The lender's type decides, not the name of the app: four times the loan prime rate binds private
lending only; the 24 % line of licensed lenders is a reference and is stated as one.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from jiebei_desktop.domain.debts import DebtId, LenderType
from jiebei_desktop.domain.findings import Fact, Finding, Severity
from jiebei_desktop.domain.rules import RuleBook, RuleRow

PRIVATE_CAP = "pl_cap_4lpr"
TRANSITION = "pl_transition"
JUDICIAL = "spc_24_total"
ASSISTED = "assist_24"
MICRO = "mcl_24"

BASIS_POINT = Decimal("0.0001")

LICENSED = frozenset(
    {
        LenderType.BANK,
        LenderType.CREDIT_CARD_ISSUER,
        LenderType.CONSUMER_FINANCE,
        LenderType.MICRO_LENDER,
        LenderType.TRUST,
        LenderType.ASSIGNEE,
    }
)
"""Lenders a financial regulator approved, and those who bought a debt from one."""


class Cost(Struct, frozen=True, kw_only=True):
    """The true annual rates of one contract or offer, and whose it is."""

    lender: LenderType
    contract_date: date
    nominal: Decimal
    effective: Decimal
    debt: DebtId | None = None


class RateLine(Struct, frozen=True, kw_only=True):
    """A rate line and the rows it rests on."""

    row: RuleRow
    rate: Decimal
    is_law: bool
    """False when the row, or the fixing it needs, is graded below A-."""
    fixing_date: date | None = None
    filed: bool = False
    """The line of the day of filing rather than of the contract (older private loans)."""


def licensed_line(lender: LenderType, contract_date: date, rules: RuleBook) -> RateLine | None:
    """Return the total-cost line for a licensed lender on a contract date, None before any."""
    by_type = {
        LenderType.MICRO_LENDER: MICRO,
        LenderType.BANK: ASSISTED,
        LenderType.CONSUMER_FINANCE: ASSISTED,
        LenderType.TRUST: ASSISTED,
    }
    for rule in (by_type.get(lender, JUDICIAL), JUDICIAL):
        rate = rules.rate(rule, contract_date)
        if rate is not None:
            row = rules.row(rule)
            return RateLine(row=row, rate=rate, is_law=row.is_law)
    return None


def private_line(contract_date: date, as_of: date, rules: RuleBook) -> RateLine | None:
    """Return the cap on private lending for a contract date.

    A contract older than the cap is measured, from the day the cap began, by the standard on the
    day of filing (row ``pl_transition``); ``as_of`` stands for that day.
    """
    row = rules.row(PRIVATE_CAP)
    filed = row.start is not None and contract_date < row.start
    on = as_of if filed else contract_date
    rate, fixing = rules.rate(PRIVATE_CAP, on), rules.lpr(on)
    if rate is None or fixing is None:
        return None
    return RateLine(
        row=rules.row(TRANSITION) if filed else row,
        rate=rate,
        is_law=row.is_law and fixing.grade.is_law,
        fixing_date=fixing.published,
        filed=filed,
    )


def contract_line(
    lender: LenderType, contract_date: date, as_of: date, rules: RuleBook
) -> RateLine | None:
    """Return the line that binds this kind of lender for a contract date, None without any."""
    if lender is LenderType.PRIVATE_PERSON:
        return private_line(contract_date, as_of, rules)
    return licensed_line(lender, contract_date, rules)


def is_above(rate: Decimal, line: Decimal) -> bool:
    """Return whether a rate lies above a line, compared in hundredths of a percent.

    Instalments are rounded to the fen, so a contract exactly on the line can come out a hair
    above it; nobody should be told of an excess that rounding made.
    """
    return rate - line > BASIS_POINT / 2


def reaches(rate: Decimal, line: Decimal) -> bool:
    """Return whether a rate is on a line or above it, compared alike."""
    return not is_above(line, rate)


def cost_findings(cost: Cost, rules: RuleBook, as_of: date) -> tuple[Finding, ...]:
    """Return what the applicable line says about a cost: nothing, near it, or above it."""
    line = contract_line(cost.lender, cost.contract_date, as_of, rules)
    if line is None:
        return ()
    private = cost.lender is LenderType.PRIVATE_PERSON
    return _private(cost, line, as_of) if private else _licensed(cost, line, as_of)


def _private(cost: Cost, line: RateLine, as_of: date) -> tuple[Finding, ...]:
    if not is_above(cost.nominal, line.rate):
        return ()
    severity = Severity.SEVERE if line.is_law else Severity.CAUTION
    return (_finding("W-PRIVATE-CAP", severity, cost, line, as_of),)


def _licensed(cost: Cost, line: RateLine, as_of: date) -> tuple[Finding, ...]:
    """Call it above the line only when both ways of counting are (row ``apr_disclose``)."""
    if not is_above(cost.effective, line.rate):
        return ()
    if not is_above(cost.nominal, line.rate):
        return (_finding("W-NEAR-24", Severity.CAUTION, cost, line, as_of),)
    known = cost.lender in LICENSED
    severity = Severity.SEVERE if known else Severity.CAUTION
    return (_finding("W-COST-24", severity, cost, line, as_of),)


def _finding(name: str, severity: Severity, cost: Cost, line: RateLine, as_of: date) -> Finding:
    facts: dict[str, Fact] = {
        "nominal": cost.nominal,
        "effective": cost.effective,
        "line": line.rate,
        "contract_date": cost.contract_date,
        "lender_type": cost.lender.value,
        "standing": "law" if line.is_law else "reference",
    }
    if line.fixing_date is not None:
        facts["lpr_date"] = line.fixing_date
        facts["measured"] = "filing" if line.filed else "contract"
    return Finding(
        id=name,
        severity=severity,
        as_of=as_of,
        debt=cost.debt,
        facts=facts,
        rule=line.row.id,
        source=line.row.source,
        action="debts" if cost.debt else "offer_check",
    )
