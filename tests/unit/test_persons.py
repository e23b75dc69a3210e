"""Who is a person, and what lateness costs there where the contract says nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiebei_desktop.domain.debts import LenderType, Priority, is_person, usual_multiplier


@pytest.mark.parametrize(
    ("lender", "priority", "person"),
    [
        (LenderType.PRIVATE_PERSON, Priority.UNSECURED, True),
        (LenderType.PRIVATE_PERSON, Priority.FAMILY, True),
        (LenderType.BANK, Priority.FAMILY, True),
        (LenderType.BANK, Priority.UNSECURED, False),
    ],
)
def test_a_person_takes_no_more_for_lateness_than_the_rate(lender, priority, person):
    assert is_person(lender, priority) is person
    usual = Decimal("1.5")
    assert usual_multiplier(lender, priority, usual) == (Decimal(1) if person else usual)
