"""Which rate line binds which lender, and when a cost lies above it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.caps import (
    Cost,
    cost_findings,
    is_above,
    licensed_line,
    private_line,
    reaches,
)
from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.domain.findings import Severity
from jiebei_desktop.services.reference.rulebook import load

AS_OF = date(2026, 11, 22)
RULES = load()


def found(lender: LenderType, nominal: str, effective: str, on: date = date(2026, 3, 1)):
    cost = Cost(
        lender=lender, contract_date=on, nominal=Decimal(nominal), effective=Decimal(effective)
    )
    return cost_findings(cost, RULES, AS_OF)


def test_both_ways_of_counting_must_exceed_the_line():
    (finding,) = found(LenderType.CONSUMER_FINANCE, "0.25", "0.28")
    assert (finding.id, finding.severity, finding.rule) == (
        "W-COST-24",
        Severity.SEVERE,
        "assist_24",
    )
    assert finding.facts["standing"] == "reference"


def test_only_the_compound_rate_above_is_a_border_case():
    (finding,) = found(LenderType.BANK, "0.22", "0.2436")
    assert (finding.id, finding.severity) == ("W-NEAR-24", Severity.CAUTION)


def test_a_cheap_loan_gives_no_finding():
    assert found(LenderType.BANK, "0.18", "0.1956") == ()
    assert found(LenderType.PRIVATE_PERSON, "0.12", "0.1268") == ()


def test_a_rate_on_the_line_but_for_rounding_is_not_above():
    line = RULES.rate("spc_24_total", AS_OF)
    assert not is_above(line + Decimal("0.000004"), line)
    assert is_above(line + Decimal("0.0001"), line)


@pytest.mark.parametrize(
    ("rate", "above", "on"),
    [
        ("0.24005", False, True),
        ("0.240051", True, True),
        ("0.24", False, True),
        ("0.23995", False, True),
        ("0.239949", False, False),
    ],
)
def test_rates_are_told_apart_from_half_a_hundredth_of_a_percent_on(rate, above, on):
    line = Decimal("0.24")
    assert (is_above(Decimal(rate), line), reaches(Decimal(rate), line)) == (above, on)


def test_the_private_cap_does_not_bind_licensed_lenders_nor_the_reverse():
    (private,) = found(LenderType.PRIVATE_PERSON, "0.2", "0.22")
    assert (private.id, private.rule) == ("W-PRIVATE-CAP", "pl_cap_4lpr")
    assert private.facts["standing"] == "law"
    assert found(LenderType.BANK, "0.2", "0.22") == ()


@pytest.mark.parametrize(
    ("lender", "on", "rule"),
    [
        (LenderType.MICRO_LENDER, date(2026, 1, 5), "mcl_24"),
        (LenderType.MICRO_LENDER, date(2025, 1, 5), "spc_24_total"),
        (LenderType.BANK, date(2025, 10, 1), "assist_24"),
        (LenderType.BANK, date(2025, 9, 30), "spc_24_total"),
        (LenderType.CREDIT_CARD_ISSUER, date(2026, 1, 5), "spc_24_total"),
        (LenderType.ASSIGNEE, date(2026, 1, 5), "spc_24_total"),
    ],
)
def test_the_line_follows_lender_and_contract_date(lender, on, rule):
    assert licensed_line(lender, on, RULES).row.id == rule


def test_before_any_line_there_is_nothing_to_say():
    early = date(2010, 1, 1)
    assert licensed_line(LenderType.BANK, early, RULES) is None
    assert found(LenderType.BANK, "0.5", "0.6", early) == ()


def test_an_unknown_lender_is_only_asked_about():
    (finding,) = found(LenderType.UNKNOWN, "0.3", "0.35")
    assert finding.severity is Severity.CAUTION
    assert finding.facts["lender_type"] == "unknown"


def test_a_private_loan_older_than_the_cap_is_measured_on_filing():
    line = private_line(date(2019, 5, 1), AS_OF, RULES)
    assert line.filed
    assert line.row.id == "pl_transition"
    (finding,) = found(LenderType.PRIVATE_PERSON, "0.24", "0.26", date(2019, 5, 1))
    assert finding.facts["measured"] == "filing"


def test_a_weakly_sourced_fixing_makes_the_cap_a_reference():
    line = private_line(date(2026, 6, 23), AS_OF, RULES)
    assert not line.is_law
    (finding,) = found(LenderType.PRIVATE_PERSON, "0.24", "0.26", date(2026, 6, 23))
    assert finding.severity is Severity.CAUTION
    assert finding.facts["standing"] == "reference"


def test_without_fixings_the_cap_is_unknown():
    bare = replace(RULES, fixings=())
    assert private_line(date(2026, 3, 1), AS_OF, bare) is None
    cost = Cost(
        lender=LenderType.PRIVATE_PERSON,
        contract_date=AS_OF,
        nominal=Decimal(1),
        effective=Decimal(1),
    )
    assert cost_findings(cost, bare, AS_OF) == ()


@pytest.mark.parametrize(
    ("lender", "name"),
    [(LenderType.BANK, "W-COST-24"), (LenderType.PRIVATE_PERSON, "W-PRIVATE-CAP")],
)
def test_a_hundredth_of_a_percent_above_the_line_is_told_and_the_line_is_not(lender, name):
    on = date(2026, 3, 1)
    found_line = (
        private_line(on, AS_OF, RULES).rate
        if lender is LenderType.PRIVATE_PERSON
        else licensed_line(lender, on, RULES).rate
    )
    above = found_line + Decimal("0.0001")
    assert found(lender, str(found_line), str(found_line)) == ()
    assert [one.id for one in found(lender, str(above), str(above))] == [name]


def test_the_border_case_begins_a_hundredth_of_a_percent_above_by_compound_rate():
    line = licensed_line(LenderType.BANK, date(2026, 3, 1), RULES).rate
    near = line + Decimal("0.0001")
    assert found(LenderType.BANK, str(line), str(line)) == ()
    assert [one.id for one in found(LenderType.BANK, str(line), str(near))] == ["W-NEAR-24"]
    assert [one.id for one in found(LenderType.BANK, str(near), str(near))] == ["W-COST-24"]
