"""A statement added up anew, from its written text only and by other means than it was made."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

Json = dict[str, Any]


def added_up(values: Json) -> dict[str, bool]:
    """Add a document up anew, with decimals and from its own text only."""
    debts, totals, means = values["debts"], values["totals"], values["means"]
    parts = ("principal", "interest", "penalty", "fees")
    sums = means["sums"]
    left = Decimal(sums["income"]) - Decimal(sums["necessary"]) - Decimal(sums["flexible"])
    found = {
        "parts": all(_sum(one[p] for p in parts) == Decimal(one["total"]) for one in debts),
        "debts": all(
            _sum(one[p] for one in debts) == Decimal(totals[p])
            for p in (*parts, "total", "offer", "fair_share")
        ),
        "means": all(
            _sum(line["amount"] for line in means[name]) == Decimal(sums[name]) for name in sums
        ),
        "left": left == Decimal(means["left"])
        and left - Decimal(means["payment"]) == Decimal(means["margin"]),
    }
    request = (values["plan"] or {}).get("request")
    if request is not None:
        found["schedule"] = _schedule_holds(request)
    return found


def _schedule_holds(request: Json) -> bool:
    rows = request["rows"]
    principal, balance = _sum(row[3] for row in rows), Decimal(request["principal"])
    for _, _, payment, part, interest, left in rows:
        balance -= Decimal(part)
        if balance != Decimal(left) or Decimal(payment) != Decimal(part) + Decimal(interest):
            return False
    return (
        balance == 0
        and principal == Decimal(request["principal"])
        and _sum(row[2] for row in rows) == Decimal(request["total_paid"])
        and _sum(row[4] for row in rows) == Decimal(request["total_interest"])
    )


def _sum(texts: Iterable[str]) -> Decimal:
    return sum((Decimal(text) for text in texts), Decimal(0))
