"""The terms of a debt, in versions: version 0 is the contract, later ones are agreements."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiebei_desktop.domain.debts import Debt, Minimum, Terms, TermsVersion
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.storage import rows
from jiebei_desktop.storage.records import StoredTable
from jiebei_desktop.storage.rows import Row


class _Terms(StoredTable[Terms]):
    """What a contract says; a rate and the minimum of a card are two columns each."""

    def value(self, row: Row, **beside: object) -> Terms:
        """Return the terms of a row."""
        minimum, fraction = None, rows.rate(row["minimum_fraction"])
        if fraction is not None:
            minimum = Minimum(fraction=fraction, floor=Fen(row["minimum_floor_fen"]))
        rate = Rate(value=Decimal(row["rate"]), per=RatePeriod(row["rate_per"]))
        return super().value(row, rate=rate, minimum=minimum, **beside)

    def row(self, value: Terms) -> Row:
        """Return the columns of terms."""
        minimum = value.minimum
        return {
            "rate": rows.decimal(value.rate.value),
            "rate_per": value.rate.per.value,
            "minimum_fraction": None if minimum is None else rows.decimal(minimum.fraction),
            "minimum_floor_fen": None if minimum is None else minimum.floor,
            **super().row(value),
        }


TERMS = _Terms("terms", Terms, beside=("rate", "minimum"))
_VERSIONS = StoredTable("terms", TermsVersion, beside=("terms",))


def version(row: Row) -> TermsVersion:
    """Return later terms, from a row."""
    return _VERSIONS.value(row, terms=TERMS.value(row))


def version_rows(debt: Debt) -> Iterable[Row]:
    """Return the rows of all versions of a debt, the contract first."""
    contract = TermsVersion(
        effective_from=debt.contract_date, principal=debt.principal, terms=debt.terms
    )
    for number, version in enumerate((contract, *debt.versions)):
        yield version_row(number, version)


def version_row(number: int, version: TermsVersion) -> Row:
    """Return the row of later terms, under their number."""
    return {"version": number, **_VERSIONS.row(version), **TERMS.row(version.terms)}
