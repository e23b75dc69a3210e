"""The terms of a debt, in versions: version 0 is the contract, later ones are agreements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from jiebei_desktop.domain.debts import (
    Allocation,
    Debt,
    Method,
    Minimum,
    Rounding,
    Terms,
    TermsVersion,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.storage import rows
from jiebei_desktop.storage.rows import Row


def terms(row: Row) -> Terms:
    """Return what a contract says, from a row."""
    fraction = rows.rate(row["minimum_fraction"])
    minimum = None
    if fraction is not None:
        minimum = Minimum(fraction=fraction, floor=Fen(row["minimum_floor_fen"]))
    return Terms(
        rate=Rate(value=Decimal(row["rate"]), per=RatePeriod(row["rate_per"])),
        day_basis=DayBasis(row["day_basis"]),
        method=Method(row["method"]),
        periods=row["periods"],
        first_due=rows.day(row["first_due"]),
        due_day=row["due_day"],
        fee_per_period=rows.rate(row["fee_per_period"]),
        upfront_fee=rows.fen(row["upfront_fee_fen"]),
        minimum=minimum,
        penalty_multiplier=Decimal(row["penalty_multiplier"]),
        compound_overdue_interest=bool(row["compound_overdue_interest"]),
        grace_days=row["grace_days"],
        allocation=Allocation(row["allocation"]),
        rounding=Rounding(row["rounding"]),
        payment=rows.fen(row["payment_fen"]),
        interest_only=row["interest_only"],
    )


def version(row: Row) -> TermsVersion:
    """Return later terms, from a row."""
    return TermsVersion(
        effective_from=date.fromisoformat(row["effective_from"]),
        principal=Fen(row["principal_fen"]),
        terms=terms(row),
        interest=Fen(row["interest_fen"]),
        penalty=Fen(row["penalty_fen"]),
        fees=Fen(row["fees_fen"]),
        note=row["note"],
    )


def version_rows(debt: Debt) -> Iterable[Row]:
    """Return the rows of all versions of a debt, the contract first."""
    yield {
        "version": 0,
        "effective_from": debt.contract_date.isoformat(),
        "principal_fen": debt.principal,
        **_columns(debt.terms),
    }
    for number, version in enumerate(debt.versions, 1):
        yield version_row(number, version)


def version_row(number: int, version: TermsVersion) -> Row:
    """Return the row of later terms, under their number."""
    return {
        "version": number,
        "effective_from": version.effective_from.isoformat(),
        "principal_fen": version.principal,
        "interest_fen": version.interest,
        "penalty_fen": version.penalty,
        "fees_fen": version.fees,
        "note": version.note,
        **_columns(version.terms),
    }


def _columns(terms: Terms) -> Row:
    minimum = terms.minimum
    return {
        "rate": rows.decimal(terms.rate.value),
        "rate_per": terms.rate.per.value,
        "day_basis": terms.day_basis.value,
        "method": terms.method.value,
        "periods": terms.periods,
        "first_due": rows.iso(terms.first_due),
        "due_day": terms.due_day,
        "fee_per_period": rows.decimal(terms.fee_per_period),
        "upfront_fee_fen": terms.upfront_fee,
        "minimum_fraction": None if minimum is None else rows.decimal(minimum.fraction),
        "minimum_floor_fen": None if minimum is None else minimum.floor,
        "penalty_multiplier": rows.decimal(terms.penalty_multiplier),
        "compound_overdue_interest": int(terms.compound_overdue_interest),
        "grace_days": terms.grace_days,
        "allocation": terms.allocation.value,
        "rounding": terms.rounding.value,
        "payment_fen": terms.payment,
        "interest_only": terms.interest_only,
    }
