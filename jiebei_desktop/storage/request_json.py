"""A negotiation request as JSON text and back: yuan and rates as strings, days as ISO dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from jiebei_desktop.domain.money import parse_yuan, yuan
from jiebei_desktop.domain.negotiation import Request

_AMOUNTS = (
    "principal", "payment", "waived_interest", "waived_penalty", "waived_fees",
    "waived_principal", "lump_sum", "charges",
)  # fmt: skip


def to_json(request: Request) -> dict[str, Any]:
    """Return the request as JSON values."""
    return {
        **{name: yuan(getattr(request, name)) for name in _AMOUNTS},
        "annual_rate": f"{request.annual_rate:f}",
        "periods": request.periods,
        "first_due": request.first_due.isoformat(),
        "grace_months": request.grace_months,
    }


def from_json(raw: dict[str, Any]) -> Request:
    """Read what ``to_json`` wrote."""
    return Request(
        **{name: parse_yuan(raw.get(name, "0")) for name in _AMOUNTS},
        annual_rate=Decimal(raw["annual_rate"]),
        periods=raw["periods"],
        first_due=date.fromisoformat(raw["first_due"]),
        grace_months=raw["grace_months"],
    )
