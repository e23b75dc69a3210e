"""The offer file ``jiebei.offer/1``: strict reading into an offer."""

from __future__ import annotations

from typing import Any

from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.domain.loan_offer import Flow, Offer, OfferFee
from jiebei_desktop.domain.money import yuan
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.formats.json_fields import Fields, HouseholdError
from jiebei_desktop.services.reference.guide import load as load_guide

__all__ = ["FORMAT", "HouseholdError", "dump", "read"]

FORMAT = "jiebei.offer/1"
MOST = 600
"""Fifty years of months; a longer offer is a typing mistake."""


def read(document: object) -> Offer:
    """Read a parsed offer file.

    Beside what the format demands it knows ``stated_rate`` (the annual rate as advertised, a
    fraction) and ``signs`` (codes of the scam signs the user ticked).

    Raises:
        HouseholdError: something is missing or not what it must be.
    """
    fields = Fields(document)
    fields.word("format", (FORMAT,))
    start = fields.day("date")
    face = fields.positive("face")
    received = fields.positive("received") if fields.has("received") else face
    if received > face:
        raise HouseholdError(fields.at("received"), "out-of-range")
    flows = _flows(fields) if fields.has("flows") else _level(fields)
    if flows[0].date <= start:
        raise HouseholdError(fields.at("flows"), "out-of-range")
    return Offer(
        lender_type=fields.kind("lender_type", LenderType),
        date=start,
        face=face,
        received=received,
        flows=flows,
        fees=tuple(
            OfferFee(date=fee.day("date"), amount=fee.positive("amount"), name=fee.text("name", ""))
            for fee in fields.objects("fees")
        ),
        stated_rate=fields.maybe("stated_rate", fields.rate),
        signs=_signs(fields),
    )


def dump(offer: Offer) -> dict[str, Any]:
    """Return the document of an offer; ``read`` gives the offer back."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "lender_type": offer.lender_type.value,
        "date": offer.date.isoformat(),
        "face": yuan(offer.face),
        "received": yuan(offer.received),
        "flows": [
            {"date": flow.date.isoformat(), "amount": yuan(flow.amount)} for flow in offer.flows
        ],
    }
    if offer.fees:
        document["fees"] = [
            {"date": fee.date.isoformat(), "amount": yuan(fee.amount), "name": fee.name}
            for fee in offer.fees
        ]
    if offer.stated_rate is not None:
        document["stated_rate"] = f"{offer.stated_rate:f}"
    if offer.signs:
        document["signs"] = list(offer.signs)
    return document


def _flows(fields: Fields) -> tuple[Flow, ...]:
    flows = [
        Flow(date=flow.day("date"), amount=flow.positive("amount"))
        for flow in fields.objects("flows")
    ]
    if not 1 <= len(flows) <= MOST:
        raise HouseholdError(fields.at("flows"), "out-of-range")
    return tuple(sorted(flows, key=lambda flow: flow.date))


def _level(fields: Fields) -> tuple[Flow, ...]:
    """Spell out equal monthly instalments; day 31 clamps to short months and returns."""
    payment, periods = fields.positive("payment"), fields.integer("periods", 1, MOST)
    first = fields.day("first_due")
    fields.word("every", ("month",), "month")
    month = Month.of(first)
    return tuple(Flow(date=month.plus(k).day(first.day), amount=payment) for k in range(periods))


def _signs(fields: Fields) -> tuple[str, ...]:
    signs = fields.get("signs") or []
    if not isinstance(signs, list):
        raise HouseholdError(fields.at("signs"), "not-list")
    known = {sign.code for sign in load_guide().signs}
    for sign in signs:
        if not isinstance(sign, str) or sign not in known:
            raise HouseholdError(fields.at("signs"), "not-one-of", tuple(sorted(known)))
    return tuple(signs)
