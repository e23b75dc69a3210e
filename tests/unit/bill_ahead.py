"""A household whose known large payment takes the cash of the months before it."""

from __future__ import annotations

from datetime import date
from typing import Any

CARD = {
    "id": "c", "product": "credit_card", "name": "信用卡", "lender": "甲行",
    "lender_type": "credit_card_issuer", "contract_date": "2024-01-01", "principal": "30000.00",
    "rate": {"value": "0.0005", "per": "day"}, "day_basis": "365", "method": "revolving",
    "due_day": 20, "minimum": {"fraction": "0.10", "floor": "50.00"}, "priority": "unsecured",
}  # fmt: skip


def insurance(amount: str) -> dict[str, Any]:
    """Return an insurance that is paid each year on 5 February."""
    return {
        "name": "保险", "kind": "expense", "amount": amount, "category": "B9", "every": "year",
        "day": 5, "from": "2026-02-05", "certainty": "fixed",
    }  # fmt: skip


def household(as_of: date, *recurring: dict[str, Any]) -> dict[str, Any]:
    """Return a household file: 8,000 in, 5,600 out, 3,000 at hand, and what else recurs."""
    months = [f"{2025 + k // 12}-{k % 12 + 1:02d}" for k in range(10, 23)]
    lived = (("10", "income", "A1", "8000.00"), ("06", "expense", "C1", "2800.00"),
             ("05", "expense", "B1", "2800.00"))  # fmt: skip
    entries = [
        {"date": f"{month}-{day}", "kind": kind, "amount": amount, "category": code}
        for month in months
        for day, kind, code, amount in lived
    ]
    nothing = dict.fromkeys(("interest", "penalty", "fees"), "0.00")
    shown = {"as_of": "2026-11-20", "principal": "30000.00", **nothing}
    return {
        "format": "jiebei.household/1", "household": {"members": 1}, "entries": entries,
        "cash": [{"name": "余额", "amount": "3000.00", "as_of": as_of.isoformat()}],
        "recurring": list(recurring), "debts": [{**CARD, "balance": shown}],
    }  # fmt: skip
