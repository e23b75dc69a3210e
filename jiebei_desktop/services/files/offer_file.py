"""The offer file ``jiebei.offer/1``: strict reading into an offer."""

from __future__ import annotations

from typing import Any

from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.domain.loan_offer import LoanFlow, LoanOffer, OfferFee
from jiebei_desktop.domain.money import yuan
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.formats import json_schema
from jiebei_desktop.services.formats.json_fields import Fields, HouseholdError
from jiebei_desktop.services.reference.guide import load as load_guide

__all__ = ["FORMAT", "HouseholdError", "dump", "read"]

FORMAT = "jiebei.offer/1"
MOST = 600
"""Fifty years of months; a longer offer is a typing mistake."""


def read(document: object) -> LoanOffer:
    """Read a parsed offer file.

    Beside what the format demands it knows ``stated_rate`` (the annual rate as advertised, a
    fraction) and ``signs`` (codes of the scam signs the user ticked).

    Raises:
        HouseholdError: something is missing or not what it must be.
    """
    return _offer(Fields(document))


def schema() -> dict[str, Any]:
    """Return the JSON Schema of offer files, taken from their reader."""
    what = "An offer of a loan: what is received, what is repaid when, fees, signs of fraud."
    return json_schema.describe(FORMAT, what, _offer, apart=1)


def _offer(fields: Fields) -> LoanOffer:
    fields.format(FORMAT)
    start = fields.day("date")
    face = fields.positive("face")
    offer = LoanOffer(
        lender_type=fields.kind("lender_type", LenderType),
        date=start,
        face=face,
        received=fields.positive("received") if fields.has("received") else face,
        flows=_flows(fields) if fields.has("flows") else _level(fields),
        fees=tuple(
            OfferFee(date=fee.day("date"), amount=fee.positive("amount"), name=fee.text("name", ""))
            for fee in fields.objects("fees")
        ),
        stated_rate=fields.maybe("stated_rate", fields.rate),
        signs=fields.some("signs", tuple(sorted(sign.code for sign in load_guide().signs))),
    )
    if offer.received > face:
        raise HouseholdError(fields.at("received"), "above-face")
    if offer.flows[0].date <= start:
        first = "flows" if fields.has("flows") else "first_due"
        raise HouseholdError(fields.at(first), "not-after-start")
    return offer


def dump(offer: LoanOffer) -> dict[str, Any]:
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


def _flows(fields: Fields) -> tuple[LoanFlow, ...]:
    flows = [
        LoanFlow(date=flow.day("date"), amount=flow.positive("amount"))
        for flow in fields.objects("flows")
    ]
    if not 1 <= len(flows) <= MOST:
        raise HouseholdError(fields.at("flows"), "wrong-count", ("1", str(MOST)))
    fields.without("payment", beside="flows")  # which of the two is meant, nobody knows
    return tuple(sorted(flows, key=lambda flow: flow.date))


def _level(fields: Fields) -> tuple[LoanFlow, ...]:
    """Spell out equal monthly instalments; day 31 clamps to short months and returns."""
    payment, periods = fields.positive("payment"), fields.integer("periods", 1, MOST)
    first = fields.day("first_due")
    fields.word("every", ("month",), "month")
    month = Month.of(first)
    return tuple(
        LoanFlow(date=month.plus(k).day(first.day), amount=payment) for k in range(periods)
    )
