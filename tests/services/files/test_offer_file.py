"""Offer files: both forms are read, and whatever is wrong is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.services.files.offer_file import HouseholdError, read


def document(**changes) -> dict:
    values = {
        "format": "jiebei.offer/1",
        "lender_type": "bank",
        "date": "2026-11-22",
        "face": "10000.00",
        "received": "9000.00",
        "payment": "888.49",
        "periods": 12,
        "every": "month",
        "first_due": "2026-12-31",
    }
    return {key: value for key, value in (values | changes).items() if value is not None}


def test_equal_months_are_spelled_out_and_day_31_returns():
    offer = read(document())
    assert [flow.date for flow in offer.flows[:4]] == [
        date(2026, 12, 31),
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
    ]
    assert offer.repaid == 12 * 88849
    assert offer.lender_type is LenderType.BANK


def test_flows_fees_rate_and_signs_are_read():
    offer = read(
        document(
            payment=None,
            received=None,
            flows=[
                {"date": "2027-02-22", "amount": "6000.00"},
                {"date": "2026-12-22", "amount": "5000.00"},
            ],
            fees=[{"date": "2026-11-22", "amount": "99.00", "name": "评估费"}],
            stated_rate="0.12",
            signs=["bridge_loan"],
        )
    )
    assert [flow.amount for flow in offer.flows] == [500000, 600000]
    assert offer.received == offer.face
    assert (offer.fees[0].name, offer.stated_rate) == ("评估费", Decimal("0.12"))
    assert offer.signs == ("bridge_loan",)
    assert offer.repaid == 1109900


@pytest.mark.parametrize(
    ("changes", "path", "what"),
    [
        ({"format": "other"}, "format", "wrong-format"),
        ({"format": None}, "format", "wrong-format"),
        ({"received": "10000.01"}, "received", "above-face"),
        ({"face": "0.00"}, "face", "not-positive"),
        ({"first_due": "2026-11-22"}, "first_due", "not-after-start"),
        ({"flows": []}, "flows", "wrong-count"),
        ({"flows": [{"date": "2026-13-01", "amount": "1.00"}]}, "flows[0].date", "not-date"),
        (
            {"flows": [{"date": "2026-12-22", "amount": "1.00"}], "payment": "2.00"},
            "payment",
            "not-wanted",
        ),
        ({"periods": 601}, "periods", "out-of-range"),
        ({"payment": None}, "payment", "missing"),
        ({"every": "week"}, "every", "not-one-of"),
        ({"lender_type": "friend"}, "lender_type", "not-one-of"),
        ({"signs": "bridge_loan"}, "signs", "not-list"),
        ({"signs": ["sunshine"]}, "signs", "not-one-of"),
        ({"signs": [["sunshine"]]}, "signs", "not-list"),
    ],
)
def test_whatever_is_wrong_is_named(changes, path, what):
    with pytest.raises(HouseholdError) as caught:
        read(document(**changes))
    assert (caught.value.path, caught.value.what) == (path, what)
