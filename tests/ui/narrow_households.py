"""Households that pages were once too narrow for."""

from __future__ import annotations

from typing import Any

from jiebei_desktop.domain.household import Book
from jiebei_desktop.services.files.household_file import read_asking


def kept_beside_late() -> Book:
    """Return two people with an agreement they keep, a lender they are late with, one on time.

    The lenders have long names; Continue names the one that is written to.
    """
    months = [(2025 + at // 12, at % 12 + 1) for at in range(8, 23)]
    lines = (("income", "10", "8000", "A1"), ("expense", "05", "1500", "B1"),
             ("expense", "12", "2500", "B2"))  # fmt: skip
    return read_asking(
        {
            "format": "jiebei.household/1",
            "household": {"members": 2},
            "cash": [{"name": "工资卡", "amount": "3500", "as_of": "2026-11-21"}],
            "entries": [
                {"date": f"{year}-{month:02}-{day}", "kind": kind, "amount": amount,
                 "category": category, "counterparty": "某"}
                for year, month in months for kind, day, amount, category in lines
            ],
            "debts": [_kept(), _by_balance("捷信", "40000", "0.2398", 24, late="6000"),
                      _by_balance("按时", "6000", "0.08", 12)],
        }
    ).book  # fmt: skip


def _kept() -> dict[str, Any]:
    paid = [f"2024-{month:02}-20" for month in range(8, 13)]
    since = [f"2026-{month:02}-20" for month in range(2, 12)]
    return {
        "id": "kept", "name": "协议贷", "lender": "云岭银行", "lender_type": "bank",
        "contract_date": "2024-07-20", "principal": "60000",
        "rate": {"value": "0.12", "per": "year"}, "day_basis": "month",
        "method": "equal_payment", "periods": 36, "due_day": 20, "priority": "unsecured",
        "stage": "restructured",
        "payments": [{"date": day, "amount": "1992.86"} for day in paid]
        + [{"date": day, "amount": "1000"} for day in since],
        "versions": [{
            "effective_from": "2026-01-20", "principal": "58000",
            "rate": {"value": "0", "per": "year"}, "day_basis": "month",
            "method": "equal_payment", "periods": 58, "first_due": "2026-02-20", "due_day": 20,
            "interest": "0", "penalty": "0", "fees": "0",
        }],
    }  # fmt: skip


def _by_balance(
    name: str, principal: str, rate: str, periods: int, late: str = "0"
) -> dict[str, Any]:
    is_late = late != "0"
    return {
        "id": name, "name": name, "lender": f"{name}{50 * '长'}公司", "lender_type": "bank",
        "product": "other", "contract_date": "2024-05-10", "principal": principal,
        "rate": {"value": rate, "per": "year"}, "day_basis": "365", "method": "equal_payment",
        "periods": periods, "first_due": "2026-12-10", "priority": "unsecured",
        "balance": {
            "as_of": "2026-11-20", "principal": principal,
            "interest": "1900" if is_late else "0", "penalty": "300" if is_late else "0",
            "fees": "0", "overdue_since": "2026-08-10" if is_late else None,
            "overdue_principal": late,
        },
    }  # fmt: skip
