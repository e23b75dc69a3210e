"""The household beside its entries and debts: people, cash, recurring items, assets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from jiebei_desktop.domain.household import (
    Asset,
    AssetKind,
    Cash,
    Certainty,
    EntryKind,
    Every,
    Household,
    Recurring,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.storage import rows
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.rows import Row
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_Item = TypeVar("_Item")


def read(db: Connection) -> Household:
    """Return the facts about the people."""
    (row,) = rows.fetch(db, rows.select("household"))
    return Household(
        members=row["members"],
        city=row["city"],
        dibao_per_person=rows.fen(row["dibao_per_person_fen"]),
        dibao_as_of=rows.day(row["dibao_as_of"]),
        income_kind=row["income_kind"],
        name=row["name"],
        id_tail=row["id_tail"],
        phone=row["phone"],
        address=row["address"],
    )


def household_row(household: Household) -> Row:
    """Return the columns of the household."""
    return {
        "members": household.members,
        "city": household.city,
        "dibao_per_person_fen": household.dibao_per_person,
        "dibao_as_of": rows.iso(household.dibao_as_of),
        "income_kind": household.income_kind,
        "name": household.name,
        "id_tail": household.id_tail,
        "phone": household.phone,
        "address": household.address,
    }


def read_cash(db: Connection) -> tuple[Cash, ...]:
    """Return every reading of the places where money is at hand, as they were entered."""
    return tuple(cash(row) for row in rows.fetch(db, rows.select("cash")))


def cash(row: Row) -> Cash:
    """Return the value of a row."""
    return Cash(
        name=row["name"], amount=Fen(row["amount_fen"]), as_of=date.fromisoformat(row["as_of"])
    )


def cash_row(cash: Cash) -> Row:
    """Return the columns of a reading."""
    return {"name": cash.name, "amount_fen": cash.amount, "as_of": cash.as_of.isoformat()}


def read_recurring(db: Connection) -> tuple[Recurring, ...]:
    """Return what comes again."""
    return tuple(recurring(row) for row in rows.fetch(db, rows.select("recurring")))


def recurring(row: Row) -> Recurring:
    """Return the value of a row."""
    return Recurring(
        name=row["name"],
        kind=EntryKind(row["kind"]),
        amount=Fen(row["amount_fen"]),
        category=row["category"],
        every=Every(row["every"]),
        day=row["day"],
        start=date.fromisoformat(row["start"]),
        until=rows.day(row["until"]),
        certainty=Certainty(row["certainty"]),
    )


def recurring_row(recurring: Recurring) -> Row:
    """Return the columns of what comes again."""
    return {
        "name": recurring.name,
        "kind": recurring.kind.value,
        "amount_fen": recurring.amount,
        "category": recurring.category,
        "every": recurring.every.value,
        "day": recurring.day,
        "start": recurring.start.isoformat(),
        "until": rows.iso(recurring.until),
        "certainty": recurring.certainty.value,
    }


def read_assets(db: Connection) -> tuple[Asset, ...]:
    """Return what is owned."""
    return tuple(asset(row) for row in rows.fetch(db, rows.select("assets")))


def asset(row: Row) -> Asset:
    """Return the value of a row."""
    return Asset(
        name=row["name"],
        kind=AssetKind(row["kind"]),
        value=Fen(row["value_fen"]),
        can_sell=bool(row["can_sell"]),
        needed_for_living=bool(row["needed_for_living"]),
    )


def asset_row(asset: Asset) -> Row:
    """Return the columns of what is owned."""
    return {
        "name": asset.name,
        "kind": asset.kind.value,
        "value_fen": asset.value,
        "can_sell": int(asset.can_sell),
        "needed_for_living": int(asset.needed_for_living),
    }


def set_household(work: UnitOfWork, household: Household) -> None:
    """Replace the facts about the people."""
    work.update("household", 1, household_row(household))


def set_cash(work: UnitOfWork, cash: Cash) -> None:
    """Keep a reading of one place; a second one of the same day replaces the first."""
    values = cash_row(cash)
    found = work.rows("cash", name=values["name"], as_of=values["as_of"])
    if found:
        work.update("cash", found[0]["id"], values)
    else:
        work.insert("cash", values)


def correct_cash(work: UnitOfWork, old: Cash, new: Cash) -> None:
    """Replace a reading; one of the new place and day gives way.

    Raises:
        KeyError: there is no reading equal to ``old``.
    """
    wanted, values = _reading_id(work, old), cash_row(new)
    for row in work.rows("cash", name=values["name"], as_of=values["as_of"]):
        if row["id"] != wanted:
            work.delete("cash", row["id"])
    work.update("cash", wanted, values)


def remove_cash(work: UnitOfWork, cash: Cash) -> None:
    """Delete a reading.

    Raises:
        KeyError: there is no such reading.
    """
    work.delete("cash", _reading_id(work, cash))


def _reading_id(work: UnitOfWork, cash: Cash) -> int:
    for row in work.rows("cash", **cash_row(cash)):
        return int(row["id"])
    raise KeyError(cash)


def add_missing(
    work: UnitOfWork, table: str, items: Iterable[_Item], row_of: Callable[[_Item], Row]
) -> int:
    """Add the items that no row equals yet, and return how many were added.

    Equal items of one file all count, as they do for entries.
    """
    present = Counter(_content(row) for row in work.rows(table))
    added = 0
    for item in items:
        row = row_of(item)
        if present[_content(row)] > 0:
            present[_content(row)] -= 1
        else:
            work.insert(table, row)
            added += 1
    return added


def _content(row: Row) -> frozenset[tuple[str, object]]:
    return frozenset((name, value) for name, value in row.items() if name != "id")
