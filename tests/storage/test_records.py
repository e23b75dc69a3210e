"""A dataclass is the list of its table's columns: what is written comes back equal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from jiebei_desktop.domain.household import Cash, Household
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.storage import household, settings
from jiebei_desktop.storage.records import StoredColumn, StoredTable

READING = Cash(name="银行卡", amount=Fen(12_345), as_of=date(2026, 11, 3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """One field of each kind of column."""

    id: int = 0
    on: date | None
    rate: Decimal
    codes: tuple[str, ...]
    facts: dict[str, int]
    when: str | None
    elsewhere: str = ""


ODD = StoredTable(
    "odd",
    Odd,
    beside=("elsewhere",),
    columns={
        "on": "day",
        "when": StoredColumn("moment", lambda raw: raw or None, lambda at: at or ""),
    },
)


@pytest.mark.parametrize("on", [None, date(2026, 2, 28)])
@pytest.mark.parametrize("when", [None, "12:30"])
def test_every_kind_of_field_comes_back_as_it_was_written(on, when):
    odd = Odd(on=on, rate=Decimal("0.0000001"), codes=("b", "a"), facts={"n": 1}, when=when)
    row = ODD.row(odd)
    assert row == {
        "day": on and on.isoformat(),
        "rate": "0.0000001",
        "codes": '["b", "a"]',
        "facts": '{"n": 1}',
        "moment": when or "",
    }
    assert ODD.value({**row, "id": 0}, elsewhere="") == odd


def test_a_household_without_a_standard_has_none(ledger):
    people = Household(members=3, dibao_per_person=None)
    with ledger.write("x") as work:
        household.set_household(work, people)
    assert ledger.read_book().household == people


def test_a_value_is_put_in_place_of_the_one_with_its_key(ledger):
    with ledger.write("x") as work:
        first = household.CASH.put(work, READING, "name", "as_of")
        again = household.CASH.put(work, Cash(**_but(amount=Fen(1))), "name", "as_of")
        other = household.CASH.put(work, Cash(**_but(as_of=date(2026, 11, 4))), "name", "as_of")
    assert first == again != other
    assert [one.amount for one in ledger.read_book().cash] == [1, 12_345]


def test_equal_values_are_told_apart_by_number_only(ledger):
    with ledger.write("x") as work:
        assert household.CASH.add_missing(work, [READING]) == 1
        assert household.CASH.add_missing(work, [READING]) == 0


def test_a_setting_is_replaced_merged_and_removed(ledger):
    with ledger.write("x") as work:
        settings.put(work, "k", {"b": 1})
        assert settings.add(work, "k", {"a": 2}) == {"a": 2, "b": 1}
    assert ledger.setting("k") == {"a": 2, "b": 1}
    with ledger.write("y") as work:
        settings.put(work, "k", None)
    assert ledger.setting("k", "none") == "none"


def _but(**other: object) -> dict[str, object]:
    return {"name": READING.name, "amount": READING.amount, "as_of": READING.as_of, **other}
