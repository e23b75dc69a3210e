"""A negotiation request as JSON text and back: yuan and rates as strings, days as ISO dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from jiebei_desktop.domain.money import parse_yuan, yuan
from jiebei_desktop.domain.negotiation import Request
from jiebei_desktop.domain.rates import DayBasis
from jiebei_desktop.storage.rows import day, iso

_AMOUNTS = (
    "principal", "payment", "waived_interest", "waived_penalty", "waived_fees",
    "waived_principal", "lump_sum", "charges", "start_payment",
)  # fmt: skip


def to_json(request: Request) -> dict[str, Any]:
    """Return the request as JSON values."""
    return {
        **{name: yuan(getattr(request, name)) for name in _AMOUNTS},
        "annual_rate": f"{request.annual_rate:f}",
        "periods": request.periods,
        "first_due": request.first_due.isoformat(),
        "grace_months": request.grace_months,
        "lump_on": iso(request.lump_on),
        "start_periods": request.start_periods,
        "interest_from": iso(request.interest_from),
        "day_basis": request.day_basis.value,
    }


def from_json(raw: dict[str, Any]) -> Request:
    """Read what ``to_json`` wrote."""
    return Request(
        **{name: parse_yuan(raw.get(name, "0")) for name in _AMOUNTS},
        annual_rate=Decimal(raw["annual_rate"]),
        periods=raw["periods"],
        first_due=date.fromisoformat(raw["first_due"]),
        grace_months=raw["grace_months"],
        lump_on=day(raw.get("lump_on")),
        start_periods=raw.get("start_periods", 0),
        interest_from=day(raw.get("interest_from")),
        day_basis=DayBasis(raw.get("day_basis", DayBasis.MONTHLY)),
    )
