"""A statement added up anew, from its written text only and by other means than it was made.

And its checksum: over the figures that both editions share, so that both carry the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

Json = dict[str, Any]
PARTS = ("principal", "interest", "penalty", "fees")
_DEBT_KEYS = ("priority", *PARTS, "total", "overdue_days", "next_due", "next_amount", "offer")
_SHARED = ("format", "number", "version", "as_of", "valid_until", "currency", "addressee", "plan")


def canonical(values: object) -> str:
    """Return the one way values are written for a checksum: sorted keys, no spaces."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def checksum(values: Json) -> str:
    """Return the SHA-256 of the figures that every edition of a statement shares.

    Names, words, what only one edition holds and what can be left out of a copy are no part of
    it; another document (a letter, a record) is taken whole, without its own checksum.
    """
    rest = {key: value for key, value in values.items() if key != "checksum"}
    if "totals" in values:
        rest = {key: values[key] for key in _SHARED}
        rest["means"] = {key: values["means"][key] for key in _MEANS}
        rest["debts"] = [{key: one[key] for key in _DEBT_KEYS} for one in values["debts"]]
        rest["totals"] = values["totals"]
        rest["odds"] = values["odds"]
    return hashlib.sha256(canonical(rest).encode()).hexdigest()


_MEANS = ("sums", "left", "payment", "margin")


def added_up(values: Json) -> dict[str, bool]:
    """Add a document up anew, with decimals and from its own text only."""
    debts, totals, means = values["debts"], values["totals"], values["means"]
    sums = means["sums"]
    left = Decimal(sums["income"]) - _sum(sums[name] for name in sums if name != "income")
    offered = _sum(one["offer"] for one in debts if one["basis"] != "protected")
    once = _sum(one.get("once", "0") for one in debts)
    outside = _sum(one["offer"] for one in debts if one["basis"] == "protected")
    found = {
        "parts": all(_sum(one[p] for p in PARTS) == Decimal(one["total"]) for one in debts),
        "debts": all(
            _sum(one[p] for one in debts) == Decimal(totals[p]) for p in (*PARTS, "total")
        ),
        "offers": offered == Decimal(totals["offer"])
        and outside == Decimal(totals["protected"])
        and (means["by_cash"] or offered + once <= Decimal(means["payment"])),
        "means": all(
            _sum(line["amount"] for line in means[name]) == Decimal(sums[name]) for name in sums
        ),
        "left": means["left"] is None
        or (
            left == Decimal(means["left"])
            and left - Decimal(means["payment"]) == Decimal(means["margin"])
            and left - Decimal(totals["offer"]) == Decimal(totals.get("reserve", left - offered))
        ),
    }
    plan = values["plan"]
    if plan is not None:
        found["contract"] = _sum(plan["old"][p] for p in (*PARTS, "future")) == Decimal(
            plan["old"]["total"]
        )
        asked = [one for one in (plan["request"], *plan["alternatives"]) if one is not None]
        found["terms"] = all(_terms_hold(plan, one) for one in asked)
        if plan["request"] is not None:
            found["schedule"] = _schedule_holds(plan["request"])
    return found


def _terms_hold(plan: Json, one: Json) -> bool:
    """Tell whether what is repaid, before too, and what is waived are together what is owed.

    With it what runs on until the last payment before the instalments.
    """
    waived = _sum(each["amount"] for each in one["waived"])
    kept = _sum(one[name] for name in ("principal", "charges", "lump_sum"))
    before = _sum(each["amount"] for each in plan["before_plan"])
    return (
        before + kept + waived == Decimal(plan["total"]) + _sum(plan["runs_before"].values())
        and before == _sum(plan["before_parts"][name] for name in PARTS)
        and kept + Decimal(one["total_interest"]) == Decimal(one["total_paid"])
    )


def _schedule_holds(request: Json) -> bool:
    balance = Decimal(request["principal"])
    most = max(Decimal(step["payment"]) for step in request["steps"])
    for _, _, payment, part, interest, charges, left in request["rows"]:
        balance -= Decimal(part)
        paid = Decimal(part) + Decimal(interest) + Decimal(charges)
        if balance != Decimal(left) or Decimal(payment) != paid:
            return False
        if Decimal(payment) > most:
            return False
    columns = {3: "principal", 4: "total_interest", 5: "charges"}
    paid = _sum(row[2] for row in request["rows"]) + Decimal(request["lump_sum"])
    return (
        balance == 0
        and paid == Decimal(request["total_paid"])
        and all(
            _sum(row[place] for row in request["rows"]) == Decimal(request[name])
            for place, name in columns.items()
        )
    )


def _sum(texts: Iterable[str]) -> Decimal:
    return sum((Decimal(text) for text in texts), Decimal(0))
