"""At which rate a contract runs and what is asked in its place, in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from jiebei_desktop.domain.debts import Method
from jiebei_desktop.report.blocks import View

_SAME = Decimal("0.0001")
"""Rates closer than this are the same to a reader."""


def bears_interest(plan: dict[str, Any]) -> bool:
    """Return whether the contract bears interest; of one that does not none is spoken of."""
    return Decimal(plan["nominal"]) > 0


def contract_rate(view: View, one: dict[str, Any]) -> str:
    """Return a contract's rate a year, and whether nobody read it there; a line for none at all."""
    said = view.percent(one["nominal"])
    if "rate" not in one["guessed"]:
        return said
    if not Decimal(one["nominal"]):
        return "–"
    return view.t.pgettext("rate nobody read in the contract", "about {rate}").format(rate=said)


def rate_words(view: View, plan: dict[str, Any], request: dict[str, Any]) -> str:
    """Return at which rate the principal runs; empty for a contract without interest."""
    t = view.t
    if not bears_interest(plan):
        return ""
    by_fees = plan["method"] == Method.FEE_INSTALMENT
    if Decimal(request["annual_rate"]) == 0 and by_fees:
        return t.pgettext("plan", "No further instalment fees are charged.")
    if Decimal(request["annual_rate"]) == 0:
        return t.pgettext("plan", "The principal bears no further interest.")
    if "rate" in plan["guessed"] and not by_fees:
        words = t.pgettext(
            "plan",
            "The principal bears {rate} a year at most, and no more than the contract asks for.",
        )
        return words.format(rate=view.percent(request["annual_rate"]))
    words = (
        t.pgettext(
            "plan",
            "In place of further instalment fees the principal bears {rate} a year; the fees come "
            "to {contract}.",
        )
        if by_fees
        else t.pgettext(
            "plan", "The principal bears {rate} a year instead of the contract's {contract}."
        )
        if Decimal(request["annual_rate"]) + _SAME < Decimal(plan["nominal"])
        else t.pgettext("plan", "The principal bears {rate} a year, no more than the contract.")
    )
    return words.format(
        rate=view.percent(request["annual_rate"]), contract=view.percent(plan["nominal"])
    )
