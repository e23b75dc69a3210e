"""The household beside its entries and debts: people, cash, recurring items, assets."""

from __future__ import annotations

from jiebei_desktop.domain.household import Asset, Cash, Household, Recurring
from jiebei_desktop.storage.records import StoredTable
from jiebei_desktop.storage.rows import RowSource
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_HOUSEHOLD = StoredTable("household", Household)
CASH = StoredTable("cash", Cash)
"""Every reading of the places where money is at hand, as they were entered."""
RECURRING = StoredTable("recurring", Recurring)
ASSETS = StoredTable("assets", Asset)


def read(source: RowSource) -> Household:
    """Return the facts about the people."""
    (found,) = _HOUSEHOLD.read(source)
    return found


def set_household(work: UnitOfWork, household: Household) -> None:
    """Replace the facts about the people."""
    _HOUSEHOLD.update(work, 1, household)


def set_cash(work: UnitOfWork, cash: Cash) -> None:
    """Keep a reading of one place; a second one of the same day replaces the first."""
    CASH.put(work, cash, "name", "as_of")


def correct_cash(work: UnitOfWork, old: Cash, new: Cash) -> None:
    """Replace a reading; one of the new place and day gives way.

    Raises:
        KeyError: there is no reading equal to ``old``.
    """
    wanted, values = CASH.id_of(work, old), CASH.row(new)
    for row in work.rows("cash", name=values["name"], as_of=values["as_of"]):
        if row["id"] != wanted:
            work.delete("cash", row["id"])
    CASH.update(work, wanted, new)
