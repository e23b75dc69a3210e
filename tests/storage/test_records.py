"""A Struct is the list of its table's columns: what is written comes back equal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec import Struct

from jiebei_desktop.domain.household import Asset, AssetKind, Cash, Household
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.storage import household, settings
from jiebei_desktop.storage.records import StoredColumn, StoredTable, text

READING = Cash(name="银行卡", amount=Fen(12_345), as_of=date(2026, 11, 3))


class Odd(Struct, frozen=True, kw_only=True):
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


def test_json_is_written_alike_whatever_the_order_it_came_in():
    assert text({"b": 1, "a": "借"}) == text({"a": "借", "b": 1}) == '{"a": "借", "b": 1}'


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


def test_of_several_equal_values_those_that_are_missing_are_added(ledger):
    car, ring = (
        Asset(name=name, kind=AssetKind.VEHICLE, value=Fen(1), can_sell=True) for name in "ab"
    )
    with ledger.write("x") as work:
        household.ASSETS.insert(work, car)
        assert household.ASSETS.add_missing(work, [car, ring, car, ring]) == 3
        assert sorted(one.name for one in household.ASSETS.read(work)) == ["a", "a", "b", "b"]


def test_a_value_is_added_replaced_or_deleted_by_what_it_was(ledger):
    other = Cash(**_but(amount=Fen(1)))
    steps = ((None, READING, [READING]), (READING, other, [other]), (other, None, []),
             (None, None, []))  # fmt: skip
    with ledger.write("x") as work:
        for old, new, left in steps:
            household.CASH.change(work, old, new)
            assert list(household.CASH.read(work)) == left
        for new in (other, None):
            with pytest.raises(KeyError):
                household.CASH.change(work, READING, new)


def test_a_corrected_reading_takes_the_place_of_one_of_its_place_and_day_only(ledger):
    day = date(2026, 11, 4)
    later, elsewhere = Cash(**_but(as_of=day)), Cash(**_but(name="零钱", as_of=day))
    with ledger.write("x") as work:
        for one in (READING, later, elsewhere):
            household.CASH.insert(work, one)
        new = Cash(**_but(as_of=day, amount=Fen(7)))
        household.correct_cash(work, READING, new)
        assert sorted(one.amount for one in household.CASH.read(work)) == [7, 12_345]
        assert elsewhere in household.CASH.read(work)


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
