"""What a debt owes and requires is reckoned once for equal values, and forgotten when asked."""

from __future__ import annotations

from datetime import date

import pytest
from loans import loan, terms
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Payment
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import forget, obligations, owed

TODAY = date(2026, 11, 22)


def one():
    return loan(terms(), 4_560_000, date(2026, 8, 2), [(date(2026, 9, 2), 450_680)])


@pytest.mark.parametrize("asked", [owed, obligations])
def test_equal_debts_are_answered_from_one_reckoning_until_it_is_forgotten(asked):
    first = asked(one(), TODAY)
    assert asked(one(), TODAY) is first
    forget()
    again = asked(one(), TODAY)
    assert again is not first
    assert again == first


@pytest.mark.parametrize("asked", [owed, obligations])
def test_another_payment_or_day_is_another_answer(asked):
    before = asked(one(), TODAY)
    paid = replace(one(), payments=(*one().payments, Payment(date=TODAY, amount=Fen(1))))
    assert asked(paid, TODAY) != before
    assert asked(one(), date(2026, 11, 23)) != before
