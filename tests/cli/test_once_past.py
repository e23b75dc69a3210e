"""A known large payment in the way: little until it is past, then what can be kept."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import bill_ahead
import pytest

DAY = ("--as-of", "2026-12-01")


@pytest.fixture
def ledger_of(answer, tmp_path):
    """Return a function that makes a ledger of the household with what else recurs."""

    def made(*recurring):
        path = tmp_path / "home.json"
        known = bill_ahead.household(date(2026, 12, 1), *recurring)
        path.write_text(json.dumps(known, ensure_ascii=False), "utf-8")
        answer("new", tmp_path / "home.jiebei")
        answer("load", tmp_path / "home.jiebei", path)
        return tmp_path / "home.jiebei"

    return made


def test_a_bill_that_takes_the_cash_of_two_months_cuts_no_principal(
    ledger_of, answer, run, tmp_path
):
    """120 a month bears the insurance of February: 22,800 of principal were asked because of it."""
    ledger = ledger_of(bill_ahead.insurance("6000.00"))
    afford, asked = answer("afford", ledger, *DAY), answer("ask", ledger, *DAY)
    past = afford["once_past"]
    assert (past["since"], past["day"], past["amount"]) == ("2027-03-01", "2027-02-05", "6000.00")
    assert Decimal(afford["ceiling"]) < Decimal(past["payment"]) <= Decimal(afford["left"])
    (one,) = asked["asks"]
    early, later = one["steps"]
    assert early["months"] == 2
    assert Decimal(early["payment"]) <= Decimal(afford["recommended"])
    assert Decimal(later["payment"]) <= Decimal(past["payment"])
    assert not [each for each in one["levers"] if each["kind"].startswith("waive")]
    named = answer("ask", ledger, *DAY, "--budget", "100")
    assert named["explanation"] == "principal", "an amount that is named rules alone"

    data = tmp_path / "plan.json"
    done = run("plan", ledger, *DAY, "--pdf", tmp_path / "plan.pdf", "--data", data)
    assert done.exit_code == 0, done.output
    paper = json.loads(data.read_text("utf-8"))
    assert paper["means"]["once_past"] == past
    assert paper["plan"]["alternatives"] == []
    seen = {each["id"]: each["value"] for each in answer("picture", ledger, *DAY)["figures"]}
    level = next(
        each for each in afford["curve"] if Decimal(each["payment"]) >= Decimal(later["payment"])
    )
    assert Decimal(seen["plan.late_once_12"]) < Decimal(level["p_late_once_12"])
    assert Decimal(seen["plan.late_once_12"]) >= Decimal(afford["late_once_12"])


def test_without_a_bill_in_the_way_the_amount_is_one_for_all_months(ledger_of, answer):
    ledger = ledger_of()
    assert answer("afford", ledger, *DAY)["once_past"] is None
    (one,) = answer("ask", ledger, *DAY)["asks"]
    assert len(one["steps"]) == 1
