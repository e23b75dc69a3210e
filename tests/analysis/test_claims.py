"""From a debt to what its creditor claims: the terms left, the line of its kind, the longest term."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from loans import loan, terms
from msgspec.structs import replace

from jiebei_desktop.analysis.claims import CARD_TERM, LOAN_TERM, claim_of, term_cap
from jiebei_desktop.domain.debts import LenderType, Method, Priority
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.reference.rulebook import load

RULES = load()
ON = date(2026, 3, 20)
"""Two instalments have fallen due, on 15 February and 15 March."""
FIRST = date(2026, 4, 12)


def claimed(debt, **state):
    return claim_of(debt, replace(owed(debt, ON), **state), RULES, FIRST)


def yearly(value, periods=12, **more):
    return loan(terms(value, "year", periods, **more))


def test_the_instalments_that_are_not_late_are_left_and_one_at_least():
    debt = yearly("0.12")
    assert claimed(debt).months_left == 10
    due = claim_of(debt, owed(debt, date(2026, 3, 15)), RULES, FIRST)
    assert due.months_left == 11  # today's is not late
    assert claimed(yearly("0.12"), instalments=()).months_left == 1
    assert claimed(yearly("0.12", None, method=Method.FREE)).months_left == 0
    assert claimed(yearly("0.12", 70)).cap == 68  # its own term is longer than may be asked for
    assert claimed(yearly("0.12", 12)).cap == 60


@pytest.mark.parametrize(("arrears", "late"), [(0, False), (1, True)])
def test_a_fen_of_arrears_is_late(arrears, late):
    assert claimed(yearly("0.12"), arrears=Fen(arrears)).late is late


@pytest.mark.parametrize(
    ("rate", "capped", "monthly"),
    [
        ("0.12", False, "0.01"),
        ("0.24", False, "0.02"),  # on the line of consumer lenders
        ("0.2412", True, "0.02"),
    ],
)
def test_no_rate_above_the_line_of_its_kind_is_offered(rate, capped, monthly):
    found = claimed(yearly(rate))
    assert (found.capped, found.rate) == (capped, Fraction(monthly))


def test_what_is_claimed_is_what_is_owed_by_kind_and_who_lent_it():
    debt = yearly("0.12")
    state, found = owed(debt, ON), claimed(debt)
    assert (found.parts, found.since, found.overdue) == (state.parts, ON, state.overdue_principal)
    assert found.overdue > 0
    assert (found.family, found.person, found.capitalise) == (False, False, False)
    kin = claimed(replace(debt, priority=Priority.FAMILY))
    assert (kin.family, kin.person) == (True, True)
    assert claim_of(debt, state, RULES, FIRST, capitalise=True).capitalise


def without(name):
    return replace(RULES, rows={key: row for key, row in RULES.rows.items() if key != name})


def of_term(name, **numbers):
    row = replace(RULES.rows[name], numbers={k: Decimal(v) for k, v in numbers.items()})
    return replace(RULES, rows={**RULES.rows, name: row})


@pytest.mark.parametrize(
    ("lender", "rules", "on", "longest"),
    [
        (LenderType.CREDIT_CARD_ISSUER, of_term(CARD_TERM, periods=48), ON, 48),
        (LenderType.CREDIT_CARD_ISSUER, of_term(CARD_TERM, periods=48), date(2011, 1, 12), 60),
        (LenderType.CREDIT_CARD_ISSUER, without(CARD_TERM), ON, 60),
        (LenderType.BANK, of_term(LOAN_TERM, months=72), ON, 72),
        (LenderType.CONSUMER_FINANCE, RULES, date(2024, 7, 1), 60),
        (LenderType.BANK, RULES, date(2024, 6, 30), 120),
        (LenderType.BANK, without(LOAN_TERM), ON, 120),
        (LenderType.UNKNOWN, RULES, ON, 60),
        (LenderType.MICRO_LENDER, RULES, ON, 120),
        (LenderType.PRIVATE_PERSON, RULES, ON, 120),
    ],
)
def test_a_term_is_as_long_as_the_rule_of_the_lenders_kind_allows(lender, rules, on, longest):
    assert term_cap(lender, rules, on) == longest
