"""What the user leaves out of a copy before it goes; amounts owed and offered never change."""

from __future__ import annotations

from collections.abc import Callable, Collection
from copy import deepcopy
from decimal import Decimal
from typing import Any

from jiebei_desktop.services.papers.statement_check import added_up

Json = dict[str, Any]

KINDS = ("identity", "reason", "spending", "assets", "contacts", "evidence")
"""Codes of what can be left out, in the order they are offered."""


def redact(document: Json, hidden: Collection[str]) -> Json:
    """Return a copy of a statement's JSON with some things left out, added up anew.

    Codes: ``identity`` (name, digits of the ID, city, children, work), ``reason``, ``spending``
    (one line per section instead of categories), ``assets`` (one sum), ``contacts`` (days and
    ways only), ``evidence`` (kinds and fingerprints only). No amount that is owed or offered
    changes, nor does the checksum, which is over those.

    Raises:
        KeyError: there is no such code.
    """
    steps = [_STEPS[code] for code in KINDS if code in hidden]
    unknown = set(hidden) - set(KINDS)
    if unknown:
        raise KeyError(*sorted(unknown))
    if not steps:
        return document
    found = deepcopy(document)
    for step in steps:
        step(found)
    found["redacted"] = [code for code in KINDS if code in hidden]
    found["checks"] = added_up(found)
    return found


def _identity(found: Json) -> None:
    gone = dict.fromkeys(("name", "id_tail", "phone", "address", "city"), "")
    found["co_debtors"] = ""
    life = {"adults": None, "children_born": None, "housing": None, "work": ""}
    found["applicant"] = {**found["applicant"], **gone, **life}


def _reason(found: Json) -> None:
    found["reason"] = None


def _spending(found: Json) -> None:
    means = found["means"]
    for name in ("necessary", "flexible"):
        lines = means[name]
        if lines:
            means[name] = [_joined(lines)]


def _joined(lines: list[Json]) -> Json:
    """Return one line for a section; its origin is the weakest of them."""
    weakest = max(lines, key=lambda line: _STRENGTH.index(line["mark"]))
    total = f"{sum(Decimal(line['amount']) for line in lines):.2f}"
    return {
        **weakest,
        "code": lines[0]["code"][0],
        "amount": total,
        "low": total,
        "high": total,
        "proof": [],
    }


def _assets(found: Json) -> None:
    if found["assets"]:
        total = f"{sum(Decimal(one['value']) for one in found['assets']):.2f}"
        found["assets"] = [
            {
                "name": None,
                "kind": "other",
                "value": total,
                "can_sell": False,
                "needed": True,
                "pledged": "0.00",
            }
        ]


def _contacts(found: Json) -> None:
    for event in found["timeline"]:
        if event["kind"] == "contact":
            event["said"] = event["promised"] = ""


def _evidence(found: Json) -> None:
    for item in found["evidence"]:
        item["name"] = item["issuer"] = item["proves"] = ""


_STRENGTH = ("document", "statement", "estimate")
_STEPS: dict[str, Callable[[Json], None]] = {
    "identity": _identity,
    "reason": _reason,
    "spending": _spending,
    "assets": _assets,
    "contacts": _contacts,
    "evidence": _evidence,
}
