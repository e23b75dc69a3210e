"""A monthly cost that bears the name of a debt is asked about; a rent or another name is not."""

from __future__ import annotations

from datetime import date

import pytest
from loans import loan
from msgspec.structs import replace

from jiebei_desktop.domain.debts import ReportedBalance, Stage
from jiebei_desktop.domain.events import EventKind, LifeEvent, Said, SaidKind
from jiebei_desktop.domain.household import Book, EntryKind, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.repaid_items import repaid_items

ON = date(2026, 11, 22)


def cost(name, category="C9", **changes):
    plain = Recurring(
        name=name, kind=EntryKind.EXPENSE, amount=Fen(111_246), category=category,
        start=date(2026, 1, 1),
    )  # fmt: skip
    return replace(plain, **changes)


def found(item, debt="借呗", **book):
    made = Book(recurring=(item,), debts=(replace(loan(), name=debt),), **book)
    return [(one.name, of.name) for one, of in repaid_items(made, ON)]


@pytest.mark.parametrize(
    ("item", "debt"),
    [
        ("借呗", "借呗"),
        ("借呗还款", "借呗"),
        ("每月还借呗", "借呗"),
        ("房贷", "建行房贷"),
        ("房贷月供", "建行房贷"),
        ("Jiebei repayment", "jiebei"),
    ],
)
def test_an_item_that_bears_the_name_of_a_debt_is_asked_about(item, debt):
    assert found(cost(item), debt) == [(item, debt)]


@pytest.mark.parametrize(
    ("item", "debt"), [("吃饭", "借呗"), ("还款", "借呗"), ("卡", "招行卡"), ("借呗", "呗")]
)
def test_another_name_or_one_letter_is_not(item, debt):
    assert found(cost(item), debt) == []


def test_neither_is_a_rent_an_income_or_what_is_over_or_to_come():
    assert found(cost("房租", "B1"), "房租贷") == []
    assert found(cost("房贷", "B1"), "建行房贷") == [("房贷", "建行房贷")]
    assert found(cost("借呗", "A12", kind=EntryKind.INCOME)) == []
    assert found(cost("借呗", until=ON)) == [("借呗", "借呗")]
    assert found(cost("借呗", until=date(2026, 11, 21))) == []
    assert found(cost("借呗", start=date(2026, 11, 23))) == []


def test_what_was_answered_is_asked_no_more():
    other = Said(
        kind=SaidKind.OTHER_COST, start=ON, until=ON, category="C9", on=ON, name="借呗还款"
    )
    assert found(cost("借呗还款"), said=(other,)) == []
    assert found(cost("借呗还款"), said=(replace(other, category="C8"),)) != []
    assert found(cost("借呗还款"), said=(replace(other, kind=SaidKind.PASSING),)) != []
    ended = LifeEvent(kind=EventKind.SPENDING_ENDS, start=ON, category="C9", name="借呗还款")
    assert found(cost("借呗还款"), events=(ended,)) == []


def test_a_debt_that_is_paid_off_counts_nothing_twice():
    """Of a settled loan, and of one whose balance is nought, no instalment is reckoned."""
    known = replace(loan(), name="借呗")
    nought = ReportedBalance(as_of=known.contract_date, principal=Fen(0))
    for debt in (replace(known, stage=Stage.SETTLED), replace(known, balance=nought)):
        assert not repaid_items(Book(recurring=(cost("借呗"),), debts=(debt,)), ON)
        both = Book(recurring=(cost("借呗"),), debts=(debt, replace(known, name="借呗 2")))
        assert [of.name for _, of in repaid_items(both, ON)] == ["借呗 2"]
    ahead = replace(known, contract_date=date(2027, 1, 5))
    assert repaid_items(Book(recurring=(cost("借呗"),), debts=(ahead,)), ON)
